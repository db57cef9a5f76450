"""tests/test_name.py -- names that are C strings are found by their address, and compared."""

import random
import sys
from types import SimpleNamespace

import pytest

NAMES = ["a", "b", "name", "x" * 63, "x" * 64, "x" * 200, "ü", "日本", "", "name ", "nam"]


@pytest.mark.parametrize("name", NAMES)
def test_again_and_again(mod, name):
    for value in range(5):
        dictionary, thing = {}, SimpleNamespace()
        mod.SetItem_at(dictionary, 8, name, value)
        assert dictionary == {name: value}
        assert mod.GetItem_at(dictionary, 8, name) == value
        mod.SetAttr_at(thing, 8, name, value)
        assert vars(thing) == {name: value}
        assert mod.GetAttr_at(thing, 8, name) == value
        assert mod.HasAttr_at(thing, 8, name)
        mod.DelItem_at(dictionary, 8, name)
        assert dictionary == {}


def test_memory_that_changes(mod):
    """The str of what was at an address is not that of what is there now."""
    dictionary = {name: number for number, name in enumerate(NAMES)}
    for name in ["a", "a", "a", *NAMES, *NAMES[::-1], "a", "a", "b", "b", "a"]:
        assert mod.GetItem_at(dictionary, 16, name) == dictionary[name]
    with pytest.raises(KeyError, match="else"):
        mod.GetItem_at(dictionary, 16, "else")


def test_many_addresses(mod):
    """More than have room, in any order."""
    dictionary = {name: number for number, name in enumerate(NAMES)}
    choice = random.Random(5)
    for _ in range(3000):
        place, name = choice.randrange(0, 3000), choice.choice(NAMES)
        for _ in range(choice.randrange(1, 4)):
            assert mod.GetItem_at(dictionary, place, name) == dictionary[name]


@pytest.mark.skipif(not hasattr(sys, "getallocatedblocks"), reason="nothing counts blocks")
def test_names_that_do_not_come_again_are_forgotten(mod):
    def use(numbers):
        for number in numbers:
            name = f"name{number}"
            for _ in range(3):
                mod.GetItem_at({name: None}, number % 3000, name)

    use(range(3000))
    before = sys.getallocatedblocks()
    use(range(3000, 9000))
    assert sys.getallocatedblocks() - before < 300


def test_missing(mod):
    for _ in range(4):
        with pytest.raises(AttributeError, match="size"):
            mod.GetAttr_at(None, 32, "size")
        assert not mod.HasAttr_at(None, 32, "size")
        with pytest.raises(AttributeError):
            mod.SetAttr_at(None, 32, "size", 1)
        with pytest.raises(KeyError, match="size"):
            mod.GetItem_at({}, 32, "size")
        with pytest.raises(KeyError, match="size"):
            mod.DelItem_at({}, 32, "size")


@pytest.mark.differs("pypy", "looks at the object first")
def test_invalid_utf8(mod):
    for _ in range(4):
        with pytest.raises(UnicodeDecodeError):
            mod.GetItem_invalid()


def test_the_key_may_be_replaced_meanwhile(mod):
    """A key is held while Python code makes its place in the table another's."""

    class Hostile:
        def __getitem__(self, key):
            for place in range(2048):
                for _ in range(3):
                    mod.GetItem_at({"b": 1}, place, "b")
            return key + "!"

    for _ in range(4):
        assert mod.GetItem_at(Hostile(), 3000, "name") == "name!"


def test_no_memory(mod, nomemory):
    dictionary, places = {"name": None}, iter(range(4000))

    def call():
        place = next(places)
        for _ in range(3):  # missed, kept, found
            mod.GetItem_at(dictionary, place, "name")

    for _ in range(2000):  # fill the table
        call()
    nomemory(call)
