"""ports/piconumpy/tests/conftest.py: run each test on the port and on its C API twin."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

PORT = "piconumpy_hpy"
TWIN = "piconumpy_capi"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-twin", action="store_true", help=f"test {PORT} alone, not {TWIN} beside it"
    )


def import_implementation(name: str, config: pytest.Config) -> Any:
    """Import the port or the twin; one that is missing is an error, if not left out on purpose."""
    if name == TWIN and config.getoption("--no-twin"):
        pytest.skip(f"{TWIN} left out by --no-twin")
    try:
        return importlib.import_module(name)
    except ImportError as error:
        where = "bench/originals/piconumpy_capi" if name == TWIN else "ports/piconumpy"
        pytest.fail(f"cannot import {name}: {error}; install {where}")


@pytest.fixture(params=[PORT, TWIN], scope="session")
def pico(request: pytest.FixtureRequest) -> Any:
    """Each of the two modules in turn."""
    return import_implementation(request.param, request.config)


@pytest.fixture(scope="session")
def port(pytestconfig: pytest.Config) -> Any:
    """The port."""
    return import_implementation(PORT, pytestconfig)


@pytest.fixture(scope="session")
def twin(pytestconfig: pytest.Config) -> Any:
    """The C API twin."""
    return import_implementation(TWIN, pytestconfig)


@pytest.fixture(autouse=True, scope="session")
def objects_die_at_once(pytestconfig: pytest.Config) -> None:
    """Let objects die with their last handle, as the tests of memory expect, with --hpy-debug too.

    That option lets each test fail that leaves a handle open.
    """
    if pytestconfig.getoption("--hpy-debug", default=False):
        from hpy.universal import _debug

        _debug.set_closed_handles_queue_max_size(0)
