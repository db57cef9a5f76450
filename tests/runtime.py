"""tests/runtime.py -- which runtime the tests run in: this project's or another one.

The tests are this project's, but their universal binaries load in every runtime of the
same ABI. What another runtime does otherwise is said at the test, by a marker.
"""

from __future__ import annotations

import sys

import pytest


def name() -> str:
    """`hpy`, `hpy-0.9.0` or `pypy`."""
    if sys.implementation.name == "pypy":
        return "pypy"
    try:
        from hpy.universal import get_version
    except ImportError:
        return "hpy"  # only the cpython ABI can be tested
    return "hpy-0.9.0" if get_version()[0] == "0.9.0" else "hpy"


def expect_difference(item: pytest.Item, runtime: str) -> None:
    """Act on the markers `differs(runtime, reason, crashes=False)` of a test.

    The test has to fail where it is said to, so that what we say of other runtimes stays
    true; where it would end the process, it is skipped.
    """
    for marker in item.iter_markers("differs"):
        if marker.args[0] != runtime:
            continue
        if marker.kwargs.get("crashes"):
            item.add_marker(pytest.mark.skip(reason=marker.args[1]))
        else:
            item.add_marker(pytest.mark.xfail(reason=marker.args[1], strict=True))
