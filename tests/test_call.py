"""tests/test_call.py -- calls: HPy_Call & co., and HPy_SetCallFunction."""

import pytest

NULL = ...


def echo(*args, **kw):
    return args, kw


class Receiver:
    value = 3

    def method(self, *args, **kw):
        return self, args, kw


def test_Callable_Check(mod):
    for callable_ in (len, int, echo, Receiver().method, mod.Call):
        assert mod.Callable_Check(callable_) is True
    for other in (None, 1, "x", Receiver()):
        assert mod.Callable_Check(other) is False


# ---- HPy_CallTupleDict


def test_CallTupleDict(mod):
    assert mod.CallTupleDict(echo, (1, 2), {"a": 3}) == ((1, 2), {"a": 3})
    assert mod.CallTupleDict(echo, (1, 2), NULL) == ((1, 2), {})
    assert mod.CallTupleDict(echo, NULL, {"a": 3}) == ((), {"a": 3})
    assert mod.CallTupleDict(echo, NULL, NULL) == ((), {})
    assert mod.CallTupleDict(echo, (), {}) == ((), {})


def test_CallTupleDict_does_not_share_the_dict(mod):
    keywords = {"a": 1}
    _, received = mod.CallTupleDict(echo, NULL, keywords)
    received["b"] = 2
    assert keywords == {"a": 1}


@pytest.mark.parametrize("args, kw", [(None, NULL), ([1], NULL), ((), None), ((), [("a", 1)])])
def test_CallTupleDict_wrong_types(mod, args, kw):
    with pytest.raises(TypeError):
        mod.CallTupleDict(echo, args, kw)


def test_CallTupleDict_key_is_no_str(mod):
    with pytest.raises(TypeError):
        mod.CallTupleDict(echo, NULL, {1: 2})


# ---- HPy_Call


def test_Call(mod):
    assert mod.Call(echo, NULL) == ((), {})
    assert mod.Call(echo, NULL, 1, 2) == ((1, 2), {})
    assert mod.Call(echo, ("a", "b"), 1, 2, 3) == ((1,), {"a": 2, "b": 3})
    assert mod.Call(echo, ("a",), 1) == ((), {"a": 1})
    assert mod.Call(echo, (), 1) == ((1,), {})


def test_Call_with_many_arguments(mod):
    assert mod.Call(echo, NULL, *range(1000)) == (tuple(range(1000)), {})


def test_Call_of_other_callables(mod):
    assert mod.Call(int, NULL, "12") == 12
    assert mod.Call(int, ("base",), "12", 8) == 10
    assert mod.Call(mod.one, NULL, 5) == 5
    receiver = Receiver()
    assert mod.Call(receiver.method, ("a",), 1, 2) == (receiver, (1,), {"a": 2})


# ---- HPy_CallMethod


def test_CallMethod(mod):
    receiver = Receiver()
    assert mod.CallMethod("method", NULL, receiver) == (receiver, (), {})
    assert mod.CallMethod("method", NULL, receiver, 1, 2) == (receiver, (1, 2), {})
    assert mod.CallMethod("method", ("a",), receiver, 1, 2) == (receiver, (1,), {"a": 2})
    assert mod.CallMethod("method", (), receiver, 1) == (receiver, (1,), {})
    assert mod.CallMethod("upper", NULL, "x") == "X"


def test_CallMethod_of_an_instance_attribute(mod):
    receiver = Receiver()
    receiver.attribute = echo
    assert mod.CallMethod("attribute", NULL, receiver, 1) == ((1,), {})


def test_CallMethod_missing(mod):
    with pytest.raises(AttributeError):
        mod.CallMethod("missing", NULL, Receiver())


def test_CallMethod_not_callable(mod):
    with pytest.raises(TypeError):
        mod.CallMethod("value", NULL, Receiver())


@pytest.mark.parametrize("function", ["Call", "CallTupleDict"])
def test_not_callable(mod, function):
    with pytest.raises(TypeError):
        getattr(mod, function)(5, NULL, NULL)


def test_exceptions_pass(mod):
    def fail(*args):
        raise KeyError("from the callee")

    receiver = Receiver()
    receiver.fail = fail
    for call in (
        lambda: mod.Call(fail, NULL),
        lambda: mod.CallTupleDict(fail, NULL, NULL),
        lambda: mod.CallMethod("fail", NULL, receiver),
    ):
        with pytest.raises(KeyError, match="from the callee"):
            call()


# ---- How a method receives its arguments


def test_noargs(mod):
    assert mod.noargs() is mod
    with pytest.raises(TypeError):
        mod.noargs(1)
    with pytest.raises(TypeError):
        mod.noargs(a=1)


def test_one(mod):
    assert mod.one(5) == 5
    for arguments in ((), (1, 2)):
        with pytest.raises(TypeError):
            mod.one(*arguments)
    with pytest.raises(TypeError):
        mod.one(a=1)


def test_varargs(mod):
    assert mod.varargs() == ((), None)
    assert mod.varargs(1, 2, 3) == ((1, 2, 3), None)
    with pytest.raises(TypeError):
        mod.varargs(a=1)


def test_keywords(mod):
    assert mod.keywords() == ((), None)
    assert mod.keywords(1, 2) == ((1, 2), None)
    assert mod.keywords(1, b=2, a=3) == ((1, 2, 3), ("b", "a"))
    assert mod.keywords(a=3) == ((3,), ("a",))
    assert mod.keywords(*range(1000)) == (tuple(range(1000)), None)


def test_keywords_of_a_dict_subclass(mod):
    class Keywords(dict):
        pass

    assert mod.keywords(1, **Keywords(a=2, b=3)) == ((1, 2, 3), ("a", "b"))
    assert mod.CallTupleDict(mod.keywords, (1,), Keywords(a=2)) == ((1, 2), ("a",))


# ---- HPy_SetCallFunction


def test_call_function_of_the_type(mod):
    instance = mod.Callable_type()()
    assert instance() == "the function of the type"
    assert mod.Callable_Check(instance) is True


def test_SetCallFunction(mod):
    instance = mod.Callable_type()()
    mod.SetCallFunction(instance)
    assert instance() == ((), None)
    assert instance(1, 2, a=3) == ((1, 2, 3), ("a",))
    assert mod.Call(instance, ("a",), 1, 2) == ((1, 2), ("a",))
    assert mod.CallTupleDict(instance, (1,), {"a": 2}) == ((1, 2), ("a",))


@pytest.mark.differs("pypy", "changes all instances")
def test_SetCallFunction_changes_one_instance(mod):
    Callable = mod.Callable_type()
    changed, other = Callable(), Callable()
    mod.SetCallFunction(changed)
    assert other() == "the function of the type"
    assert Callable()() == "the function of the type"


@pytest.mark.parametrize("value", [None, 1, "x", []], ids=repr)
def test_SetCallFunction_without_call_protocol(mod, value):
    with pytest.raises(TypeError):
        mod.SetCallFunction(value)


@pytest.mark.differs("pypy", "accepts instances of Python classes")
def test_SetCallFunction_on_an_instance_of_a_class(mod):
    with pytest.raises(TypeError):
        mod.SetCallFunction(Receiver())


@pytest.mark.differs("hpy-0.9.0", "writes into the foreign object", crashes=True)
def test_SetCallFunction_on_a_foreign_callable(mod):
    def function():
        return "untouched"

    for foreign in (function, len, Receiver().method, Receiver):
        with pytest.raises(TypeError):
            mod.SetCallFunction(foreign)
    assert function() == "untouched"
