"""ports/numpy-hpy/tests/test_elementwise.py: all ufuncs on all dtypes, beside NumPy and mpmath."""

from __future__ import annotations

import itertools
import math
import random
import warnings
from typing import Any

import pytest
from alike import DTYPES, same_in_all, same_outcome

NAMES = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "floor_divide",
    "remainder",
    "fmod",
    "divmod",
    "power",
    "float_power",
    "negative",
    "positive",
    "absolute",
    "fabs",
    "sign",
    "square",
    "reciprocal",
    "conjugate",
    "gcd",
    "lcm",
    "heaviside",
    "equal",
    "not_equal",
    "less",
    "less_equal",
    "greater",
    "greater_equal",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "logical_and",
    "logical_or",
    "logical_xor",
    "logical_not",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "invert",
    "left_shift",
    "right_shift",
    "bitwise_count",
    "floor",
    "ceil",
    "trunc",
    "rint",
    "isnan",
    "isinf",
    "isfinite",
    "signbit",
    "copysign",
    "nextafter",
    "spacing",
    "modf",
    "frexp",
    "ldexp",
    "sqrt",
    "cbrt",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "logaddexp",
    "logaddexp2",
    "hypot",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "arctan2",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
    "deg2rad",
    "rad2deg",
    "degrees",
    "radians",
]

# Off by some units in the last place, as NumPy's own results are.
ELEMENTARY = set(NAMES[NAMES.index("cbrt") :]) | {"power", "float_power", "absolute"}

# Of two zeros, either may be the greater one.
EXTREMES = {"maximum", "minimum", "fmax", "fmin"}

# NumPy fuses products and sums of complex numbers where a machine can do that.
FUSED = {"multiply", "square", "divide", "power", "float_power", "reciprocal"}

COUNT = 211
DTYPE_OF = dict(zip("?bBhHiIlLefdFD", DTYPES))


# ---- Arguments ----


def random_items(np: Any, rng: Any, dtype: str) -> Any:
    """Items of all sizes, among them many that are special."""
    kind = np.dtype(dtype).kind
    if kind == "b":
        return rng.integers(0, 2, COUNT).astype(bool)
    if kind == "c":
        parts = "float32" if dtype == "complex64" else "float64"
        result = np.empty(COUNT, dtype)
        result.real, result.imag = random_items(np, rng, parts), random_items(np, rng, parts)
        return result
    if kind == "f":
        info = np.finfo(dtype)
        special = [
            0.0,
            -0.0,
            math.inf,
            -math.inf,
            math.nan,
            1,
            -1,
            2,
            0.5,
            -0.5,
            1.5,
            2.5,
            info.max,
        ]
        special += [info.min, info.tiny, info.smallest_subnormal, -info.smallest_subnormal]
        items = rng.normal(size=COUNT) * 10.0 ** rng.uniform(-4, 4, COUNT)
        items = np.where(rng.random(COUNT) < 0.5, np.round(rng.normal(size=COUNT) * 4), items)
    else:
        info = np.iinfo(dtype)
        special = [info.min, info.max, info.min + 1, info.max - 1, 0, 1, 2, 7]
        special += [-1] if kind == "i" else []
        items = rng.integers(0 if kind == "u" else -12, 12, COUNT)
    with np.errstate(all="ignore"):
        items = items.astype(dtype)
        chosen = rng.random(COUNT) < 0.25
        items[chosen] = rng.choice(np.array(special, dtype), chosen.sum())
    return items


def arguments(np: Any, rng: Any, name: str, dtypes: list[str]) -> list[Any]:
    items = [random_items(np, rng, dtype) for dtype in dtypes]
    if name == "power" and items[0].dtype.kind == "i":
        items[1] = np.abs(items[1] % np.array(40, dtypes[1]))
    if name == "ldexp":
        items[1] = (items[1] % 300 - 150).astype(dtypes[1])
    return items


def layouts(arrays: list[Any]) -> list[list[Any]]:
    """The same arrays side by side, in steps, backwards, and one of them a scalar."""
    views: list[list[Any]] = [arrays, [a[::3] for a in arrays], [a[::-1] for a in arrays]]
    views += [[*arrays[:-1], arrays[-1][5:6]], [arrays[0][5:6], *arrays[1:]]]
    views += [[a[:count] for a in arrays] for count in (1, 2, 5, 17)]
    return views


