"""numpy_hpy/_errstate.py: what is done about floating point errors, by name."""
# ruff: noqa: A002, N801 -- the names are NumPy's.

from __future__ import annotations

import contextlib
from typing import Any

from numpy_hpy import _core

__all__ = ["errstate", "geterr", "geterrcall", "seterr", "seterrcall"]

# In the order in which the state counts them, three bits each.
_KINDS = ("divide", "over", "under", "invalid")
_ACTIONS = ("ignore", "warn", "raise", "call", "print", "log")


def geterr() -> dict[str, str]:
    """Return what is done about each kind of error.

    The keys are `divide`, `over`, `under` and `invalid`; the values are those of `seterr`.
    """
    actions, _ = _core.get_errstate()
    return {kind: _ACTIONS[actions >> 3 * i & 7] for i, kind in enumerate(_KINDS)}


def seterr(
    all: str | None = None,
    divide: str | None = None,
    over: str | None = None,
    under: str | None = None,
    invalid: str | None = None,
) -> dict[str, str]:
    """Set what is done about floating point errors, and return what was done before.

    Each argument is 'ignore', 'warn' (a RuntimeWarning), 'raise' (a FloatingPointError), 'call'
    (the function of `seterrcall`), 'print' (a line on stderr), 'log' (a line to the object of
    `seterrcall`), or None, which changes nothing; `all` is for those that are None. The setting is
    for the current context, a thread or an asyncio task.

    Raise ValueError for another action.
    """
    old = geterr()
    new = dict(zip(_KINDS, (divide, over, under, invalid)))
    actions = 0
    for i, kind in enumerate(_KINDS):
        action = new[kind] or all or old[kind]
        if action not in _ACTIONS:
            raise ValueError(f"invalid error action {action!r}: expected one of {_ACTIONS}")
        actions |= _ACTIONS.index(action) << 3 * i
    _core.set_errstate((actions, geterrcall()))
    return old


def geterrcall() -> Any:
    """Return the function or object that `seterrcall` has set, or None."""
    return _core.get_errstate()[1]


def seterrcall(func: Any) -> Any:
    """Set what 'call' calls and 'log' writes to, and return what was set before.

    A function is called with the kind of the error, a str, and a flag, an int; another object
    needs a method `write`. None is nothing. Raise ValueError for something else.
    """
    if func is not None and not callable(func) and not callable(getattr(func, "write", None)):
        raise ValueError("Only callable can be used as callback")
    actions, old = _core.get_errstate()
    _core.set_errstate((actions, func))
    return old


_UNSET: Any = object()


class errstate(contextlib.ContextDecorator):
    """A context in which other things are done about floating point errors.

    The arguments are those of `seterr`, and `call` is that of `seterrcall`. It can decorate
    functions as well.
    """

    def __init__(
        self,
        *,
        call: Any = _UNSET,
        all: str | None = None,
        divide: str | None = None,
        over: str | None = None,
        under: str | None = None,
        invalid: str | None = None,
    ) -> None:
        self._call = call
        self._actions = {
            "all": all, "divide": divide, "over": over, "under": under, "invalid": invalid
        }  # fmt: skip
        self._states: list[Any] = []

    def __enter__(self) -> None:
        self._states.append(_core.get_errstate())
        seterr(**self._actions)
        if self._call is not _UNSET:
            seterrcall(self._call)

    def __exit__(self, *exception: object) -> None:
        _core.set_errstate(self._states.pop())
