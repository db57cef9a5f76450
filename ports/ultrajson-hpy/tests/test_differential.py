"""ports/ultrajson-hpy/tests/test_differential.py: the port beside ujson 6.1.0 and the stdlib."""

from __future__ import annotations

import collections
import enum
import itertools
import json
import random
import re
from decimal import Decimal
from typing import Any, Callable

import ujson_hpy
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import JSONDecodeError

# ---- What is compared

# The name of an exception's class and its message, or "value" and what was returned, as repr
# writes it: that tells -0.0 from 0, and nan is nan.
Outcome = tuple[str, str]


def outcome(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Outcome:
    try:
        return "value", repr(function(*arguments, **keywords))
    except JSONDecodeError as error:
        return "JSONDecodeError", error.msg
    except Exception as error:  # every class is one to compare
        return type(error).__name__, str(error)


STRING = "when decoding 'string'"
UNTERMINATED = f"Unterminated unicode escape sequence {STRING}"
UNEXPECTED = f"Unexpected character in unicode escape sequence {STRING}"

# Pairs of messages, of ujson and of the port.
KNOWN = {
    (f"Unterminated escape sequence {STRING}", f"Unrecognized escape sequence {STRING}"),
    (UNTERMINATED, UNEXPECTED),
    (UNEXPECTED, UNTERMINATED),
    (
        "Code point > U+10FFFF encountered whilst decoding 'string'",
        f"Invalid UTF-8 continuation byte {STRING}",
    ),
    (
        "No ':' found when decoding object value",
        "Key name of object must be 'string' when decoding 'object'",
    ),
}

IGNORED_BY_UJSON = ("'<' not supported between instances", "cannot convert signaling NaN")


def is_known(original: Outcome, port: Outcome) -> bool:
    """Is it one of the differences between messages that `check` lists?"""
    if original[0] == port[0] == "JSONDecodeError":
        return (original[1], port[1]) in KNOWN
    return (original[0], re.sub(r"got [\w.]*\.", "got ", original[1])) == port


def check(ujson: Any, name: str, argument: Any, **options: Any) -> None:
    """Let the port do what ujson does, but for the differences that are known.

    - What is wrong with a document, the port says with the place behind it: here, without.
    - Of two things that are wrong with one escape, code point or key, the port may name the
      other one. ujson takes a NUL for the end of the text, reads the four digits of an escape
      before it finds that the text ends, and refuses a byte from F5 to F7 before it looks at
      the next; of a key like {"a":{}} it only says that no colon follows.
    - ujson names some classes with their module: "got collections.OrderedDict".
    - After an exception of a sort or of Decimal, ujson goes on with what stands around, and
      leaves out what it likes. It is not let do so, nor is it given keys that change a
      container or whose __hash__ raises, of which it may crash.
    """
    port = outcome(getattr(ujson_hpy, name), argument, **options)
    if port[1].startswith(IGNORED_BY_UJSON):
        return
    original = outcome(getattr(ujson, name), argument, **options)
    if original != port and not is_known(original, port):
        raise AssertionError(f"{argument!r}, {options}: ujson {original}, port {port}")


# ---- Documents

TEXT = st.text(max_size=12) | st.text(
    alphabet=st.sampled_from(
        'ab "\\/\b\f\n\r\t\x00\x1f\x7f<>&éÿ€\ud83d\ude00\ud800\udfff😀\U0010ffff'
    ),
    max_size=20,
)
INTEGERS = st.integers() | st.sampled_from(
    [
        s * 2**bits + d
        for bits in (31, 32, 53, 62, 63, 64, 65, 200)
        for s in (1, -1)
        for d in (-1, 0, 1)
    ]
)
FLOATS = st.floats() | st.floats(-1e17, 1e17).map(lambda x: round(x, 3))
SCALARS = st.none() | st.booleans() | INTEGERS | FLOATS | TEXT
JSON_VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(TEXT, inner, max_size=6),
    max_leaves=25,
)
RANDOMS = st.randoms(use_true_random=False)

SHORT_ESCAPES = dict(zip('"\\/\b\f\n\r\t', '"\\/bfnrt'))


def some_space(rnd: random.Random) -> str:
    return rnd.choice(
        ["", "", "", " ", "\n", "\t", "\r\n", " " * 9, "\n" + " " * rnd.randrange(40)]
    )


def spell_unit(unit: int, rnd: random.Random) -> str:
    return rnd.choice(["\\u{:04x}", "\\u{:04X}"]).format(unit)


def spell_character(character: str, rnd: random.Random) -> str:
    """Write a character in one of the ways in which it may stand in a string."""
    point = ord(character)
    if character in SHORT_ESCAPES and rnd.random() < 0.5:
        return "\\" + SHORT_ESCAPES[character]
    if character not in '"\\\0' and rnd.random() < 0.7:
        return character
    if point < 0x10000:
        return spell_unit(point, rnd)
    return spell_unit(0xD7C0 + (point >> 10), rnd) + spell_unit(0xDC00 | point & 0x3FF, rnd)


