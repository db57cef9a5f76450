"""numpy_hpy/_grids.py: indices of items, and arrays that are made by indexing."""
# ruff: noqa: N801 -- the names are NumPy's.

from __future__ import annotations

import itertools
from collections.abc import Iterator
from math import ceil
from operator import index
from typing import Any

from . import _core
from ._arguments import as_array, shape_tuple
from ._creation import diag_indices, tril_indices, triu_indices
from ._manipulation import broadcast_arrays, moveaxis

__all__ = [
    "broadcast",
    "c_",
    "diag_indices_from",
    "index_exp",
    "mgrid",
    "ndenumerate",
    "ndindex",
    "ogrid",
    "r_",
    "ravel_multi_index",
    "s_",
    "tril_indices_from",
    "triu_indices_from",
    "unravel_index",
]

# ---- Indices of all items ----


class ndindex:
    """An iterator over the indices of all items of an array of such a shape, in C order."""

    def __init__(self, *shape: Any) -> None:
        lengths = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        if any(index(length) < 0 for length in lengths):
            raise ValueError("negative dimensions are not allowed")
        self._indices = itertools.product(*(range(length) for length in lengths))

    def __iter__(self) -> ndindex:
        return self

    def __next__(self) -> tuple[int, ...]:
        return next(self._indices)


class ndenumerate:
    """An iterator over pairs of an index and the item that is there, in C order."""

    def __init__(self, arr: Any) -> None:
        a = as_array(arr)
        self._pairs = zip(ndindex(a.shape), a.reshape(-1))

    def __iter__(self) -> ndenumerate:
        return self

    def __next__(self) -> tuple[tuple[int, ...], Any]:
        return next(self._pairs)


class broadcast:
    """Arrays that are broadcast to one shape: an iterator over tuples of their items."""

    def __init__(self, *arrays: Any) -> None:
        self._arrays = broadcast_arrays(*arrays)
        self.shape: tuple[int, ...] = self._arrays[0].shape if arrays else ()
        self.ndim = self.nd = len(self.shape)
        self.numiter = len(arrays)
        self.size = 1
        for length in self.shape:
            self.size *= length
        self.reset()

    def reset(self, /) -> None:
        """Begin again."""
        self.index = 0
        self.iters = tuple(a.flat for a in self._arrays)

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> tuple[Any, ...]:
        result = tuple([next(items) for items in self.iters])
        self.index += 1
        return result


# ---- Triangles ----


def _check_table(arr: Any) -> Any:
    arr = as_array(arr)
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return arr


def tril_indices_from(arr: Any, k: int = 0) -> tuple[Any, ...]:
    """The indices of the items of a table on and below a diagonal."""
    rows, columns = _check_table(arr).shape
    return tril_indices(rows, k, columns)


def triu_indices_from(arr: Any, k: int = 0) -> tuple[Any, ...]:
    """The indices of the items of a table on and above a diagonal."""
    rows, columns = _check_table(arr).shape
    return triu_indices(rows, k, columns)


def diag_indices_from(arr: Any) -> tuple[Any, ...]:
    """The indices of the main diagonal of an array whose axes are equally long."""
    arr = as_array(arr)
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if any(length != arr.shape[0] for length in arr.shape):
        raise ValueError("All dimensions of input must be of equal length")
    return diag_indices(arr.shape[0], arr.ndim)


# ---- Places in flat arrays ----


def unravel_index(indices: Any, shape: Any, order: str = "C") -> tuple[Any, ...]:
    """The indices of items of an array of such a shape, whose places along one axis are known."""
    lengths = shape_tuple(shape)
    places = as_array(indices)
    if places.dtype.kind not in "iu":
        raise TypeError("only int indices permitted")
    size = 1
    for length in lengths:
        size *= length
    wrong = _core.logical_or(places < 0, places >= size)
    if wrong.any():
        place = int(places[wrong].reshape(-1)[0])
        raise ValueError(f"index {place} is out of bounds for array with size {size}")
    result = []
    for length in lengths if order == "F" else lengths[::-1]:
        places, rest = _core.divmod(places, length)
        result.append(rest)
    return tuple(result if order == "F" else result[::-1])


def _in_bounds(indices: Any, length: int, mode: str) -> Any:
    if mode == "wrap":
        return indices % length
    if mode == "clip":
        return _core.minimum(_core.maximum(indices, 0), length - 1)
    if _core.logical_or(indices < 0, indices >= length).any():
        raise ValueError("invalid entry in coordinates array")
    return indices


