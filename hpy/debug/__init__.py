"""hpy/debug: what the debug mode knows of the handles of extensions.

An extension is in debug mode if it was loaded with ``HPY=debug`` in the environment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

from hpy.debug.leakdetector import HPyLeakError, LeakDetector
from hpy.debug.report import HPyDebugError, HPyDebugWarning, Place
from hpy.universal import _debug

__all__ = [
    "HPyDebugError",
    "HPyDebugWarning",
    "HPyLeakError",
    "LeakDetector",
    "Place",
    "disable_handle_stack_traces",
    "set_handle_stack_trace_limit",
    "set_on_error",
]

OnError = Union[str, Callable[[HPyDebugError], object]]


def set_handle_stack_trace_limit(limit: int | None) -> None:
    """Keep up to `limit` native frames, and as many of Python, for each handle from now on.

    They tell where a handle comes from and where it was closed, and take time. 0 or None keeps
    none. The environment variable HPY_DEBUG_STACK_TRACE_LIMIT is the limit at the beginning.
    Since 0.9.
    """
    _debug.set_handle_stack_trace_limit(limit)


def disable_handle_stack_traces() -> None:
    """Keep no frames any more. Since 0.9."""
    _debug.set_handle_stack_trace_limit(None)


def set_on_error(action: OnError) -> OnError:
    """Choose what a mistake of an extension does, and return what was chosen before.

    "abort" prints the report and ends the process. "raise" lets the function of the extension
    raise an HPyDebugError when it returns to Python, whatever it does until then. "warn" issues an
    HPyDebugWarning. A callable is called with the HPyDebugError. In the last three cases the
    extension goes on after its mistake as well as can be; a mistake after which nothing is safe
    ends the process in any case. The environment variable HPY_DEBUG_ON_ERROR, one of the three
    words, is what is chosen at the beginning, "abort" if it is not set.

    ValueError for another word, TypeError for what is neither a str nor callable. Since 1.0.
    """
    before: OnError = _debug.set_on_error(action)
    return before
