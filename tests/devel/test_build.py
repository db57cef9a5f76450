# tests/devel/test_build.py: projects with HPy extensions, built and imported in every ABI.

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from environments import Environment, required, unpack

pytestmark = pytest.mark.slow

ABIS = ("cpython", "universal", "hybrid")
MODULES = ("sample.native", "sample.sub.native", "sample_top")
DOCS = {"sample.native": "sample", "sample.sub.native": "sub", "sample_top": "top"}
RUNTIME = 'hpy>=1.0.0.dev0;platform_python_implementation=="CPython"'

EXT_SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
SHARED = EXT_SUFFIX.rpartition(".")[2]
OWN_TAG = f"cp{sys.version_info[0]}{sys.version_info[1]}"


def check_description(described: dict[str, dict[str, Any]], abi: str, site: Path) -> None:
    """Check that modules are what an import statement promises, in every ABI."""
    assert set(described) == set(MODULES)
    for name, module in described.items():
        assert module["abi"] == abi
        assert module["doc"] == DOCS[name]
        assert module["name"] == module["loader"] == module["spec"] == name
        assert module["package"] == name.rpartition(".")[0]
        assert module["consistent"]
        assert module["in sys.modules"]
        stem = str(site.joinpath(*name.split(".")))
        assert module["file"].startswith(f"{stem}.")
        assert module["file"].endswith(f".{SHARED}")
        assert (".hpy0" in module["file"]) == (abi != "cpython")
        assert module["repr"] == f"<module '{name}' from '{module['file']}'>"