# ---- Comparison ----


def close(np: Any, name: str, ours: Any, theirs: Any) -> Any:
    """Which items of two float arrays are the same, or nearly so where that is all one can ask."""
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    if name not in EXTREMES:
        same &= (np.signbit(ours) == np.signbit(theirs)) | np.isnan(ours)
    if name in ELEMENTARY:
        scale = np.spacing(np.abs(theirs))
        if name.startswith("logaddexp"):
            scale = np.maximum(scale, np.spacing(theirs.dtype.type(8)))
        same |= np.abs(ours - theirs) <= 6 * scale
    return same


def compare(np: Any, name: str, given: list[Any], ours: Any, theirs: Any) -> None:
    assert ours.dtype == theirs.dtype
    assert ours.shape == theirs.shape
    with np.errstate(all="ignore"):
        if theirs.dtype.kind == "f":
            same = close(np, name, ours, theirs)
        elif theirs.dtype.kind == "c":
            same = close(np, name, ours.real, theirs.real) & close(np, name, ours.imag, theirs.imag)
            if name in FUSED:
                same |= np.abs(ours - theirs) <= 1e-3 * np.abs(theirs)
                same |= ~np.isfinite(theirs) | ~np.isfinite(ours) | (np.abs(theirs) < 1e-30)
            if name == "sign":  # NumPy's overflows
                same |= np.maximum(abs(given[0].real), abs(given[0].imag)) > 1e38
        else:
            same = ours == theirs
    wrong = np.flatnonzero(~same)[:3]
    shown = [[np.broadcast_to(a, same.shape)[i] for a in given] for i in wrong]
    assert not len(wrong), (name, shown, ours[wrong], theirs[wrong])


def loops_of(function: Any) -> list[tuple[list[str], str]]:
    """The dtypes of the inputs of all loops that both libraries have, and NumPy's signatures."""
    result = {}
    for signature in function.types:
        if set(signature) <= set("?bBhHiIlLqQefdFD->"):
            inputs = signature.split("->")[0].replace("q", "l").replace("Q", "L")
            result.setdefault(inputs, signature)
    return [([DTYPE_OF[c] for c in inputs], signature) for inputs, signature in result.items()]


@pytest.mark.parametrize("name", NAMES)
def test_every_loop_gives_what_numpy_gives(np: Any, hnp: Any, name: str) -> None:
    theirs, ours = getattr(np, name), getattr(hnp, name)
    rng = np.random.default_rng(sum(name.encode()))
    for dtypes, _ in loops_of(theirs):
        for given in layouts(arguments(np, rng, name, dtypes)):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = theirs(*given)
                results = ours(*(hnp.asarray(a) for a in given))
            if not isinstance(expected, tuple):
                expected, results = (expected,), (results,)
            for result, right in zip(results, expected):
                compare(np, name, given, np.asarray(result), right)


@pytest.mark.parametrize("name", NAMES)
def test_ufuncs_say_what_they_are(np: Any, hnp: Any, name: str) -> None:
    theirs, ours = getattr(np, name), getattr(hnp, name)
    assert (ours.nin, ours.nout, ours.nargs) == (theirs.nin, theirs.nout, theirs.nargs)
    assert ours.__name__ == theirs.__name__


# ---- Fixed facts ----

