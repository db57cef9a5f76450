"""ports/numpy-hpy/tests/test_memory.py: nothing leaks; no memory is an error."""

from __future__ import annotations

import ctypes
import gc
import mmap
import os
import subprocess
import sys
import warnings
from array import array
from pathlib import Path
from typing import Any, Callable

import numpy_hpy as hnp
import pytest

pytestmark = pytest.mark.usefixtures("few_objects")

Operation = Callable[[], Any]

on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="needs the allocators of CPython"
)


class Wrapper:
    """An object that offers __array_interface__ only."""

    def __init__(self, wrapped: Any) -> None:
        self.__array_interface__ = wrapped.__array_interface__


class Method:
    """An object that offers __array__ only."""

    def __array__(self) -> Any:
        return A


# CPython 3.11 leaks lists that it makes for a call without memory; hence these here are made once.
A = hnp.arange(12.0)
B = hnp.arange(12.0).reshape(3, 4)
LARGE = hnp.arange(300.0)
I32 = hnp.arange(12, dtype="int32")
OUT = hnp.zeros(12)
OUT32 = hnp.zeros(12, dtype="float32")
SQUARE = hnp.arange(9.0).reshape(3, 3)
MASK = A > 5
PLACES = hnp.array([1, 3, 5])
MANY_DIMS = hnp.zeros((1,) * 6 + (2,))
COMPLEX = hnp.arange(4, dtype="complex128")
ROWS = [[1, 2.5, 3], [4, 5, 6], [True, 2, 1j]]
NUMBERS = [[float(i) for i in range(20)] for _ in range(20)]
LIST = [1, 2, 3]
PAIR = [1, 2]
PAIRS = [[1, 2], [2, 3]]
BOOLS = [True, False, True]
ARRAYS = [A, A, I32]
RAGGED = [[1, 2], [3]]
ODD = [1.5, object()]
FAR = [1, 12]
BYTES = bytearray(64)
DOUBLES = array("d", [1.5] * 20)
CHARS = (ctypes.c_char * 3)()
WRAPPED = Wrapper(LARGE)
METHOD = Method()
SOURCES = [
    A,
    B,
    LARGE,
    I32,
    OUT,
    SQUARE,
    MASK,
    PLACES,
    COMPLEX,
    ROWS,
    PAIR,
    BYTES,
    DOUBLES,
    WRAPPED,
]


def fails(error: type[BaseException], operation: Operation) -> Operation:
    """Return an operation that is `operation` and must end with `error`."""

    def attempt() -> None:
        try:
            operation()
        except error:
            return
        raise AssertionError(f"{error.__name__} was not raised")

    return attempt


def set_item(target: Any, key: Any, value: Any) -> None:
    target[key] = value


