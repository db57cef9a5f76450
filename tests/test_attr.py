"""tests/test_attr.py -- attributes: HPy_GetAttr & co."""

import pytest

NULL = ...

GET = ["GetAttr", "GetAttr_s"]
HAS = ["HasAttr", "HasAttr_s"]
SET = ["SetAttr", "SetAttr_s"]


class Thing:
    attribute = 7

    @property
    def broken(self):
        return 1 / 0

    @property
    def fixed(self):
        return 8


class Dynamic:
    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError(name)
        return name * 2


@pytest.mark.parametrize("name", GET)
def test_get(mod, name):
    get = getattr(mod, name)
    assert get(Thing(), "attribute") == 7
    assert get(Thing(), "fixed") == 8
    assert get(Thing, "__name__") == "Thing"
    assert get(Dynamic(), "ü") == "üü"
    assert get("x", "upper")() == "X"


@pytest.mark.parametrize("name", GET)
def test_get_fails(mod, name):
    get = getattr(mod, name)
    with pytest.raises(AttributeError):
        get(Thing(), "missing")
    with pytest.raises(AttributeError):
        get(Dynamic(), "missing")
    with pytest.raises(ZeroDivisionError):
        get(Thing(), "broken")


@pytest.mark.parametrize("name", HAS)
def test_has(mod, name):
    has = getattr(mod, name)
    assert has(Thing(), "attribute") == 1
    assert has(Thing(), "missing") == 0
    assert has(Dynamic(), "ü") == 1
    assert has(Dynamic(), "missing") == 0


@pytest.mark.parametrize("name", HAS)
def test_has_swallows_every_exception(mod, name):
    assert getattr(mod, name)(Thing(), "broken") == 0


@pytest.mark.parametrize("name", SET)
def test_set(mod, name):
    set_ = getattr(mod, name)
    thing = Thing()
    set_(thing, "attribute", 9)
    set_(thing, "ü", None)
    assert vars(thing) == {"attribute": 9, "ü": None}
    set_(Thing, "of_the_class", 1)
    assert Thing.of_the_class == 1
    del Thing.of_the_class


@pytest.mark.parametrize("name", SET)
@pytest.mark.parametrize(
    "thing, attribute",
    [(Thing(), "fixed"), (5, "x"), (object(), "x"), ([], "append")],
    ids=["property", "int", "object", "method"],
)
def test_set_fails(mod, name, thing, attribute):
    with pytest.raises(AttributeError):
        getattr(mod, name)(thing, attribute, 1)


def test_set_on_a_builtin_type(mod):
    for set_ in (mod.SetAttr, mod.SetAttr_s):
        with pytest.raises(TypeError):
            set_(int, "x", 1)


@pytest.mark.parametrize("name", SET)
def test_set_null_deletes(mod, name):
    set_ = getattr(mod, name)
    thing = Thing()
    thing.own = 1
    set_(thing, "own", NULL)
    assert vars(thing) == {}
    for missing in ("own", "attribute", "fixed"):
        with pytest.raises(AttributeError):
            set_(thing, missing, NULL)


def test_name_is_no_str(mod):
    for name in (5, None, b"attribute"):
        with pytest.raises(TypeError):
            mod.GetAttr(Thing(), name)
        with pytest.raises(TypeError):
            mod.SetAttr(Thing(), name, 1)
        assert mod.HasAttr(Thing(), name) == 0
