"""tests/port.py -- the ports for those who build and test them: tests/wheels.py, sanitizers.py."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "ports"
PORTS = ("piconumpy", "ultrajson-hpy", "numpy-hpy")

# Of piconumpy's tests, those of its twin in the C API are left out; those of numpy-hpy, which
# take long, try fewer examples than where it is tested in each ABI.
OPTIONS = {"piconumpy": ["--no-twin"], "numpy-hpy": ["--hypothesis-profile=quick"]}


def pip(
    python: str, command: str, *arguments: str, environment: Mapping[str, str] | None = None
) -> None:
    """Let pip install something or make wheels."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([python, "-m", "pip", command, *quiet, *arguments], check=True, env=environment)


def copy(name: str, folder: Path) -> str:
    """Copy a port without what was built in it before; return the path of the copy."""
    leave_out = shutil.ignore_patterns("build", "*.egg-info", "found")
    return str(shutil.copytree(FOLDER / name, folder / name, ignore=leave_out))


def test_arguments(name: str) -> list[str]:
    """What pytest has to be given for the tests of a port."""
    return [*OPTIONS.get(name, []), str(FOLDER / name / "tests")]
