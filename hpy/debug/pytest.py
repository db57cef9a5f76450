"""hpy/debug/pytest.py: a fixture for tests of extensions that are in debug mode."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hpy.debug.leakdetector import LeakDetector


@pytest.fixture
def hpy_debug() -> Iterator[LeakDetector]:
    """Let the test fail if it leaves handles open. Import it into your conftest.py."""
    with LeakDetector() as detector:
        yield detector
