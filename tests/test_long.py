"""tests/test_long.py -- integers: HPyLong_From*, HPyLong_As*."""

import sys

import pytest

WORD = 8 * (sys.maxsize.bit_length() + 1) // 8
SIGNED = {"AsInt32_t": 32, "AsInt64_t": 64, "AsSsize_t": WORD}
UNSIGNED = {"AsUInt32_t": 32, "AsUInt64_t": 64, "AsSize_t": WORD}
MASKS = {"AsUInt32_tMask": 32, "AsUInt64_tMask": 64}
INTEGERS = [*SIGNED, *UNSIGNED, *MASKS]

# Which conversions ask an object for its __index__.
INDEXING = ["AsInt32_t", "AsInt64_t", *MASKS]
INT_ONLY = ["AsSsize_t", "AsUInt32_t", "AsUInt64_t", "AsSize_t"]

UPSTREAM_OVERFLOW = pytest.mark.differs(
    "hpy-0.9.0", "the range check of AsUInt32_t overwrites the TypeError"
)
PYPY_TRUNCATES = pytest.mark.differs("pypy", "truncates what fits 64 bits")
PYPY_ASKS_INT = pytest.mark.differs("pypy", "asks an object for its __int__")


def marked(names, marks):
    """The names as parameters, with the marks of some."""
    return [pytest.param(name, marks=marks.get(name, ())) for name in names]


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Int:
    def __int__(self):
        return 42


class MyInt(int):
    pass


@pytest.mark.parametrize(
    "name, value",
    [
        ("FromInt32_t_least", -(2**31)),
        ("FromInt32_t_greatest", 2**31 - 1),
        ("FromUInt32_t_greatest", 2**32 - 1),
        ("FromInt64_t_least", -(2**63)),
        ("FromInt64_t_greatest", 2**63 - 1),
        ("FromUInt64_t_greatest", 2**64 - 1),
        ("FromSize_t_greatest", 2 * sys.maxsize + 1),
        ("FromSsize_t_least", -sys.maxsize - 1),
        ("FromSsize_t_greatest", sys.maxsize),
    ],
)
def test_from_c(mod, name, value):
    result = getattr(mod, name)()
    assert type(result) is int
    assert result == value


@pytest.mark.parametrize("name", SIGNED)
def test_signed(mod, name):
    convert, limit = getattr(mod, name), 2 ** (SIGNED[name] - 1)
    for value in (-limit, -limit + 1, -1, 0, 1, 255, 256, limit - 1):
        assert convert(value) == value


@pytest.mark.parametrize("name", UNSIGNED)
def test_unsigned(mod, name):
    convert, limit = getattr(mod, name), 2 ** UNSIGNED[name]
    for value in (0, 1, 255, 256, limit // 2 - 1, limit // 2, limit - 1):
        assert convert(value) == value


@pytest.mark.parametrize("name", marked(SIGNED, {"AsInt32_t": PYPY_TRUNCATES}))
def test_signed_out_of_range(mod, name):
    convert, limit = getattr(mod, name), 2 ** (SIGNED[name] - 1)
    for value in (limit, -limit - 1, 2**200, -(2**200)):
        with pytest.raises(OverflowError):
            convert(value)


@pytest.mark.parametrize("name", marked(UNSIGNED, {"AsUInt32_t": PYPY_TRUNCATES}))
def test_unsigned_out_of_range(mod, name):
    convert, limit = getattr(mod, name), 2 ** UNSIGNED[name]
    for value in (limit, -1, -limit, 2**200, -(2**200)):
        with pytest.raises(OverflowError):
            convert(value)


@pytest.mark.parametrize("name", MASKS)
def test_mask_is_never_out_of_range(mod, name):
    convert, limit = getattr(mod, name), 2 ** MASKS[name]
    for value in (0, -1, limit - 1, limit, limit + 5, -limit - 1, 2**200 + 7, -(2**200) + 7):
        assert convert(value) == value % limit


@pytest.mark.parametrize("name", INTEGERS)
def test_bool_and_subclass(mod, name):
    convert = getattr(mod, name)
    assert convert(True) == 1
    assert convert(False) == 0
    assert convert(MyInt(17)) == 17


@pytest.mark.parametrize("name", INDEXING)
def test_index(mod, name):
    assert getattr(mod, name)(Index(42)) == 42


@pytest.mark.parametrize("name", INDEXING)
def test_index_raises(mod, name):
    class Raises:
        def __index__(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        getattr(mod, name)(Raises())


@pytest.mark.parametrize("name", marked(INT_ONLY, {"AsUInt32_t": UPSTREAM_OVERFLOW}))
def test_index_is_not_asked(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)(Index(42))


@pytest.mark.parametrize(
    "name",
    marked(INTEGERS, {"AsUInt32_t": UPSTREAM_OVERFLOW, **dict.fromkeys(INDEXING, PYPY_ASKS_INT)}),
)
def test_int_method_is_not_enough(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)(Int())


@pytest.mark.parametrize(
    "name", marked(INTEGERS, {"AsUInt32_t": UPSTREAM_OVERFLOW, "AsInt32_t": PYPY_TRUNCATES})
)
def test_float_is_refused(mod, name):
    with pytest.raises(TypeError):
        getattr(mod, name)(4.0)


@pytest.mark.parametrize("name", marked(INTEGERS, {"AsUInt32_t": UPSTREAM_OVERFLOW}))
@pytest.mark.parametrize("value", [None, "1", b"1", [], object()], ids=repr)
def test_not_a_number(mod, name, value):
    with pytest.raises(TypeError):
        getattr(mod, name)(value)


def test_AsVoidPtr(mod):
    for value in (0, 1, 0x7FFF1234, sys.maxsize):
        assert mod.AsVoidPtr(value) == value
    assert mod.AsVoidPtr(True) == 1


@pytest.mark.differs("pypy", "refuses 2**63 and up")
def test_AsVoidPtr_upper_half(mod):
    assert mod.AsVoidPtr(2 * sys.maxsize + 1) == 2 * sys.maxsize + 1


def test_AsVoidPtr_takes_negatives_as_signed(mod):
    assert mod.AsVoidPtr(-1) == 2 * sys.maxsize + 1


@pytest.mark.parametrize("value", [2**200, -(2**200)])
def test_AsVoidPtr_out_of_range(mod, value):
    with pytest.raises(OverflowError):
        mod.AsVoidPtr(value)


@pytest.mark.parametrize("value", [None, 4.0, "1"])
def test_AsVoidPtr_not_an_int(mod, value):
    with pytest.raises(TypeError):
        mod.AsVoidPtr(value)


def test_AsDouble(mod):
    for value in (0, 1, -1, 2**53, 10**300, True, MyInt(3)):
        result = mod.AsDouble(value)
        assert type(result) is float
        assert result == float(value)


def test_AsDouble_out_of_range(mod):
    with pytest.raises(OverflowError):
        mod.AsDouble(10**400)


@pytest.mark.parametrize("value", [None, "1", Index(1), Int()], ids=lambda v: type(v).__name__)
def test_AsDouble_not_an_int(mod, value):
    with pytest.raises(TypeError):
        mod.AsDouble(value)


@pytest.mark.differs("pypy", "accepts floats")
def test_AsDouble_refuses_float(mod):
    with pytest.raises(TypeError):
        mod.AsDouble(4.0)
