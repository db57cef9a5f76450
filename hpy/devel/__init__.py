# hpy/devel/__init__.py: how HPy extensions are built, for build systems and for setuptools.
"""Building HPy extensions.

HPy is a set of headers: a build needs their directory, one macro that chooses the ABI, and the
right file name. Ways to get them, from the least to do to the most:

* ``hpy.devel.backend``, a build backend for projects that are described in ``pyproject.toml``;
* ``setup(hpy_ext_modules=[Extension(...)])`` in a ``setup.py``;
* ``python -m hpy.devel --cflags`` for a Makefile, and :class:`HPyDevel` for other build systems.

Importing this package does not import setuptools; activating it for a distribution does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .abi import DEFAULT_HPY_ABI, check_abi
from .headers import FORBID_PYTHON_H, PACKAGE
from .version import __git_revision__, __version__

if TYPE_CHECKING:
    from setuptools import Command, Distribution, Extension

__all__ = [
    "DEFAULT_HPY_ABI",
    "HPyDevel",
    "__git_revision__",
    "__version__",
    "handle_hpy_ext_modules",
]


class HPyDevel:
    """What a build system has to know about HPy.

    ``base_dir`` is a directory laid out like the package ``hpy``, by default that package.
    Nothing has to be compiled along with an extension or linked to it, so the methods that
    listed such files in HPy 0.9 are still here and return empty lists.
    """

    def __init__(self, base_dir: Path = PACKAGE) -> None:
        self.base_dir = Path(base_dir)
        #: The directory that holds ``hpy.h``.
        self.include_dir = self.base_dir / "include"
        #: The sources of the runtime; only a checkout has them, and no extension needs them.
        self.src_dir = self.base_dir / "src"

    def get_extra_include_dirs(self) -> list[str]:
        """Return the directories to add to the include path in every ABI."""
        return [str(self.include_dir)]

    def get_include_dir_forbid_python_h(self) -> Path:
        """Return the directory that goes first on the include path in the universal ABI."""
        return self.base_dir / FORBID_PYTHON_H.relative_to(PACKAGE)

    def get_extra_sources(self) -> list[str]:
        """Return an empty list: the helpers are inline functions."""
        return []

    def get_ctx_sources(self) -> list[str]:
        """Return an empty list: in the cpython ABI, too, everything is in the headers."""
        return []

    def get_static_libs(self, hpy_abi: str) -> list[str]:
        """Return an empty list: there is nothing to link. Raise ValueError for an unknown ABI."""
        check_abi(hpy_abi, "get_static_libs")
        return []

    def fix_distribution(self, dist: Distribution) -> None:
        """Make ``dist`` build the extensions in its attribute ``hpy_ext_modules``."""
        from .distribution import activate

        activate(dist, self)

    def build_ext_sanity_check(self, build_ext: Command) -> None:
        """Raise TypeError unless the command ``build_ext`` derives from setuptools' own."""
        from .distribution import check_build_ext

        check_build_ext(type(build_ext))


def handle_hpy_ext_modules(dist: Distribution, attr: str, value: list[Extension] | None) -> None:
    """Take the keyword ``hpy_ext_modules`` of ``setup()`` (an entry point of setuptools)."""
    from .distribution import add_extensions

    add_extensions(dist, value, f"setup(): {attr}")
