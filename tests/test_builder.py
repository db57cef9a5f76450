"""tests/test_builder.py -- builders: HPyListBuilder_*, HPyTupleBuilder_*."""

import sys

import pytest

KINDS = {"list": list, "tuple": tuple}
NEGATIVE = pytest.param(-1, marks=pytest.mark.differs("debug", "reports it", crashes=True))
counts_references = pytest.mark.skipif(
    not hasattr(sys, "getrefcount"), reason="nothing counts references"
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("items", [(), (1,), ("a", None, "a"), tuple(range(1000))], ids=len)
def test_Build(mod, kind, items):
    result = getattr(mod, kind)(*items)
    assert type(result) is KINDS[kind]
    assert result == KINDS[kind](items)


@pytest.mark.parametrize("kind", KINDS)
def test_Cancel(mod, kind):
    for items in ((), (1,), (1, 2, 3)):
        assert getattr(mod, kind + "_cancelled")(*items) is True


@counts_references
@pytest.mark.parametrize("kind", KINDS)
def test_Set_takes_a_reference_of_its_own(mod, kind):
    thing = object()
    before = sys.getrefcount(thing)
    built = getattr(mod, kind)(thing, thing, thing)
    assert sys.getrefcount(thing) == before + 3
    del built
    assert sys.getrefcount(thing) == before


@counts_references
@pytest.mark.parametrize("kind", KINDS)
def test_Cancel_drops_the_references(mod, kind):
    thing = object()
    before = sys.getrefcount(thing)
    getattr(mod, kind + "_cancelled")(thing, thing, thing)
    assert sys.getrefcount(thing) == before


@pytest.mark.differs("pypy", "has no failed builders", crashes=True)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [NEGATIVE, sys.maxsize], ids=["negative", "too large"])
def test_a_failed_builder(mod, kind, size):
    fail = getattr(mod, kind + "_failed")
    with pytest.raises(MemoryError):
        fail(size, True)
    assert fail(size, False) is None


@pytest.mark.parametrize("kind", KINDS)
def test_without_memory(mod, kind, nomemory):
    items = [object() for _ in range(1000)]
    build, cancel = getattr(mod, kind), getattr(mod, kind + "_cancelled")
    nomemory(lambda: build(*items))
    nomemory(lambda: cancel(*items))
