"""tests/test_tuple.py -- tuples: HPyTuple_Check, HPyTuple_FromArray."""

import sys
from collections import namedtuple

import pytest

Point = namedtuple("Point", "x y")


def test_Check(mod):
    for value in ((), (1,), Point(1, 2)):
        assert mod.Check(value) is True
    for value in ([], None, "", tuple):
        assert mod.Check(value) is False


def test_FromArray(mod):
    for items in ((1,), (1, "b", None), tuple(range(1000))):
        assert mod.FromArray(*items) == items


def test_FromArray_of_nothing(mod):
    assert mod.FromArray_null() == ()
    assert mod.FromArray() == ()


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="nothing counts references")
def test_FromArray_takes_one_reference(mod):
    thing = object()
    before = sys.getrefcount(thing)
    result = mod.FromArray(thing, thing)
    assert sys.getrefcount(thing) == before + 2
    del result
    assert sys.getrefcount(thing) == before
