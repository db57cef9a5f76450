"""JSON, fast: ujson on HPy."""

from __future__ import annotations

from ujson_hpy._error import JSONDecodeError
from ujson_hpy._ujson import decode, dump, dumps, encode, load, loads

__version__ = "1.0.0.dev0"

__all__ = ["JSONDecodeError", "decode", "dump", "dumps", "encode", "load", "loads"]
