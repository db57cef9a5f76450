"""tests/test_closed.py -- debug mode finds what is closed, in every argument of every function.

The calls are made from the table of the API: for each function, and each handle, array of handles,
builder and tracker that it takes, a method that makes all arguments, closes the one in question and
calls the function. They are compiled together with test_closed.c.
"""

from __future__ import annotations

import contextvars
import hashlib
import itertools
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import extension
import pytest
import runtime
import tables
from tables import Function, Parameter

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

import hpy.debug
from hpy.debug import HPyDebugError, Place, report, symbols
from hpy.universal import _debug

TABLES = tables.read(extension.TESTS.parent)
ABIS = ("universal", "hybrid")
SOURCE = Path(__file__).with_suffix(".c")

pytestmark = pytest.mark.leaks

# ---- What can be closed

HANDLE, ARRAY = "HPy", "const HPy *"
PARAMS = "HPyType_SpecParam *"

# How each type of argument that owns something is closed, or ends.
CLOSE = {
    HANDLE: "HPy_Close(ctx, {0})",
    ARRAY: "HPy_Close(ctx, {0}[1])",
    PARAMS: "HPy_Close(ctx, {0}[0].object)",
    "HPyListBuilder": "HPyListBuilder_Cancel(ctx, {0})",
    "HPyTupleBuilder": "HPyTupleBuilder_Cancel(ctx, {0})",
    "HPyTracker": "HPyTracker_Close(ctx, {0})",
}

# What has handles of objects: how many.
OBJECTS = {HANDLE: 1, ARRAY: 2, PARAMS: 1}

# Functions after which their arguments are not the caller's any more.
TAKES = {
    "HPy_Close", "HPy_CloseAll", "HPyTracker_Add", "HPyTracker_Close", "HPyListBuilder_Build",
    "HPyListBuilder_Cancel", "HPyTupleBuilder_Build", "HPyTupleBuilder_Cancel",
    "HPyListBuilder_TakeItems", "HPyTupleBuilder_TakeItems",
}  # fmt: skip

# Those that take arguments of one type only.
TAKES_ONLY = {
    "HPyTracker_Add": HANDLE,
    "HPyListBuilder_TakeItems": ARRAY,
    "HPyTupleBuilder_TakeItems": ARRAY,
}


@dataclass(frozen=True)
class Case:
    """A call of a function with one argument closed."""

    row: Function
    closed: Parameter

    @property
    def name(self) -> str:
        return f"{self.row.member.removeprefix('ctx_')}_{self.closed.name}"

    def takes(self, parameter: Parameter) -> bool:
        """Does the call close this argument, or what it stands for?"""
        only = TAKES_ONLY.get(self.row.name, parameter.type)
        return self.row.name in TAKES and parameter.type == only

    def first_object(self, parameter: Parameter) -> int:
        """The number, among all objects, of the first one for a parameter."""
        before = self.row.parameters[: self.row.parameters.index(parameter)]
        return sum(OBJECTS.get(other.type, 0) for other in before)

    @property
    def closed_object(self) -> int:
        """The number of the object whose handle is closed."""
        return self.first_object(self.closed) + (self.closed.type == ARRAY)


CASES = [
    Case(row, parameter)
    for row in TABLES.functions
    for parameter in row.parameters
    if parameter.type in CLOSE
]

# ---- C

# The lines with which each type of argument begins; `{n}` is the number of its object.
BEGIN = {
    HANDLE: ["{0} = HPy_Dup(ctx, given[{n}]);"],
    ARRAY: ["{0}[0] = HPy_Dup(ctx, given[{n}]);", "{0}[1] = HPy_Dup(ctx, given[{n} + 1]);"],
    PARAMS: [
        "{0}[0].object = HPy_Dup(ctx, given[{n}]);",
        "{0}[0].kind = HPyType_SpecParam_Base;",
        "{0}[1].kind = (HPyType_SpecParam_Kind)0;",
    ],
    "HPyListBuilder": ["{0} = HPyListBuilder_New(ctx, 2);"],
    "HPyTupleBuilder": ["{0} = HPyTupleBuilder_New(ctx, 2);"],
    "HPyTracker": ["{0} = HPyTracker_New(ctx, 1);"],
}
DECLARE = {ARRAY: "HPy {0}[2];", PARAMS: "HPyType_SpecParam {0}[2];"}

