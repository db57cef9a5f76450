"""ports/numpy-hpy/tests/test_reductions.py: sums, extremes, means and the like, along axes."""

from __future__ import annotations

import math
import warnings
from typing import Any

import pytest
from alike import DTYPES, FLOATS, REAL, Recipe, arrays, items_of, same, same_in_all, same_outcome
from hypothesis import given
from hypothesis import strategies as st

SUMS = ["sum", "prod"]
EXTREMES = ["max", "min"]
TRUTHS = ["all", "any"]
PLACES = ["argmax", "argmin"]
SPREADS = ["mean", "var", "std"]
RUNNING = ["cumsum", "cumprod"]

# The rounding of one operation.
ROUNDING = {"float16": 2**-10, "float32": 2**-22, "float64": 2**-51}
ROUNDING |= {"complex64": 2**-22, "complex128": 2**-51}


def quiet(module: Any) -> Any:
    """No reports of floating point errors."""
    return module.errstate(all="ignore")


def moderate(dtype: str) -> st.SearchStrategy[Any]:
    """Items whose sums and squares do not overflow, and sometimes NaN or infinite ones."""
    if dtype in FLOATS:
        return st.one_of(
            st.integers(-64, 64).map(lambda n: n / 8), st.sampled_from([math.nan, math.inf])
        )
    if dtype.startswith("complex"):
        return st.builds(complex, st.integers(-64, 64), st.integers(-64, 64))
    return items_of(dtype)


@st.composite
def moderate_arrays(draw: Any, dtypes: Any = tuple(DTYPES), **limits: Any) -> Recipe:
    """Arrays of such items."""
    dtype = draw(st.sampled_from(list(dtypes)))
    return draw(arrays(dtypes=[dtype], items=moderate(dtype), **limits))


@st.composite
def reductions(draw: Any, ndim: int, single: bool = False) -> dict[str, Any]:
    """`axis` and `keepdims` for an array of so many dimensions."""
    options: dict[str, Any] = {}
    axis = st.integers(-ndim, ndim - 1) if ndim else st.none()
    choices = [st.none(), axis]
    if not single:
        axes = st.lists(st.integers(0, ndim - 1), unique=True) if ndim else st.just([])
        choices.append(axes.map(tuple))
    if draw(st.booleans()):
        options["axis"] = draw(st.one_of(*choices))
    if draw(st.booleans()):
        options["keepdims"] = draw(st.booleans())
    return options


def flat(value: Any) -> list[Any]:
    """The items of an array or scalar."""
    return value.reshape(-1).tolist() if value.shape else [value.tolist()]


def close(ours: Any, theirs: Any, scale: float) -> None:
    """Assert that results are the same but for rounding at that magnitude."""
    assert (ours.dtype.name, ours.shape) == (theirs.dtype.name, theirs.shape), (ours, theirs)
    assert type(ours).__name__ == type(theirs).__name__
    bound = ROUNDING.get(theirs.dtype.name, 0) * scale
    for our, their in zip(flat(ours), flat(theirs)):
        if our != their and not (our != our and their != their):
            assert abs(our - their) <= bound, (ours, theirs)


def magnitude(array: Any) -> float:
    """The sum of what finite items are worth without their signs, and one."""
    return 1 + sum(abs(item) for item in flat(array) if abs(item) < math.inf)


# ---- Against NumPy ----


