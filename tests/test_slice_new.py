"""tests/test_slice_new.py -- HPySlice_New, which hpy 0.9.0 lacks."""

import pytest

pytestmark = pytest.mark.differs("hpy-0.9.0", "has no HPySlice_New", crashes=True)


@pytest.mark.parametrize("members", [(1, 2, 3), (None, None, None), ("a", [], object())], ids=repr)
def test_New_keeps_the_objects(mod, members):
    result = mod.New(*members)
    assert type(result) is slice
    assert (result.start, result.stop, result.step) == members
