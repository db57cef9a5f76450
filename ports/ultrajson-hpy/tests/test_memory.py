"""ports/ultrajson-hpy/tests/test_memory.py: nothing leaks; no memory is an error."""

from __future__ import annotations

import gc
import json
import mmap
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Callable

import pytest
import ujson_hpy
from ujson_hpy import JSONDecodeError, dump, dumps, load, loads

Operation = Callable[[], Any]

on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="needs the allocators of CPython"
)


class Hook:
    """All three hooks at once: what each returns is made before."""

    def __init__(self, members: dict[str, Any]) -> None:
        self.members = members

    def toDict(self) -> dict[str, Any]:  # noqa: N802
        return self.members


class Json:
    def __json__(self) -> str:
        return "[1]"


class File:
    def write(self, text: str) -> None:
        pass

    def read(self) -> str:
        return TEXT


class Failing:
    def __repr__(self) -> str:
        return "failing"


TEXT = '{"a": [1, 1.5, true, null, "x"], "b": {"a": "\\u00e9", "long key": 123456789012345678901}}'
ROWS = json.dumps([{"name": "a", "id": i, "née": "é"} for i in range(20)])
DATA = json.loads(TEXT)
LONG = "é" * 5000
FILE = File()
ODD = {None: 1, True: 2, b"b": 3, 1.5: 4, (1,): 5, "\ud800": 6}
NONE: list[Any] = []


def fails(error: type[BaseException], operation: Operation) -> Operation:
    """Return an operation that is `operation` and must end with `error`."""

    def attempt() -> None:
        try:
            operation()
        except error:
            return
        raise AssertionError(f"{error.__name__} was not raised")

    return attempt


WORKING: dict[str, Operation] = {
    "constant": lambda: dumps(None),
    "document": lambda: dumps(DATA),
    "all options": lambda: dumps(
        DATA, ensure_ascii=False, sort_keys=True, indent=2, separators=("é", "\ud800")
    ),
    "strings": lambda: dumps(["é", LONG, "\ud800", "x" * 5000]),
    "strings as they are": lambda: dumps(["é", LONG, "\ud800"], ensure_ascii=False),
    "numbers": lambda: dumps([2**63, 2**70, -(2**64), 1e300, 5.5]),
    "decimals": lambda: dumps([Decimal("1.5")]),
    "keys": lambda: dumps(ODD),
    "bytes": lambda: dumps([b"x", b"\xc3\xa9"], reject_bytes=False),
    "hooks": lambda: dumps([Hook(DATA), Json()]),
    "default": lambda: dumps([1j, {1}], default=str),
    "derived": lambda: dumps([type("L", (list,), {})([1]), type("D", (dict,), {})(a=1)]),
    "dump": lambda: dump(DATA, FILE),
    "load": lambda: load(FILE),
    "read": lambda: loads(TEXT),
    "read by keyword": lambda: loads(obj="[]"),
    "read bytes": lambda: loads(b'["a", 1]'),
    "read a bytearray": lambda: loads(bytearray(b'["a", 1]')),
    "read rows": lambda: loads(ROWS),
    "read strings": lambda: loads('["é", "\\u00e9\\ud83d\\ude00", "😀", "\\n"]'),
    "read surrogates": lambda: loads('["\ud800"]'),
    "read many values": lambda: loads("[" + "[]," * 700 + "1]"),
    "read many keys": lambda: loads(json.dumps([{f"k{i}": 1} for i in range(600)] * 2)),
    "read repeated keys": lambda: loads('[{}, {"a": "x", "a": "y", "a": [1]}]'),
}

