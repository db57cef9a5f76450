"""tests/interpreter.py -- the other interpreters of this machine, and environments for them.

CPython is `python3.9`, `python3.10` … on the path. PyPy 7.3.19, whose HPy is built in, is
bin/pypy7.3 in $HPY_INTERPRETERS (default ~/.cache/hpy-interpreters), where
tools/interpreters puts it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def cpython(version: str) -> str | None:
    """The CPython of a version like "3.11", None if there is none."""
    if sys.implementation.name == "cpython" and version == f"3.{sys.version_info[1]}":
        return sys.executable
    found = shutil.which(f"python{version}")
    return found if found and runs(found) else None


def runs(python: str) -> bool:
    """Is it an interpreter? pyenv has names on the path behind which there is none."""
    done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    return done.returncode == 0


def pypy() -> str | None:
    """PyPy 7.3.19, None if it is not there."""
    folder = os.environ.get("HPY_INTERPRETERS", "~/.cache/hpy-interpreters")
    return shutil.which("pypy7.3", path=str(Path(folder).expanduser() / "bin"))


def make_environment(python: str, folder: Path, *packages: str) -> Path:
    """Make a virtual environment with `packages`; return its interpreter."""
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    target = folder / "bin" / "python"
    install = [str(target), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, *packages], check=True)
    return target


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What stands before `--` is for this program, what follows for pytest."""
    where = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:where], arguments[where + 1 :]
