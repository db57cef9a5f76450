"""numpy_hpy/_comparison.py: rounding, and whether arrays are equal or nearly so."""
# ruff: noqa: A001, A002 -- the names are NumPy's.

from __future__ import annotations

from math import inf
from typing import Any

from . import _core
from ._arguments import NO_VALUE, as_array
from ._errstate import errstate
from ._numbers import iinfo

__all__ = ["allclose", "around", "array_equal", "array_equiv", "clip", "isclose", "round"]


def clip(
    a: Any,
    a_min: Any = NO_VALUE,
    a_max: Any = NO_VALUE,
    out: Any = None,
    *,
    min: Any = NO_VALUE,
    max: Any = NO_VALUE,
    **kwargs: Any,
) -> Any:
    """The items of an array, those below a minimum and above a maximum replaced by it.

    A bound that is None or not given is none.
    """
    if a_min is NO_VALUE and a_max is NO_VALUE:
        a_min = None if min is NO_VALUE else min
        a_max = None if max is NO_VALUE else max
    elif a_min is NO_VALUE or a_max is NO_VALUE:
        missing = "a_min" if a_min is NO_VALUE else "a_max"
        raise TypeError(f"clip() missing 1 required positional argument: '{missing}'")
    elif min is not NO_VALUE or max is not NO_VALUE:
        raise ValueError(
            "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is "
            "forbidden."
        )
    return _clipped(as_array(a), a_min, a_max, out, kwargs)


def _clipped(a: Any, low: Any, high: Any, out: Any, kwargs: dict[str, Any]) -> Any:
    if a.dtype.kind in "iu":
        limits = iinfo(a.dtype)
        # Python's integers that no item is beyond are no bounds.
        low = None if type(low) is int and low <= limits.min else low
        high = None if type(high) is int and high >= limits.max else high
    if low is None and high is None:
        return _core.positive(a, out=out, **kwargs) if a.dtype.kind != "b" else a.copy()
    if low is None:
        return _core.minimum(a, high, out=out, **kwargs)
    if high is None:
        return _core.maximum(a, low, out=out, **kwargs)
    return _core.clip(a, low, high, out=out, **kwargs)


# ---- Rounding ----


def _power_of_ten(exponent: int) -> float:
    return 10.0**exponent if exponent < 309 else inf


def _rounded(a: Any, decimals: int) -> Any:
    """Floats, or parts of complex numbers, rounded; ties go to the even digit."""
    if decimals == 0:
        return _core.rint(a)
    power = _power_of_ten(abs(decimals))
    if decimals > 0:
        return _core.divide(_core.rint(_core.multiply(a, power)), power)
    return _core.multiply(_core.rint(_core.divide(a, power)), power)


def _rounded_integers(a: Any, decimals: int) -> Any:
    if decimals >= 0:
        return _core.positive(a)
    return _rounded(a, decimals).astype(a.dtype)


def round(a: Any, decimals: int = 0, out: Any = None) -> Any:
    """The items of an array rounded to so many digits behind the point; ties go to the even one."""
    a = as_array(a)
    if a.dtype.kind == "c":
        result = a.copy()
        result.real, result.imag = _rounded(a.real, decimals), _rounded(a.imag, decimals)
        result = result[()]
    elif a.dtype.kind in "iu":
        result = _rounded_integers(a, decimals)
    else:
        result = _rounded(a, decimals)
    if out is None:
        return result
    out[...] = result
    return out


def around(a: Any, decimals: int = 0, out: Any = None) -> Any:
    """The same as round."""
    return round(a, decimals, out)


# ---- Comparison ----


def isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> Any:
    """Whether items of two arrays are equal but for `atol` and `rtol` times the second one."""
    x, y = as_array(a), as_array(b)
    if y.dtype.kind in "biu":
        y = y.astype(_core.result_type(y, 1.0))
    with errstate(invalid="ignore"):
        near = _core.absolute(x - y) <= atol + rtol * _core.absolute(y)
        result = _core.logical_or(_core.logical_and(near, _core.isfinite(y)), x == y)
    if equal_nan:
        result = _core.logical_or(result, _core.logical_and(_core.isnan(x), _core.isnan(y)))
    return result


def allclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: bool = False) -> bool:
    """Whether all items of two arrays are nearly equal, as isclose tells."""
    return bool(_core.asarray(isclose(a, b, rtol, atol, equal_nan)).all())


def array_equal(a1: Any, a2: Any, equal_nan: bool = False) -> bool:
    """Whether two arrays have the same shape and items; NaN is one item if `equal_nan`."""
    try:
        a, b = as_array(a1), as_array(a2)
    except (TypeError, ValueError):
        return False
    if a.shape != b.shape:
        return False
    result = _core.equal(a, b)
    if equal_nan and a.dtype.kind in "fc" and b.dtype.kind in "fc":
        result = _core.logical_or(result, _core.logical_and(_core.isnan(a), _core.isnan(b)))
    return bool(result.all())


def array_equiv(a1: Any, a2: Any) -> bool:
    """Whether two arrays have the same items when they are broadcast to one shape."""
    try:
        return bool(_core.asarray(_core.equal(as_array(a1), as_array(a2))).all())
    except (TypeError, ValueError):
        return False
