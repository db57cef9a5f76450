"""tests/wheels.py -- the ports as wheels: one universal wheel of each in every interpreter.

Usage: python tests/wheels.py [INTERPRETER...] [-- PYTEST ARGUMENTS]

Builds the universal wheels of the ports once, installs these files in CPython 3.9 to 3.13,
each with a wheel of hpy that it has built, and in PyPy 7.3.19, which has its own HPy, and
runs the tests of the ports there. An interpreter that is not on this machine is left out
with a line that says so (tests/interpreter.py tells where they are looked for). The
originals, with which ultrajson-hpy and numpy-hpy are compared, are in the environment of
3.11, and NumPy in that of 3.13; elsewhere the tests check facts. The interpreters are taken
two at a time, as that is enough for a small machine.
"""

from __future__ import annotations

import argparse
import functools
import re
import shlex
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import interpreter
import port

VERSIONS = ("3.9", "3.10", "3.11", "3.12", "3.13", "pypy")
COUNTS = ("passed", "failed", "error", "skipped", "xfailed")

# What is installed besides pytest. Newer hypothesis wants a newer PyPy.
HYPOTHESIS = {"pypy": "hypothesis>=6.100,<6.120"}
NUMPY = ["numpy==2.4.*", "scipy-openblas32", "mpmath"]
ORIGINALS = {"3.11": ["ujson==6.1.0", *NUMPY], "3.13": NUMPY}

# setuptools builds hpy in the checkout, so one at a time.
building = threading.Lock()


class Result(NamedTuple):
    """What the tests of a port said in an interpreter."""

    version: str
    name: str
    status: int
    summary: list[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("versions", nargs="*", metavar="INTERPRETER", help=", ".join(VERSIONS))
    own, arguments = interpreter.split(sys.argv[1:])
    versions = parser.parse_args(own).versions or present()
    for version in versions:
        if version not in VERSIONS or python_of(version) is None:
            parser.error(f"'{version}' is not here; the head of tests/wheels.py says what it needs")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheels = build_ports(folder)
        with ThreadPoolExecutor(2) as pool:
            runs = pool.map(lambda version: run(version, wheels, folder, arguments), versions)
            results = [result for run_results in runs for result in run_results]
    print_table(results)
    return 1 if any(result.status != 0 for result in results) else 0


# ---- Interpreters


@functools.lru_cache
def python_of(version: str) -> str | None:
    return interpreter.pypy() if version == "pypy" else interpreter.cpython(version)


def present() -> list[str]:
    """The versions that are here; of the others, say that they are left out."""
    for version in VERSIONS:
        if python_of(version) is None:
            print(f"left out: {version}, which is not on this machine", flush=True)
    return [version for version in VERSIONS if python_of(version) is not None]


# ---- Wheels


def build_ports(folder: Path) -> list[str]:
    """Build the universal wheels with this interpreter; return the files."""
    hpy = build_hpy(sys.executable, folder)
    target = folder / "ports"
    sources = [port.copy(name, folder / "sources") for name in port.PORTS]
    find = ["--find-links", str(Path(hpy).parent)]
    settings = ["--no-deps", "-C", "hpy-abi=universal", "--wheel-dir", str(target)]
    port.pip(sys.executable, "wheel", *find, *settings, *sources)
    wheels = sorted(target.iterdir())
    for wheel in wheels:
        print(f"built: {wheel.name}", flush=True)
    return [str(wheel) for wheel in wheels]


@functools.lru_cache
def build_hpy(python: str, folder: Path) -> str:
    """Build hpy for an interpreter; return the wheel."""
    target = Path(tempfile.mkdtemp(dir=folder))
    with building:
        port.pip(python, "wheel", "--no-deps", "--wheel-dir", str(target), str(port.ROOT))
    (wheel,) = target.iterdir()
    return str(wheel)


# ---- Tests


def run(version: str, wheels: list[str], folder: Path, arguments: list[str]) -> list[Result]:
    """Install the wheels in an environment of their own and run the tests of all ports."""
    python, place = str(python_of(version)), folder / version
    try:
        own = [build_hpy(python, folder)] if version != "pypy" else []
        packages = ["pytest>=8", *additions(version), *own, *wheels]
        installed = str(interpreter.make_environment(python, place, *packages))
    except subprocess.CalledProcessError as error:  # pip has said why
        return [Result(version, name, error.returncode, summary("")) for name in port.PORTS]
    return [test(version, name, installed, place, arguments) for name in port.PORTS]


def additions(version: str) -> list[str]:
    return [HYPOTHESIS.get(version, "hypothesis>=6.100"), *ORIGINALS.get(version, [])]


def test(version: str, name: str, python: str, folder: Path, arguments: list[str]) -> Result:
    settings = ["-q", f"--config-file={port.ROOT / 'pyproject.toml'}", "-p", "no:cacheprovider"]
    command = [python, "-m", "pytest", *settings, *arguments, *port.test_arguments(name)]
    done = subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(f"---- {version}: {shlex.join(command)}\n{done.stdout}", flush=True)
    return Result(version, name, done.returncode, summary(done.stdout))


def summary(output: str) -> list[str]:
    """How many tests ended how, and the time, from the last line that pytest prints."""
    last = output.rstrip().rpartition("\n")[2]
    found = {word.rstrip("s"): number for number, word in re.findall(r"(\d+) (\w+)", last)}
    seconds = re.search(r"in ([\d.]+s)", last)
    return [*(found.get(word, "0") for word in COUNTS), seconds[1] if seconds else ""]


def print_table(results: list[Result]) -> None:
    """Print what became of each port in each interpreter."""
    line = "{:<12} {:<14} {:>7} {:>7} {:>7} {:>7} {:>7} {:>8}  {}"
    print(line.format("interpreter", "port", *COUNTS, "time", "").rstrip())
    for result in results:
        # What crashes has no summary.
        end = "" if result.status == 0 else f"status {result.status}"
        print(line.format(result.version, result.name, *result.summary, end).rstrip())


if __name__ == "__main__":
    sys.exit(main())
