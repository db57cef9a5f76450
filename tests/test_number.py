"""tests/test_number.py -- numbers: the operators, and HPyNumber_Check."""

import operator

import pytest

UNARY = {
    "Negative": operator.neg,
    "Positive": operator.pos,
    "Absolute": abs,
    "Invert": operator.invert,
}
# The API function, its operator, and the special method that implements it.
BINARY = {
    "Add": (operator.add, "add"),
    "Subtract": (operator.sub, "sub"),
    "Multiply": (operator.mul, "mul"),
    "FloorDivide": (operator.floordiv, "floordiv"),
    "TrueDivide": (operator.truediv, "truediv"),
    "Remainder": (operator.mod, "mod"),
    "Divmod": (divmod, "divmod"),
    "Lshift": (operator.lshift, "lshift"),
    "Rshift": (operator.rshift, "rshift"),
    "And": (operator.and_, "and"),
    "Xor": (operator.xor, "xor"),
    "Or": (operator.or_, "or"),
    "MatrixMultiply": (operator.matmul, "matmul"),
}
IN_PLACE = {"InPlace" + name: value for name, value in BINARY.items() if name != "Divmod"}


class Recorder:
    """Answers every operator with its name and operands."""

    def __init__(self, prefix, names):
        for name in names:
            setattr(type(self), f"__{prefix}{name}__", self.method(prefix + name))

    def method(self, name):
        return lambda self, *others: (name, self, *others)


def recorder(prefix, *names):
    return type("Recorder", (Recorder,), {})(prefix, names)


@pytest.mark.parametrize("name", UNARY)
def test_unary(mod, name):
    for value in (0, 1, -7, 2**100):
        result = getattr(mod, name)(value)
        assert result == UNARY[name](value)
        assert type(result) is int


def test_unary_of_bool(mod):
    assert [f(True) for f in (mod.Negative, mod.Positive, mod.Absolute)] == [-1, 1, 1]


@pytest.mark.parametrize("name", UNARY)
def test_unary_wrong_type(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)("x")


@pytest.mark.parametrize("name", [name for name in BINARY if name != "MatrixMultiply"])
def test_binary(mod, name):
    for left, right in ((7, 2), (-7, 2), (0, 3), (2**100, 3), (True, 1)):
        result = getattr(mod, name)(left, right)
        expected = BINARY[name][0](left, right)
        assert result == expected
        assert type(result) is type(expected)


@pytest.mark.parametrize("name", BINARY)
def test_binary_order_of_operands(mod, name):
    method = BINARY[name][1]
    left, right = recorder("", method), object()
    assert getattr(mod, name)(left, right) == (method, left, right)


@pytest.mark.parametrize("name", BINARY)
def test_binary_reflected(mod, name):
    method = BINARY[name][1]
    left, right = object(), recorder("r", method)
    assert getattr(mod, name)(left, right) == ("r" + method, right, left)


@pytest.mark.parametrize("name", [*BINARY, *IN_PLACE])
def test_binary_wrong_types(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)(object(), 1)
    with pytest.raises(TypeError):
        getattr(mod, name)(1, object())


@pytest.mark.parametrize("name", ["FloorDivide", "TrueDivide", "Remainder", "Divmod"])
def test_division_by_zero(mod, name):
    with pytest.raises(ZeroDivisionError):
        getattr(mod, name)(1, 0)


def test_sequences(mod):
    assert mod.Add([1], [2]) == [1, 2]
    assert mod.Add("a", "b") == "ab"
    assert mod.Multiply((1,), 3) == (1, 1, 1)
    assert mod.Multiply(3, "a") == "aaa"
    assert mod.Remainder("%d!", 5) == "5!"


def test_Power(mod):
    assert mod.Power(2, 10, None) == 1024
    assert mod.Power(2, 10, 1000) == 24
    assert mod.Power(2.0, -1, None) == 0.5
    with pytest.raises(TypeError):
        mod.Power("x", 2, None)
    with pytest.raises(TypeError):
        mod.Power(2, 10, "x")
    with pytest.raises(ValueError):
        mod.Power(2, 10, 0)


