# hpy/debug/__main__.py: run a program with its HPy extensions in debug mode.
"""The command ``python -m hpy.debug [--json FILE] [-m] PROGRAM [ARGUMENT...]``."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import hpy.debug
from hpy import _program
from hpy.debug import summary
from hpy.universal import _debug

_EPILOG = """\
Every universal and hybrid extension that PROGRAM imports is loaded in debug mode; if the variable
HPY names single modules, as in HPY=mymodule:debug, only those. When PROGRAM ends, the handles that
were made and never closed are printed to stderr, grouped by where they were made. The exit status
is then 1, unless PROGRAM fails by itself; and 2 if it cannot be run.
"""

JSON_VERSION = 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hpy.debug",
        usage="%(prog)s [-h] [--frames N] [--json FILE] [--on-error WHAT]\n"
        "                           [-m] PROGRAM [ARGUMENT...]",
        description="Find the handles that the HPy extensions of a program do not close.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--frames",
        type=_frames,
        default=16,
        metavar="N",
        help="keep N native frames for each handle, 0 for none (default: %(default)s)",
    )
    parser.add_argument(
        "--json", metavar="FILE", help="write the leaks to FILE as well, - for the standard output"
    )
    parser.add_argument(
        "--on-error",
        choices=["abort", "raise", "warn"],
        help="what the wrong use of a handle does (default: abort)",
    )
    _program.add_arguments(parser)
    return parser


def _frames(word: str) -> int:
    if not word.isdecimal() or int(word) > 256:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 256, got {word!r}")
    return int(word)


class _Report:
    """What is told when the program, all its threads and exit functions have ended."""

    def __init__(self, file: TextIO | None) -> None:
        self.file = file
        self.status = 0
        self.process = os.getpid()
        self.generation = _debug.new_generation()

    def __call__(self) -> None:
        """Tell it."""
        if os.getpid() != self.process:
            return  # in a child that was forked
        # A thread that never ends may be in a call, whose arguments are open rightly.
        handles = _debug.get_open_handles(self.generation)
        leaks = summary.sites(handle for handle in handles if handle.made_by != "the call")
        self.status = 1 if leaks else 0
        with contextlib.suppress(Exception):  # the program may have closed it
            sys.stdout.flush()
        sys.stderr.write(self.text(leaks))
        if self.file is not None:
            self.write(leaks, self.file)

    def text(self, leaks: Sequence[summary.Site]) -> str:
        """Return what is printed to stderr."""
        if leaks:
            handles = summary.count_of(sum(site.count for site in leaks), "handle")
            places = summary.count_of(len(leaks), "place")
            return f"hpy.debug: {handles} never closed, made in {places}\n{summary.text(leaks)}"
        if _debug.get_closed_handles_queue_max_size() and not self.made_any():
            return (
                "hpy.debug: no extension made a handle in debug mode "
                "(in the cpython ABI none can be checked)\n"
            )
        return "hpy.debug: all handles were closed\n"

    def made_any(self) -> bool:
        """Tell whether a handle has been made at all."""
        return bool(_debug.get_closed_handles(self.generation))

    def write(self, leaks: Sequence[summary.Site], file: TextIO) -> None:
        """Write the JSON."""
        data = {
            "version": JSON_VERSION,
            "program": sys.argv,
            "handles": sum(site.count for site in leaks),
            "leaks": summary.as_data(leaks),
        }
        try:
            with file:
                json.dump(data, file, indent=2)
                file.write("\n")
        except OSError as error:
            sys.stderr.write(f"hpy.debug: --json: {error}\n")
            self.status = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program, whose end is the end of the process."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("no PROGRAM is given")
    try:
        file = _open(options.json) if options.json else None
    except OSError as error:
        parser.error(f"--json: {error}")
    _program.choose_mode("debug")
    hpy.debug.set_handle_stack_trace_limit(options.frames)
    if options.on_error:
        hpy.debug.set_on_error(options.on_error)
    report = _Report(file)
    atexit.register(report)  # the first of all, so it is called last
    try:
        _program.run(options.command, options.is_module)
    except _program.NotFoundError as error:
        atexit.unregister(report)
        parser.error(str(error))
    _program.end()
    sys.exit(report.status)


def _open(name: str) -> TextIO:
    """Open what is written at the end: by then the program may be in another folder."""
    if name == "-":
        return os.fdopen(os.dup(1), "w", encoding="utf-8")
    return Path(name).open("w", encoding="utf-8")


if __name__ == "__main__":
    main()
