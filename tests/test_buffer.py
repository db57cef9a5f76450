"""tests/test_buffer.py -- buffers: HPy_bf_getbuffer, HPy_bf_releasebuffer."""

import gc
import sys

import pytest


@pytest.fixture
def Buffer(mod):
    return mod.Buffer_type()


def collect():
    for _ in range(3):
        gc.collect()


def test_buffer(mod, Buffer):
    with memoryview(Buffer()) as view:
        assert (view.format, view.itemsize, view.shape, view.strides) == ("h", 2, (3,), (2,))
        assert view.readonly
        assert view.tolist() == [1, 2, 3]
    assert mod.take_releases() == 1


def test_releasebuffer_once_per_export(mod, Buffer):
    buffer = Buffer()
    first, second = memoryview(buffer), memoryview(buffer)
    first.release()
    assert mod.take_releases() == 1
    second.release()
    assert mod.take_releases() == 1
    del first, second
    collect()
    assert mod.take_releases() == 0


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="nothing counts references")
def test_an_export_holds_a_reference(mod, Buffer):
    buffer = Buffer()
    before = sys.getrefcount(buffer)
    view = memoryview(buffer)
    assert sys.getrefcount(buffer) == before + 1
    view.release()
    assert sys.getrefcount(buffer) == before
    assert mod.take_releases() == 1


def test_an_export_that_fails(mod):
    refusing = mod.Refusing_type()()
    for _ in range(3):
        with pytest.raises(BufferError, match="not today"):
            memoryview(refusing)
    collect()
    assert mod.take_releases() == 0


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="nothing counts references")
def test_an_export_that_fails_holds_no_reference(mod):
    refusing = mod.Refusing_type()()
    before = sys.getrefcount(refusing)
    with pytest.raises(BufferError):
        memoryview(refusing)
    assert sys.getrefcount(refusing) == before
