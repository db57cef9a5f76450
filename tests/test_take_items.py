"""tests/test_take_items.py -- builders that take handles over, which is newer than ABI 0.0."""

import sys

import pytest

KINDS = [list, tuple]


@pytest.fixture
def newer(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("split", "size"), [(0, 0), (0, 1), (1, 1), (2, 5), (8, 8)])
def test_items_are_in_their_places(newer, kind, split, size):
    items = [str(i) for i in range(size)]
    made = getattr(newer, kind.__name__)(split, *items)
    assert type(made) is kind
    assert made == kind(items)


@pytest.mark.parametrize("kind", KINDS)
def test_items_are_owned_once(newer, kind):
    witness = object()
    before = sys.getrefcount(witness)
    made = getattr(newer, kind.__name__)(1, witness, witness)
    assert sys.getrefcount(witness) == before + 2
    del made
    assert sys.getrefcount(witness) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelled_builder_drops_them(newer, kind):
    witness = object()
    before = sys.getrefcount(witness)
    assert getattr(newer, f"{kind.__name__}_cancelled")(witness, witness)
    assert sys.getrefcount(witness) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_failed_builder_takes_them_too(newer, kind):
    witness = object()
    before = sys.getrefcount(witness)
    with pytest.raises(MemoryError):
        getattr(newer, f"{kind.__name__}_failed")(witness, witness)
    assert sys.getrefcount(witness) == before
