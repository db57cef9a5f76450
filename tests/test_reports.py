"""tests/test_reports.py -- what the debug mode says of a mistake, and what it does then."""

import gc
import itertools
import os
import pickle
import re
import signal
import subprocess
import sys
import warnings
import weakref
from pathlib import Path

import extension
import pytest
import runtime

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

import hpy.debug
from hpy.debug import (
    HPyDebugError,
    HPyDebugWarning,
    LeakDetector,
    set_handle_stack_trace_limit,
    set_on_error,
    symbols,
)
from hpy.universal import _debug

ABIS = ("universal", "hybrid")
SOURCE = Path(__file__).with_suffix(".c")

pytestmark = pytest.mark.leaks

needs_lines = pytest.mark.skipif(
    symbols.find_program() is None, reason="there is no program that reads debug information"
)


@pytest.fixture
def mod(binary, hpy_abi, monkeypatch):
    """The module in debug mode, with the settings that it has by default."""
    monkeypatch.setattr(extension, "mode", "debug")
    before = _debug.get_closed_handles_queue_max_size()
    _debug.set_closed_handles_queue_max_size(1024)
    yield extension.load("test_reports", binary, hpy_abi)
    _debug.set_closed_handles_queue_max_size(before)
    set_handle_stack_trace_limit(None)
    set_on_error("abort")


@pytest.fixture
def faulty(mod):
    """A type whose every slot makes a mistake, its finalizer too."""
    yield mod.make_type()
    set_on_error(lambda error: None)
    forget_closed_handles(mod)
    gc.collect()


@pytest.fixture
def unraisable(monkeypatch):
    """The exceptions that nobody could get."""
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", lambda error: seen.append(error.exc_value))
    return seen


@pytest.fixture
def crash(child, monkeypatch):
    """Run code in a process of its own, which has to abort; return what it says."""
    monkeypatch.setattr(extension, "mode", "debug")

    def run(code, expected=-signal.SIGABRT, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        keep = "from hpy.universal import _debug; _debug.set_closed_handles_queue_max_size(1024)\n"
        done = child(keep + code)
        assert done.returncode == expected, done.stderr
        return done.stderr

    return run


def caught(call, *args):
    """The error that a call raises."""
    set_on_error("raise")
    try:
        with pytest.raises(HPyDebugError) as info:
            call(*args)
    finally:
        set_on_error("abort")
    return info.value


def line_of(comment):
    """The number of the line of the C file that ends in a comment."""
    lines = SOURCE.read_text().splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if line.endswith(f"/* {comment} */")]
    return number


def forget_closed_handles(mod):
    """Let the objects die that only closed handles keep."""
    _debug.set_closed_handles_queue_max_size(0)
    mod.tuple()


class Silent:
    def __repr__(self):
        raise RuntimeError("no repr")


# ---- What is told


@needs_lines
def test_places(mod):
    set_handle_stack_trace_limit(16)
    error = caught(mod.use_closed, "the object")
    head, rest = str(error).split("  found in: HPy_Repr\n")
    found, rest = rest.split("  made by:  HPy_Dup\n")
    made, closed = rest.split("  closed by: HPy_Close\n")
    assert head == (
        "HPy debug mode: HPy_Repr got a closed handle\n"
        "  argument: obj\n"
        "  module:   test_reports\n"
        "  object:   'the object'\n"
        "  type:     str\n"
    )
    for text, comment in (found, "used"), (made, "made"), (closed, "closed"):
        first = text.splitlines()[0]
        assert first.startswith("    use_closed_impl at ")
        assert re.search(
            rf"[\\/]test_reports\.c:{line_of(comment)}(:\d+)? in test_reports\.", first
        )
        assert re.match(r"    \.\.\. \d+ more frames\n", text.split("\n", 1)[1])
    assert f'    File "{__file__}", line ' in found
    assert ", in caught\n      call(*args)\n" in found
    assert "(called by Python as above)" in made


