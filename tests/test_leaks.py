"""tests/leaks.py -- the check of --leaks finds what leaks, and nothing else."""

import ctypes

import leaks
import pytest

pytestmark = pytest.mark.leaks  # on purpose, and a check cannot run within a check


def test_nothing():
    cache = {}
    assert leaks.check(lambda: cache.setdefault("key", []), []) == ""


def test_garbage():
    def make_a_cycle():
        cycle = []
        cycle.append(cycle)

    assert leaks.check(make_a_cycle, []) == ""


def test_objects():
    kept = []
    report = leaks.check(lambda: kept.append([object()]), [])
    assert "bytes grow: +" in report
    assert "objects known to the collector grow: +1, +1, +1, +1" in report


def test_bytes():
    kept = bytearray()
    assert "bytes grow: +" in leaks.check(lambda: kept.extend(bytes(100_000)), [])


def test_references():
    witness = object()
    leak = ctypes.pythonapi.Py_IncRef
    leak.argtypes = [ctypes.py_object]
    report = leaks.check(lambda: leak(witness), [witness])
    assert f"references to {witness!r} grow: +1, +1, +1, +1" in report


def test_now_and_then():
    """What does not grow in every round is some cache."""
    kept, rounds = [], iter(range(100))
    assert leaks.check(lambda: next(rounds) % 3 and kept.append([]), []) == ""
