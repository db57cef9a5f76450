"""ports/numpy-hpy/tests/test_exchange.py: arrays on others' memory, and others on ours."""

from __future__ import annotations

import copy
import ctypes
import gc
import hashlib
import io
import mmap
import pickle
import struct
import sys
import weakref
from array import array
from functools import partial
from pathlib import Path
from typing import Any, Callable

import pytest
from alike import DTYPES, INTEGERS, Recipe, arrays, same, same_outcome
from hypothesis import given

pytestmark = pytest.mark.usefixtures("few_objects")

on_cpython = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="reads what CPython keeps at addresses"
)

FORMATS = dict(
    zip(DTYPES, ["?", "b", "B", "h", "H", "i", "I", "l", "L", "e", "f", "d", "Zf", "Zd"])
)
TYPESTRS = dict(
    zip(
        DTYPES,
        ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"],
    )
)


class Owner(bytearray):
    """Memory that can be watched by a weak reference."""


def dies(reference: Any) -> bool:
    """Is the object of a weak reference gone?"""
    gc.collect()
    return reference() is None


def steps(a: Any) -> list[Any]:
    """The strides that matter."""
    return [step for step, side in zip(a.strides, a.shape) if side > 1]


def shapes(module: Any, dtype: str) -> list[Any]:
    """Arrays of a dtype, lying in memory in all sorts of ways."""
    a = module.arange(24).astype(dtype).reshape(2, 3, 4)
    return [
        a, a.T, a[:, ::2], a[::-1], a[..., 1], a[1, 2, 3:3], a[:0], a.transpose(1, 0, 2),
        module.array(3).astype(dtype), a[..., None], a.reshape(24)[5:20:-1], a[0, 0, :1],
    ]  # fmt: skip


# ---- Buffers of ours ----


@pytest.mark.parametrize("dtype", DTYPES)
def test_memoryviews_say_what_the_array_is(hnp: Any, dtype: str) -> None:
    for a in shapes(hnp, dtype):
        view = memoryview(a)
        assert view.format == FORMATS[dtype]
        assert (view.shape, view.itemsize, view.ndim) == (a.shape, a.itemsize, a.ndim)
        assert (view.strides, view.nbytes) == (a.strides, a.nbytes)
        assert not view.readonly
        if sys.implementation.name != "pypy":  # which says it of two axes at most
            assert view.c_contiguous == a.flags.c_contiguous
            assert view.f_contiguous == a.flags.f_contiguous


# Not only marked: what is read there may not be the array's.
@pytest.mark.skipif(
    sys.implementation.name == "pypy", reason="PyPy takes bytes that are side by side"
)
@pytest.mark.parametrize("dtype", DTYPES)
def test_bytes_of_memoryviews(hnp: Any, dtype: str) -> None:
    for a in shapes(hnp, dtype):
        assert bytes(memoryview(a)) == a.tobytes()


@pytest.mark.parametrize("dtype", DTYPES)
def test_numpy_sees_our_memory(np: Any, hnp: Any, dtype: str) -> None:
    for ours in shapes(hnp, dtype):
        theirs = np.asarray(ours)
        assert theirs.dtype == np.dtype(dtype)
        assert theirs.strides == ours.strides
        same(ours, theirs)
        assert theirs.size == 0 or theirs.ctypes.data == ours.__array_interface__["data"][0]
        theirs[...] = 1
        assert ours.tolist() == theirs.tolist()
        ours[...] = 0
        assert ours.tolist() == theirs.tolist()


@pytest.mark.parametrize("dtype", DTYPES)
def test_we_see_the_memory_of_numpy(np: Any, hnp: Any, dtype: str) -> None:
    for theirs in shapes(np, dtype):
        ours = hnp.asarray(theirs)
        assert isinstance(ours, hnp.ndarray)
        assert steps(ours) == steps(theirs)
        same(ours, theirs)
        theirs[...] = 1
        assert ours.tolist() == theirs.tolist()
        ours[...] = 0
        assert ours.tolist() == theirs.tolist()
        assert not ours.flags.owndata