INF, NAN = math.inf, math.nan
FACTS = [
    ("add", "int8", [[127], [1]], [-128]),
    ("add", "bool", [[True], [True]], [True]),
    ("multiply", "uint64", [[2**63], [2]], [0]),
    ("divide", "int64", [[1], [4]], [0.25]),
    ("floor_divide", "int64", [[-7, 7, -7, 7], [2, -2, -2, 0]], [-4, -4, 3, 0]),
    ("floor_divide", "int8", [[-128], [-1]], [-128]),
    ("remainder", "int64", [[-7, 7, -7, 7], [2, -2, -2, 0]], [1, -1, -1, 0]),
    ("fmod", "int64", [[-7, 7, -7, 7], [2, -2, -2, 0]], [-1, 1, -1, 0]),
    (
        "floor_divide",
        "float64",
        [[-7.0, 1.0, -1.0, 1.0], [2.0, 0.1, INF, 0.0]],
        [-4.0, 9.0, -1.0, INF],
    ),
    ("remainder", "float64", [[-7.0, -1.0, 5.0], [2.0, INF, -INF]], [1.0, INF, -INF]),
    ("power", "int64", [[3, 2, 0], [4, 63, 0]], [81, -(2**63), 1]),
    ("power", "complex128", [[2j, 0j, 0j], [2, 0, 1 + 1j]], [-4 + 0j, 1 + 0j, 0j]),
    ("absolute", "int8", [[-128, -3]], [-128, 3]),
    ("absolute", "complex128", [[3 + 4j]], [5.0]),
    ("sign", "complex128", [[3 + 4j, 0j]], [0.6 + 0.8j, 0j]),
    ("gcd", "int64", [[12, -18, 0], [18, 12, 0]], [6, 6, 0]),
    ("lcm", "int64", [[4, 0], [6, 5]], [12, 0]),
    ("heaviside", "float64", [[-1.0, 0.0, 2.0], [7.0, 7.0, 7.0]], [0.0, 7.0, 1.0]),
    ("maximum", "float64", [[1.0, NAN], [2.0, 1.0]], [2.0, NAN]),
    ("fmax", "float64", [[1.0, NAN], [2.0, 1.0]], [2.0, 1.0]),
    ("less", "complex128", [[1 + 2j, 1 + 3j], [1 + 3j, 1 + 2j]], [True, False]),
    ("logical_xor", "float64", [[NAN, 0.0], [0.0, 0.0]], [True, False]),
    ("left_shift", "int64", [[1, 1, 1], [62, 64, -1]], [2**62, 0, 0]),
    ("right_shift", "int64", [[-8, -8, 8], [1, 64, -1]], [-4, -1, 0]),
    ("bitwise_count", "int64", [[-7, 255]], [3, 8]),
    ("rint", "float64", [[0.5, 1.5, 2.5, -0.5]], [0.0, 2.0, 2.0, -0.0]),
    ("spacing", "float64", [[1.0, -1.0, -0.0]], [2.0**-52, -(2.0**-52), 5e-324]),
    ("spacing", "float16", [[1.0, -1.0, 0.0]], [2.0**-10, 2.0**-11, 2.0**-24]),
    ("nextafter", "float16", [[1.0, 0.0], [2.0, -1.0]], [1 + 2.0**-10, -(2.0**-24)]),
    ("sin", "float64", [[0.0, -0.0, 1e300]], [0.0, -0.0, -0.8178819121159085]),
    ("log", "float64", [[1.0, 5e-324]], [0.0, -744.4400719213812]),
    ("exp", "float64", [[0.0, -INF, -750.0, INF]], [1.0, 0.0, 0.0, INF]),
]


def result_dtypes(module: Any, name: str, dtypes: Any) -> Any:
    """The dtypes of the results for operands of some dtypes; None if there is a TypeError."""
    try:
        with module.errstate(all="ignore"):
            result = getattr(module, name)(*(module.ones(1, dtype=dtype) for dtype in dtypes))
    except TypeError:
        return None
    results = result if isinstance(result, tuple) else (result,)
    return [part.dtype.name for part in results]


@pytest.mark.parametrize("name", NAMES)
def test_dtypes_of_results_are_those_of_numpy(np: Any, hnp: Any, name: str) -> None:
    for dtypes in itertools.product(DTYPES, repeat=getattr(np, name).nin):
        ours, theirs = (result_dtypes(module, name, dtypes) for module in (hnp, np))
        assert ours == theirs, dtypes


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.array([True]) - m.array([True]),
        lambda m: -m.array([True]),
        lambda m: m.True_ - m.True_,
        lambda m: -m.True_,
        lambda m: m.subtract(True, m.array([True])),
        lambda m: m.negative(m.array([True])),
        lambda m: m.subtract.reduce(m.array([True])),
        lambda m: m.subtract.accumulate(m.array([True])),
        lambda m: m.subtract(m.array([True]), 1),
        lambda m: m.subtract(m.array([True]), m.array([True]), dtype=int),
        lambda m: m.divide(m.array([1], "int8"), m.array([2], "int8"), dtype="float16"),
        lambda m: m.divide(m.array([300]), m.array([2]), dtype="float64"),
        lambda m: m.divide(m.array([1], "int8"), 2),
        lambda m: m.divide(m.array([1], "int8"), m.float16(2)),
        lambda m: m.divide.reduce(m.array([1, 2], "int8")),
        lambda m: m.less(m.array([300]), m.array([5]), dtype=bool),
        lambda m: m.bool(True) / m.int16(3),
    ],
)
def test_rows_without_a_loop(np: Any, hnp: Any, call: Any) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))