WORKING: dict[str, Operation] = {
    "array": lambda: hnp.array(LIST),
    "array of rows": lambda: hnp.array(ROWS),
    "array of many numbers": lambda: hnp.array(NUMBERS),
    "array of a dtype": lambda: hnp.array(ROWS[:2], dtype="float32", order="F", ndmin=4),
    "array of an array": lambda: hnp.array(LARGE),
    "array of tuples": lambda: hnp.array(((1, 2), (3, 4))),
    "array of a number": lambda: hnp.array(5),
    "zeros": lambda: hnp.zeros((3, 4), dtype="int8"),
    "zeros, large": lambda: hnp.zeros((30, 40)),
    "zeros, many axes": lambda: hnp.zeros((1,) * 10),
    "ones": lambda: hnp.ones(5, dtype="complex64"),
    "full": lambda: hnp.full((3, 4), 1.5),
    "full of an array": lambda: hnp.full((3, 4), A[:4]),
    "arange": lambda: hnp.arange(2, 50, 3),
    "arange of floats": lambda: hnp.arange(0.0, 1.0, 0.125, dtype="float32"),
    "add": lambda: A + A,
    "add a number": lambda: A + 1.5,
    "add in place": lambda: A.__iadd__(0),
    "add a list": lambda: A[:3] + LIST,
    "add, casting": lambda: A + I32,
    "add, large": lambda: LARGE + LARGE,
    "broadcast": lambda: B + A[:4],
    "out": lambda: hnp.add(A, I32, out=OUT),
    "out, casting": lambda: hnp.add(A, I32, out=OUT32, casting="same_kind"),
    "where": lambda: hnp.add(A, A, out=OUT, where=MASK),
    "dtype": lambda: hnp.add(A, A, dtype="complex64"),
    "overlap": lambda: hnp.add(OUT[1:], OUT[:-1], out=OUT[1:]),
    "two results": lambda: hnp.divmod(A, 5),
    "of lists": lambda: hnp.multiply(PAIR, PAIRS),
    "of numbers": lambda: hnp.add(1, 2.5),
    "compare": lambda: A < 5,
    "elementary": lambda: hnp.sin(LARGE),
    "complex": lambda: COMPLEX * COMPLEX,
    "operator with a scalar": lambda: hnp.float32(2) * A,
    "scalars": lambda: hnp.float32(2) * hnp.int8(3),
    "item": lambda: A[3],
    "slice": lambda: A[2:9:3],
    "row": lambda: B[1],
    "new axis": lambda: B[None, ..., 1:, None],
    "integers": lambda: A[PLACES],
    "list as index": lambda: A[LIST],
    "integers, two axes": lambda: B[PAIR, PAIR],
    "integers and slices": lambda: B[:, PAIR],
    "integers, 2-d": lambda: A[PAIRS],
    "mask": lambda: A[MASK],
    "mask, 2-d": lambda: B[B > 3],
    "mask as a list": lambda: B[BOOLS],
    "set item": lambda: set_item(OUT, 3, 1.5),
    "set slice": lambda: set_item(OUT, slice(2, 5), LIST),
    "set integers": lambda: set_item(OUT, PLACES, 1),
    "set a list": lambda: set_item(OUT, LIST, LIST),
    "set mask": lambda: set_item(OUT, MASK, 2),
    "set mask, items": lambda: set_item(OUT, MASK, A[MASK]),
    "set overlap": lambda: set_item(OUT, slice(1, None), OUT[:-1]),
    "set other dtype": lambda: set_item(OUT, slice(None), I32),
    "concatenate": lambda: hnp.concatenate(ARRAYS),
    "concatenate lists": lambda: hnp.concatenate(PAIRS),
    "concatenate rows": lambda: hnp.concatenate((B, B), axis=1),
    "concatenate flat": lambda: hnp.concatenate((B, A), axis=None),
    "reshape": lambda: A.reshape(3, 4),
    "reshape, copy": lambda: B.T.reshape(12),
    "reshape, many axes": lambda: A.reshape((1,) * 8 + (-1,)),
    "ravel": lambda: B.T.ravel(),
    "flatten": lambda: B.flatten("F"),
    "transpose": lambda: B.transpose(1, 0),
    "squeeze": lambda: MANY_DIMS.squeeze(),
    "swapaxes": lambda: B.swapaxes(0, 1),
    "broadcast_to": lambda: hnp.broadcast_to(A, (3, 12)),
    "matmul": lambda: SQUARE @ SQUARE,
    "matmul, casting": lambda: SQUARE @ SQUARE.astype("int32"),
    "matmul, strides": lambda: B[::-1] @ B.T[:, ::2],
    "matmul, integers": lambda: I32.reshape(3, 4) @ I32.reshape(4, 3),
    "matmul, out": lambda: hnp.matmul(SQUARE, SQUARE, out=OUT[:9].reshape(3, 3)),
    "dot": lambda: A.dot(A),
    "astype": lambda: LARGE.astype("int16"),
    "copy": lambda: B.copy("F"),
    "fill": lambda: OUT.fill(3),
    "tolist": lambda: B.tolist(),
    "view": lambda: A.view("int64"),
    "tobytes": lambda: B.T.tobytes(),
    "shape": lambda: (B.shape, B.strides, B.T, B.base, B.dtype, B.flags.c_contiguous),
    "bytes": lambda: bytes(A),
    "memoryview": lambda: memoryview(B).tolist(),
    "asarray": lambda: hnp.asarray(BYTES),
    "asarray, casting": lambda: hnp.asarray(DOUBLES, dtype="float32"),
    "interface": lambda: hnp.asarray(WRAPPED),
    "our interface": lambda: A.__array_interface__,
    "method": lambda: hnp.asarray(METHOD),
    "frombuffer": lambda: hnp.frombuffer(BYTES, dtype="int16", offset=2, count=3),
    "dlpack": lambda: A.__dlpack__(max_version=(1, 0)),
    "dlpack, copy": lambda: LARGE.__dlpack__(copy=True),
    "from dlpack": lambda: hnp.from_dlpack(B),
    "from dlpack, copy": lambda: hnp.from_dlpack(LARGE, copy=True),
    "dtypes": lambda: (hnp.dtype("int8"), hnp.result_type("int8", A), hnp.promote_types(int, "f4")),
    "errstate": lambda: hnp.geterr(),
    "repr": lambda: repr(A),
    "str": lambda: str(B),
    "repr of a scalar": lambda: repr(hnp.float32(1.5)),
    "iterate": lambda: [*A],
    "contains": lambda: 5 in A,
}

