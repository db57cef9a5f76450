"""numpy_hpy/_selection.py: choosing items, in Python where the work is that of other functions."""

from __future__ import annotations

import operator
from typing import Any

from numpy_hpy._core import arange, asarray, ndarray, nonzero, put, repeat, take, where

__all__ = ["choose", "compress", "extract", "flatiter", "nonzero", "where"]

_NO_INDEX = (
    "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices"
)


def compress(condition: Any, a: Any, axis: int | None = None, out: ndarray | None = None) -> Any:
    """Return the items along an axis, or of all items, where the condition is true."""
    mask = asarray(condition)
    if mask.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    return take(a, nonzero(mask)[0], axis, out)


def extract(condition: Any, arr: Any) -> Any:
    """Return all items where the condition is true."""
    return take(asarray(arr).reshape(-1), nonzero(asarray(condition).reshape(-1))[0])


def choose(a: Any, choices: Any, out: ndarray | None = None, mode: str = "raise") -> Any:
    """Return of each item of `choices` those items where `a` has its number."""
    arrays = list(choices)
    if not arrays:
        raise ValueError("0-length sequence.")
    numbers = asarray(a)
    numbers = numbers.astype(int, casting="same_kind" if numbers.dtype.kind == "u" else "safe")
    if mode == "clip":
        numbers = where(numbers < 0, 0, where(numbers >= len(arrays), len(arrays) - 1, numbers))
    elif mode == "wrap":
        numbers = numbers % len(arrays)
    elif True in asarray((numbers < 0) | (numbers >= len(arrays))).reshape(-1):
        raise ValueError("invalid entry in choice array")
    result = arrays[0]
    for number, array in enumerate(arrays[1:], 1):
        result = where(numbers == number, array, result)
    if len(arrays) == 1:
        result = where(numbers == 0, result, result)
    if out is None:
        return result if result.ndim else result[()]
    out[...] = result
    return out


