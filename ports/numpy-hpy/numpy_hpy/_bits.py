"""numpy_hpy/_bits.py: bits in bytes, and bytes of bits."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array, axis_index
from ._manipulation import moveaxis

__all__ = ["packbits", "unpackbits"]


def _lines(a: Any, axis: int | None, bitorder: str) -> tuple[Any, int]:
    """An array whose axis, or all of it flat, has become the last one; and which one it was."""
    if bitorder not in ("big", "little"):
        raise ValueError("'order' must be either 'little' or 'big'")
    if axis is None or a.ndim == 0:
        return a.reshape(-1), 0
    axis = axis_index(axis, a.ndim)
    return moveaxis(a, axis, -1), axis


def _weights(bitorder: str) -> Any:
    """What each of eight bits is worth."""
    weights = _core.left_shift(1, _core.arange(8)).astype("uint8")
    return weights if bitorder == "little" else weights[::-1]


def packbits(a: Any, /, axis: int | None = None, bitorder: str = "big") -> Any:
    """Bytes whose bits are 1 where the items along an axis are not 0, eight for each byte.

    The first one is the highest bit, or the lowest if `bitorder` is "little"; 0s fill up the last
    byte.
    """
    a = as_array(a)
    if a.dtype.kind not in "biu":
        raise TypeError("Expected an input array of integer or boolean data type")
    bits, axis = _lines(a != 0 if a.ndim else a.reshape(1) != 0, axis, bitorder)
    length = bits.shape[-1]
    padded = _core.zeros((*bits.shape[:-1], -(-length // 8) * 8), dtype="uint8")
    padded[..., :length] = bits
    groups = padded.reshape((*bits.shape[:-1], -(-length // 8), 8))
    return moveaxis((groups * _weights(bitorder)).sum(axis=-1, dtype="uint8"), -1, axis)


def unpackbits(
    a: Any, /, axis: int | None = None, count: int | None = None, bitorder: str = "big"
) -> Any:
    """The bits of bytes along an axis, as items that are 0 or 1.

    `count` is how many, with 0s behind those that there are; if it is negative, so many are left
    out at the end.
    """
    a = as_array(a)
    if a.dtype.name != "uint8":
        raise TypeError("Expected an input array of unsigned byte data type")
    groups, axis = _lines(a, axis, bitorder)
    bits = _core.not_equal(groups[..., None] & _weights(bitorder), 0).astype("uint8")
    bits = bits.reshape((*groups.shape[:-1], groups.shape[-1] * 8))
    length = bits.shape[-1]
    if count is not None and count < 0:
        if -count > length:
            raise ValueError("-count larger than number of elements")
        bits = bits[..., : length + count]
    elif count is not None:
        result = _core.zeros((*bits.shape[:-1], count), dtype="uint8")
        result[..., :length] = bits[..., :count]
        bits = result
    return moveaxis(bits, -1, axis)
