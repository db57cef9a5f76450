"""bench/operations.py: the cost of HPy's operations against their twins in the C API.

    python bench/operations.py                       a table of times
    python bench/operations.py --instructions        a table of instructions, under callgrind
    python bench/operations.py --only types --only "function O" --with abi3 --with Cython
    python bench/operations.py --check [--quick]     fail if an operation is above its bound
    python bench/operations.py --update-bounds       record today's instructions as the bounds

Compiles bench/operations/ in a temporary folder and executes the statements of cases.py, whose
results are checked. The first column is the C API's figure for one statement, the interpreter's
loop included; the others are how many times as much the other implementations need.

Times are thread CPU times, the best of many rounds, in which the implementations take turns.
Most instructions repeat to a few units, see callgrind.py; some operations that allocate move by
some percent with the layout of memory, so bounds are made of several runs in different ones. The
bounds in bounds.json are ratios of instructions, for the interpreter and the compiler that they
name: with others nothing is checked.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import callgrind
from builds import (
    ABIS,
    BENCH,
    HPY_0_9_0,
    IMPLEMENTATIONS,
    UNABLE,
    compile_implementation,
    find_compiler,
    load_functions,
)
from cases import APART, FAMILIES, OPERATIONS, MissingError, Operation, Ready, prepare
from rounds import Contestant, describe_machine, play_rounds, write_record

TWIN = "C API"
BOUNDS = BENCH / "bounds.json"

# What a bound may be above the highest figure of its day.
MARGIN = 1.01

# So many layouts of memory the figures of a day are from.
LAYOUTS = 3

# By so many instructions the allocator's shorter and longer paths can move a figure.
SLACK = 5.0

# What CI checks: one operation of each kind, none that is slow to run.
QUICK = [
    "function NOARGS",
    "function O",
    "method KEYWORDS by name",
    "__call__",
    "__add__",
    "getset get",
    "two ints",
    "keywords by name",
    "make float",
    "build list of 10",
    "get item of list by index",
    "get item of dict by object",
    "sum 100 floats in C",
    "UTF-8 of ASCII str",
    "call Python function",
    "instance with numbers",
    "instance with objects, GC",
    "field load",
]


class Figures(NamedTuple):
    """What one implementation needs, by the labels of the operations that it can express."""

    label: str
    counts: dict[str, float]


# ---- Binaries and operations ---------------------------------------------


def choose_operations(names: list[str] | None) -> list[Operation]:
    """Return the operations of these families and labels, or all that can be run here.

    Raises ValueError for a name that is neither.
    """
    able = [operation for operation in OPERATIONS if operation.label not in UNABLE]
    if not names:
        return able
    unknown = set(names) - set(FAMILIES) - {operation.label for operation in OPERATIONS}
    if unknown:
        raise ValueError(
            f"--only {', '.join(sorted(unknown))}: neither a family ({', '.join(FAMILIES)}) nor an "
            "operation of bench/cases.py"
        )
    return [o for o in able if o.family in names or o.label in names]


def compile_all(
    labels: list[str], operations: list[Operation], directory: Path
) -> dict[str, list[Path]]:
    """Compile what the operations need, for each implementation."""
    # Its types are what operations of other families work on.
    families = list(dict.fromkeys(["calls", *(operation.family for operation in operations)]))
    return {
        label: compile_implementation(IMPLEMENTATIONS[label], directory, families)
        for label in labels
    }


def prepare_all(
    label: str, binaries: list[Path], operations: list[Operation]
) -> dict[str, tuple[Operation, Ready]]:
    """Return what can be run of an implementation, each statement run once and found right.

    Raises RuntimeError for a wrong result, and for a missing function if there should be none.
    """
    implementation = IMPLEMENTATIONS[label]
    functions = load_functions(binaries, implementation.mode)
    ready = {}
    for operation in operations:
        if not implementation.can_run(operation.label):
            continue
        try:
            prepared = prepare(operation, functions)
        except MissingError as error:
            if implementation.complete:
                raise RuntimeError(f"{label} lacks {error} for {operation.label}") from None
            continue
        try:
            result = prepared.once()
        except Exception as error:
            raise RuntimeError(f"{label} cannot do {operation.label}: {error!r}") from error
        if not prepared.is_right(result):
            raise RuntimeError(f"{label} is wrong about {operation.label}: {result!r}")
        ready[operation.label] = operation, prepared
    return ready


# ---- Instructions --------------------------------------------------------


def run_worker(order: Any) -> None:
    """Be the process that is counted, and print the labels of the operations that were run."""
    operations = [Operation(*fields) for fields in order["operations"]]
    binaries = [Path(path) for path in order["binaries"]]
    ready = prepare_all(order["label"], binaries, operations)
    print(json.dumps(list(ready)))
    if order["run"]:
        gc.disable()
        for operation, prepared in ready.values():
            callgrind.run_marked(prepared.loop, operation.repetitions)


def count_instructions(
    label: str, binaries: list[Path], operations: list[Operation], layout: int = 0
) -> Figures:
    """Return the instructions of each operation that an implementation can express."""
    order = {"label": label, "binaries": [*map(os.fspath, binaries)], "operations": operations}
    command = [os.fspath(Path(__file__)), "--worker"]
    python = HPY_0_9_0 if IMPLEMENTATIONS[label].old else sys.executable
    labels = callgrind.run_python([*command, json.dumps({**order, "run": False})], python)
    known = json.loads(labels)
    repetitions = [o.repetitions for o in operations if o.label in known]
    counted = [*command, json.dumps({**order, "run": True})]
    counts = callgrind.count(counted, repetitions, python, layout)
    return Figures(label, dict(zip(known, counts)))


# ---- Times ---------------------------------------------------------------


def measure_times(
    binaries: dict[str, list[Path]], operations: list[Operation], rounds: int
) -> list[Figures]:
    """Return the nanoseconds of each operation, in all implementations taking turns."""
    ready = {label: prepare_all(label, paths, operations) for label, paths in binaries.items()}
    figures = [Figures(label, {}) for label in binaries]
    for operation in operations:
        contestants = [
            Contestant(label, prepared[operation.label][1].loop, operation.repetitions, is_done)
            for label, prepared in ready.items()
            if operation.label in prepared
        ]
        for result in play_rounds(contestants, rounds, calls=1, lead_in=True):
            seconds = result.best / operation.repetitions
            next(f for f in figures if f.label == result.label).counts[operation.label] = (
                seconds * 1e9
            )
    return figures


def is_done(outcome: None) -> bool:
    """A loop returns nothing; that its statement is right has been seen before."""
    return outcome is None


# ---- Tables and records --------------------------------------------------


def geometric_mean(ratios: list[float]) -> float:
    """Return the geometric mean."""
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def find_ratios(figures: Figures, twin: Figures) -> dict[str, float]:
    """Return how many times as much as the twin each operation needs."""
    return {label: count / twin.counts[label] for label, count in figures.counts.items()}


def leave_out_apart(ratios: dict[str, float]) -> dict[str, float]:
    """Return the ratios that go into means and worst."""
    return {label: ratio for label, ratio in ratios.items() if label not in APART}


def format_table(operations: list[Operation], columns: list[Figures], unit: str) -> str:
    """Lay out the twin's figures, the ratios of the others, their means and worst."""
    twin, *others = columns
    ratios = [find_ratios(column, twin) for column in others]
    counted = [leave_out_apart(r) for r in ratios]
    lines = [f"{unit:<30}{TWIN:>11}" + "".join(f"{column.label:>11}" for column in others)]
    family = ""
    for operation in operations:
        if operation.family != family:
            family = operation.family
            lines.append(f"-- {family}")
        lines.append(format_row(operation.label, f"{twin.counts[operation.label]:11.1f}", ratios))
    means: dict[str, Callable[[list[float]], float]] = {
        "geometric mean": geometric_mean,
        "worst": max,
    }
    for name, reduce in means.items():
        cells = [{name: reduce([*r.values()])} if r else {} for r in counted]
        lines.append(format_row(name, " " * 11, cells))
    return "\n".join(lines)


