"""tests/foreign.py -- the test extensions across runtimes: one binary for all of them.

Usage: python tests/foreign.py [CASE...] [-- PYTEST ARGUMENTS]

    hpy-0.9.0    the universal binaries of this checkout in hpy 0.9.0 on CPython 3.11,
                 which is $HPY_PYTHON311, else this interpreter or `python3.11`
    pypy         the same binaries in PyPy 7.3.19, where tests/interpreter.py finds it
    old-headers  binaries that are compiled with the headers of hpy 0.9.0, in the runtime
                 of this checkout, which this interpreter has to have installed

Without names, all cases whose interpreter is there. What another runtime does otherwise
is said at the tests, by the marker `differs`.
"""

from __future__ import annotations

import argparse
import ast
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "tools")]

import extension
import generate
import interpreter

CASES = ("hpy-0.9.0", "pypy", "old-headers")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    own, arguments = interpreter.split(sys.argv[1:])
    cases = parser.parse_args(own).cases or [case for case in CASES if interpreter_of(case)]
    for case in cases:
        if case not in CASES or interpreter_of(case) is None:
            parser.error(f"'{case}' is not here; the head of tests/foreign.py says what it needs")
    with tempfile.TemporaryDirectory() as name:
        failed = [case for case in cases if run(case, Path(name), arguments) != 0]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    if not cases:
        print("no other runtime is here: 0 passed, 0 failed, 1 skipped")
    return 1 if failed else 0


def run(case: str, folder: Path, arguments: list[str]) -> int:
    """Run the tests, away from the checkout, whose `hpy` is not to be found."""
    if case == "old-headers":
        python, binaries = Path(sys.executable), compile_with_old_headers(folder)
    else:
        python, binaries = environment(case, folder), compile_all(folder)
    settings = ["-c", os.devnull, "--rootdir", str(TESTS), "-p", "no:cacheprovider"]
    tests = [str(TESTS / f"{name.name.split('.')[0]}.py") for name in sorted(binaries.iterdir())]
    command = [str(python), "-m", "pytest", *settings, f"--binaries={binaries}", *arguments, *tests]
    print(f"---- {case}", flush=True)
    return subprocess.run(command, cwd=TESTS, check=False).returncode


# ---- Interpreters


def interpreter_of(case: str) -> str | None:
    """The interpreter that `case` needs, None if it is not there."""
    if case == "pypy":
        return interpreter.pypy()
    return os.environ.get("HPY_PYTHON311") or interpreter.cpython("3.11")


@functools.lru_cache
def environment(case: str, folder: Path) -> Path:
    """Make a virtual environment with pytest and the runtime; return its interpreter."""
    packages = ["pytest>=8", *(["hpy==0.9.0"] if case == "hpy-0.9.0" else [])]
    return interpreter.make_environment(str(interpreter_of(case)), folder / case, *packages)


# ---- Binaries


def is_universal(source: Path) -> bool:
    """Is the extension tested in the universal ABI? The global ABIS of its tests tells."""
    tests = source.with_suffix(".py")
    if not tests.exists():
        return False
    for statement in ast.parse(tests.read_text("utf-8")).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "ABIS":
            return "universal" in ast.literal_eval(statement.value)
    return True


def sources() -> list[Path]:
    """The test extensions that are tested in the universal ABI."""
    made_up = {"test_closed.c"}  # the rest of it is made by test_closed.py, for this runtime
    found = sorted(TESTS.glob("test_*.c"))
    return [source for source in found if source.name not in made_up and is_universal(source)]


@functools.lru_cache
def compile_all(folder: Path) -> Path:
    """Compile the universal test extensions; return the folder of the binaries."""
    generate.generate(TESTS.parent)
    compiler = extension.Compiler(folder / "cache")
    compiler.compile_all((source, "universal") for source in sources())
    binaries = folder / "binaries"
    binaries.mkdir()
    for source in sources():
        shutil.copy(compiler.binary(source, "universal"), binaries)
    return binaries


def compile_with_old_headers(folder: Path) -> Path:
    """Compile what hpy 0.9.0 knows with its headers; return the folder of the binaries.

    An extension that uses more than its headers declare, or the helpers that it keeps in C
    files of their own, is left out.
    """
    ask = "import pathlib, hpy.devel; print(pathlib.Path(hpy.devel.__file__).parent / 'include')"
    python = environment("hpy-0.9.0", folder)
    answer = subprocess.run(
        [str(python), "-I", "-c", ask], check=True, capture_output=True, text=True
    )
    flags = ["-g", "-w", "-Werror=implicit-function-declaration", "-Wl,--no-undefined"]
    flags += extension.include_flags("universal", Path(answer.stdout.strip()))
    compiler = [*extension.shared_library(extension.compiler_of_python()), *flags]
    binaries = folder / "old-binaries"
    binaries.mkdir()
    left_out = []
    for source in sources():
        target = binaries / (source.stem + extension.SUFFIXES["universal"])
        try:
            extension.run([*compiler, str(source), "-o", str(target)])
        except extension.CompileError:
            left_out.append(source.stem)
    print(f"left out: {', '.join(left_out)}")
    return binaries


if __name__ == "__main__":
    sys.exit(main())
