"""numpy_hpy/_methods.py: methods of arrays that are written in Python, as speed does not matter."""
# ruff: noqa: A002, N801 -- the names are NumPy's.

from __future__ import annotations

import sys
import types
from collections.abc import Collection
from typing import Any

from numpy_hpy import _comparison, _core, _files, _linear, _printing
from numpy_hpy._core import ndarray

# The bits of ndarray._flags, in the order in which NumPy prints them.
_FLAGS = {
    "C_CONTIGUOUS": 1,
    "F_CONTIGUOUS": 2,
    "OWNDATA": 16,
    "WRITEABLE": 8,
    "ALIGNED": 4,
    "WRITEBACKIFCOPY": 0,
}
_SHORT = {"C": "C_CONTIGUOUS", "F": "F_CONTIGUOUS", "O": "OWNDATA", "W": "WRITEABLE",
          "A": "ALIGNED", "X": "WRITEBACKIFCOPY"}  # fmt: skip


# What the bits are in NumPy's number.
_NUMBERS = (1, 2, 256, 1024, 4)


class flagsobj:
    """How an array lies in memory: attributes like `c_contiguous`, and items like 'WRITEABLE'."""

    __slots__ = ("_array",)

    def __init__(self, array: ndarray) -> None:
        self._array = array

    def __getitem__(self, key: str) -> bool:
        name = _SHORT.get(key, key)
        if name == "FORC":
            return bool(self.forc)
        if name == "FNC":
            return bool(self.fnc)
        if name not in _FLAGS:
            raise KeyError("Unknown flag")
        return bool(self._array._flags & _FLAGS[name])

    def __setitem__(self, key: str, value: bool) -> None:
        if _SHORT.get(key, key) != "WRITEABLE":
            raise KeyError("Unknown flag")
        self._array.setflags(write=value)

    c_contiguous = property(lambda self: self["C_CONTIGUOUS"], doc="Are items in C order, no gaps?")
    contiguous = c_contiguous
    f_contiguous = property(lambda self: self["F_CONTIGUOUS"], doc="Are items in F order, no gaps?")
    fortran = f_contiguous
    owndata = property(lambda self: self["OWNDATA"], doc="Is the memory the array's own?")
    aligned = property(lambda self: self["ALIGNED"], doc="Is each item aligned for its dtype?")
    writebackifcopy = property(lambda self: False, doc="Always False: there are no such copies.")
    writeable = property(
        lambda self: self["WRITEABLE"],
        lambda self, value: self._array.setflags(write=value),
        doc="Can items be set? May be set itself.",
    )
    forc = property(lambda self: self._array._flags & 3 != 0, doc="In C or F order, no gaps?")
    behaved = property(lambda self: self._array._flags & 12 == 12, doc="Aligned and writeable?")
    carray = property(lambda self: self._array._flags & 13 == 13, doc="Behaved, in C order?")
    farray = property(lambda self: self._array._flags & 15 == 14, doc="Behaved, only in F order?")
    num = property(lambda self: sum(_NUMBERS[i] for i in range(5) if self._array._flags >> i & 1),
                   doc="The flags as NumPy's number.")  # fmt: skip
    fnc = property(lambda self: self._array._flags & 3 == 2, doc="In F order, and not in C order?")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, flagsobj) and self._array._flags == other._array._flags

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "".join(f"  {name} : {self[name]}\n" for name in _FLAGS)


def _format(self: ndarray, spec: str) -> str:
    """Format the only item of a 0-d array; others have no format but the empty one."""
    if self.ndim == 0:
        return format(self[()], spec)
    if spec:
        raise TypeError("unsupported format string passed to numpy_hpy.ndarray.__format__")
    return str(self)


def _rebuild(data: bytes, dtype: str, shape: tuple[int, ...], order: str) -> ndarray:
    """Return the array that was pickled."""
    return _core.frombuffer(data, dtype=dtype).reshape(shape, order=order).copy(order)


def _reduce(self: ndarray) -> tuple[Any, ...]:
    """Return how to make the array again: from its bytes."""
    order = "F" if self.flags.fnc else "C"
    return _rebuild, (self.tobytes(order), self.dtype.str, self.shape, order)


def _deepcopy(self: ndarray, memo: dict[int, Any] | None = None) -> ndarray:
    """Return a copy, in the same order."""
    return self.copy(order="K")


def _array_namespace(self: ndarray, *, api_version: str | None = None) -> Any:
    """Return numpy_hpy, the namespace of the array API standard.

    Raise ValueError for a version of the standard that it does not follow.
    """
    if api_version not in (None, "2021.12", "2022.12", "2023.12", "2024.12"):
        raise ValueError(
            f'Version "{api_version}" of the Array API Standard is not supported: the newest is '
            "2024.12"
        )
    return sys.modules[__package__]


