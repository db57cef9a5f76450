"""tests/test_slot_object.py -- the slots of sequences, mappings, text, hashing, descriptors."""

import operator

import pytest


@pytest.fixture(params=["HPy type", "Python class"])
def sequence(request, mod):
    mod.take()
    cls = mod.Sequence
    return cls() if request.param == "HPy type" else type("S", (cls,), {})()


@pytest.fixture
def mapping(mod):
    mod.take()
    return mod.Mapping()


def test_items(sequence):
    assert len(sequence) == 10
    assert (sequence[0], sequence[9], sequence[-1]) == (100, 109, 109)
    assert list(sequence) == list(range(100, 110))
    with pytest.raises(IndexError):
        sequence[10]


def test_assignments(mod, sequence):
    sequence[3] = "x"
    sequence[-1] = "y"
    del sequence[4]
    assert mod.take() == [("sq_ass_item", 3, "x"), ("sq_ass_item", 9, "y"), ("sq_ass_item", 4)]


def test_contains(sequence):
    assert 7 in sequence
    assert 8 not in sequence
    with pytest.raises(ValueError, match="no text"):
        "x" in sequence


def test_operators(sequence):
    assert sequence + [1] == ("sq_concat", sequence, [1])
    assert sequence * 3 == ("sq_repeat", sequence, 3)
    assert operator.iadd(sequence, [1]) == ("sq_inplace_concat", sequence, [1])
    assert operator.imul(sequence, 4) == ("sq_inplace_repeat", sequence, 4)


@pytest.mark.differs("pypy", "asks only the left operand for a slot")
def test_reflected_repeat(sequence):
    assert 3 * sequence == ("sq_repeat", sequence, 3)


def test_mapping(mod, mapping):
    with pytest.raises(OverflowError, match="endless"):
        len(mapping)
    assert mapping["key"] == ("mp_subscript", "key")
    assert mapping[1:2] == ("mp_subscript", slice(1, 2))
    mapping["key"] = 3
    del mapping["key"]
    assert mod.take() == [("mp_ass_subscript", "key", 3), ("mp_ass_subscript", "key")]


def test_text(mapping, sequence):
    assert (repr(mapping), str(mapping), f"{mapping}") == ("<repr>", "str", "str")
    assert "object at" in repr(sequence)


def test_hash(mod, mapping):
    assert hash(mapping) == 12345
    mod.set_hash(-1)
    assert mapping.__hash__() == -1
    mod.set_hash(-2)
    with pytest.raises(TypeError, match="not hashable today"):
        hash(mapping)
    mod.set_hash(12345)


@pytest.mark.parametrize("name", ["lt", "le", "eq", "ne", "gt", "ge"])
@pytest.mark.parametrize("number", [9, 10, 11])
def test_comparison(mapping, name, number):
    compare = getattr(operator, name)
    assert compare(mapping, number) is compare(10, number)
    assert compare(number, mapping) is compare(number, 10)


def test_comparison_not_implemented(mapping):
    assert (mapping == "x") is False
    with pytest.raises(TypeError):
        mapping < "x"


@pytest.mark.differs("pypy", "hands None over instead of a null object")
def test_descriptor(mod):
    class C:
        attribute = mod.Descriptor()

    instance = C()
    assert instance.attribute == (instance, C)
    assert C.attribute == ("class", C)
