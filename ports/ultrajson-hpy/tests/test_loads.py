"""ports/ultrajson-hpy/tests/test_loads.py: documents that are read, and those that are refused."""

from __future__ import annotations

import array
import collections
import itertools
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import JSONDecodeError, loads

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


def refuses(document: Any, message: str) -> bool:
    """Is the document refused with this message?"""
    with pytest.raises(JSONDecodeError) as caught:
        loads(document)
    return bool(caught.value.msg == message) and str(caught.value).startswith(message)


# ---- What a document is


class Str(str):
    pass


class Bytes(bytes):
    pass


class Bytearray(bytearray):
    pass


@pytest.mark.parametrize("kind", [str, Str, bytes, Bytes, bytearray, Bytearray])
def test_types_of_documents(read, kind: Any) -> None:
    for text in ("1", '["é\\n😀"]', "[" + "1," * 3000 + '{"a":null}]'):
        document = kind(text) if issubclass(kind, str) else kind(text.encode())
        assert read(document) == json.loads(text)


@pytest.mark.parametrize(
    "document", [None, 1, 1.5, True, [], ["1"], {}, object(), collections.UserString("1"), str]
)
def test_other_types(read, document: Any) -> None:
    with pytest.raises(TypeError, match=r"^Expected string, bytes, or bytearray$"):
        read(document)


@pytest.mark.parametrize(
    "document", [memoryview(b"1"), array.array("b", b"1"), memoryview(b"1212")[::2]]
)
def test_other_buffers(read, document: Any) -> None:
    with pytest.raises(TypeError) as caught:
        read(document)
    assert str(caught.value) == (
        "Arbitrary bytes-like objects are no longer supported. "
        "Use either string, bytes, or bytearray."
    )


def test_the_document_stays_as_it_is() -> None:
    document = bytearray(b'["a\\n"]')
    assert loads(document) == ["a\n"]
    assert document == b'["a\\n"]'
    document.extend(b" ")  # is not locked either
    with pytest.raises(JSONDecodeError):
        loads(document + b"x")


# ---- Values


@pytest.mark.parametrize(
    "text, value",
    [
        ("null", None),
        ("true", True),
        ("false", False),
        ("Infinity", math.inf),
        ("-Infinity", -math.inf),
        ("[]", []),
        ("{}", {}),
        ("[[]]", [[]]),
        ("[{}]", [{}]),
        ('{"a":{}}', {"a": {}}),
        ("[1,[2,[3,[4]]]]", [1, [2, [3, [4]]]]),
        ('{"a":1,"b":[true,false,null]}', {"a": 1, "b": [True, False, None]}),
        ("[null,true,false,Infinity,-Infinity]", [None, True, False, math.inf, -math.inf]),
        ('{"":""}', {"": ""}),
    ],
)
def test_values(read, text: str, value: Any) -> None:
    assert read(text) == value
    assert read(text.encode()) == value
    assert repr(read(f"[{text}]")) == repr([value])


def test_nan(read) -> None:
    assert math.isnan(read("NaN"))
    assert math.isnan(read("[NaN]")[0])


def test_the_constants_are_those_of_python(read) -> None:
    values = read("[null,true,false]")
    assert [value is one for value, one in zip(values, (None, True, False))] == [True] * 3


@pytest.mark.parametrize("space", [" ", "\t", "\r", "\n", "  ", " \r\n\t ", " " * 7, "\n" * 8])
def test_space(read, space: str) -> None:
    tokens = ["[", "1", ",", '"a b"', ",", "{", '"k"', ":", "null", ",", '"l"', ":", "{", "}"]
    tokens += ["}", ",", "[", "]", ",", "-1.5", "]"]
    expected = [1, "a b", {"k": None, "l": {}}, [], -1.5]
    assert read(space.join(["", *tokens, ""])) == expected
    assert read(space.join(["", *tokens, ""]).encode()) == expected


