"""ports/numpy-hpy/tests/test_surface.py: the names that there are, and their parameters."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

# The functions of the array API standard, 2024.12, but for its extensions.
ARRAY_API = """
arange asarray empty empty_like eye from_dlpack full full_like linspace meshgrid ones ones_like
tril triu zeros zeros_like astype can_cast finfo iinfo isdtype result_type abs acos acosh add asin
asinh atan atan2 atanh bitwise_and bitwise_left_shift bitwise_invert bitwise_or
bitwise_right_shift bitwise_xor ceil clip conj copysign cos cosh divide equal exp expm1 floor
floor_divide greater greater_equal hypot imag isfinite isinf isnan less less_equal log log1p log2
log10 logaddexp logical_and logical_not logical_or logical_xor maximum minimum multiply negative
nextafter not_equal positive pow real reciprocal remainder round sign signbit sin sinh square sqrt
subtract tan tanh trunc take take_along_axis argmax argmin count_nonzero nonzero searchsorted
where argsort sort matmul matrix_transpose tensordot vecdot unique_all unique_counts
unique_inverse unique_values all any diff broadcast_arrays broadcast_to concat expand_dims flip
moveaxis permute_dims repeat reshape roll squeeze stack tile unstack cumulative_sum
cumulative_prod max mean min prod std sum var
"""
CONSTANTS = "e inf nan newaxis pi"
METHODS = """
__abs__ __add__ __and__ __array_namespace__ __bool__ __complex__ __dlpack__ __dlpack_device__
__eq__ __float__ __floordiv__ __ge__ __getitem__ __gt__ __index__ __int__ __invert__ __le__
__lshift__ __lt__ __matmul__ __mod__ __mul__ __ne__ __neg__ __or__ __pos__ __pow__ __rshift__
__setitem__ __sub__ __truediv__ __xor__ to_device dtype device mT ndim shape size T
"""
DTYPES = """
bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64
complex128
"""

# What NumPy has beside these.
NUMPY = """
allclose amax amin angle append around array array_equal array_equiv array_split asanyarray
ascontiguousarray asfortranarray atleast_1d atleast_2d atleast_3d average base_repr binary_repr
bincount block broadcast broadcast_shapes c_ cbrt choose column_stack compress concatenate copy
copyto corrcoef cov cross cumprod cumsum deg2rad delete diag diag_indices diag_indices_from
diagflat diagonal digitize divmod dot dsplit dstack ediff1d errstate euler_gamma exp2 extract fabs
fix flatnonzero fliplr flipud float_power fmax fmin fmod frexp frombuffer fromfunction fromiter
gcd generic geomspace geterr gradient heaviside hsplit hstack identity index_exp indices inner
insert interp intersect1d isclose iscomplex iscomplexobj isfortran isin isneginf isposinf isreal
isrealobj isscalar issubdtype iterable ix_ kron lcm ldexp lexsort little_endian logaddexp2
logspace may_share_memory median mgrid min_scalar_type modf nan_to_num nanargmax nanargmin
nancumprod nancumsum nanmax nanmean nanmedian nanmin nanprod nanstd nansum nanvar ndarray
ndenumerate ndim ndindex ogrid outer pad partition percentile place printoptions promote_types ptp
put put_along_axis putmask quantile r_ rad2deg ravel ravel_multi_index real_if_close resize rint
roll rollaxis rot90 s_ select set_printoptions setdiff1d seterr setxor1d shape shares_memory size
spacing split sinc swapaxes trace transpose trapezoid tri tril_indices tril_indices_from
triu_indices triu_indices_from true_divide typecodes ufunc union1d unique unravel_index vander
vdot vsplit vstack ScalarType argpartition argwhere
"""
ARRAY = """
all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj
conjugate copy cumprod cumsum data diagonal dot dtype fill flags flat flatten imag item itemsize
max mean min nbytes ndim nonzero partition prod put ravel real repeat reshape round searchsorted
setflags shape size sort squeeze std strides sum swapaxes take tobytes tolist trace transpose var
view
"""
UFUNC = """
accumulate at identity nargs nin nout ntypes outer reduce reduceat types __name__ __doc__
"""
ALL = [*ARRAY_API.split(), *NUMPY.split()]

# Parameters for subclasses, or for kinds of dtypes that are left out.
LEFT_OUT = {"subok", "signature", "like", "ndmax"}
# matmul is no ufunc here, generic no function. Others take their arguments by position only, or
# by keyword as well, where NumPy does not.
OTHERS = {"matmul", "generic", "nonzero", "issubdtype", "putmask", "frombuffer"}
# NumPy hides most parameters of these.
HIDDEN = {"max", "min", "sum", "prod", "mean", "std", "var", "view", "dot"}


def parameters(function: Any, names_only: bool = False) -> Any:
    """Names, kinds and defaults of the parameters; None if a function does not tell."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    if names_only:
        return [(p.name, repr(p.default)) for p in found if p.name not in LEFT_OUT]
    return [(p.name, p.kind, repr(p.default)) for p in found if p.name not in LEFT_OUT]


def alike(ours: Any, theirs: Any) -> bool:
    """Whether parameters are the same; where NumPy has no value, any default is right."""
    return len(ours) == len(theirs) and all(
        our[:-1] == their[:-1] and their[-1] in (our[-1], "<no value>")
        for our, their in zip(ours, theirs)
    )


@pytest.mark.parametrize("name", [*ALL, *CONSTANTS.split(), *DTYPES.split()])
def test_module(hnp: Any, name: str) -> None:
    assert name in dir(hnp)


@pytest.mark.parametrize("name", [*METHODS.split(), *ARRAY.split()])
def test_array(hnp: Any, name: str) -> None:
    assert name in dir(hnp.ndarray)
    assert inspect.getdoc(getattr(hnp.ndarray, name))


@pytest.mark.parametrize("name", UFUNC.split())
def test_ufunc(hnp: Any, name: str) -> None:
    assert name in dir(hnp.ufunc)


@pytest.mark.parametrize("name", [name for name in ALL if name not in OTHERS])
def test_parameters(np: Any, hnp: Any, name: str) -> None:
    ours, theirs = getattr(hnp, name), getattr(np, name)
    expected = parameters(theirs)
    if callable(ours):
        assert ours.__doc__
        if expected is not None and not isinstance(theirs, type):
            assert alike(parameters(ours), expected)


@pytest.mark.parametrize("name", [name for name in ARRAY.split() if name not in HIDDEN])
def test_parameters_of_methods(np: Any, hnp: Any, name: str) -> None:
    ours, theirs = getattr(hnp.ndarray, name), getattr(np.ndarray, name)
    expected = parameters(theirs, names_only=True)
    if callable(ours) and expected is not None:
        assert alike(parameters(ours, names_only=True), expected)
