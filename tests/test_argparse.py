"""tests/test_argparse.py -- HPyArg_Parse, HPyArg_ParseKeywords, HPyArg_ParseKeywordsDict."""

import functools
import gc
import itertools
import random
import struct
import sys

import pytest
import runtime

LONG = 8 * struct.calcsize("l")
WORD = 8 * struct.calcsize("n")

# Bits of the integer codes.
RANGES = {
    "b": (0, 2**8 - 1),
    "h": (-(2**15), 2**15 - 1),
    "i": (-(2**31), 2**31 - 1),
    "l": (-(2 ** (LONG - 1)), 2 ** (LONG - 1) - 1),
    "L": (-(2**63), 2**63 - 1),
    "n": (-(2 ** (WORD - 1)), 2 ** (WORD - 1) - 1),
}
MASKS = {"B": 8, "H": 16, "I": 32, "k": LONG, "K": 64}

# A good and a bad value for every code.
GOOD = {
    **dict.fromkeys("bhilLnBHIkK", 17),
    "f": 1.5,
    "d": 1.5,
    "p": 1,
    "s": "text",
    "O": ...,
}
BAD = {**dict.fromkeys("bhilLnBHIkK", "17"), "f": "1.5", "d": "1.5", "s": 17}
CODES = list(GOOD)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Raises:
    def __index__(self):
        raise ZeroDivisionError

    __float__ = __bool__ = __index__


class ParseFunction:
    """HPyArg_Parse behind the face of `Keywords` and `Dict`, without keywords."""

    with_keywords = False

    def __init__(self, mod):
        self.mod = mod

    def __call__(self, format, *args, names=None):
        return self.mod.parse(format, *args)


class Keywords:
    """HPyArg_ParseKeywords; parameters are called a, b, c ... unless names are given."""

    with_keywords = True

    def __init__(self, mod):
        self.mod = mod

    def __call__(self, format, *args, names=None, **kw):
        return self.mod.parse_keywords(format, names or default_names(format), *args, **kw)

    def untracked(self, format, *args, names=None, **kw):
        names = names or default_names(format)
        return self.mod.parse_keywords_untracked(format, names, *args, **kw)


class Dict(Keywords):
    """HPyArg_ParseKeywordsDict."""

    def __call__(self, format, *args, names=None, **kw):
        return self.mod.parse_dict(format, names or default_names(format), kw or ..., *args)

    def untracked(self, format, *args, names=None, **kw):
        names = names or default_names(format)
        return self.mod.parse_dict_untracked(format, names, kw or ..., *args)


def codes(format):
    """The codes of a format, without marks and ending."""
    return [
        code for code in itertools.takewhile(lambda c: c not in ":;", format) if code not in "|$"
    ]


def default_names(format):
    return tuple("abcdefghijklmnopqrstuvwxyz"[: len(codes(format))])


@pytest.fixture(params=[ParseFunction, Keywords, Dict], ids=lambda kind: kind.__name__)
def parse(request, mod):
    """Each of the three functions."""
    return request.param(mod)


@pytest.fixture(params=[Keywords, Dict], ids=lambda kind: kind.__name__)
def keywords(request, mod):
    """Each of the two functions that take keywords."""
    return request.param(mod)


