"""bench/test_numpy.py: operations on arrays by NumPy and its port, for pytest-benchmark.

    pip install pytest-benchmark numpy==2.4.* scipy-openblas32
    pip install --no-deps --target FOLDER/cpython -C hpy-abi=cpython ./ports/numpy-hpy
    pip install --no-deps --target FOLDER/universal -C hpy-abi=universal ./ports/numpy-hpy
    NUMPY_HPY_BUILDS=FOLDER pytest bench/test_numpy.py --benchmark-disable-gc
    NUMPY_HPY_BUILDS=FOLDER pytest bench/test_numpy.py -k "small and universal"

Each operation of yardstick.py is a group, and each implementation a row of it; each records whether
the result was NumPy's. Without NUMPY_HPY_BUILDS, the port that is installed is measured as what it
is, and the other ABI is left out. The implementations do not take turns: on a busy machine
arrays.py is the one to believe. A round of small arrays is a thousand statements, see REPETITIONS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

pytest.importorskip("pytest_benchmark")
pytest.importorskip("numpy")

from rounds import Implementation, find_abi, load_implementation
from yardstick import OPERATIONS, Operation, explain_result, prepare

BUILDS = os.environ.get("NUMPY_HPY_BUILDS")
ABIS = ["cpython", "universal"]
PORT = "numpy_hpy"

# How many statements of a group are timed together; the others are long enough alone.
REPETITIONS = {"small arrays": 1000, "medium arrays": 100, "access": 1000, "noise": 1000}


def find_source(label: str) -> str:
    """Return the module that a label stands for, in the words of `load_implementation`."""
    if label not in ABIS:
        return label
    return f"{label}={PORT}@{Path(BUILDS, label)}" if BUILDS else f"{label}={PORT}"


@pytest.fixture(scope="module", params=["numpy", *ABIS])
def implementation(request: pytest.FixtureRequest) -> Implementation:
    """Each implementation that is installed."""
    label = request.param
    try:
        loaded = load_implementation(find_source(label))
    except ModuleNotFoundError as error:
        pytest.skip(f"{find_source(label)} is not installed: {error}")
    if label in ABIS and find_abi(loaded) != label:
        refuse = pytest.fail if BUILDS else pytest.skip
        refuse(f"{loaded.module.__file__} is not in the {label} ABI: see NUMPY_HPY_BUILDS")
    return loaded


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: f"{o.group}-{o.label}")
def test_numpy(benchmark: Any, operation: Operation, implementation: Implementation) -> None:
    """Time one operation of one implementation."""
    ready = prepare(operation, implementation.module)
    difference = explain_result(operation, ready.once())
    repetitions = REPETITIONS.get(operation.group, 1)
    benchmark.group = f"{operation.group}: {operation.label}"
    benchmark.extra_info.update(
        right=difference is None, version=implementation.version, repetitions=repetitions
    )
    benchmark.pedantic(ready.loop, args=(repetitions,), rounds=20, warmup_rounds=1)
    assert difference is None, f"not NumPy's result: {difference}"
