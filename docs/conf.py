# docs/conf.py: how Sphinx builds the manual.
"""``pip install -r docs/requirements.txt``, then ``sphinx-build -W docs docs/_build``."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS / "_ext"))

project = "HPy"
author = "the HPy developers"
release = runpy.run_path(str(DOCS.parent / "hpy" / "devel" / "version.py"))["__version__"]

extensions = ["myst_parser", "apitable"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "requirements.txt"]

primary_domain = "c"
highlight_language = "c"
add_function_parentheses = False
maximum_signature_line_length = 80

html_theme = "furo"
html_title = f"HPy {release}"