FAILING: dict[str, Operation] = {
    "unknown object": fails(TypeError, lambda: dumps({"a": [1, Failing()]})),
    "unknown keyword": fails(TypeError, lambda: dumps(1, other=2)),
    "arguments": fails(TypeError, lambda: dumps()),
    "separators": fails(TypeError, lambda: dumps(1, separators=("\ud800", 1))),
    "indent": fails(ValueError, lambda: dumps(1, indent=2000)),
    "depth": fails(OverflowError, lambda: dumps(DEEP)),
    "bad bytes": fails(OverflowError, lambda: dumps([DATA, b"\xc3"], reject_bytes=False)),
    "bad text": fails(UnicodeDecodeError, lambda: dumps([DATA, b"\xff"], reject_bytes=False)),
    "not a number": fails(OverflowError, lambda: dumps([LONG, float("nan")], allow_nan=False)),
    "unsorted keys": fails(TypeError, lambda: dumps([DATA, {1: 1, "a": 2}], sort_keys=True)),
    "hook": fails(TypeError, lambda: dumps(Hook(NONE))),  # type: ignore[arg-type]
    "default twice": fails(TypeError, lambda: dumps([1j], default=lambda value: value)),
    "no file": fails(TypeError, lambda: dump(DATA, None)),
    "no document": fails(TypeError, lambda: loads(None)),
    "other buffer": fails(TypeError, lambda: loads(memoryview(b"1"))),
    "cut": fails(JSONDecodeError, lambda: loads(TEXT[:-1])),
    "cut rows": fails(JSONDecodeError, lambda: loads(ROWS[:-1])),
    "cut in a key": fails(JSONDecodeError, lambda: loads('[{}, {"a": 1, "é')),
    "cut in a string": fails(JSONDecodeError, lambda: loads('{"a": ["' + LONG)),
    "deep": fails(JSONDecodeError, lambda: loads('[{"a":' * 2000)),
    "digits": fails(ValueError, lambda: loads('[{"a": 1, "b": ' + "1" * 5000 + "x")),
}

DEEP: list[Any] = []
DEEP.append(DEEP)

OPERATIONS = {**WORKING, **FAILING}


def references() -> list[int]:
    """Count the references to what the operations use again and again."""
    used = [None, True, False, TEXT, ROWS, DATA, LONG, FILE, NONE, ODD, *ODD, *DATA, *DATA["a"]]
    classes = [Decimal, JSONDecodeError, dict, list, tuple, str, int, float, bytes, Hook, Failing]
    return [sys.getrefcount(one) for one in (*used, *classes, "", 1, "a", DEEP)]


def repeat(operation: Operation, times: int) -> None:
    for _ in range(times):
        operation()


def growth(operation: Operation) -> tuple[list[int], int, int]:
    """References, blocks and references in all that 200 more calls leave behind."""
    repeat(operation, 20)
    gc.collect()
    total = getattr(sys, "gettotalrefcount", lambda: 0)
    before = references()
    all_before, blocks = total(), sys.getallocatedblocks()
    repeat(operation, 200)
    gc.collect()
    new_blocks = sys.getallocatedblocks() - blocks
    new_references = total() - all_before
    differences = [after - first for after, first in zip(references(), before)]
    # The interpreter itself gains and loses a few, of None above all.
    return [n for n in differences if abs(n) >= 100], new_blocks, new_references


@on_cpython
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_leaks(name: str) -> None:
    for _ in range(5):  # elsewhere in the process, things may change once
        changed, blocks, new_references = growth(OPERATIONS[name])
        if not changed and blocks < 100 and new_references < 100:
            return
    raise AssertionError(f"references {changed}, {blocks} blocks, {new_references} in all")


MEGABYTE = "é" * (1 << 19)

LARGE: dict[str, Operation] = {
    "text": lambda: dumps([MEGABYTE] * 3),
    "text as it is": lambda: dumps([MEGABYTE] * 3, ensure_ascii=False),
    "read text": lambda: loads('"' + MEGABYTE + '"'),
    "read member": lambda: loads('{"a": "' + MEGABYTE + '"}'),
    "cut": fails(JSONDecodeError, lambda: loads('["' + MEGABYTE)),
    "unknown object": fails(TypeError, lambda: dumps([MEGABYTE, Failing()])),
}

READ_LISTS = pytest.param(
    lambda: loads("[" + "[]," * 100_000 + "1]"),
    id="read lists",
    marks=pytest.mark.pypy("keeps for ever what an HPyListBuilder held"),
)


