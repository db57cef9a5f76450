"""ports/numpy-hpy/tests/test_kernels.py: loops that have several paths, by count, strides and size.

Numbers are whole ones where that makes results exact, whatever the order of sums is.
"""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
import warnings
from typing import Any

import pytest
from alike import COMPLEX, DTYPES, FLOATS, INTEGERS, same

# ---- Products of matrices


def whole(np: Any, *shape: int, dtype: str = "float64") -> Any:
    """Small whole numbers, negative ones among them where the dtype has some."""
    count = math.prod(shape)
    low = 0 if dtype.startswith("u") else -3
    values = [low + i * 7919 % 11 % 7 for i in range(count)]
    return np.array(values, dtype=dtype).reshape(shape)


def as_lists(array: Any) -> Any:
    """Rows of ints."""
    return [[int(item) for item in row] for row in array.tolist()]


def multiply(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    """The product of two matrices of ints."""
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


LAYOUTS = {
    "rows": lambda np, a: a,
    "columns": lambda np, a: np.array(a.T).T,
    "gaps": lambda np, a: np.repeat(np.repeat(a, 2, axis=0), 3, axis=1)[::2, ::3],
    "backwards": lambda np, a: np.array(a[::-1, ::-1])[::-1, ::-1],
}

SHAPES = [
    *[(6, 300, 8), (7, 30, 9), (13, 257, 17), (5, 41, 33), (97, 12, 16), (2, 600, 3), (40, 3, 40)],
    *[(1, 700, 1), (1, 5, 1), (9, 600, 1), (4, 8, 1), (3, 33, 1), (1, 600, 23), (1, 3, 130)],
]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_products(hnp: Any, dtype: str, shape: tuple[int, int, int]) -> None:
    rows, depth, columns = shape
    a, b = whole(hnp, rows, depth, dtype=dtype), whole(hnp, depth, columns, dtype=dtype)
    expected = multiply(as_lists(a), as_lists(b))
    for one, other in itertools.product(LAYOUTS.values(), repeat=2):
        product = one(hnp, a) @ other(hnp, b)
        assert product.dtype.name == dtype
        assert as_lists(product) == expected


def test_products_of_many_blocks(hnp: Any) -> None:
    a, b = whole(hnp, 211, 530), whole(hnp, 530, 27)
    assert as_lists(a @ b) == multiply(as_lists(a), as_lists(b))
    wide = whole(hnp, 3, 2100)
    assert as_lists((wide.T @ wide)[:2]) == multiply(as_lists(wide.T[:2]), as_lists(wide))


@pytest.mark.parametrize("dtype", INTEGERS)
def test_products_of_integers_with_vectors_wrap_around(hnp: Any, dtype: str) -> None:
    info = hnp.iinfo(dtype)
    bits, low = info.bits, int(info.min)
    big = [[(i * 2654435761 + k * 40503) % 2**bits + low for k in range(70)] for i in range(11)]
    x = [(k * 2246822519) % 2**bits + low for k in range(70)]
    a = hnp.array(big, dtype=dtype)
    wrapped = [(sum(p * q for p, q in zip(row, x)) - low) % 2**bits + low for row in big]
    for layout in LAYOUTS.values():
        assert (layout(hnp, a) @ hnp.array(x, dtype=dtype)).tolist() == wrapped
        assert (hnp.array(x, dtype=dtype) @ layout(hnp, a).T).tolist() == wrapped
        assert hnp.dot(layout(hnp, a)[3], hnp.array(x, dtype=dtype)) == wrapped[3]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_products_report_what_happens_and_nothing_else(hnp: Any, dtype: str) -> None:
    """Tiles are filled up at the edges: that must not multiply infinity by zero."""
    if hnp._blas.LOADED:
        pytest.skip("OpenBLAS does; see test_products_without_blas")
    a, b = hnp.ones((7, 50), dtype=dtype), hnp.ones((50, 9), dtype=dtype)
    a[6, 49] = b[49, 8] = math.inf
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        product = a @ b
        assert product[6, 8] == math.inf
        assert product[0, 0] == 50
        assert product[0, 8] == math.inf
        assert (a @ b[:, 8])[6] == math.inf
        assert (a[6] @ b)[0] == math.inf
    a[6, 49] = 0
    with pytest.warns(RuntimeWarning, match="invalid value encountered in matmul"):
        assert math.isnan((a @ b)[6, 8])


def test_products_without_blas() -> None:
    """The same again, where there is no BLAS."""
    code = (
        "import sys; sys.modules['scipy_openblas32'] = None; import numpy_hpy, pytest; "
        "assert not numpy_hpy._blas.LOADED; "
        "sys.exit(pytest.main([sys.argv[1], '-q', '-x', '-p', 'no:cacheprovider', "
        "'-k', 'test_products and not without_blas']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, __file__], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
    assert "skipped" not in done.stdout, done.stdout


# ---- Transposed copies


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(1, 9), (8, 8), (9, 7), (33, 40), (67, 35), (130, 3)], ids=str)
def test_transposed_copies(hnp: Any, dtype: str, shape: tuple[int, int]) -> None:
    values = [[(i * 131 + k * 17) % 113 for k in range(shape[1])] for i in range(shape[0])]
    a = hnp.array(values).astype(dtype)
    expected = [list(column) for column in zip(*a.tolist())]
    assert a.T.copy().tolist() == expected
    assert a.T.reshape(-1).tolist() == [item for row in expected for item in row]
    target = hnp.zeros(a.T.shape, dtype=dtype)
    target[...] = a.T
    assert target.tolist() == expected
    assert hnp.asarray(a, order="F").T.tolist() == expected
    for copy, lists in [
        (a.T[::-1].copy(), expected[::-1]),
        (a[::-1].T.copy(), [row[::-1] for row in expected]),
        (a[:, ::-1].T.copy(), expected[::-1]),
        (a[1:, 1:].T.copy(), [row[1:] for row in expected[1:]]),
    ]:
        assert copy.tolist() == lists
        assert copy.flags.c_contiguous


