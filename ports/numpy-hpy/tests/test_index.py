"""tests/test_index.py: what an index means, get and set, against NumPy."""

from __future__ import annotations

import operator
from typing import Any

import numpy_hpy as h
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

# Indices are of many kinds: some hundreds of them are needed.
MANY = 4 * settings.default.max_examples

SHAPES = [(), (0,), (1,), (3,), (5,), (2, 3), (3, 1), (3, 0), (2, 3, 4), (2, 1, 3), (2, 2, 3, 2)]


class Index:
    """An object that stands for an integer."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value

    def __repr__(self) -> str:
        return f"Index({self.value})"


class Array:
    """An array of an index, made by the library that is indexed."""

    def __init__(self, items: Any, dtype: str, layout: str) -> None:
        self.items, self.dtype, self.layout = items, dtype, layout

    def make(self, lib: Any) -> Any:
        """Return the array."""
        array = lib.array(self.items, dtype=self.dtype)
        if self.layout == "F":
            return lib.array(array.T.tolist(), dtype=self.dtype).T
        if self.layout == "strided" and array.ndim:
            twice = lib.empty((*array.shape[:-1], 2 * array.shape[-1]), dtype=self.dtype)
            twice[..., ::2] = array
            return twice[..., ::2]
        if self.layout == "backwards" and array.ndim:
            return lib.array(array.tolist()[::-1], dtype=self.dtype).reshape(array.shape)[::-1]
        return array

    def __repr__(self) -> str:
        return f"Array({self.items}, {self.dtype!r}, {self.layout!r})"


def make(key: Any, lib: Any) -> Any:
    """An index as the library takes it."""
    if isinstance(key, tuple):
        return tuple(make(part, lib) for part in key)
    return key.make(lib) if isinstance(key, Array) else key


small = st.integers(-6, 6)
bounds = st.none() | small | small.map(Index)
slices = st.builds(slice, bounds, bounds, st.none() | small.filter(bool))


@st.composite
def nested(draw: Any, items: Any, max_dims: int = 3) -> Any:
    """A nested list of equal lengths."""
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=max_dims))
    if draw(st.integers(0, 9)) == 0:
        shape[-1] = 0

    def fill(dims: list[int]) -> Any:
        return draw(items) if not dims else [fill(dims[1:]) for _ in range(dims[0])]

    return fill(shape)


layouts = st.sampled_from(["C", "C", "F", "strided", "backwards"])
integer_arrays = st.builds(
    Array,
    nested(st.integers(-3, 2)) | st.integers(-3, 2),
    st.sampled_from(["int64", "int64", "int32", "int8"]),
    layouts,
)
float_arrays = st.builds(Array, st.just([1.0]), st.just("float64"), layouts)
loose_masks = st.builds(Array, nested(st.booleans()) | st.booleans(), st.just("bool"), layouts)
parts = st.one_of(
    small,
    small,
    slices,
    slices,
    st.just(...),
    st.none(),
    small.map(Index),
    st.booleans(),
    integer_arrays,
    integer_arrays,
    nested(st.integers(-2, 2), 2),
    loose_masks,
    st.just(1.5),
    st.just("x"),
    st.just([]),
    float_arrays,
)


@st.composite
def masks(draw: Any, shape: tuple[int, ...]) -> Any:
    """A mask that fits the first or all axes of a shape."""
    if not shape:
        return draw(st.booleans())
    dims = draw(st.integers(1, len(shape)))

    def fill(rest: tuple[int, ...]) -> Any:
        return draw(st.booleans()) if not rest else [fill(rest[1:]) for _ in range(rest[0])]

    items = fill(shape[:dims])
    return Array(items, "bool", draw(layouts)) if draw(st.booleans()) else items


@st.composite
def cases(draw: Any) -> tuple[tuple[int, ...], int, Any]:
    """A shape, a layout of the array, and an index."""
    shape = draw(st.sampled_from(SHAPES))
    layout = draw(st.integers(0, 3))
    kind = draw(st.integers(0, 5))
    key: Any
    if kind == 0:
        key = draw(parts)
    elif kind == 1:
        key = draw(masks(shape))
    elif kind == 2:
        key = tuple(draw(st.lists(st.one_of(slices, small), max_size=len(shape))))
    elif kind == 3:
        fitting = st.one_of(slices, st.integers(-2, 1), integer_arrays, st.just(...))
        key = tuple(draw(st.lists(fitting, max_size=len(shape))))
    else:
        key = tuple(draw(st.lists(parts, max_size=4)))
    return shape, layout, key


def base_array(lib: Any, shape: tuple[int, ...], layout: int, dtype: str = "float64") -> Any:
    """An array of that shape whose items all differ, laid out in one of four ways."""
    size = 1
    for length in shape:
        size *= length
    array = lib.arange(size, dtype=dtype).reshape(shape)
    if layout == 1:
        return lib.arange(size, dtype=dtype).reshape(shape[::-1]).T
    if layout == 2 and shape:
        wide = lib.arange(2 * size, dtype=dtype).reshape((*shape[:-1], 2 * shape[-1]))
        return wide[..., ::2]
    if layout == 3 and shape:
        return array[::-1]
    return array


def outcome(function: Any) -> Any:
    """What a call returns, or its exception."""
    try:
        return function()
    except Exception as error:
        return type(error).__name__, str(error)


def is_array(value: Any) -> bool:
    """Is it an array, of either library?"""
    return isinstance(value, (h.ndarray, np.ndarray))


def essence(array: Any) -> Any:
    """What is to be equal in both libraries; strides where they matter."""
    if isinstance(array, tuple):
        return array
    if not is_array(array):
        return "scalar", array
    strides = [s for s, n in zip(array.strides, array.shape) if n > 1] if array.size else []
    return array.shape, strides, array.tolist()


def same_error(shape: tuple[int, ...], found: Any, expected: Any) -> bool:
    """NumPy has another text for arrays of no axes and what is no int but stands for one."""
    return not shape and "IndexError" in str(found) and "IndexError" in str(expected)


def is_view(result: Any, array: Any) -> bool:
    """Does a change of the array show in the result?"""
    if not is_array(result) or not result.size:
        return False
    before = result.tolist()
    array[...] = -1000
    return bool(before != result.tolist())


@settings(max_examples=MANY, deadline=None)
@given(cases())
def test_get(case: Any) -> None:
    shape, layout, key = case
    ours, theirs = base_array(h, shape, layout), base_array(np, shape, layout)
    found = outcome(lambda: ours[make(key, h)])
    expected = outcome(lambda: theirs[make(key, np)])
    if not same_error(shape, found, expected):
        assert essence(found) == essence(expected)
    assert is_view(found, ours) == is_view(expected, theirs)


values = st.one_of(
    st.just(5.5),
    st.just(7),
    st.just([]),
    nested(st.integers(-50, -40)),
    st.builds(
        Array,
        nested(st.integers(-50, -40)),
        st.sampled_from(["float64", "int64", "float32"]),
        layouts,
    ),
)


@settings(max_examples=MANY, deadline=None)
@given(cases(), values, st.sampled_from(["float64", "int32", "int8"]))
def test_set(case: Any, value: Any, dtype: str) -> None:
    shape, layout, key = case
    ours = base_array(h, shape, layout, dtype)
    theirs = base_array(np, shape, layout, dtype)
    found = outcome(lambda: operator.setitem(ours, make(key, h), make(value, h)))
    expected = outcome(lambda: operator.setitem(theirs, make(key, np), make(value, np)))
    if isinstance(value, list) and expected is None and not np.asarray(value).size:
        return  # NumPy forgets to compare shapes where there is nothing to store
    assert same_error(shape, found, expected) or found == expected
    if expected is None:
        assert ours.tolist() == theirs.tolist()


@settings(max_examples=MANY // 2, deadline=None)
@given(cases())
def test_set_fitting(case: Any) -> None:
    """Values of the shape that the index gives, or of parts of it."""
    shape, layout, key = case
    ours, theirs = base_array(h, shape, layout), base_array(np, shape, layout)
    expected = outcome(lambda: theirs[make(key, np)])
    if isinstance(expected, tuple) or not expected.size:
        return
    expected = expected + 100
    for value in (expected, expected.reshape(-1)[:1]) if is_array(expected) else (expected,):
        theirs[make(key, np)] = value
        ours[make(key, h)] = h.array(value.tolist()).reshape(np.shape(value))
        assert ours.tolist() == theirs.tolist()


# ---- Overlap and size ----


@pytest.mark.parametrize("dtype", ["int8", "int32", "float64", "complex128"])
@pytest.mark.parametrize("step", [1, -1])
def test_overlap(dtype: str, step: int) -> None:
    for target, source in [(slice(1, None), slice(-1)), (slice(-1), slice(1, None))]:
        ours, theirs = h.arange(20).astype(dtype), np.arange(20).astype(dtype)
        ours[target] = ours[source][::step]
        theirs[target] = theirs[source][::step]
        assert ours.tolist() == theirs.tolist()


def test_overlap_of_index_and_value() -> None:
    ours, theirs = h.arange(6), np.arange(6)
    for a in (ours, theirs):
        a[...] = a[::-1]
        a[a] = a[::-1]
        a[[0, 1, 2]] = a[[3, 4, 5]]
        a[a > 2] = a[1:2]
    assert ours.tolist() == theirs.tolist()
    square, other = h.arange(9).reshape(3, 3), np.arange(9).reshape(3, 3)
    square[...] = square.T
    other[...] = other.T
    assert square.tolist() == other.tolist()


def test_large_arrays() -> None:
    """Loops without Python, for each size of items."""
    n = 30_000
    for dtype in ("bool", "int16", "float32", "float64", "complex128"):
        ours, theirs = h.arange(n).astype(dtype), np.arange(n).astype(dtype)
        order = (np.arange(n) * 7919) % n
        chosen = order % 3 == 0
        our_order, our_chosen = h.array(order.tolist()), h.array(chosen.tolist())
        for a, at, mask in ((ours, our_order, our_chosen), (theirs, order, chosen)):
            a[at] = a[::-1]
            a[mask] = a[: int(chosen.sum())].copy()  # NumPy does not see that they overlap
            a[at[:50]] = 1
            a[mask] = a[mask][::-1]
        assert ours.tolist() == theirs.tolist()
        assert ours[our_order].tolist() == theirs[order].tolist()
        assert ours[our_chosen].tolist() == theirs[chosen].tolist()
        assert ours[::2][our_chosen[::2]].tolist() == theirs[::2][chosen[::2]].tolist()
