"""bench/test_piconumpy.py: array operations and sleds on port and twin, for pytest-benchmark.

    pip install pytest-benchmark ./bench/originals/piconumpy_capi ./ports/piconumpy
    pytest bench/test_piconumpy.py --benchmark-group-by=param:case

Each operation is one benchmark group that holds all the implementations; each records whether the
results were right.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from sleds import run_sleds

pytest.importorskip("pytest_benchmark")

MODULES = ["piconumpy_capi", "piconumpy_hpy"]
NUMBERS = [1.0, -2.5, 3.25, 4.0]


class Case(NamedTuple):
    """What is timed: `run` on what `prepare` makes from a module, and the result it must give."""

    prepare: Callable[[Any], Any]
    run: Callable[[Any], Any]
    result: Any


def array_case(run: Callable[[Any], Any], result: Any) -> Case:
    """Return the case of doing `run` with an array."""
    return Case(lambda m: m.array(NUMBERS), run, result)


CASES = {
    "array(list)": Case(lambda m: m.array, lambda array: array(NUMBERS), NUMBERS),
    "zeros(4)": Case(lambda m: m.zeros, lambda zeros: zeros(4), [0.0] * 4),
    "zeros(5000)": Case(lambda m: m.zeros, lambda zeros: zeros(5000), [0.0] * 5000),
    "a + a": array_case(lambda a: a + a, [2 * x for x in NUMBERS]),
    "a * 2.0": array_case(lambda a: a * 2.0, [2 * x for x in NUMBERS]),
    "2 * a": array_case(lambda a: 2 * a, [2 * x for x in NUMBERS]),
    "a / 2": array_case(lambda a: a / 2, [x / 2 for x in NUMBERS]),
    "a[0]": array_case(lambda a: a[0], NUMBERS[0]),
    "len(a)": array_case(len, 4),
    "a.tolist()": array_case(lambda a: a.tolist(), NUMBERS),
    "sum(a)": array_case(sum, sum(NUMBERS)),
    "sleds": Case(lambda m: m, lambda m: run_sleds(m, 1, 100), None),
}


def plain(result: Any) -> Any:
    """Return an array as a list, anything else as it is."""
    return result.tolist() if hasattr(result, "tolist") else result


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("case", CASES)
def test_piconumpy(benchmark: Any, case: str, name: str) -> None:
    """Time one case of one module."""
    module = pytest.importorskip(name)
    prepare, run, expected = CASES[case]
    if case == "sleds":
        expected = run(pytest.importorskip(MODULES[0]))
    benchmark.group = f"piconumpy: {case}"
    result = plain(benchmark(run, prepare(module)))
    benchmark.extra_info["right"] = result == expected
    assert result == expected
