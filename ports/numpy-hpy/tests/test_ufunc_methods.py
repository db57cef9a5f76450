"""ports/numpy-hpy/tests/test_ufunc_methods.py: reduce, accumulate, reduceat, outer and at."""

from __future__ import annotations

import inspect
import math
from typing import Any

import pytest
from alike import DTYPES, Recipe, arrays, same, same_outcome
from hypothesis import given
from hypothesis import strategies as st

# Functions of two inputs that are exact, by kinds of dtypes.
EXACT = {
    "b": ["logical_and", "logical_or", "logical_xor", "maximum", "minimum", "equal"],
    "i": ["add", "subtract", "multiply", "bitwise_and", "bitwise_or", "bitwise_xor", "maximum"],
    "u": ["add", "subtract", "multiply", "bitwise_and", "gcd", "minimum", "logical_or"],
    "f": ["maximum", "minimum", "fmax", "fmin", "logical_and", "logical_xor", "subtract"],
    "c": ["logical_or", "logical_and", "subtract"],
}


@st.composite
def calls(draw: Any, **limits: Any) -> tuple[Recipe, str]:
    """An array, and the name of a function for its items."""
    recipe = draw(arrays(items=st.integers(0, 3), **limits))
    kind = {"bool": "b", "int": "i", "uint": "u", "float": "f", "complex": "c"}
    name = recipe.dtype.rstrip("0123456789")
    return recipe, draw(st.sampled_from(EXACT[kind[name]]))


@given(data=st.data(), call=calls(max_side=5))
def test_reduce_is_that_of_numpy(np: Any, hnp: Any, data: Any, call: tuple[Recipe, str]) -> None:
    recipe, name = call
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options: dict[str, Any] = {"keepdims": data.draw(st.booleans())}
    if theirs.ndim:
        axes = st.lists(st.integers(0, theirs.ndim - 1), unique=True).map(tuple)
        options["axis"] = data.draw(st.one_of(st.none(), st.integers(-theirs.ndim, -1), axes))
    if data.draw(st.booleans()):
        options["initial"] = data.draw(st.sampled_from([0, 1, None]))
    same_outcome(
        lambda: getattr(hnp, name).reduce(ours, **options),
        lambda: getattr(np, name).reduce(theirs, **options),
    )


@given(data=st.data(), call=calls(min_dims=1, max_side=5))
def test_accumulate_is_that_of_numpy(
    np: Any, hnp: Any, data: Any, call: tuple[Recipe, str]
) -> None:
    recipe, name = call
    ours, theirs = recipe.make(hnp), recipe.make(np)
    axis = data.draw(st.integers(-theirs.ndim, theirs.ndim - 1))
    same_outcome(
        lambda: getattr(hnp, name).accumulate(ours, axis),
        lambda: getattr(np, name).accumulate(theirs, axis),
    )


@given(data=st.data(), call=calls(min_dims=1, max_side=5))
def test_reduceat_is_that_of_numpy(np: Any, hnp: Any, data: Any, call: tuple[Recipe, str]) -> None:
    recipe, name = call
    ours, theirs = recipe.make(hnp), recipe.make(np)
    axis = data.draw(st.integers(-theirs.ndim, theirs.ndim - 1))
    index = st.integers(0, max(0, theirs.shape[axis] - 1))
    indices = data.draw(st.lists(index, max_size=5))
    if theirs.size == 0:
        return
    same_outcome(
        lambda: getattr(hnp, name).reduceat(ours, hnp.array(indices, dtype=int), axis),
        lambda: getattr(np, name).reduceat(theirs, np.array(indices, dtype=int), axis),
    )


@given(call=calls(max_dims=2), other=arrays(items=st.integers(0, 3), max_dims=2))
def test_outer_is_that_of_numpy(np: Any, hnp: Any, call: tuple[Recipe, str], other: Recipe) -> None:
    recipe, name = call
    if name.startswith(("bitwise", "gcd")):
        name = "add"
    their, error = None, None
    try:
        their = getattr(np, name).outer(recipe.make(np), other.make(np))
    except TypeError as raised:
        error = raised
    if error is None:
        same(getattr(hnp, name).outer(recipe.make(hnp), other.make(hnp)), their)


