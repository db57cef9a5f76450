"""numpy_hpy/random.py: random arrays for tests: a shim on Python's own generator.

It has what tests call most often of numpy.random.Generator. The numbers are others than NumPy's of
the same seed, and they come one by one from random.Random, not quickly.
"""

from __future__ import annotations

from random import Random
from typing import Any, Callable

from . import _core
from ._arguments import along, as_array, axis_index, shape_tuple

__all__ = ["Generator", "default_rng"]


class Generator:
    """Random numbers, the same ones for the same seed."""

    def __init__(self, seed: Any = None) -> None:
        self._random = Random(seed)

    def _filled(self, one: Callable[[], Any], size: Any, dtype: Any = float) -> Any:
        """An array of what a function gives, or one of it if `size` is None."""
        if size is None:
            return one()
        shape, count = shape_tuple(size), 1
        for length in shape:
            count *= length
        return _core.array([one() for _ in range(count)], dtype=dtype).reshape(shape)

    def random(self, size: Any = None, dtype: Any = float, out: Any = None) -> Any:
        """Floats from 0 up to, but not, 1, as likely as each other."""
        if out is None:
            return self._filled(self._random.random, size, dtype)
        out[...] = self._filled(self._random.random, out.shape, dtype)
        return out

    def uniform(self, low: float = 0.0, high: float = 1.0, size: Any = None) -> Any:
        """Floats between two bounds, as likely as each other."""
        return self._filled(lambda: low + (high - low) * self._random.random(), size)

    def normal(self, loc: float = 0.0, scale: float = 1.0, size: Any = None) -> Any:
        """Floats in a normal distribution around `loc` with the standard deviation `scale`."""
        return self._filled(lambda: self._random.gauss(loc, scale), size)

    def standard_normal(self, size: Any = None, dtype: Any = float, out: Any = None) -> Any:
        """Floats in a normal distribution around 0 with the standard deviation 1."""
        if out is None:
            return self._filled(lambda: self._random.gauss(0.0, 1.0), size, dtype)
        out[...] = self.normal(size=out.shape)
        return out

    def integers(
        self,
        low: int,
        high: int | None = None,
        size: Any = None,
        dtype: Any = "int64",
        endpoint: bool = False,
    ) -> Any:
        """Integers from `low`, or 0 if `high` is not given, up to `high`, with it if `endpoint`."""
        first, last = (0, low) if high is None else (low, high)
        last = last if endpoint else last - 1
        if last < first:
            raise ValueError("low >= high" if not endpoint else "low > high")
        result = self._filled(lambda: self._random.randint(first, last), size, dtype)
        return _core.dtype(dtype).type(result) if size is None else result

    def permutation(self, x: Any, axis: int = 0) -> Any:
        """A copy of an array in random order along an axis; of a number n the numbers below it."""
        a = _core.arange(x) if isinstance(x, int) else as_array(x)
        axis = axis_index(axis, a.ndim)
        order = list(range(a.shape[axis]))
        self._random.shuffle(order)
        return a[along(axis, _core.asarray(order, dtype=int))]

    def shuffle(self, x: Any, axis: int = 0) -> None:
        """Bring an array, or a list, in random order along an axis."""
        if isinstance(x, list):
            self._random.shuffle(x)
        else:
            x[...] = self.permutation(x, axis)

    def choice(
        self, a: Any, size: Any = None, replace: bool = True, p: Any = None, axis: int = 0
    ) -> Any:
        """Parts of an array along an axis, or numbers below `a`: as likely as each other, or `p`.

        Without `replace` each is chosen at most once.
        """
        items = _core.arange(a) if isinstance(a, int) else as_array(a)
        axis = axis_index(axis, items.ndim)
        shape: tuple[int, ...] = ()
        count = 1
        for length in () if size is None else shape_tuple(size):
            shape, count = (*shape, length), count * length
        places = self._places(items.shape[axis], count, replace, p)
        index = _core.asarray(places, dtype=int).reshape(shape)
        return items[along(axis, index[()])]

    def _places(self, length: int, count: int, replace: bool, p: Any) -> list[int]:
        places = list(range(length))
        weights = None if p is None else as_array(p).tolist()
        if replace:
            return self._random.choices(places, weights, k=count) if count else []
        if count > length:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if weights is None:
            return self._random.sample(places, count)
        chosen: list[int] = []
        for _ in range(count):
            place = self._random.choices(places, weights)[0]
            chosen.append(place)
            weights[place] = 0.0
        return chosen


def default_rng(seed: Any = None) -> Generator:
    """A new generator of random numbers; a Generator is given back as it is."""
    return seed if isinstance(seed, Generator) else Generator(seed)
