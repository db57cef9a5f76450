"""ports/numpy-hpy/tests/test_scalar.py: scalars of all dtypes, as values and as objects."""

# The lambdas in loops are called at once.
# ruff: noqa: B023

from __future__ import annotations

import copy
import itertools
import numbers
import operator
import pickle
import sys
import warnings
from typing import Any, Callable

import pytest
from alike import COMPLEX, DTYPES, FLOATS, INTEGERS, same

BINARY: list[Callable[[Any, Any], Any]] = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
    operator.floordiv,
    operator.mod,
    divmod,
    operator.and_,
    operator.or_,
    operator.xor,
]
COMPARISONS: list[Callable[[Any, Any], Any]] = [
    operator.eq,
    operator.ne,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]
UNARY: list[Callable[[Any], Any]] = [operator.neg, operator.pos, abs, operator.invert, hash, bool]
NUMBERS: list[Any] = [True, 0, 3, -2, 100, 1000, 2**40, 0.0, 2.5, -1e30, float("inf"), 1 + 2j]


def recorded(function: Callable[[], Any]) -> tuple[Any, list[str], Any]:
    """The result, the warnings, and the builtin exception of a call.

    NumPy says "scalar add" or "add", depending on which dtypes meet.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result, error = function(), None
        except Exception as raised:
            result = None
            error = next(k for k in type(raised).__mro__ if k.__module__ == "builtins")
    return result, sorted({str(w.message).replace("scalar ", "") for w in caught}), error


def is_exact(note: str) -> bool:
    """Is it told what NumPy tells? Of NaN, complex numbers and x % 0.0 it depends on its path."""
    if note.startswith("bool"):  # NumPy leaves bools beside integers to arrays, which wrap around
        return False
    return not any(word in note for word in ("nan", "complex", "j", "mod"))


def compare(ours: Callable[[], Any], theirs: Callable[[], Any], note: str) -> None:
    """Both calls give the same value, the same warnings, or fail alike."""
    our, our_warnings, our_error = recorded(ours)
    their, their_warnings, their_error = recorded(theirs)
    assert our_error == their_error, note
    if is_exact(note):
        assert our_warnings == their_warnings, note
    if their_error is None:
        try:
            same(our, their, signed_zeros=False)
        except AssertionError as error:
            raise AssertionError(f"{note}: {our!r}, NumPy {their!r}") from error


def values(dtype: str) -> list[Any]:
    """Numbers that a dtype holds, its ends among them."""
    if dtype == "bool":
        return [False, True]
    bits = int("".join(c for c in dtype if c.isdigit()))
    if dtype.startswith("uint"):
        return [0, 3, 2**bits - 1]
    if dtype.startswith("int"):
        return [0, 3, -2, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1]
    if dtype.startswith("float"):
        return [0.0, 1.5, -3.0, float("nan"), float("inf")]
    return [0j, 1.5 - 2j]


# ---- Fixed facts ----


def test_hierarchy(hnp: Any) -> None:
    assert issubclass(hnp.float64, float)
    assert issubclass(hnp.float64, hnp.floating)
    assert issubclass(hnp.int8, hnp.signedinteger)
    assert issubclass(hnp.uint8, hnp.unsignedinteger)
    assert issubclass(hnp.complex64, hnp.complexfloating)
    assert not issubclass(hnp.bool, hnp.number)
    assert hnp.bool_ is hnp.bool
    assert hnp.double is hnp.float64
    assert hnp.intp is hnp.int64


def test_bools_are_two(hnp: Any) -> None:
    assert hnp.bool(1) is hnp.True_
    assert hnp.bool([].__len__()) is hnp.False_
    assert (hnp.int8(1) < 2) is hnp.True_
    assert pickle.loads(pickle.dumps(hnp.True_)) is hnp.True_


def test_weak_numbers(hnp: Any) -> None:
    assert type(hnp.float32(3) + 3.0) is hnp.float32
    assert type(hnp.int8(3) + 3) is hnp.int8
    assert type(hnp.int8(3) + 3.0) is hnp.float64
    assert type(hnp.float16(3) + 3j) is hnp.complex64
    with pytest.raises(OverflowError, match="Python integer 1000 out of bounds for int8"):
        hnp.int8(1) + 1000
    with pytest.warns(RuntimeWarning, match="overflow encountered in scalar add"):
        assert hnp.uint8(200) + 100 == 44


def test_multiplication_that_overflows(hnp: Any) -> None:
    """The products that are hardest to tell from those that fit."""
    for dtype, bits in (("int64", 63), ("uint64", 64), ("uint32", 32), ("int32", 31)):
        scalar = getattr(hnp, dtype)
        top = 2**bits - 1
        for x, y in itertools.product(
            [1, 2, 3, 2**16, 2**31, 2**32, top // 2, top // 3, top], [1, 2, 3, top]
        ):
            if x > top or y > top:
                continue
            result, told, _ = recorded(lambda: scalar(x) * scalar(y))
            assert bool(told) == (x * y > top), (dtype, x, y)
            assert bool(told) or int(result) == x * y
    assert recorded(lambda: hnp.int64(-(2**62)) * hnp.int64(2))[1] == []
    assert recorded(lambda: hnp.int64(-(2**63)) * hnp.int64(-1))[1] != []


def test_comparisons_are_exact(hnp: Any) -> None:
    assert hnp.uint64(2**64 - 1) > hnp.int64(-1)
    assert hnp.int8(1) < 10**30
    assert hnp.uint8(1) > -(10**30)
    assert hnp.float32(0.1) == 0.1
    assert (hnp.int8(5) == "a") is False
    assert hnp.int8(5) is not None


def test_abstract_types(hnp: Any) -> None:
    for name in ("generic", "number", "integer", "floating", "inexact"):
        with pytest.raises(TypeError, match=f"cannot create 'numpy_hpy.{name}' instances"):
            getattr(hnp, name)()

    class Odd(hnp.generic, int):  # type: ignore[misc,name-defined]
        """An instance of generic that holds no item."""

        def __new__(cls) -> Odd:
            return int.__new__(cls, 3)

    try:
        odd = Odd()
    except TypeError:
        return
    with pytest.raises(TypeError, match="expected a scalar of a dtype"):
        odd.item()


def test_subclasses(hnp: Any) -> None:
    class Mine(hnp.int32):  # type: ignore[misc,name-defined]
        """A class of a user."""

    class Real(hnp.float64):  # type: ignore[misc,name-defined]
        """Another, with Python's memory."""

    assert type(Mine(3)) is Mine
    assert Mine(3) + 1 == 4
    assert type(Mine(3) + 1) is hnp.int32
    assert type(Real(1.5)) is Real
    assert Real("2.5") * 2 == 5.0
    assert Real(1.5).dtype == "float64"


