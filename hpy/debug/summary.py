"""hpy/debug/summary.py: handles that were never closed, grouped by where they were made.

It is what ``python -m hpy.debug`` and the pytest plugin tell, as text and as data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from hpy.debug import symbols
from hpy.debug.report import HEADER, call_of, look_up, made_at, own_frames, safe_repr, type_name

if TYPE_CHECKING:
    from hpy.debug._debug import DebugHandle, Frame

# What symbols.locate returns, a column aside.
_LINE = re.compile(r"(?P<function>.+) at (?P<file>.+?):(?P<line>\d+)")

# What an extension gets from the headers of HPy is not its author's.
_TRAMPOLINE = "_trampoline"

_UNKNOWN = "a place that is not known: stack traces are off"


class Place(NamedTuple):
    """A call in an extension: what is not known of it is None.

    `address` is the distance from the beginning of the binary, without a line only.
    """

    binary: str
    function: str | None = None
    file: str | None = None
    line: int | None = None
    address: int | None = None

    def __str__(self) -> str:
        """Return the line, or what a debugger needs to find it."""
        name = PurePath(self.binary).name
        if self.line is not None:
            return f"{self.function} at {self.file}:{self.line} in {name}"
        where = f"{name}+0x{self.address:x}"
        return where if self.function is None else f"{self.function} at {where}"


@dataclass
class Site:
    """The handles that were made in one place, None if that is not known."""

    place: Place | None
    callers: Sequence[Place] = ()
    """What called the function of `place` in the same extension, for the first handle."""
    example: str = ""
    """The repr of the first handle's object, shortened."""
    makers: Counter[str] = field(default_factory=Counter)
    """How many handles each API function made."""
    types: Counter[str] = field(default_factory=Counter)
    """Of how many handles each type is the object's."""

    @property
    def count(self) -> int:
        """The number of handles."""
        return sum(self.types.values())

    def add(self, handle: DebugHandle) -> None:
        """Count a handle."""
        if not self.count:
            self.example = safe_repr(handle.obj)
        self.types[type_name(handle.obj)] += 1
        if handle.made_by is not None:
            self.makers[handle.made_by] += 1


def sites(handles: Iterable[DebugHandle]) -> list[Site]:
    """Group handles by the innermost frame of the extension, most first."""
    found: dict[Place | None, Site] = {}
    handles = list(handles)
    look_up(made_at(handle) for handle in handles)
    for handle in handles:
        places = _places(handle.opened_at)
        place = places[0] if places else None
        found.setdefault(place, Site(place, places[1:])).add(handle)
    return sorted(found.values(), key=lambda site: -site.count)


def text(found: Sequence[Site]) -> str:
    """Return the groups as lines for people."""
    return "".join(f"{line}\n" for site in found for line in _lines(site))


def as_data(found: Sequence[Site]) -> list[dict[str, Any]]:
    """Return the groups as they are written to JSON."""
    nowhere = dict.fromkeys(Place._fields)
    return [
        {
            "count": site.count,
            "place": nowhere if site.place is None else site.place._asdict(),
            "callers": [caller._asdict() for caller in site.callers],
            "made_by": dict(site.makers.most_common()),
            "types": dict(site.types.most_common()),
            "example": site.example,
        }
        for site in found
    ]


def count_of(number: int, noun: str) -> str:
    """Return `1 handle`, `2 handles`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _lines(site: Site) -> list[str]:
    makers = f"made by {', '.join(site.makers)}, " if site.makers else ""
    kinds = [f"{name} ({n:,})" if len(site.types) > 1 else name for name, n in _some(site.types)]
    return [
        f"{site.count:>8,}  {site.place or _UNKNOWN}",
        *(f"{'':10}called by {caller}" for caller in site.callers),
        f"{'':10}{makers}{', '.join(kinds)}, for example {site.example}",
    ]


def _some(types: Counter[str]) -> list[tuple[str, int]]:
    few = types.most_common(3)
    rest = sum(types.values()) - sum(n for _, n in few)
    return [*few, ("others", rest)] if rest else few


def _places(frames: Sequence[Frame]) -> list[Place]:
    """Return the calls in the extension, the innermost first."""
    own, _ = own_frames(frames)
    places = [place for frame in own if frame[3] is not None for place in _inlined(frame)]
    return [place for place in places if _is_of_the_author(place)] or places[:1]


def _inlined(frame: Frame) -> list[Place]:
    """Return the place of a frame, and those of the functions that it is inlined into."""
    _, function, _, binary, _ = frame
    assert binary is not None
    found = map(_LINE.match, symbols.locate(binary, call_of(frame)))
    lines = [
        Place(binary, line["function"], line["file"], int(line["line"])) for line in found if line
    ]
    return lines or [Place(binary, function, address=call_of(frame))]


def _is_of_the_author(place: Place) -> bool:
    if place.file is None or place.function is None:
        return False
    return not HEADER.search(place.file) and _TRAMPOLINE not in place.function
