"""ports/ultrajson-hpy/tests/test_options.py: what the keywords of dumps do."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from ujson_hpy import dumps, loads


class Truth:
    """An object that is true, false, or neither."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __bool__(self) -> bool:
        if isinstance(self.answer, Exception):
            raise self.answer
        return bool(self.answer)


FLAGS = [
    "ensure_ascii",
    "encode_html_chars",
    "escape_forward_slashes",
    "sort_keys",
    "allow_nan",
    "reject_bytes",
]

TRUE = [True, 1, -1, "x", [0], Truth(True), 0.5]
FALSE = [False, 0, None, "", [], Truth(False), 0.0]


@pytest.mark.parametrize("flag", FLAGS)
def test_flags_take_the_truth_of_any_object(write, flag: str) -> None:
    def outcome(value: Any) -> Any:
        try:
            return write({"b": ["<é/"], "a": [1, math.inf, b"x"]}, **{flag: value})
        except Exception as error:
            return repr(error)

    def quiet(value: Any) -> Any:
        return write({"b": "<é/", "a": 1.5}, **{flag: value})

    for values, expected in ((TRUE, True), (FALSE, False)):
        assert [outcome(value) for value in values] == [outcome(expected)] * len(values)
        assert [quiet(value) for value in values] == [quiet(expected)] * len(values)


@pytest.mark.parametrize("flag", FLAGS)
def test_flags_without_truth(write, flag: str) -> None:
    with pytest.raises(KeyError, match="t"):
        write(1, **{flag: Truth(KeyError("t"))})


# ---- Strings


def test_ensure_ascii(write) -> None:
    assert write(["é😀", {"é": 1}]) == '["\\u00e9\\ud83d\\ude00",{"\\u00e9":1}]'
    assert write(["é😀", {"é": 1}], ensure_ascii=False) == '["é😀",{"é":1}]'
    assert write("\x7f\x80", ensure_ascii=False) == '"\x7f\x80"'


def test_encode_html_chars(write) -> None:
    data = {"<a>": "&/é" + "x" * 40 + "<>&"}
    tail = "x" * 40 + "\\u003c\\u003e\\u0026"
    assert write(data, encode_html_chars=True) == (
        f'{{"\\u003ca\\u003e":"\\u0026\\/\\u00e9{tail}"}}'
    )
    assert write(data, encode_html_chars=True, ensure_ascii=False) == (
        f'{{"\\u003ca\\u003e":"\\u0026\\/é{tail}"}}'
    )
    assert write("<>&") == '"<>&"'


def test_encode_html_chars_at_each_place(write) -> None:
    for size in range(40):
        text = "a" * size + "&" + "b" * (20 - size % 20)
        assert write(text, encode_html_chars=True) == '"' + text.replace("&", "\\u0026") + '"'


def test_escape_forward_slashes(write) -> None:
    data = {"a/": "/" * 30 + "é/"}
    assert write(data) == '{"a\\/":"' + "\\/" * 30 + '\\u00e9\\/"}'
    assert write(data, escape_forward_slashes=False) == '{"a/":"' + "/" * 30 + '\\u00e9/"}'


def test_escapes_that_are_no_option(write) -> None:
    settings: dict[str, Any] = {"ensure_ascii": False, "escape_forward_slashes": False}
    assert write('"\\\x00', **settings) == '"\\"\\\\\\u0000"'


# ---- Keys


def test_sort_keys(write) -> None:
    data = {"b": 1, "a": {"d": 1, "c": [{"f": 1, "e": 2}]}, "é": 3, "B": 4}
    assert write(data, sort_keys=True) == (
        '{"B":4,"a":{"c":[{"e":2,"f":1}],"d":1},"b":1,"\\u00e9":3}'
    )
    assert write(data).startswith('{"b":1')
    assert write({}, sort_keys=True) == "{}"


def test_keys_are_sorted_as_the_objects_that_they_are(write) -> None:
    assert write({10: 1, 9: 2, -1: 3}, sort_keys=True) == '{"-1":3,"9":2,"10":1}'
    assert write({2.5: 1, True: 2, 0: 3}, sort_keys=True) == '{"0":3,"true":2,"2.5":1}'
    assert write({(2,): 1, (1, 5): 2}, sort_keys=True) == '{"(1, 5)":2,"(2,)":1}'


