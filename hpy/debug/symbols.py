"""hpy/debug/symbols.py: the functions, files and lines at addresses in binaries.

The debug information of a binary says it, if there is any, and one of the programs that come with
compilers reads it.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

# Where a binary is supposed to be loaded, for the one program that has to know.
LOADED_AT = 0x100000000

# A binary that a program cannot read in so many seconds remains without lines.
PATIENCE = 60

# What is kept of earlier answers: about as much as the reports of one test suite ask for.
MOST_KNOWN = 65536


def read_groups(text: str) -> list[list[str]]:
    """Return the lines of each address: `function at file:line`, then what it is inlined by."""
    groups: list[list[str]] = []
    for line in text.splitlines():
        caller = line.strip().removeprefix("(inlined by) ")
        if caller != line.strip() and groups:
            groups[-1].append(caller)
        elif caller:
            groups.append([caller])
    return groups


def read_atos(text: str) -> list[list[str]]:
    """The same from `function (in binary) (file:line)`, a line for each address."""
    return [[re.sub(r" \(in [^)]*\) \((.*)\)$", r" at \1", line)] for line in text.splitlines()]


class Program(NamedTuple):
    """A program, its arguments in front of the addresses, and how its answer is read."""

    name: str
    arguments: tuple[str, ...]
    read: Callable[[str], list[list[str]]]
    base: int = 0


PROGRAMS = (
    Program("llvm-symbolizer", ("--pretty-print", "--inlining", "--obj={binary}"), read_groups),
    Program("addr2line", ("-p", "-i", "-f", "-C", "-e", "{binary}"), read_groups),
    Program(
        "atos", ("-fullPath", "-o", "{binary}", "-l", hex(LOADED_AT)), read_atos, base=LOADED_AT
    ),
)

known: dict[tuple[str, int], list[str]] = {}


def locate(binary: str, address: int) -> list[str]:
    """Return `function at file:line` for an address in a binary, innermost first.

    There are several if functions were inlined, only a function where nothing is known of lines,
    and none if nothing is known at all.
    """
    locate_all([(binary, address)])
    return known[binary, address]


def locate_all(places: Iterable[tuple[str, int]]) -> None:
    """Look up many addresses, so that `locate` has the answers: one program for each binary."""
    wanted: dict[str, list[int]] = {}
    for binary, address in dict.fromkeys(places):
        if (binary, address) not in known:
            wanted.setdefault(binary, []).append(address)
    if len(known) > MOST_KNOWN:
        known.clear()
    for binary, addresses in wanted.items():
        lines = ask(binary, addresses)
        known.update(((binary, a), found) for a, found in zip(addresses, lines))


def ask(binary: str, addresses: list[int]) -> list[list[str]]:
    """Return the lines of each address in a binary."""
    nothing: list[list[str]] = [[] for _ in addresses]
    found = find_program()
    if found is None:
        return nothing
    path, program = found
    command = [path, *(part.format(binary=binary) for part in program.arguments)]
    command += [hex(program.base + address) for address in addresses]
    groups = program.read(run(command))
    if len(groups) != len(addresses):
        return nothing
    return [[line for line in map(tidy, group) if line] for group in groups]


def run(command: list[str]) -> str:
    """Return what a program prints; nothing if it fails, or if Python cannot start it any more."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )
    except (OSError, RuntimeError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""


def tidy(line: str) -> str:
    """Return a line without what is not known, which programs write as question marks."""
    line = re.sub(r" \(discriminator \d+\)$", "", line)
    function, _, place = line.rpartition(" at ")
    if place.startswith("??"):
        line = function
    return "" if line.startswith(("??", "0x")) else line


@functools.lru_cache(maxsize=1)
def find_program() -> tuple[str, Program] | None:
    """Return the first program that is there, and its path."""
    for program in PROGRAMS:
        path = shutil.which(program.name) or find_version(program.name)
        if path is not None:
            return path, program
    return None


def find_version(name: str) -> str | None:
    """Return the path of the newest `name-VERSION`, which is how some systems install it."""
    versions: dict[int, str] = {}
    for folder in os.get_exec_path():
        for path in Path(folder or ".").glob(f"{name}-*"):
            version = path.name[len(name) + 1 :]
            if version.isdecimal() and os.access(path, os.X_OK):
                versions.setdefault(int(version), str(path))
    return versions[max(versions)] if versions else None
