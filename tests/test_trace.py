"""tests/test_trace.py -- trace mode: what is counted, timed, reported and recorded."""

from __future__ import annotations

import errno
import gc
import inspect
import io
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import typing
import warnings
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path

import extension
import pytest
import runtime
import tables
from nomemory import fails_within

ABIS = ("universal", "hybrid")

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

from hpy import trace, universal

TABLES = tables.read(extension.TESTS.parent)
MEMBERS = [row.member for row in sorted(TABLES.functions, key=lambda row: row.index)]


def load(binary: Path, name: str) -> typing.Any:
    spec = ModuleSpec(name, None, origin=str(binary))
    return universal.load("test_trace", str(binary), spec, mode=universal.MODE_TRACE)


@pytest.fixture(scope="module")
def own_binary(binary, tmp_path_factory):
    """A file that nobody else loads, in this mode or another."""
    return shutil.copy(binary, tmp_path_factory.mktemp("trace"))


@pytest.fixture(scope="module")
def other_binary(binary, tmp_path_factory):
    """Another one."""
    return shutil.copy(binary, tmp_path_factory.mktemp("other"))


@pytest.fixture
def mod(own_binary):
    return load(own_binary, "traced")


@pytest.fixture(autouse=True)
def _no_hooks_left():
    yield
    trace.set_trace_functions(None, None)


class Difference(Counter):
    """What was called in a `with` block."""

    def __init__(self, module=None):
        self.module = module
        super().__init__()

    def __enter__(self):
        self.before = Counter(trace.get_call_counts(self.module))
        return self

    def __exit__(self, *ignored):
        self.update(Counter(trace.get_call_counts(self.module)) - self.before)


# ---- Counts


def test_names_are_those_of_the_context():
    assert list(trace.get_call_counts()) == MEMBERS
    assert list(trace.get_durations()) == MEMBERS


def test_counts_of_a_call(mod):
    with Difference() as calls:
        assert mod.add(1, 2) == 3
    assert calls == {"ctx_Add": 1}


def test_the_runtime_does_not_count(mod):
    with Difference() as calls, pytest.raises(SystemError):
        mod.nothing()
    assert calls == {}


def test_counts_of_an_error(mod):
    with Difference() as calls, pytest.raises(ValueError, match="no"):
        mod.fail()
    assert calls == {"ctx_Err_SetString": 1}


def test_counts_of_nothing_left_out(mod):
    """In universal mode HPy_Is is no call of the runtime."""
    with Difference() as calls:
        assert mod.is_same(mod, 1000) == 1000
    assert calls["ctx_Is"] == 1000
    assert sum(calls.values()) == 1002


def test_counts_of_leaving_python(mod):
    with Difference() as calls:
        mod.leave()
    assert calls == {
        "ctx_LeavePythonExecution": 1,
        "ctx_ReenterPythonExecution": 1,
        "ctx_Dup": 1,
    }


def test_counts_of_a_nested_call(mod):
    with Difference() as calls:
        assert mod.call(lambda: mod.add(1, 2)) == 3
    assert calls == {"ctx_CallTupleDict": 1, "ctx_Add": 1}


def test_counts_of_loading(own_binary):
    with Difference() as calls:
        assert load(own_binary, "traced").executed is True
    assert calls == {"ctx_SetAttr_s": 1}


def test_counts_of_a_type(mod):
    with Difference() as calls:
        box_type = mod.make_box_type()
    assert calls == {"ctx_Type_FromSpec": 1}
    with Difference() as calls:
        box = box_type(7)
    assert calls == {"ctx_New": 1, "ctx_Field_Store": 2, "ctx_AsStruct_Object": 1}
    with Difference() as calls:
        assert box.value == 7
    assert calls == {"ctx_Field_Load": 1, "ctx_AsStruct_Object": 1}
    with Difference() as calls:
        box.value = 8
    assert calls == {"ctx_Field_Store": 1, "ctx_AsStruct_Object": 1}
    with Difference() as calls:
        assert box.same(box) is True
    assert calls == {"ctx_Is": 1, "ctx_Dup": 1}
    with Difference() as calls:
        del box
        gc.collect()
    assert calls == {"ctx_Dup": 1, "ctx_Close": 1}