def test_transposed_copies_of_more_axes(np: Any, hnp: Any) -> None:
    for dtype, axes in itertools.product(
        ["uint8", "int16", "float32", "float64", "complex128"], itertools.permutations(range(3))
    ):
        theirs = np.arange(11 * 13 * 37).reshape(11, 13, 37).astype(dtype)
        ours = hnp.array(theirs).transpose(axes)
        same(ours.copy(), theirs.transpose(axes).copy())
        same(ours[:, 1:].copy(), theirs.transpose(axes)[:, 1:].copy())


def test_large_arrays(hnp: Any) -> None:
    a = hnp.arange(700_000.0)
    assert (a + a).sum() == 699_999 * 700_000
    assert (a.copy() == a).all()


# ---- Roots


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_roots(hnp: Any, dtype: str) -> None:
    a = hnp.array([2.0, 9.0, 1e-30, 0.0, 1e30] * 9).astype(dtype)
    single = [hnp.sqrt(hnp.array([x]).astype(dtype)).tolist()[0] for x in a.tolist()]
    for begin, end in itertools.product(range(4), range(45)):
        assert hnp.sqrt(a[begin:end]).tolist() == single[begin:end]
    assert hnp.sqrt(a[::-2]).tolist() == single[::-2]
    if dtype == "float64":
        assert single == [math.sqrt(x) for x in a.tolist()]


def test_roots_report(hnp: Any) -> None:
    with pytest.warns(RuntimeWarning, match="invalid value encountered in sqrt"):
        roots = hnp.sqrt(hnp.array([4.0] * 16 + [-1.0]))
    assert roots[0] == 2
    assert math.isnan(roots[16])


# ---- Quotients of integers

EDGE = 2**51
INT64 = [0, 1, -1, 2, -3, 7, 1000, EDGE - 1, EDGE, EDGE + 1, -EDGE - 1, -EDGE, 1 - EDGE]
INT64 += [2**53 + 1, 2**62, 2**63 - 1, 1 - 2**63, -(2**63)]


