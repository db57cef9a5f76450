"""numpy_hpy/_counting.py: numbers sorted into bins, between points, and as texts."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array

__all__ = ["base_repr", "binary_repr", "bincount", "digitize", "interp", "sinc", "trapezoid"]


def bincount(x: Any, /, weights: Any = None, minlength: int = 0) -> Any:
    """How often each integer from 0 on is in an array, or the sum of the weights of those."""
    x = as_array(x)
    if x.ndim != 1:
        raise ValueError(
            "object of too small depth for desired array"
            if x.ndim == 0
            else "object too deep for desired array"
        )
    if x.dtype.kind not in "biu" and x.size:
        raise TypeError(
            f"Cannot cast array data from {x.dtype!r} to dtype('int64') according to the rule "
            "'safe'"
        )
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    if x.size and x.min() < 0:
        raise ValueError("'list' argument must have no negative elements")
    length = max(minlength, int(x.max()) + 1 if x.size else 0)
    result = _core.zeros(length, dtype=int if weights is None else float)
    if weights is not None and as_array(weights).shape != x.shape:
        raise ValueError("The weights and list don't have the same length.")
    _core.add.at(result, x.astype(int), 1 if weights is None else as_array(weights).astype(float))
    return result


def _order_of(bins: Any) -> int:
    """1 if bins ascend, -1 if they descend."""
    if (bins[1:] >= bins[:-1]).all():
        return 1
    if (bins[1:] <= bins[:-1]).all():
        return -1
    raise ValueError("bins must be monotonically increasing or decreasing")


def digitize(x: Any, bins: Any, right: bool = False) -> Any:
    """The numbers of the bins in which items are.

    A bin has its lower end, or with `right` the upper one.
    """
    x, bins = as_array(x), as_array(bins)
    if x.dtype.kind == "c":
        raise TypeError("x may not be complex")
    side = "left" if right else "right"
    if _order_of(bins) > 0:
        return _core.searchsorted(bins, x, side=side)
    return len(bins) - _core.searchsorted(bins[::-1], x, side=side)


def interp(
    x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None
) -> Any:
    """The values at x of the function that joins the points (xp, fp) by straight lines.

    Below xp[0] the value is `left`, or fp[0]; above xp[-1] it is `right`, or fp[-1]. With `period`
    the function is periodic instead.
    """
    fp = as_array(fp)
    kind = complex if fp.dtype.kind == "c" else float
    x, xp = (as_array(points).astype(float, casting="safe") for points in (x, xp))
    fp = fp.astype(kind)
    if xp.ndim != 1 or fp.ndim != 1:
        raise ValueError("Data points must be 1-D sequences")
    if len(xp) == 0:
        raise ValueError("array of sample points is empty")
    if len(xp) != len(fp):
        raise ValueError("fp and xp are not of the same length.")
    if period is not None:
        if period == 0:
            raise ValueError("period must be a non-zero value")
        period, left, right = abs(period), None, None
        x, xp = x % period, xp % period
        order = _core.argsort(xp)
        xp, fp = xp[order], fp[order]
        xp = _core.concatenate((xp[-1:] - period, xp, xp[:1] + period))
        fp = _core.concatenate((fp[-1:], fp, fp[:1]))
    return _between(x, xp, fp, fp[0] if left is None else left, fp[-1] if right is None else right)


def _between(x: Any, xp: Any, fp: Any, left: Any, right: Any) -> Any:
    place = _core.searchsorted(xp, x, side="right") - 1
    if len(xp) > 1:
        here = _core.minimum(_core.maximum(place, 0), len(xp) - 2)
        slope = (fp[here + 1] - fp[here]) / (xp[here + 1] - xp[here])
        result = slope * (x - xp[here]) + fp[here]
    else:
        result = fp[_core.zeros(x.shape, dtype=int)]
    exact = xp[_core.maximum(place, 0)] == x
    result = _core.where(exact, fp[_core.maximum(place, 0)], result)
    result = _core.where(x < xp[0], left, _core.where(x > xp[-1], right, result))
    result = _core.where(_core.isnan(x), x, result).astype(fp.dtype)
    return result[()]


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The integral along an axis of a function that joins points by straight lines.

    y has its values; they are at x, or at distances of dx.
    """
    from ._manipulation import moveaxis
    from ._statistics import diff

    y = moveaxis(as_array(y), axis, -1)
    if x is None:
        steps: Any = dx
    else:
        x = as_array(x)
        steps = diff(x) if x.ndim == 1 else diff(moveaxis(x, axis, -1))
    return (steps * (y[..., 1:] + y[..., :-1]) / 2.0).sum(axis=-1)


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x); 1 for 0."""
    x = as_array(x)
    x = 3.141592653589793 * _core.where(x == 0, 1.0e-20, x)
    return _core.sin(x) / x


# ---- Texts ----

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def base_repr(number: int, base: int = 2, padding: int = 0) -> str:
    """An integer in another base, with `padding` zeros in front."""
    if base > len(_DIGITS):
        raise ValueError("Bases greater than 36 not handled in base_repr.")
    if base < 2:
        raise ValueError("Bases less than 2 not handled in base_repr.")
    rest, digits = abs(int(number)), ""
    while rest:
        rest, digit = divmod(rest, base)
        digits = _DIGITS[digit] + digits
    digits = "0" * padding + digits
    return ("-" if number < 0 else "") + (digits or "0")


def binary_repr(num: int, width: int | None = None) -> str:
    """An integer in base 2; below 0 with a sign, or of `width` digits in two's complement."""
    number = num.__index__()
    digits = f"{abs(number):b}"
    if width is None:
        return ("-" if number < 0 else "") + digits
    if number < 0:
        least = len(f"{-number - 1:b}") + 1 if number != -1 else 1
        digits = f"{number + (1 << max(width, least)):b}"
        digits = digits.rjust(width, "1")
        least = len(digits)
    else:
        least = len(digits)
    if width < least:
        raise ValueError(f"Insufficient bit width={width} provided for binwidth={least}")
    return digits.zfill(width)