@pytest.mark.parametrize("name", ["sign", "positive", "gcd", "lcm"])
def test_bools_are_refused(hnp: Any, name: str) -> None:
    function = getattr(hnp, name)
    with pytest.raises(TypeError, match=f"ufunc '{name}' not supported for the input types"):
        function(*[hnp.array([True])] * function.nin)


@pytest.mark.parametrize("name, dtype, given, expected", FACTS)
def test_fixed_facts(hnp: Any, name: str, dtype: str, given: Any, expected: Any) -> None:
    arrays = [hnp.array(items, dtype=dtype) for items in given]
    with hnp.errstate(all="ignore"):
        result = getattr(hnp, name)(*arrays).tolist()
    for ours, right in zip(result, expected):
        assert type(ours) is type(right)
        if name in ("sin", "log", "sign"):
            assert ours == pytest.approx(right, rel=1e-15)
        elif not (ours != ours and right != right):
            assert ours == right
            assert str(ours) == str(right)


@pytest.mark.parametrize("one", ["int64", "uint64"])
def test_signed_and_unsigned_compare_without_loss(hnp: Any, one: str) -> None:
    signed = hnp.array([-1, 2**63 - 1, 5], dtype="int64")
    unsigned = hnp.array([2**64 - 1, 2**63, 5], dtype="uint64")
    a, b = (signed, unsigned) if one == "int64" else (unsigned, signed)
    assert hnp.equal(a, b).tolist() == [False, False, True]
    assert hnp.less(a, b).tolist() == [one == "int64"] * 2 + [False]
    assert hnp.greater_equal(a, b).tolist() == [one != "int64"] * 2 + [True]


# ---- What is reported ----

REPORTS = [
    ("divide", "float64", [1.0], [0.0], "divide by zero encountered in divide"),
    ("divide", "float64", [0.0], [0.0], "invalid value encountered in divide"),
    ("multiply", "float64", [1e300], [1e300], "overflow encountered in multiply"),
    ("floor_divide", "int64", [1], [0], "divide by zero encountered in floor_divide"),
    ("floor_divide", "int64", [-(2**63)], [-1], "overflow encountered in floor_divide"),
    ("remainder", "int32", [1], [0], "divide by zero encountered in remainder"),
    ("remainder", "float64", [1.0], [0.0], "invalid value encountered in remainder"),
    ("power", "float64", [0.0], [-1.0], "divide by zero encountered in power"),
    ("power", "float64", [-8.0], [0.5], "invalid value encountered in power"),
    ("sqrt", "float64", [-1.0], None, "invalid value encountered in sqrt"),
    ("log", "float64", [0.0], None, "divide by zero encountered in log"),
    ("log", "float32", [-1.0], None, "invalid value encountered in log"),
    ("log1p", "float64", [-1.0], None, "divide by zero encountered in log1p"),
    ("log2", "complex128", [0.0], None, "divide by zero encountered in log2"),
    ("exp", "float64", [1000.0], None, "overflow encountered in exp"),
    ("expm1", "float32", [1000.0], None, "overflow encountered in expm1"),
    ("cosh", "float64", [1000.0], None, "overflow encountered in cosh"),
    ("arctanh", "float64", [1.0], None, "divide by zero encountered in arctanh"),
    ("arcsin", "float64", [2.0], None, "invalid value encountered in arcsin"),
    ("arccosh", "float64", [0.5], None, "invalid value encountered in arccosh"),
    ("sin", "float64", [INF], None, "invalid value encountered in sin"),
    ("hypot", "float64", [1.7e308], [1.7e308], "overflow encountered in hypot"),
]
QUIET = [
    ("exp", "float64", [-1000.0, NAN, INF, -INF], None),
    ("log", "float64", [NAN, INF], None),
    ("tanh", "float64", [NAN, 1e300], None),
    ("maximum", "float64", [NAN], [1.0]),
    ("less", "float64", [NAN], [1.0]),
    ("remainder", "int32", [-(2**31), 7], [-1, 7]),
    ("remainder", "float64", [NAN, 1e308], [1.0, 1e-308]),
    ("negative", "int8", [-128], None),
    ("sign", "float64", [NAN], None),
    ("spacing", "float64", [1e308], None),
]


