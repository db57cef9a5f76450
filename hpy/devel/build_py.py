# hpy/devel/build_py.py: the setuptools command "build_py", which takes no stub for a source.
"""The command ``build_py``: stubs that an in-place build left are not modules of a project."""

from __future__ import annotations

from pathlib import Path

from setuptools.command.build_py import build_py

from .stub import is_stub

__all__ = ["HPyBuildPy"]

# A module as setuptools lists it: package, name, file.
_Module = tuple[str, str, str]


class HPyBuildPy(build_py):
    """Leaves stubs out of wheels of another ABI, and out of source distributions."""

    def find_package_modules(self, package: str, package_dir: str) -> list[_Module]:
        """Return the modules of a package."""
        return _without_stubs(super().find_package_modules(package, package_dir))

    def find_modules(self) -> list[_Module]:
        """Return the modules outside packages."""
        return _without_stubs(super().find_modules())


def _without_stubs(modules: list[_Module]) -> list[_Module]:
    return [module for module in modules if not is_stub(Path(module[2]))]