def spell_string(text: str, rnd: random.Random) -> str:
    return '"' + "".join(spell_character(character, rnd) for character in text) + '"'


def spell_float(value: float, rnd: random.Random) -> str:
    if value - value != 0:
        return json.dumps(value)
    digits = rnd.randrange(25)
    return rnd.choice(
        [repr(value), f"{value:.{digits}e}", f"{value:.{digits}E}", f"{value:.{digits}f}"]
    )


def spell_container(value: Any, rnd: random.Random) -> str:
    if isinstance(value, dict):
        items = [
            spell_string(key, rnd) + some_space(rnd) + ":" + spell(member, rnd)
            for key, member in value.items()
        ]
        return "{" + some_space(rnd) + f"{some_space(rnd)},{some_space(rnd)}".join(items) + "}"
    return "[" + ",".join(spell(item, rnd) for item in value) + some_space(rnd) + "]"


def spell(value: Any, rnd: random.Random) -> str:
    """Write a value as JSON in a way that no other writer has."""
    if isinstance(value, str):
        text = spell_string(value, rnd)
    elif isinstance(value, float):
        text = spell_float(value, rnd)
    elif isinstance(value, (list, dict)):
        text = spell_container(value, rnd)
    else:
        text = json.dumps(value)
    return some_space(rnd) + text + some_space(rnd)


WRITERS: list[Callable[[Any, random.Random], str]] = [
    spell,
    lambda value, rnd: json.dumps(value),
    lambda value, rnd: json.dumps(value, ensure_ascii=False, indent=rnd.randrange(20)),
    lambda value, rnd: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    lambda value, rnd: ujson_hpy.dumps(value, indent=rnd.randrange(-1, 4)),
]


def documents(value: Any, rnd: random.Random) -> list[str]:
    return [writer(value, rnd) for writer in WRITERS]


# ---- Mutations

FRAGMENTS = [
    *["{", "}", "[", "]", ",", ":", '"', '"a"', '"k":', "'", "/", "é", "😀", "\ud800", "\udc00"],
    *["0", "1", "-", "+", ".", "e", "E", "e5", ".5", "1.", "01", "-0", "1e400", "-1e-400"],
    *["12345678901234567890", "18446744073709551616", "-9223372036854775809"],
    *["null", "true", "false", "nul", "tru", "NaN", "Infinity", "-Infinity", "Inf"],
    *["\\", "\\u", "\\ud83d", "\\ude00", "\\u12", "\\x"],
    *[" ", "\n", "\t", "\r", "\v", "\f", "\0", "\x7f", "\x85", "\ufeff", "\u2028"],
]

RAW = [
    *[
        bytes([byte])
        for byte in (0x00, 0x22, 0x5C, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF4, 0xF5, 0xFF)
    ],
    *[b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe2\x82", b"\xed\xa0\x80", b"\xed\xbf\xbf"],
    *[
        b"\xf0\x80\x80\x80",
        b"\xf0\x9f\x98",
        b"\xf4\x8f\xbf\xbf",
        b"\xf4\x90\x80\x80",
        b"\xf5\x80\x80\x80",
    ],
    *[b"\xf8\x80\x80\x80\x80", b"\xfc\x80\x80\x80\x80\x80", b"\xfe", b"\xef\xbb\xbf", b"\xff\xfe"],
]


def mutate(document: Any, fragments: Any, rnd: random.Random) -> Any:
    """Cut a text, or put something in, or put it twice."""
    first = rnd.randrange(len(document) + 1)
    last = min(first + rnd.choice([0, 0, 1, 1, 2, 8]), len(document))
    middle = rnd.choice([document[:0], rnd.choice(fragments), document[first:last] * 2])
    return document[:first] + middle + document[rnd.choice([first, last, last, len(document)]) :]


def mutations(document: Any, fragments: Any, rnd: random.Random) -> list[Any]:
    """Make mutations of mutations, five of them."""
    result = [document]
    for _ in range(5):
        result.append(mutate(rnd.choice([document, result[-1]]), fragments, rnd))
    return result[1:]


# ---- loads


@given(JSON_VALUES, RANDOMS)
def test_loads_of_documents(ujson: Any, value: Any, rnd: random.Random) -> None:
    for document in documents(value, rnd):
        check(ujson, "loads", document)
        check(ujson, "loads", document.encode("utf-8", "surrogatepass"))


@given(JSON_VALUES, RANDOMS)
def test_loads_of_mutated_text(ujson: Any, value: Any, rnd: random.Random) -> None:
    for document in documents(value, rnd):
        for mutated in mutations(document, FRAGMENTS, rnd):
            check(ujson, "loads", mutated)


@given(JSON_VALUES, RANDOMS)
def test_loads_of_mutated_bytes(ujson: Any, value: Any, rnd: random.Random) -> None:
    for document in documents(value, rnd):
        for mutated in mutations(document.encode("utf-8", "surrogatepass"), RAW, rnd):
            check(ujson, "loads", mutated)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join))
