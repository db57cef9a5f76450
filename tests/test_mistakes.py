"""tests/test_mistakes.py -- debug mode finds each mistake of test_mistakes.c.

By default a mistake ends the process with a report, in which the tests look for single facts: where
it was found, in which argument, and what is wrong. If it does something else, the extension goes on
as docs/debug-mode.md says. Correct code says nothing at all.
"""

import json
import signal
import sys
from dataclasses import dataclass
from typing import Optional

import extension
import pytest
import runtime

ABIS = ("universal", "hybrid")

pytestmark = [
    pytest.mark.skipif(runtime.name() != "hpy", reason="about this runtime"),
    pytest.mark.leaks,
]

posix = pytest.mark.skipif(sys.platform == "win32", reason="the test has threads of POSIX only")

ABORT = "the process ends"


@dataclass(frozen=True)
class Mistake:
    """A mistake: how it is made, what is told of it, and what happens then.

    `code` ends in an expression. `then` is the repr of its value, or the name of the exception
    that it raises; or ABORT, if the process ends in any case. What nobody can get is `late`.
    """

    code: str
    function: str
    argument: Optional[str]
    problem: str
    then: str = "None"
    late: bool = False
    abi: Optional[str] = None
    posix: bool = False

    def __str__(self):
        return self.code.replace("\n", "; ")

    def skip(self, abi):
        if self.abi not in (None, abi):
            pytest.skip("calls the C API")
        if self.posix and sys.platform == "win32":
            pytest.skip("has threads of POSIX")


@pytest.fixture
def crash(child, monkeypatch):
    """Run code in a process of its own, which has to abort; return what it says."""
    monkeypatch.setattr(extension, "mode", "debug")

    def run(code):
        done = child(code)
        assert done.returncode == -signal.SIGABRT, done.stderr
        assert "HPy debug mode: " in done.stderr
        return " ".join(done.stderr.split())

    return run


@pytest.fixture
def good(child, monkeypatch):
    """Run code in a process of its own, in which nothing is to be reported."""
    monkeypatch.setattr(extension, "mode", "debug")

    def run(code):
        done = child(code)
        assert (done.returncode, done.stderr) == (0, "")

    return run


# ---- Mistakes

# How to make a type whose instances have a field, and an instance of a type.
CELLS = {
    "object": "t()",
    "type": "t('T', (), {})",
    "tuple": "t((1, 2, 3))",
    "list": "t([1, 2, 3])",
    "dict": "t(a=1)",
    "long": "t(2**100)",
    "unicode": "t('text')",
    "legacy": "t()",
}

# What calls an implementation, what it returns as an error, and what the report calls it.
RESULTS = [
    ("x.noargs()", "HPy_NULL", "Results.noargs (HPyFunc_NOARGS)"),
    ("x.o(1)", "HPy_NULL", "Results.o (HPyFunc_O)"),
    ("x.varargs(1, 2)", "HPy_NULL", "Results.varargs (HPyFunc_VARARGS)"),
    ("x.keywords(a=1)", "HPy_NULL", "Results.keywords (HPyFunc_KEYWORDS)"),
    ("type(x)()", "HPy_NULL", "Results.HPy_tp_new (HPyFunc_NEWFUNC)"),
    ("x(1, b=2)", "HPy_NULL", "Results.HPy_tp_call (HPyFunc_KEYWORDS)"),
    ("-x", "HPy_NULL", "Results.HPy_nb_negative (HPyFunc_UNARYFUNC)"),
    ("x + 1", "HPy_NULL", "Results.HPy_nb_add (HPyFunc_BINARYFUNC)"),
    ("x < 1", "HPy_NULL", "Results.HPy_tp_richcompare (HPyFunc_RICHCMPFUNC)"),
    ("bool(x)", "-1", "Results.HPy_nb_bool (HPyFunc_INQUIRY)"),
    ("len(x)", "-1", "Results.HPy_sq_length (HPyFunc_LENFUNC)"),
    ("1 in x", "-1", "Results.HPy_sq_contains (HPyFunc_OBJOBJPROC)"),
    ("x.__setitem__(0, 1)", "-1", "Results.HPy_mp_ass_subscript (HPyFunc_OBJOBJARGPROC)"),
    ("memoryview(x)", "-1", "Results.HPy_bf_getbuffer (HPyFunc_GETBUFFERPROC)"),
    ("x.item", "HPy_NULL", "Results.item (get) (HPyFunc_GETTER)"),
    ("setattr(x, 'item', 1)", "-1", "Results.item (set) (HPyFunc_SETTER)"),
]
MAKE = "x = mod.results()()\n"
CELL = "t = mod.object_cell(); x = t(); y = t(); y.put('y')\n"


