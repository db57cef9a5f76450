"""ports/numpy-hpy/tests/test_namespace.py: names, signatures, limits; testing and random."""

from __future__ import annotations

import importlib
import inspect
import warnings
from typing import Any

import pytest
from alike import same

MODULES = [
    "_comparison",
    "_counting",
    "_creation",
    "_functions",
    "_grids",
    "_indexing",
    "_linear",
    "_manipulation",
    "_nan",
    "_numbers",
    "_padding",
    "_parts",
    "_printing",
    "_set",
    "_statistics",
]


def signature(function: Any) -> list[tuple[str, Any, str]]:
    """Names, kinds and defaults of the parameters."""
    parameters = inspect.signature(function).parameters.values()
    return [(p.name, p.kind, repr(p.default)) for p in parameters]


@pytest.mark.parametrize("module", MODULES)
def test_signatures(np: Any, module: str) -> None:
    ours = importlib.import_module(f"numpy_hpy.{module}")
    for name in ours.__all__:
        if callable(getattr(np, name)) and not isinstance(getattr(np, name), type):
            assert signature(getattr(ours, name)) == signature(getattr(np, name)), name


@pytest.mark.parametrize("module", MODULES)
def test_names_are_public_and_documented(hnp: Any, module: str) -> None:
    ours = importlib.import_module(f"numpy_hpy.{module}")
    assert ours.__all__ == sorted(ours.__all__)
    for name in ours.__all__:
        assert hasattr(hnp, name)
        assert getattr(ours, name).__doc__, name


def test_aliases(hnp: Any) -> None:
    assert hnp.acos is hnp.arccos
    assert hnp.pow is hnp.power
    assert hnp.bitwise_invert is hnp.invert
    assert hnp.concat is hnp.concatenate
    assert hnp.permute_dims is hnp.transpose


def test_info(np: Any, hnp: Any) -> None:
    ours, theirs = hnp.__array_namespace_info__(), np.__array_namespace_info__()
    assert ours.capabilities() == theirs.capabilities()
    assert ours.devices() == ["cpu"]
    assert ours.default_device() == "cpu"
    names = {kind: dtype.name for kind, dtype in theirs.default_dtypes().items()}
    assert {kind: dtype.name for kind, dtype in ours.default_dtypes().items()} == names
    for kind in (None, "bool", "integral", "real floating", ("bool", "complex floating")):
        assert list(ours.dtypes(kind=kind)) == list(theirs.dtypes(kind=kind))
    with pytest.raises(ValueError, match="unsupported kind: 'x'"):
        ours.dtypes(kind="x")
    with pytest.raises(ValueError, match="Device not understood"):
        ours.default_dtypes(device="gpu")


FLOAT_FACTS = (
    "bits eps epsneg iexp machep max maxexp min minexp negep nexp nmant precision resolution "
    "smallest_normal smallest_subnormal tiny"
)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "complex64", "complex128"])
def test_finfo(np: Any, hnp: Any, dtype: str) -> None:
    ours, theirs = hnp.finfo(dtype), np.finfo(dtype)
    for fact in FLOAT_FACTS.split():
        same(getattr(ours, fact), getattr(theirs, fact))
    if dtype != "float16":  # NumPy prints its numbers in another way than others.
        assert (repr(ours), str(ours)) == (repr(theirs), str(theirs))
    assert ours == hnp.finfo(hnp.dtype(dtype))
    assert ours.dtype.name == theirs.dtype.name


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint32", "int64", "uint64"])
def test_iinfo(np: Any, hnp: Any, dtype: str) -> None:
    ours, theirs = hnp.iinfo(dtype), np.iinfo(dtype)
    for fact in ("bits", "min", "max", "kind", "key"):
        assert getattr(ours, fact) == getattr(theirs, fact)
    assert (repr(ours), str(ours)) == (repr(theirs), str(theirs))
    with pytest.raises(ValueError, match="Invalid integer data type 'f'"):
        hnp.iinfo(float)
    with pytest.raises(ValueError, match="not inexact"):
        hnp.finfo(int)


def test_kinds(hnp: Any) -> None:
    assert hnp.isscalar(1)
    assert hnp.isscalar("a")
    assert hnp.isscalar(hnp.float64(1))
    assert not hnp.isscalar([1])
    assert not hnp.isscalar(hnp.array(1))
    assert not hnp.isscalar(None)
    assert hnp.iscomplexobj([1j])
    assert hnp.isrealobj([1])
    assert hnp.iscomplex([1j, 1]).tolist() == [True, False]


def test_assertions(hnp: Any) -> None:
    testing = importlib.import_module("numpy_hpy.testing")
    nan = float("nan")
    testing.assert_array_equal([1, nan], [1, nan])
    testing.assert_allclose([1.0], [1.0 + 1e-9])
    testing.assert_equal({"a": [1, hnp.array([2])]}, {"a": [1, [2]]})
    testing.assert_array_almost_equal([1.0], [1.0000001])
    testing.assert_array_less([1, 2], 3)
    with pytest.raises(AssertionError, match="Mismatched elements: 1 / 2"):
        testing.assert_array_equal([1, 2], [1, 3])
    with pytest.raises(AssertionError, match=r"shapes \(2,\), \(3,\) mismatch"):
        testing.assert_allclose([1, 2], [1, 2, 3])
    with pytest.raises(AssertionError, match="Items are not equal"):
        testing.assert_equal(1, 2)
    with testing.assert_raises(ValueError):
        raise ValueError
    assert testing.assert_warns(UserWarning, warnings.warn, "x") is None
    with pytest.raises(AssertionError, match="Got warnings"), testing.assert_no_warnings():
        warnings.warn("x", stacklevel=1)


def test_random(hnp: Any) -> None:
    random = importlib.import_module("numpy_hpy.random")
    first, second = random.default_rng(5), random.default_rng(5)
    a = first.random((3, 4))
    assert a.shape == (3, 4)
    assert a.tolist() == second.random((3, 4)).tolist()
    assert all(2 <= x < 5 for x in first.integers(2, 5, 100).tolist())
    assert {int(x) for x in first.integers(3, size=100, dtype="int8")} == {0, 1, 2}
    assert sorted(first.permutation(5).tolist()) == [0, 1, 2, 3, 4]
    assert sorted(first.choice([1, 2, 3], 3, replace=False).tolist()) == [1, 2, 3]
    assert first.choice(3, p=[0, 0, 1]) == 2
    assert first.standard_normal((2, 2)).shape == first.normal(1, 2, (2, 2)).shape == (2, 2)
    b = hnp.arange(6).reshape(3, 2)
    first.shuffle(b)
    assert sorted(b.tolist()) == [[0, 1], [2, 3], [4, 5]]
