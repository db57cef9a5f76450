"""ports/ultrajson-hpy/tests/test_dumps.py: which objects are written, and as what."""

from __future__ import annotations

import array
import collections
import datetime
import enum
import sys
import types
import uuid
from typing import Any

import pytest


class Color(enum.IntEnum):
    RED = 1


class Letter(str, enum.Enum):
    A = "a"


class Plain(enum.Enum):
    ONE = 1


class Int(int):
    def __str__(self) -> str:
        return "no"

    __repr__ = __str__


class Float(float):
    def __str__(self) -> str:
        return "no"

    __repr__ = __str__


class Str(str):
    def __str__(self) -> str:
        return "no"

    def encode(self, *arguments: Any) -> bytes:
        return b"no"

    __repr__ = __str__


class List(list):  # type: ignore[type-arg]
    toDict = __json__ = None  # noqa: N815


class Tuple(tuple):  # type: ignore[type-arg]
    toDict = __json__ = None  # noqa: N815


class Dict(dict):  # type: ignore[type-arg]
    toDict = __json__ = None  # noqa: N815


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    "value, text",
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.5, "1.5"),
        ("", '""'),
        ("a", '"a"'),
        ([], "[]"),
        ((), "[]"),
        ({}, "{}"),
        ([1], "[1]"),
        ((1,), "[1]"),
        ([None, True, False], "[null,true,false]"),
        ([1, [2, (3, [4])]], "[1,[2,[3,[4]]]]"),
        ({"a": 1}, '{"a":1}'),
        ({"a": {"b": [{}]}, "c": []}, '{"a":{"b":[{}]},"c":[]}'),
        ([{}, [], ()], "[{},[],[]]"),
    ],
    ids=repr,
)
def test_builtin_types(write, value: Any, text: str) -> None:
    result = write(value)
    assert result == text
    assert type(result) is str


@pytest.mark.parametrize(
    "value, text",
    [
        (Color.RED, "1"),
        (Letter.A, '"a"'),
        (Int(3), "3"),
        (Int(2**63), "9223372036854775808"),
        (Int(-(2**70)), "-1180591620717411303424"),
        (Float(1.5), "1.5"),
        (Str("yes"), '"yes"'),
        (Str("y\ud800"), '"y\\ud800"'),
        (Str("yé"), '"y\\u00e9"'),
        (List([1, 2]), "[1,2]"),
        (Tuple((1, 2)), "[1,2]"),
        (Dict(a=1), '{"a":1}'),
        (Point(1, 2), "[1,2]"),
        (collections.OrderedDict(b=1, a=2), '{"b":1,"a":2}'),
        (collections.Counter("aab"), '{"a":2,"b":1}'),
        (collections.defaultdict(int, a=1), '{"a":1}'),
        ({Color.RED: 2}, '{"1":2}' if sys.version_info >= (3, 11) else '{"Color.RED":2}'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_subclasses_are_written_as_their_base(write, value: Any, text: str) -> None:
    assert write(value) == text
    assert write([value, value]) == f"[{text},{text}]"


def test_members_are_written_in_the_order_of_the_dict(write) -> None:
    names = [f"k{(i * 7919) % 101}" for i in range(101)]
    assert write(dict.fromkeys(names, 0)) == "{" + ",".join(f'"{name}":0' for name in names) + "}"
    moved = collections.OrderedDict(a=1, b=2)
    moved.move_to_end("a")
    assert write(moved) == '{"b":2,"a":1}'


def test_a_dict_from_which_keys_were_deleted(write) -> None:
    data = {str(i): i for i in range(100)}
    for i in range(0, 100, 3):
        del data[str(i)]
    data["0"] = 0
    rest = [i for i in range(100) if i % 3] + [0]
    assert write(data) == "{" + ",".join(f'"{i}":{i}' for i in rest) + "}"


def test_an_object_may_come_again(write) -> None:
    item = [{}]
    assert write([item, item, {"a": item}]) == '[[{}],[{}],{"a":[{}]}]'


class Unknown:
    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def unsupported() -> list[Any]:
    return [
        {1},
        frozenset(),
        collections.deque(),
        range(3),
        iter([]),
        (x for x in ""),
        {}.keys(),
        {}.values(),
        {}.items(),
        datetime.date(2026, 1, 2),
        datetime.datetime(2026, 1, 2),
        uuid.UUID(int=1),
        1j,
        b"x",
        bytearray(b"x"),
        memoryview(b"x"),
        array.array("i"),
        collections.UserDict(),
        collections.UserList(),
        collections.ChainMap(),
        types.MappingProxyType({}),
        Plain.ONE,
        object(),
        object,
        len,
        ...,
        Unknown("unknown"),
    ]


@pytest.mark.parametrize("value", unsupported(), ids=lambda value: type(value).__name__)
def test_unsupported_types(write, value: Any) -> None:
    for outer in (value, [1, value], {"a": value}):
        with pytest.raises(TypeError) as caught:
            write(outer)
        assert str(caught.value) == f"{value!r} is not JSON serializable"


@pytest.mark.parametrize("text", ["", "x" * 1000, "é", "\U0001f600" * 300, "%s %d %", "a" * 99_999])
def test_message_has_the_whole_repr(write, text: str) -> None:
    with pytest.raises(TypeError) as caught:
        write(Unknown(text))
    assert str(caught.value) == f"{text} is not JSON serializable"


@pytest.mark.pypy("hands out lone surrogates as UTF-8 and raises no UnicodeEncodeError")
def test_repr_that_cannot_be_encoded(write) -> None:
    with pytest.raises(UnicodeEncodeError):
        write(Unknown("\ud800"))


def test_repr_that_fails(write) -> None:
    class Bad:
        def __repr__(self) -> str:
            raise KeyError("k")

    with pytest.raises(KeyError, match="k"):
        write([Bad()])


def test_many_values(write) -> None:
    for count in (255, 256, 257, 5000):
        numbers = list(range(count))
        assert write(numbers) == "[" + ",".join(map(str, numbers)) + "]"
        assert write(tuple(numbers)) == write(numbers)
