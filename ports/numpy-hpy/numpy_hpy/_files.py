"""numpy_hpy/_files.py: items in files and texts."""

from __future__ import annotations

import os
import pickle
import re
from pathlib import Path
from typing import Any

from . import _core
from ._core import ndarray

__all__ = ["fromfile", "fromstring"]

# ---- To files ----


def _opened(file: Any, mode: str) -> tuple[Any, bool]:
    """A file object, and whether it was opened here."""
    if hasattr(file, "read") or hasattr(file, "write"):
        return file, False
    return Path(os.fsdecode(file)).open(mode), True


def tofile(self: ndarray, fid: Any, /, sep: str = "", format: str = "%s") -> None:  # noqa: A002
    """Write the items in C order to a file: a name, a path, or a binary file object.

    They are bytes as they are in memory, or with a separator texts that `format` makes of them.
    """
    if sep:
        data = sep.join(format % (item,) for item in self.reshape(-1).tolist()).encode()
    else:
        data = self.tobytes()
    file, is_own = _opened(fid, "wb")
    try:
        file.write(data)
    finally:
        if is_own:
            file.close()


def dumps(self: ndarray, /) -> bytes:
    """Return the array as a pickle."""
    return pickle.dumps(self, protocol=2)


def dump(self: ndarray, /, file: Any) -> None:
    """Write the array as a pickle to a file: a name, a path, or a binary file object."""
    opened, is_own = _opened(file, "wb")
    try:
        opened.write(dumps(self))
    finally:
        if is_own:
            opened.close()


# ---- From files and texts ----


def fromfile(
    file: Any,
    dtype: Any = None,
    count: int = -1,
    sep: str = "",
    offset: int = 0,
    *,
    like: Any = None,
) -> Any:
    """An array of one dimension of items in a file, as tofile writes them.

    `count` is how many, -1 for all that are there; `offset` in bytes is from where the file stands.
    """
    if offset and sep:
        raise TypeError("'offset' argument only permitted for binary files")
    wanted = _core.dtype(float if dtype is None else dtype)
    opened, is_own = _opened(file, "rb")
    try:
        if offset:
            opened.seek(offset, os.SEEK_CUR)
        if sep:
            return _parsed(opened.read().decode("latin-1"), wanted, count, sep)
        data = opened.read() if count < 0 else opened.read(count * wanted.itemsize)
    finally:
        if is_own:
            opened.close()
    whole = len(data) - len(data) % wanted.itemsize
    return _core.frombuffer(data[:whole], dtype=wanted).copy()


def fromstring(
    string: Any, dtype: Any = None, count: int = -1, *, sep: str, like: Any = None
) -> Any:
    """An array of one dimension of the numbers in a text, which `sep` stands between."""
    if not sep:
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    text = string.decode("latin-1") if isinstance(string, (bytes, bytearray)) else string
    return _parsed(text, _core.dtype(float if dtype is None else dtype), count, sep)


def _pattern(sep: str) -> str:
    """A separator as a pattern: spaces in it stand for any number of them."""
    if not sep.strip():
        return r"\s+"
    return r"\s*" + r"\s*".join(map(re.escape, sep.split())) + r"\s*"


def _parsed(text: str, dtype: Any, count: int, sep: str) -> Any:
    text = text.strip()
    words = re.split(_pattern(sep), text) if text else []
    if words and not words[-1]:
        words.pop()  # What ends with a separator has no item behind it.
    words = words if count < 0 else words[:count]
    kind: Any = {"b": lambda word: bool(int(word)), "f": float, "c": complex}.get(dtype.kind, int)
    try:
        return _core.array([kind(word) for word in words], dtype=dtype)
    except ValueError:
        raise ValueError(
            "string or file could not be read to its end due to unmatched data"
        ) from None
