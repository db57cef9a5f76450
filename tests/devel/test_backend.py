# tests/devel/test_backend.py: what the build backend does with the settings of an installer.

import os
from typing import Any

import pytest
from setuptools import build_meta

from hpy.devel import backend

HOOKS = [
    ("get_requires_for_build_wheel", ()),
    ("get_requires_for_build_editable", ()),
    ("get_requires_for_build_sdist", ()),
    ("prepare_metadata_for_build_wheel", ("directory",)),
    ("prepare_metadata_for_build_editable", ("directory",)),
    ("build_wheel", ("directory",)),
    ("build_editable", ("directory",)),
    ("build_sdist", ("directory",)),
]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Put a note-taker in the place of each hook of setuptools."""
    monkeypatch.delenv("HPY_ABI", raising=False)
    notes: list[tuple[Any, ...]] = []

    def noting(name: str) -> Any:
        def hook(*arguments: Any) -> str:
            notes.append((name, os.environ.get("HPY_ABI"), arguments))
            return "result"

        return hook

    for name, _ in HOOKS:
        monkeypatch.setattr(build_meta, name, noting(name))
    return notes


@pytest.mark.parametrize(("name", "arguments"), HOOKS)
def test_every_hook_chooses_the_abi(
    name: str, arguments: tuple[str, ...], seen: list[tuple[Any, ...]]
) -> None:
    hook = getattr(backend, name)
    settings = {"hpy-abi": "universal", "editable_mode": "strict"}
    assert hook(*arguments, config_settings=settings) == "result"
    assert hook(*arguments) == "result"
    chosen, unchosen = seen
    assert chosen[:2] == (name, "universal")
    assert {"editable_mode": "strict"} in chosen[2]
    assert unchosen[:2] == (name, None)
    assert "HPY_ABI" not in os.environ
    assert settings == {"hpy-abi": "universal", "editable_mode": "strict"}


def test_hooks_are_all_there() -> None:
    assert sorted(name for name, _ in HOOKS) == sorted(backend.__all__)


def test_metadata_directory_is_handed_on(seen: list[tuple[Any, ...]]) -> None:
    backend.build_wheel("wheels", None, "metadata")
    backend.build_editable("wheels", None, "metadata")
    assert [arguments for _, _, arguments in seen] == [("wheels", {}, "metadata")] * 2


def test_setting_beats_the_environment(
    seen: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HPY_ABI", "hybrid")
    backend.build_wheel("wheels", {"hpy-abi": ["universal", "universal"]})
    backend.build_wheel("wheels", {})
    assert [abi for _, abi, _ in seen] == ["universal", "hybrid"]
    assert os.environ["HPY_ABI"] == "hybrid"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"hpy-abi": "abi3"}, "config setting 'hpy-abi': unknown HPy ABI 'abi3', expected one of"),
        ({"hpy-abi": ["universal", "hybrid"]}, "config setting 'hpy-abi': give one ABI, not"),
        ({"hpy-abi": []}, "config setting 'hpy-abi': give one ABI, not"),
        ({"hpy_abi": "universal"}, "unknown config setting 'hpy_abi': did you mean 'hpy-abi'?"),
        ({"--hpy-abi": "universal"}, "unknown config setting '--hpy-abi': did you mean"),
    ],
)
def test_wrong_settings(
    settings: dict[str, Any], message: str, seen: list[tuple[Any, ...]]
) -> None:
    with pytest.raises(ValueError) as caught:
        backend.build_wheel("wheels", settings)
    assert message in str(caught.value)
    assert seen == []
    assert "HPY_ABI" not in os.environ


def test_environment_is_restored_after_a_failure(
    seen: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> str:
        assert os.environ["HPY_ABI"] == "universal"
        raise RuntimeError("compiler")

    monkeypatch.setattr(build_meta, "build_wheel", fail)
    with pytest.raises(RuntimeError, match="compiler"):
        backend.build_wheel("wheels", {"hpy-abi": "universal"})
    assert "HPY_ABI" not in os.environ
