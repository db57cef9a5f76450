"""numpy_hpy/_linear.py: products of arrays, and the trace."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import NO_VALUE, as_array, axis_index
from ._creation import diagonal
from ._manipulation import expand_dims, moveaxis

__all__ = [
    "cross",
    "inner",
    "kron",
    "matvec",
    "outer",
    "tensordot",
    "trace",
    "vdot",
    "vecdot",
    "vecmat",
]


def _conjugated(a: Any) -> Any:
    return _core.conjugate(a) if a.dtype.kind == "c" else a


def trace(
    a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None, out: Any = None
) -> Any:
    """The sum of the items on a diagonal of two axes."""
    return diagonal(a, offset, axis1, axis2).sum(axis=-1, dtype=dtype, out=out)


def outer(a: Any, b: Any, out: Any = None) -> Any:
    """The products of each item of one array and each item of another one, as a table."""
    a, b = as_array(a).ravel(), as_array(b).ravel()
    return _core.multiply(a.reshape((-1, 1)), b, out=out)


def vdot(a: Any, b: Any, /) -> Any:
    """The sum of the products of the items of two arrays, those of the first one conjugated."""
    a, b = as_array(a).ravel(), as_array(b).ravel()
    if a.shape != b.shape:
        raise ValueError(f"cannot reshape array of size {b.size} into shape ({a.size},)")
    return _core.dot(_conjugated(a), b)


def _text(shape: tuple[int, ...]) -> str:
    return str(shape).replace(" ", "")


def inner(a: Any, b: Any, /) -> Any:
    """The sums of the products of items along the last axes of two arrays."""
    a, b = as_array(a), as_array(b)
    if a.ndim == 0 or b.ndim == 0:
        return _core.multiply(a, b)
    if a.shape[-1] != b.shape[-1]:
        # NumPy means b with its last two axes swapped.
        other = b.swapaxes(-1, -2).shape if b.ndim > 1 else b.shape
        raise ValueError(
            f"shapes {_text(a.shape)} and {_text(other)} not aligned: "
            f"{a.shape[-1]} (dim {a.ndim - 1}) != {b.shape[-1]} (dim {max(b.ndim - 2, 0)})"
        )
    result = tensordot(a, b, (-1, -1))
    return result[()] if result.ndim == 0 else result


# ---- Sums over several axes ----


def _axes_of(axes: Any) -> tuple[list[int], list[int]]:
    """Which axes of both arrays are summed over."""
    if not hasattr(axes, "__iter__"):
        return list(range(-axes, 0)), list(range(axes))
    first, second = axes
    return (
        list(first) if hasattr(first, "__iter__") else [first],
        list(second) if hasattr(second, "__iter__") else [second],
    )


def _check_axes(a: Any, b: Any, first: list[int], second: list[int]) -> None:
    if len(first) != len(second):
        raise ValueError("shape-mismatch for sum")
    for i, j in zip(first, second):
        if a.shape[i] != b.shape[j]:
            raise ValueError("shape-mismatch for sum")


def _table(a: Any, axes: list[int], last: bool) -> tuple[Any, tuple[int, ...]]:
    """An array as a table whose columns, or rows, are some axes; and the lengths of the others."""
    count = len(axes)
    ends = tuple(range(a.ndim - count, a.ndim)) if last else tuple(range(count))
    a = moveaxis(a, tuple(axes), ends)
    rest = a.shape[: a.ndim - count] if last else a.shape[count:]
    columns = rows = 1
    for length in a.shape[a.ndim - count :] if last else a.shape[:count]:
        columns *= length
    for length in rest:
        rows *= length
    return a.reshape((rows, columns) if last else (columns, rows)), rest


def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """The sums of the products of two arrays over some axes of both.

    `axes` is how many, the last ones of `a` and the first ones of `b`, or a pair of those of each.
    """
    a, b = as_array(a), as_array(b)
    first, second = _axes_of(axes)
    _check_axes(a, b, first, second)
    left, rows = _table(a, first, True)
    right, columns = _table(b, second, False)
    return _core.matmul(left, right).reshape(rows + columns)


# ---- Products of matrices and vectors, with the arguments of a ufunc ----


# Their signatures, and how many last axes of each operand these tell of.
_SIGNATURES = {
    "matvec": ("(m,n),(n)->(m)", 2, 1),
    "vecdot": ("(n),(n)->()", 1, 1),
    "vecmat": ("(n),(n,m)->(m)", 1, 2),
}


def _check_options(name: str, axes: Any, axis: Any, keepdims: Any, signature: Any) -> None:
    if axes is not NO_VALUE or axis is not NO_VALUE:
        raise NotImplementedError(f"{name} has no axes= and no axis=: move the axes first")
    if keepdims or signature is not None:
        raise NotImplementedError(f"{name} has no keepdims= and no signature=")


def _check_cast(name: str, what: str, given: Any, wanted: Any, casting: str) -> None:
    if not _core.can_cast(given, wanted, casting=casting):
        raise TypeError(
            f"Cannot cast ufunc {name!r} {what} from {given!r} to {wanted!r} "
            f"with casting rule {casting!r}"
        )


def _core_operands(
    name: str, x1: Any, x2: Any, dtype: Any, casting: str, axis: Any = NO_VALUE
) -> tuple[Any, Any]:
    """Both arrays, whose last axes are those of the signature; `axis` becomes the last one."""
    signature, first, second = _SIGNATURES[name]
    a, b = as_array(x1), as_array(x2)
    if dtype is not None:
        dtype = _core.dtype(dtype)
        _check_cast(name, "input 0", a.dtype, dtype, casting)
        _check_cast(name, "input 1", b.dtype, dtype, casting)
        a, b = a.astype(dtype, copy=False), b.astype(dtype, copy=False)
    if a.ndim < first or b.ndim < second:
        i, x, count = (0, a, first) if a.ndim < first else (1, b, second)
        raise ValueError(
            f"{name}: Input operand {i} does not have enough dimensions (has {x.ndim}, gufunc "
            f"core with signature {signature} requires {count})"
        )
    if axis is not NO_VALUE:
        a = moveaxis(a, axis_index(axis, a.ndim), -1)
        b = moveaxis(b, axis_index(axis, b.ndim), -1)
    size, other = a.shape[-1], b.shape[-second]
    if size != other:
        raise ValueError(
            f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
            f"signature {signature} (size {other} is different from {size})"
        )
    return a, b


def _stored(name: str, result: Any, out: Any, casting: str) -> Any:
    """The result, in `out` if that is given."""
    if isinstance(out, tuple):
        if len(out) != 1:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        out = out[0]
    if out is None:
        return result
    if not isinstance(out, _core.ndarray):
        raise TypeError("return arrays must be of ArrayType")
    _check_cast(name, "output", result.dtype, out.dtype, casting)
    out[...] = result
    return out


def vecdot(
    x1: Any,
    x2: Any,
    /,
    out: Any = None,
    *,
    axes: Any = NO_VALUE,
    axis: Any = NO_VALUE,
    keepdims: bool = False,
    casting: str = "same_kind",
    order: str = "K",
    dtype: Any = None,
    subok: bool = True,
    signature: Any = None,
) -> Any:
    """The sums of the products of items along an axis, the last one; those of x1 conjugated."""
    if axes is not NO_VALUE or signature is not None:
        raise NotImplementedError("vecdot has no axes= and no signature=: use axis= and dtype=")
    a, b = _core_operands("vecdot", x1, x2, dtype, casting, axis)
    result = _core.matmul(_conjugated(a)[..., None, :], b[..., :, None])[..., 0, 0]
    if keepdims:
        result = expand_dims(result, -1 if axis is NO_VALUE else axis)
    return _stored("vecdot", result if result.ndim else result[()], out, casting)


def matvec(
    x1: Any,
    x2: Any,
    /,
    out: Any = None,
    *,
    axes: Any = NO_VALUE,
    axis: Any = NO_VALUE,
    keepdims: bool = False,
    casting: str = "same_kind",
    order: str = "K",
    dtype: Any = None,
    subok: bool = True,
    signature: Any = None,
) -> Any:
    """The products of matrices, in the last two axes of x1, and vectors, in the last one of x2."""
    _check_options("matvec", axes, axis, keepdims, signature)
    a, b = _core_operands("matvec", x1, x2, dtype, casting)
    return _stored("matvec", _core.matmul(a, b[..., None])[..., 0], out, casting)


def vecmat(
    x1: Any,
    x2: Any,
    /,
    out: Any = None,
    *,
    axes: Any = NO_VALUE,
    axis: Any = NO_VALUE,
    keepdims: bool = False,
    casting: str = "same_kind",
    order: str = "K",
    dtype: Any = None,
    subok: bool = True,
    signature: Any = None,
) -> Any:
    """The products of conjugated vectors, in the last axis of x1, and matrices, in two of x2."""
    _check_options("vecmat", axes, axis, keepdims, signature)
    a, b = _core_operands("vecmat", x1, x2, dtype, casting)
    result = _core.matmul(_conjugated(a)[..., None, :], b)[..., 0, :]
    return _stored("vecmat", result, out, casting)


# ---- Other products ----


def kron(a: Any, b: Any) -> Any:
    """Each item of an array replaced by its product with all of another one."""
    a, b = as_array(a), as_array(b)
    ndim = max(a.ndim, b.ndim)
    if a.ndim == 0 or b.ndim == 0:
        return _core.multiply(a, b)
    a = a.reshape((1,) * (ndim - a.ndim) + a.shape)
    b = b.reshape((1,) * (ndim - b.ndim) + b.shape)
    evens, odds = tuple(range(0, 2 * ndim, 2)), tuple(range(1, 2 * ndim, 2))
    products = _core.multiply(expand_dims(a, odds), expand_dims(b, evens))
    return products.reshape(tuple(m * n for m, n in zip(a.shape, b.shape)))


def cross(
    a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """The vectors at right angles to those along axes of two arrays, of length 3.

    NumPy's vectors of length 2, which are deprecated there, are refused.
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = as_array(a), as_array(b)
    a = moveaxis(a, axis_index(axisa, a.ndim, "axisa"), -1)
    b = moveaxis(b, axis_index(axisb, b.ndim, "axisb"), -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 3)")
    parts = [a[..., i] * b[..., j] - a[..., j] * b[..., i] for i, j in ((1, 2), (2, 0), (0, 1))]
    result = _core.concatenate([expand_dims(part, -1) for part in parts], axis=-1)
    return moveaxis(result, -1, axis_index(axisc, result.ndim, "axisc"))
