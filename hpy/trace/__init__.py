# hpy/trace/__init__.py: count, time and record the calls of extensions loaded in trace mode.
"""Trace mode: what an HPy extension asks of the interpreter, how often, and how long it takes.

A universal or hybrid binary is loaded in trace mode, without being compiled again, if the
environment variable HPY is `trace`, by `hpy.universal.load(..., mode=MODE_TRACE)`, or by the
command `python -m hpy.trace [-o FILE.json] script.py`. Then every call of the API is counted
and timed. The names of the calls are those of the members of HPy's context: `ctx_Add` is HPy_Add,
`ctx_Long_FromInt64_t` is HPyLong_FromInt64_t.
"""

from __future__ import annotations

from hpy.trace.recording import Recording, record
from hpy.universal import _trace

get_call_counts = _trace.get_call_counts
get_durations = _trace.get_durations
get_frequency = _trace.get_frequency
get_modules = _trace.get_modules
set_trace_functions = _trace.set_trace_functions

__all__ = [
    "Recording",
    "get_call_counts",
    "get_durations",
    "get_frequency",
    "get_modules",
    "record",
    "set_trace_functions",
]
