"""tests/test_debug.py -- the debug mode finds each mistake of test_debug.c."""

import functools
import os
import signal
import sys

import extension
import pytest
import runtime

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

from hpy.debug import HPyLeakError, LeakDetector, set_handle_stack_trace_limit
from hpy.universal import _debug

ABIS = ("universal", "hybrid")

# The default, which the other tests change.
KEEP_MANY = "from hpy.universal import _debug; _debug.set_closed_handles_queue_max_size(1024)\n"

pytestmark = pytest.mark.leaks


@pytest.fixture
def mod(binary, hpy_abi, monkeypatch):
    """The module in debug mode, with the queue of closed handles that it has by default."""
    monkeypatch.setattr(extension, "mode", "debug")
    before = _debug.get_closed_handles_queue_max_size()
    _debug.set_closed_handles_queue_max_size(1024)
    yield extension.load("test_debug", binary, hpy_abi)
    _debug.set_closed_handles_queue_max_size(before)


@pytest.fixture
def reports(mod):
    """A list that gets an item for each report."""
    found = []
    _debug.set_on_invalid_handle(lambda: found.append("handle"))
    _debug.set_on_invalid_builder_handle(lambda: found.append("builder"))
    yield found
    _debug.set_on_invalid_handle(None)
    _debug.set_on_invalid_builder_handle(None)


@pytest.fixture
def crash(child, monkeypatch):
    """Run code in a process of its own, which has to abort; return what it says."""
    monkeypatch.setattr(extension, "mode", "debug")

    def run(code, expected=-signal.SIGABRT):
        done = child(KEEP_MANY + code)
        assert done.returncode == expected, done.stderr
        return done.stderr

    return run


# ---- Leaks


def test_no_leak(mod):
    with LeakDetector():
        assert mod.identity("a") == "a"


def test_leaks(mod):
    generation = _debug.new_generation()
    mod.leak("first", "second", "third")
    leaks = _debug.get_open_handles(generation)
    assert [leak.obj for leak in leaks] == ["first", "second", "third"]
    assert _debug.get_open_handles(_debug.new_generation()) == []
    for leak in leaks:
        assert leak.made_by == "HPy_Dup"
        assert leak.is_closed is False
        assert leak.closed_by is None
        leak._force_close()
        assert leak.is_closed is True
    assert _debug.get_open_handles(generation) == []


def test_LeakDetector(mod):
    detector = LeakDetector()
    assert detector.generation is None
    with pytest.raises(ValueError, match="start"):
        detector.stop()
    detector.start()
    with pytest.raises(ValueError, match="already"):
        detector.start()
    mod.leak("lost", 42)
    with pytest.raises(HPyLeakError) as caught:
        detector.stop()
    text = str(caught.value)
    assert text.startswith("2 unclosed handles:\n    <DebugHandle 0x")
    assert "'lost'" in text
    assert "42" in text
    for leak in caught.value.leaks:
        leak._force_close()
    detector.stop()


def test_one_leak_is_singular(mod):
    with pytest.raises(HPyLeakError, match=r"^1 unclosed handle:") as caught, LeakDetector():
        mod.leak([])
    caught.value.leaks[0]._force_close()


def test_stack_traces(mod):
    set_handle_stack_trace_limit(16)
    try:
        generation = _debug.new_generation()
        mod.leak("traced")
    finally:
        set_handle_stack_trace_limit(None)
    (leak,) = _debug.get_open_handles(generation)
    binaries = {str(frame[3]) for frame in leak.opened_at}
    assert any("test_debug" in binary for binary in binaries)
    assert "test_debug" in repr(leak)
    leak._force_close()
    generation = _debug.new_generation()
    mod.leak("untraced")
    (leak,) = _debug.get_open_handles(generation)
    assert leak.opened_at == []
    assert "set_handle_stack_trace_limit" in repr(leak)
    leak._force_close()


# ---- DebugHandle


