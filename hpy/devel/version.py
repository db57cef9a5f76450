# hpy/devel/version.py: the versions of HPy and of its ABI, read from the header that states them.
"""The version of HPy, as stated by the header ``hpy/version.h``.

A ``setup.py`` that cannot import the package yet may run this file with :func:`runpy.run_path`.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

__all__ = ["HPY_ABI_TAG", "HPY_ABI_VERSION", "HPY_ABI_VERSION_MINOR"]

_HEADER = Path(__file__).resolve().parent.parent / "include" / "hpy" / "version.h"
_DEFINE = re.compile(r'^#define (\w+) "?([^"\n]+)"?$', re.MULTILINE)


def _git_revision() -> str:
    """Return what the build wrote down about its checkout, if it was made from one."""
    try:
        revision: str = import_module("hpy.devel._revision").GIT_REVISION
    except ImportError:
        return "unknown"
    return revision


_macros = dict(_DEFINE.findall(_HEADER.read_text(encoding="utf-8")))

#: The version of the distribution ``hpy``.
__version__: str = _macros["HPY_VERSION"]

#: The commit that this copy was built from, or ``"unknown"``.
__git_revision__: str = _git_revision()

#: A runtime loads extensions of its own major ABI version ...
HPY_ABI_VERSION = int(_macros["HPY_ABI_VERSION"])

#: ... and of every minor version up to its own.
HPY_ABI_VERSION_MINOR = int(_macros["HPY_ABI_VERSION_MINOR"])

#: The word in the file name of a universal binary.
HPY_ABI_TAG: str = _macros["HPY_ABI_TAG"]
