"""bench/report.py: write docs/benchmarks.md and its plots from the JSON files of a run.

    python bench/report.py bench/results/reference
    python bench/report.py --page FOLDER/page.md FOLDER_OF_A_RUN

A run is a folder with what the programs of bench/ write with --json: instructions-*.json and
times.json of operations.py, callcounts.json, sleds.json, conversions.json, arrays.json,
footprint.json, and the pypy-*.json of pypy.py. What is missing is left out of the page. The plots
are in the folder benchmarks beside the page. `tox -e bench` makes all files and calls this. Needs
matplotlib.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
from cases import FAMILIES, OPERATIONS
from operations import TWIN, geometric_mean, leave_out_apart

matplotlib.use("svg")
from matplotlib import pyplot

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
REFERENCE = ROOT / "bench" / "results" / "reference"

ABIS = ["cpython", "universal"]
NAMES = {
    TWIN: "C API",
    "cpython": "HPy, cpython ABI",
    "universal": "HPy, universal ABI",
    "abi3": "C API, limited (abi3)",
    "0.9.0 cpy": "hpy 0.9.0, cpython ABI",
    "0.9.0 univ": "hpy 0.9.0, universal ABI",
    "Cython": "Cython",
    "Cy. abi3": "Cython, limited API",
    "pybind11": "pybind11",
    "nanobind": "nanobind",
    "debug": "HPy, debug mode",
    "trace": "HPy, trace mode",
}
LABELS_IN_PYPY = {TWIN: "C API, emulated", "json": "PyPy's json"}
COLOURS = {"cpython": "#2a6fbb", "universal": "#d1692a"}
GREY = "#777777"
TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20]
STYLES = ["-", "--", "-.", ":"]
Ratios = dict[str, dict[str, float]]

# The plots of the page by name, which main() writes.
plots: dict[str, Any] = {}


# ---- Reading a run -------------------------------------------------------


def read(folder: Path, name: str) -> Any:
    """Return the contents of a JSON file, None if it is not there."""
    path = folder / name
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def find_ratios(record: Any) -> Ratios:
    """Return the ratios that go into means, worst and plots."""
    return {label: leave_out_apart(ratios) for label, ratios in find_all_ratios(record).items()}


def find_all_ratios(record: Any) -> Ratios:
    """Return, for each implementation but the C API, its operations' ratios to the C API."""
    figures = record["figures"]
    twin = figures[TWIN]
    return {
        label: {operation: count / twin[operation] for operation, count in counts.items()}
        for label, counts in figures.items()
        if label != TWIN
    }


def common_mean(ratios: Ratios, label: str, other: str) -> float:
    """Return the mean of one implementation over the operations that another can express."""
    return geometric_mean([ratios[label][name] for name in ratios[other] if name in ratios[label]])


def find_groups(record: Any) -> dict[str, Ratios]:
    """Return, for each group of operations on arrays, the ratios to NumPy of the others."""
    groups: dict[str, Ratios] = {}
    for result in record["results"]:
        ratios = groups.setdefault(result["group"], {})
        for outcome in result["outcomes"][1:]:
            if "ratio" in outcome:
                ratios.setdefault(outcome["label"], {})[result["label"]] = outcome["ratio"]
    groups.pop("noise", None)
    return groups


def find_arrays(record: Any) -> tuple[dict[str, Ratios], str, list[str]]:
    """Return the groups of operations on arrays, the original and its version, other labels."""
    original, *others = record["implementations"]
    name = f"{original['label']} {original['version']}"
    return find_groups(record), name, [other["label"] for other in others]


def find_sleds(record: Any) -> dict[str, float]:
    """Return the ratios of the modules for sleds, also that for the C API."""
    values = {result["label"]: result["ratio"] for result in record["results"]}
    values[TWIN] = values.pop("piconumpy_capi", 1.0)
    return values


# ---- Tables --------------------------------------------------------------


