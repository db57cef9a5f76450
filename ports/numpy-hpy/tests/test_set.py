"""ports/numpy-hpy/tests/test_set.py: distinct items, and arrays as sets."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from alike import COMPLEX, FLOATS, INTEGERS, arrays, same, same_outcome
from hypothesis import given
from hypothesis import strategies as st

FEW = {
    "b": st.booleans(),
    "i": st.integers(0, 4),
    "f": st.sampled_from([0.0, 1.0, 1.5, -2.0, float("nan"), float("inf")]),
    "c": st.sampled_from([0j, 1j, 1 + 1j, -1j, complex("nan")]),
}
KINDS = [(["bool"], "b"), (INTEGERS, "i"), (FLOATS, "f"), (COMPLEX, "c")]


def few(**options: Any) -> Any:
    """Arrays of few different items."""
    return st.one_of(*(arrays(dtypes, items=FEW[kind], **options) for dtypes, kind in KINDS))


# ---- Fixed facts ----


def test_unique(hnp: Any) -> None:
    values, first, inverse, counts = hnp.unique([3, 1, 3, 2], True, True, True)
    assert values.tolist() == [1, 2, 3]
    assert first.tolist() == [1, 3, 0]
    assert inverse.tolist() == [2, 0, 2, 1]
    assert counts.tolist() == [1, 1, 2]
    assert hnp.unique([[1, 2], [1, 2], [0, 9]], axis=0).tolist() == [[0, 9], [1, 2]]
    assert len(hnp.unique([float("nan")] * 3)) == 1
    assert len(hnp.unique([float("nan")] * 3, equal_nan=False)) == 3


def test_results_have_names(hnp: Any) -> None:
    result = hnp.unique_all([2, 1, 1])
    assert result._fields == ("values", "indices", "inverse_indices", "counts")
    assert result.counts.tolist() == [2, 1]
    assert hnp.unique_counts([2, 1, 1]).values.tolist() == [1, 2]
    assert hnp.unique_inverse([2, 1, 1]).inverse_indices.tolist() == [1, 0, 0]
    assert hnp.unique_values([2, 1, 1]).tolist() == [1, 2]


def test_sets(hnp: Any) -> None:
    a, b = [1, 2, 2, 3], [2, 3, 4]
    assert hnp.isin(a, b).tolist() == [False, True, True, True]
    assert hnp.intersect1d(a, b).tolist() == [2, 3]
    assert hnp.union1d(a, b).tolist() == [1, 2, 3, 4]
    assert hnp.setdiff1d(a, b).tolist() == [1]
    assert hnp.setxor1d(a, b).tolist() == [1, 4]


# ---- The same as NumPy ----


@given(recipe=few(), equal_nan=st.booleans())
def test_unique_as_numpy(np: Any, hnp: Any, recipe: Any, equal_nan: bool) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    same(hnp.unique(ours, equal_nan=equal_nan), np.unique(theirs, equal_nan=equal_nan), False)
    same(
        hnp.unique(ours, True, True, True, equal_nan=equal_nan),
        np.unique(theirs, True, True, True, equal_nan=equal_nan),
        False,
    )
    for name in ("unique_all", "unique_counts", "unique_inverse"):
        same(getattr(hnp, name)(ours), getattr(np, name)(theirs), False)
    # NumPy's are not sorted.
    same(hnp.unique_values(ours), np.sort(np.unique_values(theirs)), False)


@given(
    recipe=arrays(["bool", *INTEGERS], items=st.integers(0, 1), max_side=3, min_side=1),
    axis=st.integers(-3, 2),
)
def test_unique_along_an_axis(np: Any, hnp: Any, recipe: Any, axis: int) -> None:
    same_outcome(
        lambda: hnp.unique(recipe.make(hnp), True, True, True, axis),
        lambda: np.unique(recipe.make(np), True, True, True, axis),
    )


NAMES = ["intersect1d", "union1d", "setdiff1d", "setxor1d", "isin"]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_sets_as_numpy(np: Any, hnp: Any, name: str, data: Any) -> None:
    dtypes, kind = data.draw(st.sampled_from(KINDS))
    recipes = [data.draw(arrays(dtypes, items=FEW[kind], max_dims=2)) for _ in range(2)]
    same_outcome(
        lambda: getattr(hnp, name)(*(recipe.make(hnp) for recipe in recipes)),
        lambda: getattr(np, name)(*(recipe.make(np) for recipe in recipes)),
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.unique(3),
        lambda m: m.unique([]),
        lambda m: m.unique([1], axis=3),
        lambda m: m.unique(m.zeros((0, 3)), axis=0),
        lambda m: m.unique([[2, 1], [2, 1]], axis=1, return_inverse=True),
        lambda m: m.isin(1, [1]),
        lambda m: m.isin([1, 2], 2, invert=True),
        lambda m: m.isin([[1, 2]], []),
        lambda m: m.isin([1.0, float("nan")], [1, float("nan")]),
        lambda m: m.isin([True], [1]),
        lambda m: m.isin([1], [2], kind="foo"),
        lambda m: m.isin([1.0], [2], kind="table"),
        lambda m: m.isin([1], [2], kind="table"),
        lambda m: m.intersect1d([1, 1, 2, 3, 4], [2, 1, 4, 6], return_indices=True),
        lambda m: m.intersect1d([1, 3], [3, 4], assume_unique=True, return_indices=True),
        lambda m: m.setdiff1d([3, 1, 1, 2], [2], assume_unique=True),
        lambda m: m.setxor1d([3, 1], [2], assume_unique=True),
        lambda m: m.union1d([1, 2.5], [[2], [1]]),
    ],
)
def test_calls(np: Any, hnp: Any, call: Callable[[Any], Any]) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))
