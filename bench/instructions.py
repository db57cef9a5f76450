"""bench/instructions.py: count the machine instructions of calls from Python into extensions.

    python bench/instructions.py                    the table of method calls
    python bench/instructions.py --check            the same; fails if a goal is missed
    python bench/instructions.py --arrays piconumpy_capi piconumpy_hpy

Without --arrays, bench/method_calls is compiled: the C API twin, and one HPy source in the cpython
and in the universal ABI. The table gives, for every kind of method that returns a duplicate of its
argument, the instructions of one call and the difference to the twin. With --arrays, the same is
done for the operations of installed array modules, and for one step of the sled benchmark.

callgrind.py says what is counted. Needs valgrind, and for the first table a C compiler; builds
nothing in the source tree.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import callgrind
from builds import BENCH, UNIVERSAL_SUFFIX, compile_binary, extension_suffix, load_binary
from rounds import write_record

SOURCES = BENCH / "method_calls"

# What a method call may cost more than its C API twin, in instructions.
GOALS = {"cpython": 2.0, "universal": 12.0}


class Case(NamedTuple):
    """A statement to be counted; `setup` makes its names from the module `m`."""

    label: str
    setup: str
    statement: str
    repetitions: int = 5000


METHOD_CASES = [
    Case("function NOARGS", "f = m.noargs", "f()"),
    Case("function O", "f = m.o; x = object()", "f(x)"),
    Case("function VARARGS", "f = m.varargs; x = object()", "f(x)"),
    Case("function KEYWORDS", "f = m.keywords; x = object()", "f(x)"),
    Case("method NOARGS", "e = m.Echo()", "e.noargs()"),
    Case("method O", "e = m.Echo(); x = object()", "e.o(x)"),
    Case("method VARARGS", "e = m.Echo(); x = object()", "e.varargs(x)"),
    Case("method KEYWORDS", "e = m.Echo(); x = object()", "e.keywords(x)"),
]

ARRAY_CASES = [
    Case("array(list)", "f = m.array; x = [1.0, 2.0, 3.0, 4.0]", "f(x)"),
    Case("array(data=list)", "f = m.array; x = [1.0, 2.0, 3.0, 4.0]", "f(data=x)"),
    Case("zeros(4)", "f = m.zeros", "f(4)"),
    Case("a + a", "a = m.zeros(4)", "a + a"),
    Case("a * 2.0", "a = m.zeros(4)", "a * 2.0"),
    Case("2 * a", "a = m.zeros(4)", "2 * a"),
    Case("a / 2", "a = m.zeros(4)", "a / 2"),
    Case("a[0]", "a = m.zeros(4)", "a[0]"),
    Case("a[0] = x", "a = m.zeros(4); x = 1.0", "a[0] = x"),
    Case("len(a)", "a = m.zeros(4)", "len(a)"),
    Case("a.size", "a = m.zeros(4)", "a.size"),
    Case("a.tolist()", "a = m.zeros(4)", "a.tolist()"),
    Case("zeros(100)", "f = m.zeros", "f(100)"),
    Case("sled step", "s = m.zeros(4); f, slide = sled_functions(m)", "slide(f, s, 1)", 300),
]


# ---- In the process that is counted --------------------------------------


def sled_functions(module: ModuleType) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return the right-hand side of the sleds' equations for `module`, and the integrator."""
    import sleds

    return sleds.make_right_hand_side(module.array), sleds.slide


def make_loop(case: Case, module: ModuleType) -> Callable[[int], None]:
    """Return a function that executes the statement of `case` so many times."""
    source = (
        f"def make(m, repeat):\n    {case.setup}\n    def loop(n):\n"
        f"        for _ in repeat(None, n):\n            {case.statement}\n    return loop\n"
    )
    namespace: dict[str, Any] = {"sled_functions": sled_functions}
    exec(source, namespace)
    loop: Callable[[int], None] = namespace["make"](module, itertools.repeat)
    return loop


def run_cases(module: ModuleType, cases: list[Case]) -> None:
    """Run every case as callgrind.py counts it."""
    for case in cases:
        callgrind.run_marked(make_loop(case, module), case.repetitions)


def run_worker(kind: str, target: str) -> None:
    """Be the process that is counted: `target` is a binary's path or an implementation."""
    if kind == "methods":
        run_cases(load_binary(Path(target)), METHOD_CASES)
        return
    from rounds import load_implementation

    run_cases(load_implementation(target).module, ARRAY_CASES)


