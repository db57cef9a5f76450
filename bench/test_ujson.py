"""bench/test_ujson.py: documents encoded and decoded by ujson and its port, for pytest-benchmark.

    pip install pytest-benchmark ujson==6.1.0 orjson msgspec
    pip install --no-deps --target FOLDER/cpython -C hpy-abi=cpython ./ports/ultrajson-hpy
    pip install --no-deps --target FOLDER/universal -C hpy-abi=universal ./ports/ultrajson-hpy
    UJSON_HPY_BUILDS=FOLDER pytest bench/test_ujson.py --benchmark-disable-gc

Each document is a benchmark group for encoding and another one for decoding, which hold all the
implementations; each records whether the result was right. Without UJSON_HPY_BUILDS, the port that
is installed is measured as what it is, and the other ABI is left out.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from conversions import ACTIONS, find_function, is_right, make_text
from documents import DOCUMENTS, make_document
from rounds import Implementation, find_abi, load_implementation

pytest.importorskip("pytest_benchmark")

ORIGINAL = "6.1.0"
PORT = "ujson_hpy"
BUILDS = os.environ.get("UJSON_HPY_BUILDS")
ABIS = ["cpython", "universal"]
OTHERS = {"ujson": "ujson", "orjson": "orjson", "msgspec": "msgspec.json", "json": "json"}
LABELS = ["ujson", *ABIS, "orjson", "msgspec", "json"]

# What an implementation does not claim to do.
REFUSALS = {("orjson", "encode", "deep"): "orjson encodes at most 254 levels"}


def find_source(label: str) -> str:
    """Return the module that a label stands for, in the words of `load_implementation`."""
    if label not in ABIS:
        return f"{label}={OTHERS[label]}"
    return f"{label}={PORT}@{Path(BUILDS, label)}" if BUILDS else f"{label}={PORT}"


@pytest.fixture(scope="module", params=LABELS)
def implementation(request: pytest.FixtureRequest) -> Implementation:
    """Each implementation that is installed."""
    label = request.param
    try:
        loaded = load_implementation(find_source(label))
    except ModuleNotFoundError as error:
        pytest.skip(f"{find_source(label)} is not installed: {error}")
    if label == "ujson" and loaded.version != ORIGINAL:
        pytest.skip(f"compares with ujson {ORIGINAL}, not {loaded.version}")
    if label in ABIS and find_abi(loaded) != label:
        refuse = pytest.fail if BUILDS else pytest.skip
        refuse(f"{loaded.module.__file__} is not in the {label} ABI: see UJSON_HPY_BUILDS")
    return loaded


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_ujson(benchmark: Any, document: str, action: str, implementation: Implementation) -> None:
    """Time one way of one document with one implementation."""
    refusal = REFUSALS.get((implementation.label, action, document))
    if refusal:
        pytest.skip(refusal)
    expected = make_document(document)
    argument = expected if action == "encode" else make_text(expected)
    benchmark.group = f"{action} {document}"
    result = benchmark(find_function(implementation.module, action), argument)
    right = is_right(action, result, expected)
    benchmark.extra_info.update(right=right, version=implementation.version)
    assert right
