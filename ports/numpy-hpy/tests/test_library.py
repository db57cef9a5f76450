"""ports/numpy-hpy/tests/test_library.py: histograms, quantiles, einsum, convolutions, bits, ..."""

from __future__ import annotations

import random
import warnings
from typing import Any, Callable

import pytest
from alike import outcome

QUANTILES = """
inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull
linear median_unbiased normal_unbiased lower higher midpoint nearest
"""
RULES = ["auto", "doane", "fd", "rice", "scott", "sqrt", "sturges"]


def ours_of(hnp: Any, value: Any) -> Any:
    """The same arguments with our arrays."""
    if isinstance(value, (list, tuple)):
        return type(value)(ours_of(hnp, item) for item in value)
    return hnp.asarray(value) if hasattr(value, "dtype") else value


def check(np: Any, hnp: Any, name: str, *args: Any, **kwargs: Any) -> None:
    """Assert that a function of both libraries gives the same, but for rounding, or raises it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ours, our_error = outcome(
            getattr(hnp, name), *ours_of(hnp, args),
            **{key: ours_of(hnp, value) for key, value in kwargs.items()},
        )  # fmt: skip
        theirs, their_error = outcome(getattr(np, name), *args, **kwargs)
    assert (our_error is None) == (their_error is None), (our_error, their_error, args, kwargs)
    if their_error is not None:
        assert type(our_error).__name__ == type(their_error).__name__, (our_error, their_error)
        return
    near(np, ours, theirs)


def near(np: Any, ours: Any, theirs: Any) -> None:
    if isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs)
        for our, their in zip(ours, theirs):
            near(np, our, their)
        return
    assert (ours.dtype.name, ours.shape) == (theirs.dtype.name, theirs.shape), (ours, theirs)
    items = np.asarray(ours.tolist(), theirs.dtype).reshape(theirs.shape)
    np.testing.assert_allclose(items, theirs, rtol=1e-5)


# ---- Fixed facts ----


def test_facts(hnp: Any) -> None:
    counts, edges = hnp.histogram([1, 2, 2, 4], bins=3)
    assert (counts.tolist(), edges.tolist()) == ([1, 2, 1], [1.0, 2.0, 3.0, 4.0])
    assert hnp.histogram([1, 3], bins=[0, 2, 4], weights=[0.5, 2])[0].tolist() == [0.5, 2.0]
    assert hnp.histogram2d([0, 1, 1], [0, 0, 1], 2)[0].tolist() == [[1, 0], [1, 1]]
    assert hnp.quantile([1, 2, 3, 4], 0.5, method="lower") == 2
    assert hnp.nanpercentile([1, float("nan"), 3], 50) == 2.0
    assert hnp.convolve([1, 2], [3, 4]).tolist() == [3, 10, 8]
    assert hnp.correlate([1, 2, 3], [0, 1]).tolist() == [2, 3]
    assert hnp.einsum("ij,jk->ik", [[1, 2]], [[3], [4]]).tolist() == [[11]]
    assert hnp.einsum("ii", [[1, 2], [3, 4]]) == 5
    assert hnp.packbits([1, 0, 1]).tolist() == [160]
    assert hnp.unpackbits(hnp.uint8([5]), count=-6).tolist() == [0, 0]
    assert hnp.trim_zeros([0, 1, 0, 2, 0]) == [1, 0, 2]
    assert hnp.unwrap([0.0, 4.0, 8.0], period=4).tolist() == [0.0, 0.0, 0.0]
    assert hnp.hanning(3).tolist() == [0.0, 1.0, 0.0]
    assert hnp.piecewise([1.0, -1.0], [hnp.array([True, False])], [2, 3]).tolist() == [2.0, 3.0]
    assert hnp.vectorize(lambda a, b: a + b)([1, 2], [[3], [4]]).tolist() == [[4, 5], [5, 6]]
    assert hnp.matvec([[1, 2], [3, 4]], [1, 1]).tolist() == [3, 7]
    assert hnp.vecmat([1, 1j], [[1, 2], [3, 4]]).tolist() == [1 - 3j, 2 - 4j]
    assert hnp.common_type(hnp.zeros(1, "float32"), hnp.zeros(1, int)) is hnp.float64


@pytest.mark.parametrize("name", ["nanquantile", "nanpercentile"])
def test_quantiles_warn_where_they_are_called(hnp: Any, name: str) -> None:
    with pytest.warns(RuntimeWarning, match="All-NaN slice encountered") as caught:
        getattr(hnp, name)([float("nan")], 0.5)
    assert [warning.filename for warning in caught] == [__file__]


# ---- The same as NumPy ----


@pytest.mark.parametrize("method", QUANTILES.split())
@pytest.mark.parametrize("name", ["quantile", "nanquantile", "percentile", "nanpercentile"])
def test_quantiles(np: Any, hnp: Any, name: str, method: str) -> None:
    draw, numbers = random.Random(method), np.random.default_rng(0)
    for _ in range(25):
        shape = draw.choice([(5,), (1,), (4, 3), (2, 3, 2), (10,)])
        a = numbers.integers(0, 9, shape).astype(draw.choice(["i4", "f8", "f4", "u1"]))
        if a.dtype.kind == "f" and draw.random() < 0.3:
            a[numbers.random(shape) < 0.3] = np.nan
        q = draw.choice([0, 1, 0.5, 0.25, [0.1, 0.2], [[0.0, 1], [0.3, 0.33]], 1 / 3, 2])
        axis, keepdims = draw.choice([None, 0, -1]), draw.random() < 0.3
        check(np, hnp, name, a, q, axis=axis, method=method, keepdims=keepdims)
    check(np, hnp, name, [1.0], 0.5, method="none")
    check(np, hnp, name, [1j], 0.5)


def test_weighted_quantiles(np: Any, hnp: Any) -> None:
    draw, numbers = random.Random(1), np.random.default_rng(1)
    for _ in range(100):
        shape = draw.choice([(5,), (4, 3)])
        a, weights = numbers.integers(0, 9, shape), numbers.integers(0, 4, shape) + 0.5
        q = draw.choice([0.0, 1.0, 0.5, [0.1, 0.2]])
        method = draw.choice(["inverted_cdf"] * 9 + ["linear"])
        ours = outcome(hnp.quantile, ours_of(hnp, a), q, draw.choice([0, -1]), method=method,
                       weights=ours_of(hnp, weights))[0]  # fmt: skip
        if ours is None:
            assert method == "linear"
            continue
        assert ours.size
    a, weights = [[3, 1, 2]], [[1.0, 0.0, 3.0]]
    for q in (0.0, 0.2, 0.25, 0.9, 1.0):
        check(np, hnp, "quantile", a, [q], -1, method="inverted_cdf", weights=np.array(weights))


def test_histograms(np: Any, hnp: Any) -> None:
    draw, numbers = random.Random(2), np.random.default_rng(2)
    bins = [1, 3, 10, 0, [0, 1, 4], np.array([0.0, 0.5, 3]), [3, 1], *RULES, "none", 2.5]
    for _ in range(300):
        size = draw.choice([0, 1, 2, 5, 9, 30])
        a = (numbers.normal(size=size) * 5).astype(draw.choice(["f8", "i4", "f4", "?"]))
        weights = draw.choice([None, None, numbers.integers(0, 5, size), numbers.random(size)])
        limits, chosen = draw.choice([None, None, (0, 3), (1, 1), (3, 1)]), draw.choice(bins)
        density = draw.choice([None, True])
        check(np, hnp, "histogram", a, chosen, limits, weights=weights, density=density)
        check(np, hnp, "histogram_bin_edges", a, chosen, limits)
        if size:
            both = draw.choice([3, [2, 3], [[0, 1, 2], 4]])
            check(np, hnp, "histogram2d", a * 1.0, numbers.random(size), both, None, density)


@pytest.mark.parametrize("mode", ["full", "same", "valid", "none"])
def test_convolutions(np: Any, hnp: Any, mode: str) -> None:
    numbers = np.random.default_rng(3)
    for first in (0, 1, 2, 5, 8):
        for second in (1, 2, 3, 4, 7):
            for dtype in ("i4", "f8", "c16"):
                a, v = numbers.integers(0, 9, first), numbers.integers(0, 9, second).astype(dtype)
                v = v + 1j if dtype == "c16" else v
                check(np, hnp, "convolve", a, v, mode)
                check(np, hnp, "correlate", a, v, mode)


def test_angles_and_windows(np: Any, hnp: Any) -> None:
    numbers = np.random.default_rng(4)
    for shape, axis in [((9,), 0), ((3, 4), 0), ((3, 4), -1)]:
        check(np, hnp, "unwrap", numbers.normal(size=shape) * 9, axis=axis)
        check(np, hnp, "unwrap", numbers.integers(0, 99, shape), axis=axis, period=12)
    for name in ("hanning", "hamming", "blackman", "bartlett"):
        for points in (0, 1, 2, 5, 12):
            ours, theirs = getattr(hnp, name)(points), getattr(np, name)(points)
            np.testing.assert_allclose(ours.tolist(), theirs, atol=1e-12)


SUMS = """
ij,jk->ik:23,34 ij,jk:23,34 ii:33 ii->i:33 ij->ji:23 ij->:23 i,i:3,3 i,j->ij:3,2 ij,kj->ik:23,43
...ij,...jk->...ik:523,34 ijk,jil->kl:342,435 i...->...:32 ij,jk,kl->il:23,34,42 iij->j:332
bij,bjk->bik:234,245 ij,ij->ij:23,23 ba:23 ...:23 i,i,i->i:3,3,1 ij,jk->ik:23,44 ij:2 i:23 i,j:2
ij->ik:23 ij->ii:23 i1:23 ii:23 ij,j:23,1 ...i->i:23 ijk->k:203 ...i,...i:23,413 i->...i:2
abc,cd,e->dbe:234,42,2 ij,ij->:23,23
"""


@pytest.mark.parametrize("case", SUMS.split())
@pytest.mark.parametrize("dtype", ["i4", "f8", "?", "c8"])
def test_einsum(np: Any, hnp: Any, case: str, dtype: str) -> None:
    text, _, shapes = case.partition(":")
    numbers = np.random.default_rng(5)
    arrays = [numbers.integers(0, 9, tuple(map(int, shape))).astype(dtype)
              for shape in shapes.split(",")]  # fmt: skip
    check(np, hnp, "einsum", text, *arrays)


def test_einsum_of_lists(np: Any, hnp: Any) -> None:
    a, b = np.ones((2, 3)), np.arange(12.0).reshape(3, 4)
    for args in [(a, [0, 1], b, [1, 2], [0, 2]), (a, [0, 1], b, [1, 2]), (a, [1, 0])]:
        check(np, hnp, "einsum", *args)
    check(np, hnp, "einsum", "ij->j", a, dtype="f4", casting="same_kind")
    check(np, hnp, "einsum", "ij", a, unknown=1)
    out = hnp.zeros(3)
    assert hnp.einsum("ij->j", ours_of(hnp, a), out=out) is out


def test_bits(np: Any, hnp: Any) -> None:
    draw, numbers = random.Random(6), np.random.default_rng(6)
    for _ in range(100):
        shape = draw.choice([(5,), (3, 4), (2, 3, 9)])
        axis, order = draw.choice([None, 0, -1, 5]), draw.choice(["big", "little"])
        bits = numbers.integers(0, 2, shape).astype(draw.choice(["?", "i4", "f8"]))
        check(np, hnp, "packbits", bits, axis=axis, bitorder=order)
        data = numbers.integers(0, 256, shape).astype("u1")
        count = draw.choice([None, 3, -2, 20, -900])
        check(np, hnp, "unpackbits", data, axis=axis, count=count, bitorder=order)
        check(np, hnp, "trim_zeros", bits, draw.choice(["f", "b", "fb", "x"]))


def test_products_and_choices(np: Any, hnp: Any) -> None:
    for matrix in ((2, 3), (3,), (5, 2, 3)):
        for vector in ((3,), (2,), (5, 3)):
            a, b = np.ones(matrix), np.arange(np.prod(vector)).reshape(vector) * 1j
            check(np, hnp, "matvec", a, b)
            check(np, hnp, "vecmat", b, a)
    x = np.arange(4.0)
    cases: list[Any] = [
        ([x < 2], [-1, 9]), ([x < 2, x > 2], [lambda x: x * 2, lambda x: x + 1]),
        ([x < 2], [1, 2, 3]), (x > 1, [1, 2]), ([True, False, True, False], [1, 2]),
    ]  # fmt: skip
    for conditions, functions in cases:
        check(np, hnp, "piecewise", x, conditions, functions)
    for a in ([3, 1, 2], np.array([3, 1], "f4"), np.array([3, 1], "i1"), [1j]):
        check(np, hnp, "sort_complex", np.asarray(a))
    check(np, hnp, "asarray_chkfinite", [1.0, float("inf")])


VECTORIZED: list[Callable[..., Any]] = [
    lambda m: m.vectorize(lambda a, b=2: a + b)([1.0, 2]),
    lambda m: m.vectorize(lambda x: x, otypes=[float])([1, 2]),
    lambda m: m.vectorize(lambda x: (x, 2 * x))([1, 2]),
    lambda m: m.vectorize(lambda a, p: a + p[0], excluded=[1])([1, 2], [5]),
    lambda m: m.vectorize(lambda a, p: a + p[0], excluded={"p"})([1, 2], p=[5]),
    lambda m: m.vectorize(otypes="d")(lambda x: x)([1]),
    lambda m: m.vectorize(lambda x: x, otypes="d")([]),
    lambda m: m.apply_over_axes(m.sum, m.arange(24).reshape(2, 3, 4), [0, 2]),
    lambda m: m.require([1, 2], "f4", ["F", "W"]),
    lambda m: m.asarray(m.mask_indices(3, m.triu, 1)),
]


@pytest.mark.parametrize("call", VECTORIZED)
def test_functions_of_functions(np: Any, hnp: Any, call: Callable[..., Any]) -> None:
    near(np, call(hnp), call(np))