@pytest.mark.parametrize("size", [*range(40), 100, 1000])
def test_space_of_each_length(read, size: int) -> None:
    for blank in (" ", "\n"):
        space = blank * size
        assert read(f"{space}[{space}1{space},{space}2{space}]{space}") == [1, 2]
        assert refuses(f"[1{space}x", "Unexpected character found when decoding array value (2)")


@pytest.mark.parametrize("char", ["\v", "\f", "\0", "\x01", "\x7f", "\xa0", "\u2028", "\ufeff"])
def test_what_is_no_space(char: str) -> None:
    assert refuses(f"{char}1", "Expected object or value")
    assert refuses(f"[{char}1]", "Expected object or value")
    assert refuses(f"1{char}", "Trailing data")


@pytest.mark.parametrize("count", [0, 1, 2, 127, 128, 129, 255, 256, 257, 511, 512, 513, 5000])
def test_many_items(read, count: int) -> None:
    numbers = list(range(count))
    assert read(json.dumps(numbers)) == numbers
    assert read(json.dumps([numbers, numbers])) == [numbers, numbers]
    assert read(json.dumps([[], *numbers, {"a": numbers}])) == [[], *numbers, {"a": numbers}]
    members = {str(i): i for i in numbers}
    assert read(json.dumps(members)) == members
    assert read(json.dumps([*numbers, members])) == [*numbers, members]


def test_items_of_many_lists_at_once(read) -> None:
    deep: Any = []
    for level in range(300):
        deep = [level, {"k": deep, "l": [level] * (level % 7)}, str(level)]
    text = json.dumps(deep)
    assert json.dumps(read(text)) == text


@given(documents)
def test_what_the_standard_library_writes(data: Any) -> None:
    for settings in ({}, {"ensure_ascii": False}, {"indent": 3}, {"separators": (",", ":")}):
        text = json.dumps(data, **settings)
        assert repr(loads(text)) == repr(json.loads(text))
        assert repr(loads(text.encode())) == repr(json.loads(text))


# ---- What is refused


@pytest.mark.parametrize("word", ["null", "true", "false", "NaN", "Infinity", "-Infinity"])
def test_words_that_are_cut_or_changed(word: str) -> None:
    message = f"Unexpected character found when decoding '{word}'"
    first = 2 if word[0] == "-" else 1
    for size in range(first, len(word)):
        assert refuses(word[:size], message)
        assert refuses(f"[{word[:size]}]", message)
        assert refuses(word[:size] + "\0" * 10, message)
        assert refuses(word[:size] + "?" + word[size + 1 :], message)
    assert refuses(word + "x", "Trailing data")


