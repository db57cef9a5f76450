"""numpy_hpy/_creation.py: new arrays, from numbers and from other arrays."""
# ruff: noqa: N803, N806 -- names of arguments are NumPy's.

from __future__ import annotations

from operator import index
from typing import Any, Callable

from . import _core
from ._arguments import as_array, check_device, shape_tuple
from ._manipulation import broadcast_arrays, expand_dims, moveaxis
from ._selection import nonzero, where

__all__ = [
    "diag",
    "diag_indices",
    "diagflat",
    "diagonal",
    "empty_like",
    "eye",
    "fromfunction",
    "full_like",
    "geomspace",
    "identity",
    "indices",
    "ix_",
    "linspace",
    "logspace",
    "mask_indices",
    "meshgrid",
    "ones_like",
    "tri",
    "tril",
    "tril_indices",
    "triu",
    "triu_indices",
    "vander",
    "zeros_like",
]

# ---- Like others ----


def _order_of(a: Any, order: str) -> str:
    """C or F: which of them `order` means for an array."""
    if order not in ("A", "K"):
        return order
    stride = a.itemsize
    for length, distance in zip(a.shape, a.strides):
        if length != 1 and distance != stride:
            return "C"
        stride *= length
    return "F" if sum(length != 1 for length in a.shape) > 1 else "C"


def empty_like(
    prototype: Any,
    /,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: str | None = None,
) -> Any:
    """A new array with the shape and the dtype of another one; its items are not set.

    Its order is that of `prototype` as well, nearly for "K", and C or F for "A".
    """
    check_device(device)
    a = as_array(prototype)
    dtype = a.dtype if dtype is None else dtype
    shape = a.shape if shape is None else shape_tuple(shape)
    if order != "K" or len(shape) != a.ndim:
        return _core.empty(shape, dtype=dtype, order=_order_of(a, order))
    axes = sorted(range(a.ndim), key=lambda axis: -abs(a.strides[axis]))
    result = _core.empty(tuple(shape[axis] for axis in axes), dtype=dtype)
    return result.transpose(tuple(axes.index(axis) for axis in range(a.ndim)))


def zeros_like(
    a: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: str | None = None,
) -> Any:
    """A new array of zeros with the shape and the dtype of another one."""
    result = empty_like(a, dtype, order, subok, shape, device=device)
    result[...] = 0
    return result


def ones_like(
    a: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: str | None = None,
) -> Any:
    """A new array of ones with the shape and the dtype of another one."""
    result = empty_like(a, dtype, order, subok, shape, device=device)
    result[...] = 1
    return result


def full_like(
    a: Any,
    fill_value: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: str | None = None,
) -> Any:
    """A new array of one value with the shape and the dtype of another one."""
    result = empty_like(a, dtype, order, subok, shape, device=device)
    result[...] = fill_value
    return result


# ---- Ranges ----


def _ends(start: Any, stop: Any, num: int) -> tuple[Any, Any, Any]:
    """Both ends as arrays of floats, and the dtype of what is between them."""
    start, stop = _core.multiply(start, 1.0), _core.multiply(stop, 1.0)
    return start, stop, _core.result_type(start, stop, float(num))


def _steps(start: Any, stop: Any, num: int, parts: int, dtype: Any) -> tuple[Any, Any]:
    """`num` numbers, on the first axis, in `parts` equal steps; and the step."""
    delta = _core.subtract(stop, start)
    numbers = _core.arange(0, num).astype(delta.dtype)
    numbers = numbers.reshape((-1,) + (1,) * delta.ndim)
    if parts <= 0:
        return numbers * delta + start, float("nan")
    step = delta / parts
    if _core.equal(step, 0).any():  # Too small to be a float, which delta may be.
        return numbers / parts * delta + start, step
    return numbers * step + start, step


def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
    *,
    device: str | None = None,
) -> Any:
    """`num` numbers at equal distances from `start` to `stop`, which is the last one if `endpoint`.

    The ends may be arrays; the numbers are along a new `axis` then. With `retstep` the result is a
    tuple of them and the distance.
    """
    check_device(device)
    num = index(num)
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    start, stop, natural = _ends(start, stop, num)
    dtype = _core.dtype(natural if dtype is None else dtype)
    result, step = _steps(start, stop, num, num - 1 if endpoint else num, natural)
    if endpoint and num > 1:
        result[-1, ...] = stop
    result = moveaxis(result, 0, axis) if axis != 0 else result
    if dtype.kind in "iu":
        result = _core.floor(result)
    result = result.astype(dtype, copy=False)
    return (result, step) if retstep else result


