"""numpy_hpy/_statistics.py: averages, differences and running sums."""

from __future__ import annotations

import warnings
from typing import Any

from . import _core
from ._arguments import NO_VALUE, along, as_array, axis_index, axis_tuple, given
from ._manipulation import moveaxis
from ._selection import where

__all__ = [
    "average",
    "corrcoef",
    "cov",
    "cumulative_prod",
    "cumulative_sum",
    "diff",
    "ediff1d",
    "gradient",
    "median",
]

# ---- Averages ----


def weights_like(a: Any, weights: Any, axis: Any) -> Any:
    """Weights in a shape that can be broadcast to that of the array."""
    if a.shape == weights.shape:
        return weights
    if axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    axes = axis_tuple(axis, a.ndim)
    if weights.shape != tuple(a.shape[i] for i in axes):
        raise ValueError(
            "Shape of weights must be consistent with shape of a along specified axis."
        )
    order = sorted(range(len(axes)), key=lambda i: axes[i])
    shape = tuple(length if i in axes else 1 for i, length in enumerate(a.shape))
    return weights.transpose(tuple(order)).reshape(shape)


def average(
    a: Any,
    axis: Any = None,
    weights: Any = None,
    returned: bool = False,
    *,
    keepdims: Any = NO_VALUE,
) -> Any:
    """The mean of an array along axes, in which items count as much as their `weights`.

    If `returned` the result is a tuple of it and the sum of the weights.
    """
    a, options = as_array(a), given(keepdims=keepdims)
    if weights is None:
        result = _core.asarray(a.mean(axis, **options))
        total = _core.asarray(result.dtype.type(a.size / result.size))
    else:
        weights = weights_like(a, as_array(weights), axis)
        kinds = [a.dtype, weights.dtype] + ([_core.dtype(float)] if a.dtype.kind in "biu" else [])
        dtype = _core.result_type(*kinds)
        total = _core.asarray(weights.astype(dtype).sum(axis=axis, **options))
        total = _spread(total, a, weights, axis, dtype, options)
        if (total == 0.0).any():
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        products = _core.multiply(a, weights, dtype=dtype)
        result = _core.asarray(products.sum(axis, **options)) / total
    if not returned:
        return result[()]
    return result[()], _core.broadcast_to(total, _core.asarray(result).shape).copy()[()]


def _spread(total: Any, a: Any, weights: Any, axis: Any, dtype: Any, options: Any) -> Any:
    """The sum of weights that were broadcast along axes."""
    if weights.shape == a.shape:
        return total
    all_weights = _core.broadcast_to(weights, a.shape)
    return _core.asarray(all_weights.sum(axis=axis, dtype=dtype, **options))


def flat_axes(a: Any, axis: Any) -> tuple[Any, tuple[int, ...]]:
    """An array whose axes, or all if None, have become the last one; and the shape to keep."""
    axes = tuple(range(a.ndim)) if axis is None else axis_tuple(axis, a.ndim)
    kept = tuple(1 if i in axes else length for i, length in enumerate(a.shape))
    rest = tuple(length for i, length in enumerate(a.shape) if i not in axes)
    a = moveaxis(a, axes, tuple(range(a.ndim - len(axes), a.ndim)))
    count = 1
    for length in a.shape[len(rest) :]:
        count *= length
    return a.reshape((*rest, count)), kept


def stored(result: Any, kept: tuple[int, ...], keepdims: bool, out: Any) -> Any:
    result = _core.asarray(result)
    if out is None:
        return result.reshape(kept) if keepdims else result[()]
    result = result.reshape(kept) if keepdims else result
    out[...] = result
    return out


