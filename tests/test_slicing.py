"""tests/test_slicing.py -- slices of sequences: HPy_GetSlice & co."""

import sys

import pytest

pytestmark = pytest.mark.differs("hpy-0.9.0", "has no HPy_GetSlice", crashes=True)

NULL = ...
BOUNDS = [(0, 2), (1, 3), (0, 99), (2, 1), (-2, -1), (-99, 99), (5, 9), (0, sys.maxsize)]


class Recorder:
    def __init__(self):
        self.calls = []

    def __getitem__(self, key):
        self.calls.append(key)
        return "result"

    def __setitem__(self, key, value):
        self.calls.append((key, value))

    def __delitem__(self, key):
        self.calls.append(key)


class Raises:
    def fail(self, *args):
        raise ZeroDivisionError

    __getitem__ = __setitem__ = __delitem__ = fail


@pytest.mark.parametrize("start, end", BOUNDS)
def test_GetSlice(mod, start, end):
    for sequence in ([1, 2, 3, 4], (1, 2, 3, 4), "abcd", b"abcd", range(4)):
        assert mod.GetSlice(sequence, start, end) == sequence[start:end]


@pytest.mark.parametrize("start, end", BOUNDS)
def test_SetSlice_and_DelSlice(mod, start, end):
    changed, expected = [1, 2, 3, 4], [1, 2, 3, 4]
    assert mod.SetSlice(changed, start, end, "xyz") is None
    expected[start:end] = "xyz"
    assert changed == expected
    assert mod.DelSlice(changed, start, end) is None
    del expected[start:end]
    assert changed == expected


def test_a_class_gets_a_slice(mod):
    recorder = Recorder()
    assert mod.GetSlice(recorder, 1, 2) == "result"
    mod.SetSlice(recorder, -3, 4, "value")
    mod.DelSlice(recorder, 5, -6)
    assert recorder.calls == [slice(1, 2), (slice(-3, 4), "value"), slice(5, -6)]
    assert all(type(key) is slice for key in (recorder.calls[0], recorder.calls[2]))


def test_a_subclass_is_asked(mod):
    class Own(list):
        def __getitem__(self, key):
            return key

    assert mod.GetSlice(Own([1, 2]), 0, 1) == slice(0, 1)


def test_exceptions_pass(mod):
    for call in (
        lambda: mod.GetSlice(Raises(), 0, 1),
        lambda: mod.SetSlice(Raises(), 0, 1, []),
        lambda: mod.DelSlice(Raises(), 0, 1),
    ):
        with pytest.raises(ZeroDivisionError):
            call()


@pytest.mark.parametrize("thing", [5, None, object(), {1}], ids=["int", "None", "object", "set"])
def test_not_sliceable(mod, thing):
    for call in (
        lambda: mod.GetSlice(thing, 0, 1),
        lambda: mod.SetSlice(thing, 0, 1, []),
        lambda: mod.DelSlice(thing, 0, 1),
    ):
        with pytest.raises(TypeError):
            call()


def test_not_changeable(mod):
    with pytest.raises(TypeError):
        mod.SetSlice((1, 2), 0, 1, ())
    with pytest.raises(TypeError):
        mod.DelSlice("ab", 0, 1)
    with pytest.raises(TypeError):
        mod.SetSlice([1, 2], 0, 1, 5)


def test_null_object(mod):
    for call in (
        lambda: mod.GetSlice(NULL, 0, 1),
        lambda: mod.SetSlice(NULL, 0, 1, []),
        lambda: mod.DelSlice(NULL, 0, 1),
    ):
        with pytest.raises(SystemError):
            call()
