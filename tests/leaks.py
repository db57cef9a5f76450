"""tests/leaks.py -- does a test leave something behind? The check of `pytest --leaks`.

The test is run a few times to fill caches, then a few times more with a census after
each. Whatever grows in every one of these rounds is leaking.
"""

from __future__ import annotations

import builtins
import gc
import sys
import warnings
from array import array
from collections.abc import Callable, Sequence

WARM_UP = 3
ROUNDS = 4

# Objects that the interpreter makes once and that tests often pass around.
SINGLETONS = (*range(-5, 257), "", b"", ())

FIGURES = ("allocated blocks", "bytes", "objects known to the collector", "references")


def check(test: Callable[[], object], witnesses: Sequence[object]) -> str:
    """Run `test` repeatedly; return a report on what it leaks, or ''.

    A debug build of CPython counts every reference. Elsewhere those to the builtins, to
    small ints and to `witnesses` are counted, where a handle that is never closed often
    leads.
    """
    import tracemalloc  # PyPy has none

    known = [*vars(builtins).values(), *SINGLETONS, *witnesses]
    columns = len(FIGURES) + len(known)
    gc.collect()
    gc.freeze()  # what exists is in no census, and costs none of them time
    census = array("q", bytes(8 * columns * (ROUNDS + 1)))  # written without allocating
    tracemalloc.start()
    try:
        for _ in range(WARM_UP):
            test()
        take_census(census, 0, known)
        for start in range(columns, len(census), columns):  # these are no small ints
            test()
            take_census(census, start, known)
    finally:
        tracemalloc.stop()
    return report(census, known)


def take_census(census: array[int], start: int, known: Sequence[object]) -> None:
    """Write FIGURES, then the number of references to each known object."""
    from tracemalloc import get_traced_memory

    clear_caches()
    gc.collect()
    census[start] = sys.getallocatedblocks()
    census[start + 1] = get_traced_memory()[0]
    census[start + 2] = len(gc.get_objects())
    census[start + 3] = getattr(sys, "gettotalrefcount", int)()
    for column, object_ in enumerate(known, start + len(FIGURES)):
        census[column] = sys.getrefcount(object_)


def clear_caches() -> None:
    """The cache of attributes keeps names that nothing else needs."""
    for clear in ("_clear_internal_caches", "_clear_type_cache"):
        if hasattr(sys, clear):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                getattr(sys, clear)()


def report(census: array[int], known: Sequence[object]) -> str:
    """A line for everything that grew in every round."""
    names = [*FIGURES, *(f"references to {object_!r}" for object_ in known)]
    lines = []
    for column, name in enumerate(names):
        counts = census[column :: len(names)]
        growth = [after - before for before, after in zip(counts, counts[1:])]
        if min(growth) > 0:
            lines.append(f"{name} grow: {', '.join(f'{n:+}' for n in growth)}")
    return "\n".join(lines)
