"""tests/test_type.py -- types: creation, structs, inheritance, life and death."""

import copy
import gc
import sys
import weakref

import pytest

LEGACY, OBJECT, TYPE, LONG, FLOAT, UNICODE, TUPLE, LIST, DICT = range(-1, 8)
BASE, BASES_TUPLE, METACLASS = 1, 2, 3
DEFAULT = (1 << 9) | (1 << 18)
BASETYPE = 1 << 10
HAVE_GC = 1 << 14

SHAPES = {
    OBJECT: object,
    LONG: int,
    FLOAT: float,
    UNICODE: str,
    TUPLE: tuple,
    LIST: list,
    DICT: dict,
}
pytestmark = [
    pytest.mark.differs("hpy-0.9.0", "does not check types, nor find the struct", crashes=True),
    pytest.mark.differs("pypy", "does not check types, aborts in finalizers", crashes=True),
]

# What instances of a simple type have; with the field, the collector's visits are needed.
NUMBERS = ("number", "real", "get_number")
STRUCT = (*NUMBERS, "field", "traverse")
# What makes instances that the collector sees.
GC = {"flags": DEFAULT | BASETYPE | HAVE_GC}


@pytest.fixture
def make(mod):
    """`make(shape, *defines, bases=..., ...)`: a new type with a struct."""
    struct_size = mod.sizes()[0]

    def make(shape, *defines, name="pkg.mod.T", size=struct_size, flags=DEFAULT | BASETYPE,
             bases=(), params=(), itemsize=0):  # fmt: skip
        params = (*((BASE, base) for base in bases), *params)
        return mod.make(name, shape, size, flags, defines, params, itemsize)

    mod.take_events()
    return make


@pytest.fixture
def derived_size(mod):
    return mod.sizes()[1]


# ---- The specification


def test_name(mod, make):
    T = make(OBJECT, name="a.b.C")
    assert (T.__name__, T.__qualname__, T.__module__) == ("C", "C", "a.b")
    assert mod.GetName(T) == "C"
    assert mod.GetName(int) == "int"
    assert mod.GetName(type(sys.implementation)) == "SimpleNamespace"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_name_without_dot(mod, make):
    T = make(OBJECT, name="C")
    assert mod.GetName(T) == "C"


def test_name_of_a_renamed_class(mod):
    class C:
        pass

    C.__name__ = "Ünï"
    assert mod.GetName(C) == "Ünï"


@pytest.mark.differs("debug", "ends the process", crashes=True)
def test_GetName_of_an_instance(mod):
    with pytest.raises(TypeError, match="expected a type, got 'int'"):
        mod.GetName(3)


@pytest.mark.differs("debug", "ends the process", crashes=True)
def test_IsSubtype(mod):
    class Liar(type):
        def __subclasscheck__(cls, sub):
            return True

    class C(metaclass=Liar):
        pass

    assert mod.IsSubtype(bool, int)
    assert mod.IsSubtype(int, int)
    assert not mod.IsSubtype(int, bool)
    assert not mod.IsSubtype(int, C)
    assert not mod.IsSubtype(3, int)


def test_without_flags(make):
    T = make(OBJECT, flags=0)
    T()
    with pytest.raises(TypeError):
        type("S", (T,), {})


@pytest.mark.parametrize(
    ("error", "words", "arguments"),
    [
        (ValueError, "HPy_tp_traverse", {"flags": DEFAULT | HAVE_GC}),
        (ValueError, "builtin_shape 8", {"shape": 8}),
        (ValueError, "builtin_shape -2", {"shape": -2}),
        (ValueError, "negative size", {"size": -8}),
        (TypeError, "HPy_tp_call", {"defines": ["call"], "itemsize": 8}),
        (TypeError, "__vectorcalloffset__", {"defines": ["call", "call_offset"]}),
        (TypeError, "members need a struct", {"defines": ["number"], "size": 0}),
        (TypeError, "not for types", {"defines": ["exec_slot"]}),
        (TypeError, "unknown kind 4", {"params": [(4, int)]}),
        (TypeError, "more than once", {"params": [(BASES_TUPLE, (int,))] * 2}),
        (TypeError, "exclude", {"params": [(BASES_TUPLE, (int,)), (BASE, int)]}),
        (ValueError, "more than once", {"params": [(METACLASS, type)] * 2}),
        (TypeError, "derives from 'type', got 3", {"params": [(METACLASS, 3)]}),
        (TypeError, "derives from 'type', got <class 'int'>", {"params": [(METACLASS, int)]}),
        (TypeError, "expected a type, got 'int'", {"params": [(BASE, 3)]}),
        (TypeError, "no bases", {"params": [(BASES_TUPLE, ())]}),
        (TypeError, "needs a base that derives from 'int'", {"shape": LONG}),
        (TypeError, "overlap", {"params": [(BASE, Exception)]}),
    ],
)
def test_refused(make, error, words, arguments):
    arguments = dict(arguments)
    shape = arguments.pop("shape", OBJECT)
    defines = arguments.pop("defines", [])
    with pytest.raises(error, match=words):
        make(shape, *defines, **arguments)


