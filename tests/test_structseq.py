"""tests/test_structseq.py -- HPyStructSequence_NewType, HPyStructSequence_New."""

import array
import collections
import functools
import gc
import pickle
import sys
import types
import warnings

import nomemory
import pytest

ABIS = ("cpython", "universal", "hybrid")


def fail(kind, call, *args):
    """The text of the exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args)
    assert caught.type is kind
    return str(caught.value)


@pytest.fixture(scope="module", autouse=True)
def settled(mod):
    """CPython's cache of look-ups in types is full, so that it keeps no more names.

    It keeps a name that an attribute is looked up by, which is a new str in each call. That
    would look like a leak.
    """
    Point = mod.new_point()
    for _ in range(30000):
        mod.new_instance(Point, 1, 2)


# ---- Types ----


def test_type(mod):
    Point = mod.new_point()
    assert isinstance(Point, type)
    assert issubclass(Point, tuple)
    assert Point.__name__ == "Point"
    assert Point.__qualname__ == "Point"
    assert Point.__module__ == "geometry.plane"
    assert Point.__doc__ == "A place."


def test_type_without_doc(mod):
    assert mod.new_plain().__doc__ is None


def test_type_without_module(mod):
    with warnings.catch_warnings():
        # CPython's type has no __module__ then, and says that it should.
        warnings.simplefilter("ignore", DeprecationWarning)
        Point = mod.new_without_dot()
    assert Point.__name__ == Point.__qualname__ == "Point"
    assert mod.new_instance(Point, 1, 2) == (1, 2)


def test_counts(mod):
    for Type, count in ((mod.new_point(), 2), (mod.new_unnamed(), 3), (mod.new_empty(), 0)):
        assert Type.n_fields == count
        assert Type.n_sequence_fields == count
        assert Type.n_unnamed_fields == 0


def test_docs_of_fields(mod):
    Point = mod.new_point()
    assert Point.x.__doc__ == "to the right"
    assert Point.y.__doc__ is None
    assert mod.new_unnamed().third.__doc__ == "the third"


def test_every_type_is_new(mod):
    assert mod.new_point() is not mod.new_point()


@pytest.mark.parametrize("method", ["new_without_name", "new_without_fields"])
def test_null(mod, method):
    assert fail(SystemError, getattr(mod, method)) == (
        "HPyStructSequence_NewType: the name and the fields of the type must not be NULL"
    )


@pytest.mark.differs("pypy", "aborts over invalid UTF-8", crashes=True)
def test_text_that_is_not_utf8(mod, hpy_abi):
    if hpy_abi == "cpython":
        pytest.skip("CPython decodes these strings when they are read")
    fail(UnicodeDecodeError, mod.new_with_broken_field)
    fail(UnicodeDecodeError, mod.new_with_broken_doc)


def test_unnamed_field(mod):
    assert mod.unnamed_field() == "_"
    Type = mod.new_unnamed()
    value = mod.new_instance(Type, 1, 2, 3)
    assert (value.first, value.third) == (1, 3)
    assert value[1] == 2
    assert value == (1, 2, 3)


# ---- Instances ----


def test_instance(mod):
    Point = mod.new_point()
    x, y = object(), object()
    point = mod.new_instance(Point, x, y)
    assert type(point) is Point
    assert point.x is x
    assert point.y is y
    assert point[0] is x
    assert point[-1] is y
    assert len(point) == 2
    assert tuple(point) == (x, y) == point
    assert hash(point) == hash((x, y))
    assert point == mod.new_instance(Point, x, y)
    assert point != mod.new_instance(Point, y, x)
    a, b = point
    assert (a, b) == (x, y)


def test_fields_are_read_only(mod):
    point = mod.new_instance(mod.new_point(), 1, 2)
    with pytest.raises(AttributeError):
        point.x = 3
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(TypeError):
        point[0] = 3


def test_repr(mod):
    point = mod.new_instance(mod.new_point(), 1, "é")
    assert repr(point).endswith("Point(x=1, y='é')")


def test_empty(mod):
    assert mod.new_instance(mod.new_empty()) == ()


@pytest.mark.parametrize("values", [(), (1,), (1, 2, 3), (1, 2, 3, 4)])
def test_wrong_number_of_values(mod, values):
    Point = mod.new_point()
    assert fail(TypeError, mod.new_instance, Point, *values) == (
        f"HPyStructSequence_New: {Point!r} takes exactly 2 values ({len(values)} given)"
    )


def test_negative_number_of_values(mod):
    fail(TypeError, mod.new_negative, mod.new_point())


def test_other_types(mod):
    for Type in (int, tuple, object, 17, None):
        assert fail(TypeError, mod.new_instance, Type, 1, 2) == (
            "HPyStructSequence_New: expected a type made by "
            f"HPyStructSequence_NewType, got {Type!r}"
        )


def test_attribute_that_is_no_number(mod):
    fail(TypeError, mod.new_instance, type("T", (), {"n_fields": "two"}), 1, 2)


def test_attribute_that_raises(mod):
    class Meta(type):
        @property
        def n_fields(cls):
            raise ZeroDivisionError

    fail(ZeroDivisionError, mod.new_instance, Meta("T", (), {}), 1, 2)


def test_type_that_only_looks_like_one(mod):
    """No crash, whatever it does with the values."""
    Type = type("Type", (), {"n_fields": 2})
    fail(TypeError, mod.new_instance, Type, 1, 2)


def test_python_calls_the_type_with_all_values(mod, hpy_abi):
    Point = mod.new_point()
    assert (Point((1, 2)) if hpy_abi == "cpython" else Point(1, 2)) == (1, 2)
    for call in (Point, lambda: Point(1), lambda: Point((1,)), lambda: Point(1, 2, 3)):
        fail(TypeError, call)


def test_pickle(mod, monkeypatch):
    Point = mod.new_point()
    for name in ("geometry", "geometry.plane"):
        monkeypatch.setitem(sys.modules, name, types.SimpleNamespace(Point=Point))
    point = mod.new_instance(Point, 1, "x")
    copy = pickle.loads(pickle.dumps(point))
    assert type(copy) is Point
    assert copy == point


# ---- References ----


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="needs reference counts")
def test_nothing_is_kept(mod):
    Point = mod.new_point()
    value = object()
    mod.new_instance(Point, value, value)
    gc.collect()
    before = sys.getrefcount(value), sys.getrefcount(Point)
    for _ in range(10):
        mod.new_instance(Point, value, value)
        fail(TypeError, mod.new_instance, Point, value)
    gc.collect()
    assert (sys.getrefcount(value), sys.getrefcount(Point)) == before


def walk(call):
    """Let each allocation of `call` fail in turn, many times over.

    The fixture `nomemory` would take what CPython's cache keeps for a leak. But if one of
    the allocations leaks, then each round leaks something.
    """
    pytest.importorskip("_testcapi")
    rounds = 200
    growth = array.array("q", [0] * 5)  # takes no block for a number
    for i in range(len(growth)):
        growth[i] = -sys.getallocatedblocks()
        for _ in range(rounds):
            assert nomemory.walk_once(call) > 0
        growth[i] += sys.getallocatedblocks()
    assert min(growth) < rounds


loses_errors = pytest.mark.skipif(
    sys.version_info < (3, 11), reason="CPython before 3.11 loses MemoryErrors"
)


@loses_errors
@pytest.mark.usefixtures("nomemory")
def test_no_memory_for_an_instance(mod):
    walk(functools.partial(mod.new_instance, mod.new_point(), 1, 2))


# What CPython does when it has no memory for a struct sequence type, or for what namedtuple
# compiles, is not tested here, but what is done around namedtuple is.


class Made:
    """Stands for what namedtuple makes: an object that has its attributes already."""

    def __init__(self):
        self.__doc__ = self._fields = ("x", "y")
        self.x = self.y = self
        self.n_fields = self.n_sequence_fields = self.n_unnamed_fields = 0


@pytest.fixture
def namedtuple(hpy_abi, monkeypatch):
    """Replaces collections.namedtuple: `namedtuple(function)`."""
    if hpy_abi == "cpython":
        pytest.skip("made without namedtuple")
    return functools.partial(monkeypatch.setattr, collections, "namedtuple")


@loses_errors
@loses_errors
@pytest.mark.usefixtures("nomemory")
def test_no_memory_for_a_type(mod, namedtuple):
    made = Made()
    namedtuple(lambda *args, **kw: made)
    walk(mod.new_plain)
    walk(mod.new_point)


def test_what_namedtuple_gets(mod, namedtuple):
    calls = []
    namedtuple(lambda *args, **kw: calls.append((args, kw)) or Made())
    mod.new_point()
    mod.new_without_dot()
    assert calls == [
        (("Point", ["x", "y"]), {"rename": True, "module": "geometry.plane"}),
        (("Point", ["x", "y"]), {"rename": True, "module": None}),
    ]


def test_namedtuple_that_raises(mod, namedtuple):
    namedtuple(lambda *args, **kw: 1 / 0)
    fail(ZeroDivisionError, mod.new_plain)


@pytest.mark.parametrize(
    "missing", ["__doc__", "n_fields", "n_sequence_fields", "n_unnamed_fields"]
)
def test_type_without_an_attribute(mod, namedtuple, missing):
    """Each step that fails ends it."""

    class Meta(type):
        def __setattr__(cls, name, value):
            if name == missing:
                raise ZeroDivisionError
            super().__setattr__(name, value)

    namedtuple(lambda *args, **kw: Meta("Plain", (), {"_fields": ()}))
    fail(ZeroDivisionError, mod.new_plain)


@pytest.mark.parametrize("fields", [None, (), ("z", "z"), ("f", "f")])
def test_type_with_other_fields(mod, namedtuple, fields):
    namespace = {"_fields": fields, "f": 17} if fields is not None else {}
    namedtuple(lambda *args, **kw: type("Plain", (), namespace))
    with pytest.raises((AttributeError, IndexError)):
        mod.new_plain()
