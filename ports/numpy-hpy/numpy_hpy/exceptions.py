"""numpy_hpy/exceptions.py: the exceptions and warnings that NumPy has of its own."""

from __future__ import annotations

__all__ = [
    "AxisError",
    "ComplexWarning",
    "DTypePromotionError",
    "ModuleDeprecationWarning",
    "RankWarning",
    "TooHardError",
    "VisibleDeprecationWarning",
]


class AxisError(ValueError, IndexError):
    """An axis is not one of the array's.

    axis, ndim: the axis that was asked for, and how many there are; both are None if the exception
    was made of a text.
    """

    __slots__ = ("_prefix", "axis", "ndim")

    axis: int | None
    ndim: int | None

    def __init__(
        self, axis: int | str, ndim: int | None = None, msg_prefix: str | None = None
    ) -> None:
        self._prefix: str | None
        if ndim is None and msg_prefix is None:
            self._prefix, self.axis, self.ndim = str(axis), None, None
        else:
            self._prefix, self.axis, self.ndim = msg_prefix, int(axis), ndim

    def __str__(self) -> str:
        """Return what is wrong."""
        if self.axis is None:
            return str(self._prefix)
        text = f"axis {self.axis} is out of bounds for array of dimension {self.ndim}"
        return text if self._prefix is None else f"{self._prefix}: {text}"


class ComplexWarning(RuntimeWarning):
    """The imaginary part of a complex number was thrown away."""


class DTypePromotionError(TypeError):
    """There is no dtype to which several ones could be promoted."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A module is deprecated."""


class RankWarning(RuntimeWarning):
    """A matrix has less rank than it should."""


class TooHardError(RuntimeError):
    """A question would take too long to answer."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users see."""