@given(data=st.data(), recipe=moderate_arrays(max_side=5))
def test_sums_are_those_of_numpy(np: Any, hnp: Any, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    with quiet(np), quiet(hnp):
        close(ours.sum(**options), theirs.sum(**options), 64 * magnitude(theirs))
        close(hnp.sum(ours, **options), np.sum(theirs, **options), 64 * magnitude(theirs))


@given(data=st.data(), recipe=arrays(dtypes=DTYPES, items=st.integers(0, 1), max_side=5))
def test_products_are_those_of_numpy(np: Any, hnp: Any, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    if theirs.dtype != bool:
        ours, theirs = ours + ours.dtype.type(1), theirs + theirs.dtype.type(1)
    options = data.draw(reductions(theirs.ndim))
    with quiet(np), quiet(hnp):
        theirs_result = theirs.prod(**options)
        ours_result = ours.prod(**options)
    if theirs.dtype != np.float16:  # products of these overflow on the way
        close(ours_result, theirs_result, 0)


@given(name=st.sampled_from(EXTREMES), data=st.data(), recipe=arrays(max_side=5))
def test_extremes_are_those_of_numpy(
    np: Any, hnp: Any, name: str, data: Any, recipe: Recipe
) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    if np.iscomplexobj(theirs) and np.isnan(theirs).any():
        return  # which NaN wins depends on the order
    if theirs.size == 0:
        same_outcome(
            lambda: getattr(ours, name)(**options), lambda: getattr(theirs, name)(**options)
        )
        return
    their = getattr(theirs, name)(**options)
    our = getattr(ours, name)(**options)
    same(our, their, signed_zeros=False)
    same(getattr(hnp, name)(ours, **options), their, signed_zeros=False)


@given(name=st.sampled_from(TRUTHS), data=st.data(), recipe=arrays(max_side=5))
def test_truths_are_those_of_numpy(np: Any, hnp: Any, name: str, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    same(getattr(ours, name)(**options), getattr(theirs, name)(**options))
    same(getattr(hnp, name)(ours, **options), getattr(np, name)(theirs, **options))


@given(name=st.sampled_from(PLACES), data=st.data(), recipe=arrays(max_side=5))
def test_places_are_those_of_numpy(np: Any, hnp: Any, name: str, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim, single=True))
    if not theirs.ndim:
        options.pop("keepdims", None)
    same_outcome(lambda: getattr(ours, name)(**options), lambda: getattr(theirs, name)(**options))


@given(name=st.sampled_from(SPREADS), data=st.data(), recipe=moderate_arrays(max_side=5))
def test_spreads_are_those_of_numpy(
    np: Any, hnp: Any, name: str, data: Any, recipe: Recipe
) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    if name != "mean" and data.draw(st.booleans()):
        options["ddof"] = data.draw(st.sampled_from([0, 1, 0.5]))
    with warnings.catch_warnings(), quiet(np), quiet(hnp):
        warnings.simplefilter("ignore")
        their = getattr(theirs, name)(**options)
        scale = 64 * magnitude(theirs) ** (1 if name == "mean" else 2)
        close(getattr(ours, name)(**options), their, scale)
        close(getattr(hnp, name)(ours, **options), their, scale)


@given(name=st.sampled_from(RUNNING), data=st.data(), recipe=moderate_arrays(max_side=5))
def test_running_results_are_those_of_numpy(
    np: Any, hnp: Any, name: str, data: Any, recipe: Recipe
) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    axis = data.draw(st.one_of(st.none(), st.integers(-theirs.ndim, max(0, theirs.ndim - 1))))
    with quiet(np), quiet(hnp):
        their = getattr(theirs, name)(axis=axis)
        same(getattr(ours, name)(axis), their, signed_zeros=False)
        same(getattr(hnp, name)(ours, axis), their, signed_zeros=False)


@given(data=st.data(), recipe=moderate_arrays(max_side=5))
def test_counts_are_those_of_numpy(np: Any, hnp: Any, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    same(hnp.count_nonzero(ours, **options), np.count_nonzero(theirs, **options))


@given(data=st.data(), recipe=arrays(dtypes=REAL[1:], min_side=1, special=False, max_side=5))
def test_ranges_are_those_of_numpy(np: Any, hnp: Any, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    with quiet(np), quiet(hnp):
        same(hnp.ptp(ours, **options), np.ptp(theirs, **options), signed_zeros=False)


@given(
    name=st.sampled_from([*SUMS, *EXTREMES, *TRUTHS, *SPREADS]),
    data=st.data(),
    recipe=moderate_arrays(max_side=4, dtypes=["int8", "int64", "float64"]),
)
def test_masks_are_those_of_numpy(np: Any, hnp: Any, name: str, data: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    lost = data.draw(st.integers(0, theirs.ndim))
    shape = [data.draw(st.sampled_from([n, 1])) for n in theirs.shape[lost:]]
    items = [data.draw(st.booleans()) for _ in range(math.prod(shape))]
    our_mask = hnp.array(items, dtype="bool").reshape(shape)
    their_mask = np.array(items, dtype="bool").reshape(shape)
    if name in EXTREMES:
        options["initial"] = 3
    with warnings.catch_warnings(), quiet(np), quiet(hnp):
        warnings.simplefilter("ignore")
        their = getattr(theirs, name)(where=their_mask, **options)
        our = getattr(ours, name)(where=our_mask, **options)
    close(our, their, 64 * magnitude(theirs) ** 2)


@given(
    name=st.sampled_from([*SUMS, *EXTREMES]),
    data=st.data(),
    recipe=moderate_arrays(dtypes=REAL, max_side=4),
)
def test_initial_and_dtype_are_those_of_numpy(
    np: Any, hnp: Any, name: str, data: Any, recipe: Recipe
) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    options["initial"] = data.draw(st.sampled_from([0, 1, 2, 2.5, True]))
    if name == "sum" and data.draw(st.booleans()):
        options["dtype"] = data.draw(st.sampled_from(["float64", "complex128", "float32"]))
    if name == "prod" and theirs.dtype.kind == "f":
        return
    with quiet(np), quiet(hnp):
        their = getattr(theirs, name)(**options)
        close(getattr(ours, name)(**options), their, 64 * magnitude(theirs))


@given(
    name=st.sampled_from([*SUMS, *EXTREMES, *TRUTHS, "mean"]),
    out=st.sampled_from(["float64", "int64", "float32", "complex128"]),
    data=st.data(),
    recipe=moderate_arrays(dtypes=["int16", "float64"], min_side=1),
)
def test_out_is_that_of_numpy(
    np: Any, hnp: Any, name: str, out: str, data: Any, recipe: Recipe
) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    options = data.draw(reductions(theirs.ndim))
    if theirs.dtype == float and not np.isfinite(theirs).all():
        return
    if name == "mean" and out == "complex128":  # of which NumPy warns
        return
    with quiet(np), quiet(hnp):
        shape = getattr(theirs, name)(**options).shape
        our_out, their_out = hnp.zeros(shape, dtype=out), np.zeros(shape, dtype=out)
        their = getattr(theirs, name)(out=their_out, **options)
        our = getattr(ours, name)(out=our_out, **options)
    assert our is our_out
    assert their is their_out
    close(our, their, 64 * magnitude(theirs))


@pytest.mark.parametrize("dtype", ["int8", "float16", "float32", "float64", "complex128"])
@pytest.mark.parametrize(
    "shape", [(30_000,), (3, 9_000), (9_000, 3), (300, 100), (7, 50, 90), (2, 3, 5_000), (5_000, 6)]
)
def test_many_items(np: Any, hnp: Any, dtype: str, shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(1).integers(-9, 9, shape)
    theirs = values.astype(dtype)
    ours = hnp.array(values.reshape(-1).tolist(), dtype=dtype).reshape(shape)
    for axis in [None, *range(len(shape)), *([(0, len(shape) - 1)] if len(shape) > 2 else [])]:
        if dtype == "float16":  # NumPy rounds each sum of rows
            exact = values.sum(axis).astype(dtype)
            close(ours.sum(axis), exact if exact.shape else np.float16(exact), 0)
        else:
            close(ours.sum(axis), theirs.sum(axis), 0)
        same(ours.max(axis), theirs.max(axis))
        same(ours.any(axis), theirs.any(axis))
        if dtype != "float16":
            close(ours.var(axis), theirs.var(axis), 1e4)
        if not isinstance(axis, tuple):
            same(ours.argmin(axis), theirs.argmin(axis))
            if dtype != "float16":
                same(ours.cumsum(axis), theirs.cumsum(axis))


def test_pairwise_sums(np: Any, hnp: Any) -> None:
    """A sum in sequence would be off by more than a thousand times that."""
    for dtype, bound in ("float32", 3e-7), ("float64", 4e-16):
        ours = hnp.full(1_000_000, 0.1, dtype=dtype)
        exact = 1_000_000 * float(ours[0])
        assert abs(float(ours.sum()) - exact) <= bound * exact
        assert abs(float(ours.reshape(1000, 1000).sum(axis=1).sum()) - exact) <= bound * exact


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_results_keep_the_order_in_memory(np: Any, hnp: Any, order: str, axes: Any) -> None:
    ours = hnp.array(hnp.zeros((2, 3, 4)), order=order).transpose(axes)
    theirs = np.array(np.zeros((2, 3, 4)), order=order).transpose(axes)
    for axis in range(3):
        assert ours.sum(axis).strides == theirs.sum(axis).strides
        assert ours.cumsum(axis).strides == theirs.cumsum(axis).strides


# ---- Facts ----


def test_dtypes_of_results(hnp: Any) -> None:
    for dtype, total in ("bool", "int64"), ("int8", "int64"), ("uint16", "uint64"):
        array = hnp.ones(3, dtype=dtype)
        assert array.sum().dtype == total
        assert array.prod().dtype == total
        assert array.cumsum().dtype == total
        assert array.mean().dtype == "float64"
        assert array.max().dtype == dtype
    for dtype, real in ("float16",) * 2, ("float32",) * 2, ("complex64", "float32"):
        array = hnp.ones(3, dtype=dtype)
        assert array.sum().dtype == array.mean().dtype == array.cumprod().dtype == dtype
        assert array.var().dtype == array.std().dtype == real
    assert hnp.ones(3).all().dtype == "bool"
    assert hnp.ones((3, 2)).argmax(0).dtype == "int64"


def test_full_reductions_are_scalars(hnp: Any) -> None:
    array = hnp.arange(6.0).reshape(2, 3)
    for name in ["sum", "prod", "max", "min", "mean", "var", "std"]:
        assert type(getattr(array, name)()) is hnp.float64
        assert getattr(array, name)(keepdims=True).shape == (1, 1)
    assert array.sum() == 15
    assert array.max() == 5
    assert array.mean() == 2.5
    assert array.argmax() == 5
    assert type(array.argmax()) is hnp.int64
    assert array.sum(axis=0).tolist() == [3, 5, 7]
    assert array.mean(axis=1).tolist() == [1, 4]
    assert array.sum(axis=()).tolist() == array.tolist()
    assert array.cumsum(axis=1).tolist() == [[0, 1, 3], [3, 7, 12]]
    assert hnp.sum([1, 2, 3]) == 6
    assert hnp.max((1, 5, 2)) == 5
    assert not hnp.all([[1, 0]])
    assert hnp.amax([1, 2]) == 2
    assert hnp.amin([1, 2]) == 1


def test_arguments_by_position(hnp: Any) -> None:
    array = hnp.arange(6, dtype="int8").reshape(2, 3)
    out = hnp.zeros((1, 3), dtype="int8")
    mask = hnp.array([True, False, True])
    assert array.sum(0, "int8", out, True, 1, mask) is out
    assert out.tolist() == [[4, 1, 8]]
    assert hnp.sum(array, 0, "int8", None, False, 1, mask).tolist() == [4, 1, 8]
    assert array.max(1, None, True, 0, mask).tolist() == [[2], [5]]
    assert array.var(0, "float32", None, 1, True).tolist() == [[4.5, 4.5, 4.5]]
    assert hnp.var(array, axis=0, correction=1).tolist() == [4.5, 4.5, 4.5]
    assert hnp.sum(a=[1, 2], axis=0) == 3


def test_a_known_mean(hnp: Any) -> None:
    array = hnp.arange(6.0).reshape(2, 3)
    mean = array.mean(axis=1, keepdims=True)
    assert array.var(axis=1, mean=mean).tolist() == array.var(axis=1).tolist()
    assert array.std(axis=1, mean=mean + 1).tolist() != array.std(axis=1).tolist()


def test_nan_and_zeros(hnp: Any) -> None:
    array = hnp.array([1.0, math.nan, 5.0, math.nan])
    assert math.isnan(array.max())
    assert math.isnan(array.sum())
    assert math.isnan(array.min())
    assert array.argmax() == 1
    assert array.argmin() == 1
    assert array.any()
    assert array.all()
    assert math.copysign(1, hnp.array([-0.0]).sum()) == 1
    assert hnp.array([0.0, -0.0]).argmin() == 0
    many = hnp.zeros(5000)
    many[3000] = math.nan
    assert many.argmax() == 3000
    many[4000] = math.inf
    assert many.argmax() == 3000
    many[3000] = 0
    assert many.argmax() == 4000


def test_no_items(hnp: Any) -> None:
    empty = hnp.zeros((0, 3))
    assert empty.sum() == 0
    assert empty.prod() == 1
    assert empty.all()
    assert not empty.any()
    assert empty.sum(axis=0).tolist() == [0, 0, 0]
    assert empty.max(axis=1).shape == (0,)
    assert empty.argmax(axis=1).shape == (0,)
    assert empty.max(initial=3) == 3
    assert empty.cumsum(axis=0).shape == (0, 3)
    assert hnp.bitwise_and.reduce(hnp.zeros(0, dtype="uint8")) == 255
    message = "zero-size array to reduction operation maximum which has no identity"
    for axis in None, 0:
        with pytest.raises(ValueError, match=message):
            empty.max(axis=axis)
    with pytest.raises(ValueError, match="attempt to get argmin of an empty sequence"):
        empty.argmin()


def warned(function: Any) -> list[str]:
    """The warnings of a call."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function()
    assert all(issubclass(warning.category, RuntimeWarning) for warning in caught)
    return [str(warning.message) for warning in caught]


def test_warnings(hnp: Any) -> None:
    nothing = hnp.zeros((0, 2))
    assert warned(lambda: nothing.mean()) == [
        "Mean of empty slice",
        "invalid value encountered in scalar divide",
    ]
    assert warned(lambda: nothing.mean(axis=0)) == [
        "Mean of empty slice",
        "invalid value encountered in divide",
    ]
    assert warned(lambda: hnp.array([1.0]).var(ddof=1)) == [
        "Degrees of freedom <= 0 for slice",
        "invalid value encountered in scalar divide",
    ]
    big = hnp.array([1e308, 1e308])
    assert warned(lambda: big.sum()) == ["overflow encountered in reduce"]
    assert warned(lambda: big.prod()) == ["overflow encountered in reduce"]
    assert warned(lambda: big.cumsum()) == ["overflow encountered in accumulate"]
    assert warned(lambda: hnp.array([1e308, -1e308]).var()) == ["overflow encountered in square"]
    infinite = hnp.array([math.inf, -math.inf])
    assert warned(lambda: infinite.sum()) == ["invalid value encountered in reduce"]
    assert warned(lambda: hnp.array([math.inf, 1]).std()) == [
        "invalid value encountered in subtract"
    ]
    assert warned(lambda: hnp.full(100, 60000, dtype="float16").sum()) == [
        "overflow encountered in reduce"
    ]
    with hnp.errstate(all="raise"), pytest.raises(FloatingPointError, match="in reduce"):
        infinite.sum()


@pytest.mark.parametrize(
    "call",
    [
        "a.sum(axis=2)",
        "a.sum(axis=(0, 0))",
        "a.sum(axis=(0, -2))",
        "a.sum(axis='a')",
        "a.sum(axis=[0])",
        "a.max(where=[True, False, True])",
        "a.sum(where=[True, False])",
        "a.sum(where=m.zeros((3, 2, 3), dtype='bool'))",
        "a.sum(initial=[1, 2])",
        "a.sum(axis=0, initial=None, where=[True, False, True])",
        "m.zeros((0, 3)).sum(axis=0, initial=None)",
        "a.max(initial=None)",
        "a.sum(axis=0, out=m.zeros((1, 3)))",
        "a.sum(axis=0, keepdims=True, out=m.zeros(3))",
        "a.sum(axis=0, out=[1, 2, 3])",
        "m.var(a, ddof=1, correction=1)",
        "a.argmax(axis=2)",
        "a.argmax(axis=(0, 1))",
        "a.argmax(out=5)",
        "a.argmax(axis=0, out=m.zeros(2, dtype='int64'))",
        "a.cumsum(axis=5)",
        "a.cumsum(axis=(0, 1))",
        "a.cumsum(out=m.zeros(5))",
        "m.max(m.array([1], dtype='uint8'), initial=-1)",
        "m.sum(5, axis=1)",
        "m.sum(5, axis=0)",
        "m.sum(5.0, keepdims=True)",
        "m.cumsum(5)",
        "m.argmax(5, axis=0)",
    ],
)
def test_errors_are_those_of_numpy(np: Any, hnp: Any, call: str) -> None:
    def run(m: Any) -> Any:
        return eval(call, {"m": m, "a": m.arange(6.0).reshape(2, 3)})

    same_outcome(lambda: run(hnp), lambda: run(np))


def test_bad_arguments(hnp: Any) -> None:
    array = hnp.arange(3.0)
    for call in [
        lambda: array.sum(foo=1),
        lambda: array.sum(0, 1, 2, 3, 4, 5, 6, 7),
        lambda: hnp.sum(),
        lambda: hnp.all([1], None, None, False, True),
        lambda: array.var(ddof="a"),
        lambda: hnp.sum("abc"),
    ]:
        with pytest.raises((TypeError, ValueError)):
            call()
    read_only = hnp.zeros(())
    read_only.setflags(write=False)
    with pytest.raises(ValueError, match="read-only"):
        array.sum(out=read_only)


def test_results_may_be_stored_in_the_input(hnp: Any) -> None:
    array = hnp.arange(9.0).reshape(3, 3)
    array.sum(axis=0, out=array[0])
    assert array[0].tolist() == [9, 12, 15]
    array = hnp.arange(6.0)
    array.cumsum(out=array)
    assert array.tolist() == [0, 1, 3, 6, 10, 15]
    array = hnp.arange(6.0)
    array[:5].cumsum(out=array[1:])
    assert array.tolist() == [0, 0, 1, 3, 6, 10]


# ---- What random calls have found ----

FOUND: list[Any] = [
    lambda m: m.array([1, 2], "uint8").var(dtype=complex),
    lambda m: m.array([1j, 2], "complex64").std(dtype="complex128"),
    lambda m: m.array([1j, 2], "complex64").var(),
    lambda m: m.logaddexp.reduce([]),
    lambda m: m.logaddexp2.reduce(m.ones((2, 0)), axis=1),
    lambda m: (m.logaddexp.identity, m.logaddexp2.identity),
    lambda m: m.logaddexp.reduce([1.0, 2.0], where=[False, True]),
    lambda m: m.nanstd(m.zeros((3, 0), "uint32")),
    lambda m: m.nanvar([1, 2], ddof=2),
    lambda m: m.argmin([1, 2], unknown=1),
    lambda m: m.maximum.outer(m.ones(2, "float16"), 255),
    lambda m: m.add.outer(m.int8(1), 2),
]


@pytest.mark.parametrize("call", FOUND)
def test_what_random_calls_have_found(np: Any, hnp: Any, call: Any) -> None:
    same_in_all(np, hnp, call)
