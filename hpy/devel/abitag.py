# hpy/devel/abitag.py: how the file names of extension modules tell their ABI.
"""File name suffixes of extension modules: ``.hpy0.so``, ``.hpy0-cp311.so`` and the interpreter's.

A universal binary is named after the ABI of HPy alone, a hybrid one after the interpreter too.
"""

from __future__ import annotations

import re
import sysconfig

from .abi import check_abi
from .version import HPY_ABI_TAG, HPY_ABI_VERSION, HPY_ABI_VERSION_MINOR

__all__ = [
    "HPY_ABI_TAG",
    "HPY_ABI_VERSION",
    "HPY_ABI_VERSION_MINOR",
    "get_hpy_ext_suffix",
    "parse_ext_suffix",
]

# How many parts of a "soabi" name the interpreter; the rest names the platform. The first
# prefix that matches counts; a soabi that matches none is taken whole.
_PARTS_BY_PREFIX = (("cpython", 2), ("cp", 1), ("pypy", 2), ("graalpy", 3))


def _interpreter_suffix() -> str:
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    if not isinstance(suffix, str):
        raise ValueError("sysconfig knows no EXT_SUFFIX: pass the interpreter's suffix explicitly")
    return suffix


def _interpreter_tag(soabi: str) -> str:
    for prefix, count in _PARTS_BY_PREFIX:
        if soabi.startswith(prefix):
            tag = "-".join(soabi.split("-")[:count])
            return re.sub("^cpython-", "cp", tag)
    return soabi


def parse_ext_suffix(ext_suffix: str | None = None) -> tuple[str, str]:
    """Split an ``EXT_SUFFIX`` (default: this interpreter's) into interpreter tag and extension.

    >>> parse_ext_suffix(".cpython-311-x86_64-linux-gnu.so")
    ('cp311', 'so')

    Raise ValueError unless it has the shape ``.<soabi>.<extension>``.
    """
    if ext_suffix is None:
        ext_suffix = _interpreter_suffix()
    before, *parts = ext_suffix.split(".")
    if before or len(parts) != 2 or not all(parts):
        raise ValueError(f"EXT_SUFFIX {ext_suffix!r}: expected the shape '.<soabi>.<extension>'")
    soabi, extension = parts
    return _interpreter_tag(soabi), extension


def get_hpy_ext_suffix(hpy_abi: str, ext_suffix: str | None = None) -> str:
    """Return the suffix of an extension module built for ``hpy_abi``.

    ``ext_suffix`` is the interpreter's ``EXT_SUFFIX``, by default the running one's.
    Raise ValueError for an unknown ABI.
    """
    check_abi(hpy_abi, "get_hpy_ext_suffix")
    if ext_suffix is None:
        ext_suffix = _interpreter_suffix()
    if hpy_abi == "cpython":
        return ext_suffix
    tag, extension = parse_ext_suffix(ext_suffix)
    if hpy_abi == "universal":
        return f".{HPY_ABI_TAG}.{extension}"
    return f".{HPY_ABI_TAG}-{tag}.{extension}"
