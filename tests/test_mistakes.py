"""tests/test_mistakes.py -- debug mode finds each mistake of test_mistakes.c.

A mistake ends the process with a report, in which the tests look for single facts: where it
was found, in which argument, and what is wrong. Correct code says nothing at all.
"""

import signal
import sys

import extension
import pytest
import runtime

ABIS = ("universal", "hybrid")

pytestmark = [
    pytest.mark.skipif(runtime.name() != "hpy", reason="about this runtime"),
    pytest.mark.leaks,
]

posix = pytest.mark.skipif(sys.platform == "win32", reason="the test has threads of POSIX only")


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


def check(text, *facts):
    for fact in facts:
        assert fact in text


# ---- Threads


@pytest.mark.parametrize(
    ("name", "function", "argument", "problem"),
    [
        ("call_outside", "HPy_Dup", "ctx", "while Python is left"),
        ("leave_twice", "HPy_LeavePythonExecution", "ctx", "while Python is left"),
        ("enter_only", "HPy_ReenterPythonExecution", "state", "has not left Python"),
        ("enter_twice", "HPy_ReenterPythonExecution", "state", "has not left Python"),
        ("enter_wrongly", "HPy_ReenterPythonExecution", "state", "is not what the last"),
        ("return_outside", "the return", None, "has left Python"),
        pytest.param("call_in_thread", "HPy_Dup", "ctx", "in no call from Python", marks=posix),
        pytest.param(
            "enter_in_thread", "HPy_ReenterPythonExecution", "state", "has not left Python",
            marks=posix,
        ),
    ],
)  # fmt: skip
def test_threads(crash, name, function, argument, problem):
    text = crash(f"mod.{name}()")
    check(text, f"{function} got ", problem, "module: test_mistakes")
    if argument is not None:
        check(text, f"argument: {argument} ")


@posix
def test_a_thread_of_the_C_API(crash, hpy_abi):
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    check(crash("mod.call_with_state()"), "HPy_Dup got ", "in no call from Python")


@posix
def test_another_interpreter(crash, hpy_abi):
    if hpy_abi != "hybrid":
        pytest.skip("calls the C API")
    text = crash("mod.set_callable(mod.leave_well); mod.call_elsewhere()")
    check(text, "the call of test_mistakes.leave_well", "another interpreter")


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


@pytest.mark.parametrize(
    ("call", "function", "argument", "problem"),
    [
        ("store_unlisted(1)", "HPyGlobal_Store", "target_global", "no loaded HPyModuleDef lists"),
        ("store_of_second(1)", "HPyGlobal_Store", "target_global", "no loaded HPyModuleDef lists"),
        ("load_unset()", "HPyGlobal_Load", "global", "a null global"),
        ("load_what_is_none(1)", "HPyGlobal_Load", "global", "not the value of a global"),
    ],
)
def test_globals(crash, call, function, argument, problem):
    check(crash(f"mod.{call}"), f"{function} got ", f"argument: {argument} ", problem)


def test_globals_of_two_modules(good, binary, hpy_abi):
    good(
        f"second = extension.load('second', pathlib.Path({str(binary)!r}), {hpy_abi!r})\n"
        "for x in [1, None, 'x', 1] * 100:\n"
        "    assert mod.store_listed(x) is x\n"
        "    assert second.store_of_second(x) is x\n"
        "    assert mod.store_of_second(x) is x\n"
    )


# ---- Fields

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


@pytest.mark.parametrize(
    ("call", "function", "argument", "problem"),
    [
        ("store_outside(x)", "HPyField_Store", "target_field", "outside of the memory"),
        ("store_nowhere(x)", "HPyField_Store", "target_field", "NULL instead of"),
        ("store_in_another(x, t())", "HPyField_Store", "target_field", "outside of the memory"),
        ("load_from_another(x, x)", "HPyField_Load", "source_field", "a null field"),
        ("load_from_another(t(), y)", "HPyField_Load", "source_field", "outside of the memory"),
        ("store_in_another([], x)", "HPyField_Store", "target_field", "outside of the memory"),
    ],
)
def test_fields(crash, call, function, argument, problem):
    text = crash(f"t = mod.object_cell(); x = t(); y = t(); y.put('y'); mod.{call}")
    check(text, f"{function} got ", f"argument: {argument} ", problem)


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("mod.unvisited()().put(1)", "without HPy_tp_traverse: nobody"),
        ("mod.longer_of(mod.object_cell())().put_more(1)", "that of its base does not know"),
    ],
)
def test_fields_that_nobody_visits(crash, code, problem):
    check(crash(code), "HPyField_Store got ", "argument: target_field ", problem)


def test_a_null_field_of_any_shape(crash, cell):
    make, instance = cell
    check(crash(f"{make}{instance}.get()"), "HPyField_Load got a null field")


# ---- Trackers


@pytest.mark.parametrize(
    ("name", "function", "argument", "problem"),
    [
        ("close_tracker_twice", "HPyTracker_Close", "ht", "has been closed"),
        ("add_after_close", "HPyTracker_Add", "ht", "has been closed"),
        ("forget_after_close", "HPyTracker_ForgetAll", "ht", "has been closed"),
        ("close_null_tracker", "HPyTracker_Close", "ht", "a null tracker"),
        ("add_to_null_tracker", "HPyTracker_Add", "ht", "a null tracker"),
        ("negative_tracker", "HPyTracker_New", "size", "a negative size"),
    ],
)
def test_trackers(crash, name, function, argument, problem):
    check(crash(f"mod.{name}()"), f"{function} got ", f"argument: {argument} ", problem)