def make_table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return the lines of a table whose first column is text and whose others are figures."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in [head, rule, *rows]] + [""]


def summarise(runs: dict[str, Ratios]) -> list[str]:
    """Return the table of means: a row for each implementation, two columns for each run."""
    labels = dict.fromkeys(label for ratios in runs.values() for label in ratios)
    head = ["", "operations"]
    for title in runs:
        head += [title, "worst"]
    rows = []
    for label in labels:
        number = max(len(ratios.get(label, {})) for ratios in runs.values())
        row = [NAMES[label], str(number)]
        for ratios in runs.values():
            values = [*ratios.get(label, {}).values()]
            row += [f"{geometric_mean(values):.2f}", f"{max(values):.2f}"] if values else ["", ""]
        rows.append(row)
    return make_table(head, rows)


def compare_families(ratios: Ratios) -> list[str]:
    """Return the table of means by family of operations."""
    labels = [label for label in ratios if label not in ("debug", "trace")]
    rows = []
    for family in FAMILIES:
        names = [operation.label for operation in OPERATIONS if operation.family == family]
        row = [family]
        for label in labels:
            values = [ratios[label][name] for name in names if name in ratios[label]]
            row.append(f"{geometric_mean(values):.2f}" if values else "")
        rows.append(row)
    return make_table(["", *(NAMES[label] for label in labels)], rows)


def list_dearest(ratios: Ratios, times: Ratios, count: int = 10) -> list[str]:
    """Return the table of the operations with the highest ratios in the universal ABI."""
    names = sorted(ratios["universal"], key=lambda name: -ratios["universal"][name])[:count]
    head, columns = [""], []
    for title, measure in [("", ratios), (", time", times)]:
        for abi in ABIS:
            if abi in measure:
                head.append(NAMES[abi] + title)
                columns.append(measure[abi])
    rows = [
        [name, *(f"{column[name]:.2f}" if name in column else "" for column in columns)]
        for name in names
    ]
    return make_table(head, rows)


def list_all(record: Any, ratios: Ratios) -> list[str]:
    """Return the table of all operations."""
    rows = [
        [
            operation.label,
            f"{record['figures'][TWIN][operation.label]:.0f}",
            *(f"{r[operation.label]:.3f}" if operation.label in r else "" for r in ratios.values()),
        ]
        for operation in OPERATIONS
        if operation.label in record["figures"][TWIN]
    ]
    return make_table(["", "C API", *(NAMES[label] for label in ratios)], rows)


def compare_groups(groups: dict[str, Ratios], labels: list[str]) -> list[str]:
    """Return the table of means by group of operations on arrays."""
    head = ["", "operations"]
    for label in labels:
        head += [NAMES.get(label, label), "worst"]
    rows = []
    for group, ratios in groups.items():
        row = [group, str(max(map(len, ratios.values())))]
        for label in labels:
            values = [*ratios.get(label, {}).values()]
            row += [f"{geometric_mean(values):.2f}", f"{max(values):.2f}"] if values else ["", ""]
        rows.append(row)
    return make_table(head, rows)


def find_missed(record: Any) -> list[Any]:
    """Return the goals for arrays that are missed."""
    return [goal for goal in record["goals"] if not goal["met"]]


def compare_goals(record: Any) -> list[str]:
    """Return the table of goals that are met, by group."""
    labels = [*dict.fromkeys(goal["label"] for goal in record["goals"])]
    rows = []
    for group in dict.fromkeys(goal["group"] for goal in record["goals"]):
        row = [group]
        for label in labels:
            own = [g["met"] for g in record["goals"] if (g["group"], g["label"]) == (group, label)]
            row.append(f"{sum(own)} of {len(own)}" if own else "")
        rows.append(row)
    return make_table(["goals met", *(NAMES.get(label, label) for label in labels)], rows)


