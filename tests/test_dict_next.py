"""tests/test_dict_next.py -- HPyDict_Next, which is newer than ABI 0.0."""

import collections

import pytest
import runtime


def test_GetMinor(mod):
    assert mod.GetMinor() == (1 if runtime.name() == "hpy" else 0)


@pytest.fixture
def step(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod.Next


def items(step, dict_):
    position, found = 0, []
    while (item := step(dict_, position)) is not None:
        position, *pair = item
        found.append(tuple(pair))
    return found


@pytest.mark.parametrize("dict_", [{}, {"a": 1}, {i: str(i) for i in range(100)}], ids=len)
def test_Next(step, dict_):
    assert items(step, dict_) == list(dict_.items())


def test_deleted_items_are_left_out(step):
    dict_ = dict.fromkeys(range(10))
    for i in range(0, 10, 3):
        del dict_[i]
    assert [key for key, _ in items(step, dict_)] == [1, 2, 4, 5, 7, 8]


def test_values_may_be_replaced(step):
    dict_ = {"a": 1, "b": 2}
    position, key, _ = step(dict_, 0)
    dict_[key] = dict_["b"] = 3
    assert step(dict_, position)[1:] == ("b", 3)


def test_a_dict_that_is_cleared_ends(step):
    dict_ = {"a": 1, "b": 2}
    position, *_ = step(dict_, 0)
    dict_.clear()
    assert step(dict_, position) is None


@pytest.mark.parametrize("position", [-1, 3, 10**9])
def test_no_such_position(step, position):
    assert step({"a": 1}, position) is None


def test_a_subclass_is_not_asked(step):
    class Liar(dict):
        def __getitem__(self, key):
            raise AssertionError

        keys = items = __iter__ = __getitem__

    assert items(step, Liar(a=1)) == [("a", 1)]
    assert items(step, collections.Counter("aab")) == [("a", 2), ("b", 1)]


@pytest.mark.parametrize("thing", [[("a", 1)], None, 1, type("", (), {})().__dict__.items()])
def test_not_a_dict(step, thing):
    with pytest.raises(SystemError):
        step(thing, 0)
