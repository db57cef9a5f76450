"""numpy_hpy/_nan.py: reductions that leave items out that are NaN."""

from __future__ import annotations

import warnings
from typing import Any

from . import _core
from ._arguments import NO_VALUE, as_array, axis_tuple, given
from ._errstate import errstate
from ._manipulation import moveaxis

__all__ = [
    "nanargmax",
    "nanargmin",
    "nancumprod",
    "nancumsum",
    "nanmax",
    "nanmean",
    "nanmedian",
    "nanmin",
    "nanprod",
    "nanstd",
    "nansum",
    "nanvar",
]


def _without(a: Any, item: Any) -> tuple[Any, Any]:
    """An array with another item instead of NaN, and where it is; None if it cannot be there."""
    a = as_array(a)
    if a.dtype.kind not in "fc":
        return a, None
    missing = _core.isnan(a)
    a = _core.array(a, copy=True)
    _core.copyto(a, item, where=missing)
    return a, missing


def nansum(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = NO_VALUE,
    initial: Any = NO_VALUE,
    where: Any = NO_VALUE,
) -> Any:
    """The sum of the items along axes, with 0 instead of NaN."""
    a, _ = _without(a, 0)
    options = given(keepdims=keepdims, initial=initial, where=where)
    return _core.sum(a, axis=axis, dtype=dtype, out=out, **options)


def nanprod(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = NO_VALUE,
    initial: Any = NO_VALUE,
    where: Any = NO_VALUE,
) -> Any:
    """The product of the items along axes, with 1 instead of NaN."""
    a, _ = _without(a, 1)
    options = given(keepdims=keepdims, initial=initial, where=where)
    return _core.prod(a, axis=axis, dtype=dtype, out=out, **options)


def nancumsum(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    """The running sums of the items along an axis, with 0 instead of NaN."""
    return _core.cumsum(_without(a, 0)[0], axis=axis, dtype=dtype, out=out)


def nancumprod(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    """The running products of the items along an axis, with 1 instead of NaN."""
    return _core.cumprod(_without(a, 1)[0], axis=axis, dtype=dtype, out=out)


def _extreme(function: Any, a: Any, axis: Any, out: Any, options: dict[str, Any]) -> Any:
    result = function.reduce(as_array(a), axis=axis, out=out, **options)
    if _core.asarray(result).dtype.kind in "fc" and _core.isnan(result).any():
        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=3)
    return result


def nanmax(
    a: Any,
    axis: Any = None,
    out: Any = None,
    keepdims: Any = NO_VALUE,
    initial: Any = NO_VALUE,
    where: Any = NO_VALUE,
) -> Any:
    """The greatest item along axes that is not NaN."""
    options = given(keepdims=keepdims, initial=initial, where=where)
    return _extreme(_core.fmax, a, axis, out, options)


def nanmin(
    a: Any,
    axis: Any = None,
    out: Any = None,
    keepdims: Any = NO_VALUE,
    initial: Any = NO_VALUE,
    where: Any = NO_VALUE,
) -> Any:
    """The smallest item along axes that is not NaN."""
    options = given(keepdims=keepdims, initial=initial, where=where)
    return _extreme(_core.fmin, a, axis, out, options)


def _place(function: Any, a: Any, item: float, axis: Any, options: dict[str, Any]) -> Any:
    a, missing = _without(a, item)
    if missing is not None and _core.all(missing, axis=axis).any():
        raise ValueError("All-NaN slice encountered")
    return function(a, axis=axis, **options)


def nanargmax(a: Any, axis: Any = None, out: Any = None, *, keepdims: Any = NO_VALUE) -> Any:
    """The place of the greatest item along an axis that is not NaN."""
    return _place(_core.argmax, a, -float("inf"), axis, given(keepdims=keepdims, out=out))


def nanargmin(a: Any, axis: Any = None, out: Any = None, *, keepdims: Any = NO_VALUE) -> Any:
    """The place of the smallest item along an axis that is not NaN."""
    return _place(_core.argmin, a, float("inf"), axis, given(keepdims=keepdims, out=out))


# ---- Averages ----


def _kept(a: Any, where: Any) -> Any:
    """A mask of the items that count."""
    kept = _core.logical_not(_core.isnan(a))
    return kept if where is NO_VALUE else _core.logical_and(kept, where)


def nanmean(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    keepdims: Any = NO_VALUE,
    *,
    where: Any = NO_VALUE,
) -> Any:
    """The mean of the items along axes that are not NaN."""
    a = as_array(a)
    options = given(keepdims=keepdims)
    if a.dtype.kind not in "fc":
        return _core.mean(a, axis=axis, dtype=dtype, out=out, **options, **given(where=where))
    kept = _kept(a, where)
    count = _core.sum(kept, axis=axis, dtype=int, **options)
    if (count == 0).any():
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=2)
    total = _core.sum(a, axis=axis, dtype=dtype, where=kept, out=out, **options)
    with errstate(invalid="ignore", divide="ignore"):
        quotient = _core.divide(total, count, out=out)
    return quotient.astype(total.dtype) if out is None else out