def pairs(values: list[int], seed: int, count: int) -> tuple[list[int], list[int]]:
    """Many pairs of values, all of them and random ones."""
    randomness = random.Random(seed)
    all_pairs = list(itertools.product(values, repeat=2))
    all_pairs += [(randomness.choice(values), randomness.choice(values)) for _ in range(count)]
    xs, ys = zip(*all_pairs)
    return list(xs), list(ys)


def quotient(x: int, y: int, least: int) -> tuple[int, int]:
    """What floor_divide and remainder are to give."""
    if y == 0:
        return 0, 0
    return (least if (x, y) == (least, -1) else x // y), x % y


@pytest.mark.parametrize("dtype", ["int64", "uint64"])
@pytest.mark.parametrize("largest", [EDGE - 1, 2**64])
def test_quotients(hnp: Any, dtype: str, largest: int) -> None:
    """Large and small ones in one stretch, and only small ones."""
    least = 0 if dtype == "uint64" else -(2**63)
    values = [x for x in INT64 if x >= least and abs(x) <= largest]
    values += [2**64 - 1] if dtype == "uint64" and largest > EDGE else []
    xs, ys = pairs(values, 5, 1500)
    expected = [quotient(x, y, least) for x, y in zip(xs, ys)]
    a, b = hnp.array(xs, dtype=dtype), hnp.array(ys, dtype=dtype)
    with hnp.errstate(all="ignore"):
        for begin in (0, 1, 3):
            assert (a[begin:] // b[begin:]).tolist() == [q for q, _ in expected[begin:]]
            assert (a[begin:] % b[begin:]).tolist() == [r for _, r in expected[begin:]]
        assert (a[::-1] // b[::-1]).tolist() == [q for q, _ in expected[::-1]]
        in_place = a.copy()
        in_place //= b
        assert in_place.tolist() == [q for q, _ in expected]


def test_quotients_near_whole_numbers(hnp: Any) -> None:
    """The ones that rounding could make whole."""
    randomness = random.Random(8)
    ys = [randomness.randrange(1, 2 ** randomness.randrange(1, 51)) for _ in range(4000)]
    xs = [randomness.randrange(2**50) // y * y + randomness.choice([-1, 0, 1]) for y in ys]
    ys = [y * randomness.choice([-1, 1]) for y in ys]
    a, b = hnp.array(xs), hnp.array(ys)
    assert (a // b).tolist() == [x // y for x, y in zip(xs, ys)]
    assert (a % b).tolist() == [x % y for x, y in zip(xs, ys)]


def test_quotients_report(hnp: Any) -> None:
    ones = hnp.ones(600, dtype="int64")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (ones // ones).sum() == 600
        assert (ones[:0] // ones[:0]).size == 0
    for function in (hnp.floor_divide, hnp.remainder):
        zeros = ones.copy()
        zeros[599] = 0
        with pytest.warns(RuntimeWarning, match="divide by zero encountered in"):
            assert function(ones, zeros)[599] == 0
    least = hnp.full(600, -(2**63))
    with pytest.warns(RuntimeWarning, match="overflow encountered in floor_divide"):
        assert (least // -ones)[0] == -(2**63)


# ---- Magnitudes of complex numbers

PARTS = [0.0, -0.0, 3.0, -4.0, 1e-200, 1e200, 1e-320, 1.7e308, math.inf, math.nan]


@pytest.mark.parametrize("special", [False, True])
def test_magnitudes(hnp: Any, special: bool) -> None:
    """They are within one unit in the last place, and so is hypot in every Python."""
    randomness = random.Random(3)
    values = [complex(randomness.gauss(0, 1), randomness.gauss(0, 1e3)) for _ in range(1100)]
    if special:
        values[600:700] = [complex(x, y) for x in PARTS for y in PARTS]
    values[5] = 0j
    a = hnp.array(values)
    with hnp.errstate(all="ignore"):
        results = [abs(a), abs(hnp.repeat(a, 2))[::2], abs(a[::-1])[::-1], abs(a[7:])]
    for magnitudes, expected in zip(results, [values, values, values, values[7:]]):
        for found, value in zip(magnitudes.tolist(), expected):
            right = math.hypot(value.real, value.imag)
            if math.isfinite(right):
                assert abs(found - right) <= math.ulp(right) * 2.01, value
            else:
                assert found == right or (math.isnan(found) and math.isnan(right)), value
    assert abs(a[:500].astype("complex64")).tolist() == pytest.approx(
        [abs(value) for value in values[:500]], rel=1.5e-7
    )


# ---- Places of the greatest and the smallest item


@pytest.mark.parametrize("dtype", [name for name in DTYPES if name != "bool"])
@pytest.mark.parametrize("count", [1, 3, 127, 128, 129, 200, 1000, 1024, 1025, 1160, 4095, 5000])
def test_extreme_places(hnp: Any, dtype: str, count: int) -> None:
    a = hnp.full((2, count), 5).astype(dtype)
    for place in sorted({0, 1, count // 2, count - 130, count - 100, count - 2, count - 1}):
        if not 0 <= place < count:
            continue
        line = a[1].copy()
        line[place] = 9
        line[count - 1] = 9
        assert line.argmax() == place
        assert hnp.argmax(line) == place
        both = hnp.stack((line, line[::-1]))
        assert both.argmax(axis=1).tolist() == [place, 0]
        line[place:] = 2
        assert line.argmin() == place
        if dtype in FLOATS + COMPLEX:
            line[place] = math.nan
            line[count - 1] = math.nan
            assert line.argmax() == place
            assert line.argmin() == place


def test_extreme_places_of_other_arrays(np: Any, hnp: Any) -> None:
    theirs = np.array([[3, 9, 2], [9, 1, 1]])
    for cut in ((slice(None),), (0,), (slice(None), slice(None, None, 2)), (Ellipsis, None)):
        same(hnp.array(theirs)[cut].argmax(), theirs[cut].argmax())
        same(hnp.array(theirs).T[cut].argmin(), theirs.T[cut].argmin())
    same(hnp.array(4).argmax(), np.array(4).argmax())
    with pytest.raises(ValueError, match="attempt to get argmax of an empty sequence"):
        hnp.array([]).argmax()


# ---- add.at


@pytest.mark.parametrize("dtype", [*INTEGERS, *FLOATS, *COMPLEX, "bool"])
def test_add_at(np: Any, hnp: Any, dtype: str) -> None:
    for target, second in itertools.product((1, 2), (1, 2)):
        theirs, ours = (module.zeros(6, dtype=dtype) for module in (np, hnp))
        for module, array in ((np, theirs), (hnp, ours)):
            values = module.arange(8).astype(dtype)[::second]
            places = module.array([0, -1, 1, 0, 0, 2, -1, 1])[::second]
            module.add.at(array[::target], places[places < 3 // target], 1)
            module.add.at(array[::target], places, values)
        same(ours, theirs)


def test_add_at_itself(np: Any, hnp: Any) -> None:
    theirs, ours = np.arange(5.0), hnp.arange(5.0)
    for module, array in ((np, theirs), (hnp, ours)):
        module.add.at(array, [1, 2, 3, 1], array[:4])
        module.add.at(array, module.array([4, 4]), array[3])
        places = module.array([3, 1, 0, 3])
        module.add.at(places, places, 1)
        assert places.tolist() == [4, 2, 0, 5]
        many = module.array([k % 5 - 5 * (k % 2) for k in range(1201)], dtype="int32")
        module.add.at(array, many, module.ones(1201))
        module.maximum.at(array, many[::3], module.arange(401.0))
    same(ours, theirs)
    with pytest.raises(IndexError, match="index 5 is out of bounds"):
        hnp.add.at(ours, hnp.array([0, 5]), ours[:2])
