# hpy/devel/requirement.py: which distribution loads the binaries that are built here.
"""The HPy runtime, as a requirement of those who use a universal or hybrid binary."""

from __future__ import annotations

__all__ = ["RUNTIME_MARKER", "RUNTIME_REQUIREMENT"]

#: The oldest distribution with a runtime that loads the binaries built here. It names a
#: pre-release, so that installers take one, and they never take the earlier HPy.
RUNTIME_REQUIREMENT = "hpy>=1.0.0.dev0"

#: Where it is needed: other interpreters bring their own runtime.
RUNTIME_MARKER = 'platform_python_implementation == "CPython"'
