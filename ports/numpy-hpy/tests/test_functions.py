"""ports/numpy-hpy/tests/test_functions.py: small functions and methods, beside NumPy."""

from __future__ import annotations

import contextlib
import warnings
from typing import Any

import pytest
from alike import same, same_outcome

NAN, INF = float("nan"), float("inf")


def gaps(m: Any) -> Any:
    """A table with NaN here and there."""
    return m.array([[1.0, NAN, 3.0, -2.0], [4.0, 5.0, NAN, NAN], [0.5, -1.0, 7.0, INF]])


CALLS = [
    # parts
    lambda m: m.real([1 + 2j, 3]),
    lambda m: m.imag(m.array([1 + 2j, 3])),
    lambda m: m.real(m.arange(3)),
    lambda m: m.imag(m.arange(3)),
    lambda m: m.real(2.5),
    lambda m: m.angle(m.array([1j, -1, 1 + 1j])),
    lambda m: m.angle([1.0, -1.0], deg=True),
    lambda m: m.real_if_close([1 + 1e-15j]),
    lambda m: m.real_if_close([1 + 1e-3j]),
    lambda m: m.isneginf([INF, -INF, NAN, 1]),
    lambda m: m.isposinf([INF, -INF, NAN, 1]),
    lambda m: m.isposinf([1j]),
    lambda m: m.fix([-1.5, 2.5]),
    lambda m: m.iterable([1]),
    lambda m: m.iterable(1),
    lambda m: m.fromiter((i * i for i in range(5)), dtype=float),
    lambda m: m.fromiter(range(9), int, 3),
    lambda m: m.fromiter(range(2), int, 3),
    lambda m: m.ascontiguousarray(m.arange(6).reshape(2, 3).T).strides,
    lambda m: m.ascontiguousarray(1),
    lambda m: m.asfortranarray(m.arange(6).reshape(2, 3)).strides,
    lambda m: m.isfortran(m.zeros((2, 3), order="F")),
    lambda m: m.asanyarray([1, 2], dtype="int8"),
    lambda m: m.clip(m.array([1, 7], "int8"), 0, 300),
    lambda m: m.clip(m.array([1, 7], "uint8"), -1, 5),
    lambda m: m.clip(m.array([1, 7], "uint8"), 300, 5),
    # grids
    lambda m: list(m.ndindex(2, 3)),
    lambda m: list(m.ndindex((2, 0))),
    lambda m: list(m.ndindex()),
    lambda m: [index for index, _ in m.ndenumerate([[1, 2], [3, 4]])],
    lambda m: m.unravel_index([1, 5], (2, 3)),
    lambda m: m.unravel_index(4, (2, 3), order="F"),
    lambda m: m.unravel_index([6], (2, 3)),
    lambda m: m.ravel_multi_index(([0, 1], [2, 1]), (2, 3)),
    lambda m: m.ravel_multi_index(([0, 1], [2, 1]), (2, 3), order="F"),
    lambda m: m.ravel_multi_index(([0, 3], [2, -1]), (2, 3), mode=("clip", "wrap")),
    lambda m: m.ravel_multi_index(([0, 3], [2, -1]), (2, 3)),
    lambda m: m.tril_indices_from(m.zeros((2, 3))),
    lambda m: m.triu_indices_from(m.zeros((2, 3)), 1),
    lambda m: m.diag_indices_from(m.zeros((2, 2))),
    lambda m: m.diag_indices_from(m.zeros((2, 3))),
    lambda m: m.mgrid[0:2, 0:3],
    lambda m: m.mgrid[0:1:3j, 0:2],
    lambda m: m.mgrid[-1:1:5j],
    lambda m: m.ogrid[0:2, 0:3],
    lambda m: m.r_[1:4, 0, 4],
    lambda m: m.r_[m.array([1, 2]), 0.5],
    lambda m: m.r_[0:1:3j],
    lambda m: m.r_["0,2", [1, 2], [3, 4]],
    lambda m: m.r_["0,2,0", [1, 2], [3, 4]],
    lambda m: m.c_[[1, 2], [3, 4]],
    lambda m: m.c_[m.zeros((2, 1)), [3, 4]],
    lambda m: m.broadcast(m.zeros((2, 1)), m.zeros(3)).shape,
    lambda m: len(list(m.broadcast([1, 2], 3))),
    # counting
    lambda m: m.bincount([1, 3, 1]),
    lambda m: m.bincount([1, 0], weights=[0.5, 2], minlength=4),
    lambda m: m.bincount([-1]),
    lambda m: m.bincount([]),
    lambda m: m.digitize([0.2, 6.4, 3.0, 1.6], [0.0, 1.0, 2.5, 4.0, 10.0]),
    lambda m: m.digitize([1, 2, 3], [3, 2, 1], right=True),
    lambda m: m.digitize([1, 2], [1, 3, 2]),
    lambda m: m.interp([0, 1, 1.5, 2.72, 3.14, NAN], [1, 2, 3], [3, 2, 0]),
    lambda m: m.interp(0.5, [1, 2], [3, 4], left=-9),
    lambda m: m.interp([-180, 5, 185, 365], [190, -190, 350, -350], [5, 10, 3, 4], period=360),
    lambda m: m.interp([1], [], []),
    lambda m: m.trapezoid([1, 2, 3]),
    lambda m: m.trapezoid([1, 2, 3], x=[4, 6, 8]),
    lambda m: m.trapezoid([[0, 1, 2], [3, 4, 5]], axis=0),
    lambda m: m.trapezoid([1, 2, 3], dx=2),
    lambda m: m.base_repr(255, 16),
    lambda m: m.base_repr(-5, 3, padding=2),
    lambda m: m.base_repr(1, 37),
    lambda m: m.binary_repr(-3),
    lambda m: m.binary_repr(-3, 5),
    lambda m: m.binary_repr(3, 4),
    lambda m: m.binary_repr(0),
    # ordering
    lambda m: m.lexsort(([1, 1, 0], [2, 1, 1])),
    lambda m: m.lexsort([[2, 1, 3], [1, 1, 0]], axis=0),
    lambda m: m.lexsort(m.array([[[2, 1], [1, 2]], [[1, 1], [0, 1]]]), axis=0),
    lambda m: m.lexsort(m.zeros((2, 0))),
    lambda m: m.lexsort(([NAN, 1, NAN], [1j, 0, 1j])),
    lambda m: m.lexsort(([1, 2], [3, 4, 5])),
    lambda m: m.lexsort([]),
    lambda m: m.lexsort(5),
    lambda m: m.lexsort([[2, 1], [1, 1]], axis=2),
    # methods
    lambda m: m.array([1.25, 2.5]).round(1),
    lambda m: m.array([1, 5]).clip(2, 4),
    lambda m: m.array([1, 5]).clip(max=4),
    lambda m: m.array([1j]).conj(),
    lambda m: m.array([1]).conjugate(),
    lambda m: m.arange(6).reshape(2, 3).diagonal(1),
    lambda m: m.arange(6).reshape(2, 3).trace(),
    lambda m: m.array([1, 256], "int16").byteswap(),
    lambda m: m.array([1 + 2j]).byteswap().byteswap(),
    lambda m: m.array([1, 2]).data.tolist(),
]

