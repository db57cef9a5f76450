"""ports/piconumpy/piconumpy_hpy/_array.pyi: the types of what src/array.c defines."""

from typing import SupportsFloat, SupportsIndex, TypeAlias, final

_Number: TypeAlias = SupportsFloat | SupportsIndex

@final
class array:  # noqa: N801
    """A row of doubles from a list."""

    def __new__(cls, data: list[_Number] | list[float] | list[int]) -> array: ...
    @property
    def size(self) -> int:
        """Number of items."""
    def tolist(self) -> list[float]:
        """Return the items as a list of floats."""
    def __len__(self) -> int: ...
    def __getitem__(self, index: SupportsIndex, /) -> float: ...
    def __setitem__(self, index: SupportsIndex, value: _Number, /) -> None: ...
    def __add__(self, other: array, /) -> array: ...
    def __radd__(self, other: array, /) -> array: ...
    def __mul__(self, factor: _Number, /) -> array: ...
    def __rmul__(self, factor: _Number, /) -> array: ...
    def __truediv__(self, divisor: _Number, /) -> array: ...

def empty(size: SupportsIndex, /) -> array:
    """Make an array whose items are arbitrary."""

def zeros(size: SupportsIndex, /) -> array:
    """Make an array whose items are 0.0."""
