"""ports/numpy-hpy/tests/test_statistics.py: averages, differences, rounding, products of arrays."""

from __future__ import annotations

import math
from typing import Any, Callable

import pytest
from alike import FLOATS, INTEGERS, arrays, same_outcome
from hypothesis import given
from hypothesis import strategies as st

REAL = [*INTEGERS, "float32", "float64"]
ITEMS = st.integers(0, 9)
AXIS = st.one_of(st.none(), st.integers(-3, 2))


def check(np: Any, hnp: Any, recipes: Any, call: Callable[..., Any], message: bool = True) -> None:
    """Compare what a call of both libraries gives for arrays made by recipes."""
    recipes = recipes if isinstance(recipes, (list, tuple)) else [recipes]
    same_outcome(
        lambda: call(hnp, *(recipe.make(hnp) for recipe in recipes)),
        lambda: call(np, *(recipe.make(np) for recipe in recipes)),
        message,
    )


def near(np: Any, ours: Any, theirs: Any) -> None:
    """Assert that two results are alike but for rounding."""
    ours, theirs = np.asarray(ours.tolist(), ours.dtype.name), np.asarray(theirs)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


# ---- Fixed facts ----


def test_averages(hnp: Any) -> None:
    assert hnp.average([1, 2], weights=[1, 3]) == 1.75
    assert hnp.average([1, 2], weights=[1, 3], returned=True) == (1.75, 4.0)
    assert hnp.median([3, 1, 2]) == 2.0
    assert hnp.median([[1, 2], [3, 4]], axis=0).tolist() == [2.0, 3.0]
    assert math.isnan(hnp.median([1.0, float("nan")]))
    assert hnp.quantile([1, 2, 3, 4], 0.5) == 2.5
    assert hnp.percentile([1, 2, 3], [0, 50, 100]).tolist() == [1.0, 2.0, 3.0]
    assert hnp.ptp([1, 5, 2]) == 4
    assert hnp.cov([[1, 2, 3], [3, 1, 2]]).tolist() == [[1.0, -0.5], [-0.5, 1.0]]


def test_differences(hnp: Any) -> None:
    assert hnp.diff([1, 2, 4]).tolist() == [1, 2]
    assert hnp.diff([1, 2, 4], n=2).tolist() == [1]
    assert hnp.ediff1d([1, 2, 4], to_begin=0).tolist() == [0, 1, 2]
    assert hnp.gradient([1.0, 2, 4, 7]).tolist() == [1.0, 1.5, 2.5, 3.0]
    assert hnp.cumulative_sum([1, 2, 3]).tolist() == [1, 3, 6]
    assert hnp.cumulative_prod([2, 3], include_initial=True).tolist() == [1, 2, 6]


def test_comparisons(hnp: Any) -> None:
    assert hnp.isclose([1.0, 1.1], [1.0 + 1e-9, 1.0]).tolist() == [True, False]
    assert hnp.allclose([1.0], [1.0 + 1e-9]) is True
    assert hnp.array_equal([1, 2], [1, 2]) is True
    assert hnp.array_equal([1, 2], [1]) is False
    assert hnp.array_equiv([1, 1], [[1, 1], [1, 1]]) is True
    assert hnp.round([1.25, 2.5, -0.5], 0).tolist() == [1.0, 2.0, 0.0]
    assert hnp.around(1.234, 2) == 1.23
    assert hnp.clip([1, 5, 9], 2, 6).tolist() == [2, 5, 6]


def test_products(hnp: Any) -> None:
    assert hnp.outer([1, 2], [3, 4]).tolist() == [[3, 4], [6, 8]]
    assert hnp.inner([1, 2], [3, 4]) == 11
    assert hnp.vdot([1j], [1j]) == 1
    assert hnp.vecdot([[1, 2], [3, 4]], [1, 1]).tolist() == [3, 7]
    assert hnp.tensordot(hnp.ones((2, 3)), hnp.ones((3, 4)), 1).tolist() == [[3.0] * 4] * 2
    assert hnp.kron([1, 2], [1, 1]).tolist() == [1, 1, 2, 2]
    assert hnp.cross([1, 0, 0], [0, 1, 0]).tolist() == [0, 0, 1]
    assert hnp.trace([[1, 2], [3, 4]]) == 5


