"""bench/cases.py: the table of operations, from which every measurement of them is derived.

An operation is a statement that Python executes, on functions and types that each implementation
in bench/operations/ has under the same names. To add one: write its function in the HPy source and
in the C API twin of its family, and add a row here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, NamedTuple


class Operation(NamedTuple):
    """A statement; `setup` makes its names from the functions `m` of an implementation.

    `check` is an expression that is true after the statement if it did the right thing; `r` is the
    value of the statement if that is an expression. An operation that is `apart` is outside of the
    means and the worst: its twin does less than HPy's source.
    """

    family: str
    label: str
    setup: str
    statement: str
    check: str
    repetitions: int = 1000
    apart: bool = False


class MissingError(LookupError):
    """An implementation lacks a function: it cannot express the operation."""


CALLS = [
    ("function NOARGS", "f = m.noargs", "f()", "r is not None"),
    ("function O", "f = m.o; x = object()", "f(x)", "r is x"),
    ("function VARARGS", "f = m.varargs; x = object()", "f(1, x)", "r is x"),
    ("function KEYWORDS", "f = m.keywords; x = object()", "f(1, x)", "r is x"),
    ("function KEYWORDS by name", "f = m.keywords; x = object()", "f(a=1, b=x)", "r is x"),
    ("method NOARGS", "e = m.Echo()", "e.noargs()", "r is e"),
    ("method O", "e = m.Echo(); x = object()", "e.o(x)", "r is x"),
    ("method VARARGS", "e = m.Echo(); x = object()", "e.varargs(1, x)", "r is x"),
    ("method KEYWORDS", "e = m.Echo(); x = object()", "e.keywords(1, x)", "r is x"),
    ("method KEYWORDS by name", "e = m.Echo(); x = object()", "e.keywords(a=1, b=x)", "r is x"),
    ("__call__", "e = m.Echo(); x = object()", "e(x)", "r is x"),
    ("__getitem__", "e = m.Echo(); x = object()", "e[x]", "r is x"),
    ("__setitem__", "e = m.Echo(); x = object()", "e[x] = x", "True"),
    ("__len__", "e = m.Echo()", "len(e)", "r == 7"),
    ("__contains__", "e = m.Echo(); x = object()", "x in e", "r is False and e in e"),
    ("__add__", "e = m.Echo(); x = object()", "e + x", "r is e"),
    ("__bool__", "e = m.Echo()", "not e", "r is False"),
    ("__hash__", "e = m.Echo()", "hash(e)", "r == 7"),
    ("__repr__", "e = m.Echo()", "repr(e)", "r == 'Echo()'"),
    ("__eq__", "e = m.Echo(); x = m.Echo()", "e == x", "r is False and e == e"),
    ("sequence item", "s = m.Sequence()", "s[-3]", "r == 7"),
    ("sequence list of 10", "s = m.Sequence()", "list(s)", "r == [*range(10)]"),
    ("getset get", "e = m.Echo()", "e.value", "r == 1.5"),
    ("getset set", "e = m.Echo(); x = 2.5", "e.value = x", "e.value == 2.5"),
    ("member int get", "e = m.Echo()", "e.number", "r == 7"),
    ("member int set", "e = m.Echo()", "e.number = 8", "e.number == 8"),
    ("member double get", "e = m.Echo()", "e.real", "r == 1.5"),
    ("member object get", "e = m.Echo(); x = e.content = object()", "e.content", "r is x"),
    ("member object set", "e = m.Echo(); x = object()", "e.content = x", "e.content is x"),
]

ARGUMENTS = [
    ("two ints", "f = m.add_ints", "f(1000, 2000)", "r == 3000"),
    ("two doubles", "f = m.add_doubles", "f(1.5, 2.25)", "r == 3.75"),
    ("one str", "f = m.count_bytes", "f('the quick brown fox')", "r == 19"),
    ("object, int and double", "f = m.parse_mixed", "f(None, 3, 1.5)", "r == 4.5"),
    ("optional, given", "f = m.parse_optional", "f(None, 7)", "r == 7"),
    ("optional, left out", "f = m.parse_optional", "f(None)", "r == 10"),
    ("keywords by position", "f = m.add_named", "f(1000, 2000)", "r == 3000"),
    ("keywords by name", "f = m.add_named", "f(a=1000, b=2000)", "r == 3000"),
    ("keywords mixed", "f = m.add_named", "f(1000, b=2000)", "r == 3000"),
    ("object keywords", "f = m.choose_named; x = object()", "f(1, third=x)", "r is x"),
]

MAKING = [
    ("make small int", "f = m.make_small_int", "f()", "r == 7"),
    ("make large int", "f = m.make_large_int", "f()", "r == 1 << 40"),
    ("make float", "f = m.make_float", "f()", "r == 2.5"),
    ("make bool", "f = m.make_bool", "f()", "r is True"),
    ("make str, ASCII", "f = m.make_ascii", "f()", "r == 'the quick brown fox'"),
    ("make str, not ASCII", "f = m.make_text", "f()", "r == 'der flüchtige Fuchs'"),
    ("make bytes", "f = m.make_bytes", "f()", "r == b'0123456789abcdef'"),
    ("pack tuple of 3", "f = m.pack_tuple; x = object()", "f(x, x, x)", "r == (x, x, x)"),
    ("tuple from array of 3", "f = m.copy_tuple; x = object()", "f(x, x, x)", "r == (x, x, x)"),
    ("build tuple of 3", "f = m.build_tuple; x = object()", "f(x, x, x)", "r == (x, x, x)"),
    ("build value", "f = m.build_value; x = object()", "f(x)", "r == (7, 'seven', x)"),
    ("build list of 10", "f = m.build_list_10", "f()", "r == [*range(10)]"),
    ("build list of 100", "f = m.build_list_100", "f()", "r == [*range(100)]"),
    ("append 10", "f = m.append_10; x = object()", "f(x)", "r == [x] * 10"),
    ("make dict of 10", "f = m.make_dict_10", "f(None)", "r == dict.fromkeys(range(10))"),
    (
        "make dict of 3 by C strings",
        "f = m.make_record",
        "f(1)",
        "r == {'name': 1, 'size': 1, 'owner': 1}",
    ),
    ("copy dict", "f = m.copy_dict; d = dict.fromkeys(range(3))", "f(d)", "r == d and r is not d"),
    ("keys of dict", "f = m.list_keys; d = dict.fromkeys(range(3))", "f(d)", "r == [0, 1, 2]"),
]

THING = "c = type('C', (), {})(); c.size = 5"

ACCESS = [
    ("get attribute", f"f = m.get_attr; {THING}", "f(c, 'size')", "r == 5"),
    ("get attribute by C string", f"f = m.get_attr_s; {THING}", "f(c)", "r == 5"),
    ("set attribute", f"f = m.set_attr; {THING}", "f(c, 'size', 6)", "c.size == 6"),
    ("set attribute by C string", f"f = m.set_attr_s; {THING}", "f(c, 6)", "c.size == 6"),
    ("has attribute", f"f = m.has_attr; {THING}", "f(c, 'size')", "r is True"),
    ("get item of list by object", "f = m.get_item; x = [*'abcdef']", "f(x, 3)", "r == 'd'"),
    ("get item of tuple by object", "f = m.get_item; x = (*'abcdef',)", "f(x, 3)", "r == 'd'"),
    ("get item of dict by object", "f = m.get_item; x = {'size': 5}", "f(x, 'size')", "r == 5"),
    ("get item of list by index", "f = m.get_item_i; x = [*'abcdef']", "f(x)", "r == 'd'"),
    ("get item of tuple by index", "f = m.get_item_i; x = (*'abcdef',)", "f(x)", "r == 'd'"),
    ("get item of str by index", "f = m.get_item_i; x = 'abcdef'", "f(x)", "r == 'd'"),
    ("get item of range by index", "f = m.get_item_i; x = range(9)", "f(x)", "r == 3"),
    ("get item of Sequence by index", "f = m.get_item_i; x = m.Sequence()", "f(x)", "r == 3"),
    ("get item of dict by C string", "f = m.get_item_s; x = {'size': 5}", "f(x)", "r == 5"),
    ("set item of list by object", "f = m.set_item; x = [0] * 6", "f(x, 3, 8)", "x[3] == 8"),
    ("set item of dict by object", "f = m.set_item; x = {}", "f(x, 'size', 8)", "x['size'] == 8"),
    ("set item of list by index", "f = m.set_item_i; x = [0] * 6", "f(x, 8)", "x[3] == 8"),
    ("set item of dict by C string", "f = m.set_item_s; x = {}", "f(x, 8)", "x['size'] == 8"),
    ("set and delete item of dict", "f = m.replace_item; x = {}", "f(x, 'a', 8)", "x == {}"),
    ("get slice of list", "f = m.get_slice; x = [*range(10)]", "f(x)", "r == [2, 3, 4]"),
    ("unpack slice", "f = m.count_slice; x = slice(-9, None, 2)", "f(x)", "r == 5"),
    ("contains, list", "f = m.contains; x = [*range(10)]", "f(x, 5)", "r is True"),
    ("contains, dict", "f = m.contains; x = {'size': 5}", "f(x, 'size')", "r is True"),
    ("length of list", "f = m.length; x = [1, 2, 3]", "f(x)", "r == 3"),
    ("length of dict", "f = m.length; x = {1: 2}", "f(x)", "r == 1"),
    ("length of str", "f = m.length; x = 'abc'", "f(x)", "r == 3"),
    ("type check, int", "f = m.is_long", "f(5)", "r is True"),
    ("type check, other", "f = m.is_long", "f('5')", "r is False"),
    ("type check of a subclass", "f = m.is_instance", "f(True, int)", "r is True"),
    ("type of", "f = m.type_of", "f(5)", "r is int"),
    ("is None", "f = m.is_none", "f(5)", "r is False"),
    ("is true", "f = m.is_true; x = []", "f(x)", "r is False"),
    ("hash", "f = m.hash_of", "f('size')", "r == hash('size')"),
    ("walk list of 100", "f = m.walk_list; x = [*range(100)]", "f(x)", "r == 100", 200),
    (
        "walk dict of 100",
        "f = m.walk_dict; x = {n: n for n in range(100)}",
        "f(x)",
        "r == 100",
        200,
    ),
    (
        "walk list of 100 borrowing",
        "f = m.walk_list_borrowing; x = [*range(100)]",
        "f(x)",
        "r == 100",
        200,
        True,
    ),
    (
        "walk dict of 100 borrowing",
        "f = m.walk_dict_borrowing; x = {n: n for n in range(100)}",
        "f(x)",
        "r == 100",
        200,
        True,
    ),
    ("walk list of 100 by index", "f = m.walk_indices; x = [*range(100)]", "f(x)", "r == 100", 200),
    (
        "walk tuple of 100 by index",
        "f = m.walk_indices; x = (*range(100),)",
        "f(x)",
        "r == 100",
        200,
    ),
    ("iterate over list of 100", "f = m.walk_iterator; x = [*range(100)]", "f(x)", "r == 100", 200),
    (
        "iterate over dict of 100",
        "f = m.walk_iterator; x = {n: n for n in range(100)}",
        "f(x)",
        "r == 100",
        200,
    ),
    ("iterate over range of 100", "f = m.walk_iterator; x = range(100)", "f(x)", "r == 100", 200),
]

NUMBERS = [
    ("add ints", "f = m.add", "f(1000, 2000)", "r == 3000"),
    ("add floats", "f = m.add", "f(1.5, 2.25)", "r == 3.75"),
    ("multiply floats", "f = m.multiply", "f(1.5, 2.0)", "r == 3.0"),
    ("add ints in place", "f = m.add_in_place", "f(1000, 2000)", "r == 3000"),
    ("power of ints", "f = m.power", "f(3, 4)", "r == 81"),
    ("negative int", "f = m.negative", "f(1000)", "r == -1000"),
    ("index of int", "f = m.to_index", "f(1000)", "r == 1000"),
    ("float of int", "f = m.to_float", "f(1000)", "r == 1000.0"),
    ("float of str", "f = m.to_float", "f('2.5')", "r == 2.5"),
    ("int of float", "f = m.to_int", "f(2.5)", "r == 2"),
    ("compare ints", "f = m.is_less", "f(1000, 2000)", "r is True"),
    ("int to C and back", "f = m.double_int", "f(1000)", "r == 2000"),
    ("float to C and back", "f = m.double_float", "f(1.25)", "r == 2.5"),
    ("sum 100 floats in C", "f = m.sum_floats; x = [0.5] * 100", "f(x)", "r == 50.0", 200),
    ("sum 100 ints in C", "f = m.sum_ints; x = [*range(100)]", "f(x)", "r == 4950", 200),
    ("sum list of 100 floats", "f = m.sum_float_list; x = [0.5] * 100", "f(x)", "r == 50.0", 200),
    ("sum 100 ints as objects", "f = m.sum_objects; x = [*range(100)]", "f(x)", "r == 4950", 200),
]

TEXT = [
    ("UTF-8 of ASCII str", "f = m.utf8_size", "f('the quick brown fox')", "r == 19"),
    ("UTF-8 of other str", "f = m.utf8_size", "f('der flüchtige Fuchs')", "r == 20"),
    ("encode str", "f = m.encode", "f('the quick brown fox')", "r == b'the quick brown fox'"),
    ("equal to C string", "f = m.is_key", "f('the quick brown fox')", "r is True"),
    (
        "equal strs",
        "f = m.is_equal; x = 'the quick brown fox'; y = ''.join(x)",
        "f(x, y)",
        "r is True",
    ),
    ("read character", "f = m.read_char", "f('the quick brown fox')", "r == ord('q')"),
    ("substring", "f = m.substring", "f('the quick brown fox')", "r == 'quick'"),
    ("concatenate strs", "f = m.concatenate; x = 'the quick '", "f(x, x)", "r == 2 * x"),
    ("format", "f = m.format", "f(9)", "r == 'item: 7 of 9'"),
    ("str of int", "f = m.str_of", "f(1000)", "r == '1000'"),
    ("str of str", "f = m.str_of; x = 'fox'", "f(x)", "r is x"),
    ("repr of int", "f = m.repr_of", "f(1000)", "r == '1000'"),
    ("contents of bytes", "f = m.bytes_size", "f(b'abcdef')", "r == 6"),
]

PYTHON = [
    ("call Python function", "f = m.call; g = lambda x, y: y", "f(g, 1, 2)", "r == 2"),
    ("call Python function by name", "f = m.call; g = lambda x, y: y", "f(g, 1, y=2)", "r == 2"),
    ("call builtin function", "f = m.call", "f(abs, -5)", "r == 5"),
    ("call type", "f = m.call", "f(float, '2.5')", "r == 2.5"),
    ("call with tuple", "f = m.call_tuple; g = lambda x, y: y; t = (1, 2)", "f(g, t)", "r == 2"),
    (
        "call with tuple and dict",
        "f = m.call_tuple_dict; g = lambda x, y: y; t = (1,); d = {'y': 2}",
        "f(g, t, d)",
        "r == 2",
    ),
    ("call method", "f = m.call_method; x = [*range(9)]", "f('index', x, 3)", "r == 3"),
    ("call method of str", "f = m.call_method; x = ['a', 'b']", "f('join', '-', x)", "r == 'a-b'"),
    ("call method by C string", "f = m.call_index; x = [7, 8]; t = (8,)", "f(x, t)", "r == 1"),
    (
        "raise",
        "f = m.raise_string; c = catch(f, ValueError)",
        "c()",
        "r.args == ('it is wrong',)",
    ),
    (
        "raise with format",
        "f = m.raise_format; c = catch(f, ValueError, 'x')",
        "c()",
        "r.args == ('no item x at 7',)",
        500,
    ),
    (
        "raise object",
        "f = m.raise_object; c = catch(f, ValueError, 'x')",
        "c()",
        "r.args == ('x',)",
    ),
    ("find, there", "f = m.find; x = {'size': 5}", "f(x, 'size')", "r == 5"),
    ("find, match and clear", "f = m.find; x = {'size': 5}", "f(x, 'colour')", "r is None"),
    ("clear TypeError", "f = m.to_double", "f('x')", "r == 0.0"),
    ("import module", "f = m.import_math", "f()", "r.pi > 3"),
    ("get context variable", "f = m.get_variable; v = variable(5)", "f(v)", "r == 5"),
]

TYPES = [
    ("plain instance", "t = m.Plain", "t()", "type(r) is t"),
    ("instance with numbers", "t = m.Point", "t(1.5, 2.5)", "r.sum() == 4.0"),
    ("instance with __init__", "t = m.Pair", "t(1.5, 2.5)", "type(r) is t"),
    ("instance with objects, GC", "t = m.Node; x = object()", "t(x, x)", "type(r) is t"),
    ("instance with memory", "t = m.Block", "t()", "type(r) is t"),
    ("new instance in C", "f = m.new_point; t = m.Point", "f(t)", "r.sum() == 4.0"),
    ("new instance in C, GC", "f = m.new_node; t = m.Node", "f(t)", "type(r) is t"),
    ("instance used and dropped", "t = m.Point", "t(1.5, 2.5).sum()", "r == 4.0"),
    ("method on struct", "p = m.Point(1.5, 2.5)", "p.sum()", "r == 4.0"),
    ("member of struct", "p = m.Point(1.5, 2.5)", "p.x", "r == 1.5"),
    ("subclass instance", "t = subclass(m.Point)", "t(1.5, 2.5)", "r.sum() == 4.0"),
    ("subclass with __init__", "t = subclass(m.Pair)", "t(1.5, 2.5)", "type(r) is t"),
    ("subclass method on struct", "p = subclass(m.Point)(1.5, 2.5)", "p.sum()", "r == 4.0"),
    ("subclass attribute", "p = subclass(m.Point)(1.5, 2.5); p.a = 7", "p.a", "r == 7"),
    ("make type", "f = m.make_type", "f()", "r(1.5, 2.5).sum() == 4.0", 50),
    ("make exception class", "f = m.make_exception", "f()", "issubclass(r, Exception)", 50),
]

STATE = [
    ("field store", "h = m.Holder(); x = object()", "h.store(x)", "h.load() is x"),
    ("field load", "h = m.Holder(); x = object(); h.store(x)", "h.load()", "r is x"),
    ("global store", "f = m.store_global; x = object()", "f(x)", "m.load_global() is x"),
    ("global load", "f = m.load_global; x = object(); m.store_global(x)", "f()", "r is x"),
    ("make capsule", "f = m.make_capsule", "f()", "type(r).__name__ == 'PyCapsule'"),
    ("read capsule", "f = m.read_capsule; x = m.make_capsule()", "f(x)", "r == 7"),
    ("buffer of an object", "b = m.Bytes()", "memoryview(b)", "r.nbytes == 16"),
    ("duplicate and close 10", "f = m.dup_close_10; x = object()", "f(x)", "r is None"),
    ("tracker of 10", "f = m.track_10; x = object()", "f(x)", "r is None"),
    ("leave Python", "f = m.leave_python", "f()", "r is None"),
]

FAMILIES: dict[str, list[Any]] = {
    "calls": CALLS,
    "arguments": ARGUMENTS,
    "making": MAKING,
    "access": ACCESS,
    "numbers": NUMBERS,
    "text": TEXT,
    "python": PYTHON,
    "types": TYPES,
    "state": STATE,
}

OPERATIONS = [Operation(family, *row) for family, rows in FAMILIES.items() for row in rows]

# The labels of the operations that means and worst leave out.
APART = {operation.label for operation in OPERATIONS if operation.apart}


# ---- What setups call ----------------------------------------------------


def catch(function: Callable[..., Any], error: type[Exception], *args: Any) -> Callable[[], Any]:
    """Return a function that calls `function` and returns the `error` that it raises."""

    def caught() -> Any:
        try:
            function(*args)
        except error as raised:
            return raised

    return caught


def variable(value: object) -> Any:
    """Return a context variable with a value."""
    import contextvars

    result: contextvars.ContextVar[object] = contextvars.ContextVar("variable")
    result.set(value)
    return result


def subclass(base: type) -> type:
    """Return a class that derives from an implementation's type, as Python code would."""
    return type("Derived", (base,), {})


# ---- From an operation to functions --------------------------------------


class Ready(NamedTuple):
    """An operation of an implementation: run it so many times, or once and see if it is right."""

    loop: Callable[[int], None]
    once: Callable[[], Any]
    is_right: Callable[[Any], bool]


def prepare(operation: Operation, functions: Any) -> Ready:
    """Return the operation on the `functions` of an implementation.

    Raises MissingError if they are not all there.
    """
    try:
        compile(operation.statement, "statement", "eval")
        once = f"return {operation.statement}"
    except SyntaxError:
        once = operation.statement
    source = f"""def make(m, repeat):
    {operation.setup}
    def loop(n):
        for _ in repeat(None, n):
            {operation.statement}
    def once():
        {once}
    def is_right(r):
        return {operation.check}
    return loop, once, is_right
"""
    namespace: dict[str, Any] = {"catch": catch, "variable": variable, "subclass": subclass}
    exec(source, namespace)
    return Ready(*namespace["make"](functions, itertools.repeat))
