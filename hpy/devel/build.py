# hpy/devel/build.py: the setuptools command "build", with directories of its own for each ABI.
"""The command ``build``: products of two ABIs never meet in one directory."""

from __future__ import annotations

from setuptools.command.build import build

from .distribution import chosen_abi

__all__ = ["HPyBuild"]


class HPyBuild(build):
    """Adds ``-hpy-<abi>`` to the names of the directories, except in the cpython ABI."""

    def finalize_options(self) -> None:
        """Choose the directories; one that a user or another command chose stays as it is."""
        names = ["build_lib", "build_platlib", "build_temp"]
        unset = [name for name in names if getattr(self, name) is None]
        super().finalize_options()
        abi = chosen_abi(self.distribution)
        if abi == "cpython":
            return
        for name in unset:
            setattr(self, name, f"{getattr(self, name)}-hpy-{abi}")
