"""numpy_hpy/_numbers.py: what dtypes can hold, and of which kind they are."""

from __future__ import annotations

import numbers
from typing import Any

from . import _core
from ._arguments import as_array

__all__ = [
    "common_type",
    "finfo",
    "iinfo",
    "iscomplex",
    "iscomplexobj",
    "isreal",
    "isrealobj",
    "isscalar",
]

# Python's kinds of numbers; a bool is none.
numbers.Number.register(_core.number)
numbers.Complex.register(_core.inexact)
numbers.Real.register(_core.floating)
numbers.Integral.register(_core.integer)

_RULE = 15 * "----" + "---"

# For each kind of float: bits of the exponent, bits of the fraction, decimal digits.
_FLOATS = {"float16": (5, 10, 3), "float32": (8, 23, 6), "float64": (11, 52, 15)}


def _dtype_of(x: Any) -> Any:
    """The dtype of a number or an array, or the one that is named."""
    try:
        return _core.dtype(x)
    except TypeError:
        return as_array(x).dtype


class finfo:  # noqa: N801 -- NumPy's name
    """What floats of a dtype, or the parts of complex numbers, can be.

    bits, dtype; max, min: the largest and the lowest float; eps: from 1 to the next one; epsneg:
    from 1 to the one before; smallest_normal (tiny), smallest_subnormal; precision: how many
    decimal digits are kept, resolution: 10 to the power of minus that; nmant, nexp (iexp): the bits
    of the fraction and the exponent; maxexp, minexp, machep, negep: powers of two for 1 beyond max,
    tiny, eps and epsneg.
    """

    def __init__(self, dtype: Any) -> None:
        given = _dtype_of(dtype)
        if given.kind not in "fc":
            raise ValueError(f"data type {given.type!r} not inexact")
        name = f"float{4 * given.itemsize}" if given.kind == "c" else given.name
        self.dtype = _core.dtype(name)
        self.nexp, self.nmant, self.precision = _FLOATS[name]
        self.iexp, self.bits = self.nexp, 8 * self.dtype.itemsize
        self.maxexp = 2 ** (self.nexp - 1)
        self.minexp, self.machep, self.negep = 2 - self.maxexp, -self.nmant, -self.nmant - 1
        self._set_values(self.dtype.type)

    def _set_values(self, float_of: Any) -> None:
        self.eps, self.epsneg = float_of(2.0**self.machep), float_of(2.0**self.negep)
        self.max = float_of((2.0 - 2.0**self.machep) * 2.0 ** (self.maxexp - 1))
        self.min = -self.max
        self.smallest_normal = self.tiny = float_of(2.0**self.minexp)
        self.smallest_subnormal = float_of(2.0 ** (self.minexp - self.nmant))
        self.resolution = float_of(float(f"1e-{self.precision}"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, finfo) and bool(self.dtype == other.dtype)

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution!s}, min={self.min!s}, max={self.max!s}, "
            f"dtype={self.dtype})"
        )

    def __str__(self) -> str:
        lines = [
            f"Machine parameters for {self.dtype}",
            _RULE,
            f"precision = {self.precision}   resolution = {self.resolution!s}",
            f"machep = {self.machep}   eps =        {self.eps!s}",
            f"negep =  {self.negep}   epsneg =     {self.epsneg!s}",
            f"minexp = {self.minexp}   tiny =       {self.tiny!s}",
            f"maxexp = {self.maxexp}   max =        {self.max!s}",
            f"nexp =   {self.nexp}   min =        -max",
            f"smallest_normal = {self.smallest_normal!s}   "
            f"smallest_subnormal = {self.smallest_subnormal!s}",
            _RULE,
            "",
        ]
        return "\n".join(lines)


class iinfo:  # noqa: N801 -- NumPy's name
    """What integers of a dtype can be: bits, dtype, kind, key; max, min: both bounds, as int."""

    def __init__(self, int_type: Any) -> None:
        self.dtype = _dtype_of(int_type)
        self.kind, self.bits = self.dtype.kind, 8 * self.dtype.itemsize
        if self.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.kind!r}.")
        self.key = f"{self.kind}{self.bits}"
        signed = self.kind == "i"
        self.min = -(2 ** (self.bits - 1)) if signed else 0
        self.max = 2 ** (self.bits - signed) - 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, iinfo) and bool(self.dtype == other.dtype)

    def __hash__(self) -> int:
        return hash(self.dtype)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"

    def __str__(self) -> str:
        lines = [f"Machine parameters for {self.dtype}", _RULE, f"min = {self.min}"]
        return "\n".join([*lines, f"max = {self.max}", _RULE, ""])


# ---- Kinds ----

KINDS = {
    "bool": "b",
    "signed integer": "i",
    "unsigned integer": "u",
    "integral": "iu",
    "real floating": "f",
    "complex floating": "c",
    "numeric": "iufc",
}


def isscalar(element: Any) -> bool:
    """Whether an object is a number, a str, bytes or a scalar, and no array."""
    return isinstance(element, (_core.generic, int, float, complex, str, bytes, memoryview))


def iscomplexobj(x: Any) -> bool:
    """Whether an object is a complex number or an array of them, whatever their parts are."""
    dtype = getattr(x, "dtype", None)
    return bool((as_array(x).dtype if dtype is None else dtype).kind == "c")


def isrealobj(x: Any) -> bool:
    """Whether an object is neither a complex number nor an array of them."""
    return not iscomplexobj(x)


def iscomplex(x: Any) -> Any:
    """Whether items have an imaginary part other than 0."""
    x = as_array(x)
    if x.dtype.kind == "c":
        return _core.not_equal(x.imag, 0)
    return _core.zeros(x.shape, dtype=bool)[()]


def isreal(x: Any) -> Any:
    """Whether items have no imaginary part other than 0."""
    x = as_array(x)
    return _core.equal(x.imag if x.dtype.kind == "c" else _core.zeros(x.shape), 0)


def common_type(*arrays: Any) -> Any:
    """The scalar type of floats, or of complex numbers, that hold the items of all arrays."""
    dtypes = [as_array(a).dtype for a in arrays]
    if any(dtype.kind == "b" for dtype in dtypes):
        raise TypeError("can't get common type for non-numeric array")
    floats = [_core.dtype(float) if dtype.kind in "iu" else dtype for dtype in dtypes]
    return _core.result_type("float16", *floats).type
