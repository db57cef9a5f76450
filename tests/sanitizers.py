"""tests/sanitizers.py -- the suite with AddressSanitizer and UndefinedBehaviorSanitizer.

Usage: python tests/sanitizers.py [PYTEST ARGUMENTS]

Compiles the runtime, the test extensions and the ports for them, by `gcc` or by `$CC`, which
may be `clang`, and runs the tests in CPython as it is: the sanitizers are preloaded, and
Python's objects come from malloc, where they are watched. Linux only; leaks are for --leaks
to find. Without a path among the arguments, all tests of C code, then those of the ports in
the cpython ABI, for which hpy and its tools have to be installed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import port

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "-fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all"
    " -fno-omit-frame-pointer -g -O1"
    " -fno-wrapv"  # among CPython's flags is -fwrapv, which other builds do not have
)

# Tests that measure: what is freed is kept back for a while, and frames are larger.
MEASURING = [
    "ports/piconumpy/tests/test_memory.py::test_long_arrays_give_their_memory_back",
    "ports/ultrajson-hpy/tests/test_memory.py::test_large_documents_give_their_memory_back",
    "ports/numpy-hpy/tests/test_memory.py::test_large_arrays_give_their_memory_back",
    "ports/ultrajson-hpy/tests/test_limits.py::test_a_small_stack_is_enough",
]


def main() -> int:
    runs = choose(sys.argv[1:])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_runtime(folder / "built")
        if any(str(port.FOLDER) in argument for run in runs for argument in run):
            build_ports(folder / "built", folder / "sources")
        statuses = [run_tests(folder, run) for run in runs]
        reports = [report.read_text("utf-8", "replace") for report in folder.glob("report.*")]
    errors = [report for report in reports if re.search("ERROR|runtime error", report)]
    print(*errors, sep="\n", file=sys.stderr)
    return 1 if errors else max(statuses, key=abs)


# ---- Arguments


def choose(given: list[str]) -> list[list[str]]:
    """The arguments of each run of pytest, with absolute paths, as it runs in another folder."""
    tests = [argument for argument in given if Path(argument.split("::")[0]).exists()]
    options = [argument for argument in given if argument not in tests]
    if tests:
        return [[*options, *(str(Path(test).resolve()) for test in tests)]]
    suite = ["-m", "not slow", f"--ignore={ROOT / 'tests' / 'devel'}", str(ROOT / "tests")]
    ports = [port.test_arguments(name) for name in port.PORTS]
    return [[*options, *arguments] for arguments in (suite, *ports)]


# ---- Builds


def with_flags() -> dict[str, str]:
    """The environment to compile in: setuptools and tests/extension.py heed $CFLAGS."""
    flags = {name: f"{FLAGS} {os.environ.get(name, '')}" for name in ("CFLAGS", "CXXFLAGS")}
    if "clang" in compiler()[0] and "CXX" not in os.environ:
        flags["CXX"] = re.sub(r"clang(?=[-.\d]*$)", "clang++", compiler()[0])
    return {**os.environ, **flags}


def compiler() -> list[str]:
    return shlex.split(os.environ.get("CC", "gcc"))


def build_runtime(folder: Path) -> None:
    build = ["setup.py", "--quiet", "build_ext", "--build-lib", str(folder)]
    command = [sys.executable, *build, "--build-temp", str(folder / "objects")]
    subprocess.run(command, cwd=ROOT, env=with_flags(), check=True)


def build_ports(target: Path, sources: Path) -> None:
    """Build the ports in the cpython ABI with the hpy and the setuptools that are installed."""
    settings = ["--no-build-isolation", "--no-deps", "--no-index", "-C", "hpy-abi=cpython"]
    copies = [port.copy(name, sources) for name in port.PORTS]
    arguments = [*settings, "--target", str(target), *copies]
    port.pip(sys.executable, "install", *arguments, environment=with_flags())


# ---- Runs


def run_tests(folder: Path, arguments: list[str]) -> int:
    """Run pytest, away from the checkout, whose `hpy` may have another runtime in it.

    A process ends with its first report, which is written into a file, also by a child of
    which a test expects a crash. UBSan of GCC writes on stderr; pytest must not capture it.
    """
    options = {
        "detect_leaks": 0,
        "detect_stack_use_after_return": 1,
        "allocator_may_return_null": 1,  # some tests ask for more memory than there is
        "log_path": folder / "report",
    }
    environment = {
        **with_flags(),
        "ASAN_OPTIONS": ":".join(f"{name}={value}" for name, value in options.items()),
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "LD_PRELOAD": preload(),
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(folder / "built"),
    }
    settings = ["--capture=sys", f"--config-file={ROOT / 'pyproject.toml'}"]
    settings += [f"--deselect={test}" for test in MEASURING]
    command = [sys.executable, "-m", "pytest", *settings, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def preload() -> str:
    """The libraries of the sanitizers, which have to be in the process before all others."""
    if "clang" in compiler()[0]:
        names = [f"libclang_rt.asan-{os.uname().machine}.so"]  # that of UBSan is in it
    else:
        names = ["libasan.so", "libubsan.so"]
    return " ".join(library(name) for name in names)


def library(name: str) -> str:
    """The file of a library that belongs to the compiler."""
    ask = [*compiler(), f"-print-file-name={name}"]
    path = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    if not Path(path).is_absolute():
        raise SystemExit(f"{compiler()[0]} has no {name}: install its sanitizers")
    return str(Path(path).resolve())


if __name__ == "__main__":
    sys.exit(main())