def test_counts_of_a_subclass(mod):
    box_type = type("Sub", (mod.make_box_type(),), {})
    with Difference() as calls:
        assert box_type(7).value == 7
        gc.collect()
    assert calls["ctx_New"] == 1
    assert calls["ctx_Field_Store"] == 2
    assert calls["ctx_Field_Load"] == 1


def test_universal_mode_counts_nothing(other_binary):
    with Difference() as calls:
        module = universal.load("test_trace", other_binary, ModuleSpec("untraced", None))
        assert module.add(1, 2) == 3
    assert calls == {}
    assert "untraced" not in trace.get_modules()


# ---- Counts of one module


def test_counts_per_module(own_binary, other_binary):
    one, two = load(own_binary, "pkg.one"), load(other_binary, "pkg.two")
    with Difference("pkg.one") as first, Difference("pkg.two") as second, Difference() as all_:
        one.add(1, 2)
        two.add(1, 2)
        two.call(lambda: one.add(1, 2))
    assert first == {"ctx_Add": 2}
    assert second == {"ctx_Add": 1, "ctx_CallTupleDict": 1}
    assert all_ == first + second
    modules = trace.get_modules()
    assert modules.index("pkg.one") + 1 == modules.index("pkg.two")
    assert trace.get_durations("pkg.one")["ctx_Add"] > 0
    assert trace.get_durations(module="pkg.two")["ctx_CallTupleDict"] > 0


def test_a_module_that_is_loaded_again_goes_on(own_binary):
    first = load(own_binary, "again")
    first.add(1, 2)
    second = load(own_binary, "again")
    with Difference("again") as calls:
        first.add(1, 2)
        second.add(1, 2)
    assert calls == {"ctx_Add": 2}
    assert trace.get_modules().count("again") == 1


@pytest.mark.parametrize("function", [trace.get_call_counts, trace.get_durations])
def test_unknown_module(mod, function):
    with pytest.raises(ValueError, match=r"no module 'missing' has been loaded.*'traced'"):
        function("missing")
    with pytest.raises(TypeError):
        function(3)
    with pytest.raises(TypeError):
        function(modul="traced")
    assert function(None) == function()


@pytest.mark.parametrize("spec", [object(), None, ModuleSpec(3, None)], ids=["none", "None", "int"])
def test_spec_without_a_name(own_binary, spec):
    with pytest.raises((AttributeError, TypeError)):
        universal.load("test_trace", own_binary, spec, mode=universal.MODE_TRACE)


# ---- Durations


def test_durations(mod):
    before = trace.get_durations()
    mod.call(lambda: time.sleep(0.02))
    after = trace.get_durations()
    assert after["ctx_CallTupleDict"] - before["ctx_CallTupleDict"] >= 20_000_000
    del after["ctx_CallTupleDict"], before["ctx_CallTupleDict"]
    assert after == before


def test_a_call_under_way_has_no_duration_yet(mod):
    before = trace.get_durations(), trace.get_call_counts()
    durations, counts = mod.call(lambda: (trace.get_durations(), trace.get_call_counts()))
    assert durations == before[0]
    assert counts["ctx_CallTupleDict"] == before[1]["ctx_CallTupleDict"] + 1


def test_durations_do_not_include_the_hooks(mod):
    trace.set_trace_functions(lambda name: time.sleep(0.02), lambda name: time.sleep(0.02))
    before = trace.get_durations()
    mod.add(1, 2)
    assert trace.get_durations()["ctx_Add"] - before["ctx_Add"] < 20_000_000


def test_frequency():
    assert trace.get_frequency() >= 1_000_000


# ---- Hooks


