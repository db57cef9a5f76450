"""ports/numpy-hpy/tests/conftest.py: what the tests of the port share."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The tests import alike.py.
sys.path.insert(0, str(Path(__file__).parent))

# `HYPOTHESIS_PROFILE=long` is for a night, with other examples each time; `quick` is for
# interpreters and checkers beside the one that has all examples.
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=QUIET
)
settings.register_profile("quick", settings.get_profile("ci"), max_examples=15)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ORIGINAL = "2.4"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "pypy(reason): the test fails in PyPy, which differs here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if sys.implementation.name != "pypy":
        return
    for item in items:
        for marker in item.iter_markers("pypy"):
            item.add_marker(pytest.mark.xfail(reason=f"PyPy {marker.args[0]}", strict=True))


@pytest.fixture(scope="session")
def np() -> Any:
    """The original, in the version that is compared with."""
    module = pytest.importorskip("numpy", reason=f"needs numpy=={ORIGINAL}.* to compare with")
    if not module.__version__.startswith(ORIGINAL + "."):
        pytest.skip(f"compares with NumPy {ORIGINAL}, not {module.__version__}")
    return module


@pytest.fixture(scope="session")
def hnp() -> Any:
    """The port."""
    return importlib.import_module("numpy_hpy")


@pytest.fixture(scope="module")
def few_objects() -> Iterator[None]:
    """Let the garbage collector, which some tests call thousands of times, see new objects only."""
    if sys.implementation.name != "cpython":
        yield
        return
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True, scope="session")
def objects_die_at_once(pytestconfig: pytest.Config) -> None:
    """Let objects die with their last handle, as the tests of memory expect, with --hpy-debug too.

    That option lets each test fail that leaves a handle open.
    """
    if pytestconfig.getoption("--hpy-debug", default=False):
        from hpy.universal import _debug

        _debug.set_closed_handles_queue_max_size(0)
