# hpy/devel/egg_info.py: the setuptools command "egg_info", which adds the runtime to the metadata.
"""The command ``egg_info``: universal and hybrid binaries depend on the HPy runtime.

All metadata, also those of wheels and editable installs, come from this command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from setuptools.command.egg_info import egg_info

from .distribution import chosen_abi
from .requirement import RUNTIME_MARKER, RUNTIME_REQUIREMENT

if TYPE_CHECKING:
    from .distribution import HPyDistribution

__all__ = ["HPyEggInfo"]

# A requirement begins with the name of a distribution.
_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


class HPyEggInfo(egg_info):
    """Adds the runtime to the requirements of a distribution that loads HPy binaries."""

    def finalize_options(self) -> None:
        """Complete the requirements, before anything is written."""
        super().finalize_options()
        dist = cast("HPyDistribution", self.distribution)
        if _needs_runtime(dist) and not _requires_hpy(dist):
            _require_runtime(dist)


def _needs_runtime(dist: HPyDistribution) -> bool:
    # A source distribution is for every ABI, whichever was chosen when it was made.
    only_sdist = list(getattr(dist, "commands", [])) == ["sdist"]
    return bool(dist.hpy_ext_modules) and chosen_abi(dist) != "cpython" and not only_sdist


def _requires_hpy(dist: HPyDistribution) -> bool:
    """Tell whether the author of ``dist`` has thought of the runtime."""
    requirements = list(dist.install_requires or [])
    for section, conditional in (dist.extras_require or {}).items():
        # The key ":marker" holds what everybody needs for whom the marker is true.
        if section.startswith(":"):
            requirements += conditional
    names = map(_NAME.match, map(str, requirements))
    return any(match is not None and match[1].lower() == "hpy" for match in names)


def _require_runtime(dist: HPyDistribution) -> None:
    if hasattr(dist.metadata, "install_requires"):
        dist.install_requires = [
            *(dist.install_requires or []),
            f"{RUNTIME_REQUIREMENT}; {RUNTIME_MARKER}",
        ]
        vars(dist.metadata)["install_requires"] = dist.install_requires
        return
    # An older setuptools has moved requirements with a marker to this place by now.
    extras = dist.extras_require or {}
    extras.setdefault(f":{RUNTIME_MARKER}", []).append(RUNTIME_REQUIREMENT)
    dist.extras_require = extras
