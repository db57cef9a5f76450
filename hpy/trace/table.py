# hpy/trace/table.py: what was called, how often, and how long it took, as text.
"""The table that `python -m hpy.trace` prints."""

from __future__ import annotations

from typing import NamedTuple

from hpy.universal import _trace


class Row(NamedTuple):
    """The calls of one API function by one module; `time` in nanoseconds."""

    time: int
    calls: int
    function: str
    module: str


def rows() -> list[Row]:
    """Return a row for all that was called, that which took most time first."""
    found = []
    for module in _trace.get_modules():
        durations = _trace.get_durations(module)
        for function, calls in _trace.get_call_counts(module).items():
            if calls:
                found.append(Row(durations[function], calls, function, module))
    return sorted(found, reverse=True)


def text() -> str:
    """Return the table."""
    modules = _trace.get_modules()
    if not modules:
        return "hpy.trace: no HPy extension was loaded in trace mode\n"
    found = rows()
    calls = sum(row.calls for row in found)
    head = f"hpy.trace: {calls:,} calls of the API by {', '.join(modules)}"
    columns = f"{'calls':>12} {'ms':>12} {'ns/call':>10}  function"
    return "\n".join([head, columns, *(_line(row, len(modules) > 1) for row in found), ""])


def _line(row: Row, several: bool) -> str:
    name = f"{row.function}  ({row.module})" if several else row.function
    return f"{row.calls:>12,} {row.time / 1e6:>12,.3f} {row.time / row.calls:>10,.1f}  {name}"
