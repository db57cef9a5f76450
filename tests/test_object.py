"""tests/test_object.py -- what every object can do."""

import math
import operator

import pytest

# In the order of HPy_RichCmpOp.
COMPARISONS = [
    operator.lt,
    operator.le,
    operator.eq,
    operator.ne,
    operator.gt,
    operator.ge,
]
EQ, NE = 2, 3


class Raises:
    """Raises KeyError whatever is asked of it."""

    def fail(self, *args):
        raise KeyError("from the object")

    __len__ = __bool__ = __repr__ = __str__ = __bytes__ = __hash__ = __eq__ = __lt__ = fail


@pytest.mark.parametrize("name", ["Length", "Hash", "IsTrue", "Repr", "Str", "ASCII", "Bytes"])
def test_exceptions_pass(mod, name):
    with pytest.raises(KeyError, match="from the object"):
        getattr(mod, name)(Raises())


def test_Length(mod):
    for thing in ("abc", [], (1, 2), {1: 2}, {1}, b"abcd", range(10**6)):
        assert mod.Length(thing) == len(thing)
    for thing in (5, None, iter([])):
        with pytest.raises(TypeError):
            mod.Length(thing)


def test_Length_is_wrong(mod):
    class Negative:
        def __len__(self):
            return -1

    with pytest.raises(ValueError):
        mod.Length(Negative())


def test_Hash(mod):
    for thing in (0, -1, 10**30, "abc", (1, 2), None, object()):
        assert mod.Hash(thing) == hash(thing)
    for thing in ([], {}, set()):
        with pytest.raises(TypeError):
            mod.Hash(thing)


def test_IsTrue(mod):
    for thing in (True, 1, "x", [0], object(), -1.5):
        assert mod.IsTrue(thing) is True
    for thing in (False, 0, "", [], None, 0.0, {}):
        assert mod.IsTrue(thing) is False


def test_IsTrue_of_a_wrong_bool(mod):
    class Wrong:
        def __bool__(self):
            return "yes"

    with pytest.raises(TypeError):
        mod.IsTrue(Wrong())


def test_Type(mod):
    for thing in (1, True, None, "x", int, type, Raises()):
        assert mod.Type(thing) is type(thing)


class YesMeta(type):
    def __instancecheck__(cls, obj):
        return True

    def __subclasscheck__(cls, sub):
        return True


class Yes(metaclass=YesMeta):
    pass


def test_TypeCheck(mod):
    for thing, type_, answer in (
        ("x", str, True),
        (True, int, True),
        (True, bool, True),
        (1, bool, False),
        (1, object, True),
        (1, str, False),
        (int, type, True),
        (Yes, YesMeta, True),
    ):
        assert mod.TypeCheck(thing, type_) is answer, (thing, type_)


def test_TypeCheck_does_not_ask_the_metaclass(mod):
    assert isinstance(1, Yes)
    assert mod.TypeCheck(1, Yes) is False
    assert mod.TypeCheck(Yes(), Yes) is True


def test_Is(mod):
    thing = []
    assert mod.Is(thing, thing) is True
    assert mod.Is(thing, []) is False
    assert mod.Is(None, None) is True
    assert mod.Is(1, True) is False


TEXTS = ["größe", 5, None, [1, "é"], b"x", object]


@pytest.mark.parametrize("value", TEXTS, ids=repr)
def test_texts(mod, value):
    assert mod.Repr(value) == repr(value)
    assert mod.Str(value) == str(value)
    assert mod.ASCII(value) == ascii(value)


def test_wrong_texts(mod):
    class Wrong:
        def __repr__(self):
            return 5

        __str__ = __repr__

    for function in (mod.Repr, mod.Str, mod.ASCII):
        with pytest.raises(TypeError):
            function(Wrong())


def test_Str_falls_back_to_repr(mod):
    class OnlyRepr:
        def __repr__(self):
            return "the repr"

    assert mod.Str(OnlyRepr()) == "the repr"


def test_Bytes(mod):
    class Own:
        def __bytes__(self):
            return b"own"

    for value in (b"abc", bytearray(b"abc"), memoryview(b"abc")):
        result = mod.Bytes(value)
        assert type(result) is bytes
        assert result == b"abc"
    assert mod.Bytes(Own()) == b"own"
    for value in ("abc", 5, None):
        with pytest.raises(TypeError):
            mod.Bytes(value)


@pytest.mark.differs("pypy", "takes buffers only")
def test_Bytes_of_an_iterable(mod):
    assert mod.Bytes([97, 98, 99]) == b"abc"
    assert mod.Bytes(range(3)) == b"\0\1\2"


@pytest.mark.parametrize("op", range(6), ids=lambda op: COMPARISONS[op].__name__)
def test_comparison(mod, op):
    for left, right in ((1, 2), (2, 2), (3, 2), ("a", "b"), ([1], [1]), (1, 1.5)):
        expected = COMPARISONS[op](left, right)
        assert mod.RichCompare(left, right, op) is expected
        assert mod.RichCompareBool(left, right, op) is expected


@pytest.mark.parametrize("op", range(6), ids=lambda op: COMPARISONS[op].__name__)
def test_comparison_by_a_class(mod, op):
    name = COMPARISONS[op].__name__
    method = lambda self, other: (name, other)
    Comparing = type("Comparing", (), {f"__{name}__": method})
    other = object()
    assert mod.RichCompare(Comparing(), other, op) == (name, other)
    assert mod.RichCompareBool(Comparing(), other, op) is True


@pytest.mark.parametrize("name", ["RichCompare", "RichCompareBool"])
def test_comparison_errors(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)(1, "x", 0)
    with pytest.raises(KeyError):
        getattr(mod, name)(Raises(), 1, EQ)


def test_RichCompareBool_knows_that_an_object_equals_itself(mod):
    assert mod.RichCompare(math.nan, math.nan, EQ) is False
    assert mod.RichCompareBool(math.nan, math.nan, EQ) is True
    assert mod.RichCompareBool(math.nan, math.nan, NE) is False
