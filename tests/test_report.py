"""The page of benchmarks has a section for each file of a run, and says what was measured.

Nothing is measured here: the runs are made up.
"""

import json
import sys

import extension
import pytest

pytest.importorskip("matplotlib", reason="only `tox -e bench` and its like have matplotlib")

BENCH = extension.TESTS.parent / "bench"
MACHINE = {
    "python": "3.11.7",
    "implementation": "CPython",
    "machine": "x86_64",
    "processor": "a slow one",
    "system": "Linux",
}
IMPLEMENTATIONS = ["C API", "cpython", "universal"]
NAMES = ["function O", "make float"]


@pytest.fixture(scope="module")
def report():
    """The program, which imports others that lie beside it."""
    before = [*sys.path], {*sys.modules}
    sys.path.insert(0, str(BENCH))
    try:
        import report

        yield report
    finally:
        sys.path[:] = before[0]
        for name in {*sys.modules} - before[1]:
            if str(BENCH) in str(getattr(sys.modules[name], "__file__", "")):
                del sys.modules[name]


def operations(labels, factor):
    """A record of operations: the others need `factor` and its square times as much."""
    figures = {
        label: dict.fromkeys(NAMES, 100.0 * factor**power) for power, label in enumerate(labels)
    }
    return {**MACHINE, "unit": "instructions", "compiler": "cc 1.0", "figures": figures}


def callcounts():
    result = {
        "label": "Dup, Close",
        "calls": [2, 20],
        "figures": {
            "C API": [300.0, 400.0],
            "cpython": [300.0, 445.0],
            "universal": [340.0, 550.0],
        },
        "lines": {
            "C API": {"slope": 5.0, "start": 300.0},
            "cpython": {"slope": 2.5, "start": -8.0},
            "universal": {"slope": 6.5, "start": 21.0},
        },
    }
    return {**MACHINE, "results": [result]}


def sleds(labels):
    results = [{"label": label, "ratio": 1.0 + n / 8} for n, label in enumerate(labels)]
    return {**MACHINE, "results": results}


def conversions(labels):
    means = {label: 1.0 + n / 4 for n, label in enumerate(labels)}
    return {**MACHINE, "geometric_means": {"encode": means, "decode": means}}


def arrays(labels):
    def result(group, label):
        ratios = enumerate(labels)
        outcomes = [{"label": name, "best": 0.002, "ratio": 1.0 + n / 4} for n, name in ratios]
        return {"group": group, "label": label, "outcomes": outcomes}

    goals = [
        {
            "group": "small arrays",
            "name": name,
            "label": label,
            "figure": 1.25,
            "limit": limit,
            "unit": "ratio",
            "met": limit > 1.25,
        }
        for label in labels[1:]
        for name, limit in [("a + b", 1.5), ("a[i]", 0.75)]
    ]
    results = [
        result("small arrays", "a + b"),
        result("small arrays", "a[i]"),
        result("programs", "k-means"),
        result("noise", "empty step of a loop"),
    ]
    described = [{"label": label, "version": "2.4.0"} for label in labels]
    return {**MACHINE, "implementations": described, "goals": goals, "results": results}


def footprint():
    figures = {
        label: {"objects": {"no data": 16.0}, "import": 0.001, "size": 2048, "compile": 3.0}
        for label in IMPLEMENTATIONS
    }
    return {**MACHINE, "figures": figures}


def in_pypy(record):
    return {**record, "implementation": "PyPy", "python": "3.11.11", "pypy": "7.3.19"}


RUN = {
    "instructions-3.11": operations(IMPLEMENTATIONS, 1.25),
    "times": operations([*IMPLEMENTATIONS, "debug"], 1.5),
    "callcounts": callcounts(),
    "sleds": sleds(["piconumpy_capi", "cpython", "universal"]),
    "conversions": conversions(["ujson", "cpython", "universal", "orjson"]),
    "arrays": arrays(["numpy", "cpython", "universal"]),
    "footprint": footprint(),
    "pypy-operations": in_pypy(operations(["C API", "universal"], 0.75)),
    "pypy-sleds": in_pypy(sleds(["piconumpy_capi", "universal"])),
    "pypy-conversions": in_pypy(conversions(["ujson", "universal", "json"])),
    "pypy-arrays": in_pypy(arrays(["numpy", "universal"])),
}


def write_page(report, folder, run):
    """Write a run and its page; return the page's text."""
    (folder / "run").mkdir()
    for name, record in run.items():
        (folder / "run" / f"{name}.json").write_text(json.dumps(record), "utf-8")
    report.main([str(folder / "run"), "--page", str(folder / "page.md")])
    return (folder / "page.md").read_text("utf-8")


def section(page, title):
    """The lines below a title."""
    return page.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def page(report, folder):
    return write_page(report, folder, RUN)


def test_a_run_has_all_sections(page):
    titles = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert titles == [
        "Operations",
        "Overhead by the number of API calls",
        "Ports against their originals",
        "numpy-hpy against NumPy",
        "PyPy",
        "Memory, imports, binaries",
        "All operations",
    ]


def test_every_plot_is_there(page, folder):
    plots = {path.name for path in (folder / "benchmarks").iterdir()}
    assert plots == {line.rpartition("/")[2][:-1] for line in page.splitlines() if ".svg" in line}
    assert len(plots) == 9
    assert all((folder / "benchmarks" / plot).stat().st_size > 1000 for plot in plots)


def test_times_stand_beside_instructions(page):
    text = section(page, "Operations")
    assert "|  | operations | instructions, 3.11 | worst | time, 3.11 | worst |" in text
    assert "| HPy, universal ABI | 2 | 1.56 | 1.56 | 2.25 | 2.25 |" in text
    assert "| make float | 1.25 | 1.56 | 1.50 | 2.25 |" in text
    assert "| HPy, debug mode | 2 |  |  | 3.38 | 3.38 |" in text


def test_what_an_API_call_adds(page):
    text = section(page, "Overhead by the number of API calls")
    assert "| Dup, Close | 5.0 | +2.5 | -8 | +6.5 | +21 |" in text


def test_goals_for_arrays(page):
    text = section(page, "numpy-hpy against NumPy")
    assert "| small arrays | 2 | 1.25 | 1.25 | 1.50 | 1.50 |" in text
    assert "| small arrays | 1 of 2 | 1 of 2 |" in text
    assert "| small arrays: `a[i]` | HPy, universal ABI | 1.25 | 0.75 |" in text
    assert "noise" not in text


def test_figures_of_pypy(page):
    text = section(page, "PyPy")
    assert "PyPy 7.3.19 (Python 3.11.11)" in text
    assert "| all | 2 | 0.75 | 0.75 |" in text
    assert "| k-means | 2.0 ms | 1.25 |" in text


def test_the_head_names_the_machine(page):
    assert "Measured with CPython 3.11.7 on Linux, x86_64 (a slow one), cc 1.0." in page


# Times only stand beside instructions.
@pytest.mark.parametrize("name", sorted({*RUN} - {"times"}))
def test_a_run_of_one_file_is_a_page(report, tmp_path, name):
    page = write_page(report, tmp_path, {name: RUN[name]})
    alone = [line for line in page.splitlines() if line.startswith("## ")]
    assert 1 <= len(alone) <= 2


def test_a_folder_without_a_run(report, tmp_path, capsys):
    with pytest.raises(SystemExit):
        report.main([str(tmp_path), "--page", str(tmp_path / "page.md")])
    assert "holds no JSON files; `tox -e bench` makes them" in capsys.readouterr().err
    assert not (tmp_path / "page.md").exists()
