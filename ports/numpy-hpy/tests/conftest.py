"""ports/numpy-hpy/tests/conftest.py: what the tests of the port share."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# The tests import alike.py.
sys.path.insert(0, str(Path(__file__).parent))

# `HYPOTHESIS_PROFILE=long` is for a night, with other examples each time.
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=100, derandomize=True, deadline=None, suppress_health_check=QUIET
)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

ORIGINAL = "2.4"


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


@pytest.fixture(autouse=True, scope="session")
def objects_die_at_once(pytestconfig: pytest.Config) -> None:
    """Let objects die with their last handle, as the tests of memory expect, with --hpy-debug too.

    That option lets each test fail that leaves a handle open.
    """
    if pytestconfig.getoption("--hpy-debug", default=False):
        from hpy.universal import _debug

        _debug.set_closed_handles_queue_max_size(0)
