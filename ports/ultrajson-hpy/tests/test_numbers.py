"""ports/ultrajson-hpy/tests/test_numbers.py: numbers, written and read."""

from __future__ import annotations

import decimal
import math
import random
import re
import struct
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import dumps, loads

# CPython refuses longer integers since these versions.
LIMIT = getattr(sys, "get_int_max_str_digits", lambda: 0)()


def edges() -> list[int]:
    """Integers around those at which a computer's representation changes."""
    powers = [2**k for k in (7, 8, 15, 16, 30, 31, 32, 53, 60, 62, 63, 64, 65, 127, 128, 300)]
    powers += [10**k for k in range(25)]
    near = {power + delta for power in powers for delta in (-2, -1, 0, 1, 2)}
    return sorted(near | {-n for n in near})


def text_of(value: float) -> str:
    """The text that a float is written as: that of repr, without the zero in `1e-05`."""
    return re.sub(r"e([+-])0", r"e\1", repr(value))


def bits(value: float) -> int:
    return int(struct.unpack("<Q", struct.pack("<d", value))[0])


def double(pattern: int) -> float:
    return float(struct.unpack("<d", struct.pack("<Q", pattern))[0])


def random_doubles(count: int) -> list[float]:
    generator = random.Random(20261121)
    doubles = (double(generator.getrandbits(64)) for _ in range(count))
    return [value for value in doubles if math.isfinite(value)]


def every_exponent() -> list[float]:
    mantissas = (0, 1, 0x5555555555555, 0xFFFFFFFFFFFFF)
    return [double(e << 52 | m) for e in range(2047) for m in mantissas]


# ---- Integers


@pytest.mark.parametrize("value", edges())
def test_integers(value: int) -> None:
    assert dumps(value) == str(value)
    assert dumps([value, value]) == f"[{value},{value}]"
    read = loads(str(value))
    assert read == value
    assert type(read) is int
    assert loads(f" [{value} , {value}] ") == [value, value]


def test_all_small_integers() -> None:
    numbers = list(range(-20_000, 20_000))
    text = "[" + ",".join(map(str, numbers)) + "]"
    assert dumps(numbers) == text
    assert loads(text) == numbers


@pytest.mark.parametrize("digits", [19, 20, 21, 100, 1000, 4000])
def test_long_integers(digits: int) -> None:
    text = ("1234567890" * 400)[:digits]
    assert loads(text) == int(text)
    assert loads("-" + text) == -int(text)
    assert dumps(int(text)) == text
    assert dumps(-int(text)) == "-" + text


@pytest.mark.skipif(not LIMIT, reason="this Python has no limit of digits")
def test_integers_beyond_the_limit_of_digits() -> None:
    assert loads("1" * LIMIT) == int("1" * LIMIT)
    for text in ("1" * (LIMIT + 1), "-" + "1" * (LIMIT + 1), "[" + "1" * (LIMIT + 1)):
        with pytest.raises(ValueError, match="Exceeds the limit") as caught:
            loads(text)
        assert type(caught.value) is ValueError
    with pytest.raises(ValueError, match="Exceeds the limit"):
        dumps([10 ** (LIMIT + 1)])


@pytest.mark.parametrize(
    "text, value",
    [
        ("-", 0),
        ("[-]", [0]),
        ("-0", 0),
        ("00", 0),
        ("-00", 0),
        ("012", 12),
        ("-012", -12),
        ("0" * 30 + "1", 1),
        ("0" * 30 + "18446744073709551615", 2**64 - 1),
        ("0" * 30 + "18446744073709551616", 2**64),
        ("-" + "0" * 30 + "9223372036854775808", -(2**63)),
    ],
)
def test_lenient_integers(text: str, value: Any) -> None:
    assert loads(text) == value
    assert "." not in repr(loads(text))


# ---- Floats


