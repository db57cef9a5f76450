# tests/devel/test_main.py: the answers of `python -m hpy.devel`.

import shlex
import sysconfig
from pathlib import Path

import pytest

from hpy.devel import __version__
from hpy.devel.__main__ import main


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HPY_ABI", raising=False)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out.rstrip("\n")


def test_directories(capsys: pytest.CaptureFixture[str]) -> None:
    include = Path(answer(capsys, "--include"))
    assert (include / "hpy.h").is_file()
    forbidding = Path(answer(capsys, "--forbid-python-h"))
    assert forbidding == include / "hpy" / "forbid_python_h"


def test_suffixes(capsys: pytest.CaptureFixture[str]) -> None:
    own = sysconfig.get_config_var("EXT_SUFFIX")
    assert answer(capsys, "--suffix", "--abi", "cpython") == own
    assert answer(capsys, "--suffix", "--abi", "universal").startswith(".hpy0.")
    assert answer(capsys, "--suffix", "--abi", "hybrid").startswith(".hpy0-")


def test_compiler_options(capsys: pytest.CaptureFixture[str]) -> None:
    include = answer(capsys, "--include")
    forbidding = answer(capsys, "--forbid-python-h")
    python_h = sysconfig.get_path("include")
    universal = shlex.split(answer(capsys, "--cflags", "--abi", "universal"))
    assert universal == [f"-I{forbidding}", f"-I{include}", "-DHPY", "-DHPY_ABI_UNIVERSAL"]
    for abi in ("cpython", "hybrid"):
        options = shlex.split(answer(capsys, "--cflags", "--abi", abi))
        assert options[0] == f"-I{include}"
        assert f"-I{python_h}" in options
        assert f"-I{forbidding}" not in options
        assert options[-2:] == ["-DHPY", f"-DHPY_ABI_{abi.upper()}"]


def test_environment_chooses_the_abi(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HPY_ABI", "universal")
    assert answer(capsys, "--default-abi") == "universal"
    assert answer(capsys, "--suffix").startswith(".hpy0.")
    assert answer(capsys, "--suffix", "--abi", "hybrid").startswith(".hpy0-")
    monkeypatch.setenv("HPY_ABI", "nonsense")
    with pytest.raises(SystemExit):
        main(["--suffix"])
    assert "HPY_ABI: unknown HPy ABI 'nonsense'" in capsys.readouterr().err


def test_stub_of_a_module(capsys: pytest.CaptureFixture[str]) -> None:
    stub = answer(capsys, "--stub", "package.module", "--abi", "universal")
    assert "'module.hpy0." in stub
    with pytest.raises(SystemExit):
        main(["--stub", "module", "--abi", "cpython"])
    assert "the cpython ABI needs no stub" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [[], ["--include", "--suffix"], ["--suffix", "--abi", "abi3"], ["--what"]]
)
def test_wrong_usage(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(wrong)
    assert caught.value.code == 2
    assert "usage: python -m hpy.devel" in capsys.readouterr().err


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    help_text = capsys.readouterr().out
    for option in ("--include", "--cflags", "--suffix", "--stub", "--abi"):
        assert option in help_text
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.strip() == __version__
