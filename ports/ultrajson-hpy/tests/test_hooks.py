"""ports/ultrajson-hpy/tests/test_hooks.py: toDict, __json__ and default."""

from __future__ import annotations

import collections
from typing import Any

import pytest


class ToDict:
    def __init__(self, result: Any) -> None:
        self.result = result

    def toDict(self) -> Any:  # noqa: N802
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Json:
    def __init__(self, result: Any) -> None:
        self.result = result

    def __json__(self) -> Any:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Text(str):
    pass


class Raw(bytes):
    pass


class Opaque:
    pass


# ---- toDict


@pytest.mark.parametrize(
    "result, text",
    [
        ({}, "{}"),
        ({"a": 1}, '{"a":1}'),
        ({"a": ToDict({"b": ToDict({})})}, '{"a":{"b":{}}}'),
        (collections.OrderedDict(b=1, a=2), '{"b":1,"a":2}'),
    ],
)
def test_to_dict(write, result: Any, text: str) -> None:
    assert write(ToDict(result)) == text
    assert write([ToDict(result), {"k": ToDict(result)}]) == f'[{text},{{"k":{text}}}]'


def test_to_dict_heeds_the_options(write) -> None:
    assert write(ToDict({"b": 1, "a": "é"}), sort_keys=True, ensure_ascii=False) == (
        '{"a":"é","b":1}'
    )
    assert write([ToDict({"a": 1})], indent=1) == '[\n {\n  "a": 1\n }\n]'


@pytest.mark.parametrize("result", [None, 1, "{}", [], (), Json("{}"), ToDict({})], ids=repr)
def test_to_dict_that_returns_no_dict(write, result: Any) -> None:
    with pytest.raises(TypeError) as caught:
        write(ToDict(result))
    assert str(caught.value) == f"toDict() should return a dict, got {type(result).__name__}"


# ---- __json__


@pytest.mark.parametrize(
    "result, text",
    [
        ("x", "x"),
        ("", ""),
        (b"y", "y"),
        ("no JSON at all, ", "no JSON at all, "),
        ('"/<é"', '"/<é"'),
        ("é".encode(), "é"),
        ("\0", "\0"),
        ("\ud800", "\ud800"),
        (b"\xed\xa0\x80", "\ud800"),
        ("€😀", "€😀"),
        (Text("t"), "t"),
        (Raw(b"r"), "r"),
        ("a" * 10_000, "a" * 10_000),
    ],
)
def test_json_is_written_as_it_is(write, result: Any, text: str) -> None:
    for settings in ({}, {"ensure_ascii": False}, {"encode_html_chars": True}):
        assert write(Json(result), **settings) == text
        assert write([1, Json(result), {"k": Json(result)}], **settings) == (
            f'[1,{text},{{"k":{text}}}]'
        )


@pytest.mark.parametrize("result", [b"\xff", b"a\x80", b"\xc3"])
def test_json_that_is_no_utf8(write, result: bytes) -> None:
    with pytest.raises(UnicodeDecodeError):
        write([Json(result)])


@pytest.mark.parametrize("result", [None, 1, [], {}, bytearray(b"x"), Json("1")], ids=repr)
def test_json_that_is_no_text(write, result: Any) -> None:
    with pytest.raises(TypeError) as caught:
        write(Json(result))
    assert str(caught.value) == (
        f"__json__() should return str or bytes, got {type(result).__name__}"
    )


# ---- Both


@pytest.mark.parametrize("hook", [ToDict, Json])
def test_exceptions_of_hooks_come_through(write, hook: Any) -> None:
    error = KeyError("hook")
    with pytest.raises(KeyError) as caught:
        write([1, hook(error)], default=lambda _: 1)
    assert caught.value is error


@pytest.mark.parametrize("name", ["toDict", "__json__"])
def test_hooks_that_cannot_be_called(write, name: str) -> None:
    odd = Opaque()
    setattr(odd, name, 1)
    with pytest.raises(TypeError, match="not callable"):
        write(odd, default=lambda _: 1)


def test_to_dict_comes_first(write) -> None:
    both = ToDict({"a": 1})
    both.__json__ = lambda: "no"  # type: ignore[attr-defined]
    assert write(both, default=lambda _: 1 / 0) == '{"a":1}'


