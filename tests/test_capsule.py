"""tests/test_capsule.py -- capsules: HPyCapsule_*.

The C side has three things to point to, 0, 1 and 2, and two names, "thing" and "other".
"""

import ctypes
import gc
import sys

import pytest

NULL = ...
NO_CAPSULES = [None, 5, "x", object()]
PYPY_TAKES_NULL = pytest.mark.differs("pypy", "accepts a null pointer")


def test_New(mod):
    capsule = mod.New(1, "thing", NULL)
    assert type(capsule).__name__ in ("PyCapsule", "Capsule")
    assert mod.Get_pointer(capsule, "thing") == 1
    assert mod.Get_name(capsule) == "thing"
    assert mod.Get_context(capsule) is NULL


def test_New_without_name(mod):
    capsule = mod.New(2, NULL, NULL)
    assert mod.Get_pointer(capsule, NULL) == 2
    assert mod.Get_name(capsule) is NULL


def test_New_fails(mod):
    with pytest.raises(ValueError):
        mod.New(NULL, "thing", NULL)
    with pytest.raises(ValueError):
        mod.New(1, "thing", False)


@pytest.mark.parametrize("name, wrong", [("thing", "other"), ("thing", NULL), (NULL, "thing")])
def test_Get_pointer_needs_the_name(mod, name, wrong):
    capsule = mod.New(1, name, NULL)
    with pytest.raises(ValueError):
        mod.Get_pointer(capsule, wrong)


def test_Get_destructor_fails(mod):
    with pytest.raises(ValueError):
        mod.Get_destructor(mod.New(1, "thing", NULL))


def test_Set(mod):
    capsule = mod.New(1, "thing", NULL)
    assert mod.Set_pointer(capsule, 2) is None
    assert mod.Set_context(capsule, 0) is None
    assert mod.Set_name(capsule, "other") is None
    assert mod.Get_pointer(capsule, "other") == 2
    assert mod.Get_context(capsule) == 0
    assert mod.Get_name(capsule) == "other"
    mod.Set_name(capsule, NULL)
    mod.Set_context(capsule, NULL)
    assert mod.Get_pointer(capsule, NULL) == 2
    assert mod.Get_context(capsule) is NULL
    assert mod.Get_name(capsule) is NULL


@PYPY_TAKES_NULL
def test_Set_pointer_of_null(mod):
    capsule = mod.New(1, "thing", NULL)
    with pytest.raises(ValueError):
        mod.Set_pointer(capsule, NULL)
    assert mod.Get_pointer(capsule, "thing") == 1


@pytest.mark.parametrize("value", NO_CAPSULES, ids=["None", "int", "str", "object"])
def test_no_capsule(mod, value):
    for access in (
        lambda: mod.Get_pointer(value, "thing"),
        lambda: mod.Get_name(value),
        lambda: mod.Get_context(value),
        lambda: mod.Set_pointer(value, 1),
        lambda: mod.Set_name(value, "thing"),
        lambda: mod.Set_context(value, 1),
        lambda: mod.Set_destructor(value, True),
    ):
        with pytest.raises(ValueError):
            access()


def test_IsValid(mod):
    capsule, nameless = mod.New(1, "thing", NULL), mod.New(1, NULL, NULL)
    assert mod.IsValid(capsule, "thing") == 1
    assert mod.IsValid(capsule, "other") == 0
    assert mod.IsValid(capsule, NULL) == 0
    assert mod.IsValid(nameless, NULL) == 1
    assert mod.IsValid(nameless, "thing") == 0
    for value in NO_CAPSULES:
        assert mod.IsValid(value, "thing") == 0
        assert mod.IsValid(value, NULL) == 0


# ---- Destructors


def collect():
    for _ in range(5):
        gc.collect()


def test_destructor(mod):
    capsule = mod.New(1, "thing", True)
    assert mod.destroyed() is None
    del capsule
    collect()
    assert mod.destroyed() == ("thing", 1, NULL)


def test_destructor_gets_what_was_set(mod):
    capsule = mod.New(1, NULL, NULL)
    mod.Set_destructor(capsule, True)
    mod.Set_pointer(capsule, 2)
    mod.Set_context(capsule, 0)
    del capsule
    collect()
    assert mod.destroyed() == (NULL, 2, 0)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="renames by CPython's C API")
def test_destructor_gets_the_name_that_the_c_api_has_set(mod):
    """As who takes over a capsule of DLPack does."""
    capsule, name = mod.New(1, "thing", True), ctypes.create_string_buffer(b"test_capsule.renamed")
    rename = ctypes.pythonapi.PyCapsule_SetName
    assert rename(ctypes.py_object(capsule), name) == 0
    del capsule
    collect()
    assert mod.destroyed() == ("renamed", 1, NULL)


@pytest.mark.differs("pypy", "keeps the destructor")
def test_destructor_is_removed(mod):
    capsule = mod.New(1, "thing", True)
    mod.Set_destructor(capsule, NULL)
    del capsule
    collect()
    assert mod.destroyed() is None


def test_Set_destructor_fails(mod):
    capsule = mod.New(1, "thing", True)
    with pytest.raises(ValueError):
        mod.Set_destructor(capsule, False)
    del capsule
    collect()
    assert mod.destroyed() == ("thing", 1, NULL)