def list_missed(record: Any) -> list[str]:
    """Return the table of goals that are missed."""
    rows = [
        [
            f"{goal['group']}: `{goal['name']}`",
            NAMES.get(goal["label"], goal["label"]),
            "no figure" if goal["figure"] is None else format_figure(goal["figure"], goal["unit"]),
            format_figure(goal["limit"], goal["unit"]),
        ]
        for goal in find_missed(record)
    ]
    return make_table(["goals missed", "", "figure", "goal"], rows) if rows else []


def format_figure(figure: float, unit: str) -> str:
    """Return a ratio, or milliseconds."""
    return f"{figure * 1e3:.2f} ms" if unit == "s" else f"{figure:.2f}"


def list_programs(record: Any, labels: list[str]) -> list[str]:
    """Return the table of the programs on arrays."""
    rows = []
    for result in record["results"]:
        if result["group"] == "programs":
            base, *others = result["outcomes"]
            ratios = {o["label"]: f"{o['ratio']:.2f}" for o in others if "ratio" in o}
            time = f"{base['best'] * 1e3:.1f} ms"
            rows.append([result["label"], time, *(ratios.get(label, "") for label in labels)])
    return make_table(["", "NumPy", *(NAMES.get(label, label) for label in labels)], rows)


def list_slowest(groups: dict[str, Ratios], labels: list[str], count: int = 10) -> list[str]:
    """Return the table of the operations on arrays with the highest ratios in the last column."""
    found = [
        (group, name)
        for group, ratios in groups.items()
        for name in ratios.get(labels[-1], {})
        if group != "programs"
    ]
    found.sort(key=lambda key: -groups[key[0]][labels[-1]][key[1]])
    rows = [
        [f"{group}: `{name}`", *(f"{groups[group][label][name]:.2f}" for label in labels)]
        for group, name in found[:count]
        if all(name in groups[group].get(label, {}) for label in labels)
    ]
    return make_table(["", *(NAMES.get(label, label) for label in labels)], rows)


# ---- Plots ---------------------------------------------------------------


def keep(figure: Any, name: str) -> str:
    """Keep a plot for the page, and return its path there."""
    figure.tight_layout()
    plots[name] = figure
    return f"benchmarks/{name}.svg"


def write_plots(folder: Path) -> None:
    """Write all plots, the same bytes for the same figures."""
    folder.mkdir(parents=True, exist_ok=True)
    matplotlib.rcParams["svg.hashsalt"] = "hpy"
    for name, figure in plots.items():
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
        pyplot.close(figure)
    plots.clear()


class Row(NamedTuple):
    """What is drawn in a line: its values, and which of them as crosses."""

    title: str
    colour: str
    values: list[float]
    crosses: Sequence[bool] = ()