def test_hooks(mod):
    seen = []
    trace.set_trace_functions(
        on_enter=lambda name: seen.append(("enter", name)),
        on_exit=lambda name: seen.append(("exit", name)),
    )
    mod.call(lambda: mod.add(1, 2))
    assert seen == [
        ("enter", "ctx_CallTupleDict"),
        ("enter", "ctx_Add"),
        ("exit", "ctx_Add"),
        ("exit", "ctx_CallTupleDict"),
    ]


def test_hooks_that_are_left_out_stay(mod):
    entered, left = [], []
    trace.set_trace_functions(on_enter=entered.append)
    mod.add(1, 2)
    trace.set_trace_functions(on_exit=left.append)
    mod.add(1, 2)
    trace.set_trace_functions()
    mod.add(1, 2)
    assert (len(entered), len(left)) == (3, 2)
    trace.set_trace_functions(on_enter=None)
    mod.add(1, 2)
    assert (len(entered), len(left)) == (3, 3)
    trace.set_trace_functions(on_exit=None)
    mod.add(1, 2)
    assert (len(entered), len(left)) == (3, 3)
    trace.set_trace_functions(entered.append, left.append)
    mod.add(1, 2)
    assert (len(entered), len(left)) == (4, 4)


@pytest.mark.parametrize("argument", ["on_enter", "on_exit"])
def test_hook_that_is_not_callable(mod, argument):
    seen = []
    trace.set_trace_functions(on_enter=seen.append, on_exit=seen.append)
    with pytest.raises(TypeError, match=f"{argument}: expected a callable, or None .* got int"):
        trace.set_trace_functions(**{argument: 3})
    with pytest.raises(TypeError):
        trace.set_trace_functions(None, None, None)
    mod.add(1, 2)
    assert len(seen) == 2


def test_hooks_count_before_they_are_called(mod):
    seen = []
    before = trace.get_call_counts()["ctx_Add"]
    trace.set_trace_functions(lambda name: seen.append(trace.get_call_counts()["ctx_Add"]))
    mod.add(1, 2)
    assert seen == [before + 1]


def test_hooks_see_neither_exceptions_nor_change_them(mod):
    seen = []

    def disturb(name):
        seen.append(sys.exc_info()[0])
        with pytest.raises(ValueError, match="invalid literal"):
            int("x")

    trace.set_trace_functions(disturb, disturb)
    with pytest.raises(KeyError, match="kept"):
        mod.keep()
    assert seen == [None] * 6


def test_hooks_leave_errno_alone(mod):
    def disturb(name):
        with pytest.raises(FileNotFoundError):
            Path("no such file").stat()

    trace.set_trace_functions(disturb, disturb)
    with pytest.raises(OSError, match="x") as caught:
        mod.fail_errno()
    assert caught.value.errno == errno.EDOM


def test_hooks_without_the_gil(mod):
    seen = []
    trace.set_trace_functions(seen.append, seen.append)
    mod.leave()
    left, entered = "ctx_LeavePythonExecution", "ctx_ReenterPythonExecution"
    assert seen == [left, left, entered, entered, "ctx_Dup", "ctx_Dup"]


def test_hooks_that_raise(mod, monkeypatch):
    caught = []

    def catch(report):
        caught.append((report.exc_type, str(report.exc_value), report.object))

    def broken(name):
        raise LookupError(name)

    with monkeypatch.context() as patch:
        patch.setattr(sys, "unraisablehook", catch)
        trace.set_trace_functions(broken, broken)
        assert mod.add(1, 2) == 3
        trace.set_trace_functions(None, None)
    assert caught == [(LookupError, "ctx_Add", broken)] * 2


def test_hooks_that_make_calls_themselves(mod):
    seen = []

    def hook(name):
        seen.append(name)
        mod.call(lambda: None)

    trace.set_trace_functions(hook)
    with Difference() as calls:
        mod.add(1, 2)
    assert seen == ["ctx_Add"]
    assert calls == {"ctx_Add": 1, "ctx_CallTupleDict": 1}


def test_hook_that_removes_itself(mod):
    seen = []

    def hook(name):
        seen.append(name)
        trace.set_trace_functions(on_enter=None)

    trace.set_trace_functions(hook)
    del hook
    mod.add(1, 2)
    mod.add(1, 2)
    assert seen == ["ctx_Add"]


