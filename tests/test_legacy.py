"""tests/test_legacy.py -- beside the C API: HPy_FromPyObject, HPy_AsPyObject, legacy methods,
and capsules that either side makes.
"""

import pytest

ABIS = ("hybrid", "cpython")


def test_through_object(mod):
    thing = object()
    assert mod.through_object(thing) is thing


def test_each_is_a_reference_of_its_own(mod):
    assert mod.reference_counts(object()) == (+1, -1, -1)


def test_of_null(mod):
    assert mod.of_null() is True


def test_exceptions_are_shared(mod):
    with pytest.raises(KeyError, match="legacy"):
        mod.raise_legacy()


def test_capsules_are_interchangeable(mod):
    assert mod.capsules() is True


def test_legacy_methods(mod):
    assert mod.legacy_noargs() is mod
    assert mod.legacy_noargs.__doc__ == "A legacy doc."
    assert mod.legacy_one("x") == "x"
    assert mod.legacy_varargs(1, 2) == (1, 2)
    assert mod.legacy_keywords(1, a=2) == ((1,), {"a": 2})
    assert mod.legacy_keywords() == ((), None)
    with pytest.raises(TypeError):
        mod.legacy_noargs(1)
    with pytest.raises(TypeError):
        mod.legacy_varargs(a=1)
