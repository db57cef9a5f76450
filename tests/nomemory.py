"""tests/nomemory.py -- let every allocation of a call fail in turn."""

from __future__ import annotations

import gc
import itertools
import sys
from array import array
from collections.abc import Callable

import leaks
import pytest


def walk(call: Callable[[], object]) -> int:
    """Run `call` with its first allocation failing, then its second, until none fails.

    Each run has to end in a MemoryError or to get by without the memory. Whatever is
    wrong after one, a leak or another exception, fails the test. Return how many
    allocations were made to fail. Let `call` do little but the call in question: what
    the interpreter does when its own memory fails is not tested here.
    """
    pytest.importorskip("_testcapi")
    gc.disable()
    try:
        call()
        walked = walk_once(call)
        assert walked > 0, "the call allocates nothing"
        assert any(leaked_blocks(call) <= 0 for _ in range(20)), "memory leaks"
    finally:
        gc.enable()
    return walked


def walk_once(call: Callable[[], object]) -> int:
    for failing in itertools.count():
        if not fails_within(call, failing):
            return failing
    raise AssertionError("unreachable")


def fails_within(call: Callable[[], object], failing: int) -> bool:
    """Run `call` with allocation number `failing` failing; was it within the call?"""
    from _testcapi import remove_mem_hooks, set_nomemory

    completed = False
    set_nomemory(failing, failing + 1)
    try:
        call()
        completed = True
        return not allocation_fails()
    except MemoryError:
        return not completed
    finally:
        remove_mem_hooks()


def allocation_fails() -> bool:
    """Is the failure that was ordered still to come?"""
    try:
        for _ in range(8):
            bytes(1000)
    except MemoryError:
        return True
    return False


def leaked_blocks(call: Callable[[], object]) -> int:
    counts = array("q", [0, 0])  # takes no block for a number
    count_blocks(counts, 0)
    walk_once(call)
    count_blocks(counts, 1)
    return counts[1] - counts[0]


def count_blocks(counts: array[int], index: int) -> None:
    leaks.clear_caches()
    gc.collect()
    counts[index] = sys.getallocatedblocks()
