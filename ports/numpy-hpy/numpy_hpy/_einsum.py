"""numpy_hpy/_einsum.py: sums of products whose axes are named."""

from __future__ import annotations

from typing import Any

from . import _core
from ._arguments import as_array
from ._manipulation import broadcast_shapes

__all__ = ["einsum"]

# Labels are letters; those of axes that stand for an ellipsis are numbers below 0, the last is -1.
Labels = list[Any]
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

# ---- What is asked for ----


def _labels(text: str, ndim: int | None) -> Labels:
    """The labels of the axes of an operand; `ndim` is None for the result, which has all there are.

    An ellipsis in the result is the label "...".
    """
    before, dots, behind = text.replace(" ", "").partition("...")
    for letter in before + behind:
        if letter not in _LETTERS:
            raise ValueError(
                f"invalid subscript '{letter}' in einstein sum subscripts string, subscripts must "
                "be letters"
            )
    if ndim is None:
        return [*before, *(["..."] if dots else []), *behind]
    rest = ndim - len(before) - len(behind)
    if rest < 0:
        raise ValueError("einstein sum subscripts string contains too many subscripts for operand")
    if rest and not dots:
        raise ValueError(
            "operand has more dimensions than subscripts given in einstein sum, but no '...' "
            "ellipsis provided to broadcast the extra dimensions."
        )
    return [*before, *range(-rest, 0), *behind]


def _parsed(text: str, arrays: list[Any]) -> tuple[list[Labels], Labels]:
    """The labels of the operands and of the result of "ij,jk->ik"."""
    inputs, arrow, output = text.partition("->")
    parts = inputs.split(",")
    if len(parts) < len(arrays):
        raise ValueError("more operands provided to einstein sum function than specified in the "
                         "subscripts string")  # fmt: skip
    if len(parts) > len(arrays):
        raise ValueError("fewer operands provided to einstein sum function than specified in the "
                         "subscripts string")  # fmt: skip
    labels = [_labels(part, a.ndim) for part, a in zip(parts, arrays)]
    return labels, _result_labels(output, labels) if arrow else _natural(labels)


def _numbers(labels: list[Labels]) -> Labels:
    """The labels of all axes that an ellipsis stands for."""
    return sorted({label for part in labels for label in part if isinstance(label, int)})


def _natural(labels: list[Labels]) -> Labels:
    """The labels of a result that is not described: those that are there once, in order."""
    letters = [label for part in labels for label in part if not isinstance(label, int)]
    return [*_numbers(labels), *sorted(x for x in set(letters) if letters.count(x) == 1)]


def _result_labels(text: str, labels: list[Labels]) -> Labels:
    known = {label for part in labels for label in part}
    result: Labels = []
    for label in _labels(text, None):
        if label == "...":
            result += _numbers(labels)
            continue
        if label not in known:
            raise ValueError(
                f"einstein sum subscripts string included output subscript '{label}' which never "
                "appeared in an input"
            )
        if label in result:
            raise ValueError(
                f"einstein sum subscripts string includes output subscript '{label}' multiple times"
            )
        result.append(label)
    if "..." not in text and _numbers(labels):
        raise ValueError(
            "output has ellipsis axes left out: einstein sum subscripts need '...' in the output"
        )
    return result


