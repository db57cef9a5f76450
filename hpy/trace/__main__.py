# hpy/trace/__main__.py: run a program with its HPy extensions in trace mode.
"""The command ``python -m hpy.trace [-o FILE.json] [-m] PROGRAM [ARGUMENT...]``."""

from __future__ import annotations

import argparse
import atexit
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hpy import _program

from .recording import DEFAULT_LIMIT, Recording
from .table import text

_EPILOG = """\
Every universal and hybrid extension that PROGRAM imports is loaded in trace mode. When it ends, a
table of the API functions that were called is printed to stderr, the one that took most time first.
FILE.json can be opened in https://ui.perfetto.dev or chrome://tracing.
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hpy.trace",
        usage="%(prog)s [-h] [-o FILE] [--limit N] [-m] PROGRAM [ARGUMENT...]",
        description="Count, time and record what the HPy extensions of a program call.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "-o",
        dest="file",
        type=lambda word: Path(word).absolute(),  # the program may change the folder
        metavar="FILE",
        help="record every call, and write the recording to FILE",
    )
    parser.add_argument(
        "--limit",
        type=_limit,
        default=DEFAULT_LIMIT,
        metavar="N",
        help="record the first N calls only (default: %(default)s)",
    )
    _program.add_arguments(parser)
    return parser


def _limit(word: str) -> int:
    limit = int(word)
    if not 0 < limit < 2**32:
        raise argparse.ArgumentTypeError("expected a number of calls from 1 on")
    return limit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program, whose end is the end of the process."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("no PROGRAM is given")
    if options.file:
        try:
            options.file.write_text("")  # what cannot be written is said before the program runs
        except OSError as error:
            parser.error(f"-o: {error}")
    _program.choose_mode("trace")
    report = _report_at_exit(options.file, options.limit)
    try:
        _program.run(options.command, options.is_module)
    except _program.NotFoundError as error:
        atexit.unregister(report)
        parser.error(str(error))


def _report_at_exit(file: Path | None, limit: int) -> Callable[[], None]:
    """Print the table, and write the file, once all threads of the program have ended."""
    process = os.getpid()
    recording = Recording(limit)

    def report() -> None:
        if os.getpid() != process:
            return  # in a child that was forked
        if file is not None:
            recording.stop()
        sys.stdout.flush()
        sys.stderr.write(text())
        if file is not None:
            _write(recording, file)

    atexit.register(report)
    if file is not None:
        recording.start()
    return report


def _write(recording: Recording, path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        recording.write(file)
    sys.stderr.write(f"hpy.trace: {len(recording):,} events are in {path.name}\n")
    if recording.dropped:
        sys.stderr.write(
            f"hpy.trace: {recording.dropped:,} more came after --limit {recording.limit}\n"
        )


if __name__ == "__main__":
    main()