def of_threads():
    enter, leave = "HPy_ReenterPythonExecution", "HPy_LeavePythonExecution"
    outside, nowhere = "while Python is left", "in no call from Python"
    not_left = "has not left Python"
    yield Mistake("mod.call_outside()", "HPy_Dup", "ctx", outside)
    yield Mistake("mod.leave_twice()", leave, "ctx", outside)
    yield Mistake("mod.enter_only()", enter, "state", not_left)
    yield Mistake("mod.enter_twice()", enter, "state", not_left)
    yield Mistake("mod.enter_wrongly()", enter, "state", "is not what the last")
    yield Mistake("mod.return_outside()", "the return", None, "has left Python", "SystemError")
    yield Mistake("mod.call_in_thread()", "HPy_Dup", "ctx", nowhere, ABORT, posix=True)
    yield Mistake("mod.enter_in_thread()", enter, "state", not_left, ABORT, posix=True)
    yield Mistake(
        "mod.call_with_state()", "HPy_Dup", "ctx", nowhere, late=True, abi="hybrid", posix=True
    )


def of_globals():
    store, load, unlisted = "HPyGlobal_Store", "HPyGlobal_Load", "no loaded HPyModuleDef lists"
    yield Mistake("mod.store_unlisted(1)", store, "target_global", unlisted, "1")
    yield Mistake("mod.store_of_second(1)", store, "target_global", unlisted, "1")
    yield Mistake("mod.store_in_freed(1)", store, "target_global", unlisted, "SystemError")
    yield Mistake("mod.load_unset()", load, "global", "a null global", "SystemError")
    yield Mistake("mod.load_what_is_none(1)", load, "global", "not the value of", "SystemError")


def of_fields():
    """`store_outside` and `store_nowhere` return HPy_NULL, which is another mistake."""
    for call, name, problem, then in [
        ("store_outside(x)", "target_field", "outside of the memory", "SystemError"),
        ("store_nowhere(x)", "target_field", "NULL instead of", "SystemError"),
        ("store_in_another(x, t())", "target_field", "outside of the memory", "None"),
        ("store_in_another([], x)", "target_field", "outside of the memory", "None"),
        ("load_from_another(x, x)", "source_field", "a null field", "SystemError"),
        ("load_from_another(t(), y)", "source_field", "outside of the memory", "'y'"),
    ]:
        function = "HPyField_Store" if name == "target_field" else "HPyField_Load"
        yield Mistake(f"{CELL}mod.{call}", function, name, problem, then)
    for code, problem in [
        ("mod.unvisited()().put(1)", "without HPy_tp_traverse: nobody"),
        ("mod.longer_of(mod.object_cell())().put_more(1)", "that of its base does not know"),
    ]:
        yield Mistake(code, "HPyField_Store", "target_field", problem)
    for name, instance in CELLS.items():
        code = f"t = mod.{name}_cell()\n{instance}.get()"
        abi = "hybrid" if name == "legacy" else None
        yield Mistake(code, "HPyField_Load", "source_field", "a null field", "SystemError", abi=abi)


def of_trackers():
    closed, null = "has been closed", "a null tracker"
    yield Mistake("mod.close_tracker_twice()", "HPyTracker_Close", "ht", closed)
    yield Mistake("mod.add_after_close()", "HPyTracker_Add", "ht", closed, "SystemError")
    yield Mistake("mod.forget_after_close()", "HPyTracker_ForgetAll", "ht", closed)
    yield Mistake("mod.close_null_tracker()", "HPyTracker_Close", "ht", null)
    yield Mistake("mod.add_to_null_tracker()", "HPyTracker_Add", "ht", null, "SystemError")
    yield Mistake("mod.negative_tracker()", "HPyTracker_New", "size", "a negative size")


