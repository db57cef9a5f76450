"""hpy/debug/leakdetector.py: handles that were made and never closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hpy.debug.report import HPyDebugError, describe_frames, look_up, made_at, safe_repr
from hpy.universal import _debug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from hpy.debug._debug import DebugHandle

__all__ = ["HPyDebugError", "HPyLeakError", "LeakDetector", "describe_handle"]


class HPyLeakError(HPyDebugError):
    """Handles are still open. `leaks` has a ``DebugHandle`` for each of them."""

    def __init__(self, leaks: Sequence[DebugHandle]) -> None:
        super().__init__()
        self.leaks = leaks

    def __str__(self) -> str:
        """Return the number of handles, and a line or more for each."""
        look_up(made_at(leak) for leak in self.leaks)
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
    """Return the repr of a ``DebugHandle``: what it stands for, and where it was made."""
    if handle.is_closed:
        head = f"<DebugHandle 0x{handle.id:x} CLOSED>"
    else:
        head = f"<DebugHandle 0x{handle.id:x} for {safe_repr(handle.obj)}>"
    place = made_at(handle)
    lines = describe_frames(place) if place.native or place.python else [NO_FRAMES]
    return "\n".join([head, *(f"        {line}" for line in lines)])


NO_FRAMES = (
    "where it was made is not known: hpy.debug.set_handle_stack_trace_limit(16) keeps stack traces"
)