def resident() -> int:
    """The memory that the process has, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    "operation", [*(pytest.param(LARGE[name], id=name) for name in LARGE), READ_LISTS]
)
def test_large_documents_give_their_memory_back(operation: Operation) -> None:
    def repeat_it(times: int) -> None:
        for _ in range(times):
            operation()
            if sys.implementation.name == "pypy":
                gc.collect()

    repeat_it(5)
    before = resident()
    repeat_it(20)
    assert (resident() - before) * mmap.PAGESIZE < 10 << 20


# ---- No memory

# CPython 3.11 raises this when there is no memory for a traceback, for `len(5)` just as well.
NO_TRACEBACK = "error return without exception set"


def fails_within(testcapi: Any, operation: Operation, start: int) -> bool:
    """Let the allocation `start` fail; tell whether it was one of the operation's."""
    done = False
    testcapi.set_nomemory(start, start + 1)
    try:
        operation()
        done = True
        return not next_fails()
    except MemoryError:
        return not done
    except SystemError as error:
        if str(error) != NO_TRACEBACK:
            raise
        return not done
    finally:
        testcapi.remove_mem_hooks()


def next_fails() -> bool:
    """Is the failure still to come?"""
    try:
        for _ in range(8):
            bytes(1000)
    except MemoryError:
        return True
    return False


def walk(testcapi: Any, operation: Operation) -> int:
    failures = 0
    while fails_within(testcapi, operation, failures):
        failures += 1
        assert failures < 20_000
    return failures


# Hooks, files and `default` run code of Python, which is not what is tested here; and a document
# of many keys has so many allocations that to fail each of them takes half a minute.
NOT_CLEAN = ("hooks", "default", "derived", "dump", "load", "read many keys")
CLEAN = [name for name in WORKING if name not in NOT_CLEAN]


@on_cpython
@pytest.mark.parametrize("name", CLEAN)
def test_memory_errors_are_clean(name: str) -> None:
    testcapi = pytest.importorskip("_testcapi")
    operation = WORKING[name]
    expected = operation()
    gc.disable()
    try:
        failures = walk(testcapi, operation)
        assert failures > 0
        for _ in range(5):
            before, blocks = references(), sys.getallocatedblocks()
            walk(testcapi, operation)
            new_blocks = sys.getallocatedblocks() - blocks
            if references() == before and new_blocks < failures:
                break
        else:
            raise AssertionError(f"{new_blocks} blocks leak in {failures} failures")
    finally:
        gc.enable()
    assert operation() == expected


@on_cpython
@pytest.mark.parametrize("name", ["cut", "cut rows", "cut in a key", "unknown object", "bad bytes"])
def test_errors_without_memory_are_clean(name: str) -> None:
    testcapi = pytest.importorskip("_testcapi")
    operation = FAILING[name]
    operation()
    gc.disable()
    try:
        assert walk(testcapi, operation) > 0
    finally:
        gc.enable()
    operation()


# What a child does after its memory is limited to little more than it has.
CHILD = """
import resource, sys
from ujson_hpy import dumps, loads
text = "é" * 20_000_000
document = '["' + text + '"]'
many = "[" + "[]," * 4_000_000 + "1]"
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (30 << 20), -1))
for call in (
    lambda: dumps([text]),
    lambda: dumps([text], ensure_ascii=False),
    lambda: dumps([1] * 1000, indent=1000, separators=(text[:100_000], ":")),
    lambda: loads(document),
    lambda: loads(document.encode()),
    lambda: loads(document[:-2]),
    lambda: loads(many),
):
    try:
        call()
    except MemoryError:
        print("MemoryError")
assert loads(dumps([1, "é"])) == [1, "é"]
print("end")
"""


@on_cpython
@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of a process as Linux does")
def test_memory_of_the_core_that_cannot_be_had() -> None:
    """The allocations that are not Python's fail, too."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=False
    )
    assert child.returncode == 0, child.stderr
    lines = child.stdout.split()
    assert lines[-1] == "end"
    assert lines.count("MemoryError") == len(lines) - 1 >= 5


def test_the_module_is_the_one_that_is_installed() -> None:
    assert ujson_hpy._ujson.dumps is dumps  # type: ignore[attr-defined]
