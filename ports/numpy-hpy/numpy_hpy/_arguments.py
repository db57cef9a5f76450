"""numpy_hpy/_arguments.py: arguments that many functions have: axes, devices, what is not given."""

from __future__ import annotations

from operator import index
from typing import Any

from . import _core


class NoValueType:
    """The type of NO_VALUE, which stands for an argument that is not given."""

    def __repr__(self) -> str:
        return "<no value>"


NO_VALUE: Any = NoValueType()


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments that are given."""
    return {name: value for name, value in arguments.items() if value is not NO_VALUE}


def check_device(device: Any) -> None:
    """Refuse any device but the only one that there is."""
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')


def axis_index(axis: Any, ndim: int, name: str | None = None) -> int:
    """An axis counted from the first one: AxisError if an array of `ndim` axes has it not."""
    number = index(axis)
    if not -ndim <= number < ndim:
        raise _core.AxisError(number, ndim, name)
    return number % ndim


def axis_tuple(axis: Any, ndim: int, name: str | None = None) -> tuple[int, ...]:
    """One axis or several ones as a tuple, counted from the first one."""
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    result = tuple([axis_index(a, ndim, name) for a in axes])
    if len(set(result)) < len(result):
        raise ValueError(f"repeated axis in `{name}` argument" if name else "repeated axis")
    return result


def shape_tuple(shape: Any) -> tuple[int, ...]:
    """A length or several ones as a tuple."""
    if hasattr(shape, "__index__"):
        return (index(shape),)
    return tuple(index(length) for length in shape)


def along(axis: int, item: Any) -> tuple[Any, ...]:
    """An index that is `item` for an axis and takes all of the axes before it."""
    return (slice(None),) * axis + (item,)


def as_array(a: Any) -> Any:
    """An array as it is; of anything else a new one."""
    return a if isinstance(a, _core.ndarray) else _core.asarray(a)