def plot_points(name: str, rows: list[Row], title: str) -> str:
    """Draw a point for each value, and a line for the mean of each row."""
    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(rows) + 1))
    for number, (_, colour, values, crosses) in enumerate(rows):
        # Points of one row are spread a little, always the same way, to be seen apart.
        heights = [number + 0.3 * ((7 * i % 11) / 10 - 0.5) for i in range(len(values))]
        axes.scatter(values, heights, s=7, alpha=0.5, color=colour)
        crossed = [*compress(zip(values, heights), crosses)]
        axes.scatter(*(zip(*crossed) if crossed else ([], [])), marker="x", s=30, color="#cc0000")
        axes.plot([geometric_mean(values)] * 2, [number - 0.35, number + 0.35], color="black")
    axes.axvline(1.0, color="black", linewidth=0.6, linestyle=":")
    axes.set_xscale("log")
    # Ticks beyond the figures would widen the axis.
    figures = [0.5, *(value for row in rows for value in row.values)]
    ticks = [tick for tick in TICKS if min(figures) <= tick <= max(figures)]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [row.title for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(title)
    return keep(figure, name)


def plot_operations(ratios: Ratios) -> str:
    """Draw every operation of every implementation as a point, and the means as lines."""
    rows = [
        Row(NAMES[label], COLOURS.get(label, GREY), [*ratios[label].values()])
        for label in ratios
        if label not in ("debug", "trace")
    ]
    title = "instructions, times those of the C API; a point is an operation"
    return plot_points("operations", rows, title)


def plot_families(name: str, families: dict[str, list[float]], title: str) -> str:
    """Draw the operations of one implementation, a row for each family."""
    rows = [Row(family, COLOURS["universal"], values) for family, values in families.items()]
    return plot_points(name, rows, title)


def plot_arrays(name: str, groups: dict[str, Ratios], missed: set[Any]) -> str:
    """Draw every operation on arrays, a row for each group and ABI; crosses miss their goals."""
    rows = [
        Row(
            f"{group}, {label}",
            COLOURS.get(label, GREY),
            [*values.values()],
            [(group, operation, label) in missed for operation in values],
        )
        for group, ratios in groups.items()
        for label, values in ratios.items()
    ]
    title = "time, times that of NumPy; a point is an operation"
    return plot_points(name, rows, title + (", a cross one that misses its goal" * bool(missed)))


def plot_counts(record: Any) -> str:
    """Draw what the ABIs add, and how many times as much they need, by the number of calls."""
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8, 4))
    for result, style in zip(record["results"], STYLES):
        twin = result["figures"][TWIN]
        for abi in ABIS:
            pairs = [*zip(result["figures"][abi], twin)]
            look = {"color": COLOURS[abi], "linestyle": style, "marker": "o", "markersize": 3}
            label = f"{abi}: {shorten(result['label'])}"
            left.plot(result["calls"], [count - base for count, base in pairs], **look)
            right.plot(
                result["calls"], [count / base for count, base in pairs], **look, label=label
            )
    for axes in (left, right):
        axes.set_xscale("log")
        axes.set_xlabel("API calls in one call of the function")
        axes.tick_params(labelsize=8)
    left.set_yscale("symlog", linthresh=100)
    left.axhline(0.0, color="black", linewidth=0.6, linestyle=":")
    right.axhline(1.0, color="black", linewidth=0.6, linestyle=":")
    left.set_title("instructions more than the C API", fontsize=10)
    right.set_title("instructions, times those of the C API", fontsize=10)
    right.legend(fontsize=6)
    return keep(figure, "callcounts")


def shorten(text: str) -> str:
    """Return a list of calls as a legend has room for it."""
    return text if len(text) < 20 else "a mix of six"


def plot_bars(
    name: str,
    groups: dict[str, dict[str, float]],
    title: str,
    names: dict[str, str] = NAMES,
) -> str:
    """Draw groups of horizontal bars, with their values."""
    height = 0.25 * max(map(len, groups.values())) + 1.1
    figure, several = pyplot.subplots(1, len(groups), figsize=(8, height), squeeze=False)
    for axes, (group, values) in zip(several[0], groups.items()):
        labels = [names.get(label, label) for label in values]
        colours = [COLOURS.get(label, GREY) for label in values]
        bars = axes.barh(labels, [*values.values()], color=colours)
        axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
        axes.axvline(1.0, color="black", linewidth=0.6, linestyle=":")
        axes.margins(x=0.15)
        axes.invert_yaxis()
        axes.set_title(group, fontsize=10)
        axes.tick_params(labelsize=8)
    figure.supxlabel(title, fontsize=9)
    return keep(figure, name)


# ---- Sections ------------------------------------------------------------


def write_head(records: list[Any]) -> Iterator[str]:
    """Say what was measured where."""
    one = next(record for record in records if record)
    versions = dict.fromkeys(record["python"] for record in records if record)
    yield "# Benchmarks"
    yield ""
    yield "What HPy costs, compared with extensions that were written for CPython's C API in its"
    yield "best form: fastcall, vectorcall, heap types. Figures are ratios: 1.00 is the C API, 2.00"
    yield "is twice as much, and less is better, unless it says otherwise."
    yield ""
    yield (
        f"Measured with {one['implementation']} {' and '.join(versions)} on {one['system']}, "
        f"{one['machine']} ({one['processor']})"
        + (f", {one['compiler']}." if one.get("compiler") else ".")
    )
    yield "This page is generated: `tox -e bench` measures on your machine and writes it anew;"
    yield "`bench/README.md` says how to read the figures."
    yield ""