for name, call in {
    "sum": lambda: LARGE.sum(),
    "sum of an axis": lambda: B.sum(axis=0),
    "sum, keepdims": lambda: I32.reshape(3, 4).sum(axis=(0, 1), keepdims=True),
    "max": lambda: B.max(axis=1),
    "mean": lambda: B.mean(axis=0),
    "std": lambda: A.std(),
    "all": lambda: MASK.all(),
    "argmax": lambda: B.argmax(axis=1),
    "cumsum": lambda: B.cumsum(axis=0),
    "reduce": lambda: hnp.add.reduce(B, axis=1, out=OUT[:3]),
    "sum of a list": lambda: hnp.sum(PAIRS),
    "where, three": lambda: hnp.where(MASK, A, I32),
    "nonzero": lambda: MASK.nonzero(),
    "take": lambda: A.take(PAIR),
    "sort": lambda: hnp.sort(LARGE),
    "argsort": lambda: LARGE.argsort(),
    "stack": lambda: hnp.stack([A, A]),
    "unique": lambda: hnp.unique(I32),
    "linspace": lambda: hnp.linspace(0, 1, 50),
}.items():
    try:
        call()
    except (AttributeError, TypeError):
        continue  # not there yet
    WORKING[name] = call

FAILING: dict[str, Operation] = {
    "ragged": fails(ValueError, lambda: hnp.array(RAGGED)),
    "text": fails(TypeError, lambda: hnp.array(ODD)),
    "too many axes": fails(ValueError, lambda: hnp.zeros((1,) * 65)),
    "too large": fails(ValueError, lambda: hnp.zeros((2**40, 2**40))),
    "negative": fails(ValueError, lambda: hnp.zeros(-1)),
    "unknown dtype": fails(TypeError, lambda: hnp.zeros(3, dtype="no such")),
    "not broadcast": fails(ValueError, lambda: A + A[:5]),
    "out of bounds": fails(IndexError, lambda: A[12]),
    "integers out of bounds": fails(IndexError, lambda: A[FAR]),
    "set out of bounds": fails(IndexError, lambda: set_item(OUT, FAR, 5)),
    "mask of another shape": fails(IndexError, lambda: A[MASK[:5]]),
    "too many indices": fails(IndexError, lambda: A[1, 2]),
    "odd index": fails(IndexError, lambda: A[1.5]),
    "set text": fails(TypeError, lambda: set_item(OUT, 0, "text")),
    "no ufunc for it": fails(TypeError, lambda: hnp.bitwise_and(A, A)),
    "out of another shape": fails(ValueError, lambda: hnp.add(A, A, out=B)),
    "cast not allowed": fails(TypeError, lambda: hnp.add(A, A, out=I32)),
    "not an argument": fails(TypeError, lambda: hnp.add(A, A, other=1)),
    "shapes of a product": fails(ValueError, lambda: B @ B),
    "not concatenated": fails(ValueError, lambda: hnp.concatenate((A, B))),
    "not reshaped": fails(ValueError, lambda: A.reshape(5)),
    "no such axis": fails(ValueError, lambda: B.swapaxes(0, 5)),
    "buffer of text": fails(TypeError, lambda: hnp.asarray(CHARS)),
    "bad interface": fails(ValueError, lambda: hnp.asarray(BAD)),
    "uneven buffer": fails(ValueError, lambda: hnp.frombuffer(BYTES, offset=1)),
    "other device": fails(ValueError, lambda: hnp.from_dlpack(A, device="gpu")),
    "truth": fails(ValueError, lambda: bool(A)),
}

BAD = Wrapper(A)
BAD.__array_interface__["shape"] = (-1,)

OPERATIONS = {**WORKING, **FAILING}


# ---- Leaks


def references() -> list[int]:
    """Count the references to what the operations use again and again."""
    used = [None, True, False, NotImplemented, Ellipsis, *SOURCES, *ROWS, OUT32, MANY_DIMS, METHOD]
    classes = [hnp.ndarray, hnp.float64, hnp.int64, hnp.bool_, hnp.dtype("f8"), hnp.dtype("i4")]
    classes += [int, float, tuple, list, dict, complex, memoryview, bytes, MemoryError, slice]
    return [sys.getrefcount(one) for one in (*used, *classes, (), "")]


def repeat(operation: Operation, times: int) -> None:
    for _ in range(times):
        operation()


