"""tests/test_slice.py -- slice objects: HPySlice_Unpack."""

import sys

import pytest

MAX = sys.maxsize
MIN = -MAX - 1


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


@pytest.mark.parametrize(
    "slice_, unpacked",
    [
        (slice(1, 2, 3), (1, 2, 3)),
        (slice(-1, -2, -3), (-1, -2, -3)),
        (slice(None, None, None), (0, MAX, 1)),
        (slice(None, None, 2), (0, MAX, 2)),
        (slice(None, None, -1), (MAX, MIN, -1)),
        (slice(5, None), (5, MAX, 1)),
        (slice(None, 5), (0, 5, 1)),
        (slice(Index(1), Index(2), Index(3)), (1, 2, 3)),
        (slice(True, False), (1, 0, 1)),
        (slice(2**100, -(2**100), 2**100), (MAX, MIN, MAX)),
        (slice(-(2**100), 2**100, -(2**100)), (MIN, MAX, -MAX)),
        (slice(0, 1, MIN), (0, 1, -MAX)),
    ],
    ids=str,
)
def test_Unpack(mod, slice_, unpacked):
    assert mod.Unpack(slice_) == unpacked


@pytest.mark.parametrize("step", [0, Index(0), False], ids=["int", "index", "bool"])
def test_Unpack_of_a_step_of_zero(mod, step):
    with pytest.raises(ValueError):
        mod.Unpack(slice(1, 2, step))


@pytest.mark.parametrize("member", ["x", 1.5, []], ids=repr)
def test_Unpack_wrong_members(mod, member):
    for slice_ in (slice(member, 2, 3), slice(1, member, 3), slice(1, 2, member)):
        with pytest.raises(TypeError):
            mod.Unpack(slice_)


def test_Unpack_exceptions_pass(mod):
    class Raises:
        def __index__(self):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        mod.Unpack(slice(Raises(), 2, 3))