def test_attributes(mod):
    set_handle_stack_trace_limit(16)
    the_object = object()
    error = caught(mod.use_closed, the_object)
    assert error.problem == "a closed handle"
    assert (error.module, error.function, error.argument) == ("test_reports", "HPy_Repr", "obj")
    assert error.obj is the_object
    assert error.handle.is_closed
    assert error.others == []
    assert (error.made_at.function, error.closed_at.function) == ("HPy_Dup", "HPy_Close")
    assert error.made_at.native == error.handle.opened_at != error.closed_at.native
    assert error.made_at.python == error.handle.python_opened_at
    for place in error.found_at, error.made_at, error.closed_at:
        assert any("test_reports" in str(frame[3]) for frame in place.native)
        file, line, function = place.python[0]
        assert (file, function) == (__file__, "caught")
        assert "call(*args)" in Path(__file__).read_text().splitlines()[line - 1]


def test_limits(mod):
    set_handle_stack_trace_limit(1)
    error = caught(mod.use_closed, 1)
    assert len(error.made_at.native) == len(error.made_at.python) == 1
    assert len(error.found_at.python) > 1
    set_handle_stack_trace_limit(0)
    error = caught(mod.use_closed, 1)
    assert error.made_at.native == error.made_at.python == []
    assert error.found_at.native != []
    assert "HPY_DEBUG_STACK_TRACE_LIMIT=16 shows where" in str(error)


def test_the_line_of_another_frame(mod):
    """Each place has the line at which Python was when it was reached."""
    set_handle_stack_trace_limit(16)
    lines = []

    def callback():
        lines.append(sys._getframe().f_lineno + 1)
        mod.use_closed(1)

    error = caught(mod.call_back, callback).__context__
    assert [frame[:3] for frame in error.found_at.python[:1]] == [(__file__, lines[0], "callback")]


@pytest.mark.parametrize(
    "obj, text",
    [
        (Silent(), "a Silent whose repr raises RuntimeError"),
        ([Silent()], "[a Silent whose repr raises RuntimeError]"),
        (10**10000, ""),
        ("a" * 10**6, ""),
        ([0] * 10**6, "[0, 0, 0,"),
    ],
    ids=["raises", "raises inside", "int", "str", "list"],
)
def test_objects(mod, obj, text):
    error = caught(mod.type_name, obj)
    report = str(error)
    assert f"  object:   {text}" in report
    assert f"  type:     {'test_reports.Silent' if type(obj) is Silent else type(obj).__name__}\n" in report.replace(__name__ + ".", "test_reports.")  # fmt: skip
    assert len(report.split("  found in")[0]) < 600
    assert error.handle is None
    assert error.made_at is None


def test_None_is_an_object(mod):
    assert "  object:   None\n" in str(caught(mod.type_name, None))


def test_pickle(mod):
    error = caught(mod.use_closed, Silent())
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_code_is_given_back(mod):
    """Handles that are forgotten keep no code."""
    namespace = {}
    exec(compile("def run(call):\n    call(1)\n", "<made up>", "exec"), namespace)
    run = namespace.pop("run")
    counts = [sys.getrefcount(run.__code__)]
    set_handle_stack_trace_limit(16)
    run(mod.tuple)
    counts.append(sys.getrefcount(run.__code__))
    set_handle_stack_trace_limit(None)
    _debug.set_closed_handles_queue_max_size(0)
    mod.tuple()
    counts.append(sys.getrefcount(run.__code__))
    assert counts == [counts[0], counts[0] + 6, counts[0]]  # 3 handles, made and closed


# ---- Symbols


def test_all_addresses_of_a_binary_in_one_run(mod, monkeypatch):
    set_handle_stack_trace_limit(16)
    error = caught(mod.use_closed, 1)
    commands = []
    monkeypatch.setattr(symbols, "known", {})
    monkeypatch.setattr(symbols, "run", lambda command: commands.append(command) or "")
    assert "use_closed" not in str(error) or symbols.find_program() is not None
    assert len(commands) == (symbols.find_program() is not None)


@needs_lines
@pytest.mark.parametrize("name", ["llvm-symbolizer", "addr2line"])
def test_programs(mod, monkeypatch, name):
    (program,) = [program for program in symbols.PROGRAMS if program.name == name]
    monkeypatch.setattr(symbols, "known", {})
    monkeypatch.setattr(symbols, "PROGRAMS", (program,))
    symbols.find_program.cache_clear()
    try:
        if symbols.find_program() is None:
            pytest.skip(f"{name} is not there")
        error = caught(mod.use_closed, 1)
        assert f"use_closed_impl at {SOURCE}:{line_of('used')}" in str(error)
    finally:
        symbols.find_program.cache_clear()


