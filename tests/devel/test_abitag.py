# tests/devel/test_abitag.py: file names of extension modules.

import sysconfig

import pytest

from hpy.devel import abitag

# EXT_SUFFIX, what it says: the interpreter's tag and the file name extension.
ROWS = [
    (".cpython-310-x86_64-linux-gnu.so", "cp310", "so"),
    (".cpython-310d-x86_64-linux-gnu.so", "cp310d", "so"),
    (".cpython-313t-x86_64-linux-gnu.so", "cp313t", "so"),
    (".cpython-310-darwin.so", "cp310", "so"),
    (".cp310-win_amd64.pyd", "cp310", "pyd"),
    (".cp313t-win_arm64.pyd", "cp313t", "pyd"),
    (".pypy38-pp73-x86_64-linux-gnu.so", "pypy38-pp73", "so"),
    (".pypy310-pp73-win_amd64.pyd", "pypy310-pp73", "pyd"),
    (".graalpy-38-native-x86_64-darwin.dylib", "graalpy-38-native", "dylib"),
    (".abi3.so", "abi3", "so"),
    (".other-1-2-3-platform.so", "other-1-2-3-platform", "so"),
    (".xcpython-1-platform.so", "xcpython-1-platform", "so"),
]


@pytest.mark.parametrize(("ext_suffix", "tag", "extension"), ROWS)
def test_interpreter_suffixes(ext_suffix: str, tag: str, extension: str) -> None:
    assert abitag.parse_ext_suffix(ext_suffix) == (tag, extension)
    assert abitag.get_hpy_ext_suffix("universal", ext_suffix) == f".hpy0.{extension}"
    assert abitag.get_hpy_ext_suffix("hybrid", ext_suffix) == f".hpy0-{tag}.{extension}"
    assert abitag.get_hpy_ext_suffix("cpython", ext_suffix) == ext_suffix


@pytest.mark.parametrize("wrong", ["", ".so", "so", "a.b", "a.b.c", "..so", ".soabi.", ".a.b.so"])
def test_what_is_no_ext_suffix(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"expected the shape '\.<soabi>\.<extension>'"):
        abitag.parse_ext_suffix(wrong)


def test_default_is_the_running_interpreter() -> None:
    own = sysconfig.get_config_var("EXT_SUFFIX")
    assert abitag.parse_ext_suffix() == abitag.parse_ext_suffix(own)
    assert abitag.get_hpy_ext_suffix("cpython") == own
    for abi in ("universal", "hybrid"):
        assert abitag.get_hpy_ext_suffix(abi) == abitag.get_hpy_ext_suffix(abi, own)


def test_interpreter_without_a_suffix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: None)
    with pytest.raises(ValueError, match="pass the interpreter's suffix"):
        abitag.get_hpy_ext_suffix("universal")


def test_unknown_abi() -> None:
    with pytest.raises(ValueError, match="unknown HPy ABI 'legacy', expected one of cpython, uni"):
        abitag.get_hpy_ext_suffix("legacy")