def test_refused_signature(mod, make):
    mod.set_wrong_signature(8)
    with pytest.raises(ValueError, match="'wrong_signature': unsupported signature 8"):
        make(OBJECT, "wrong_signature")
    mod.set_wrong_signature(3)
    make(OBJECT, "wrong_signature")


def test_refused_final_base(make):
    with pytest.raises(TypeError):
        make(OBJECT, size=0, bases=[bool])


def test_refused_memory(make, nomemory, mod):
    gc.collect()
    arguments = ("pkg.T", OBJECT, mod.sizes()[0], DEFAULT, STRUCT, (), 0)
    nomemory(lambda: mod.make(*arguments))


# ---- Structs


@pytest.mark.parametrize("shape", list(SHAPES), ids=lambda s: SHAPES[s].__name__)
def test_New(mod, make, shape):
    T = make(shape, *STRUCT, bases=[SHAPES[shape]])
    before = sys.getrefcount(T)
    objects = [mod.New(T) for _ in range(50)]
    for instance, zeroed, misplaced in objects:
        assert type(instance) is T
        assert zeroed
        assert misplaced == 0
        if shape != OBJECT:
            assert instance == SHAPES[shape]()
        instance.number = -3
        instance.real = 1.5
        instance.field = "field"
        assert (instance.get_number(), instance.real, instance.field) == (-3, 1.5, "field")
        instance.field = None
    assert sys.getrefcount(T) == before + 50
    del instance, objects
    assert sys.getrefcount(T) == before


def test_New_reuses_memory_zeroed(mod, make):
    T = make(OBJECT, *NUMBERS)
    for _ in range(100):
        instance, zeroed, _ = mod.New(T)
        assert zeroed
        instance.number = 2**40
        instance.real = 1.0


@pytest.mark.parametrize("size", [1, 4, 8, 12, 16, 17, 24, 40, 41, 200])
def test_New_sizes(mod, make, size):
    T = make(OBJECT, size=size)
    for instance in [mod.plain_New(T) for _ in range(40)]:
        assert type(instance) is T


@pytest.mark.differs("debug", "ends the process", crashes=True)
@pytest.mark.parametrize("New", ["plain_New", "GenericNew"])
def test_New_of_no_type(mod, New):
    with pytest.raises(TypeError, match="HPy_New: expected a type, got 'str'"):
        getattr(mod, New)("text")


@pytest.mark.parametrize("defines", [NUMBERS, STRUCT], ids=["simple", "with_field"])
def test_New_without_memory(mod, make, nomemory, defines):
    T = make(OBJECT, *defines)
    keep = [mod.plain_New(T) for _ in range(40)]
    nomemory(lambda: [mod.plain_New(T) for _ in range(40)])
    del keep


def test_GenericNew(mod, make):
    T = make(OBJECT, "new_generic", "number")
    assert T(1, 2, a=3).number == 0
    assert mod.GenericNew(T).number == 0


def test_tracked_only_with_have_gc(make):
    assert not gc.is_tracked(make(OBJECT, "traverse")())
    assert gc.is_tracked(make(OBJECT, "traverse", **GC)())


def test_AsStruct_of_the_default_shape(mod, make):
    instance = make(OBJECT, "new_struct", "traverse")(1, 2)
    assert mod.struct_of(instance) == 1002


