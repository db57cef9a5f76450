"""tests/test_item.py -- items: HPy_GetItem & co., HPy_Contains."""

import array
import collections
import sys

import pytest

NULL = ...

BY_INDEX = {"get": ["GetItem", "GetItem_i"], "set": ["SetItem", "SetItem_i"]}
BY_NAME = {"get": ["GetItem", "GetItem_s"], "set": ["SetItem", "SetItem_s"]}
DEL_BY_INDEX = ["DelItem", "DelItem_i"]
DEL_BY_NAME = ["DelItem", "DelItem_s"]
PYPY_ABORTS = pytest.mark.differs("pypy", "aborts", crashes=True)


class Recorder:
    """Remembers what is asked of its items."""

    def __init__(self):
        self.calls = []

    def __getitem__(self, key):
        self.calls.append(("get", key))
        return key

    def __setitem__(self, key, value):
        self.calls.append(("set", key, value))

    def __delitem__(self, key):
        self.calls.append(("del", key))


class Raises:
    def fail(self, *args):
        raise ZeroDivisionError

    __getitem__ = __setitem__ = __delitem__ = __contains__ = fail


# ---- Reading


SEQUENCES = [
    [5, 6, 7],
    (5, 6, 7),
    "567",
    b"567",
    range(5, 8),
    bytearray(b"567"),
    array.array("i", [5, 6, 7]),
    collections.deque([5, 6, 7]),  # has no keys of other kinds
]


@pytest.mark.parametrize("name", BY_INDEX["get"])
@pytest.mark.parametrize("sequence", SEQUENCES, ids=repr)
def test_get_from_a_sequence(mod, name, sequence):
    get = getattr(mod, name)
    for index in (0, 1, 2, -1, -3):
        assert get(sequence, index) == sequence[index]
    for index in (3, -4, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError):
            get(sequence, index)


@pytest.mark.parametrize("name", BY_INDEX["get"])
def test_get_by_int_from_a_dict(mod, name):
    get = getattr(mod, name)
    assert get({1: "one", -1: "minus one"}, 1) == "one"
    assert get({1: "one", -1: "minus one"}, -1) == "minus one"
    with pytest.raises(KeyError) as caught:
        get({}, 3)
    assert caught.value.args == (3,)


@pytest.mark.parametrize("name", BY_NAME["get"])
def test_get_by_str_from_a_dict(mod, name):
    get = getattr(mod, name)
    assert get({"größe": 1}, "größe") == 1
    with pytest.raises(KeyError) as caught:
        get({}, "größe")
    assert caught.value.args == ("größe",)


@pytest.mark.parametrize("name", ["GetItem", "GetItem_i", "GetItem_s"])
def test_get_from_a_class(mod, name):
    key = "key" if name == "GetItem_s" else 5
    recorder = Recorder()
    assert getattr(mod, name)(recorder, key) == key
    assert recorder.calls == [("get", key)]
    with pytest.raises(ZeroDivisionError):
        getattr(mod, name)(Raises(), key)


def test_GetItem_i_of_a_negative_index_from_a_class(mod):
    recorder = Recorder()
    assert mod.GetItem_i(recorder, -5) == -5


@pytest.mark.parametrize("base, value", [(list, [1]), (tuple, (1,)), (str, "1"), (dict, {0: 1})])
@pytest.mark.parametrize("name", ["GetItem", "GetItem_i"])
def test_get_asks_a_subclass(mod, name, base, value):
    class Own(base):
        def __getitem__(self, key):
            return ("own", key)

    assert getattr(mod, name)(Own(value), 0) == ("own", 0)


@pytest.mark.parametrize("name", ["GetItem", "GetItem_i", "GetItem_s"])
def test_get_of_a_missing_key(mod, name):
    class Default(dict):
        def __missing__(self, key):
            return ("missing", key)

    key = "key" if name == "GetItem_s" else 5
    assert getattr(mod, name)(Default(), key) == ("missing", key)


@pytest.mark.parametrize("name", ["GetItem", "GetItem_i", "GetItem_s"])
@pytest.mark.parametrize("thing", [5, None, object(), {1}], ids=["int", "None", "object", "set"])
def test_get_is_not_supported(mod, name, thing):
    with pytest.raises(TypeError):
        getattr(mod, name)(thing, "key" if name == "GetItem_s" else 0)


def test_get_with_a_wrong_key(mod):
    with pytest.raises(TypeError):
        mod.GetItem([1], "0")
    with pytest.raises(TypeError):
        mod.GetItem_s([1], "0")
    with pytest.raises(TypeError):
        mod.GetItem({}, [])


def test_get_from_a_type(mod):
    assert mod.GetItem(list, int) == list[int]


# ---- Contains


def test_Contains(mod):
    for container, key, found in (
        ([1, 2], 2, 1),
        ([1, 2], 3, 0),
        ({"a": 1}, "a", 1),
        ({"a": 1}, "b", 0),
        ("abc", "bc", 1),
        ("abc", "cb", 0),
        ({1}, 1, 1),
    ):
        assert mod.Contains(container, key) == found, (container, key)


