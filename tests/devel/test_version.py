# tests/devel/test_version.py: the version header and those who read it.

import re
from importlib import metadata
from pathlib import Path

import pytest

import hpy.devel
from hpy.devel import abitag, version
from hpy.devel.headers import INCLUDE


def defined(name: str) -> str:
    """Return the value of a macro, read in another way than the package reads it."""
    for line in (INCLUDE / "hpy" / "version.h").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if words[:2] == ["#define", name]:
            return words[2].strip('"')
    raise AssertionError(name)


def test_header_is_what_python_says() -> None:
    assert defined("HPY_VERSION") == version.__version__ == hpy.devel.__version__
    assert int(defined("HPY_ABI_VERSION")) == abitag.HPY_ABI_VERSION
    assert int(defined("HPY_ABI_VERSION_MINOR")) == abitag.HPY_ABI_VERSION_MINOR
    assert defined("HPY_ABI_TAG") == abitag.HPY_ABI_TAG
    assert f"hpy{abitag.HPY_ABI_VERSION}" == abitag.HPY_ABI_TAG


def test_installed_distribution_has_the_same_version() -> None:
    try:
        installed = metadata.version("hpy")
    except metadata.PackageNotFoundError:
        pytest.skip("hpy is not installed here")
    assert installed == version.__version__


def test_runtime_has_the_same_version() -> None:
    universal = pytest.importorskip("hpy.universal")
    runtime_version, revision = universal.get_version()
    assert runtime_version == version.__version__
    assert isinstance(revision, str)


def test_revision_is_a_commit_or_unknown() -> None:
    assert re.fullmatch("unknown|[0-9a-f]{7,40}", hpy.devel.__git_revision__)


def test_version_can_be_read_before_the_package_can_be_imported() -> None:
    import runpy

    path = Path(version.__file__)
    assert runpy.run_path(str(path))["__version__"] == version.__version__