def ravel_multi_index(multi_index: Any, dims: Any, mode: Any = "raise", order: str = "C") -> Any:
    """The places along one axis of items of an array of such a shape, whose indices are known."""
    lengths = shape_tuple(dims)
    modes = mode if isinstance(mode, tuple) else (mode,) * len(lengths)
    if len(multi_index) != len(lengths):
        raise ValueError(f"parameter multi_index must be a sequence of length {len(lengths)}")
    result: Any = _core.int64(0)
    parts = list(zip(multi_index, lengths, modes))
    for indices, length, how in parts if order == "C" else parts[::-1]:
        result = result * length + _in_bounds(as_array(indices), length, how)
    return result


# ---- Grids ----


def _range_of(key: slice) -> Any:
    """The numbers that a slice stands for; with a step of 5j, five ones with both ends."""
    start = 0 if key.start is None else key.start
    step = 1 if key.step is None else key.step
    if isinstance(step, complex):
        count = int(abs(step))
        width = (key.stop - start) / (count - 1) if count > 1 else 0.0
        return _core.arange(count) * float(width) + start
    if all(hasattr(item, "__index__") for item in (start, key.stop, step)):
        return _core.arange(start, key.stop, step)
    return _core.arange(ceil((key.stop - start) / step)) * step + start


class _Grid:
    """Indexed by slices, it gives the coordinates of a grid."""

    def __init__(self, sparse: bool) -> None:
        self._sparse = sparse

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return _range_of(key)
        ranges = [_range_of(part) for part in key]
        dtype = _core.result_type(*(r.dtype for r in ranges)) if ranges else float
        ndim = len(ranges)
        grid = tuple(
            r.astype(dtype).reshape((1,) * i + (-1,) + (1,) * (ndim - i - 1))
            for i, r in enumerate(ranges)
        )
        if self._sparse:
            return grid
        result = _core.empty((ndim, *(len(r) for r in ranges)), dtype=dtype)
        for i, part in enumerate(grid):
            result[i] = part
        return result


mgrid = _Grid(False)
ogrid = _Grid(True)


class _Index:
    """Indexed by anything, it gives the index itself."""

    def __init__(self, as_tuple: bool) -> None:
        self._as_tuple = as_tuple

    def __getitem__(self, item: Any) -> Any:
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item


s_ = _Index(False)
index_exp = _Index(True)


class _Joined:
    """Indexed by arrays, numbers and slices, it gives them joined along an axis.

    A string in front says along which axis, of how many axes at least, and where the items of
    arrays with fewer axes go: "0,2,1".
    """

    def __init__(self, axis: int, ndmin: int, place: int) -> None:
        self._settings = axis, ndmin, place

    def __getitem__(self, key: Any) -> Any:
        parts = list(key) if isinstance(key, tuple) else [key]
        axis, ndmin, place = self._settings
        if parts and isinstance(parts[0], str):
            numbers = [int(text) for text in parts.pop(0).split(",")]
            axis, ndmin, place = (*numbers, *(axis, ndmin, place)[len(numbers) :])
        arrays = [self._expanded(part, ndmin, place) for part in parts]
        strong = [a.dtype for a, part in zip(arrays, parts) if not _is_number(part)]
        weak = [part for part in parts if _is_number(part)]
        dtype = _core.result_type(*strong, *weak)
        return _core.concatenate([a.astype(dtype) for a in arrays], axis=axis)

    def _expanded(self, part: Any, ndmin: int, place: int) -> Any:
        a = _range_of(part) if isinstance(part, slice) else as_array(part)
        if _is_number(part) or a.ndim == 0:
            return a.reshape((1,) * ndmin)
        missing = ndmin - a.ndim
        if missing <= 0:
            return a
        ndim = a.ndim
        first = place if place >= 0 else missing + place + 1
        a = a.reshape((1,) * missing + a.shape)
        behind = tuple(range(missing, missing + ndim))
        return moveaxis(a, behind, tuple(range(first, first + ndim)))


def _is_number(part: Any) -> bool:
    return isinstance(part, (int, float, complex)) and not isinstance(part, _core.generic)


r_ = _Joined(0, 1, -1)
c_ = _Joined(-1, 2, 0)
