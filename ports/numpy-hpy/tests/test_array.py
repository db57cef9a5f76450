"""ports/numpy-hpy/tests/test_array.py: how arrays are made, resized, seen in parts and written."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Callable

import pytest
from alike import DTYPES, arrays, outcome, same, same_outcome
from hypothesis import given
from hypothesis import strategies as st

SHAPES = st.one_of(st.integers(-1, 4), st.lists(st.integers(0, 4), max_size=5).map(tuple))

# ---- The constructor ----


@pytest.mark.pypy("lends no buffers to extensions, so that the memory is a copy")
def test_constructor(hnp: Any) -> None:
    a = hnp.arange(6.0)
    assert hnp.ndarray((2, 3)).shape == (2, 3)
    assert hnp.ndarray(2, "int8").dtype == "int8"
    assert hnp.ndarray(2, buffer=a, strides=(-8,), offset=8).tolist() == [1.0, 0.0]
    assert hnp.ndarray((2, 3), buffer=a, order="F").tolist() == [[0, 2, 4], [1, 3, 5]]
    part = hnp.ndarray(3, buffer=a)
    part[0] = 7
    assert a[0] == 7
    assert not hnp.ndarray(2, buffer=b"1234567890123456").flags.writeable
    assert hnp.ndarray((5, 0), buffer=b"").shape == (5, 0)


@pytest.mark.pypy("lends no buffers to extensions, so that the memory is a copy")
@given(
    shape=st.lists(st.integers(0, 3), max_size=3),
    strides=st.lists(st.sampled_from([0, 1, 8, -8, 16, 40, 2**61, -(2**62)]), max_size=3),
    offset=st.sampled_from([0, 8, 63, 64, 65, -1, 2**62]),
    dtype=st.sampled_from(["int8", "float64", "complex128"]),
)
def test_items_are_within_the_buffer(
    hnp: Any, shape: list[int], strides: list[int], offset: int, dtype: str
) -> None:
    strides = [*strides, 8, 8, 8][: len(shape)]
    low = offset + sum(min((n - 1) * step, 0) for n, step in zip(shape, strides))
    high = offset + sum(max((n - 1) * step, 0) for n, step in zip(shape, strides))
    high += hnp.dtype(dtype).itemsize
    fits = 0 <= offset <= 64 if 0 in shape else low >= 0 and high <= 64
    data = bytearray(64)
    if not fits:
        with pytest.raises((ValueError, TypeError)):
            hnp.ndarray(shape, dtype, data, offset, strides)
    else:
        hnp.ndarray(shape, dtype, data, offset, strides).fill(1)


@pytest.mark.parametrize(
    "make",
    [
        lambda m: m.ndarray((2, 9), buffer=m.zeros(6)),
        lambda m: m.ndarray(2, buffer=m.zeros(6), strides=(400,)),
        lambda m: m.ndarray(2, buffer=m.zeros(6), strides=(2**62,)),
        lambda m: m.ndarray((2, 2), strides=(8,)),
        lambda m: m.ndarray((2, 2), strides=(160, 8)),
        lambda m: m.ndarray((2, -2)),
        lambda m: m.ndarray("x"),
    ],
)
def test_constructor_errors(np: Any, hnp: Any, make: Callable[..., Any]) -> None:
    same_outcome(lambda: make(hnp), lambda: make(np), message="x" not in repr(make))


@pytest.mark.pypy("makes instances of extension types by object.__new__")
def test_nothing_is_made_without_a_constructor(hnp: Any) -> None:
    """An object that no constructor has seen would have no memory."""
    for kind in (hnp.ndarray, hnp.ufunc, hnp.dtype, hnp.int64):
        with pytest.raises(TypeError):
            object.__new__(kind)
    for make in (hnp.ndarray, hnp.ufunc, lambda: hnp.ndarray.__new__(hnp.ndarray)):
        with pytest.raises(TypeError):
            make()

    class Derived(hnp.ndarray):  # type: ignore[misc, name-defined]
        pass

    assert type(Derived((2,))) is Derived
    assert type(Derived(2, buffer=hnp.ones(2)) + 1) is hnp.ndarray


def test_arrays_are_collections(hnp: Any) -> None:
    assert isinstance(hnp.zeros(2), Iterable)
    assert isinstance(hnp.zeros(2), Collection)
    assert repr(hnp.ndarray[int, float]) == "numpy_hpy.ndarray[int, float]"
    assert hnp.dtype[hnp.float64].__origin__ is hnp.dtype


# ---- resize ----


def test_resize(hnp: Any) -> None:
    a = hnp.arange(6.0)
    a.resize(2, 4)
    assert a.tolist() == [[0, 1, 2, 3], [4, 5, 0, 0]]
    a.resize((2,), refcheck=False)
    assert a.tolist() == [0, 1]
    a.resize()
    a.resize(None)
    assert a.shape == (2,)
    with pytest.raises(ValueError, match="does not own its data"):
        a[:1].resize(2)
    with pytest.raises(ValueError, match="negative dimensions"):
        a.resize(-1)
    a.setflags(write=False)
    with pytest.raises(ValueError, match="read-only"):
        a.resize(5)


def test_memory_that_others_show_stays_when_an_array_is_resized(hnp: Any) -> None:
    # Few items are in the object itself, which is written to again when they are few again.
    for count, sizes in [(3, (10_000, 20_000)), (5000, (10_000, 1, 3, 20_000, 0))]:
        a = hnp.arange(float(count))
        view, buffer = a[1:], memoryview(a)
        for size in sizes:
            a.resize(size)
        assert a.base is None
        assert view.base is a
        del a
        assert view.sum() == count * (count - 1) / 2
        assert buffer[1] == 1.0


@given(recipe=arrays(DTYPES), shape=SHAPES)
def test_resize_is_alike(np: Any, hnp: Any, recipe: Any, shape: Any) -> None:
    def resized(module: Any) -> Any:
        array = recipe.make(module).copy()
        array.resize(shape, refcheck=False)
        return array

    same_outcome(lambda: resized(hnp), lambda: resized(np), message=False)


# ---- Diagonals, fields, and flat ----


def test_diagonal_is_a_view(hnp: Any) -> None:
    a = hnp.arange(12).reshape(3, 4)
    diagonal = hnp.diag(a, 1)
    a[0, 1] = 9
    assert diagonal.tolist() == [9, 6, 11]
    assert not diagonal.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        diagonal[0] = 1


@given(
    recipe=arrays(["int8", "complex128"]),
    offset=st.integers(-6, 6),
    axes=st.tuples(st.integers(-4, 3), st.integers(-4, 3)),
)
def test_diagonals(np: Any, hnp: Any, recipe: Any, offset: int, axes: Any) -> None:
    def call(module: Any) -> Any:
        return recipe.make(module).diagonal(offset, *axes)

    same_outcome(lambda: call(hnp), lambda: call(np))
    if outcome(call, np)[1] is None and call(np).size:
        assert call(hnp).strides == call(np).strides


def test_fields(hnp: Any) -> None:
    a = hnp.array([1 + 2j, 3 + 4j])
    assert a.getfield("float64", 8).tolist() == [2.0, 4.0]
    a.setfield(9, "float64", 8)
    assert a.tolist() == [1 + 9j, 3 + 9j]
    assert hnp.arange(4.0)[::2].getfield("int32", 4).tolist() == [0, 1 << 30]
    with pytest.raises(ValueError, match="new type is larger than original type"):
        hnp.zeros(1, "int8").getfield("int16")
    with pytest.raises(ValueError, match="new type plus offset is larger than original type"):
        hnp.zeros(1).getfield("int32", 5)


@given(
    recipe=arrays(["int16", "float64"]),
    key=st.one_of(
        st.integers(-9, 9),
        st.slices(6),
        st.lists(st.integers(-9, 9), min_size=1, max_size=4),
        st.sampled_from([..., None, (1, 2)]),
    ),
)
def test_flat(np: Any, hnp: Any, recipe: Any, key: Any) -> None:
    def change(module: Any) -> Any:
        array = recipe.make(module)
        array.flat[key] = [1, 2]
        return array

    same_outcome(lambda: recipe.make(hnp).flat[key], lambda: recipe.make(np).flat[key], False)
    if not isinstance(key, int):
        same_outcome(lambda: change(hnp), lambda: change(np), False)
    same(list(recipe.make(hnp).flat), list(recipe.make(np).flat))


# ---- Files and texts ----


@given(recipe=arrays(DTYPES))
def test_files(np: Any, hnp: Any, recipe: Any, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("files") / "items"
    ours, theirs = recipe.make(hnp), recipe.make(np)
    ours.tofile(path)
    data = Path(path).read_bytes()
    assert data == theirs.tobytes()
    assert hnp.fromfile(path, recipe.dtype).tobytes() == data
    same_outcome(
        lambda: hnp.fromfile(str(path), recipe.dtype, 1, offset=ours.itemsize),
        lambda: np.fromfile(str(path), recipe.dtype, 1, offset=ours.itemsize),
    )
    ours.dump(path)
    same(pickle.loads(Path(path).read_bytes()), theirs)
    same(pickle.loads(ours.dumps()), theirs)


def test_texts(np: Any, hnp: Any, tmp_path: Path) -> None:
    hnp.arange(3.0).tofile(tmp_path / "items", sep=", ", format="%.2f")
    assert (tmp_path / "items").read_text() == "0.00, 1.00, 2.00"
    assert hnp.fromfile(tmp_path / "items", sep=",").tolist() == [0.0, 1.0, 2.0]
    cases: list[Any] = [
        ("1, 2,3", ",", float), (" 1 2  3 ", " ", int), ("", ",", "i1"),
        ("1, x", ",", float), ("1", "", float), ("1;2", ";", "u2"),
    ]  # fmt: skip
    for text, sep, dtype in cases:
        same_outcome(
            lambda sep=sep, text=text, dtype=dtype: hnp.fromstring(text, dtype, sep=sep),
            lambda sep=sep, text=text, dtype=dtype: np.fromstring(text, dtype, sep=sep),
        )
    assert hnp.fromstring("1 2 3", sep=" ", count=2).tolist() == [1.0, 2.0]


# ---- Objects of others ----


def test_scalars_and_arrays_of_numpy(np: Any, hnp: Any) -> None:
    assert hnp.array([np.float32(2), np.int8(1)]).dtype == "float32"
    assert hnp.array([np.bool_(True)]).tolist() == [True]
    assert hnp.array([np.array(3), 4]).tolist() == [3, 4]
    assert hnp.array([np.array([1, 2], "i1"), [3, 4]]).tolist() == [[1, 2], [3, 4]]
    assert hnp.array([np.complex64(3j)], dtype=complex).tolist() == [3j]
    a = hnp.arange(9)
    assert a[np.array([1, 2])].tolist() == [1, 2]
    assert a[np.arange(9) > 6].tolist() == [7, 8]
    assert a[np.int64(3)] == a[np.array(3)] == 3
    assert a[[np.int64(1), 2]].tolist() == [1, 2]
    with pytest.raises(IndexError, match="integer"):
        a[np.array([1.0])]


def test_objects_with_array(hnp: Any) -> None:
    class Holder:
        def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
            return hnp.arange(3)

    assert hnp.array([Holder(), [4, 5, 6]]).tolist() == [[0, 1, 2], [4, 5, 6]]
    assert hnp.asarray(Holder()).tolist() == [0, 1, 2]
    a = hnp.arange(2)
    assert a.__array__() is a
    assert a.__array__("int8").dtype == "int8"
    assert a.__array__(copy=True) is not a
    with pytest.raises(ValueError, match="Unable to avoid copy"):
        a.__array__("int8", copy=False)


def test_most_dimensions(hnp: Any) -> None:
    assert hnp.array([1, 2], ndmax=1).tolist() == [1, 2]
    with pytest.raises(ValueError, match="maximum number of dimension of 1"):
        hnp.array([[1]], ndmax=1)


# ---- Exceptions and warnings ----


def test_axis_errors(hnp: Any) -> None:
    error = hnp.exceptions.AxisError(3, 2, "axis1")
    assert (str(error), error.axis, error.ndim) == (
        "axis1: axis 3 is out of bounds for array of dimension 2", 3, 2
    )  # fmt: skip
    assert str(hnp.exceptions.AxisError("text")) == "text"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    for call in (
        lambda: hnp.ones(3).sum(axis=4),
        lambda: hnp.moveaxis(hnp.ones(3), 4, 0),
        lambda: hnp.ones((2, 2)).diagonal(0, 4).reshape(3),
    ):
        with pytest.raises(hnp.exceptions.AxisError) as caught:
            call()
        assert caught.value.axis == 4
        assert isinstance(caught.value, IndexError)


DISCARD: list[Callable[..., Any]] = [
    lambda m, c, f: c.astype(float),
    lambda m, c, f: c.astype("int8"),
    lambda m, c, f: f.__setitem__(slice(None), c),
    lambda m, c, f: f.__setitem__(0, m.complex128(1j)),
    lambda m, c, f: f.__setitem__(0, m.array(1j)),
    lambda m, c, f: f.__setitem__([0, 1], c),
    lambda m, c, f: f.__setitem__([True, True], c),
    lambda m, c, f: f.__setitem__(slice(None), [m.complex128(1j), 2]),
    lambda m, c, f: f.fill(m.complex128(1j)),
    lambda m, c, f: f.put([0], c[:1]),
    lambda m, c, f: m.array(c, dtype=float),
    lambda m, c, f: m.full(2, m.complex128(1j), dtype=float),
    lambda m, c, f: m.copyto(f, c, casting="unsafe"),
    lambda m, c, f: m.float64(m.complex128(1j)),
    lambda m, c, f: float(m.complex128(1j)),
    lambda m, c, f: int(m.complex64(1j)),
    lambda m, c, f: m.add(c, c, out=f, casting="unsafe"),
    lambda m, c, f: c.sum(dtype=float),
    lambda m, c, f: c.mean(dtype=float),
    lambda m, c, f: c.cumsum(dtype=float),
    lambda m, c, f: m.concatenate([c], dtype=float, casting="unsafe"),
    lambda m, c, f: m.linspace(0, 1j, 3, dtype=float),
]
KEEP: list[Callable[..., Any]] = [
    lambda m, c, f: c.astype(bool),
    lambda m, c, f: c.astype("complex64"),
    lambda m, c, f: c.real.copy(),
    lambda m, c, f: repr(c) + repr(m.complex64(1j)),
    lambda m, c, f: abs(c).sum(),
]


@pytest.mark.parametrize("call", [*DISCARD, *KEEP])
def test_discarded_parts(np: Any, hnp: Any, call: Callable[..., Any]) -> None:
    categories = []
    for module in (hnp, np):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            call(module, module.array([1 + 2j, 3]), module.zeros(2))
        categories.append([warning.category.__name__ for warning in caught])
    assert categories[0] == categories[1] == (["ComplexWarning"] if call in DISCARD else [])


@pytest.mark.parametrize("call", DISCARD)
def test_discarded_parts_as_errors(hnp: Any, call: Callable[..., Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(hnp.exceptions.ComplexWarning):
            call(hnp, hnp.array([1 + 2j, 3]), hnp.zeros(2))