# ---- In the process that counts ------------------------------------------


def count(kind: str, target: str, cases: list[Case]) -> list[float]:
    """Run a worker under callgrind and return the instructions per statement of each case."""
    arguments = [__file__, "--worker", kind, target]
    return callgrind.count(arguments, [case.repetitions for case in cases])


def compile_methods(directory: Path) -> dict[str, Path]:
    """Compile the three binaries of the method call table."""
    for abi in GOALS:
        (directory / abi).mkdir()
    own = extension_suffix()
    twin = directory / f"echo_capi{own}"
    cpython = directory / "cpython" / f"echo_hpy{own}"
    universal = directory / "universal" / f"echo_hpy{UNIVERSAL_SUFFIX}"
    hpy = SOURCES / "echo_hpy.c"
    return {
        "C API": compile_binary(SOURCES / "echo_capi.c", twin),
        "cpython": compile_binary(hpy, cpython, "-DHPY_ABI_CPYTHON"),
        "universal": compile_binary(hpy, universal, "-DHPY_ABI_UNIVERSAL"),
    }


class Column(NamedTuple):
    """What one implementation needed, case by case."""

    label: str
    counts: list[float]


def format_table(cases: list[Case], columns: list[Column]) -> str:
    """Lay out instructions per statement, with differences to the first column."""
    first, *others = columns
    head = f"{'instructions per call':<22}{first.label:>16}"
    head += "".join(f"{column.label:>16}{'diff':>8}" for column in others)
    lines = [head]
    for row, case in enumerate(cases):
        line = f"{case.label:<22}{first.counts[row]:16.1f}"
        for column in others:
            line += f"{column.counts[row]:16.1f}{column.counts[row] - first.counts[row]:+8.1f}"
        lines.append(line)
    return "\n".join(lines)


def goals_missed(cases: list[Case], columns: list[Column]) -> list[str]:
    """Return one line for each method call that costs more than its goal allows."""
    twin, *others = columns
    return [
        f"{case.label} costs {column.counts[row] - twin.counts[row]:+.1f} instructions in the "
        f"{column.label} ABI; the goal is {GOALS[column.label]:+.0f}"
        for column in others
        for row, case in enumerate(cases)
        if column.counts[row] - twin.counts[row] > GOALS[column.label] + 0.05
    ]


def count_methods() -> list[Column]:
    """Compile and count the method calls in the three ways of writing them."""
    with tempfile.TemporaryDirectory() as directory:
        binaries = compile_methods(Path(directory))
        return [
            Column(label, count("methods", str(path), METHOD_CASES))
            for label, path in binaries.items()
        ]


def count_arrays(implementations: list[str]) -> list[Column]:
    """Count the array operations of the given implementations (see bench/sleds.py)."""
    columns = []
    for text in implementations:
        label = text.partition("@")[0].partition("=")[0]
        columns.append(Column(label, count("arrays", text, ARRAY_CASES)))
    return columns


def as_record(cases: list[Case], columns: list[Column]) -> Any:
    """Return the table ready to be written as JSON."""
    return {
        "python": sys.version.split()[0],
        "counts": {
            column.label: {case.label: n for case, n in zip(cases, column.counts)}
            for column in columns
        },
    }


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description="Count the instructions of calls from Python into extensions."
    )
    parser.add_argument(
        "--arrays",
        nargs="+",
        metavar="[LABEL=]MODULE[@DIRECTORY]",
        help="count array operations of these modules instead of method calls",
    )
    parser.add_argument("--check", action="store_true", help="fail if a goal is missed")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to FILE too")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.check and options.arrays:
        parser.error("--check is about method calls, there are no goals for --arrays")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Count, print the table, write the JSON file and check the goals as far as wanted."""
    options = parse_options(arguments)
    if options.worker:
        run_worker(*options.worker)
        return
    cases = ARRAY_CASES if options.arrays else METHOD_CASES
    columns = count_arrays(options.arrays) if options.arrays else count_methods()
    print(format_table(cases, columns))
    if options.json:
        write_record(options.json, as_record(cases, columns))
    missed = goals_missed(cases, columns) if options.check else []
    if missed:
        sys.exit("\n".join(missed))


if __name__ == "__main__":
    main()
