"""hpy/debug/report.py: what is told of a mistake that an extension makes."""

from __future__ import annotations

import functools
import os
import re
import reprlib
import sys
import traceback
import warnings
from itertools import takewhile
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from hpy import universal
from hpy.debug import symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hpy.debug._debug import DebugHandle, Frame, PythonFrame

# ---- Places


class Place(NamedTuple):
    """Where something happened to a handle; frames are innermost first, none if not kept.

    A native frame is a tuple (address, function, distance from its beginning, binary, distance from
    its beginning), the function or the binary None where it is not known. A frame of Python is a
    tuple (file, line, function).
    """

    function: str | None
    native: list[Frame]
    python: list[PythonFrame]


def made_at(handle: DebugHandle) -> Place:
    """Return where a handle was made."""
    return Place(handle.made_by, handle.opened_at, handle.python_opened_at)


def closed_at(handle: DebugHandle) -> Place | None:
    """Return where a handle was closed; None if it is open."""
    if not handle.is_closed:
        return None
    return Place(handle.closed_by, handle.closed_at, handle.python_closed_at)


# ---- The error


class HPyDebugError(Exception):
    """A mistake that the debug mode has found. Its text says what the attributes say.

    ``problem`` is what ``function`` got, as which ``argument`` (None if as none), and ``module``
    who called it. ``obj`` is the object, or None; ``has_object`` tells whether there is one.
    ``found_at`` is the ``Place``. If it is about a handle that is known, ``handle`` is its
    ``DebugHandle``, and ``made_at`` and ``closed_at`` are places, too. ``others`` lists what was
    found later in the same call, if this is raised. Since 1.0.
    """

    problem: str | None = None
    module: str | None = None
    function: str | None = None
    argument: str | None = None
    obj: object = None
    has_object = False
    handle: DebugHandle | None = None
    found_at: Place | None = None
    made_at: Place | None = None
    closed_at: Place | None = None

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.others: list[BaseException] = []
        self._text: str | None = None

    def __str__(self) -> str:
        """Return the report."""
        if self.problem is None:
            return super().__str__()
        if self._text is None:
            self._text = "\n".join(describe_error(self))
        if not self.others:
            return self._text
        return f"{self._text}\n  others:   {len(self.others)} in the same call, in `others`"

    def __reduce__(self) -> tuple[type[HPyDebugError], tuple[str]]:
        """Keep the text for another process, where there are no handles."""
        return HPyDebugError, (str(self),)

    def warn(self) -> None:
        """Warn of the mistake. HPyDebugWarning if the filter for warnings wants it."""
        warnings.warn(HPyDebugWarning(self), stacklevel=2)


class HPyDebugWarning(RuntimeWarning):
    """A mistake that the debug mode has found. ``error`` is the HPyDebugError. Since 1.0."""

    def __init__(self, error: HPyDebugError) -> None:
        super().__init__(str(error))
        self.error = error


def make_error(
    problem: str,
    module: str | None,
    function: str,
    argument: str | None,
    obj: object,
    has_object: bool,
    handle: DebugHandle | None,
    native: list[Frame],
    python: list[PythonFrame],
) -> HPyDebugError:
    """Return the error for a mistake; hpy/src/debug/report.c calls this."""
    error = HPyDebugError()
    error.problem, error.module, error.function = problem, module, function
    error.argument, error.obj, error.has_object = argument, obj, has_object
    error.found_at = Place(function, native, python)
    if handle is not None:
        error.handle = handle
        error.made_at, error.closed_at = made_at(handle), closed_at(handle)
    return error


# ---- Its text


def describe_error(error: HPyDebugError) -> list[str]:
    """Return the lines of a report."""
    places = [place for place in (error.found_at, error.made_at, error.closed_at) if place]
    look_up(places)
    lines = [f"HPy debug mode: {error.function} got {error.problem}"]
    if error.argument is not None:
        lines.append(f"  argument: {error.argument}")
    lines.append(f"  module:   {error.module or 'unknown'}")
    if error.has_object:
        lines.append(f"  object:   {safe_repr(error.obj)}")
        lines.append(f"  type:     {type_name(error.obj)}")
    heads = ("found in: ", "made by:  ", "closed by: ")
    above = None
    for head, place in zip(heads, places):
        lines += describe_place(head, place, above)
        above = place
    if any(not place.native for place in places):
        lines.append("  HPY_DEBUG_STACK_TRACE_LIMIT=16 shows where the handle was made and closed")
    return lines


def describe_place(head: str, place: Place, above: Place | None) -> list[str]:
    """Return the lines for one place; frames of Python that the one above has are not repeated."""
    if above is not None and place.python and place.python == above.python[: len(place.python)]:
        lines = [*describe_native(place.native), "(called by Python as above)"]
    else:
        lines = describe_frames(place)
    return [f"  {head}{place.function}", *(f"    {line}" for line in lines)]


