"""ports/numpy-hpy/tests/test_sorting.py: sorting, selecting and searching, as NumPy does it."""

from __future__ import annotations

import random
from typing import Any

import alike
import pytest
from hypothesis import given
from hypothesis import strategies as st

NAN, INF = float("nan"), float("inf")
PATTERNS = ["random", "sorted", "reversed", "equal", "organ pipe", "few", "special"]
SIZES = [0, 1, 2, 17, 40, 65, 129, 1025]


def numbers(dtype: str, pattern: str, size: int) -> list[Any]:
    """Items of a dtype that lie in a pattern."""
    rng = random.Random(f"{dtype} {pattern} {size}")
    low, high = {"bool": (0, 1), "int8": (-128, 127), "uint8": (0, 255)}.get(dtype, (-2000, 2000))
    low = 0 if dtype.startswith("uint") else low
    items: list[Any] = [rng.randint(low, high) for _ in range(size)]
    if dtype == "bool":
        items = [bool(item) for item in items]
    elif "int" not in dtype:
        items = [item / 8 for item in items]
    if pattern in ("sorted", "reversed", "organ pipe"):
        items.sort(reverse=pattern == "reversed")
    if pattern == "organ pipe":
        items = items[::2] + items[1::2][::-1]
    if pattern in ("equal", "few"):
        items = [items[rng.randrange(1 if pattern == "equal" else 5) % size] for _ in items]
    if pattern == "special" and "int" not in dtype and dtype != "bool":
        special = [NAN, -NAN, INF, -INF, 0.0, -0.0, 1.0]
        items = [rng.choice([item, *special]) for item in items]
    if dtype.startswith("complex"):
        parts = items[::-1] if pattern == "special" else [rng.choice(items) for _ in items]
        items = [complex(item, part) for item, part in zip(items, parts)]
    return items


def pair(hnp: Any, np: Any, items: list[Any], dtype: str) -> tuple[Any, Any]:
    """The same array in both libraries."""
    return hnp.array(items, dtype=dtype), np.array(items, dtype=dtype)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("dtype", alike.DTYPES)
def test_patterns(hnp: Any, np: Any, dtype: str, pattern: str) -> None:
    """Items come in order whatever they were in; equal ones keep theirs in argsort."""
    for size in SIZES:
        ours, theirs = pair(hnp, np, numbers(dtype, pattern, size), dtype)
        alike.same(hnp.sort(ours), np.sort(theirs), signed_zeros=False)
        alike.same(hnp.argsort(ours), np.argsort(theirs, kind="stable"))
        ours.sort()
        alike.same(ours, np.sort(theirs), signed_zeros=False)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("dtype", alike.DTYPES)
