"""tests/test_loader.py -- hpy.universal: loading binaries, and refusing those that are wrong.

The binaries are made from loader/odd.c, each with one thing wrong.
"""

from __future__ import annotations

import builtins
import gc
import inspect
import itertools
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import extension
import pytest
import runtime
from nomemory import fails_within

from hpy import universal

pytestmark = pytest.mark.skipif(runtime.name() != "hpy", reason="about this project's runtime")

SOURCE = extension.TESTS / "loader" / "odd.c"
SHARED = extension.SHARED
GIL_DISABLED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))

needs_refcounts = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="references are counted on CPython only"
)

needs_mortal_modules = pytest.mark.skipif(
    GIL_DISABLED and sys.version_info < (3, 14),
    reason="CPython 3.13t never frees a module once there has been a second thread",
)

Build = Callable[..., Path]


@pytest.fixture
def build(compiler: extension.Compiler) -> Build:
    """`build("-DMAJOR=1", ...)` compiles odd.c."""

    def build(*flags: str, name: str = "odd") -> Path:
        return compiler.compile(SOURCE, "universal", *flags, name=name)

    return build


def load(path: object, name: str = "odd", **options: Any) -> Any:
    return universal.load(name, path, ModuleSpec(name, None, origin=str(path)), **options)


def bootstrap(
    path: object, name: str = "odd", env: Any = None, spec: ModuleSpec | None = None
) -> Any:
    """Call _load_bootstrap as the stub of `package.odd` does."""
    spec = spec or ModuleSpec(f"package.{name}", "the loader")
    return universal._load_bootstrap(
        name, spec.name, "package", path, "the loader", spec, {} if env is None else env
    )


def refused(path: object, exception: type[Exception] = RuntimeError, name: str = "odd") -> str:
    """The text of the refusal to load `path`, which has to name the module and nothing else."""
    with pytest.raises(exception) as caught:
        load(path, name)
    assert type(caught.value) is exception
    assert repr(name) in str(caught.value)
    return str(caught.value)


# ---- Refusals, in the order of the loader's steps


def test_non_ascii_name(build):
    message = refused(build(), UnicodeEncodeError, "pkg.\xe4rger")
    assert "give it an ASCII name" in message


def test_null_character_in_name(build):
    message = refused(build(), ValueError, "odd\0")
    assert "null character" in message


def test_name_that_is_no_str(build):
    with pytest.raises(TypeError, match="must be str, not bytes"):
        load(build(), b"odd")


def test_missing_file(tmp_path):
    message = refused(tmp_path / f"odd.hpy0{SHARED}")
    assert str(tmp_path) in message
    assert "check that the file is there" in message
    if sys.platform == "linux":
        assert "No such file or directory" in message


def test_folder(tmp_path):
    folder = tmp_path / f"odd.hpy0{SHARED}"
    folder.mkdir(exist_ok=True)
    assert "check that the file" in refused(folder)


@pytest.mark.parametrize("content", [b"", b"\x7fELF", b"This is text." * 1000], ids=len)
def test_no_shared_object(tmp_path, content):
    path = tmp_path / f"odd.hpy0{SHARED}"
    path.write_bytes(content)
    assert "check that the file" in refused(path)


@pytest.mark.skipif(sys.platform == "win32", reason="cannot be linked there")
def test_undefined_symbol(build):
    """Lazy binding would end the process at the first call instead."""
    assert "nobody_defines_this" in refused(build("-DUNDEFINED"))


@pytest.mark.parametrize("path", [3, None, ["x"]], ids=repr)
def test_path_of_wrong_type(path):
    with pytest.raises(TypeError, match=type(path).__name__):
        load(path)


@pytest.mark.parametrize("path", ["odd\0.hpy0.so", b"odd\0.hpy0.so"], ids=repr)
def test_null_character_in_path(path):
    with pytest.raises(ValueError, match="null"):
        load(path)


@pytest.mark.parametrize(
    ("flag", "function"),
    [
        ("-DNO_MAJOR", "get_required_hpy_major_version_odd"),
        ("-DNO_MINOR", "get_required_hpy_minor_version_odd"),
        ("-DNO_CONTEXT", "HPyInitGlobalContext_odd"),
        ("-DNO_INIT", "HPyInit_odd"),
    ],
)
def test_missing_function(build, flag, function):
    message = refused(build(flag))
    assert f"no function '{function}'" in message
    assert "write HPy_MODINIT(odd, ...)" in message


