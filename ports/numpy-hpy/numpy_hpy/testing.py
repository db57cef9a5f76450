"""numpy_hpy/testing.py: assertions about arrays, as in numpy.testing."""

from __future__ import annotations

import contextlib
import unittest
import warnings
from collections.abc import Iterator
from typing import Any, Callable

from . import _core
from ._arguments import as_array
from ._comparison import isclose
from ._errstate import errstate
from ._manipulation import broadcast_arrays

__all__ = [
    "assert_",
    "assert_allclose",
    "assert_almost_equal",
    "assert_array_almost_equal",
    "assert_array_equal",
    "assert_array_less",
    "assert_equal",
    "assert_no_warnings",
    "assert_raises",
    "assert_raises_regex",
    "assert_warns",
    "suppress_warnings",
]

_case = unittest.TestCase()


def assert_(val: Any, msg: str = "") -> None:
    """Assert that something is true, with python -O as well."""
    if not val:
        raise AssertionError(msg)


# ---- Messages ----


def _fail(header: str, problem: str, err_msg: str, verbose: bool, x: Any, y: Any) -> None:
    lines = ["", header, *([err_msg] if err_msg else []), problem]
    if verbose:
        lines += [f" ACTUAL: {x!r}", f" DESIRED: {y!r}"]
    raise AssertionError("\n".join(lines))


def _largest(values: Any) -> str:
    values = values[_core.isfinite(values)]
    return str(values.max()) if values.size else "nan"


def _differences(x: Any, y: Any, wrong: Any) -> str:
    """How many items differ, and by how much."""
    count, total = int(wrong.sum()), wrong.size
    text = f"Mismatched elements: {count} / {total} ({100 * count / total:.3g}%)"
    if x.dtype.kind == "b" or y.dtype.kind == "b":
        return text
    with errstate(all="ignore"):
        a, b = x[wrong].astype(_wide(x)), y[wrong].astype(_wide(y))
        apart = _core.absolute(a - b)
        return (
            f"{text}\nMax absolute difference among violations: {_largest(apart)}"
            f"\nMax relative difference among violations: {_largest(apart / _core.absolute(b))}"
        )


def _wide(x: Any) -> str:
    return "complex128" if x.dtype.kind == "c" else "float64"


# ---- Items ----


def _compare(
    near: Callable[[Any, Any], Any],
    x: Any,
    y: Any,
    header: str,
    err_msg: str = "",
    verbose: bool = True,
    equal_nan: bool = True,
    strict: bool = False,
) -> None:
    """Assert that items are alike as `near` tells, and NaN where NaN is."""
    x, y = as_array(x), as_array(y)
    same_shape = x.shape == y.shape or (not strict and (x.ndim == 0 or y.ndim == 0))
    if not same_shape or (strict and x.dtype != y.dtype):
        kind = "shapes" if not same_shape else "dtypes"
        values = (x.shape, y.shape) if not same_shape else (x.dtype, y.dtype)
        problem = f"({kind} {values[0]}, {values[1]} mismatch)"
        _fail(f"{header}", problem, err_msg, verbose, x, y)
    x, y = broadcast_arrays(x, y)
    right = _core.asarray(near(x, y))
    if equal_nan and x.dtype.kind in "fc" and y.dtype.kind in "fc":
        both = _core.logical_and(_core.isnan(x), _core.isnan(y))
        right = _core.logical_or(right, both)
    wrong = _core.asarray(_core.logical_not(right))
    if wrong.any():
        _fail(header, _differences(x, y, wrong), err_msg, verbose, x, y)


def assert_array_equal(
    actual: Any, desired: Any, err_msg: str = "", verbose: bool = True, *, strict: bool = False
) -> None:
    """Assert that arrays have equal shapes and items; one may be a number, unless `strict`."""
    _compare(_core.equal, actual, desired, "Arrays are not equal", err_msg, verbose, strict=strict)


def assert_allclose(
    actual: Any,
    desired: Any,
    rtol: float = 1e-07,
    atol: float = 0,
    equal_nan: bool = True,
    err_msg: str = "",
    verbose: bool = True,
    *,
    strict: bool = False,
) -> None:
    """Assert that items are equal but for `atol` and `rtol` times the desired ones."""

    def near(x: Any, y: Any) -> Any:
        return isclose(x, y, rtol=rtol, atol=atol)

    header = f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}"
    _compare(near, actual, desired, header, err_msg, verbose, equal_nan, strict)