def test_DebugHandle(mod):
    generation = _debug.new_generation()
    mod.leak("a", "a")
    a, b = _debug.get_open_handles(generation)
    again, _ = _debug.get_open_handles(generation)
    assert a is not again
    assert a == again
    assert (a != again) is False
    assert hash(a) == hash(again)
    assert a.id == again.id != b.id
    assert a != b
    assert a != "a"
    with pytest.raises(TypeError):
        a < b
    assert repr(a).startswith(f"<DebugHandle 0x{a.id:x} for 'a'>\n")
    a._force_close()
    assert repr(a).startswith(f"<DebugHandle 0x{a.id:x} CLOSED>\n")
    b._force_close()


def test_one_that_Python_makes():
    with pytest.raises(ValueError, match="stands for no handle"):
        _debug.DebugHandle().obj  # noqa: B018


def test_closed_handles(mod):
    _debug.set_closed_handles_queue_max_size(0)
    mod.identity(1)
    _debug.set_closed_handles_queue_max_size(1024)
    before = len(_debug.get_closed_handles())
    mod.identity("x")
    closed = _debug.get_closed_handles()
    assert len(closed) == before + 3  # self, the argument, the result
    assert all(handle.is_closed for handle in closed)


def test_the_oldest_closed_record_is_used_again(mod):
    generation = _debug.new_generation()
    mod.leak("old")
    (old,) = _debug.get_open_handles(generation)
    old._force_close()
    _debug.set_closed_handles_queue_max_size(0)
    mod.identity(None)
    _debug.set_closed_handles_queue_max_size(1024)
    assert old.obj != "old"


@pytest.mark.parametrize("name", ["closed_handles_queue", "protected_raw_data"])
def test_limits(mod, name):
    get = getattr(_debug, f"get_{name}_max_size")
    set_ = getattr(_debug, f"set_{name}_max_size")
    before = get()
    set_(7)
    assert get() == 7
    with pytest.raises(OverflowError):
        set_(-1)
    with pytest.raises(TypeError):
        set_("many")
    set_(before)


# ---- Closed handles


@pytest.mark.parametrize(
    "function", ["close_twice", "use_closed", "use_closed_in_array", "close_argument",
                 "return_argument"],
)  # fmt: skip
def test_closed(mod, reports, function):
    getattr(mod, function)("an argument")
    assert reports == ["handle"]


def test_self_returned(mod, reports):
    assert mod.return_self() is not None
    assert reports == ["handle"]


@pytest.mark.parametrize("function", ["close_constant", "return_constant"])
def test_constants(mod, reports, function):
    getattr(mod, function)()
    assert reports == ["handle"]


def test_a_kept_argument(mod, reports):
    mod.keep("kept")
    assert reports == []
    mod.use_kept()
    assert reports == ["handle"]


def test_what_a_callback_raises_is_told(mod, capsys):
    _debug.set_on_invalid_handle(lambda: 1 / 0)
    hook, sys.unraisablehook = sys.unraisablehook, lambda error: seen.append(error.exc_type)
    seen = []
    try:
        mod.use_closed("a")
    finally:
        sys.unraisablehook = hook
        _debug.set_on_invalid_handle(None)
    assert seen == [ZeroDivisionError]


def test_a_callback_that_takes_itself_back(mod):
    _debug.set_on_invalid_handle(functools.partial(_debug.set_on_invalid_handle, None))
    mod.use_closed("a")


@pytest.mark.parametrize(
    "function", [_debug.set_on_invalid_handle, _debug.set_on_invalid_builder_handle]
)
def test_no_callable(function):
    with pytest.raises(TypeError, match="expected a callable or None, not 'int'"):
        function(42)


