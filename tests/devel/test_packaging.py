# tests/devel/test_packaging.py: the distribution "hpy" itself, and how installers find it.

from __future__ import annotations

import ast
import os
import re
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from environments import Environment, run

from hpy.devel import __version__

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def names(hpy_wheel: Path) -> set[str]:
    with zipfile.ZipFile(hpy_wheel) as archive:
        return set(archive.namelist())


def test_wheel_has_every_header(names: set[str], pytestconfig: pytest.Config) -> None:
    root = pytestconfig.rootpath
    headers = {path.relative_to(root).as_posix() for path in root.glob("hpy/include/**/*.h")}
    assert headers
    assert headers <= names
    assert {name for name in names if name.endswith(".h")} == headers


def test_wheel_has_nothing_else(names: set[str]) -> None:
    assert {"hpy/py.typed", "hpy/universal.pyi", "hpy/devel/py.typed"} <= names
    assert {"hpy/devel/__main__.py", "hpy/devel/_revision.py"} <= names
    assert {"hpy/trace/__main__.py", "hpy/trace/_trace.pyi", "hpy/trace/py.typed"} <= names
    assert {"hpy/debug/__main__.py", "hpy/_program.py", "hpy/_leaks.py"} <= names
    assert "hpy/__init__.py" not in names
    (binary,) = [name for name in names if name.endswith((".so", ".pyd"))]
    assert binary.startswith("hpy/universal.")
    assert {name.partition("/")[0] for name in names} == {"hpy", f"hpy-{__version__}.dist-info"}
    assert not [name for name in names if name.startswith("hpy/src/")]


def test_source_distribution(hpy_wheel: Path) -> None:
    (sdist,) = hpy_wheel.parent.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        files = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("setup.py", "pyproject.toml", "tools/generate.py", "hpy/include/hpy/api.h"):
        assert needed in files
    # What is generated is generated anew, and nothing is carried along that was built here.
    assert not [name for name in files if "/generated/" in name]
    assert not [name for name in files if re.search(r"\.(so|pyd|o|pyc)$|__pycache__", name)]


def test_runtime_of_the_wheel(newest: Environment) -> None:
    program = "from hpy import universal; print(*universal.get_version(), universal.__file__)"
    version, revision, file = newest.run("-c", program).split()
    assert version == __version__
    assert revision == newest.run("-c", "import hpy.devel as d; print(d.__git_revision__)").strip()
    assert Path(file).is_relative_to(newest.python.parent.parent)


def test_type_stub_and_module_agree(newest: Environment) -> None:
    program = "from hpy import universal; print(*vars(universal))"
    found = {name for name in newest.run("-c", program).split() if not name.startswith("__")}
    include = Path(newest.run("-m", "hpy.devel", "--include").strip())
    stub = include.with_name("universal.pyi").read_text(encoding="utf-8")
    declared = set()
    for node in ast.parse(stub).body:
        if isinstance(node, ast.FunctionDef):
            declared.add(node.name)
            assert ast.get_docstring(node), f"{node.name} is not documented"
        elif isinstance(node, ast.AnnAssign):
            assert isinstance(node.target, ast.Name)
            declared.add(node.target.id)
        elif isinstance(node, ast.ImportFrom):
            declared.update(alias.asname for alias in node.names if alias.asname)
    assert found <= declared


def older_hpy(directory: Path) -> None:
    """Put a wheel into `directory` that has the name and version of the earlier HPy."""
    info = "hpy-0.9.0.dist-info"
    with zipfile.ZipFile(directory / "hpy-0.9.0-py3-none-any.whl", "w") as archive:
        archive.writestr("hpy_is_too_old.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: hpy\nVersion: 0.9.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")


def test_older_hpy_is_not_taken(newest: Environment, hpy_wheel: Path, tmp_path: Path) -> None:
    older_hpy(tmp_path)
    requirement = "hpy>=1.0.0.dev0"
    offline = ["--dry-run", "--ignore-installed", "--no-deps", "--no-index", requirement]
    # In tox, the environment names a folder that has the newer one.
    without = newest.install(*offline, PIP_FIND_LINKS=str(tmp_path), fails=True)
    assert f"No matching distribution found for {requirement}" in without
    folders = [f"--find-links={folder}" for folder in (tmp_path, hpy_wheel.parent)]
    assert f"Would install hpy-{__version__}" in newest.install(*offline, *folders)


def test_build_isolation(
    newest: Environment, hpy_wheel: Path, project: Path, tmp_path: Path
) -> None:
    """The documented way: a folder with a wheel of hpy, and plain pip."""
    older_hpy(hpy_wheel.parent)
    # Folders of the machine's own are kept.
    links = f"{os.environ.get('PIP_FIND_LINKS', '')} {hpy_wheel.parent}".strip()
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-cache-dir", "-v"]
    command = [*pip, "--wheel-dir", str(tmp_path), "-C", "hpy-abi=universal", str(project)]
    run(command, PIP_FIND_LINKS=links)
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith("hpy_sample-1.0-py3-none-")
    # Installing it brings the runtime along.
    fresh = Environment(tmp_path / "venv")
    fresh.install(str(wheel), PIP_FIND_LINKS=links)
    described = fresh.describe(tmp_path, "sample.native", "sample_top")
    assert {module["abi"] for module in described.values()} == {"universal"}
    installed = fresh.run("-c", "import hpy.devel; print(hpy.devel.__version__)")
    assert installed.strip() == __version__