def message(kind, call, *args, **kw):
    """The text of the exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args, **kw)
    assert caught.type is kind
    return str(caught.value)


@pytest.fixture(autouse=True)
def all_memory_is_freed(mod):
    """Whatever a test does."""
    yield
    assert mod.get_malloc_count() == 0


# ---- Codes ----


@pytest.mark.parametrize("code", RANGES)
def test_integer(parse, code):
    least, greatest = RANGES[code]
    for value in (least, least + 1, 0, 1, greatest - 1, greatest):
        assert parse(code, value) == (value,)
    assert parse(code, True) == (1,)


@pytest.mark.parametrize("code", RANGES)
def test_integer_out_of_range(parse, code):
    least, greatest = RANGES[code]
    for value in (least - 1, greatest + 1, 2**200, -(2**200)):
        message(OverflowError, parse, code, value)


@pytest.mark.parametrize(
    "code, value, expected",
    [
        ("b", -1, "must be from 0 to 255, not -1"),
        ("b", 256, "must be from 0 to 255, not 256"),
        ("h", -32769, "must be from -32768 to 32767, not -32769"),
        ("h", 32768, "must be from -32768 to 32767, not 32768"),
        pytest.param(
            "i",
            2**31,
            "must be from -2147483648 to 2147483647, not 2147483648",
            marks=pytest.mark.skipif(LONG == 32, reason="the conversion to long fails first"),
        ),
    ],
)
def test_range_message(mod, code, value, expected):
    assert message(OverflowError, mod.parse, code, value) == f"function argument 1 {expected}"
    assert message(OverflowError, mod.parse, f"O{code}:f", 0, value) == f"f() argument 2 {expected}"
    assert (
        message(OverflowError, mod.parse_keywords, f"{code}:f", ("size",), value)
        == f"f() argument 'size' {expected}"
    )
    assert (
        message(OverflowError, mod.parse_keywords, f"{code}:f", ("",), value)
        == f"f() argument 1 {expected}"
    )


@pytest.mark.parametrize("code", MASKS)
def test_mask(parse, code):
    limit = 2 ** MASKS[code]
    for value in (0, -1, limit - 1, limit, limit + 5, -limit - 1, 2**200 + 7):
        assert parse(code, value) == (value % limit,)


@pytest.mark.parametrize("code", [*"bhilL", *MASKS])
def test_index_is_asked(parse, code):
    assert parse(code, Index(42)) == (42,)
    message(ZeroDivisionError, parse, code, Raises())


def test_index_is_not_asked(parse):
    message(TypeError, parse, "n", Index(42))


@pytest.mark.parametrize("code", [*RANGES, *MASKS])
def test_no_integer(parse, code):
    for value in ("17", None, b"17", [17]):
        message(TypeError, parse, code, value)


@pytest.mark.skipif(sys.version_info < (3, 10), reason="3.9 still asks for __int__")
@pytest.mark.parametrize("code", [*RANGES, *MASKS])
def test_float_is_no_integer(parse, code):
    message(TypeError, parse, code, 17.5)


@pytest.mark.parametrize("code", ["f", "d"])
def test_float(parse, code):
    for value in (0.0, 1.5, -1.0, 7, True):
        (result,) = parse(code, value)
        assert result == value
        assert type(result) is float
    assert parse(code, float("inf")) == (float("inf"),)
    message(ZeroDivisionError, parse, code, Raises())
    message(TypeError, parse, code, "1.5")
    message(OverflowError, parse, code, 10**400)


def test_float_precision(parse):
    assert parse("d", 0.1) == (0.1,)
    assert parse("f", 0.1) == struct.unpack("f", struct.pack("f", 0.1))
    assert parse("d", -1.0) == (-1.0,)


def test_truth(parse):
    for value in (True, 1, "x", [0], object()):
        assert parse("p", value) == (1,)
    for value in (False, 0, "", [], None):
        assert parse("p", value) == (0,)
    message(ZeroDivisionError, parse, "p", Raises())


def test_string(parse):
    for value in ("", "x", "Zürich \u20ac \U0001f40d", "x" * 1000):
        assert parse("s", value) == (value,)


def test_string_of_another_type(parse):
    where = "'a'" if parse.with_keywords else "1"
    expected = f"f() argument {where} must be str, not "
    assert message(TypeError, parse, "s:f", 17) == expected + "int"
    assert message(TypeError, parse, "s:f", None) == expected + "NoneType"
    assert message(TypeError, parse, "s:f", b"x") == expected + "bytes"
    assert message(TypeError, parse, "s:f", Raises()) == expected + "Raises"


def test_string_with_null_character(parse):
    where = "'a'" if parse.with_keywords else "1"
    for value in ("\0", "a\0", "\0b", "a\0b"):
        assert (
            message(ValueError, parse, "s:f", value)
            == f"f() argument {where} must be a str without null characters"
        )


@pytest.mark.differs("pypy", "lone surrogates do not fail", crashes=True)
def test_string_without_utf8(parse):
    message(UnicodeEncodeError, parse, "s", "\ud800")


def test_object(parse):
    for value in (object(), None, 17, "x"):
        (result,) = parse("O", value)
        assert result is value


def test_object_is_borrowed_by_Parse(mod):
    assert mod.parse_borrows(object()) is True


def test_object_is_duplicated_by_ParseKeywords(mod):
    value = object()
    assert mod.keywords_duplicate(value) is value
    assert mod.keywords_duplicate(x=value) is value


@pytest.mark.parametrize("code", CODES)
def test_several(parse, code):
    good = GOOD[code]
    assert parse(code * 3, good, good, good) == (good,) * 3


def test_all_codes_at_once(parse):
    assert parse("".join(CODES), *GOOD.values()) == tuple(GOOD.values())


@pytest.mark.parametrize("code", BAD)
def test_conversion_error_stops(parse, code):
    message(TypeError, parse, f"O{code}O", 1, BAD[code], 2)


# ---- Positional arguments ----


def test_nothing(parse):
    assert parse("") == ()
    assert parse("|") == ()
    assert parse(":f") == ()
    assert parse(";text") == ()


@pytest.mark.parametrize("code", CODES)
def test_omitted_stays_untouched(parse, code):
    assert parse(f"|{code}") == (...,)
    assert parse(f"O|{code}{code}", 0) == (0, ..., ...)
    assert parse(f"|O{code}", 0) == (0, ...)


@pytest.mark.parametrize(
    "format, args, expected",
    [
        ("", (1,), "takes no arguments (1 given)"),
        ("O", (), "takes exactly 1 argument (0 given)"),
        ("O", (1, 2), "takes exactly 1 argument (2 given)"),
        ("OO", (1,), "takes exactly 2 arguments (1 given)"),
        ("OO", (1, 2, 3), "takes exactly 2 arguments (3 given)"),
        ("O|O", (), "takes at least 1 argument (0 given)"),
        ("OO|O", (1,), "takes at least 2 arguments (1 given)"),
        ("O|O", (1, 2, 3), "takes at most 2 arguments (3 given)"),
        ("|O", (1, 2), "takes at most 1 argument (2 given)"),
        ("|", (1, 2), "takes no arguments (2 given)"),
    ],
)
def test_number_of_arguments(mod, format, args, expected):
    assert message(TypeError, mod.parse, format, *args) == f"function {expected}"
    assert message(TypeError, mod.parse, f"{format}:f", *args) == f"f() {expected}"
    assert message(TypeError, mod.parse, f"{format};text", *args) == "text"


@pytest.mark.parametrize(
    "format, names, args, expected",
    [
        ("", "", (1,), "takes no positional arguments (1 given)"),
        ("O", "a", (1, 2), "takes at most 1 positional argument (2 given)"),
        ("OO", "ab", (1, 2, 3), "takes at most 2 positional arguments (3 given)"),
        ("OO", ["", ""], (1, 2, 3), "takes exactly 2 positional arguments (3 given)"),
        ("OO", ["", ""], (1,), "takes exactly 2 positional arguments (1 given)"),
        ("OO", ["", "b"], (), "takes at least 1 positional argument (0 given)"),
        ("O|OO", ["", "", "c"], (), "takes at least 1 positional argument (0 given)"),
        ("OO$O", ["", "b", "c"], (), "takes at least 1 positional argument (0 given)"),
        ("O$O", "ab", (1, 2), "takes at most 1 positional argument (2 given)"),
        ("O|$O", ["", "b"], (1, 2), "takes exactly 1 positional argument (2 given)"),
        ("O$O", ["", "b"], (1, 2), "takes exactly 1 positional argument (2 given)"),
        ("$O", "a", (1,), "takes no positional arguments (1 given)"),
        ("$OO", "ab", (1, 2, 3), "takes no positional arguments (3 given)"),
        ("O", "a", (), "missing required argument 'a' (position 1)"),
        ("OO", "ab", (1,), "missing required argument 'b' (position 2)"),
        ("OO|O", ["", "bee", "c"], (1,), "missing required argument 'bee' (position 2)"),
    ],
)
def test_number_of_positional_arguments(keywords, format, names, args, expected):
    names = tuple(names)
    assert message(TypeError, keywords, format, *args, names=names) == f"function {expected}"
    assert message(TypeError, keywords, f"{format}:f", *args, names=names) == f"f() {expected}"
    assert message(TypeError, keywords, f"{format};text", *args, names=names) == "text"


@pytest.mark.parametrize(
    "kind, format, args",
    [
        (TypeError, "s", (17,)),
        (TypeError, "O", ()),
        (ValueError, "s", ("\0",)),
        (OverflowError, "b", (300,)),
        (SystemError, "q", ()),
    ],
)
def test_text_replaces_every_message(parse, kind, format, args):
    assert message(kind, parse, f"{format};every: %s message", *args) == "every: %s message"


def test_text_leaves_what_conversions_raise(parse):
    assert message(TypeError, parse, "i;text", "17") != "text"


def test_name_is_not_a_format(parse):
    assert message(SystemError, parse, "q:100%s").startswith("100%s() ")


def test_name_of_any_length(parse):
    name = "f" * 500
    assert message(SystemError, parse, f"q:{name}").startswith(f"{name}() ")
    assert message(SystemError, parse, "q:é").startswith("é() ")


# ---- Broken formats ----


@pytest.mark.parametrize("code", ["q", "z", "A", " ", "(", "é"])
def test_unknown_code(parse, code):
    for args in ((), (1,)):
        for mark in ("", "|"):
            text = message(SystemError, parse, f"{mark}{code}:f", *args)
            first = code.encode()[:1].decode("latin-1")
            assert text == f"f() has the unknown code '{first}' in its format \"{mark}{code}:f\""


def test_unknown_code_behind_the_arguments(parse):
    message(SystemError, parse, "O|q", 1)


def test_named_only_needs_keywords(mod):
    text = message(SystemError, mod.parse, "O$O:f", 1)
    assert text == "f() has '$' in its format \"O$O:f\", which is for HPyArg_ParseKeywords"


@pytest.mark.parametrize(
    "format, args, mark",
    [("|O|O", (), "|"), ("||OO", (), "|"), ("O$|O", (1,), "|"), ("$O$O", (), "$")],
)
def test_misplaced_mark(keywords, format, args, mark):
    assert message(SystemError, keywords, f"{format}:f", *args) == (
        f"f() has a misplaced '{mark}' in its format \"{format}:f\": "
        "'|' and '$' may stand there once each, in this order"
    )


def test_misplaced_mark_in_Parse(mod):
    message(SystemError, mod.parse, "||O")


def test_more_codes_than_names(keywords):
    for args in ((), (1,), (1, 2), (1, 2, 3)):
        text = message(TypeError, keywords, "|OO:f", *args, names=("a",))
        assert text == 'f() has more codes in its format "|OO:f" than the 1 names of parameters'


def test_fewer_codes_than_names(keywords):
    text = message(TypeError, keywords, "|O:f", names=("a", "b"))
    assert text == (
        "f() has fewer codes in its format \"|O:f\" than names of parameters: 'b' has none"
    )


@pytest.mark.parametrize("names", [("a", ""), ("", "b", ""), ("a", "", "c")])
def test_empty_name_behind_others(keywords, names):
    text = message(SystemError, keywords, "|" + "O" * len(names) + ":f", names=names)
    position = names.index("", 1) + 1
    assert text == (
        f"f() has an empty name for parameter {position}; "
        "only the first parameters can be positional-only"
    )


def test_empty_name_that_is_named_only(keywords):
    text = message(SystemError, keywords, "O$O:f", 1, names=("", ""))
    assert text.startswith("f() has an empty name for parameter 2;")


# ---- Trackers ----


def test_object_without_a_tracker(mod):
    thing = object()
    assert Keywords(mod).untracked("O|iO", thing, b=1, c=thing) == (thing, 1, thing)


def test_object_from_a_dict_needs_a_tracker(mod):
    for format, args in (("O", (1,)), ("|O", ()), ("|iO", (1,)), ("$O", ())):
        text = message(SystemError, Dict(mod).untracked, f"{format}:f", *args)
        assert (
            text == f"f() has the code 'O' in its format \"{format}:f\", which needs an HPyTracker"
        )


def test_string_from_a_dict_needs_a_tracker(mod):
    for format, args, kw in (("s", ("x",), {}), ("|s", (), {}), ("s", (), {"a": "x"})):
        text = message(SystemError, Dict(mod).untracked, f"{format}:f", *args, **kw)
        assert (
            text == f"f() has the code 's' in its format \"{format}:f\", which needs an HPyTracker"
        )


def test_without_tracker(mod, keywords):
    assert mod.parse("Os", 1, "x") == (1, "x")
    assert Keywords(mod).untracked("ils", 1, 2, c="x") == (1, 2, "x")
    assert keywords.untracked("|idp", 1, c=[]) == (1, ..., 0)
    message(TypeError, keywords.untracked, "i|i", 1, x=2)
    message(TypeError, keywords.untracked, "i|i", 1, b="x")


def test_tracked_parse(mod):
    assert mod.parse_tracked("Ois", 1, 2, "x") == (1, 2, "x")
    message(TypeError, mod.parse_tracked, "Ois", 1, 2, 3)
    message(TypeError, mod.parse_tracked, "Ois", 1, 2)


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="needs reference counts")
def test_nothing_is_kept(keywords):
    value, text = object(), "text that is nobody else's"[:-1] + "x"
    before = sys.getrefcount(value), sys.getrefcount(text)
    for _ in range(10):
        assert keywords("OsO", value, b=text, c=value) == (value, text, value)
        message(TypeError, keywords, "OOsi", value, b=value, c=text, d="x")
        message(TypeError, keywords, "OOsi", value, b=value, c=text, x=value)
        message(TypeError, keywords, "OOs|Oq", value, b=value, a=value)
        message(TypeError, keywords, "OOsO", value, c=text, d=value)
        message(SystemError, keywords, "OOs|q", value, b=value, c=text)
    gc.collect()  # the tracebacks
    assert (sys.getrefcount(value), sys.getrefcount(text)) == before


def test_many_objects(keywords):
    names = tuple(f"parameter{i}" for i in range(40))
    values = [object() for _ in range(40)]
    assert keywords("O" * 40, *values, names=names) == tuple(values)
    assert keywords("O" * 40, names=names, **dict(zip(names, values))) == tuple(values)
    assert keywords(
        "O" * 40, *values[:7], names=names, **dict(zip(names[7:], values[7:]))
    ) == tuple(values)


@pytest.mark.parametrize("count", [31, 32, 33, 40])
def test_many_names(keywords, count):
    names = tuple(f"n{i}" for i in range(count))
    format = "|" + "i" * count
    last = names[-1]
    assert keywords(format, names=names, **{last: 7}) == (...,) * (count - 1) + (7,)
    message(TypeError, keywords, format, names=names, **{last: "7"})
    message(TypeError, keywords, format, names=names, unknown=7)


def test_no_memory_for_many_names(mod, keywords):
    names = tuple(f"n{i}" for i in range(33))
    value = object()
    mod.set_malloc_fails(True)
    try:
        message(MemoryError, keywords, "|" + "O" * 33, value, names=names, n32=value)
        assert keywords("|" + "O" * 33, value, names=names) == (value, *[...] * 32)
        assert keywords("|" + "O" * 32, names=names[:32], n31=1) == (*[...] * 31, 1)
    finally:
        mod.set_malloc_fails(False)


# ---- Keyword arguments ----


def test_by_name(keywords):
    assert keywords("il", 1, 2) == (1, 2)
    assert keywords("il", 1, b=2) == (1, 2)
    assert keywords("il", a=1, b=2) == (1, 2)
    assert keywords("il", b=2, a=1) == (1, 2)
    assert keywords("i|il", 1, c=3) == (1, ..., 3)
    assert keywords("i|il$l", a=1, d=4) == (1, ..., ..., 4)


@pytest.mark.parametrize("code", CODES)
def test_every_code_by_name(keywords, code):
    assert keywords(f"|i{code}", b=GOOD[code]) == (..., GOOD[code])
    assert keywords(f"|i${code}", b=GOOD[code]) == (..., GOOD[code])
    if code in BAD:
        message(TypeError, keywords, f"|i{code}", b=BAD[code])


def test_names_are_compared_by_content(keywords):
    names = ("size", "sizes", "siz", "größe")
    assert keywords("|iiii", names=names, **{"si" + "ze": 1}) == (1, ..., ..., ...)
    assert keywords("|iiii", names=names, sizes=1) == (..., 1, ..., ...)
    assert keywords("|iiii", names=names, siz=1) == (..., ..., 1, ...)
    assert keywords("|iiii", names=names, größe=1) == (..., ..., ..., 1)


@pytest.mark.parametrize("key", ["x", "A", "", "aa", "a\0", "\0", "ä", pytest.param("\ud800")])
def test_unexpected(keywords, key):
    for format, args in (("|i", ()), ("i", (1,)), ("i", ()), ("i$i", (1,))):
        assert (
            message(TypeError, keywords, f"{format}:f", *args, **{key: 1})
            == f"f() got an unexpected keyword argument '{key}'"
        )


def test_unexpected_among_others(keywords):
    assert (
        message(TypeError, keywords, "ii:f", a=1, b=2, x=3)
        == "f() got an unexpected keyword argument 'x'"
    )
    assert message(TypeError, keywords, ":f", x=3) == "f() got an unexpected keyword argument 'x'"
    assert message(TypeError, keywords, ";text", x=3) == "text"


def test_positional_only_by_name(keywords):
    names = ("", "", "c")
    assert keywords("ii|i", 1, 2, 3, names=names) == (1, 2, 3)
    assert keywords("ii|i", 1, 2, c=3, names=names) == (1, 2, 3)
    for key in ("", "a"):
        assert (
            message(TypeError, keywords, "i|ii:f", 1, names=names, **{key: 2})
            == f"f() got an unexpected keyword argument '{key}'"
        )


def test_by_position_and_by_name(keywords):
    for format in ("i", "|i", "ii", "i|i$i"):
        assert (
            message(TypeError, keywords, f"{format}:f", 1, a=2)
            == "f() got multiple values for argument 'a'"
        )


def test_named_only(keywords):
    assert keywords("i$ii", 1) == (1, ..., ...)
    assert keywords("i$ii", 1, c=3) == (1, ..., 3)
    assert keywords("i|i$ii", 1, 2, d=3) == (1, 2, ..., 3)
    assert keywords("$i") == (...,)
    assert keywords("$i", a=1) == (1,)


def test_same_name_twice(mod):
    text = message(TypeError, mod.parse_names, "|ii:f", ("a", "b"), ("a", "a"), 1, 2)
    assert text == "f() got multiple values for argument 'a'"


def test_name_that_is_no_str(mod):
    for key in (17, b"a", None):
        expected = f"f() takes keywords that are str, not {key!r}"
        assert message(TypeError, mod.parse_names, "|i:f", ("a",), (key,), 1) == expected
        assert message(TypeError, mod.parse_dict, "|i:f", ("a",), {key: 1}) == expected


def test_names_that_are_no_sequence(mod):
    message(TypeError, mod.parse_names, "|i", ("a",), 17)


def test_no_names(mod):
    assert mod.parse_names("|i", ("a",), ()) == (...,)
    assert mod.parse_dict("|i", ("a",), {}) == (...,)
    assert mod.parse_dict("|i", ("a",), ...) == (...,)


def test_names_instead_of_a_dict(mod):
    """As PyPy 7.3.19 passes them to HPy_tp_new."""
    value = object()
    parse = mod.parse_dict
    assert parse("|OO", ("a", "b"), ("b",), value) == (..., value)
    assert parse("OO", ("a", "b"), ("b",), 1, value) == (1, value)
    assert parse("OO", ("a", "b"), ("b", "a"), value, 2) == (2, value)
    assert parse("|OO", ("a", "b"), ()) == (..., ...)
    assert mod.parse_dict_untracked("|i", ("a",), ("a",), 3) == (3,)
    text = message(TypeError, mod.parse_dict, "|i:f", ("a",), ("c",), 1)
    assert text == "f() got an unexpected keyword argument 'c'"


def test_dict_that_is_none(mod):
    for kw in (17, ["a"], None):
        text = message(SystemError, mod.parse_dict, "|i:f", ("a",), kw)
        assert text == "f() was called with keywords that are no dict"


def test_dict_that_raises(mod):
    class Raising(dict):
        def __getitem__(self, key):
            raise ZeroDivisionError

    message(ZeroDivisionError, mod.parse_dict, "|ii", ("a", "b"), Raising(a=1, b=2))


# ---- Against Python's own rules ----


def random_function(rng):
    """A format, the names for it, and a Python function with the same parameters."""
    positional_only, either, named_only = (rng.randrange(3) for _ in range(3))
    positional = positional_only + either
    required = rng.randrange(positional + 1)
    format = "O" * required + "|" * (required < positional) + "O" * (positional - required)
    format += "$" * (named_only > 0) + "O" * named_only
    parameters = list("abcdef"[: positional + named_only])
    names = tuple([""] * positional_only + parameters[positional_only:])
    header = [name if i < required else f"{name}=..." for i, name in enumerate(parameters)]
    if named_only:
        header.insert(positional, "*")
    if positional_only:
        header.insert(positional_only, "/")
    namespace = {}
    exec(f"def f({', '.join(header)}): return ({', '.join([*parameters, ''])})", namespace)
    return format, names, namespace["f"] if parameters else lambda: ()


def test_like_python(keywords):
    rng = random.Random(20230425)
    failures = 0
    for _ in range(500):
        format, names, function = random_function(rng)
        args = tuple(range(rng.randrange(5)))
        kw = {key: f"value of {key}" for key in rng.sample("abcdefx", rng.randrange(4))}
        try:
            expected = function(*args, **kw)
        except TypeError:
            failures += 1
            message(TypeError, keywords, format, *args, names=names, **kw)
        else:
            assert keywords(format, *args, names=names, **kw) == expected
    assert 50 < failures < 450


# ---- Failing allocations ----


def calls_of(mod, format, names, args, kw):
    """The call of each keyword function, with everything that it needs made beforehand."""
    return [
        functools.partial(mod.parse_names, format, names, tuple(kw), *args, *kw.values()),
        functools.partial(mod.parse_dict, format, names, kw, *args),
    ]


def test_no_memory(mod, nomemory):
    for call in calls_of(mod, "Osi|OO", tuple("abcde"), (1,), {"b": "x" * 40, "c": 3, "e": 4}):
        nomemory(call)


def test_no_memory_for_many_objects(mod, nomemory):
    names = tuple(f"n{i}" for i in range(40))
    for call in calls_of(mod, "O" * 40, names, (1, 2, 3), dict.fromkeys(names[3:], 1)):
        nomemory(call)


def test_no_memory_for_tracked_parse(mod, nomemory):
    nomemory(functools.partial(mod.parse_tracked, "Oi", 1, 2))


@pytest.mark.parametrize(
    "format, args, kw",
    [
        ("s", (17,), {}),
        ("b", (300,), {}),
        ("O", (), {}),
        ("OO", (), {}),
        ("", (1,), {}),
        ("q", (1,), {}),
        ("O", (1,), {"x": 1}),
        ("O", (1,), {"a": 1}),
    ],
)
def test_no_memory_for_messages(mod, nomemory, format, args, kw):
    for call in calls_of(mod, f"{format}:f", default_names(format), args, kw):
        nomemory(functools.partial(fails, call))


def fails(call):
    """Swallow the exception that `call` has to raise; but not MemoryError."""
    try:
        call()
    except (TypeError, SystemError, OverflowError):
        return
    raise AssertionError("no exception")


# ---- Formats that are literals ----

VALUES = [0, -1, 255, 256, 2**31, 2**63, 1.5, "text", "nu\0ll", None, Raises(), Index(7)]
if runtime.name() != "pypy":  # where lone surrogates do not fail
    VALUES.append("\ud800")


def outcome(call, *args, **kw):
    """What a call returns or raises, in a form that can be compared."""
    try:
        return call(*args, **kw)
    except Exception as error:
        return type(error), str(error)


def arguments_for(format):
    """As many good arguments as a format has codes, fewer and more; and each value once in each
    place."""
    good = [GOOD.get(code, 1) for code in codes(format)]
    yield from (good[:n] for n in range(len(good) + 1))
    yield [*good, 1]
    for place, value in itertools.product(range(len(good)), VALUES):
        yield [*good[:place], value, *good[place + 1 :]]


def variables(format):
    """The formats whose codes are as many as the variables, which the compiler cannot check."""
    return format not in ("lll:f", "l:f")


def test_literal_formats(mod):
    """They are parsed as other formats are."""
    formats = mod.literal_formats().split()
    assert len(formats) == 22
    for format in filter(variables, formats):
        for args in arguments_for(format):
            expected = outcome(mod.parse, format, *args)
            assert outcome(mod.parse_literal, format, *args) == expected, (format, args)


def test_literal_formats_with_keywords(mod):
    for format in filter(variables, mod.literal_formats().split()):
        names = default_names(format)
        for args in arguments_for(format):
            for named in range(len(args) + 1):
                given = args[: len(args) - named]
                kw = dict(zip(names[len(given) :], args[len(given) :]))
                expected = outcome(mod.parse_keywords_untracked, format, names, *given, **kw)
                found = outcome(mod.parse_literal_keywords, format, names, *given, **kw)
                assert found == expected, (format, given, kw)


def test_literal_formats_with_other_names(mod):
    """Positional-only parameters, and too few or too many names."""
    for names in (("",), ("", "b"), ("a", ""), ("a",), ("a", "b", "c"), ()):
        for format in ("ll:f", "l|l;wrong", "|l$l:f"):
            for args in ((), (1,), (1, 2), (1, 2, 3)):
                expected = outcome(mod.parse_keywords_untracked, format, names, *args)
                found = outcome(mod.parse_literal_keywords, format, names, *args)
                assert found == expected, (format, names, args)


def known_formats(mod):
    """The formats and names that the compiler knows; some of them are wrong."""
    for line in mod.known_formats().splitlines():
        format, _, names = line.partition(" ")
        yield format, tuple(eval(f"[{names}]"))


def calls_by_name(names):
    """Arguments by position and by name: right and wrong ones, few and many, in any order."""
    keys = [*names, "x", "a\0b", "", names[0] + "\0", names[-1] * 2]
    for nargs in range(len(names) + 2):
        for nkw in range(4):
            for chosen in itertools.permutations(dict.fromkeys(keys[-8:]), nkw):
                yield range(nargs), {key: 10 + n for n, key in enumerate(chosen)}


def test_known_names(mod):
    """They are parsed as names that the compiler does not know."""
    formats = [*known_formats(mod)]
    assert len(formats) == 12
    for format, names in formats:
        for args, kw in calls_by_name(names):
            expected = outcome(mod.parse_keywords_untracked, format, names, *args, **kw)
            assert outcome(mod.parse_known, format, *args, **kw) == expected, (format, args, kw)


def test_arguments_are_converted_once(mod):
    """Also if a later one is wrong, or missing."""

    class Counting:
        count = 0

        def __index__(self):
            type(self).count += 1
            return 1

    for format in ("ll:f", "i:f"):
        for rest in ([], ["wrong"], [2**70], [1, 2]):
            Counting.count = 0
            outcome(mod.parse_literal, format, Counting(), *rest)
            assert Counting.count <= 1