def test_binary_of_another_name(build):
    """What the repair of the message above comes down to."""
    message = refused(build(), name="package.other-name")
    assert "'get_required_hpy_major_version_other_name'" in message
    assert "write HPy_MODINIT(other_name, ...)" in message
    assert isinstance(load(build(), "package.sound"), ModuleType)


def test_cpython_extension(build):
    message = refused(build("-DCPYTHON_EXTENSION", "-DNO_MAJOR"))
    assert "'PyInit_odd'" in message
    assert "use an import statement" in message


def test_functions_are_looked_up_in_order(build):
    """What is wrong with the version is said before anything else is."""
    message = refused(build("-DNO_CONTEXT", "-DNO_INIT", "-DMINOR=99"))
    assert "HPy ABI 0.99" in message
    assert "HPyInitGlobalContext" in refused(build("-DNO_CONTEXT", "-DNO_INIT"))


@pytest.mark.parametrize(
    ("flag", "version"),
    [("-DMAJOR=1", "1.0"), ("-DMINOR=99", "0.99"), ("-DMAJOR=4294967295u", "4294967295.0")],
)
def test_version_that_is_not_served(build, flag, version):
    message = refused(build(flag))
    assert f"needs HPy ABI {version}" in message
    assert f"this runtime (hpy {universal.get_version()[0]}) serves 0." in message
    assert "pip install --upgrade hpy" in message


def copy(binary: Path, folder: Path, name: str) -> Path:
    """A file that is loaded must not be written, so that of an earlier run is kept."""
    target = folder / name
    if not target.exists():
        shutil.copy(binary, target)
    return target


@pytest.mark.parametrize("name", ["odd", "odd.so", "odd.hpy.so", "odd.hpyx.so", "hpy0.so"])
def test_file_without_tag(build, tmp_path, name):
    message = refused(copy(build(), tmp_path, name))
    assert name in message
    assert "has no HPy ABI tag; rename it so that it has '.hpy0'" in message


@pytest.mark.parametrize("number", ["7", "01", "10", str(2**32), str(2**64), "9" * 40])
def test_file_with_tag_of_another_abi(build, tmp_path, number):
    message = refused(copy(build(), tmp_path, f"odd.hpy{number}.so"))
    assert "says HPy ABI" in message
    assert "it was built for 0" in message
    assert "build it again" in message


@pytest.mark.parametrize(
    "name", ["odd.hpy0.so", "odd.hpy0-anything.so", "odd.hpy0", "odd.hpyx.hpy0.so", "x.hpy0.hpy7"]
)
def test_file_with_tag(build, tmp_path, name):
    assert isinstance(load(copy(build(), tmp_path, name)), ModuleType)


def test_only_the_name_of_the_file_has_a_tag(build, tmp_path):
    folder = tmp_path / "x.hpy5"
    folder.mkdir(exist_ok=True)
    assert isinstance(load(copy(build(), folder, f"odd.hpy0{SHARED}")), ModuleType)
    tagged = tmp_path / "x.hpy0"
    tagged.mkdir(exist_ok=True)
    assert "no HPy ABI tag" in refused(copy(build(), tagged, f"odd{SHARED}"))


def test_version_is_checked_before_the_tag(build, tmp_path):
    message = refused(copy(build("-DMAJOR=7"), tmp_path, "odd.hpy7.so"))
    assert "needs HPy ABI 7.0" in message


def test_null_definition(build):
    message = refused(build("-DNULL_DEFINITION"))
    assert "'HPyInit_odd' returned NULL" in message
    assert "address of an HPyModuleDef" in message


@pytest.mark.parametrize(
    ("flags", "exception"),
    [
        (["-DSIZE=1"], SystemError),
        (["-DSIZE=-1"], SystemError),
        (["-DDEFINES=&unknown_slot"], SystemError),
        (["-DDEFINES=&member"], ValueError),
        (["-DDEFINES=&raises"], LookupError),
        (["-DDEFINES=&fails"], SystemError),
        (["-DDEFINES=&create,&create_again"], SystemError),
    ],
    ids=str,
)
def test_wrong_definition(build, flags, exception):
    for _ in range(2):  # what went wrong once goes wrong again
        with pytest.raises(exception) as caught:
            load(build(*flags))
        assert type(caught.value) is exception
    if exception is LookupError:
        assert caught.value.args == ("no luck",)


