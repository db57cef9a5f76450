"""numpy_hpy/__init__.py: arrays and functions that NumPy users recognise, on HPy."""
# ruff: noqa: F401, F403 -- the names are for users.

from __future__ import annotations

from numpy_hpy import _blas, _core, _fallbacks, _methods, exceptions
from numpy_hpy._aliases import *
from numpy_hpy._bits import *
from numpy_hpy._comparison import *
from numpy_hpy._counting import *
from numpy_hpy._creation import *
from numpy_hpy._einsum import *
from numpy_hpy._errstate import *
from numpy_hpy._files import *
from numpy_hpy._functions import *
from numpy_hpy._grids import *
from numpy_hpy._histogram import *
from numpy_hpy._indexing import *
from numpy_hpy._linear import *
from numpy_hpy._manipulation import *
from numpy_hpy._namespace import *
from numpy_hpy._namespace import array_namespace_info as __array_namespace_info__
from numpy_hpy._nan import *
from numpy_hpy._numbers import *
from numpy_hpy._padding import *
from numpy_hpy._parts import *
from numpy_hpy._printing import *
from numpy_hpy._printing import scalar_repr as _scalar_repr
from numpy_hpy._printing import scalar_str as _scalar_str
from numpy_hpy._quantile import *
from numpy_hpy._selection import *
from numpy_hpy._set import *
from numpy_hpy._signals import *
from numpy_hpy._signature import signature_of as _signature_of
from numpy_hpy._statistics import *
from numpy_hpy._vectorize import *

# isort: split
# What is there in C as well is taken from there; but its clip() is a ufunc.
from numpy_hpy._core import *

# isort: split
from numpy_hpy._comparison import clip

__version__ = "1.0.0.dev0"
__array_api_version__ = "2024.12"

newaxis = None
e, inf, nan, pi = 2.718281828459045, float("inf"), float("nan"), 3.141592653589793
euler_gamma = 0.5772156649015329

_core.set_functions(_scalar_repr, _scalar_str, _signature_of)

# What only the modules of the package use.
for _name in ("AxisError", "get_errstate", "load_blas", "scalar", "set_errstate", "set_functions"):
    del globals()[_name]
del annotations, _name