def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: Any = 10.0,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """`num` powers of `base`, whose exponents are those of linspace."""
    if not isinstance(base, (int, float, complex)):
        start, stop, base = _same_ndim(start, stop, base)
        base = expand_dims(base, axis)
    exponents = linspace(start, stop, num, endpoint, axis=axis)
    result = _core.power(base, exponents)
    return result if dtype is None else result.astype(dtype, copy=False)


def _same_ndim(*items: Any) -> list[Any]:
    """Arrays with axes of length 1 in front, so that all have as many axes."""
    arrays = [as_array(item) for item in items]
    ndim = max(a.ndim for a in arrays)
    return [a.reshape((1,) * (ndim - a.ndim) + a.shape) for a in arrays]


def geomspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """`num` numbers from `start` to `stop`, each the same multiple of the one before it."""
    start, stop = as_array(start), as_array(stop)
    if _core.equal(start, 0).any() or _core.equal(stop, 0).any():
        raise ValueError("Geometric sequence cannot include zero")
    types = [start, stop, float(num)] + ([] if dtype is None else [_core.dtype(dtype)])
    inner = _core.result_type(*types)
    start, stop = (
        _core.add(start, _core.zeros(stop.shape)),
        _core.add(stop, _core.zeros(start.shape)),
    )
    start, stop = start.astype(inner), stop.astype(inner)
    sign = _core.sign(start)
    start, stop = start / sign, stop / sign
    result = logspace(_core.log10(start), _core.log10(stop), num, endpoint, dtype=inner)
    if num > 0:
        result[0, ...] = start
    if num > 1 and endpoint:
        result[-1, ...] = stop
    result = moveaxis(result * sign, 0, axis)
    return result.astype(inner if dtype is None else dtype, copy=False)


# ---- Diagonals and triangles ----


def _diagonal_index(rows: int, columns: int, k: int) -> tuple[Any, Any]:
    """The indices of the items of a diagonal, `k` columns from the main one."""
    first = max(-k, 0)
    row = _core.arange(first, max(min(rows, columns - k), first))
    return row, row + k


def eye(
    N: int,
    M: int | None = None,
    k: int = 0,
    dtype: Any = float,
    order: str = "C",
    *,
    device: str | None = None,
    like: Any = None,
) -> Any:
    """An array of N rows and M columns with ones on a diagonal, `k` columns from the main one."""
    check_device(device)
    N = index(N)
    M = N if M is None else index(M)
    result = _core.zeros((N, M), dtype=dtype, order=order)
    result[_diagonal_index(N, M, index(k))] = 1
    return result


def identity(n: int, dtype: Any = None, *, like: Any = None) -> Any:
    """A square array with ones on the main diagonal."""
    return eye(n, dtype=float if dtype is None else dtype)


def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = float, *, like: Any = None) -> Any:
    """An array of N rows and M columns with ones on a diagonal and below it."""
    rows, columns = _core.arange(N).reshape(-1, 1), _core.arange(N if M is None else M)
    return _core.greater_equal(rows + k, columns).astype(dtype)


def _triangle(m: Any, k: int) -> tuple[Any, Any]:
    m = as_array(m)
    rows, columns = m.shape[-2:] if m.ndim > 1 else m.shape * 2
    return m, tri(rows, columns, k, dtype=bool)


def tril(m: Any, k: int = 0) -> Any:
    """A copy of an array whose items above a diagonal of the last two axes are 0."""
    m, lower = _triangle(m, k)
    return where(lower, m, _core.zeros((), dtype=m.dtype))


def triu(m: Any, k: int = 0) -> Any:
    """A copy of an array whose items below a diagonal of the last two axes are 0."""
    m, lower = _triangle(m, k - 1)
    return where(lower, _core.zeros((), dtype=m.dtype), m)


