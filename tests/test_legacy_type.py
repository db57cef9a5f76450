"""tests/test_legacy_type.py -- types with slots of the C API, in the hybrid ABI."""

import gc
import weakref

import pytest

ABIS = ["cpython", "hybrid"]


@pytest.fixture(scope="module")
def Half(mod):
    return mod.make_half()


def test_legacy_methods(Half):
    half = Half()
    assert half.keywords(1, a=2) == (half, (1,), {"a": 2})
    assert half.keywords() == (half, (), None)
    assert Half.of_class() is Half
    assert half.of_class() is Half
    assert Half.static(3) == 3
    assert Half.keywords.__doc__ == "legacy"


def test_legacy_members_and_getset(Half):
    half = Half(21)
    assert (half.number, half.double) == (21, 42)
    half.number = 4
    assert half.double == 8
    half.object = half.number
    assert half.object == 4
    with pytest.raises(AttributeError):
        half.double = 1


def test_legacy_number_and_sequence_slots(Half):
    half = Half(3)
    assert -half == -3
    assert len(half) == 3
    assert list(half) == [0, 10, 20]
    assert half[-1] == 20
    with pytest.raises(IndexError, match="legacy index"):
        half[3]


def test_beside_those_of_HPy(Half):
    half = Half(1, 2)
    assert half.sum() == 3
    half.hpy_number = 5
    assert half.sum() == 6
    assert repr(half) == "Half of 1"


def test_own_dealloc(mod, Half):
    before = mod.count_deaths()
    half = Half()
    half.object = witness = type("Witness", (), {})()
    reference = weakref.ref(witness)
    del witness, half
    assert mod.count_deaths() == before + 1
    assert reference() is None


def test_cycle(mod, Half):
    gc.collect()
    before = mod.count_deaths()
    half = Half()
    assert gc.is_tracked(half)
    half.object = [half]
    del half
    assert mod.count_deaths() == before
    gc.collect()
    assert mod.count_deaths() == before + 1


def test_subclass_in_Python(mod, Half):
    class S(Half):
        def sum(self):
            return "Python", super().sum()

    before = mod.count_deaths()
    instance = S(1, 2)
    instance.attribute = instance
    assert instance.sum() == ("Python", 3)
    assert (instance.double, len(instance), S.of_class()) == (2, 1, S)
    del instance
    gc.collect()
    assert mod.count_deaths() == before + 1


def test_types_are_freed(mod):
    T = mod.make_half()
    reference = weakref.ref(T)
    T(1)
    del T
    gc.collect()
    assert reference() is None


def test_legacy_from_legacy(mod, Half):
    T = mod.make_legacy_from(Half)
    assert T.__mro__ == (T, Half, object)
    assert T(2, 3).sum() == 5


def test_legacy_from_pure_is_refused(mod):
    with pytest.raises(TypeError, match="legacy"):
        mod.make_legacy_from(mod.make_pure())


def test_legacy_slots_of_a_pure_type_are_refused(mod):
    with pytest.raises(TypeError, match="legacy_slots"):
        mod.make_mixed()


def test_pure_from_python_class_over_legacy(mod, Half):
    """Nothing of the one gets in the way of the other."""
    pure = mod.make_pure()()
    pure.pure_number = 7
    half = Half(1)
    half.object = pure
    assert half.object.pure_number == 7


def test_static_metaclass(mod):
    T = mod.make_tagged()
    assert type(T).__name__ == "Meta"
    assert T.tag.startswith("tag of ")
    instance = T()
    instance.pure_number = 3
    assert instance.pure_number == 3

    class S(T):
        pass

    assert type(S) is type(T)
    assert S.tag == "tag of S"
    assert S().pure_number == 0
