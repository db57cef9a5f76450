"""ports/piconumpy/tests/test_model.py: port, twin and plain lists of floats, on random input."""

from __future__ import annotations

import math
import operator
from typing import Any, Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

floats = st.floats(width=64)
numbers = st.one_of(floats, st.integers(-(2**80), 2**80), st.booleans())
lists = st.lists(numbers, max_size=12)
quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def image(items: list[float]) -> list[str]:
    """Return something that is equal for equal bits, except that one nan is like another."""
    return ["nan" if math.isnan(item) else float(item).hex() for item in items]


def divide(dividend: float, divisor: float) -> float:
    """Divide as C does, where Python raises ZeroDivisionError."""
    if divisor != 0.0:
        return dividend / divisor
    if math.isnan(dividend) or dividend == 0.0:
        return math.nan
    return math.copysign(math.inf, dividend) * math.copysign(1.0, divisor)


@quick
@given(data=lists)
def test_round_trip(port: Any, twin: Any, data: list[Any]) -> None:
    for module in (port, twin):
        a = module.array(data)
        assert image(a.tolist()) == image(list(a)) == image([float(x) for x in data])


@quick
@given(pairs=st.lists(st.tuples(numbers, numbers), max_size=12))
def test_sum(port: Any, twin: Any, pairs: list[Any]) -> None:
    expected = image([float(x) + float(y) for x, y in pairs])
    for module in (port, twin):
        total = module.array([x for x, _ in pairs]) + module.array([y for _, y in pairs])
        assert image(total.tolist()) == expected


@quick
@given(data=lists, factor=numbers)
def test_product(port: Any, twin: Any, data: list[Any], factor: Any) -> None:
    expected = image([float(x) * float(factor) for x in data])
    for module in (port, twin):
        a = module.array(data)
        assert image((a * factor).tolist()) == image((factor * a).tolist()) == expected


@quick
@given(data=lists, divisor=numbers)
def test_quotient(port: Any, twin: Any, data: list[Any], divisor: Any) -> None:
    expected = image([divide(float(x), float(divisor)) for x in data])
    for module in (port, twin):
        assert image((module.array(data) / divisor).tolist()) == expected


@quick
@given(data=lists, changes=st.lists(st.tuples(st.integers(-15, 15), numbers), max_size=20))
def test_items(port: Any, twin: Any, data: list[Any], changes: list[Any]) -> None:
    model = [float(x) for x in data]
    arrays = [module.array(data) for module in (port, twin)]
    for index, value in changes:
        outcomes = [outcome(operator.setitem, a, index, value) for a in arrays]
        assert outcomes == [outcome(operator.setitem, model, index, float(value))] * 2
        for a in arrays:
            assert outcome(operator.getitem, a, index) == outcome(operator.getitem, model, index)
    for a in arrays:
        assert image(a.tolist()) == image(model)


anything = st.one_of(
    numbers,
    st.none(),
    st.text(max_size=3),
    st.complex_numbers(),
    st.just(10**400),
    st.lists(numbers, max_size=3),
    st.tuples(numbers),
    st.builds(object),
)


@quick
@given(data=lists, other=anything, swap=st.booleans())
def test_whatever_is_combined_ends_alike(
    port: Any, twin: Any, data: list[Any], other: Any, swap: bool
) -> None:
    for combine in (operator.add, operator.mul, operator.truediv):
        outcomes = []
        for module in (port, twin):
            a = module.array(data)
            outcomes.append(outcome(combine, *((other, a) if swap else (a, other))))
        assert outcomes[0] == outcomes[1]


@quick
@given(argument=st.one_of(anything, st.lists(anything, max_size=6)))
def test_whatever_is_constructed_ends_alike(port: Any, twin: Any, argument: Any) -> None:
    for name in ("array", "zeros"):
        if name == "zeros" and isinstance(argument, int) and 10**6 < argument < 2**60:
            continue
        outcomes = [outcome(getattr(module, name), argument) for module in (port, twin)]
        assert outcomes[0] == outcomes[1]


def outcome(function: Callable[..., Any], *args: Any) -> Any:
    """Return what the call came to: the image of an array or number, or the exception's type."""
    try:
        result = function(*args)
    except Exception as error:
        return type(error)
    if hasattr(result, "tolist"):
        return image(result.tolist())
    return image([result]) if isinstance(result, float) else result