def growth(operation: Operation) -> tuple[list[int], int, int]:
    """References, blocks and references in all that 200 more calls leave behind."""
    repeat(operation, 20)
    gc.collect()
    total = getattr(sys, "gettotalrefcount", lambda: 0)
    before = references()
    all_before, blocks = total(), sys.getallocatedblocks()
    repeat(operation, 200)
    gc.collect()
    new_blocks = sys.getallocatedblocks() - blocks
    new_references = total() - all_before
    differences = [after - first for after, first in zip(references(), before)]
    # The interpreter itself gains and loses a few, of None above all.
    return [n for n in differences if abs(n) >= 100], new_blocks, new_references


@on_cpython
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_leaks(name: str) -> None:
    for _ in range(5):  # elsewhere in the process, things may change once
        changed, blocks, new_references = growth(OPERATIONS[name])
        if not changed and blocks < 100 and new_references < 100:
            return
    raise AssertionError(f"references {changed}, {blocks} blocks, {new_references} in all")


BIG = hnp.zeros(1 << 17)
BIG_INTS = hnp.zeros(1 << 17, dtype="int32")
BIG_MASK = BIG == 0
BIG_LIST = [0.0] * (1 << 17)
BIG_BYTES = bytearray(1 << 20)

# What is not Python's memory, a megabyte each time.
BIG_OPERATIONS: dict[str, Operation] = {
    "zeros": lambda: hnp.zeros(1 << 17),
    "add": lambda: BIG + BIG,
    "add, casting": lambda: BIG + BIG_INTS,
    "sin": lambda: hnp.sin(BIG),
    "list": lambda: hnp.array(BIG_LIST),
    "bad list": fails(TypeError, lambda: hnp.array([*BIG_LIST, object()])),
    "ragged list": fails(ValueError, lambda: hnp.array([*BIG_LIST, [1]])),
    "astype": lambda: BIG.astype("int64"),
    "reshape": lambda: BIG.reshape(512, 256).T.reshape(-1),
    "mask": lambda: BIG[BIG_MASK],
    "matmul": lambda: BIG.reshape(1024, 128) @ BIG.reshape(128, 1024)[:, ::16],
    "overlap": lambda: hnp.add(BIG[1:], BIG[:-1], out=BIG[1:]),
    "set": lambda: set_item(BIG, BIG_MASK, BIG[BIG_MASK]),
    "concatenate": lambda: hnp.concatenate([BIG, BIG]),
    "tobytes": lambda: BIG.tobytes(),
    "dlpack": lambda: hnp.from_dlpack(BIG, copy=True),
    "unused dlpack": lambda: BIG.__dlpack__(copy=True),
    "many axes": lambda: [hnp.zeros((1,) * 60) for _ in range(1000)],
    "not broadcast": fails(ValueError, lambda: BIG * 1 + BIG[:5]),
}


def resident() -> int:
    """The memory that the process has, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", BIG_OPERATIONS)
def test_large_arrays_give_their_memory_back(name: str) -> None:
    def repeat_it(times: int) -> None:
        for count in range(times):
            BIG_OPERATIONS[name]()
            if sys.implementation.name == "pypy" and count % 5 == 4:
                gc.collect()

    repeat_it(5)
    before = resident()
    repeat_it(20)
    assert (resident() - before) * mmap.PAGESIZE < 10 << 20


# ---- No memory

# CPython up to 3.11 raises these when there is no memory for a traceback, for `len(5)` as well.
NO_TRACEBACK = (
    "error return without exception set",
    "_PyEval_EvalFrameDefault returned NULL without setting an error",
    "_PyEval_EvalFrameDefault returned NULL without setting an exception",
)


def fails_within(testcapi: Any, operation: Operation, start: int) -> bool:
    """Let the allocation `start` fail; tell whether it was one of the operation's."""
    done = False
    testcapi.set_nomemory(start, start + 1)
    try:
        operation()
        done = True
        return not next_fails()
    except MemoryError:
        return not done
    except SystemError as error:
        if str(error) not in NO_TRACEBACK:
            raise
        return not done
    finally:
        testcapi.remove_mem_hooks()


def next_fails() -> bool:
    """Is the failure still to come?"""
    try:
        for _ in range(8):
            bytes(1000)
    except MemoryError:
        return True
    return False


def hold(count: int) -> list[Any]:
    """Arrays and scalars to hold, so that none is left that died and is kept for reuse."""
    return [one for _ in range(count) for one in (hnp.zeros(()), A[0], I32[0], PLACES[0])]


def walk(testcapi: Any, operation: Operation) -> int:
    """Let each allocation fail in turn; return how many there are."""
    failures = 0
    held = hold(40)
    while fails_within(testcapi, operation, failures):
        held += hold(8)
        failures += 1
        assert failures < 20_000
    return failures


