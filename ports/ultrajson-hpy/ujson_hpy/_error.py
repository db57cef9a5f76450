"""ujson_hpy/_error.py: the exception for text that is not JSON."""

from __future__ import annotations

import json


class JSONDecodeError(json.JSONDecodeError):
    """The text is not JSON.

    ``msg`` says what is wrong, ``doc`` is the text, ``pos`` the index of the character at
    which it is wrong, ``lineno`` and ``colno`` its line and column, counted from 1.
    """


JSONDecodeError.__module__ = "ujson_hpy"