def test_atos():
    text = (
        "total_impl (in forget.so) (/src/forget.c:9)\n"
        "-[A b:] (in x.so) (a.m:1)\n"
        "start (in x.so) + 36\n"
        "0x100000010\n"
    )
    assert [[symbols.tidy(line) for line in group] for group in symbols.read_atos(text)] == [
        ["total_impl at /src/forget.c:9"],
        ["-[A b:] at a.m:1"],
        ["start (in x.so) + 36"],
        [""],
    ]


def test_inlined_functions():
    text = "a at x.c:1:2\n (inlined by) b at x.c:3:4\n\n?? at ??:0\nc at ??:?\nd at x.c:5 (discriminator 3)\n"
    assert symbols.read_groups(text) == [
        ["a at x.c:1:2", "b at x.c:3:4"],
        ["?? at ??:0"],
        ["c at ??:?"],
        ["d at x.c:5 (discriminator 3)"],
    ]
    assert [symbols.tidy(group[0]) for group in symbols.read_groups(text)] == [
        "a at x.c:1:2", "", "c", "d at x.c:5",
    ]  # fmt: skip


def test_a_version_suffix(tmp_path, monkeypatch):
    for version in "9", "14", "x":
        (tmp_path / f"some-tool-{version}").write_text("")
        (tmp_path / f"some-tool-{version}").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert symbols.find_version("some-tool") == str(tmp_path / "some-tool-14")
    assert symbols.find_version("some") is None


def test_a_program_that_fails(mod, monkeypatch):
    """The address remains."""
    monkeypatch.setattr(symbols, "known", {})
    monkeypatch.setattr(symbols, "find_program", lambda: (os.devnull, symbols.PROGRAMS[0]))
    assert re.search(r"    \S+ in test_reports\.", str(caught(mod.use_closed, 1)))


# ---- Actions


def test_set_on_error():
    assert set_on_error("raise") == "abort"
    assert set_on_error("Warn") == "raise"
    assert set_on_error(print) == "warn"
    assert set_on_error("abort") is print
    with pytest.raises(ValueError, match="unknown action 'ignore'; expected 'abort', 'raise', 'wa"):
        set_on_error("ignore")
    with pytest.raises(TypeError, match=r"expected 'abort', .* or a callable, not 'int'"):
        set_on_error(1)
    assert set_on_error("abort") == "abort"


def test_abort(crash):
    text = crash("mod.use_closed('the object')")
    assert text.startswith("HPy debug mode: HPy_Repr got a closed handle\n  argument: obj\n")
    assert "Fatal Python error" in text.split("  closed by: HPy_Close\n")[1]
    assert "HPy debug mode: a closed handle was used" in text


def test_abort_with_what_is_no_UTF8(crash):
    assert "  object:   '\\udc80 é'\n" in crash("mod.use_closed('\\udc80 é')")


def test_raise_replaces_the_result(mod):
    error = caught(mod.use_closed, 1)
    assert error.__context__ is None
    assert error.__traceback__ is not None


def test_raise_keeps_the_exception(mod):
    error = caught(mod.fail)
    assert type(error.__context__) is KeyError
    assert error.__context__.args == ("before",)


def test_raise_keeps_the_exception_that_is_handled(mod):
    def run():
        try:
            int("x")
        except ValueError:
            mod.use_closed(1)

    assert type(caught(run).__context__) is ValueError


def test_the_first_of_several_is_raised(mod):
    error = caught(mod.make_two)
    (other,) = error.others
    assert type(other) is HPyDebugError
    assert error.found_at.native != other.found_at.native
    assert "  others:   1 in the same call" in str(error)


def test_each_call_raises_its_own(mod):
    seen = []

    def callback():
        with pytest.raises(HPyDebugError) as info:
            mod.use_closed("inner")
        seen.append(info.value)

    error = caught(mod.call_back, callback)
    assert error.obj == "mistaken"
    assert [inner.obj for inner in seen] == ["inner"]
    assert error.others == []


def test_an_inner_one_is_the_context_of_an_outer_one(mod):
    error = caught(mod.call_back, lambda: mod.use_closed("inner"))
    assert error.__context__.obj == "inner"


