"""numpy_hpy/_set.py: arrays as sets: their distinct items, and what sets have in common."""
# ruff: noqa: A002 -- the names of arguments are NumPy's.

from __future__ import annotations

from typing import Any, NamedTuple

from . import _core
from ._arguments import as_array, axis_index
from ._manipulation import moveaxis
from ._selection import nonzero

__all__ = [
    "intersect1d",
    "isin",
    "setdiff1d",
    "setxor1d",
    "union1d",
    "unique",
    "unique_all",
    "unique_counts",
    "unique_inverse",
    "unique_values",
]

# ---- Distinct items ----


class UniqueAllResult(NamedTuple):
    """What unique_all gives."""

    values: Any
    indices: Any
    inverse_indices: Any
    counts: Any


class UniqueCountsResult(NamedTuple):
    """What unique_counts gives."""

    values: Any
    counts: Any


class UniqueInverseResult(NamedTuple):
    """What unique_inverse gives."""

    values: Any
    inverse_indices: Any


def _firsts(items: Any, equal_nan: bool) -> Any:
    """Where in sorted items each distinct one is for the first time, as bools."""
    result = _core.ones(items.shape, dtype=bool)
    result[1:] = items[1:] != items[:-1]
    if equal_nan and items.dtype.kind in "fc" and items.size:
        nan = _core.isnan(items)
        result[1:] = _core.logical_and(
            result[1:], _core.logical_not(_core.logical_and(nan[1:], nan[:-1]))
        )
    return result