def _middle(items: Any) -> Any:
    """The mean of the middle of the sorted last axis."""
    length = items.shape[-1]
    if length == 0:
        return items.mean(axis=-1)
    half = length // 2
    result = items[..., (length - 1) // 2 : half + 1].mean(axis=-1)
    last = items[..., -1]  # Where NaN is sorted to.
    return where(_core.isnan(last), last, result) if items.dtype.kind in "fc" else result


def median(
    a: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    keepdims: bool = False,
) -> Any:
    """The item in the middle of the sorted items along axes, or the mean of the two ones."""
    flat, kept = flat_axes(as_array(a), axis)
    items = flat.copy()
    items.sort(axis=-1)
    return stored(_middle(items), kept, keepdims, out)


def _observations(m: Any, rowvar: bool, dtype: Any) -> Any:
    """Variables as rows, of floats or complex numbers."""
    m = as_array(m)
    if m.ndim > 2:
        raise ValueError("m has more than 2 dimensions")
    m = m.astype(_core.result_type(m, _core.float64) if dtype is None else dtype)
    m = m.reshape((1, -1)) if m.ndim < 2 else m
    return m if rowvar or m.shape[0] == 1 else m.T


def _frequencies(weights: Any, count: int, name: str) -> Any:
    weights = as_array(weights).astype(float)
    if weights.ndim > 1:
        raise RuntimeError(f"cannot handle multidimensional {name}")
    if weights.shape[0] != count:
        raise RuntimeError(f"incompatible numbers of samples and {name}")
    if (weights < 0).any():
        raise ValueError(f"{name} cannot be negative")
    return weights


def cov(
    m: Any,
    y: Any = None,
    rowvar: bool = True,
    bias: bool = False,
    ddof: int | None = None,
    fweights: Any = None,
    aweights: Any = None,
    *,
    dtype: Any = None,
) -> Any:
    """The covariances of variables, which are the rows of `m` (columns without `rowvar`) and `y`.

    Observations count as often as `fweights`, and as much as `aweights`, say.
    """
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    rows = _observations(m, rowvar, dtype)
    if y is not None:
        rows = _core.concatenate((rows, _observations(y, rowvar, dtype)), axis=0)
    ddof = (0 if bias else 1) if ddof is None else ddof
    count, weights = rows.shape[1], None
    if fweights is not None:
        weights = _frequencies(fweights, count, "fweights")
    if aweights is not None:
        amounts = _frequencies(aweights, count, "aweights")
        weights = amounts if weights is None else weights * amounts
    return _covariances(rows, weights, aweights, ddof)


def _covariances(rows: Any, weights: Any, aweights: Any, ddof: int) -> Any:
    total = rows.shape[1] if weights is None else weights.sum()
    if weights is None or aweights is None or ddof == 0:
        degrees = total - ddof
    else:
        degrees = total - ddof * (weights * as_array(aweights)).sum() / total
    if degrees <= 0:
        warnings.warn("Degrees of freedom <= 0 for slice", RuntimeWarning, stacklevel=3)
        degrees = 0.0
    scale = 1 if weights is None else weights
    rows = rows - ((rows * scale).sum(axis=1) / total).reshape((-1, 1))
    result = _core.matmul(rows, _core.conjugate((rows * scale).T))
    result = result * _core.divide(1, degrees)
    return result.reshape(tuple(length for length in result.shape if length != 1))


def corrcoef(x: Any, y: Any = None, rowvar: bool = True, *, dtype: Any = None) -> Any:
    """The correlations of variables, which are those of cov."""
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return c / c
    deviations = _core.sqrt(c[_core.arange(len(c)), _core.arange(len(c))].real)
    c = c / deviations.reshape((-1, 1)) / deviations
    if c.dtype.kind != "c":
        return _core.minimum(_core.maximum(c, -1), 1)
    c.real = _core.minimum(_core.maximum(c.real, -1), 1)
    c.imag = _core.minimum(_core.maximum(c.imag, -1), 1)
    return c


# ---- Differences ----


def _border(a: Any, values: Any, axis: int) -> Any:
    """Values to put in front of or behind an array."""
    values = as_array(values)
    if values.ndim == 0:
        shape = list(a.shape)
        shape[axis] = 1
        return _core.broadcast_to(values, tuple(shape))
    return values


def diff(
    a: Any, n: int = 1, axis: int = -1, prepend: Any = NO_VALUE, append: Any = NO_VALUE
) -> Any:
    """The differences of neighbours along an axis; taken n times."""
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n!r}")
    a = as_array(a)
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = axis_index(axis, a.ndim)
    parts = [a]
    parts[:0] = [] if prepend is NO_VALUE else [_border(a, prepend, axis)]
    parts += [] if append is NO_VALUE else [_border(a, append, axis)]
    a = _core.concatenate(parts, axis=axis) if len(parts) > 1 else a
    subtract = _core.not_equal if a.dtype.kind == "b" else _core.subtract
    for _ in range(n):
        a = subtract(a[along(axis, slice(1, None))], a[along(axis, slice(None, -1))])
    return a


def _end(values: Any, ary: Any, name: str) -> Any:
    values = as_array(values)
    if not _core.can_cast(values.dtype, ary.dtype, casting="same_kind"):
        raise TypeError(
            f"dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
        )
    return values.ravel()


def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    """The differences of neighbours among all items, with values in front and behind."""
    ary = as_array(ary).ravel()
    begin = [] if to_begin is None else [_end(to_begin, ary, "to_begin")]
    end = [] if to_end is None else [_end(to_end, ary, "to_end")]
    parts = [*begin, _core.subtract(ary[1:], ary[:-1]), *end]
    return _core.concatenate([part.astype(ary.dtype, copy=False) for part in parts])


