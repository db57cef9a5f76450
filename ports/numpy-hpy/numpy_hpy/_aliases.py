"""numpy_hpy/_aliases.py: names of the array API, and others, for functions with another one."""
# ruff: noqa: A001 -- the names are those of the standard.

from __future__ import annotations

from . import _core, _functions

__all__ = [
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "bitwise_invert",
    "bitwise_left_shift",
    "bitwise_not",
    "bitwise_right_shift",
    "concat",
    "conj",
    "mod",
    "permute_dims",
    "pow",
    "true_divide",
]

abs = _core.absolute
acos = _core.arccos
acosh = _core.arccosh
asin = _core.arcsin
asinh = _core.arcsinh
atan = _core.arctan
atan2 = _core.arctan2
atanh = _core.arctanh
bitwise_invert = _core.invert
bitwise_left_shift = _core.left_shift
bitwise_not = _core.invert
bitwise_right_shift = _core.right_shift
concat = _core.concatenate
conj = _core.conjugate
mod = _core.remainder
pow = _core.power
true_divide = _core.divide
permute_dims = _functions.transpose
