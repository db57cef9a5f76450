"""bench/trace.py: what trace mode adds to each API call, in nanoseconds.

    python bench/trace.py

Compiles tests/test_trace.c, whose is_same(object, n) calls HPy_Is n times: in universal mode that
takes less than a nanosecond each. Prints the best of many short rounds, wall-clock time: in trace
mode, while calls are recorded as by `python -m hpy.trace -o`, and with callbacks in Python.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from hpy import trace, universal

TESTS = Path(__file__).resolve().parent.parent / "tests"
ROUNDS = 500
CALLS = 10_000


def load(binary: Path) -> ModuleType:
    spec = ModuleSpec("bench.trace", None)
    return universal.load("test_trace", str(binary), spec, mode=universal.MODE_TRACE)


def best(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Nanoseconds of one of the CALLS that `call` makes."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - start)
    return min(times) / CALLS


def compile_test(folder: Path) -> Path:
    """Compile the extension as the tests do, but for speed."""
    sys.path.append(str(TESTS))
    import extension

    compiler = extension.Compiler(folder)
    return compiler.compile(TESTS / "test_trace.c", "universal", "-O3")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        module = load(compile_test(Path(folder)))

    def calls() -> None:
        module.is_same(module, CALLS)

    print(f"trace mode       {best(calls):6.1f} ns per call")
    recording = trace.Recording(limit=(CALLS + 3) * ROUNDS)
    recording.start()
    print(f"with a recording {best(calls):6.1f}")
    recording.stop()
    trace.set_trace_functions(lambda name: None, lambda name: None)
    print(f"with callbacks   {best(calls, ROUNDS // 10):6.1f}")


if __name__ == "__main__":
    main()