def test_objects_of_python(hnp: Any) -> None:
    assert [10, 20, 30][hnp.int8(1)] == 20
    assert [1, 2] * hnp.int8(2) == [1, 2, 1, 2]
    assert f"{hnp.float64(1.5):.2f}" == "1.50"
    assert format(hnp.int8(5), "04d") == "0005"
    assert str(hnp.float64(1e16)) == "1e+16"
    assert repr(hnp.float64(1.5)) == "np.float64(1.5)"
    assert repr(hnp.int8(5)) == "np.int8(5)"
    assert repr(hnp.True_) == "np.True_"
    assert complex(hnp.complex64(1 + 2j)) == 1 + 2j
    assert float(hnp.float16(0.5)) == 0.5
    assert round(hnp.float64(1.6)) == 2
    assert type(round(hnp.float32(1.6))) is int
    with pytest.raises(TypeError, match="has no len"):
        len(hnp.int8(1))
    with pytest.raises(TypeError, match="not iterable"):
        iter(hnp.int8(1))
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        operator.index(hnp.True_)


def test_reflected_operators(hnp: Any) -> None:
    """With the other operand on the left, of each kind of scalar and of arrays."""
    for two, exact in ((hnp.int16(2), True), (hnp.float64(2), False), (hnp.array([2, 2]), True)):
        results = {
            2: [3 - two + 1, 1 * two, 4 / two, 5 // two, 6 % 4 * two - 2, 2 + 0 * two],
            9: [3**two, 7 + two, 11 - two],
        }
        for expected, values in results.items():
            for value in values:
                assert hnp.all(value == expected)
                assert getattr(value, "shape", None) == two.shape
        assert type(5.0 - two) is (type(two) if two.shape else hnp.float64)
        assert [int(hnp.max(part)) for part in divmod(7, two)] == [3, 1]
        if exact:
            values = [1 << two, 8 >> two, 6 & two, 4 | two, 1 ^ two]
            assert [int(hnp.max(value)) for value in values] == [4, 2, 2, 6, 3]
    assert type(2.0 * hnp.float64(3)) is hnp.float64
    assert ([[1, 2]] @ hnp.array([3, 4])).tolist() == [11]
    one: Any = [1]
    assert (one + hnp.int8(2)).tolist() == [3]
    for call in (lambda: object() * hnp.int8(1), lambda: None + hnp.arange(2)):
        with pytest.raises(TypeError, match="unsupported operand type"):
            call()


def test_numbers(np: Any, hnp: Any) -> None:
    """Scalars are of Python's kinds of numbers."""
    kinds = [numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral]
    for name in [*DTYPES, "generic", "number", "inexact", "integer", "floating"]:
        ours, theirs = getattr(hnp, name), getattr(np, name)
        assert [issubclass(ours, k) for k in kinds] == [issubclass(theirs, k) for k in kinds], name


def test_some_numbers(hnp: Any) -> None:
    assert isinstance(hnp.uint8(1), numbers.Integral)
    assert isinstance(hnp.float16(1), numbers.Real)
    assert isinstance(hnp.complex128(1), numbers.Complex)
    assert not isinstance(hnp.complex64(1), numbers.Real)
    assert not isinstance(hnp.float32(1), numbers.Rational)
    assert not isinstance(hnp.True_, numbers.Number)


@pytest.mark.parametrize("dtype", DTYPES)
def test_copies(hnp: Any, dtype: str) -> None:
    scalar = getattr(hnp, dtype)(1)
    for other in (copy.copy(scalar), copy.deepcopy(scalar), pickle.loads(pickle.dumps(scalar))):
        assert type(other) is type(scalar)
        assert other == scalar
    assert memoryview(scalar).nbytes == scalar.nbytes == scalar.dtype.itemsize
    assert scalar.shape == scalar.strides == ()
    assert scalar.ndim == 0
    assert scalar.size == 1
    assert scalar == scalar.T
    assert scalar.base is None


def test_views_give_their_memory_back(hnp: Any) -> None:
    for dtype in DTYPES:
        scalar = getattr(hnp, dtype)(1)
        for _ in range(50):
            view = memoryview(scalar)
            assert view.tobytes() == scalar.tobytes()
            view.release()


def test_pickles_that_are_broken(hnp: Any) -> None:
    function = hnp.int8(1).__reduce__()[0]
    with pytest.raises(ValueError, match="expected 4 bytes of int32"):
        function(hnp.dtype("i4"), b"123")


# ---- Against NumPy ----


@pytest.mark.parametrize("dtype", DTYPES)
def test_construction(np: Any, hnp: Any, dtype: str) -> None:
    sources: list[Any] = [*NUMBERS, None, "12", "1.5", "x", "", 300, -1, 1e300, 10**400]
    for source in sources:
        compare(
            lambda: getattr(hnp, dtype)(source),
            lambda: getattr(np, dtype)(source),
            f"{dtype}({source!r})",
        )


@pytest.mark.parametrize("dtype", DTYPES)
def test_unary(np: Any, hnp: Any, dtype: str) -> None:
    for function, value in itertools.product(UNARY, values(dtype)):
        if function is hash and value != value:
            continue
        compare(
            lambda: function(getattr(hnp, dtype)(value)),
            lambda: function(getattr(np, dtype)(value)),
            f"{function.__name__} {dtype} {value}",
        )


@pytest.mark.parametrize("one", DTYPES)
def test_binary(np: Any, hnp: Any, one: str) -> None:
    for two, function in itertools.product(DTYPES, BINARY):
        for x, y in itertools.product(values(one), values(two)[:4]):
            compare(
                lambda: function(getattr(hnp, one)(x), getattr(hnp, two)(y)),
                lambda: function(getattr(np, one)(x), getattr(np, two)(y)),
                f"{one}({x}) {function.__name__} {two}({y})",
            )


@pytest.mark.parametrize("one", DTYPES)
def test_comparisons(np: Any, hnp: Any, one: str) -> None:
    for two, function in itertools.product(DTYPES, COMPARISONS):
        for x, y in itertools.product(values(one), values(two)):
            compare(
                lambda: function(getattr(hnp, one)(x), getattr(hnp, two)(y)),
                lambda: function(getattr(np, one)(x), getattr(np, two)(y)),
                f"{one}({x}) {function.__name__} {two}({y})",
            )


@pytest.mark.parametrize("dtype", DTYPES)
def test_with_python_numbers(np: Any, hnp: Any, dtype: str) -> None:
    for function, number in itertools.product([*BINARY, *COMPARISONS], NUMBERS):
        for value in values(dtype)[:3]:
            compare(
                lambda: function(getattr(hnp, dtype)(value), number),
                lambda: function(getattr(np, dtype)(value), number),
                f"{dtype}({value}) {function.__name__} {number}",
            )
            compare(
                lambda: function(number, getattr(hnp, dtype)(value)),
                lambda: function(number, getattr(np, dtype)(value)),
                f"{number} {function.__name__} {dtype}({value})",
            )


# The largest number, the smallest normal one and a smaller one, beside usual ones.
ENDS = {
    "float16": [65504.0, 2.0**-14, 2.0**-24, 0.0, -1.5, 3.0],
    "float32": [2.0**128 - 2.0**104, 2.0**-126, 2.0**-149, 0.0, -1.5, 3.0],
    "float64": [sys.float_info.max, sys.float_info.min, 5e-324, 0.0, -1.5, 3.0],
}


@pytest.mark.parametrize("dtype", ENDS)
def test_ends_of_floats(np: Any, hnp: Any, dtype: str) -> None:
    functions = [operator.add, operator.sub, operator.mul, operator.truediv]
    for x, y in itertools.product(ENDS[dtype], ENDS[dtype]):
        for function, other in itertools.product([*functions, *COMPARISONS], [dtype, "float"]):
            if function is operator.truediv and y == 0:
                continue  # the words differ
            make = (lambda module: getattr(module, dtype)) if other == dtype else lambda _: float
            with hnp.errstate(all="warn"), np.errstate(all="warn"):
                compare(
                    lambda: function(getattr(hnp, dtype)(x), make(hnp)(y)),
                    lambda: function(getattr(np, dtype)(x), make(np)(y)),
                    f"{dtype} {x} {function.__name__} {other} {y}",
                )


@pytest.mark.parametrize("dtype", COMPLEX)
def test_ends_of_complex_numbers(np: Any, hnp: Any, dtype: str) -> None:
    ends = ENDS["float32" if dtype == "complex64" else "float64"]
    numbers = [complex(x, y) for x, y in itertools.product(ends[:4], ends[3:])]
    for x, y in itertools.product(numbers, numbers):
        for function in (operator.add, operator.sub, operator.mul):
            raised = []
            for module in (hnp, np):
                scalar = getattr(module, dtype)
                with module.errstate(all="ignore", over="raise", invalid="raise"):
                    try:
                        raised.append(complex(function(scalar(x), scalar(y))))
                    except FloatingPointError:
                        raised.append(None)
            assert raised[0] == raised[1], (function, x, y)


@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS])
def test_subclasses_take_part(hnp: Any, dtype: str) -> None:
    scalar = getattr(hnp, dtype)
    derived = type("Derived", (scalar,), {})(5)
    assert type(derived + scalar(1)) is scalar
    assert derived + scalar(1) == 6
    assert 2 * derived == 10
    assert derived < scalar(6)
    assert scalar(4) < derived
    assert derived == 5
    assert type(-scalar(0)) is type(abs(derived)) is scalar
    assert float(derived) == 5.0
    assert int(derived) == 5
    assert hash(derived) == hash(5)


