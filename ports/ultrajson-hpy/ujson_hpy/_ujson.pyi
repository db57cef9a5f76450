"""ports/ultrajson-hpy/ujson_hpy/_ujson.pyi: the types of what src/module.c defines."""

from collections.abc import Callable
from typing import Any, Protocol, SupportsIndex

class _Writer(Protocol):
    def write(self, text: str, /) -> object: ...

class _Reader(Protocol):
    def read(self) -> str | bytes | bytearray: ...

def dumps(
    obj: object,
    ensure_ascii: bool = True,
    encode_html_chars: bool = False,
    escape_forward_slashes: bool = True,
    sort_keys: bool = False,
    indent: SupportsIndex = 0,
    allow_nan: bool = True,
    reject_bytes: bool = True,
    default: Callable[[Any], object] | None = None,
    separators: tuple[str, str] | None = None,
) -> str: ...
def loads(obj: str | bytes | bytearray) -> Any: ...
def dump(
    obj: object,
    fp: _Writer,
    /,
    *,
    ensure_ascii: bool = True,
    encode_html_chars: bool = False,
    escape_forward_slashes: bool = True,
    sort_keys: bool = False,
    indent: SupportsIndex = 0,
    allow_nan: bool = True,
    reject_bytes: bool = True,
    default: Callable[[Any], object] | None = None,
    separators: tuple[str, str] | None = None,
) -> None: ...
def load(fp: _Reader, /) -> Any: ...

# Other names of the same.
encode = dumps
decode = loads
