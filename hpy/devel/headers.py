# hpy/devel/headers.py: where the headers of HPy are, and how a compiler is told to use them.
"""Include directories and macros: all that a build needs, since HPy is a set of headers."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from .abi import check_abi, macro

__all__ = ["FORBID_PYTHON_H", "INCLUDE", "PACKAGE", "cflags", "include_dirs", "macros"]

#: The directory of the package ``hpy``.
PACKAGE = Path(__file__).resolve().parent.parent

#: The directory that holds ``hpy.h``.
INCLUDE = PACKAGE / "include"

#: The directory whose ``Python.h`` is a compile error.
FORBID_PYTHON_H = INCLUDE / "hpy" / "forbid_python_h"


def include_dirs(abi: str) -> list[str]:
    """Return the directories to search first, in order; ``Python.h`` itself is not our affair."""
    check_abi(abi, "include_dirs")
    if abi == "universal":
        return [str(FORBID_PYTHON_H), str(INCLUDE)]
    return [str(INCLUDE)]


def macros(abi: str) -> list[str]:
    """Return the names of the macros to define, all of them without a value."""
    return ["HPY", macro(abi)]


def cflags(abi: str) -> list[str]:
    """Return the compiler options of a build without setuptools.

    Except in the universal ABI, they find the ``Python.h`` of the running interpreter too.
    """
    directories = include_dirs(abi)
    if abi != "universal":
        paths = sysconfig.get_paths()
        directories += dict.fromkeys([paths["include"], paths["platinclude"]])
    return [f"-I{path}" for path in directories] + [f"-D{name}" for name in macros(abi)]