def format_row(label: str, figure: str, ratios: list[dict[str, float]]) -> str:
    """Lay out one line; what an implementation cannot express has a dash."""
    cells = (f"{r[label]:11.3f}" if label in r else f"{'-':>11}" for r in ratios)
    return f"{label:<30}{figure}" + "".join(cells)


def as_record(columns: list[Figures], unit: str) -> dict[str, Any]:
    """Return the figures ready to be written as JSON."""
    return {
        "program": "operations",
        "unit": unit,
        **describe_machine(),
        "compiler": compiler_version(),
        "figures": {column.label: column.counts for column in columns},
    }


# ---- Bounds --------------------------------------------------------------


def compiler_version() -> str:
    """Return the first line with which the compiler introduces itself."""
    done = subprocess.run([*find_compiler(), "--version"], capture_output=True, text=True)
    return done.stdout.partition("\n")[0]


def describe_conditions() -> dict[str, str]:
    """Return what bounds hold for."""
    machine = describe_machine()
    return {
        "python": machine["python"].rpartition(".")[0],
        "machine": machine["machine"],
        "compiler": compiler_version(),
    }


def update_bounds() -> None:
    """Count everything in several layouts of memory, and write the bounds.

    Who runs a few operations has other memory than who runs all, so CI's are counted alone too.
    """
    quick = choose_operations(QUICK)
    runs = [
        count_all([TWIN, *ABIS], operations, layout)
        for layout in range(LAYOUTS)
        for operations in (OPERATIONS, quick)
    ]
    print(format_table(OPERATIONS, runs[0], "instructions"))
    bounds = {
        operation.label: {
            abi: math.floor(highest_ratio(operation.label, abi, runs) * MARGIN * 1e4) / 1e4
            for abi in ABIS
        }
        for operation in OPERATIONS
    }
    write_record(BOUNDS, {**describe_conditions(), "bounds": bounds})


def highest_ratio(label: str, abi: str, runs: list[list[Figures]]) -> float:
    """Return the most instructions that an ABI needed in any run, over the twin's fewest."""
    counts: dict[str, list[float]] = {TWIN: [], abi: []}
    for column in itertools.chain.from_iterable(runs):
        if column.label in counts and label in column.counts:
            counts[column.label].append(column.counts[label])
    return max(counts[abi]) / min(counts[TWIN])


