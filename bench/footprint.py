"""bench/footprint.py: memory per object, import time, binary size and compile time.

    python bench/footprint.py [--with Cython] [--json FILE]

Of the operations in bench/operations/, compiled for each implementation. Memory is what a process
grows by for each of many objects that are alive at once; an import is the first of a process, the
best of several processes, of all modules of the implementation, which for the universal ABI means
hpy.universal as well; the size is that of the binaries as the linker leaves them; compiling is
processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import callgrind
from builds import IMPLEMENTATIONS, compile_implementation, load_functions
from cases import FAMILIES
from rounds import describe_machine, write_record

DEFAULT = ["C API", "cpython", "universal"]
OBJECTS: dict[str, Callable[[Any], Any]] = {
    "no data": lambda m: m.Plain(),
    "two doubles": lambda m: m.Point(1.5, 2.5),
    "two objects, GC": lambda m: m.Node(None, None),
}
NUMBER = 200_000
PROCESSES = 10


# ---- In a process of its own ---------------------------------------------


def resident_bytes() -> int:
    """Return how much memory this process has in use."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def measure_object(functions: Any, kind: str) -> float | None:
    """Return the bytes of one object of a kind, None if the implementation has no such type."""
    make = OBJECTS[kind]
    try:
        places: list[Any] = [make(functions)] * NUMBER
    except LookupError:
        return None
    before = resident_bytes()
    for i in range(NUMBER):
        places[i] = make(functions)
    return (resident_bytes() - before) / NUMBER


def run_worker(label: str, paths: list[str], kind: str | None) -> None:
    """Load an implementation, and print the seconds of that, or the bytes of an object."""
    start = time.thread_time()
    functions = load_functions([Path(path) for path in paths], IMPLEMENTATIONS[label].mode)
    seconds = time.thread_time() - start
    print(json.dumps(measure_object(functions, kind) if kind else seconds))


# ---- In the process that asks --------------------------------------------


def children_seconds() -> float:
    """Return the processor time of the processes that have been started and have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ask_worker(label: str, paths: list[str], kind: str | None) -> Any:
    """Start a worker and return its answer."""
    return json.loads(
        callgrind.run_python([__file__, "--worker", json.dumps([label, paths, kind])])
    )


def measure_implementation(label: str, directory: Path) -> dict[str, Any]:
    """Return all four figures of one implementation."""
    start = children_seconds()
    binaries = compile_implementation(IMPLEMENTATIONS[label], directory, list(FAMILIES))
    compiling = children_seconds() - start
    paths = [*map(os.fspath, binaries)]
    sizes = {kind: ask_worker(label, paths, kind) for kind in OBJECTS}
    return {
        "objects": {kind: size for kind, size in sizes.items() if size is not None},
        "import": min(ask_worker(label, paths, None) for _ in range(PROCESSES)),
        "size": sum(binary.stat().st_size for binary in binaries),
        "compile": compiling,
    }


def format_line(label: str, figures: dict[str, Any]) -> str:
    """Lay out the figures of one implementation."""
    objects = ", ".join(f"{name} {size:.0f}" for name, size in figures["objects"].items())
    return (
        f"{label:<10} import {figures['import'] * 1e3:6.2f} ms, {figures['size'] / 1024:5.0f} KiB, "
        f"compiled in {figures['compile']:5.1f} s, bytes per object: {objects}"
    )


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure memory, imports, binaries, compiling.")
    parser.add_argument(
        "--with", action="append", dest="others", default=[], choices=list(IMPLEMENTATIONS)
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to FILE too")
    parser.add_argument("--worker", metavar="ORDER", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure, print, and write the JSON file if one is wanted."""
    options = parse_options()
    if options.worker:
        run_worker(*json.loads(options.worker))
        return
    figures = {}
    with tempfile.TemporaryDirectory() as directory:
        for label in dict.fromkeys([*DEFAULT, *options.others]):
            figures[label] = measure_implementation(label, Path(directory))
            print(format_line(label, figures[label]), flush=True)
    if options.json:
        record = {"program": "footprint", **describe_machine(), "figures": figures}
        write_record(options.json, record)


if __name__ == "__main__":
    if sys.platform != "linux":
        sys.exit("bench/footprint.py reads the size of a process where only Linux tells it")
    main()
