"""ports/piconumpy/tests/test_memory.py: nothing leaks, and running out of memory is an error."""

from __future__ import annotations

import gc
import sys
from typing import Any, Callable

import pytest

Operation = Callable[[Any], Any]


def fails(error: type[BaseException], operation: Operation) -> Operation:
    """Return an operation that is `operation` and must end with `error`."""

    def attempt(m: Any) -> None:
        try:
            operation(m)
        except error:
            return
        raise AssertionError(f"{error.__name__} was not raised")

    return attempt


SHORT = [1.0, 2.0, 3.0]
LONG = [0.5] * 50

WORKING: dict[str, Operation] = {
    "array": lambda m: m.array(SHORT),
    "long array": lambda m: m.array(LONG),
    "array by keyword": lambda m: m.array(data=SHORT),
    "zeros": lambda m: m.zeros(3),
    "long zeros": lambda m: m.zeros(50),
    "empty": lambda m: m.empty(50),
    "tolist": lambda m: m.zeros(3).tolist(),
    "add": lambda m: m.zeros(3) + m.zeros(3),
    "long add": lambda m: m.zeros(50) + m.zeros(50),
    "multiply": lambda m: m.zeros(3) * 2,
    "multiply from the left": lambda m: 2.0 * m.zeros(50),
    "divide": lambda m: m.zeros(50) / 2,
    "item": lambda m: m.array(SHORT)[1],
    "set item": lambda m: m.zeros(3).__setitem__(0, 2.5),
    "iterate": lambda m: sum(m.array(LONG)),
}

FAILING: dict[str, Operation] = {
    "array of a tuple": fails(TypeError, lambda m: m.array((1.0,))),
    "array of nothing": fails(TypeError, lambda m: m.array()),
    "surplus": fails(TypeError, lambda m: m.array(SHORT, SHORT)),
    "unknown keyword": fails(TypeError, lambda m: m.array(other=SHORT)),
    "bad item": fails(TypeError, lambda m: m.array([1.0, "x"])),
    "bad item in a long list": fails(TypeError, lambda m: m.array([*LONG, "x"])),
    "negative size": fails(ValueError, lambda m: m.zeros(-1)),
    "bad size": fails(TypeError, lambda m: m.zeros("x")),
    "no such size": fails(OverflowError, lambda m: m.empty(2**70)),
    "no memory": fails(MemoryError, lambda m: m.empty(sys.maxsize)),
    "sizes differ": fails(ValueError, lambda m: m.zeros(3) + m.zeros(50)),
    "add a number": fails(TypeError, lambda m: m.zeros(3) + 1),
    "multiply by str": fails(TypeError, lambda m: m.zeros(3) * "x"),
    "multiply by a big int": fails(OverflowError, lambda m: m.zeros(3) * 10**400),
    "divide by array": fails(TypeError, lambda m: m.zeros(3) / m.zeros(3)),
    "divide a number": fails(TypeError, lambda m: 2 / m.zeros(3)),
    "index": fails(IndexError, lambda m: m.zeros(3)[3]),
    "set item to str": fails(TypeError, lambda m: m.zeros(3).__setitem__(0, "x")),
    "delete item": fails(TypeError, lambda m: m.zeros(3).__delitem__(0)),
}


def references(m: Any) -> list[int]:
    """Count the references to what the operations use again and again."""
    return [sys.getrefcount(used) for used in (m.array, SHORT[0], LONG[0], SHORT, LONG)]


on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="needs the allocators of CPython"
)


def repeat(operation: Operation, m: Any, times: int) -> None:
    for _ in range(times):
        operation(m)


@on_cpython
@pytest.mark.parametrize("name", [*WORKING, *FAILING])
def test_nothing_leaks(pico: Any, name: str) -> None:
    operation = {**WORKING, **FAILING}[name]
    repeat(operation, pico, 100)
    gc.collect()
    references_before = references(pico)
    blocks = sys.getallocatedblocks()
    repeat(operation, pico, 400)
    gc.collect()
    new_blocks = sys.getallocatedblocks() - blocks
    assert references(pico) == references_before
    assert new_blocks < 100


def test_long_arrays_give_their_memory_back(pico: Any) -> None:
    resource = pytest.importorskip("resource")

    def peak() -> int:
        unit = 1 if sys.platform == "darwin" else 1024
        return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * unit

    big = pico.zeros(10**6)
    repeat(lambda m: big * 2 + big / 2, pico, 3)
    before = peak()
    for _ in range(20):
        big * 2 + big / 2
        gc.collect()
    assert peak() - before < 10 * 8 * 10**6


def fail_from(testcapi: Any, operation: Operation, m: Any, start: int) -> bool:
    """Let every allocation after the first `start` ones fail; tell whether MemoryError came."""
    store = [m.zeros(3) for _ in range(100)]  # noqa: F841 - what a runtime keeps for reuse is used
    testcapi.set_nomemory(start, 0)
    try:
        operation(m)
    except MemoryError:
        return True
    finally:
        testcapi.remove_mem_hooks()
    return False


@on_cpython
@pytest.mark.parametrize("name", WORKING)
def test_memory_errors_are_clean(pico: Any, name: str) -> None:
    testcapi = pytest.importorskip("_testcapi")
    operation = WORKING[name]
    repeat(operation, pico, 10)
    references_before = references(pico)
    failures = 0
    while fail_from(testcapi, operation, pico, failures):
        failures += 1
        assert failures < 1000
    assert failures > 0
    assert references(pico) == references_before
    operation(pico)
