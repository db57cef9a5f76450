"""bench/report.py: write docs/benchmarks.md and its plots from the JSON files of a run.

    python bench/report.py bench/results/reference

A run is a folder with what the programs of bench/ write with --json: instructions-*.json and
times.json of operations.py, sleds.json, conversions.json, arrays.json and footprint.json. What is
missing is left out of the page. `tox -e bench` makes all of them and calls this. Needs matplotlib.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib
from cases import FAMILIES, OPERATIONS
from operations import TWIN, geometric_mean, leave_out_apart

matplotlib.use("svg")
from matplotlib import pyplot

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PLOTS = ROOT / "docs" / "benchmarks"
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
COLOURS = {"cpython": "#2a6fbb", "universal": "#d1692a"}
GREY = "#777777"
TICKS = [0.02, 0.05, 0.1, 0.2, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20]
Ratios = dict[str, dict[str, float]]


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


def list_dearest(ratios: Ratios, count: int = 10) -> list[str]:
    """Return the table of the operations with the highest ratios in the universal ABI."""
    names = sorted(ratios["universal"], key=lambda name: -ratios["universal"][name])[:count]
    rows = [[name, *(f"{ratios[abi][name]:.2f}" for abi in ABIS)] for name in names]
    return make_table(["", *(NAMES[abi] for abi in ABIS)], rows)


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


def save(figure: Any, name: str) -> str:
    """Write a plot, the same bytes for the same figures, and return its line for the page."""
    PLOTS.mkdir(exist_ok=True)
    figure.tight_layout()
    figure.savefig(PLOTS / f"{name}.svg", metadata={"Date": None})
    pyplot.close(figure)
    return f"benchmarks/{name}.svg"


def plot_points(name: str, rows: list[tuple[str, str, list[float]]], title: str) -> str:
    """Draw rows of a title, a colour and values: a point for each value, a line for their mean."""
    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(rows) + 1))
    for row, (_, colour, values) in enumerate(rows):
        # Points of one row are spread a little, always the same way, to be seen apart.
        heights = [row + 0.3 * ((7 * i % 11) / 10 - 0.5) for i in range(len(values))]
        axes.scatter(values, heights, s=7, alpha=0.5, color=colour)
        axes.plot([geometric_mean(values)] * 2, [row - 0.35, row + 0.35], color="black")
    axes.axvline(1.0, color="black", linewidth=0.6, linestyle=":")
    axes.set_xscale("log")
    # Ticks beyond the figures would widen the axis.
    figures = [0.5, *(value for _, _, values in rows for value in values)]
    ticks = [tick for tick in TICKS if min(figures) <= tick <= max(figures)]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(title)
    return save(figure, name)


def plot_operations(ratios: Ratios) -> str:
    """Draw every operation of every implementation as a point, and the means as lines."""
    rows = [
        (NAMES[label], COLOURS.get(label, GREY), [*ratios[label].values()])
        for label in ratios
        if label not in ("debug", "trace")
    ]
    title = "instructions, times those of the C API; a point is an operation"
    return plot_points("operations", rows, title)


def plot_arrays(groups: dict[str, Ratios]) -> str:
    """Draw every operation on arrays as a point, a row for each group and ABI."""
    rows = [
        (f"{group}, {label}", COLOURS.get(label, GREY), [*values.values()])
        for group, ratios in groups.items()
        for label, values in ratios.items()
    ]
    return plot_points("arrays", rows, "time, times that of NumPy; a point is an operation")


def plot_bars(name: str, groups: dict[str, dict[str, float]], title: str) -> str:
    """Draw groups of horizontal bars, with their values."""
    height = 0.25 * max(map(len, groups.values())) + 1.1
    figure, several = pyplot.subplots(1, len(groups), figsize=(8, height), squeeze=False)
    for axes, (group, values) in zip(several[0], groups.items()):
        labels = [NAMES.get(label, label) for label in values]
        colours = [COLOURS.get(label, GREY) for label in values]
        bars = axes.barh(labels, [*values.values()], color=colours)
        axes.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
        axes.axvline(1.0, color="black", linewidth=0.6, linestyle=":")
        axes.margins(x=0.15)
        axes.invert_yaxis()
        axes.set_title(group, fontsize=10)
        axes.tick_params(labelsize=8)
    figure.supxlabel(title, fontsize=9)
    return save(figure, name)


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
    if times:
        everything[f"time, {times['python'].rpartition('.')[0]}"] = find_ratios(times)
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
    yield from list_dearest(first)


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


def write_ports(sleds: Any, conversions: Any) -> Iterator[str]:
    """Write the section about programs."""
    yield "## Ports against their originals"
    yield ""
    if sleds:
        values = {result["label"]: result["ratio"] for result in sleds["results"]}
        values[TWIN] = values.pop("piconumpy_capi", 1.0)
        yield "**piconumpy**: sleds on a bumpy slope, arrays of four numbers; the time, as a"
        yield "multiple of that of the same program with the module in the C API."
        yield ""
        yield f"![Sleds]({plot_bars('sleds', {'sleds': values}, 'time')})"
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
    groups = find_groups(record)
    original, *labels = [i["label"] for i in record["implementations"]]
    version = record["implementations"][0]["version"]
    yield "## numpy-hpy against NumPy"
    yield ""
    yield f"Times of one thread, as a multiple of those of {original} {version}: 0.50 is half the"
    yield "time. Small arrays have ten items, medium ones a thousand, large ones a million. Means"
    yield "are geometric; every result was compared with NumPy's before it was timed."
    yield ""
    yield from compare_groups(groups, labels)
    yield f"![Arrays]({plot_arrays(groups)})"
    yield ""
    for label in labels:
        own = [goal["met"] for goal in record["goals"] if goal["label"] == label]
        yield f"Of the {len(own)} goals for {NAMES.get(label, label)}, {sum(own)} are met."
        yield ""
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
    names = ("times.json", "sleds.json", "conversions.json", "arrays.json", "footprint.json")
    times, sleds, conversions, arrays, footprint = (read(folder, name) for name in names)
    yield from write_head([*instructions.values(), times, sleds, conversions, arrays, footprint])
    if instructions:
        first = next(iter(instructions.values()))
        yield from write_operations(instructions, times)
        yield from write_comparison(find_ratios(first))
    if sleds or conversions:
        yield from write_ports(sleds, conversions)
    if arrays:
        yield from write_arrays(arrays)
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


def main() -> None:
    """Write the page of a run."""
    parser = argparse.ArgumentParser(description="Write docs/benchmarks.md from a run.")
    parser.add_argument("folder", nargs="?", type=Path, default=REFERENCE)
    folder = parser.parse_args().folder
    if not any(folder.glob("*.json")):
        parser.error(f"{folder} holds no JSON files; `tox -e bench` makes them")
    matplotlib.rcParams["svg.hashsalt"] = "hpy"
    PAGE.write_text("\n".join(write_page(folder)).rstrip() + "\n", encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written from {folder}")


if __name__ == "__main__":
    main()
