"""ports/ultrajson-hpy/tests/test_errors.py: JSONDecodeError and what it tells."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
import ujson_hpy
from ujson_hpy import JSONDecodeError, loads


def error_of(document: Any) -> JSONDecodeError:
    with pytest.raises(JSONDecodeError) as caught:
        loads(document)
    return caught.value


def test_class() -> None:
    assert issubclass(JSONDecodeError, json.JSONDecodeError)
    assert issubclass(JSONDecodeError, ValueError)
    assert JSONDecodeError.__module__ == "ujson_hpy"
    assert JSONDecodeError.__qualname__ == "JSONDecodeError"
    assert JSONDecodeError.__doc__
    assert type(error_of("x")) is JSONDecodeError is ujson_hpy.JSONDecodeError
    for error in (ValueError, json.JSONDecodeError):
        with pytest.raises(error):
            loads("x")


# A text up to where it is wrong, and the rest.
CASES = [
    ("", ""),
    ("", "x"),
    ("  ", "x"),
    ("[1,\n 2,\n ", "x]"),
    ("\n\n", ""),
    ("[1 ", "2]"),
    ("[1,", "]"),
    ('{"a" ', "1}"),
    ('{"a":1,', "1:2}"),
    ("1", ","),
    ('["é", ', "x]"),
    ('["€\n😀", ', "x]"),
    ('{"😀": "😀", ', "x}"),
    ("[\r\n", "x"),
    ('["\ud800", ', "x"),
    ("[", "tru]"),
    ("[1, ", "nul]"),
]


@pytest.mark.parametrize("head, tail", CASES, ids=ascii)
def test_place(head: str, tail: str) -> None:
    text = head + tail
    lines = head.split("\n")
    as_bytes = text.encode("utf-8", "surrogatepass")
    for document in (text, as_bytes, bytearray(as_bytes)):
        error = error_of(document)
        assert error.lineno == len(lines)
        if "\ud800" not in text:  # a str that cannot be UTF-8 has no characters to count
            assert error.doc == text
            assert error.pos == len(head)
            assert error.colno == len(lines[-1]) + 1
        where = f"line {error.lineno} column {error.colno} (char {error.pos})"
        assert str(error) == f"{error.msg}: {where}"
        assert error.args == (str(error),)
        assert type(error.doc) is str


@pytest.mark.parametrize(
    "document, doc, pos",
    [
        (b'"a\xff"', '"a\ufffd"', 2),
        (b'"\xc3\xa9\xff"', '"é\ufffd"', 2),
        (b"\xff", "\ufffd", 0),
        (b'["\xe2\x82\xac", \x80', '["€", \ufffd', 6),
    ],
)
def test_place_in_what_is_no_utf8(document: bytes, doc: str, pos: int) -> None:
    error = error_of(document)
    assert (error.doc, error.pos, error.lineno, error.colno) == (doc, pos, 1, pos + 1)


@pytest.mark.parametrize(
    "text, pos",
    [
        ('"abc', 4),
        ('"abc\\x"', 4),
        ('"abc\\u12g4"', 4),
        ('"abc\\', 4),
        ("1 2", 2),
        ("[1] ]", 4),
        ("-Infinit", 0),
        ("[" * 1025, 1024),
        ("  {1: 2}", 3),
        ('{"a": 1, ["b"]: 2}', 9),
        ('{"a": 1, ["b" 3]: 2}', 14),
    ],
)
def test_position(text: str, pos: int) -> None:
    assert error_of(text).pos == pos


def test_position_in_a_long_document() -> None:
    lines = [f'  "{"é" * (i % 7)}{i}",' for i in range(5000)]
    text = "[\n" + "\n".join(lines) + "\n  oops\n]"
    error = error_of(text)
    assert (error.lineno, error.colno) == (5002, 3)
    assert error.pos == text.index("oops")
    assert error.doc == text


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    error = error_of('["é",\n x]')
    again = pickle.loads(pickle.dumps(error, protocol))
    for other in (again, copy.copy(error)):
        assert type(other) is JSONDecodeError
        assert str(other) == str(error)
        for name in ("msg", "doc", "pos", "lineno", "colno"):
            assert getattr(other, name) == getattr(error, name)


def test_made_by_hand() -> None:
    error = JSONDecodeError("problem", "a\nbc", 3)
    assert (error.lineno, error.colno) == (2, 2)
    assert str(error) == "problem: line 2 column 2 (char 3)"


def test_an_error_leaves_nothing_behind() -> None:
    for _ in range(3):
        error_of("[1, {")
        assert loads('{"a": [1]}') == {"a": [1]}