# ---- Threads


def test_threads(mod):
    def work():
        for _ in range(200):
            mod.add(1, 2)
            mod.leave()
            mod.is_same(mod, 10)

    with Difference() as calls, ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work) for _ in range(8)]:
            done.result()
    assert calls["ctx_Add"] == 8 * 200
    assert calls["ctx_Is"] == 8 * 200 * 10
    assert calls["ctx_LeavePythonExecution"] == calls["ctx_ReenterPythonExecution"] == 8 * 200


def test_threads_with_hooks_and_a_recording(mod):
    seen = Counter()
    lock = threading.Lock()

    def hook(name):
        with lock:
            seen[name] += 1

    def work():
        for _ in range(50):
            mod.leave()

    trace.set_trace_functions(hook, hook)
    recording = trace.Recording()
    recording.start()
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    recording.stop()
    assert set(seen.values()) == {2 * 4 * 50}
    assert len(recording) == 4 * 50 * 4
    check_nesting(recording)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_child_that_is_forked_while_threads_record(mod):
    """It can record: no thread that is not in the child has the lock."""
    stop = threading.Event()

    def work():
        while not stop.is_set():
            mod.leave()

    recording = trace.Recording(limit=1000)
    recording.start()
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        statuses = [fork_and_run(mod.leave) for _ in range(200)]
    finally:
        stop.set()
        recording.stop()
        for thread in threads:
            thread.join()
    assert set(statuses) == {0}