# And those with which it ends; a tracker shall not close what is closed.
END = {
    **{kind: [f"{close};"] for kind, close in CLOSE.items()},
    ARRAY: ["HPy_Close(ctx, {0}[0]);", "HPy_Close(ctx, {0}[1]);"],
    "HPyTracker": ["HPyTracker_ForgetAll(ctx, {0});", "HPyTracker_Close(ctx, {0});"],
}

# What else a function gets, by the name of the parameter, else by its type.
OTHER = {
    "ctx": "ctx",
    "encoding": '"utf-8"',
    "errors": '"strict"',
    "nargs": "2",
    "n": "2",
    "const char *": '"name"',
    "HPy_ssize_t *": "&(HPy_ssize_t){0}",
    "HPy *": "out",
    "HPy_buffer *": "&a_view",
    "double *": "&(double){0}",
    "void **": "&(void *){NULL}",
    "const void **": "&(const void *){NULL}",
    "void *": "&a_thing",
    "_HPyCapsule_key": "HPyCapsule_key_Pointer",
    "HPyCallFunction *": "&a_function",
    "HPyType_Spec *": "&a_spec",
    "HPyField *": "field_of(ctx, given[0])",
    "HPyField": "value_of(ctx, given[0])",
    "HPyGlobal *": "&a_global",
    "int": "HPy_EQ",
}
OTHER_OF = {
    ("HPy_CloseAll", "count"): "2",
    ("HPyListBuilder_TakeItems", "count"): "2",
    ("HPyTupleBuilder_TakeItems", "count"): "2",
    ("HPy_GetBuffer", "flags"): "HPyBUF_SIMPLE",
}


def expression(row: Function, parameter: Parameter) -> str:
    """What a function gets as a parameter."""
    if parameter.type in CLOSE:
        return parameter.name
    given = OTHER_OF.get((row.name, parameter.name)) or OTHER.get(parameter.name)
    return given or OTHER.get(parameter.type, "0")


def call_of(row: Function) -> str:
    """The call, and what is done with its result."""
    call = f"{row.name}({', '.join(expression(row, p) for p in row.parameters)})"
    if row.name == "HPy_GetBuffer":
        return f"(void){call}; HPyBuffer_Release(ctx, &a_view);"
    if row.result == "HPy":
        return f"out[0] = {call};"
    return f"Py_XDECREF({call});" if row.result == "cpy_PyObject *" else f"(void){call};"


def owned_by(case: Case) -> list[Parameter]:
    """The parameters that the method makes, and closes."""
    return [p for p in case.row.parameters if p.type in CLOSE]


def begin(case: Case, parameter: Parameter) -> list[str]:
    """The lines that make an argument; the one that makes what is closed is marked."""
    number = case.first_object(parameter)
    lines = [line.strip().format(parameter.name, n=number) for line in BEGIN[parameter.type]]
    if parameter == case.closed:
        lines[-1 if parameter.type == ARRAY else 0] += " /* made */"
    return lines


def end(case: Case, parameter: Parameter) -> list[str]:
    """The lines that close what the call has not taken, and what is not closed."""
    if case.takes(parameter):
        return []
    if parameter != case.closed:
        return [line.format(parameter.name) for line in END[parameter.type]]
    return [END[ARRAY][0].format(parameter.name)] if parameter.type == ARRAY else []