@pytest.mark.parametrize(
    "value",
    [0, 1, -1, 42, 2**30, 2**60, -(2**200), 2**2000, -(2**10000)],
    ids=["0", "1", "-1", "42", "2**30", "2**60", "-2**200", "2**2000", "-2**10000"],
)
def test_int_with_a_struct(make, value):
    T = make(LONG, *STRUCT, bases=[int])
    S = type("S", (T,), {})
    for cls in (T, S):
        instance = cls(value)
        assert (instance.number, instance.real, instance.field) == (0, 0.0, None)
        instance.number = -1
        instance.real = -1.0
        instance.field = "field"
        assert instance == value
        assert hash(instance) == hash(value)
        assert instance + 1 == value + 1
        assert (instance.get_number(), instance.real, instance.field) == (-1, -1.0, "field")
        instance.field = None
    instance.attribute = 3
    assert (instance, instance.number, instance.attribute) == (value, -1, 3)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 1000])
def test_tuple_with_a_struct(make, count):
    T = make(TUPLE, *STRUCT, bases=[tuple])
    S = type("S", (T,), {})
    for cls in (T, S):
        instance = cls(range(count))
        assert (instance.number, instance.real, instance.field) == (0, 0.0, None)
        instance.number = -1
        instance.real = -1.0
        assert instance == tuple(range(count))
        assert (instance.get_number(), instance.real) == (-1, -1.0)
    instance.attribute = 3
    assert (instance, instance.attribute) == (tuple(range(count)), 3)


@pytest.mark.parametrize(
    ("shape", "value"), [(FLOAT, 2.5), (UNICODE, "Ünï" * 100), (LIST, [1, 2]), (DICT, {1: 2})]
)
def test_builtin_with_a_struct(make, shape, value):
    T = make(shape, *STRUCT, bases=[type(value)])
    S = type("S", (T,), {})
    for cls in (T, S):
        instance = cls(value)
        instance.number = -1
        assert (instance, instance.get_number(), instance.real) == (value, -1, 0.0)
    instance.attribute = 3
    assert (instance, instance.number, instance.attribute) == (value, -1, 3)


def test_members_of_a_builtin_refuse(make):
    T = make(LONG, "number", "frozen", "object", bases=[int])
    instance = T(5)
    with pytest.raises(TypeError):
        instance.number = None
    with pytest.raises(TypeError):
        del instance.number
    with pytest.raises(AttributeError):
        instance.frozen = 3
    instance.object = "x"
    assert instance.object == "x"
    del instance.object
    assert instance.object is None


# ---- Inheritance


@pytest.mark.parametrize("shape", list(SHAPES), ids=lambda s: SHAPES[s].__name__)
def test_shape(mod, make, shape):
    T = make(shape, bases=[SHAPES[shape]])
    assert mod.GetBuiltinShape(T) == shape
    assert mod.GetBuiltinShape(type("S", (T,), {})) == shape


def test_shape_of_others(mod):
    assert mod.GetBuiltinShape(int) == LEGACY
    assert mod.GetBuiltinShape(type("C", (), {})) == LEGACY
    with pytest.raises(TypeError):
        mod.GetBuiltinShape(3)


def test_derived_in_python(mod, make):
    T = make(OBJECT, "new_struct", "destroy", *STRUCT, **GC)
    S = type("S", (T,), {"__slots__": ("slot",)})
    D = type("D", (S,), {})
    for cls in (T, S, D):
        instance = cls("value", 2)
        assert (instance.number, instance.field) == (1002, "value")
        instance, zeroed, misplaced = mod.New(cls)
        assert (zeroed, misplaced) == (True, 0)
        instance.field = [instance]
        del instance
    gc.collect()
    assert mod.take_events() == "dddddd"


def test_derived_in_hpy(mod, make, derived_size):
    T = make(OBJECT, "destroy", *STRUCT, **GC)
    D = make(OBJECT, "traverse_derived", "destroy_derived", "other", "more",
             bases=[T], size=derived_size, **GC)  # fmt: skip
    assert D.__mro__ == (D, T, object)
    for cls in (D, type("S", (D,), {})):
        instance = cls()
        instance.number = 7
        instance.more = 8
        instance.field = instance
        instance.other = [instance]
        assert (instance.get_number(), instance.more) == (7, 8)
        assert gc.get_referents(instance).count(instance) == 1
        del instance
        gc.collect()
        assert mod.take_events() == "Dd"