def of_builders():
    for kind, builder in ("list", "HPyListBuilder"), ("tuple", "HPyTupleBuilder"):
        for verb, arguments, function, argument, problem, then in [
            ("set", "3, 0, 1, 3", "Set", "index", "index 3, which is out of range: the builder was "
             "made for 3", "SystemError"),
            ("set", "3, -1", "Set", "index", "index -1, which is out of range", "SystemError"),
            ("set", "0, 0", "Set", "index", "index 0, which is out of range", f"{kind}([])"),
            ("set", "2, 0, 1, 0", "Set", "index", "index 0, which was set before",
             f"{kind}([0, 1])"),
            ("set", "4, 0, 1, 3", "Build", "builder", "index 2 of 4 was never set", "SystemError"),
            ("set", "-1", "New", "size", "a negative size, -1", "MemoryError"),
            ("take", "3, 0, 2", "TakeItems", "index", "index 3, which is out of range: the builder "
             "was made for 3", f"{kind}([0, 0, 2])"),
            ("take", "2, -1", "TakeItems", "index", "index -1, which is out of range",
             "SystemError"),
            ("take", "0, 0", "TakeItems", "index", "index 0, which is out of range",
             f"{kind}([])"),
            ("take", "3, 0, 1", "TakeItems", "index", "index 1, which was set before",
             f"{kind}([0, 1, 1])"),
            ("take", "4, 0", "Build", "builder", "index 2 of 4 was never set", "SystemError"),
        ]:  # fmt: skip
            then = then if then.endswith("Error") else repr(eval(then))
            code = f"mod.{verb}_{kind}({arguments})"
            yield Mistake(code, f"{builder}_{function}", argument, problem, then)


def of_results():
    has, lacks = "a result while the exception LookupError is set: return ", "but no exception"
    by = "the return from test_mistakes."
    for call, error, name in RESULTS:
        make = f"{MAKE}mod.behave({{}})\n{call}"
        yield Mistake(make.format(1), f"{by}{name}", None, f"{has}{error}", "LookupError")
        yield Mistake(make.format(2), f"{by}{name}", None, f"{error}, {lacks}", "SystemError")
    init = f"{by}Results.HPy_tp_init (HPyFunc_INITPROC)"
    yield Mistake("mod.results()(1)", init, None, has, "LookupError")
    yield Mistake("mod.results()(2)", init, None, lacks, "SystemError")
    name = f"{by}Results.HPy_tp_hash (HPyFunc_HASHFUNC)"
    yield Mistake(f"{MAKE}mod.behave(1)\nhash(x)", name, None, has, "LookupError")
    name, problem = f"{by}Results.HPy_tp_finalize (HPyFunc_DESTRUCTOR)", "the exception LookupError"
    yield Mistake(f"{MAKE}mod.behave(1)\ndel x\nNone", name, None, problem, late=True)


def of_capsules():
    for kept in 0, 1024:
        keep = f"_debug.set_closed_handles_queue_max_size({kept})\n"
        for call, function, argument, problem, then in [
            ("get_dead_name('it')", "HPyCapsule_Get", "capsule", "it was 'it'", "True"),
            ("is_valid_dead_name('it')", "HPyCapsule_IsValid", "capsule", "it was 'it'", "True"),
            (
                "new_with_dead_name('it')",
                "HPyCapsule_New",
                "utf8_name",
                "cannot be read",
                "PyCapsule",
            ),
            ("set_dead_name('it')", "HPyCapsule_Set", "value", "cannot be read", "PyCapsule"),
        ]:
            yield Mistake(f"{keep}mod.{call}", function, argument, problem, then)
    yield Mistake("mod.change_name()", "HPyCapsule_Get", "capsule", "it was 'first'", "True")
    code = "(mod.destroy_dead_name('it'), None)[1]"
    yield Mistake(code, "the end of a capsule", None, "it was 'it'", late=True)


