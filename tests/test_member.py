"""tests/test_member.py -- members of every kind, get and set functions, docs."""

import inspect
import struct
import sys

import pytest

OBJECT, LONG, TUPLE = 0, 2, 5

# Kind, and the code of its C type in the module struct.
INTEGERS = {
    "SHORT": "h", "INT": "i", "LONG": "l", "BYTE": "b", "UBYTE": "B", "USHORT": "H", "UINT": "I",
    "ULONG": "L", "LONGLONG": "q", "ULONGLONG": "Q", "HPYSSIZET": "n",
}  # fmt: skip
KINDS = [
    *INTEGERS, "FLOAT", "DOUBLE", "CHAR", "BOOL", "STRING", "STRING_INPLACE", "OBJECT",
    "OBJECT_EX", "NONE",
]  # fmt: skip


def bounds(kind):
    bits = 8 * struct.calcsize(INTEGERS[kind])
    if INTEGERS[kind].isupper():
        return 0, 2**bits - 1
    return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1


OVERLAPS = pytest.mark.differs("hpy-0.9.0", "has the struct over the items", crashes=True)
IS_LOST = pytest.mark.differs("hpy-0.9.0", "does not find the struct of a subclass", crashes=True)
TOO_SMALL = pytest.mark.differs("pypy", "takes unsigned numbers below 2**63 only")
PYPY_CRASHES = pytest.mark.differs("pypy", "crashes", crashes=True)


@pytest.fixture(
    params=[
        "object",
        pytest.param("int", marks=OVERLAPS),
        pytest.param("large int", marks=OVERLAPS),
        pytest.param("tuple", marks=OVERLAPS),
        pytest.param("subclass", marks=IS_LOST),
    ]
)
def instance(request, mod):
    """An instance with all members, in a struct that has several places."""
    if request.param == "object":
        return mod.make(object, OBJECT)()
    if request.param == "int":
        return mod.make(int, LONG)(5)
    if request.param == "large int":
        return mod.make(int, LONG)(10**100)
    if request.param == "tuple":
        return mod.make(tuple, TUPLE)(range(9))
    return type("S", (mod.make(object, OBJECT),), {"__slots__": ("more",)})()


@pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=[TOO_SMALL] * (INTEGERS[kind] in "LQ")) for kind in INTEGERS],
)
def test_integers(instance, kind):
    assert getattr(instance, kind) == 0
    for value in (1, *bounds(kind), 0):
        setattr(instance, kind, value)
        assert getattr(instance, kind) == value
        assert getattr(instance, f"readonly_{kind}") == value


@pytest.mark.parametrize("kind", INTEGERS)
def test_bad_integers(instance, kind):
    setattr(instance, kind, 1)
    with pytest.raises(OverflowError):
        setattr(instance, kind, 2**200)
    with pytest.raises(TypeError):
        setattr(instance, kind, None)


@pytest.mark.parametrize(("kind", "rounded"), [("FLOAT", True), ("DOUBLE", False)])
def test_floats(instance, kind, rounded):
    assert getattr(instance, kind) == 0.0
    setattr(instance, kind, 0.1)
    expected = struct.unpack("f", struct.pack("f", 0.1))[0] if rounded else 0.1
    assert getattr(instance, kind) == expected
    with pytest.raises(TypeError):
        setattr(instance, kind, "0.1")
    setattr(instance, kind, 0)
    assert getattr(instance, kind) == 0.0


def test_char(instance):
    instance.CHAR = "x"
    assert instance.CHAR == "x"
    for bad in ("xy", "", b"x", 5):
        with pytest.raises(TypeError):
            instance.CHAR = bad
    assert instance.CHAR == "x"


def test_bool(instance):
    assert instance.BOOL is False
    instance.BOOL = True
    assert instance.BOOL is True
    with pytest.raises(TypeError):
        instance.BOOL = 1
    instance.BOOL = False
    assert instance.BOOL is False


def test_strings(mod):
    instance = mod.make(object, OBJECT)()
    assert (instance.STRING, instance.STRING_INPLACE) == (None, "")
    mod.fill(instance)
    assert (instance.STRING, instance.STRING_INPLACE) == ("text", "inside")
    for kind in ("STRING", "STRING_INPLACE"):
        with pytest.raises((TypeError, AttributeError)):
            setattr(instance, kind, "other")
    assert (instance.STRING, instance.STRING_INPLACE) == ("text", "inside")


