# tests/devel/conftest.py: environments with old and new setuptools, in which hpy is installed.

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

import pytest
from environments import NEWEST, OLDEST, Environment

CHECKOUT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).with_name("project")


@pytest.fixture(scope="session")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment with the newest setuptools; hpy is not in it yet."""
    return Environment(tmp_path_factory.mktemp("newest") / "venv", *NEWEST)


@pytest.fixture(scope="session")
def hpy_wheel(builder: Environment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, made from its source distribution like one from an index."""
    directory = tmp_path_factory.mktemp("hpy")
    setuptools = "setuptools.build_meta"
    sdist = builder.build("build_sdist", directory, backend=setuptools, cwd=CHECKOUT)
    with tarfile.open(directory / sdist) as archive:
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(directory, **safe)
    unpacked = directory / sdist[: -len(".tar.gz")]
    (directory / "wheels").mkdir()
    wheel = builder.build("build_wheel", directory / "wheels", backend=setuptools, cwd=unpacked)
    return directory / "wheels" / wheel


@pytest.fixture(scope="session")
def newest(builder: Environment, hpy_wheel: Path) -> Environment:
    """The environment with the newest setuptools, and hpy."""
    builder.install(str(hpy_wheel))
    return builder


@pytest.fixture(scope="session")
def oldest(hpy_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The environment with the oldest setuptools, and hpy."""
    return Environment(tmp_path_factory.mktemp("oldest") / "venv", *OLDEST, str(hpy_wheel))


@pytest.fixture(params=["newest", "oldest"])
def environment(request: pytest.FixtureRequest) -> Environment:
    """Each of the two."""
    chosen: Environment = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project beside this file."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))
