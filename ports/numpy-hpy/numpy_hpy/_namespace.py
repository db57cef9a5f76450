"""numpy_hpy/_namespace.py: what the array API asks of a library: names, and what it can do."""

from __future__ import annotations

import sys
from typing import Any

from . import _core
from ._arguments import check_device
from ._numbers import KINDS

__all__ = ["ScalarType", "little_endian", "typecodes"]

# Characters of dtypes by kind, scalar types, and the order of bytes.
typecodes = {
    "Character": "",
    "Integer": "bhilqnp",
    "UnsignedInteger": "BHILQNP",
    "Float": "efd",
    "Complex": "FD",
    "AllInteger": "bBhHiIlLqQnNpP",
    "AllFloat": "efdFD",
    "Datetime": "",
    "All": "?bhilqnpBHILQNPefdFD",
}
little_endian = sys.byteorder == "little"

_NAMES = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float32", "float64", "complex64", "complex128"),
)


ScalarType = (
    *(int, float, complex, bool, bytes, str, memoryview),
    *(_core.dtype(name).type for name in (*_NAMES, "float16")),
)


class ArrayNamespaceInfo:
    """What this library can do, in the words of the array API."""

    def capabilities(self) -> dict[str, Any]:
        """What arrays can do: indexing by bools, shapes that depend on data; how many axes."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> str:
        """Where arrays are if nobody says so."""
        return "cpu"

    def default_dtypes(self, *, device: str | None = None) -> dict[str, Any]:
        """The dtypes of arrays of Python's numbers, for each kind."""
        check_device(device)
        names = {"real floating": "float64", "complex floating": "complex128"}
        names.update(integral="int64", indexing="int64")
        return {kind: _core.dtype(name) for kind, name in names.items()}

    def dtypes(
        self, *, device: str | None = None, kind: str | tuple[str, ...] | None = None
    ) -> dict[str, Any]:
        """The dtypes of a kind, or of several ones, by name; None is all of them."""
        check_device(device)
        chosen = ""
        for name in (kind,) if isinstance(kind, str) else kind or tuple(KINDS):
            if name not in KINDS:
                raise ValueError(f"unsupported kind: {kind!r}")
            chosen += KINDS[name]
        result = {name: _core.dtype(name) for name in _NAMES}
        return {name: dtype for name, dtype in result.items() if dtype.kind in chosen}

    def devices(self) -> list[str]:
        """Where arrays can be."""
        return ["cpu"]


def array_namespace_info() -> ArrayNamespaceInfo:
    """An object that tells what this library can do."""
    return ArrayNamespaceInfo()
