"""tests/test_tracker.py -- trackers: HPyTracker_*."""

import sys

import pytest

counts_references = pytest.mark.skipif(
    not hasattr(sys, "getrefcount"), reason="nothing counts references"
)
SIZES = [(0, 0), (0, 5), (0, 6), (1, 1), (1, 2), (5, 200), (200, 200), (1000, 1)]


@pytest.mark.parametrize("size, n", SIZES)
def test_Close(mod, size, n):
    assert mod.close(object(), size, n) is None


@counts_references
@pytest.mark.parametrize("size, n", SIZES)
def test_Close_closes_every_handle(mod, size, n):
    thing = object()
    before = sys.getrefcount(thing)
    mod.close(thing, size, n)
    assert sys.getrefcount(thing) == before


@pytest.mark.differs("debug", "closes in another call", crashes=True)
@counts_references
@pytest.mark.parametrize("size, n", SIZES)
def test_ForgetAll_leaves_the_handles_open(mod, size, n):
    thing = object()
    before = sys.getrefcount(thing)
    mod.forget(thing, size, n)
    assert sys.getrefcount(thing) == before + n
    mod.close_again(thing, n)


@counts_references
def test_without_memory(mod, nomemory):
    thing = object()
    before = sys.getrefcount(thing)
    nomemory(lambda: mod.close(thing, 0, 200))
    nomemory(lambda: mod.close(thing, 5, 7))
    assert sys.getrefcount(thing) == before


@pytest.mark.differs("hpy-0.9.0", "does not check the size", crashes=True)
@pytest.mark.differs("pypy", "does not check the size", crashes=True)
@pytest.mark.parametrize("size", [sys.maxsize, sys.maxsize // 8], ids=["words", "bytes"])
def test_New_too_large(mod, size):
    with pytest.raises(MemoryError):
        mod.close(object(), size, 1)
