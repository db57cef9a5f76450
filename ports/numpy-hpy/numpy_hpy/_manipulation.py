"""numpy_hpy/_manipulation.py: the same items in another shape or order; joined and split arrays."""
# ruff: noqa: N803 -- names of arguments are NumPy's.

from __future__ import annotations

from collections.abc import Sequence
from operator import index
from typing import Any, Callable

from . import _core
from ._arguments import along, as_array, axis_index, axis_tuple, shape_tuple
from ._selection import nonzero, where

__all__ = [
    "append",
    "apply_along_axis",
    "apply_over_axes",
    "array_split",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "block",
    "broadcast_arrays",
    "broadcast_shapes",
    "column_stack",
    "delete",
    "dsplit",
    "dstack",
    "expand_dims",
    "flip",
    "fliplr",
    "flipud",
    "hsplit",
    "hstack",
    "insert",
    "matrix_transpose",
    "moveaxis",
    "resize",
    "roll",
    "rollaxis",
    "rot90",
    "split",
    "stack",
    "tile",
    "trim_zeros",
    "unstack",
    "vsplit",
    "vstack",
]

# ---- Broadcasting ----


def _common_length(shapes: list[tuple[int, ...]], axis: int) -> int:
    """The length that all have along an axis, counted from the last one, -1."""
    owner, result = 0, 1
    for number, shape in enumerate(shapes):
        length = shape[axis] if -axis <= len(shape) else 1
        if length != 1 and result not in (1, length):
            raise _mismatch(owner, shapes[owner], number, shape)
        if length != 1 and result == 1:
            owner, result = number, length
    return result


def _common_shape(shapes: list[tuple[int, ...]]) -> tuple[int, ...]:
    """The shape that all can be broadcast to."""
    ndim = max(map(len, shapes), default=0)
    return tuple(_common_length(shapes, axis) for axis in range(-ndim, 0))


def _mismatch(i: int, first: tuple[int, ...], j: int, second: tuple[int, ...]) -> ValueError:
    return ValueError(
        "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
        f"arg {i} with shape {first} and arg {j} with shape {second}."
    )


def broadcast_shapes(*args: Any) -> tuple[int, ...]:
    """The shape of the result of an operation on arrays of these shapes."""
    shapes = [shape_tuple(shape) for shape in args]
    if any(length < 0 for shape in shapes for length in shape):
        raise ValueError("negative dimensions are not allowed")
    return _common_shape(shapes)


def broadcast_arrays(*args: Any, subok: bool = False) -> tuple[Any, ...]:
    """Views of arrays in the shape that all can be broadcast to."""
    arrays = [as_array(arg) for arg in args]
    shape = _common_shape([a.shape for a in arrays])
    return tuple(a if a.shape == shape else _core.broadcast_to(a, shape) for a in arrays)


# ---- Axes ----


def expand_dims(a: Any, axis: Any) -> Any:
    """A view of an array with new axes of length 1, which are `axis` of the result."""
    a = as_array(a)
    count = len(axis) if isinstance(axis, (tuple, list)) else 1
    axes = axis_tuple(axis, a.ndim + count)
    lengths = iter(a.shape)
    shape = tuple(1 if i in axes else next(lengths) for i in range(a.ndim + count))
    return a.reshape(shape)


def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    """A view of an array whose axes `source` are now `destination`; the others stay in order."""
    a = as_array(a)
    sources = axis_tuple(source, a.ndim, "source")
    destinations = axis_tuple(destination, a.ndim, "destination")
    if len(sources) != len(destinations):
        raise ValueError(
            "`source` and `destination` arguments must have the same number of elements"
        )
    order = [axis for axis in range(a.ndim) if axis not in sources]
    for place, axis in sorted(zip(destinations, sources)):
        order.insert(place, axis)
    return a.transpose(tuple(order))


def rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    """A view of an array whose `axis` was moved in front of the axis `start`."""
    a = as_array(a)
    axis = axis_index(axis, a.ndim)
    place = start + a.ndim if start < 0 else start
    if not 0 <= place <= a.ndim:
        text = "'%s' arg requires %d <= %s < %d, but %d was passed in"
        raise _core.AxisError(text % ("start", -a.ndim, "start", a.ndim + 1, start))
    return moveaxis(a, axis, place - 1 if axis < place else place)