# The texts stand between bars.
MESSAGES = {
    "Expected object or value": (
        '|[|[1,|[,|[,1]|{"a":|{"a":1,|{|{,}|{a}|{"a":}|.5|[.5]|+1|inf|x|/|]|}|:|,|é|(|[}|[:|'
        "'a'|undefined|*|~|@"
    ),
    "Trailing data": (
        "1 2|[]x|{}x|1a|1e|1e+|1e-|1.5e|--1|-a|-NaN|-e5|-.|-.e5|-nan|1..2|1.2.3|1e5.|0x1|1_0|1,|"
        '1:|1]|1}|[1]]|{"a":1}}|"a"b|""""|truetrue|null,|NaNN|[][]|1 "|0b|- 1|-"|-['
    ),
    "Unexpected character found when decoding array value (1)": '[1,]|[1 , ]|[[],]|[{},]|["a",]',
    "Unexpected character found when decoding array value (2)": (
        '[1|[1 2]|[1}|["a"|["a":1]|[[1]|[[]|[true false]|[1.|[1e]|[1.5.5]|[{}|[1;2]|[-.]|[1"a"]'
    ),
    "Unexpected character in found when decoding object value": (
        '{"a":1|{"a":1,}|{"a":1 "b"}|{"a":1]|{"a":1;|{"a":1 , }|{"a":[]|{"a":{}|{"a":1:2}'
    ),
    "No ':' found when decoding object value": '{"a"|{"a"1}|{"a" 1}|{"a"}|{"a","b"}|{"a"=1}',
    "Key name of object must be 'string' when decoding 'object'": (
        '{1:2}|{null:1}|{1}|{[]:1}|{{}:1}|{"a":1,2:3}|{"a":1,[1,{"b":2}]:3}|{-:1}|{NaN:1}|{true'
    ),
    "Unmatched '\"' when decoding 'string'": '"|"a|"abcdefghijklmnopqrstuvwxyz|["a|{"a|"é|"\\n',
    "Unterminated escape sequence when decoding 'string'": '"\\|"a\\|["\\|"\\n\\|"\\ud800\\',
    "Unrecognized escape sequence when decoding 'string'": '"\\x"|"\\a"|"\\0"|"\\\'"|"\\U0041"',
    "Unterminated unicode escape sequence when decoding 'string'": (
        '"\\u|"\\u1|"\\u12|"\\u123|"\\ud800\\u|"\\ud800\\udc0'
    ),
    "Unexpected character in unicode escape sequence when decoding 'string'": (
        '"\\u12g4"|"\\uu123"|"\\u+123"|"\\u 123"|"\\u-123"|"\\u0x1f"|"\\ud800\\uzzzz"|"\\u12"    '
    ),
}

REFUSED = [
    pytest.param(text, message, id=ascii(text))
    for message, texts in MESSAGES.items()
    for text in texts.split("|")
]


@pytest.mark.parametrize("text, message", REFUSED)
def test_messages(text: str, message: str) -> None:
    assert refuses(text, message)
    assert refuses(text.encode(), message)
    assert refuses(bytearray(text.encode()), message)
    assert refuses(" \n" + text, message)


def test_nul(read) -> None:
    assert refuses("\0", "Expected object or value")
    assert refuses("1\0", "Trailing data")
    assert refuses("[1\0]", "Unexpected character found when decoding array value (2)")
    assert refuses('{"a"\0:1}', "No ':' found when decoding object value")
    for size in range(40):
        for text in ('"{}\0b"', '["{}\0"]', '{{"{}\0":1}}', '"é{}\0"'):
            assert refuses(text.format("a" * size), "Unmatched '\"' when decoding 'string'")
    assert read('"\\u0000"') == "\0"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_other_encodings_and_marks(encoding: str) -> None:
    for text in ("[1]", "1", '"a"', "{}"):
        with pytest.raises(JSONDecodeError):
            loads(text.encode(encoding))


@pytest.mark.parametrize("text", ["é", "\ud800", "😀"])
def test_what_is_not_ascii_outside_strings(text: str) -> None:
    assert refuses(text, "Expected object or value")
    assert refuses(f"[1{text}]", "Unexpected character found when decoding array value (2)")
    assert refuses(f"1{text}", "Trailing data")


def test_all_short_inputs_agree_with_the_standard_library() -> None:
    """Whatever is JSON is read as the stdlib does; else what is accepted is known as lenient."""
    lenient = []
    for pair in itertools.product(range(256), repeat=2):
        for data in {bytes(pair), bytes(pair[:1]), b'"%c%c"' % pair}:
            try:
                expected = [json.loads(data.decode("utf-8", "surrogatepass"), strict=False)]
            except ValueError:
                expected = []
            try:
                result = [loads(data)]
            except JSONDecodeError:
                result = []
            if repr(result) != repr(expected):
                lenient.append((data, result, expected))
    unlike = [item for item in lenient if not is_known(*item)]
    assert not unlike
    assert len(lenient) > 100


def is_known(data: bytes, result: list[Any], expected: list[Any]) -> bool:
    """Is it a number that begins with zeros, ends with a point, or is a sign, or a NUL?"""
    if expected:
        return not result and b"\0" in data
    return data.strip() == b"-" or data[:1] in b"-0" or data[1:] == b"."
