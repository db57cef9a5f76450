"""numpy_hpy/_histogram.py: how many items are in each of several bins."""

from __future__ import annotations

from operator import index
from typing import Any, Callable

from . import _core
from ._arguments import as_array
from ._counting import bincount
from ._creation import linspace
from ._quantile import percentile
from ._statistics import diff

__all__ = ["histogram", "histogram2d", "histogram_bin_edges", "histogramdd"]

# ---- How wide bins are ----


def _range_of(x: Any) -> float:
    return float(x.max()) - float(x.min())


def _sqrt(x: Any) -> float:
    return _range_of(x) / float(x.size**0.5)


def _sturges(x: Any) -> float:
    return _range_of(x) / float(_core.log2(x.size) + 1.0)


def _rice(x: Any) -> float:
    return _range_of(x) / (2.0 * float(x.size ** (1.0 / 3)))


def _scott(x: Any) -> float:
    return float((24.0 * 3.141592653589793**0.5 / x.size) ** (1.0 / 3.0)) * float(x.std())


def _freedman_diaconis(x: Any) -> float:
    high, low = percentile(x, [75, 25]).tolist()
    return float(2.0 * (high - low) * float(x.size ** (-1.0 / 3.0)))


def _doane(x: Any) -> float:
    sigma = float(x.std())
    if x.size < 3 or sigma == 0:
        return 0.0
    spread = (6.0 * (x.size - 2) / ((x.size + 1.0) * (x.size + 3))) ** 0.5
    skew = abs(float((((x - x.mean()) / sigma) ** 3.0).mean()))
    return _range_of(x) / float(1.0 + _core.log2(x.size) + _core.log2(1.0 + skew / spread))


def _auto(x: Any) -> float:
    """The smaller one of Sturges' width and that of Freedman and Diaconis, if there is one."""
    least = _sqrt(x) / 2
    wide = _freedman_diaconis(x)
    return min(max(wide, least), _sturges(x)) if wide else _sturges(x)


_WIDTHS: dict[str, Callable[[Any], float]] = {
    "auto": _auto,
    "doane": _doane,
    "fd": _freedman_diaconis,
    "rice": _rice,
    "scott": _scott,
    "sqrt": _sqrt,
    "sturges": _sturges,
}

# ---- Edges ----


def _bounds(a: Any, limits: Any) -> tuple[Any, Any]:
    """Where the first bin begins and the last one ends."""
    if limits is not None:
        low, high = limits
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
        if not (_core.isfinite(low) and _core.isfinite(high)):
            raise ValueError(f"supplied range of [{low}, {high}] is not finite")
    elif a.size == 0:
        low, high = 0, 1
    else:
        low, high = a.min(), a.max()
        if not (_core.isfinite(low) and _core.isfinite(high)):
            raise ValueError(f"autodetected range of [{low}, {high}] is not finite")
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def _count_of(a: Any, bins: str, low: Any, high: Any, limits: Any) -> int:
    """How many bins a rule makes."""
    if limits is not None:
        a = a[(a >= low) & (a <= high)]
    if a.size == 0:
        return 1
    width = _WIDTHS[bins](a)
    if width and a.dtype.kind in "iu":
        width = max(width, 1.0)
    return int(_core.ceil((float(high) - float(low)) / width)) if width else 1


def _checked_count(bins: Any) -> int:
    try:
        count = index(bins)
    except TypeError:
        raise TypeError("`bins` must be an integer, a string, or an array") from None
    if count < 1:
        raise ValueError("`bins` must be positive, when an integer")
    return count


def _edges(a: Any, bins: Any, limits: Any, weights: Any) -> Any:
    if not isinstance(bins, str) and as_array(bins).ndim == 1:
        bins = as_array(bins)
        if (bins[:-1] > bins[1:]).any():
            raise ValueError("`bins` must increase monotonically, when an array")
        return bins
    if isinstance(bins, str) and bins not in _WIDTHS:
        raise ValueError(f"{bins!r} is not a valid estimator for `bins`")
    if isinstance(bins, str) and weights is not None:
        raise TypeError("Automated estimation of the number of bins is not supported for "
                        "weighted data")  # fmt: skip
    if not isinstance(bins, str) and as_array(bins).ndim > 1:
        raise ValueError("`bins` must be 1d, when an array")
    count = 1 if isinstance(bins, str) else _checked_count(bins)
    low, high = _bounds(a, limits)
    if isinstance(bins, str):
        count = _count_of(a, bins, low, high, limits)
    dtype = _core.result_type(low, high, a)
    dtype = dtype if dtype.kind in "fc" else _core.result_type(dtype, 1.0)
    return linspace(low, high, count + 1, dtype=dtype)


