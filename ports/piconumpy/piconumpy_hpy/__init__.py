"""ports/piconumpy/piconumpy_hpy: arrays of doubles, as small as can be, on HPy."""

from piconumpy_hpy._array import array, empty, zeros

__all__ = ["array", "empty", "zeros"]
