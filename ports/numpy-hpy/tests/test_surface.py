"""ports/numpy-hpy/tests/test_surface.py: the names that there are, and their parameters."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
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
allclose amax amin angle append apply_along_axis apply_over_axes around array array2string
array_equal array_equiv array_repr array_split array_str asanyarray asarray_chkfinite
ascontiguousarray asfortranarray astype atleast_1d atleast_2d atleast_3d average bartlett base_repr
binary_repr bincount bitwise_count bitwise_not blackman block broadcast broadcast_shapes c_ cbrt
choose column_stack common_type compress concatenate convolve copy copyto corrcoef correlate cov
cross cumprod cumsum deg2rad degrees delete diag diag_indices diag_indices_from diagflat diagonal
digitize divmod dot dsplit dstack ediff1d einsum errstate euler_gamma exp2 extract fabs
fill_diagonal fix flatiter flatnonzero fliplr flipud float_power fmax fmin fmod
format_float_positional format_float_scientific frexp frombuffer fromfile fromfunction fromiter
fromstring gcd generic
geomspace get_printoptions geterr geterrcall gradient hamming hanning heaviside histogram
histogram2d histogram_bin_edges histogramdd hsplit hstack identity index_exp indices inner insert
interp intersect1d isclose iscomplex iscomplexobj isfortran isin isneginf isposinf isreal isrealobj
isscalar issubdtype iterable ix_ kron lcm ldexp lexsort little_endian logaddexp2 logspace
mask_indices matvec may_share_memory median mgrid min_scalar_type mod modf nan_to_num nanargmax
nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile
nanstd nansum nanvar ndarray ndenumerate ndim ndindex ogrid outer packbits pad partition percentile
piecewise place printoptions promote_types ptp put put_along_axis putmask quantile r_ rad2deg
radians ravel ravel_multi_index real_if_close require resize rint rollaxis rot90 s_ select
set_printoptions setdiff1d seterr seterrcall setxor1d shape shares_memory sinc size sort_complex
spacing split swapaxes trace transpose trapezoid tri tril_indices tril_indices_from trim_zeros
triu_indices triu_indices_from true_divide typecodes ufunc union1d unique unpackbits unravel_index
unwrap vander vdot vecmat vectorize vsplit vstack ScalarType argpartition argwhere
"""
ARRAY = """
all any argmax argmin argpartition argsort astype base byteswap choose clip compress conj
conjugate copy cumprod cumsum data diagonal dot dtype dump dumps fill flags flat flatten getfield
imag item itemsize max mean min nbytes ndim nonzero partition prod put ravel real repeat reshape
resize round searchsorted setfield setflags shape size sort squeeze std strides sum swapaxes take
tobytes tofile tolist trace transpose var view
"""
UFUNC = """
accumulate at identity nargs nin nout ntypes outer reduce reduceat signature types __name__ __doc__
"""
DTYPE = """
alignment base byteorder char descr fields flags hasobject isalignedstruct isbuiltin isnative
itemsize kind metadata name names ndim newbyteorder num shape str subdtype type
"""
ABSTRACT = """
generic number integer signedinteger unsignedinteger inexact floating complexfloating
"""
SPELLINGS = """
bool_ byte ubyte short ushort intc uintc int_ intp long longlong uint uintp ulong ulonglong half
single double csingle cdouble
"""
ALL = [*ARRAY_API.split(), *NUMPY.split()]

# What NumPy has beside these: dtypes that are left out and what works on them; matrices, records
# and masked arrays; polynomials; files of NumPy's own; linalg and fft, which are for later; and
# what tells about NumPy itself.
ABSENT = """
asmatrix bmat busday_count busday_offset busdaycalendar bytes_ char character clongdouble complex256
core ctypeslib datetime64 datetime_as_string datetime_data dtypes einsum_path emath f2py fft
flexible float128 frompyfunc fromregex genfromtxt get_include getbufsize i0 info is_busday isnat
kaiser lib linalg load loadtxt longdouble ma matrix memmap mintypecode nditer nested_iters object_
poly poly1d polyadd polyder polydiv polyfit polyint polymul polynomial polysub polyval rec recarray
record roots row_stack save savetxt savez savez_compressed sctypeDict setbufsize show_config
show_runtime str_ strings test timedelta64 typename typing void random testing
"""
ABSENT_METHODS = """
__array_finalize__ __array_function__ __array_priority__ __array_struct__ __array_ufunc__
__array_wrap__ __iter__ __setstate__ ctypes
"""

# Parameters for subclasses, for kinds of dtypes that are left out, and for loops by their letters.
LEFT_OUT = {"subok", "signature", "like", "kwargs"}
# Where parameters differ on purpose: matmul is no ufunc and has no axes=; types without instances
# do not tell; a flatiter is made of an array; dtype has no other keywords. NumPy hides parameters
# of reductions behind **kwargs, and tells of fill(value=) and view(*args), which is not so.
HIDDEN = "max min sum prod mean std var view fill"
DIFFERENT = {
    *ABSTRACT.split(), "matmul", "flatiter", "dtype", "errstate", "ufunc",
    *(f"ndarray.{name}" for name in HIDDEN.split()),
    "ufunc.reduce",
}  # fmt: skip


