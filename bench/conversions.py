"""bench/conversions.py: JSON documents encoded and decoded by several modules.

    python bench/conversions.py ujson ujson_hpy orjson msgspec=msgspec.json json
    python bench/conversions.py ujson cpython=ujson_hpy@one universal=ujson_hpy@other
    python bench/conversions.py --rounds 5 --only decode --document twitter ujson ujson_hpy

The documents are those of documents.py. What is decoded is the text that the standard library makes
of them, a str of ASCII characters; with --utf8 it holds all characters as they are, and modules
with the argument `ensure_ascii` encode without it; with --bytes it is bytes.

The modules take turns in rounds, see rounds.py; a call is timed together with the release of what
it returns. The first result of everybody is compared with the document, the last one of each turn
with what it must be then. The tables give the best time of the first module, in microseconds of
thread CPU time, and how many times as fast the others are: more than 1 is faster.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from documents import DOCUMENTS, make_document
from rounds import (
    Contestant,
    Implementation,
    Result,
    describe_implementation,
    describe_machine,
    load_implementations,
    play_rounds,
    take_turn,
    write_record,
)

ACTIONS = ["encode", "decode"]

# A turn of the first module lasts this many seconds, unless a single call lasts longer; a call
# that a coarse clock does not see is taken to last so long.
TURN = 0.005
TICK = 1e-7


class Form(NamedTuple):
    """How text is written: all characters as they are, as bytes instead of a str."""

    utf8: bool = False
    binary: bool = False


ASCII = Form()


# ---- What is timed


def find_function(module: ModuleType, action: str, form: Form = ASCII) -> Callable[[Any], Any]:
    """Return the function of `module` that encodes or decodes one argument.

    Raises AttributeError if it has none.
    """
    short = {"encode": "dumps", "decode": "loads"}[action]
    function: Callable[..., Any] | None = getattr(module, short, getattr(module, action, None))
    if function is None:
        raise AttributeError(f"{module.__name__} has neither {short}() nor {action}()")
    if action == "encode" and form.utf8 and takes_ensure_ascii(function):
        return partial(function, ensure_ascii=False)
    return function


def takes_ensure_ascii(encode: Callable[..., Any]) -> bool:
    """Tell whether a function has the argument that the standard library's has."""
    try:
        encode("", ensure_ascii=False)
    except TypeError:
        return False
    return True