@pytest.mark.parametrize("call", [len, bool, hash, repr, lambda x: x(), lambda x: type(x)(1)])
def test_results_of_all_kinds(faulty, unraisable, call):
    one = faulty()
    error = caught(call, one)
    assert error.obj == "mistaken"
    del error, one
    gc.collect()


def test_an_export_is_taken_back(faulty, unraisable):
    one = faulty()
    caught(memoryview, one)
    assert one.exports == 0
    assert [error.obj for error in unraisable] == ["mistaken"]  # of releasing


@pytest.mark.parametrize("action", ["raise", "warn"])
def test_a_destructor(mod, faulty, unraisable, action):
    set_on_error(action)
    faulty()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        forget_closed_handles(mod)
    assert [type(error) for error in unraisable] == [HPyDebugError] * (action == "raise")
    assert [type(w.message) for w in warned] == [HPyDebugWarning] * (action == "warn")


def test_a_destructor_while_an_exception_is_set(mod, faulty, unraisable):
    set_on_error("raise")
    _debug.set_closed_handles_queue_max_size(0)

    def run(one):
        raise LookupError("stays")

    with pytest.raises(LookupError, match="stays") as info:
        run(faulty())
    info.value.__traceback__ = None
    del info
    assert [type(error) for error in unraisable] == [HPyDebugError]


def test_warn(mod):
    set_on_error("warn")
    with pytest.warns(HPyDebugWarning, match="HPy_Repr got a closed handle") as seen:
        assert mod.use_closed("a") == "'a'"
    (warning,) = seen
    assert warning.filename == __file__
    assert warning.message.error.obj == "a"
    assert issubclass(HPyDebugWarning, RuntimeWarning)


def test_a_warning_as_an_error(mod):
    set_on_error("warn")
    warnings.simplefilter("error", HPyDebugWarning)
    with pytest.raises(HPyDebugError) as info:
        mod.use_closed("a")
    assert info.value.obj == "a"


def test_a_callable(mod):
    seen = []
    set_on_error(seen.append)
    assert mod.use_closed("a") == "'a'"
    assert mod.make_two() == 2
    assert [error.function for error in seen] == ["HPy_Repr", "HPy_Close", "HPy_Close"]
    with pytest.raises(KeyError):
        mod.fail()
    assert len(seen) == 4


def test_what_a_callable_raises_is_told(mod, unraisable):
    def raise_it(error):
        raise error

    set_on_error(raise_it)
    mod.use_closed("a")
    assert [type(error) for error in unraisable] == [HPyDebugError]


def test_a_callable_that_makes_mistakes(mod, capfd):
    """They are told shortly: there is no report of a report."""
    seen = []

    def callback(error):
        seen.append(error)
        mod.use_closed("again")

    set_on_error(callback)
    mod.use_closed("a")
    assert [error.obj for error in seen] == ["a"]
    text = capfd.readouterr().err
    assert text.startswith("HPy debug mode: HPy_Repr got a closed handle\n  argument: obj\n")
    assert "  type:     str\n" in text
    assert re.search(r"    0x[0-9a-f]+ .*test_reports", text)


def test_the_old_callbacks_come_first(mod):
    seen, calls = [], []
    set_on_error(seen.append)
    _debug.set_on_invalid_handle(lambda: calls.append(1))
    try:
        mod.use_closed("a")
        mod.type_name(1)
    finally:
        _debug.set_on_invalid_handle(None)
    assert calls == [1]
    assert [error.function for error in seen] == ["HPyType_GetName"]


def test_a_repr_that_makes_a_mistake(crash):
    text = crash("mod.type_name(mod.make_type()())")
    assert "HPyType_GetName got what is no type" in text
    assert "  object:   <faulty>\n" in text
    assert text.startswith("HPy debug mode: HPy_Close got a closed handle\n")  # in the repr


@pytest.mark.parametrize("action", ["abort", "raise", "warn", "print"])
def test_what_is_fatal_ends_the_process(crash, action):
    text = crash(f"import hpy.debug; hpy.debug.set_on_error({action!r} if {action!r} != 'print' else print)\n"
                 "mod.take_struct([])")  # fmt: skip
    assert "_HPy_AsStruct_Object got an object of another shape: expected " in text


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX threads")
@pytest.mark.parametrize("action", ["abort", "raise"])
def test_a_thread_that_Python_does_not_know(crash, action):
    text = crash("mod.use_in_thread()", HPY_DEBUG_ON_ERROR=action)
    assert "HPyLong_FromInt64_t got " in text
    assert re.search(r"    0x[0-9a-f]+ .*test_reports", text)
    assert "HPy debug mode: a wrong HPy context" in text