def undefined_symbols(binary: Path) -> str:
    if shutil.which("nm") is None or sys.platform != "linux":
        pytest.skip("no GNU nm")
    command = ["nm", "-D", "--undefined-only", str(binary)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_wheels(environment: Environment, project: Path, tmp_path: Path) -> None:
    """All ABIs are built in one directory, one after another, without cleaning it."""
    sites = {abi: tmp_path / abi for abi in ABIS}
    wheels = {}
    for abi, site in sites.items():
        wheels[abi] = environment.build(
            "build_wheel", site, {"hpy-abi": abi}, cwd=project, HPY_ABI="hybrid"
        )
        unpack(site / wheels[abi], site)
        names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        binaries = {name for name in names if name.endswith(f".{SHARED}")}
        suffix = {"cpython": EXT_SUFFIX, "universal": f".hpy0.{SHARED}"}.get(abi, ".hpy0-cp")
        assert len(binaries) == len(MODULES)
        assert all(suffix in name for name in binaries)
        stubs = {f"{name.replace('.', '/')}.py" for name in MODULES}
        assert names & stubs == (set() if abi == "cpython" else stubs)
        assert required(site) == ([] if abi == "cpython" else [RUNTIME])
        check_description(environment.describe(site, *MODULES), abi, site)
    assert wheels["universal"].startswith("hpy_sample-1.0-py3-none-")
    assert wheels["cpython"].startswith(f"hpy_sample-1.0-{OWN_TAG}-{OWN_TAG}")
    assert wheels["cpython"] == wheels["hybrid"]
    directories = {path.name for path in (project / "build").iterdir()}
    for abi in ("universal", "hybrid"):
        assert len([name for name in directories if name.endswith(f"-hpy-{abi}")]) == 2
    symbols = undefined_symbols(sites["universal"] / f"sample_top.hpy0.{SHARED}")
    assert "Py" not in symbols


def test_editable_installs(environment: Environment, project: Path, tmp_path: Path) -> None:
    """One tree, one ABI after another: what was built last is what is imported."""
    for number, abi in enumerate(["universal", "cpython", "hybrid"]):
        site = tmp_path / f"site{number}"
        wheel = environment.build("build_editable", site, cwd=project, HPY_ABI=abi)
        unpack(site / wheel, site)
        assert required(site) == ([] if abi == "cpython" else [RUNTIME])
        check_description(environment.describe(site, *MODULES), abi, project)
    # What these builds left beside the sources is not part of the project.
    sdist = environment.build("build_sdist", tmp_path, cwd=project, HPY_ABI="universal")
    with tarfile.open(tmp_path / sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        # The folder has another name in each version of setuptools.
        (pkg_info,) = [name for name in archive.getnames() if re.fullmatch("[^/]+/PKG-INFO", name)]
        file = archive.extractfile(pkg_info)
        assert file is not None
        requirements = message_from_bytes(file.read()).get_all("Requires-Dist")
    assert {"sample/__init__.py", "sample/native.c", "sample_top.c"} <= names
    assert not {"sample/native.py", "sample_top.py"} & names
    assert not [name for name in names if name.endswith(f".{SHARED}")]
    assert requirements is None


def test_strict_editable_install(newest: Environment, project: Path, tmp_path: Path) -> None:
    settings = {"hpy-abi": "universal", "editable_mode": "strict"}
    unpack(tmp_path / newest.build("build_editable", tmp_path, settings, cwd=project), tmp_path)
    described = newest.describe(tmp_path, *MODULES)
    assert {module["abi"] for module in described.values()} == {"universal"}


def test_metadata_say_what_the_wheel_says(
    environment: Environment, project: Path, tmp_path: Path
) -> None:
    settings = {"hpy-abi": "universal"}
    for hook in ("prepare_metadata_for_build_wheel", "prepare_metadata_for_build_editable"):
        directory = tmp_path / hook
        directory.mkdir()
        environment.build(hook, directory, settings, cwd=project)
        assert required(directory) == [RUNTIME]


def test_plain_setuptools_backend(newest: Environment, project: Path, tmp_path: Path) -> None:
    """The table in pyproject.toml needs hpy to be installed, and no certain backend."""
    options = {"backend": "setuptools.build_meta", "HPY_ABI": "universal"}
    newest.build("prepare_metadata_for_build_wheel", tmp_path, cwd=project, **options)
    assert required(tmp_path) == [RUNTIME]


SETUP_PY = """\
from setuptools import Extension, setup

setup(
    name="hpy-sample",
    version="1.0",
    packages=["sample", "sample.sub"],
    hpy_ext_modules=[
        Extension(
            "sample.native", ["sample/native.c"], define_macros=[("SAMPLE_NAME", '"sample"')]
        ),
        Extension("sample.sub.native", ["sample/sub/native.cpp"], language="c++"),
        Extension("sample_top", ["sample_top.c"]),
    ],
    ext_modules=[Extension("plain", ["plain.c"])],
)
"""

PLAIN_C = """\
#include <Python.h>

#ifdef HPY
#error "this extension is not HPy's"
#endif

static PyModuleDef moduledef = {PyModuleDef_HEAD_INIT, "plain", 0, 0, 0, 0, 0, 0, 0};

PyMODINIT_FUNC PyInit_plain(void)
{
    return PyModuleDef_Init(&moduledef);
}
"""


@pytest.fixture
def setup_py(project: Path) -> Path:
    """The project, described by a setup.py, with an extension that is not HPy's."""
    (project / "pyproject.toml").unlink()
    (project / "setup.py").write_text(SETUP_PY, encoding="utf-8")
    (project / "plain.c").write_text(PLAIN_C, encoding="utf-8")
    return project


def test_setup_py_in_place(environment: Environment, setup_py: Path) -> None:
    for abi in ("universal", "cpython"):
        command = ["setup.py", f"--hpy-abi={abi}", "build_ext", "--inplace"]
        environment.run(*command, cwd=setup_py, HPY_ABI="hybrid")
        check_description(environment.describe(setup_py, *MODULES), abi, setup_py)
    assert (setup_py / f"plain{EXT_SUFFIX}").exists()
    environment.run("-c", "import plain", cwd=setup_py)


def test_setup_py_wheel(oldest: Environment, setup_py: Path) -> None:
    oldest.run("setup.py", "--hpy-abi=universal", "bdist_wheel", cwd=setup_py)
    (wheel,) = (setup_py / "dist").glob("*.whl")
    # The other extension is for one interpreter, and so is the wheel.
    assert wheel.name.startswith(f"hpy_sample-1.0-{OWN_TAG}-{OWN_TAG}")
    site = unpack(wheel, setup_py / "site")
    assert required(site) == [RUNTIME]
    check_description(oldest.describe(site, *MODULES), "universal", site)


def test_develop(oldest: Environment, setup_py: Path, tmp_path: Path) -> None:
    """Newer versions of setuptools run pip for this command, which is tested elsewhere."""
    if sys.version_info >= (3, 12):
        pytest.skip("the oldest setuptools needs pkg_resources for this, which needs Python 3.11")
    site = tmp_path / "site"
    site.mkdir()
    command = ["setup.py", "--hpy-abi=universal", "develop", "--no-deps", f"--install-dir={site}"]
    oldest.run(*command, cwd=setup_py, PYTHONPATH=str(site))
    check_description(oldest.describe(site, *MODULES), "universal", setup_py)


def test_mistakes_of_an_author(newest: Environment, setup_py: Path) -> None:
    def error(*command: str, **env: str) -> str:
        return newest.run("setup.py", *command, cwd=setup_py, fails=True, **env)

    unknown = "unknown HPy ABI 'abi3', expected one of cpython, universal, hybrid"
    assert f"error: option --hpy-abi: {unknown}" in error("--hpy-abi=abi3", "build_ext")
    assert f"environment variable HPY_ABI: {unknown}" in error("build_ext", HPY_ABI="abi3")
    assert "hpy-abi" in newest.run("setup.py", "--help", cwd=setup_py)
    # A module of the author's own is not overwritten by a stub.
    own = setup_py / "sample" / "native.py"
    own.write_text("answer = 42\n", encoding="utf-8")
    output = error("--hpy-abi=universal", "build_ext", "--inplace")
    assert "native.py is in the way" in output
    assert own.read_text(encoding="utf-8") == "answer = 42\n"
    own.unlink()
    # Nor does a universal extension see the API of one interpreter.
    source = setup_py / "sample_top.c"
    source.write_text("#include <Python.h>\n" + source.read_text(encoding="utf-8"))
    output = error("--hpy-abi=universal", "build_ext", "--force")
    assert "Python.h is not available in HPy's universal ABI" in output


def test_a_change_of_hpy_builds_again(newest: Environment, setup_py: Path) -> None:
    command = ["setup.py", "--hpy-abi=universal", "build_ext"]
    newest.run(*command, cwd=setup_py)
    (binary,) = setup_py.glob(f"build/lib*-universal/sample_top.hpy0.{SHARED}")
    first = binary.stat().st_mtime_ns
    newest.run(*command, cwd=setup_py)
    assert binary.stat().st_mtime_ns == first
    header = Path(newest.run("-m", "hpy.devel", "--include").strip()) / "hpy.h"
    before = header.stat().st_mtime
    try:
        # setuptools compares whole seconds.
        os.utime(header, (before, first / 1e9 + 2))
        newest.run(*command, cwd=setup_py)
    finally:
        os.utime(header, (before, before))
    assert binary.stat().st_mtime_ns > first


@pytest.mark.parametrize("abi", ABIS)
def test_build_without_setuptools(newest: Environment, project: Path, abi: str) -> None:
    """What a Makefile does, with the answers of `python -m hpy.devel`."""

    def ask(*question: str) -> str:
        return newest.run("-m", "hpy.devel", *question, "--abi", abi).rstrip("\n")

    if sys.platform == "win32" or shutil.which("cc") is None:
        pytest.skip("no cc")
    flags = [*ask("--cflags").split(), "-Wall", "-Wextra", "-Werror"]
    shared = (
        ["-bundle", "-undefined", "dynamic_lookup"] if sys.platform == "darwin" else ["-shared"]
    )
    binary = project / f"sample_top{ask('--suffix')}"
    command = ["cc", *shared, "-fPIC", *flags, "-o", str(binary), "sample_top.c"]
    subprocess.run(command, cwd=project, check=True)
    if abi != "cpython":
        stub = ask("--stub", "sample_top") + "\n"
        (project / "sample_top.py").write_text(stub, encoding="utf-8")
    described = newest.describe(project, "sample_top")
    assert described["sample_top"]["abi"] == abi
    assert described["sample_top"]["file"] == str(binary)