def describe_frames(place: Place) -> list[str]:
    """Return the lines of a place: the frames of the extension, then those of Python."""
    return [*describe_native(place.native), *describe_python(place.python)]


# ---- Objects


class ShortRepr(reprlib.Repr):
    """Like ``repr``, but never long, and also for objects whose repr fails."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = 160
        self.maxlist = self.maxtuple = self.maxdict = self.maxset = self.maxfrozenset = 12

    def repr1(self, x: object, level: int) -> str:
        """Return the repr of a part: reprlib goes by the names of types, whosever they are."""
        if type(x).__module__ == "builtins":
            return super().repr1(x, level)
        return self.repr_instance(x, level)

    def repr_instance(self, x: object, level: int) -> str:
        """Return the repr of an object of any other type."""
        try:
            text = repr(x)
        except Exception as error:
            return f"a {type(x).__name__} whose repr raises {type(error).__name__}"
        return text if len(text) <= 200 else f"{text[:150]} ... {text[-40:]}"


def safe_repr(thing: object) -> str:
    """Return a repr that is not long, also of an object whose repr fails."""
    try:
        return ShortRepr().repr(thing)
    except Exception as error:
        return f"a {type(thing).__name__} whose repr raises {type(error).__name__}"


def type_name(thing: object) -> str:
    """Return the name of an object's type, as a program would write it."""
    kind = type(thing)
    name = kind.__qualname__
    return name if kind.__module__ == "builtins" else f"{kind.__module__}.{name}"


# ---- Native frames

# How the program and the library of the interpreter may be called.
INTERPRETER = re.compile(r"(lib)?python[\d.]*[a-z]*(\.(exe|dll|dylib|so[\d.]*))?|Python")

# A header with the API functions themselves, where a compiler inlines them, with or without a line.
HEADER = re.compile(r"\bhpy[\\/](\w+[\\/])*\w+\.h(:\d+){0,2}( in |$)")


def is_foreign(frame: Frame) -> bool:
    """Tell whether a frame is of the runtime or of the interpreter."""
    binary = frame[3]
    if binary is None:
        return False
    if INTERPRETER.fullmatch(PurePath(binary).name):
        return True
    return resolve(binary) in (resolve(universal.__file__), resolve(sys.executable))


@functools.lru_cache(maxsize=1024)
def resolve(path: str | None) -> str:
    """Return the real path of a file."""
    return os.path.realpath(path or "")


def own_frames(frames: Sequence[Frame]) -> tuple[list[Frame], int]:
    """Return an extension's frames, from the innermost on, and how many called the extension."""
    above = len(list(takewhile(is_foreign, frames)))
    own = list(takewhile(lambda frame: not is_foreign(frame), frames[above:]))
    return own, len(frames) - above - len(own)


def look_up(places: Iterable[Place]) -> None:
    """Find out all lines of several places at once."""
    frames = [frame for place in places for frame in own_frames(place.native)[0]]
    symbols.locate_all((f[3], call_of(f)) for f in frames if f[3] is not None)


def call_of(frame: Frame) -> int:
    """Return the address of a call: the frame returns to behind it, so it is one byte before."""
    return frame[4] - 1


def describe_native(frames: list[Frame]) -> list[str]:
    """Return the lines of the extension's frames, and how many others there are."""
    own, others = own_frames(frames)
    lines = [line for frame in own for line in describe_frame(frame)]
    lines = [line for line in lines if not HEADER.search(line)] or lines
    lines = [a for a, b in zip(lines, [*lines[1:], ""]) if a == b or site(a) != site(b)]
    if others:
        lines.append(f"... {others} more frame{'' if others == 1 else 's'}")
    return lines


def describe_frame(frame: Frame) -> list[str]:
    """Return the lines for a native frame: several if functions were inlined."""
    address, function, offset, binary, distance = frame
    if binary is None:
        return [f"0x{address:x}"]
    names = symbols.locate(binary, call_of(frame))
    names = names or [f"{function}+0x{offset:x}" if function else f"0x{distance:x}"]
    return [f"{name} in {PurePath(binary).name}" for name in names]


def site(line: str) -> str:
    """Return what follows a function's name: a macro makes several functions in one place."""
    return line.partition(" at ")[2] or line


# ---- Frames of Python


def describe_python(frames: list[PythonFrame]) -> list[str]:
    """Return the lines of Python frames, as tracebacks have them, but innermost first."""
    summaries = [
        traceback.FrameSummary(file, line, function, lookup_line=False)
        for file, line, function in frames
    ]
    text = "".join(traceback.StackSummary.from_list(summaries).format())
    return [line[2:] for line in text.splitlines()]
