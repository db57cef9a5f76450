"""numpy_hpy/_quantile.py: values below which a part of the items are."""

from __future__ import annotations

import warnings
from typing import Any

from . import _core
from ._arguments import NO_VALUE, as_array
from ._indexing import take_along_axis
from ._selection import where
from ._statistics import flat_axes, stored, weights_like

__all__ = ["nanpercentile", "nanquantile", "percentile", "quantile"]

# Of n items that are in order, a part q is below the place n q + a + q (1 - a - b) - 1, counted
# from 0, by these a and b; between two places is a value between theirs.
_LINES = {
    "interpolated_inverted_cdf": (0.0, 1.0),
    "hazen": (0.5, 0.5),
    "weibull": (0.0, 0.0),
    "linear": (1.0, 1.0),
    "median_unbiased": (1 / 3, 1 / 3),
    "normal_unbiased": (3 / 8, 3 / 8),
}
_MEANS = (*_LINES, "averaged_inverted_cdf", "midpoint")
# What is subtracted from n q by other methods; those that are not here begin as "linear" does.
_JUMPS = {"inverted_cdf": 1.0, "averaged_inverted_cdf": 1.0, "closest_observation": 1.5}
_METHODS = (*_MEANS, "inverted_cdf", "closest_observation", "lower", "higher", "nearest")


def _place(count: Any, q: Any, method: str) -> Any:
    """Where the part `q` of `count` items ends."""
    if method in _JUMPS:
        return count * q - _JUMPS[method]
    a, b = _LINES.get(method, (1.0, 1.0))
    if a == b == 1.0:
        return (count - 1) * q
    return count * q + (a + q * (1 - a - b)) - 1


def _step(part: Any, low: Any, method: str) -> Any:
    """How much of the way to the next item to go, of the `part` that the place tells."""
    if method in _LINES:
        return part
    if method == "lower":
        return _core.zeros(part.shape)
    if method == "midpoint":
        return where(part > 0, 0.5, 0.0)
    if method == "nearest":
        return where((part > 0.5) | ((part == 0.5) & (low % 2 == 1)), 1.0, 0.0)
    if method == "averaged_inverted_cdf":
        return where(part > 0, 1.0, 0.5)
    if method == "closest_observation":
        return where((part == 0) & (low % 2 == 1), 0.0, 1.0)
    return where(part > 0, 1.0, 0.0)


def _items_at(items: Any, place: Any, count: Any) -> Any:
    """The items at a place of the last axis, the nearest one if it is not there."""
    place = _core.maximum(_core.minimum(place, count - 1), 0).astype(int)
    if place.ndim == 0:
        return items[..., int(place)]
    return take_along_axis(items, place, -1)[..., 0]


def _between(items: Any, count: Any, q: Any, method: str) -> Any:
    """The quantile `q` of the last axis, which is sorted and of which `count` items count."""
    place = _core.asarray(_place(count, q, method))
    low = _core.asarray(_core.floor(place))
    step = _core.asarray(_step(place - low, low, method))
    if method not in _MEANS:
        return _items_at(items, low + step, count)
    first, second = _items_at(items, low, count), _items_at(items, low + 1, count)
    step = step.reshape(step.shape[:-1])
    # From the nearer side: so the result is never beyond the items.
    apart = _core.subtract(second, first)
    if step.ndim == 0:
        part = float(step)
        return second - apart * (1 - part) if part >= 0.5 else first + apart * part
    step = step.astype(_core.result_type(items.dtype, 1.0))
    return where(step >= 0.5, second - apart * (1 - step), first + apart * step)


def _weighted(items: Any, weights: Any, q: Any) -> Any:
    """The first items of the last axis up to which the weights are the part `q` of all."""
    shape = (*q.shape, *items.shape[:-1])
    rows = items.reshape((-1, items.shape[-1]))
    result = _core.empty((q.size, rows.shape[0]), dtype=items.dtype)
    for i, (row, weight) in enumerate(zip(rows, weights.reshape(rows.shape))):
        order = _core.argsort(row, kind="stable")
        total = weight[order].astype(float).cumsum()
        if not 0 < total[-1] < float("inf"):
            raise ValueError("Weights included NaN, inf or were all zero.")
        # Of the part 0 the first item is the one that has a weight.
        parts = _core.maximum(q.reshape(-1) * total[-1], 5e-324)
        places = _core.searchsorted(total, parts, side="left")
        result[:, i] = row[order][_core.minimum(places, len(row) - 1)]
    return result.reshape(shape)