def test_partition(hnp: Any, np: Any, dtype: str, pattern: str) -> None:
    """The item at each place is the one that sorting puts there, and divides the others."""
    for size in SIZES[1:]:
        ours, theirs = pair(hnp, np, numbers(dtype, pattern, size), dtype)
        ordered = np.sort(theirs)
        for kth in ([size // 2], [0, size - 1], [size // 3, size // 2, -1, size // 2]):
            for result in (hnp.partition(ours, kth), ours[hnp.argpartition(ours, kth)]):
                for k in kth:
                    alike.same(result[k], ordered[k], signed_zeros=False)
                    alike.same(hnp.sort(result[:k]), ordered[:k], signed_zeros=False)
                alike.same(hnp.sort(result), ordered, signed_zeros=False)


@given(recipe=alike.arrays(min_dims=1, max_side=6), data=st.data())
def test_axes(hnp: Any, np: Any, recipe: alike.Recipe, data: Any) -> None:
    """Arrays of any strides are sorted along any axis."""
    ours, theirs = recipe.make(hnp), recipe.make(np)
    axis = data.draw(st.sampled_from([None, *range(-theirs.ndim, theirs.ndim)]))
    alike.same(hnp.sort(ours, axis=axis), np.sort(theirs, axis=axis), signed_zeros=False)
    alike.same(hnp.argsort(ours, axis), np.argsort(theirs, axis, kind="stable"))
    alike.same(hnp.count_nonzero(ours, axis), np.count_nonzero(theirs, axis))
    alike.same(hnp.nonzero(ours), np.nonzero(theirs))
    alike.same(hnp.flatnonzero(ours), np.flatnonzero(theirs))
    for name in ("argmax", "argmin"):
        alike.same_outcome(
            lambda name=name: getattr(hnp, name)(ours, axis, keepdims=True),
            lambda name=name: getattr(np, name)(theirs, axis, keepdims=True),
        )
        alike.same_outcome(
            lambda name=name: getattr(ours, name)(axis),
            lambda name=name: getattr(theirs, name)(axis),
        )


@given(
    dtype=st.sampled_from(alike.DTYPES),
    data=st.data(),
    side=st.sampled_from(["left", "right"]),
    with_sorter=st.booleans(),
    rising=st.booleans(),
)
def test_searchsorted(
    hnp: Any, np: Any, dtype: str, data: Any, side: str, with_sorter: bool, rising: bool
) -> None:
    """Keys are put in front of equal items or behind them."""
    items = alike.items_of(dtype)
    theirs = np.array(data.draw(st.lists(items, max_size=40)), dtype=dtype)
    keys = np.array(data.draw(st.lists(items, max_size=20)) + theirs.tolist(), dtype=dtype)
    keys = np.sort(keys) if rising else keys
    order = np.argsort(theirs, kind="stable")
    theirs = theirs if with_sorter else theirs[order]
    sorter = order if with_sorter else None
    ours = hnp.array(theirs.tolist(), dtype=dtype)
    our_keys = hnp.array(keys.tolist(), dtype=dtype)
    our_sorter = hnp.array(order.tolist(), dtype="int64") if with_sorter else None
    alike.same(
        hnp.searchsorted(ours, our_keys, side, our_sorter),
        np.searchsorted(theirs, keys, side, sorter),
    )


@pytest.mark.parametrize("dtype", alike.DTYPES)
def test_extremes_of_many(hnp: Any, np: Any, dtype: str) -> None:
    """The first one of the greatest and smallest items is found, and NaN wherever it is."""
    for size in (1000, 1024, 5000):
        for pattern in PATTERNS:
            ours, theirs = pair(hnp, np, numbers(dtype, pattern, size), dtype)
            alike.same(ours.argmax(), theirs.argmax())
            alike.same(ours.argmin(), theirs.argmin())
            alike.same(hnp.count_nonzero(ours), np.count_nonzero(theirs))


def test_facts(hnp: Any) -> None:
    """What is true without an original to compare with."""
    array = hnp.array([3.0, NAN, 1.0, 2.0, 1.0])
    assert hnp.argsort(array).tolist() == [2, 4, 3, 0, 1]
    assert str(hnp.sort(array).tolist()) == "[1.0, 1.0, 2.0, 3.0, nan]"
    assert array.argmax() == array.argmin() == 1
    assert hnp.searchsorted(hnp.array([1, 2, 2, 3]), [2, 9], "right").tolist() == [3, 4]
    assert [part.tolist() for part in hnp.nonzero(hnp.array([[0, 7], [8, 0]]))] == [[0, 1], [1, 0]]
    assert hnp.partition(hnp.array([5, 4, 3, 2, 1]), 2).tolist()[2] == 3


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.sort(m.array(5)),
        lambda m: m.sort(m.array([1]), axis=1),
        lambda m: m.sort(m.array([1]), kind="x"),
        lambda m: m.sort(m.array([1]), order="x"),
        lambda m: m.sort(m.array([1]), kind="stable", stable=True),
        lambda m: m.argsort(m.array(5)),
        lambda m: m.partition(m.array([3, 1, 2]), 5),
        lambda m: m.partition(m.array([3, 1, 2]), 1.5),
        lambda m: m.partition(m.array([3, 1, 2]), True),
        lambda m: m.partition(m.array([3, 1, 2]), 1, kind="x"),
        lambda m: m.argmax(m.array([])),
        lambda m: m.argmin(m.zeros((0, 3)), axis=0),
        lambda m: m.argmax(m.zeros((0, 3)), axis=1),
        lambda m: m.argmax(m.array(5)),
        lambda m: m.argmax(m.array([[1, 2]]), axis=0, out=m.zeros(2)),
        lambda m: m.argmax(m.array([[1, 2]]), axis=0, out=m.zeros(3, dtype="int64")),
        lambda m: m.argmax(m.array([[1, 2]]), axis=0, out=m.zeros(2, dtype="int64")),
        lambda m: m.searchsorted(m.array(5), 1),
        lambda m: m.searchsorted(m.array([[1]]), 1),
        lambda m: m.searchsorted(m.array([1, 2]), 1.5),
        lambda m: m.searchsorted(m.array([1, 2]), 1, side="x"),
        lambda m: m.searchsorted(m.array([1, 2]), 1, sorter=[0]),
        lambda m: m.searchsorted(m.array([1, 2]), 1, sorter=[0.0, 1.0]),
        lambda m: m.nonzero(m.array(5)),
    ],
)
def test_outcomes(hnp: Any, np: Any, call: Any) -> None:
    """Odd calls give what they give in NumPy, with the same messages."""
    alike.same_outcome(lambda: call(hnp), lambda: call(np))


def test_sorter_is_checked(hnp: Any) -> None:
    """Places that are not there are refused before anything is read."""
    for sorter in ([0, 2], [0, -1]):
        with pytest.raises(ValueError, match="Sorter index out of range"):
            hnp.searchsorted(hnp.array([1, 2]), 1, sorter=sorter)


def test_read_only(hnp: Any) -> None:
    """A read-only array is not sorted in place."""
    array = hnp.array([2, 1])
    array.setflags(write=False)
    with pytest.raises(ValueError, match="sort array is read-only"):
        array.sort()
    assert array.tolist() == [2, 1]
