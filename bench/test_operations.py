"""bench/test_operations.py: the operations of cases.py, for pytest-benchmark.

    pip install pytest-benchmark cython pybind11 nanobind
    pytest bench/test_operations.py --benchmark-disable-gc --benchmark-timer=time.thread_time
    pytest bench/test_operations.py -k "cpython and types" --benchmark-save=after
    pytest-benchmark compare --group-by=fullname --columns=min,median

Each operation is a group, and each implementation a row of it. What cannot be compiled here, or
cannot express an operation, is skipped. The implementations do not take turns: on a busy machine
operations.py is the one to believe.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from builds import IMPLEMENTATIONS, Functions, compile_implementation, load_functions
from cases import FAMILIES, OPERATIONS, MissingError, Operation, prepare

pytest.importorskip("pytest_benchmark")

# hpy 0.9.0 has its own runtime, which needs its own process: see operations.py --instructions.
LABELS = [label for label, implementation in IMPLEMENTATIONS.items() if not implementation.old]


@pytest.fixture(scope="module", params=LABELS)
def functions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Functions:
    """Each implementation that can be compiled, the families that are wanted."""
    implementation = IMPLEMENTATIONS[request.param]
    wanted = {item.callspec.params["operation"].family for item in request.session.items}
    families = [family for family in FAMILIES if family in wanted]
    try:
        binaries = compile_implementation(
            implementation, tmp_path_factory.mktemp("binaries"), families
        )
    except (ImportError, FileNotFoundError, subprocess.CalledProcessError) as error:
        if implementation.complete:
            raise
        pytest.skip(f"{implementation.label} cannot be compiled here: {error}")
    return load_functions(binaries, implementation.mode)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.family}-{o.label}")
def test_operation(benchmark: Any, operation: Operation, functions: Functions) -> None:
    """Time one operation in one implementation."""
    try:
        ready = prepare(operation, functions)
    except MissingError as error:
        pytest.skip(f"has no function {error}")
    right = ready.is_right(ready.once())
    benchmark.group = operation.label
    benchmark.extra_info.update(right=right, family=operation.family)
    repetitions = min(operation.repetitions, 100)
    benchmark.pedantic(ready.loop, args=(repetitions,), rounds=20, warmup_rounds=1)
    assert right
