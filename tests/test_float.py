"""tests/test_float.py -- floats: HPyFloat_FromDouble, HPyFloat_AsDouble, HPyFloat_AS_DOUBLE."""

import math

import pytest


class Float:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class MyFloat(float):
    pass


def test_FromDouble(mod):
    result = mod.FromDouble_half()
    assert type(result) is float
    assert result == 0.5


@pytest.mark.parametrize("value", [0.0, 1.5, -1.0, 1e300, 5e-324, math.inf, -math.inf])
def test_AsDouble(mod, value):
    assert mod.AsDouble(value) == value


def test_AsDouble_keeps_what_does_not_compare(mod):
    assert math.isnan(mod.AsDouble(math.nan))
    assert math.copysign(1.0, mod.AsDouble(-0.0)) == -1.0


def test_AsDouble_of_other_numbers(mod):
    assert mod.AsDouble(MyFloat(2.5)) == 2.5
    assert mod.AsDouble(Float(2.5)) == 2.5
    assert mod.AsDouble(7) == 7.0
    assert mod.AsDouble(True) == 1.0


@pytest.mark.differs("pypy", "refuses __index__")
def test_AsDouble_asks_for_index(mod):
    assert mod.AsDouble(Index(7)) == 7.0


@pytest.mark.parametrize("value", [None, "1.5", b"1.5", [], 1j], ids=repr)
def test_AsDouble_wrong_type(mod, value):
    with pytest.raises(TypeError):
        mod.AsDouble(value)


def test_AsDouble_out_of_range(mod):
    with pytest.raises(OverflowError):
        mod.AsDouble(10**400)


def test_AsDouble_of_float_method_that_is_wrong(mod):
    with pytest.raises(TypeError):
        mod.AsDouble(Float("2.5"))


class Other(float):
    def __float__(self):
        return 7.0


class Derived(Other):
    """With a struct that float does not have."""

    __slots__ = ("slot",)


@pytest.mark.parametrize("value", [0.0, 1.5, -1.0, 1e300, 5e-324, math.inf, -math.inf])
def test_AS_DOUBLE(mod, value):
    for cls in (float, MyFloat, Other, Derived):
        assert mod.AS_DOUBLE(cls(value)) == value


def test_value_of_floats_that_convert_otherwise(mod):
    for cls in (MyFloat, Other, Derived, type("Both", (Derived, Other), {})):
        assert mod.AsDouble(cls(2.5)) == mod.AS_DOUBLE(cls(2.5)) == 2.5
    assert math.isnan(mod.AS_DOUBLE(math.nan))
    assert math.copysign(1.0, mod.AS_DOUBLE(-0.0)) == -1.0