def method(case: Case) -> list[str]:
    """The lines of the method of a case, with the places that are asked for marked."""
    owned = owned_by(case)
    body = [
        "HPy out[4] = {HPy_NULL, HPy_NULL, HPy_NULL, HPy_NULL};",
        *(DECLARE.get(p.type, f"{p.type} {{0}};").format(p.name) for p in owned),
        *(line for p in owned for line in begin(case, p)),
        f"{CLOSE[case.closed.type].format(case.closed.name)}; /* closed */",
        f"{call_of(case.row)} /* used */",
        "close_all(ctx, out, 4);",
        "HPyErr_Clear(ctx);",
        *(line for p in owned for line in end(case, p)),
        "return HPy_Dup(ctx, ctx->h_None);",
    ]
    head = f'HPyDef_METH({case.name}, "{case.name}", HPyFunc_VARARGS)'
    start = f"static HPy {case.name}_impl(HPyContext *ctx, HPy self, const HPy *given, size_t n_)"
    return [head, start, "{", *(f"    {line}" for line in body), "}", ""]


def cases_of(abi: str) -> list[Case]:
    return [case for case in CASES if abi == "hybrid" or not case.row.hybrid]


def source_of(abi: str) -> str:
    """The file that test_closed.c includes."""
    cases = cases_of(abi)
    lines = [line for case in cases for line in method(case)]
    names = " ".join(f"&{case.name}," for case in cases)
    return "\n".join([*lines, f"#define CLOSED_METHODS {names}", ""])


def lines_of(text: str, case: Case) -> dict[str, int]:
    """The numbers of the lines that are marked in the method of a case."""
    lines = text.splitlines()
    start = lines.index(method(case)[0])
    own = itertools.takewhile(lambda line: line != "}", lines[start:])
    marks = (re.search(r"/\* (made|closed|used) \*/$", line) for line in own)
    return {mark[1]: start + n for n, mark in enumerate(marks, 1) if mark}


# ---- Objects


class Thing:
    """What nothing can be done with."""


# What an argument has to be, so that the function finds nothing else wrong with it: by a regular
# expression for `function(parameter)`. What is not here is a Thing.
MAKERS: list[tuple[str, Callable[[ModuleType], object]]] = [
    (r"HPyField_\w+\((target|source)_object", lambda mod: mod.Object(object)()),
    (r"(_HPy_New|_HPyType_\w+)\(h_type", lambda mod: mod.Object(object)),
    (r"HPyErr_\w+\((h_type|exc|base|category)", lambda mod: type("Oops", (Warning,), {})),
    (r"HPy_GetBuffer", lambda mod: bytearray(b"abc")),
    (r"HPyComplex", lambda mod: complex("1+2j")),
    (r"HPyFloat_New", lambda mod: type("Made", (float,), {})),
    (r"\((type|sub|params|base)$", lambda mod: type("Made", (), {})),
    (
        r"HPy(Err_NewException\w*|_EvalCode|_CallTupleDict)\((dict|globals|locals|kw)",
        lambda mod: {},
    ),
    (r"HPyErr_\w+\(filename|\((name|str)$|HPyUnicode", lambda mod: f"a{'b' * 20}"),
    (r"HPy_CallTupleDict\(args", lambda mod: (1, 2)),
    (r"\(kwnames", lambda mod: ()),
    (r"\(kw$", lambda mod: {}),
    (r"\(callable", lambda mod: lambda *args, **kw: None),
    (r"HPyLong|\(h[123]$|HPySlice_New", lambda mod: int("1000")),
    (r"HPyFloat", lambda mod: float("1.25")),
    (r"HPyBytes", lambda mod: bytes([1] * 9)),
    (r"HPyList_\w+\((h_list|h)$", lambda mod: [1, 2]),
    (r"HPyDict", lambda mod: {"a": 1}),
    (r"HPyTuple_Check", lambda mod: (1,)),
    (r"HPySlice_Unpack", lambda mod: slice(1, 2)),
    (r"HPyCapsule", lambda mod: mod.capsule()),
    (r"\(context_var", lambda mod: contextvars.ContextVar("v")),
    (r"\(iterator", lambda mod: iter([1])),
    (r"\(code", lambda mod: compile("1", "x", "eval")),
]

