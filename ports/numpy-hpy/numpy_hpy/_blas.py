"""numpy_hpy/_blas.py: the BLAS that products of matrices use, if one is installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from numpy_hpy import _core

_PACKAGE = "scipy_openblas32"


def load() -> bool:
    """Load the BLAS of the package scipy-openblas32; return whether it is there."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return False
    folder = Path(spec.origin).parent / "lib"
    libraries = [*folder.glob("libscipy_openblas.*"), *folder.glob("libscipy_openblas.dll")]
    return any(_core.load_blas(str(path), "scipy_") for path in libraries)


LOADED = load()
