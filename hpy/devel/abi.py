# hpy/devel/abi.py: the three ABIs an extension can be built for, and which one a build chooses.
"""The ABIs of HPy and the rule that picks one of them."""

from __future__ import annotations

import os
import sys

__all__ = ["ABIS", "DEFAULT_HPY_ABI", "ENVIRONMENT_VARIABLE", "check_abi", "default_abi", "macro"]

#: An extension for one version of CPython, for every interpreter, or for porting step by step.
ABIS = ("cpython", "universal", "hybrid")

#: What is built when nobody says anything: CPython runs its own ABI fastest, others load universal.
DEFAULT_HPY_ABI = "cpython" if sys.implementation.name == "cpython" else "universal"

#: The environment variable that chooses an ABI for a build.
ENVIRONMENT_VARIABLE = "HPY_ABI"


def check_abi(abi: str, origin: str) -> str:
    """Return ``abi`` if it names an ABI; ``origin`` says in the ValueError where it came from."""
    if abi in ABIS:
        return abi
    raise ValueError(f"{origin}: unknown HPy ABI {abi!r}, expected one of {', '.join(ABIS)}")


def default_abi() -> str:
    """Return the ABI to build for when no option says: ``HPY_ABI``, else the interpreter's default.

    Raise ValueError if ``HPY_ABI`` does not name an ABI; an empty one counts as unset.
    """
    variable = os.environ.get(ENVIRONMENT_VARIABLE)
    if variable:
        return check_abi(variable, f"environment variable {ENVIRONMENT_VARIABLE}")
    return DEFAULT_HPY_ABI


def macro(abi: str) -> str:
    """Return the macro that chooses ``abi`` in ``hpy.h``."""
    return f"HPY_ABI_{check_abi(abi, 'macro').upper()}"