def histogram_bin_edges(a: Any, bins: Any = 10, range: Any = None, weights: Any = None) -> Any:  # noqa: A002
    """The edges of the bins that histogram would take."""
    a, weights = _flat(a, weights)
    return _edges(a, bins, range, weights)


# ---- Counts ----


def _flat(a: Any, weights: Any) -> tuple[Any, Any]:
    a = as_array(a)
    if a.dtype.kind == "b":
        a = a.astype("uint8")
    if weights is not None:
        weights = as_array(weights)
        if weights.shape != a.shape:
            raise ValueError("weights should have the same shape as a.")
        weights = weights.ravel()
    return a.ravel(), weights


def _bins_of(x: Any, edges: Any) -> tuple[Any, Any]:
    """The numbers of the bins of items, and which ones are in a bin."""
    places = _core.searchsorted(edges, x, side="right") - 1
    # The last bin has its upper end as well.
    places = places - (x == edges[-1])
    return places, (x >= edges[0]) & (x <= edges[-1])


def histogram(
    a: Any,
    bins: Any = 10,
    range: Any = None,  # noqa: A002
    density: bool | None = None,
    weights: Any = None,
) -> tuple[Any, Any]:
    """How many items are in each bin, or the sum of their `weights`; and the edges of the bins.

    `bins` is how many there are, of equal widths from the smallest item to the greatest one or over
    a `range`; or their edges, each bin being without its upper one but for the last; or the name of
    a rule: "auto", "doane", "fd", "rice", "scott", "sqrt" or "sturges". With `density` the counts
    are those of the function whose integral is 1.
    """
    a, weights = _flat(a, weights)
    edges = _edges(a, bins, range, weights)
    places, within = _bins_of(a, edges)
    counts = _sums(places[within], None if weights is None else weights[within], len(edges) - 1)
    if density:
        counts = counts / (diff(edges).astype(float) * counts.sum())
    return counts, edges


def _sums(places: Any, weights: Any, count: int) -> Any:
    if weights is None or weights.dtype.kind == "f":
        result = bincount(places, weights, minlength=count)
        return result if weights is None else result.astype(weights.dtype)
    result = _core.zeros(count, dtype=weights.dtype)
    _core.add.at(result, places, weights)
    return result


# ---- Several dimensions ----


def histogramdd(
    sample: Any,
    bins: Any = 10,
    range: Any = None,  # noqa: A002
    density: bool | None = None,
    weights: Any = None,
) -> tuple[Any, tuple[Any, ...]]:
    """How many points, the rows of `sample`, are in each bin; and the edges along each axis.

    `sample` may be a tuple of the coordinates instead. `bins` is the number or the edges of the
    bins for all axes, or a sequence of these, and `range` a sequence of ranges.
    """
    points = as_array(sample)
    if isinstance(sample, (tuple, list)):
        points = points.T if points.ndim > 1 else points.reshape((-1, 1))
    points = points.reshape((-1, 1)) if points.ndim < 2 else points
    count = points.shape[1]
    kinds = list(bins) if hasattr(bins, "__len__") else [bins] * count
    if len(kinds) != count:
        raise ValueError("The dimension of bins must be equal to the dimension of the sample x.")
    limits = [None] * count if range is None else list(range)
    if len(limits) != count:
        raise ValueError("range argument must have one entry per dimension")
    edges = [_edges(points[:, i], kind, limits[i], None) for i, kind in enumerate(kinds)]
    shape = tuple(len(e) - 1 for e in edges)
    flat, within = _core.zeros(len(points), dtype=int), _core.ones(len(points), dtype=bool)
    for i, e in enumerate(edges):
        places, inside = _bins_of(points[:, i], e)
        flat, within = flat * shape[i] + places, within & inside
    weights = None if weights is None else as_array(weights)[within]
    size = 1
    for length in shape:
        size *= length
    counts = bincount(flat[within], weights, minlength=size).astype(float).reshape(shape)
    if density:
        counts = counts / counts.sum()
        for i, e in enumerate(edges):
            width = (1,) * i + (-1,) + (1,) * (count - i - 1)
            counts = counts / diff(e).reshape(width)
    return counts, tuple(edges)


def histogram2d(
    x: Any,
    y: Any,
    bins: Any = 10,
    range: Any = None,  # noqa: A002
    density: bool | None = None,
    weights: Any = None,
) -> tuple[Any, Any, Any]:
    """How many points (x, y) are in each bin; and the edges along both axes."""
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    if hasattr(bins, "__len__") and len(bins) not in (1, 2):
        bins = [as_array(bins)] * 2
    elif hasattr(bins, "__len__") and len(bins) == 1:
        bins = [bins[0]] * 2
    counts, edges = histogramdd([x, y], bins, range, density, weights)
    return counts, edges[0], edges[1]
