# tests/devel/test_distribution.py: what happens to a setuptools distribution with HPy extensions.

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import OptionError, SetupError

from hpy.devel import DEFAULT_HPY_ABI, HPyDevel, handle_hpy_ext_modules, headers
from hpy.devel.build_ext import HPyBuildExt
from hpy.devel.stub import stub_source

RUNTIME = 'hpy>=1.0.0.dev0; platform_python_implementation == "CPython"'


@pytest.fixture(autouse=True)
def empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HPY_ABI", raising=False)


def distribution(*extensions: Extension, command: tuple[str, ...] = (), **keywords: Any) -> Any:
    """Return an active distribution, as setup() makes it, after its command line was read."""
    dist = Distribution({"name": "sample", "version": "1", **keywords})
    handle_hpy_ext_modules(dist, "hpy_ext_modules", list(extensions))
    dist.script_name = "setup.py"
    if command:
        dist.script_args = list(command)
        dist.parse_command_line()
    return dist


def finalized(dist: Any, name: str) -> Any:
    command = dist.get_command_obj(name)
    command.ensure_finalized()
    return command


def one(name: str = "package.module") -> Extension:
    return Extension(name, ["module.c"])


def requirements(dist: Any) -> list[str]:
    """Return what a distribution requires, wherever its setuptools keeps that."""
    finalized(dist, "egg_info")
    found = list(dist.install_requires or [])
    for section, items in (dist.extras_require or {}).items():
        found += [f"{item}; {section[1:]}" for item in items if section.startswith(":")]
    return found


def test_distributions_without_hpy_are_left_alone() -> None:
    dist: Any = Distribution({"name": "sample", "ext_modules": [one()]})
    assert not hasattr(dist, "hpydevel")
    assert type(dist.get_command_obj("build_ext")) is build_ext


def test_activation() -> None:
    extension = one()
    dist = distribution(extension)
    assert isinstance(dist.hpydevel, HPyDevel)
    assert dist.hpy_abi == DEFAULT_HPY_ABI
    assert dist.hpy_ext_modules == [extension]
    assert dist.has_ext_modules()
    command = dist.get_command_obj("build_ext")
    assert isinstance(command, HPyBuildExt)
    assert command.get_command_name() == "build_ext"
    assert dist.get_command_obj("build_ext") is command
    dist.hpydevel.build_ext_sanity_check(command)


def test_activation_without_extensions() -> None:
    dist = distribution()
    assert dist.hpydevel is not None
    assert not dist.has_ext_modules()
    assert requirements(dist) == []


def test_fix_distribution_takes_the_attribute() -> None:
    dist: Any = Distribution({"name": "sample"})
    dist.hpy_ext_modules = [one()]
    HPyDevel().fix_distribution(dist)
    first = dist.hpydevel
    HPyDevel().fix_distribution(dist)
    assert dist.hpydevel is first
    assert dist.has_ext_modules()
    assert len(dist.ext_modules) == 1


def test_plain_extensions_stay() -> None:
    plain, extension = Extension("plain", ["plain.c"]), one()
    dist = distribution(extension, ext_modules=[plain])
    assert dist.ext_modules == [plain, extension]
    # A configuration file that is read later may assign to the attribute.
    other = Extension("other", ["other.c"])
    dist.ext_modules = [other]
    finalized(dist, "build_ext")
    assert dist.ext_modules == [other, extension]
    assert not hasattr(other, "hpy_abi")
    assert other.include_dirs == []


@pytest.mark.parametrize("value", [["module.c"], [("name", {})]])
def test_what_is_no_extension(value: Any) -> None:
    with pytest.raises(SetupError, match=r"hpy_ext_modules: expected setuptools.Extension obj"):
        handle_hpy_ext_modules(Distribution(), "hpy_ext_modules", value)


def test_two_extensions_of_one_name() -> None:
    with pytest.raises(SetupError, match=r"the extension 'package.module' is declared twice"):
        distribution(one(), one())


