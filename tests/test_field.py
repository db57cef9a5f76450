"""tests/test_field.py -- references in structs and in static variables:
HPyField_Store, HPyField_Load, HPyGlobal_Store, HPyGlobal_Load, HPyGlobal_Borrow, HPyGlobal_Return.
"""

import gc
import sys
import weakref

import pytest

NULL = ...
counts_references = pytest.mark.skipif(
    not hasattr(sys, "getrefcount"), reason="nothing counts references"
)


class Thing:
    """Something that a weak reference can watch."""


@pytest.fixture(params=["Pair_type", "Untracked_type"])
def Pair(mod, request):
    return getattr(mod, request.param)()


# ---- Fields


def test_a_field_is_null_at_first(Pair):
    pair = Pair()
    assert pair.first() is NULL
    assert pair.second() is NULL


def test_Store_and_Load(Pair):
    first, second = object(), object()
    pair = Pair(first, second)
    assert pair.first() is first
    assert pair.first() is first
    assert pair.second() is second


def test_Store_again(Pair):
    pair = Pair("old", "second")
    pair.set_first("new")
    assert pair.first() == "new"
    pair.set_first(NULL)
    assert pair.first() is NULL
    pair.set_first(NULL)
    pair.set_first("newer")
    assert pair.first() == "newer"
    assert pair.second() == "second"


@counts_references
def test_a_field_holds_one_reference(Pair):
    thing = object()
    before = sys.getrefcount(thing)
    pair = Pair(thing)
    assert sys.getrefcount(thing) == before + 1
    pair.first()
    assert sys.getrefcount(thing) == before + 1
    pair.set_first(thing)
    assert sys.getrefcount(thing) == before + 1
    pair.set_first(NULL)
    assert sys.getrefcount(thing) == before
    pair.set_first(thing)
    del pair
    assert sys.getrefcount(thing) == before


@pytest.mark.differs("pypy", "collects it later")
def test_a_finalizer_does_not_see_the_old_value(Pair):
    seen = []

    class Watching:
        def __init__(self, pair):
            self.pair = pair

        def __del__(self):
            seen.append(self.pair.first())

    pair = Pair()
    pair.set_first(Watching(pair))
    pair.set_first("new")
    assert seen == ["new"]
    pair.set_first(Watching(pair))
    pair.set_first(NULL)
    assert seen == ["new", NULL]


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="asks CPython's collector")
def test_get_referents(mod):
    first, second = object(), object()
    Pair = mod.Pair_type()
    referents = gc.get_referents(Pair(first, second))
    assert [r for r in referents if r is not Pair] == [first, second]
    assert [r for r in gc.get_referents(Pair(first)) if r is not Pair] == [first]


def test_a_cycle_is_collected(mod):
    Pair = mod.Pair_type()
    thing = Thing()
    left, right = Pair(None, thing), Pair()
    left.set_first(right)
    right.set_first(left)
    alive = weakref.ref(thing)
    del left, right, thing
    for _ in range(5):
        gc.collect()
    assert alive() is None


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="PyPy looks when the type is made")
def test_every_instance_is_finalized(Pair):
    """Also where the memory of a dead instance becomes that of the next one."""
    seen = []

    def make_and_drop():
        seen.clear()
        for i in range(100):
            Pair(i, None)

    for _ in range(3):
        make_and_drop()
        assert seen == []
        Pair.__del__ = lambda self: seen.append(self.first())
        make_and_drop()
        assert seen == [*range(100)]
        del Pair.__del__


def test_instances_that_live_and_die_in_turn(Pair):
    alive = []
    for i in range(300):
        alive.append(Pair(i, str(i)))
        if i % 3 == 0:
            del alive[: len(alive) // 2]
    assert all(str(pair.first()) == pair.second() for pair in alive)
    assert Pair().first() is NULL


# ---- Globals


@pytest.fixture
def globals_(mod):
    yield mod
    mod.Global_Store(NULL)
    mod.other_Store(NULL)


def test_Global_Store_and_Load(globals_):
    first, second = object(), object()
    globals_.Global_Store(first)
    globals_.other_Store(second)
    for _ in range(3):
        assert globals_.Global_Load() is first
    assert globals_.other_Load() is second
    globals_.Global_Store(second)
    assert globals_.Global_Load() is second


def test_Global_keeps_its_object_alive(globals_):
    globals_.Global_Store(Thing())
    gc.collect()
    assert type(globals_.Global_Load()) is Thing


@counts_references
def test_a_global_holds_one_reference(globals_):
    thing = object()
    before = sys.getrefcount(thing)
    globals_.Global_Store(thing)
    assert sys.getrefcount(thing) == before + 1
    globals_.Global_Load()
    assert sys.getrefcount(thing) == before + 1
    globals_.Global_Store(thing)
    assert sys.getrefcount(thing) == before + 1
    globals_.Global_Store(NULL)
    assert sys.getrefcount(thing) == before


def test_Global_Borrow(globals_):
    for thing in (object(), Thing):
        globals_.Global_Store(thing)
        assert globals_.Global_Borrow(thing)
        assert not globals_.Global_Borrow(globals_)


@counts_references
def test_what_is_borrowed_is_given_back(globals_):
    thing = object()
    globals_.Global_Store(thing)
    before = sys.getrefcount(thing)
    for _ in range(10):
        assert globals_.Global_Borrow(thing)
    assert sys.getrefcount(thing) == before
