"""numpy_hpy/_indexing.py: items chosen by indices and conditions."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array, axis_index
from ._selection import nonzero, where

__all__ = [
    "argwhere",
    "fill_diagonal",
    "flatnonzero",
    "nan_to_num",
    "piecewise",
    "put_along_axis",
    "select",
    "take_along_axis",
]

# ---- Along an axis ----


def _grid(shape: tuple[int, ...], indices: Any, axis: int) -> tuple[Any, ...]:
    """The index of the items at `indices` along an axis, and each at its place along the others."""
    if indices.dtype.kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    if indices.ndim != len(shape):
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    result = []
    for i, length in enumerate(shape):
        place = (1,) * i + (-1,) + (1,) * (len(shape) - i - 1)
        result.append(indices if i == axis else _core.arange(length).reshape(place))
    return tuple(result)


def take_along_axis(arr: Any, indices: Any, axis: int | None = -1) -> Any:
    """The items at `indices` along an axis, as argsort and argmax give them; flat without one."""
    arr, indices = as_array(arr), as_array(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        arr, axis = arr.ravel(), 0
    axis = axis_index(axis, arr.ndim)
    return arr[_grid(arr.shape, indices, axis)]


def put_along_axis(arr: Any, indices: Any, values: Any, axis: int | None) -> None:
    """Store values at `indices` along an axis of an array; flat without one."""
    indices = as_array(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        flat = arr.reshape(-1)
        flat[_grid(flat.shape, indices, 0)] = values
        arr[...] = flat.reshape(arr.shape)
        return
    axis = axis_index(axis, arr.ndim)
    arr[_grid(arr.shape, indices, axis)] = values


def fill_diagonal(a: Any, val: Any, wrap: bool = False) -> None:
    """Store values on the main diagonal of an array of two or more axes."""
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if a.ndim > 2 and len(set(a.shape)) > 1:
        raise ValueError("All dimensions of input must be of equal length")
    rows = _core.arange(a.shape[0] if wrap and a.ndim == 2 else min(a.shape))
    columns = rows
    if wrap and a.ndim == 2 and a.shape[0] > a.shape[1]:
        rows = rows[rows % (a.shape[1] + 1) < a.shape[1]]
        columns = rows % (a.shape[1] + 1)
    elif a.ndim == 2:
        rows = columns = _core.arange(min(a.shape))
    values = as_array(val).ravel()
    if values.size > 1:
        values = values[_core.arange(rows.size) % values.size]
    a[(rows, *((columns,) * (a.ndim - 1)))] = values


# ---- By conditions ----


def flatnonzero(a: Any) -> Any:
    """Where the items of a flat array are not 0."""
    return nonzero(as_array(a).ravel())[0]


def argwhere(a: Any) -> Any:
    """The indices of the items that are not 0, a row for each."""
    a = as_array(a)
    if a.ndim == 0:
        return _core.empty((int(bool(a)), 0), dtype=int)
    indices = nonzero(a)
    return _core.concatenate([index.reshape((-1, 1)) for index in indices], axis=1)


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """For each place the item of the first choice whose condition is true there."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    for i, condition in enumerate(condlist):
        if as_array(condition).dtype.kind != "b":
            raise TypeError(f"invalid entry {i} in condlist: should be boolean ndarray")
    choices = [as_array(c) if hasattr(c, "__len__") else c for c in choicelist]
    dtype = _core.result_type(*choices, default)
    result = default
    for condition, choice in reversed(list(zip(condlist, choices))):
        result = where(condition, choice, result)
    return _core.asarray(result).astype(dtype, copy=False)


def _conditions(x: Any, condlist: Any) -> list[Any]:
    """Conditions as masks in the shape of an array."""
    single = not hasattr(condlist, "__len__") or (
        len(condlist) > 0 and x.ndim > 0 and as_array(condlist[0]).ndim == 0
    )
    if x.ndim == 0 and as_array(condlist).ndim == 0:
        single = True
    return [
        _core.broadcast_to(as_array(c).astype(bool), x.shape)
        for c in ([condlist] if single else condlist)
    ]


def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Any:
    """What a function, or a number, gives for the items for which a condition is true.

    Of several conditions that are true the last one counts; one function more than conditions is
    for the items for which none is.
    """
    x = as_array(x)
    masks = _conditions(x, condlist)
    functions, count = list(funclist), len(masks)
    if len(functions) == count + 1:
        others = _core.zeros(x.shape, dtype=bool)
        for mask in masks:
            others = _core.logical_or(others, mask)
        masks.append(_core.asarray(_core.logical_not(others)))
    elif len(functions) != count:
        raise ValueError(
            f"with {count} condition(s), either {count} or {count + 1} functions are expected"
        )
    result = _core.zeros(x.shape, dtype=x.dtype)
    for mask, function in zip(masks, functions):
        if not callable(function):
            result[mask] = function
        elif mask.any():
            result[mask] = function(x[mask], *args, **kw)
    return result


def _limits(dtype: Any) -> tuple[Any, Any]:
    from ._numbers import finfo

    limits = finfo(dtype)
    return limits.max, limits.min


def _replaced(x: Any, nan: Any, posinf: Any, neginf: Any) -> None:
    high, low = _limits(x.dtype)
    infinite = _core.isinf(x)
    negative = _core.less(x, 0)
    _core.copyto(x, nan, where=_core.isnan(x))
    positive = _core.logical_and(infinite, _core.logical_not(negative))
    _core.copyto(x, high if posinf is None else posinf, where=positive)
    negative = _core.logical_and(infinite, negative)
    _core.copyto(x, low if neginf is None else neginf, where=negative)


def nan_to_num(
    x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None
) -> Any:
    """An array with numbers instead of NaN and of infinite items, by default the largest floats."""
    a = _core.asarray(x)
    a = a.copy("K") if copy else a
    if a.dtype.kind == "f":
        _replaced(a, nan, posinf, neginf)
    elif a.dtype.kind == "c":
        _replaced(a.real, nan, posinf, neginf)
        _replaced(a.imag, nan, posinf, neginf)
    return a[()]
