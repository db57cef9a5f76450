"""tests/extension.py -- compile the test extensions, and load them.

A test extension is one C file beside the Python file of the same name. It is compiled
once per ABI by the compiler that this interpreter was built with (or `$CC`, and with the
flags in `$CFLAGS`), without any build system: an include directory and one macro are all
that HPy asks for.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).resolve().parent
INCLUDE = TESTS.parent / "hpy" / "include"

# A test seldom needs all that its method is handed: `self` most of all. The headers
# themselves are compiled without this exception in test_cplusplus.py.
STRICT = ["-Wall", "-Wextra", "-Werror"]
FLAGS = ["-std=c11", "-O1", "-g", *STRICT, "-Wno-unused-parameter"]

EXT_SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
SHARED = Path(EXT_SUFFIX).suffix
SUFFIXES = {
    "cpython": EXT_SUFFIX,
    "universal": ".hpy0" + SHARED,
    "hybrid": f".hpy0-cp{sys.version_info[0]}{sys.version_info[1]}{SHARED}",
}

# What the runtime calls the mode that universal and hybrid binaries are loaded in; conftest.py
# sets it, for `pytest --mode`.
mode = "universal"
MODES = ("universal", "debug", "trace")


def keep_nothing() -> None:
    """In debug mode, let objects die with their last handle, as everywhere else."""
    if mode == "debug":
        from hpy.universal import _debug

        _debug.set_closed_handles_queue_max_size(0)


# The frames that `pytest --mode=debug` keeps for each handle.
FRAMES = 4


def keep_stacks(limit: int) -> None:
    """In debug mode, keep so many frames for each handle."""
    if mode == "debug":
        from hpy.debug import set_handle_stack_trace_limit

        set_handle_stack_trace_limit(limit)


class CompileError(Exception):
    """What the compiler said about a source that it refused."""


class Compiler:
    """Compiles test extensions into `folder`, and keeps what is still up to date."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headers = max(
            header.stat().st_mtime for top in (INCLUDE, TESTS) for header in top.rglob("*.h")
        )
        self.errors: dict[tuple[Path, str], CompileError] = {}

    def compile_all(self, wanted: Iterable[tuple[Path, str]]) -> None:
        """Compile pairs of source and ABI side by side; `binary` raises the errors."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(self._try, wanted))

    def _try(self, wanted: tuple[Path, str]) -> None:
        try:
            self.compile(*wanted)
        except CompileError as error:
            self.errors[wanted] = error

    def binary(self, source: Path, abi: str) -> Path:
        """The binary of `source`; raises the CompileError that it had."""
        if (source, abi) in self.errors:
            raise self.errors[source, abi]
        return self.compile(source, abi)

    def compile(self, source: Path, abi: str, *flags: str, name: str | None = None) -> Path:
        """Compile `source` with further `flags`, as the module `name`; return the binary."""
        command = compile_command(abi, *flags)
        target = self.folder / key(command) / ((name or source.stem) + SUFFIXES[abi])
        if target.exists() and target.stat().st_mtime > max(self.headers, source.stat().st_mtime):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        run([*command, str(source), "-o", str(unfinished)])
        os.replace(unfinished, target)
        return target


class Prebuilt:
    """Binaries that another interpreter has compiled into `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def compile_all(self, wanted: Iterable[tuple[Path, str]]) -> None:
        """There is nothing to do."""

    def binary(self, source: Path, abi: str) -> Path:
        """The binary of `source`."""
        return self.folder / (source.stem + SUFFIXES[abi])


def compile_command(abi: str, *flags: str) -> list[str]:
    """The compiler's command line, up to the names of the files."""
    own = shlex.split(os.environ.get("CFLAGS", ""))
    return [*shared_library(compiler_of_python()), *FLAGS, *include_flags(abi), *own, *flags]


def check_command(abi: str, *flags: str) -> list[str]:
    """The same for a source of which nothing is to be made."""
    return [*compiler_of_python(), *FLAGS, *include_flags(abi), "-fsyntax-only", *flags]


def compiler_of_python() -> list[str]:
    """The compiler that this interpreter was built with, or `$CC`."""
    if "CC" in os.environ:
        return shlex.split(os.environ["CC"])
    return shlex.split(sysconfig.get_config_var("LDSHARED"))[:1]


def shared_library(compiler: list[str]) -> list[str]:
    """`compiler` with what it needs to make an extension module."""
    link = shlex.split(sysconfig.get_config_var("LDSHARED"))[1:]
    position_independent = shlex.split(sysconfig.get_config_var("CCSHARED") or "")
    return [*compiler, *link, *position_independent]


def include_flags(abi: str, include: Path = INCLUDE) -> list[str]:
    """The macro of the ABI and the include directories that belong to it."""
    python = sysconfig.get_path("include")
    forbid = ["-I", str(include / "hpy" / "forbid_python_h")]
    return [
        f"-DHPY_ABI_{abi.upper()}",
        *(forbid if abi == "universal" else ["-isystem", python]),
        *["-I", str(include)],
    ]


def key(command: list[str]) -> str:
    """A folder name for what `command` makes for this interpreter."""
    text = "\0".join([sys.version, *command])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run(command: list[str]) -> None:
    """Run a compiler; raise CompileError if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise CompileError(f"{shlex.join(command)}\n{done.stdout}")


def install(binary: Path, abi: str, folder: Path) -> None:
    """Copy a universal or hybrid binary to where an import finds it, with its stub."""
    from hpy.devel.stub import stub_source

    name = binary.name.partition(".")[0]
    shutil.copy(binary, folder / f"{name}{SUFFIXES[abi]}")
    (folder / f"{name}.py").write_text(stub_source(name, abi, EXT_SUFFIX), "utf-8")


def python(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run this interpreter in a folder, with its packages and further environment variables."""
    path = os.pathsep.join(filter(None, sys.path))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    for name in ("PYTHONSAFEPATH", "PYTEST_ADDOPTS", "HPY"):
        env.pop(name, None)
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env={**env, **variables}, capture_output=True, text=True, check=False
    )


def load(name: str, binary: Path, abi: str) -> ModuleType:
    """A new module object from a binary; it is not entered in sys.modules."""
    if abi == "cpython":
        spec = importlib.util.spec_from_file_location(name, binary)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    import hpy.universal

    spec = ModuleSpec(name, None, origin=str(binary))
    module = hpy.universal.load(name, str(binary), spec, mode=MODES.index(mode))
    # What an import does to the module; an object made by a create slot may refuse.
    with contextlib.suppress(AttributeError, TypeError):
        module.__spec__ = spec
        module.__file__ = str(binary)
    return module
