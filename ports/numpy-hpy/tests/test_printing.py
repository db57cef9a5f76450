"""ports/numpy-hpy/tests/test_printing.py: arrays, scalars and floats as text."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from alike import COMPLEX, DTYPES, FLOATS, INTEGERS, arrays, items_of, outcome
from hypothesis import given
from hypothesis import strategies as st

OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "precision": st.integers(0, 20),
        "suppress": st.booleans(),
        "sign": st.sampled_from(["-", "+", " "]),
        "floatmode": st.sampled_from(["fixed", "unique", "maxprec", "maxprec_equal"]),
        "threshold": st.integers(0, 30),
        "edgeitems": st.integers(1, 4),
        "linewidth": st.integers(1, 90),
        "nanstr": st.sampled_from(["nan", "NaN?", "n"]),
        "infstr": st.sampled_from(["inf", "endless"]),
    },
)


def printed(module: Any, array: Any) -> tuple[str, str, str]:
    return module.array_repr(array), module.array_str(array), module.array2string(array)


# ---- Fixed facts ----


@pytest.mark.parametrize(
    "items, dtype, text",
    [
        ([1, 2], None, "array([1, 2])"),
        ([1, 2], "int32", "array([1, 2], dtype=int32)"),
        ([-1, 20], "int8", "array([-1, 20], dtype=int8)"),
        ([True, False], None, "array([ True, False])"),
        (True, None, "array(True)"),
        ([1.0, 2.5], None, "array([1. , 2.5])"),
        ([1.0, 2.5], "float32", "array([1. , 2.5], dtype=float32)"),
        ([1.0, 1000.0], None, "array([   1., 1000.])"),
        ([1.0, 1001.0], None, "array([1.000e+00, 1.001e+03])"),
        ([1e8], None, "array([1.e+08])"),
        ([1e6], "float32", "array([1.e+06], dtype=float32)"),
        ([1e3], "float16", "array([1.e+03], dtype=float16)"),
        ([0.1, 1 / 3], None, "array([0.1       , 0.33333333])"),
        ([0.1, 1 / 3], "float32", "array([0.1       , 0.33333334], dtype=float32)"),
        ([0.1, 1 / 3], "float16", "array([0.1   , 0.3333], dtype=float16)"),
        ([1.0, float("nan"), float("-inf")], None, "array([  1.,  nan, -inf])"),
        ([0.0, -0.0], None, "array([ 0., -0.])"),
        ([1e-320, 1e300], None, "array([1.e-320, 1.e+300])"),
        ([1 + 2j, -3.5j], None, "array([ 1.+2.j , -0.-3.5j])"),
        ([1 + 2j], "complex64", "array([1.+2.j], dtype=complex64)"),
        (1.5, None, "array(1.5)"),
        ([], None, "array([], dtype=float64)"),
        ([[], []], None, "array([], shape=(2, 0), dtype=float64)"),
        ([[1, 2], [3, 4]], None, "array([[1, 2],\n       [3, 4]])"),
        ([[[1], [2]]], None, "array([[[1],\n        [2]]])"),
        ([[[1]], [[2]]], None, "array([[[1]],\n\n       [[2]]])"),
    ],
)
def test_repr(hnp: Any, items: Any, dtype: Any, text: str) -> None:
    array = hnp.array(items, dtype=dtype)
    assert hnp.array_repr(array) == text
    assert repr(array) == text


def test_str(hnp: Any) -> None:
    assert hnp.array_str(hnp.array([[1, 2], [3, 4]])) == "[[1 2]\n [3 4]]"
    assert str(hnp.array([1.5])) == "[1.5]"
    assert str(hnp.array(1.0)) == "1.0"
    assert str(hnp.zeros((0, 3))) == "[]"


def test_summary(hnp: Any) -> None:
    array = hnp.arange(2000)
    text = "array([   0,    1,    2, ..., 1997, 1998, 1999], shape=(2000,))"
    assert hnp.array_repr(array) == text
    assert hnp.array_str(array) == "[   0    1    2 ... 1997 1998 1999]"
    table = hnp.array_str(array.reshape(1000, 2))
    assert table == (
        "[[   0    1]\n [   2    3]\n [   4    5]\n ...\n [1994 1995]\n [1996 1997]\n [1998 1999]]"
    )


def test_long_lines_are_wrapped(hnp: Any) -> None:
    assert hnp.array_repr(hnp.arange(24)) == (
        "array([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16,\n"
        "       17, 18, 19, 20, 21, 22, 23])"
    )
    assert hnp.array_repr(hnp.arange(17, dtype="uint8")) == (
        "array([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16],\n"
        "      dtype=uint8)"
    )


@pytest.mark.parametrize(
    "name, value, text",
    [
        ("float64", 1.0, "np.float64(1.0)"),
        ("float64", 1e16, "np.float64(1e+16)"),
        ("float64", 0.1, "np.float64(0.1)"),
        ("float32", 0.1, "np.float32(0.1)"),
        ("float32", 1e6, "np.float32(1e+06)"),
        ("float32", 1e-5, "np.float32(1e-05)"),
        ("float32", 16777216.0, "np.float32(1.6777216e+07)"),
        ("float32", 2.0**-96, "np.float32(1.2621775e-29)"),
        ("float32", 1.401298464324817e-45, "np.float32(1e-45)"),
        ("float16", 0.1, "np.float16(0.1)"),
        ("float16", 2.0**-6, "np.float16(0.01563)"),
        ("float16", 65504.0, "np.float16(6.55e+04)"),
        ("float16", float("nan"), "np.float16(nan)"),
        ("int8", -3, "np.int8(-3)"),
        ("uint64", 2**64 - 1, "np.uint64(18446744073709551615)"),
        ("int64", 3, "np.int64(3)"),
        ("bool", True, "np.True_"),
        ("bool", False, "np.False_"),
        ("complex128", 1 + 2j, "np.complex128(1+2j)"),
        ("complex128", -0.5j, "np.complex128(-0-0.5j)"),
        ("complex64", 0.1, "np.complex64(0.1+0j)"),
        ("complex64", 2j, "np.complex64(2j)"),
        ("complex64", complex("nan+infj"), "np.complex64(nan+infj)"),
    ],
)
def test_scalars(hnp: Any, name: str, value: Any, text: str) -> None:
    assert repr(getattr(hnp, name)(value)) == text


def test_options_are_of_one_block(hnp: Any) -> None:
    before = hnp.get_printoptions()
    with hnp.printoptions(precision=2, suppress=True) as options:
        assert options["precision"] == 2
        assert hnp.array_repr(hnp.array([1 / 3, 1e-9])) == "array([0.33, 0.  ])"
    assert hnp.get_printoptions() == before
    assert before["precision"] == 8
    assert before["linewidth"] == 75


def test_formatter(hnp: Any) -> None:
    array = hnp.array([1.0, 2.0])
    assert (
        hnp.array2string(array, formatter={"float_kind": lambda x: f"<{x:.1f}>"}) == "[<1.0> <2.0>]"
    )
    assert hnp.array2string(array, formatter={"int": str}) == "[1. 2.]"
    with hnp.printoptions(formatter={"all": lambda x: type(x).__name__}):
        assert hnp.array_repr(array) == "array([float64, float64])"
        hnp.set_printoptions()
        assert hnp.array_repr(array) == "array([1., 2.])"
    with hnp.printoptions(override_repr=lambda array: f"{array.size} items"):
        assert hnp.array_repr(array) == "2 items"


@pytest.mark.parametrize(
    "options, error, message",
    [
        ({"precision": "a"}, TypeError, "precision must be an integer"),
        ({"threshold": "a"}, TypeError, "threshold must be numeric"),
        ({"threshold": float("nan")}, ValueError, "threshold must be non-NAN"),
        ({"sign": "a"}, ValueError, "sign option must be one of"),
        ({"floatmode": "a"}, ValueError, "floatmode option must be one of"),
        ({"legacy": "1.13"}, ValueError, "legacy printing is not supported"),
    ],
)
def test_wrong_options(hnp: Any, options: Any, error: Any, message: str) -> None:
    before = hnp.get_printoptions()
    with pytest.raises(error, match=message):
        hnp.set_printoptions(**options)
    with pytest.raises(error, match=message):
        hnp.array2string(hnp.array([1.0]), **options)
    assert hnp.get_printoptions() == before


def test_one_float(hnp: Any) -> None:
    positional, scientific = hnp.format_float_positional, hnp.format_float_scientific
    assert positional(1.0) == "1."
    assert positional(1.0, trim="0") == "1.0"
    assert positional(hnp.float32(0.1)) == "0.1"
    assert positional(1e23) == "1" + 23 * "0" + "."
    assert positional(123.456, precision=2, fractional=False, trim="-") == "120"
    assert positional(0.1, unique=False, precision=20) == "0.10000000000000000555"
    assert positional(-1.5, pad_left=4, pad_right=3) == "  -1.5  "
    assert scientific(123.456) == "1.23456e+02"
    assert scientific(9.96, precision=1) == "1.e+01"
    assert scientific(1.0, exp_digits=3, sign=True, trim="-") == "+1e+000"
    assert positional(float("inf"), sign=True) == "+inf"
    assert scientific(float("nan")) == "nan"
    with pytest.raises(TypeError, match="in non-unique mode `precision` must be supplied"):
        positional(1.0, unique=False)
    with pytest.raises(TypeError, match="must be real number, not str"):
        positional("1")
    with pytest.raises(ValueError, match="precision must be >= 0"):
        scientific(1.0, precision=-1)


# ---- The same as NumPy ----


@pytest.mark.parametrize("dtype", DTYPES)
@given(data=st.data())
def test_scalars_are_as_of_numpy(np: Any, hnp: Any, dtype: str, data: Any) -> None:
    value = data.draw(items_of(dtype))
    ours, theirs = getattr(hnp, dtype)(value), getattr(np, dtype)(value)
    assert (repr(ours), str(ours)) == (repr(theirs), str(theirs))


def test_all_float16_are_as_of_numpy(np: Any, hnp: Any) -> None:
    for bits in range(1, 65536, 29):
        value = struct.unpack("e", struct.pack("H", bits))[0]
        assert repr(hnp.float16(value)) == repr(np.float16(value))


def test_powers_of_two_are_as_of_numpy(np: Any, hnp: Any) -> None:
    for exponent in range(-149, 128):
        value = 2.0**exponent
        assert repr(hnp.float32(value)) == repr(np.float32(value))


@given(recipe=arrays(), options=OPTIONS)
def test_arrays_are_as_of_numpy(np: Any, hnp: Any, recipe: Any, options: Any) -> None:
    with np.printoptions(**options), hnp.printoptions(**options):
        assert printed(hnp, recipe.make(hnp)) == printed(np, recipe.make(np))


NEAR = st.one_of(
    st.floats(1e-3, 1e4), st.floats(-200, 200).map(lambda x: round(x, 3)), st.just(-0.0)
)


@given(recipe=arrays(FLOATS, max_side=8, items=NEAR), options=st.one_of(st.just({}), OPTIONS))
def test_floats_are_as_of_numpy(np: Any, hnp: Any, recipe: Any, options: Any) -> None:
    with np.printoptions(**options), hnp.printoptions(**options):
        assert printed(hnp, recipe.make(hnp)) == printed(np, recipe.make(np))


@given(recipe=arrays(COMPLEX, max_side=6, items=st.builds(complex, NEAR, NEAR)))
def test_complex_are_as_of_numpy(np: Any, hnp: Any, recipe: Any) -> None:
    assert printed(hnp, recipe.make(hnp)) == printed(np, recipe.make(np))


@given(recipe=arrays(INTEGERS + FLOATS, min_dims=1, max_side=9), data=st.data())
def test_array2string_is_as_of_numpy(np: Any, hnp: Any, recipe: Any, data: Any) -> None:
    options = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "max_line_width": st.integers(1, 90),
                "separator": st.sampled_from([", ", ",", "  ", ";\n"]),
                "prefix": st.sampled_from(["", "x", "a long one "]),
                "suffix": st.sampled_from(["", ")", "a long one "]),
                "suppress_small": st.booleans(),
            },
        )
    )
    ours = hnp.array2string(recipe.make(hnp), **options)
    assert ours == np.array2string(recipe.make(np), **options)


@given(
    value=st.floats() | NEAR,
    options=st.fixed_dictionaries(
        {"trim": st.sampled_from("k.0-"), "sign": st.booleans()},
        optional={"precision": st.integers(1, 20), "pad_left": st.integers(0, 9)},
    ),
    right=st.integers(0, 9),
    digits=st.integers(1, 5),
)
def test_one_float_is_as_of_numpy(
    np: Any, hnp: Any, value: float, options: Any, right: int, digits: int
) -> None:
    assert outcome(hnp.format_float_positional, value, pad_right=right, **options) == outcome(
        np.format_float_positional, value, pad_right=right, **options
    )
    assert outcome(hnp.format_float_scientific, value, exp_digits=digits, **options) == outcome(
        np.format_float_scientific, value, exp_digits=digits, **options
    )
