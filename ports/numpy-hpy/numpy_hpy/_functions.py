"""numpy_hpy/_functions.py: what arrays have as methods, as functions of anything like an array."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array, axis_tuple, check_device

__all__ = [
    "astype",
    "copy",
    "ndim",
    "ravel",
    "reshape",
    "shape",
    "size",
    "squeeze",
    "swapaxes",
    "transpose",
]


def ndim(a: Any) -> int:
    """The number of axes."""
    result: int = as_array(a).ndim
    return result


def shape(a: Any) -> tuple[int, ...]:
    """The lengths of the axes."""
    result: tuple[int, ...] = as_array(a).shape
    return result


def size(a: Any, axis: Any = None) -> int:
    """The number of items, or of indices of axes."""
    a, result = as_array(a), 1
    for number in range(a.ndim) if axis is None else axis_tuple(axis, a.ndim):
        result *= a.shape[number]
    return result


def reshape(a: Any, /, shape: Any, order: str = "C", *, copy: bool | None = None) -> Any:
    """The same items in another shape: a view if that is possible, or as `copy` says."""
    a = as_array(a)
    return (
        a.reshape(shape, order=order) if copy is None else a.reshape(shape, order=order, copy=copy)
    )


def ravel(a: Any, order: str = "C") -> Any:
    """The same items along one axis: a view if that is possible."""
    return as_array(a).ravel(order)


def transpose(a: Any, axes: Any = None) -> Any:
    """A view whose axes are in another order, the reverse one by default."""
    a = as_array(a)
    return a.transpose() if axes is None else a.transpose(axes)


def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    """A view with two axes exchanged."""
    return as_array(a).swapaxes(axis1, axis2)


def squeeze(a: Any, axis: Any = None) -> Any:
    """A view without axes of length 1: without all of them, or those that are named."""
    a = as_array(a)
    return a.squeeze() if axis is None else a.squeeze(axis)


def copy(a: Any, order: str = "K", subok: bool = False) -> Any:
    """A new array with the same items."""
    return as_array(a).copy(order)


def astype(x: Any, dtype: Any, /, *, copy: bool = True, device: str | None = None) -> Any:
    """A new array with the items of another one as items of a dtype."""
    if not isinstance(x, _core.ndarray):
        raise TypeError(
            f"Input should be a NumPy array or scalar. It is a {type(x)} instead."
            if not isinstance(x, _core.generic)
            else "Input should be an array."
        )
    check_device(device)
    return x.astype(dtype, copy=copy)