@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS, *COMPLEX])
def test_scalars_come_and_go(hnp: Any, dtype: str) -> None:
    """Memory that is used again has nothing of what was in it."""
    scalar = getattr(hnp, dtype)
    before = sys.getrefcount(scalar) if hasattr(sys, "getrefcount") else 0
    for _ in range(3):
        numbers = [scalar(n % 60) for n in range(200)]
        assert [number + number for number in numbers] == [2 * (n % 60) for n in range(200)]
        assert [number.item() for number in numbers] == [n % 60 for n in range(200)]
    del numbers
    if before:
        assert sys.getrefcount(scalar) == before


@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS, *COMPLEX])
def test_powers(np: Any, hnp: Any, dtype: str) -> None:
    for base, exponent in itertools.product((3, 2, 0), (0, 1, 2, 3, 7, 31, 62, 64, -1, 2.0)):
        if dtype in ("float16", "float32", *COMPLEX) and exponent not in (0, 1, 2, 3):
            continue  # how they are rounded, and what is told of it, differs
        compare(
            lambda: getattr(hnp, dtype)(base) ** exponent,
            lambda: getattr(np, dtype)(base) ** exponent,
            f"{dtype}({base}) ** {exponent}",
        )


@pytest.mark.parametrize("dtype", INTEGERS)
def test_shifts(np: Any, hnp: Any, dtype: str) -> None:
    for value, by in itertools.product(values(dtype), (0, 1, 7, 8, 63, 64, 100)):
        for function in (operator.lshift, operator.rshift):
            compare(
                lambda: function(getattr(hnp, dtype)(value), getattr(hnp, dtype)(by)),
                lambda: function(getattr(np, dtype)(value), getattr(np, dtype)(by)),
                f"{dtype}({value}) {function.__name__} {by}",
            )


def test_truth_and_hash(np: Any, hnp: Any) -> None:
    for dtype in DTYPES:
        for value in [*values(dtype), 1, 2**31 - 1, 2**31, 2**61, -1, -2, 1e-300, 1j, -0.0]:
            if value != value:
                continue
            compare(
                lambda: (bool(getattr(hnp, dtype)(value)), hash(getattr(hnp, dtype)(value))),
                lambda: (bool(getattr(np, dtype)(value)), hash(getattr(np, dtype)(value))),
                f"{dtype}({value})",
            )


@pytest.mark.parametrize("dtype", DTYPES)
def test_attributes(np: Any, hnp: Any, dtype: str) -> None:
    for value, name in itertools.product(values(dtype), ("real", "imag", "itemsize", "nbytes")):
        compare(
            lambda: getattr(getattr(hnp, dtype)(value), name),
            lambda: getattr(getattr(np, dtype)(value), name),
            f"{dtype}({value}).{name}",
        )
    for method in ("item", "tolist", "conj", "conjugate", "is_integer", "bit_count"):
        compare(
            lambda: getattr(getattr(hnp, dtype)(3), method)(),
            lambda: getattr(getattr(np, dtype)(3), method)(),
            f"{dtype}(3).{method}()",
        )
