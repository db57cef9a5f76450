"""ports/numpy-hpy/tests/test_threads.py: arrays are used by several threads at once."""

from __future__ import annotations

import random
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any, Callable

import pytest

THREADS = 4
LARGE = 50_000  # so many items that loops let other threads run


@pytest.fixture(autouse=True)
def frequent_switches() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    if not hasattr(sys, "setswitchinterval"):
        yield
        return
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def in_threads(work: Callable[[int], Any]) -> list[Any]:
    """What `work` returns for 0, 1, 2 ..., each in a thread of its own; raises what one raises."""
    results: list[Any] = [None] * THREADS
    errors: list[BaseException] = []
    start = threading.Barrier(THREADS)

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = work(number)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def test_ufuncs(hnp: Any) -> None:
    shared = hnp.arange(float(LARGE))
    small = hnp.arange(5)

    def work(number: int) -> None:
        for i in range(20):
            a = shared * number + i
            assert a.dtype == "float64"
            assert a[-1] == (LARGE - 1) * number + i
            assert (a == a).tolist() == [True] * LARGE
            assert (small * number + i).tolist() == [k * number + i for k in range(5)]
            out = hnp.empty(LARGE, dtype="float32")
            assert hnp.subtract(a, i, out=out, casting="same_kind") is out
            assert out[1] == number
            assert hnp.sqrt(shared)[16] == 4

    in_threads(work)


def test_creation(hnp: Any) -> None:
    rows = [[number + 10.5 * row for number in range(20)] for row in range(20)]

    def work(number: int) -> None:
        for i in range(100):
            assert hnp.array(rows).tolist() == rows
            assert hnp.full(3, number).tolist() == [number] * 3
            assert hnp.zeros(LARGE, dtype="int8")[i] == 0
            assert hnp.arange(i, i + 3).tolist() == [i, i + 1, i + 2]
            assert hnp.array([number, 1.5]).dtype == "float64"
            assert hnp.asarray(bytearray(b"abc")).tolist() == [97, 98, 99]
            assert hnp.concatenate([hnp.ones(2), [number]]).tolist() == [1, 1, number]

    in_threads(work)


def test_indexing(hnp: Any) -> None:
    shared = hnp.arange(LARGE)
    mask = shared % 2 == 0
    places = shared[::-1].copy()

    def work(number: int) -> None:
        own = hnp.zeros(LARGE, dtype="int64")
        for i in range(10):
            assert shared[mask].tolist() == [*range(0, LARGE, 2)]
            assert shared[places][i] == LARGE - 1 - i
            own[mask] = number
            own[places[:10]] = i
            assert own[0] == number
            assert own[1] == 0
            assert own[-10:].tolist() == [i] * 10
            assert shared[number : number + 3].tolist() == [number, number + 1, number + 2]

    in_threads(work)


def test_one_array_written_by_all(hnp: Any) -> None:
    """Each thread has its own part."""
    shared = hnp.zeros((THREADS, LARGE))

    def work(number: int) -> None:
        part = shared[number]
        for _ in range(20):
            part += 1
            shared[number, ::2] += number
            shared[number, 1] = shared[number, 1]

    in_threads(work)
    for number in range(THREADS):
        assert shared[number, 0] == 20 + 20 * number
        assert shared[number, 1] == 20
        assert shared[number, -2] == 20 + 20 * number


def test_reductions_and_products(hnp: Any) -> None:
    shared = hnp.arange(float(LARGE)).reshape(100, -1)
    square = hnp.arange(16.0).reshape(4, 4)
    total = LARGE * (LARGE - 1) / 2

    def work(number: int) -> None:
        scaled = square * number
        for _ in range(20):
            assert shared.sum() == total
            assert shared.max(axis=1)[-1] == LARGE - 1
            assert shared.sum(axis=0)[0] == sum(range(0, LARGE, LARGE // 100))
            assert (square @ scaled)[0].tolist() == [56 * number, 62 * number, 68 * number,
                                                     74 * number]  # fmt: skip

    in_threads(work)


def test_errors_stay_in_their_thread(hnp: Any) -> None:
    large = hnp.zeros(LARGE)

    def work(number: int) -> None:
        for _ in range(50):
            with hnp.errstate(divide="raise" if number % 2 else "ignore"):
                if number % 2:
                    with pytest.raises(FloatingPointError, match="divide by zero"):
                        1 / large
                else:
                    assert (1 / large)[0] == float("inf")
            assert hnp.geterr()["divide"] == "warn"
            with pytest.raises(ValueError, match="could not be broadcast"):
                large + large[:3]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        in_threads(work)


def test_dlpack(hnp: Any) -> None:
    """Exports are let go by whichever thread comes along."""
    shared = hnp.arange(1000)

    def work(number: int) -> None:
        choose = random.Random(number)
        held = []
        for i in range(300):
            held.append(hnp.from_dlpack(shared if choose.random() < 0.5 else hnp.full(500, i)))
            if len(held) > 20:
                gone = held.pop(choose.randrange(20))
                assert gone[3] == 3 or len(gone) == 500
                assert gone.tolist() in ([*range(1000)], [gone.tolist()[0]] * 500)
        for a in held:
            assert len(a) in (500, 1000)

    before = getattr(sys, "getrefcount", id)(shared)
    in_threads(work)
    hnp.zeros(1000)
    assert getattr(sys, "getrefcount", id)(shared) == before


def test_arrays_that_die_in_other_threads(hnp: Any) -> None:
    made: list[Any] = []

    def work(number: int) -> int:
        count = 0
        for i in range(500):
            one = hnp.full(i % 300, number)
            made.append(one)
            made.append(one[1:])
            del one
            for _ in range(2):
                a = made.pop()
                count += 1
                assert len(a) < 300
        return count

    assert in_threads(work) == [1000] * THREADS
    assert not made
