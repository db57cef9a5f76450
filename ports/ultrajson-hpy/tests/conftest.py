"""ports/ultrajson-hpy/tests/conftest.py: what the tests of the port share."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# `HYPOTHESIS_PROFILE=long` is for a night, with other examples each time.
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=QUIET
)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ORIGINAL = "6.1.0"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pypy(reason): the test fails in PyPy, which differs here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.implementation.name != "pypy":
        return
    for item in items:
        for marker in item.iter_markers("pypy"):
            item.add_marker(pytest.mark.xfail(reason=f"PyPy {marker.args[0]}", strict=True))


@pytest.fixture(scope="session")
def ujson() -> Any:
    """The original, in the version that is compared with."""
    module = pytest.importorskip("ujson", reason=f"needs ujson=={ORIGINAL} to compare with")
    if module.__version__ != ORIGINAL:
        pytest.skip(f"compares with ujson {ORIGINAL}, not {module.__version__}")
    return module


@pytest.fixture(params=["dumps", "encode"], scope="session")
def write(request: pytest.FixtureRequest) -> Any:
    """Each of the two functions that write."""
    return getattr(importlib.import_module("ujson_hpy"), request.param)


@pytest.fixture(params=["loads", "decode"], scope="session")
def read(request: pytest.FixtureRequest) -> Any:
    """Each of the two functions that read."""
    return getattr(importlib.import_module("ujson_hpy"), request.param)


@pytest.fixture(autouse=True, scope="session")
def objects_die_at_once(pytestconfig: pytest.Config) -> None:
    """Let objects die with their last handle, as the tests of memory expect, with --hpy-debug too.

    That option lets each test fail that leaves a handle open.
    """
    if pytestconfig.getoption("--hpy-debug", default=False):
        from hpy.universal import _debug

        _debug.set_closed_handles_queue_max_size(0)