def test_definition_without_defines(build):
    assert isinstance(load(build("-DNO_DEFINES")), ModuleType)


def test_object_that_is_no_module(build):
    assert load(build("-DDEFINES=&create")) == 42
    assert bootstrap(build("-DDEFINES=&create")) == 42


# ---- Where the binary is


def test_path_of_any_kind(build):
    path = build()
    for spelling in (path, str(path), os.fsencode(path)):
        assert isinstance(load(spelling), ModuleType)


def test_path_relative_to_the_current_folder(build, tmp_path, monkeypatch):
    copy(build(), tmp_path, f"odd.hpy0{SHARED}")
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path)
        assert isinstance(load(f"odd.hpy0{SHARED}"), ModuleType)


@pytest.mark.parametrize("folder", ["\xe4rger", "\u6f22\u5b57", "\U0001f40d", " ' %s"])
def test_path_with_any_character(build, tmp_path, folder):
    folder = tmp_path / folder
    folder.mkdir(exist_ok=True)
    assert isinstance(load(copy(build(), folder, f"odd.hpy0{SHARED}")), ModuleType)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are Unicode elsewhere")
def test_path_that_is_no_text(build, tmp_path):
    folder = os.fsencode(tmp_path) + b"/\xff"
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    path = copy(build(), Path(os.fsdecode(folder)), "odd.hpy0.so")
    assert isinstance(load(os.fsencode(path)), ModuleType)
    assert isinstance(load(path), ModuleType)
    assert r"\udcff/missing.hpy0.so" in refused(folder + b"/missing.hpy0.so")


# ---- The module


def test_load(build):
    spec = ModuleSpec("package.odd", None)
    module = universal.load("package.odd", build('-DDOC="the doc"'), spec)
    assert type(module) is ModuleType
    assert module.__name__ == "package.odd"
    assert module.__doc__ == "the doc"
    assert "package.odd" not in sys.modules
    assert "odd" not in sys.modules
    assert not hasattr(module, "__file__")
    assert spec.origin is None


def test_name_with_dashes(build):
    assert isinstance(load(build("-DNAME=odd_as_can_be"), "odd-as-can_be"), ModuleType)


def test_binary_gets_the_context(build):
    module = load(build())
    assert "universal" in module.context_name().lower()


def test_load_twice(build):
    first, second = load(build()), load(build())
    assert first is not second
    assert first.context_name is not second.context_name
    assert first.context_name() == second.context_name()


def test_load_again_after_a_failure(build, tmp_path):
    path = copy(build(), tmp_path, "odd.hpy0.so")
    refused(path, name="other")
    assert isinstance(load(path), ModuleType)


def test_binaries_do_not_share_symbols(build):
    """Both have variables of the same names."""
    one, two = load(build('-DDOC="one"')), load(build('-DDOC="two"'))
    assert (one.__doc__, two.__doc__) == ("one", "two")


def test_load_from_threads(build):
    paths = [build(), build('-DDOC="another"')] * 100
    with ThreadPoolExecutor(8) as pool:
        modules = list(pool.map(load, paths))
    assert len({id(module) for module in modules}) == len(paths)
    assert len({module.context_name() for module in modules}) == 1


def test_load_from_an_exec_slot(build, monkeypatch):
    """A module may import another one, and wait for threads that do so."""
    inner = build()
    outer = build("-DDEFINES=&calls_back")

    def calls_back() -> None:
        load(inner)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(load, inner).result(timeout=60)

    with monkeypatch.context() as patch:
        patch.setattr(builtins, "odd_calls_back", calls_back, raising=False)
        assert isinstance(load(outer), ModuleType)


@needs_mortal_modules
def test_modules_die(build):
    module = weakref.ref(load(build()))
    gc.collect()
    assert module() is None


def references(things: list[object]) -> list[int]:
    gc.collect()
    return [sys.getrefcount(thing) for thing in things]


@needs_refcounts
def test_failures_leave_nothing_behind(build, tmp_path):
    name, spec = "".join(["pkg.", "odd"]), ModuleSpec("odd", None)
    paths = [str(build(*flags)) for flags in (["-DNO_INIT"], ["-DMINOR=99"], ["-DNULL_DEFINITION"])]
    paths += [str(tmp_path / "odd.hpy0.so"), str(copy(build(), tmp_path, "odd.so"))]
    things = [name, spec, *paths]
    before = references(things)
    for i in range(100):
        with pytest.raises(RuntimeError):
            universal.load(name, paths[i % len(paths)], spec)
    assert references(things) == before


