# hpy/devel/pyproject.py: the table [tool.hpy] of pyproject.toml, which declares HPy extensions.
"""HPy extensions that are declared in ``pyproject.toml``.

The table has the shape of setuptools' own ``[[tool.setuptools.ext-modules]]``::

    [[tool.hpy.ext-modules]]
    name = "package.module"
    sources = ["src/module.c"]

Each key is an argument of :class:`setuptools.Extension`, written with dashes.
"""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from typing import Any

from setuptools import Distribution, Extension
from setuptools.errors import SetupError

__all__ = ["finalize", "read_extensions"]

_FILE = "pyproject.toml"

_STRING, _STRINGS, _MACROS, _BOOLEAN = "a string", "a list of strings", "a list of macros", "a bool"

_KEYS = {
    "name": _STRING,
    "sources": _STRINGS,
    "include-dirs": _STRINGS,
    "define-macros": _MACROS,
    "undef-macros": _STRINGS,
    "library-dirs": _STRINGS,
    "libraries": _STRINGS,
    "runtime-library-dirs": _STRINGS,
    "extra-objects": _STRINGS,
    "extra-compile-args": _STRINGS,
    "extra-link-args": _STRINGS,
    "export-symbols": _STRINGS,
    "depends": _STRINGS,
    "language": _STRING,
    "optional": _BOOLEAN,
}


def read_extensions(path: Path) -> list[Extension]:
    """Return the extensions that the file ``path`` declares, if it exists and declares any.

    Raise SetupError for a table that is not understood.
    """
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    # This runs in every build where hpy is installed: a project without the table pays nothing.
    if not re.search(r"""tool\s*\.\s*["']?hpy\b""", text):
        return []
    table = _parse(text).get("tool", {}).get("hpy", {})
    _check_keys(table, {"ext-modules"}, "[tool.hpy]")
    declared = table.get("ext-modules", [])
    if not isinstance(declared, list):
        raise _error("[tool.hpy]", "write one table [[tool.hpy.ext-modules]] for each extension")
    return [_extension(item, number) for number, item in enumerate(declared, 1)]


def _parse(text: str) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


def _extension(table: Any, number: int) -> Extension:
    where = f"[[tool.hpy.ext-modules]] number {number}"
    _check_keys(table, set(_KEYS), where)
    for key in ("name", "sources"):
        if key not in table:
            raise _error(where, f"the key {key!r} is missing")
    for key, value in table.items():
        if not _has_shape(value, _KEYS[key]):
            raise _error(where, f"{key!r}: expected {_KEYS[key]}, got {value!r}")
    arguments = {key.replace("-", "_"): value for key, value in table.items()}
    if "define-macros" in table:
        arguments["define_macros"] = [(*macro, None)[:2] for macro in table["define-macros"]]
    return Extension(**arguments)


def _check_keys(table: Any, known: set[str], where: str) -> None:
    if not isinstance(table, dict):
        raise _error(where, f"expected a table, got {table!r}")
    for key in table:
        if key in known:
            continue
        similar = difflib.get_close_matches(key.replace("_", "-"), known, n=1)
        hint = f"did you mean {similar[0]!r}?" if similar else f"known are {sorted(known)}"
        raise _error(where, f"unknown key {key!r}: {hint}")


def _has_shape(value: object, shape: str) -> bool:
    if shape == _STRING:
        return isinstance(value, str)
    if shape == _BOOLEAN:
        return isinstance(value, bool)
    if not isinstance(value, list):
        return False
    if shape == _STRINGS:
        return all(isinstance(item, str) for item in value)
    return all(_is_macro(item) for item in value)


def _is_macro(item: object) -> bool:
    """Tell whether ``item`` is ``["NAME"]`` or ``["NAME", "value"]``."""
    if not isinstance(item, list) or len(item) not in (1, 2):
        return False
    return all(isinstance(part, str) for part in item)


def _error(where: str, message: str) -> SetupError:
    return SetupError(f"{_FILE}: {where}: {message}")


def finalize(dist: Distribution) -> None:
    """Give ``dist`` the extensions of its ``pyproject.toml`` (an entry point of setuptools)."""
    from .distribution import add_extensions

    extensions = read_extensions(Path(dist.src_root or ".", _FILE))
    if extensions:
        add_extensions(dist, extensions, _FILE)


# After the keywords of setup(), which are taken at order 0.
vars(finalize)["order"] = 10