def write_operations(instructions: dict[str, Any], times: Any) -> Iterator[str]:
    """Write the sections about single operations."""
    runs = {f"instructions, {name}": find_ratios(record) for name, record in instructions.items()}
    first = next(iter(runs.values()))
    everything = dict(runs)
    time_ratios = find_ratios(times) if times else {}
    if times:
        everything[f"time, {times['python'].rpartition('.')[0]}"] = time_ratios
    yield "## Operations"
    yield ""
    number = len(leave_out_apart(next(iter(instructions.values()))["figures"][TWIN]))
    yield f"{number} operations, each a statement in Python: calls, arguments, making and reading"
    yield "objects, types, exceptions and more. The table has geometric means over the operations"
    yield "that each implementation can express. abi3 is the limited API of the interpreter's own"
    yield "version, 3.12 at most: before that it has no vectorcall. hpy 0.9.0 compiles the same HPy"
    yield "source."
    yield ""
    yield from summarise(everything)
    yield f"![All operations]({plot_operations(first)})"
    yield ""
    yield "By family:"
    yield ""
    yield from compare_families(first)
    yield "The operations where the universal ABI costs most:"
    yield ""
    yield from list_dearest(first, time_ratios)


def write_comparison(ratios: Ratios) -> Iterator[str]:
    """Compare HPy with the others on the operations that these can express."""
    rivals = [label for label in ratios if label not in [*ABIS, "debug", "trace"]]
    yield "On the operations that the others can express:"
    yield ""
    rows = [
        [
            NAMES[rival],
            str(len(ratios[rival])),
            f"{geometric_mean([*ratios[rival].values()]):.2f}",
            *(f"{common_mean(ratios, abi, rival):.2f}" for abi in ABIS),
        ]
        for rival in rivals
    ]
    yield from make_table(["", "operations", "its mean", *(NAMES[abi] for abi in ABIS)], rows)


def write_counts(record: Any) -> Iterator[str]:
    """Write the section about the number of API calls."""
    slopes = [result["lines"]["universal"]["slope"] for result in record["results"]]
    yield "## Overhead by the number of API calls"
    yield ""
    yield "Functions that repeat a few API calls, as often as they are told to. What HPy adds grows"
    yield "in proportion to their number: with each API call the universal ABI adds"
    yield f"{min(slopes):.1f} to {max(slopes):.1f} instructions, and some with the call of the"
    yield "function itself. Below zero, HPy's function is the cheaper one. Lines of least squares:"
    yield ""
    head = ["", "C API, a call"]
    for abi in ABIS:
        head += [f"{NAMES[abi]}, added by a call", "at once"]
    rows = []
    for result in record["results"]:
        row = [result["label"], f"{result['lines'][TWIN]['slope']:.1f}"]
        for abi in ABIS:
            line = result["lines"][abi]
            row += [f"{line['slope']:+.1f}", f"{line['start']:+.0f}"]
        rows.append(row)
    yield from make_table(head, rows)
    yield f"![Overhead by the number of API calls]({plot_counts(record)})"
    yield ""


