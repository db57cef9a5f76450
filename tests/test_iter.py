"""tests/test_iter.py -- iteration: HPy_GetIter, HPyIter_Next, HPyIter_Check."""

import pytest

pytestmark = pytest.mark.differs("hpy-0.9.0", "has no HPyIter_Next", crashes=True)

END = ...


class Iterable:
    def __iter__(self):
        return iter("ab")


class Iterator:
    def __init__(self, *answers):
        self.answers = list(answers)

    def __next__(self):
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


class OldSequence:
    def __getitem__(self, index):
        return "ab"[index]


@pytest.mark.parametrize(
    "iterable", [["a", "b"], "ab", {"a": 1, "b": 2}, Iterable(), OldSequence()]
)
def test_iteration(mod, iterable):
    iterator = mod.GetIter(iterable)
    assert mod.Check(iterator) is True
    assert [mod.Next(iterator) for _ in range(4)] == ["a", "b", END, END]


def test_GetIter_of_an_iterator(mod):
    iterator = iter([1])
    assert mod.GetIter(iterator) is iterator


def test_GetIter_fails(mod):
    class Wrong:
        def __iter__(self):
            return 5

    class Raises:
        def __iter__(self):
            raise ZeroDivisionError

    for thing in (5, None, Iterator(), Wrong()):
        with pytest.raises(TypeError):
            mod.GetIter(thing)
    with pytest.raises(ZeroDivisionError):
        mod.GetIter(Raises())


def test_Next_ends_by_StopIteration(mod):
    assert mod.Next(Iterator(StopIteration())) is END
    assert mod.Next(Iterator(StopIteration("with a value"))) is END


def test_Next_fails(mod):
    with pytest.raises(ZeroDivisionError):
        mod.Next(Iterator(ZeroDivisionError()))


def test_Check(mod):
    for iterator in (iter([]), iter("x"), Iterator(), (x for x in ())):
        assert mod.Check(iterator) is True
    for other in (range(3), [], "x", Iterable(), OldSequence(), None, 5):
        assert mod.Check(other) is False
