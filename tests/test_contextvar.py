"""tests/test_contextvar.py -- context variables: HPyContextVar_*."""

import contextvars

import pytest

NULL = ...


def test_New(mod):
    variable = mod.New("größe", NULL)
    assert type(variable) is contextvars.ContextVar
    assert variable.name == "größe"
    with pytest.raises(LookupError):
        variable.get()
    assert mod.New("name", "default").get() == "default"


def test_Get_prefers_the_current_value(mod):
    variable = mod.New("name", "its own")
    assert mod.Get(variable, "argument") == "argument"
    assert mod.Get(variable, NULL) == "its own"
    token = variable.set("current")
    assert mod.Get(variable, "argument") == "current"
    assert mod.Get(variable, NULL) == "current"
    variable.reset(token)


def test_Get_of_nothing(mod):
    variable = mod.New("name", NULL)
    assert mod.Get(variable, NULL) is NULL
    assert mod.Get(variable, "argument") == "argument"


def test_Set(mod):
    variable = mod.New("name", NULL)
    token = mod.Set(variable, 5)
    assert token.var is variable
    assert variable.get() == 5
    assert mod.Get(variable, NULL) == 5
    variable.reset(token)
    assert mod.Get(variable, NULL) is NULL


def test_another_context(mod):
    variable = mod.New("name", NULL)
    contextvars.copy_context().run(mod.Set, variable, 5)
    assert mod.Get(variable, NULL) is NULL


@pytest.mark.parametrize("value", [None, 5, "name"], ids=repr)
def test_no_context_variable(mod, value):
    with pytest.raises(TypeError):
        mod.Get(value, NULL)
    with pytest.raises(TypeError):
        mod.Set(value, 5)