def _check_weights(a: Any, weights: Any, axis: Any, method: str) -> Any:
    """Weights in the shape of the array; None if there are none."""
    if weights is None:
        return None
    if method != "inverted_cdf":
        raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
    weights = as_array(weights)
    if (weights < 0).any():
        raise ValueError("Weights must be non-negative.")
    return _core.broadcast_to(weights_like(a, weights, axis), a.shape)


def _dtype_of(items: Any, q: Any, method: str) -> Any:
    """The dtype of means of items; `q` is as the caller gave it."""
    kind = as_array(q).dtype
    if kind.kind in "iu" and method == "linear":
        return items.dtype
    if type(q) in (int, float):
        return _core.result_type(items.dtype, 1.0)
    return _core.result_type(items.dtype, kind, 1.0)


def _check(a: Any, q: Any, method: str, name: str, most: int) -> tuple[Any, Any, Any]:
    a, given, q = as_array(a), q, as_array(q)
    if a.dtype.kind == "c":
        raise TypeError("a must be an array of real numbers")
    if not _core.logical_and(q >= 0, q <= most).all():
        raise ValueError(f"{name} must be in the range [0, {most}]")
    if method not in _METHODS:
        raise ValueError(f"{method!r} is not a valid method. Use one of: {_METHODS}")
    if most != 1:
        q = q / most
        given = float(q) if type(given) in (int, float) else q
    return a, q, _dtype_of(a, given, method) if method in _MEANS else a.dtype


def _missing(items: Any, result: Any) -> Any:
    """NaN where one of the sorted items is NaN."""
    if items.dtype.kind != "f" or items.shape[-1] == 0:
        return result
    last = items[..., -1]
    return where(_core.isnan(last), last, result)


def _quantile(
    a: Any,
    q: Any,
    dtype: Any,
    axis: Any,
    out: Any,
    method: str,
    keepdims: Any,
    weights: Any,
    skip: bool,
) -> Any:
    """The quantiles; without the items that are NaN, if they are to be skipped."""
    weights = _check_weights(a, weights, axis, method)
    items, kept = flat_axes(a, axis)
    if weights is not None:
        result = _weighted(items, flat_axes(weights, axis)[0], q)
        return stored(result, (*q.shape, *kept), keepdims, out)
    items = items.copy()
    items.sort(axis=-1)
    count: Any = items.shape[-1]
    if skip:
        count = _core.sum(_core.logical_not(_core.isnan(items)), axis=-1, keepdims=True, dtype=int)
        if (count == 0).any():
            warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=4)
    results = [_between(items, count, part, method) for part in q.reshape(-1).tolist()]
    if not skip:
        results = [_missing(items, result) for result in results]
    result = _core.asarray(results, dtype=dtype).reshape((*q.shape, *items.shape[:-1]))
    return stored(result, (*q.shape, *kept), keepdims, out)


def quantile(
    a: Any,
    q: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: Any = None,
) -> Any:
    """The value below which the part `q`, of 0 to 1, of the items along axes are.

    Between two items `method` decides: "linear", "lower", "higher", "nearest", "midpoint", or one
    of "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf",
    "hazen", "weibull", "median_unbiased", "normal_unbiased". With "inverted_cdf" items count as
    much as their `weights`.
    """
    a, q, dtype = _check(a, q, method, "Quantiles", 1)
    return _quantile(a, q, dtype, axis, out, method, keepdims, weights, False)


def percentile(
    a: Any,
    q: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: bool = False,
    *,
    weights: Any = None,
) -> Any:
    """The same as quantile, with `q` of 0 to 100."""
    a, q, dtype = _check(a, q, method, "Percentiles", 100)
    return _quantile(a, q, dtype, axis, out, method, keepdims, weights, False)


def _without_missing(
    a: Any, q: Any, dtype: Any, axis: Any, out: Any, method: str, keepdims: Any, weights: Any
) -> Any:
    if weights is not None:
        raise NotImplementedError("quantiles without NaN have no weights")
    skip = a.dtype.kind == "f" and a.size > 0
    kept = keepdims is not NO_VALUE and keepdims
    return _quantile(a, q, dtype, axis, out, method, kept, None, skip)


def nanquantile(
    a: Any,
    q: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: Any = NO_VALUE,
    *,
    weights: Any = None,
) -> Any:
    """The same as quantile, of the items that are not NaN."""
    a, q, dtype = _check(a, q, method, "Quantiles", 1)
    return _without_missing(a, q, dtype, axis, out, method, keepdims, weights)


def nanpercentile(
    a: Any,
    q: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    method: str = "linear",
    keepdims: Any = NO_VALUE,
    *,
    weights: Any = None,
) -> Any:
    """The same as percentile, of the items that are not NaN."""
    a, q, dtype = _check(a, q, method, "Percentiles", 100)
    return _without_missing(a, q, dtype, axis, out, method, keepdims, weights)