def test_sorting_is_stable(write) -> None:
    class Equal:
        def __init__(self, text: str) -> None:
            self.text = text

        def __str__(self) -> str:
            return self.text

        def __lt__(self, other: object) -> bool:
            return False

    keys = [Equal(text) for text in "cab"]
    assert write(dict.fromkeys(keys, 0), sort_keys=True) == '{"c":0,"a":0,"b":0}'


def test_keys_that_cannot_be_sorted(write) -> None:
    for data in ({1: 1, "a": 2}, {None: 1, "a": 2}, [{b"b": 1, "a": 2}]):
        with pytest.raises(TypeError, match="'<' not supported between instances of"):
            write(data, sort_keys=True)


def test_a_comparison_that_fails(write) -> None:
    class Key(str):
        def __lt__(self, other: object) -> bool:
            raise KeyError("lt")

        __hash__ = str.__hash__

    with pytest.raises(KeyError, match="lt"):
        write({Key("a"): 1, Key("b"): 2}, sort_keys=True)


def test_a_key_that_cannot_be_looked_up_again(write) -> None:
    """ujson leaves out the rest of the dict, and says nothing."""

    class Key:
        usable = True

        def __hash__(self) -> int:
            if self.usable:
                return 1
            raise KeyError("hash")

        def __lt__(self, other: object) -> bool:
            return True

        def __str__(self) -> str:
            return "k"

    data = {Key(): 1}
    Key.usable = False
    try:
        with pytest.raises(KeyError, match="hash"):
            write([data, 2], sort_keys=True)
    finally:
        Key.usable = True
    assert write([data, 2], sort_keys=True) == '[{"k":1},2]'


# ---- Layout

NESTED = [[], {}, [1, {}], {"a": {"b": [2]}}]


@pytest.mark.parametrize("indent", [1, 2, 4, 7, 1000])
def test_indent(write, indent: int) -> None:
    lines = [
        (0, "["),
        (1, "[],"),
        (1, "{},"),
        (1, "["),
        (2, "1,"),
        (2, "{}"),
        (1, "],"),
        (1, "{"),
        (2, '"a": {'),
        (3, '"b": ['),
        (4, "2"),
        (3, "]"),
        (2, "}"),
        (1, "}"),
        (0, "]"),
    ]
    text = "\n".join(" " * (indent * depth) + line for depth, line in lines)
    assert write(NESTED, indent=indent) == text


def test_no_indent(write) -> None:
    compact = '[[],{},[1,{}],{"a":{"b":[2]}}]'
    assert write(NESTED, indent=0) == write(NESTED, indent=False) == compact
    for indent in (-1, -2, -5, -1000, -(2**31)):
        assert write(NESTED, indent=indent) == compact.replace(":", ": ")


def test_indent_of_scalars_and_of_nothing(write) -> None:
    for value in (None, 1, "a", [], {}, ()):
        assert write(value, indent=4) == write(value)


def test_indent_is_an_int(write) -> None:
    class Two:
        def __index__(self) -> int:
            return 2

    assert write([1], indent=True) == "[\n 1\n]"
    assert write([1], indent=Two()) == "[\n  1\n]"
    for indent, name in ((1.0, "float"), (None, "NoneType"), ("1", "str")):
        with pytest.raises(TypeError, match=name):
            write([1], indent=indent)


def test_indent_out_of_range(write) -> None:
    for indent in (1001, 2**31 - 1):
        with pytest.raises(ValueError, match=r"^Maximum allowed indentation is 1000$"):
            write([1], indent=indent)
    for indent in (2**31, -(2**31) - 1, 2**64, -(2**100)):
        with pytest.raises(OverflowError):
            write([1], indent=indent)


