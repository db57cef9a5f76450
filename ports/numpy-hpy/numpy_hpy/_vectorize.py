"""numpy_hpy/_vectorize.py: functions of numbers as functions of arrays."""

from __future__ import annotations

from typing import Any, Callable

from . import _core
from ._arguments import NO_VALUE, as_array
from ._manipulation import broadcast_arrays

__all__ = ["vectorize"]


class vectorize:  # noqa: N801 -- NumPy's name
    """A function of numbers that is called for each item of arrays, which are broadcast.

    otypes: the dtypes of the results, as letters or in a list; without them those of the results of
    a first call. excluded: the numbers and names of arguments that are passed on as they are.
    cache: means nothing here, as no call is made twice. Without a function it is a decorator.
    """

    def __init__(
        self,
        pyfunc: Any = NO_VALUE,
        otypes: Any = None,
        doc: str | None = None,
        excluded: Any = None,
        cache: bool = False,
        signature: str | None = None,
    ) -> None:
        if signature is not None:
            raise NotImplementedError("vectorize has no signature=: use apply_along_axis")
        self.otypes = None if otypes is None else [_core.dtype(kind) for kind in otypes]
        self.excluded = set() if excluded is None else set(excluded)
        self.cache = cache
        self.pyfunc: Any = None
        self.__doc__ = doc
        if pyfunc is not NO_VALUE:
            self._decorate(pyfunc)

    def _decorate(self, pyfunc: Callable[..., Any]) -> None:
        self.pyfunc = pyfunc
        self.__name__ = getattr(pyfunc, "__name__", "vectorize")
        self.__doc__ = pyfunc.__doc__ if self.__doc__ is None else self.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.pyfunc is None:
            self._decorate(*args)
            return self
        places = [i for i in range(len(args)) if i not in self.excluded]
        names = [name for name in kwargs if name not in self.excluded]
        varied = [args[i] for i in places] + [kwargs[name] for name in names]
        arrays = broadcast_arrays(*(as_array(a) for a in varied))

        def call(*items: Any) -> Any:
            all_args = list(args)
            for i, item in zip(places, items):
                all_args[i] = item
            return self.pyfunc(*all_args, **{**kwargs, **dict(zip(names, items[len(places) :]))})

        if not arrays:
            return self.pyfunc(*args, **kwargs)
        return self._results(call, arrays)

    def _results(self, call: Callable[..., Any], arrays: Any) -> Any:
        shape, size = arrays[0].shape, arrays[0].size
        if size == 0 and self.otypes is None:
            raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
        results = [call(*items) for items in zip(*(a.ravel() for a in arrays))]
        many = isinstance(results[0], tuple) if results else len(self.otypes or ()) > 1
        columns = list(zip(*results)) if many else [results]
        if many and not results:
            columns = [[] for _ in self.otypes or ()]
        kinds = self.otypes or [as_array(column[0]).dtype for column in columns]
        made = [
            _core.asarray(list(column)).astype(kind).reshape(shape)
            for column, kind in zip(columns, kinds)
        ]
        return tuple(made) if many else made[0]