# The type that has each shape, to be made from this base; of it an instance is made.
BASES: dict[str, Any] = {
    "Object": object, "Legacy": object, "Type": type, "Long": int, "Float": float, "Unicode": str,
    "Tuple": tuple, "List": list, "Dict": dict,
}  # fmt: skip


def make_instance(mod: ModuleType, shape: str) -> object:
    """An instance of the type of a shape."""
    kind = getattr(mod, shape)(BASES[shape])
    return kind("T", (), {}) if shape == "Type" else kind()


def make_object(mod: ModuleType, row: Function, parameter: Parameter) -> object:
    """A new object for a parameter of a function."""
    shape = re.match(r"_HPy_AsStruct_(\w+)", row.name)
    if shape:
        return make_instance(mod, shape[1])
    for pattern, make in MAKERS:
        if re.search(pattern, f"{row.name}({parameter.name}"):
            return make(mod)
    return Thing()


def arguments_of(mod: ModuleType, case: Case) -> list[object]:
    """The objects for all handles of a case."""
    parameters = [p for p in case.row.parameters for _ in range(OBJECTS.get(p.type, 0))]
    return [make_object(mod, case.row, p) for p in parameters]


# ---- Runs


@dataclass
class Outcome:
    """What was told in the run of a case."""

    case: Case
    objects: list[object]
    errors: list[HPyDebugError]
    leaks: list[Any]


@pytest.fixture(scope="module")
def calls(compiler: extension.Compiler, hpy_abi: str) -> Path:
    """The file with the calls; another content is another file, and is compiled again."""
    text = source_of(hpy_abi)
    name = f"closed_{hashlib.sha256(text.encode()).hexdigest()[:16]}.h"
    path = compiler.folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def closed_binary(compiler: extension.Compiler, calls: Path, hpy_abi: str) -> Path:
    return compiler.compile(SOURCE, hpy_abi, f'-DCLOSED_CALLS="{calls}"')


def run_case(mod: ModuleType, case: Case) -> Outcome:
    """Run a case; its mistake is kept, and the function goes on."""
    objects = arguments_of(mod, case)
    errors: list[HPyDebugError] = []
    hpy.debug.set_on_error(errors.append)
    generation = _debug.new_generation()
    getattr(mod, case.name)(*objects)
    return Outcome(case, objects, errors, _debug.get_open_handles(generation))


def run_all(mod: ModuleType, abi: str) -> dict[str, Outcome]:
    wanted = (case for case in cases_of(abi) if "Legacy" not in case.name or abi == "hybrid")
    return {case.name: run_case(mod, case) for case in wanted}


# By the ABI: pytest may well go from one to the other and back, for each test.
OUTCOMES: dict[str, dict[str, Outcome]] = {}


@pytest.fixture(scope="module")
def outcomes(closed_binary: Path, hpy_abi: str) -> dict[str, Outcome]:
    """What all cases tell."""
    if hpy_abi not in OUTCOMES:
        OUTCOMES[hpy_abi] = find_outcomes(closed_binary, hpy_abi)
    return OUTCOMES[hpy_abi]


def find_outcomes(closed_binary: Path, hpy_abi: str) -> dict[str, Outcome]:
    """Run all cases; the places are looked up together."""
    before = _debug.get_closed_handles_queue_max_size()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extension, "mode", "debug")
        patch.setattr(sys, "unraisablehook", lambda error: None)
        _debug.set_closed_handles_queue_max_size(1024)
        hpy.debug.set_handle_stack_trace_limit(8)
        try:
            found = run_all(extension.load("test_closed", closed_binary, hpy_abi), hpy_abi)
        finally:
            hpy.debug.set_handle_stack_trace_limit(None)
            hpy.debug.set_on_error("abort")
            _debug.set_closed_handles_queue_max_size(before)
    report.look_up(place for o in found.values() for e in o.errors for place in places_of(e))
    return found