def find_excesses(columns: list[Figures], bounds: Any) -> dict[str, str]:
    """Return what to say about each operation that is above its bound, or has none."""
    twin, *others = columns
    lines = {}
    for column in others:
        for label, count in column.counts.items():
            bound = bounds.get(label, {}).get(column.label)
            if bound is None:
                lines[label] = f"{label}: no bound for the {column.label} ABI"
            elif count > bound * twin.counts[label] + SLACK:
                lines[label] = (
                    f"{label}: {count / twin.counts[label]:.4f} times the C API's instructions in "
                    f"the {column.label} ABI; the bound is {bound:.4f}"
                )
    return lines


def why_unchecked(record: Any) -> str | None:
    """Say why the bounds of a record cannot be checked here, None if they can."""
    conditions = describe_conditions()
    if any(record[key] != value for key, value in conditions.items()):
        known = ", ".join(record[key] for key in conditions)
        return f"the bounds hold for {known}; this is {', '.join(conditions.values())}"
    if shutil.which("valgrind") is None:
        return "valgrind is not installed"
    return None


def check_bounds(operations: list[Operation]) -> None:
    """Count and compare with the bounds; exit with a message if there are excesses."""
    record = json.loads(BOUNDS.read_text(encoding="utf-8"))
    reason = why_unchecked(record)
    if reason:
        print(f"not checked: {reason}")
        return
    columns = count_all([TWIN, *ABIS], operations)
    print(format_table(operations, columns, "instructions"))
    excesses = find_excesses(columns, record["bounds"])
    if excesses:  # counted again, since the layout of memory moves some figures
        again = [operation for operation in operations if operation.label in excesses]
        excesses = find_excesses(count_all([TWIN, *ABIS], again, LAYOUTS), record["bounds"])
    if excesses:
        sys.exit("\n".join([*excesses.values(), "mend them, or if they must be: --update-bounds"]))


# ---- The command ---------------------------------------------------------


def find_others(instructions: bool) -> list[str]:
    """Return the implementations beside HPy that this measure makes sense for.

    hpy 0.9.0 runs in a process of its own, so it cannot take turns; the modes are there to watch
    an extension, and nobody counts their instructions.
    """
    return [
        label
        for label, implementation in IMPLEMENTATIONS.items()
        if label not in [TWIN, *ABIS]
        and (instructions and bool(HPY_0_9_0) if implementation.old else True)
        and not (instructions and implementation.mode)
    ]


def count_all(labels: list[str], operations: list[Operation], layout: int = 0) -> list[Figures]:
    """Compile, and count the instructions of all implementations."""
    with tempfile.TemporaryDirectory() as directory:
        binaries = compile_all(labels, operations, Path(directory))
        return [
            count_instructions(label, paths, operations, layout)
            for label, paths in binaries.items()
        ]


def time_all(labels: list[str], operations: list[Operation], rounds: int) -> list[Figures]:
    """Compile, and measure the times of all implementations."""
    with tempfile.TemporaryDirectory() as directory:
        binaries = compile_all(labels, operations, Path(directory))
        return measure_times(binaries, operations, rounds)


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Compare HPy's operations with their twins in the C API."
    )
    parser.add_argument("--instructions", action="store_true", help="count instead of timing")
    parser.add_argument("--only", action="append", metavar="NAME", help="a family or an operation")
    parser.add_argument(
        "--with",
        action="append",
        dest="others",
        default=[],
        choices=[label for label in IMPLEMENTATIONS if label not in [TWIN, *ABIS]],
        help="one more implementation",
    )
    parser.add_argument("--all", action="store_true", help="all others, hpy 0.9.0 if it is known")
    parser.add_argument("--rounds", type=int, default=50, help="rounds of timing (default: 50)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to FILE too")
    parser.add_argument("--check", action="store_true", help="fail if an operation is above bounds")
    parser.add_argument("--quick", action="store_true", help="a few operations only")
    parser.add_argument("--update-bounds", action="store_true", help=f"write {BOUNDS.name}")
    parser.add_argument("--worker", metavar="ORDER", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.update_bounds and (options.only or options.quick or options.others):
        parser.error("--update-bounds records all operations of the two ABIs")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Do what the command line says."""
    options = parse_options(arguments)
    if options.worker:
        run_worker(json.loads(options.worker))
        return
    operations = choose_operations(QUICK if options.quick else options.only)
    if options.check:
        check_bounds(operations)
        return
    if options.update_bounds:
        update_bounds()
        return
    labels = [TWIN, *ABIS, *(find_others(options.instructions) if options.all else options.others)]
    if options.instructions:
        columns, unit = count_all(labels, operations), "instructions"
    else:
        columns, unit = time_all(labels, operations, options.rounds), "nanoseconds"
    print(format_table(operations, columns, unit))
    if options.json:
        record = as_record(columns, unit)
        write_record(options.json, record)


if __name__ == "__main__":
    main()
