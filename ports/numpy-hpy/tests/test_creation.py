"""ports/numpy-hpy/tests/test_creation.py: new arrays."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from alike import DTYPES, FLOATS, INTEGERS, REAL, arrays, same, same_in_all, same_outcome
from hypothesis import given
from hypothesis import strategies as st

SMALL = st.integers(-9, 9)
ENDS = st.one_of(SMALL, st.floats(-1e3, 1e3).map(lambda x: round(x, 2)))

# ---- Fixed facts ----


def test_ranges(hnp: Any) -> None:
    assert hnp.linspace(0, 1, 5).tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert hnp.linspace(0, 1, 4, endpoint=False).tolist() == [0.0, 0.25, 0.5, 0.75]
    assert hnp.linspace(0, 9, 4, dtype="int32").tolist() == [0, 3, 6, 9]
    assert hnp.linspace([0, 1], [1, 3], 3).tolist() == [[0.0, 1.0], [0.5, 2.0], [1.0, 3.0]]
    numbers, step = hnp.linspace(0, 1, 5, retstep=True)
    assert (len(numbers), step) == (5, 0.25)
    assert hnp.logspace(0, 3, 4).tolist() == [1.0, 10.0, 100.0, 1000.0]
    assert hnp.geomspace(1, 8, 4).tolist() == pytest.approx([1.0, 2.0, 4.0, 8.0])


def test_tables(hnp: Any) -> None:
    assert hnp.eye(2, 3, 1).tolist() == [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    assert hnp.identity(2, dtype=int).tolist() == [[1, 0], [0, 1]]
    assert hnp.tri(2, 3, dtype=int).tolist() == [[1, 0, 0], [1, 1, 0]]
    assert hnp.tril([[1, 2], [3, 4]]).tolist() == [[1, 0], [3, 4]]
    assert hnp.triu([[1, 2], [3, 4]]).tolist() == [[1, 2], [0, 4]]
    assert hnp.diag([1, 2], -1).tolist() == [[0, 0, 0], [1, 0, 0], [0, 2, 0]]
    assert hnp.diag([[1, 2], [3, 4]]).tolist() == [1, 4]
    assert hnp.vander([1, 2, 3], 3).tolist() == [[1, 1, 1], [4, 2, 1], [9, 3, 1]]


def test_grids(hnp: Any) -> None:
    x, y = hnp.meshgrid([1, 2, 3], [4, 5])
    assert x.tolist() == [[1, 2, 3], [1, 2, 3]]
    assert y.tolist() == [[4, 4, 4], [5, 5, 5]]
    assert hnp.indices((2, 2)).tolist() == [[[0, 0], [1, 1]], [[0, 1], [0, 1]]]
    assert hnp.fromfunction(lambda i, j: i + j, (2, 2), dtype=int).tolist() == [[0, 1], [1, 2]]


def test_like(hnp: Any) -> None:
    a = hnp.array([[1, 2], [3, 4]], dtype="int16")
    assert hnp.zeros_like(a).dtype.name == "int16"
    assert hnp.full_like(a, 7, dtype=float, shape=(3,)).tolist() == [7.0, 7.0, 7.0]
    table = hnp.zeros((2, 3, 4))
    assert hnp.empty_like(table.T).strides == table.T.strides
    assert hnp.ones_like(table.transpose(1, 0, 2)).strides == (32, 96, 8)
    assert hnp.empty_like(table.T, order="C").strides == (48, 16, 8)


# ---- The same as NumPy ----

LIKE = ["zeros_like", "ones_like"]


@pytest.mark.parametrize("name", LIKE)
@given(recipe=arrays(), dtype=st.sampled_from([None, *DTYPES]), order=st.sampled_from("CFAK"))
def test_like_numpy(np: Any, hnp: Any, name: str, recipe: Any, dtype: Any, order: str) -> None:
    ours = getattr(hnp, name)(recipe.make(hnp), dtype, order)
    theirs = getattr(np, name)(recipe.make(np), dtype, order)
    same(ours, theirs)
    if ours.size and 1 not in ours.shape:
        assert ours.strides == theirs.strides


@given(
    start=ENDS,
    stop=ENDS,
    num=st.integers(0, 12),
    endpoint=st.booleans(),
    dtype=st.sampled_from([None, "float32", "int32", "float16", "complex64"]),
)
def test_linspace(
    np: Any, hnp: Any, start: Any, stop: Any, num: int, endpoint: bool, dtype: Any
) -> None:
    same(
        hnp.linspace(start, stop, num, endpoint, dtype=dtype),
        np.linspace(start, stop, num, endpoint, dtype=dtype),
    )
    ours = hnp.linspace([start, 1.5], stop, num, endpoint, axis=-1, retstep=num > 1)
    same(ours, np.linspace([start, 1.5], stop, num, endpoint, axis=-1, retstep=num > 1))


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.linspace(m.float32(0), m.float32(1), 3),
        lambda m: m.linspace(0, 1j, 3),
        lambda m: m.linspace(0, 5e-324, 4),
        lambda m: m.linspace(0, 1, -1),
        lambda m: m.linspace(0, 1, 2.5),
        lambda m: m.linspace(0, 1, device="gpu"),
        lambda m: m.logspace(0, 2, 3, base=2),
        lambda m: m.logspace(0, 3, 4, base=[2, 3]),
        lambda m: m.logspace(0, 3, 4, base=m.array([[2], [3]])),
        lambda m: m.logspace([0, 1], 2, 3, axis=1),
        lambda m: m.logspace(0, 2, 3, dtype=int),
        lambda m: m.geomspace(1, 1024, 11),
        lambda m: m.geomspace(-1, -1000, 4),
        lambda m: m.geomspace([1, 2], 16, 4, axis=-1),
        lambda m: m.geomspace(0, 1),
        lambda m: m.eye(3, k=-1, dtype="int8", order="F"),
        lambda m: m.eye(2.0),
        lambda m: m.eye(2, device="gpu"),
        lambda m: m.eye(3, 2, 5),
        lambda m: m.tri(3, k=1),
        lambda m: m.tril_indices(3, 1),
        lambda m: m.triu_indices(3, -1, 4),
        lambda m: m.diag_indices(3, 3),
        lambda m: m.diagflat([[1, 2], [3, 4]], 1),
        lambda m: m.diag(3),
        lambda m: m.diag(m.zeros((1, 1, 1))),
        lambda m: m.diagonal(m.arange(24).reshape(2, 3, 4), 1, 0, 2),
        lambda m: m.diagonal([1]),
        lambda m: m.diagonal(m.zeros((2, 2)), 0, 1, 1),
        lambda m: m.diagonal(m.zeros((2, 2)), 0, 1, 2),
        lambda m: m.vander([1, 2], 3, increasing=True),
        lambda m: m.vander([1.5, 2]),
        lambda m: m.vander([[1]]),
        lambda m: m.meshgrid([1, 2], [3.0], [4, 5], indexing="ij"),
        lambda m: m.meshgrid([1, 2], [3, 4, 5], sparse=True),
        lambda m: m.meshgrid(1, indexing="k"),
        lambda m: m.meshgrid(),
        lambda m: m.indices((2, 3), dtype="float32"),
        lambda m: m.indices((2, 3), sparse=True),
        lambda m: m.indices(()),
        lambda m: m.ix_([1, 2], [True, False, True]),
        lambda m: m.ix_([[1]]),
    ],
)
def test_calls(np: Any, hnp: Any, call: Callable[[Any], Any]) -> None:
    same_outcome(lambda: call(hnp), lambda: call(np))


@given(recipe=arrays(REAL, min_dims=1, max_dims=3), k=st.integers(-4, 4))
def test_triangles(np: Any, hnp: Any, recipe: Any, k: int) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    same(hnp.tril(ours, k), np.tril(theirs, k))
    same(hnp.triu(ours, k), np.triu(theirs, k))
    if ours.ndim > 1:
        same(hnp.diagonal(ours, k), np.diagonal(theirs, k))
    if ours.ndim < 3:
        same(hnp.diag(ours, k), np.diag(theirs, k))


@given(recipe=arrays(INTEGERS + FLOATS, max_dims=1, min_dims=1, items=st.integers(0, 3)))
def test_vander(np: Any, hnp: Any, recipe: Any) -> None:
    same(hnp.vander(recipe.make(hnp)), np.vander(recipe.make(np)))


# ---- Lists of numbers ----


@pytest.mark.parametrize(
    ("numbers", "dtype", "items"),
    [
        ([1, -1, 0], "int64", [1, -1, 0]),
        ([2**63 - 1, -(2**63)], "int64", [2**63 - 1, -(2**63)]),
        ([2**63, 1], "float64", [2.0**63, 1.0]),
        ([2**63, 2**63 + 1], "uint64", [2**63, 2**63 + 1]),
        ([2**64 - 1], "uint64", [2**64 - 1]),
        ([2**63, -1], "float64", [2.0**63, -1.0]),
        ([True, 3], "int64", [1, 3]),
        ([3, 2.5, -1], "float64", [3.0, 2.5, -1.0]),
        ([1, 2j], "complex128", [1, 2j]),
        ([[1, 2], [3, -4]], "int64", [[1, 2], [3, -4]]),
        ([(1, 2), (3, 2**63)], "float64", [[1.0, 2.0], [3.0, 2.0**63]]),
        (list(range(-50, 50)), "int64", list(range(-50, 50))),
    ],
)
def test_dtype_of_ints(hnp: Any, numbers: Any, dtype: str, items: Any) -> None:
    array = hnp.array(numbers)
    assert (array.dtype, array.tolist()) == (dtype, items)


@pytest.mark.parametrize("numbers", [[2**64], [1, -(2**63) - 1], [2**70, 1.5], [[1], [2**99]]])
def test_ints_that_no_dtype_holds(hnp: Any, numbers: Any) -> None:
    with pytest.raises(OverflowError):
        hnp.array(numbers)
    assert (
        hnp.array(numbers, dtype="float64").tolist()
        == hnp.array(
            [[float(n) for n in row] if isinstance(row, list) else float(row) for row in numbers]
        ).tolist()
    )


def test_lists_of_scalars(hnp: Any) -> None:
    one, two = hnp.float64(1.5), hnp.int8(2)
    for numbers, dtype in (
        ([one, one], "float64"),
        ([two, two], "int8"),
        ([one, two, 3], "float64"),
        ([two, True], "int8"),
        ([two, 300], "int64"),
        ([[one], [hnp.float32(2)]], "float64"),
        ([hnp.True_, False], "bool"),
        ([hnp.complex64(1j), two], "complex64"),
    ):
        array = hnp.array(numbers)
        plain = [[x.item() for x in n] if isinstance(n, list) else n * 1 for n in numbers]
        assert (array.dtype, array.tolist()) == (dtype, plain)
    array = hnp.zeros(2)
    array[0] = one
    array[1] = two
    assert array.tolist() == [1.5, 2.0]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 100])
def test_tolist(hnp: Any, dtype: str, count: int) -> None:
    array = hnp.zeros((2, count), dtype=dtype)
    array[0, ::2] = 1
    kind = complex if "complex" in dtype else float if "float" in dtype else int
    kind = bool if dtype == "bool" else kind
    row = [kind(1 - i % 2) for i in range(count)]
    assert array.tolist() == [row, [kind(0)] * count]
    assert array[0, ::-1].tolist() == row[::-1]
    assert {type(item) for item in array[0].tolist()} <= {kind}
    assert array.reshape(count, 2).T.tolist() == hnp.array(array.reshape(count, 2).T).tolist()


# ---- What random calls have found ----

FOUND: list[Callable[..., Any]] = [
    lambda m: m.array([1, 2], "int8").astype(None),
    lambda m: m.array([1, 2], "int8").astype(dtype=None, copy=False),
    lambda m: m.array([None, 1.0], dtype=float),
    lambda m: m.array([None], dtype="complex64"),
    lambda m: m.zeros(2).__setitem__(0, None),
    lambda m: m.arange(0.1, 2, 0.1, dtype=int),
    lambda m: m.arange(0.5, 9, 1.5, dtype="uint8"),
    lambda m: m.zeros(3, order="A"),
    lambda m: m.zeros(2.5),
    lambda m: m.full(2, 2 + 3j, dtype="int8"),
    lambda m: m.full(3, m.ones((1, 1, 1))),
    lambda m: m.full(3, m.ones((2, 1))),
    lambda m: m.array([1e30], "float32").astype("float16"),
    lambda m: m.asarray(m.array([1e30]), dtype="uint32"),
    lambda m: m.array(m.array([1e300]), dtype="float32"),
    lambda m: m.ones((2, 3)).T.imag,
    lambda m: m.ones((2, 3), int).T.byteswap(),
    lambda m: m.nan_to_num(m.ones((2, 3)).T),
    lambda m: m.swapaxes(m.ones(3), 0, 4),
    lambda m: m.tensordot(m.ones(2), m.ones((2, 3))),
    lambda m: m.quantile(m.array([2, 7, 1], "uint8"), [0, 1]),
]


@pytest.mark.parametrize("call", FOUND)
def test_what_random_calls_have_found(np: Any, hnp: Any, call: Callable[..., Any]) -> None:
    same_in_all(np, hnp, call)


def test_numbers_that_have_no_memory(hnp: Any) -> None:
    for value in (3, 2.5, [1], (1,)):
        with pytest.raises(ValueError, match="Unable to avoid copy"):
            hnp.array(value, copy=False)


def test_objects_that_are_no_numbers(hnp: Any) -> None:
    """Their exceptions are told, not lost on the way."""
    for value in (object(), {}, hnp, "x", b"x"):
        with pytest.raises(TypeError):
            hnp.zeros(2)[0] = value
    with pytest.raises(ValueError, match="with a sequence"):
        hnp.zeros(2)[0] = [1]