def test_a_thread_that_has_left_Python(crash):
    """It comes back for the report."""
    text = crash("mod.keep_context()\nmod.use_outside()")
    assert "HPyLong_FromInt64_t got a call while Python is left" in text
    assert '    File "<string>", line ' in text


def test_Python_is_left_again_after_each_call(mod):
    """Who enters without it ends the process."""
    seen = []
    set_on_error(seen.append)
    assert mod.storage_outside("abc") == 3
    assert ["while Python is left" in error.problem for error in seen] == [True]


def test_the_objects_of_closed_handles_live_as_long_as_the_call(mod):
    """The handle of the first is forgotten while the second is reported."""
    made, alive, reports = [], [], itertools.count(1)

    class Number:
        def __init__(self):
            made.append(weakref.ref(self))

        def __add__(self, other):
            return "sum"

    def callback(error):
        if next(reports) == 2:
            forget_closed_handles(mod)
            alive.extend(one() is not None for one in made)

    set_on_error(callback)
    assert mod.add_closed(Number) == "sum"
    assert alive == [True, True]
    assert [one() for one in made] == [None, None]


@pytest.mark.parametrize("kept", [0, 1024])
def test_a_closed_handle_is_told_once(mod, kept):
    """Not as something of a wrong kind as well, which its object is when it is forgotten."""
    _debug.set_closed_handles_queue_max_size(kept)
    seen = []
    set_on_error(seen.append)
    assert mod.closed_type_name(str) == ("str" if kept else "object")
    assert [error.problem for error in seen] == ["a closed handle"]


def test_a_callback_that_chooses_another_action(mod):
    """It is called to the end, and then the other one is chosen."""
    seen = []

    class Callback:
        def __call__(self, error):
            assert set_on_error("raise") is self
            seen.append(error.obj)

    callback = Callback()
    reference = weakref.ref(callback)
    set_on_error(callback)
    del callback
    assert mod.use_closed("a") == "'a'"
    assert (seen, reference()) == (["a"], None)
    with pytest.raises(HPyDebugError):
        mod.use_closed("b")


def test_a_report_at_the_end_of_the_interpreter(crash):
    """Where Python can make no report any more, the short one of C has to do."""
    text = crash("import sys\nsys.modules['hpy.debug.report'] = None\nmod.use_closed('x')")
    assert "HPy_Repr got a closed handle\n  argument: obj\n  module:   test_reports\n" in text
    assert "  made by:  HPy_Dup\n  closed by: HPy_Close\n" in text
    assert "HPy debug mode: a closed handle was used" in text


def test_a_report_that_cannot_be_made_raises_why(mod, monkeypatch, capfd):
    monkeypatch.setitem(sys.modules, "hpy.debug.report", None)
    set_on_error("raise")
    with pytest.raises(ImportError):
        mod.use_closed("x")
    assert "HPy_Repr got a closed handle" in capfd.readouterr().err


# ---- The environment


def test_variables(crash):
    text = crash(
        "mod.use_closed('x')", 1, HPY_DEBUG_ON_ERROR="raise", HPY_DEBUG_STACK_TRACE_LIMIT="3"
    )
    assert "Traceback" in text
    assert "HPyDebugError: HPy debug mode: HPy_Repr got a closed handle" in text
    assert "HPY_DEBUG_STACK_TRACE_LIMIT" not in text


def test_a_call_overrules_a_variable(binary, hpy_abi):
    code = (
        "import hpy.debug; assert hpy.debug.set_on_error('warn') == 'raise'\n"
        "import extension, pathlib; extension.mode = 'debug'\n"
        f"extension.load('test_reports', pathlib.Path({str(binary)!r}), {hpy_abi!r})\n"
        "assert hpy.debug.set_on_error('abort') == 'warn'\n"
    )
    path = os.pathsep.join([str(extension.TESTS), *sys.path])
    environment = {**os.environ, "HPY_DEBUG_ON_ERROR": "raise", "PYTHONPATH": path}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