def _of_lists(operands: tuple[Any, ...]) -> tuple[str, list[Any]]:
    """The text for operands that are followed by lists of numbers, and the arrays."""

    def text_of(numbers: Any) -> str:
        return "".join("..." if number is ... else _LETTERS[number] for number in numbers)

    arrays = [as_array(a) for a in operands[0 : len(operands) // 2 * 2 : 2]]
    text = ",".join(text_of(numbers) for numbers in operands[1::2])
    return (text + "->" + text_of(operands[-1]) if len(operands) % 2 else text), arrays


# ---- Sums ----


def _single(a: Any, labels: Labels) -> tuple[Any, Labels]:
    """An array with one axis for each label: a diagonal where there are more."""
    for label in list(labels):
        while labels.count(label) > 1:
            first = labels.index(label)
            second = labels.index(label, first + 1)
            one, two = a.shape[first], a.shape[second]
            if one != two:
                if 1 not in (one, two):
                    raise ValueError(
                        f"dimensions in single operand for collapsing index '{label}' don't match "
                        f"({one} != {two})"
                    )
                long = second if one == 1 else first
                a = a.take([0], axis=first + second - long)[
                    (slice(None),) * (first + second - long) + (0,)
                ]
                labels = [x for i, x in enumerate(labels) if i != first + second - long]
                continue
            a = a.diagonal(0, first, second)
            labels = [x for i, x in enumerate(labels) if i not in (first, second)] + [label]
    return a, labels


def _summed(a: Any, labels: Labels, keep: Any) -> tuple[Any, Labels]:
    """An array without the axes that are to be summed over."""
    axes = tuple(i for i, label in enumerate(labels) if label not in keep)
    if not axes:
        return a, labels
    a = a.any(axis=axes) if a.dtype.kind == "b" else a.sum(axis=axes, dtype=a.dtype)
    return _core.asarray(a), [label for label in labels if label in keep]


def _arranged(a: Any, labels: Labels, groups: list[Labels], lengths: dict[Any, int]) -> Any:
    """An array with one axis for each of the groups of labels."""
    wanted = [label for group in groups for label in group]
    a = a.transpose(tuple(labels.index(label) for label in wanted))
    shape = []
    for group in groups:
        count = 1
        for label in group:
            count *= lengths[label]
        shape.append(count)
    return a.reshape(tuple(shape))


def _product(
    a: Any, first: Labels, b: Any, second: Labels, keep: Any, lengths: dict[Any, int]
) -> tuple[Any, Labels]:
    """The products of two arrays, summed over the labels that both have and nobody keeps."""
    a, first = _summed(a, first, {*keep, *second})
    b, second = _summed(b, second, {*keep, *first})
    a, b = (_stretched(x, part, lengths) for x, part in ((a, first), (b, second)))
    both = [label for label in first if label in second]
    batch, inner = [x for x in both if x in keep], [x for x in both if x not in keep]
    rows, columns = ([x for x in part if x not in both] for part in (first, second))
    left = _arranged(a, first, [batch, rows, inner], lengths)
    right = _arranged(b, second, [batch, inner, columns], lengths)
    labels = [*batch, *rows, *columns]
    return _core.matmul(left, right).reshape(tuple(lengths[x] for x in labels)), labels


def _stretched(a: Any, labels: Labels, lengths: dict[Any, int]) -> Any:
    """An array whose axes of length 1 have the length of their labels."""
    shape = tuple(lengths[label] for label in labels)
    return a if a.shape == shape else _core.broadcast_to(a, shape)


def _lengths(arrays: list[Any], labels: list[Labels]) -> dict[Any, int]:
    """The length of the axes of each label."""
    result: dict[Any, int] = {}
    for a, part in zip(arrays, labels):
        for length, label in zip(a.shape, part):
            old = result.get(label, 1)
            if 1 not in (old, length) and old != length:
                broadcast_shapes((old,), (length,))  # which fails
            result[label] = length if old == 1 else old
    return result


def einsum(*operands: Any, out: Any = None, optimize: Any = False, **kwargs: Any) -> Any:
    """The sums of products of arrays whose axes are named.

    "ij,jk->ik" makes it the product of two matrices.
    Axes of one name have one index; the result has the axes behind "->", or without it those that
    are named once, in the order of their names, and what is not in it is summed over. "..." stands
    for axes without names. Instead of a text each array may be followed by a list of numbers.
    kwargs are dtype, order and casting. Arrays are multiplied in the order in which they are given,
    whatever `optimize` says.
    """
    unknown = set(kwargs) - {"dtype", "order", "casting"}
    if unknown:
        raise TypeError(f"einsum() got an unexpected keyword argument {min(unknown)!r}")
    if len(operands) < 2:
        raise ValueError("must specify the einstein sum subscripts string and at least one operand")
    if isinstance(operands[0], str):
        text, arrays = operands[0], [as_array(a) for a in operands[1:]]
    else:
        text, arrays = _of_lists(operands)
    labels, wanted = _parsed(text, arrays)
    dtype = kwargs.get("dtype")
    dtype = _core.result_type(*arrays) if dtype is None else _core.dtype(dtype)
    arrays = [a.astype(dtype, casting=kwargs.get("casting", "safe"), copy=False) for a in arrays]
    result = _contracted(arrays, labels, wanted)
    if out is not None:
        out[...] = result
        return out
    order = kwargs.get("order", "K")
    return result[()] if result.ndim == 0 else _core.asarray(result, order=order)


def _contracted(arrays: list[Any], labels: list[Labels], wanted: Labels) -> Any:
    pairs = [_single(a, part) for a, part in zip(arrays, labels)]
    lengths = _lengths([a for a, _ in pairs], [part for _, part in pairs])
    result, names = pairs[0]
    for i, (a, part) in enumerate(pairs[1:], 2):
        later = {label for _, other in pairs[i:] for label in other}
        result, names = _product(result, names, a, part, {*wanted, *later}, lengths)
    result, names = _summed(result, names, wanted)
    return result.transpose(tuple(names.index(label) for label in wanted))