def places_of(error: HPyDebugError) -> list[Place]:
    return [place for place in (error.found_at, error.made_at, error.closed_at) if place]


# ---- Tests


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_closed_argument(outcomes: dict[str, Outcome], calls: Path, case: Case) -> None:
    if case.name not in outcomes:
        pytest.skip("is of the hybrid ABI")
    outcome = outcomes[case.name]
    (error,) = outcome.errors
    assert (error.module, error.function) == ("test_closed", case.row.name)
    assert error.argument == case.closed.name
    assert outcome.leaks == []
    check_object(error, outcome)
    check_lines(error, case, calls)


def check_object(error: HPyDebugError, outcome: Outcome) -> None:
    case = outcome.case
    if case.closed.type not in OBJECTS:
        assert (error.has_object, error.handle) == (False, None)
        assert "that has ended" in str(error.problem) or "has been closed" in str(error.problem)
        return
    assert error.problem == "a closed handle"
    assert error.obj is outcome.objects[case.closed_object]
    assert [place.function for place in places_of(error)[1:]] == ["HPy_Dup", "HPy_Close"]


def check_lines(error: HPyDebugError, case: Case, calls: Path) -> None:
    """The innermost frame of the extension is the method, in the line that is marked."""
    if symbols.find_program() is None:
        return
    marks = lines_of(calls.read_text("utf-8"), case)
    wanted = ("used", "made", "closed")
    for place, mark in zip(places_of(error), wanted):
        first = report.describe_native(place.native)[0]
        assert first.startswith(f"{case.name}_impl at ")
        assert re.search(rf"[\\/]{re.escape(calls.name)}:{marks[mark]}(:\d+)? in ", first), mark
    assert len(places_of(error)) == (3 if case.closed.type in OBJECTS else 1)


def test_every_function_with_handles_is_called() -> None:
    """Whatever takes something that can be closed is in the table."""
    called = {case.row.name for case in CASES}
    others = [row for row in TABLES.functions if row.name not in called]
    kinds = {p.type for row in others for p in row.parameters}
    assert not {kind for kind in kinds if re.search(r"\bHPy( \*)?$|Builder|Tracker", kind)}
    assert len(called) > 120


# One of each kind of argument, of which each ends a process.
SAMPLE = [
    "Repr_obj", "Call_args", "Close_h", "Type_FromSpec_params", "ListBuilder_Set_builder",
    "Tracker_Add_ht", "Field_Store_target_object", "AsStruct_Object_h",
]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="dies otherwise there")
@pytest.mark.parametrize("name", SAMPLE)
def test_a_closed_argument_ends_the_process(
    closed_binary: Path, calls: Path, hpy_abi: str, name: str, tmp_path: Path
) -> None:
    (case,) = (case for case in CASES if case.name == name)
    code = (
        f"import sys; sys.path[:0] = {[str(extension.TESTS), str(extension.TESTS.parent / 'tools')]}\n"
        "import extension, pathlib, test_closed\n"
        "extension.mode = 'debug'\n"
        f"mod = extension.load('test_closed', pathlib.Path({str(closed_binary)!r}), {hpy_abi!r})\n"
        f"case = next(case for case in test_closed.CASES if case.name == {name!r})\n"
        f"getattr(mod, {name!r})(*test_closed.arguments_of(mod, case))\n"
    )
    done = extension.python(tmp_path, "-c", code, HPY_DEBUG_STACK_TRACE_LIMIT="8")
    assert done.returncode == -signal.SIGABRT, done.stderr
    assert done.stderr.startswith(f"HPy debug mode: {case.row.name} got ")
    assert f"\n  argument: {case.closed.name}\n  module:   test_closed\n" in done.stderr
    if symbols.find_program() is not None:
        line = lines_of(calls.read_text("utf-8"), case)["used"]
        assert f"{name}_impl at {calls}:{line}" in done.stderr