@pytest.mark.parametrize(
    "name, value, problem",
    [
        ("HPY_DEBUG_ON_ERROR", "explode", "unknown action 'explode'; expected HPY_DEBUG_ON_ERROR="),
        ("HPY_DEBUG_STACK_TRACE_LIMIT", "-1", "no number of frames '-1'; expected HPY_DEBUG_S"),
        ("HPY_DEBUG_STACK_TRACE_LIMIT", "1x", "no number of frames '1x'"),
        ("HPY_DEBUG_STACK_TRACE_LIMIT", "9" * 30, "no number of frames '999"),
    ],
)
def test_variables_that_are_wrong(crash, name, value, problem):
    text = crash("", 1, **{name: value})
    assert f"ValueError: environment variable {name}: {problem}" in text


def test_empty_variables_choose_nothing(crash):
    text = crash("mod.use_closed(1)", HPY_DEBUG_ON_ERROR="", HPY_DEBUG_STACK_TRACE_LIMIT="")
    assert "Fatal Python error" in text


# ---- Storage


@pytest.mark.parametrize(
    "text, size", [("", 1), ("abc", 1), ("é", 1), ("aλ", 2), ("a\U0001f40d", 4)]
)
def test_storage(mod, text, size):
    encoding = {1: "latin-1", 2: f"utf-16-{sys.byteorder[0]}e", 4: f"utf-32-{sys.byteorder[0]}e"}
    assert mod.storage(text) == text.encode(encoding[size])
    with pytest.raises(TypeError, match="expected str, got 'int'"):
        mod.storage(1)


@pytest.mark.skipif("ASAN_OPTIONS" in os.environ, reason="is what the sanitizer reports")
@pytest.mark.skipif(sys.platform == "win32", reason="dies otherwise there")
@pytest.mark.parametrize("function", ["write_storage", "read_storage_late"])
def test_reading_and_writing_storage(crash, function):
    crash(f"mod.{function}('text')", expected=-signal.SIGSEGV)


# ---- Memory


def test_no_memory_for_arrays(mod, nomemory):
    items = tuple(range(100))
    assert mod.tuple(*items) == items
    _debug.set_closed_handles_queue_max_size(0)
    assert nomemory(lambda: mod.tuple(*items)) > 0


@pytest.mark.parametrize("call", [len, hash, lambda one: one(), lambda one: one(1, 2)])
def test_no_memory_for_an_argument(faulty, call):
    """Nothing is called then, and so there is no mistake."""
    from _testcapi import remove_mem_hooks, set_nomemory

    set_on_error("raise")
    one = faulty()
    # No record is used twice, until there are none left.
    _debug.set_closed_handles_queue_max_size(10**6)
    seen = []
    for _ in range(1000):
        set_nomemory(0)
        try:
            call(one)
        except (HPyDebugError, MemoryError) as error:
            remove_mem_hooks()
            seen.append(type(error))
        finally:
            remove_mem_hooks()
    assert seen[-100:] == [MemoryError] * 100
    with pytest.raises(HPyDebugError):
        call(one)


def test_no_memory_for_a_report(mod, nomemory, capfd):
    """It may be a short one, and raises MemoryError then."""
    from _testcapi import remove_mem_hooks, set_nomemory

    seen = []
    set_on_error("raise")
    for failing in range(300):
        set_nomemory(failing, failing + 1)
        try:
            mod.use_closed(1)
        except (HPyDebugError, MemoryError) as error:
            seen.append(type(error))
        finally:
            remove_mem_hooks()
    assert set(seen) == {HPyDebugError, MemoryError}
    assert "HPy_Repr got a closed handle\n" in capfd.readouterr().err


@pytest.mark.parametrize("limit", [0, 16])
def test_reports_leak_nothing(mod, limit):
    set_handle_stack_trace_limit(limit)
    _debug.set_closed_handles_queue_max_size(4)

    def growth():
        gc.collect()
        before = sys.getallocatedblocks()
        for _ in range(20):
            str(caught(mod.use_closed, 1))
            caught(mod.make_two)
            caught(mod.fail)
        gc.collect()
        return sys.getallocatedblocks() - before

    with LeakDetector():
        assert any(growth() < 20 for _ in range(60))  # of 80 reports


def test_names_are_public():
    assert hpy.debug.leakdetector.HPyDebugError is HPyDebugError
    assert all(hasattr(hpy.debug, name) for name in hpy.debug.__all__)
