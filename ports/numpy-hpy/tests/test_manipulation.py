"""ports/numpy-hpy/tests/test_manipulation.py: shapes and orders; joining, splitting, padding."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from alike import arrays, same_outcome
from hypothesis import given
from hypothesis import strategies as st

AXIS = st.integers(-4, 3)
ANY_AXIS = st.one_of(st.none(), AXIS, st.lists(AXIS, max_size=2).map(tuple))


def check(np: Any, hnp: Any, recipes: Any, call: Callable[..., Any], message: bool = True) -> None:
    """Compare what a call of both libraries gives for arrays made by recipes."""
    recipes = recipes if isinstance(recipes, (list, tuple)) else [recipes]
    same_outcome(
        lambda: call(hnp, *(recipe.make(hnp) for recipe in recipes)),
        lambda: call(np, *(recipe.make(np) for recipe in recipes)),
        message,
    )


# ---- Fixed facts ----


def test_orders(hnp: Any) -> None:
    a = hnp.array([[1, 2, 3], [4, 5, 6]])
    assert hnp.flip(a).tolist() == [[6, 5, 4], [3, 2, 1]]
    assert hnp.fliplr(a).tolist() == [[3, 2, 1], [6, 5, 4]]
    assert hnp.flipud(a).tolist() == [[4, 5, 6], [1, 2, 3]]
    assert hnp.rot90(a).tolist() == [[3, 6], [2, 5], [1, 4]]
    assert hnp.roll(a, 1).tolist() == [[6, 1, 2], [3, 4, 5]]
    assert hnp.roll(a, (1, -1), (0, 1)).tolist() == [[5, 6, 4], [2, 3, 1]]
    assert hnp.moveaxis(hnp.zeros((2, 3, 4)), 0, -1).shape == (3, 4, 2)
    assert hnp.rollaxis(hnp.zeros((2, 3, 4)), 2).shape == (4, 2, 3)
    assert hnp.expand_dims(a, (0, -1)).shape == (1, 2, 3, 1)
    assert hnp.matrix_transpose(a).tolist() == [[1, 4], [2, 5], [3, 6]]


def test_joins(hnp: Any) -> None:
    assert hnp.stack([[1, 2], [3, 4]], axis=1).tolist() == [[1, 3], [2, 4]]
    assert hnp.vstack([[1, 2], [[3, 4]]]).tolist() == [[1, 2], [3, 4]]
    assert hnp.hstack([[1, 2], [3]]).tolist() == [1, 2, 3]
    assert hnp.dstack([[1, 2], [3, 4]]).tolist() == [[[1, 3], [2, 4]]]
    assert hnp.column_stack([[1, 2], [3, 4]]).tolist() == [[1, 3], [2, 4]]
    assert hnp.concat([[1], [2]]).tolist() == [1, 2]
    assert hnp.append([1], [[2.5]]).tolist() == [1.0, 2.5]
    assert hnp.tile([1, 2], (2, 2)).tolist() == [[1, 2, 1, 2], [1, 2, 1, 2]]
    assert hnp.block([[hnp.eye(1), 2 * hnp.ones((1, 1))]]).tolist() == [[1.0, 2.0]]


def test_splits(hnp: Any) -> None:
    assert [x.tolist() for x in hnp.split([1, 2, 3, 4], 2)] == [[1, 2], [3, 4]]
    assert [x.tolist() for x in hnp.array_split([1, 2, 3], 2)] == [[1, 2], [3]]
    assert [x.tolist() for x in hnp.split([1, 2, 3, 4], [1, 3])] == [[1], [2, 3], [4]]
    assert [x.tolist() for x in hnp.unstack(hnp.eye(2))] == [[1.0, 0.0], [0.0, 1.0]]
    a = hnp.zeros(4)
    hnp.split(a, 2)[0][:] = 1
    assert a.tolist() == [1.0, 1.0, 0.0, 0.0], "parts are views"


def test_changes(hnp: Any) -> None:
    assert hnp.insert([1, 2, 3], 1, 9).tolist() == [1, 9, 2, 3]
    assert hnp.insert([1, 2, 3], [0, 2], [8, 9]).tolist() == [8, 1, 2, 9, 3]
    assert hnp.delete([1, 2, 3], [0, -1]).tolist() == [2]
    assert hnp.resize([1, 2, 3], (2, 2)).tolist() == [[1, 2], [3, 1]]
    assert hnp.pad([1, 2], (1, 2)).tolist() == [0, 1, 2, 0, 0]
    assert hnp.pad([1, 2, 3], 2, "edge").tolist() == [1, 1, 1, 2, 3, 3, 3]
    assert hnp.pad([1, 2, 3], 2, "reflect").tolist() == [3, 2, 1, 2, 3, 2, 1]
    assert hnp.pad([1, 2, 3], 2, "symmetric").tolist() == [2, 1, 1, 2, 3, 3, 2]
    assert hnp.pad([1, 2, 3], 2, "wrap").tolist() == [2, 3, 1, 2, 3, 1, 2]


# ---- The same as NumPy ----


@given(recipe=arrays(), axis=ANY_AXIS)
def test_flip_and_dims(np: Any, hnp: Any, recipe: Any, axis: Any) -> None:
    check(np, hnp, recipe, lambda m, a: m.flip(a, axis))
    if axis is not None:
        check(np, hnp, recipe, lambda m, a: m.expand_dims(a, axis))
    check(np, hnp, recipe, lambda m, a: m.squeeze(a, axis), message=False)


@given(recipe=arrays(max_dims=4, max_side=3), source=ANY_AXIS, destination=ANY_AXIS)
def test_moveaxis(np: Any, hnp: Any, recipe: Any, source: Any, destination: Any) -> None:
    if source is None or destination is None:
        source = destination = 0
    check(np, hnp, recipe, lambda m, a: m.moveaxis(a, source, destination))
    if isinstance(source, int) and isinstance(destination, int):
        check(np, hnp, recipe, lambda m, a: m.rollaxis(a, source, destination))
        check(np, hnp, recipe, lambda m, a: m.swapaxes(a, source, destination), message=False)


@given(recipe=arrays(), k=st.integers(-5, 5), axes=st.lists(AXIS, min_size=2, max_size=3))
def test_rot90(np: Any, hnp: Any, recipe: Any, k: int, axes: Any) -> None:
    check(np, hnp, recipe, lambda m, a: m.rot90(a, k, axes))


@given(
    recipe=arrays(),
    shift=st.one_of(st.integers(-7, 7), st.lists(st.integers(-7, 7), max_size=2)),
    axis=st.one_of(st.none(), AXIS, st.lists(AXIS, min_size=1, max_size=2)),
)
def test_roll(np: Any, hnp: Any, recipe: Any, shift: Any, axis: Any) -> None:
    if axis is None and isinstance(shift, list):
        shift = 3
    check(np, hnp, recipe, lambda m, a: m.roll(a, shift, axis))


NAMES = [
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "fliplr",
    "flipud",
    "matrix_transpose",
    "unstack",
]


@pytest.mark.parametrize("name", NAMES)
@given(recipe=arrays())
def test_one_array(np: Any, hnp: Any, name: str, recipe: Any) -> None:
    check(np, hnp, recipe, lambda m, a: getattr(m, name)(a))


SAME_SHAPE = st.integers(0, 3).flatmap(
    lambda ndim: st.lists(arrays(min_dims=ndim, max_dims=ndim, max_side=2), min_size=1, max_size=3)
)


@pytest.mark.parametrize("name", ["stack", "vstack", "hstack", "dstack", "column_stack"])
@given(recipes=SAME_SHAPE, axis=AXIS)
def test_joins_as_numpy(np: Any, hnp: Any, name: str, recipes: Any, axis: int) -> None:
    options = {"axis": axis} if name == "stack" else {}
    check(np, hnp, recipes, lambda m, *a: getattr(m, name)(a, **options), message=False)


@given(recipe=arrays(), sections=st.integers(0, 4) | st.lists(st.integers(-4, 4)), axis=AXIS)
def test_splits_as_numpy(np: Any, hnp: Any, recipe: Any, sections: Any, axis: int) -> None:
    check(np, hnp, recipe, lambda m, a: m.array_split(a, sections, axis), message=False)
    if sections != 0:
        check(np, hnp, recipe, lambda m, a: m.split(a, sections, axis), message=False)
    for name in ("hsplit", "vsplit", "dsplit") if sections != 0 else ():
        check(np, hnp, recipe, lambda m, a, name=name: getattr(m, name)(a, sections))


@given(recipe=arrays(max_side=3), reps=st.one_of(st.integers(0, 3), st.lists(st.integers(0, 3))))
def test_tile(np: Any, hnp: Any, recipe: Any, reps: Any) -> None:
    check(np, hnp, recipe, lambda m, a: m.tile(a, reps[:4] if isinstance(reps, list) else reps))


@given(recipe=arrays(), shape=st.lists(st.integers(0, 4), max_size=3))
def test_resize(np: Any, hnp: Any, recipe: Any, shape: Any) -> None:
    check(np, hnp, recipe, lambda m, a: m.resize(a, tuple(shape)))


WIDTH = st.integers(0, 9)


@pytest.mark.parametrize("mode", ["constant", "edge", "reflect", "symmetric", "wrap"])
@given(recipe=arrays(max_side=3, special=False), data=st.data())
def test_pad(np: Any, hnp: Any, mode: str, recipe: Any, data: Any) -> None:
    pair = st.tuples(WIDTH, WIDTH)
    ndim = len(recipe.shape)
    widths = data.draw(st.one_of(WIDTH, pair, st.lists(pair, min_size=ndim, max_size=ndim)))
    if ndim == 0:
        widths = 1
    check(np, hnp, recipe, lambda m, a: m.pad(a, widths, mode), message=False)


@given(
    recipe=arrays(max_dims=2),
    axis=st.one_of(st.none(), AXIS),
    where=st.one_of(
        st.integers(-5, 5),
        st.lists(st.integers(-5, 5), max_size=3),
        st.builds(slice, st.integers(-5, 5), st.integers(-5, 5), st.sampled_from([1, 2, -1])),
        st.lists(st.booleans(), min_size=1, max_size=4),
    ),
    values=st.one_of(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=1, max_size=3)),
)
def test_insert_and_delete(
    np: Any, hnp: Any, recipe: Any, axis: Any, where: Any, values: Any
) -> None:
    def place(m: Any) -> Any:
        return m.array(where) if isinstance(where, list) and where else where

    check(np, hnp, recipe, lambda m, a: m.delete(a, place(m), axis))
    check(np, hnp, recipe, lambda m, a: m.insert(a, place(m), values, axis), message=False)


@given(shapes=st.lists(st.lists(st.integers(0, 3), max_size=3).map(tuple), max_size=4))
def test_broadcast(np: Any, hnp: Any, shapes: Any) -> None:
    same_outcome(lambda: hnp.broadcast_shapes(*shapes), lambda: np.broadcast_shapes(*shapes))
    same_outcome(
        lambda: hnp.broadcast_arrays(*map(hnp.zeros, shapes)),
        lambda: np.broadcast_arrays(*map(np.zeros, shapes)),
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.stack([]),
        lambda m: m.stack([[1], [1, 2]]),
        lambda m: m.stack(x for x in [1]),
        lambda m: m.stack([[1], [2]], axis=3),
        lambda m: m.stack([[1], [2]], dtype="float32"),
        lambda m: m.stack([[1.5], [2]], dtype="int32", casting="unsafe"),
        lambda m: m.stack([[1], [2]], out=m.zeros((2, 1))),
        lambda m: m.append([[1]], [[2]], axis=1),
        lambda m: m.broadcast_shapes(2, (1,), -1),
        lambda m: m.tile([1, 2], (2, -1)),
        lambda m: m.pad([1, 2], 1, "foo"),
        lambda m: m.pad([1, 2], -1),
        lambda m: m.pad([1, 2], 1, "edge", stat_length=3),
        lambda m: m.pad([], 1, "edge"),
        lambda m: m.pad([1, 2], 1.5),
        lambda m: m.pad([[1, 2, 3]], {0: 1, -1: (1, 2)}),
        lambda m: m.pad([[1, 2]], ((1, 1), (2, 0)), constant_values=((7, 8), (9, 10))),
        lambda m: m.pad([1, 2], 2, "empty").shape,
        lambda m: m.resize([1, 2], -1),
        lambda m: m.insert([[1, 2], [3, 4]], 1, [8, 9], axis=1),
        lambda m: m.insert([[1, 2], [3, 4]], [1], [[8], [9]], axis=1),
        lambda m: m.insert([[1, 2], [3, 4]], [0, 1], 5, axis=0),
        lambda m: m.insert([1, 2, 3], -1, [7, 8]),
        lambda m: m.delete([1, 2, 3], [0.5]),
        lambda m: m.delete(m.arange(6).reshape(2, 3), 1, axis=1),
        lambda m: m.block([[m.ones((2, 2)), m.zeros((2, 1))], [m.arange(3)]]),
        lambda m: m.block(3),
        lambda m: m.block([]),
        lambda m: m.apply_along_axis(sorted, 1, m.array([[3, 1, 2], [9, 8, 7]])),
        lambda m: m.apply_along_axis(lambda x: x.sum(), 0, m.arange(24).reshape(2, 3, 4)),
        lambda m: m.apply_along_axis(lambda x: m.diag(x), -1, m.arange(6).reshape(2, 3)),
        lambda m: m.permute_dims(m.zeros((2, 3, 4)), (2, 0, 1)).shape,
    ],
)
def test_calls(np: Any, hnp: Any, call: Callable[[Any], Any]) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))


def test_pad_calls_a_function(np: Any, hnp: Any) -> None:
    def fill(line: Any, width: Any, axis: int, options: Any) -> None:
        line[: width[0]] = options["value"] + axis
        line[len(line) - width[1] :] = -1

    same_outcome(
        lambda: hnp.pad(hnp.arange(4).reshape(2, 2), 1, fill, value=7),
        lambda: np.pad(np.arange(4).reshape(2, 2), 1, fill, value=7),
    )
