"""numpy_hpy/_signals.py: sums of products of shifted arrays, windows, and angles unwrapped."""
# ruff: noqa: N803 -- names of arguments are NumPy's.

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array, axis_index
from ._manipulation import moveaxis
from ._selection import where
from ._statistics import diff

__all__ = ["bartlett", "blackman", "convolve", "correlate", "hamming", "hanning", "unwrap"]

_PI = 3.141592653589793
_MODES = ("valid", "same", "full")

# ---- Shifted arrays ----


def _all_sums(a: Any, v: Any) -> Any:
    """The sums of products of a and v wherever they overlap, v reversed."""
    dtype = _core.result_type(a, v)
    long, short = (a, v) if len(a) >= len(v) else (v, a)
    result = _core.zeros(len(a) + len(v) - 1, dtype=dtype)
    long = long.astype(dtype, copy=False)
    for i, item in enumerate(short.astype(dtype, copy=False)):
        part = result[i : i + len(long)]
        if dtype.kind == "b":
            _core.logical_or(part, _core.logical_and(long, item), out=part)
        else:
            _core.add(part, long * item, out=part)
    return result


def _cut(sums: Any, most: int, least: int, mode: Any, late: bool) -> Any:
    """The sums that a mode asks for, of arrays of two lengths."""
    if mode not in _MODES:
        raise ValueError(
            f"mode must be one of 'valid', 'same', or 'full' (got {mode!r})"
            if isinstance(mode, str)
            else f"convolve() and correlate() take a mode of {_MODES}, not {mode!r}"
        )
    if mode == "full":
        return sums
    if mode == "valid":
        return sums[least - 1 : most]
    first = least // 2 if late else (least - 1) // 2
    return sums[first : first + most]


def convolve(a: Any, v: Any, mode: str = "full") -> Any:
    """The sums of products of the items of a and those of v, reversed and shifted.

    `mode` is "full", wherever both overlap; "same", as many as the longer one has items; or
    "valid", where they overlap wholly.
    """
    a, v = (x.reshape(1) if x.ndim == 0 else x for x in (as_array(a), as_array(v)))
    if a.ndim != 1 or v.ndim != 1:
        raise ValueError("object too deep for desired array")
    if len(a) == 0:
        raise ValueError("a cannot be empty")
    if len(v) == 0:
        raise ValueError("v cannot be empty")
    return _cut(_all_sums(a, v), max(len(a), len(v)), min(len(a), len(v)), mode, False)


def correlate(a: Any, v: Any, mode: str = "valid") -> Any:
    """The sums of products of the items of a and the conjugates of those of v, shifted.

    The modes are those of convolve.
    """
    a, v = as_array(a), as_array(v)
    if a.ndim > 1 or v.ndim > 1:
        raise ValueError("object too deep for desired array")
    if a.size == 0 or v.size == 0:
        raise ValueError(f"{'second' if a.size else 'first'} array argument cannot be empty")
    if a.ndim == 0 or v.ndim == 0:
        raise ValueError("object of too small depth for desired array")
    v = _core.conjugate(v) if v.dtype.kind == "c" else v
    sums = _all_sums(a, v[::-1])
    return _cut(sums, max(len(a), len(v)), min(len(a), len(v)), mode, len(a) < len(v))


# ---- Windows ----


def _window(M: Any, terms: tuple[float, ...]) -> Any:
    """A sum of cosines over M points; their multiples by `terms`."""
    points = float(M)
    if points <= 1:
        return _core.ones(int(points == 1))
    angle = _core.arange(1 - points, points, 2) * (_PI / (points - 1))
    result = terms[0] + terms[1] * _core.cos(angle)
    return result + terms[2] * _core.cos(2 * angle) if len(terms) > 2 else result


def hanning(M: Any) -> Any:
    """The Hann window of M points: a raised cosine."""
    return _window(M, (0.5, 0.5))


def hamming(M: Any) -> Any:
    """The Hamming window of M points: a raised cosine that does not reach 0."""
    return _window(M, (0.54, 0.46))


def blackman(M: Any) -> Any:
    """The Blackman window of M points: a sum of two cosines."""
    return _window(M, (0.42, 0.5, 0.08))


def bartlett(M: Any) -> Any:
    """The Bartlett window of M points: a triangle that begins and ends with 0."""
    points = float(M)
    if points <= 1:
        return _core.ones(int(points == 1))
    places = _core.arange(1 - points, points, 2) / (points - 1)
    return where(places <= 0, 1 + places, 1 - places)


# ---- Angles ----


def unwrap(
    p: Any, discont: Any = None, axis: int = -1, *, period: float = 6.283185307179586
) -> Any:
    """Angles, or other items of a period, with steps along an axis of half a period at most.

    Steps of less than `discont` stay as they are.
    """
    p = as_array(p)
    axis = axis_index(axis, p.ndim)
    dtype = _core.result_type(p, period)
    p = moveaxis(p, axis, -1)
    steps = diff(p)
    discont = period / 2 if discont is None else discont
    if dtype.kind in "iu":
        half, rest = divmod(period, 2)
        ambiguous = rest == 0
    else:
        half, ambiguous = period / 2, True
    small = _core.remainder(steps + half, period) - half
    if ambiguous:
        # Half a period up is not half a period down.
        small = where((small == -half) & (steps > 0), half, small)
    change = where(_core.absolute(steps) < discont, 0, small - steps)
    result = p.astype(dtype)
    result[..., 1:] = p[..., 1:] + change.cumsum(axis=-1)
    return moveaxis(result, -1, axis)
