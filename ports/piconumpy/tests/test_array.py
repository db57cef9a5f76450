"""ports/piconumpy/tests/test_array.py: what arrays are and do, on the port and on its twin."""

from __future__ import annotations

import copy
import gc
import inspect
import math
import pickle
import sys
import weakref
from fractions import Fraction
from typing import Any, Callable

import pytest

# PyPy has HPy built in and is a little different, or not as exact, in places.
on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="about what CPython does"
)

SIZES = [0, 1, 3, 4, 5, 17, 1000]


class Index:
    """An object with __index__ and nothing else."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __index__(self) -> int:
        return self.value


class Real:
    """An object with __float__ and nothing else; an exception as value is raised."""

    def __init__(self, value: float | Exception) -> None:
        self.value = value

    def __float__(self) -> float:
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


def ramp(size: int) -> list[float]:
    return [i + 0.25 for i in range(size)]


# ---- Construction ----------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_array_holds_the_numbers_of_a_list(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    assert a.tolist() == ramp(size)
    assert a.size == len(a) == size


def test_array_converts_whatever_is_a_real_number(pico: Any) -> None:
    a = pico.array([1, True, 2.5, Real(4.5), Fraction(1, 2)])
    assert a.tolist() == [1.0, 1.0, 2.5, 4.5, 0.5]
    assert all(type(item) is float for item in a.tolist())


@on_cpython
def test_index_makes_a_real_number(pico: Any) -> None:
    a = pico.array([Index(3), 2])
    a[1] = Index(4)
    assert a.tolist() == [3.0, 4.0]
    assert (a * Index(3)).tolist() == (Index(3) * a).tolist() == [9.0, 12.0]
    assert (a / Index(8)).tolist() == [3 / 8, 4 / 8]


def test_array_keeps_every_double(pico: Any) -> None:
    special = [0.0, -0.0, math.inf, -math.inf, 5e-324, sys.float_info.max, -1.0]
    assert [item.hex() for item in pico.array(special).tolist()] == [x.hex() for x in special]
    assert math.isnan(pico.array([math.nan])[0])


def test_array_copies_the_list(pico: Any) -> None:
    data = [1.0, 2.0]
    a = pico.array(data)
    data[0] = 9.0
    assert a.tolist() == [1.0, 2.0]


def test_array_takes_data_by_keyword(pico: Any) -> None:
    assert pico.array(data=[1, 2]).tolist() == [1.0, 2.0]
    no_keywords: dict[str, Any] = {}
    assert pico.array([1, 2], **no_keywords).tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((), {}),
        (([1], [2]), {}),
        (([1],), {"data": [2]}),
        (([1],), {"other": [2]}),
        ((), {"other": [1]}),
        ((), {"data": [1], "other": [2]}),
    ],
)
def test_array_refuses_other_arguments(pico: Any, args: Any, kwargs: Any) -> None:
    with pytest.raises(TypeError):
        pico.array(*args, **kwargs)


@pytest.mark.parametrize(
    "data", [(1.0, 2.0), None, 3, "12", {1: 2}, range(3), iter([1.0]), b"ab", Index(1)]
)
def test_array_refuses_what_is_no_list(pico: Any, data: Any) -> None:
    with pytest.raises(TypeError) as caught:
        pico.array(data)
    assert str(caught.value) == (
        f"array() takes a list of numbers, not {type(data)!r}; use array(list(data))"
    )
    with pytest.raises(TypeError):
        pico.array(data=data)


@pytest.mark.parametrize("size", [1, 4, 9])
@pytest.mark.parametrize("bad", ["x", None, 1j, [], object()])
def test_array_refuses_items_that_are_no_numbers(pico: Any, size: int, bad: Any) -> None:
    data = [*ramp(size), bad, 1.0]
    with pytest.raises(TypeError):
        pico.array(data)


def test_errors_of_items_come_through(pico: Any) -> None:
    with pytest.raises(OverflowError):
        pico.array([10**400])
    with pytest.raises(ZeroDivisionError):
        pico.array([1.0, Real(ZeroDivisionError())])


def test_array_of_a_subclass_of_list_asks_the_subclass(pico: Any) -> None:
    class Doubled(list):  # type: ignore[type-arg]
        def __getitem__(self, index: Any) -> Any:
            return 2 * super().__getitem__(index)

    assert pico.array(Doubled([1.0, 2.0])).tolist() == [2.0, 4.0]


@pytest.mark.parametrize("length", [sys.maxsize, sys.maxsize // 8 + 1, sys.maxsize // 8])
def test_array_of_a_list_that_claims_to_be_huge(pico: Any, length: int) -> None:
    class Boaster(list):  # type: ignore[type-arg]
        def __len__(self) -> int:
            return length

    with pytest.raises(MemoryError):
        pico.array(Boaster([1.0]))


def test_array_of_a_list_that_lies_about_its_length(pico: Any) -> None:
    class Liar(list):  # type: ignore[type-arg]
        length: Any = 6

        def __len__(self) -> int:
            return self.length  # type: ignore[no-any-return]

    liar = Liar([1.0])
    with pytest.raises(IndexError):
        pico.array(liar)
    for liar.length, error in [(-1, ValueError), ("x", TypeError), (2**70, OverflowError)]:
        with pytest.raises(error):
            pico.array(liar)


@pytest.mark.parametrize("size", [2, 4, 40])
def test_array_of_a_list_that_shrinks_meanwhile(pico: Any, size: int) -> None:
    data: list[Any] = ramp(size)

    class Shrinker:
        def __float__(self) -> float:
            data.clear()
            gc.collect()
            return 1.0

    data[0] = Shrinker()
    with pytest.raises(IndexError):
        pico.array(data)


def test_array_of_a_list_that_grows_meanwhile(pico: Any) -> None:
    data: list[Any] = [0.0, 1.0]

    class Grower:
        def __float__(self) -> float:
            data.extend(ramp(100))
            return 7.0

    data[0] = Grower()
    assert pico.array(data).tolist() == [7.0, 1.0]


def test_array_of_an_item_that_removes_itself(pico: Any) -> None:
    data: list[Any] = []

    class Remover:
        def __float__(self) -> float:
            data[0] = 0.0
            gc.collect()
            return 7.0

    data.append(Remover())
    assert pico.array(data).tolist() == [7.0]


def test_initialising_again_changes_nothing(pico: Any) -> None:
    a = pico.array([1.0, 2.0])
    for data in ([3.0], ramp(100)):
        a.__init__(data)
        assert a.tolist() == [1.0, 2.0]


def test_arrays_are_made_by_their_own_constructor_only(pico: Any) -> None:
    assert pico.array.__new__(pico.array, [1.0]).tolist() == [1.0]
    with pytest.raises(TypeError):
        pico.array.__new__(pico.array)


@on_cpython
def test_constructors_of_other_types(pico: Any) -> None:
    with pytest.raises(TypeError):
        pico.array.__new__(object, [1.0])
    with pytest.raises(TypeError):
        object.__new__(pico.array)


@pytest.mark.parametrize("size", SIZES)
def test_zeros(pico: Any, size: int) -> None:
    a = pico.zeros(size)
    assert type(a) is pico.array
    assert [item.hex() for item in a.tolist()] == [(0.0).hex()] * size


@pytest.mark.parametrize("size", SIZES)
def test_empty(pico: Any, size: int) -> None:
    a = pico.empty(size)
    assert type(a) is pico.array
    assert len(a.tolist()) == a.size == len(a) == size
    for i in range(size):
        a[i] = i
    assert a.tolist() == list(range(size))


def make_functions() -> list[Any]:
    return [pytest.param(lambda m, name=n: getattr(m, name), id=n) for n in ("empty", "zeros")]


@pytest.mark.parametrize("get", make_functions())
def test_sizes_are_integers(pico: Any, get: Callable[[Any], Any]) -> None:
    make = get(pico)
    assert make(True).size == 1
    assert make(Index(6)).size == 6
    for bad in ("a", 2.5, None, 1j, [3], Real(3.0)):
        with pytest.raises(TypeError):
            make(bad)


@pytest.mark.parametrize("get", make_functions())
@pytest.mark.parametrize("size", [-1, -2, -sys.maxsize - 1])
def test_sizes_are_not_negative(pico: Any, get: Callable[[Any], Any], size: int) -> None:
    with pytest.raises(ValueError, match=f"cannot have {size} items"):
        get(pico)(size)


@pytest.mark.parametrize("get", make_functions())
def test_sizes_that_no_machine_has(pico: Any, get: Callable[[Any], Any]) -> None:
    make = get(pico)
    for size in (sys.maxsize, sys.maxsize // 8 + 1, sys.maxsize // 8):
        with pytest.raises(MemoryError):
            make(size)
    for size in (2**70, -(2**70)):
        with pytest.raises(OverflowError):
            make(size)


@pytest.mark.parametrize("get", make_functions())
def test_sizes_are_one_positional_argument(pico: Any, get: Callable[[Any], Any]) -> None:
    make = get(pico)
    for args, kwargs in [((), {}), ((1, 2), {}), ((), {"size": 1})]:
        with pytest.raises(TypeError):
            make(*args, **kwargs)


# ---- The type --------------------------------------------------------------


def test_type(pico: Any) -> None:
    assert pico.array.__name__ == "array"
    assert pico.array.__module__ == pico.__name__
    assert "row of doubles" in pico.array.__doc__
    assert pico.array.__mro__ == (pico.array, object)


def test_module(pico: Any) -> None:
    assert pico.__doc__
    assert pico.empty.__doc__ == "Make an array whose items are arbitrary."
    assert pico.zeros.__doc__ == "Make an array whose items are 0.0."


@on_cpython
def test_signatures(pico: Any) -> None:
    assert str(inspect.signature(pico.zeros)) == "(size, /)"
    if sys.version_info >= (3, 10):  # 3.9 does not find the signatures of heap types
        assert str(inspect.signature(pico.array)) == "(data)"


@on_cpython
def test_the_type_is_final(pico: Any) -> None:
    with pytest.raises(TypeError):
        type("Derived", (pico.array,), {})


@on_cpython
def test_arrays_have_no_attributes_of_their_own(pico: Any) -> None:
    a = pico.zeros(2)
    with pytest.raises(AttributeError):
        a.colour = "red"
    assert not hasattr(a, "__dict__")
    with pytest.raises(TypeError):
        weakref.ref(a)


@on_cpython
def test_arrays_are_unknown_to_the_garbage_collector(pico: Any) -> None:
    assert not gc.is_tracked(pico.zeros(2))


def test_arrays_are_equal_to_themselves_only(pico: Any) -> None:
    a, b = pico.zeros(2), pico.zeros(2)
    assert a == a
    assert a != b
    assert len({a, b, a}) == 2
    for compare in (lambda: a < b, lambda: a >= b):
        with pytest.raises(TypeError):
            compare()


def test_repr_is_the_default(pico: Any) -> None:
    a = pico.zeros(2)
    assert repr(a) == object.__repr__(a)


def test_arrays_have_no_buffer(pico: Any) -> None:
    with pytest.raises(TypeError):
        memoryview(pico.zeros(2))


@on_cpython
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_arrays_cannot_be_pickled(pico: Any, protocol: int) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(pico.zeros(2), protocol)


def test_arrays_cannot_be_copied(pico: Any) -> None:
    with pytest.raises(TypeError):
        copy.copy(pico.zeros(2))


@pytest.mark.parametrize("size", SIZES)
def test_size_is_read_only(pico: Any, size: int) -> None:
    a = pico.zeros(size)
    with pytest.raises(AttributeError):
        a.size = 1000000
    with pytest.raises(AttributeError):
        del a.size
    assert a.size == len(a) == size


def test_methods_want_an_array(pico: Any) -> None:
    for bad in (None, 1.0, [1.0], object()):
        with pytest.raises(TypeError):
            pico.array.tolist(bad)
        with pytest.raises(TypeError):
            pico.array.size.__get__(bad)
        with pytest.raises(TypeError):
            pico.array.__add__(bad, bad)
    with pytest.raises(TypeError):
        pico.zeros(1).tolist(1)


# ---- The sequence protocol -------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_items(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    assert [a[i] for i in range(size)] == ramp(size)
    assert [a[i - size] for i in range(size)] == ramp(size)
    for index in (size, -size - 1, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError, match="index out of range"):
            a[index]
    with pytest.raises((IndexError, OverflowError)):
        a[2**70]


@pytest.mark.parametrize("size", SIZES)
def test_setting_items(pico: Any, size: int) -> None:
    a = pico.zeros(size)
    expected = [0.0] * size
    for i in range(size):
        a[i] = expected[i] = float(i * i)
        a[i - size] = expected[i - size] = i + 0.5
        assert a.tolist() == expected
    for index in (size, -size - 1, sys.maxsize, -sys.maxsize - 1):
        with pytest.raises(IndexError, match="index out of range"):
            a[index] = 1.0
    with pytest.raises((IndexError, OverflowError)):
        a[2**70] = 1.0
    assert a.tolist() == expected


def test_setting_items_converts(pico: Any) -> None:
    a = pico.zeros(5)
    for i, value in enumerate([True, 2, 3.25, Real(-1.0), Fraction(1, 2)]):
        a[i] = value
    assert a.tolist() == [1.0, 2.0, 3.25, -1.0, 0.5]


def test_failing_to_set_an_item_leaves_it(pico: Any) -> None:
    a = pico.array([5.0])
    for bad, error in [
        ("x", TypeError),
        (None, TypeError),
        (1j, TypeError),
        (10**400, OverflowError),
        (Real(ZeroDivisionError()), ZeroDivisionError),
    ]:
        with pytest.raises(error):
            a[0] = bad
        assert a.tolist() == [5.0]


@pytest.mark.parametrize("index", [0, -1, 7])
def test_items_cannot_be_deleted(pico: Any, index: int) -> None:
    a = pico.array([1.0, 2.0])
    with pytest.raises(TypeError, match="cannot be deleted"):
        del a[index]
    assert a.tolist() == [1.0, 2.0]


def test_indices_are_integers_and_no_slices(pico: Any) -> None:
    a = pico.array([1.0, 2.0])
    assert a[Index(1)] == a[True] == 2.0
    for bad in ("x", 1.0, None, slice(None), (0,)):
        with pytest.raises(TypeError):
            a[bad]
        with pytest.raises(TypeError):
            a[bad] = 1.0


@pytest.mark.parametrize("size", SIZES)
def test_what_follows_from_being_a_sequence(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    assert list(a) == ramp(size)
    assert list(reversed(a)) == ramp(size)[::-1]
    assert sum(a) == sum(ramp(size))
    assert bool(a) == (size > 0)
    assert (0.25 in a) == (size > 0)
    assert -1 not in a
    first, *rest = pico.array([1.0, *ramp(size)])
    assert (first, rest) == (1.0, ramp(size))
    assert not hasattr(a, "__iter__")


# ---- Arithmetic ------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_adding(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    b = pico.array([10.0] * size)
    assert (a + b).tolist() == [x + 10.0 for x in ramp(size)]
    assert (a + 2 * b).tolist() == [x + 20.0 for x in ramp(size)]
    assert (a + a).tolist() == [2 * x for x in ramp(size)]
    assert type(a + b) is pico.array
    assert a.tolist() == ramp(size)


@pytest.mark.parametrize("size", SIZES)
def test_multiplying(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    for factor in (2, 2.5, -1.0, True, Fraction(1, 2)):
        expected = [x * float(factor) for x in ramp(size)]
        assert (a * factor).tolist() == expected
        assert (factor * a).tolist() == expected


@pytest.mark.parametrize("size", SIZES)
def test_dividing(pico: Any, size: int) -> None:
    a = pico.array(ramp(size))
    for divisor in (2, 0.3, -1.0, True, Real(4.0)):
        assert (a / divisor).tolist() == [x / float(divisor) for x in ramp(size)]


def test_dividing_by_zero_follows_ieee(pico: Any) -> None:
    assert (pico.array([1.0, -1.0]) / 0).tolist() == [math.inf, -math.inf]
    assert (pico.array([1.0, -1.0]) / -0.0).tolist() == [-math.inf, math.inf]
    assert math.isnan((pico.zeros(1) / 0)[0])


def test_assignment_operators_make_new_arrays(pico: Any) -> None:
    a = b = pico.array([1.0, 2.0])
    b += a
    assert b is not a
    assert b.tolist() == [2.0, 4.0]
    b *= 3
    b /= 2
    assert (a.tolist(), b.tolist()) == ([1.0, 2.0], [3.0, 6.0])


@pytest.mark.parametrize(("left", "right"), [(0, 1), (3, 4), (4, 5), (6, 5), (4, 400)])
def test_adding_arrays_of_different_sizes(pico: Any, left: int, right: int) -> None:
    message = f"^cannot add an array of {left} items and an array of {right} items$"
    with pytest.raises(ValueError, match=message):
        pico.zeros(left) + pico.zeros(right)


@pytest.mark.parametrize("other", [1, 1.0, None, "x", [1.0, 2.0], (1.0,), 1j, object(), Index(2)])
def test_adding_what_is_no_array(pico: Any, other: Any) -> None:
    a = pico.array([1.0, 2.0])
    with pytest.raises(TypeError):
        a + other
    with pytest.raises(TypeError):
        other + a
    assert a.__add__(other) is NotImplemented


@pytest.mark.parametrize("other", ["x", None, 1j, [1.0], (), object()])
def test_multiplying_by_what_is_no_real_number(pico: Any, other: Any) -> None:
    a = pico.array([1.0, 2.0])
    with pytest.raises(TypeError):
        a * other
    with pytest.raises(TypeError):
        other * a
    assert a.__mul__(other) is NotImplemented
    assert a.__rmul__(other) is NotImplemented


@pytest.mark.parametrize("other", ["x", None, 1j, [1.0], (), object()])
def test_dividing_by_what_is_no_real_number(pico: Any, other: Any) -> None:
    a = pico.array([1.0, 2.0])
    with pytest.raises(TypeError):
        a / other
    assert a.__truediv__(other) is NotImplemented


@on_cpython
@pytest.mark.parametrize("other", ["x", None, 1j, [1.0], (), object()])
def test_reflected_methods(pico: Any, other: Any) -> None:
    a = pico.array([1.0, 2.0])
    assert a.__radd__(other) is NotImplemented
    assert a.__rtruediv__(other) is NotImplemented
    assert a.__rtruediv__(2.0) is NotImplemented


@pytest.mark.parametrize("other", [2, 2.0, "x", None])
def test_nothing_is_divided_by_an_array(pico: Any, other: Any) -> None:
    with pytest.raises(TypeError):
        other / pico.zeros(1)


def test_arrays_are_no_factors_of_arrays(pico: Any) -> None:
    a = pico.array([1.0, 2.0])
    for compute in (lambda: a * a, lambda: a / a):
        with pytest.raises(TypeError):
            compute()


def test_errors_of_operands_come_through(pico: Any) -> None:
    a = pico.array([1.0])
    bad = Real(ZeroDivisionError())
    for compute in (lambda: a * bad, lambda: bad * a, lambda: a / bad):
        with pytest.raises(ZeroDivisionError):
            compute()
    for compute in (lambda: a * 10**400, lambda: 10**400 * a, lambda: a / 10**400):
        with pytest.raises(OverflowError):
            compute()


def test_other_types_may_know_how_to_combine(pico: Any) -> None:
    class Polite:
        def __radd__(self, other: Any) -> str:
            return f"{len(other)} and me"

        __rmul__ = __rtruediv__ = __radd__

    a = pico.zeros(3)
    assert a + Polite() == a * Polite() == a / Polite() == "3 and me"


def test_operators_that_arrays_do_not_have(pico: Any) -> None:
    a = pico.zeros(2)
    for compute in (
        lambda: a - a,
        lambda: -a,
        lambda: +a,
        lambda: abs(a),
        lambda: a // 2,
        lambda: a % 2,
        lambda: a**2,
        lambda: a @ a,
        lambda: a & a,
        lambda: float(a),
        lambda: int(a),
    ):
        with pytest.raises(TypeError):
            compute()


def test_arrays_of_two_modules_do_not_mix(port: Any, twin: Any) -> None:
    a, b = port.zeros(2), twin.zeros(2)
    for compute in (lambda: a + b, lambda: b + a, lambda: a * b, lambda: b * a, lambda: a / b):
        with pytest.raises(TypeError):
            compute()


def test_an_operand_may_change_the_array_meanwhile(pico: Any) -> None:
    a = pico.array([1.0, 2.0])

    class Meddler:
        def __float__(self) -> float:
            a[0] = 5.0
            return 2.0

    assert (a * Meddler()).tolist() == [10.0, 4.0]


def test_an_array_may_lose_its_last_name_meanwhile(pico: Any) -> None:
    arrays = [pico.array(ramp(100))]

    class Dropper:
        def __float__(self) -> float:
            arrays.clear()
            gc.collect()
            return 2.0

    assert (arrays[0] * Dropper()).tolist() == [2 * x for x in ramp(100)]


# ---- Beside numpy ----------------------------------------------------------


def test_numpy(pico: Any) -> None:
    numpy = pytest.importorskip("numpy")
    values = numpy.linspace(-3.0, 7.0, 13)
    a = pico.array(list(values))
    assert a.tolist() == values.tolist()
    assert (a + 2 * a).tolist() == (values + 2 * values).tolist()
    assert (a * numpy.float64(0.1)).tolist() == (values * numpy.float64(0.1)).tolist()
    assert (a / 3).tolist() == (values / 3).tolist()
    assert numpy.array_equal(numpy.array(a), values)
    with pytest.raises(TypeError):
        pico.array(values)
