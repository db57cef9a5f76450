"""tests/test_callable.py -- calls of objects: HPy_tp_call and HPy_SetCallFunction."""

import pytest

PLAIN, EMPTY, EXPLICIT, INHERITING, OVERRIDING, LARGER = range(6)

CRASHES_IF_INHERITED = pytest.mark.differs(
    "hpy-0.9.0", "crashes when an inherited call function is called", crashes=True
)
SETS_IT_IN_THE_TYPE = pytest.mark.differs("pypy", "sets the call function of the whole type")
KNOWS_NO_OFFSET = pytest.mark.differs("pypy", "looks for no call function in the struct")
CRASHES_WITH_OFFSET = pytest.mark.differs("pypy", "crashes", crashes=True)


@pytest.fixture
def make(mod):
    """`make(spec, base)`: a new type."""
    return lambda spec, base=object: mod.make(spec, base)


def check(instance, name):
    """Every way to call gives the answer of the call function `name`."""
    assert callable(instance)
    assert instance() == (name, (), (), ())
    assert instance(1, "x") == (name, (1, "x"), (), ())
    assert instance(1, a=2, b=3) == (name, (1,), ("a", "b"), (2, 3))
    assert instance(*[1, 2], k=3) == (name, (1, 2), ("k",), (3,))
    assert type(instance).__call__(instance, 1, k=2) == (name, (1,), ("k",), (2,))


@pytest.mark.parametrize("spec", [PLAIN, EMPTY])
def test_call(mod, make, spec):
    T = make(spec)
    check(T(), "call")
    check(mod.New(T), "call")


@pytest.fixture
def subclass(make):
    """`subclass(spec)`: a Python class that derives from a new type."""
    return lambda spec: type("S", (make(spec),), {})


@CRASHES_IF_INHERITED
@pytest.mark.parametrize("spec", [PLAIN, EMPTY])
def test_call_of_a_subclass(subclass, spec):
    check(subclass(spec)(), "call")


def check_SetCallFunction(mod, cls):
    for calls in (0, 1):
        instance, other = cls(), cls()
        for _ in range(calls):
            instance()
        mod.SetCallFunction(instance)
        check(instance, "replaced")
        check(other, "call")


@SETS_IT_IN_THE_TYPE
@pytest.mark.parametrize("spec", [PLAIN, EMPTY])
def test_SetCallFunction(mod, make, spec):
    check_SetCallFunction(mod, make(spec))


@CRASHES_IF_INHERITED
@SETS_IT_IN_THE_TYPE
@pytest.mark.parametrize("spec", [PLAIN, EMPTY])
def test_SetCallFunction_of_a_subclass(mod, subclass, spec):
    check_SetCallFunction(mod, subclass(spec))


def test_struct_and_call_function_keep_apart(mod, make):
    T = make(PLAIN)
    instance = T()
    instance.number = -1
    check(instance, "call")
    mod.SetCallFunction(instance)
    assert instance.number == -1
    instance.number = 0
    check(instance, "replaced")


def check_explicit(mod, instance):
    check(instance, "in_struct")
    mod.SetCallFunction(instance)
    check(instance, "replaced")


@KNOWS_NO_OFFSET
def test_explicit(mod, make):
    check_explicit(mod, make(EXPLICIT)())


@CRASHES_IF_INHERITED
@KNOWS_NO_OFFSET
def test_explicit_of_a_subclass(mod, subclass):
    check_explicit(mod, subclass(EXPLICIT)())


def test_explicit_but_empty(make):
    instance = make(EXPLICIT)("leave it empty")
    with pytest.raises(TypeError):
        instance()


@CRASHES_IF_INHERITED
@pytest.mark.parametrize(("spec", "name"), [(PLAIN, "call"), (EMPTY, "call")])
def test_inherited(mod, make, spec, name):
    T = make(INHERITING, make(spec))
    check(T(), name)
    instance = T()
    mod.SetCallFunction(instance)
    check(instance, "replaced")


@CRASHES_IF_INHERITED
@CRASHES_WITH_OFFSET
def test_inherited_explicit(mod, make):
    instance = make(INHERITING, make(EXPLICIT))()
    check(instance, "in_struct")
    mod.SetCallFunction(instance)
    check(instance, "replaced")


@CRASHES_IF_INHERITED
@pytest.mark.parametrize("spec", [PLAIN, EMPTY, pytest.param(EXPLICIT, marks=CRASHES_WITH_OFFSET)])
def test_overridden(mod, make, spec):
    T = make(OVERRIDING, make(spec))
    check(T(), "derived_call")
    instance = T()
    mod.SetCallFunction(instance)
    check(instance, "replaced")


@CRASHES_IF_INHERITED
def test_larger_struct_over_a_call_function(mod, make):
    T = make(LARGER, make(PLAIN))
    instance = T()
    check(instance, "call")
    instance.number = -1
    instance.more = -1
    check(instance, "call")
    mod.SetCallFunction(instance)
    check(instance, "replaced")
    assert (instance.number, instance.more) == (-1, -1)


@pytest.mark.differs("hpy-0.9.0", "keeps it where the digits are")
@pytest.mark.differs("pypy", "has room in every instance")
@pytest.mark.parametrize("value", [0, 5, 2**200])
def test_callable_int(mod, make, value):
    T = make(EMPTY, int)
    instance = T(value)
    check(instance, "call")
    assert instance == value
    with pytest.raises(TypeError, match="has no room for a call function"):
        mod.SetCallFunction(instance)


@pytest.mark.differs("hpy-0.9.0", "writes to any object and crashes", crashes=True)
@pytest.mark.differs("pypy", "says something else")
@pytest.mark.parametrize("instance", [3, [], len, print, type, lambda: 3])
def test_SetCallFunction_of_others(mod, instance):
    with pytest.raises(TypeError, match="has no room for a call function"):
        mod.SetCallFunction(instance)


@CRASHES_IF_INHERITED
def test_call_from_python(make):
    class S(make(PLAIN)):
        def __call__(self, *args):
            return "Python", super().__call__(*args)

    assert S()(1) == ("Python", ("call", (1,), (), ()))
    T = make(PLAIN)
    instance = T()
    T.__call__ = lambda self: "assigned"
    assert instance() == "assigned"