WALKS = 5


def tidy() -> None:
    """Let Python forget garbage and its cache of attributes, which keeps names."""
    gc.collect()
    if hasattr(sys, "_clear_type_cache"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            sys._clear_type_cache()


def left_behind(testcapi: Any, operation: Operation) -> tuple[list[int], int]:
    """References and blocks that a few walks leave: what leaks does so in each."""
    tidy()
    before = references()
    blocks = sys.getallocatedblocks()
    for _ in range(WALKS):
        walk(testcapi, operation)
    tidy()
    blocks = sys.getallocatedblocks() - blocks
    differences = [after - first for after, first in zip(references(), before)]
    # The interpreter itself gains and loses a few, of None above all.
    return [n for n in differences if n >= WALKS], blocks


def clean(operation: Operation) -> None:
    """Assert that an operation fails with MemoryError only, whatever fails, and leaks nothing."""
    testcapi = pytest.importorskip("_testcapi")
    operation()
    gc.disable()
    try:
        failures = walk(testcapi, operation)
        for _ in range(5):
            changed, blocks = left_behind(testcapi, operation)
            if not changed and blocks < WALKS:
                break
        else:
            raise AssertionError(f"references {changed}, {blocks} blocks, {failures} failures")
    finally:
        gc.enable()
    operation()


# These are written in Python; CPython itself leaks when a list cannot grow, `list([a])` for one.
IN_PYTHON = {"repr", "str", "repr of a scalar", "stack", "linspace", "unique", "method"} & {
    *WORKING
}


@on_cpython
@pytest.mark.parametrize("name", sorted(WORKING.keys() - IN_PYTHON))
def test_memory_errors_are_clean(name: str) -> None:
    clean(WORKING[name])


@on_cpython
def test_allocations_fail() -> None:
    """What the tests above rely on."""
    testcapi = pytest.importorskip("_testcapi")
    for name in ("array of rows", "zeros", "add", "slice", "mask", "reshape", "matmul", "dlpack"):
        assert walk(testcapi, WORKING[name]) > 0, name


@on_cpython
@pytest.mark.parametrize("name", sorted(IN_PYTHON))
def test_memory_errors_are_all(name: str) -> None:
    if name == "stack" and sys.version_info >= (3, 12):
        pytest.skip("CPython crashes where it has no memory for a generator expression")
    testcapi = pytest.importorskip("_testcapi")
    expected = repr(WORKING[name]())
    assert walk(testcapi, WORKING[name]) > 0
    assert repr(WORKING[name]()) == expected


@on_cpython
@pytest.mark.parametrize("name", FAILING)
def test_errors_without_memory_are_clean(name: str) -> None:
    clean(FAILING[name])


# What a child does after its memory is limited to little more than it has.
CHILD = """
import resource
import numpy_hpy as hnp
a = hnp.zeros(1 << 22)
b = hnp.zeros(1 << 22, dtype="int32")
small = hnp.zeros((1 << 11, 1))
rows = [[0.0] * 1000] * 5000
mask = a == 0
a[:] = 1
b[:] = 1
with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (12 << 20), -1))
for call in (
    lambda: hnp.zeros(1 << 22),
    lambda: hnp.ones((1 << 11, 1 << 11)),
    lambda: hnp.full(1 << 22, 1.5),
    lambda: hnp.arange(1 << 22),
    lambda: hnp.array(rows),
    lambda: a + a,
    lambda: a + 1,
    lambda: a + b,
    lambda: hnp.sin(a),
    lambda: small + small.T,
    lambda: a.copy(),
    lambda: a.astype("complex64"),
    lambda: a.reshape(1 << 11, 1 << 11).T.reshape(-1),
    lambda: a[mask],
    lambda: a[b],
    lambda: a[b[:1 << 21].astype("int64")],
    lambda: hnp.concatenate([a, b]),
    lambda: small @ small.T,
    lambda: a.tobytes(),
    lambda: a.tolist(),
    lambda: a.__dlpack__(copy=True),
    lambda: hnp.from_dlpack(a, copy=True),
    lambda: hnp.divmod(a, a),
):
    try:
        call()
        print("none")
    except MemoryError:
        print("MemoryError")
assert (hnp.array([1, 2]) + 1).tolist() == [2, 3]
print("end")
"""


@on_cpython
@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of a process as Linux does")
def test_memory_of_the_core_that_cannot_be_had() -> None:
    """The allocations that are not Python's fail, too."""
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    lines = child.stdout.split()
    assert lines[-1] == "end"
    assert set(lines[:-1]) == {"MemoryError"}, lines