def fork_and_run(call):
    """The status of a child that makes a call; it is ended if that takes long."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of fork() with threads
        child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, 5)
        call()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def test_load_in_threads(own_binary):
    names = [f"parallel{i % 10}" for i in range(100)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: load(own_binary, name), names))
    modules = trace.get_modules()
    assert [modules.count(name) for name in set(names)] == [1] * 10


# ---- Recordings


def check_nesting(recording):
    """Each call of the API lies within one of a function of its module and thread."""
    open_events = {}
    for event in recording:
        stack = open_events.setdefault(event.thread, [])
        end = event.start + event.duration
        while stack and stack[-1][1] < end:
            stack.pop()
        if event.is_api:
            assert stack, event
            assert not stack[-1][0].is_api, event
            assert stack[-1][0].module == event.module
        assert not stack or stack[-1][0].start <= event.start
        stack.append((event, end))


def record(call):
    recording = trace.Recording()
    recording.start()
    try:
        call()
    finally:
        recording.stop()
    return recording


def test_recording(mod):
    recording = record(lambda: mod.call(lambda: mod.add(1, 2)))
    assert [(event.name, event.is_api, event.module) for event in recording] == [
        ("traced.call", False, "traced"),
        ("ctx_CallTupleDict", True, "traced"),
        ("traced.add", False, "traced"),
        ("ctx_Add", True, "traced"),
    ]
    check_nesting(recording)
    assert {event.thread for event in recording} == {threading.get_ident()}
    assert recording.dropped == 0
    if sys.platform == "linux":  # the clock is the same
        now = time.perf_counter_ns()
        assert all(now - 10**10 < event.start < now for event in recording)


def test_names_of_functions(mod, own_binary):
    box_type = mod.make_box_type()
    box = box_type(1)

    def work():
        box_type(2)
        assert box.value == 1
        box.value = 3
        box.same(box)
        gc.collect()
        mod.capsule()

    functions = [event.name for event in record(work) if not event.is_api]
    unnamed = functions.pop()
    assert functions == [
        "boxes.Box.HPy_tp_new",
        "boxes.Box.HPy_tp_init",
        "boxes.Box.HPy_tp_finalize",
        "boxes.Box.value (get)",
        "boxes.Box.value (set)",
        "boxes.Box.same",
        "traced.capsule",
    ]
    if sys.platform == "linux":
        assert unnamed.startswith(f"{Path(own_binary).name}+0x")


def test_recording_with_a_limit(mod):
    recording = trace.Recording(limit=3)
    recording.start()
    mod.add(1, 2)
    mod.add(1, 2)
    mod.add(1, 2)
    recording.stop()
    assert [event.name for event in recording] == ["traced.add", "ctx_Add", "traced.add"]
    assert recording.dropped == 3


@pytest.mark.parametrize(
    ("limit", "exception"),
    [
        (0, ValueError),
        (-1, ValueError),
        (2**32, ValueError),
        (2**70, OverflowError),
        ("3", TypeError),
    ],
)
def test_wrong_limit(limit, exception):
    with pytest.raises(exception):
        trace.Recording(limit).start()
    trace.Recording(1).start()
    trace._trace.stop_recording()


def test_one_recording_at_a_time():
    first = trace.Recording()
    with pytest.raises(RuntimeError, match="no calls are being recorded"):
        first.stop()
    first.start()
    with pytest.raises(RuntimeError, match="recorded already"):
        trace.Recording().start()
    first.stop()
    with pytest.raises(RuntimeError):
        first.stop()


def test_recording_that_ends_during_a_call(mod):
    recording = trace.Recording()
    recording.start()
    mod.call(recording.stop)
    assert [event.name for event in recording] == ["traced.call", "ctx_CallTupleDict"]
    assert [event.duration for event in recording] == [None, None]
    other = trace.Recording()  # what ends now belongs to the first
    mod.call(other.start)
    mod.add(1, 2)
    other.stop()
    assert [event.name for event in other] == ["traced.add", "ctx_Add"]


def test_recording_begins_anew_during_a_call(mod):
    first, second = trace.Recording(), trace.Recording()

    def change():
        first.stop()
        second.start()

    first.start()
    mod.call(change)
    mod.add(1, 2)
    second.stop()
    assert [event.duration is None for event in first] == [True, True]
    assert [event.duration is None for event in second] == [False, False]
    assert [event.name for event in second] == ["traced.add", "ctx_Add"]


def test_record(mod, tmp_path):
    path = tmp_path / "trace.json"
    with trace.record(path, limit=100) as recording:
        mod.call(lambda: mod.add(1, 2))
    data = json.loads(path.read_text("utf-8"))
    assert data["displayTimeUnit"] == "ns"
    assert data["otherData"]["dropped"] == 0
    check_file(data, len(recording))


def check_file(data, count):
    """A file in the Trace Event format, with complete events that are nested."""
    events = [event for event in data["traceEvents"] if event["ph"] != "M"]
    assert len(events) == count
    stacks = {}
    for event in events:
        assert event["ph"] == "X"
        assert event["cat"] in ("api", "function")
        assert isinstance(event["pid"], int)
        start = round(event["ts"] * 1000)
        end = start + round(event["dur"] * 1000)
        stack = stacks.setdefault(event["tid"], [])
        while stack and stack[-1][0] < end:
            stack.pop()
        if event["cat"] == "api":
            assert stack[-1][1] == "function"
            assert event["name"] in MEMBERS
        else:
            assert event["args"]["module"]
        stack.append((end, event["cat"]))
    named = {event["tid"] for event in data["traceEvents"] if event["name"] == "thread_name"}
    assert named == set(stacks)


def test_file_of_an_unfinished_call(mod):
    recording = trace.Recording()
    recording.start()
    mod.call(recording.stop)
    file = io.StringIO()
    recording.write(file)
    events = json.loads(file.getvalue())["traceEvents"]
    assert [event["ph"] for event in events if event["ph"] != "M"] == ["B", "B"]


def test_names_in_a_file_are_quoted(own_binary, tmp_path):
    mod = load(own_binary, 'a "name" \\ of é\n')
    with trace.record(tmp_path / "trace.json"):
        mod.add(1, 2)
    events = json.loads((tmp_path / "trace.json").read_text("utf-8"))["traceEvents"]
    assert any(event.get("args", {}).get("module") == 'a "name" \\ of é\n' for event in events)


# ---- Without memory


@pytest.mark.parametrize(
    "call",
    [
        trace.get_call_counts,
        trace.get_durations,
        trace.get_modules,
        lambda: trace.set_trace_functions(on_enter=None),
        lambda: record(int),
        lambda: list(record(int)),
    ],
    ids=["counts", "durations", "modules", "hooks", "recording", "events"],
)
def test_without_memory(mod, nomemory, call):
    nomemory(call)


def test_unknown_module_without_memory(mod, nomemory):
    def refused():
        try:
            trace.get_call_counts("missing")
        except ValueError:
            return
        raise AssertionError("it does not fail")

    assert nomemory(refused) > 1


def test_new_context_without_memory(own_binary, tmp_path):
    """A context is made once for each name, so that every load needs a new one."""
    pytest.importorskip("_testcapi")
    for failing in itertools.count():
        spec = ModuleSpec(f"{tmp_path.name}{failing}", None)

        def load(spec=spec):
            universal.load("test_trace", own_binary, spec, mode=universal.MODE_TRACE)

        if not fails_within(load, failing):
            break
    assert failing > 5


# ---- The end


def test_fatal_error(child):
    done = child(
        "from hpy import trace\n"
        "trace.set_trace_functions(lambda name: print(name, flush=True))\n"
        "from importlib.machinery import ModuleSpec\n"
        "from hpy import universal\n"
        "m = universal.load('test_trace', mod.__file__, ModuleSpec('x', None), mode=2)\n"
        "m.fatal()"
    )
    assert done.returncode != 0
    assert done.stdout.endswith("ctx_FatalError\n")
    assert "Fatal Python error" in done.stderr
    assert "the reason" in done.stderr


def test_hooks_at_the_end_of_the_process(child):
    """What dies with the interpreter may still call the API."""
    done = child(
        "from importlib.machinery import ModuleSpec\n"
        "from hpy import trace, universal\n"
        "m = universal.load('test_trace', mod.__file__, ModuleSpec('x', None), mode=2)\n"
        "box = m.make_box_type()(1)\n"
        "import builtins; builtins.box = box; builtins.kept = m\n"
        "seen = []\n"
        "trace.set_trace_functions(seen.append, seen.append)\n"
        "trace.Recording().start()"
    )
    assert (done.returncode, done.stderr) == (0, "")


# ---- The module


def test_module():
    assert universal._trace.__name__ == "hpy.trace._trace"
    assert universal._trace.__doc__
    assert trace.get_call_counts is universal._trace.get_call_counts
    assert list(universal._trace.MEMBERS) == MEMBERS
    for name in trace.__all__:
        assert inspect.getdoc(getattr(trace, name)), name


def test_signatures():
    assert str(inspect.signature(trace.get_call_counts)) == "(module=None)"
    assert str(inspect.signature(trace.get_durations)) == "(module=None)"
    hooks = inspect.signature(trace.set_trace_functions)
    assert str(hooks) == "(on_enter=Ellipsis, on_exit=Ellipsis)"


# ---- The command


@pytest.fixture
def program(own_binary, hpy_abi, tmp_path):
    """`program(code, *options)` runs a script that can import the extension as a package's."""
    package = tmp_path / "package"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    extension.install(Path(own_binary), hpy_abi, package)

    def run(code: str, *options: str, arguments: tuple[str, ...] = (), m: bool = False):
        (tmp_path / "program.py").write_text(code, "utf-8")
        what = ["-m", "program"] if m else [str(tmp_path / "program.py")]
        return command(tmp_path, *options, *what, *arguments)

    return run


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return extension.python(folder, "-m", "hpy.trace", *arguments)


