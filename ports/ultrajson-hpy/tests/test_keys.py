"""ports/ultrajson-hpy/tests/test_keys.py: the keys of objects, written and read."""

from __future__ import annotations

import datetime
import decimal
import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import dumps, loads


class Key:
    """An object that is a key, whose text is given."""

    def __init__(self, text: Any) -> None:
        self.text = text

    def __str__(self) -> Any:
        if isinstance(self.text, Exception):
            raise self.text
        return self.text


class Text(str):
    pass


# ---- Written


@pytest.mark.parametrize(
    "key, text",
    [
        ("", '""'),
        ("a", '"a"'),
        ('a"/\n', '"a\\"\\/\\n"'),
        ("é", '"\\u00e9"'),
        ("\ud800", '"\\ud800"'),
        ("a" * 5000, '"' + "a" * 5000 + '"'),
        (Text("a"), '"a"'),
        (b"", '""'),
        (b"x/", '"x\\/"'),
        ("é€😀".encode(), '"\\u00e9\\u20ac\\ud83d\\ude00"'),
        (True, '"true"'),
        (False, '"false"'),
        (None, '"null"'),
        (0, '"0"'),
        (-5, '"-5"'),
        (2**70, '"1180591620717411303424"'),
        (1.5, '"1.5"'),
        (1e-5, '"1e-05"'),
        (math.nan, '"nan"'),
        (math.inf, '"inf"'),
        ((1, "a"), "\"(1, 'a')\""),
        (decimal.Decimal("1.50"), '"1.50"'),
        (datetime.date(2026, 1, 2), '"2026-01-02"'),
        (frozenset(), '"frozenset()"'),
        (Key("a/é"), '"a\\/\\u00e9"'),
        (Key(Text("t")), '"t"'),
    ],
    ids=repr,
)
def test_keys_are_written_as_strings(write, key: Any, text: str) -> None:
    assert write({key: 1}) == f"{{{text}:1}}"
    assert write([{"k": {key: []}}]) == f'[{{"k":{{{text}:[]}}}}]'
    assert write({key: 1}, sort_keys=True) == f"{{{text}:1}}"
    assert write({key: 1}, reject_bytes=False) == f"{{{text}:1}}"


def test_keys_that_become_equal_are_all_written() -> None:
    assert dumps({1: 1, "1": 2, b"1": 3, Key("1"): 4}) == '{"1":1,"1":2,"1":3,"1":4}'


def test_str_of_a_key_that_fails(write) -> None:
    with pytest.raises(KeyError, match="k"):
        write({Key(KeyError("k")): 1})
    with pytest.raises(TypeError, match="__str__"):
        write({Key(1): 1})


def test_default_is_not_for_keys(write) -> None:
    assert write({Key("k"): 1}, default=lambda _: 1 / 0) == '{"k":1}'


def test_hooks_are_not_for_keys(write) -> None:
    class Hooked(Key):
        def __json__(self) -> str:
            raise AssertionError

        toDict = __json__  # noqa: N815

    assert write({Hooked("k"): 1}) == '{"k":1}'


def test_keys_keep_the_value_apart(write) -> None:
    for size in range(300):
        key = "k" * size
        assert write({key: {key: key}}) == f'{{"{key}":{{"{key}":"{key}"}}}}'


# ---- Read

MANY = [f"key number {i}" for i in range(1000)]


def lines(keys: list[str], times: int) -> str:
    return json.dumps([{key: i for i, key in enumerate(keys)} for _ in range(times)])


def test_the_last_of_equal_keys_wins(read) -> None:
    assert read('{"a":1,"b":2,"a":3}') == {"a": 3, "b": 2}
    assert list(read('{"a":1,"b":2,"a":3}')) == ["a", "b"]
    assert read('{"a":1,"\\u0061":2}') == {"a": 2}
    assert read('[{}, {"a":[1],"a":{"a":1,"a":2}}]') == [{}, {"a": {"a": 2}}]


@pytest.mark.parametrize("times", [1, 2, 3, 5])
@pytest.mark.parametrize("count", [1, 2, 255, 256, 257, 1000])
def test_many_different_keys(count: int, times: int) -> None:
    text = lines(MANY[:count], times)
    assert loads(text) == json.loads(text)
    assert loads(text.encode()) == json.loads(text)


@pytest.mark.parametrize("letter", ["a", "é", "😀", "\\", "\x01"])
def test_keys_of_each_length(letter: str) -> None:
    keys = [letter * size for size in range(140)]
    keys += [letter * size + "!" for size in range(140)]
    keys += ["!" + letter * size for size in range(140)]
    assert loads(lines(keys, 4)) == json.loads(lines(keys, 4))


@pytest.mark.parametrize("size", [*range(1, 20), 31, 32, 33, 62, 63, 64, 65, 66, 70])
def test_keys_that_differ_in_one_byte(size: int) -> None:
    """Whatever bytes of a key a hash looks at, some of these have the same one."""
    base = "x" * size
    keys = [base] + [base[:i] + char + base[i + 1 :] for i in range(size) for char in "ay"]
    text = lines(keys, 3)
    assert loads(text) == json.loads(text)


def test_keys_with_equal_ends() -> None:
    keys = [f"beginning{i:03}the end.." for i in range(600)]
    text = lines(keys, 3)
    assert loads(text) == json.loads(text)
    alternating = [{keys[i % 2]: i} for i in range(100)]
    assert loads(json.dumps(alternating)) == alternating


def test_a_key_after_the_cache_took_another() -> None:
    order = [*MANY, *reversed(MANY), *MANY[::7], *MANY[::3]]
    text = json.dumps([{key: 1} for key in order])
    assert loads(text) == json.loads(text)


def test_keys_that_are_values_and_the_other_way() -> None:
    text = '[{"a":"a","b":"b"},{"a":"b","b":"a"},{"a":{"a":"a"}},["a","b"]]'
    assert loads(text) == json.loads(text)


def test_the_keys_are_str_that_can_be_used(read) -> None:
    rows = read(lines(["id", "name", "née"], 3))
    assert all(type(key) is str for row in rows for key in row)
    assert [hash(key) for key in rows[0]] == [hash("id"), hash("name"), hash("née")]
    assert rows[2].pop("id") == 0
    assert rows[1]["id"] == 0


def test_one_call_knows_nothing_of_another() -> None:
    for i in range(50):
        rows = [{f"a{i}": 1, "b": 2}] * 4
        assert loads(json.dumps(rows)) == rows


@given(st.lists(st.dictionaries(st.text(max_size=70), st.none(), max_size=8), max_size=8))
def test_any_keys(rows: list[dict[str, None]]) -> None:
    assert loads(json.dumps(rows)) == rows
    assert loads(json.dumps(rows, ensure_ascii=False)) == rows
    assert dumps(rows, escape_forward_slashes=False, ensure_ascii=False) == json.dumps(
        rows, ensure_ascii=False, separators=(",", ":")
    )