MISTAKES = [
    *of_threads(), *of_globals(), *of_fields(), *of_trackers(), *of_builders(), *of_results(),
    *of_capsules(),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_ends_the_process(crash, hpy_abi, mistake):
    mistake.skip(hpy_abi)
    text = crash(f"from hpy.universal import _debug\n{mistake.code}")
    check(text, f"{mistake.function} got ", mistake.problem, "module: test_mistakes")
    if mistake.argument is not None:
        check(text, f"argument: {mistake.argument} ")


def check(text, *facts):
    for fact in facts:
        assert fact in text


# ---- What else a mistake can do

# Makes all mistakes, one after the other; prints what was told and what happened, a line for each.
PROGRAM = """\
import ast, gc, json, sys, warnings
import hpy.debug
from hpy.debug import symbols
from hpy.universal import _debug

symbols.find_program = lambda: None  # lines are not asked for, and take time
seen, late = [], []
sys.unraisablehook = lambda report: late.append(report.exc_value)
warnings.simplefilter("always")
warnings.showwarning = lambda message, *others: seen.append(message.error)

def evaluate(code):
    *before, last = ast.parse(code).body
    scope = {"mod": mod, "_debug": _debug}
    exec(compile(ast.Module(before, []), "<before>", "exec"), scope)
    return eval(compile(ast.Expression(last.value), "<last>", "eval"), scope)

def run(code):
    try:
        value = evaluate(code)
    except Exception as error:
        return error
    return type(value).__name__ if "capsule object" in repr(value) else repr(value)

def summary(error):
    text = f"{type(error).__name__}: {error}"
    return " ".join(text.split()), getattr(error, "argument", None)

action = ACTION
hpy.debug.set_on_error(action or seen.append)
for number, code in CODES:
    _debug.set_closed_handles_queue_max_size(0)
    generation = _debug.new_generation()
    what = run(code)
    mod.behave(0)
    raised = isinstance(what, Exception)
    told = [*seen, *[what][:raised and action == "raise"], *late]
    context = what.__context__ if raised else None
    names = [type(error).__name__ for error in (what, context)] if raised else [what]
    print(json.dumps([number, names, [summary(error) for error in told]]), flush=True)
    del what, context, told
    seen.clear(), late.clear()
    gc.collect()
    leaks = _debug.get_open_handles(generation)
    assert leaks == [], (code, leaks)
"""


# By the ABI: pytest may well go from one to the other and back, for each test.
OUTCOMES = {}


@pytest.fixture(scope="module")
def outcomes(child, hpy_abi):
    """What each mistake does, by the action and its number."""
    if hpy_abi not in OUTCOMES:
        OUTCOMES[hpy_abi] = find_outcomes(child, hpy_abi)
    return OUTCOMES[hpy_abi]


def find_outcomes(child, hpy_abi):
    """A process for each action."""
    chosen = [
        (number, mistake.code)
        for number, mistake in enumerate(MISTAKES)
        if mistake.then != ABORT
        and mistake.abi in (None, hpy_abi)
        and not (mistake.posix and sys.platform == "win32")
    ]
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extension, "mode", "debug")
        for action in ACTIONS:
            program = PROGRAM.replace("ACTION", repr(action)).replace("CODES", repr(chosen))
            done = child(program)
            assert (done.returncode, done.stderr) == (0, ""), done.stderr[-3000:]
            for number, names, told in map(json.loads, done.stdout.splitlines()):
                found[action, number] = names, told
    return found


ACTIONS = ["raise", "warn", None]  # None is a callable


@pytest.mark.parametrize("action", ACTIONS, ids=["raise", "warn", "callable"])
@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=lambda n: str(MISTAKES[n]))
def test_what_else_a_mistake_does(outcomes, crash, hpy_abi, number, action):
    mistake = MISTAKES[number]
    mistake.skip(hpy_abi)
    if mistake.then == ABORT:
        chosen = "print" if action is None else repr(action)
        crash(f"import hpy.debug; hpy.debug.set_on_error({chosen})\n{mistake.code}")
        return
    names, told = outcomes[action, number]
    text, argument = next(one for one in told if one[0].startswith("HPyDebugError: "))
    check(text, f"{mistake.function} got ", mistake.problem, "module: test_mistakes")
    assert argument == mistake.argument
    if action == "raise" and not mistake.late:
        raised = mistake.then if mistake.then.endswith("Error") else "NoneType"
        assert names == ["HPyDebugError", raised]
    else:
        assert names[0] == mistake.then


# ---- Threads


@posix
def test_another_interpreter(crash, hpy_abi):
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    text = crash("mod.set_callable(mod.leave_well); mod.call_elsewhere()")
    check(text, "the call of test_mistakes.leave_well", "another interpreter")


@posix
def test_an_unknown_thread_after_another_interpreter(crash, hpy_abi):
    """Then Python says of every thread that it may run code."""
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    text = crash("mod.set_callable(int); mod.call_elsewhere(); mod.call_in_thread()")
    check(text, "HPy_Dup got ", "in no call from Python")