def test_loads_of_fragments(ujson: Any, document: str) -> None:
    for around in ("{}", "[{}]", '"{}"', "[1,{}", '{{"a":{}}}'):
        check(ujson, "loads", around.format(document))


@given(st.binary(max_size=100))
def test_loads_of_any_bytes(ujson: Any, document: bytes) -> None:
    for text in (document, b'"' + document + b'"', b'["' + document):
        check(ujson, "loads", text)


def test_loads_of_all_short_documents(ujson: Any) -> None:
    for size in (0, 1, 2):
        for numbers in itertools.product(range(256), repeat=size):
            check(ujson, "loads", bytes(numbers))
            check(ujson, "loads", b'"' + bytes(numbers) + b'"')


def test_loads_with_bad_bytes_at_every_place(ujson: Any) -> None:
    text = (
        '{"a": ["é", "€uro €", -1.5e3, "\\u00e9", "😀 longer than a block"], "ключ": null}'.encode()
    )
    for place in range(len(text) + 1):
        for raw in RAW:
            for last in {place, min(place + 1, len(text)), len(text)}:
                check(ujson, "loads", text[:place] + raw + text[last:])


def numbers() -> st.SearchStrategy[str]:
    """Make texts like numbers, some with more digits than a double has."""
    digits = st.text("0123456789", max_size=30)
    return st.builds(
        "".join,
        st.tuples(
            st.sampled_from(["", "-"]),
            digits,
            st.sampled_from(["", "."]),
            digits,
            st.sampled_from(["", "e", "E", "e+", "e-", "E-"]),
            st.text("0123456789", max_size=4),
        ),
    )


@given(st.lists(numbers(), min_size=10, max_size=10))
def test_loads_of_numbers(ujson: Any, texts: list[str]) -> None:
    for text in texts:
        check(ujson, "loads", text)
        check(ujson, "loads", f"[{text}]")


# ---- dumps


class Color(enum.IntEnum):
    RED = 3


class Point(collections.namedtuple("Point", "x y")):
    def __str__(self) -> str:
        return "not used"


class Plain:
    def __init__(self, content: Any) -> None:
        self.content = content

    def __repr__(self) -> str:
        return f"Plain({self.content!r})"


class ToDict(Plain):
    def toDict(self) -> Any:  # noqa: N802
        return self.content


class Json(Plain):
    def __json__(self) -> Any:
        return self.content


BYTES = st.binary(max_size=8) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
DECIMALS = st.decimals(places=3, allow_nan=False) | st.sampled_from(
    [Decimal(text) for text in ("1", "1e400", "-1e-400", "NaN", "sNaN", "-Infinity", "0.1", "1E+2")]
)
OTHERS = st.sampled_from([1j, {1}, frozenset(), range(3), bytearray(b"x"), Color.RED, ..., int])
KEYS = (
    TEXT | INTEGERS | FLOATS | st.booleans() | st.none() | BYTES | st.tuples(st.integers())
) | st.sampled_from([Color.RED, Decimal("1.50"), Plain("key")])


SHAPES: list[Callable[[list[Any], list[Any]], Any]] = [
    lambda items, keys: items,
    lambda items, keys: tuple(items),
    lambda items, keys: dict(zip(keys, items)),
    lambda items, keys: collections.OrderedDict(zip(keys, items)),
    lambda items, keys: Point(items, dict(zip(keys, items))),
    lambda items, keys: ToDict(dict(zip(keys, items))),
    lambda items, keys: ToDict(items),
    lambda items, keys: Json(items),
    lambda items, keys: Plain(items),
]


def containers(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    keys = st.lists(KEYS, max_size=5) | st.lists(TEXT, max_size=5) | st.lists(INTEGERS, max_size=5)
    return st.builds(
        lambda shape, items, keys: shape(items, keys),
        st.sampled_from(SHAPES),
        st.lists(inner, max_size=5),
        keys,
    )


LEAVES = SCALARS | BYTES | DECIMALS | OTHERS | st.builds(Json, TEXT | BYTES)
VALUES = st.recursive(LEAVES, containers, max_leaves=20)


def fail(value: Any) -> None:
    raise LookupError(f"no default for {value!r}")


FLAGS = st.booleans() | st.sampled_from([None, 0, 1, "", "x", [], [0], 0.0, 2.5])
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "ensure_ascii": FLAGS,
        "encode_html_chars": FLAGS,
        "escape_forward_slashes": FLAGS,
        "sort_keys": FLAGS,
        "indent": st.integers(-3, 5)
        | st.sampled_from([True, 1000, 1001, 2.0, None, "1", -(2**31)]),
        "allow_nan": FLAGS,
        "reject_bytes": FLAGS,
        "default": st.sampled_from(
            [None, str, repr, list, 5, fail, lambda value: value, lambda value: 1]
        ),
        "separators": st.none()
        | st.tuples(TEXT, TEXT)
        | st.sampled_from(
            [
                (", ", ": "),
                ("", ""),
                (",", 1),
                (None, ":"),
                (",",),
                (",", ":", ""),
                [",", ":"],
                ",:",
            ]
        ),
    },
)


