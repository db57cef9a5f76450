"""tests/test_float_new.py -- HPyFloat_New, which is newer than ABI 0.0, and types like float."""

import enum
import gc
import math
import sys

import pytest

ABIS = ("cpython", "universal", "hybrid")

needs_refcounts = pytest.mark.skipif(
    not hasattr(sys, "getrefcount"), reason="nothing counts references"
)


@pytest.fixture
def new(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    mod.take_deaths()
    return mod.New


class Python(float):
    def __new__(cls, *args):
        raise AssertionError

    __init__ = __new__


class Slots(float):
    __slots__ = ("a", "b")


class Number(float, enum.Enum):
    ONE = 1.0


def types(mod):
    """What derives from float in one way or another."""
    scalar = mod.Abstract()
    plain, full = mod.Plain((float,)), mod.Full((float,))
    return [
        float,
        Python,
        Slots,
        Number,
        plain,
        full,
        mod.Refusing((float,)),
        mod.Collected((float,)),
        mod.Plain((scalar, float)),
        mod.Full((scalar, float)),
        mod.Plain((plain,)),
        mod.Full((plain,)),
        type("P", (plain,), {}),
        type("F", (full,), {"__slots__": ()}),
    ]


KINDS = range(14)
VALUES = [0.0, 1.5, -1.0, 1e300, 5e-324, math.inf, -math.inf]


@pytest.mark.parametrize("kind", KINDS)
def test_New(mod, new, kind):
    type_ = types(mod)[kind]
    made = [new(type_, value) for value in VALUES * 10]
    assert [type(thing) for thing in made] == [type_] * len(made)
    assert [float.__float__(thing) for thing in made] == VALUES * 10
    assert math.isnan(float.__add__(new(type_, math.nan), 1.0))
    assert math.copysign(1.0, float.__float__(new(type_, -0.0))) == -1.0


def test_all_kinds(mod, new):
    assert len(types(mod)) == len(KINDS)


@needs_refcounts
@pytest.mark.parametrize("kind", KINDS)
def test_instances_hold_their_type(mod, new, kind):
    type_ = types(mod)[kind]
    before = sys.getrefcount(type_)
    for _ in range(2):
        made = [new(type_, 2.5) for _ in range(100)]
        if type_ is not float:
            assert sys.getrefcount(type_) == before + 100
        del made
    assert sys.getrefcount(type_) == before


@pytest.mark.parametrize("name", ["Full", "Collected"])
@pytest.mark.parametrize("base", [None, "Python", "Plain"])
def test_struct(mod, new, name, base):
    type_ = getattr(mod, name)((mod.Plain((float,)),) if base == "Plain" else (float,))
    if base == "Python":
        type_ = type("Derived", (type_,), {})
    witness = object()
    for _ in range(3):
        made = [new(type_, 2.5) for _ in range(50)]
        for number, thing in enumerate(made):
            assert mod.exchange(thing, number, witness) == (0, 0, None)
        for number, thing in enumerate(made):
            assert mod.exchange(thing, 1, None) == (number, -number, witness)
            assert thing == 2.5
        del made, thing
        gc.collect()
        assert mod.take_deaths() == 50


def test_struct_is_zeroed_in_used_memory(mod, new):
    type_ = mod.Full((float,))
    for value in VALUES * 10:
        thing = type_(value) if value > 0 else new(type_, value)
        assert thing == value
        assert mod.exchange(thing, -1, type_) == (0, 0, None)
        del thing
    assert mod.take_deaths() == 10 * len(VALUES)


def test_cycles(mod, new):
    type_ = mod.Collected((float,))
    first, second = new(type_, 1.0), new(type_, 2.0)
    assert gc.is_tracked(first)
    mod.exchange(first, 0, second)
    mod.exchange(second, 0, first)
    del first, second
    gc.collect()
    assert mod.take_deaths() == 2


def test_resurrection(mod, new):
    kept = []
    type_ = type("Derived", (mod.Full((float,)),), {"__del__": lambda self: kept.append(self)})
    new(type_, 1.5)
    assert kept == [1.5]
    assert type(kept[0]) is type_
    assert mod.take_deaths() == 0
    del kept[:]
    assert mod.take_deaths() == 1


def test_finalizer_of_the_type_itself(mod, new):
    seen = []
    type_ = mod.Full((float,))
    type_.__del__ = lambda self: seen.append(float(self))
    new(type_, 2.5)
    assert seen == [2.5]
    del type_.__del__
    new(type_, 3.5)
    assert seen == [2.5]
    assert mod.take_deaths() == 2


def test_the_type_dies_first(mod, new):
    made = [new(mod.Full((float,)), 0.5) for _ in range(10)]
    gc.collect()
    assert sum(made) == 5.0
    del made
    assert mod.take_deaths() == 10


def test_arithmetic_makes_floats(mod, new):
    assert type(new(mod.Plain((float,)), 2.5) + 1) is float


@pytest.mark.parametrize("type_", [object, int, str, type, complex, Exception])
def test_no_float(new, type_):
    with pytest.raises(TypeError, match=f"derives from it, got the type '{type_.__name__}'"):
        new(type_, 1.0)


def test_no_float_of_hpy(mod, new):
    with pytest.raises(TypeError, match=r"derives from it, got the type '.*Abstract'"):
        new(mod.Abstract(), 1.0)


@pytest.mark.differs("debug", "ends the process", crashes=True)
@pytest.mark.parametrize("thing", [1.5, "float", None], ids=str)
def test_no_type(new, thing):
    with pytest.raises(TypeError, match=f"expected a type, got '{type(thing).__name__}'"):
        new(thing, 1.0)


@pytest.mark.parametrize("kind", [0, 1, 4, 5, 7, 12])
def test_without_memory(mod, new, nomemory, kind):
    type_ = types(mod)[kind]
    keep = [new(type_, 1.0) for _ in range(40)]
    nomemory(lambda: [new(type_, 1.0) for _ in range(150)])
    del keep