@pytest.mark.parametrize(
    "call, function, argument, maker",
    [
        ("close_twice('the object')", "HPy_Close", "h", "HPy_Dup"),
        ("use_closed('the object')", "HPy_Repr", "obj", "HPy_Dup"),
        ("use_closed_in_array('the object')", "HPyTuple_FromArray", "items", "HPy_Dup"),
        ("close_argument('the object')", "the end of the call", "an argument", "the call"),
        ("return_argument('the object')", "the end of the call", "an argument", "the call"),
        ("keep('the object'), mod.use_kept()", "HPy_Repr", "obj", "the call"),
    ],
)
def test_the_report(crash, call, function, argument, maker):
    text = crash(f"mod.{call}")
    assert f"HPy debug mode: {function} got a closed handle" in text
    assert f"argument: {argument}\n" in text
    assert "module:   test_debug\n" in text
    assert "object:   'the object'\n" in text
    assert f"made by:  {maker}\n" in text
    assert "a closed handle was used" in text


def test_a_constant_is_named(crash):
    assert "a constant of the context" in crash("mod.close_constant()")


# ---- Builders


def test_building_twice(mod, reports):
    with pytest.raises(MemoryError):
        mod.build_twice(1)
    assert reports == ["builder"]


def test_building_what_is_cancelled(mod, reports):
    with pytest.raises(MemoryError):
        mod.build_cancelled()
    assert reports == ["builder"]


def test_cancelling_what_is_built(mod, reports):
    assert mod.cancel_built() == ()
    assert reports == ["builder"]


def test_the_report_of_a_builder(crash):
    assert "HPyTupleBuilder_Build got a builder that has ended" in crash("mod.build_cancelled()")


# ---- Text


@pytest.mark.parametrize("text", ["a" * 31, b"a" * 31, "é" * 15 + "a"], ids=repr)
def test_size_of_raw_data(mod, text):
    generation = _debug.new_generation()
    mod.leak_text(text)
    (leak,) = _debug.get_open_handles(generation)
    assert leak.raw_data_size == 32
    leak._force_close()
    assert leak.raw_data_size == 32


def test_raw_data_that_is_too_much(mod):
    before = _debug.get_protected_raw_data_max_size()
    _debug.set_protected_raw_data_max_size(0)
    generation = _debug.new_generation()
    mod.leak_text("text")
    (leak,) = _debug.get_open_handles(generation)
    leak._force_close()
    assert leak.raw_data_size == -1
    _debug.set_protected_raw_data_max_size(before)


def test_no_raw_data(mod):
    generation = _debug.new_generation()
    mod.leak(1)
    (leak,) = _debug.get_open_handles(generation)
    assert leak.raw_data_size == -1
    leak._force_close()


@pytest.mark.skipif("ASAN_OPTIONS" in os.environ, reason="is what the sanitizer reports")
@pytest.mark.skipif(sys.platform == "win32", reason="dies otherwise there")
@pytest.mark.parametrize("function", ["write_text", "read_late"])
def test_reading_and_writing_text(crash, function):
    crash(f"mod.{function}('text')", expected=-signal.SIGSEGV)


# ---- Contexts


def test_a_kept_context(crash):
    text = crash("mod.keep(1); mod.use_kept_context()")
    assert "HPyLong_FromInt64_t got a wrong HPy context" in text


# ---- Arguments


@pytest.mark.parametrize(
    "call, function, argument, problem",
    [
        ("type_check(1)", "HPy_TypeCheck", "type", "what is no type"),
        ("type_name(1)", "HPyType_GetName", "type", "what is no type"),
        ("subtype(1)", "HPyType_IsSubtype", "type", "what is no type"),
        ("substring(1)", "HPyUnicode_Substring", "str", "what is no str"),
        ("call_with_names(1)", "HPy_Call", "kwnames", "what is neither a tuple"),
    ],
)
def test_arguments(crash, call, function, argument, problem):
    text = crash(f"mod.{call}")
    assert f"HPy debug mode: {function} got {problem}" in text
    assert f"argument: {argument}\n" in text
    assert "object:   1\n" in text