@pytest.mark.parametrize(
    "value, text",
    [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (-1.0, "-1.0"),
        (0.1, "0.1"),
        (1e-4, "0.0001"),
        (1e-5, "1e-5"),
        (1.5e-7, "1.5e-7"),
        (1e-10, "1e-10"),
        (1e15, "1000000000000000.0"),
        (9999999999999998.0, "9999999999999998.0"),
        (1e16, "1e+16"),
        (1.5e16, "1.5e+16"),
        (123456789012345680.0, "1.2345678901234568e+17"),
        (1e22, "1e+22"),
        (1e100, "1e+100"),
        (5e-324, "5e-324"),
        (2.2250738585072014e-308, "2.2250738585072014e-308"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
    ],
)
def test_floats_are_written_short(value: float, text: str) -> None:
    assert dumps(value) == text
    assert dumps([value]) == f"[{text}]"
    assert dumps({"a": value}) == f'{{"a":{text}}}'
    read = loads(text)
    assert type(read) is float
    assert repr(read) == repr(value)


def test_floats_of_every_exponent() -> None:
    for value in every_exponent():
        text = text_of(value)
        assert dumps(value) == text
        assert dumps(-value) == "-" + text
        assert bits(loads(text)) == bits(value)
        assert bits(loads(repr(-value))) == bits(-value)


def test_random_bit_patterns() -> None:
    for value in random_doubles(20_000):
        text = text_of(value)
        assert dumps(value) == text
        assert bits(loads(text)) == bits(value)


def test_floats_with_few_digits() -> None:
    generator = random.Random(8)
    for _ in range(20_000):
        units = generator.randrange(10 ** generator.randrange(1, 19))
        value = units / 10 ** generator.randrange(12)
        assert dumps(value) == text_of(value)


def test_neighbours_of_powers() -> None:
    for exponent in range(-20, 24):
        power = float(f"1e{exponent}")
        for pattern in range(bits(power) - 3, bits(power) + 4):
            value = double(pattern)
            assert dumps(value) == text_of(value)
            assert bits(loads(repr(value))) == bits(value)


@given(st.floats())
def test_floats(value: float) -> None:
    assert repr(loads(dumps(value))) == repr(value)


@pytest.mark.parametrize(
    "text, value",
    [
        ("1.", 1.0),
        ("-2.", -2.0),
        ("1.e5", 100000.0),
        ("0.e1", 0.0),
        ("2.e-3", 0.002),
        ("-.5", -0.5),
        ("[-.5e1]", [-5.0]),
        ("00.5", 0.5),
        ("1E5", 100000.0),
        ("1e+05", 100000.0),
        ("1.5E+3", 1500.0),
        ("1e-0", 1.0),
        ("1e400", math.inf),
        ("-1e400", -math.inf),
        ("1e-400", 0.0),
        ("-1e-400", -0.0),
        ("0e999999999999999999999", 0.0),
        ("1e999999999999999999999", math.inf),
        ("1e-999999999999999999999", 0.0),
        ("1e9223372036854775807", math.inf),
        ("12e9223372036854775807", math.inf),
        ("0.001e-9223372036854775807", 0.0),
        ("1" * 400 + ".0", math.inf),
        ("1" * 400 + "e-399", 1.1111111111111112),
        ("0." + "0" * 400 + "1", 0.0),
        ("0." + "0" * 400 + "1e401", 1.0),
        ("0" * 500 + ".25", 0.25),
    ],
)
def test_lenient_floats(text: str, value: Any) -> None:
    assert repr(loads(text)) == repr(value)


def test_reading_is_correctly_rounded() -> None:
    generator = random.Random(17)
    for _ in range(5_000):
        digits = "".join(generator.choices("0123456789", k=generator.randrange(1, 40)))
        point = generator.randrange(len(digits) + 1)
        text = f"0{digits[:point]}.0{digits[point:]}e{generator.randrange(-345, 330)}"
        assert bits(loads(text)) == bits(float(text))


@pytest.mark.parametrize(
    "text",
    [
        "1090544144181609348671888949248",  # half-way between two doubles, and to either side
        "9007199254740993.0",
        "9007199254740992.99999999999999999999999999999999",
        "9007199254740993.00000000000000000000000000000001",
        "2.4703282292062327208e-324",
        "2.47032822920623272088e-324",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "2.2250738585072011e-308",
        "0.500000000000000166533453693773481063544750213623046875",
    ],
)
def test_hard_cases_are_correctly_rounded(text: str) -> None:
    text = text if "." in text else text + ".0"
    assert bits(loads(text)) == bits(float(text))


# ---- Decimals


class Derived(Decimal):
    def __float__(self) -> float:
        return 7.0


@pytest.mark.parametrize(
    "value, text",
    [
        (Decimal("1"), "1.0"),
        (Decimal("1.5"), "1.5"),
        (Decimal("-0"), "-0.0"),
        (Decimal("0.1000"), "0.1"),
        (Decimal("1.00000000000000000001"), "1.0"),
        (Decimal("1e400"), "Infinity"),
        (Decimal("-Infinity"), "-Infinity"),
        (Decimal("NaN"), "NaN"),
        (Derived("2.5"), "7.0"),
    ],
)
def test_decimals_are_written_as_floats(value: Decimal, text: str) -> None:
    assert dumps(value) == text
    assert dumps({"a": [value]}) == f'{{"a":[{text}]}}'


def test_decimals_that_have_no_float() -> None:
    class Failing(Decimal):
        def __float__(self) -> float:
            raise KeyError("f")

    with pytest.raises(ValueError, match="signaling NaN"):
        dumps(Decimal("sNaN"))
    with pytest.raises(KeyError):
        dumps([Failing()])


def test_the_context_of_decimal_does_not_matter() -> None:
    with decimal.localcontext() as context:
        context.prec = 2
        assert dumps(Decimal("1.23456")) == "1.23456"