@given(arrays())
def test_there_and_back(np: Any, hnp: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    same(ours, np.asarray(ours))
    same(hnp.asarray(theirs), theirs)
    same(hnp.asarray(np.asarray(ours)), theirs)
    for order in "CFA":
        assert ours.tobytes(order) == theirs.tobytes(order)
    assert bytes(memoryview(ours)) == bytes(memoryview(theirs))


CONSUMERS: dict[str, Callable[[Any], Any]] = {
    "bytes": bytes,
    "bytearray": bytearray,
    "join": lambda a: b"".join([a]),
    "hash": lambda a: hashlib.md5(a).hexdigest(),
    "unpack": lambda a: struct.unpack_from("d", a),
    "pack": lambda a: struct.pack_into("d", a, 0, 0.5),
    "readinto": lambda a: (io.BytesIO(b"12345678").readinto(a), a.tolist()),
    "write": lambda a: io.BytesIO().write(a),
    "ctypes": lambda a: bytes((ctypes.c_char * 8).from_buffer(a)),
    "array": lambda a: array("d", bytes(a)).tolist(),
    "cast": lambda a: memoryview(a).cast("B").nbytes,
    "to int": lambda a: int.from_bytes(a, "little"),
    "index": lambda a: memoryview(a)[-1],
    "tolist": lambda a: memoryview(a).tolist(),
    "slice": lambda a: memoryview(a)[:1].tolist(),
}


@pytest.mark.parametrize("name", CONSUMERS)
def test_consumers_get_what_they_get_from_numpy(np: Any, hnp: Any, name: str) -> None:
    def prepared(module: Any, index: int) -> Any:
        a = module.arange(6.0).reshape(2, 3)
        fixed = a.copy()
        fixed.setflags(write=False)
        return [a, a.T, a[:, ::2], a[0], a[:0], a[0, 1:2], module.array(3.0), fixed][index]

    for i in range(8):
        ours, theirs = prepared(hnp, i), prepared(np, i)
        call = CONSUMERS[name]
        same_outcome(partial(call, ours), partial(call, theirs), message=False)


def test_files_read_into_arrays(hnp: Any, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(struct.pack("3d", 1, 2, 3))
    a = hnp.zeros(3)
    with path.open("rb", buffering=0) as file:
        assert file.readinto(a) == 24
    assert a.tolist() == [1, 2, 3]
    with path.open("wb") as file:
        file.write(a * 2)
    assert struct.unpack("3d", path.read_bytes()) == (2, 4, 6)


def test_read_only_arrays_are_not_written(hnp: Any) -> None:
    a = hnp.arange(3.0)
    a.setflags(write=False)
    assert memoryview(a).readonly
    with pytest.raises(TypeError, match="read-write bytes-like object"):
        io.BytesIO(b"12345678").readinto(a)
    assert a.tolist() == [0, 1, 2]


@pytest.mark.pypy("gives ctypes a writable buffer without asking the array for one")
def test_read_only_arrays_are_no_memory_of_ctypes(hnp: Any) -> None:
    a = hnp.arange(3.0)
    a.setflags(write=False)
    with pytest.raises(TypeError, match="not writable"):
        (ctypes.c_char * 8).from_buffer(a)


def test_an_exported_array_lives_on(hnp: Any) -> None:
    view = memoryview(hnp.arange(1000.0))
    spare = [hnp.ones(1000) for _ in range(10)]
    assert view[999] == 999
    assert len(spare) == 10
    small = memoryview(hnp.array([1, 2]))
    assert small.tolist() == [1, 2]


# ---- Buffers of others ----


def written(hnp: Any, source: Any) -> None:
    """Assert that the first byte of an array is that of its source, whoever writes."""
    a = hnp.asarray(source)
    first = memoryview(source).cast("B")
    for byte in (1, 0):
        a.reshape(-1).view("uint8")[0] = byte
        assert first[0] == byte
        first[0] = byte ^ 1
        assert a.reshape(-1).view("uint8")[0] == byte ^ 1


ARRAYS = dict(zip("bBhHiIqQ", INTEGERS)) | {"f": "float32", "d": "float64"}


@on_cpython
@pytest.mark.parametrize(
    ("source", "dtype", "shape"),
    [
        (bytearray(b"abc"), "uint8", (3,)),
        (memoryview(bytearray(b"abc")), "uint8", (3,)),
        (memoryview(bytearray(24)).cast("i", [2, 3]), "int32", (2, 3)),
        (memoryview(bytearray(24)).cast("d"), "float64", (3,)),
        (memoryview(bytearray(2)).cast("?"), "bool", (2,)),
        (mmap.mmap(-1, 16), "uint8", (16,)),
        ((ctypes.c_double * 3)(), "float64", (3,)),
        (((ctypes.c_short * 3) * 2)(), "int16", (2, 3)),
        ((ctypes.c_bool * 2)(), "bool", (2,)),
        ((ctypes.c_longlong * 2)(), "int64", (2,)),
        ((ctypes.c_ulong * 2)(), f"uint{8 * ctypes.sizeof(ctypes.c_ulong)}", (2,)),
        (ctypes.c_float(1.5), "float32", ()),
        *((array(code, [0, 1]), dtype, (2,)) for code, dtype in ARRAYS.items()),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_memory_of_others_is_shared(hnp: Any, source: Any, dtype: str, shape: Any) -> None:
    a = hnp.asarray(source)
    assert (a.dtype.name, a.shape, a.flags.writeable) == (dtype, shape, True)
    if dtype != "bool":
        written(hnp, source)
    copied = hnp.array(source)
    assert copied.flags.owndata
    assert copied.base is None


@pytest.mark.pypy("lends no buffers to extensions, so that arrays of them are copies")
def test_slices_of_a_memoryview(hnp: Any) -> None:
    source = memoryview(bytearray(range(10)))
    a = hnp.asarray(source[8:2:-2])
    assert (a.tolist(), a.strides) == ([8, 6, 4], (-2,))
    a[1] = 99
    assert source[6] == 99
    assert hnp.asarray(source[3:3]).shape == (0,)


@pytest.mark.pypy("lends no buffers to extensions, so that arrays of them are copies")
def test_read_only_memory_stays_so(hnp: Any) -> None:
    for source in (memoryview(b"abc"), memoryview(bytearray(b"abc")).toreadonly()):
        a = hnp.asarray(source)
        assert not a.flags.writeable
        with pytest.raises(ValueError, match="read-only"):
            a[0] = 1
        with pytest.raises(ValueError, match="WRITEABLE"):
            a.setflags(write=True)
        a = hnp.array(source)
        assert a.flags.writeable
        assert a.tolist() == [97, 98, 99]


class Pair(ctypes.Structure):
    _fields_ = (("a", ctypes.c_int), ("b", ctypes.c_double))


@pytest.mark.parametrize(
    "source",
    [
        (Pair * 2)(),
        (ctypes.c_void_p * 2)(),
        (ctypes.c_char * 2)(),
        memoryview(b"ab").cast("c"),
        (ctypes.c_int.__ctype_be__ * 2)() if sys.byteorder == "little" else (Pair * 1)(),
        (ctypes.c_wchar * 2)(),
    ],
    ids=["struct", "pointers", "chars", "cast", "swapped", "text"],
)
def test_formats_that_we_do_not_have(hnp: Any, source: Any) -> None:
    with pytest.raises(TypeError, match=r"no dtype for the buffer format '.*': only numbers"):
        hnp.asarray(source)


def test_items_of_numpy_that_we_do_not_have(np: Any, hnp: Any) -> None:
    for theirs in (
        np.zeros(2, "i4,f8"),
        np.zeros(2, "S3"),
        np.zeros(2, "U3"),
        np.zeros(2, object),
        np.zeros(2, ">f8"),
        np.zeros(2, "g"),
    ):
        with pytest.raises(TypeError, match="no dtype for the buffer format"):
            hnp.asarray(theirs)
    with pytest.raises((TypeError, ValueError), match=r"dtype|buffer"):
        hnp.asarray(np.zeros(2, "M8[s]"))


def test_a_released_memoryview(hnp: Any) -> None:
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released"):
        hnp.asarray(view)


# ---- Lifetimes ----


@on_cpython
def test_an_array_keeps_its_source(hnp: Any) -> None:
    owner = Owner(range(200))
    reference = weakref.ref(owner)
    a = hnp.asarray(owner)
    part = a[100:][::-1]
    with pytest.raises(BufferError):
        owner.extend(b"x")
    del owner, a
    assert not dies(reference)
    assert part.tolist() == [*range(199, 99, -1)]
    del part
    assert dies(reference)


@on_cpython
def test_a_copy_keeps_nothing(hnp: Any) -> None:
    owner = Owner(range(200))
    a = hnp.array(owner)
    owner.extend(b"x")  # nothing is exported
    reference = weakref.ref(owner)
    del owner
    assert dies(reference)
    assert a.tolist() == [*range(200)]


@on_cpython
@pytest.mark.parametrize("how", ["asarray", "frombuffer", "from_dlpack"])
def test_references_are_given_back(np: Any, hnp: Any, how: str) -> None:
    theirs = np.arange(100.0)
    before = sys.getrefcount(theirs)
    for _ in range(10):
        a = getattr(hnp, how)(theirs)
        assert sys.getrefcount(theirs) > before
        del a
        gc.collect()
    assert sys.getrefcount(theirs) == before


@on_cpython
def test_failures_keep_nothing(hnp: Any) -> None:
    owner = (Pair * 20)()
    before = sys.getrefcount(owner)
    for _ in range(10):
        with pytest.raises(TypeError):
            hnp.asarray(owner)
        with pytest.raises(ValueError, match="multiple of element size"):
            hnp.frombuffer(owner, dtype="complex128", offset=1)
    assert sys.getrefcount(owner) == before


# ---- frombuffer ----


FROM_BUFFER: dict[str, Callable[[Any], Any]] = {
    "bytes": lambda m: m.frombuffer(b"12345678"),
    "no dtype": lambda m: m.frombuffer(b"12345678", dtype=None),
    "part": lambda m: m.frombuffer(b"12345678", dtype="u1", count=3, offset=2),
    "rest": lambda m: m.frombuffer(b"12345678", "i2", -1, 4),
    "unaligned": lambda m: m.frombuffer(b"12345678", dtype="i4", offset=1, count=1),
    "any negative count": lambda m: m.frombuffer(b"12345678", count=-2),
    "nothing": lambda m: m.frombuffer(b""),
    "no items": lambda m: m.frombuffer(b"12345678", count=0),
    "at the end": lambda m: m.frombuffer(b"12345678", offset=8),
    "behind the end": lambda m: m.frombuffer(b"12345678", offset=9),
    "before": lambda m: m.frombuffer(b"12345678", offset=-1),
    "too many": lambda m: m.frombuffer(b"12345678", count=2),
    "far too many": lambda m: m.frombuffer(b"12345678", count=sys.maxsize),
    "uneven": lambda m: m.frombuffer(b"abc"),
    "text": lambda m: m.frombuffer("abc"),
    "number": lambda m: m.frombuffer(5),
    "2-d": lambda m: m.frombuffer(m.arange(4.0).reshape(2, 2), dtype="u1"),
    "gaps": lambda m: m.frombuffer(memoryview(bytearray(16))[::2], dtype="u1"),
    "F order": lambda m: m.frombuffer(m.zeros((2, 3)).T, dtype="u1"),
    "structs": lambda m: m.frombuffer(Pair(), dtype="u1"),
    "pointers": lambda m: m.frombuffer((ctypes.c_void_p * 2)(), dtype="u8"),
}


@pytest.mark.parametrize("name", FROM_BUFFER)
def test_frombuffer_is_numpys(np: Any, hnp: Any, name: str) -> None:
    call = FROM_BUFFER[name]
    same_outcome(lambda: call(hnp), lambda: call(np), message=name != "far too many")


@on_cpython
def test_frombuffer_shares_memory(hnp: Any) -> None:
    owner = bytearray(17)
    a = hnp.frombuffer(owner, dtype="float64", offset=1)
    assert not a.flags.aligned
    a[1] = 1.5
    assert struct.unpack_from("2d", owner, 1) == (0, 1.5)
    a += 1
    assert struct.unpack_from("2d", owner, 1) == (1, 2.5)
    assert (a.sum() if hasattr(a, "sum") else a[0] + a[1]) == 3.5
    assert not hnp.frombuffer(b"12345678").flags.writeable


# ---- __array_interface__ ----


class Interface:
    """An object that offers nothing else."""

    def __init__(self, members: Any, **changes: Any) -> None:
        self.__array_interface__ = members
        if changes:
            self.__array_interface__ = {**members, **changes}

    def without(self, key: str) -> Interface:
        del self.__array_interface__[key]
        return self


DOUBLES = (ctypes.c_double * 6)(*range(6))
ADDRESS = ctypes.addressof(DOUBLES)
BASIC = {"version": 3, "typestr": "=f8", "shape": (2, 3), "data": (ADDRESS, False)}

INTERFACES: dict[str, Callable[[], Any]] = {
    "basic": lambda: Interface(BASIC),
    "no strides": lambda: Interface(BASIC, strides=None),
    "F order": lambda: Interface(BASIC, strides=(8, 16)),
    "strides 0": lambda: Interface(BASIC, shape=(7,), strides=(0,)),
    "backwards": lambda: Interface(BASIC, shape=(6,), strides=(-8,), data=(ADDRESS + 40, False)),
    "read-only": lambda: Interface(BASIC, data=(ADDRESS, True)),
    "truth": lambda: Interface(BASIC, data=(ADDRESS, "yes")),
    "0-d": lambda: Interface(BASIC, shape=()),
    "no version": lambda: Interface(BASIC, a=1).without("version"),
    "no byte order": lambda: Interface(BASIC, typestr="f8"),
    "bytes": lambda: Interface(BASIC, typestr=b"=f8"),
    "bool": lambda: Interface(BASIC, typestr="|b1", shape=(3,)),
    "complex": lambda: Interface(BASIC, typestr="=c16", shape=(2,)),
    "small": lambda: Interface(BASIC, typestr="|u1", shape=(2,)),
    "buffer": lambda: Interface(BASIC, data=DOUBLES),
    "bytes as data": lambda: Interface(BASIC, data=bytes(48)),
    "offset": lambda: Interface(BASIC, data=bytearray(56), offset=8),
    "offset of an address": lambda: Interface(BASIC, shape=(2,), offset=8),
    "wrong length": lambda: Interface(BASIC, strides=(8,)),
    "no buffer": lambda: Interface(BASIC, data=None),
    "number": lambda: Interface(BASIC, data=5),
    "short pair": lambda: Interface(BASIC, data=(ADDRESS,)),
    "long pair": lambda: Interface(BASIC, data=(ADDRESS, False, 1)),
    "address in text": lambda: Interface(BASIC, data=(hex(ADDRESS), False)),
    "no typestr": lambda: Interface(BASIC, a=1).without("typestr"),
    "bad typestr": lambda: Interface(BASIC, typestr=5),
    "unknown typestr": lambda: Interface(BASIC, typestr="<f3"),
    "no shape": lambda: Interface(BASIC, a=1).without("shape"),
    "int as shape": lambda: Interface(BASIC, shape=6),
    "list as shape": lambda: Interface(BASIC, shape=[2, 3]),
    "negative": lambda: Interface(BASIC, shape=(-1,)),
    "text in shape": lambda: Interface(BASIC, shape=("a",)),
    "text in strides": lambda: Interface(BASIC, strides=("a", "b")),
    "list as strides": lambda: Interface(BASIC, strides=[24, 8]),
    "too large": lambda: Interface(BASIC, shape=(2**62, 4)),
    "no dict": lambda: Interface(5),
    "None": lambda: Interface(None),
}


@on_cpython
@pytest.mark.parametrize("name", INTERFACES)
def test_interfaces_are_read_as_numpy_does(np: Any, hnp: Any, name: str) -> None:
    def read(module: Any) -> Any:
        a = module.asarray(INTERFACES[name]())
        return a, a.strides, a.flags.writeable

    message = name not in ("too large", "unknown typestr")
    same_outcome(lambda: read(hnp), lambda: read(np), message)


@on_cpython
def test_interfaces_that_numpy_believes(hnp: Any) -> None:
    for size, changes in (
        (47, {}),
        (48, {"strides": (24, 9)}),
        (48, {"offset": 1}),
        (48, {"offset": -1}),
        (48, {"offset": 2**62}),
        (48, {"strides": (-24, 8)}),
        (48, {"strides": (2**62, 2**62)}),
    ):
        with pytest.raises(ValueError, match="smaller than its shape and strides say"):
            hnp.asarray(Interface(BASIC, data=bytearray(size), **changes))
    with pytest.raises(ValueError, match="at NULL"):
        hnp.asarray(Interface(BASIC, data=(0, False)))
    empty = hnp.asarray(Interface(BASIC, data=(0, False), shape=(0, 3)))
    assert empty.tolist() == []
    assert bytes(empty) == b""
    for typestr in ("|V8", "<U2", "|O8", "<M8[s]", ">f8", "f8x", "", "<", "<f99999999999"):
        with pytest.raises(TypeError, match="no dtype"):
            hnp.asarray(Interface(BASIC, typestr=typestr))


@on_cpython
def test_an_interface_is_shared_and_kept(hnp: Any) -> None:
    source = Interface(BASIC)
    a = hnp.asarray(source)
    assert a.base is source
    a[0, 0] = 99
    assert DOUBLES[0] == 99
    DOUBLES[0] = 0
    assert a[0, 0] == 0
    reference = weakref.ref(source)
    a = a[1:]
    del source
    assert not dies(reference)
    del a
    assert dies(reference)


class Property:
    """Fails in its own way when it is asked for what it offers."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def __array_interface__(self) -> Any:
        raise self.error


def test_properties_that_fail(hnp: Any) -> None:
    with pytest.raises(ZeroDivisionError, match="broken"):
        hnp.asarray(Property(ZeroDivisionError("broken")))
    with pytest.raises(TypeError, match="numbers only"):
        hnp.asarray(Property(AttributeError("none")))


@pytest.mark.parametrize("dtype", DTYPES)
def test_our_interface(np: Any, hnp: Any, dtype: str) -> None:
    for a, b in zip(shapes(hnp, dtype), shapes(np, dtype)):
        ours, theirs = dict(a.__array_interface__), dict(b.__array_interface__)
        assert ours.pop("data")[1] is False
        theirs.pop("data")
        assert ours == theirs
    a = hnp.zeros(3, dtype=dtype)
    assert a.__array_interface__["typestr"][1:] == TYPESTRS[dtype]
    a.setflags(write=False)
    assert a.__array_interface__["data"][1] is True


class Wrapper:
    """Hands on what another object offers."""

    def __init__(self, wrapped: Any) -> None:
        self.__array_interface__ = wrapped.__array_interface__
        self.wrapped = wrapped


@on_cpython
def test_arrays_within_other_objects(np: Any, hnp: Any) -> None:
    for a in shapes(hnp, "int16"):
        theirs = np.asarray(Wrapper(a))
        same(a, theirs)
        theirs[...] = 7
        assert a.tolist() == theirs.tolist()
        same(hnp.asarray(Wrapper(theirs)), theirs)
    a = hnp.arange(3)
    a.setflags(write=False)
    assert not np.asarray(Wrapper(a)).flags.writeable


# ---- __array__ ----


class Method:
    def __init__(self, result: Any) -> None:
        self.result = result

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def test_the_method_array(np: Any, hnp: Any) -> None:
    ours = hnp.arange(3)
    assert hnp.asarray(Method(ours)) is ours
    copied = hnp.array(Method(ours))
    copied[0] = 5
    assert ours.tolist() == [0, 1, 2]
    theirs = np.arange(3.0)
    a = hnp.asarray(Method(theirs))
    theirs[0] = 9
    assert a.tolist() == [9, 1, 2]
    assert hnp.asarray(Method(theirs), dtype="int8").dtype == "int8"
    for result in (5, [1, 2], None, b"abc", bytearray(b"abc")):
        with pytest.raises(ValueError, match="__array__ method not producing an array"):
            hnp.asarray(Method(result))
    with pytest.raises(KeyError, match="broken"):
        hnp.asarray(Method(KeyError("broken")))
    same(np.asarray(Method(theirs)), theirs)


# ---- Bytes, pickles, copies ----


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(hnp: Any, dtype: str, protocol: int) -> None:
    for a in shapes(hnp, dtype):
        b = pickle.loads(pickle.dumps(a, protocol))
        assert (b.dtype, b.shape, b.tolist()) == (a.dtype, a.shape, a.tolist())
        assert b.flags.writeable
        assert b.flags.owndata
        assert a.flags.c_contiguous == b.flags.c_contiguous or not a.flags.forc


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda a: a.copy()])
def test_copies(hnp: Any, make: Callable[[Any], Any]) -> None:
    for a in shapes(hnp, "int32"):
        b = make(a)
        expected = a.tolist()
        assert (b.dtype, b.shape, b.tolist()) == (a.dtype, a.shape, expected)
        b[...] = 77
        assert a.tolist() == expected
    shared = hnp.arange(3)
    first, second = copy.deepcopy([shared, shared])
    assert first is second


def test_bytes_in_an_order(np: Any, hnp: Any) -> None:
    ours, theirs = hnp.arange(6).reshape(2, 3), np.arange(6).reshape(2, 3)
    for order in ("C", "F", "A", "K", None):
        assert ours.T.tobytes(order) == theirs.T.tobytes(order)
        assert ours[:, ::2].tobytes(order=order) == theirs[:, ::2].tobytes(order=order)
    with pytest.raises(ValueError, match="order must be one of"):
        ours.tobytes("X")
    with pytest.raises(TypeError, match="order must be str"):
        ours.tobytes(5)