@PYPY_CRASHES
@pytest.mark.differs("hpy-0.9.0", "crashes", crashes=True)
def test_object(instance):
    value = object()
    assert instance.OBJECT is None
    instance.OBJECT = value
    assert instance.OBJECT is value
    del instance.OBJECT
    assert instance.OBJECT is None


@PYPY_CRASHES
@pytest.mark.differs("hpy-0.9.0", "crashes", crashes=True)
def test_object_ex(instance):
    value = object()
    with pytest.raises(AttributeError, match="OBJECT_EX"):
        instance.OBJECT_EX  # noqa: B018
    instance.OBJECT_EX = value
    assert instance.OBJECT_EX is value
    del instance.OBJECT_EX
    with pytest.raises(AttributeError):
        instance.OBJECT_EX  # noqa: B018


def test_none(instance):
    assert instance.NONE is None
    with pytest.raises((SystemError, TypeError)):
        instance.NONE = None


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("OBJECT")])
def test_deleting(instance, kind):
    with pytest.raises((TypeError, AttributeError, SystemError)):
        delattr(instance, kind)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "NONE"])
def test_readonly(instance, kind):
    with pytest.raises(AttributeError):
        setattr(instance, f"readonly_{kind}", 1)
    with pytest.raises(AttributeError):
        delattr(instance, f"readonly_{kind}")


@pytest.mark.differs("hpy-0.9.0", "crashes", crashes=True)
def test_members_do_not_disturb_each_other(instance):
    for number, kind in enumerate(INTEGERS, 1):
        setattr(instance, kind, number)
    assert [getattr(instance, kind) for kind in INTEGERS] == list(range(1, len(INTEGERS) + 1))
    assert instance.OBJECT is None


@OVERLAPS
@TOO_SMALL
def test_builtins_keep_their_value(mod):
    number, items = mod.make(int, LONG)(10**100), mod.make(tuple, TUPLE)("abc")
    for instance in (number, items):
        for kind in INTEGERS:
            setattr(instance, kind, bounds(kind)[1])
    assert number == 10**100
    assert items == ("a", "b", "c")


def test_of_another_type(mod):
    T = mod.make(object, OBJECT)
    with pytest.raises(TypeError):
        T.INT.__get__(object())
    with pytest.raises(TypeError):
        T.INT.__set__(object(), 1)


# ---- Get and set functions


@pytest.fixture
def plain(mod):
    return mod.make(object, OBJECT)()


@PYPY_CRASHES
def test_set_only(plain):
    plain.set_only = 3
    assert plain.get_only == 3
    with pytest.raises(AttributeError):
        plain.set_only  # noqa: B018


@pytest.mark.differs("pypy", "aborts", crashes=True)
def test_get_only(plain):
    with pytest.raises(AttributeError):
        plain.get_only = 3


@pytest.mark.differs("pypy", "cannot delete")
def test_both(plain):
    plain.both = 4
    assert plain.both == 4
    del plain.both
    with pytest.raises(LookupError, match="it was deleted"):
        plain.both  # noqa: B018
    with pytest.raises(TypeError):
        plain.both = "text"


# ---- Docs


@pytest.mark.differs("pypy", "takes no signatures out of docs")
def test_docs(mod):
    T = mod.make(object, OBJECT)
    assert T.__doc__ == "All kinds."
    if sys.version_info >= (3, 10):  # before, types from a spec had none
        assert T.__text_signature__ == "(value)"
    assert T.INT.__doc__ == "A INT"
    assert T.readonly_INT.__doc__ is None
    assert T.get_only.__doc__ == "Read it."
    assert T.both.__doc__ is None
    assert T.documented.__doc__ == "Return `value`."
    assert T.documented.__text_signature__ == "($self, value, /)"
    assert list(inspect.signature(T().documented).parameters) == ["value"]
    assert T.undocumented.__doc__ is None
    assert T().documented("x") == "x"


@pytest.mark.parametrize("arguments", [(), (object(),), (3,)])
def test_method_without_its_instance(mod, arguments):
    with pytest.raises(TypeError):
        mod.make(object, OBJECT).undocumented(*arguments)
