"""ports/ultrajson-hpy/tests/test_limits.py: deep nesting, long texts, small stacks."""

from __future__ import annotations

import json
import threading
from typing import Any, Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import JSONDecodeError, dumps, loads

# So many containers may be nested.
READ = 1024
WRITTEN = 1025

DEPTH_PROBLEM = "^Reached object decoding depth limit"


def nest(depth: int, wrap: Callable[[Any], Any], inner: Any) -> Any:
    for _ in range(depth):
        inner = wrap(inner)
    return inner


class ToDict:
    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def toDict(self) -> dict[str, Any]:  # noqa: N802
        return {"k": self.inner}


WRAPS: dict[str, Callable[[Any], Any]] = {
    "list": lambda inner: [inner],
    "tuple": lambda inner: (inner,),
    "dict": lambda inner: {"k": inner},
    "toDict": ToDict,
}


# ---- Written


@pytest.mark.parametrize("settings", [{}, {"indent": 1}, {"sort_keys": True}], ids=str)
@pytest.mark.parametrize("kind", WRAPS)
def test_depth_that_is_written(write, kind: str, settings: dict[str, Any]) -> None:
    wrap = WRAPS[kind]
    text = write(nest(WRITTEN - 1, wrap, []), **settings)
    assert text.count("[") + text.count("{") == WRITTEN
    assert write(nest(WRITTEN, wrap, 1), **settings)
    for value in (nest(WRITTEN, wrap, []), nest(WRITTEN + 1, wrap, 1), nest(5000, wrap, 1)):
        with pytest.raises(OverflowError, match=r"^Maximum recursion level reached$"):
            write(value, **settings)


def test_depth_is_that_of_what_is_open(write) -> None:
    deep = nest(1000, WRAPS["list"], 1)
    assert write([deep] * 5).count("[") == 5001
    assert write({"a": deep, "b": deep}).count("[") == 2000


def test_an_object_in_itself(write) -> None:
    items: list[Any] = [1]
    items.append(items)
    members: dict[str, Any] = {}
    members["k"] = members
    loop = ToDict(None)
    loop.inner = loop
    for value in (items, members, loop):
        with pytest.raises(OverflowError, match=r"^Maximum recursion level reached$"):
            write(value)
    items.clear()


def test_default_in_itself(write) -> None:
    with pytest.raises(OverflowError, match=r"^Maximum recursion level reached$"):
        write(1j, default=lambda value: [value])


# ---- Read


@pytest.mark.parametrize("opening, closing", [("[", "]"), ('{"a":', "}"), ('[{"a":[', "]}]")])
def test_depth_that_is_read(read, opening: str, closing: str) -> None:
    count = opening.count("[") + opening.count("{")
    times = READ // count
    inner = "" if opening[0] == "[" and count == 1 else "1"
    assert dumps(read(opening * times + inner + closing * times)).count("[") >= 0
    text = opening * (times + 1) + inner + closing * (times + 1)
    for document in (text, opening * (times + 1), opening * 100_000):
        with pytest.raises(JSONDecodeError, match=DEPTH_PROBLEM):
            read(document)


def test_depth_that_is_open(read) -> None:
    deep = "[" * 1000 + "]" * 1000
    assert len(read("[" + ",".join([deep] * 5) + "]")) == 5
    with pytest.raises(JSONDecodeError, match=r"^Expected object or value"):
        read("[" * READ)


def test_a_deep_key_that_is_no_string(read) -> None:
    with pytest.raises(JSONDecodeError, match=r"^Key name of object must be 'string'"):
        read("{" + "[" * 1000 + "]" * 1000 + ":1}")
    with pytest.raises(JSONDecodeError, match=DEPTH_PROBLEM):
        read("{" + "[" * 2000)


@given(st.integers(1, READ), st.lists(st.booleans(), min_size=1, max_size=50), st.data())
def test_any_deep_document(depth: int, kinds: list[bool], data: st.DataObject) -> None:
    inner: Any = data.draw(st.sampled_from([None, 1, "é", [], {}, 1.5]))
    text = json.dumps(inner)
    for level in range(depth - 1):
        text = f'{{"k": {text}}}' if kinds[level % len(kinds)] else f"[{text}, {level}]"
    assert dumps(loads(text), separators=(", ", ": ")) == text.replace("é", "\\u00e9")


# ---- Stacks


def in_thread(action: Callable[[], object], stack: int) -> list[object]:
    """Run it in a thread with a stack of so many bytes."""
    results: list[object] = []
    before = threading.stack_size(stack)
    try:
        thread = threading.Thread(target=lambda: results.append(action()))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    return results


@pytest.mark.parametrize("kind", WRAPS)
def test_a_small_stack_is_enough(kind: str) -> None:
    """Threads have half a megabyte on macOS."""
    value = nest(WRITTEN, WRAPS[kind], 1)
    text = "[" * READ + "]" * READ
    assert in_thread(lambda: len(dumps(value)) > WRITTEN, 512 << 10) == [True]
    assert in_thread(lambda: len(loads(text)), 512 << 10) == [1]


# ---- Lengths


@pytest.mark.parametrize("unit", ["a", "é", "😀", '"', "\x00", "\\"])
def test_long_strings(unit: str) -> None:
    text = unit * 1_000_003
    assert loads(dumps(text)) == text
    assert loads(dumps(text, ensure_ascii=False)) == text
    assert loads(dumps({text: text})) == {text: text}


def test_long_containers() -> None:
    items = [None, True, 1, -1.5, "a", []] * 50_000
    assert loads(dumps(items)) == items
    members = {f"key {i}": {f"{i}": i} for i in range(50_000)}
    assert loads(dumps(members)) == members


def test_wide_indentation() -> None:
    text = dumps(nest(300, WRAPS["list"], 1), indent=1000)
    assert text == dumps(nest(300, WRAPS["list"], 1), indent=1).replace(" ", " " * 1000)


def test_long_documents_of_every_size() -> None:
    """The text grows over the sizes of the writer's memory byte by byte."""
    for start in (4096 - 40, 65_536 - 40, 131_072 - 40):
        filler = "x" * start
        for size in range(80):
            value = [filler, "y" * size, 12345678, 0.1, None]
            assert dumps(value) == json.dumps(value, separators=(",", ":"))
