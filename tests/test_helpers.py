"""tests/test_helpers.py -- HPyHelpers_AddType, HPyHelpers_PackArgsAndKeywords."""

import functools
import gc
import sys
from types import SimpleNamespace

import pytest

needs_counts = pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="needs reference counts")


def fail(kind, call, *args, **kw):
    """The text of the exception of exactly this kind that `call` raises."""
    with pytest.raises(kind) as caught:
        call(*args, **kw)
    assert caught.type is kind
    return str(caught.value)


# ---- HPyHelpers_AddType ----


def test_AddType(mod):
    place = SimpleNamespace()
    assert mod.add_type(place, "Alias") is None
    assert vars(place).keys() == {"Alias"}
    assert isinstance(place.Alias, type)
    assert place.Alias.__name__ == "Thing"
    assert place.Alias.__module__ == "test_helpers"
    assert place.Alias.__doc__ == "A thing."
    assert isinstance(place.Alias(), place.Alias)


def test_AddType_to_a_module(mod):
    mod.add_type(mod, "Thing")
    assert mod.Thing.__name__ == "Thing"
    del mod.Thing


def test_AddType_with_params(mod):
    place = SimpleNamespace()
    mod.add_derived_type(place, "Thing", int)
    assert place.Thing.__bases__ == (int,)


def test_AddType_with_a_bad_spec(mod):
    place = SimpleNamespace()
    fail(ValueError, mod.add_bad_type, place, "Thing")
    fail(TypeError, mod.add_derived_type, place, "Thing", 17)
    assert vars(place) == {}


def test_AddType_to_what_takes_no_attributes(mod):
    fail(AttributeError, mod.add_type, object(), "Thing")

    class Raises:
        def __setattr__(self, name, value):
            raise ZeroDivisionError

    fail(ZeroDivisionError, mod.add_type, Raises(), "Thing")


@needs_counts
def test_AddType_keeps_nothing(mod):
    kept = []

    class Place:
        def __setattr__(self, name, value):
            kept.append(value)

    mod.add_type(Place(), "Thing")
    (Thing,) = kept
    before = sys.getrefcount(Thing)
    object.__setattr__(Place(), "Thing", Thing)
    gc.collect()
    assert sys.getrefcount(Thing) == before


# ---- HPyHelpers_PackArgsAndKeywords ----


def test_pack(mod):
    assert mod.pack() == (..., ...)
    assert mod.pack(1) == ((1,), ...)
    assert mod.pack(1, "x", None) == ((1, "x", None), ...)
    assert mod.pack(a=1) == (..., {"a": 1})
    assert mod.pack(a=1, é="x") == (..., {"a": 1, "é": "x"})
    assert mod.pack(1, 2, a=3, b=4) == ((1, 2), {"a": 3, "b": 4})


def test_pack_gives_a_tuple_and_a_dict(mod):
    args, kw = mod.pack(1, a=1)
    assert type(args) is tuple
    assert type(kw) is dict


def test_pack_many(mod):
    kw = {f"n{i}": i for i in range(1000)}
    assert mod.pack(*range(1000), **kw) == (tuple(range(1000)), kw)


def test_pack_nothing(mod):
    assert mod.pack_nothing() == (..., ...)
    assert mod.pack_names(()) == (..., ...)
    assert mod.pack_names((), 1) == ((1,), ...)
    assert mod.pack_names([]) == (..., ...)


def test_pack_with_a_list_of_names(mod):
    assert mod.pack_names(["a", "b"], 1, 2, 3) == ((1,), {"a": 2, "b": 3})


def test_pack_the_same_name_twice(mod):
    assert mod.pack_names(("a", "a"), 1, 2) == (..., {"a": 2})


@pytest.mark.parametrize("names", [17, None, {"a": 1}, {"a"}, "a"])
def test_pack_names_that_are_no_sequence(mod, names):
    assert fail(TypeError, mod.pack_names, names, 1) == (
        f"HPyHelpers_PackArgsAndKeywords: kwnames must be a tuple of str, not {names!r}"
    )


def test_pack_names_without_hash(mod):
    fail(TypeError, mod.pack_names, ("a", []), 1, 2, 3)


@pytest.mark.parametrize("method", ["pack_without_tuple", "pack_without_dict"])
def test_pack_without_outputs(mod, method):
    for args in ((), (1,)):
        assert fail(SystemError, getattr(mod, method), *args) == (
            "HPyHelpers_PackArgsAndKeywords: out_tuple and out_dict must not be NULL"
        )


@needs_counts
def test_pack_keeps_nothing(mod):
    value = object()
    before = sys.getrefcount(value)
    for _ in range(10):
        mod.pack(value, value, a=value, b=value)
        fail(TypeError, mod.pack_names, ("a", []), value, value, value)
    gc.collect()  # the tracebacks
    assert sys.getrefcount(value) == before


def test_no_memory(mod, nomemory):
    nomemory(functools.partial(mod.pack_names, (), *range(30)))
    nomemory(functools.partial(mod.pack_names, tuple("abcdefghijklmnop"), *range(50)))


@pytest.mark.usefixtures("nomemory")
def test_no_memory_for_small_objects(mod):
    """CPython keeps some memory for them, until the garbage is collected."""
    testcapi = pytest.importorskip("_testcapi")
    call = functools.partial(mod.pack_names, ("a", "b"), 1, 2, 3)
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
    assert failures >= 3  # the dict, its keys, the tuple
