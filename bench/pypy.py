"""bench/pypy.py: the benchmarks in PyPy, where the C API is emulated and HPy is built in.

    python bench/pypy.py --builds FOLDER bench/results/latest
    python bench/pypy.py --builds FOLDER --rounds 2 --only sleds FOLDER_FOR_JSON

Runs operations.py, sleds.py, conversions.py and arrays.py in PyPy 7.3.19, in an environment that is
made for it with the originals, which are compiled for PyPy's emulation of the C API. The ports are
the universal builds in FOLDER, the same files that run in CPython: `pip install --no-deps --target
FOLDER -C hpy-abi=universal` has put them there. Writes pypy-*.json. Where tests/interpreter.py
finds no PyPy, or a package cannot be had for it, that is said and left out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import interpreter

BENCH = Path(__file__).resolve().parent


class Program(NamedTuple):
    """A program of bench/, the port that it is about, and what that is compared with."""

    name: str
    rounds: int
    port: str = ""
    originals: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()

    def arguments(self, builds: Path) -> list[str]:
        """Return what the program compares, the first of them the original."""
        if not self.port:
            return []
        original, *others = self.originals
        return [original, f"universal={self.port}@{builds}", *others]


TWIN = str(BENCH / "originals" / "piconumpy_capi")
PROGRAMS = [
    Program("operations", 10),
    Program("sleds", 100, "piconumpy_hpy", ("piconumpy_capi",), (TWIN,)),
    Program("conversions", 10, "ujson_hpy", ("ujson", "json"), ("ujson==6.1.0",)),
    Program("arrays", 10, "numpy_hpy", ("numpy",), ("numpy==2.4.*", "scipy-openblas32>=0.3.29")),
]


def install(python: Path, packages: tuple[str, ...]) -> bool:
    """Install packages; tell whether that was possible, pip says why not."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return not packages or subprocess.run([*command, *packages], check=False).returncode == 0


def why_impossible(python: Path, program: Program, builds: Path) -> str | None:
    """Install what a program needs, or say what cannot be had."""
    if program.port and not (builds / program.port).is_dir():
        return f"{builds} holds no {program.port}"
    if not install(python, program.packages):
        return f"{' '.join(program.packages)} cannot be installed"
    return None


def run(python: Path, program: Program, options: argparse.Namespace) -> bool:
    """Run a program and tell whether it wrote its figures.

    arrays.py fails if any operation does, and has then written the others.
    """
    target = options.results / f"pypy-{program.name}.json"
    target.unlink(missing_ok=True)
    script = str(BENCH / f"{program.name}.py")
    settings = ["--rounds", str(options.rounds or program.rounds), "--json", str(target)]
    subprocess.run(
        [str(python), script, *settings, *program.arguments(options.builds)], check=False
    )
    return target.exists()


def run_all(python: Path, programs: list[Program], options: argparse.Namespace) -> list[str]:
    """Run what can be run; return the names of the programs that failed."""
    failed = []
    for program in programs:
        print(f"---- {program.name} in PyPy", flush=True)
        reason = why_impossible(python, program, options.builds)
        if reason:
            print(f"left out: {program.name} in PyPy, since {reason}", flush=True)
        elif not run(python, program, options):
            failed.append(program.name)
    return failed


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Run the benchmarks in PyPy.")
    parser.add_argument("results", type=Path, help="the folder of the JSON files")
    parser.add_argument("--builds", type=Path, required=True, help="universal builds of the ports")
    parser.add_argument("--rounds", type=int, help="instead of those of each program")
    names = [program.name for program in PROGRAMS]
    parser.add_argument("--only", action="append", choices=names, help="this program, not all")
    options = parser.parse_args()
    options.builds, options.results = options.builds.resolve(), options.results.resolve()
    options.only = options.only or names
    return options


def main() -> None:
    """Make an environment and run the programs; say so if there is no PyPy."""
    options = parse_options()
    pypy = interpreter.pypy()
    if pypy is None:
        print("left out: PyPy 7.3.19 is not on this machine; `tools/interpreters pypy73` gets it")
        return
    programs = [program for program in PROGRAMS if program.name in options.only]
    with tempfile.TemporaryDirectory() as folder:
        python = interpreter.make_environment(pypy, Path(folder, "pypy"), "setuptools>=64")
        failed = run_all(python, programs, options)
    if failed:
        sys.exit(f"failed in PyPy: {', '.join(failed)}")


if __name__ == "__main__":
    main()