def make_text(document: Any, form: Form = ASCII) -> str | bytes:
    """Return what is decoded: the document as the standard library writes it."""
    text = json.dumps(document, ensure_ascii=not form.utf8)
    return text.encode() if form.binary else text


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two documents are equal in all types, bits and orders."""
    return json.dumps(one) == json.dumps(other)


def is_right(action: str, outcome: Any, document: Any) -> bool:
    """Tell whether an outcome is the document or a text of it, for the standard library."""
    try:
        return is_same(json.loads(outcome) if action == "encode" else outcome, document)
    except (TypeError, ValueError):
        return False


class Failure(NamedTuple):
    """An implementation that raises an exception, and why."""

    label: str
    reason: str


class Cell(NamedTuple):
    """All that was measured with one document."""

    action: str
    document: str
    size: int
    calls: int
    outcomes: list[Result | Failure]

    @property
    def base(self) -> Result:
        """The times of the first implementation."""
        first = self.outcomes[0]
        if isinstance(first, Failure):
            raise RuntimeError(f"{first.label} cannot {self.action} {self.document}")
        return first

    def speed(self, column: int) -> float | None:
        """Return how many times as fast as the first an implementation is, if it works."""
        outcome = self.outcomes[column]
        return None if isinstance(outcome, Failure) else self.base.best / outcome.best


def enter(
    implementation: Implementation, action: str, name: str, form: Form
) -> Contestant | Failure:
    """Let an implementation do its work once, and return what is timed.

    It has a document of its own, since str objects remember their UTF-8 as soon as somebody asks
    for it. Raises RuntimeError if the result is wrong.
    """
    label, document = implementation.label, make_document(name)
    run = find_function(implementation.module, action, form)
    argument = document if action == "encode" else make_text(document, form)
    try:
        outcome = run(argument)
    except Exception as error:
        return Failure(label, f"{type(error).__name__}: {error}")
    if not is_right(action, outcome, document):
        raise RuntimeError(f"{label} cannot {action} {name} rightly, so its times mean nothing")
    # The result of encode differs between implementations, but not between rounds.
    expected = outcome if action == "encode" else document
    return Contestant(label, run, argument, lambda again: bool(again == expected))


def measure(
    implementations: list[Implementation], action: str, name: str, form: Form, rounds: int
) -> Cell:
    """Measure one document: as many rounds as wanted, after one call of everybody.

    Raises RuntimeError if a result is wrong, or if the first implementation fails.
    """
    entries = [enter(i, action, name, form) for i in implementations]
    first, *_ = entries
    if isinstance(first, Failure):
        raise RuntimeError(f"{first.label} cannot {action} {name}: {first.reason}")
    calls = math.ceil(TURN / max(take_turn(first, lead_in=True), TICK))
    contestants = [entry for entry in entries if isinstance(entry, Contestant)]
    results = iter(play_rounds(contestants, rounds, calls, lead_in=True))
    outcomes = [entry if isinstance(entry, Failure) else next(results) for entry in entries]
    text = first.run(first.argument) if action == "encode" else first.argument
    size = len(text.encode() if isinstance(text, str) else text)
    return Cell(action, name, size, calls, outcomes)


# ---- What is reported


def geometric_mean(cells: list[Cell], column: int) -> float | None:
    """Return the mean speed of an implementation over the documents that it can do."""
    speeds = [speed for cell in cells if (speed := cell.speed(column)) is not None]
    return statistics.geometric_mean(speeds) if speeds else None


def format_speed(speed: float | None, width: int) -> str:
    """Return a column of the table; nothing was measured if there is no speed."""
    return " " * (width + 1) + "-" if speed is None else f"  {speed:{width}.2f}"


def format_table(cells: list[Cell]) -> str:
    """Lay the documents out as a table, with the means and what failed below."""
    base, *others = [outcome.label for outcome in cells[0].outcomes]
    first, widths = max(len(base) + 3, 9), [max(len(label), 6) for label in others]

    def line(head: str, size: str, time: str, speeds: list[str]) -> str:
        return f"{head:<14}  {size:>9}  {time:>{first}}" + "".join(speeds)

    def speeds_of(speed: Callable[[int], float | None]) -> list[str]:
        return [format_speed(speed(column), width) for column, width in enumerate(widths, 1)]

    heads = [f"  {label:>{width}}" for label, width in zip(others, widths)]
    lines = [line(cells[0].action, "bytes", f"{base} us", heads)]
    for cell in cells:
        time = f"{cell.base.best * 1e6:.2f}"
        lines.append(line(cell.document, str(cell.size), time, speeds_of(cell.speed)))
    lines.append(line("geometric mean", "", "", speeds_of(partial(geometric_mean, cells))))
    return "\n".join(lines + failures(cells))


def failures(cells: list[Cell]) -> list[str]:
    """Return one line for each document that an implementation cannot do."""
    return [
        f"{outcome.label} cannot {cell.action} {cell.document}, and its mean is without it: "
        f"{outcome.reason}"
        for cell in cells
        for outcome in cell.outcomes
        if isinstance(outcome, Failure)
    ]


def cell_record(cell: Cell) -> Any:
    """Return what was measured with one document, ready to be written as JSON."""
    results: list[Any] = []
    for column, outcome in enumerate(cell.outcomes):
        record = outcome._asdict()
        if isinstance(outcome, Result):
            record.update(best=outcome.best, speed=cell.speed(column))
        results.append(record)
    return {**cell._asdict(), "outcomes": results}


def as_record(
    tables: list[list[Cell]], implementations: list[Implementation], options: argparse.Namespace
) -> Any:
    """Return all that was measured, ready to be written as JSON."""
    return {
        "program": "conversions",
        **describe_machine(),
        "rounds": options.rounds,
        "utf8": options.utf8,
        "bytes": options.bytes,
        "implementations": [describe_implementation(i) for i in implementations],
        "geometric_means": {
            cells[0].action: {
                implementation.label: geometric_mean(cells, column)
                for column, implementation in enumerate(implementations)
            }
            for cells in tables
        },
        "results": [cell_record(cell) for cells in tables for cell in cells],
    }


def show(text: str) -> None:
    """Tell whoever is waiting how far the program has come."""
    print(text, file=sys.stderr, flush=True)


def measure_all(
    implementations: list[Implementation], options: argparse.Namespace
) -> list[list[Cell]]:
    """Measure all documents and return the cells of each table."""
    for implementation in implementations:
        binaries = ", ".join(map(str, implementation.binaries)) or "no binary of its own"
        show(f"{implementation.label}: {implementation.version or 'no version'}, {binaries}")
    form = Form(options.utf8, options.bytes)
    work = [(action, name) for action in options.only for name in options.document]
    cells = []
    for number, (action, name) in enumerate(work, 1):
        show(f"{number} of {len(work)}: {action} {name}, {options.rounds} rounds")
        cells.append(measure(implementations, action, name, form, options.rounds))
    return [[cell for cell in cells if cell.action == action] for action in options.only]


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare JSON modules by encoding and decoding.")
    parser.add_argument(
        "implementations",
        nargs="+",
        metavar="[LABEL=]MODULE[@DIRECTORY]",
        help="a module with dumps() and loads(), or encode() and decode(), optionally imported "
        "from a directory; the others are compared with the first",
    )
    parser.add_argument("--rounds", type=int, default=25, help="rounds (default: 25)")
    parser.add_argument("--only", action="append", choices=ACTIONS, help="one table")
    parser.add_argument(
        "--document", action="append", choices=list(DOCUMENTS), help="this one, not all"
    )
    parser.add_argument("--utf8", action="store_true", help="text with all characters as they are")
    parser.add_argument("--bytes", action="store_true", help="decode bytes instead of a str")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every round to FILE too")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    options.only = options.only or ACTIONS
    options.document = options.document or list(DOCUMENTS)
    return options


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the tables, and write the JSON file if one is wanted."""
    options = parse_options(arguments)
    implementations = load_implementations(options.implementations)
    tables = measure_all(implementations, options)
    print("\n\n".join(map(format_table, tables)))
    if options.json:
        record = as_record(tables, implementations, options)
        write_record(options.json, record)


if __name__ == "__main__":
    main()