def matrix_transpose(x: Any, /) -> Any:
    """A view of an array whose last two axes are swapped."""
    x = as_array(x)
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return x.swapaxes(-1, -2)


def _one_or_tuple(arrays: list[Any]) -> Any:
    return arrays[0] if len(arrays) == 1 else tuple(arrays)


def _at_least_1d(a: Any) -> Any:
    a = as_array(a)
    return a if a.ndim else a.reshape(1)


def _at_least_2d(a: Any) -> Any:
    a = _at_least_1d(a)
    return a if a.ndim > 1 else a.reshape((1, -1))


def _at_least_3d(a: Any) -> Any:
    a = as_array(a)
    if a.ndim < 2:
        return a.reshape((1, a.size, 1))
    return a if a.ndim > 2 else a.reshape((*a.shape, 1))


def atleast_1d(*arys: Any) -> Any:
    """Arrays with one axis or more: an array, or a tuple of arrays for several arguments."""
    return _one_or_tuple([_at_least_1d(a) for a in arys])


def atleast_2d(*arys: Any) -> Any:
    """Arrays with two axes or more, new ones in front: an array, or a tuple of arrays."""
    return _one_or_tuple([_at_least_2d(a) for a in arys])


def atleast_3d(*arys: Any) -> Any:
    """Arrays with three axes or more, (1, n, 1) or (n, m, 1): an array, or a tuple of arrays."""
    return _one_or_tuple([_at_least_3d(a) for a in arys])


# ---- Order ----


def flip(m: Any, axis: Any = None) -> Any:
    """A view of an array whose items are in reverse order along some axes; None is all of them."""
    m = as_array(m)
    axes = range(m.ndim) if axis is None else axis_tuple(axis, m.ndim)
    return m[tuple(slice(None, None, -1 if i in axes else 1) for i in range(m.ndim))]