def tril_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Any, ...]:
    """The indices of the items on and below a diagonal of an array of n rows and m columns."""
    result: tuple[Any, ...] = nonzero(tri(n, m, k, dtype=bool))
    return result


def triu_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Any, ...]:
    """The indices of the items on and above a diagonal of an array of n rows and m columns."""
    result: tuple[Any, ...] = nonzero(_core.logical_not(tri(n, m, k - 1, dtype=bool)))
    return result


def mask_indices(n: int, mask_func: Callable[..., Any], k: Any = 0) -> tuple[Any, ...]:
    """The indices of what a function like triu leaves of an array of n rows and columns."""
    result: tuple[Any, ...] = nonzero(mask_func(_core.ones((n, n), dtype=int), k) != 0)
    return result


def diag_indices(n: int, ndim: int = 2) -> tuple[Any, ...]:
    """The indices of the main diagonal of an array with `ndim` axes of length `n`."""
    return (_core.arange(n),) * ndim


def diag(v: Any, k: int = 0) -> Any:
    """A diagonal of a table, a view, or the table with these items on a diagonal and else zeros."""
    v = as_array(v)
    if v.ndim == 2:
        return diagonal(v, k)
    if v.ndim != 1:
        raise ValueError("Input must be 1- or 2-d.")
    length = v.shape[0] + abs(k)
    result = _core.zeros((length, length), dtype=v.dtype)
    result[_diagonal_index(length, length, k)] = v
    return result


def diagflat(v: Any, k: int = 0) -> Any:
    """The table that has all items of an array on a diagonal and else zeros."""
    return diag(as_array(v).ravel(), k)


def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The items on a diagonal of two axes, along a new last axis: a read-only view."""
    return as_array(a).diagonal(offset, axis1, axis2)


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """The powers of each item of an array, from the highest one, N - 1, down to the 0th."""
    x = as_array(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    columns = len(x) if N is None else N
    result = _core.empty((len(x), columns), dtype=_core.promote_types(x.dtype, int))
    powers = result if increasing else result[:, ::-1]
    for i in range(columns):
        powers[:, i] = powers[:, i - 1] * x if i else 1
    return result


# ---- Grids ----


def meshgrid(*xi: Any, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> Any:
    """The coordinates of a grid: an array with an axis for each of the arrays `xi`, for each.

    With `indexing` "xy" the first two axes are swapped. The arrays of a `sparse` grid have length 1
    along all axes but their own.
    """
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    ndim = len(xi)
    places = list(range(ndim))
    if indexing == "xy" and ndim > 1:
        places[:2] = [1, 0]
    shapes = ((1,) * place + (-1,) + (1,) * (ndim - place - 1) for place in places)
    grid = [as_array(x).reshape(shape) for x, shape in zip(xi, shapes)]
    if not sparse:
        grid = list(broadcast_arrays(*grid))
    return tuple(x.copy() for x in grid) if copy else tuple(grid)


def indices(dimensions: Any, dtype: Any = int, sparse: bool = False) -> Any:
    """The indices of all items of an array of such a shape, one array for each axis.

    They are stacked into one array, or a tuple of arrays with one long axis if `sparse`.
    """
    shape = tuple(dimensions)
    ranges = [_core.arange(length, dtype=dtype) for length in shape]
    grid = meshgrid(*ranges, indexing="ij", sparse=True, copy=sparse)
    if sparse:
        return grid
    result = _core.empty((len(shape), *shape), dtype=dtype)
    for i, part in enumerate(grid):
        result[i] = part
    return result


def ix_(*args: Any) -> tuple[Any, ...]:
    """Sequences as indices of a grid: arrays with one long axis each; of bool, where it is true."""
    result = []
    for i, arg in enumerate(args):
        a = as_array(arg)
        if a.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if a.size == 0:
            a = a.astype(int)
        a = nonzero(a)[0] if a.dtype.kind == "b" else a
        result.append(a.reshape((1,) * i + (-1,) + (1,) * (len(args) - i - 1)))
    return tuple(result)


def fromfunction(
    function: Callable[..., Any], shape: Any, *, dtype: Any = float, like: Any = None, **kwargs: Any
) -> Any:
    """What a function gives for the indices of an array of such a shape."""
    return function(*indices(shape, dtype=dtype), **kwargs)
