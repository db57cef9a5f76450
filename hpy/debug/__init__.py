"""hpy/debug: what the debug mode knows of the handles of extensions.

An extension is in debug mode if it was loaded with ``HPY=debug`` in the environment.
"""

from __future__ import annotations

from hpy.debug.leakdetector import HPyDebugError, HPyLeakError, LeakDetector
from hpy.universal import _debug

__all__ = [
    "HPyDebugError",
    "HPyLeakError",
    "LeakDetector",
    "disable_handle_stack_traces",
    "set_handle_stack_trace_limit",
]


def set_handle_stack_trace_limit(limit: int | None) -> None:
    """Keep up to `limit` native frames for each handle that is made from now on.

    They tell where a handle comes from, and take time. 0 or None keeps none. Since 0.9.
    """
    _debug.set_handle_stack_trace_limit(limit)


def disable_handle_stack_traces() -> None:
    """Keep no native frames any more. Since 0.9."""
    _debug.set_handle_stack_trace_limit(None)