@pytest.fixture
def sound(build) -> str:
    """A binary whose modules are no cycles of references: they die without the collector."""
    return str(build("-DNO_DEFINES"))


@needs_mortal_modules
def test_load_without_memory(sound, nomemory):
    spec = ModuleSpec("odd", None)
    assert nomemory(lambda: universal.load("odd", sound, spec)) > 5


def test_first_load_without_memory(build, tmp_path):
    """What is remembered of a binary is remembered once, so that every load needs a new one."""
    pytest.importorskip("_testcapi")
    binary, spec = build(), ModuleSpec("odd", None)
    for failing in itertools.count():
        path = str(copy(binary, tmp_path, f"{failing}.hpy0.so"))
        if not fails_within(lambda path=path: universal.load("odd", path, spec), failing):
            break
    assert failing > 10


@needs_mortal_modules
def test_bootstrap_without_memory(sound, nomemory):
    spec, env = ModuleSpec("package.odd", None), {"HPY": "odd : universal"}
    arguments = ("odd", spec.name, "package", sound, None, spec, env)
    assert nomemory(lambda: universal._load_bootstrap(*arguments)) > 5


def expect(exception: type[Exception], call: Callable[..., object], *args: object) -> None:
    """Call something that has to fail; unlike pytest.raises, without a need for memory."""
    try:
        call(*args)
    except exception:
        return
    raise AssertionError("it does not fail")


@pytest.mark.parametrize(
    ("flag", "name", "exception"),
    [
        ("-DNO_INIT", "odd", RuntimeError),
        ("-DCPYTHON_EXTENSION", "odd.one", RuntimeError),
        ("-DMINOR=99", "odd", RuntimeError),
        ("-DNULL_DEFINITION", "odd", RuntimeError),
        ("-DSIZE=0", "\xf6dd", UnicodeEncodeError),
        ("-DSIZE=0", "odd\0", ValueError),
    ],
)
def test_refusals_without_memory(build, nomemory, flag, name, exception):
    path, spec = str(build(flag)), ModuleSpec("odd", None)

    nomemory(lambda: expect(exception, universal.load, name, path, spec))


@pytest.mark.parametrize("name", ["odd.so", "odd.hpy7.so", "missing.hpy0.so"])
def test_refusals_of_files_without_memory(build, tmp_path, nomemory, name):
    copy(build(), tmp_path, "odd.so")
    copy(build(), tmp_path, "odd.hpy7.so")
    path, spec = str(tmp_path / name), ModuleSpec("odd", None)

    nomemory(lambda: expect(RuntimeError, universal.load, "odd", path, spec))


# ---- Modes


@pytest.mark.parametrize(
    "options",
    [{}, {"debug": False}, {"debug": 0, "mode": 0}, {"mode": -5}, {"mode": 99}, {"mode": 3}],
    ids=str,
)
def test_universal_mode(build, options):
    assert load(build(), **options).context_name() == load(build()).context_name()


@pytest.mark.parametrize(
    "options",
    [{"mode": universal.MODE_TRACE}, {"debug": True, "mode": universal.MODE_TRACE}],
    ids=str,
)
def test_trace_mode(build, options):
    assert "Trace" in load(build('-DDOC="traced"'), **options).context_name()


@pytest.mark.leaks  # closed handles are kept
@pytest.mark.parametrize(
    "options",
    [
        {"debug": True},
        {"debug": ["true"], "mode": 0},
        {"debug": True, "mode": -1},
        {"mode": universal.MODE_DEBUG},
    ],
    ids=str,
)
def test_debug_mode(build, options):
    assert "Debug" in load(build('-DDOC="debugged"'), **options).context_name()


# ---- _load_bootstrap


def test_bootstrap(build):
    path = str(build())
    spec = ModuleSpec("package.odd", "the loader", origin="the stub")
    spec.has_location = True
    module = bootstrap(path, spec=spec)
    assert module.__name__ == "package.odd"
    assert module.__package__ == "package"
    assert module.__file__ == path
    assert module.__loader__ == "the loader"
    assert module.__spec__ is spec
    assert spec.origin == path
    assert repr(module) == f"<module 'package.odd' from {path!r}>"
    assert "package.odd" not in sys.modules


def test_bootstrap_refuses_like_load(build):
    for flag, problem in [("-DMINOR=99", "needs HPy ABI 0.99"), ("-DNO_INIT", "'HPyInit_odd'")]:
        with pytest.raises(RuntimeError, match=problem):
            bootstrap(build(flag))


