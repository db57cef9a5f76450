"""numpy_hpy/_padding.py: arrays with more items around them."""

from __future__ import annotations

from itertools import product
from typing import Any, Callable

from . import _core
from ._arguments import along, as_array, axis_index

__all__ = ["pad"]

Widths = list[tuple[int, int]]


def _pairs(value: Any, ndim: int) -> list[tuple[Any, Any]]:
    """A number, or one or two ones for each axis, as two ones for each axis."""
    pairs = _core.broadcast_to(_core.asarray(value), (ndim, 2))
    return [(pairs[i, 0], pairs[i, 1]) for i in range(ndim)]


def _widths(pad_width: Any, ndim: int) -> Widths:
    """How many items come before and behind, for each axis."""
    if isinstance(pad_width, dict):
        result = [(0, 0)] * ndim
        for axis, width in pad_width.items():
            result[axis_index(axis, ndim)] = _widths(width, 1)[0]
        return result
    widths = _core.asarray(pad_width)
    if widths.dtype.kind not in "iu":
        raise TypeError("`pad_width` must be of integral type.")
    if (widths < 0).any():
        raise ValueError("index can't contain negative values")
    return [(int(before), int(behind)) for before, behind in _pairs(widths, ndim)]


# Which item of an axis of that length is copied to a place, counted from its first item.


def _edge(places: Any, length: int) -> Any:
    return _core.minimum(_core.maximum(places, 0), length - 1)


def _wrap(places: Any, length: int) -> Any:
    return places % length


def _symmetric(places: Any, length: int) -> Any:
    places = places % (2 * length)
    return _core.minimum(places, 2 * length - 1 - places)


def _reflect(places: Any, length: int) -> Any:
    period = max(2 * length - 2, 1)
    places = places % period
    return _core.minimum(places, period - places) if length > 1 else places * 0


_SOURCES = {"edge": _edge, "wrap": _wrap, "symmetric": _symmetric, "reflect": _reflect}


def _copied(array: Any, widths: Widths, source: Callable[[Any, int], Any]) -> Any:
    """Each axis lengthened by copies of items."""
    for axis, (before, behind) in enumerate(widths):
        length = array.shape[axis]
        if before or behind:
            places = source(_core.arange(-before, length + behind), length)
            array = array[along(axis, places)]
    return array


def _framed(array: Any, widths: Widths) -> tuple[Any, Any]:
    """A larger array with the items in its middle, and the axes' slices there."""
    shape = tuple(length + sum(width) for length, width in zip(array.shape, widths))
    middle = tuple(slice(w[0], w[0] + length) for w, length in zip(widths, array.shape))
    result = _core.empty(shape, dtype=array.dtype)
    result[(*middle, ...)] = array
    return result, middle


def _constant(array: Any, widths: Widths, values: Any) -> Any:
    result, middle = _framed(array, widths)
    for axis, (before, behind) in enumerate(_pairs(values, array.ndim)):
        result[along(axis, slice(0, middle[axis].start))] = before
        result[along(axis, slice(middle[axis].stop, None))] = behind
    return result


def _called(array: Any, widths: Widths, function: Callable[..., Any], options: Any) -> Any:
    """Each line, along each axis, as a function changes it in place."""
    result, _ = _framed(array, widths)
    for axis, width in enumerate(widths):
        lines = result.swapaxes(axis, -1)
        for index in product(*map(range, lines.shape[:-1])):
            function(lines[index], width, axis, options)
    return result


_OPTIONS = {"constant": {"constant_values"}, "reflect": {"reflect_type"}}
_OPTIONS["symmetric"] = _OPTIONS["reflect"]


def _check_options(mode: str, options: dict[str, Any]) -> None:
    if mode not in _SOURCES and mode not in ("constant", "empty"):
        raise ValueError(f"mode '{mode}' is not supported")
    unknown = set(options) - _OPTIONS.get(mode, set())
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if options.get("reflect_type", "even") != "even":
        raise NotImplementedError("pad reflects only with reflect_type='even'")


def _check_axes(array: Any, widths: Widths, mode: str) -> None:
    for axis, length in enumerate(array.shape):
        if length == 0 and any(widths[axis]):
            raise ValueError(
                f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            )


def pad(array: Any, pad_width: Any, mode: Any = "constant", **kwargs: Any) -> Any:
    """A new array with more items before and behind those of each axis.

    `pad_width` says how many: a number, a pair, a pair for each axis, or a dict of axes. `mode`
    says which ones: "constant" (`constant_values`), "edge", "wrap", "reflect", "symmetric", "empty"
    for any, or a function as NumPy documents it.
    """
    array = as_array(array)
    widths = _widths(pad_width, array.ndim)
    if callable(mode):
        return _called(array, widths, mode, kwargs)
    _check_options(mode, kwargs)
    if mode == "constant":
        return _constant(array, widths, kwargs.get("constant_values", 0))
    if mode == "empty":
        return _framed(array, widths)[0]
    _check_axes(array, widths, mode)
    return _copied(array, widths, _SOURCES[mode]).copy()
