# hpy/trace/recording.py: every call of a stretch of a program, as a file that Perfetto can show.
"""Recordings of all calls, in the Trace Event format.

A file of that format can be opened in https://ui.perfetto.dev and in chrome://tracing. Here it
holds one complete event for each API call, nested in one for the function of the extension that
made the call.
"""

from __future__ import annotations

import functools
import json
import os
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from hpy.universal import _trace

DEFAULT_LIMIT = 1_000_000

# trace_event in hpy/src/trace/events.h, and what it says of an API call in place of a signature.
_EVENT = struct.Struct("=QQQQII")
_API_CALL = 0xFFFFFFFF


class Event(NamedTuple):
    """A call: of the API, or of a function of an extension.

    `start` and `duration` are in nanoseconds, `duration` None if the call was under way when the
    recording ended. `thread` is what threading.get_ident() tells.
    """

    name: str
    module: str
    is_api: bool
    thread: int
    start: int
    duration: int | None


class Recording:
    """What was recorded between start() and stop().

    There is one recording at a time in a process. It holds calls of modules in trace mode only,
    and at most `limit` of them, 40 bytes each: those that come first.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self.limit = limit
        self.dropped = 0
        """How many calls came after the limit was reached."""
        self._events = b""

    def start(self) -> None:
        """Begin. Raises RuntimeError if another recording has not ended."""
        _trace.start_recording(self.limit)

    def stop(self) -> None:
        """End. Raises RuntimeError if there is no recording."""
        self._events, self.dropped = _trace.stop_recording()

    def __len__(self) -> int:
        """The number of events."""
        return len(self._events) // _EVENT.size

    def __iter__(self) -> Iterator[Event]:
        """Return the events in the order in which the calls began."""
        frequency = _trace.get_frequency()
        modules = _trace.get_modules()
        names = _Names()
        for start, end, thread, what, module, signature in _EVENT.iter_unpack(self._events):
            is_api = signature == _API_CALL
            yield Event(
                _trace.MEMBERS[what] if is_api else names[what],
                modules[module],
                is_api,
                thread,
                start * 1_000_000_000 // frequency,
                (end - start) * 1_000_000_000 // frequency if end else None,
            )

    def write(self, file: TextIO) -> None:
        """Write the recording to a text file in the Trace Event format."""
        threads = _Threads()
        file.write('{"displayTimeUnit": "ns", "otherData": ')
        json.dump({"program": "hpy.trace", "dropped": self.dropped}, file)
        file.write(', "traceEvents": [\n')
        json.dump(_name_of("process", " ".join(sys.argv)), file)
        origin = None
        for event in self:
            origin = event.start if origin is None else origin
            file.write(",\n" + _as_json(event, origin, threads[event.thread]))
        alive = {thread.ident: thread.name for thread in threading.enumerate()}
        for ident, number in threads.items():
            name = alive.get(ident, f"thread {ident}")
            file.write(",\n" + json.dumps(_name_of("thread", name, number)))
        file.write("\n]}\n")


@contextmanager
def record(path: str | os.PathLike[str], limit: int = DEFAULT_LIMIT) -> Iterator[Recording]:
    """Record what happens in a `with` block, and write it to the file `path`.

    limit: the largest number of calls to record; the recording counts the others as `dropped`.

    Raises RuntimeError if a recording has been started and not ended, ValueError or MemoryError
    for the limit, OSError if the file cannot be written: all but the last before the block.
    """
    recording = Recording(limit)
    recording.start()
    try:
        yield recording
    finally:
        recording.stop()
        with Path(path).open("w", encoding="utf-8") as file:
            recording.write(file)


def _as_json(event: Event, origin: int, thread: int) -> str:
    """Return a complete event; for a call that has not ended, one that only begins.

    Times are given from `origin` on, in microseconds: readers take them for floating point
    numbers, which are exact only as long as they are small.
    """
    start, duration = event.start - origin, event.duration
    phase = '"B"' if duration is None else f'"X", "dur": {_microseconds(duration)}'
    kind = '"api"' if event.is_api else f'"function", "args": {{"module": {_quote(event.module)}}}'
    return (
        f'{{"name": {_quote(event.name)}, "ph": {phase}, "ts": {_microseconds(start)}, '
        f'"pid": {os.getpid()}, "tid": {thread}, "cat": {kind}}}'
    )


def _microseconds(nanoseconds: int) -> str:
    return f"{nanoseconds // 1000}.{nanoseconds % 1000:03}"


_quote = functools.lru_cache(maxsize=None)(json.dumps)


def _name_of(what: str, name: str, thread: int = 1) -> dict[str, Any]:
    """Return the event that names the process or a thread."""
    return {
        "name": f"{what}_name",
        "ph": "M",
        "pid": os.getpid(),
        "tid": thread,
        "args": {"name": name},
    }


class _Names(dict[int, str]):
    """Names of the extensions' functions by their addresses."""

    def __init__(self) -> None:
        super().__init__(_trace.get_functions())

    def __missing__(self, address: int) -> str:
        """Return what a debugger needs to find a function that no definition names."""
        place = _trace.locate(address)
        name = f"{address:#x}" if place is None else f"{Path(place[0]).name}+{place[1]:#x}"
        return self.setdefault(address, name)


class _Threads(dict[int, int]):
    """Small numbers for threads, whose own are too large for some readers of the format."""

    def __missing__(self, ident: int) -> int:
        """Return the next number."""
        return self.setdefault(ident, len(self) + 1)
