"""tests/test_get_buffer.py -- HPy_GetBuffer, HPyBuffer_Release, newer than ABI 0.0."""

import array
import ctypes
import sys

import extension
import pytest
import runtime

ABIS = ("cpython", "universal", "hybrid")

SIMPLE, WRITABLE, FORMAT, ND, STRIDES = 0, 0x1, 0x4, 0x8, 0x18
C, F, ANY, INDIRECT = 0x38, 0x58, 0x98, 0x118
FULL, FULL_RO = INDIRECT | WRITABLE | FORMAT, INDIRECT | FORMAT
FLAGS = [SIMPLE, WRITABLE, ND, ND | WRITABLE, STRIDES, C, ANY, INDIRECT, FULL, FULL_RO]

needs_refcounts = pytest.mark.skipif(
    not hasattr(sys, "getrefcount"), reason="nothing counts references"
)


@pytest.fixture
def newer(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod


class Grid(ctypes.Structure):
    _fields_ = [("cells", ctypes.c_int16 * 3 * 2)]


# ---- What comes from other exporters


@pytest.mark.parametrize("flags", FLAGS)
def test_bytearray(newer, flags):
    data = bytearray(b"some bytes")
    owner, size, itemsize, readonly, format_, shape, strides, suboffsets = newer.describe(
        data, flags
    )
    assert owner is data
    assert (size, itemsize, readonly, suboffsets) == (10, 1, 0, None)
    assert format_ == ("B" if flags & FORMAT else None)
    assert shape == ([10] if flags & ND else None)  # points into the view
    assert strides == ([1] if flags & STRIDES == STRIDES else None)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
@pytest.mark.parametrize("size", [0, 1, 10, 1000])
def test_content(newer, kind, size):
    data = bytes(i % 256 for i in range(size))
    assert newer.content(kind(data), SIMPLE) == data


def test_bytes_are_read_only(newer):
    assert newer.describe(b"ab", SIMPLE)[3] == 1
    with pytest.raises(BufferError):
        newer.describe(b"ab", WRITABLE)


def test_writing(newer):
    data = bytearray(5)
    newer.fill(data, WRITABLE, 7)
    assert data == b"\7" * 5
    newer.fill(memoryview(data)[1:3], WRITABLE, 9)
    assert data == b"\7\x09\x09\7\7"


def test_array(newer):
    data = array.array("d", [1.5, 2.5, 3.5])
    assert newer.describe(data, FULL) == (data, 24, 8, 0, "d", [3], [8], None)
    assert newer.content(data, ND) == data.tobytes()


def test_memory_with_strides(newer):
    view = memoryview(array.array("h", range(10)))[8:2:-3]
    _, *facts = newer.describe(view, FULL_RO)
    assert facts == [4, 2, 0, "h", [2], [-6], None]
    for flags in (SIMPLE, ND, C, F, ANY):
        with pytest.raises(BufferError):
            newer.describe(view, flags)


def test_two_dimensions(newer):
    view = memoryview(bytes(range(6))).cast("B", [2, 3])
    _, *facts = newer.describe(view, FULL_RO)
    assert facts == [6, 1, 1, "B", [2, 3], [3, 1], None]
    assert newer.content(view, C) == bytes(range(6))
    with pytest.raises(BufferError):
        newer.describe(view, F)


def test_no_dimensions(newer):
    _, *facts = newer.describe(memoryview(bytes(8)).cast("d", []), FULL_RO)
    assert facts[0:4] == [8, 8, 1, "d"]
    assert facts[4] in ([], None)


def test_ctypes(newer):
    grid = Grid(((1, 2, 3), (4, 5, 6)))
    owner, size, itemsize, readonly, format_, shape, _, _ = newer.describe(grid.cells, FULL)
    assert owner is not grid
    assert (size, itemsize, readonly, format_, shape) == (12, 2, 0, "<h", [2, 3])


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python has no __buffer__")
def test_buffer_in_Python(newer):
    released = []

    class Python:
        def __buffer__(self, flags):
            return memoryview(b"python")

        def __release_buffer__(self, view):
            released.append(bytes(view))

    assert newer.content(Python(), SIMPLE) == b"python"
    assert released == [b"python"]

    def fail():
        raise KeyError("why")

    with pytest.raises(KeyError, match="why"):
        newer.during(Python(), SIMPLE, fail)
    assert released == [b"python"] * 2


# ---- Life


def test_what_is_exported_stays(newer):
    data = bytearray(b"abc")

    def grow():
        with pytest.raises(BufferError):
            data.append(1)
        return "done"

    assert newer.during(data, SIMPLE, grow) == "done"
    data.append(1)
    assert data == b"abc\1"


def test_release_after_an_exception(newer):
    data = bytearray(b"abc")
    with pytest.raises(ZeroDivisionError):
        newer.during(data, SIMPLE, lambda: 1 / 0)
    data.append(1)


@needs_refcounts
def test_references(newer):
    data = bytearray(b"abc")
    before = sys.getrefcount(data)
    assert newer.during(data, SIMPLE, lambda: sys.getrefcount(data)) > before
    assert sys.getrefcount(data) == before


def test_release_of_nothing(newer):
    newer.release_null()


# ---- Errors


@pytest.mark.parametrize("thing", [None, 1, "text", [1], object, bytes], ids=str)
@pytest.mark.parametrize("flags", [SIMPLE, FULL])
def test_what_exports_nothing(newer, thing, flags):
    with pytest.raises(TypeError, match=f"'{type(thing).__name__}'"):
        newer.describe(thing, flags)


def test_a_view_that_was_released(newer):
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released"):
        newer.describe(view, SIMPLE)


def test_without_memory(newer, nomemory):
    view = memoryview(b"abc")
    nomemory(lambda: newer.content(view, FULL_RO))
    exporter = newer.Exporter_type()()
    delegate = newer.Delegate_type()(exporter)
    nomemory(lambda: newer.describe(delegate, FULL))
    assert newer.count_exports() == 0


# ---- HPy's own exporters


def test_Exporter(newer):
    exporter = newer.Exporter_type()()
    found = newer.describe(exporter, FULL)
    assert found == (exporter, 6, 1, 0, "B", [2, 3], [-3, 1], None)
    assert newer.during(exporter, FULL, newer.count_exports) == 1
    assert newer.count_exports() == 0


def test_Exporter_refuses(newer):
    with pytest.raises(BufferError, match="no strides"):
        newer.describe(newer.Exporter_type()(), ND)
    assert newer.count_exports() == 0


def test_Ownerless(newer):
    assert newer.describe(newer.Ownerless_type()(), FULL)[:2] == (..., 6)


def test_Delegate(newer):
    inner = newer.Exporter_type()()
    delegate = newer.Delegate_type()(newer.Delegate_type()(inner))
    assert newer.describe(delegate, FULL)[0] is inner
    with memoryview(delegate) as view:
        assert newer.count_exports() == 1
        assert view.tolist() == [[100, 101, 102], [97, 98, 99]]
        assert newer.describe(view, FULL)[0] is view
    assert newer.count_exports() == 0
    with pytest.raises(BufferError, match="no strides"):
        newer.describe(delegate, SIMPLE)
    with pytest.raises(TypeError, match="'int'"):
        newer.describe(newer.Delegate_type()(1), SIMPLE)


# ---- Debug mode


@pytest.fixture
def debugged(newer, binary, hpy_abi, monkeypatch):
    """The module in debug mode."""
    if hpy_abi == "cpython" or runtime.name() != "hpy":
        pytest.skip("has no debug mode")
    from hpy.universal import _debug

    monkeypatch.setattr(extension, "mode", "debug")
    before = _debug.get_closed_handles_queue_max_size()
    _debug.set_closed_handles_queue_max_size(1024)
    yield extension.load("test_get_buffer", binary, hpy_abi)
    _debug.set_closed_handles_queue_max_size(before)


@pytest.fixture
def errors(debugged):
    """The mistakes that are told."""
    import hpy.debug

    found = []
    before = hpy.debug.set_on_error(found.append)
    yield found
    hpy.debug.set_on_error(before)


@pytest.mark.leaks
def test_a_buffer_that_is_not_released(debugged):
    from hpy.universal import _debug

    data = bytearray(b"abc")
    generation = _debug.new_generation()
    debugged.leak(data)
    (leak,) = _debug.get_open_handles(generation)
    assert leak.obj is data
    assert leak.made_by == "HPy_GetBuffer"
    with pytest.raises(BufferError):
        data.append(1)
    leak._force_close()


@pytest.mark.leaks
def test_released_buffers_are_no_leaks(debugged):
    from hpy.debug import LeakDetector
    from hpy.universal import _debug

    exporter = debugged.Delegate_type()(debugged.Exporter_type()())
    generation = _debug.new_generation()
    with LeakDetector():
        assert debugged.content(b"abc", SIMPLE) == b"abc"
        assert debugged.during(exporter, FULL, debugged.count_exports) == 1
        with pytest.raises(BufferError):
            debugged.describe(exporter, SIMPLE)
    ends = {handle.closed_by for handle in _debug.get_closed_handles(generation)}
    assert "HPyBuffer_Release" in ends
    assert debugged.count_exports() == 0


@pytest.mark.leaks
@pytest.mark.parametrize("mistake", ["release_copy", "close_and_release"])
def test_a_buffer_that_was_released(debugged, errors, mistake):
    exporter = debugged.Delegate_type()(debugged.Exporter_type()())
    with pytest.raises(BufferError):
        getattr(debugged, mistake)(exporter)
    data = bytearray(b"abc")
    assert getattr(debugged, mistake)(data) is True
    (error,) = errors
    assert (error.function, error.argument) == ("HPyBuffer_Release", "view")
    assert (error.problem, error.obj) == ("a closed handle", data)
    assert error.handle.made_by == "HPy_GetBuffer"
    assert error.closed_at.function == (
        "HPyBuffer_Release" if mistake == "release_copy" else "HPy_Close"
    )
    if mistake == "release_copy":
        data.append(1)  # nobody exports it


@pytest.mark.leaks
def test_debug_without_memory(debugged, nomemory):
    from hpy.universal import _debug

    exporter = debugged.Exporter_type()()
    _debug.set_closed_handles_queue_max_size(0)
    data = bytearray(b"abc")
    nomemory(lambda: debugged.content(data, SIMPLE))
    nomemory(lambda: debugged.describe(exporter, FULL))
    assert debugged.count_exports() == 0
    data.append(1)


@pytest.mark.leaks
def test_no_record_for_the_handle(debugged, nomemory):
    """No record is used twice, until there have to be new ones; without, nothing is exported."""
    pytest.importorskip("_testcapi")
    from _testcapi import remove_mem_hooks, set_nomemory

    from hpy.universal import _debug

    _debug.set_closed_handles_queue_max_size(10**6)
    data, failures = bytearray(b"abc"), 0
    for _ in range(1000):
        set_nomemory(0, 1)
        try:
            debugged.get_often(data)
        except MemoryError:
            failures += 1
        finally:
            remove_mem_hooks()
        if failures == 3:
            break
    assert failures == 3
    data.append(1)
