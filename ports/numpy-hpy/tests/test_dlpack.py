"""ports/numpy-hpy/tests/test_dlpack.py: arrays shared by DLPack, and who lets go of them when."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import subprocess
import sys
import threading
import weakref
from functools import partial
from typing import Any, Callable

import pytest
from alike import DTYPES, Recipe, arrays, builtin_type, outcome, same
from hypothesis import given

pytestmark = [
    pytest.mark.skipif(
        sys.implementation.name != "cpython", reason="makes capsules by the C API of CPython"
    ),
    pytest.mark.usefixtures("few_objects"),
]

# ---- The ABI, and capsules, for tests


class Device(ctypes.Structure):
    _fields_ = (("type", ctypes.c_int32), ("id", ctypes.c_int32))


class Dtype(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint8), ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16))


class Tensor(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.c_void_p),
        ("device", Device),
        ("ndim", ctypes.c_int32),
        ("dtype", Dtype),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)),
        ("offset", ctypes.c_uint64),
    )


DELETER = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Plain(ctypes.Structure):
    _fields_ = (("tensor", Tensor), ("manager", ctypes.c_void_p), ("deleter", DELETER))


class Versioned(ctypes.Structure):
    _fields_ = (
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("manager", ctypes.c_void_p),
        ("deleter", DELETER),
        ("flags", ctypes.c_uint64),
        ("tensor", Tensor),
    )


def c_api(name: str, result: Any, *args: Any) -> Any:
    """A function of the C API, typed."""
    return ctypes.PYFUNCTYPE(result, *args)((name, ctypes.pythonapi))


def new_capsule(pointer: int, name: bytes) -> Any:
    make = c_api(
        "PyCapsule_New", ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p
    )
    return make(pointer, name, None)


def name_of(capsule: Any) -> Any:
    return c_api("PyCapsule_GetName", ctypes.c_char_p, ctypes.py_object)(capsule)


def content(capsule: Any) -> Any:
    """The struct that a capsule points to."""
    name = name_of(capsule)
    get = c_api("PyCapsule_GetPointer", ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)
    return (Versioned if b"versioned" in name else Plain).from_address(get(capsule, name))


def consume(capsule: Any) -> Any:
    """Take the tensor over, as a consumer does."""
    struct = content(capsule)
    name = b"used_dltensor_versioned" if isinstance(struct, Versioned) else b"used_dltensor"
    c_api("PyCapsule_SetName", ctypes.c_int, ctypes.py_object, ctypes.c_char_p)(capsule, name)
    NAMES.add(name)
    return struct


NAMES: set[bytes] = set()  # capsules keep pointers to them


class Owner(bytearray):
    """Memory that can be watched by a weak reference."""


def owned(hnp: Any, size: int = 64) -> Any:
    """An array, and a weak reference to what it is on."""
    owner = Owner(size)
    return hnp.frombuffer(owner, dtype="uint8"), weakref.ref(owner)


def sweep(hnp: Any) -> None:
    """Let go of what is released."""
    hnp.zeros(1000)


# ---- Export


def shapes(module: Any, dtype: str) -> list[Any]:
    a = module.arange(24).astype(dtype).reshape(2, 3, 4)
    return [
        a, a.T, a[:, ::2], a[::-1], a[1, 2, 3:3], a[:0], a[..., None], a[0, 1, 2:3],
        module.array(3).astype(dtype),
    ]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
def test_numpy_shares_our_memory(np: Any, hnp: Any, dtype: str) -> None:
    for ours in shapes(hnp, dtype):
        theirs = np.from_dlpack(ours)
        same(ours, theirs)
        assert theirs.strides == ours.strides
        assert theirs.flags.writeable
        theirs[...] = 1
        assert ours.tolist() == theirs.tolist()
        ours[...] = 0
        assert ours.tolist() == theirs.tolist()


@pytest.mark.parametrize("dtype", DTYPES)
def test_we_share_the_memory_of_numpy(np: Any, hnp: Any, dtype: str) -> None:
    for theirs in shapes(np, dtype):
        ours = hnp.from_dlpack(theirs)
        same(ours, theirs)
        assert ours.strides == theirs.strides
        assert ours.flags.writeable
        assert not ours.flags.owndata
        theirs[...] = 1
        assert ours.tolist() == theirs.tolist()
        ours[...] = 0
        assert ours.tolist() == theirs.tolist()


@given(arrays())
def test_there_and_back(np: Any, hnp: Any, recipe: Recipe) -> None:
    ours, theirs = recipe.make(hnp), recipe.make(np)
    same(ours, np.from_dlpack(ours))
    same(hnp.from_dlpack(theirs), theirs)
    same(hnp.from_dlpack(ours), theirs)
    same(hnp.from_dlpack(np.from_dlpack(hnp.from_dlpack(theirs, copy=True))), theirs)


def test_copies_are_shared_with_nobody(np: Any, hnp: Any) -> None:
    for a, to in ((hnp.arange(3), np), (np.arange(3), hnp), (hnp.arange(3), hnp)):
        b = to.from_dlpack(a, copy=True)
        b[0] = 9
        assert a.tolist() == [0, 1, 2]
        c = to.from_dlpack(a, copy=False)
        c[0] = 9
        assert a.tolist() == [9, 1, 2]


def test_read_only_arrays(np: Any, hnp: Any) -> None:
    for a, to in ((hnp.arange(3), np), (np.arange(3), hnp), (hnp.arange(3), hnp)):
        a.setflags(write=False)
        assert not to.from_dlpack(a).flags.writeable
        copied = to.from_dlpack(a, copy=True)
        assert copied.flags.writeable
        copied[...] = 5
        assert a.tolist() == [0, 1, 2]
        with pytest.raises(BufferError, match="Cannot export readonly array"):
            a.__dlpack__()


def test_the_device(hnp: Any) -> None:
    assert hnp.zeros(3).__dlpack_device__() == (1, 0)


EXPORTS = [
    {}, {"stream": None}, {"stream": 1}, {"stream": -1}, {"max_version": None},
    {"max_version": (0, 8)}, {"max_version": (1, 0)}, {"max_version": (2, 5)}, {"max_version": 1},
    {"max_version": (1,)}, {"max_version": [1, 0]}, {"max_version": ("a", 0)},
    {"max_version": (1, 0, 3)}, {"max_version": (1.5, 0)}, {"max_version": (-1, 0)},
    {"dl_device": (1, 0)}, {"dl_device": (1, 1)}, {"dl_device": (2, 0)}, {"dl_device": 1},
    {"dl_device": "cpu"}, {"dl_device": [1, 0]}, {"dl_device": ("a", 0)}, {"dl_device": (1, None)},
    {"dl_device": (2**70, 0)}, {"copy": True}, {"copy": False}, {"copy": None}, {"copy": 2},
    {"copy": "x"}, {"other": 1},
]  # fmt: skip


def described(capsule: Any) -> Any:
    """All that a capsule says, but the address."""
    struct = content(capsule)
    t = struct.tensor
    says = [name_of(capsule), t.ndim, t.dtype.code, t.dtype.bits, t.dtype.lanes, t.offset]
    says += [t.device.type, t.device.id, t.shape[: t.ndim], t.strides[: t.ndim]]
    if isinstance(struct, Versioned):
        says += [struct.major, struct.minor, struct.flags]
    return says


def compare(ours: Callable[[], Any], theirs: Callable[[], Any]) -> None:
    """Assert that two calls return the same, or raise the same exception."""
    (our, our_error), (their, their_error) = outcome(ours), outcome(theirs)
    if their_error is None:
        assert our_error is None, repr(our_error)
        assert our == their
        return
    assert our_error is not None, f"{our!r} instead of {their_error!r}"
    assert isinstance(our_error, builtin_type(their_error)), (our_error, their_error)
    assert str(our_error) == str(their_error)


@pytest.mark.parametrize("kwargs", EXPORTS, ids=str)
def test_exports_are_numpys(np: Any, hnp: Any, kwargs: dict[str, Any]) -> None:
    def export(module: Any, index: int, **more: Any) -> Any:
        a = module.arange(6, dtype="float32").reshape(2, 3)
        fixed = a.copy()
        fixed.setflags(write=False)
        chosen = [a, a.T, a[:, ::2], fixed, module.zeros(2, dtype="bool")][index]
        return described(chosen.__dlpack__(**{**more, **kwargs}))

    for i in range(5):
        for newer in ({}, {"max_version": (1, 0)}):
            compare(partial(export, hnp, i, **newer), partial(export, np, i, **newer))


def test_exports_that_are_wrong(hnp: Any) -> None:
    with pytest.raises(TypeError, match="positional"):
        hnp.zeros(3).__dlpack__(None)
    with pytest.raises(TypeError, match="dl_device must be a tuple of two integers"):
        hnp.zeros(3).__dlpack__(dl_device=(1,))
    with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
        hnp.zeros(3).__dlpack__(max_version=(1, "a"))


def test_strides_that_are_no_multiples(np: Any, hnp: Any) -> None:
    theirs = np.zeros(4, "f4,u1")["f0"]
    ours = hnp.asarray(theirs)
    for a in (ours, theirs):
        with pytest.raises(BufferError, match="strides which are a multiple of itemsize"):
            a.__dlpack__()
    assert hnp.from_dlpack(ours[:1]).tolist() == [0]
    assert hnp.from_dlpack(ours, copy=True).tolist() == [0] * 4


# ---- Who lets go of exported arrays


def test_a_consumer_keeps_the_array(np: Any, hnp: Any) -> None:
    a, owner = owned(hnp)
    theirs = np.from_dlpack(a)
    del a
    sweep(hnp)
    gc.collect()
    assert owner() is not None
    theirs[:] = 1
    assert set(owner()) == {1}
    del theirs
    sweep(hnp)
    assert owner() is None


SWEEPS = [
    lambda hnp: hnp.zeros(1000),
    lambda hnp: hnp.zeros(3).__dlpack__(),
    lambda hnp: hnp.from_dlpack(hnp.zeros(3)),
]


@pytest.mark.parametrize("swept", SWEEPS)
def test_when_arrays_are_let_go(np: Any, hnp: Any, swept: Callable[[Any], Any]) -> None:
    a, owner = owned(hnp)
    consumers = [np.from_dlpack(a) for _ in range(5)]
    kept, kept_owner = owned(hnp)
    other = np.from_dlpack(kept)
    del a, kept
    consumers.clear()
    swept(hnp)
    assert owner() is None
    assert kept_owner() is not None
    del other
    swept(hnp)
    assert kept_owner() is None


def test_a_capsule_that_nobody_takes(hnp: Any) -> None:
    for kwargs in ({}, {"max_version": (1, 0)}, {"copy": True}):
        a, owner = owned(hnp)
        capsule = a.__dlpack__(**kwargs)
        del a
        if "copy" not in kwargs:
            assert owner() is not None
        del capsule
        sweep(hnp)
        assert owner() is None


@pytest.mark.parametrize("kwargs", [{}, {"max_version": (1, 0)}])
def test_a_capsule_is_taken(hnp: Any, kwargs: Any) -> None:
    a, owner = owned(hnp)
    capsule = a.__dlpack__(**kwargs)
    struct = consume(capsule)
    del a, capsule
    sweep(hnp)
    assert owner() is not None
    struct.deleter(ctypes.addressof(struct))
    sweep(hnp)
    assert owner() is None


def test_deleters_in_threads_without_the_gil(hnp: Any) -> None:
    """ctypes gives the GIL away while it calls a function."""
    arrays_and_owners = [owned(hnp) for _ in range(100)]
    structs = [consume(a.__dlpack__(max_version=(1, 0))) for a, _ in arrays_and_owners]
    owners = [owner for _, owner in arrays_and_owners]
    del arrays_and_owners

    def delete(part: list[Any]) -> None:
        for struct in part:
            struct.deleter(ctypes.addressof(struct))

    threads = [threading.Thread(target=delete, args=(structs[i::4],)) for i in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        sweep(hnp)
    for thread in threads:
        thread.join()
    sweep(hnp)
    assert [owner() for owner in owners] == [None] * 100


class Exporter(bytearray):
    """Exports and sweeps while it is let go."""

    def __init__(self, hnp: Any, left: list[int]) -> None:
        super().__init__(64)
        self.hnp, self.left = hnp, left

    def __del__(self) -> None:
        self.left.append(1)
        self.hnp.zeros(1000).__dlpack__()
        self.hnp.from_dlpack(self.hnp.zeros(500))


def test_finalizers_that_export(np: Any, hnp: Any) -> None:
    left: list[int] = []
    consumers = [np.from_dlpack(hnp.asarray(Exporter(hnp, left))) for _ in range(20)]
    assert not left
    consumers.clear()
    sweep(hnp)
    assert len(left) == 20


def test_any_order(np: Any, hnp: Any) -> None:
    """Exports, consumers and sweeps in an order that is any."""
    choose = random.Random(1)
    live: list[tuple[Any, Any, int]] = []
    for number in range(1000):
        step = choose.randrange(4)
        if step < 2:
            a, owner = owned(hnp)
            a[:] = number % 256
            live.append((np.from_dlpack(a) if step else hnp.from_dlpack(a), owner, number % 256))
        elif step == 2 and live:
            live.pop(choose.randrange(len(live)))
        elif number % 5 == 0:
            sweep(hnp)
        if live:
            consumer, owner, value = choose.choice(live)
            assert owner() is not None
            assert consumer[63] == value
    owners = [owner for _, owner, _ in live]
    live.clear()
    del a, consumer
    sweep(hnp)
    assert [owner for owner in owners if owner() is not None] == []


AGAIN = """
import sys
import numpy
import numpy_hpy

