# tests/devel/test_abi.py: which ABI a build chooses.

import sys

import pytest

from hpy.devel import DEFAULT_HPY_ABI, abi


def test_default_of_the_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = "cpython" if sys.implementation.name == "cpython" else "universal"
    assert expected == DEFAULT_HPY_ABI
    monkeypatch.delenv("HPY_ABI", raising=False)
    assert abi.default_abi() == expected
    monkeypatch.setenv("HPY_ABI", "")
    assert abi.default_abi() == expected


@pytest.mark.parametrize("name", abi.ABIS)
def test_environment_chooses(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPY_ABI", name)
    assert abi.default_abi() == name
    assert abi.macro(name) == f"HPY_ABI_{name.upper()}"


@pytest.mark.parametrize("name", ["Universal", "cpython ", "abi3"])
def test_environment_with_another_word(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPY_ABI", name)
    with pytest.raises(ValueError, match=f"environment variable HPY_ABI: unknown HPy ABI '{name}'"):
        abi.default_abi()