def parameters(function: Any) -> Any:
    """Names, kinds and defaults of the parameters; None if a function does not tell."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    return [(p.name, p.kind, repr(p.default)) for p in found if p.name not in LEFT_OUT]


def alike(ours: Any, theirs: Any) -> bool:
    """Whether parameters are the same; where NumPy has no value, any default is right."""
    return len(ours) == len(theirs) and all(
        our[:-1] == their[:-1] and their[-1] in (our[-1], "<no value>")
        for our, their in zip(ours, theirs)
    )


def check_parameters(ours: Any, theirs: Any) -> None:
    """Assert that a function is described, and takes what NumPy's takes."""
    assert ours.__doc__
    expected = parameters(theirs)
    if expected is not None:
        assert alike(parameters(ours), expected), inspect.signature(ours)


def public(module: Any) -> set[str]:
    return {name for name in dir(module) if not name.startswith("_")}


# ---- Names ----


@pytest.mark.parametrize("name", [*ALL, *CONSTANTS.split(), *DTYPES.split(), *SPELLINGS.split()])
def test_module(hnp: Any, name: str) -> None:
    assert name in dir(hnp)


def test_no_other_names(np: Any, hnp: Any) -> None:
    """All names are NumPy's, and what NumPy has besides is known."""
    assert public(hnp) - public(np) == set()
    assert public(np) - public(hnp) <= set(ABSENT.split())


def test_no_other_methods(np: Any, hnp: Any) -> None:
    assert set(dir(np.ndarray)) - set(dir(hnp.ndarray)) == set(ABSENT_METHODS.split())
    assert public(np.dtype) == public(hnp.dtype)
    assert public(np.ufunc) - {"resolve_dtypes"} == public(hnp.ufunc)
    for name in (*DTYPES.split(), *ABSTRACT.split()):
        assert public(getattr(np, name)) <= public(getattr(hnp, name))


@pytest.mark.parametrize("name", [*METHODS.split(), *ARRAY.split()])
def test_array(hnp: Any, name: str) -> None:
    assert name in dir(hnp.ndarray)
    member = getattr(hnp.ndarray, name)
    # PyPy says nothing of the methods that it makes of slots.
    assert inspect.getdoc(member) or type(member).__name__ == "slot_wrapper"


@pytest.mark.parametrize("name", UFUNC.split())
def test_ufunc(hnp: Any, name: str) -> None:
    assert name in dir(hnp.ufunc)


@pytest.mark.parametrize("name", DTYPE.split())
def test_dtype(hnp: Any, name: str) -> None:
    assert getattr(hnp.dtype, name).__doc__


# ---- Parameters ----


def test_parameters(np: Any, hnp: Any) -> None:
    """Of all functions and types that both have: names, kinds and defaults are NumPy's."""
    names = [name for name in public(np) & public(hnp) if callable(getattr(np, name))]
    assert len(names) > 400
    for name in names:
        if name not in DIFFERENT:
            check_parameters(getattr(hnp, name), getattr(np, name))
        assert getattr(hnp, name).__doc__ or name == "ufunc"


@pytest.mark.parametrize("kind", ["ndarray", "ufunc", "dtype", "broadcast", "flatiter", "generic",
                                  *DTYPES.split()])  # fmt: skip
def test_parameters_of_methods(np: Any, hnp: Any, kind: str) -> None:
    ours, theirs = getattr(hnp, kind), getattr(np, kind)
    for name in public(ours) & public(theirs):
        if callable(getattr(theirs, name)) and f"{kind}.{name}" not in DIFFERENT:
            check_parameters(getattr(ours, name), getattr(theirs, name))
        assert getattr(ours, name).__doc__


# ---- Types for type checkers ----


def names_in(body: list[ast.stmt]) -> set[str]:
    """The names that a stub defines."""
    found = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Assign):
            found |= {name.id for name in node.targets if isinstance(name, ast.Name)}
        elif isinstance(node, ast.ImportFrom):
            found |= {name.asname for name in node.names if name.asname}
    return found


def test_stub(hnp: Any) -> None:
    """The stub of the part in C has all names that are there, and no others."""
    from numpy_hpy import _core

    stub = ast.parse((Path(hnp.__file__).parent / "_core.pyi").read_text())
    assert names_in(stub.body) == {name for name in dir(_core) if not name.startswith("__")}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            kind = getattr(_core, node.name)
            own = {name for name in vars(kind) if not name.startswith("_")}
            names = names_in(node.body)
            assert own <= names, node.name
            # Every integer type has its own __index__, which the stub tells of all at once.
            assert names - {"__iter__", "__init__", "__index__"} <= set(dir(kind)), node.name
