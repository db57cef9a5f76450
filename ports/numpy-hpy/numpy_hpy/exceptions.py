"""numpy_hpy/exceptions.py: the exceptions and warnings that NumPy has of its own."""

from __future__ import annotations

from ._core import AxisError

__all__ = ["AxisError", "ComplexWarning", "RankWarning", "VisibleDeprecationWarning"]


class ComplexWarning(RuntimeWarning):
    """The imaginary part of a complex number was thrown away."""


class RankWarning(RuntimeWarning):
    """A matrix has less rank than it should."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that users see."""
