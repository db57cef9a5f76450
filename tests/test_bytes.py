"""tests/test_bytes.py -- bytes: HPyBytes_*."""

import pytest

NULL = ...
VALUES = [b"", b"x", b"abc", b"a\0b", bytes(range(256))]


class MyBytes(bytes):
    pass


def test_Check(mod):
    for value in (b"", b"abc", MyBytes(b"x")):
        assert mod.Check(value) is True
    for value in ("abc", bytearray(b"abc"), memoryview(b"abc"), None, bytes):
        assert mod.Check(value) is False


@pytest.mark.parametrize("value", [*VALUES, MyBytes(b"abc")], ids=len)
def test_size_and_content(mod, value):
    assert mod.Size(value) == mod.GET_SIZE(value) == len(value)
    assert mod.AsString(value) == mod.AS_STRING(value) == [*value, 0]


@pytest.mark.parametrize("value", ["abc", bytearray(b"abc"), None, 5], ids=repr)
def test_AsString_wrong_type(mod, value):
    with pytest.raises(TypeError):
        mod.AsString(value)


@pytest.mark.differs("pypy", "does not check the argument", crashes=True)
@pytest.mark.parametrize("value", ["abc", bytearray(b"abc"), None, 5], ids=repr)
def test_Size_wrong_type(mod, value):
    with pytest.raises(TypeError):
        mod.Size(value)


def test_FromString(mod):
    assert mod.FromString(b"") == b""
    assert mod.FromString(b"abc\xff") == b"abc\xff"
    assert mod.FromString(b"ends\0here") == b"ends"


def test_FromStringAndSize(mod):
    for value in VALUES:
        result = mod.FromStringAndSize(value, len(value))
        assert type(result) is bytes
        assert result == value
    assert mod.FromStringAndSize(b"abc", 2) == b"ab"
    assert mod.FromStringAndSize(b"abc", 0) == b""


@pytest.mark.parametrize("size", [0, 1, 100])
def test_FromStringAndSize_of_null(mod, size):
    with pytest.raises(ValueError):
        mod.FromStringAndSize(NULL, size)


def test_FromStringAndSize_of_a_negative_size(mod):
    with pytest.raises(SystemError):
        mod.FromStringAndSize(b"abc", -1)
