"""bench/yardstick.py: the operations on arrays by which numpy-hpy is measured, and its goals.

An operation is a statement that Python executes, on arrays that its setup makes with a module `np`.
To add one: add a row. Figures contain the call from Python and the step of a loop, as a user pays
them. Data is random, and the same for everybody; NumPy, which makes it, must be there.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from typing import Any, NamedTuple

# The libraries of NumPy and of the port read this when they are loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
from programs import PROGRAMS


class Goal(NamedTuple):
    """What an ABI may need: so many times as long as NumPy, or so many seconds."""

    cpython: float
    universal: float
    unit: str = "ratio"

    def limit(self, abi: str) -> float:
        """Return what holds for an ABI."""
        return self.universal if abi == "universal" else self.cpython


def at_most(cpython: float, universal: float | None = None) -> Goal:
    """Return the goal to take at most so many times as long as NumPy."""
    return Goal(cpython, cpython if universal is None else universal)


NO_SLOWER = at_most(1.0)
SAME = at_most(1.1)
ACCESS_GOAL = at_most(1.1, 1.25)


class Operation(NamedTuple):
    """A statement; `setup` makes its names from the module `np` and the functions of Data.

    `result` is an expression whose value after the statement must be NumPy's, by default the value
    of the statement; no item may differ by more than `tolerance` times the largest one.
    """

    group: str
    label: str
    setup: str
    statement: str
    goal: Goal | None = None
    tolerance: float = 0.0
    result: str = ""


class Mean(NamedTuple):
    """A goal for the geometric mean of several operations of a group."""

    group: str
    goal: Goal
    labels: list[str]

    @property
    def name(self) -> str:
        """What tables call it."""
        return f"mean of the {len(self.labels)} goals"


# ---- Small arrays: the price of a call -----------------------------------

TWO = "a, b = floats(10), floats(10)"
ONE = "a = floats(10)"

SMALL = [
    ("zeros(10)", "", "np.zeros(10)"),
    ("empty(10)", "", "np.empty(10)", None, 0.0, "np.empty(10).shape"),
    ("ones(10)", "", "np.ones(10)", NO_SLOWER),
    ("arange(10)", "", "np.arange(10)", NO_SLOWER),
    ("linspace(0, 1, 100)", "", "np.linspace(0, 1, 100)", None, 1e-15),
    ("array([1., 2., 3.])", "", "np.array([1., 2., 3.])", NO_SLOWER),
    ("a + b, 1 item", "a, b = floats(1), floats(1)", "a + b"),
    ("a + b", TWO, "a + b", NO_SLOWER),
    ("add(a, b, out=c)", f"{TWO}; c = floats(10)", "np.add(a, b, out=c)", None, 0.0, "c"),
    ("a += b", TWO, "a += b", None, 0.0, "a"),
    ("a + 1.0", ONE, "a + 1.0", NO_SLOWER),
    ("-a", ONE, "-a", NO_SLOWER),
    ("a < b", TWO, "a < b", NO_SLOWER),
    ("a.sum()", ONE, "a.sum()", NO_SLOWER, 1e-15),
    ("a.max()", ONE, "a.max()", NO_SLOWER),
    ("a.argmax()", ONE, "a.argmax()"),
    ("a.mean()", ONE, "a.mean()", NO_SLOWER, 1e-15),
    ("(a == b).all()", TWO, "(a == b).all()"),
    ("sin(a)", ONE, "np.sin(a)", None, 1e-15),
    ("a @ b, 4 x 4", "a, b = floats(4, 4), floats(4, 4)", "a @ b", NO_SLOWER, 1e-15),
    ("a.astype(float32)", f"{ONE}; t = np.float32", "a.astype(t)", NO_SLOWER),
    ("a.copy()", ONE, "a.copy()", NO_SLOWER),
    ("a[i]", f"{ONE}; i = integers(0, 10, 10)", "a[i]"),
    ("concatenate((a, b))", TWO, "np.concatenate((a, b))", NO_SLOWER),
    ("repr(a)", ONE, "repr(a)"),
    ("memoryview(a)", ONE, "memoryview(a)", None, 0.0, "memoryview(a).tolist()"),
]

SMALL_GOAL = Mean("small arrays", at_most(0.4, 0.5), [row[0] for row in SMALL if NO_SLOWER in row])

# A thousand items: neither the call nor the memory alone.
MEDIUM = [
    ("a + b, 1e3", "a, b = floats(1000), floats(1000)", "a + b"),
    ("a < b, 1e3", "a, b = floats(1000), floats(1000)", "a < b"),
    ("a * b + c, 1e3", "a, b, c = floats(1000), floats(1000), floats(1000)", "a * b + c"),
    ("sin(a), 1e3", "a = spread(1000)", "np.sin(a)", None, 1e-15),
    ("a @ b, 64 x 64", "a, b = floats(64, 64), floats(64, 64)", "a @ b", None, 1e-14),
]

# ---- Access: items, views, attributes ------------------------------------

SQUARE = "a = floats(10, 10)"

ACCESS = [
    ("a[5]", ONE, "a[5]", ACCESS_GOAL),
    ("a[5] = 1.0", ONE, "a[5] = 1.0", None, 0.0, "a"),
    ("a[3, 4]", SQUARE, "a[3, 4]"),
    ("a[2:5]", ONE, "a[2:5]", ACCESS_GOAL),
    ("a[1], a row", SQUARE, "a[1]"),
    ("a[:, 1]", SQUARE, "a[:, 1]"),
    ("a.shape", ONE, "a.shape", ACCESS_GOAL),
    ("a.dtype", ONE, "a.dtype", None, 0.0, "str(a.dtype)"),
    ("len(a)", ONE, "len(a)"),
    ("a.item(5)", ONE, "a.item(5)"),
    ("float(a[5])", ONE, "float(a[5])"),
    ("float64 + float64", "x, y = floats(2)", "x + y", ACCESS_GOAL),
    ("float64 + int", "x = floats(1)[0]", "x + 2", ACCESS_GOAL),
    ("float64 < float64", "x, y = floats(2)", "x < y", ACCESS_GOAL),
    ("float32 + float32", 'x, y = floats(2, dtype="f4")', "x + y", ACCESS_GOAL),
    ("int64 + int64", "x, y = integers(1, 100, 2)", "x + y", ACCESS_GOAL),
    ("array of 4 float64", "x = list(floats(4))", "np.array(x)", NO_SLOWER),
]

# ---- Large arrays: the speed of loops and of memory ----------------------

MILLION = 1_000_000
BIG = f"a, b = floats({MILLION}), floats({MILLION})"
TWICE = f"a, b = floats({2 * MILLION}), floats({2 * MILLION})"
BIG_ONE = f"a = floats({MILLION})"
BIG_SINGLE = f'a, b = floats({MILLION}, dtype="f4"), floats({MILLION}, dtype="f4")'
BIG_INT8, BIG_INT32, BIG_INT64 = (
    f'a, b = (integers(1, {high}, {MILLION}, dtype="{dtype}") for _ in range(2))'
    for high, dtype in [(60, "i1"), (1000, "i4"), (1000, "i8")]
)
BIG_COMPLEX = f"a, b = (spread({MILLION}) + 1j * spread({MILLION}) for _ in range(2))"
PLACES = "a, b, i = floats(1000), floats(100_000), integers(0, 1000, 100_000)"
MATRIX = "a, b = floats(1000, 1000), floats(1000, 1000)"

LARGE = [
    ("zeros(1e6)", "", f"np.zeros({MILLION})"),
    ("a + b", BIG, "a + b", SAME),
    ("a * b", BIG, "a * b", SAME),
    ("a / b", BIG, "a / b", SAME),
    ("a + 1.0", BIG_ONE, "a + 1.0", SAME),
    ("a + b, float32", BIG_SINGLE, "a + b", SAME),
    ("a * b, float32", BIG_SINGLE, "a * b", SAME),
    ("a / b, float32", BIG_SINGLE, "a / b", SAME),
    ("a + b, int32", BIG_INT32, "a + b", SAME),
    ("a * b, int32", BIG_INT32, "a * b", SAME),
    ("a / b, int32", BIG_INT32, "a / b", SAME),
    ("a + b, int8", BIG_INT8, "a + b"),
    ("a // b, int64", BIG_INT64, "a // b"),
    ("a.copy()", BIG_ONE, "a.copy()", SAME),
    ("float64 to float32", f"{BIG_ONE}; t = np.float32", "a.astype(t)", SAME),
    ("int32 to float64", f"{BIG_INT32}; t = np.float64", "a.astype(t)", SAME),
    ("dot(a, b)", BIG, "np.dot(a, b)", SAME, 1e-12),
    ("a @ b, 512 x 512", "a, b = floats(512, 512), floats(512, 512)", "a @ b", SAME, 1e-13),
    ("exp(a)", f"a = spread({MILLION})", "np.exp(a)", SAME, 2e-15),
    ("log(a)", BIG_ONE, "np.log(a)", SAME, 2e-15),
    ("tanh(a)", f"a = spread({MILLION})", "np.tanh(a)", None, 2e-15),
    ("a ** b", BIG, "a ** b", None, 2e-15),
    ("sin(a), float32", f'a = spread({MILLION}, dtype="f4")', "np.sin(a)", None, 1e-6),
    ("a[i], random", f"{BIG_ONE}; i = permutation({MILLION})", "a[i]", SAME),
    ("a[i], in order", f"{BIG_ONE}; i = np.arange({MILLION})", "a[i]"),
    ("a.max()", BIG_ONE, "a.max()"),
    ("a.argmax()", BIG_ONE, "a.argmax()"),
    ("a.sum(axis=0)", MATRIX, "a.sum(axis=0)", None, 1e-13),
    ("a.sum(axis=1)", MATRIX, "a.sum(axis=1)", None, 1e-13),
    ("a[::2] + b[::2]", TWICE, "a[::2] + b[::2]"),
    ("a + b.T", MATRIX, "a + b.T"),
    ("nonzero(m)", f"m = mask({MILLION})", "np.nonzero(m)"),
    ("a.argmax(axis=0)", MATRIX, "a.argmax(axis=0)"),
    ("a.argmax(axis=1)", MATRIX, "a.argmax(axis=1)"),
    ("a.max(axis=0)", MATRIX, "a.max(axis=0)"),
    ("a.max(axis=1)", MATRIX, "a.max(axis=1)"),
    ("concatenate((a, b), axis=1)", MATRIX, "np.concatenate((a, b), axis=1)"),
    ("add.at(a, i, b)", PLACES, "np.add.at(a, i, b)", None, 1e-12, "a"),
    ("a + b, complex128", BIG_COMPLEX, "a + b"),
    ("abs(a), complex128", BIG_COMPLEX, "np.abs(a)", None, 1e-15),
]

# ---- Wins: where NumPy 2.4 leaves room -----------------------------------

MASKED = f"a, b, m = floats({MILLION}), floats({MILLION}), mask({MILLION})"

WINS = [
    ("a[m]", MASKED, "a[m]", at_most(0.3)),
    ("a[a > 0]", f"a = spread({MILLION})", "a[a > 0]"),
    ("a[m] = 0.0", MASKED, "a[m] = 0.0", at_most(0.3), 0.0, "a"),
    ("where(m, a, b)", MASKED, "np.where(m, a, b)", at_most(0.3)),
    ("row + column", "a, b = floats(1000, 1), floats(1, 1000)", "a + b", at_most(0.4)),
    ("a.cumsum()", BIG_ONE, "a.cumsum()", at_most(0.4), 1e-12),
    ("sqrt(a)", BIG_ONE, "np.sqrt(a)", at_most(0.6)),
    ("a.sum()", BIG_ONE, "a.sum()", at_most(0.7), 1e-13),
    ("a.T.copy()", MATRIX, "a.T.copy()", at_most(0.6)),
    ("sin(a)", f"a = spread({MILLION})", "np.sin(a)", at_most(0.25), 1e-15),
    ("cos(a)", f"a = spread({MILLION})", "np.cos(a)", at_most(0.25), 1e-15),
]

# ---- Sorting and searching -----------------------------------------------

# NumPy's own speed varies five times with the instructions that it finds, so these are seconds.
SORT_GOAL = Goal(0.010, 0.010, "s")
ARGSORT_GOAL = Goal(0.0025, 0.0025, "s")
WHOLE = f"a = integers(-(2 ** 62), 2 ** 62, {MILLION})"

SORTING = [
    ("sort(a), 1e6", BIG_ONE, "np.sort(a)", SORT_GOAL),
    ("sort(a), 1e6 int64", WHOLE, "np.sort(a)", SORT_GOAL),
    ("sort(a), 1e3", "a = floats(1000)", "np.sort(a)"),
    ("argsort(a), 1e5", "a = floats(100_000)", "np.argsort(a)", ARGSORT_GOAL),
    ("argsort(a), 1e5 stable", "a = floats(100_000)", 'np.argsort(a, kind="stable")'),
    ("searchsorted(a, b), 1e5", "a, b = sequence(100_000), floats(100_000)", "a.searchsorted(b)"),
    ("unique(a), 1e5 int64", "a = integers(0, 1000, 100_000)", "np.unique(a)"),
]

# ---- Conversions: between arrays and Python's objects --------------------

LIST = "x = floats(100_000).tolist()"

CONVERSIONS = [
    ("array(x), 1e5 floats", LIST, "np.array(x)", at_most(0.3)),
    ("array(x), 1e5 ints", "x = integers(0, 10**6, 100_000).tolist()", "np.array(x)"),
    ("array(x), 1000 x 100", "x = floats(1000, 100).tolist()", "np.array(x)"),
    ("a.tolist(), 1e5", "a = floats(100_000)", "a.tolist()"),
    ("for x in a, 1e5", "a = floats(100_000)", "for x in a: pass", None, 0.0, "x"),
]

# ---- What is not of the module: all ratios should be 1 --------------------

NOISE = [("empty step of a loop", "", "pass"), ("float + float", "x = y = 1.5", "x + y")]

GROUPS: dict[str, list[Any]] = {
    "small arrays": SMALL,
    "medium arrays": MEDIUM,
    "access": ACCESS,
    "large arrays": LARGE,
    "wins": WINS,
    "sorting": SORTING,
    "conversions": CONVERSIONS,
    "programs": [
        (label, f"start = prepare({label!r})", f"run({label!r}, start)", None, program.tolerance)
        for label, program in PROGRAMS.items()
    ],
    "noise": NOISE,
}

OPERATIONS = [Operation(group, *row) for group, rows in GROUPS.items() for row in rows]

MEANS = [SMALL_GOAL]

# What the universal ABI may need, times the cpython ABI, in each operation of a group.
UNIVERSAL = {"small arrays": 1.3, "access": 1.3, "large arrays": 1.02, "wins": 1.02}


def choose_operations(names: list[str] | None) -> list[Operation]:
    """Return the operations of these groups and labels, or all.

    Raises ValueError for a name that is neither.
    """
    if not names:
        return OPERATIONS
    unknown = set(names) - set(GROUPS) - {operation.label for operation in OPERATIONS}
    if unknown:
        raise ValueError(
            f"--only {', '.join(sorted(unknown))}: neither a group ({', '.join(GROUPS)}) nor an "
            "operation of bench/yardstick.py"
        )
    return [o for o in OPERATIONS if o.group in names or o.label in names]


# ---- What setups call ----------------------------------------------------


class Data:
    """Random arrays of one module; each Data gives the same ones in the same order.

    NumPy makes the numbers, and the module copies them into an array of its own.
    """

    def __init__(self, np: Any) -> None:
        self.np = np
        self.random = numpy.random.default_rng(20)

    def floats(self, *shape: int, dtype: str = "f8") -> Any:
        """Return numbers from 0.5 to 1.5."""
        return self.np.array(self.random.uniform(0.5, 1.5, shape).astype(dtype))

    def spread(self, *shape: int, dtype: str = "f8") -> Any:
        """Return numbers from -10 to 10."""
        return self.np.array(self.random.uniform(-10.0, 10.0, shape).astype(dtype))

    def sequence(self, count: int) -> Any:
        """Return sorted numbers from 0.5 to 1.5."""
        return self.np.array(numpy.sort(self.random.uniform(0.5, 1.5, count)))

    def integers(self, low: int, high: int, count: int, dtype: str = "i8") -> Any:
        """Return integers from `low` to `high` - 1."""
        return self.np.array(self.random.integers(low, high, count).astype(dtype))

    def permutation(self, count: int) -> Any:
        """Return the integers below `count` in random order."""
        return self.np.array(self.random.permutation(count))

    def mask(self, count: int) -> Any:
        """Return truth values, as many true as false."""
        return self.np.array(self.random.uniform(0.0, 1.0, count) < 0.5)

    def prepare(self, program: str) -> Any:
        """Return what a program starts from."""
        return PROGRAMS[program].prepare(self.np)

    def run(self, program: str, start: Any) -> Any:
        """Run a program."""
        return PROGRAMS[program].run(self.np, start)


DATA = [name for name in vars(Data) if not name.startswith("_")]


# ---- From an operation to functions --------------------------------------


class Ready(NamedTuple):
    """An operation of a module: run it so many times, or once to see its result."""

    loop: Callable[[int], None]
    once: Callable[[], Any]


def prepare(operation: Operation, np: Any) -> Ready:
    """Return the operation on arrays of a module, which are made here."""
    data = Data(np)
    names = {"np": np, "repeat": itertools.repeat, **{name: getattr(data, name) for name in DATA}}
    variables: dict[str, Any] = {}
    exec(operation.setup, names, variables)
    parameters = "".join(f", {name}={name}" for name in variables)
    statement, result = operation.statement, operation.result
    if not result:
        statement, result = ("pass", statement) if is_expression(statement) else (statement, "None")
    source = f"""def loop(n{parameters}):
    for _ in repeat(None, n):
        {operation.statement}