USE = "from package import test_trace as t\nfor i in range(5): t.add(1, 2)\nt.is_same(t, 3)\n"


@pytest.mark.parametrize("m", [False, True], ids=["script", "module"])
def test_command(program, m):
    done = program(USE + "import sys; print(sys.argv[1:], __name__)", arguments=("-o", "a b"), m=m)
    assert done.stdout == "['-o', 'a b'] __main__\n"
    assert done.returncode == 0
    head, columns, *rows = done.stderr.splitlines()
    assert head == "hpy.trace: 11 calls of the API by package.test_trace"
    assert columns.split() == ["calls", "ms", "ns/call", "function"]
    counts = {row.split()[3]: int(row.split()[0]) for row in rows}
    assert counts == {
        "ctx_SetAttr_s": 1,
        "ctx_Add": 5,
        "ctx_Is": 3,
        "ctx_Long_AsInt64_t": 1,
        "ctx_Long_FromInt64_t": 1,
    }
    times = [float(row.split()[1]) for row in rows]
    assert times == sorted(times, reverse=True)


def test_command_that_writes_a_file(program, tmp_path):
    done = program(USE + "import os; os.chdir(os.path.dirname(os.__file__))", "-o", "out.json")
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    check_file(data, 11 + 1 + 5 + 1)
    assert done.stderr.splitlines()[-1] == "hpy.trace: 18 events are in out.json"
    names = {event["name"] for event in data["traceEvents"] if event.get("cat") == "function"}
    module = "package.test_trace"
    assert names == {f"{module}.add", f"{module}.is_same", f"{module}.HPy_mod_exec"}


