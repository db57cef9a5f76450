"""ports/ultrajson-hpy/tests/test_fuzz.py: the documents that were found, and a few random ones."""

from __future__ import annotations

import importlib.util
import mmap
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ujson_hpy import JSONDecodeError, loads

FUZZ = Path(__file__).with_name("fuzz")
CORPUS = sorted(FUZZ.joinpath("corpus").iterdir())

# Of the corpus, what is no JSON, not even to a lenient reader.
REFUSED = {
    *["cut-code-point.json", "cut-escape.json", "empty.json", "mark.json", "not-a-key.json"],
    *["nul-in-escape.json", "nul.json", "overlong.json", "too-deep.json", "too-large.json"],
}


@pytest.fixture(scope="module")
def fuzz() -> Iterator[Any]:
    """Return the program that makes documents, as a module."""
    spec = importlib.util.spec_from_file_location("fuzz_module", FUZZ / "module.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(module.RECURSION_LIMIT)
    yield module
    sys.setrecursionlimit(limit)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.stem))
def test_corpus(fuzz: Any, path: Path) -> None:
    document = path.read_bytes()
    assert fuzz.check(document) == (path.name not in REFUSED)
    if path.name in REFUSED:
        with pytest.raises(JSONDecodeError):
            loads(document)


def test_corpus_is_complete() -> None:
    assert {path.name for path in CORPUS} > REFUSED


def test_random_documents(fuzz: Any) -> None:
    last = mmap.mmap(-1, 4 + fuzz.MAX_SIZE)
    fuzzer = fuzz.Fuzzer(last, seed=1)
    for _ in range(2000):
        fuzzer.step()
    assert 200 < fuzzer.accepted < 1800
    assert int.from_bytes(last[:4], "big") <= fuzz.MAX_SIZE


def test_what_differs_is_found(fuzz: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz.ujson_hpy, "loads", lambda document: 1)
    with pytest.raises(AssertionError):
        fuzz.check(b"2")


def test_without_libfuzzer(tmp_path: Path) -> None:
    program = [sys.executable, str(FUZZ / "run.py")]
    options = ["--clang", "no-such-compiler", "--found", str(tmp_path)]
    result = subprocess.run([*program, *options], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "needs clang with libFuzzer" in result.stderr