def keeps_memory(mod, T):
    """Is the memory of dead instances kept for the next ones?"""
    for _ in range(3):
        instances = [mod.plain_New(T) for _ in range(20)]
        before = sys.getallocatedblocks()
        del instances
        freed = before - sys.getallocatedblocks()
    return freed < 10


# Types whose bases bring nothing but memory, by what they are made of in front of their base.
PLAIN = {
    "nothing": {"size": 0},
    "same struct": {"defines": ["number"]},
    "destroy": {"defines": ["destroy"]},
    "larger struct": {"defines": ["more", "destroy_derived"], "size": "derived"},
    "bases": {"size": 0, "in_front": True},
}


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("depth", [1, 2])
def test_derived_of_a_plain_type(mod, make, derived_size, kind, depth):
    def derive(base, defines=(), in_front=False, **arguments):
        if arguments.get("size") == "derived":
            arguments["size"] = derived_size
        bases = [make(OBJECT, size=0), base] if in_front else [base]
        return make(OBJECT, *defines, bases=bases, **arguments)

    T = D = make(OBJECT, *NUMBERS)
    for _ in range(depth - 1):
        D = derive(D, size=0)
    D = derive(D, **PLAIN[kind])
    death = {"destroy": "d", "larger struct": "D"}.get(kind, "")
    before = sys.getrefcount(D)
    for _ in range(3):
        instances = [mod.New(D) for _ in range(10)]
        assert sys.getrefcount(D) == before + 10
        for instance, zeroed, misplaced in instances:
            assert (type(instance), zeroed, misplaced) == (D, True, 0)
            instance.number, instance.real = -3, 1.5
            if "more" in dir(D):
                assert instance.more == 0
                instance.more = -4
            assert instance.get_number() == -3
        del instance, instances
        assert sys.getrefcount(D) == before
        assert mod.take_events() == 10 * death
    assert keeps_memory(mod, D) == keeps_memory(mod, T)
    mod.take_events()
    S = type("S", (D,), {"__slots__": ("slot",)})
    S().slot = []
    assert mod.take_events() == death


@pytest.mark.parametrize("defines", [["destroy"], ["traverse", "field"], ["destroy", "finalize"]])
def test_derived_of_a_type_that_owns_something(mod, make, derived_size, defines):
    T = make(OBJECT, *NUMBERS, *defines)
    D = make(OBJECT, "destroy_derived", bases=[T], size=derived_size)
    for _ in range(3):
        instances = [D() for _ in range(5)]
        if "field" in defines:
            instances[0].field = instances[1]
        del instances
        events = ("F" if "finalize" in defines else "") + "D" + "d" * ("destroy" in defines)
        assert mod.take_events() == 5 * events


def test_finalizer_of_a_derived_type(mod, make, derived_size):
    seen = []
    D = make(OBJECT, "more", bases=[make(OBJECT, *NUMBERS)], size=derived_size)
    for _ in range(3):
        D().number = 2
        D.__del__ = lambda self: seen.append(self.number)
        D().number = 3
        del D.__del__
    assert seen == [3, 3, 3]


def test_collected_type_of_a_plain_base(mod, make, derived_size):
    D = make(OBJECT, "traverse_derived", "destroy_derived", "other",
             bases=[make(OBJECT, *NUMBERS)], size=derived_size, **GC)  # fmt: skip
    for _ in range(3):
        first, second = D(), D()
        first.other, second.other = second, first
        assert gc.is_tracked(first)
        del first, second
        gc.collect()
        assert mod.take_events() == "DD"


def test_derived_struct_too_small(make):
    T = make(OBJECT, *STRUCT)
    with pytest.raises(TypeError, match="must begin with that of its base"):
        make(OBJECT, size=8, bases=[T])


def test_derived_without_struct(mod, make):
    T = make(LONG, *STRUCT, bases=[int])
    D = make(LONG, size=0, bases=[T])
    instance = D(2**100)
    instance.number = 5
    assert (instance, instance.get_number()) == (2**100, 5)
    instance, _zeroed, misplaced = mod.New(D)
    assert misplaced == 0


