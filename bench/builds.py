"""bench/builds.py: compile the operations for every implementation, and load what was compiled.

An implementation is a way to write an extension: the C API, HPy in its ABIs, and others. Its
sources are in bench/operations/. Compiles with the compiler that made the interpreter.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import importlib.util
import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from callgrind import run_python
from cases import MissingError

BENCH = Path(__file__).resolve().parent
SOURCES = BENCH / "operations"
FLAGS = ["-O2", "-DNDEBUG", "-fPIC", "-shared"]
WARNINGS = ["-Wall", "-Wextra", "-Werror"]
UNIVERSAL_SUFFIX = ".hpy0.so"


# PyPy runs universal binaries with a runtime of its own, which has ABI minor 0, and emulates the C
# API: there, that is the twin.
PYPY = sys.implementation.name == "pypy"
ABIS = ["universal"] if PYPY else ["cpython", "universal"]

# What the twin cannot do in PyPy 7.3.19, which does not add the length to a negative index.
UNABLE = {"sequence item"} if PYPY else set()
MINOR = f"-DHPY_ABI_MINOR={0 if PYPY else 1}"

# The interpreter of an environment in which hpy 0.9.0 is installed, of the same version as this.
HPY_0_9_0 = os.environ.get("HPY_0_9_0_PYTHON", "")


class Implementation(NamedTuple):
    """How to compile FAMILY_SOURCE.c for each family, or operations_SOURCE, and how to load it."""

    label: str
    source: str
    macros: tuple[str, ...] = ()
    universal: bool = False
    mode: str = ""
    complete: bool = True  # has all operations
    old: bool = False  # in hpy 0.9.0, which crashes on Python classes that derive from its types

    def can_run(self, label: str) -> bool:
        """Tell whether an operation, by its label, works and does not end the process."""
        return label not in UNABLE and not (self.old and label.startswith("subclass"))


def limited_api() -> str:
    """Return the limited API that this interpreter's abi3 extensions would use: 3.12 at most."""
    return f"0x03{min(sys.version_info[1], 12):02x}0000"


IMPLEMENTATIONS = {
    implementation.label: implementation
    for implementation in [
        Implementation("C API", "capi"),
        Implementation("cpython", "hpy", ("-DHPY_ABI_CPYTHON", MINOR)),
        Implementation(
            "universal", "hpy", ("-DHPY_ABI_UNIVERSAL", MINOR), universal=True, complete=not PYPY
        ),
        Implementation("abi3", "capi", (f"-DPy_LIMITED_API={limited_api()}",), complete=False),
        Implementation("0.9.0 cpy", "hpy", ("-DHPY_ABI_CPYTHON",), complete=False, old=True),
        Implementation(
            "0.9.0 univ", "hpy", ("-DHPY_ABI_UNIVERSAL",), True, complete=False, old=True
        ),
        Implementation("Cython", "cython", complete=False),
        Implementation(
            "Cy. abi3", "cython", (f"-DPy_LIMITED_API={limited_api()}",), complete=False
        ),
        Implementation("pybind11", "pybind11", complete=False),
        Implementation("nanobind", "nanobind", complete=False),
        Implementation(
            "debug", "hpy", ("-DHPY_ABI_UNIVERSAL", MINOR), universal=True, mode="DEBUG"
        ),
        Implementation(
            "trace", "hpy", ("-DHPY_ABI_UNIVERSAL", MINOR), universal=True, mode="TRACE"
        ),
    ]
}


# ---- Compiling -----------------------------------------------------------


def include_directory() -> Path:
    """Return the directory of hpy.h: that of this checkout, since its runtime is measured too."""
    directory = BENCH.parent / "hpy" / "include"
    if not (directory / "hpy.h").exists():
        raise FileNotFoundError(f"{directory} has no hpy.h; run this script from a checkout of hpy")
    return directory


def find_compiler() -> list[str]:
    """Return the command of the compiler that made the interpreter, or of $CC."""
    return shlex.split(os.environ.get("CC") or str(sysconfig.get_config_var("CC")))


def compile_binary(source: Path, output: Path, *options: str) -> Path:
    """Compile one C file to an extension."""
    includes = [f"-I{include_directory()}", f"-I{sysconfig.get_path('include')}"]
    command = [*find_compiler(), *FLAGS, *options, *includes, "-o", str(output), str(source)]
    subprocess.run(command, check=True)
    return output


