"""ports/numpy-hpy/tests/test_dtype.py: dtype objects, and questions about dtypes."""

from __future__ import annotations

import copy
import itertools
import pickle
from typing import Any

import pytest
from alike import DTYPES, outcome

NAMES = [*DTYPES, *"?bBhHiIlLqQefdFDpP", "int", "float", "complex", "uint", "half", "longlong"]
ATTRIBUTES = "name char kind num itemsize alignment str byteorder isnative hasobject shape ndim"
CASTINGS = ["no", "equiv", "safe", "same_kind", "unsafe"]


# ---- Fixed facts ----


def test_objects(hnp: Any) -> None:
    double = hnp.dtype("float64")
    for spec in ("d", "f8", "<f8", "=f8", float, hnp.float64, hnp.float64(3), None, double, b"f8"):
        assert hnp.dtype(spec) is double
    assert double == "f8"
    assert double == float  # noqa: E721
    assert double != "f4"
    assert double != "foo"
    assert (double == 3) is False
    assert hash(double) == hash(hnp.dtype("d"))
    assert repr(double) == "dtype('float64')"
    assert str(double) == "float64"
    assert double.type is hnp.float64
    assert double.base is double
    assert double.fields is None
    assert hnp.dtype("f4") < double
    assert not hnp.dtype("i8") <= hnp.dtype("f4")
    assert hnp.dtype(">i1") is hnp.dtype("int8")
    assert double.descr == [("", double.str)]
    for other in (pickle.loads(pickle.dumps(double)), copy.copy(double), copy.deepcopy(double)):
        assert other is double


@pytest.mark.parametrize("spec", ["O", "S3", "U", "M8[ns]", "m8", "V8", "i4,i4", object, str, list])
def test_dtypes_that_are_left_out(hnp: Any, spec: Any) -> None:
    with pytest.raises(TypeError, match="numpy_hpy has no dtype for"):
        hnp.dtype(spec)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("foo", "data type 'foo' not understood"),
        (">f8", "numpy_hpy has no byte-swapped data"),
        ([("a", "i4")], "numpy_hpy has no structured dtypes"),
        (3, "Cannot interpret '3' as a data type"),
    ],
)
def test_what_is_no_dtype(hnp: Any, spec: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        hnp.dtype(spec)


def test_abstract_types_are_no_dtypes(hnp: Any) -> None:
    with pytest.raises(TypeError, match=r"Converting 'np.integer' to a dtype is not allowed"):
        hnp.dtype(hnp.integer)


def test_questions(hnp: Any) -> None:
    assert hnp.result_type("i4", 3) == "i4"
    assert hnp.result_type(3.0, hnp.float32) == "f4"
    assert hnp.result_type(3, 4.0) == "f8"
    assert hnp.result_type(True, hnp.int8) == "i1"
    assert hnp.promote_types("u8", "i8") == "f8"
    assert hnp.can_cast("i4", "f8")
    assert hnp.isdtype(hnp.int8, ("bool", "integral"))
    assert hnp.min_scalar_type(-1000) == "i2"
    assert hnp.issubdtype("f4", hnp.floating)
    assert not hnp.issubdtype(hnp.bool, hnp.integer)
    with pytest.raises(TypeError, match="does not support Python ints"):
        hnp.can_cast(3, "i1")
    with pytest.raises(ValueError, match="casting must be one of"):
        hnp.can_cast("i4", "i8", casting="foo")
    with pytest.raises(ValueError, match="not a known kind name"):
        hnp.isdtype(hnp.int8, "foo")
    with pytest.raises(ValueError, match="at least one array or dtype"):
        hnp.result_type()


# ---- Against NumPy ----


@pytest.mark.parametrize("name", NAMES)
def test_attributes(np: Any, hnp: Any, name: str) -> None:
    ours, theirs = hnp.dtype(name), np.dtype(name)
    for attribute in ATTRIBUTES.split():
        if name in "qQ" or name == "longlong":  # the same as "l" and "L" for us
            ours, theirs = hnp.dtype(name), np.dtype(np.dtype(name).str)
        assert getattr(ours, attribute) == getattr(theirs, attribute), attribute
    assert repr(ours) == repr(theirs)


def test_promotion_and_casts(np: Any, hnp: Any) -> None:
    for a, b in itertools.product(DTYPES, DTYPES):
        assert hnp.promote_types(a, b) == np.promote_types(a, b).name
        for casting in CASTINGS:
            assert hnp.can_cast(a, b, casting) == np.can_cast(a, b, casting), (a, b, casting)
        for operation in ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"):
            ours = getattr(hnp.dtype(a), operation)(hnp.dtype(b))
            assert ours == getattr(np.dtype(a), operation)(np.dtype(b)), (a, b, operation)


def test_result_types_with_numbers(np: Any, hnp: Any) -> None:
    numbers: list[Any] = [True, 3, 2.5, 1j, 2**63]
    for dtype, x, y in itertools.product(DTYPES, numbers, numbers):
        assert hnp.result_type(dtype, x, y) == np.result_type(dtype, x, y).name, (dtype, x, y)
    for x in numbers:
        assert hnp.result_type(x) == np.result_type(x).name


def test_smallest_dtypes(np: Any, hnp: Any) -> None:
    for power, sign, more in itertools.product(range(64), (1, -1), (-1, 0, 1)):
        number = sign * 2**power + more
        if -(2**63) <= number < 2**64:
            assert hnp.min_scalar_type(number) == np.min_scalar_type(number).name, number
    for real in (0.0, 64999.0, 65000.0, 3.3e38, 3.4e38, 1e300, float("inf"), float("nan")):
        assert hnp.min_scalar_type(real) == np.min_scalar_type(real).name
        if real < 1e308:
            assert hnp.min_scalar_type(real * 1j) == np.min_scalar_type(real * 1j).name


def test_kinds(np: Any, hnp: Any) -> None:
    kinds = ["bool", "signed integer", "unsigned integer", "integral", "numeric"]
    for dtype, kind in itertools.product(DTYPES, [*kinds, "real floating", "complex floating"]):
        ours, theirs = getattr(hnp, dtype), getattr(np, dtype)
        assert hnp.isdtype(ours, kind) == np.isdtype(theirs, kind)
        assert hnp.isdtype(hnp.dtype(dtype), (kind, ours)) is True


def test_hierarchy(np: Any, hnp: Any) -> None:
    abstract = ["generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact"]
    for a, b in itertools.product(DTYPES, [*abstract, "floating", "complexfloating", *DTYPES]):
        assert hnp.issubdtype(a, getattr(hnp, b)) == np.issubdtype(a, getattr(np, b)), (a, b)
    for bad in ("foo", 3):
        assert outcome(hnp.issubdtype, bad, int)[1] is not None