def nanvar(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    ddof: float = 0,
    keepdims: Any = NO_VALUE,
    *,
    where: Any = NO_VALUE,
    mean: Any = NO_VALUE,
    correction: Any = NO_VALUE,
) -> Any:
    """The variance of the items along axes that are not NaN."""
    return _spread(_core.var, a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def nanstd(
    a: Any,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    ddof: float = 0,
    keepdims: Any = NO_VALUE,
    *,
    where: Any = NO_VALUE,
    mean: Any = NO_VALUE,
    correction: Any = NO_VALUE,
) -> Any:
    """The standard deviation of the items along axes that are not NaN."""
    return _spread(_core.std, a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def _spread(
    function: Any,
    a: Any,
    axis: Any,
    dtype: Any,
    out: Any,
    ddof: float,
    keepdims: Any,
    where: Any,
    mean: Any,
    correction: Any,
) -> Any:
    a = as_array(a)
    if correction is not NO_VALUE:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    if a.dtype.kind in "fc":
        where = _kept(a, where)
        if (_core.sum(where, axis=axis, dtype=int) <= ddof).any():
            warnings.warn("Degrees of freedom <= 0 for slice.", RuntimeWarning, stacklevel=3)
    options = given(keepdims=keepdims, where=where, mean=mean)
    if a.dtype.kind not in "fc":
        return function(a, axis=axis, dtype=dtype, out=out, ddof=ddof, **options)
    with warnings.catch_warnings(), errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        result = function(a, axis=axis, dtype=dtype, out=out, ddof=ddof, **options)
        if out is not None:
            return result
        few = _core.sum(where, axis=axis, dtype=int, **given(keepdims=keepdims)) <= ddof
    if few.ndim == 0:
        return result.dtype.type("nan") if few else result
    _core.copyto(result, float("nan"), where=few)
    return result


def nanmedian(
    a: Any,
    axis: Any = None,
    out: Any = None,
    overwrite_input: bool = False,
    keepdims: Any = NO_VALUE,
) -> Any:
    """The median of the items along axes that are not NaN: the one in the middle, or of two."""
    from ._statistics import median

    a = as_array(a)
    options = {} if keepdims is NO_VALUE else {"keepdims": keepdims}
    if a.dtype.kind not in "fc" or a.size == 0:
        return median(a, axis, out, **options)
    axes = tuple(range(a.ndim)) if axis is None else axis_tuple(axis, a.ndim)
    result = _medians(a, axes)
    if keepdims is not NO_VALUE and keepdims:
        result = result.reshape(
            tuple(1 if i in axes else length for i, length in enumerate(a.shape))
        )
    if out is None:
        return result[()]
    out[...] = result
    return out


def _medians(a: Any, axes: tuple[int, ...]) -> Any:
    """The medians along axes; NaN, with a warning, where there is no other item."""
    rest = tuple(length for i, length in enumerate(a.shape) if i not in axes)
    lines = moveaxis(a, axes, range_behind(a.ndim, len(axes))).reshape((*rest, -1))
    lines = _core.sort(lines, axis=-1)
    count = _core.sum(_core.logical_not(_core.isnan(lines)), axis=-1, keepdims=True, dtype=int)
    if (count == 0).any():
        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=3)
    low, high = _core.maximum(count - 1, 0) // 2, _core.minimum(count // 2, lines.shape[-1] - 1)
    from ._indexing import take_along_axis

    both = take_along_axis(lines, _core.concatenate((low, high), axis=-1), -1)
    return _core.mean(both, axis=-1)


def range_behind(ndim: int, count: int) -> tuple[int, ...]:
    """The numbers of the last axes."""
    return tuple(range(ndim - count, ndim))