def fliplr(m: Any) -> Any:
    """A view of an array whose columns are in reverse order."""
    m = as_array(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return m[:, ::-1]


def flipud(m: Any) -> Any:
    """A view of an array whose rows are in reverse order."""
    m = as_array(m)
    if m.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return m[::-1, ...]


def rot90(m: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """A view of an array turned `k` times by 90 degrees, from the first axis to the second."""
    m, axes = as_array(m), tuple(axes)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    if axes[0] == axes[1] or abs(axes[0] - axes[1]) == m.ndim:
        raise ValueError("Axes must be different.")
    if not all(-m.ndim <= axis < m.ndim for axis in axes):
        raise ValueError(f"Axes={axes} out of range for array of ndim={m.ndim}.")
    if k % 4 == 0:
        return m[:]
    if k % 4 == 2:
        return flip(m, axes)
    if k % 4 == 1:
        return flip(m, axes[1]).swapaxes(*axes)
    return flip(m.swapaxes(*axes), axes[1])


def _shifts(shift: Any, axis: Any, ndim: int) -> dict[int, int]:
    """By how much to roll each axis."""
    for number in axis if isinstance(axis, (tuple, list)) else (axis,):
        axis_index(number, ndim)
    shift, axis = broadcast_arrays(shift, axis)
    if shift.ndim > 1:
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    result: dict[int, int] = {}
    for places, number in zip(shift.reshape(-1).tolist(), axis.reshape(-1).tolist()):
        number = axis_index(number, ndim)
        result[number] = result.get(number, 0) + places
    return result


def roll(a: Any, shift: Any, axis: Any = None) -> Any:
    """A new array whose items are moved along some axes; the last ones come to the front.

    Without an axis the array is rolled as if it had only one.
    """
    a = as_array(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    result = a.copy()
    for number, places in _shifts(shift, axis, a.ndim).items():
        cut = -places % (a.shape[number] or 1)
        parts = (result[along(number, slice(cut, None))], result[along(number, slice(0, cut))])
        result = _core.concatenate(parts, axis=number)
    return result


# ---- Joining ----


def _sequence(arrays: Any) -> list[Any]:
    if not hasattr(arrays, "__getitem__"):
        raise TypeError(
            'arrays to stack must be passed as a "sequence" type such as list or tuple.'
        )
    return list(arrays)


def stack(
    arrays: Any,
    axis: int = 0,
    out: Any = None,
    *,
    dtype: Any = None,
    casting: str = "same_kind",
) -> Any:
    """Arrays of one shape joined along a new axis."""
    arrays = [as_array(a) for a in _sequence(arrays)]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({a.shape for a in arrays}) > 1:
        raise ValueError("all input arrays must have the same shape")
    axis = axis_index(axis, arrays[0].ndim + 1)
    arrays = [expand_dims(a, axis) for a in arrays]
    return _core.concatenate(arrays, axis=axis, out=out, dtype=dtype, casting=casting)


def vstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    """Arrays joined along the first of at least two axes."""
    arrays = [_at_least_2d(a) for a in _sequence(tup)]
    return _core.concatenate(arrays, axis=0, dtype=dtype, casting=casting)


def hstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    """Arrays joined along the second axis, or the first one if there is no other."""
    arrays = [_at_least_1d(a) for a in _sequence(tup)]
    axis = 0 if arrays and arrays[0].ndim == 1 else 1
    return _core.concatenate(arrays, axis=axis, dtype=dtype, casting=casting)


def dstack(tup: Any) -> Any:
    """Arrays joined along the third of at least three axes."""
    return _core.concatenate([_at_least_3d(a) for a in _sequence(tup)], axis=2)


def column_stack(tup: Any) -> Any:
    """Arrays joined along the second axis; those with one axis are columns."""
    arrays = [as_array(a) for a in _sequence(tup)]
    columns = [a if a.ndim > 1 else a.reshape((-1, 1)) for a in arrays]
    return _core.concatenate(columns, axis=1)


def _depth(arrays: Any) -> int:
    if not isinstance(arrays, list):
        return 0
    if not arrays:
        raise ValueError("List at arrays cannot be empty")
    depths = {_depth(item) for item in arrays}
    if len(depths) > 1:
        raise ValueError("List depths are mismatched.")
    return 1 + depths.pop()


def _join_blocks(arrays: Any, depth: int, ndim: int) -> Any:
    if depth == 0:
        a = as_array(arrays)
        return a.reshape((1,) * (ndim - a.ndim) + a.shape)
    parts = [_join_blocks(item, depth - 1, ndim) for item in arrays]
    return _core.concatenate(parts, axis=-depth)


def _largest_ndim(arrays: Any) -> int:
    if isinstance(arrays, list):
        return max(_largest_ndim(item) for item in arrays)
    ndim: int = as_array(arrays).ndim
    return ndim


def block(arrays: Any) -> Any:
    """Arrays in nested lists joined: those of the innermost lists along the last axis, etc."""
    depth = _depth(arrays)
    ndim = max(depth, _largest_ndim(arrays))
    return _join_blocks(arrays, depth, ndim) if depth else as_array(arrays).copy()


def append(arr: Any, values: Any, axis: int | None = None) -> Any:
    """A new array with values behind its items along an axis; without one both are flat."""
    arr, values = as_array(arr), as_array(values)
    if axis is None:
        return _core.concatenate((arr.ravel(), values.ravel()))
    return _core.concatenate((arr, values), axis=axis)


def _tiled(a: Any, reps: Sequence[int]) -> Any:
    """Each axis repeated as a whole: both have as many axes."""
    pairs = [n for length, rep in zip(a.shape, reps) for n in (rep, length)]
    shape = [n for length in a.shape for n in (1, length)]
    copies = _core.broadcast_to(a.reshape(tuple(shape)), tuple(pairs))
    return copies.reshape(tuple(length * rep for length, rep in zip(a.shape, reps)))


def tile(A: Any, reps: Any) -> Any:
    """A new array of copies of another one, so many along each axis; new axes are in front."""
    a, counts = as_array(A), shape_tuple(reps)
    if any(count < 0 for count in counts):
        raise ValueError("negative dimensions are not allowed")
    ndim = max(a.ndim, len(counts))
    a = a.reshape((1,) * (ndim - a.ndim) + a.shape)
    return _tiled(a, (1,) * (ndim - len(counts)) + counts).copy()


def resize(a: Any, new_shape: Any) -> Any:
    """A new array of another shape with the items of `a`, again and again where they do not do."""
    a, shape = as_array(a).ravel(), shape_tuple(new_shape)
    size = 1
    for length in shape:
        size *= length
        if length < 0:
            raise ValueError("all elements of `new_shape` must be non-negative")
    if a.size == 0 or size == 0:
        return _core.zeros(shape, dtype=a.dtype)
    return a[_core.arange(size) % a.size].reshape(shape)


# ---- Splitting ----


def array_split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Views of the parts of an array along an axis: between indices, or so many of equal size.

    If the items do not do for that, the first parts have one more.
    """
    ary = as_array(ary)
    axis = axis_index(axis, ary.ndim)
    length = ary.shape[axis]
    if hasattr(indices_or_sections, "__len__") and len(as_array(indices_or_sections).shape):
        bounds = [0, *(index(i) for i in indices_or_sections), length]
    else:
        count = int(indices_or_sections)
        if count <= 0:
            raise ValueError("number sections must be larger than 0.")
        size, longer = divmod(length, count)
        bounds = [size * i + min(i, longer) for i in range(count + 1)]
    return [ary[along(axis, slice(a, b))] for a, b in zip(bounds, bounds[1:])]


def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Views of the parts of an array along an axis, between indices or so many equal ones."""
    ary = as_array(ary)
    if not hasattr(indices_or_sections, "__len__"):
        length = ary.shape[axis_index(axis, ary.ndim)]
        if length % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def _split_along(ary: Any, indices_or_sections: Any, axis: int, name: str) -> list[Any]:
    ary = as_array(ary)
    if ary.ndim <= axis:
        raise ValueError(f"{name} only works on arrays of {axis + 1} or more dimensions")
    return split(ary, indices_or_sections, axis)


def hsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Views of the parts of an array along the second axis, or the only one."""
    ary = as_array(ary)
    if ary.ndim > 1:
        return split(ary, indices_or_sections, 1)
    return _split_along(ary, indices_or_sections, 0, "hsplit")


def vsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Views of the parts of an array of two or more axes along the first one."""
    if as_array(ary).ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


def dsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Views of the parts of an array along the third axis."""
    return _split_along(ary, indices_or_sections, 2, "dsplit")


def unstack(x: Any, /, *, axis: int = 0) -> tuple[Any, ...]:
    """Views of the parts of an array at each index of an axis, which they have not."""
    x = as_array(x)
    if x.ndim == 0:
        raise ValueError("Input array must be at least 1-d.")
    x = moveaxis(x, axis, 0)
    return tuple(x[i] for i in range(x.shape[0]))


# ---- Insertion and deletion ----


def _flat_without_axis(arr: Any, axis: int | None) -> tuple[Any, int]:
    arr = as_array(arr)
    if axis is None:
        return arr.ravel(), 0
    return arr, axis_index(axis, arr.ndim)


def _index_array(obj: Any, length: int) -> Any:
    """An index as an array of numbers: a slice as what it takes, bools as where they are true."""
    if isinstance(obj, slice):
        return _core.arange(*obj.indices(length))
    places = as_array(obj)
    if places.size == 0 and not isinstance(obj, _core.ndarray):
        places = places.astype(int)
    if places.ndim > 1:
        raise ValueError("index array argument obj to insert must be one dimensional or scalar")
    return places


def _check_bounds(places: Any, length: int, limit: int, axis: int) -> None:
    for place in places.reshape(-1).tolist():
        if not -length <= place < limit:
            raise IndexError(f"index {place} is out of bounds for axis {axis} with size {length}")


def delete(arr: Any, obj: Any, axis: int | None = None) -> Any:
    """A new array without the parts at some indices of an axis; without one `arr` is flat."""
    arr, axis = _flat_without_axis(arr, axis)
    length = arr.shape[axis]
    places = _index_array(obj, length)
    if places.dtype.kind == "b":
        if places.shape != (length,):
            raise ValueError(
                "boolean array argument obj to delete must be one dimensional and match the axis "
                f"length of {length}"
            )
        return arr[along(axis, _core.logical_not(places))]
    if places.dtype.kind not in "iu":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    _check_bounds(places, length, length, axis)
    kept = _core.ones(length, dtype=bool)
    kept[places] = False
    return arr[along(axis, kept)]


def insert(arr: Any, obj: Any, values: Any, axis: int | None = None) -> Any:
    """A new array with values in front of some indices of an axis; without one `arr` is flat."""
    arr, axis = _flat_without_axis(arr, axis)
    length = arr.shape[axis]
    places = _index_array(obj, length)
    if places.dtype.kind == "b":
        places = nonzero(places)[0]
    values = _core.asarray(values, dtype=arr.dtype)
    if places.size == 1:
        single = places.reshape(-1)[0]
        return _insert_one(arr, int(single), values, axis, places.ndim == 0)
    places = places.astype(int)
    _check_bounds_of_insertion(places, length, axis)
    places = where(places < 0, places + length, places)
    order = _core.argsort(places, kind="stable")
    places[order] += _core.arange(places.size)
    return _filled(arr, places, values, axis)


def _check_bounds_of_insertion(places: Any, length: int, axis: int) -> None:
    for i, place in enumerate(places.tolist()):
        if not -length <= place <= length:
            # NumPy tells the place in the result.
            raise IndexError(
                f"index {place + i} is out of bounds for axis {axis} with size "
                f"{length + places.size}"
            )


def _insert_one(arr: Any, place: int, values: Any, axis: int, scalar: bool) -> Any:
    """Insert one or more values at the same place."""
    length = arr.shape[axis]
    if not -length <= place <= length:
        raise IndexError(f"index {place} is out of bounds for axis {axis} with size {length}")
    place = place + length if place < 0 else place
    values = values.reshape((1,) * (arr.ndim - values.ndim) + values.shape)
    if scalar:
        values = moveaxis(values, 0, axis)
    count = values.shape[axis]
    return _filled(arr, _core.arange(place, place + count), values, axis)


def _filled(arr: Any, places: Any, values: Any, axis: int) -> Any:
    """An array with values at `places`, and the old items elsewhere."""
    shape = list(arr.shape)
    shape[axis] += places.size
    result = _core.empty(tuple(shape), dtype=arr.dtype)
    old = _core.ones(shape[axis], dtype=bool)
    old[places] = False
    result[along(axis, places)] = values
    result[along(axis, old)] = arr
    return result


# ---- One axis at a time ----


def apply_along_axis(
    func1d: Callable[..., Any], axis: int, arr: Any, *args: Any, **kwargs: Any
) -> Any:
    """What a function gives for the items along an axis, for each index of the other axes."""
    arr = as_array(arr)
    axis = axis_index(axis, arr.ndim)
    rows = moveaxis(arr, axis, -1)
    if rows.size == 0 and 0 in rows.shape[:-1]:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    flat = rows.reshape((-1, rows.shape[-1]))
    results = [as_array(func1d(flat[i], *args, **kwargs)) for i in range(flat.shape[0])]
    result = stack(results).reshape((*rows.shape[:-1], *results[0].shape))
    first, count = rows.ndim - 1, results[0].ndim
    return moveaxis(result, tuple(range(first, first + count)), tuple(range(axis, axis + count)))


def apply_over_axes(func: Callable[..., Any], a: Any, axes: Any) -> Any:
    """What a function of an array and an axis gives for one axis after the other."""
    result = as_array(a)
    for axis in axis_tuple(axes if hasattr(axes, "__len__") else [axes], result.ndim):
        value = func(result, axis)
        result = value if value.ndim == result.ndim else expand_dims(value, axis)
        if result.ndim != as_array(a).ndim:
            raise ValueError("function is not returning an array of the correct shape")
    return result


# ---- Zeros around ----


def _without_zeros(a: Any, axis: int, trim: str) -> slice:
    """What is left of an axis without the zeros at its ends."""
    others = tuple(i for i in range(a.ndim) if i != axis)
    places = nonzero(_core.asarray(_core.any(a != 0, axis=others)))[0].tolist()
    length = a.shape[axis]
    first, last = (places[0], places[-1]) if places else (length, length - 1)
    return slice(first if "f" in trim else 0, last + 1 if "b" in trim else length)


def trim_zeros(filt: Any, trim: str = "fb", axis: Any = None) -> Any:
    """An array, list or tuple without the zeros at the front ("f") and the back ("b") of axes."""
    letters = trim.lower()
    if letters not in ("fb", "bf", "f", "b"):
        raise ValueError(f"unexpected character(s) in `trim`: {trim!r}")
    a = as_array(filt)
    axes = range(a.ndim) if axis is None else axis_tuple(axis, a.ndim)
    index_ = tuple(
        _without_zeros(a, i, letters) if i in axes else slice(None) for i in range(a.ndim)
    )
    return filt[index_[0]] if a.ndim == 1 else a[index_]