def test_Power_of_a_class(mod):
    class Base:
        def __pow__(self, *arguments):
            return ("pow", *arguments)

    assert mod.Power(Base(), 2, None) == ("pow", 2)
    assert mod.Power(Base(), 2, 7) == ("pow", 2, 7)


@pytest.mark.parametrize("name", [name for name in IN_PLACE if name != "InPlaceMatrixMultiply"])
def test_in_place_falls_back(mod, name):
    for left, right in ((7, 2), (-7, 2), (2**100, 3)):
        assert getattr(mod, name)(left, right) == IN_PLACE[name][0](left, right)


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place_method(mod, name):
    method = "i" + IN_PLACE[name][1]
    left, right = recorder("", method), object()
    assert getattr(mod, name)(left, right) == (method, left, right)


def test_in_place_changes_the_object(mod):
    items = [1]
    assert mod.InPlaceAdd(items, [2]) is items
    assert items == [1, 2]
    assert mod.InPlaceMultiply(items, 2) is items
    assert items == [1, 2, 1, 2]
    names = {1, 2, 3}
    assert mod.InPlaceAnd(names, {2, 3, 4}) is names
    assert mod.InPlaceSubtract(names, {3}) is names
    assert mod.InPlaceOr(names, {5}) is names
    assert mod.InPlaceXor(names, {5, 6}) is names
    assert names == {2, 6}


def test_InPlacePower(mod):
    assert mod.InPlacePower(2, 10, None) == 1024
    assert mod.InPlacePower(2, 10, 1000) == 24
    with pytest.raises(TypeError):
        mod.InPlacePower("x", 2, None)


def test_InPlacePower_ignores_the_modulus(mod):
    class Base:
        def __ipow__(self, *arguments):
            return ("ipow", *arguments)

    assert mod.InPlacePower(Base(), 2, None) == ("ipow", 2)
    assert mod.InPlacePower(Base(), 2, 7) == ("ipow", 2)


@pytest.mark.parametrize("name", [*BINARY, *IN_PLACE])
def test_exception_of_a_method(mod, name):
    class Raises:
        def fail(self, other):
            raise KeyError("from the method")

    method = {**BINARY, **IN_PLACE}[name][1]
    setattr(Raises, f"__{method}__", Raises.fail)
    with pytest.raises(KeyError):
        getattr(mod, name)(Raises(), 1)


class Index:
    def __index__(self):
        return 5


class Int:
    def __int__(self):
        return 6


class Float:
    def __float__(self):
        return 7.5


def test_Index(mod):
    assert mod.Index(5) == 5
    assert mod.Index(Index()) == 5
    for value in (5.0, "5", None, Int()):
        with pytest.raises(TypeError):
            mod.Index(value)


def test_Long(mod):
    assert mod.Long(5.7) == 5
    assert mod.Long("-12") == -12
    assert mod.Long(Int()) == 6
    assert mod.Long(Index()) == 5
    for value in (None, [], 1j):
        with pytest.raises(TypeError):
            mod.Long(value)
    with pytest.raises(ValueError):
        mod.Long("x")
    with pytest.raises(OverflowError):
        mod.Long(float("inf"))


def test_Float(mod):
    assert mod.Float(5) == 5.0
    assert mod.Float("2.5") == 2.5
    assert mod.Float(Float()) == 7.5
    assert mod.Float(Index()) == 5.0
    assert type(mod.Float(True)) is float
    for value in (None, [], 1j):
        with pytest.raises(TypeError):
            mod.Float(value)
    with pytest.raises(ValueError):
        mod.Float("x")


def test_Number_Check(mod):
    for number in (0, 1.5, True, Int(), Float()):
        assert mod.Number_Check(number) is True
    for other in ("1", None, [], b"1", object()):
        assert mod.Number_Check(other) is False


@pytest.mark.differs("pypy", "says no to complex numbers and to objects with only __index__")
@pytest.mark.parametrize("number", [1j, Index()], ids=["complex", "index"])
def test_Number_Check_of_complex_and_index(mod, number):
    assert mod.Number_Check(number) is True