def test_several_bases(make):
    T = make(OBJECT, *STRUCT)
    U = make(OBJECT, size=0)
    D = make(OBJECT, size=0, bases=[U, T])
    assert D.__bases__ == (U, T)
    D().number = 4
    D = make(OBJECT, size=0, params=[(BASES_TUPLE, (T, U))])
    assert D.__bases__ == (T, U)


def test_builtin_base_without_struct(make):
    T = make(OBJECT, size=0, bases=[int])
    assert T(42) + 1 == 43
    assert type("S", (T,), {})(42) == 42
    T = make(OBJECT, "get_number", size=0, bases=[ValueError])
    with pytest.raises(ValueError, match="text"):
        raise T("text")


def test_python_base(mod, make):
    class P:
        __slots__ = ("__weakref__", "slot")

    class Q(P):
        pass

    for base in (P, Q):
        T = make(OBJECT, size=0, bases=[base])
        instance = T()
        instance.slot = [instance]
        reference = weakref.ref(instance)
        del instance
        gc.collect()
        assert reference() is None


def test_python_base_of_a_metaclass(mod, make):
    class P(type):
        pass

    M = make(TYPE, "traverse", "destroy", "field", bases=[P], **GC)
    C = M("C", (), {})
    C.field = [C]
    assert C.field == [C]
    before = sys.getrefcount(P)
    del C
    gc.collect()
    assert mod.take_events() == "d"
    assert sys.getrefcount(P) == before


def test_python_base_that_the_collector_does_not_know(make):
    class P:
        __slots__ = ()

    arguments = {"bases": [P], "flags": DEFAULT | HAVE_GC}
    if P.__flags__ & HAVE_GC:  # CPython 3.11 and later make all classes so
        make(OBJECT, "traverse", **arguments)()
        return
    with pytest.raises(TypeError, match="does not support garbage collection"):
        make(OBJECT, "traverse", **arguments)


def test_one_definition_for_two_types(make):
    first, second = (make(OBJECT, "object", "object_ex") for _ in range(2))
    for cls in (first, second, first):
        instance = cls()
        assert instance.object is None
        with pytest.raises(AttributeError, match="object_ex"):
            instance.object_ex  # noqa: B018
        instance.object = "x"
        assert instance.object_ex == "x"
        del instance.object


# ---- Metaclasses


def test_metaclass_with_a_struct(mod, make):
    M = make(TYPE, *STRUCT, bases=[type])
    T = make(OBJECT, "new_struct", *STRUCT, params=[(METACLASS, M)])
    assert type(T) is M
    T.number = 5
    T.field = "on the type"
    assert (T.get_number(T) if False else M.get_number(T), T.field) == (5, "on the type")
    assert T(1).number == 1001
    assert (T.__name__, T.__module__, T.__doc__) == ("T", "pkg.mod", None)
    S = type(T)("S", (T,), {})
    assert type(S) is M
    assert S(1, 2).number == 1002
    S.number = 6
    assert (S.__dict__.get("number"), M.number.__get__(S)) == (None, 6)


def test_metaclass_of_a_base(make):
    M = make(TYPE, "number", bases=[type])
    T = make(OBJECT, "number", params=[(METACLASS, M)])
    D = make(OBJECT, size=0, bases=[T])
    assert type(D) is M
    assert D().number == 0


def test_metaclass_conflict(make):
    M = make(TYPE, bases=[type])
    N = make(TYPE, bases=[type])
    T = make(OBJECT, params=[(METACLASS, M)])
    with pytest.raises(TypeError, match="metaclass conflict"):
        make(OBJECT, bases=[T], params=[(METACLASS, N)])


def test_metaclass_in_python(make):
    class M(type):
        def answer(cls):
            return 42

    T = make(OBJECT, *STRUCT, params=[(METACLASS, M)])
    assert type(T) is M
    assert T.answer() == 42
    instance = T()
    instance.number = 3
    assert instance.get_number() == 3


