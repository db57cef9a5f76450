"""bench/arrays.py: NumPy and its port, by the operations of yardstick.py and by programs.

    python bench/arrays.py numpy numpy_hpy
    python bench/arrays.py numpy cpython=numpy_hpy@one universal=numpy_hpy@other
    python bench/arrays.py --rounds 5 --only access --only "a.sum()" numpy numpy_hpy

The modules take turns in rounds, see rounds.py, and everybody has arrays of its own. Before
anything is timed, each result is compared with NumPy's: types, shapes, and values, as far as
rounding does not decide. The tables give the best time of the first module, in microseconds of
thread CPU time, and how many times as long the others take: less than 1 is faster. Beside that
stands the goal, for the two ABIs if they have two, and a "!" behind each figure that misses it.

BLAS has one thread. NumPy chooses its loops by the processor when it starts; it sorts several times
as fast on some without the instructions that it would take there:

    NPY_DISABLE_CPU_FEATURES="AVX512_ICL X86_V4" python bench/arrays.py --only sorting ...
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import math
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rounds import (
    Contestant,
    Implementation,
    Result,
    describe_implementation,
    describe_machine,
    find_abi,
    load_implementations,
    play_rounds,
    take_turn,
    write_record,
)
from yardstick import (
    GROUPS,
    MEANS,
    UNIVERSAL,
    Goal,
    Operation,
    choose_operations,
    explain_result,
    list_features,
    prepare,
)

# A turn of the first module lasts this many seconds, unless a single statement lasts longer.
TURN = 0.005


# ---- What is timed


class Failure(NamedTuple):
    """An implementation without a figure, and why."""

    label: str
    reason: str


class Cell(NamedTuple):
    """All that was measured of one operation; times are of one statement."""

    operation: Operation
    repetitions: int
    outcomes: list[Result | Failure]

    @property
    def base(self) -> float:
        """The time of the first implementation."""
        first = self.outcomes[0]
        if isinstance(first, Failure):
            raise RuntimeError(f"{first.label} cannot do {self.operation.label}: {first.reason}")
        return first.best

    def ratio(self, column: int) -> float | None:
        """Return how many times as long as the first an implementation takes, if it works."""
        outcome = self.outcomes[column]
        return None if isinstance(outcome, Failure) else outcome.best / self.base

    def figure(self, column: int, unit: str) -> float:
        """Return what a goal is about; nothing that fails meets any."""
        outcome = self.outcomes[column]
        if isinstance(outcome, Failure):
            return math.inf
        return outcome.best / self.base if unit == "ratio" else outcome.best


def enter(implementation: Implementation, operation: Operation) -> Contestant | Failure:
    """Let an implementation run a statement once, and return what is timed if it is right."""
    label = implementation.label
    try:
        ready = prepare(operation, implementation.module)
        difference = explain_result(operation, ready.once())
    except Exception as error:
        return Failure(label, f"{type(error).__name__}: {error}")
    if difference:
        return Failure(label, f"its result is not NumPy's: {difference}")
    return Contestant(label, ready.loop, 1, lambda outcome: outcome is None)


def count_repetitions(contestant: Contestant) -> int:
    """Return how many statements fill a turn."""
    repetitions = 1
    while (seconds := take_turn(contestant._replace(argument=repetitions))) < TURN / 10:
        repetitions *= 10
    return math.ceil(repetitions * TURN / seconds)


def measure(implementations: list[Implementation], operation: Operation, rounds: int) -> Cell:
    """Measure one operation in as many rounds as wanted.

    Raises RuntimeError if the first implementation cannot do it.
    """
    entries = [enter(implementation, operation) for implementation in implementations]
    first = entries[0]
    if isinstance(first, Failure):
        raise RuntimeError(f"{first.label} cannot do {operation.label}: {first.reason}")
    number = count_repetitions(first)
    contestants = [e._replace(argument=number) for e in entries if isinstance(e, Contestant)]
    results = (
        Result(result.label, [seconds / number for seconds in result.seconds])
        for result in play_rounds(contestants, rounds, lead_in=True)
    )
    outcomes = [entry if isinstance(entry, Failure) else next(results) for entry in entries]
    return Cell(operation, number, outcomes)


# ---- What is judged


class Verdict(NamedTuple):
    """Whether an implementation reaches a goal; `unit` is "ratio" or "s"."""

    group: str
    name: str
    label: str
    figure: float
    limit: float
    unit: str = "ratio"

    @property
    def met(self) -> bool:
        """Tell whether the goal is reached."""
        return self.figure <= self.limit


def judge(cells: list[Cell], implementations: list[Implementation]) -> list[Verdict]:
    """Compare the figures of all implementations but the original with the goals."""
    original = implementations[0].module
    rivals = [(n, i) for n, i in enumerate(implementations) if i.module is not original]
    verdicts = []
    for column, implementation in rivals:
        label, abi = implementation.label, find_abi(implementation)
        verdicts += [
            Verdict(
                o.group, o.label, label, cell.figure(column, goal.unit), goal.limit(abi), goal.unit
            )
            for cell in cells
            if (goal := (o := cell.operation).goal)
        ]
        verdicts += judge_means(cells, column, label, abi)
    return [*verdicts, *judge_universal(cells, implementations)]


def judge_means(cells: list[Cell], column: int, label: str, abi: str) -> Iterator[Verdict]:
    """Compare means with their goals, where all of their operations were measured."""
    for mean in MEANS:
        members = [
            cell
            for cell in cells
            if cell.operation.group == mean.group and cell.operation.label in mean.labels
        ]
        if len(members) == len(mean.labels):
            figure = statistics.geometric_mean(cell.figure(column, "ratio") for cell in members)
            yield Verdict(mean.group, mean.name, label, figure, mean.goal.limit(abi))


def judge_universal(cells: list[Cell], implementations: list[Implementation]) -> Iterator[Verdict]:
    """Compare the universal ABI with the cpython ABI, if there is one of each."""
    original = implementations[0].module
    abis = [find_abi(i) if i.module is not original else "" for i in implementations]
    if sorted(filter(None, abis)) != ["cpython", "universal"]:
        return
    cpython, universal = abis.index("cpython"), abis.index("universal")
    for cell in cells:
        group, name, *_ = cell.operation
        ratios = cell.ratio(cpython), cell.ratio(universal)
        if group in UNIVERSAL and ratios[0] and ratios[1]:
            yield Verdict(group, name, "universal/cpython", ratios[1] / ratios[0], UNIVERSAL[group])


def geometric_mean(cells: list[Cell], column: int) -> float | None:
    """Return the mean ratio of an implementation over the operations that it can do."""
    ratios = [ratio for cell in cells if (ratio := cell.ratio(column)) is not None]
    return statistics.geometric_mean(ratios) if ratios else None


# ---- What is reported


def format_goal(goal: Goal | None) -> str:
    """Return what stands in the last column."""
    if goal is None:
        return ""
    if goal.unit == "s":
        return f"{goal.cpython * 1e3:g} ms"
    limits = dict.fromkeys([goal.cpython, goal.universal])
    return " / ".join(f"{limit:.2f}" for limit in limits)


def format_table(group: str, cells: list[Cell], verdicts: list[Verdict]) -> str:
    """Lay a group out as a table, with its means and what failed below."""
    base, *labels = [outcome.label for outcome in cells[0].outcomes]
    missed = {(v.name, v.label) for v in verdicts if v.group == group and not v.met}

    def line(head: str, time: str, figures: list[str], goal: str) -> str:
        cells = "".join(f"{f:>{max(len(n), 8) + 3}}" for n, f in zip(labels, figures))
        return f"{head:<24}{time:>12}{cells}   {goal:>11}".rstrip()

    def mark(name: str, ratios: list[float | None]) -> list[str]:
        return [
            "- " if r is None else f"{r:.2f}{'!' if (name, label) in missed else ' '}"
            for label, r in zip(labels, ratios)
        ]

    columns = range(1, len(labels) + 1)
    lines = [line(group, f"{base} us", [f"{label} " for label in labels], "goal")]
    for cell in cells:
        name, time = cell.operation.label, f"{cell.base * 1e6:.3f}"
        ratios = [cell.ratio(column) for column in columns]
        lines.append(line(name, time, mark(name, ratios), format_goal(cell.operation.goal)))
    means = [geometric_mean(cells, column) for column in columns]
    lines.append(line("geometric mean", "", mark("", means), ""))
    for mean in MEANS:
        figures = {v.label: v.figure for v in verdicts if (v.group, v.name) == (group, mean.name)}
        if figures:
            values = mark(mean.name, [figures.get(label) for label in labels])
            lines.append(line(mean.name, "", values, format_goal(mean.goal)))
    return "\n".join(lines + list_failures(cells))


def list_failures(cells: list[Cell]) -> list[str]:
    """Return one line for each operation that an implementation cannot do."""
    return [
        f"{outcome.label} has no figure for {cell.operation.label}: {outcome.reason}"
        for cell in cells
        for outcome in cell.outcomes
        if isinstance(outcome, Failure)
    ]


def format_figure(verdict: Verdict) -> str:
    """Return a figure as the list of missed goals names it."""
    if verdict.figure == math.inf:
        return "no figure"
    return f"{verdict.figure:.3g} {'s' if verdict.unit == 's' else 'times'}"


def format_verdicts(verdicts: list[Verdict]) -> str:
    """Say how many goals are reached, and which are not."""
    lines = []
    for label in dict.fromkeys(verdict.label for verdict in verdicts):
        own = [verdict for verdict in verdicts if verdict.label == label]
        missed = [verdict for verdict in own if not verdict.met]
        lines.append(f"{label}: {len(own) - len(missed)} of {len(own)} goals are met")
        lines += [f"  {v.group}: {v.name}: {format_figure(v)}, not {v.limit:g}" for v in missed]
    return "\n".join(lines)


def cell_record(cell: Cell) -> Any:
    """Return what was measured of one operation, ready to be written as JSON."""
    outcomes: list[Any] = []
    for column, outcome in enumerate(cell.outcomes):
        record = outcome._asdict()
        if isinstance(outcome, Result):
            record.update(best=outcome.best, ratio=cell.ratio(column))
        outcomes.append(record)
    operation = cell.operation
    return {
        "group": operation.group,
        "label": operation.label,
        "statement": operation.statement,
        "repetitions": cell.repetitions,
        "outcomes": outcomes,
    }


def as_record(
    cells: list[Cell],
    verdicts: list[Verdict],
    implementations: list[Implementation],
    options: argparse.Namespace,
) -> Any:
    """Return all that was measured, ready to be written as JSON."""
    return {
        "program": "arrays",
        **describe_machine(),
        "rounds": options.rounds,
        "numpy_features": list_features(),
        "openblas": has_openblas(),
        "implementations": [describe_implementation(i) for i in implementations],
        "geometric_means": {
            group: {
                implementation.label: geometric_mean(own, column)
                for column, implementation in enumerate(implementations)
            }
            for group, own in group_cells(cells).items()
        },
        "goals": [
            {**v._asdict(), "figure": v.figure if v.figure < math.inf else None, "met": v.met}
            for v in verdicts
        ],
        "results": [cell_record(cell) for cell in cells],
    }


def group_cells(cells: list[Cell]) -> dict[str, list[Cell]]:
    """Return the cells of each group that was measured."""
    groups = {group: [c for c in cells if c.operation.group == group] for group in GROUPS}
    return {group: own for group, own in groups.items() if own}


def has_openblas() -> bool:
    """Tell whether the port finds the BLAS that NumPy brings along."""
    return importlib.util.find_spec("scipy_openblas32") is not None


def show(text: str) -> None:
    """Tell whoever is waiting how far the program has come."""
    print(text, file=sys.stderr, flush=True)


def measure_all(
    implementations: list[Implementation], operations: list[Operation], rounds: int
) -> list[Cell]:
    """Measure all operations."""
    for implementation in implementations:
        binaries = ", ".join(map(str, implementation.binaries[:1])) or "no binary of its own"
        show(f"{implementation.label}: {implementation.version or 'no version'}, {binaries}")
    show(f"NumPy uses these instructions of the processor: {', '.join(list_features())}")
    if not has_openblas():
        show("scipy-openblas32 is not installed, so numpy_hpy multiplies matrices by loops")
    # What was imported lives as long as the program: it need not be looked at before each turn.
    gc.collect()
    if hasattr(gc, "freeze"):  # PyPy has none
        gc.freeze()
    cells = []
    for number, operation in enumerate(operations, 1):
        show(f"{number} of {len(operations)}: {operation.group}: {operation.label}")
        cells.append(measure(implementations, operation, rounds))
    return cells


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Compare modules like NumPy, operation by operation."
    )
    parser.add_argument(
        "implementations",
        nargs="+",
        metavar="[LABEL=]MODULE[@DIRECTORY]",
        help="a module like NumPy, optionally imported from a directory; the others are compared "
        "with the first",
    )
    parser.add_argument("--rounds", type=int, default=25, help="rounds (default: 25)")
    parser.add_argument("--only", action="append", help="a group, or an operation; repeatable")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every round to FILE too")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    try:
        options.operations = choose_operations(options.only)
    except ValueError as error:
        parser.error(str(error))
    return options


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables, and write the JSON file; return 1 if anything failed."""
    options = parse_options(arguments)
    implementations = load_implementations(options.implementations)
    cells = measure_all(implementations, options.operations, options.rounds)
    verdicts = judge(cells, implementations)
    for group, own in group_cells(cells).items():
        print(format_table(group, own, verdicts), end="\n\n")
    print(format_verdicts(verdicts))
    if options.json:
        write_record(options.json, as_record(cells, verdicts, implementations, options))
    return int(any(list_failures(cells)))


if __name__ == "__main__":
    sys.exit(main())