def write_pypy(operations: Any, sleds: Any, conversions: Any, arrays: Any) -> Iterator[str]:
    """Write the section about PyPy."""
    one = next(record for record in (operations, sleds, conversions, arrays) if record)
    yield "## PyPy"
    yield ""
    yield f"The same in PyPy {one['pypy']} (Python {one['python']}), times after the JIT"
    yield "compiler has warmed up. There the extension for the C API, compiled for PyPy, runs in"
    yield "PyPy's emulation of the C API, and HPy's universal binary, the file that also runs in"
    yield "CPython, in the HPy that is built into PyPy."
    yield ""
    if operations:
        yield from write_pypy_operations(find_ratios(operations)["universal"])
    if sleds:
        values = {"sleds": find_sleds(sleds)}
        path = plot_bars("pypy-sleds", values, "time", {**NAMES, **LABELS_IN_PYPY})
        yield "**piconumpy**: the time, as a multiple of that of the module for the C API."
        yield ""
        yield f"![Sleds in PyPy]({path})"
        yield ""
    if conversions:
        title = "speed, times that of ujson: more is better"
        means = conversions["geometric_means"]
        path = plot_bars("pypy-conversions", means, title, {**NAMES, **LABELS_IN_PYPY})
        yield "**ultrajson**: here more is better."
        yield ""
        yield f"![Conversions in PyPy]({path})"
        yield ""
    if arrays:
        yield from write_pypy_arrays(arrays)


def write_pypy_operations(ratios: dict[str, float]) -> Iterator[str]:
    """Write the table and the plot of single operations in PyPy."""
    families = {
        family: [ratios[o.label] for o in OPERATIONS if o.family == family and o.label in ratios]
        for family in FAMILIES
    }
    families = {family: values for family, values in families.items() if values}
    yield f"**Operations**: {len(ratios)}, their times as multiples of those of the C API."
    yield ""
    rows = [
        [name, str(len(values)), f"{geometric_mean(values):.2f}", f"{max(values):.2f}"]
        for name, values in [("all", [*ratios.values()]), *families.items()]
    ]
    yield from make_table(["", "operations", NAMES["universal"], "worst"], rows)
    title = "time, times that of the emulated C API; a point is an operation"
    yield f"![Operations in PyPy]({plot_families('pypy-operations', families, title)})"
    yield ""


def write_pypy_arrays(record: Any) -> Iterator[str]:
    """Write the tables and the plot of numpy-hpy in PyPy."""
    groups, original, labels = find_arrays(record)
    yield f"**numpy-hpy**: the time, as a multiple of that of {original}. Without figure"
    yield "are operations that raise an exception in PyPy 7.3.19."
    yield ""
    yield from compare_groups(groups, labels)
    yield f"![Arrays in PyPy]({plot_arrays('pypy-arrays', groups, set())})"
    yield ""
    if "programs" in groups:
        yield from list_programs(record, labels)


def write_ports(sleds: Any, conversions: Any) -> Iterator[str]:
    """Write the section about programs."""
    yield "## Ports against their originals"
    yield ""
    if sleds:
        yield "**piconumpy**: sleds on a bumpy slope, arrays of four numbers; the time, as a"
        yield "multiple of that of the same program with the module in the C API."
        yield ""
        yield f"![Sleds]({plot_bars('sleds', {'sleds': find_sleds(sleds)}, 'time')})"
        yield ""
    if conversions:
        means = conversions["geometric_means"]
        path = plot_bars("conversions", means, "speed, times that of ujson: more is better")
        yield "**ultrajson**: thirteen documents; here more is better, 2.00 is twice as fast as"
        yield "ujson 6.1.0, which is in the C API. orjson and msgspec return bytes and escape"
        yield "nothing, which is less work."
        yield ""
        yield f"![Conversions]({path})"
        yield ""


