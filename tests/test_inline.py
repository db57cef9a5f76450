"""tests/test_inline.py -- the functions of hpy/inline.h."""

import errno
import functools
import itertools
import os
import struct
import sys

import pytest

LONG = 8 * struct.calcsize("l")
SIGNED = {"as_long": LONG, "as_long_long": 64}
UNSIGNED = {"as_unsigned_long": LONG, "as_unsigned_long_long": 64}
MASKS = {"as_unsigned_long_mask": LONG, "as_unsigned_long_long_mask": 64}

# Before 3.10 the integer conversions asked a float for its __int__.
FLOATS = (1.5,) if sys.version_info >= (3, 10) else ()


def fail(kind, call, *args):
    """The exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args)
    assert caught.type is kind
    return caught.value


class Index:
    def __index__(self):
        return 42


@pytest.fixture(autouse=True)
def all_memory_is_freed(mod):
    """Whatever a test does."""
    yield
    assert mod.get_malloc_count() == 0


# ---- Types ----


@pytest.mark.parametrize("obj", [None, True, 1, 1.5, "a", b"a", [], {}, (), Index(), Index, type])
def test_type_is(mod, obj):
    class Derived(Index):
        pass

    assert mod.type_is(obj, type(obj)) is True
    assert mod.type_is(obj, object) is False
    assert mod.type_is(obj, Derived) is False
    assert mod.type_is(Derived(), Index) is False


# ---- Integers ----


@pytest.mark.parametrize(
    "name, value",
    [
        ("from_long_least", -(2 ** (LONG - 1))),
        ("from_long_greatest", 2 ** (LONG - 1) - 1),
        ("from_unsigned_long_greatest", 2**LONG - 1),
        ("from_long_long_least", -(2**63)),
        ("from_long_long_greatest", 2**63 - 1),
        ("from_unsigned_long_long_greatest", 2**64 - 1),
    ],
)
def test_from(mod, name, value):
    result = getattr(mod, name)()
    assert type(result) is int
    assert result == value


@pytest.mark.parametrize("name", SIGNED)
def test_signed(mod, name):
    convert, limit = getattr(mod, name), 2 ** (SIGNED[name] - 1)
    for value in (-limit, -(2**31) - 1, -(2**31), -2, -1, 0, 1, 2**31 - 1, 2**31, limit - 1):
        if -limit <= value < limit:
            assert convert(value) == value
    for value in (limit, -limit - 1, 2**200):
        fail(OverflowError, convert, value)
    assert convert(Index()) == 42
    for value in (*FLOATS, "1", None):
        fail(TypeError, convert, value)


@pytest.mark.parametrize("name", UNSIGNED)
def test_unsigned(mod, name):
    convert, limit = getattr(mod, name), 2 ** UNSIGNED[name]
    for value in (0, 1, 2**31, limit // 2, limit - 2, limit - 1):
        assert convert(value) == value
    for value in (limit, -1, 2**200):
        fail(OverflowError, convert, value)
    for value in (1.5, "1", None, Index()):
        fail(TypeError, convert, value)


@pytest.mark.parametrize("name", MASKS)
def test_mask(mod, name):
    convert, limit = getattr(mod, name), 2 ** MASKS[name]
    for value in (0, 1, limit - 1, limit, -1, -limit - 1, 2**200 + 7):
        assert convert(value) == value % limit
    assert convert(Index()) == 42
    for value in (*FLOATS, "1", None):
        fail(TypeError, convert, value)


def test_pid(mod):
    assert mod.as_pid(os.getpid()) == os.getpid()
    assert mod.as_pid(-1) == -1


def test_bool(mod):
    for value in (1, -1, 2, 2 ** (LONG - 1) - 1, -(2 ** (LONG - 1)), 2**31 if LONG > 32 else 2):
        assert mod.bool_from_long(value) is True
    assert mod.bool_from_long(0) is False


# ---- Tuples ----


def test_pack(mod):
    assert mod.pack_0() == ()
    value = object()
    (result,) = mod.pack_1(value)
    assert result is value
    assert mod.pack_3(1, "x", None) == (1, "x", None)


@pytest.mark.parametrize("count", [16, 17, 40])
def test_pack_many(mod, count):
    values = tuple(range(1000, 1000 + count))
    assert getattr(mod, f"pack_{count}")(*values) == values


def test_pack_negative(mod):
    assert str(fail(SystemError, mod.pack_negative)) == (
        "HPyTuple_Pack: the number of items must not be negative"
    )


def test_pack_without_memory(mod, nomemory):
    nomemory(functools.partial(mod.pack_40, *range(40)))
    mod.set_malloc_fails(True)
    try:
        fail(MemoryError, mod.pack_17, *range(17))
        assert mod.pack_16(*range(16)) == tuple(range(16))
    finally:
        mod.set_malloc_fails(False)


# ---- Slices ----


@pytest.mark.parametrize(
    "args, expected",
    [
        ((10, 0, -1, 1), (9, 0, 9)),
        ((10, 15, 20, 1), (0, 10, 10)),
        ((10, -1, -10, -1), (9, 9, 0)),
        ((10, 9, 0, -3), (3, 9, 0)),
    ],
)
def test_adjust(mod, args, expected):
    assert mod.adjust(*args) == expected


def test_adjust_like_range(mod):
    ends = (-100, -6, -5, -4, -1, 0, 1, 4, 5, 6, 100)
    steps = (-100, -5, -3, -2, -1, 1, 2, 3, 5, 100)
    for length, start, stop, step in itertools.product(range(6), ends, ends, steps):
        indices = slice(start, stop, step).indices(length)
        assert mod.adjust(length, start, stop, step) == (len(range(*indices)), *indices[:2])


def test_adjust_extremes(mod):
    least, greatest = -sys.maxsize - 1, sys.maxsize
    for step in (least, -greatest, greatest):
        for start, stop in itertools.product((least, 0, greatest), repeat=2):
            indices = slice(start, stop, step).indices(10)
            assert mod.adjust(10, start, stop, step) == (len(range(*indices)), *indices[:2])
    assert mod.adjust(greatest, 0, greatest, 1) == (greatest, 0, greatest)
    assert mod.adjust(greatest, greatest, least, -1) == (greatest, greatest - 1, -1)
    assert mod.adjust(0, 0, 0, 1) == (0, 0, 0)


# ---- Attributes ----


@pytest.mark.parametrize("name", ["del_attr", "del_attr_s"])
def test_del_attr(mod, name):
    del_attr = getattr(mod, name)
    thing = type("Thing", (), {"p": property(lambda self: 1)})()
    thing.x = thing.é = 1
    assert del_attr(thing, "x") is None
    assert del_attr(thing, "é") is None
    assert vars(thing) == {}
    fail(AttributeError, del_attr, thing, "x")
    fail(AttributeError, del_attr, thing, "p")

    class Raises:
        def __delattr__(self, name):
            raise ZeroDivisionError

    fail(ZeroDivisionError, del_attr, Raises(), "x")


def test_del_attr_with_no_str(mod):
    fail(TypeError, mod.del_attr, object(), 17)


# ---- Calls ----


class Receiver:
    attribute = 17

    def method(self, *args, **kw):
        return self, args, kw


@pytest.mark.parametrize("name", ["call", "call_s"])
def test_call(mod, name):
    call, receiver = getattr(mod, name), Receiver()
    assert call("method", receiver, ..., ...) == (receiver, (), {})
    assert call("method", receiver, (), {}) == (receiver, (), {})
    assert call("method", receiver, (1, 2), ...) == (receiver, (1, 2), {})
    assert call("method", receiver, ..., {"a": 1}) == (receiver, (), {"a": 1})
    assert call("method", receiver, (1,), {"a": 2}) == (receiver, (1,), {"a": 2})
    assert call("join", "-", (["a", "b"],), ...) == "a-b"


@pytest.mark.parametrize("name", ["call", "call_s"])
def test_call_that_fails(mod, name):
    call, receiver = getattr(mod, name), Receiver()
    fail(AttributeError, call, "missing", receiver, ..., ...)
    fail(TypeError, call, "attribute", receiver, ..., ...)
    for args, kw in (([], ...), (None, ...), (..., []), (..., None), ((), 17)):
        fail(TypeError, call, "method", receiver, args, kw)
    fail(ValueError, call, "index", [], (1,), ...)


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="needs reference counts")
@pytest.mark.parametrize("name", ["call", "call_s"])
def test_call_keeps_nothing(mod, name):
    call, receiver = getattr(mod, name), Receiver()
    method = lambda: None
    receiver.method = method
    before = sys.getrefcount(method), sys.getrefcount(receiver)
    for _ in range(10):
        call("method", receiver, ..., ...)
    assert (sys.getrefcount(method), sys.getrefcount(receiver)) == before


# ---- Exceptions ----


def test_errno(mod):
    error = fail(FileNotFoundError, mod.raise_errno, OSError, errno.ENOENT)
    assert (error.errno, error.strerror) == (errno.ENOENT, os.strerror(errno.ENOENT))
    assert (error.filename, error.filename2) == (None, None)
    fail(TimeoutError, mod.raise_errno, TimeoutError, errno.EPERM)


def test_errno_with_filename(mod):
    for filename in ("name", b"name", "é"):
        error = fail(PermissionError, mod.raise_errno_with, OSError, errno.EACCES, filename)
        assert error.errno == errno.EACCES
        assert (error.filename, error.filename2) == (filename, None)
    assert fail(PermissionError, mod.raise_errno_with, OSError, errno.EACCES, ...).filename is None


# ---- Capsules ----


def test_capsule(mod):
    deaths = mod.capsule_deaths()
    assert bin(mod.capsule()) == "0b" + "1" * 10
    if hasattr(sys, "getrefcount"):
        assert mod.capsule_deaths() == deaths + 1


def test_capsule_with_another_name(mod):
    capsule = mod.capsule_new()
    assert mod.capsule_get_pointer(capsule) is True
    fail(ValueError, mod.capsule_get_other_pointer, capsule)


@pytest.mark.differs("pypy", "accepts a null pointer")
def test_capsule_without_pointer(mod):
    fail(ValueError, mod.capsule_set_null_pointer, mod.capsule_new())


def test_capsule_destructor(mod):
    deaths = mod.capsule_deaths()
    for remove in (False, True):
        capsule = mod.capsule_new()
        mod.capsule_set_destructor(capsule)
        if remove:
            mod.capsule_remove_destructor(capsule)
        del capsule
    if hasattr(sys, "getrefcount"):
        assert mod.capsule_deaths() == deaths + 1


@pytest.mark.parametrize(
    "name",
    [
        *("get_pointer", "get_name", "get_context", "set_pointer", "set_name", "set_context"),
        *("set_destructor", "remove_destructor"),
    ],
)
def test_no_capsule(mod, name):
    for value in (None, 17, "x"):
        fail(ValueError, getattr(mod, f"capsule_{name}"), value)