class Stubborn:
    """Refuses attributes by an exception that the test chooses."""

    name = "package.odd"
    loader = None
    parent = "package"

    def __init__(self, exception: type[BaseException]) -> None:
        self.__dict__["exception"] = exception

    def __setattr__(self, name: str, value: object) -> None:
        raise self.exception(name)


def test_bootstrap_ignores_what_cannot_be_set(build):
    spec = Stubborn(ZeroDivisionError)
    assert bootstrap(build(), spec=spec).__spec__ is spec


@pytest.mark.parametrize("exception", [KeyboardInterrupt, MemoryError])
def test_bootstrap_does_not_ignore(build, exception):
    with pytest.raises(exception):
        bootstrap(build(), spec=Stubborn(exception))


@needs_refcounts
@needs_mortal_modules
@pytest.mark.parametrize("flag", ["-DSIZE=0", "-DMINOR=99"])
def test_references_to_the_environment(build, capsys, flag):
    path = str(build(flag))
    env = {"HPY": "".join(["uni", "versal"]), "HPY_LOG": "".join(["lo", "ud"])}
    things = [*env.keys(), *env.values(), env, path]
    before = references(things)
    for _ in range(50):
        try:
            bootstrap(path, env=env)
        except RuntimeError:
            assert flag == "-DMINOR=99"
    assert capsys.readouterr().out.count("\n") == 50
    assert references(things) == before


# ---- The module hpy.universal


def test_constants():
    modes = (universal.MODE_UNIVERSAL, universal.MODE_DEBUG, universal.MODE_TRACE)
    assert modes == (0, 1, 2)


def test_get_version():
    header = (extension.INCLUDE / "hpy" / "version.h").read_text("utf-8")
    (version,) = re.findall('HPY_VERSION "(.*)"', header)
    assert universal.get_version()[0] == version
    assert re.fullmatch("unknown|[0-9a-f]{7,40}", universal.get_version()[1])


@pytest.mark.parametrize(
    ("function", "signature"),
    [
        (universal.load, "(name, path, spec, debug=False, mode=-1)"),
        (
            universal._load_bootstrap,
            "(name, ext_name, package, file, loader, spec, env)",
        ),
        (universal.get_version, "()"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_signatures(function, signature):
    assert str(inspect.signature(function)) == signature
    assert inspect.getdoc(function)


def test_parameters_by_name(build):
    spec = ModuleSpec("odd", None)
    module = universal.load(spec=spec, debug=False, mode=0, path=build(), name="odd")
    assert isinstance(module, ModuleType)
    module = universal._load_bootstrap(
        name="odd", ext_name="odd", package="", file=build(), loader=None, spec=spec, env={}
    )
    assert isinstance(module, ModuleType)


def test_module_repr_and_doc():
    assert universal.__name__ == "hpy.universal"
    assert universal.__doc__


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_import_again():
    done = python(
        "import sys, hpy.universal as first; del sys.modules['hpy.universal'];"
        "import hpy.universal as second; assert first is not second; print('fine')"
    )
    assert done.stdout == "fine\n"


def test_subinterpreter():
    pytest.importorskip("_testcapi")
    done = python("import _testcapi; _testcapi.run_in_subinterp('import hpy.universal')")
    if GIL_DISABLED:  # CPython refuses by itself
        assert "ImportError: module hpy.universal does not support" in done.stdout
    else:
        assert "ImportError: hpy.universal cannot be imported in a subinterpreter" in done.stdout
        assert "import it, and the HPy extensions, in the main interpreter" in done.stdout


@pytest.mark.skipif(sys.version_info < (3, 12), reason="since 3.12")
def test_interpreter_with_its_own_gil():
    done = python(
        "try:\n import _interpreters\nexcept ImportError:\n import _xxsubinterpreters as"
        " _interpreters\n"
        "print(_interpreters.run_string(_interpreters.create(), 'import hpy.universal'))"
    )
    assert "ImportError" in done.stdout or "_interpreters.RunFailedError" in done.stdout
    assert "subinterpreter" in done.stdout


@pytest.mark.skipif(not GIL_DISABLED, reason="needs a free-threaded interpreter")
def test_the_gil_stays_off():
    done = python("import sys, hpy.universal; print(sys._is_gil_enabled())")
    assert done.stdout == "False\n"
