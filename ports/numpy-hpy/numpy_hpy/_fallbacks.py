"""numpy_hpy/_fallbacks.py: methods that arrays and scalars have anyway where slots give them.

PyPy 7.3.19 makes no reflected operators of the slots of an extension type, iterates over whatever
has `__getitem__`, and cannot pickle functions of extension modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Callable

from . import _core
from ._arguments import as_array

__all__ = ["attach"]

_OPERATORS = {
    "add": _core.add,
    "sub": _core.subtract,
    "mul": _core.multiply,
    "matmul": _core.matmul,
    "truediv": _core.divide,
    "floordiv": _core.floor_divide,
    "mod": _core.remainder,
    "divmod": _core.divmod,
    "pow": _core.power,
    "lshift": _core.left_shift,
    "rshift": _core.right_shift,
    "and": _core.bitwise_and,
    "or": _core.bitwise_or,
    "xor": _core.bitwise_xor,
}


_NUMBERS = (int, float, complex, _core.ndarray, _core.generic)
_SEQUENCES = (list, tuple, bytes, bytearray)


def _reflected(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The method that is called with the right operand first."""

    def method(self: Any, other: Any) -> Any:
        if not isinstance(other, _NUMBERS):
            try:
                other = as_array(other)
            except TypeError:
                return NotImplemented
        return function(other, self)

    return method


def _repeated(self: Any, other: Any) -> Any:
    """A sequence times a scalar, which may be its count, is left to the sequence."""
    if isinstance(other, _SEQUENCES):
        return NotImplemented
    return _reflected_multiply(self, other)


_reflected_multiply = _reflected(_core.multiply)


def _iterate(self: Any) -> Iterator[Any]:
    if self.ndim == 0:
        raise TypeError("iteration over a 0-d array")
    return (self[i] for i in range(len(self)))


def _scalar(dtype: Any, data: bytes) -> Any:
    """The scalar whose memory looks so: what pickles call."""
    return _core.scalar(dtype, data)


def _reduce(self: Any) -> tuple[Any, ...]:
    return _scalar, (self.dtype, self.tobytes())


def _family(kind: type) -> list[type]:
    """A type and all that are derived from it."""
    return [kind, *(member for child in kind.__subclasses__() for member in _family(child))]


def attach() -> None:
    """Give the types what the runtime did not make of their slots."""
    array: Any = _core.ndarray
    if "__rmul__" in vars(array):
        return
    array.__iter__ = _iterate
    for kind in [array, *_family(_core.generic)]:
        for name, function in _OPERATORS.items():
            # That of float is not the one for a float64.
            if f"__{name}__" in vars(kind):
                setattr(kind, f"__r{name}__", _reflected(function))
        if kind is not array:
            kind.__rmul__ = _repeated  # type: ignore[attr-defined]
            kind.__iter__ = None  # type: ignore[attr-defined]
            kind.__reduce__ = _reduce  # type: ignore[method-assign]


attach()