@given(data=st.data(), call=calls(min_dims=1, min_side=1))
def test_at_is_that_of_numpy(np: Any, hnp: Any, data: Any, call: tuple[Recipe, str]) -> None:
    recipe, name = call
    ours, theirs = recipe.make(hnp).copy(), recipe.make(np).copy()
    if theirs.size == 0:
        return
    index = st.integers(-theirs.shape[0], theirs.shape[0] - 1)
    indices = data.draw(st.one_of(index, st.lists(index, min_size=1)))
    second = data.draw(st.integers(0, 3))
    dtype = data.draw(st.sampled_from([theirs.dtype.name, "int8"]))
    their, our = np.array(second, dtype=dtype), hnp.array(second, dtype=dtype)
    try:
        getattr(np, name).at(theirs, indices, their)
    except TypeError:
        return
    getattr(hnp, name).at(ours, indices, our)
    same(ours, theirs)


# ---- Facts ----


def test_reduce(hnp: Any) -> None:
    array = hnp.arange(6.0).reshape(2, 3)
    assert hnp.add.reduce(array).tolist() == [3, 5, 7]
    assert hnp.add.reduce(array, None) == 15
    assert hnp.add.reduce(array, axis=(0, 1), keepdims=True).tolist() == [[15]]
    assert hnp.add.reduce(5) == 5
    assert hnp.subtract.reduce(array, axis=1).tolist() == [-3, -6]
    assert hnp.subtract.reduce(array[:, ::-1], axis=1).tolist() == [1, -2]
    assert hnp.divide.reduce([1, 2, 4]) == 0.125
    assert hnp.power.reduce([2, 3, 2]) == 64
    assert hnp.add.reduce([0.75, 0.75], dtype="int64") == 0
    out = hnp.zeros((), dtype="int64")
    assert hnp.add.reduce([0.75, 0.75], out=out) is out
    assert out.tolist() == 1
    assert hnp.add.reduce(array, out=(hnp.zeros(3),)).tolist() == [3, 5, 7]
    assert hnp.add.reduce(array, 0, None, None, False, 10).tolist() == [13, 15, 17]
    assert hnp.hypot.reduce([3.0, 4.0]) == 5
    assert hnp.logical_xor.reduce([1.5, 2.0, 3.0]).dtype == "bool"
    assert hnp.equal.reduce([1, 2, 3], dtype=bool) == True  # noqa: E712


def test_accumulate(hnp: Any) -> None:
    assert hnp.add.accumulate([1, 2, 3]).tolist() == [1, 3, 6]
    assert hnp.multiply.accumulate([[1, 2], [3, 4]], axis=1).tolist() == [[1, 2], [3, 12]]
    assert hnp.maximum.accumulate([3.0, 1.0, 4.0]).tolist() == [3, 3, 4]
    assert hnp.subtract.accumulate([1, 2, 3]).tolist() == [1, -1, -4]
    assert hnp.add.accumulate(hnp.array([1, 2], dtype="int8")).dtype == "int64"
    out = hnp.zeros(2, dtype="int8")
    assert hnp.add.accumulate([100, 100], 0, None, out) is out
    assert out.tolist() == [100, -56]
    half = hnp.add.accumulate(hnp.full(3000, 1, dtype="float16"))
    assert half[-1] == 2048  # each outcome is rounded


def test_reduceat(hnp: Any) -> None:
    array = hnp.arange(8)
    assert hnp.add.reduceat(array, [0, 4, 1, 5, 2, 6, 3, 7])[::2].tolist() == [6, 10, 14, 18]
    assert hnp.add.reduceat(array, []).shape == (0,)
    table = hnp.arange(6.0).reshape(2, 3)
    assert hnp.add.reduceat(table, [0, 1], axis=1).tolist() == [[0, 3], [3, 9]]


def test_outer(hnp: Any) -> None:
    assert hnp.subtract.outer([1, 2], [3, 4, 5]).tolist() == [[-2, -3, -4], [-1, -2, -3]]
    assert hnp.add.outer(1, 2) == 3
    result = hnp.multiply.outer([1, 2], [3, 4], dtype="float32")
    assert result.dtype == "float32"
    assert result.tolist() == [[3, 4], [6, 8]]
    quotients, rests = hnp.divmod.outer([7, 8], [2, 3])
    assert quotients.tolist() == [[3, 2], [4, 2]]
    assert rests.tolist() == [[1, 1], [0, 2]]


