"""tests/test_dict.py -- dictionaries: HPyDict_*."""

import pytest

NULL = ...


class MyDict(dict):
    def keys(self):
        raise AssertionError("the storage is to be read")

    copy = keys


def test_Check(mod):
    for value in ({}, {1: 2}, MyDict()):
        assert mod.Check(value) is True
    for value in ([], set(), None, dict):
        assert mod.Check(value) is False


def test_New(mod):
    assert mod.New() == {}
    assert mod.New() is not mod.New()


def test_Keys(mod):
    for value in ({}, {"b": 1, "a": 2, 3: 4}, MyDict(a=1)):
        result = mod.Keys(value)
        assert type(result) is list
        assert result == list(value)


def test_Copy(mod):
    original = {"a": [1], "b": 2}
    copy = mod.Copy(original)
    assert type(copy) is dict
    assert copy == original
    assert copy is not original
    assert copy["a"] is original["a"]
    copy["c"] = 3
    assert "c" not in original
    assert mod.Copy(MyDict(a=1)) == {"a": 1}


@pytest.mark.parametrize("value", [NULL, None, [], "x", 5], ids=repr)
def test_no_dict(mod, value):
    for function in (mod.Keys, mod.Copy):
        with pytest.raises(SystemError):
            function(value)