def test_metaclass_with_its_own_new(make):
    class M(type):
        def __new__(cls, *args):
            return super().__new__(cls, *args)

    with pytest.raises(TypeError, match="__new__"):
        make(OBJECT, params=[(METACLASS, M)])


def test_New_of_a_metaclass(mod, make):
    M = make(TYPE, bases=[type])
    with pytest.raises(TypeError, match="cannot create a type"):
        mod.plain_New(M)


# ---- Construction


def test_construction(mod, make):
    T = make(OBJECT, "new_struct", "init", *STRUCT)
    assert T().number == 1000
    assert T("x").number == 1011
    assert T("x").field == "x"
    assert T("x", key=1).number == 1111
    assert T(*["x"], key=1).number == 1111
    with pytest.raises(TypeError, match="at most one"):
        T(1, 2)
    assert type("S", (T,), {})("x").number == 1011
    assert mod.take_events() == "IIIIIII"


def test_construction_changed_in_python(make):
    T = make(OBJECT, "new_struct", *STRUCT)
    assert T(1).number == 1001
    T.__init__ = lambda self, *args: setattr(self, "number", 5)
    assert T(1).number == 5
    del T.__init__
    assert T(1).number == 1001
    T.__new__ = lambda cls, *args: "instead"
    assert T(1) == "instead"


def test_construction_of_something_else(make):
    T = make(OBJECT, "init", *STRUCT)
    T.__new__ = lambda cls, *args: 3
    assert T() == 3


def test_no_constructor(make):
    T = make(OBJECT, *STRUCT)
    assert T().number == 0
    with pytest.raises(TypeError):
        T(1)


# ---- Death


def test_order(mod, make):
    T = make(OBJECT, "traverse", "destroy", "finalize", "field")
    for cls, count in ((T, 1), (type("S", (T,), {}), 1)):
        instance = cls()
        instance.field = "x"
        del instance
        assert mod.take_events() == "Fd" * count


@pytest.mark.parametrize("gc_flag", [0, HAVE_GC])
def test_finalize_resurrects(mod, make, gc_flag):
    T = make(OBJECT, "traverse", "destroy", "finalize_resurrect", "field",
             flags=DEFAULT | BASETYPE | gc_flag)  # fmt: skip
    instance = T()
    instance.field = "kept"
    mod.allow_resurrection()
    del instance
    assert mod.take_events() == "F"
    instance = mod.take_resurrected()
    assert instance.field == "kept"
    del instance
    # Only objects that the collector knows can remember that they were finalized.
    assert mod.take_events() == ("d" if gc_flag else "Fd")


def test_finalizer_from_python(mod, make):
    seen = []
    T = make(OBJECT, "destroy", "number")
    T.__del__ = lambda self: seen.append(self.number)
    T().number = 3
    assert seen == [3]
    assert mod.take_events() == "d"
    del T.__del__
    T()
    assert seen == [3]
    assert mod.take_events() == "d"


def test_fields_are_released(mod, make):
    class Value:
        pass

    T = make(OBJECT, "traverse", "field")
    value = Value()
    before = sys.getrefcount(value)
    for cls in (T, type("S", (T,), {})):
        instance = cls()
        instance.field = value
        assert sys.getrefcount(value) == before + 1
        del instance
        assert sys.getrefcount(value) == before


def test_cycles(mod, make):
    T = make(OBJECT, "traverse", "destroy", "field", **GC)
    for cls in (T, type("S", (T,), {})):
        first, second = cls(), cls()
        first.field, second.field = second, first
        del first, second
        gc.collect()
        assert mod.take_events() == "dd"


def test_type_and_instance_in_one_cycle(mod, make):
    T = make(OBJECT, "traverse", "destroy", "field", **GC)
    instance = T()
    instance.field = T
    T.instance = instance
    reference = weakref.ref(T)
    del T, instance
    gc.collect()
    assert reference() is None
    assert mod.take_events() == "d"


def test_type_dies_before_simple_instances(mod, make):
    T = make(OBJECT, "destroy", *NUMBERS)
    instances = [T() for _ in range(50)]
    reference = weakref.ref(T)
    del T
    gc.collect()
    del instances
    gc.collect()
    assert reference() is None
    assert mod.take_events() == "d" * 50


