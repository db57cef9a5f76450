"""tests/test_handle.py -- handles: HPy_Dup, HPy_Close, _HPy_Dump."""

import sys

import leaks
import pytest

needs_refcounts = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="references are counted on CPython only"
)


def test_Dup(mod):
    thing = object()
    assert mod.Dup(thing) is thing


def test_Dup_of_null(mod):
    assert mod.Dup_null() is True


def test_Close_of_null(mod):
    assert mod.Close_null() is None


def test_handles_of_one_object(mod):
    assert mod.Dup_and_Close(object()) is True


@pytest.mark.differs("debug", "closes in another call", crashes=True)
@needs_refcounts
def test_references(mod):
    thing = object()
    before = sys.getrefcount(thing)
    mod.Dup_and_Close(thing)
    assert sys.getrefcount(thing) == before
    mod.leak(thing)
    assert sys.getrefcount(thing) == before + 1
    mod.unleak(thing)
    assert sys.getrefcount(thing) == before


def test_through_void_pointer(mod):
    thing = object()
    assert mod.through_void_pointer(thing) is thing


@pytest.mark.parametrize("value", [None, "text", [1], object, ValueError("x")], ids=repr)
def test_Dump_does_not_crash(mod, value, capfd):
    assert mod.Dump(value) is None
    printed = capfd.readouterr()
    assert printed.out + printed.err != ""


@pytest.mark.differs("debug", "closes in another call", crashes=True)
@pytest.mark.leaks
@needs_refcounts
def test_the_leak_check_finds_leaks(mod):
    """A check that never fails would be of no use."""
    assert leaks.check(lambda: mod.Dup(object()), ()) == ""
    assert "bytes grow" in leaks.check(lambda: mod.leak(object()), ())
    assert "known to the collector grow" in leaks.check(lambda: mod.leak([]), ())
    witness = object()
    assert "references to <object" in leaks.check(lambda: mod.leak(witness), [witness])
    for _ in range(leaks.WARM_UP + leaks.ROUNDS):
        mod.unleak(witness)