@pytest.mark.parametrize(
    "item, key", [(",", ":"), (", ", ": "), ("", ""), ("\0", "\0\0"), ("é", "😀"), ("/<", '"\\\n')]
)
def test_separators_are_written_as_they_are(write, item: str, key: str) -> None:
    data = {"a": [1, [], "x"], "b": {}}
    for settings in ({}, {"ensure_ascii": False}, {"encode_html_chars": True}):
        assert write(data, separators=(item, key), **settings) == (
            f'{{"a"{key}[1{item}[]{item}"x"]{item}"b"{key}{{}}}}'
        )


def test_separators_with_surrogates(write) -> None:
    assert write([1, 2, "é"], separators=("\ud800", "\udc00")) == '[1\ud8002\ud800"\\u00e9"]'
    assert write({"a": 1}, separators=(",", "\udc00")) == '{"a"\udc001}'


def test_separators_with_indent(write) -> None:
    data = {"a": 1, "b": [1, 2]}
    assert write(data, separators=(", ", ":"), indent=1) == (
        '{\n "a":1, \n "b":[\n  1, \n  2\n ]\n}'
    )
    assert write(data, separators=(",", ":"), indent=-1) == '{"a":1,"b":[1,2]}'
    assert write(data, separators=None, indent=-1) == '{"a": 1,"b": [1,2]}'


class Pair(tuple):  # type: ignore[type-arg]
    pass


def test_what_separators_are(write) -> None:
    assert write([1, 2], separators=Pair((";", "="))) == "[1;2]"
    for separators in ([",", ":"], ",:", 1, {",": ":"}, False):
        with pytest.raises(TypeError, match=r"^expected tuple or None as separator$"):
            write(1, separators=separators)
    for separators in ((), (",",), (",", ":", ":")):
        with pytest.raises(ValueError, match=r"^expected tuple of size 2 as separator$"):
            write(1, separators=separators)
    for separators in ((1, ":"), (None, 1), (b",", ":")):
        with pytest.raises(TypeError, match=r"^expected str as item separator$"):
            write(1, separators=separators)
    for separators in ((",", 1), (",", None), (",", b":")):
        with pytest.raises(TypeError, match=r"^expected str as key separator$"):
            write(1, separators=separators)


# ---- Values


def test_allow_nan(write) -> None:
    values = [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("1e400")]
    assert write(values) == "[NaN,Infinity,-Infinity,NaN,Infinity]"
    for value in values:
        for data in (value, [1, value], {"a": value}):
            with pytest.raises(OverflowError, match=r"^Invalid value when encoding double$"):
                write(data, allow_nan=False)
    assert write([1.5, -0.0, 1e308], allow_nan=False) == "[1.5,-0.0,1e+308]"


def test_nan_as_a_key_is_a_string(write) -> None:
    assert write({math.nan: 1}, allow_nan=False) == '{"nan":1}'


def test_reject_bytes(write) -> None:
    with pytest.raises(TypeError, match=r"^b'x' is not JSON serializable$"):
        write(b"x")
    assert write(b"x", reject_bytes=True, default=bytes.decode) == '"x"'
    assert write([b"x", b""], reject_bytes=False) == '["x",""]'
    assert write(b"x", reject_bytes=False, default=lambda _: 1 / 0) == '"x"'
    with pytest.raises(TypeError):
        write(bytearray(b"x"), reject_bytes=False)


def test_bytes_with_hooks(write) -> None:
    class Hooked(bytes):
        def __json__(self) -> str:
            return "hook"

    assert write(Hooked(b"x")) == "hook"
    assert write(Hooked(b"x"), reject_bytes=False) == '"x"'


def test_options_hold_for_all_that_is_nested() -> None:
    data = [{"b": [{"y": "é<", "x": b"/"}], "a": 1}]
    settings: dict[str, Any] = {
        "ensure_ascii": False,
        "encode_html_chars": True,
        "escape_forward_slashes": False,
        "sort_keys": True,
        "reject_bytes": False,
        "separators": (" , ", " : "),
    }
    assert dumps(data, **settings) == '[{"a" : 1 , "b" : [{"x" : "/" , "y" : "é\\u003c"}]}]'
    assert loads(dumps(data, **settings)) == [{"a": 1, "b": [{"x": "/", "y": "é<"}]}]
