# hpy/trace/_trace.pyi: the types of the module object hpy.universal._trace, made by the runtime.

from collections.abc import Callable

MEMBERS: tuple[str, ...]
"""The names of the API's functions in the order of the context; an event gives the place."""

def get_call_counts(module: str | None = None) -> dict[str, int]:
    """Return how often each API function was called in trace mode.

    The result is a new dict from the names of the context's members, in their order, to the
    number of calls since the start of the process. A call counts from its beginning. What the
    runtime calls itself does not.

    module: the name of a module that was loaded in trace mode, for its calls only; None for
        those of all.

    Raises ValueError if no such module was loaded in trace mode.
    """

def get_durations(module: str | None = None) -> dict[str, int]:
    """Return how many nanoseconds were spent in each API function.

    The result is a dict like that of get_call_counts(). Calls under way do not count yet. A call
    that makes others, for instance HPy_Call of a function in Python, includes their time.

    module: as for get_call_counts().

    Raises ValueError if no such module was loaded in trace mode.
    """

def get_modules() -> list[str]:
    """Return the names of all modules that were loaded in trace mode, first come first."""

def get_frequency() -> int:
    """Return the resolution of the clock behind get_durations(), in ticks per second."""

def set_trace_functions(
    on_enter: Callable[[str], object] | None = ...,
    on_exit: Callable[[str], object] | None = ...,
) -> None:
    """Install functions to be called before and after every API call.

    Each is called with one argument, the name of the context's member as a str; what it returns
    is dropped. If it raises an exception, sys.unraisablehook gets it, and the call goes on. API
    calls that it causes itself are counted, but not reported to it.

    on_enter, on_exit: a callable; None removes the one that is installed; an argument that is
        left out leaves it as it is.

    Raises TypeError if an argument is neither callable nor None; then nothing is changed.
    """

def start_recording(limit: int, /) -> None:
    """Record up to `limit` calls.

    Raises RuntimeError if that is being done already, ValueError or MemoryError for the limit.
    """

def stop_recording() -> tuple[bytes, int]:
    """End the recording: its events (hpy/src/trace/events.h), and how many more there were.

    Raises RuntimeError if nothing is recorded.
    """

def get_functions() -> dict[int, str]:
    """Return the names of the modules' own functions, by address."""

def locate(address: int, /) -> tuple[str, int] | None:
    """Return the binary's path, and the distance from its beginning, for an address."""