def _row_firsts(rows: Any) -> Any:
    """The same for sorted rows."""
    result = _core.ones(rows.shape[:1], dtype=bool)
    result[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return result


class _Distinct:
    """The distinct items of an array, as functions of the order that sorts them."""

    def __init__(self, order: Any, firsts: Any) -> None:
        self.order, self.firsts = order, firsts

    def indices(self) -> Any:
        return self.order[self.firsts]

    def inverse(self) -> Any:
        result = _core.empty(self.firsts.shape, dtype=_core.dtype(int))
        result[self.order] = self.firsts.astype(int).cumsum() - 1
        return result

    def counts(self) -> Any:
        ends = _core.concatenate((*nonzero(self.firsts), [self.firsts.size]))
        return ends[1:] - ends[:-1]


def _distinct_rows(a: Any, axis: int) -> tuple[Any, _Distinct, Any]:
    """The distinct parts of an array along an axis."""
    moved = moveaxis(a, axis, 0)
    width = 1
    for length in moved.shape[1:]:
        width *= length
    rows = moved.reshape((moved.shape[0], width))
    if width == 0 or rows.shape[0] == 0:
        order = _core.arange(min(rows.shape[0], 1) if width == 0 else 0)
        found = _Distinct(_core.arange(rows.shape[0]), _row_firsts(rows))
        return moveaxis(moved[order], 0, axis), found, None
    order = _core.lexsort(rows.T[::-1])
    found = _Distinct(order, _row_firsts(rows[order]))
    return moveaxis(moved[found.indices()], 0, axis), found, None


def unique(
    ar: Any,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    *,
    equal_nan: bool = True,
    sorted: bool = True,
) -> Any:
    """The distinct items of an array, or parts along an axis, sorted.

    If asked for, a tuple of them and: where each is for the first time; which of them each item is,
    in the shape of the array; how often each is there.
    """
    a = as_array(ar)
    if axis is None and not (return_index or return_inverse or return_counts):
        items = a.flatten()
        items.sort()
        return items[_firsts(items, equal_nan)]
    if axis is None:
        items = a.ravel()
        order = _core.argsort(items, kind="stable")
        found = _Distinct(order, _firsts(items[order], equal_nan))
        values = items[found.indices()]
    else:
        values, found, _ = _distinct_rows(a, axis_index(axis, a.ndim))
    result: tuple[Any, ...] = (values,)
    if return_index:
        result += (found.indices(),)
    if return_inverse:
        inverse = found.inverse()
        result += (inverse.reshape(a.shape) if axis is None else inverse,)
    if return_counts:
        result += (found.counts(),)
    return result if len(result) > 1 else values


def unique_all(x: Any) -> UniqueAllResult:
    """The distinct items, where each is first, which one each item is, and how often each is."""
    return UniqueAllResult(*unique(x, True, True, True, equal_nan=False))


def unique_counts(x: Any) -> UniqueCountsResult:
    """The distinct items of an array, and how often each is there."""
    return UniqueCountsResult(*unique(x, return_counts=True, equal_nan=False))


def unique_inverse(x: Any) -> UniqueInverseResult:
    """The distinct items of an array, and which of them each item is."""
    return UniqueInverseResult(*unique(x, return_inverse=True, equal_nan=False))


def unique_values(x: Any) -> Any:
    """The distinct items of an array, sorted; each NaN is one of its own."""
    return unique(x, equal_nan=False)


# ---- Two sets ----


def _check_kind(kind: Any, *arrays: Any) -> None:
    if kind not in (None, "sort", "table"):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    if kind == "table" and any(a.dtype.kind not in "biu" for a in arrays):
        raise ValueError(
            "The 'table' method is only supported for boolean or integer arrays. Please select "
            "'sort' or None for kind."
        )


def isin(
    element: Any,
    test_elements: Any,
    assume_unique: bool = False,
    invert: bool = False,
    *,
    kind: str | None = None,
) -> Any:
    """Whether each item of an array is among other ones, or is not if `invert`.

    How that is found out is the same for each `kind` and with `assume_unique`.
    """
    a, others = as_array(element), as_array(test_elements).ravel()
    _check_kind(kind, a, others)
    if others.size == 0:
        return _core.full(a.shape, bool(invert))
    dtype = _core.result_type(a.dtype, others.dtype)
    a, others = a.astype(dtype), others.astype(dtype)
    others.sort()
    places = _core.searchsorted(others, a.ravel())
    found = others[_core.minimum(places, others.size - 1)].reshape(a.shape)
    return _core.asarray(_core.not_equal(found, a) if invert else _core.equal(found, a))


def _as_sets(ar1: Any, ar2: Any, assume_unique: bool) -> tuple[Any, Any]:
    if assume_unique:
        return as_array(ar1).ravel(), as_array(ar2).ravel()
    return unique(ar1), unique(ar2)


def intersect1d(
    ar1: Any, ar2: Any, assume_unique: bool = False, return_indices: bool = False
) -> Any:
    """The items that are in both arrays, sorted.

    With `return_indices` a tuple of them and where each is for the first time in both arrays.
    """
    if not return_indices:
        both = _core.concatenate(_as_sets(ar1, ar2, assume_unique))
        both.sort()
        return both[1:][both[1:] == both[:-1]]
    a, b = as_array(ar1).ravel(), as_array(ar2).ravel()
    places = [_core.arange(x.size) for x in (a, b)]
    if not assume_unique:
        (a, places[0]), (b, places[1]) = unique(a, True), unique(b, True)
    both = _core.concatenate((a, b))
    order = _core.argsort(both, kind="stable")
    items = both[order]
    twice = items[1:] == items[:-1]
    first, second = order[:-1][twice], order[1:][twice] - a.size
    return items[:-1][twice], places[0][first], places[1][second]


def union1d(ar1: Any, ar2: Any) -> Any:
    """The items that are in one of two arrays, sorted."""
    return unique(_core.concatenate((as_array(ar1).ravel(), as_array(ar2).ravel())))


def setdiff1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    """The items of one array that are not in another one; sorted, unless `assume_unique`."""
    a, b = _as_sets(ar1, ar2, assume_unique)
    return a[isin(a, b, assume_unique=True, invert=True)]


def setxor1d(ar1: Any, ar2: Any, assume_unique: bool = False) -> Any:
    """The items that are in only one of two arrays, sorted."""
    both = _core.concatenate(_as_sets(ar1, ar2, assume_unique))
    both.sort()
    ends = _core.ones(both.size + 1, dtype=bool)
    ends[1:-1] = both[1:] != both[:-1]
    return both[_core.logical_and(ends[1:], ends[:-1])]
