# hpy/devel/bdist_wheel.py: the setuptools command "bdist_wheel", which tags universal wheels.
"""The command ``bdist_wheel``: one universal wheel of a platform serves all interpreters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .distribution import chosen_abi, hpy_extensions

if TYPE_CHECKING:
    from setuptools.command.bdist_wheel import bdist_wheel
else:
    # The command is in setuptools or, until setuptools 70, in the package wheel: this class is
    # put in front of whichever is used.
    bdist_wheel = object

__all__ = ["HPyBdistWheel"]


class HPyBdistWheel(bdist_wheel):
    """Gives a wheel the tag ``py3-none-<platform>`` if all its binaries are universal."""

    def get_tag(self) -> tuple[str, str, str]:
        """Return the tag: languages, ABIs, platforms."""
        python, abi, platform = super().get_tag()
        if not self._is_universal():
            return python, abi, platform
        # `python_tag` is py3, unless --python-tag asks for another.
        return self.python_tag, "none", platform

    def _is_universal(self) -> bool:
        dist = self.distribution
        extensions = hpy_extensions(dist)
        only_hpy = len(extensions) == len(dist.ext_modules or []) and not dist.has_c_libraries()
        return bool(extensions) and only_hpy and chosen_abi(dist) == "universal"
