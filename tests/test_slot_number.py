"""tests/test_slot_number.py -- the slots of numbers."""

import operator

import pytest

UNARY = {
    "negative": operator.neg,
    "positive": operator.pos,
    "absolute": abs,
    "invert": operator.invert,
}
BINARY = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "remainder": operator.mod,
    "divmod": divmod,
    "lshift": operator.lshift,
    "rshift": operator.rshift,
    "and": operator.and_,
    "xor": operator.xor,
    "or": operator.or_,
    "floor_divide": operator.floordiv,
    "true_divide": operator.truediv,
    "matrix_multiply": operator.matmul,
}
IN_PLACE = {
    "add": operator.iadd,
    "subtract": operator.isub,
    "multiply": operator.imul,
    "remainder": operator.imod,
    "lshift": operator.ilshift,
    "rshift": operator.irshift,
    "and": operator.iand,
    "xor": operator.ixor,
    "or": operator.ior,
    "floor_divide": operator.ifloordiv,
    "true_divide": operator.itruediv,
    "matrix_multiply": operator.imatmul,
}


NOT_REFLECTED = pytest.mark.differs("pypy", "asks only the left operand for a slot")


@pytest.fixture(params=["HPy type", "Python class"])
def recorder(request, mod):
    cls = mod.Recorder
    return cls() if request.param == "HPy type" else type("S", (cls,), {})()


@pytest.mark.parametrize("name", UNARY)
def test_unary(recorder, name):
    assert UNARY[name](recorder) == (f"nb_{name}", recorder)


@pytest.mark.parametrize("name", BINARY)
def test_binary(recorder, name):
    assert BINARY[name](recorder, 3) == (f"nb_{name}", recorder, 3)


@NOT_REFLECTED
@pytest.mark.parametrize("name", BINARY)
def test_reflected(recorder, name):
    assert BINARY[name](3, recorder) == (f"nb_{name}", 3, recorder)


@pytest.mark.parametrize("name", IN_PLACE)
def test_in_place(recorder, name):
    assert IN_PLACE[name](recorder, 3) == (f"nb_inplace_{name}", recorder, 3)


def test_power(recorder):
    assert recorder**3 == ("nb_power", recorder, 3, None)
    assert pow(recorder, 3, 7) == ("nb_power", recorder, 3, 7)


@NOT_REFLECTED
def test_reflected_power(recorder):
    assert 3**recorder == ("nb_power", 3, recorder, None)


def test_power_in_place(recorder):
    before = recorder
    recorder **= 3
    assert recorder == ("nb_inplace_power", before, 3, None)


@NOT_REFLECTED
def test_special_methods(mod):
    recorder = mod.Recorder()
    assert recorder.__add__(3) == ("nb_add", recorder, 3)
    assert recorder.__radd__(3) == ("nb_add", 3, recorder)
    assert recorder.__neg__() == ("nb_negative", recorder)


@NOT_REFLECTED
def test_overridden_in_python(mod):
    class S(mod.Recorder):
        def __add__(self, other):
            return "Python"

    assert S() + 1 == "Python"
    assert (1 + S())[0] == "nb_add"


def test_conversions(mod):
    number = mod.Number(41)
    assert (int(number), operator.index(number), float(number)) == (41, 42, 41.5)
    assert list(range(50))[number] == 42


def test_bool(mod):
    assert bool(mod.Number(1)) is True
    assert bool(mod.Number(0)) is False
    with pytest.raises(ValueError, match="neither"):
        bool(mod.Number(-1))