def test_hooks_of_instances_and_classes(write) -> None:
    odd = Opaque()
    odd.__json__ = lambda: "instance"  # type: ignore[attr-defined]
    assert write(odd) == "instance"

    class Meta(type):
        def __json__(cls) -> str:
            return "class"

    class Made(metaclass=Meta):
        pass

    assert write(Made) == "class"


@pytest.mark.parametrize("base", [dict, list, tuple, str, int, float])
def test_what_json_has_a_form_for_has_no_hooks(write, base: type) -> None:
    def fail(self: object) -> Any:
        raise AssertionError

    hooked = type("Hooked", (base,), {"toDict": fail, "__json__": fail})
    assert write(hooked()) == write(base())


@pytest.mark.parametrize("error", [AttributeError, KeyError, ZeroDivisionError])
def test_hooks_that_cannot_be_got_are_none(write, error: type[Exception]) -> None:
    class Odd:
        def __getattr__(self, name: str) -> Any:
            raise error(name)

        def __repr__(self) -> str:
            return "odd"

    with pytest.raises(TypeError, match=r"^odd is not JSON serializable$"):
        write(Odd())
    assert write([Odd()], default=repr) == '["odd"]'


def test_an_object_that_has_every_attribute(write) -> None:
    class Proxy:
        def __getattr__(self, name: str) -> Any:
            return lambda: {"name": name}

    assert write(Proxy()) == '{"name":"toDict"}'


# ---- default


@pytest.mark.parametrize(
    "result, text",
    [
        (None, "null"),
        (1, "1"),
        ("é", '"\\u00e9"'),
        ([1, (2,)], "[1,[2]]"),
        ({"a": {}}, '{"a":{}}'),
        (ToDict({"a": 1}), '{"a":1}'),
        (Json("x"), "x"),
    ],
)
def test_default(write, result: Any, text: str) -> None:
    assert write(Opaque(), default=lambda _: result) == text
    assert (
        write([Opaque(), {"k": Opaque()}], default=lambda _: result) == f'[{text},{{"k":{text}}}]'
    )


def test_default_gets_the_object(write) -> None:
    seen: list[Any] = []

    def default(value: Any) -> None:
        seen.append(value)

    values = [Opaque(), {1}, b"x", 1j, object]
    assert write([values, "a"], default=default) == '[[null,null,null,null,null],"a"]'
    assert all(one is other for one, other in zip(seen, values))
    assert len(seen) == len(values)


def test_default_is_called_three_times_at_most(write) -> None:
    def after(calls: int) -> Any:
        chain = [Opaque() for _ in range(calls)]

        def default(value: Any) -> Any:
            position = chain.index(value) + 1
            return 5 if position == calls else chain[position]

        return write([chain[0]], default=default)

    for calls in (1, 2, 3):
        assert after(calls) == "[5]"
    for calls in (4, 5):
        with pytest.raises(TypeError, match=r"^maximum recursion depth exceeded$"):
            after(calls)
    with pytest.raises(TypeError, match=r"^maximum recursion depth exceeded$"):
        write(Opaque(), default=lambda value: value)


def test_items_of_what_default_returns_count_anew(write) -> None:
    def default(value: int) -> Any:
        return [complex(value.real - 1)] if value.real > 0 else "end"

    assert write(20 + 0j, default=default) == "[" * 20 + '"end"' + "]" * 20


def test_default_adds_no_depth(write) -> None:
    deep: Any = 1j
    for _ in range(1025):
        deep = [deep]
    assert write(deep, default=lambda _: 7) == "[" * 1025 + "7" + "]" * 1025
    with pytest.raises(OverflowError, match=r"^Maximum recursion level reached$"):
        write(deep, default=lambda _: [])


def test_default_that_fails(write) -> None:
    error = ZeroDivisionError()

    def default(value: Any) -> Any:
        raise error

    with pytest.raises(ZeroDivisionError) as caught:
        write({"a": [Opaque()]}, default=default)
    assert caught.value is error


def test_default_that_cannot_be_called(write) -> None:
    assert write([1, "a"], default=5) == '[1,"a"]'
    with pytest.raises(TypeError, match="'int' object is not callable"):
        write(Opaque(), default=5)
    with pytest.raises(TypeError, match="is not JSON serializable"):
        write(Opaque(), default=None)
