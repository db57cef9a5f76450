# tests/devel/test_jobs.py: how many compilers run, and what they are given.

from __future__ import annotations

import os
import threading
from typing import Any

import pytest

from hpy.devel.jobs import compiling_in_parallel, job_count


class Compiler:
    """Compiles as setuptools' compilers do; `together` sources wait for one another."""

    def __init__(self, together: int = 1, bad: str = "") -> None:
        self.barrier, self.bad = threading.Barrier(together, timeout=20), bad
        self.calls: list[tuple[list[str], Any]] = []

    def compile(self, sources: list[str], output_dir: str | None = None, **options: Any) -> Any:
        self.calls.append((sources, options))
        if self.bad in sources:
            raise RuntimeError(self.bad)
        self.barrier.wait()
        return [f"{output_dir}/{source}.o" for source in sources]


def names(count: int) -> list[str]:
    return [f"{number}.c" for number in range(count)]


def test_sources_are_compiled_at_the_same_time() -> None:
    compiler = Compiler(together=3)
    with compiling_in_parallel(compiler, 3):
        built = compiler.compile(names(9), output_dir="build", debug=True)
    assert built == [f"build/{name}.o" for name in names(9)]
    assert sorted(compiler.calls) == [([name], {"debug": True}) for name in names(9)]


def test_one_job_is_what_setuptools_does() -> None:
    compiler = Compiler()
    with compiling_in_parallel(compiler, 1):
        compiler.compile(names(3))
    assert compiler.calls == [(names(3), {})]


def test_afterwards_compilers_are_as_before() -> None:
    compiler = Compiler()
    with pytest.raises(KeyError), compiling_in_parallel(compiler, 2):
        raise KeyError
    compiler.compile(names(2))
    assert compiler.calls == [(names(2), {})]


def test_a_failure_is_the_end() -> None:
    compiler = Compiler(bad="1.c")
    with pytest.raises(RuntimeError, match=r"^1\.c$"), compiling_in_parallel(compiler, 2):
        compiler.compile(names(1000))
    assert len(compiler.calls) < 1000


def test_compilers_are_initialised_once() -> None:
    class Late(Compiler):
        initialized = False

        def initialize(self) -> None:
            assert not self.initialized
            self.initialized = True

    compiler = Late()
    with compiling_in_parallel(compiler, 2):
        assert compiler.initialized
        compiler.compile(names(4))


def test_job_count(monkeypatch: pytest.MonkeyPatch) -> None:
    processors = os.cpu_count()
    for variable in ("", None):
        monkeypatch.delenv("HPY_BUILD_JOBS", raising=False)
        if variable is not None:
            monkeypatch.setenv("HPY_BUILD_JOBS", variable)
        assert job_count() == job_count(True) == job_count(None) == processors
        assert job_count(7) == 7
    monkeypatch.setenv("HPY_BUILD_JOBS", "3")
    assert job_count() == job_count(7) == 3


@pytest.mark.parametrize("value", ["0", "-1", "two", "1.5"])
def test_job_counts_that_are_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HPY_BUILD_JOBS", value)
    with pytest.raises(ValueError, match=f"HPY_BUILD_JOBS: expected .*, got {value!r}"):
        job_count()