def call(module: Any, name: str, dtype: str, x: Any, y: Any, count: int) -> Any:
    """A function of arrays whose last items are those of interest, in a loop or in vectors."""
    filler = [1] * count
    given = [module.array(filler + items, dtype=dtype) for items in (x, y) if items is not None]
    if name.startswith("arccosh") or name == "arctanh":
        given = [module.array([1 if name == "arccosh" else 0] * count + x, dtype=dtype)]
    return getattr(module, name)(*given)


@pytest.mark.parametrize("count", [0, 3, 300])
@pytest.mark.parametrize("name, dtype, x, y, message", REPORTS)
def test_errors_are_reported(
    hnp: Any, name: str, dtype: str, x: Any, y: Any, message: str, count: int
) -> None:
    with hnp.errstate(all="raise", under="ignore"), pytest.raises(FloatingPointError) as caught:
        call(hnp, name, dtype, x, y, count)
    assert str(caught.value) == message
    with hnp.errstate(all="ignore"):
        call(hnp, name, dtype, x, y, count)


@pytest.mark.parametrize("name, dtype, x, y", QUIET)
def test_nothing_is_reported(hnp: Any, name: str, dtype: str, x: Any, y: Any) -> None:
    for count in (0, 3, 300):
        with hnp.errstate(all="raise", under="ignore"):
            call(hnp, name, dtype, x, y, count)


def test_negative_powers_of_integers_are_errors(hnp: Any) -> None:
    with pytest.raises(ValueError, match="Integers to negative integer powers are not allowed"):
        hnp.power(hnp.array([2, 3]), hnp.array([2, -1]))


# ---- Accuracy ----


def ulps(number: float, exact: Any) -> float:
    """How far off a float64 is, in units of the last place of the exact value."""
    return float(abs(exact - number) / math.ulp(float(exact)))


MPMATH = {
    "cbrt": lambda m, x: m.sign(x) * m.cbrt(abs(x)),
    "exp2": lambda m, x: m.mpf(2) ** x,
    "log2": lambda m, x: m.log(x) / m.log(2),
    "arcsin": lambda m, x: m.asin(x),
    "arccos": lambda m, x: m.acos(x),
    "arctan": lambda m, x: m.atan(x),
    "arcsinh": lambda m, x: m.asinh(x),
    "arccosh": lambda m, x: m.acosh(x),
    "arctanh": lambda m, x: m.atanh(x),
}
ACCURATE = [
    "sqrt",
    "cbrt",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log2",
    "log10",
    "log1p",
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "arcsinh",
    "arccosh",
    "arctanh",
]


def domain(name: str, source: random.Random) -> float:
    """An argument for which there is a finite result: of any size where there can be."""
    if name in ("arcsin", "arccos", "arctanh"):
        return source.choice([source.uniform(-1, 1), 2.0 ** -source.uniform(0, 1000), -0.5])
    if name in ("exp", "exp2", "expm1", "sinh", "cosh"):
        return source.choice([source.uniform(-700, 700), source.uniform(-1, 1)])
    wide = math.ldexp(source.uniform(1, 2), source.randint(-1073, 1022))
    near = source.uniform(-100, 100)
    if name == "arccosh":
        return source.choice([1 + wide, 1 + abs(near)])
    if name == "log1p":
        return source.choice([wide, source.uniform(-1, 1)])
    if name.startswith("log") or name == "sqrt":
        return source.choice([wide, abs(near), 1 + near * 2.0**-50])
    multiple = source.randint(-10000, 10000) * math.pi / 2
    return source.choice([wide, -wide, near, near / 100, multiple])


@pytest.mark.parametrize("name", ACCURATE)
def test_results_are_off_by_4_ulp_at_most(hnp: Any, name: str) -> None:
    mpmath = pytest.importorskip("mpmath", reason="needs mpmath to compare with")
    source = random.Random(name)
    given = [domain(name, source) for _ in range(400)]
    exactly = MPMATH.get(name, lambda m, x: getattr(m, name)(x))
    results = getattr(hnp, name)(hnp.array(given)).tolist()
    with mpmath.workprec(1300 if name in ("sin", "cos", "tan") else 200):
        for x, ours in zip(given, results):
            exact = exactly(mpmath, mpmath.mpf(x))
            if abs(exact) < 1e308:
                assert ulps(ours, exact) <= 4, (name, x, ours)