class flatiter:  # noqa: N801
    """All items of an array in C order: they can be indexed, set, and iterated over."""

    __slots__ = ("_array", "_index")

    def __init__(self, array: ndarray) -> None:
        self._array = array
        self._index = 0

    @property
    def base(self) -> ndarray:
        """The array itself."""
        return self._array

    @property
    def index(self) -> int:
        """The number of the item that next() returns."""
        return self._index

    @property
    def coords(self) -> tuple[int, ...]:
        """The same as an index for each axis."""
        rest, coords = self._index, []
        for length in self._array.shape[::-1]:
            coords.append(rest % length if length else 0)
            rest //= length or 1
        if coords:
            coords[-1] += rest * self._array.shape[0]
        return tuple(coords[::-1])

    def __len__(self) -> int:
        return self._array.size

    def __iter__(self) -> flatiter:
        return self

    def __next__(self) -> Any:
        if self._index >= self._array.size:
            raise StopIteration
        self._index += 1
        return self._item(self._index - 1)

    def copy(self, /) -> ndarray:
        """Return the items as an array of one axis."""
        return self._array.flatten()

    def __array__(self, dtype: Any = None, /, *, copy: bool | None = None) -> ndarray:
        flat = self._array.reshape(-1)
        return flat if dtype is None else flat.astype(dtype)

    def _coords_of(self, places: Any) -> tuple[Any, ...]:
        """The index, for each axis, of places that are counted in C order."""
        coords = []
        for length in self._array.shape[:0:-1]:
            coords.append(places % length)
            places = places // length
        return (places, *coords[::-1])

    def _is_flat(self) -> bool:
        """Whether there is a view of the items in C order."""
        return self._array.ndim < 2 or self._array.flags.c_contiguous

    def _item(self, place: int) -> Any:
        if self._array.ndim == 0:
            return self._array[()]
        return self._array[self._coords_of(place)]

    def _key(self, key: Any) -> Any:
        """The index without the tuple that may be around it."""
        if not isinstance(key, tuple):
            return key
        if len(key) > 1:
            raise IndexError(
                "too many indices for flat iterator: flat iterator is 1-dimensional, but "
                f"{len(key)} were indexed"
            )
        return key[0] if key else ...

    def _place(self, key: Any) -> int | None:
        """The place that a number stands for; None for another index."""
        if not hasattr(key, "__index__") or isinstance(key, (bool, ndarray)):
            return None
        place, size = operator.index(key), self._array.size
        if not -size <= place < size:
            raise IndexError(f"index {place} is out of bounds for size {size}")
        return place + size if place < 0 else place

    def _places(self, key: Any) -> Any:
        """The places that another index stands for, an array of numbers."""
        size = self._array.size
        if key is None or isinstance(key, (str, bytes, float, complex)):
            raise IndexError(_NO_INDEX)
        if not isinstance(key, slice) and key is not ...:
            key = asarray(key)
            if key.dtype.kind == "b" and key.ndim == 1 and key.size != size:
                raise IndexError(
                    "boolean index did not match indexed flat iterator along axis 0; size of axis "
                    f"is {size} but size of corresponding boolean axis is {key.size}"
                )
            if key.dtype.kind in "iu":
                for place in key.reshape(-1).tolist():
                    if not -size <= place < size:
                        raise IndexError(f"index {place} is out of bounds for size {size}")
        return arange(size)[key]

    def __getitem__(self, key: Any) -> Any:
        key = self._key(key)
        place = self._place(key)
        if place is not None:
            return self._item(place)
        if self._is_flat():
            return take(self._array.reshape(-1), self._places(key))
        return self._array[self._coords_of(self._places(key))]

    def __setitem__(self, key: Any, value: Any) -> None:
        if not self._array.flags.writeable:
            raise ValueError("underlying array is read-only")
        key = self._key(key)
        place = self._place(key)
        put(self._array, self._places(key) if place is None else place, value)

    def __delitem__(self, key: Any) -> None:
        raise TypeError("Cannot delete iterator elements")

    def __eq__(self, other: object) -> Any:
        return self.copy() == (other.copy() if isinstance(other, flatiter) else other)

    def __ne__(self, other: object) -> Any:
        return self.copy() != (other.copy() if isinstance(other, flatiter) else other)

    __hash__ = None  # type: ignore[assignment]


def _set_flat(self: ndarray, value: Any) -> None:
    """Set all items to values, in C order, repeated as often as is needed."""
    if not self.flags.writeable:
        raise ValueError("array is read-only")
    flatiter(self)[...] = value


def _take(
    self: ndarray,
    indices: Any,
    /,
    axis: int | None = None,
    out: ndarray | None = None,
    mode: str = "raise",
) -> Any:
    """Return the items at places along an axis, or of all items."""
    return take(self, indices, axis, out, mode)


def _put(self: ndarray, indices: Any, values: Any, /, mode: str = "raise") -> None:
    """Set the items at places in C order to values."""
    put(self, indices, values, mode)


def _repeat(self: ndarray, repeats: Any, /, axis: int | None = None) -> ndarray:
    """Return the items along an axis, or all items, each as often as `repeats` says."""
    return repeat(self, repeats, axis)


def _compress(
    self: ndarray, /, condition: Any, axis: int | None = None, out: ndarray | None = None
) -> Any:
    """Return the items along an axis, or of all items, where the condition is true."""
    return compress(condition, self, axis, out)


def _choose(self: ndarray, /, choices: Any, out: ndarray | None = None, mode: str = "raise") -> Any:
    """Return of each item of `choices` those items where the array has its number."""
    return choose(self, choices, out, mode)


def attach() -> None:
    """Give ndarray its methods."""
    array: Any = ndarray
    array.flat = property(flatiter, _set_flat, doc="All items in C order, a flatiter.")
    array.take, array.put, array.repeat = _take, _put, _repeat
    array.compress, array.choose = _compress, _choose


attach()
