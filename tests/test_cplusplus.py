"""tests/test_cplusplus.py -- the headers in strict C11 and in C++17."""

import gc
import shutil
from pathlib import Path

import extension
import pytest

ABIS = ("cpython", "universal", "hybrid")
SOURCE = Path(__file__).with_suffix(".c")
COMPILERS = {
    "gcc": ["gcc", "-xc", "-std=c11"],
    "clang": ["clang", "-xc", "-std=c11"],
    "g++": ["g++", "-xc++", "-std=c++17"],
    "clang++": ["clang++", "-xc++", "-std=c++17"],
}


@pytest.fixture(scope="module", params=COMPILERS)
def strict(request, hpy_abi, compiler, tmp_path_factory):
    """The module, made with all warnings by one of the compilers."""
    command = COMPILERS[request.param]
    if shutil.which(command[0]) is None:
        pytest.skip(f"there is no {command[0]}")
    target = tmp_path_factory.mktemp("strict") / (SOURCE.stem + extension.SUFFIXES[hpy_abi])
    extension.run(
        [
            *extension.shared_library(command),
            *extension.STRICT,
            *extension.include_flags(hpy_abi),
            *[str(SOURCE), "-o", str(target)],
        ]
    )
    return extension.load(SOURCE.stem, target, hpy_abi)


def use(module):
    """Use what every macro has made."""
    assert module.__doc__ == "C and C++"
    assert module.noargs() is None
    assert module.one("x") == "x"
    assert module.one.__doc__ == "Return the argument."
    assert module.varargs(1, 2, 3) == 3
    assert module.keywords(number=1) == (1, 5)
    assert module.outside() == "5"
    assert module.constants() is True
    before = module.destroyed()
    module.capsule()
    for _ in range(3):
        gc.collect()
    assert module.destroyed() == before + 1
    use_type(module.Point)
    point = module.Point()
    assert point() is point
    assert module.call(point)(1, 2) == 2


def use_type(Point):
    point = Point(3)
    assert point.number == 3
    assert point.double == point.get_impl == point.getset_impl == 6
    point.write = 4
    point.set_impl = point.number + 1
    assert point.number == 5
    point.getset_impl = 6
    assert point.number == 6
    assert point.object is None
    point.object = [1]
    assert point.object == [1]
    point.both = 7
    assert Point(3).both == 7
    point.both = 0
    assert Point(3) < point
    assert not (Point(3) == point)
    assert point + Point(1) == 7
    with pytest.raises(BufferError):
        memoryview(point)


def test_as_usual(mod):
    use(mod)


def test_strict(strict):
    use(strict)


@pytest.mark.leaks
@pytest.mark.parametrize("name", ["gcc", "clang"])
def test_header_alone(hpy_abi, compiler, name, tmp_path):
    """A file that uses nothing of hpy.h gets no warnings for it."""
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name}")
    empty = tmp_path / "empty.c"
    empty.write_text('#include "hpy.h"\n')
    flags = [*COMPILERS[name], "-fsyntax-only", *extension.STRICT]
    extension.run([*flags, *extension.include_flags(hpy_abi), str(empty)])