class Owner(bytearray):
    def __del__(self):
        print("dies")

theirs = numpy.from_dlpack(numpy_hpy.asarray(Owner(1000)))
old = numpy_hpy
for name in [name for name in sys.modules if name.startswith("numpy_hpy")]:
    del sys.modules[name]
import numpy_hpy
assert numpy_hpy is not old
numpy_hpy.zeros(1000)
theirs[:] = 1
print("lives")
del theirs
numpy_hpy.zeros(1000)
print("end")
"""


def test_the_module_may_be_imported_again(np: Any) -> None:
    """What is exported outlives the module."""
    others = {name: value for name, value in os.environ.items() if name != "HPY"}  # debug mode
    child = subprocess.run(
        [sys.executable, "-c", AGAIN],
        env={**others, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    assert child.stdout.split() == ["lives", "dies", "end"]


# ---- Import


class Producer:
    """Makes a capsule of everything that it is told; counts what the deleter is called."""

    def __init__(
        self, *, versioned: bool = True, device: Any = (1, 0), code: int = 2, bits: int = 64,
        lanes: int = 1, shape: Any = (3,), strides: Any = None, offset: int = 0, flags: int = 0,
        major: int = 1, name: Any = None, old: bool = False, ndim: Any = None,
        deleter: bool = True, data: bool = True,
    ) -> None:  # fmt: skip
        self.calls: list[Any] = []
        self.deleted = 0
        self.old = old
        self.memory = (ctypes.c_double * 10)(*range(10))
        self.struct = Versioned(major=major, flags=flags) if versioned else Plain()
        self.name = name or (b"dltensor_versioned" if versioned else b"dltensor")
        self.dims = (ctypes.c_int64 * 100)(*shape), (ctypes.c_int64 * 100)(*strides or ())
        t = self.struct.tensor
        t.data = ctypes.addressof(self.memory) if data else None
        t.device, t.dtype, t.offset = Device(*device), Dtype(code, bits, lanes), offset
        t.ndim = len(shape) if ndim is None else ndim
        t.shape = self.dims[0]
        if strides is not None:
            t.strides = self.dims[1]
        self.deleter = DELETER(self.delete)
        if deleter:
            self.struct.deleter = self.deleter
        PRODUCERS_MADE.append(self)  # arrays may die late, and call the deleter

    def delete(self, pointer: int) -> None:
        assert pointer == ctypes.addressof(self.struct)
        self.deleted += 1

    def __dlpack_device__(self) -> tuple[int, int]:
        return (1, 0)

    def __dlpack__(self, **kwargs: Any) -> Any:
        self.calls.append(kwargs)
        if self.old and kwargs:
            raise TypeError("an old producer")
        self.capsule = new_capsule(ctypes.addressof(self.struct), self.name)
        return self.capsule


PRODUCERS_MADE: list[Producer] = []
PRODUCERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "versioned": ({}, {}),
    "plain": ({"versioned": False}, {}),
    "old": ({"versioned": False, "old": True}, {}),
    "old copy": ({"versioned": False, "old": True}, {"copy": True}),
    "old no copy": ({"versioned": False, "old": True}, {"copy": False}),
    "old device": ({"versioned": False, "old": True}, {"device": "cpu"}),
    "copy": ({}, {"copy": True}),
    "no copy": ({}, {"copy": False}),
    "copy if needed": ({}, {"copy": None}),
    "cpu": ({}, {"device": "cpu"}),
    "device None": ({}, {"device": None}),
    "gpu": ({}, {"device": "gpu"}),
    "device pair": ({}, {"device": (1, 0)}),
    "device number": ({}, {"device": 1}),
    "cuda": ({"device": (2, 0)}, {}),
    "cuda host": ({"device": (3, 0)}, {}),
    "cuda managed": ({"device": (13, 0)}, {}),
    "rocm host": ({"device": (11, 0)}, {}),
    "vulkan": ({"device": (7, 0)}, {}),
    "too new": ({"major": 2}, {}),
    "lanes": ({"lanes": 2}, {}),
    "no lanes": ({"lanes": 0}, {}),
    "bfloat16": ({"code": 4, "bits": 16}, {}),
    "unknown code": ({"code": 200}, {}),
    "opaque": ({"code": 3}, {}),
    "7 bits": ({"bits": 7}, {}),
    "0 bits": ({"bits": 0}, {}),
    "80 bits": ({"bits": 80}, {}),
    "128 bits": ({"bits": 128}, {}),
    "1 bit": ({"code": 6, "bits": 1}, {}),
    "bool": ({"code": 6, "bits": 8}, {}),
    "complex": ({"code": 5, "bits": 128}, {}),
    "complex32": ({"code": 5, "bits": 32}, {}),
    "int4": ({"code": 0, "bits": 4}, {}),
    "uint8": ({"code": 1, "bits": 8}, {}),
    "strides": ({"shape": (2, 2), "strides": (1, 2)}, {}),
    "backwards": ({"shape": (2, 2), "strides": (-1, 2), "offset": 16}, {}),
    "offset": ({"offset": 8}, {}),
    "unaligned": ({"offset": 4, "shape": (1,)}, {}),
    "0-d": ({"shape": ()}, {}),
    "empty": ({"shape": (0, 3)}, {}),
    "read-only": ({"flags": 1}, {}),
    "copied": ({"flags": 2}, {}),
    "no deleter": ({"deleter": False}, {}),
    "64 axes": ({"shape": (1,) * 64}, {}),
    "65 axes": ({"shape": (1,) * 65}, {}),
    "other name": ({"name": b"other"}, {}),
    "used": ({"name": b"used_dltensor"}, {}),
    "used versioned": ({"name": b"used_dltensor_versioned"}, {}),
    "negative": ({"shape": (-1,)}, {}),
}


@pytest.mark.parametrize("name", PRODUCERS)
def test_imports_are_numpys(np: Any, hnp: Any, name: str) -> None:
    made, asked = PRODUCERS[name]
    ours, theirs = Producer(**made), Producer(**made)

    def read(module: Any, producer: Producer) -> Any:
        a = module.from_dlpack(producer, **asked)
        flags = a.flags.writeable, a.flags.aligned, a.flags.owndata
        return a.dtype.name, a.shape, a.strides, a.tolist(), flags

    compare(lambda: read(hnp, ours), lambda: read(np, theirs))
    assert ours.calls == theirs.calls
    assert ours.deleted == theirs.deleted
    if hasattr(theirs, "capsule"):
        assert name_of(ours.capsule) == name_of(theirs.capsule)


def test_tensors_that_make_no_sense(hnp: Any) -> None:
    for made, error in (
        ({"ndim": -1}, RuntimeError),
        ({"data": False}, BufferError),
        ({"shape": (2**62, 2**62)}, ValueError),
        ({"shape": (2**61,)}, ValueError),
    ):
        producer = Producer(**made)
        with pytest.raises(error):
            hnp.from_dlpack(producer)
        assert name_of(producer.capsule) == b"dltensor_versioned"
        assert producer.deleted == 0
    empty = hnp.from_dlpack(Producer(shape=(0, 3), data=False))
    assert empty.tolist() == []
    assert bytes(empty) == b""


class Raising:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __dlpack__(self, **kwargs: Any) -> Any:
        raise self.error


class Returning(Raising):
    def __dlpack__(self, **kwargs: Any) -> Any:
        return self.error


def test_producers_that_fail(np: Any, hnp: Any) -> None:
    for error in (KeyError("k"), TypeError("t"), BufferError("b")):
        producer = Raising(error)
        compare(partial(hnp.from_dlpack, producer), partial(np.from_dlpack, producer))
    broken = ValueError("no capsule")
    compare(lambda: hnp.from_dlpack(Returning(broken)), lambda: np.from_dlpack(Returning(broken)))
    compare(lambda: hnp.from_dlpack(5), lambda: np.from_dlpack(5))
    for call in (lambda: hnp.from_dlpack(), lambda: hnp.from_dlpack(hnp.zeros(3), None)):
        with pytest.raises(TypeError, match="positional"):
            call()


def test_the_tensor_lives_as_long_as_the_array(hnp: Any) -> None:
    producer = Producer()
    a = hnp.from_dlpack(producer)
    part = a[1:]
    producer.memory[1] = 9
    del a
    gc.collect()
    assert producer.deleted == 0
    assert part.tolist() == [9, 2]
    part[1] = 7
    assert producer.memory[2] == 7
    del part
    gc.collect()
    assert producer.deleted == 1


def test_a_deleter_that_runs_while_an_exception_is_raised(hnp: Any) -> None:
    """The deleter is code of Python, which must not see the exception, nor lose it."""
    producer = Producer()

    def fail() -> None:
        a = hnp.from_dlpack(producer)
        raise KeyError(len(a))

    with pytest.raises(KeyError, match="3") as raised:
        fail()
    raised.value.__traceback__ = None
    del raised
    with pytest.raises(ValueError, match="could not be broadcast"):
        hnp.add(hnp.from_dlpack(producer), hnp.zeros(5))
    gc.collect()
    assert producer.deleted == 2


def test_references_are_given_back(np: Any, hnp: Any) -> None:
    theirs, ours = np.arange(100), hnp.arange(100)
    before = sys.getrefcount(theirs), sys.getrefcount(ours)
    consumers = [hnp.from_dlpack(theirs) for _ in range(10)]
    consumers += [np.from_dlpack(ours) for _ in range(10)]
    assert sys.getrefcount(ours) == before[1] + 10
    assert sys.getrefcount(theirs) > before[0]
    consumers.clear()
    sweep(hnp)
    assert (sys.getrefcount(theirs), sys.getrefcount(ours)) == before
    for kwargs in ({"stream": 1}, {"dl_device": (2, 0)}, {"copy": "x"}, {"max_version": 1}):
        with pytest.raises((RuntimeError, BufferError, ValueError, TypeError)):
            ours.__dlpack__(**kwargs)
    assert sys.getrefcount(ours) == before[1]