# ---- The same as NumPy ----


@given(recipe=arrays(REAL, items=ITEMS, min_side=1), axis=AXIS, keepdims=st.booleans())
def test_median_and_ptp(np: Any, hnp: Any, recipe: Any, axis: Any, keepdims: bool) -> None:
    check(np, hnp, recipe, lambda m, a: m.median(a, axis, keepdims=keepdims))
    check(np, hnp, recipe, lambda m, a: m.ptp(a, axis, keepdims=keepdims), message=False)


@given(
    recipe=arrays(["int32", "float64"], items=ITEMS, min_side=1),
    axis=AXIS,
    q=st.one_of(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.lists(st.floats(0, 1), max_size=3)),
    method=st.sampled_from(["linear", "lower", "higher", "midpoint", "nearest"]),
)
def test_quantile(np: Any, hnp: Any, recipe: Any, axis: Any, q: Any, method: str) -> None:
    if axis is not None and not -len(recipe.shape) <= axis < len(recipe.shape):
        axis = None
    ours = hnp.quantile(recipe.make(hnp), q, axis, method=method)
    near(np, ours, np.quantile(recipe.make(np), q, axis, method=method))


@given(recipe=arrays(REAL, items=ITEMS, min_dims=1), n=st.integers(-1, 3), axis=st.integers(-3, 2))
def test_diff(np: Any, hnp: Any, recipe: Any, n: int, axis: int) -> None:
    check(np, hnp, recipe, lambda m, a: m.diff(a, n, axis))
    check(np, hnp, recipe, lambda m, a: m.diff(a, 1, axis, prepend=1), message=False)
    check(np, hnp, recipe, lambda m, a: m.ediff1d(a, to_end=[1, 2]))


@given(recipe=arrays(REAL, items=ITEMS), axis=AXIS, first=st.booleans())
def test_cumulative(np: Any, hnp: Any, recipe: Any, axis: Any, first: bool) -> None:
    for name in ("cumulative_sum", "cumulative_prod"):
        check(
            np,
            hnp,
            recipe,
            lambda m, a, name=name: getattr(m, name)(a, axis=axis, include_initial=first),
            message=False,
        )


@given(
    recipe=arrays(["float64"], items=st.integers(0, 99).map(float), min_dims=1, min_side=3),
    order=st.integers(1, 2),
)
def test_gradient(np: Any, hnp: Any, recipe: Any, order: int) -> None:
    recipe.steps = tuple(1 for _ in recipe.steps)
    ours = hnp.gradient(recipe.make(hnp), edge_order=order)
    theirs = np.gradient(recipe.make(np), edge_order=order)
    assert isinstance(ours, tuple) == isinstance(theirs, tuple)
    pairs = zip(ours, theirs) if isinstance(ours, tuple) else [(ours, theirs)]
    for our, their in pairs:
        near(np, our, their)


def test_cov_of_two(np: Any, hnp: Any) -> None:
    near(np, hnp.cov([1, 2, 3], [3, 4, 6], bias=True), np.cov([1, 2, 3], [3, 4, 6], bias=True))