def test_at(hnp: Any) -> None:
    array = hnp.zeros(4)
    assert hnp.add.at(array, [0, 0, -1], 1) is None
    assert array.tolist() == [2, 0, 0, 1]
    hnp.add.at(array, slice(1, 3), [5, 6])
    assert array.tolist() == [2, 5, 6, 1]
    hnp.negative.at(array, array > 4)
    assert array.tolist() == [2, -5, -6, 1]
    table = hnp.zeros((2, 3), dtype="int8")
    hnp.add.at(table.T, ([0, 0, 2], [1, 1, 0]), hnp.array([1, 2, 3]))
    assert table.tolist() == [[0, 0, 3], [3, 0, 0]]
    hnp.add.at(table, (..., 0), [1.5, 2.5])
    assert table.tolist() == [[1, 0, 3], [5, 0, 0]]
    half = hnp.ones(2, dtype="float16")
    hnp.multiply.at(half, [1, 1], 3)
    assert half.tolist() == [1, 9]
    with pytest.raises(IndexError, match="index 4 is out of bounds for axis 0 with size 4"):
        hnp.add.at(array, [4], 1)
    array.setflags(write=False)
    with pytest.raises(ValueError, match="read-only"):
        hnp.add.at(array, [0], 1)


@pytest.mark.parametrize(
    "call",
    [
        "m.sin.reduce(a)",
        "m.sin.accumulate(a)",
        "m.sin.reduceat(a, [0])",
        "m.sin.outer(a)",
        "m.divmod.reduce(a)",
        "m.frexp.at(a, [0])",
        "m.negative.at(a, [0], 1)",
        "m.add.at(a, [0])",
        "m.add.at([1, 2], [0], 1)",
        "m.add.at(a[0], [0, 1], [1, 2, 3])",
        "m.add.at(a[0], (0, 0), 1)",
        "m.less.reduce(a)",
        "m.less.accumulate(a)",
        "m.logical_and.reduce(a, dtype=float)",
        "m.divide.reduce(a, dtype=int)",
        "m.subtract.reduce(a, axis=None)",
        "m.lcm.reduce([[1, 2]], axis=None)",
        "m.subtract.reduce(m.zeros(0))",
        "m.subtract.reduce(a, where=m.zeros(3, dtype=bool))",
        "m.add.reduce(a, out=(m.zeros(3), m.zeros(3)))",
        "m.add.reduce(a, axis=2)",
        "m.add.accumulate(5)",
        "m.add.accumulate(a, axis=None)",
        "m.add.accumulate(a, axis=(0, 1))",
        "m.add.reduceat(a, [0, 2])",
        "m.add.reduceat(a, [-1])",
        "m.add.reduceat(a, 0)",
        "m.add.reduceat(5, [0])",
        "m.add.outer([1, 2])",
    ],
)
def test_errors_are_those_of_numpy(np: Any, hnp: Any, call: str) -> None:
    def run(m: Any) -> Any:
        return eval(call, {"m": m, "a": m.arange(6.0).reshape(2, 3)})

    # What NumPy says of these depends on the calls that it has seen before.
    same_outcome(lambda: run(hnp), lambda: run(np), message="m.less" not in call)


def test_floating_point_errors(hnp: Any) -> None:
    big = hnp.array([1e308, 1e308])
    with hnp.errstate(all="raise"):
        for call in [
            lambda: hnp.add.reduce(big),
            lambda: hnp.add.accumulate(big),
            lambda: hnp.add.reduceat(big, [0]),
            lambda: hnp.add.at(big, [0], 1e308),
            lambda: hnp.add.outer(big, big),
            lambda: hnp.add.accumulate(hnp.full(2, 60000, dtype="float16")),
        ]:
            with pytest.raises(FloatingPointError, match="overflow"):
                call()


def test_signatures(hnp: Any) -> None:
    assert list(inspect.signature(hnp.add).parameters)[:3] == ["x1", "x2", "out"]
    assert list(inspect.signature(hnp.sin).parameters)[:2] == ["x", "out"]
    for function in [hnp.frexp, hnp.divmod, hnp.maximum]:
        assert "where" in inspect.signature(function).parameters


@pytest.mark.pypy("tells no signatures of methods")
def test_signatures_of_methods(hnp: Any) -> None:
    assert inspect.signature(hnp.add.reduce).parameters["axis"].default == 0
    for method in [hnp.add.accumulate, hnp.add.reduceat, hnp.ndarray.sum, hnp.var, hnp.argmax]:
        assert "axis" in inspect.signature(method).parameters


def test_infinite_and_nan_items(hnp: Any) -> None:
    array = hnp.array([1.0, math.nan, math.inf])
    assert math.isnan(hnp.maximum.reduce(array))
    assert hnp.fmax.reduce(array) == math.inf
    assert hnp.fmin.accumulate(array).tolist() == [1, 1, 1]


def test_all_dtypes_can_be_reduced(hnp: Any) -> None:
    for dtype in DTYPES:
        array = hnp.ones(5, dtype=dtype)
        assert hnp.multiply.reduce(array) == 1
        assert hnp.maximum.reduce(array) == 1
        assert hnp.logical_and.reduce(array) == True  # noqa: E712
