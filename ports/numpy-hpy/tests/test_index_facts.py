"""tests/test_index_facts.py: what indices give and how they fail, said without NumPy."""

from __future__ import annotations

from typing import Any

import numpy_hpy as h
import pytest


def test_basic_indices_are_views() -> None:
    a = h.arange(12.0).reshape(3, 4)
    owner = a.base
    for view in (a[1], a[1:], a[:, 1], a[...], a[()], a[None], a[1, ...], a[::-1][1:]):
        assert view.base is owner
    a[1][:] = 7.0
    assert a.tolist() == [[0, 1, 2, 3], [7, 7, 7, 7], [8, 9, 10, 11]]
    assert a[1, 2] == 7.0
    assert not isinstance(a[1, 2], h.ndarray)
    assert isinstance(a[1, 2, ...], h.ndarray)


def test_arrays_as_indices_copy() -> None:
    a = h.arange(6)
    picked = a[[0, -1, 2]]
    assert picked.tolist() == [0, 5, 2]
    picked[0] = 99
    assert a[0] == 0
    assert a[h.array([True, False] * 3)].tolist() == [0, 2, 4]
    assert a[h.array([[1, 2], [3, 4]])].tolist() == [[1, 2], [3, 4]]
    assert a.reshape(2, 3)[h.array(1)].base is None


ERRORS = [
    ((3,), 5, "index 5 is out of bounds for axis 0 with size 3"),
    ((3,), -4, "index -4 is out of bounds for axis 0 with size 3"),
    ((3,), (1, 2), "too many indices for array: array is 1-dimensional, but 2 were indexed"),
    ((3,), (None,) * 64, "number of dimensions must be within [0, 64], indexing result would"),
    ((3,), (0,) * 200, "too many indices for array"),
    ((2, 3), (..., ...), "an index can only have a single ellipsis ('...')"),
    ((3,), 1.0, "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and"),
    ((3,), "x", "only integers, slices"),
    ((3,), [1.5], "only integers, slices"),
    ((3,), 10**30, "only integers, slices"),
    ((3,), h.array([1.0]), "arrays used as indices must be of integer (or boolean)"),
    (
        (3,),
        [True, False],
        "boolean index did not match indexed array along axis 0; size of axis is 3",
    ),
    (
        (2, 3),
        ([0, 1], [0, 1, 2]),
        "shape mismatch: indexing arrays could not be broadcast together",
    ),
]


@pytest.mark.parametrize(("shape", "key", "text"), ERRORS)
def test_errors(shape: tuple[int, ...], key: Any, text: str) -> None:
    with pytest.raises(IndexError) as raised:
        h.zeros(shape)[key]
    assert str(raised.value).startswith(text)


def test_failing_index_objects() -> None:
    class Failing:
        def __index__(self) -> int:
            raise KeyError("no")

    with pytest.raises(IndexError, match="only integers"):
        h.zeros(3)[Failing()]
    with pytest.raises(ValueError, match="slice step cannot be zero"):
        h.zeros(3)[::0]
    with pytest.raises(TypeError, match="slice indices must be integers"):
        h.zeros(3)["a":]


def test_assignment_errors_change_nothing() -> None:
    a = h.arange(4.0)
    for key, value, error in [
        (slice(None), [1, 2], ValueError),
        (slice(None), [1.0, None, object(), 2.0], TypeError),
        ([0, 9], 5.0, IndexError),
        (h.array([0, 9]), 5.0, IndexError),
        (h.array([True] * 4), [1.0, 2.0], ValueError),
        (0, [1.0], ValueError),
        (slice(None), [[1.0, 2.0, 3.0, 4.0]], ValueError),
    ]:
        with pytest.raises(error):
            a[key] = value
        assert a.tolist() == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="cannot delete array elements"):
        del a[0]


def test_read_only() -> None:
    a = h.broadcast_to(h.zeros(1), (3,))
    for key in (0, slice(None), [0], h.array([True] * 3), "x"):
        with pytest.raises(ValueError, match="assignment destination is read-only"):
            a[key] = 1.0
    assert not a[1:].flags.writeable


def test_iteration_and_containment() -> None:
    assert [x.tolist() for x in h.arange(6).reshape(3, 2)] == [[0, 1], [2, 3], [4, 5]]
    assert list(h.zeros(0)) == []
    with pytest.raises(TypeError, match="iteration over a 0-d array"):
        list(h.array(1.0))
    a = h.array([1.0, 2.0])
    assert 2 in a
    assert 3.0 not in a
    assert float("nan") not in a