def test_trackers_that_are_right(good):
    good("mod.many_trackers()")


# ---- Builders


@pytest.mark.parametrize(("kind", "builder"), [("list", "HPyListBuilder"),
                                               ("tuple", "HPyTupleBuilder")])  # fmt: skip
@pytest.mark.parametrize(
    ("arguments", "function", "argument", "problem"),
    [
        (
            "3, 0, 1, 3",
            "Set",
            "index",
            "index 3, which is out of range: the builder was made for 3",
        ),
        ("3, -1", "Set", "index", "index -1, which is out of range"),
        ("0, 0", "Set", "index", "index 0, which is out of range"),
        ("2, 0, 1, 0", "Set", "index", "index 0, which was set before"),
        ("4, 0, 1, 3", "Build", "builder", "index 2 of 4 was never set"),
        ("-1", "New", "size", "a negative size, -1"),
    ],
)
def test_builders(crash, kind, builder, arguments, function, argument, problem):
    text = crash(f"mod.set_{kind}({arguments})")
    check(text, f"{builder}_{function} got ", f"argument: {argument} ", problem)


def test_builders_that_are_right(good):
    good(
        "assert mod.set_list(3, 2, 0, 1) == [0, 1, 2]\n"
        "assert mod.set_tuple(3, 2, 0, 1) == (0, 1, 2)\n"
        "assert mod.set_list(0) == []\n"
        "assert mod.set_tuple(0) == ()\n"
        "mod.cancel_unfinished()\n"
    )


# ---- Results

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
    ("x[0] = 1", "-1", "Results.HPy_mp_ass_subscript (HPyFunc_OBJOBJARGPROC)"),
    ("memoryview(x)", "-1", "Results.HPy_bf_getbuffer (HPyFunc_GETBUFFERPROC)"),
    ("x.item", "HPy_NULL", "Results.item (get) (HPyFunc_GETTER)"),
    ("x.item = 1", "-1", "Results.item (set) (HPyFunc_SETTER)"),
]
MAKE = "x = mod.results()()\n"


@pytest.mark.parametrize(("call", "error", "name"), RESULTS)
def test_a_result_with_an_exception(crash, call, error, name):
    text = crash(f"{MAKE}mod.behave(1)\n{call}")
    check(text, f"the return from test_mistakes.{name} got a result while the exception "
                f"LookupError is set: return {error}")  # fmt: skip


@pytest.mark.parametrize(("call", "error", "name"), RESULTS)
def test_an_error_without_exception(crash, call, error, name):
    text = crash(f"{MAKE}mod.behave(2)\n{call}")
    check(text, f"the return from test_mistakes.{name} got the error {error}, but no exception")


@pytest.mark.parametrize(("how", "problem"), [(1, "a result while"), (2, "the error -1")])
def test_the_result_of_init(crash, how, problem):
    text = crash(f"mod.results()({how})")
    check(text, f"Results.HPy_tp_init (HPyFunc_INITPROC) got {problem}")


def test_the_result_of_hash(crash):
    text = crash(f"{MAKE}mod.behave(1)\nhash(x)")
    check(text, "Results.HPy_tp_hash (HPyFunc_HASHFUNC) got a result while", "LookupError")


def test_an_exception_of_a_finalizer(crash):
    text = crash(f"{MAKE}mod.behave(1)\ndel x")
    check(text, "Results.HPy_tp_finalize (HPyFunc_DESTRUCTOR) got the exception LookupError")


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


@pytest.mark.parametrize(
    ("call", "function", "argument", "problem"),
    [
        ("change_name()", "HPyCapsule_Get", "capsule", "it was 'first'"),
        ("get_dead_name('it')", "HPyCapsule_Get", "capsule", "it was 'it'"),
        ("is_valid_dead_name('it')", "HPyCapsule_IsValid", "capsule", "it was 'it'"),
        ("new_with_dead_name('it')", "HPyCapsule_New", "utf8_name", "cannot be read"),
        ("set_dead_name('it')", "HPyCapsule_Set", "value", "cannot be read"),
    ],
)
@pytest.mark.parametrize("kept", [0, 1024], ids=["freed", "protected"])
def test_capsules(crash, kept, call, function, argument, problem):
    text = crash(
        "from hpy.universal import _debug\n"
        f"_debug.set_closed_handles_queue_max_size({kept})\n"
        f"mod.{call}"
    )
    check(text, f"{function} got ", f"argument: {argument} ", problem)


def test_a_name_that_died_before_its_capsule(crash):
    text = crash("mod.destroy_dead_name('it')")
    check(text, "the end of a capsule got ", "it was 'it'", "module: test_mistakes")


def test_capsules_that_are_right(good):
    good(
        "for _ in range(500):\n"
        "    assert mod.use_capsule('a name that lives') is True\n"
        "    assert mod.thing_value() == 1\n"
        "mod.ignore_dead_name('nobody asks for it')\n"
    )