def write_arrays(record: Any) -> Iterator[str]:
    """Write the section about numpy-hpy."""
    groups, original, labels = find_arrays(record)
    yield "## numpy-hpy against NumPy"
    yield ""
    yield f"Times of one thread, as a multiple of those of {original}: 0.50 is half the"
    yield "time. Small arrays have ten items, medium ones a thousand, large ones a million. Means"
    yield "are geometric; every result was compared with NumPy's before it was timed."
    yield ""
    yield from compare_groups(groups, labels)
    missed = {(goal["group"], goal["name"], goal["label"]) for goal in find_missed(record)}
    yield f"![Arrays]({plot_arrays('arrays', groups, missed)})"
    yield ""
    if record["goals"]:
        yield "Some operations and means have goals, see `bench/yardstick.py`:"
        yield ""
        yield from compare_goals(record)
        yield from list_missed(record)
    if "programs" in groups:
        yield "Programs, see `bench/programs.py`:"
        yield ""
        yield from list_programs(record, labels)
    yield "The operations that are slowest against NumPy's:"
    yield ""
    yield from list_slowest(groups, labels)


def write_footprint(record: Any) -> Iterator[str]:
    """Write the section about what is not speed."""
    figures = record["figures"]
    kinds = list(figures[TWIN]["objects"])
    yield "## Memory, imports, binaries"
    yield ""
    yield "Bytes of memory per object; the import of all operations, for the universal ABI with"
    yield "that of `hpy.universal`; the size of their binaries; the processor time to compile them."
    yield "Those below abi3 have fewer operations, and one binary instead of nine."
    yield ""
    rows = []
    for label, f in figures.items():
        sizes = [f"{f['objects'][kind]:.0f}" if kind in f["objects"] else "" for kind in kinds]
        rest = [
            f"{f['import'] * 1e3:.1f} ms",
            f"{f['size'] / 1024:.0f} KiB",
            f"{f['compile']:.0f} s",
        ]
        rows.append([NAMES[label], *sizes, *rest])
    yield from make_table(["", *kinds, "import", "binaries", "compiling"], rows)


def write_page(folder: Path) -> Iterator[str]:
    """Write all sections for which there are figures."""
    paths = sorted(folder.glob("instructions-*.json"))
    instructions = {path.stem.partition("-")[2]: read(folder, path.name) for path in paths}
    names = ("times", "callcounts", "sleds", "conversions", "arrays", "footprint")
    records = [read(folder, f"{name}.json") for name in names]
    times, counts, sleds, conversions, arrays, footprint = records
    in_pypy = ("operations", "sleds", "conversions", "arrays")
    pypy = [read(folder, f"pypy-{name}.json") for name in in_pypy]
    in_cpython = [*instructions.values(), *records]
    yield from write_head(in_cpython if any(in_cpython) else pypy)
    if instructions:
        first = next(iter(instructions.values()))
        yield from write_operations(instructions, times)
        yield from write_comparison(find_ratios(first))
    if counts:
        yield from write_counts(counts)
    if sleds or conversions:
        yield from write_ports(sleds, conversions)
    if arrays:
        yield from write_arrays(arrays)
    if any(pypy):
        yield from write_pypy(*pypy)
    if footprint:
        yield from write_footprint(footprint)
    if instructions:
        name, first = next(iter(instructions.items()))
        yield "## All operations"
        yield ""
        yield f"Instructions of the C API in CPython {name}, with the interpreter's loop; ratios."
        yield "Those called borrowing are outside of all means and worst: their twin borrows items,"
        yield "which HPy never does, and which is wrong where other code can run meanwhile."
        yield ""
        yield from list_all(first, find_all_ratios(first))


def main(arguments: list[str] | None = None) -> None:
    """Write the page of a run."""
    parser = argparse.ArgumentParser(description="Write docs/benchmarks.md from a run.")
    parser.add_argument("folder", nargs="?", type=Path, default=REFERENCE)
    parser.add_argument("--page", type=Path, default=PAGE, help="this file instead")
    options = parser.parse_args(arguments)
    if not any(options.folder.glob("*.json")):
        parser.error(f"{options.folder} holds no JSON files; `tox -e bench` makes them")
    text = "\n".join(write_page(options.folder)).rstrip() + "\n"
    write_plots(options.page.parent / "benchmarks")
    options.page.write_text(text, encoding="utf-8")
    print(f"{options.page} written from {options.folder}")


if __name__ == "__main__":
    main()