@posix
@pytest.mark.parametrize("action", ["raise", "warn", "print"])
def test_what_else_is_done_in_another_interpreter(child, monkeypatch, hpy_abi, action):
    """There no HPyDebugError can be made, so the short report has to do."""
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    monkeypatch.setattr(extension, "mode", "debug")
    chosen = "print" if action == "print" else repr(action)
    done = child(
        f"import hpy.debug; hpy.debug.set_on_error({chosen})\n"
        "mod.set_callable(mod.leave_well); mod.call_elsewhere(); print('goes on')"
    )
    assert (done.returncode, done.stdout) == (0, "goes on\n"), done.stderr
    check(done.stderr, "the call of test_mistakes.leave_well", "another interpreter")


@pytest.mark.parametrize(
    "call",
    [
        "set_tuple(25, *range(25))",
        "set_list(2, 0, 1)",
        "take_tuple(26, *range(0, 26, 2))",
        "take_list(2, 0)",
        "close_tracker()",
        "name_capsule('name')",
    ],
)
def test_no_memory(good, call):
    good(f"import nomemory; nomemory.walk(lambda: mod.{call})")


def test_threads_that_do_it_right(good):
    good(
        "import threading\n"
        "mod.leave_well()\n"
        "mod.call(lambda: mod.leave_and_call(lambda: mod.leave_well()))\n"
        "def many():\n"
        "    for _ in range(200):\n"
        "        mod.leave_and_call(lambda: mod.call(mod.leave_well))\n"
        "threads = [threading.Thread(target=many) for _ in range(4)]\n"
        "for thread in threads: thread.start()\n"
        "for thread in threads: thread.join()\n"
    )


@posix
def test_threads_of_the_C_API_that_do_it_right(good, hpy_abi):
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    good(
        "mod.set_callable(lambda: mod.leave_and_call(mod.leave_well))\n"
        "mod.call_python()\n"
        "mod.call_python_here()\n"
        "mod.identity(1)\n"
    )


# ---- Globals


def test_globals_of_two_modules(good, binary, hpy_abi):
    good(
        f"second = extension.load('second', pathlib.Path({str(binary)!r}), {hpy_abi!r})\n"
        "for x in [1, None, 'x', 1] * 100:\n"
        "    assert mod.store_listed(x) is x\n"
        "    assert second.store_of_second(x) is x\n"
        "    assert mod.store_of_second(x) is x\n"
    )


# ---- Fields


@pytest.fixture(params=CELLS)
def cell(request, hpy_abi):
    """Code that makes the type `t`, and code that makes an instance."""
    if request.param == "legacy" and hpy_abi != "hybrid":
        pytest.skip("has no legacy types")
    return f"t = mod.{request.param}_cell()\n", CELLS[request.param]


def test_fields_that_are_right(good, cell):
    make, instance = cell
    use = f"x = {instance}; value = object(); x.put(value); assert x.get() is value; x.put(x)\n"
    good(f"import gc\n{make}{use}class t(t): pass\n{use}del x, t; gc.collect()")


def test_fields_of_a_base(good):
    good(
        "t = mod.object_cell()\n"
        "for t in mod.heir_of(t), mod.longer_of(t):\n"
        "    for t in t, type('python', (t,), {}), type('slots', (t,), {'__slots__': ['a']}):\n"
        "        x = t(); x.put('value'); assert x.get() == 'value'\n"
    )


# ---- Trackers


def test_trackers_that_are_right(good):
    good("mod.many_trackers()")


# ---- Builders


def test_builders_that_are_right(good):
    good(
        "assert mod.set_list(3, 2, 0, 1) == [0, 1, 2]\n"
        "assert mod.set_tuple(3, 2, 0, 1) == (0, 1, 2)\n"
        "assert mod.set_list(0) == []\n"
        "assert mod.set_tuple(0) == ()\n"
        "assert mod.take_list(4, 2, 0) == [0, 0, 2, 2]\n"
        "assert mod.take_tuple(4, 2, 0) == (0, 0, 2, 2)\n"
        "mod.cancel_unfinished()\n"
    )


# ---- Results


def test_results_that_are_right(good):
    calls = "\n".join(call for call, _, _ in RESULTS)
    good(
        f"{MAKE}{calls}\n"
        "assert hash(x) == 7\n"
        "mod.behave(2)\n"
        "assert x.__hash__() == -1\n"
        "mod.behave(0)\n"
        "assert mod.raise_and_call([]) == []\n"
    )


# ---- Capsules


def test_capsules_that_are_right(good):
    good(
        "for _ in range(500):\n"
        "    assert mod.use_capsule('a name that lives') is True\n"
        "    assert mod.thing_value() == 1\n"
        "mod.ignore_dead_name('nobody asks for it')\n"
    )