def _distances(distance: Any, length: int, dtype: Any) -> Any:
    """The distances between neighbours, or the number that all are."""
    distance = as_array(distance)
    if distance.ndim == 0:
        return distance
    if distance.ndim != 1:
        raise ValueError("distances must be either scalars or 1d")
    if distance.shape[0] != length:
        raise ValueError("when 1d, distances must match the length of the corresponding dimension")
    if distance.dtype.kind in "iu":
        distance = distance.astype(float)
    steps = diff(distance)
    return steps[0] if (steps == steps[0]).all() else steps


def _slope(f: Any, steps: Any, axis: int, edge_order: int) -> Any:
    """The derivative along the last axis."""
    result = _core.empty(f.shape, dtype=f.dtype)
    uneven = steps.ndim == 1
    if uneven:
        left, right = steps[:-1], steps[1:]
        a, c = -right / (left * (left + right)), left / (right * (left + right))
        b = (right - left) / (left * right)
        result[..., 1:-1] = a * f[..., :-2] + b * f[..., 1:-1] + c * f[..., 2:]
    else:
        result[..., 1:-1] = (f[..., 2:] - f[..., :-2]) / (2.0 * steps)
    first, last = (steps[0], steps[-1]) if uneven else (steps, steps)
    if edge_order == 1:
        result[..., 0] = (f[..., 1] - f[..., 0]) / first
        result[..., -1] = (f[..., -1] - f[..., -2]) / last
        return result
    second, last_but_one = (steps[1], steps[-2]) if uneven else (steps, steps)
    result[..., 0] = _edge_slope(f[..., 0], f[..., 1], f[..., 2], first, second)
    result[..., -1] = -_edge_slope(f[..., -1], f[..., -2], f[..., -3], last, last_but_one)
    return result


def _edge_slope(f0: Any, f1: Any, f2: Any, d1: Any, d2: Any) -> Any:
    """The derivative at the first of three points, of the parabola through them."""
    a, b, c = -(2.0 * d1 + d2) / (d1 * (d1 + d2)), (d1 + d2) / (d1 * d2), -d1 / (d2 * (d1 + d2))
    return a * f0 + b * f1 + c * f2


def gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """The derivatives of an array along axes, at as many points: an array, or a tuple of arrays.

    The distances between points are 1, a number for all axes, or for each axis a number or the
    coordinates of its points. At both ends the derivative is of order `edge_order`, 1 or 2.
    """
    f = as_array(f)
    axes = tuple(range(f.ndim)) if axis is None else axis_tuple(axis, f.ndim)
    if len(varargs) not in (0, 1, len(axes)):
        raise TypeError("invalid number of arguments")
    if len(varargs) == 1 and len(axes) > 1 and as_array(varargs[0]).ndim:
        raise TypeError("invalid number of arguments")
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    f = f if f.dtype.kind in "fc" else f.astype(float)
    distances = (varargs or (1.0,)) * (len(axes) if len(varargs) < 2 else 1)
    results = []
    for number, distance in zip(axes, distances):
        if f.shape[number] < edge_order + 1:
            raise ValueError(
                "Shape of array too small to calculate a numerical gradient, at least "
                "(edge_order + 1) elements are required."
            )
        steps = _distances(distance, f.shape[number], f.dtype)
        slope = _slope(moveaxis(f, number, -1), steps, number, edge_order)
        results.append(moveaxis(slope, -1, number))
    return results[0] if len(results) == 1 else tuple(results)


# ---- Running sums ----


def _cumulative(name: str, x: Any, axis: int | None, first: int | None, options: Any) -> Any:
    x = as_array(x)
    x = x.reshape(1) if x.ndim == 0 else x
    if axis is None and x.ndim > 1:
        raise ValueError(
            "For arrays which have more than one dimension ``axis`` argument is required."
        )
    axis = axis_index(0 if axis is None else axis, x.ndim)
    if first is None:
        return getattr(x, name)(axis=axis, **options)
    sums = getattr(x, name)(axis=axis, dtype=options["dtype"])
    shape = tuple(1 if i == axis else length for i, length in enumerate(sums.shape))
    start = _core.full(shape, first, dtype=sums.dtype)
    return _core.concatenate((start, sums), axis=axis, out=options["out"])


def cumulative_sum(
    x: Any,
    /,
    *,
    axis: int | None = None,
    dtype: Any = None,
    out: Any = None,
    include_initial: bool = False,
) -> Any:
    """The sums of the first items along an axis: of one, of two, ...; of none if asked for."""
    first = 0 if include_initial else None
    return _cumulative("cumsum", x, axis, first, {"dtype": dtype, "out": out})


def cumulative_prod(
    x: Any,
    /,
    *,
    axis: int | None = None,
    dtype: Any = None,
    out: Any = None,
    include_initial: bool = False,
) -> Any:
    """The products of the first items along an axis: of one, of two, ...; of none if asked for."""
    first = 1 if include_initial else None
    return _cumulative("cumprod", x, axis, first, {"dtype": dtype, "out": out})
