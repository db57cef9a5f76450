"""numpy_hpy/_signature.py: the parameters of ufuncs, for inspect.signature."""

from __future__ import annotations

import inspect
import re
from typing import Any


def signature_of(text: str) -> inspect.Signature:
    """Return the signature that a text like "(x1, x2, /, out=None)" describes.

    Parameters in brackets, which may be given by position too, are left out.
    """
    names: dict[str, Any] = {}
    parameters = re.sub(r"\[.*?\]", "", text)
    exec(f"def function{parameters}: ...", names)
    return inspect.signature(names["function"])
