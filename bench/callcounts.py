"""bench/callcounts.py: how the cost of HPy grows with the number of API calls that are made.

    python bench/callcounts.py                  instructions, under callgrind
    python bench/callcounts.py --json FILE

The functions of operations/counts_*.c repeat a few API calls as often as their caller says. What
the ABIs add to the C API's instructions is fitted by a line over the number of API calls: its slope
is what a call adds, and what it starts from is what calling the function adds, with the conversion
of that number. A slope below zero means that HPy's function is the cheaper one.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple

from builds import ABIS
from cases import Operation
from operations import TWIN, Figures, compiler_version, count_all
from rounds import describe_machine, write_record

REPETITIONS = [1, 3, 10, 30, 100, 300]

# So many API calls a statement is repeated for, at least ten times.
CALLS = 20_000


class Loop(NamedTuple):
    """What a function repeats: the API calls of one turn, by their names in HPy."""

    function: str
    calls: tuple[str, ...]
    setup: str
    check: str

    @property
    def label(self) -> str:
        """Return how tables call it."""
        return ", ".join(self.calls)


FLOATS = "[i + 0.5 for i in range(300)]"
LOOPS = [
    Loop("measure_length", ("Length",), "x = [0] * 5", "r == 5 * {n}"),
    Loop("dup_close", ("Dup", "Close"), "x = object()", "r is None"),
    Loop("read_items", ("GetItem_i", "Close"), f"x = {FLOATS}", "r is None"),
    Loop(
        "double_items",
        ("GetItem_i", "AsDouble", "Close", "FromDouble", "Append", "Close"),
        f"x = {FLOATS}",
        "r == [2 * y for y in x[:{n}]]",
    ),
]


class Line(NamedTuple):
    """What an ABI adds to the C API: so much for each API call, and so much at once."""

    slope: float
    start: float


def make_operation(loop: Loop, repetitions: int) -> Operation:
    """Return the operation of so many turns of a loop."""
    return Operation(
        "counts",
        f"{loop.function} {repetitions}",
        f"f = m.{loop.function}; {loop.setup}",
        f"f(x, {repetitions})",
        loop.check.format(n=repetitions),
        max(10, CALLS // (repetitions * len(loop.calls))),
    )


def fit_line(points: list[tuple[float, float]]) -> Line:
    """Return the straight line of least squares through some points."""
    number = len(points)
    x_mean = sum(x for x, _ in points) / number
    y_mean = sum(y for _, y in points) / number
    slope = sum((x - x_mean) * (y - y_mean) for x, y in points) / sum(
        (x - x_mean) ** 2 for x, _ in points
    )
    return Line(slope, y_mean - slope * x_mean)


def describe_loop(loop: Loop, columns: list[Figures]) -> dict[str, Any]:
    """Return the figures of a loop by the numbers of API calls, and a line for each ABI."""
    labels = {n * len(loop.calls): f"{loop.function} {n}" for n in REPETITIONS}
    figures = {c.label: [c.counts[label] for label in labels.values()] for c in columns}
    twin = figures[TWIN]
    lines = {TWIN: fit_line([*zip(labels, twin)])}
    for abi in ABIS:
        added = [count - base for count, base in zip(figures[abi], twin)]
        lines[abi] = fit_line([*zip(labels, added)])
    return {
        "label": loop.label,
        "calls": [*labels],
        "figures": figures,
        "lines": {label: line._asdict() for label, line in lines.items()},
    }


def measure_all() -> list[dict[str, Any]]:
    """Count the instructions of all loops."""
    operations = [make_operation(loop, n) for loop in LOOPS for n in REPETITIONS]
    columns = count_all([TWIN, *ABIS], operations)
    return [describe_loop(loop, columns) for loop in LOOPS]


def format_loop(result: dict[str, Any]) -> str:
    """Lay out the figures of one loop, and the lines below."""
    lines = [f"{result['label']}\n{'calls':>8}" + "".join(f"{c:>12}" for c in result["figures"])]
    for row in zip(result["calls"], *result["figures"].values()):
        lines.append(f"{row[0]:8}" + "".join(f"{figure:12.1f}" for figure in row[1:]))
    for abi in ABIS:
        line = Line(**result["lines"][abi])
        lines.append(f"{abi} adds {line.slope:.2f} for each call, and {line.start:.1f} at once")
    return "\n".join(lines)


def main() -> None:
    """Count, print, and write the JSON file if one is wanted."""
    parser = argparse.ArgumentParser(description="Count instructions by the number of API calls.")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to FILE too")
    options = parser.parse_args()
    results = measure_all()
    print("\n\n".join(map(format_loop, results)))
    if options.json:
        record = {
            "program": "callcounts",
            "unit": "instructions",
            **describe_machine(),
            "compiler": compiler_version(),
            "results": results,
        }
        write_record(options.json, record)


if __name__ == "__main__":
    main()