@given(
    recipe=arrays([*INTEGERS, *FLOATS], special=False),
    decimals=st.integers(-3, 5),
    bounds=st.tuples(ITEMS, ITEMS),
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_round_and_clip(np: Any, hnp: Any, recipe: Any, decimals: int, bounds: Any) -> None:
    if recipe.dtype in FLOATS or decimals >= 0:
        check(np, hnp, recipe, lambda m, a: m.round(a, decimals))
    check(np, hnp, recipe, lambda m, a: m.clip(a, *bounds))
    check(np, hnp, recipe, lambda m, a: m.clip(a, min=bounds[0]))


TWO = st.tuples(*(arrays(["int64", "float64", "complex128"], items=ITEMS, max_side=3),) * 2)


@given(recipes=TWO, equal_nan=st.booleans())
def test_isclose(np: Any, hnp: Any, recipes: Any, equal_nan: bool) -> None:
    check(np, hnp, recipes, lambda m, a, b: m.isclose(a, b, equal_nan=equal_nan), message=False)
    check(np, hnp, recipes, lambda m, a, b: m.array_equal(a, b, equal_nan))
    check(np, hnp, recipes, lambda m, a, b: m.array_equiv(a, b))


@pytest.mark.parametrize("name", ["outer", "inner", "vdot", "vecdot", "kron"])
@given(recipes=TWO)
def test_products_as_numpy(np: Any, hnp: Any, name: str, recipes: Any) -> None:
    check(np, hnp, recipes, lambda m, a, b: getattr(m, name)(a, b), message=name == "inner")


@given(
    recipes=TWO,
    axes=st.one_of(st.integers(0, 3), st.tuples(st.integers(-2, 2), st.integers(-2, 2))),
)
def test_tensordot(np: Any, hnp: Any, recipes: Any, axes: Any) -> None:
    # NumPy's IndexError of a missing axis is a ValueError here, as of other axes that do not fit.
    def call(m: Any, a: Any, b: Any) -> Any:
        try:
            return m.tensordot(a, b, axes)
        except (IndexError, ValueError) as error:
            raise ValueError("shape-mismatch for sum") from error

    check(np, hnp, recipes, call)


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.average([1, 2, 3], weights=[1, 1]),
        lambda m: m.average([1, 2], weights=[0, 0]),
        lambda m: m.average([1, 2], returned=True),
        lambda m: m.average([[1, 2], [3, 4]], axis=0, weights=[1, 3], returned=True),
        lambda m: m.average([[1, 2], [3, 4]], axis=1, weights=[1, 3], keepdims=True),
        lambda m: m.average([[1, 2], [3, 4]], axis=0, weights=[1, 2, 3]),
        lambda m: m.average(m.array([1, 2], "int8"), weights=m.array([1, 2], "float32")),
        lambda m: m.average(m.array([1, 2], "float32")),
        lambda m: m.median(m.array([True, False])),
        lambda m: m.median([[1, 2], [3, 4]], axis=(0, 1), keepdims=True),
        lambda m: m.diff(3),
        lambda m: m.diff([True, False]),
        lambda m: m.diff([1, 2], prepend=0, append=[5, 6]),
        lambda m: m.ediff1d(m.array([1, 2], "int8"), to_end=1.5),
        lambda m: m.gradient([1, 2, 4, 7.0], 2),
        lambda m: m.gradient([1, 2, 4, 7.0], [0, 1, 3, 4]),
        lambda m: m.gradient(m.arange(6.0).reshape(2, 3), axis=1),
        lambda m: m.gradient([1]),
        lambda m: m.gradient([1, 2, 3], 1, 2),
        lambda m: m.gradient([1, 2, 3], edge_order=3),
        lambda m: m.cov([1, 2, 3]),
        lambda m: m.cov([1, 2, 3], fweights=[1, 2, 1]),
        lambda m: m.cov([1, 2, 3], aweights=[1, 2, 1]),
        lambda m: m.corrcoef([[1, 2, 3], [3, 1, 2]]),
        lambda m: m.cumulative_sum([[1]]),
        lambda m: m.cumulative_sum(m.array(1)),
        lambda m: m.cumulative_sum(m.array([1, 2], "int8")),
        lambda m: m.clip([1, 5]),
        lambda m: m.clip([1, 5], None, None),
        lambda m: m.clip([1, 5], None, 3),
        lambda m: m.clip([1, 5], 2, 3, min=3),
        lambda m: m.clip([1, 2], 1),
        lambda m: m.round(15, -1),
        lambda m: m.round(m.array([15, 25, -15], "int8"), -1),
        lambda m: m.round(1.234567 + 2j, 2),
        lambda m: m.round([True]),
        lambda m: m.round(-0.4),
        lambda m: m.isclose([1, float("nan")], [1, float("nan")], equal_nan=True),
        lambda m: m.isclose(float("inf"), float("inf")),
        lambda m: m.isclose(1, 1),
        lambda m: m.cross([[1, 2, 3]], [4, 5, 6]),
        lambda m: m.cross(m.arange(6).reshape(3, 2), [[1], [2], [3]], axis=0),
        lambda m: m.trace(m.arange(24).reshape(2, 3, 4), 1, 0, 2),
        lambda m: m.trace(m.zeros((2, 2), "int8")),
        lambda m: m.trace([1]),
        lambda m: m.tensordot([[1, 2]], [[3], [4]], ([1], [0])),
        lambda m: m.tensordot([1, 2], [3, 4], 0),
        lambda m: m.vecdot([1, 2], [1, 2, 3]),
        lambda m: m.vecdot(1, 2),
        lambda m: m.vecdot(m.ones((2, 3)), m.ones((2, 3)), axis=0),
        lambda m: m.vecdot([True], [True]),
        lambda m: m.vecdot([1], [1], axis=3),
        lambda m: m.vecdot([1j], [1], dtype=float),
        lambda m: m.vecdot(1, [1j], dtype="f8"),
        lambda m: m.vecdot([1.5], [1], dtype=int, casting="unsafe"),
        lambda m: m.vecdot([1.5], [1], out=m.zeros((), int)),
        lambda m: m.vecdot([1.5], [1], out=m.zeros((), int), casting="unsafe"),
        lambda m: m.vecdot([1.5], [1], out=(m.zeros((), "f4"),)),
        lambda m: m.vecdot([1.5], [1], out=(None,)),
        lambda m: m.vecdot([1.5], [1], out=[0.0]),
        lambda m: m.vecdot([1.5], [1], out=(None, None)),
        lambda m: m.matvec([[1.5]], [1], out=m.zeros(1, int)),
        lambda m: m.matvec([[1]], [1j], dtype=float),
        lambda m: m.vecmat([1.5], [[1]], out=m.zeros(1, int)),
        lambda m: m.vecmat([1.5], [[1]], out=m.zeros((2, 1))),
        lambda m: m.vdot([1, 2], [1]),
        lambda m: m.kron([[1, 2]], [3]),
        lambda m: m.take_along_axis(m.array([[3, 1, 2]]), m.array([[1, 0]]), 1),
        lambda m: m.take_along_axis(m.array([[1, 2], [3, 4]]), m.array([0]), 1),
        lambda m: m.take_along_axis(m.array([[1, 2]]), m.array([[0.0]]), 1),
        lambda m: m.take_along_axis(m.array([[1, 2], [3, 4]]), m.array([0, 3]), None),
        lambda m: m.count_nonzero([[0, 1], [2, 3]], axis=0),
        lambda m: m.count_nonzero([[0, 1], [2, 3]], keepdims=True),
        lambda m: m.argwhere([[0, 1], [2, 0]]),
        lambda m: m.argwhere(3),
        lambda m: m.flatnonzero([[0, 1], [2, 0]]),
        lambda m: m.compress([0, 1], [[1, 2], [3, 4]], axis=1),
        lambda m: m.extract([[True, False]], [[1, 2]]),
        lambda m: m.select([[True, False], [True, True]], [[1, 2], [3, 4.5]], 9),
        lambda m: m.nan_to_num([float("nan"), float("inf"), -float("inf"), 1]),
        lambda m: m.nan_to_num([complex("nan+infj")], posinf=5),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_calls(np: Any, hnp: Any, call: Callable[[Any], Any]) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))