def test_Contains_falls_back(mod):
    class Iterable:
        def __iter__(self):
            return iter((1, 2))

    class OldSequence:
        def __getitem__(self, index):
            return (1, 2)[index]

    for container in (Iterable(), OldSequence()):
        assert mod.Contains(container, 2) == 1
        assert mod.Contains(container, 3) == 0


def test_Contains_takes_the_truth(mod):
    class Own:
        def __contains__(self, key):
            return key

    assert mod.Contains(Own(), "true") == 1
    assert mod.Contains(Own(), "") == 0


def test_Contains_fails(mod):
    for container in (5, None, object()):
        with pytest.raises(TypeError):
            mod.Contains(container, 1)
    with pytest.raises(TypeError):
        mod.Contains("abc", 1)
    with pytest.raises(TypeError):
        mod.Contains({}, [])
    with pytest.raises(ZeroDivisionError):
        mod.Contains(Raises(), 1)


# ---- Writing


@pytest.mark.parametrize("name", BY_INDEX["set"])
def test_set_in_a_list(mod, name):
    set_ = getattr(mod, name)
    items = [1, 2, 3]
    set_(items, 0, "a")
    set_(items, -1, "c")
    assert items == ["a", 2, "c"]
    for index in (3, -4, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError):
            set_(items, index, 0)


@pytest.mark.parametrize("name", ["SetItem", "SetItem_i", "SetItem_s"])
def test_set_in_a_dict(mod, name):
    key = "größe" if name == "SetItem_s" else -5
    items = {}
    getattr(mod, name)(items, key, 1)
    assert items == {key: 1}
    getattr(mod, name)(items, key, 2)
    assert items == {key: 2}


@pytest.mark.parametrize("name", ["SetItem", "SetItem_i", "SetItem_s"])
def test_set_in_a_class(mod, name):
    key = "key" if name == "SetItem_s" else -5
    recorder = Recorder()
    getattr(mod, name)(recorder, key, "value")
    assert recorder.calls == [("set", key, "value")]
    with pytest.raises(ZeroDivisionError):
        getattr(mod, name)(Raises(), key, 1)


@pytest.mark.parametrize("base", [list, dict])
@pytest.mark.parametrize("name", ["SetItem", "SetItem_i"])
def test_set_asks_a_subclass(mod, name, base):
    calls = []

    class Own(base):
        def __setitem__(self, key, value):
            calls.append((key, value))

    getattr(mod, name)(Own(), 7, "value")
    assert calls == [(7, "value")]


@pytest.mark.parametrize("name", ["SetItem", "SetItem_i", "SetItem_s"])
@pytest.mark.parametrize("thing", [5, None, (1, 2), "abc", b"abc"], ids=repr)
def test_set_is_not_supported(mod, name, thing):
    with pytest.raises(TypeError):
        getattr(mod, name)(thing, "key" if name == "SetItem_s" else 0, 1)


def test_set_with_a_wrong_key(mod):
    with pytest.raises(TypeError):
        mod.SetItem([1], "0", 1)
    with pytest.raises(TypeError):
        mod.SetItem_s([1], "0", 1)
    with pytest.raises(TypeError):
        mod.SetItem({}, [], 1)


@PYPY_ABORTS
@pytest.mark.parametrize("name", ["SetItem", "SetItem_i", "SetItem_s"])
@pytest.mark.parametrize("make", [lambda: {"key": 1, 0: 1}, lambda: [1], Recorder])
def test_set_null_is_no_delete(mod, name, make):
    if name == "SetItem_s" and make() == [1]:
        return
    items = make()
    with pytest.raises(SystemError):
        getattr(mod, name)(items, "key" if name == "SetItem_s" else 0, NULL)
    if isinstance(items, Recorder):
        assert items.calls == []
    else:
        assert items == make()


# ---- Deleting


@pytest.mark.parametrize("name", DEL_BY_INDEX)
def test_delete_from_a_list(mod, name):
    delete = getattr(mod, name)
    items = [1, 2, 3, 4]
    delete(items, 0)
    delete(items, -1)
    assert items == [2, 3]
    for index in (2, -3, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError):
            delete(items, index)
    assert items == [2, 3]


@pytest.mark.parametrize("name", ["DelItem", "DelItem_i", "DelItem_s"])
def test_delete_from_a_dict(mod, name):
    key = "größe" if name == "DelItem_s" else -5
    items = {key: 1, "other": 2}
    getattr(mod, name)(items, key)
    assert items == {"other": 2}
    with pytest.raises(KeyError) as caught:
        getattr(mod, name)(items, key)
    assert caught.value.args == (key,)


@pytest.mark.parametrize("name", ["DelItem", "DelItem_i", "DelItem_s"])
def test_delete_from_a_class(mod, name):
    key = "key" if name == "DelItem_s" else -5
    recorder = Recorder()
    getattr(mod, name)(recorder, key)
    assert recorder.calls == [("del", key)]
    with pytest.raises(ZeroDivisionError):
        getattr(mod, name)(Raises(), key)


@pytest.mark.parametrize("name", ["DelItem", "DelItem_i", "DelItem_s"])
@pytest.mark.parametrize("thing", [5, None, (1, 2), "abc"], ids=repr)
def test_delete_is_not_supported(mod, name, thing):
    with pytest.raises(TypeError):
        getattr(mod, name)(thing, "key" if name == "DelItem_s" else 0)
