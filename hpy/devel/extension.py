# hpy/devel/extension.py: what makes a setuptools Extension an HPy extension of one ABI.
"""Extensions as setuptools describes them, prepared for one of HPy's ABIs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .abi import check_abi
from .headers import include_dirs, macros

if TYPE_CHECKING:
    from setuptools import Extension

__all__ = ["abi_of", "exported_symbols", "prepare"]


def abi_of(extension: Extension | None) -> str | None:
    """Return the ABI that ``extension`` was prepared for, None if it is no HPy extension."""
    abi: str | None = getattr(extension, "hpy_abi", None)
    return abi


def prepare(extension: Extension, abi: str) -> None:
    """Give ``extension`` the include path and the macros of ``abi``; once is enough.

    The ABI is then its attribute ``hpy_abi``. Raise ValueError if it was prepared for another.
    """
    check_abi(abi, f"extension {extension.name!r}")
    before = abi_of(extension)
    if before == abi:
        return
    if before is not None:
        raise ValueError(f"extension {extension.name!r}: prepared for {before}, not for {abi}")
    vars(extension)["hpy_abi"] = abi
    # Ours come first: an older hpy.h elsewhere on the path must not win.
    extension.include_dirs = [*include_dirs(abi), *extension.include_dirs]
    extension.define_macros = [*extension.define_macros, *((name, None) for name in macros(abi))]


def exported_symbols(name: str) -> list[str]:
    """Return what the loader looks up in a universal or hybrid module called ``name``."""
    return [
        f"get_required_hpy_major_version_{name}",
        f"get_required_hpy_minor_version_{name}",
        f"HPyInitGlobalContext_{name}",
        f"HPyInit_{name}",
    ]
