"""tests/test_dict_type.py -- the constant h_DictType, which hpy 0.9.0 lacks."""

import pytest

pytestmark = [
    pytest.mark.differs("hpy-0.9.0", "has no h_DictType", crashes=True),
    pytest.mark.differs("pypy", "keeps h_DictType at another index", crashes=True),
]


def test_DictType(mod):
    assert mod.DictType() is dict
