"""tests/test_selection.py: take, put, where and their like, against NumPy."""

from __future__ import annotations

from typing import Any

import numpy_hpy as h
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")


def plain(value: Any) -> Any:
    """Results of both libraries as what can be compared."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, (h.ndarray, np.ndarray)):
        return value.dtype.name, value.shape, value.tolist()
    return value.item() if isinstance(value, np.generic) else value


def both(function: Any) -> None:
    """Assert that a function of a library gives the same with both, or fails in the same way."""
    outcomes = []
    for lib in (h, np):
        try:
            outcomes.append(plain(function(lib)))
        except Exception as error:
            names = ["IndexError" if "Axis" in type(error).__name__ else type(error).__name__]
            outcomes.append([*names, str(error).replace("C ssize_t", "C long")])
    assert outcomes[0] == outcomes[1]


def square(lib: Any) -> Any:
    return lib.arange(12.0).reshape(3, 4)


CALLS = [
    "take(a, [0, 1], axis=1)",
    "take(a, 5)",
    "take(a, [[1, 2]])",
    "take(a, [0, 7], axis=1)",
    "take(a, [0, 7], axis=1, mode='wrap')",
    "take(a, [0, -7], axis=1, mode='clip')",
    "take(a, [0, 7], mode='x')",
    "take(a, [])",
    "take(a.T, [0, 1], axis=0)",
    "take(a, lib.array([0, 1.5]))",
    "take(a, [0, 1], out=lib.zeros(2, dtype='float32'))",
    "take(a, [0, 1], out=lib.zeros(3))",
    "take(lib.zeros((0, 3)), [0], axis=0)",
    "take(lib.zeros((0, 3)), [], axis=0)",
    "repeat(a, 2)",
    "repeat(a, [1, 2, 3], axis=0)",
    "repeat(a, [1, 2], axis=0)",
    "repeat(a, [1, -2, 3], axis=0)",
    "repeat(a, -1)",
    "repeat(5, 3)",
    "repeat(a, [2], axis=1)",
    "repeat(a, lib.array([1.5]))",
    "repeat([], [])",
    "compress([True, False], a, axis=0)",
    "compress([True, False, True], a)",
    "compress([[True]], a)",
    "compress([True] * 13, a)",
    "compress([2, 0, 1], lib.arange(3))",
    "extract([1, 0], a)",
    "choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]])",
    "choose([0, 5, 0], [[1, 2, 3], [4, 5, 6]])",
    "choose([0, 5, 0], [[1, 2, 3], [4, 5, 6]], mode='wrap')",
    "choose([0, 5, -3], [[1, 2, 3], [4, 5, 6]], mode='clip')",
    "choose(1, [1, 2.5])",
    "choose([0], [])",
    "where([True, False], 1, 2.0)",
    "where([True, False], [1, 2, 3], 2)",
    "where(True, 1, 2)",
    "where([1, 0], lib.array([1, 2], dtype='int8'), 30)",
    "where([1, 0], lib.array([1, 2], dtype='int8'), 3.5)",
    "where([1, 0], 1)",
    "where([1, 0])",
    "where(5)",
    "where(a > 3, a, 0)",
    "where(a.T > 3, a.T, -a.T)",
    "where([[True], [False]], lib.arange(3.0), 1j)",
    "nonzero(a)",
    "nonzero(a > 100)",
]


@pytest.mark.parametrize("call", CALLS)
def test_calls(call: str) -> None:
    both(lambda lib: eval("lib." + call, {"lib": lib, "a": square(lib)}))


CHANGES = [
    "put(a, [0, 5, -1], [1, 2])",
    "put(a, [50], [1])",
    "put(a, [50, -50], [1, 2], mode='clip')",
    "put(a, [50, -50], [1, 2], mode='wrap')",
    "put(a, [0], [])",
    "put(a.T, [1, 2], 7)",
    "put(a, lib.array([0.0]), [1])",
    "putmask(a, a > 5, [1, 2, 3])",
    "putmask(a.T, a.T > 5, [1, 2, 3])",
    "putmask(a, [True], 5)",
    "place(a, a > 5, [1, 2, 3])",
    "place(a.T, a.T > 5, [1, 2, 3, 4, 5])",
    "place(a, [1, 0], [1])",
    "place(a, a > 5, [])",
    "place(a, a > 500, [])",
    "copyto(a, 5)",
    "copyto(a, [1, 2, 3, 4])",
    "copyto(a, [1, 2])",
    "copyto(a, 1j)",
    "copyto(a, -1, where=a > 5)",
    "copyto(a, a[::-1], where=[True, False, True, False])",
    "copyto(a, 1, where=[True, False])",
    "copyto(a, 1, where=lib.array([1, 0, 1, 0]))",
    "copyto(a, lib.array([1j, 2, 3, 4]))",
]


@pytest.mark.parametrize("call", CHANGES)
def test_changes(call: str) -> None:
    def change(lib: Any) -> Any:
        a = square(lib)
        assert eval("lib." + call, {"lib": lib, "a": a}) is None
        return a

    both(change)


ITEMS = ["", "5", "-1", "12", "1, 2", "1, 5", "1, 2, 3", "(1, 2)", "(1,)", "1.0", "[1]", "10**30"]


@pytest.mark.parametrize("args", ITEMS)
@pytest.mark.parametrize("shape", [(3, 4), (12,), (1,), ()])
def test_item(args: str, shape: tuple[int, ...]) -> None:
    size = 12 if len(shape) == 2 or 12 in shape else 1
    both(lambda lib: eval(f"a.item({args})", {"a": lib.arange(size).reshape(shape)}))


def test_item_is_a_number_of_python() -> None:
    assert type(h.arange(3.0).item(1)) is float
    assert type(h.arange(3).item(1)) is int
    assert type(h.array([True]).item()) is bool


FLAT = ["5", "-1", "50", "1:5", "::-1", "[1, 5]", "[1, 50]", "...", "()", "'x'", "1, 2", "None"]


@pytest.mark.parametrize("key", FLAT)
@pytest.mark.parametrize("turned", [False, True])
def test_flat(key: str, turned: bool) -> None:
    def get(lib: Any) -> Any:
        a = square(lib)
        return eval(f"a.flat[{key}]", {"a": a.T if turned else a})

    def change(lib: Any) -> Any:
        a = square(lib)
        value = "-1" if key in ("5", "-1", "50", "'x'", "1, 2", "None") else "[-1, -2, -3]"
        exec(f"a.flat[{key}] = {value}", {"a": a.T if turned else a})
        return a

    both(get)
    if key != "()":
        both(change)


def test_flat_iterates() -> None:
    a = h.arange(4.0).reshape(2, 2)
    assert list(a.flat) == [0, 1, 2, 3]
    assert list(a.T.flat) == [0, 2, 1, 3]
    assert len(a.flat) == 4
    assert a.flat.base is a
    walk = a.flat
    next(walk)
    assert (walk.index, walk.coords, next(walk)) == (1, (0, 1), 1.0)
    a.flat = [7, 8, 9]
    assert a.tolist() == [[7, 8], [9, 7]]


@settings(deadline=None)
@given(
    st.lists(st.booleans(), min_size=1, max_size=80),
    st.sampled_from(["bool", "int16", "float32", "int64", "complex128"]),
    st.integers(1, 2),
)
def test_where_of_all_sizes(mask: list[bool], dtype: str, step: int) -> None:
    def call(lib: Any) -> Any:
        x = lib.arange(2 * len(mask)).astype(dtype)
        y = (lib.arange(2 * len(mask)) * 2).astype(dtype)
        return lib.where(lib.array(mask), x[::step][: len(mask)], y[1::step][: len(mask)][::1])

    both(call)


@pytest.mark.parametrize("name", ["place", "putmask"])
def test_values_are_not_cast_with_loss(np: Any, hnp: Any, name: str) -> None:
    for module in (np, hnp):
        a = module.zeros(2, "uint32")
        with pytest.raises(TypeError, match="according to the rule 'safe'"):
            getattr(module, name)(a, [True, False], module.array([-1], "int32"))
        getattr(module, name)(a, [True, False], [7])
        assert a.tolist() == [7, 0]
