"""tests/test_next_items.py -- stepping through items, which is newer than ABI 0.0."""

import collections
import sys

import pytest
import runtime


def test_GetMinor(mod):
    assert mod.GetMinor() == (1 if runtime.name() == "hpy" else 0)


@pytest.fixture
def newer(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod


@pytest.fixture
def step(newer):
    return newer.Next


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


# ---- Many at once


def batches(step, container, count):
    position, found = 0, []
    while any((batch := step(container, position, count))[1:]):
        position = batch[0]
        found.append(batch[1:])
    return found


@pytest.mark.parametrize("kind", [list, tuple])
@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 20])
@pytest.mark.parametrize("count", [1, 8])
def test_items_of_lists_and_tuples(newer, kind, size, count):
    items = [str(i) for i in range(size)]
    found = batches(newer.ListNextItems, kind(items), count)
    assert [item for (batch,) in found for item in batch] == items
    assert len(found) == -(-size // count)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 20])
@pytest.mark.parametrize("count", [1, 8])
def test_items_of_dicts(newer, size, count):
    items = {str(i): -i for i in range(size)}
    found = batches(newer.DictNextItems, items, count)
    assert [part for (batch,) in found for part in batch] == list(sum(items.items(), ()))
    assert len(found) == -(-size // count)


@pytest.mark.parametrize("position", [-1, 1, 2, sys.maxsize, -sys.maxsize - 1])
@pytest.mark.parametrize("container", [[1], (1,), {1: 1}], ids=str)
def test_nothing_is_there(newer, container, position):
    step = newer.DictNextItems if isinstance(container, dict) else newer.ListNextItems
    assert not any(step(container, position, 8)[1:])


@pytest.mark.parametrize("count", [0, -1])
@pytest.mark.parametrize("container", [[1], (1,), {1: 1}], ids=str)
def test_nothing_is_asked_for(newer, container, count):
    step = newer.DictNextItems if isinstance(container, dict) else newer.ListNextItems
    position, *found = step(container, 0, count)
    assert position == 0
    assert not any(found)


def test_a_list_that_shrinks_ends(newer):
    items = list(range(9))
    position, first = newer.ListNextItems(items, 0, 8)
    assert first == items[:8]
    del items[4:]
    assert newer.ListNextItems(items, position, 8) == (8, [])


@pytest.mark.parametrize("kind", [list, tuple])
def test_subclasses_of_lists_are_not_asked(newer, kind):
    class Liar(kind):
        def __getitem__(self, index):
            raise AssertionError

        __len__ = __iter__ = __getitem__

    assert newer.ListNextItems(Liar("ab"), 0, 8) == (2, ["a", "b"])


@pytest.mark.parametrize("thing", [{}, None, "ab", range(3), iter([])], ids=str)
def test_neither_list_nor_tuple(newer, thing):
    with pytest.raises(SystemError):
        newer.ListNextItems(thing, 0, 8)


@pytest.mark.parametrize("thing", [[], None, "ab", {}.items()], ids=str)
def test_no_dict(newer, thing):
    with pytest.raises(SystemError):
        newer.DictNextItems(thing, 0, 8)


# ---- Of iterators


@pytest.mark.parametrize("iterable", ["abcde", [*range(9)], {1: 2, 3: 4}, {1, 2}, range(3), ()])
def test_items_of_iterators(newer, iterable):
    iterator, found = iter(iterable), []
    while len(batch := newer.IterNextItems(iterator, 3)) == 3:
        found += batch
    assert found + batch == list(iterable)
    assert newer.IterNextItems(iterator, 3) == []


@pytest.mark.parametrize("count", [0, -1])
def test_no_item_of_an_iterator(newer, count):
    iterator = iter("ab")
    assert newer.IterNextItems(iterator, count) == []
    assert next(iterator) == "a"


def test_no_more_items_than_asked_for(newer):
    iterator = iter("abc")
    assert newer.IterNextItems(iterator, 2) == ["a", "b"]
    assert next(iterator) == "c"


class Failing:
    """An iterator that gives two items and raises."""

    def __init__(self, item, error):
        self.answers = [item, item]
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        if self.answers:
            return self.answers.pop()
        raise self.error


def test_an_iterator_that_raises(newer):
    item = object()
    before = sys.getrefcount(item)
    with pytest.raises(KeyError, match="why"):
        newer.IterNextItems(Failing(item, KeyError("why")), 8)
    assert sys.getrefcount(item) == before


def test_an_iterator_that_raises_StopIteration(newer):
    assert newer.IterNextItems(Failing(1, StopIteration), 8) == [1, 1]


@pytest.mark.parametrize("thing", [[1], None, 7], ids=str)
def test_no_iterator(newer, thing):
    with pytest.raises(TypeError, match="expected an iterator, got"):
        newer.IterNextItems(thing, 8)


def test_CloseAll(newer):
    witness = object()
    before = sys.getrefcount(witness)
    newer.CloseAll(witness)
    assert sys.getrefcount(witness) == before