@given(VALUES, st.lists(OPTIONS, min_size=5, max_size=5))
def test_dumps(ujson: Any, value: Any, choices: list[dict[str, Any]]) -> None:
    check(ujson, "dumps", value)
    for options in choices:
        check(ujson, "dumps", value, **options)


@given(JSON_VALUES, st.lists(OPTIONS, min_size=5, max_size=5))
def test_dumps_of_what_json_has(ujson: Any, value: Any, choices: list[dict[str, Any]]) -> None:
    for options in choices:
        check(ujson, "dumps", value, **options)


@given(st.lists(BYTES, max_size=4), st.booleans())
def test_dumps_of_bytes(ujson: Any, pieces: list[bytes], ensure_ascii: bool) -> None:
    options = {"ensure_ascii": ensure_ascii, "reject_bytes": False}
    for raw in RAW:
        check(ujson, "dumps", raw.join(pieces), **options)
        check(ujson, "dumps", {raw.join(pieces): 1}, **options)


def test_dumps_of_all_short_bytes(ujson: Any) -> None:
    for numbers_of_bytes in itertools.product(range(256), repeat=2):
        for ensure_ascii in (False, True):
            options = {"ensure_ascii": ensure_ascii, "reject_bytes": False}
            check(ujson, "dumps", bytes(numbers_of_bytes), **options)


# ---- The standard library


@given(JSON_VALUES, RANDOMS)
def test_loads_as_the_standard_library(value: Any, rnd: random.Random) -> None:
    for document in documents(value, rnd):
        expected = repr(json.loads(document, strict=False))
        assert repr(ujson_hpy.loads(document)) == expected
        assert repr(ujson_hpy.loads(document.encode("utf-8", "surrogatepass"))) == expected


@given(JSON_VALUES, RANDOMS)
def test_what_the_standard_library_accepts(value: Any, rnd: random.Random) -> None:
    """A NUL in a string is the one thing that it alone accepts."""
    for document in documents(value, rnd):
        for mutated in mutations(document, FRAGMENTS, rnd):
            expected = outcome(json.loads, mutated, strict=False)
            if expected[0] == "value" and "\0" not in mutated:
                assert outcome(ujson_hpy.loads, mutated) == expected


# The standard library pads exponents: 1e-05.
WITHOUT_EXPONENT = st.floats(0.001, 1e15) | st.sampled_from([0.0, -0.0, -1.5])
FOR_BOTH = st.recursive(
    st.none() | st.booleans() | INTEGERS | WITHOUT_EXPONENT | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner) | st.lists(inner).map(tuple),
    max_leaves=25,
)
OPTIONS_OF_BOTH = st.fixed_dictionaries(
    {},
    optional={
        "sort_keys": st.booleans(),
        "indent": st.integers(1, 20),
        "separators": st.tuples(TEXT, TEXT) | st.just((", ", ": ")),
    },
)


@given(FOR_BOTH, OPTIONS_OF_BOTH)
def test_dumps_as_the_standard_library(value: Any, options: dict[str, Any]) -> None:
    ours = {"separators": (", ", ": "), **options, "escape_forward_slashes": False}
    if "indent" in options and "separators" not in options:
        del ours["separators"]
    expected = json.dumps(value, ensure_ascii=False, **options)
    assert ujson_hpy.dumps(value, ensure_ascii=False, **ours) == expected
    if "\x7f" not in expected:  # which is ASCII, but the standard library escapes it
        assert ujson_hpy.dumps(value, **ours) == json.dumps(value, **options)


@given(JSON_VALUES, st.booleans(), st.booleans(), st.integers(-1, 3))
def test_the_standard_library_reads_all(
    value: Any, ascii_only: bool, html: bool, indent: int
) -> None:
    text = ujson_hpy.dumps(value, ensure_ascii=ascii_only, encode_html_chars=html, indent=indent)
    expected = repr(json.loads(json.dumps(value, ensure_ascii=ascii_only)))
    assert repr(json.loads(text)) == expected
    assert repr(ujson_hpy.loads(text)) == expected