def assert_array_almost_equal(
    actual: Any, desired: Any, decimal: float = 6, err_msg: str = "", verbose: bool = True
) -> None:
    """Assert that items differ by less than 1.5 of that decimal place."""

    def near(x: Any, y: Any) -> Any:
        with errstate(all="ignore"):
            apart = _core.less(_core.absolute(x - y), 1.5 * 10.0**-decimal)
        return _core.logical_or(apart, x == y)

    header = f"Arrays are not almost equal to {decimal} decimals"
    _compare(near, actual, desired, header, err_msg, verbose)


def assert_array_less(
    x: Any,
    y: Any,
    err_msg: str = "",
    verbose: bool = True,
    *,
    strict: bool = False,
) -> None:
    """Assert that each item of an array is less than that of another one."""
    header = "Arrays are not strictly ordered `x < y`"
    _compare(_core.less, x, y, header, err_msg, verbose, strict=strict)


# ---- Objects ----


def _is_array(x: Any) -> bool:
    return isinstance(x, (_core.ndarray, _core.generic))


def _equal_containers(actual: Any, desired: Any, err_msg: str, verbose: bool) -> bool:
    """Compare dicts, and lists or tuples, item by item; false if they are none."""
    if isinstance(desired, dict):
        assert_(isinstance(actual, dict), repr(type(actual)))
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for key, value in desired.items():
            assert_(key in actual, repr(key))
            assert_equal(actual[key], value, f"key={key!r}\n{err_msg}", verbose)
        return True
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for i, value in enumerate(desired):
            assert_equal(actual[i], value, f"item={i!r}\n{err_msg}", verbose)
        return True
    return False


def assert_equal(
    actual: Any, desired: Any, err_msg: str = "", verbose: bool = True, *, strict: bool = False
) -> None:
    """Assert that objects are equal: arrays, numbers, and what contains them. NaN equals NaN."""
    if _equal_containers(actual, desired, err_msg, verbose):
        return
    if _is_array(actual) or _is_array(desired):
        assert_array_equal(actual, desired, err_msg, verbose, strict=strict)
        return
    both_nan = actual != actual and desired != desired
    if not (both_nan or actual == desired):
        _fail("Items are not equal:", "", err_msg, verbose, actual, desired)


def assert_almost_equal(
    actual: Any, desired: Any, decimal: int = 7, err_msg: str = "", verbose: bool = True
) -> None:
    """Assert that numbers, or the items of arrays, differ by less than 1.5 of a decimal place."""
    assert_array_almost_equal(actual, desired, decimal, err_msg, verbose)


# ---- Exceptions and warnings ----


def assert_raises(exception_class: Any, *args: Any, **kwargs: Any) -> Any:
    """Assert that a call raises an exception; without a call a context manager."""
    return _case.assertRaises(exception_class, *args, **kwargs)  # noqa: PT027


def assert_raises_regex(
    exception_class: Any, expected_regexp: str, *args: Any, **kwargs: Any
) -> Any:
    """Assert that a call raises an exception whose text matches; or a context manager."""
    return _case.assertRaisesRegex(  # noqa: PT027
        exception_class, expected_regexp, *args, **kwargs
    )


@contextlib.contextmanager
def _warns(warning_class: Any) -> Iterator[Any]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield caught
    if not any(issubclass(w.category, warning_class) for w in caught):
        raise AssertionError(f"{warning_class.__name__} not raised")


def assert_warns(warning_class: Any, *args: Any, **kwargs: Any) -> Any:
    """Assert that a call warns, and give its result; without a call a context manager."""
    if not args:
        return _warns(warning_class)
    with _warns(warning_class):
        return args[0](*args[1:], **kwargs)


@contextlib.contextmanager
def _warns_not() -> Iterator[None]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    if caught:
        raise AssertionError(f"Got warnings: {caught}")


def assert_no_warnings(*args: Any, **kwargs: Any) -> Any:
    """Assert that a call does not warn, and give its result; without one a context manager."""
    if not args:
        return _warns_not()
    with _warns_not():
        return args[0](*args[1:], **kwargs)


class suppress_warnings(warnings.catch_warnings):  # noqa: N801
    """A context manager in which warnings that `filter` names are not shown."""

    def filter(self, category: type[Warning] = Warning, message: str = "") -> None:
        """Show no warnings of a category whose texts match."""
        warnings.filterwarnings("ignore", message, category)
