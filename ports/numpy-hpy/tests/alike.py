"""ports/numpy-hpy/tests/alike.py: arrays for two libraries, and whether their results are alike."""

from __future__ import annotations

import math
import struct
import warnings
from dataclasses import dataclass
from typing import Any, Callable

from hypothesis import strategies as st

INTEGERS = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
REAL = ["bool", *INTEGERS, *FLOATS]
DTYPES = [*REAL, *COMPLEX]


# ---- What is the same ----


def _bits(value: Any, signed_zeros: bool) -> Any:
    """Equal for what is the same: all NaN are, zeros of two signs are not."""
    if isinstance(value, complex):
        return _bits(value.real, signed_zeros), _bits(value.imag, signed_zeros)
    if not isinstance(value, float):
        return type(value).__name__, value
    if math.isnan(value):
        return "nan"
    return struct.pack("d", value if signed_zeros or value else 0.0)


def _items(value: Any, signed_zeros: bool) -> list[Any]:
    items = value.reshape(-1).tolist() if value.shape else [value.tolist()]
    return [_bits(item, signed_zeros) for item in items]


def same(ours: Any, theirs: Any, signed_zeros: bool = True) -> None:
    """Assert that two results are alike: dtype, shape and items bit for bit, or values."""
    if isinstance(theirs, (tuple, list)):
        assert isinstance(ours, type(theirs)) or type(theirs).__name__ == type(ours).__name__
        assert len(ours) == len(theirs), (ours, theirs)
        for our, their in zip(ours, theirs):
            same(our, their, signed_zeros)
    elif hasattr(theirs, "dtype"):
        assert hasattr(ours, "dtype"), (ours, theirs)
        assert (ours.dtype.name, ours.shape) == (theirs.dtype.name, theirs.shape), (ours, theirs)
        assert type(ours).__name__ == type(theirs).__name__
        assert _items(ours, signed_zeros) == _items(theirs, signed_zeros), (ours, theirs)
    else:
        assert _bits(ours, signed_zeros) == _bits(theirs, signed_zeros)


def outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Any, Any]:
    """What a call gives, and the exception that it raises: one of them is None."""
    try:
        return function(*args, **kwargs), None
    except Exception as error:
        return None, error


def same_outcome(
    ours: Callable[..., Any], theirs: Callable[..., Any], message: bool = True
) -> None:
    """Assert that two functions give the same result or raise the same exception."""
    (our, our_error), (their, their_error) = outcome(ours), outcome(theirs)
    if their_error is None:
        assert our_error is None, repr(our_error)
        same(our, their)
        return
    assert our_error is not None, f"{our!r} instead of {their_error!r}"
    assert isinstance(our_error, builtin_type(their_error)), f"{our_error!r}, {their_error!r}"
    if message:
        assert str(our_error) == str(their_error)


def builtin_type(error: Exception) -> type:
    """The exception of Python that an exception is derived from."""
    return next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")


# ---- Arrays ----


@dataclass
class Recipe:
    """How to make an array: of which items, and which view of it."""

    dtype: str
    shape: tuple[int, ...]
    items: list[Any]
    steps: tuple[int, ...]
    order: str
    transposed: bool

    def make(self, module: Any) -> Any:
        """The array of this recipe in one of the libraries."""
        array = module.array(self.items, dtype=self.dtype).reshape(self.shape)
        if self.order == "F":
            array = array.T.copy().T
        array = array[(..., *(slice(None, None, step) for step in self.steps))]
        return array.T if self.transposed else array


def items_of(dtype: str, special: bool = True) -> st.SearchStrategy[Any]:
    """Items of a dtype, as Python's numbers; `special` floats are NaN and infinite ones."""
    if dtype == "bool":
        return st.booleans()
    size = int("".join(c for c in dtype if c.isdigit()))
    if dtype.startswith("uint"):
        return st.one_of(st.integers(0, 2**size - 1), st.integers(0, 9))
    if dtype.startswith("int"):
        return st.one_of(st.integers(-(2 ** (size - 1)), 2 ** (size - 1) - 1), st.integers(-9, 9))
    if dtype.startswith("complex"):
        part = items_of(f"float{size // 2}", special)
        return st.builds(complex, part, part)
    floats = st.floats(width=size, allow_nan=special, allow_infinity=special)
    return st.one_of(floats, st.sampled_from([0.0, -0.0, 1.0, 0.5, -2.0]))


@st.composite
def arrays(
    draw: Any,
    dtypes: Any = tuple(DTYPES),
    min_dims: int = 0,
    max_dims: int = 3,
    min_side: int = 0,
    max_side: int = 4,
    special: bool = True,
    items: st.SearchStrategy[Any] | None = None,
) -> Recipe:
    """Recipes of arrays of any dtype, shape, strides, order and items."""
    dtype = draw(st.sampled_from(list(dtypes)))
    side = st.integers(min_side, max_side)
    shape = tuple(draw(st.lists(side, min_size=min_dims, max_size=max_dims)))
    count = math.prod(shape)
    kind = items_of(dtype, special) if items is None else items
    values = draw(st.lists(kind, min_size=count, max_size=count))
    steps = tuple(draw(st.sampled_from([1, 1, 2, -1, -2])) for _ in shape)
    if min_side:
        steps = tuple(step if side > 1 else 1 for step, side in zip(steps, shape))
    order, transposed = draw(st.sampled_from("CF")), draw(st.booleans())
    return Recipe(dtype, shape, values, steps, order, transposed)


# ---- Everything about a call ----


def _told(call: Callable[..., Any], module: Any) -> tuple[Any, Any, Any]:
    """What a call gives, raises and warns of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        result, error = outcome(call, module)
    return result, error, sorted({(w.category.__name__, str(w.message)) for w in caught})


def same_in_all(np: Any, hnp: Any, call: Callable[..., Any]) -> None:
    """Assert that a call is alike with both libraries: its result, strides, exception, warnings."""
    (our, our_error, our_warnings), (their, their_error, their_warnings) = (
        _told(call, module) for module in (hnp, np)
    )
    assert our_warnings == their_warnings
    if their_error is not None:
        assert our_error is not None, f"{our!r} instead of {their_error!r}"
        assert isinstance(our_error, builtin_type(their_error)), repr(our_error)
        assert str(our_error) == str(their_error)
        return
    assert our_error is None, repr(our_error)
    same(our, their)
    if hasattr(their, "strides") and their.size:
        moves = [
            [step for step, length in zip(a.strides, a.shape) if length > 1] for a in (our, their)
        ]
        assert moves[0] == moves[1]