SUMS = ["nansum", "nanprod", "nancumsum", "nancumprod"]
EXTREMES = ["nanmax", "nanmin"]
AVERAGES = ["nanmean", "nanmedian"]
SPREADS = ["nanvar", "nanstd"]
PLACES = ["nanargmax", "nanargmin"]
AXES = (None, 0, 1)

NAN_CALLS = [
    *(
        lambda m, f=f, axis=axis: getattr(m, f)(gaps(m), axis)
        for axis in AXES
        for f in SUMS + EXTREMES + AVERAGES
    ),
    *(lambda m, f=f, axis=axis: getattr(m, f)(gaps(m)[:2], axis) for axis in AXES for f in SPREADS),
    *(
        lambda m, f=f: getattr(m, f)(m.arange(6).reshape(2, 3), axis=1)
        for f in SUMS + EXTREMES + AVERAGES + SPREADS + PLACES
    ),
    *(
        lambda m, f=f: getattr(m, f)(m.full((2, 2), NAN), axis=1)
        for f in SUMS + EXTREMES + AVERAGES + SPREADS + PLACES
    ),
    lambda m: m.nanargmax(gaps(m)),
    lambda m: m.nanargmin(gaps(m), axis=1),
    lambda m: m.nanmean(gaps(m), axis=1, keepdims=True),
    lambda m: m.nanmedian(gaps(m), axis=1, keepdims=True),
    lambda m: m.nanmax(gaps(m), axis=0, initial=6.0),
    lambda m: m.nanvar(gaps(m)[:2], axis=0, ddof=1),
]


def same_warnings(np: Any, hnp: Any, call: Any) -> None:
    """Compare what a call gives, and of what it warns."""
    seen = []
    for module in (hnp, np):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            with contextlib.suppress(ValueError):
                call(module)
        seen.append({str(warning.message) for warning in caught})
    assert seen[0] == seen[1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same_outcome(lambda: call(hnp), lambda: call(np))


@pytest.mark.parametrize("call", CALLS)
def test_calls(np: Any, hnp: Any, call: Any) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))


@pytest.mark.parametrize("call", NAN_CALLS)
def test_nan(np: Any, hnp: Any, call: Any) -> None:
    same_warnings(np, hnp, call)


def test_memory(hnp: Any) -> None:
    a = hnp.arange(10)
    assert hnp.may_share_memory(a[::2], a[1::2])
    assert not hnp.shares_memory(a[::2], a[1::2])
    assert hnp.shares_memory(a[::2], a[::4])
    assert hnp.shares_memory(a, a[::-1])
    assert not hnp.may_share_memory(a[:5], a[5:])
    assert not hnp.may_share_memory(a, hnp.arange(10))


def test_indices(hnp: Any) -> None:
    assert hnp.s_[1:2, ...] == (slice(1, 2), ...)
    assert hnp.s_[1] == 1
    assert hnp.index_exp[1] == (1,)
    assert hnp.euler_gamma == pytest.approx(0.5772156649015329)


def test_parts_can_be_set(np: Any, hnp: Any) -> None:
    a = hnp.array([1 + 2j, 3])
    a.real, a.imag = [5, 6], 7
    assert a.tolist() == [5 + 7j, 6 + 7j]
    b = hnp.arange(2.0)
    b.real = 4
    assert b.tolist() == [4.0, 4.0]
    with pytest.raises(TypeError, match="does not have imaginary part to set"):
        b.imag = 1
    with pytest.raises(AttributeError):
        del a.real


def test_round_is_the_same_as_a_method(np: Any, hnp: Any) -> None:
    same(hnp.round(hnp.array([1.25]), 1), np.round(np.array([1.25]), 1))
