# hpy/devel/jobs.py: how the sources of one extension are compiled, several at the same time.
"""Compiling in parallel: setuptools itself does it for extensions, but not for their sources."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

__all__ = ["ENVIRONMENT_VARIABLE", "compiling_in_parallel", "job_count"]

#: The environment variable that says how many compilers may run at the same time.
ENVIRONMENT_VARIABLE = "HPY_BUILD_JOBS"


def job_count(option: int | bool | None = None) -> int:
    """Return how many compilers may run: ``HPY_BUILD_JOBS``, else ``option``, else one a processor.

    ``option`` is what ``build_ext --parallel`` was given. Raise ValueError for a variable that is
    no positive number; an empty one counts as unset.
    """
    variable = os.environ.get(ENVIRONMENT_VARIABLE)
    if variable:
        if not variable.isdecimal() or int(variable) < 1:
            raise ValueError(
                f"environment variable {ENVIRONMENT_VARIABLE}: expected a number of compilers, "
                f"at least 1, got {variable!r}"
            )
        return int(variable)
    if option and option is not True:
        return option
    return os.cpu_count() or 1


@contextmanager
def compiling_in_parallel(compiler: Any, jobs: int) -> Iterator[None]:
    """Let ``compiler.compile()`` of setuptools take its sources ``jobs`` at a time for a while.

    The objects come in the order of the sources. After a failure no more sources are begun, and
    the exception is that of the first source that fails.
    """
    if jobs < 2:
        yield
        return
    compile_some = compiler.compile
    # MSVC's compiler is initialised by its first use, of which there must not be two.
    if getattr(compiler, "initialized", True) is False:
        compiler.initialize()

    def compile_all(sources: list[str], *arguments: Any, **options: Any) -> list[str]:
        with ThreadPoolExecutor(jobs) as pool:
            runs = [
                pool.submit(compile_some, [source], *arguments, **options) for source in sources
            ]
            try:
                return [built for run in runs for built in run.result()]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    compiler.compile = compile_all
    try:
        yield
    finally:
        del compiler.compile
