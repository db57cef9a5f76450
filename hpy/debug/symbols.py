"""hpy/debug/symbols.py: the function, the file and the line at an address in a binary.

The debug information of the binary says it, if there is any, and one of the programs that
come with compilers reads it.
"""

from __future__ import annotations

import functools
import shutil
import subprocess

# Each prints `function at file:line`, or question marks.
PROGRAMS = {
    "llvm-symbolizer": ("--pretty-print", "--obj={binary}", "{address}"),
    "addr2line": ("-p", "-f", "-C", "-e", "{binary}", "{address}"),
}


@functools.lru_cache(maxsize=4096)
def locate(binary: str, address: int) -> str | None:
    """Return `function at file:line` for an address in a binary, None if it is not known."""
    command = program()
    if command is None:
        return None
    values = {"binary": binary, "address": hex(address)}
    line = [part.format(**values) for part in command]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    text = done.stdout.strip().partition("\n")[0]
    return text if done.returncode == 0 and text and "??" not in text else None


@functools.lru_cache(maxsize=1)
def program() -> tuple[str, ...] | None:
    """Return the program that is there, with its arguments."""
    for name, arguments in PROGRAMS.items():
        path = shutil.which(name)
        if path is not None:
            return (path, *arguments)
    return None