def test_command_with_a_limit(program, tmp_path):
    done = program(USE, "-o", "out.json", "--limit", "4")
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    check_file(data, 4)
    assert data["otherData"]["dropped"] == 14
    assert "hpy.trace: 14 more came after --limit 4" in done.stderr


def test_command_with_threads(program, tmp_path):
    code = (
        "from package import test_trace as t\nimport threading, time\n"
        "def work():\n    time.sleep(0.1)\n    for i in range(10): t.leave()\n"
        "for i in range(3): threading.Thread(target=work).start()\n"
    )
    done = program(code, "-o", "out.json")
    assert "          30 " in done.stderr  # the threads outlive the script
    check_file(json.loads((tmp_path / "out.json").read_text("utf-8")), 2 + 3 * 10 * 4)


def test_command_with_a_program_that_fails(program):
    done = program(USE + "raise SystemExit(7)")
    assert done.returncode == 7
    assert "11 calls of the API" in done.stderr
    done = program(USE + "1 / 0")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
    assert "11 calls of the API" in done.stderr


def test_command_and_HPY(program, monkeypatch):
    """One that names single modules is more exact than the command."""
    run = extension.python
    monkeypatch.setattr(extension, "python", lambda *arguments: run(*arguments, HPY=value))
    value = "other:trace"
    assert "no HPy extension" in program(USE).stderr
    value = "debug"
    assert "11 calls of the API" in program(USE).stderr


def test_command_without_an_extension(program):
    assert program("pass").stderr == "hpy.trace: no HPy extension was loaded in trace mode\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_command_in_a_child(program):
    done = program(USE + "import os, sys\nif os.fork() == 0: sys.exit()\nos.wait()", "-o", "o.json")
    assert done.stderr.count("hpy.trace: 11 calls") == 1


@pytest.mark.parametrize(
    "options",
    [
        ["-o", "no/such/folder/out.json", "x.py"],
        ["--limit", "0", "x.py"],
        ["--limit", "x", "x.py"],
        [],
        ["--wrong"],
        ["missing.py"],
        ["-m", "missing"],
    ],
    ids=" ".join,
)
def test_wrong_command(options, tmp_path):
    done = command(tmp_path, *options)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python -m hpy.trace")
    assert done.stderr.splitlines()[-1].startswith("python -m hpy.trace: error: ")


def test_environment(own_binary):
    """What a stub does: HPY chooses the mode, for one module or for all."""
    for value in ("trace", "package.variable:trace", "TRACE"):
        spec = ModuleSpec("package.variable", None)
        module = universal._load_bootstrap(
            "test_trace", spec.name, "package", str(own_binary), None, spec, {"HPY": value}
        )
        with Difference("package.variable") as calls:
            module.add(1, 2)
        assert calls == {"ctx_Add": 1}
