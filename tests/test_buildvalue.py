"""tests/test_buildvalue.py -- HPy_BuildValue."""

import functools
import gc
import random
import struct
import sys

import pytest

LONG = 8 * struct.calcsize("l")
WORD = 8 * struct.calcsize("n")

# Method, unit, whether signed, bits.
INTEGERS = [
    ("build_int", "i", True, 32),
    ("build_unsigned", "I", False, 32),
    ("build_long", "l", True, LONG),
    ("build_unsigned_long", "k", False, LONG),
    ("build_long_long", "L", True, 64),
    ("build_unsigned_long_long", "K", False, 64),
    ("build_ssize_t", "n", True, WORD),
]


def fail(kind, call, *args):
    """The text of the exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args)
    assert caught.type is kind
    return str(caught.value)


def broken(format, position, problem):
    """The message about the byte at a position, counted from 0, of a format."""
    return (
        f"HPy_BuildValue: '{format[position]}' at position {position + 1} "
        f'of the format "{format}" {problem}'
    )


@pytest.fixture(autouse=True)
def all_memory_is_freed(mod):
    """Whatever a test does."""
    yield
    assert mod.get_malloc_count() == 0


# ---- Units ----


@pytest.mark.parametrize("method, unit, signed, bits", INTEGERS)
def test_integer(mod, method, unit, signed, bits):
    limit = 2 ** (bits - signed)
    for value in (-limit * signed, 0, 1, 17, limit - 1):
        result = getattr(mod, method)(unit, value)
        assert type(result) is int
        assert result == value


@pytest.mark.parametrize("method", ["build_float", "build_double"])
@pytest.mark.parametrize("unit", "fd")
def test_float(mod, method, unit):
    for value in (0.0, -1.5, 1e10, float("inf")):
        result = getattr(mod, method)(unit, value)
        assert type(result) is float
        assert result == value
    assert mod.build_double(unit, 0.1) == 0.1
    assert mod.build_float(unit, 0.1) == struct.unpack("f", struct.pack("f", 0.1))[0]


def test_string(mod):
    for value in ("", "x", "é€\U0001f40d", "x" * 1000):
        assert mod.build_string("s", value) == value


@pytest.mark.differs("pypy", "aborts over invalid UTF-8", crashes=True)
def test_string_that_is_not_utf8(mod):
    fail(UnicodeDecodeError, mod.build_string, "s", b"a\xff")


@pytest.mark.parametrize("format, position", [("s", 0), ("(s)", 1), ("{s:O}", 1)])
def test_null_string(mod, format, position):
    assert fail(SystemError, mod.build_string, format, ...) == broken(
        format, position, "got a null argument"
    )


@pytest.mark.parametrize("unit", "OS")
def test_object(mod, unit):
    for value in (object(), None, 17, "x"):
        assert mod.build(unit, value) is value


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="needs reference counts")
@pytest.mark.parametrize("format", ["O", "S", "(O)", "[S]", "{O:S}", "O[O(O)]{O:O}"])
def test_object_is_not_consumed(mod, format):
    value = object()
    before = sys.getrefcount(value)
    for _ in range(10):
        mod.build(format, *[value] * 6)
        fail(SystemError, mod.build, f"({format}q)", *[value] * 6)
    gc.collect()  # the tracebacks
    assert sys.getrefcount(value) == before


@pytest.mark.parametrize(
    "format, position", [("O", 0), ("S", 0), ("(O)", 1), ("[S]", 1), ("{O:i}", 1)]
)
def test_null_handle(mod, format, position):
    assert fail(SystemError, mod.build, format, ...) == broken(
        format, position, "got a null argument"
    )


def test_null_handle_among_others(mod):
    value = object()
    for format in ("OOO", "(OOO)", "[OOO]", "{O:O,O:i}", "{O:O}O", "[O][O]O"):
        fail(SystemError, mod.build, format, value, value, ...)
        fail(SystemError, mod.build, format, value, ..., value)


def test_null_handle_with_an_exception(mod):
    assert fail(LookupError, mod.build_pending) == "pending"


def test_consuming_unit(mod):
    for format in ("N", "(N)", "ON"):
        position = format.index("N")
        assert fail(SystemError, mod.build, format, None, None) == broken(
            format,
            position,
            "does not exist in HPy: use 'O' and close the handle afterwards",
        )


def test_all(mod):
    value = object()
    assert mod.build_all(value) == (
        *(-1, 2, -3, 4, -5, 6, -7),
        (0.5, 1.5, "s"),
        [value, value],
        {"a": 8, "b": (value,)},
    )


# ---- Nesting ----


@pytest.mark.parametrize(
    "format, expected",
    [
        ("", None),
        ("O", 1),
        ("O,", 1),
        ("OO", (1, 2)),
        ("O,O", (1, 2)),
        ("O,O,", (1, 2)),
        ("OO,O", (1, 2, 3)),
        ("()", ()),
        ("(O)", (1,)),
        ("(O,)", (1,)),
        ("(OO)", (1, 2)),
        ("(O,O)", (1, 2)),
        ("(O,O,)", (1, 2)),
        ("((O))", ((1,),)),
        ("(O)(O)", ((1,), (2,))),
        ("(O),(O)", ((1,), (2,))),
        ("(O(OO)O)", (1, (2, 3), 4)),
        ("(())", ((),)),
        ("()()", ((), ())),
        ("[]", []),
        ("[O]", [1]),
        ("[O,]", [1]),
        ("[OO]", [1, 2]),
        ("[O,O]", [1, 2]),
        ("[[O][]]", [[1], []]),
        ("[(O)O]", [(1,), 2]),
        ("O[O]", (1, [2])),
        ("{}", {}),
        ("{O:O}", {1: 2}),
        ("{O:O,}", {1: 2}),
        ("{O:O,O:O}", {1: 2, 3: 4}),
        ("{O:O,O:O,}", {1: 2, 3: 4}),
        ("{O:O, O:O}", {1: 2, 3: 4}),
        ("{O:O ,O:O}", {1: 2, 3: 4}),
        ("{O:O  ,   O:O , }", {1: 2, 3: 4}),
        ("{ O:O }", {1: 2}),
        ("{ }", {}),
        ("{O:{O:O}}", {1: {2: 3}}),
        ("{O:{}}", {1: {}}),
        ("{(OO):[OO]}", {(1, 2): [3, 4]}),
        ("{O:O}{O:O}", ({1: 2}, {3: 4})),
        ("({O:(O)}[O])", ({1: (2,)}, [3])),
        ("{():O}", {(): 1}),
    ],
)
def test_nesting(mod, format, expected):
    result = mod.build(format, *range(1, 9))
    assert result == expected
    assert type(result) is type(expected)


def test_later_pair_wins(mod):
    assert mod.build("{O:O,O:O}", 1, 2, 1, 3) == {1: 3}


@pytest.mark.parametrize("count", [15, 16, 17, 40])
@pytest.mark.parametrize("brackets, kind", [("", tuple), ("()", tuple), ("[]", list)])
def test_many_units(mod, count, brackets, kind):
    opening, closing = brackets[:1], brackets[1:]
    values = range(1000, 1000 + count)
    assert mod.build(opening + "O" * count + closing, *values) == kind(values)
    assert mod.build(opening + ",".join("O" * count) + closing, *values) == kind(values)


def test_deep(mod):
    expected = 1
    for _ in range(100):
        expected = [(expected,)]
    assert mod.build("[(" * 100 + "O" + ")]" * 100, 1) == expected


def random_unit(rng, values, depth):
    """A unit of a format and its object, made of the next values."""
    shape = rng.choice("OOO([{") if depth < 4 else "O"
    if shape == "O":
        value = next(values)
        return "O", value
    if shape == "{":
        pairs = {}
        texts = []
        for _ in range(rng.randrange(3)):
            key = next(values)
            text, pairs[key] = random_unit(rng, values, depth + 1)
            texts.append(f"O:{text}")
        return "{" + rng.choice([",", ", "]).join(texts) + "}", pairs
    units = [random_unit(rng, values, depth + 1) for _ in range(rng.randrange(4))]
    text = rng.choice(["", ","]).join(text for text, _ in units)
    if shape == "(":
        return f"({text})", tuple(value for _, value in units)
    return f"[{text}]", [value for _, value in units]


def test_random_formats(mod):
    rng = random.Random(20230425)
    tried = 0
    while tried < 300:
        used = []
        values = map(lambda value: used.append(value) or value, range(1000, 2000))
        format, expected = random_unit(rng, values, 0)
        if len(used) > 40:
            continue
        tried += 1
        assert mod.build(format, *used) == expected


# ---- Broken formats ----


@pytest.mark.parametrize(
    "format, position, problem",
    [
        ("q", 0, "is not a unit"),
        ("OqO", 1, "is not a unit"),
        ("(Oq)", 2, "is not a unit"),
        ("{q:O}", 1, "is not a unit"),
        ("{O:q}", 3, "is not a unit"),
        ("%", 0, "is not a unit"),
        (":", 0, "is not a unit"),
        ("O:O", 1, "is not a unit"),
        ("(O:O)", 2, "is not a unit"),
        # Blanks are for dicts.
        (" ", 0, "is not a unit"),
        ("O O", 1, "is not a unit"),
        ("O ", 1, "is not a unit"),
        ("(O, O)", 3, "is not a unit"),
        ("[O O]", 2, "is not a unit"),
        ("{O: O}", 3, "is not a unit"),
        ("{O :O}", 2, "should be the ':' between key and value"),
        # Commas.
        (",", 0, "is one comma too many"),
        (",O", 0, "is not a unit"),
        ("O,,O", 2, "is not a unit"),
        ("O,,", 2, "is one comma too many"),
        ("(,)", 1, "is one comma too many"),
        ("(,O)", 1, "is not a unit"),
        ("(O,,)", 3, "is one comma too many"),
        ("[,]", 1, "is one comma too many"),
        ("{,}", 1, "is not a unit"),
        ("{,O:O}", 1, "is not a unit"),
        ("{O:O,,}", 5, "is not a unit"),
        ("{O:O,,O:O}", 5, "is not a unit"),
        ("{O:O, ,}", 6, "is not a unit"),
        # Pairs.
        ("{O}", 2, "should be the ':' between key and value"),
        ("{O,O}", 2, "should be the ':' between key and value"),
        ("{OO}", 2, "should be the ':' between key and value"),
        ("{O:}", 3, "is not a unit"),
        ("{:O}", 1, "is not a unit"),
        ("{O:OO:O}", 4, "should be the ',' between two pairs"),
        ("{O:O O:O}", 5, "should be the ',' between two pairs"),
        ("{O:O:O}", 4, "should be the ',' between two pairs"),
        # Brackets.
        ("(", 0, "is not closed"),
        ("[", 0, "is not closed"),
        ("{", 0, "is not closed"),
        ("(O", 0, "is not closed"),
        ("O(O", 1, "is not closed"),
        ("O[O,", 1, "is not closed"),
        ("{O", 0, "is not closed"),
        ("{O:", 0, "is not closed"),
        ("{O:O", 0, "is not closed"),
        ("{O:O,", 0, "is not closed"),
        ("((O)", 0, "is not closed"),
        ("(O]", 0, "is not closed"),
        ("[O)", 0, "is not closed"),
        ("{O:O)", 0, "is not closed"),
        ("(O}", 0, "is not closed"),
        ("([O)]", 1, "is not closed"),
        ("{O:(O})", 0, "is not closed"),
        (")", 0, "is not a unit"),
        ("O)", 1, "is not a unit"),
        ("(O))", 3, "is not a unit"),
        ("]O", 0, "is not a unit"),
        ("{O:O}}", 5, "is not a unit"),
        ("O" * 40 + ")", 40, "is not a unit"),
    ],
)
def test_broken_format(mod, format, position, problem):
    values = range(1, 41)
    assert fail(SystemError, mod.build, format, *values) == broken(format, position, problem)


def test_byte_that_is_not_ascii(mod):
    assert fail(SystemError, mod.build, b"O\xff", 1) == (
        "HPy_BuildValue: 'ÿ' at position 2 of the format \"O\ufffd\" is not a unit"
    )


def test_key_without_hash(mod):
    fail(TypeError, mod.build, "{[]:O}", 1)
    fail(TypeError, mod.build, "{O:O,O:O}", 1, 2, [], 3)


# ---- Failing allocations ----


@pytest.mark.parametrize(
    "format",
    ["(" + "O" * 30 + ")", "[" + "O" * 30 + "]", "[OO]", "O[O(O)]{O:[O]}"],
)
def test_no_memory(mod, nomemory, format):
    nomemory(functools.partial(mod.build, format, *range(30)))


@pytest.mark.usefixtures("nomemory")
@pytest.mark.parametrize("format", ["[OO]", "{O:O,O:O}", "{O:{O:O}}"])
def test_no_memory_for_small_objects(mod, format):
    """CPython keeps some memory for them, until the garbage is collected."""
    testcapi = pytest.importorskip("_testcapi")
    call = functools.partial(mod.build, format, 1, 2, 3, 4)
    failures = 0
    for failing in range(10):
        gc.collect()
        testcapi.set_nomemory(failing, failing + 1)
        try:
            call()
        except MemoryError:
            failures += 1
        finally:
            testcapi.remove_mem_hooks()
    assert failures > 0


def test_no_memory_for_all_types(mod, nomemory):
    nomemory(functools.partial(mod.build_all, "é"))


def test_no_memory_for_messages(mod, nomemory):
    def call():
        try:
            mod.build("{O:(Oq)}", 1, 2)
        except SystemError:
            return
        raise AssertionError("no exception")

    nomemory(call)


def test_no_memory_for_many_units(mod):
    mod.set_malloc_fails(True)
    try:
        for format in ("O" * 17, "(" + "O" * 17 + ")", "[O[" + "O" * 17 + "]]"):
            fail(MemoryError, mod.build, format, *range(20))
        assert mod.build("O" * 16, *range(16)) == tuple(range(16))
    finally:
        mod.set_malloc_fails(False)
