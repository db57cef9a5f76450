"""tests/test_real_call.py -- _HPy_CallRealFunctionFromTrampoline.

Each method makes a block of its arguments for the signature that it is named after, and
gives back what arrived in the implementation.
"""

import sys

import pytest

ABIS = ("hybrid",)

NULL = ...
a, b, c = object(), object(), object()


@pytest.mark.parametrize(
    "name", ["NOARGS", "UNARYFUNC", "REPRFUNC", "GETITERFUNC", "ITERNEXTFUNC", "MOD_CREATE"]
)
def test_one_handle(mod, name):
    assert getattr(mod, name)(a) is a


@pytest.mark.parametrize("name", ["O", "BINARYFUNC", "GETATTROFUNC"])
def test_two_handles(mod, name):
    assert getattr(mod, name)(a, b) == (a, b, NULL)


@pytest.mark.parametrize("name", ["TERNARYFUNC", "DESCRGETFUNC"])
def test_three_handles(mod, name):
    assert getattr(mod, name)(a, b, c) == (a, b, c)
    assert getattr(mod, name)(a, NULL, NULL) == (a, NULL, NULL)


def test_other_arguments(mod):
    assert mod.SSIZEARGFUNC(a) == (a, 7, 0)
    assert mod.SSIZESSIZEARGFUNC(a) == (a, 7, -8)
    assert mod.GETATTRFUNC(a) == (a, "name", NULL)
    assert mod.RICHCMPFUNC(a, b) == (a, b, 5)


def test_arrays(mod):
    assert mod.VARARGS(a, b, c) == (a, (b, c), NULL)
    assert mod.KEYWORDS(a, b, c, ("name",)) == (a, (b, c), ("name",))
    assert mod.KEYWORDS(a, b, c, NULL) == (a, (b,), NULL)


def test_construction(mod):
    assert mod.NEWFUNC(a, (b, c), {"x": 1}) == (a, (b, c), {"x": 1})
    assert mod.NEWFUNC(a, (), NULL) == (a, (), NULL)
    assert mod.INITPROC(a, (b, c), {"x": 1}) == 0
    assert mod.last_seen() == (a, (b, c), {"x": 1}, 0)
    assert mod.INITPROC(a, (), NULL) == 0
    assert mod.last_seen() == (a, (), NULL, 0)


def test_questions(mod):
    assert mod.INQUIRY(a) == 1
    assert mod.last_seen() == (a, NULL, NULL, 0)
    assert mod.LENFUNC(a) == mod.HASHFUNC(a) == sys.maxsize
    assert mod.last_seen() == (a, NULL, NULL, 0)
    assert mod.OBJOBJPROC(a, b) == 1
    assert mod.last_seen() == (a, b, NULL, 0)


@pytest.mark.parametrize("name", ["OBJOBJARGPROC", "SETATTROFUNC", "DESCRSETFUNC"])
def test_setting(mod, name):
    assert getattr(mod, name)(a, b, c) == 1
    assert mod.last_seen() == (a, b, c, 0)
    assert getattr(mod, name)(a, b, NULL) == 1
    assert mod.last_seen() == (a, b, NULL, 0)


def test_setting_by_other_keys(mod):
    assert mod.SETATTRFUNC(a, b) == 1
    assert mod.last_seen() == (a, b, NULL, len("name"))
    assert mod.SSIZEOBJARGPROC(a, b) == 1
    assert mod.last_seen() == (a, b, NULL, 7)
    assert mod.SSIZESSIZEOBJARGPROC(a, b) == 1
    assert mod.last_seen() == (a, b, NULL, 708)


def test_closures(mod):
    assert mod.GETTER(a) is a
    assert mod.last_seen()[3] == 42
    assert mod.SETTER(a, b) == 1
    assert mod.last_seen() == (a, b, NULL, 42)


def test_ends(mod):
    mod.DESTRUCTOR(a)
    assert mod.last_seen() == (a, NULL, NULL, 0)
    mod.FREEFUNC()
    assert mod.last_seen()[3] == 42


@pytest.mark.differs("debug", "its handles are of no call", crashes=True)
def test_buffers(mod):
    assert mod.GETBUFFERPROC(a, 4) == (a, 1, 2, 3, 4, "b", 5, 6, -1, True)
    with pytest.raises(BufferError):
        mod.GETBUFFERPROC(a, 0)
    mod.RELEASEBUFFERPROC(a, b)
    assert mod.last_seen() == (a, b, NULL, 9)


def test_a_result_is_handed_over(mod):
    thing = object()
    before = sys.getrefcount(thing)
    for call in (mod.NOARGS, mod.REPRFUNC, mod.MOD_CREATE):
        call(thing)
    mod.BINARYFUNC(thing, thing)
    mod.TERNARYFUNC(thing, thing, thing)
    mod.VARARGS(thing, thing, thing)
    mod.KEYWORDS(thing, thing, thing, ("name",))
    mod.NEWFUNC(thing, (thing,), {"x": thing})
    mod.GETBUFFERPROC(thing, 4)
    assert sys.getrefcount(thing) == before
