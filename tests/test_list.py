"""tests/test_list.py -- lists: HPyList_Check, HPyList_New, HPyList_Append."""

import sys

import pytest

NULL = ...
PYPY_ABORTS = pytest.mark.differs("pypy", "aborts", crashes=True)


class MyList(list):
    def append(self, item):
        raise AssertionError("the storage is to be changed")


def test_Check(mod):
    for value in ([], [1], MyList()):
        assert mod.Check(value) is True
    for value in ((), {}, "", None, list):
        assert mod.Check(value) is False


def test_New(mod):
    assert mod.New(0) == []
    assert mod.New(0) is not mod.New(0)


@pytest.mark.differs("hpy-0.9.0", "leaves nothing in the places", crashes=True)
@pytest.mark.differs("pypy", "leaves nothing in the places", crashes=True)
def test_New_is_filled_with_None(mod):
    assert mod.New(3) == [None, None, None]


@pytest.mark.differs("hpy-0.9.0", "leaves nothing in the places", crashes=True)
def test_New_is_there_to_be_filled(mod):
    assert mod.filled(1, "b", None) == [1, "b", None]


@pytest.mark.differs("pypy", "makes an empty list")
def test_New_negative(mod):
    with pytest.raises(SystemError):
        mod.New(-1)


def test_Append(mod):
    items = []
    for value in range(100):
        assert mod.Append(items, value) is None
    assert items == list(range(100))


def test_Append_to_a_subclass(mod):
    items = MyList([1])
    mod.Append(items, 2)
    assert items == [1, 2]


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="nothing counts references")
def test_Append_takes_one_reference(mod):
    items, thing = [], object()
    before = sys.getrefcount(thing)
    mod.Append(items, thing)
    assert sys.getrefcount(thing) == before + 1
    del items
    assert sys.getrefcount(thing) == before


@PYPY_ABORTS
@pytest.mark.parametrize("value", [(), {}, None, "x"], ids=repr)
def test_Append_to_no_list(mod, value):
    with pytest.raises(SystemError):
        mod.Append(value, 1)


@PYPY_ABORTS
def test_Append_null(mod):
    items = []
    with pytest.raises(SystemError):
        mod.Append(items, NULL)
    assert items == []