def _to_device(self: ndarray, device: str, /, *, stream: Any = None) -> ndarray:
    """Return the array itself: the only device is "cpu". Raise ValueError for another one."""
    if stream is not None:
        raise ValueError("The stream argument in to_device() is not supported")
    if device != "cpu":
        raise ValueError(f"Unsupported device: {device}.")
    return self


def _round(self: ndarray, /, decimals: int = 0, out: ndarray | None = None) -> Any:
    """Return the items rounded to so many digits behind the point."""
    return _comparison.round(self, decimals, out)


def _clip(
    self: ndarray, /, min: Any = None, max: Any = None, out: ndarray | None = None, **kwargs: Any
) -> Any:
    """Return the items, those below a minimum and above a maximum replaced by it."""
    return _comparison.clip(self, min, max, out, **kwargs)


def _conjugate(self: ndarray, /) -> Any:
    """Return the complex conjugates of the items; reals are returned as they are."""
    return _core.conjugate(self) if self.dtype.kind == "c" else self


def _trace(
    self: ndarray,
    /,
    offset: int = 0,
    axis1: int = 0,
    axis2: int = 1,
    dtype: Any = None,
    out: ndarray | None = None,
) -> Any:
    """Return the sum of the items on a diagonal of two axes."""
    return _linear.trace(self, offset, axis1, axis2, dtype, out)


def _byteswap(self: ndarray, /, inplace: bool = False) -> ndarray:
    """Return a copy of the items with their bytes in reverse order, or swap those of the array."""
    parts = 2 if self.dtype.kind == "c" else 1
    data = self.tobytes()
    size = self.itemsize // parts
    swapped = b"".join(data[i : i + size][::-1] for i in range(0, len(data), size))
    result = _core.frombuffer(swapped, dtype=self.dtype).reshape(self.shape)
    target = self if inplace else self.copy("K")
    target[...] = result
    return target


def _as_array(self: ndarray, dtype: Any = None, /, *, copy: bool | None = None) -> ndarray:
    """Return the array itself, or a copy if `copy`, or if it has another dtype.

    Raise ValueError if a copy is needed and `copy` is False.
    """
    return _core.array(self, dtype=dtype, copy=copy)


def _part(self: ndarray, dtype: Any, offset: int) -> ndarray:
    """Return a view of some bytes of each item, as items of another dtype."""
    wanted = _core.dtype(dtype)
    if wanted.itemsize > self.itemsize:
        raise ValueError("new type is larger than original type")
    if offset < 0:
        raise ValueError("offset is negative")
    if offset + wanted.itemsize > self.itemsize:
        raise ValueError("new type plus offset is larger than original type")
    data = self[..., None].view("uint8")[..., offset : offset + wanted.itemsize]
    part: ndarray = data.view(wanted)[..., 0]
    return part


def _getfield(self: ndarray, /, dtype: Any, offset: int = 0) -> ndarray:
    """Return a view of some bytes of each item, from `offset` on, as items of another dtype."""
    return _part(self, dtype, offset)


def _setfield(self: ndarray, val: Any, /, dtype: Any, offset: int = 0) -> None:
    """Set some bytes of each item, from `offset` on, to those of values of another dtype."""
    if not self.flags.writeable:
        raise ValueError("assignment destination is read-only")
    _part(self, dtype, offset)[...] = val


@classmethod  # type: ignore[misc]
def _class_getitem(cls: type, item: Any, /) -> Any:
    """Return ndarray[shape, dtype], for annotations."""
    return types.GenericAlias(cls, item)


def attach() -> None:
    """Give ndarray its methods."""
    array: Any = ndarray
    array.flags = property(flagsobj, doc="How the array lies in memory.")
    array.device = property(lambda self: "cpu", doc='Where the memory is: always "cpu".')
    array.to_device = _to_device
    array.__array_namespace__ = _array_namespace
    array.round, array.clip = _round, _clip
    array.conj = array.conjugate = _conjugate
    array.trace, array.byteswap = _trace, _byteswap
    array.getfield, array.setfield = _getfield, _setfield
    array.tofile, array.dump, array.dumps = _files.tofile, _files.dump, _files.dumps
    array.__array__, array.__class_getitem__ = _as_array, _class_getitem
    array.data = property(memoryview, doc="The memory of the items, a memoryview.")
    array.__repr__ = _printing.array_repr
    array.__str__ = _printing.array_str
    array.__format__ = _format
    array.__copy__ = lambda self: self.copy(order="K")
    array.__deepcopy__ = _deepcopy
    array.__reduce__ = _reduce
    array.__hash__ = None
    # Arrays are iterated over by their items: there is no __iter__ that tells.
    Collection.register(array)
    _core.dtype.__class_getitem__ = _class_getitem  # type: ignore[attr-defined]
    _core.number.__class_getitem__ = _class_getitem  # type: ignore[attr-defined]


attach()
