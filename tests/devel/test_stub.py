# tests/devel/test_stub.py: the Python file that loads a universal or hybrid binary.

import ast
import importlib
import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from hpy.devel.stub import is_stub, stub_source

OWN_SUFFIX = EXTENSION_SUFFIXES[0]
LINUX = ".cpython-311-x86_64-linux-gnu.so"


class Runtime:
    """A runtime in the place of hpy.universal that takes notes."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.module = ModuleType("loaded")

    def _load_bootstrap(self, *arguments: object) -> ModuleType:
        self.calls.append(arguments)
        return self.module


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Runtime:
    noting = Runtime()
    monkeypatch.setitem(sys.modules, "hpy.universal", noting)
    return noting


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable package without modules; what a test imports from it is forgotten again."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in ("hpy_stub_package", "hpy_stub_package.module", "hpy_stub_module"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    directory = tmp_path / "hpy_stub_package"
    directory.mkdir()
    directory.joinpath("__init__.py").touch()
    return directory


def test_stub_in_a_package(package: Path, runtime: Runtime) -> None:
    path = package / "module.py"
    path.write_text(stub_source("module", "universal", LINUX), encoding="utf-8")
    module = importlib.import_module("hpy_stub_package.module")
    assert module is runtime.module
    assert sys.modules["hpy_stub_package.module"] is runtime.module
    name, ext_name, package_name, file, loader, spec, env = runtime.calls.pop()
    assert not runtime.calls
    assert (name, ext_name, package_name) == (
        "module",
        "hpy_stub_package.module",
        "hpy_stub_package",
    )
    assert file == str(package / "module.hpy0.so")
    assert spec.loader is loader
    assert (loader.name, spec.name) == (ext_name, ext_name)
    assert env is os.environ


def test_stub_outside_of_packages(package: Path, runtime: Runtime) -> None:
    stub = package.with_name("hpy_stub_module.py")
    stub.write_text(stub_source("hpy_stub_module", "hybrid", OWN_SUFFIX), encoding="utf-8")
    assert importlib.import_module("hpy_stub_module") is runtime.module
    name, ext_name, package_name, file, *_ = runtime.calls.pop()
    assert (name, ext_name, package_name) == ("hpy_stub_module", "hpy_stub_module", "")
    assert isinstance(file, str)
    assert os.path.dirname(file) == str(package.parent)  # noqa: PTH120
    assert os.path.basename(file).startswith("hpy_stub_module.hpy0-")  # noqa: PTH119


def test_stub_leaves_one_name_behind() -> None:
    names = {"__name__": "m", "__file__": "/d/m.py", "__package__": "", "__loader__": None}
    namespace = {**names, "__spec__": None}
    fake = SimpleNamespace(_load_bootstrap=lambda *arguments: "the module")
    before = dict(sys.modules)
    sys.modules.update({"hpy.universal": fake})  # type: ignore[dict-item]
    try:
        exec(stub_source("m", "universal", LINUX), namespace)
        assert sys.modules["m"] == "the module"
    finally:
        sys.modules.clear()
        sys.modules.update(before)
    assert set(namespace) - set(names) - {"__spec__", "__builtins__"} == {"_load"}


def test_missing_runtime_says_how_to_repair(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hpy.universal", None)
    stub = package / "module.py"
    stub.write_text(stub_source("module", "universal", LINUX), encoding="utf-8")
    with pytest.raises(ImportError, match=r'`pip install "hpy>=1\.0\.0\.dev0"`') as caught:
        importlib.import_module("hpy_stub_package.module")
    assert "hpy_stub_package.module" in str(caught.value)
    assert caught.value.name == "hpy.universal"
    assert isinstance(caught.value.__cause__, ImportError)


def test_hybrid_binary_of_another_interpreter(package: Path, runtime: Runtime) -> None:
    stub = package / "module.py"
    text = stub_source("module", "hybrid", ".cpython-27-x86_64-linux-gnu.so")
    stub.write_text(text, encoding="utf-8")
    with pytest.raises(ImportError, match=r"hybrid ABI for cp27.*build it again"):
        importlib.import_module("hpy_stub_package.module")
    assert runtime.calls == []


def imports(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("abi", ["universal", "hybrid"])
def test_text_of_the_stub(abi: str) -> None:
    text = stub_source("module", abi, LINUX)
    assert text.splitlines()[0].startswith("# Generated by hpy")
    # Only the standard library and the runtime, and neither at the top of the module.
    tree = ast.parse(text)
    assert [type(node) for node in tree.body] == [ast.FunctionDef, ast.Expr]
    assert imports(tree) <= {"os", "sys", "importlib.machinery", "hpy.universal"}


def test_cpython_abi_has_no_stub() -> None:
    with pytest.raises(ValueError, match="module 'm': the cpython ABI needs no stub"):
        stub_source("m", "cpython", LINUX)


def test_recognising_stubs(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    assert not is_stub(path)
    assert not is_stub(tmp_path)
    path.write_bytes(b"\xff\xfe not a stub\n")
    assert not is_stub(path)
    path.write_text(stub_source("module", "universal", LINUX), encoding="utf-8")
    assert is_stub(path)
    # However an editor or an archive ended its lines.
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert is_stub(path)