def compile_implementation(
    implementation: Implementation, directory: Path, families: list[str]
) -> list[Path]:
    """Compile the families of one implementation, or all of them, into a folder of its own.

    Raises CalledProcessError if a compiler fails, ImportError if what it needs is not installed.
    """
    folder = directory / implementation.label.replace(" ", "_")
    folder.mkdir()
    if implementation.source in OTHERS:
        output = folder / f"operations_{implementation.source}{extension_suffix()}"
        OTHERS[implementation.source](output, *implementation.macros)
        return [output]
    suffix = UNIVERSAL_SUFFIX if implementation.universal else extension_suffix()
    names = [f"{family}_{implementation.source}" for family in families]
    options = (*implementation.macros, *old_options(implementation))
    options = ("-w", *options) if implementation.old else ("-std=c11", *WARNINGS, *options)
    return [
        compile_binary(SOURCES / f"{name}.c", folder / f"{name}{suffix}", *options)
        for name in names
    ]


def old_options(implementation: Implementation) -> list[str]:
    """Return what hpy 0.9.0 wants: its own headers and helpers, which are no header files."""
    if not implementation.old:
        return []
    if not HPY_0_9_0:
        raise ImportError("HPY_0_9_0_PYTHON does not name an interpreter with hpy 0.9.0")
    program = (
        "import hpy.devel; d = hpy.devel.HPyDevel(); "
        "print('-I' + d.get_extra_include_dirs()[0], *d.get_extra_sources(), "
        f"*{'[]' if implementation.universal else 'd.get_ctx_sources()'})"
    )
    return run_python(["-I", "-c", program], HPY_0_9_0).split()  # not the folder's hpy


def compile_cython(output: Path, *macros: str) -> None:
    """Compile the operations in Cython."""
    source = output.with_name("operations_cython.c")
    command = [sys.executable, "-m", "cython", "-3", "-o", str(source)]
    subprocess.run([*command, str(SOURCES / "operations_cython.pyx")], check=True)
    compile_binary(source, output, *macros)


def compile_pybind11(output: Path, *macros: str) -> None:
    """Compile the operations with pybind11."""
    pybind11: Any = importlib.import_module("pybind11")
    compile_cplusplus("pybind11", output, f"-I{pybind11.get_include()}", *macros)


def compile_nanobind(output: Path, *macros: str) -> None:
    """Compile the operations with nanobind, whose library becomes a part of the binary."""
    root = Path(str(importlib.import_module("nanobind").__file__)).parent
    includes = [f"-I{root / 'include'}", f"-I{root / 'ext' / 'robin_map' / 'include'}"]
    library = str(root / "src" / "nb_combined.cpp")
    compile_cplusplus("nanobind", output, "-fno-strict-aliasing", *includes, library, *macros)


def compile_cplusplus(name: str, output: Path, *options: str) -> None:
    """Compile the operations in a library for C++."""
    compiler = shlex.split(os.environ.get("CXX") or "c++")
    command = [*compiler, "-std=c++17", "-fvisibility=hidden", *FLAGS, *options]
    command += [f"-I{sysconfig.get_path('include')}", "-o", str(output)]
    subprocess.run([*command, str(SOURCES / f"operations_{name}.cpp")], check=True)


# What is not compiled family by family.
OTHERS = {
    "cython": compile_cython,
    "pybind11": compile_pybind11,
    "nanobind": compile_nanobind,
}


def extension_suffix() -> str:
    """Return how the names of this interpreter's own extensions end."""
    return str(sysconfig.get_config_var("EXT_SUFFIX"))


# ---- Loading -------------------------------------------------------------


class Functions:
    """The contents of all the families of an implementation."""

    def __init__(self, modules: list[ModuleType]) -> None:
        for module in modules:
            vars(self).update(
                {name: value for name, value in vars(module).items() if name[0] != "_"}
            )

    def __getattr__(self, name: str) -> Any:
        raise MissingError(name)


def load_binary(path: Path, mode: str = "") -> ModuleType:
    """Load one extension module from its file, universal binaries by `hpy.universal`."""
    name = path.name.partition(".")[0]
    loader = importlib.machinery.ExtensionFileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    if spec is None:
        raise ImportError(f"no import spec for {path}")
    if path.name.endswith(UNIVERSAL_SUFFIX):
        universal: Any = importlib.import_module("hpy.universal")
        options = {"mode": getattr(universal, f"MODE_{mode}")} if mode else {}
        module: ModuleType = universal.load(name, str(path), spec, **options)
        return module
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def load_functions(binaries: list[Path], mode: str = "") -> Functions:
    """Load the binaries of one implementation."""
    return Functions([load_binary(path, mode) for path in binaries])