def test_sums_lose_little(hnp: Any) -> None:
    source = random.Random(1)
    for count in (1, 2, 3, 4, 5, 15, 16, 17, 255, 256, 257, 1000, 100_003):
        items = [source.uniform(0, 1) for _ in range(count)]
        for step in (1, 3):
            array = hnp.array(items)[::step]
            assert hnp.add.reduce(array) == pytest.approx(math.fsum(items[::step]), rel=2e-15)
        pairs = hnp.array([complex(x, -2 * x) for x in items])
        total = math.fsum(items)
        assert hnp.add.reduce(pairs) == pytest.approx(complex(total, -2 * total), rel=2e-15)


def test_products_are_made_in_order(hnp: Any) -> None:
    assert hnp.multiply.reduce(hnp.array([1e300, 1e-300] * 40)) == 1.0


# ---- What random calls have found ----

FOUND: list[Any] = [
    # Ints that are beyond a dtype can be compared, but not computed with.
    *(lambda m, v=v: m.array([-3, 0, 127], "int8") < v for v in (300, -300, 2**70, -(2**70))),
    *(lambda m, v=v: m.array([0, 255], "uint8") != v for v in (256, -1, 2**64)),
    lambda m: m.uint64([2**64 - 1]) >= 2**64,
    lambda m: m.array([[1], [2]], "int8") > -300,
    lambda m: m.less([1, 2], 2**70, out=m.zeros(2)),
    lambda m: m.array([1], "int8") + 300,
    lambda m: m.maximum(m.array([1], "uint8"), -1),
    # Strides of 0 do not tell in which order a result is to be.
    lambda m: m.broadcast_to(m.arange(3.0), (4, 3)) + 1,
    lambda m: m.broadcast_to(m.arange(3.0), (2, 4, 3)) * m.ones(3),
    lambda m: m.broadcast_to(m.arange(3.0), (4, 3)).T + 1,
    lambda m: m.ones((3, 4)).T + m.ones(3),
    lambda m: m.ones((2, 3, 4)).transpose(1, 0, 2) + m.ones((2, 3, 1, 4))[0].transpose(0, 1, 2),
    lambda m: m.add(m.ones((2, 3)).T, m.ones((3, 2)), order="A"),
    lambda m: m.negative(m.ones((2, 3)).T, order="A"),
    lambda m: m.negative(m.ones((2, 3)), order="F"),
    # Results of float16 are rounded to it, whatever they are stored as.
    lambda m: m.sin(m.array([True, False]), out=m.zeros(2)),
    lambda m: m.log(m.array([255, 2], "uint8"), out=m.zeros(2, "float32")),
    lambda m: m.spacing(m.ones(1, "int8"), out=m.ones(1, "float32")),
    # What casts and loops do to the machine's flags on the way is not told.
    lambda m: m.arcsinh(m.array([-m.inf], "float16")),
    lambda m: m.exp2(m.array([m.inf, 1], "float16")),
    lambda m: m.fmax(m.array([1], "uint32"), m.nan, out=m.zeros(1, int), casting="unsafe"),
    lambda m: m.hypot(m.zeros(1, "uint64"), m.zeros(1, "float16")),
    # Floats and ints side by side.
    lambda m: m.ldexp(m.array([1.0, 2], "float16"), 3),
    lambda m: m.ldexp(m.float32(2), 3),
    # Two results need a tuple.
    lambda m: m.modf(m.ones(1), out=m.ones(1)),
    lambda m: m.divmod(m.ones(1), 2, out=(m.ones(1), None)),
    # Shapes in messages.
    lambda m: m.add(m.ones(2), m.ones(3), out=m.ones(4)),
    lambda m: m.add(m.ones(2), m.ones(3)),
    lambda m: m.ones(2).__imul__(m.ones(3)),
]


@pytest.mark.parametrize("call", FOUND)
def test_what_random_calls_have_found(np: Any, hnp: Any, call: Any) -> None:
    same_in_all(np, hnp, call)
