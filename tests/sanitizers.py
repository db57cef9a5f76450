"""tests/sanitizers.py -- the suite with AddressSanitizer and UndefinedBehaviorSanitizer.

Usage: python tests/sanitizers.py [PYTEST ARGUMENTS]

Compiles the runtime and the test extensions for them, by `gcc` or by `$CC`, which may be
`clang`, and runs the tests in CPython as it is: the sanitizers are preloaded, and Python's
objects come from malloc, where they are watched. Linux only; leaks are for --leaks to find.
Without a path among the arguments, all tests of C code.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    "-fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all"
    " -fno-omit-frame-pointer"
    " -fno-wrapv"  # among CPython's flags is -fwrapv, which other builds do not have
)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_runtime(folder / "runtime")
        status = run_tests(folder)
        reports = [report.read_text("utf-8", "replace") for report in folder.glob("report.*")]
    errors = [report for report in reports if re.search("ERROR|runtime error", report)]
    print(*errors, sep="\n", file=sys.stderr)
    return 1 if errors else status


def with_flags() -> dict[str, str]:
    """The environment to compile in: setup.py and tests/extension.py heed $CFLAGS."""
    return {**os.environ, "CFLAGS": f"{FLAGS} {os.environ.get('CFLAGS', '')}"}


def build_runtime(folder: Path) -> None:
    build = ["setup.py", "--quiet", "build_ext", "--build-lib", str(folder)]
    command = [sys.executable, *build, "--build-temp", str(folder / "objects")]
    subprocess.run(command, cwd=ROOT, env=with_flags(), check=True)


def run_tests(folder: Path) -> int:
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
        "PYTHONPATH": str(folder / "runtime"),
    }
    settings = ["--capture=sys", f"--config-file={ROOT / 'pyproject.toml'}"]
    command = [sys.executable, "-m", "pytest", *settings, *arguments()]
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def arguments() -> list[str]:
    """Those of pytest, with absolute paths, as it runs in another folder."""
    given = sys.argv[1:]
    tests = [argument for argument in given if Path(argument.split("::")[0]).exists()]
    options = [argument for argument in given if argument not in tests]
    if tests:
        return [*options, *(str(Path(test).resolve()) for test in tests)]
    folder = ROOT / "tests"
    return [*options, "-m", "not slow", f"--ignore={folder / 'devel'}", str(folder)]


def preload() -> str:
    """The libraries of the sanitizers, which have to be in the process before all others."""
    compiler = shlex.split(os.environ.get("CC", "gcc"))
    if "clang" in compiler[0]:
        names = [f"libclang_rt.asan-{os.uname().machine}.so"]  # that of UBSan is in it
    else:
        names = ["libasan.so", "libubsan.so"]
    return " ".join(library(compiler, name) for name in names)


def library(compiler: list[str], name: str) -> str:
    """The file of a library that belongs to the compiler."""
    ask = [*compiler, f"-print-file-name={name}"]
    path = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()
    if not Path(path).is_absolute():
        raise SystemExit(f"{compiler[0]} has no {name}: install its sanitizers")
    return str(Path(path).resolve())


if __name__ == "__main__":
    sys.exit(main())
