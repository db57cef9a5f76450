"""tests/test_format.py -- HPyUnicode_FromFormat, HPyUnicode_FromFormatV, HPyErr_Format."""

import functools
import itertools
import struct
import sys

import pytest

INT = 32
LONG = 8 * struct.calcsize("l")
WORD = 8 * struct.calcsize("n")

# Method, units and bits of each C type.
SIGNED = [
    ("format_int", ["d", "i"], INT),
    ("format_long", ["ld", "li"], LONG),
    ("format_long_long", ["lld", "lli"], 64),
    ("format_ssize_t", ["zd", "zi"], WORD),
]
UNSIGNED = [
    ("format_unsigned", ["u", "x"], INT),
    ("format_unsigned_long", ["lu"], LONG),
    ("format_unsigned_long_long", ["llu"], 64),
    ("format_size_t", ["zu"], WORD),
]
HANDLE_UNITS = "AUVSR"
ALL_UNITS = "%cdiuxpsAUVSR"

# An option that is there or not, for zero, width and precision.
ZEROS = ["", "0"]
WIDTHS = ["", "1", "5", "12"]
PRECISIONS = ["", ".", ".0", ".1", ".4", ".15"]


def fail(kind, call, *args):
    """The text of the exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args)
    assert caught.type is kind
    return str(caught.value)


def broken(format, piece, problem):
    """The message about a piece of a format."""
    return f"HPyUnicode_FromFormat: '{piece}' in the format \"{format}\" {problem}"


@pytest.fixture(autouse=True)
def all_memory_is_freed(mod):
    """Whatever a test does."""
    yield
    assert mod.get_malloc_count() == 0


# ---- Text ----


def test_literal(mod):
    for text in ("", "x", "some text", "x" * 255, "x" * 256, "x" * 257, "x" * 10000):
        assert mod.format_nothing(text) == text


def test_percent(mod):
    assert mod.format_nothing("%%") == "%"
    assert mod.format_nothing("100%% of %%d") == "100% of %d"


def test_not_ascii(mod):
    assert fail(ValueError, mod.format_nothing, "é") == broken("é", "Ã", "is not ASCII")
    assert fail(ValueError, mod.format_nothing, b"ab\xff") == broken(
        "ab\ufffd", "ÿ", "is not ASCII"
    )
    assert fail(ValueError, mod.format_int, "%d é", 1) == broken("%d é", "Ã", "is not ASCII")


def test_all(mod):
    assert mod.format_all("é") == "A-1|2|3|abc|-4|5|-6|7|-8|9|0x10|s|%|éé'é''\\xe9'é|used"


# ---- Characters ----


def test_character(mod):
    for code in (1, 65, 127, 128, 200, 255, 256, 0x7FF, 0x800, 0x20AC, 0xFFFF, 0x10000, 0x10FFFF):
        assert mod.format_int("<%c>", code) == f"<{chr(code)}>"


def test_character_of_every_kind(mod):
    for code in itertools.chain(range(0x900), range(0xFF00, 0x10100), range(0x10FFF0, 0x110000)):
        assert mod.format_int("%c", code) == chr(code)


def test_null_character(mod):
    assert mod.format_int("a%cb", 0) == "a\0b"


def test_surrogate(mod):
    for code in (0xD800, 0xDC80, 0xDFFF):
        assert mod.format_int("a%cb", code) == f"a{chr(code)}b"


def test_no_character(mod):
    for code in (-1, 0x110000, -(2**31), 2**31 - 1):
        assert fail(OverflowError, mod.format_int, "<%c>", code) == broken(
            "<%c>", "%c", "got a number that is not a character (0 to 0x10FFFF)"
        )


# ---- Numbers ----


@pytest.mark.parametrize("method, units, bits", SIGNED)
def test_signed(mod, method, units, bits):
    limit = 2 ** (bits - 1)
    for unit, value in itertools.product(units, (0, 1, -1, 9, 10, -10, 12345, limit - 1, -limit)):
        assert getattr(mod, method)(f"<%{unit}>", value) == f"<{value}>"


@pytest.mark.parametrize("method, units, bits", UNSIGNED)
def test_unsigned(mod, method, units, bits):
    limit = 2**bits
    for unit, value in itertools.product(units, (0, 1, 9, 10, 15, 16, limit // 2, limit - 1)):
        expected = f"<{value:x}>" if unit == "x" else f"<{value}>"
        assert getattr(mod, method)(f"<%{unit}>", value) == expected


@pytest.mark.parametrize("method, units, bits", SIGNED + UNSIGNED)
def test_number_options(mod, method, units, bits):
    values = (0, 7, 123, 1234567, 2 ** (bits - 1) - 1)
    if (method, units, bits) in SIGNED:
        values += tuple(-value for value in values)
    for unit, zero, width, precision in itertools.product(units, ZEROS, WIDTHS, PRECISIONS):
        options = zero + width + precision
        for value in values:
            expected = f"<%{options}{unit[-1]}>" % value
            assert getattr(mod, method)(f"<%{options}{unit}>", value) == expected


def test_long_number(mod):
    assert mod.format_int("%1000d", -7) == "-7".rjust(1000)
    assert mod.format_int("%01000d", -7) == "-" + "7".rjust(999, "0")
    assert mod.format_int("%.1000d", -7) == "-" + "7".rjust(1000, "0")
    assert mod.format_int("%2000.1000d", -7) == ("-" + "7".rjust(1000, "0")).rjust(2000)
    assert mod.format_int("%02000.1000d", -7) == "-" + "7".rjust(1999, "0")


def test_pointer(mod):
    for value in (0, 1, 0xABCDEF, sys.maxsize):
        assert mod.format_pointer("<%p>", value) == f"<{value:#x}>"


# ---- Strings ----


def test_string(mod):
    for value in ("", "x", "some text", "é€\U0001f40d", "x" * 300, "é" * 300):
        assert mod.format_string("<%s>", value) == f"<{value}>"


def test_string_options(mod):
    for width, precision in itertools.product(WIDTHS, PRECISIONS):
        for value in ("", "x", "1234", "0123456789abcdef"):
            expected = f"<%{width}{precision}s>" % value
            assert mod.format_string(f"<%{width}{precision}s>", value) == expected


def test_string_options_count_bytes(mod):
    assert mod.format_string("<%5s>", "éé") == "< éé>"
    assert mod.format_string("<%.2s>", "éé") == "<é>"
    assert mod.format_string("<%5.2s>", "éé") == "<   é>"


def test_string_cut_in_a_character(mod):
    assert mod.format_string("<%.3s>", "éé") == "<é\ufffd>"
    assert mod.format_string("<%4.3s>", "éé") == "< é\ufffd>"


def test_string_that_is_not_utf8(mod):
    assert mod.format_string("<%s>", b"a\xffb") == "<a\ufffdb>"
    assert mod.format_string("<%s>", b"\xc3") == "<\ufffd>"
    assert mod.format_string("<%5s>", b"a\xff") == "<   a\ufffd>"


def test_precision_protects_from_reading_on(mod):
    assert mod.format_string("%.3s", b"abc") == "abc"
    assert mod.format_string("%.3s", b"abcdef") == "abc"
    assert mod.format_string("%.0s", b"abc") == ""


# ---- Handles ----

MODELS = {"A": ascii, "U": str, "V": str, "S": str, "R": repr}


class Object:
    def __str__(self):
        return "strç"

    def __repr__(self):
        return "repr\u20ac"


def handle(mod, format, value, unit):
    """Format one handle; %V takes a string besides."""
    if unit == "V":
        return mod.format_handle_or_string(format, value, "unused")
    return mod.format_handle(format, value)


@pytest.mark.parametrize("unit", HANDLE_UNITS)
def test_handle(mod, unit):
    for value in ("", "x", "é€\U0001f40d", "a\0b", "x" * 300, "\u20ac" * 300):
        assert handle(mod, f"<%{unit}>", value, unit) == f"<{MODELS[unit](value)}>"


@pytest.mark.parametrize("unit", "SRA")
def test_object(mod, unit):
    for value in (None, 17, 1.5, [1, "é"], Object(), Object):
        assert mod.format_handle(f"<%{unit}>", value) == f"<{MODELS[unit](value)}>"


@pytest.mark.parametrize("unit", HANDLE_UNITS)
def test_handle_options(mod, unit):
    for width, precision in itertools.product(WIDTHS, PRECISIONS):
        for value in ("", "x", "1234", "0123456789abcdef", "é€\U0001f40d", "é\U0001f40d" * 20):
            text = f"<%{width}{precision}s>" % MODELS[unit](value)
            assert handle(mod, f"<%{width}{precision}{unit}>", value, unit) == text


@pytest.mark.parametrize("unit", "UVS")
def test_lone_surrogates(mod, unit):
    for value in ("\ud800", "a\udc80b", "é\udfff\U0001f40d", "\ud83d\udc0d"):
        assert handle(mod, f"<%{unit}>", value, unit) == f"<{value}>"
        for width, precision in itertools.product(WIDTHS, PRECISIONS):
            text = f"<%{width}{precision}s>" % value
            assert handle(mod, f"<%{width}{precision}{unit}>", value, unit) == text


def test_subclass_of_str(mod):
    class Str(str):
        def __str__(self):
            return "other"

    assert mod.format_handle("%U", Str("x")) == "x"
    assert mod.format_handle("%S", Str("x")) == "other"


@pytest.mark.parametrize("unit", "UV")
def test_handle_that_is_no_str(mod, unit):
    for value in (17, None, b"x"):
        fail(TypeError, handle, mod, f"%{unit}", value, unit)


@pytest.mark.parametrize("unit", "SRA")
def test_object_that_raises(mod, unit):
    class Raises:
        def __repr__(self):
            raise ZeroDivisionError

    fail(ZeroDivisionError, mod.format_handle, f"<%{unit}>", Raises())


def test_handle_or_string(mod):
    assert mod.format_handle_or_string("<%V>", "object", "string") == "<object>"
    assert mod.format_handle_or_string("<%V>", "object", ...) == "<object>"
    assert mod.format_handle_or_string("<%V>", ..., "string") == "<string>"
    # The units of a handle are characters, those of a string bytes.
    assert mod.format_handle_or_string("<%3.1V>", "éa", "éa") == "<  é>"
    assert mod.format_handle_or_string("<%4.2V>", ..., "éa") == "<  é>"


@pytest.mark.parametrize("unit", "sAUSR")
def test_null(mod, unit):
    method = mod.format_string if unit == "s" else mod.format_handle
    assert fail(SystemError, method, f"<%{unit}>", ...) == broken(
        f"<%{unit}>", f"%{unit}", "got NULL"
    )


def test_null_handle_and_null_string(mod):
    assert fail(SystemError, mod.format_handle_or_string, "<%V>", ..., ...) == broken(
        "<%V>", "%V", "got NULL"
    )


# ---- Broken formats ----


@pytest.mark.parametrize(
    "format, piece",
    [
        ("%q", "%q"),
        ("a %y b", "%y"),
        ("%5.3q", "%5.3q"),
        ("%lq", "%lq"),
        ("%lx", "%lx"),
        ("%llx", "%llx"),
        ("%zx", "%zx"),
        ("%ls", "%ls"),
        ("%lc", "%lc"),
        ("%l%", "%l%"),
        ("%zz", "%zz"),
        ("%-5d", "%-"),
        ("%*d", "%*"),
        ("% d", "% "),
        ("%.-3d", "%.-"),
        ("%X", "%X"),
        ("%f", "%f"),
        ("%hd", "%h"),
        ("%D", "%D"),
        (b"%\xff", "%ÿ"),
    ],
)
def test_unknown_unit(mod, format, piece):
    shown = format.decode("utf-8", "replace") if isinstance(format, bytes) else format
    assert fail(SystemError, mod.format_int, format, 1) == broken(shown, piece, "is not a unit")


@pytest.mark.parametrize("piece", ["%", "%0", "%5", "%5.", "%.3", "%l", "%ll", "%z"])
def test_incomplete_unit(mod, piece):
    assert fail(SystemError, mod.format_int, piece, 1) == broken(piece, piece, "is not complete")
    assert fail(SystemError, mod.format_int, f"x{piece}", 1) == broken(
        f"x{piece}", piece, "is not complete"
    )


@pytest.mark.parametrize("unit", "%cp")
@pytest.mark.parametrize("options", ["0", "5", "05", ".3", ".", "5.3", "05.3"])
def test_options_that_are_not_taken(mod, options, unit):
    piece = f"%{options}{unit}"
    assert fail(SystemError, mod.format_int, piece, 65) == broken(
        piece, piece, "has a width, a precision or the flag 0, which it does not take"
    )


@pytest.mark.parametrize("unit", "sAUVSR")
@pytest.mark.parametrize("options", ["0", "05", "0.3", "05.3"])
def test_flag_0_is_for_numbers(mod, options, unit):
    piece = f"%{options}{unit}"
    assert fail(SystemError, mod.format_handle, piece, "x") == broken(
        piece, piece, "has the flag 0, which is for numbers only"
    )


@pytest.mark.parametrize("number", [sys.maxsize + 1, 10**30])
@pytest.mark.parametrize("options", ["{}", "0{}", ".{}", "5.{}"])
def test_option_too_big(mod, number, options):
    with pytest.raises(ValueError) as caught:
        mod.format_int(f"%{options.format(number)}d", 1)
    assert "has a width or precision that is too big" in str(caught.value)


def test_greatest_precision(mod):
    assert mod.format_string(f"%.{sys.maxsize}s", "abc") == "abc"
    assert mod.format_handle(f"%.{sys.maxsize}U", "abc") == "abc"


@pytest.mark.parametrize("options", ["{}", "0{}", ".{}"])
def test_more_than_fits(mod, options):
    fail(MemoryError, mod.format_int, f"<%{options.format(sys.maxsize)}d>", 1)


def test_what_is_right_before_the_mistake(mod):
    """Nothing of it is seen."""
    fail(SystemError, mod.format_handle, "x" * 1000 + "%R%q", "é")


# ---- Variants ----


def test_FromFormatV(mod):
    assert mod.format_twice("é") == "7 'é' x; 7 'é' x; "
    fail(ZeroDivisionError, mod.format_twice, type("R", (), {"__repr__": lambda self: 1 / 0})())


@pytest.mark.parametrize("kind", [ValueError, OSError, type("Mine", (Exception,), {})])
def test_Err_Format(mod, kind):
    assert fail(kind, mod.raise_format, kind, "got %R", "é") == "got 'é'"
    assert fail(kind, mod.raise_format, kind, "text", None) == "text"
    assert fail(kind, mod.raise_format, kind, "", None) == ""


def test_Err_Format_is_null(mod):
    assert mod.raise_result() is True


def test_Err_Format_with_a_broken_format(mod):
    """The mistake is told, and does not hide behind the exception that was meant."""
    text = fail(SystemError, mod.raise_format, ValueError, "%q", None)
    assert text == broken("%q", "%q", "is not a unit")
    fail(ValueError, mod.raise_format, OSError, "é", None)
    fail(SystemError, mod.raise_format, ValueError, "%U", ...)


def test_Err_Format_with_an_object_that_raises(mod):
    class Raises:
        def __repr__(self):
            raise ZeroDivisionError

    fail(ZeroDivisionError, mod.raise_format, ValueError, "%R", Raises())


def test_Err_Format_replaces_what_is_pending(mod):
    assert fail(ValueError, mod.raise_over, ValueError, "got %R", [1]) == "got [1]"
    fail(SystemError, mod.raise_over, ValueError, "%q", None)


@pytest.mark.differs("pypy", "raises TypeError")
def test_Err_Format_with_no_exception_class(mod):
    for kind in (int, 17, None):
        fail(SystemError, mod.raise_format, kind, "text", None)


# ---- Failing allocations ----


def test_no_memory(mod, nomemory):
    nomemory(functools.partial(mod.format_handle, "text and %R", ["é"]))
    nomemory(functools.partial(mod.format_string, "text and %s", "é"))
    nomemory(functools.partial(mod.format_nothing, "text"))
    nomemory(functools.partial(mod.format_handle, "%U", "\ud800"))


@pytest.mark.parametrize("format", ["%q", "%5p", "é", "%U"])
def test_no_memory_for_messages(mod, nomemory, format):
    def call():
        try:
            mod.format_handle(format, ...)
        except (SystemError, ValueError):
            return
        raise AssertionError("no exception")

    nomemory(call)


def test_no_memory_for_Err_Format(mod, nomemory):
    def call():
        try:
            mod.raise_format(KeyError, "%R", "é")
        except KeyError:
            return
        raise AssertionError("no exception")

    nomemory(call)


def test_no_memory_to_grow(mod):
    mod.set_malloc_fails(True)
    try:
        fail(MemoryError, mod.format_nothing, "x" * 257)
        fail(MemoryError, mod.format_int, "%300d", 1)
        fail(MemoryError, mod.format_int, "%0300d", 1)
        fail(MemoryError, mod.format_int, "%.300d", 1)
        fail(MemoryError, mod.format_string, "%s", "x" * 257)
        fail(MemoryError, mod.format_string, "%300s", "x")
        fail(MemoryError, mod.format_string, "%s", "é" * 200)
        fail(MemoryError, mod.format_handle, "%U", "é" * 200)
        fail(MemoryError, mod.format_handle, "%300U", "é")
        fail(MemoryError, mod.format_handle, "%U", "\ud800" * 200)
        fail(MemoryError, mod.format_handle, "%300U", "\ud800")
        fail(MemoryError, mod.format_nothing, "x" * 256 + "%%")
        fail(MemoryError, mod.format_int, "x" * 256 + "%c", 65)
        fail(MemoryError, mod.format_int, "x" * 256 + "%d", 65)
        fail(MemoryError, mod.format_pointer, "x" * 256 + "%p", 65)
        fail(MemoryError, mod.format_pointer, "x" * 254 + "%p", 65)
        assert mod.format_nothing("x" * 256) == "x" * 256
    finally:
        mod.set_malloc_fails(False)
