# hpy/devel/develop.py: the setuptools command "develop", which hands the ABI on to pip.
"""The command ``develop``: newer setuptools run ``pip install --editable`` for it."""

from __future__ import annotations

import os

from setuptools.command.develop import develop

from .abi import ENVIRONMENT_VARIABLE
from .distribution import chosen_abi

__all__ = ["HPyDevelop"]


class HPyDevelop(develop):
    """Tells the build in the other process which ABI was chosen in this one."""

    def run(self) -> None:
        """Install in place."""
        os.environ[ENVIRONMENT_VARIABLE] = chosen_abi(self.distribution)
        super().run()
