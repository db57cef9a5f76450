# hpy/_leaks.py: the part of the pytest plugin that tells which test leaves handles open.
"""LeakCheck, which hpy.pytest_plugin registers if it is asked to.

It uses only what hpy.debug is in every interpreter, so that it works in PyPy, whose hpy.debug is
its own.
"""

from __future__ import annotations

import functools
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from hpy.debug import HPyLeakError, set_handle_stack_trace_limit
from hpy.universal import _debug

if TYPE_CHECKING:
    from hpy.debug._debug import DebugHandle

_MARKER = "hpy_leaks"


class Ledger:
    """Which handles were made while which owner, a test or a fixture, was at work.

    Everything is somebody's: what is nobody else's is that of the owner None.
    """

    def __init__(self) -> None:
        self.owner: object = None
        # For each owner the generations from and until when it was at work, the latter 0 if it is.
        self.periods: dict[object, list[list[int]]] = {None: [[_debug.new_generation(), 0]]}

    def switch(self, owner: object) -> object:
        """Let handles from now on be the owner's; return the one of those before."""
        before, self.owner = self.owner, owner
        generation = _debug.new_generation()
        for period in self.periods.get(before, ())[-1:]:
            period[1] = generation
        self.periods.setdefault(owner, []).append([generation, 0])
        return before

    def settle(self, owner: object) -> list[DebugHandle]:
        """Return the handles of the owner that are open, and let it begin anew."""
        if owner is self.owner:
            self.switch(owner)
        periods = self.periods.pop(owner, [])
        if owner is self.owner:
            self.periods[owner] = [periods.pop()]
        return [handle for period in periods for handle in _made_between(*period)]


def _made_between(start: int, end: int) -> list[DebugHandle]:
    later = {handle.id for handle in _debug.get_open_handles(end)}
    handles = _debug.get_open_handles(start)
    # A thread that is in a call has arguments, which are open rightly.
    return [
        handle
        for handle in handles
        if handle.id not in later and getattr(handle, "made_by", None) != "the call"
    ]


def describe(leaks: Sequence[DebugHandle]) -> str:
    """Return the text of a failure."""
    if not hasattr(_debug.DebugHandle, "opened_at"):  # PyPy
        return str(HPyLeakError(leaks))
    from hpy.debug import summary

    handles = summary.count_of(len(leaks), "unclosed handle")
    return f"{handles} of HPy extensions:\n{summary.text(summary.sites(leaks))}"


class LeakCheck:
    """The hooks that look for leaks.

    A test owns what is made in its setup, its call and its teardown, but not what is made in the
    setup of a fixture of wider scope: that must be closed when the fixture ends. What is made when
    a test file is imported must be closed by the end of the import.
    """

    def __init__(self, frames: int) -> None:
        set_handle_stack_trace_limit(frames)
        self.ledger = Ledger()

    def pytest_report_header(self) -> str:
        """Say that it is at work."""
        return "hpy: debug mode, tests that leak handles fail"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Let a file fail whose import leaks."""
        report = yield
        leaks = self.ledger.settle(None)
        if leaks and report.passed and _is_judged(collector):
            report.outcome = "failed"
            report.longrepr = describe(leaks)
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Let the test own the handles that are made until its end."""
        self.ledger.switch(item)
        try:
            return (yield)
        finally:
            self.ledger.switch(None)
            self.ledger.settle(item)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, object, object]:
        """Judge a setup that fails; one that does not is judged together with the call."""
        return (yield from self._judge(item, "setup", also_success=False))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Judge setup and call."""
        return (yield from self._judge(item, "call"))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, object, object]:
        """Judge the teardown."""
        return (yield from self._judge(item, "teardown"))

    def _judge(
        self, item: pytest.Item, when: str, also_success: bool = True
    ) -> Generator[None, object, object]:
        """Fail for leaks; add them to what is told of a phase that fails by itself."""
        try:
            result = yield
        except BaseException:
            leaks = self.ledger.settle(item)
            if leaks and _is_judged(item):
                item.add_report_section(when, "HPy leaks", describe(leaks))
            raise
        leaks = self.ledger.settle(item) if also_success else []
        if leaks and _is_judged(item):
            pytest.fail(describe(leaks), pytrace=False)
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
    ) -> Generator[None, object, object]:
        """Let a fixture that outlives the test own what it makes."""
        if fixturedef.scope == "function":
            return (yield)
        # The first finalizer is called last.
        fixturedef.addfinalizer(functools.partial(self._judge_fixture, fixturedef, request.node))
        before = self.ledger.switch(fixturedef)
        try:
            return (yield)
        finally:
            self.ledger.switch(before)

    def _judge_fixture(self, fixturedef: pytest.FixtureDef[Any], node: pytest.Item) -> None:
        leaks = self.ledger.settle(fixturedef)
        if leaks and _is_judged(node):
            name = f"fixture {fixturedef.argname!r} of scope {fixturedef.scope}"
            pytest.fail(f"{name}: {describe(leaks)}", pytrace=False)


def _is_judged(node: pytest.Item | pytest.Collector) -> bool:
    return node.get_closest_marker(_MARKER) is None
