# hpy/devel/backend.py: the build backend (PEP 517, PEP 660) of projects with HPy extensions.
"""A thin layer over ``setuptools.build_meta`` that lets an installer choose the ABI.

In ``pyproject.toml``::

    [build-system]
    requires = ["hpy>=1.0.0.dev0", "setuptools>=64"]
    build-backend = "hpy.devel.backend"

and then ``pip install . -C hpy-abi=universal``. All other settings are handed on to setuptools.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Optional, Union

from setuptools import build_meta

from .abi import ENVIRONMENT_VARIABLE, check_abi

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

_SETTING = "hpy-abi"

# What an installer passes: a value is a list where an option was repeated.
_Settings = Optional[Mapping[str, Union[str, list[str], None]]]


def _abi_of(settings: Mapping[str, Any]) -> str | None:
    """Return the ABI that the settings ask for, if they do."""
    for key in settings:
        if key.lstrip("-").lower().startswith("hpy") and key != _SETTING:
            raise ValueError(f"unknown config setting {key!r}: did you mean {_SETTING!r}?")
    value = settings.get(_SETTING)
    if value is None:
        return None
    values = [value] if isinstance(value, str) else list(value)
    if len(set(values)) != 1:
        raise ValueError(f"config setting {_SETTING!r}: give one ABI, not {values}")
    return check_abi(values[0], f"config setting {_SETTING!r}")


@contextmanager
def _chosen_abi(settings: _Settings) -> Iterator[dict[str, Any]]:
    """Choose the ABI by the environment for a while; yield the settings that are not ours."""
    rest = dict(settings or {})
    abi = _abi_of(rest)
    rest.pop(_SETTING, None)
    before = os.environ.get(ENVIRONMENT_VARIABLE)
    if abi is not None:
        os.environ[ENVIRONMENT_VARIABLE] = abi
    try:
        yield rest
    finally:
        os.environ.pop(ENVIRONMENT_VARIABLE, None)
        if before is not None:
            os.environ[ENVIRONMENT_VARIABLE] = before


def get_requires_for_build_wheel(config_settings: _Settings = None) -> list[str]:
    """Return what else has to be installed to build a wheel."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.get_requires_for_build_wheel(rest)


def get_requires_for_build_editable(config_settings: _Settings = None) -> list[str]:
    """Return what else has to be installed to build an editable wheel."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.get_requires_for_build_editable(rest)


def get_requires_for_build_sdist(config_settings: _Settings = None) -> list[str]:
    """Return what else has to be installed to build a source distribution."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.get_requires_for_build_sdist(rest)


def prepare_metadata_for_build_wheel(
    metadata_directory: str, config_settings: _Settings = None
) -> str:
    """Write the metadata of the wheel; return the name of the directory they are in."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.prepare_metadata_for_build_wheel(metadata_directory, rest)


def prepare_metadata_for_build_editable(
    metadata_directory: str, config_settings: _Settings = None
) -> str:
    """Write the metadata of the editable wheel; return the name of the directory they are in."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.prepare_metadata_for_build_editable(metadata_directory, rest)


def build_wheel(
    wheel_directory: str,
    config_settings: _Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """Build a wheel; return its file name."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.build_wheel(wheel_directory, rest, metadata_directory)


def build_editable(
    wheel_directory: str,
    config_settings: _Settings = None,
    metadata_directory: str | None = None,
) -> str:
    """Build in place, and a wheel that refers to the place; return the wheel's file name."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.build_editable(wheel_directory, rest, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: _Settings = None) -> str:
    """Build a source distribution, which is the same for every ABI; return its file name."""
    with _chosen_abi(config_settings) as rest:
        return build_meta.build_sdist(sdist_directory, rest)
