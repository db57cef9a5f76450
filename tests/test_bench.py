"""Programs of bench/ do what they are called for; nothing is measured here."""

import os
import subprocess
import sys

import extension
import pytest

BENCH = extension.TESTS.parent / "bench"

TRY_LOOPS = """
import sys, tempfile
from pathlib import Path
from builds import ABIS
from callcounts import LOOPS, make_operation
from operations import TWIN, compile_all, prepare_all

operations = [make_operation(loop, n) for loop in LOOPS for n in (1, 300)]
with tempfile.TemporaryDirectory() as folder:
    for label, paths in compile_all([TWIN, *ABIS], operations, Path(folder)).items():
        print(label, len(prepare_all(label, paths, operations)))
"""


def run(*arguments, **variables):
    """Run an interpreter among the programs; return what it prints."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **variables}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=BENCH, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_line_is_found_again():
    program = (
        "from callcounts import fit_line; line = fit_line([(1, -6.0), (3, -1.0), (11, 19.0)]); "
        "print(*(f'{number:.6f}' for number in line))"
    )
    assert run("-c", program) == "2.500000 -8.500000\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="bench/builds.py calls the compiler of Unix")
def test_every_loop_of_API_calls_does_its_work():
    assert run("-c", TRY_LOOPS) == "C API 8\ncpython 8\nuniversal 8\n"


def test_without_pypy_a_run_goes_on(tmp_path):
    printed = run("pypy.py", "--builds", ".", str(tmp_path / "run"), HPY_INTERPRETERS=str(tmp_path))
    assert printed.startswith("left out: PyPy 7.3.19 is not on this machine")
    assert not (tmp_path / "run").exists()
