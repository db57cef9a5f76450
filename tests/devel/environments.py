# tests/devel/environments.py: virtual environments to build in, and what is built there.

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path
from typing import Any

# The oldest setuptools that hpy.devel is for; before 66.1 none works on Python 3.12.
OLDEST = ["setuptools==66.1.0" if sys.version_info >= (3, 12) else "setuptools==64.0.0"]
# It needs this for wheels; newer ones do not.
OLDEST += ["wheel==0.38.4"]
NEWEST = ["setuptools"]

_BUILD = """
import json, sys
backend, hook, *arguments = sys.argv[1:]
module = __import__(backend, fromlist=["*"])
print(getattr(module, hook)(*map(json.loads, arguments)))
"""

# Prints what the modules that it imports say about themselves.
_DESCRIBE = """
import importlib, json, site, sys
site.addsitedir(sys.argv[1])
def describe(name):
    module = importlib.import_module(name)
    return {
        "abi": module.abi(),
        "doc": module.__doc__,
        "name": module.__name__,
        "package": module.__package__,
        "file": module.__file__,
        "loader": module.__loader__.name,
        "consistent": module.__spec__.loader is module.__loader__,
        "spec": module.__spec__.name,
        "repr": repr(module),
        "in sys.modules": sys.modules[name] is module,
    }
print(json.dumps({name: describe(name) for name in sys.argv[2:]}))
"""


class Environment:
    """A virtual environment, without pip: the pip of these tests installs into it."""

    def __init__(self, directory: Path, *requirements: str) -> None:
        command = [sys.executable, "-m", "venv", "--without-pip", str(directory)]
        subprocess.run(command, check=True)
        folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        self.python = directory / folder / name
        if requirements:
            self.install(*requirements)

    def install(self, *arguments: str, **options: Any) -> str:
        """Run `pip install` for this environment; return its output."""
        pip = [sys.executable, "-m", "pip", "--python", str(self.python)]
        return run([*pip, "--disable-pip-version-check", "install", *arguments], **options)

    def run(self, *arguments: str, **options: Any) -> str:
        """Run Python with these arguments; return its output, fail if it fails."""
        # Python looks for modules in the current directory, which may be a checkout of HPy.
        options.setdefault("cwd", self.python.parent)
        return run([str(self.python), *arguments], **options)

    def build(
        self, hook: str, *arguments: Any, backend: str = "hpy.devel.backend", **options: Any
    ) -> str:
        """Call a hook of a build backend as an installer does; return the last line printed."""
        encoded = [json.dumps(str(item) if isinstance(item, Path) else item) for item in arguments]
        output = self.run("-c", _BUILD, backend, hook, *encoded, **options)
        return output.splitlines()[-1]

    def describe(self, site: Path, *names: str, **options: Any) -> dict[str, dict[str, Any]]:
        """Import modules from the directory `site`, and return what they say of themselves."""
        output = self.run("-c", _DESCRIBE, str(site), *names, **options)
        described: dict[str, dict[str, Any]] = json.loads(output.splitlines()[-1])
        return described


def run(command: list[str], *, fails: bool = False, cwd: Path | None = None, **env: str) -> str:
    """Run a command with additions to the environment; return all that it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**_clean_environment(), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert bool(done.returncode) == fails, done.stdout
    return done.stdout


def _clean_environment() -> dict[str, str]:
    # What is compiled here is run once, and what is chosen outside must not matter.
    dropped = {"HPY_ABI", "HPY", "PYTHONPATH", "SETUPTOOLS_EXT_SUFFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    fast = "-O0 -g0 -U_FORTIFY_SOURCE"
    return {**kept, "CFLAGS": f"{fast} -Wall -Wextra -Werror"}


def unpack(wheel: Path, directory: Path) -> Path:
    """Unpack a wheel as an installer does, as far as these tests need it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(directory)
    return directory


def required(site: Path) -> list[str]:
    """Return the requirements of an unpacked wheel, in one spelling."""
    (file,) = site.glob("*.dist-info/METADATA")
    fields = message_from_bytes(file.read_bytes()).get_all("Requires-Dist") or []
    return [re.sub(r"[\s()]", "", field) for field in fields]
