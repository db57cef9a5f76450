"""hpy/debug/leakdetector.py: handles that were made and never closed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from hpy import universal
from hpy.debug import symbols
from hpy.universal import _debug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from hpy.debug._debug import DebugHandle, Frame


class HPyDebugError(Exception):
    """A mistake that the debug mode has found."""


class HPyLeakError(HPyDebugError):
    """Handles are still open. `leaks` has a ``DebugHandle`` for each of them."""

    def __init__(self, leaks: Sequence[DebugHandle]) -> None:
        super().__init__()
        self.leaks = leaks

    def __str__(self) -> str:
        """Return the number of handles, and a line or more for each."""
        count = len(self.leaks)
        head = f"{count} unclosed handle{'' if count == 1 else 's'}:"
        return "\n".join([head, *(f"    {leak!r}" for leak in self.leaks)])


class LeakDetector:
    """Find the handles that are made between ``start()`` and ``stop()`` and stay open.

    As a context manager it starts at the beginning of the block and stops at its end.
    Since 0.9.
    """

    def __init__(self) -> None:
        self.generation: int | None = None

    def start(self) -> None:
        """Begin. ValueError if it has begun."""
        if self.generation is not None:
            raise ValueError("this LeakDetector has been started already")
        self.generation = _debug.new_generation()

    def stop(self) -> None:
        """Look. HPyLeakError if handles are open, ValueError without a start."""
        if self.generation is None:
            raise ValueError("this LeakDetector has not been started: call start() first")
        leaks = _debug.get_open_handles(self.generation)
        if leaks:
            raise HPyLeakError(leaks)

    def __enter__(self) -> LeakDetector:
        """Start."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()


def describe_handle(handle: DebugHandle) -> str:
    """Return the repr of a ``DebugHandle``."""
    if handle.is_closed:
        head = f"<DebugHandle 0x{handle.id:x} CLOSED>"
    else:
        head = f"<DebugHandle 0x{handle.id:x} for {safe_repr(handle.obj)}>"
    return f"{head}\n{describe_frames(handle.opened_at)}"


def safe_repr(thing: object) -> str:
    """Return a repr that is not long, also of an object whose repr fails."""
    try:
        text = repr(thing)
    except Exception as error:
        return f"a {type(thing).__name__} whose repr raises {type(error).__name__}"
    return text if len(text) <= 200 else f"{text[:150]} ... {text[-40:]}"


def describe_frames(frames: Sequence[Frame]) -> str:
    """Return the lines of a native stack trace, or how to get one."""
    if not frames:
        return (
            "        where it was made is not known: "
            "hpy.debug.set_handle_stack_trace_limit(16) keeps stack traces"
        )
    own = [frame for frame in frames if frame[3] != universal.__file__]
    return "\n".join(f"        {describe_frame(frame)}" for frame in own)


def describe_frame(frame: Frame) -> str:
    """Return a line for a native frame."""
    address, function, offset, binary, distance = frame
    if binary is None:
        return f"0x{address:x}"
    # The frame returns to behind the call; the call itself is one byte before.
    line = symbols.locate(binary, distance - 1)
    place = line or (f"{function}+0x{offset:x}" if function else f"0x{distance:x}")
    return f"{place} in {PurePath(binary).name}"
