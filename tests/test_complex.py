"""tests/test_complex.py -- complex numbers, which are newer than ABI 0.0."""

import math
import sys

import pytest

ABIS = ("cpython", "universal", "hybrid")


@pytest.fixture
def newer(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod


class MyComplex(complex):
    """What it says of itself is not asked."""

    def __complex__(self):
        raise AssertionError

    real = imag = property(__complex__)


class MyFloat(float):
    pass


class Answer:
    def __init__(self, answer):
        self.answer = answer

    def give(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Complex(Answer):
    __complex__ = Answer.give

    def __float__(self):
        raise AssertionError

    __index__ = __float__


class Float(Answer):
    __float__ = Answer.give

    def __index__(self):
        raise AssertionError


class Index(Answer):
    __index__ = Answer.give


NUMBERS = [0.0, 1.5, -1.0, 1e300, 5e-324, math.inf, -math.inf]


# ---- Check


@pytest.mark.parametrize("thing", [0j, 1.5 + 2j, MyComplex(1)], ids=repr)
def test_Check(mod, thing):
    assert mod.Check(thing) is True


@pytest.mark.parametrize("thing", [0, 1.5, "1j", None, complex, Complex(1j)])
def test_Check_of_others(mod, thing):
    assert mod.Check(thing) is False


# ---- FromDoubles


@pytest.mark.parametrize("real", NUMBERS)
@pytest.mark.parametrize("imag", NUMBERS)
def test_FromDoubles(newer, real, imag):
    result = newer.FromDoubles(real, imag)
    assert type(result) is complex
    assert (result.real, result.imag) == (real, imag)


def test_FromDoubles_keeps_what_does_not_compare(newer):
    result = newer.FromDoubles(math.nan, -0.0)
    assert math.isnan(result.real)
    assert math.copysign(1.0, result.imag) == -1.0


def test_FromDoubles_is_new(newer):
    assert newer.FromDoubles(1.0, 2.0) is not newer.FromDoubles(1.0, 2.0)


def test_FromDoubles_without_memory(newer, nomemory):
    nomemory(lambda: newer.FromDoubles(1.0, 2.0))


# ---- AsDoubles


@pytest.mark.parametrize("kind", [complex, MyComplex])
@pytest.mark.parametrize("real", NUMBERS)
@pytest.mark.parametrize("imag", NUMBERS)
def test_AsDoubles(newer, kind, real, imag):
    assert newer.AsDoubles(kind(real, imag)) == (real, imag)


def test_AsDoubles_keeps_what_does_not_compare(newer):
    real, imag = newer.AsDoubles(complex(-0.0, math.nan))
    assert math.copysign(1.0, real) == -1.0
    assert math.isnan(imag)


@pytest.mark.parametrize(
    ("thing", "result"),
    [
        (-1.0, (-1.0, 0.0)),
        (MyFloat(2.5), (2.5, 0.0)),
        (7, (7.0, 0.0)),
        (-1, (-1.0, 0.0)),
        (True, (1.0, 0.0)),
        (2**70, (2.0**70, 0.0)),
        (Complex(-1 + 2.5j), (-1.0, 2.5)),
        (Float(-1.0), (-1.0, 0.0)),
        (Index(-1), (-1.0, 0.0)),
    ],
)
def test_AsDoubles_of_other_numbers(newer, thing, result):
    assert newer.AsDoubles(thing) == result


@pytest.mark.parametrize("thing", [None, "1j", b"1", [], object(), complex])
def test_AsDoubles_of_no_number(newer, thing):
    with pytest.raises(TypeError, match=type(thing).__name__):
        newer.AsDoubles(thing)


@pytest.mark.parametrize("kind", [Complex, Float, Index])
def test_AsDoubles_of_a_method_that_is_wrong(newer, kind):
    with pytest.raises(TypeError):
        newer.AsDoubles(kind("1"))


@pytest.mark.parametrize("kind", [Complex, Float, Index])
def test_AsDoubles_of_a_method_that_raises(newer, kind):
    with pytest.raises(KeyError, match="why"):
        newer.AsDoubles(kind(KeyError("why")))


@pytest.mark.parametrize("thing", [10**400, Index(-(10**400))], ids=["int", "__index__"])
def test_AsDoubles_out_of_range(newer, thing):
    with pytest.raises(OverflowError):
        newer.AsDoubles(thing)


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="nothing counts references")
@pytest.mark.parametrize("thing", [1.5 + 1j, MyComplex(1), Float(1000.5)])
def test_AsDoubles_takes_no_reference(newer, thing):
    before = sys.getrefcount(thing)
    newer.AsDoubles(thing)
    assert sys.getrefcount(thing) == before


def test_AsDoubles_without_memory(newer, nomemory):
    class Fresh:
        def __complex__(self):
            return complex(1, 2)

    thing = Fresh()
    nomemory(lambda: newer.AsDoubles(thing))