def once(_=None{parameters}):
    {statement}
    return {result}
"""
    functions: dict[str, Any] = {}
    exec(source, {**names, **variables}, functions)
    return Ready(**functions)


def is_expression(statement: str) -> bool:
    """Tell whether a statement has a value."""
    try:
        compile(statement, "statement", "eval")
    except SyntaxError:
        return False
    return True


# ---- What NumPy is doing -------------------------------------------------


def list_features() -> list[str]:
    """Return the extensions of the processor for which NumPy has chosen its loops."""
    extensions = numpy.show_config(mode="dicts")["SIMD Extensions"]
    return [*extensions["baseline"], *extensions.get("found", [])]


# ---- Are two results the same? -------------------------------------------


def explain_result(operation: Operation, result: Any) -> str | None:
    """Say in what the result of an operation is not NumPy's, None if it is."""
    return explain_difference(result, prepare(operation, numpy).once(), operation.tolerance)


def explain_difference(result: Any, expected: Any, tolerance: float) -> str | None:
    """Say in what a result differs from NumPy's, None if in nothing: types, shapes and values."""
    if type(result).__name__ != type(expected).__name__:
        return f"a {type(result).__name__} instead of a {type(expected).__name__}"
    if isinstance(expected, tuple) and len(result) == len(expected):
        differences = (explain_difference(r, e, tolerance) for r, e in zip(result, expected))
        return next(filter(None, differences), None)
    if isinstance(expected, (numpy.ndarray, numpy.generic)):
        return explain_items(numpy.asarray(result), numpy.asarray(expected), tolerance)
    return None if result == expected else f"{result!r:.50} instead of {expected!r:.50}"


def explain_items(result: Any, expected: Any, tolerance: float) -> str | None:
    """Say in what two arrays of NumPy differ."""
    if (result.dtype, result.shape) != (expected.dtype, expected.shape):
        return f"{result.dtype}{result.shape} instead of {expected.dtype}{expected.shape}"
    if numpy.array_equal(result, expected):
        return None
    if expected.dtype.kind not in "fc":
        return "other items"
    difference = abs(result - expected).max() / abs(expected).max()
    return None if difference <= tolerance else f"items differ by {difference:.1g}"
