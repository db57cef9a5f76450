# hpy/devel/distribution.py: how a setuptools distribution learns to build HPy extensions.
"""Activation of HPy for one :class:`setuptools.Distribution`.

The commands that take part are not replaced but extended: whatever class a project or a plugin
chose for ``build_ext``, the distribution hands out a subclass of it that knows HPy as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Callable, cast

from setuptools import Command, Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import OptionError, SetupError

from .abi import ABIS, check_abi, default_abi

if TYPE_CHECKING:
    from . import HPyDevel

    class HPyDistribution(Distribution):
        """A distribution after :func:`activate`; the other attributes are what it always has."""

        hpydevel: HPyDevel
        hpy_abi: str
        hpy_ext_modules: list[Extension]
        install_requires: list[str] | None
        extras_require: dict[str, list[str]] | None


__all__ = ["activate", "add_extensions", "check_build_ext", "chosen_abi", "hpy_extensions"]

# Which module holds the extended class of a command; loaded when the command is first used.
_EXTENDED_COMMANDS = {
    "build": "HPyBuild",
    "build_ext": "HPyBuildExt",
    "build_py": "HPyBuildPy",
    "bdist_wheel": "HPyBdistWheel",
    "develop": "HPyDevelop",
    "egg_info": "HPyEggInfo",
}

_HPY_ABI_OPTION = ("hpy-abi=", None, f"build HPy extensions for this ABI: {', '.join(ABIS)}")

_CommandClass = type[Command]


def chosen_abi(dist: Distribution) -> str:
    """Return the ABI that an active ``dist`` is built for; raise OptionError if there is none."""
    try:
        return check_abi(cast("HPyDistribution", dist).hpy_abi, "option --hpy-abi")
    except ValueError as error:
        raise OptionError(str(error)) from error


def hpy_extensions(dist: Distribution) -> list[Extension]:
    """Return the HPy extensions of an active ``dist``."""
    return cast("HPyDistribution", dist).hpy_ext_modules


def check_build_ext(command: type) -> None:
    """Raise TypeError unless the class ``command`` derives from setuptools' ``build_ext``."""
    if not issubclass(command, build_ext):
        raise TypeError(
            f"the build_ext command {command.__module__}.{command.__qualname__} must derive from "
            f"setuptools.command.build_ext.build_ext to build HPy extensions"
        )


def activate(dist: Distribution, hpydevel: HPyDevel) -> None:
    """Make ``dist`` build the HPy extensions that :func:`add_extensions` gives it.

    A distribution with an attribute ``hpydevel`` is active already, and left alone.
    """
    if getattr(dist, "hpydevel", None) is not None:
        return
    active = cast("HPyDistribution", dist)
    active.hpydevel = hpydevel
    active.hpy_ext_modules = list(getattr(dist, "hpy_ext_modules", None) or [])
    try:
        active.hpy_abi = default_abi()
    except ValueError as error:
        raise SetupError(str(error)) from error
    # These two belong to the class, and are extended for this one distribution.
    vars(dist)["global_options"] = [*dist.global_options, _HPY_ABI_OPTION]
    vars(dist)["get_command_class"] = _extending(dist, dist.get_command_class)
    _count_as_ext_modules(dist)


def add_extensions(dist: Distribution, extensions: Iterable[Extension] | None, origin: str) -> None:
    """Give ``dist`` these HPy extensions, activating it first; ``origin`` is where they come from.

    Raise SetupError if something is not an Extension or if a name is taken.
    """
    from . import HPyDevel

    added = _checked(extensions, origin)
    # setuptools stores what was given to setup() under the keyword's name: it is in `added`.
    if getattr(dist, "hpydevel", None) is None:
        vars(dist)["hpy_ext_modules"] = []
    activate(dist, HPyDevel())
    known = hpy_extensions(dist)
    names = {extension.name for extension in known}
    for extension in added:
        if extension.name in names:
            raise SetupError(f"{origin}: the extension {extension.name!r} is declared twice")
        names.add(extension.name)
        known.append(extension)
    _count_as_ext_modules(dist)


def _checked(extensions: Iterable[Extension] | None, origin: str) -> list[Extension]:
    checked = list(extensions or [])
    for item in checked:
        if not isinstance(item, Extension):
            raise SetupError(f"{origin}: expected setuptools.Extension objects, got {item!r}")
    return checked


def _count_as_ext_modules(dist: Distribution) -> None:
    """Let every part of setuptools see the HPy extensions among ``ext_modules``."""
    others = [item for item in dist.ext_modules or [] if item not in hpy_extensions(dist)]
    dist.ext_modules = [*others, *hpy_extensions(dist)] or dist.ext_modules


def _extending(
    dist: Distribution, plain: Callable[[str], _CommandClass]
) -> Callable[[str], _CommandClass]:
    """Return a ``get_command_class`` that extends the classes which ``plain`` finds."""
    extended: dict[_CommandClass, _CommandClass] = {}

    def get_command_class(command: str) -> _CommandClass:
        # By the first command all configuration files have been read, and one of them may have
        # assigned to ext_modules.
        _count_as_ext_modules(dist)
        base = plain(command)
        if command not in _EXTENDED_COMMANDS:
            return base
        if base not in extended:
            extended[base] = _extend(command, base)
        return extended[base]

    return get_command_class


def _extend(command: str, base: _CommandClass) -> _CommandClass:
    if command == "build_ext":
        check_build_ext(base)
    mixin = getattr(import_module(f"hpy.devel.{command}"), _EXTENDED_COMMANDS[command])
    # The class is called like the command, since setuptools derives names from it.
    return cast("_CommandClass", type(command, (mixin, base), {"__module__": mixin.__module__}))
