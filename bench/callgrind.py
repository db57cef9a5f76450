"""bench/callgrind.py: count machine instructions under valgrind's callgrind.

A process that is counted runs a loop N times, then 2 N times; the difference over N is the figure
of one iteration, so that starting up and setting up cancel out. What is counted is everything
between two loop iterations of the interpreter. Other than times, the figures repeat almost to the
digit. Needs valgrind.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

WARM_UP = 1000


# ---- In the process that is counted --------------------------------------


def mark() -> None:
    """Make callgrind close the current part of its profile: it is told to watch for getppid."""
    os.getppid()


def run_marked(loop: Callable[[int], None], repetitions: int) -> None:
    """Run a loop as warm-up, N times and 2 N times, with a mark after each."""
    loop(min(WARM_UP, repetitions))
    mark()
    loop(repetitions)
    mark()
    loop(2 * repetitions)
    mark()


# ---- In the process that counts ------------------------------------------


def count(
    arguments: list[str], repetitions: list[int], python: str = sys.executable, layout: int = 0
) -> list[float]:
    """Run `python *arguments` and return the instructions per iteration of each marked loop.

    `repetitions` are those of the loops that the process runs, in their order; for `layout` see
    `run_python`. Raises RuntimeError if the process fails, or does not run as many loops.
    """
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory, "callgrind.out")
        valgrind = ["valgrind", "--tool=callgrind", "--dump-before=getppid"]
        run_python(arguments, python, [*valgrind, f"--callgrind-out-file={out}"], layout)
        totals = list(read_totals(out))
    if len(totals) < 3 * len(repetitions):
        raise RuntimeError(
            f"callgrind wrote {len(totals)} parts instead of {3 * len(repetitions)}; does the "
            "interpreter's os.getppid() call the C library's getppid?"
        )
    return [(totals[3 * i + 2] - totals[3 * i + 1]) / n for i, n in enumerate(repetitions)]


def run_python(
    arguments: list[str],
    python: str = sys.executable,
    tool: list[str] | None = None,
    layout: int = 0,
) -> str:
    """Run an interpreter, below a tool if one is given, and return what it prints.

    Another `layout` is another order of sets and other places in memory: hashes have another seed,
    and the environment another size. Raises RuntimeError if the interpreter fails.
    """
    environment = {**os.environ, "PYTHONHASHSEED": str(layout), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["HPY_BENCH_LAYOUT"] = "x" * (1000 * layout)
    if python != sys.executable:  # it has packages of its own
        environment.pop("PYTHONPATH", None)
    command = [*(tool or []), python, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{python} {arguments[0]} failed:\n{done.stderr}")
    return done.stdout


def read_totals(out: Path) -> Iterator[int]:
    """Yield the instructions of each part of a profile, in the order in which they were written."""
    for number in itertools.count(1):
        part = out.with_name(f"{out.name}.{number}")
        if not part.exists():
            return
        for line in part.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("totals:"):
                yield int(line.split()[1])
