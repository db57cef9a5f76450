"""tests/test_unicode.py -- strings: HPyUnicode_*."""

import os
import sys

import pytest

NULL = ...
TEXTS = ["", "abc", "größe", "\u20ac", "\U0001f40d", "a\0b"]
NO_STRINGS = [None, 5, b"abc", ["a"]]


class MyStr(str):
    pass


def test_Check(mod):
    for value in ("", "größe", MyStr("x")):
        assert mod.Check(value) is True
    for value in (b"x", None, 5, str):
        assert mod.Check(value) is False


# ---- From C


def test_FromString(mod):
    for text in TEXTS[:-1]:
        assert mod.FromString(text.encode()) == text
    assert mod.FromString(b"ends\0here") == "ends"


@pytest.mark.differs("pypy", "raises SystemError")
@pytest.mark.parametrize("invalid", [b"\xff", b"a\xc3", b"\xed\xb2\x80"])
def test_FromString_of_invalid_utf8(mod, invalid):
    with pytest.raises(UnicodeDecodeError):
        mod.FromString(invalid)


def test_DecodeFSDefault(mod):
    for text in TEXTS[:-1]:
        assert mod.DecodeFSDefault(os.fsencode(text)) == text
    assert mod.DecodeFSDefault(b"ends\0here") == "ends"


def test_DecodeFSDefaultAndSize(mod):
    for text in TEXTS:
        assert mod.DecodeFSDefaultAndSize(os.fsencode(text)) == text


@pytest.mark.skipif(sys.getfilesystemencodeerrors() != "surrogateescape", reason="platform")
def test_DecodeFSDefault_escapes_what_is_invalid(mod):
    assert mod.DecodeFSDefault(b"a\xff") == "a\udcff"
    assert mod.DecodeFSDefaultAndSize(b"a\xff") == "a\udcff"


def test_DecodeASCII(mod):
    assert mod.DecodeASCII(b"abc\0d", NULL) == "abc\0d"
    assert mod.DecodeASCII(b"abc", b"strict") == "abc"
    assert mod.DecodeASCII(b"", NULL) == ""
    assert mod.DecodeASCII(b"a\xffb", b"ignore") == "ab"
    assert mod.DecodeASCII(b"a\xffb", b"replace") == "a\ufffdb"
    for errors in (NULL, b"strict"):
        with pytest.raises(UnicodeDecodeError):
            mod.DecodeASCII(b"a\xffb", errors)


def test_DecodeLatin1(mod):
    every = bytes(range(256))
    assert mod.DecodeLatin1(every, NULL) == every.decode("latin-1")
    assert mod.DecodeLatin1(b"", b"strict") == ""


def test_FromEncodedObject(mod):
    source = b"gr\xc3\xb6\xc3\x9fe"
    assert mod.FromEncodedObject(source, NULL, NULL) == "größe"
    assert mod.FromEncodedObject(source, b"utf-8", b"strict") == "größe"
    assert mod.FromEncodedObject(b"gr\xf6\xdfe", b"latin-1", NULL) == "größe"
    assert mod.FromEncodedObject(b"a\xffb", b"ascii", b"ignore") == "ab"
    assert mod.FromEncodedObject(b"", NULL, NULL) == ""


@pytest.mark.parametrize(
    "type_",
    [
        pytest.param(bytearray, marks=pytest.mark.differs("pypy", "wants an encoding")),
        memoryview,
    ],
)
def test_FromEncodedObject_of_other_buffers(mod, type_):
    assert mod.FromEncodedObject(type_(b"gr\xc3\xb6\xc3\x9fe"), NULL, NULL) == "größe"


def test_FromEncodedObject_fails(mod):
    with pytest.raises(SystemError):
        mod.FromEncodedObject(NULL, b"utf-8", b"strict")
    for source in ("text", 5, None):
        with pytest.raises(TypeError):
            mod.FromEncodedObject(source, b"utf-8", b"strict")
    with pytest.raises(LookupError):
        mod.FromEncodedObject(b"x", b"no such encoding", NULL)
    with pytest.raises(UnicodeDecodeError):
        mod.FromEncodedObject(b"\xff", NULL, NULL)


def test_FromWideChar(mod):
    text = "hél€\0lo"
    assert mod.FromWideChar(-1) == "hél€"
    for size in range(len(text) + 1):
        assert mod.FromWideChar(size) == text[:size]


# ---- To C and to bytes


@pytest.mark.parametrize("text", [*TEXTS, MyStr("ü")], ids=ascii)
def test_AsUTF8AndSize(mod, text):
    for _ in range(2):  # it is made, then kept
        assert mod.AsUTF8AndSize(text) == text.encode() + b"\0"
    assert mod.AsUTF8_without_size(text) == text.encode().split(b"\0")[0]


@pytest.mark.differs("pypy", "encodes it")
def test_AsUTF8AndSize_of_a_lone_surrogate(mod):
    for function in (mod.AsUTF8AndSize, mod.AsUTF8_without_size):
        with pytest.raises(UnicodeEncodeError):
            function("a\udc80")


@pytest.mark.parametrize("value", NO_STRINGS, ids=repr)
def test_AsUTF8AndSize_wrong_type(mod, value):
    for function in (mod.AsUTF8AndSize, mod.AsUTF8_without_size):
        with pytest.raises(TypeError):
            function(value)


ENCODERS = {"AsASCIIString": "ascii", "AsLatin1String": "latin-1", "AsUTF8String": "utf-8"}


@pytest.mark.parametrize("name", ENCODERS)
def test_encoders(mod, name):
    for text in TEXTS:
        try:
            expected = text.encode(ENCODERS[name])
        except UnicodeEncodeError:
            with pytest.raises(UnicodeEncodeError):
                getattr(mod, name)(text)
        else:
            result = getattr(mod, name)(text)
            assert type(result) is bytes
            assert result == expected


@pytest.mark.parametrize(
    "name",
    [
        *ENCODERS,
        pytest.param("EncodeFSDefault", marks=pytest.mark.differs("pypy", "raises AttributeError")),
    ],
)
@pytest.mark.parametrize("value", NO_STRINGS, ids=repr)
def test_encoders_wrong_type(mod, name, value):
    with pytest.raises(TypeError):
        getattr(mod, name)(value)


def test_EncodeFSDefault(mod):
    for text in TEXTS:
        assert mod.EncodeFSDefault(text) == os.fsencode(text)


# ---- Parts


def test_ReadChar(mod):
    text = "aö€\U0001f40d\0"
    assert [mod.ReadChar(text, i) for i in range(5)] == [ord(c) for c in text]


def test_ReadChar_out_of_range(mod):
    for index in (3, -1, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError):
            mod.ReadChar("abc", index)


@pytest.mark.parametrize("value", NO_STRINGS[:-1], ids=repr)
def test_ReadChar_wrong_type(mod, value):
    with pytest.raises(TypeError):
        mod.ReadChar(value, 0)


@pytest.mark.parametrize("text", ["abcde", "aöcde", "a€cde", "\U0001f40dbcde"], ids=ascii)
def test_Substring(mod, text):
    for start, end in ((0, 5), (0, 0), (1, 3), (2, 99), (4, 5), (0, sys.maxsize)):
        assert mod.Substring(text, start, end) == text[start:end]
    for start, end in ((5, 9), (99, 100), (3, 2)):
        assert mod.Substring(text, start, end) == ""


@pytest.mark.parametrize("start, end", [(-1, 2), (0, -1), (-2, -1)])
def test_Substring_negative(mod, start, end):
    with pytest.raises(IndexError):
        mod.Substring("abc", start, end)