def test_long_chain(mod, make):
    T = make(OBJECT, "traverse", "field", **GC)
    chain = None
    for _ in range(200_000):  # far more than the C stack has room for
        link = T()
        link.field = chain
        chain = link
    del chain, link


def test_types_do_not_leak(mod, make):
    def cycle():
        T = make(OBJECT, "new_struct", "destroy", "call", *STRUCT, **GC)
        instance = type("S", (T,), {})("value")
        instance.field = T
        del T, instance
        gc.collect()

    for _ in range(5):
        cycle()
    before = sys.getallocatedblocks()
    for _ in range(20):
        cycle()
    assert sys.getallocatedblocks() - before < 20


def test_record_outlives_its_type(make):
    """The collector shows what a type refers to; its record keeps dead instances."""
    for options in {}, GC:
        T = make(OBJECT, "traverse", "field", **options)
        del [T() for _ in range(20)][:]
        reference = weakref.ref(T)
        records = [x for x in gc.get_referents(T) if type(x).__name__ == "record"]
        assert len(records) == 1
        with pytest.raises(TypeError):
            type(records[0])()
        del T
        gc.collect()
        assert reference() is None
        del records[0]


def test_weak_reference_to_the_type(make):
    T = make(OBJECT)
    reference = weakref.ref(T)
    del T
    gc.collect()
    assert reference() is None


# ---- What Python code may try


def test_foreign_objects(make):
    T = make(OBJECT, "new_struct", *STRUCT)
    U = make(OBJECT, *STRUCT)
    for call in (
        lambda: T.get_number(3),
        lambda: T.get_number(U()),
        lambda: T.number.__get__(U()),
        lambda: T.field.__set__(U(), 3),
        lambda: T.__new__(int),
        lambda: T.__new__(U),
        lambda: object.__new__(T),
        lambda: T.__new__(3),
    ):
        with pytest.raises(TypeError):
            call()


def test_class_assignment(make):
    T, U = make(OBJECT, *STRUCT), make(OBJECT, "get_number")
    instance = T()
    with pytest.raises(TypeError):
        instance.__class__ = U
    V, W = (make(OBJECT, size=0) for _ in range(2))
    objects = [V() for _ in range(100)]
    for instance in objects:
        try:
            instance.__class__ = W
        except TypeError:
            break
    del objects, instance
    assert [type(V()), type(W())] == [V, W]


def test_bases_assignment(make):
    T, U = make(OBJECT, *STRUCT), make(OBJECT, *STRUCT)
    S = type("S", (T,), {})
    with pytest.raises(TypeError):
        S.__bases__ = (U,)
    with pytest.raises(TypeError):
        T.__bases__ = (U,)


def test_bases_assignment_below_a_plain_type(mod, make):
    """A base that comes later brings its functions along."""
    plain = make(OBJECT, *NUMBERS)
    owner = make(OBJECT, "destroy", bases=[plain])
    for defines in ([], ["number"]):
        T = make(OBJECT, *defines, bases=[plain])
        S = type("S", (T,), {"__slots__": ()})
        old = [T() for _ in range(3)], S()
        T.__bases__ = (owner,)
        del old
        assert mod.take_events() == "dddd"
        T(), S(), mod.New(T)
        assert mod.take_events() == "ddd"
        T.__bases__ = (plain,)
        T(), S()
        assert mod.take_events() == ""


def test_layout_conflict(make):
    T, U = make(OBJECT, *STRUCT), make(OBJECT, *STRUCT)
    with pytest.raises(TypeError):
        type("S", (T, U), {})
    with pytest.raises(TypeError):
        type("S", (T, int), {})


def test_init_twice(make):
    T = make(OBJECT, "new_struct", "init", *STRUCT)
    instance = T()
    instance.__init__(1)
    instance.__init__()
    assert instance.number == 1010


def test_copy(make):
    T = make(OBJECT, "number")
    instance = T()
    instance.number = 3
    try:
        assert copy.copy(instance).number in (0, 3)
    except TypeError:
        pass


def test_deleted_definitions(make):
    T = make(OBJECT, *STRUCT)
    method = T().get_number
    member = T.number
    del T.get_number, T.number, T.field
    assert method() == 0
    assert member.__get__(T()) == 0