@pytest.mark.parametrize("abi", ["cpython", "universal", "hybrid"])
def test_option_beats_environment(abi: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPY_ABI", "hybrid" if abi == "universal" else "universal")
    extension = one()
    dist = distribution(extension, command=(f"--hpy-abi={abi}", "build_ext"))
    command = dist.get_command_obj("build_ext")
    command.ensure_finalized()
    assert extension.hpy_abi == abi  # type: ignore[attr-defined]
    assert ("HPY", None) in extension.define_macros
    assert (f"HPY_ABI_{abi.upper()}", None) in extension.define_macros
    # Once more changes nothing.
    before = list(extension.define_macros), list(extension.include_dirs)
    dist.reinitialize_command("build_ext").ensure_finalized()
    assert (extension.define_macros, extension.include_dirs) == before


def test_environment_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HPY_ABI", "universal")
    assert distribution(one()).hpy_abi == "universal"


def test_unknown_abi(monkeypatch: pytest.MonkeyPatch) -> None:
    dist = distribution(one(), command=("--hpy-abi=abi3", "build"))
    with pytest.raises(OptionError, match="option --hpy-abi: unknown HPy ABI 'abi3', expected one"):
        finalized(dist, "build")
    monkeypatch.setenv("HPY_ABI", "abi4")
    with pytest.raises(SetupError, match="environment variable HPY_ABI: unknown HPy ABI 'abi4'"):
        distribution(one())


def test_include_path() -> None:
    include, forbidding = str(headers.INCLUDE), str(headers.FORBID_PYTHON_H)
    expected = {"universal": [forbidding, include], "hybrid": [include], "cpython": [include]}
    for abi, directories in expected.items():
        extension = Extension("module", ["module.c"], include_dirs=["own"])
        dist = distribution(extension, command=(f"--hpy-abi={abi}", "build_ext"))
        finalized(dist, "build_ext")
        assert extension.include_dirs == [*directories, "own"]


@pytest.mark.parametrize("abi", ["universal", "hybrid"])
def test_build_directories_of_an_abi(abi: str) -> None:
    plain = distribution(one(), command=("--hpy-abi=cpython", "build"))
    dist = distribution(one(), command=(f"--hpy-abi={abi}", "build"))
    for name in ("build_lib", "build_platlib", "build_temp"):
        expected = getattr(finalized(plain, "build"), name)
        found = getattr(finalized(dist, "build"), name)
        assert "hpy" not in expected
        assert found == f"{expected}-hpy-{abi}"
    assert finalized(dist, "build_ext").build_lib.endswith(f"-hpy-{abi}")


def test_build_directories_that_were_chosen() -> None:
    options = ("--hpy-abi=universal", "build", "--build-lib=here", "--build-temp=there")
    build = finalized(distribution(one(), command=options), "build")
    assert (build.build_lib, build.build_temp) == ("here", "there")


def test_file_names() -> None:
    # Two modules share their last component, and one is not HPy's.
    extensions = [one("module"), one("a.module")]
    plain = Extension("b.module", ["module.c"])
    dist = distribution(
        *extensions, ext_modules=[plain], command=("--hpy-abi=universal", "build_ext")
    )
    command = finalized(dist, "build_ext")
    lib = Path(command.build_lib)
    suffix = headers.sysconfig.get_config_var("EXT_SUFFIX")
    extension = suffix.rpartition(".")[2]
    for name in ("module", "a.module"):
        path = Path(*name.split("."))
        assert Path(command.get_ext_fullpath(name)) == lib / f"{path}.hpy0.{extension}"
        assert Path(command.get_ext_filename(name)) == Path(f"{path}.hpy0.{extension}")
    assert Path(command.get_ext_fullpath("b.module")) == lib / f"b/module{suffix}"
    outputs = {Path(path).relative_to(lib).as_posix() for path in command.get_outputs()}
    assert outputs == {
        f"module.hpy0.{extension}",
        "module.py",
        f"a/module.hpy0.{extension}",
        "a/module.py",
        f"b/module{suffix}",
    }


def test_suffix_of_a_cross_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETUPTOOLS_EXT_SUFFIX", ".cpython-310-aarch64-linux-gnu.so")
    dist = distribution(one("module"), command=("--hpy-abi=hybrid", "build_ext"))
    command = finalized(dist, "build_ext")
    assert command.get_ext_filename("module") == "module.hpy0-cp310.so"


def test_symbols_and_libraries() -> None:
    extension = Extension("package.module", ["module.c"], export_symbols=["own"], libraries=["m"])
    dist = distribution(extension, command=("--hpy-abi=universal", "build_ext"))
    command = finalized(dist, "build_ext")
    assert command.get_export_symbols(extension) == [
        "own",
        "get_required_hpy_major_version_module",
        "get_required_hpy_minor_version_module",
        "HPyInitGlobalContext_module",
        "HPyInit_module",
    ]
    assert extension.export_symbols == ["own"]
    assert command.get_libraries(extension) == ["m"]
    dist = distribution(one(), command=("--hpy-abi=cpython", "build_ext"))
    command = finalized(dist, "build_ext")
    assert command.get_export_symbols(dist.hpy_ext_modules[0]) == ["PyInit_module"]


def test_other_build_ext_classes_are_extended() -> None:
    class Other(build_ext):
        def finalize_options(self) -> None:
            super().finalize_options()
            self.parallel = 7

    dist = distribution(one(), cmdclass={"build_ext": Other})
    command = finalized(dist, "build_ext")
    assert isinstance(command, Other)
    assert isinstance(command, HPyBuildExt)
    assert command.parallel == 7


def test_build_ext_that_is_not_of_setuptools() -> None:
    class Foreign(build_ext.__mro__[2]):  # type: ignore[misc]
        """Derives from the base of setuptools' command."""

    dist = distribution(one(), cmdclass={"build_ext": Foreign})
    with pytest.raises(TypeError, match=r"Foreign must derive from setuptools\.command\.build_ext"):
        dist.get_command_obj("build_ext")


@pytest.mark.parametrize("abi", ["universal", "hybrid"])
def test_runtime_is_required(abi: str) -> None:
    for command in ("egg_info", "bdist_wheel", "install"):
        dist = distribution(one(), command=(f"--hpy-abi={abi}", command))
        assert requirements(dist) == [RUNTIME]
        # Commands that ask for the metadata again add nothing.
        dist.reinitialize_command("egg_info")
        assert requirements(dist) == [RUNTIME]


def test_runtime_is_not_required() -> None:
    assert requirements(distribution(one(), command=("--hpy-abi=cpython", "egg_info"))) == []
    # A source distribution does not depend on the ABI that it was made in.
    assert requirements(distribution(one(), command=("--hpy-abi=universal", "sdist"))) == []


def test_other_requirements_stay() -> None:
    keywords = {"install_requires": ["hpy-extras", 'tomli; python_version < "3"']}
    dist = distribution(one(), command=("--hpy-abi=universal", "egg_info"), **keywords)
    found = requirements(dist)
    assert found[0] == "hpy-extras"
    assert sorted(found) == ["hpy-extras", RUNTIME, 'tomli; python_version < "3"']


@pytest.mark.parametrize(
    "written", ["hpy", "HPy >= 1.2", "hpy[x]>=1", 'hpy>=2; platform_python_implementation=="PyPy"']
)
def test_requirement_of_the_author_counts(written: str) -> None:
    command = ("--hpy-abi=universal", "egg_info")
    dist = distribution(one(), command=command, install_requires=[written])
    (found,) = requirements(dist)
    assert found.lower().startswith("hpy")
    assert "1.0.0.dev0" not in found


def test_tags_of_wheels() -> None:
    own = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    plain = Extension("plain", ["plain.c"])

    def tag(abi: str, *extensions: Extension, **keywords: Any) -> tuple[str, str, str]:
        command = (f"--hpy-abi={abi}", "bdist_wheel")
        dist = distribution(*extensions, command=command, **keywords)
        found: tuple[str, str, str] = finalized(dist, "bdist_wheel").get_tag()
        return found

    interpreter = tag("cpython", one())
    platform = interpreter[2]
    assert interpreter[0] == own
    assert platform != "any"
    assert tag("universal", one()) == ("py3", "none", platform)
    assert tag("hybrid", one()) == interpreter
    # What is not HPy's binds a wheel to the interpreter.
    assert tag("universal", one(), ext_modules=[plain]) == interpreter
    assert tag("universal", ext_modules=[plain]) == interpreter
    assert tag("universal") == ("py3", "none", "any")


def test_stubs_are_no_modules(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    for name in ("__init__", "real"):
        package.joinpath(f"{name}.py").touch()
    stub = stub_source("module", "universal", ".cpython-311-x86_64-linux-gnu.so")
    package.joinpath("module.py").write_text(stub, encoding="utf-8")
    tmp_path.joinpath("module.py").write_text(stub, encoding="utf-8")
    tmp_path.joinpath("single.py").touch()
    modules = {"packages": ["package"], "py_modules": ["module", "single"]}
    dist = distribution(one(), command=("--hpy-abi=cpython", "build_py"), **modules)
    found = finalized(dist, "build_py").find_all_modules()
    names = {(package_name, name) for package_name, name, _ in found}
    assert names == {("package", "__init__"), ("package", "real"), ("", "single")}


@pytest.mark.filterwarnings("ignore:.*command is deprecated")
def test_develop_hands_the_abi_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    from setuptools.command import develop

    monkeypatch.setattr(develop.develop, "run", lambda self: seen.append(os.environ["HPY_ABI"]))
    monkeypatch.setenv("HPY_ABI", "cpython")
    seen: list[str] = []
    dist = distribution(one(), command=("--hpy-abi=universal", "develop"))
    dist.get_command_obj("develop").run()
    assert seen == ["universal"]
