"""tests/test_list_insert.py -- HPyList_Insert, which hpy 0.9.0 lacks."""

import sys

import pytest

pytestmark = pytest.mark.differs("hpy-0.9.0", "has no HPyList_Insert", crashes=True)

NULL = ...
PYPY_ABORTS = pytest.mark.differs("pypy", "aborts", crashes=True)


@pytest.mark.parametrize("index", [0, 1, 3, 4, 99, -1, -3, -4, -99, sys.maxsize, -sys.maxsize - 1])
def test_Insert_clips_like_list_insert(mod, index):
    changed, expected = [1, 2, 3], [1, 2, 3]
    assert mod.Insert(changed, index, "x") is None
    expected.insert(index, "x")
    assert changed == expected


@PYPY_ABORTS
@pytest.mark.parametrize("value", [(), {}, None, "x"], ids=repr)
def test_Insert_into_no_list(mod, value):
    with pytest.raises(SystemError):
        mod.Insert(value, 0, 1)


@PYPY_ABORTS
def test_Insert_null(mod):
    items = []
    with pytest.raises(SystemError):
        mod.Insert(items, 0, NULL)
    assert items == []
