"""numpy_hpy/_parts.py: parts of complex numbers, and how arrays lie in memory."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array, check_device

__all__ = [
    "angle",
    "asanyarray",
    "asarray_chkfinite",
    "ascontiguousarray",
    "asfortranarray",
    "fix",
    "fromiter",
    "imag",
    "isfortran",
    "isneginf",
    "isposinf",
    "iterable",
    "may_share_memory",
    "real",
    "real_if_close",
    "require",
    "shares_memory",
    "sort_complex",
]

# ---- Parts ----


def real(val: Any) -> Any:
    """The real parts of items: a view, or of a number its own real part."""
    return val.real if hasattr(val, "real") else as_array(val).real


def imag(val: Any) -> Any:
    """The imaginary parts of items: a view, or of a number its own imaginary part."""
    return val.imag if hasattr(val, "imag") else as_array(val).imag


def angle(z: Any, deg: bool = False) -> Any:
    """The angles of complex numbers, in radians, or in degrees if `deg`."""
    z = as_array(z)
    result = _core.arctan2(z.imag if z.dtype.kind == "c" else 0, z.real)
    return result * (180 / 3.141592653589793) if deg else result


def real_if_close(a: Any, tol: float = 100) -> Any:
    """The real parts if all imaginary ones are nearly 0, less than `tol` (times eps, if over 1)."""
    from ._numbers import finfo

    a = as_array(a)
    if a.dtype.kind != "c":
        return a
    limit = finfo(a.dtype).eps * tol if tol > 1 else tol
    return a.real if (_core.absolute(a.imag) < limit).all() else a


def sort_complex(a: Any) -> Any:
    """The items as complex numbers, sorted by their real parts first."""
    a = as_array(a)
    if a.dtype.kind == "c":
        return _core.sort(a)
    small = a.dtype.kind in "iu" and a.itemsize < 4
    return _core.sort(a).astype("complex64" if small else "complex128")


def _infinite(x: Any, negative: bool, out: Any) -> Any:
    x = as_array(x)
    if x.dtype.kind == "c":
        raise TypeError(
            f"This operation is not supported for {x.dtype} values because it would be ambiguous."
        )
    sign = _core.signbit(x) if x.dtype.kind != "b" else _core.zeros(x.shape, dtype=bool)
    return _core.logical_and(_core.isinf(x), sign if negative else _core.logical_not(sign), out=out)


def isneginf(x: Any, out: Any = None) -> Any:
    """Whether items are negative infinity."""
    return _infinite(x, True, out)


def isposinf(x: Any, out: Any = None) -> Any:
    """Whether items are positive infinity."""
    return _infinite(x, False, out)


def fix(x: Any, out: Any = None) -> Any:
    """Items rounded towards 0."""
    return _core.trunc(x, out=out)


# ---- Memory ----


def isfortran(a: Any) -> bool:
    """Whether the items of an array are in F order, and not in C order."""
    return bool(a.flags.fnc)


def _laid_out(a: Any, dtype: Any, order: str) -> Any:
    a = _core.asarray(a, dtype=dtype, order=order)
    return a.reshape(1) if a.ndim == 0 else a


def ascontiguousarray(a: Any, dtype: Any = None, *, like: Any = None) -> Any:
    """An array with the items in C order, of one axis at least; a new one if need be."""
    return _laid_out(a, dtype, "C")


def asfortranarray(a: Any, dtype: Any = None, *, like: Any = None) -> Any:
    """An array with the items in F order, of one axis at least; a new one if need be."""
    return _laid_out(a, dtype, "F")


def asanyarray(
    a: Any,
    dtype: Any = None,
    order: str | None = None,
    *,
    device: str | None = None,
    copy: bool | None = None,
    like: Any = None,
) -> Any:
    """An array of an object: itself if it is one already and `dtype` and `order` are its own."""
    check_device(device)
    return _core.asarray(a, dtype=dtype, order="K" if order is None else order, copy=copy)


def asarray_chkfinite(a: Any, dtype: Any = None, order: str | None = None) -> Any:
    """An array of an object; ValueError if an item is NaN or infinite."""
    result = _core.asarray(a, dtype=dtype, order="K" if order is None else order)
    if result.dtype.kind in "fc" and not _core.isfinite(result).all():
        raise ValueError("array must not contain infs or NaNs")
    return result


# The letters of what an array may have to be, by the names that they have.
_REQUIREMENTS = {
    **dict.fromkeys(("C", "C_CONTIGUOUS", "CONTIGUOUS"), "C"),
    **dict.fromkeys(("F", "F_CONTIGUOUS", "FORTRAN"), "F"),
    **dict.fromkeys(("A", "ALIGNED"), "A"),
    **dict.fromkeys(("W", "WRITEABLE"), "W"),
    **dict.fromkeys(("O", "OWNDATA"), "O"),
    **dict.fromkeys(("E", "ENSUREARRAY"), "E"),
}


def require(a: Any, dtype: Any = None, requirements: Any = None, *, like: Any = None) -> Any:
    """An array of an object, copied if it is not all that is required of it.

    `requirements` has names of flags, or their letters: "C" and "F" for an order, "A" for aligned,
    "W" for writeable, "O" for memory of its own.
    """
    wanted = {_REQUIREMENTS[name.upper()] for name in requirements or ()}
    if {"C", "F"} <= wanted:
        raise ValueError('Cannot specify both "C" and "F" order')
    order = "C" if "C" in wanted else "F" if "F" in wanted else "K"
    result = _core.asarray(a, dtype=dtype, order=order)
    if all(result.flags[letter] for letter in wanted - {"E", "C", "F"}):
        return result
    return result.copy(order)


def _bounds(a: Any) -> tuple[int, int]:
    """Where the first byte of an array is, and behind which one it ends."""
    low = high = a.__array_interface__["data"][0]
    for length, stride in zip(a.shape, a.strides):
        low += min((length - 1) * stride, 0)
        high += max((length - 1) * stride, 0)
    return low, high + a.itemsize


def may_share_memory(a: Any, b: Any, /, max_work: int = 0) -> bool:
    """Whether the memory of two arrays overlaps from the first byte to the last one of each."""
    a, b = as_array(a), as_array(b)
    if a.size == 0 or b.size == 0:
        return False
    (low, high), (start, stop) = _bounds(a), _bounds(b)
    return low < stop and start < high


def _bytes_of(a: Any) -> set[int]:
    """The addresses of all bytes of the items."""
    places = {a.__array_interface__["data"][0]}
    for length, stride in zip(a.shape, a.strides):
        places = {place + i * stride for place in places for i in range(length)}
    return {place + i for place in places for i in range(a.itemsize)}


def shares_memory(a: Any, b: Any, /, max_work: int = -1) -> bool:
    """Whether two arrays have a byte of memory in common; slow for large ones with gaps."""
    a, b = as_array(a), as_array(b)
    if not may_share_memory(a, b):
        return False
    if a.flags.forc and b.flags.forc:
        return True
    return not _bytes_of(a).isdisjoint(_bytes_of(b))


# ---- Iterables ----


def iterable(y: Any) -> bool:
    """Whether an object can be iterated over."""
    try:
        iter(y)
    except TypeError:
        return False
    return True


def fromiter(iter: Any, dtype: Any, count: int = -1, *, like: Any = None) -> Any:  # noqa: A002
    """An array of the items of an iterable: of all of them, or of the first `count` ones."""
    items: list[Any] = []
    for item in iter:
        if len(items) == count:
            break
        items.append(item)
    if len(items) < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(items)} "
                         "items.")  # fmt: skip
    return _core.array(items, dtype=dtype)
