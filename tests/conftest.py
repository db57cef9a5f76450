"""tests/conftest.py -- the ABIs, the module under test, and the leak check.

A test that takes the fixture `mod` runs once per ABI with the module of the C file that
lies beside it: tests/test_long.py gets tests/test_long.c as the module `test_long`. A test
file that is not for all of DEFAULT_ABIS names its own in a global `ABIS`.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import extension
import leaks
import nomemory as nomemory_module
import pytest
import runtime

DEFAULT_ABIS = ("cpython", "universal")
ALL_ABIS = ("cpython", "universal", "hybrid")

COMPILER = pytest.StashKey["extension.Compiler | extension.Prebuilt"]()
RUNTIME = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("hpy")
    group.addoption(
        "--abi",
        action="append",
        choices=ALL_ABIS,
        help="run the tests in this ABI only (may be given several times)",
    )
    group.addoption(
        "--mode",
        default="universal",
        choices=extension.MODES,
        help="load universal and hybrid binaries in this mode, and run what is about them only",
    )
    group.addoption(
        "--leaks",
        action="store_true",
        help="run every test of C code several times, fail if it leaks memory or references",
    )
    group.addoption(
        "--binaries",
        type=Path,
        help="compile nothing, load the universal binaries of this folder (tests/foreign.py)",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "differs(runtime, reason, crashes=False): the runtime `hpy-0.9.0` or `pypy`, or the mode "
        "`debug` or `trace`, fails here",
    )
    config.addinivalue_line(
        "markers", "leaks: leaks on purpose, or tries a compiler, so --leaks runs it once"
    )
    config.stash[RUNTIME] = runtime.name()
    extension.mode = config.option.mode
    if extension.mode == "debug":
        from hpy._leaks import LeakCheck

        extension.keep_nothing()
        config.pluginmanager.register(LeakCheck(extension.FRAMES))
    sys.path.append(str(extension.TESTS.parent / "tools"))
    if config.option.binaries:
        config.stash[COMPILER] = extension.Prebuilt(config.option.binaries)
        return
    import generate

    generate.generate(extension.TESTS.parent)
    config.stash[COMPILER] = extension.Compiler(config.cache.mkdir("extensions"))


def needs_an_extension(config: pytest.Config) -> bool:
    """With --binaries and --mode only the tests of a universal binary have a reason to run."""
    return bool(config.option.binaries) or config.option.mode != "universal"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what is not about an extension, if that is all that matters."""
    if not needs_an_extension(config) or collection_path.suffix != ".py":
        return None
    return None if collection_path.with_suffix(".c").exists() else True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "hpy_abi" not in metafunc.fixturenames:
        return
    abis = getattr(metafunc.module, "ABIS", DEFAULT_ABIS)
    chosen = metafunc.config.option.abi or ALL_ABIS
    if metafunc.config.option.binaries:
        chosen = ("universal",)
    elif needs_an_extension(metafunc.config):
        chosen = [abi for abi in chosen if abi != "cpython"]
    metafunc.parametrize("hpy_abi", [abi for abi in abis if abi in chosen], scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        runtime.expect_difference(item, config.stash[RUNTIME])
        runtime.expect_difference(item, config.option.mode)
        if needs_an_extension(config) and "hpy_abi" not in item.fixturenames:
            item.add_marker(pytest.mark.skip(reason="not about a universal binary"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Compile what the chosen tests need, and that only."""
    if session.config.option.collectonly:
        return
    wanted = {}  # an ordered set
    for item in session.items:
        abi = item.callspec.params.get("hpy_abi") if "binary" in item.fixturenames else None
        if isinstance(abi, str):  # else none of the chosen ABIs is one of the test's
            wanted[item.path.with_suffix(".c"), abi] = None
    session.config.stash[COMPILER].compile_all(wanted)
    if hasattr(gc, "freeze"):
        gc.freeze()  # many tests collect garbage, of which pytest has none


@pytest.fixture(scope="session")
def compiler(pytestconfig: pytest.Config) -> extension.Compiler:
    """Compiles further sources: `compiler.compile(source, abi, *flags)`."""
    if pytestconfig.option.binaries:
        pytest.skip("nothing is compiled here")
    return pytestconfig.stash[COMPILER]


@pytest.fixture(scope="session")
def runtime_name(pytestconfig: pytest.Config) -> str:
    """The runtime that loads universal binaries: `hpy`, `hpy-0.9.0` or `pypy`."""
    return pytestconfig.stash[RUNTIME]


@pytest.fixture(scope="module")
def binary(request: pytest.FixtureRequest, hpy_abi: str) -> Path:
    """The shared object of the C file beside the test, in the ABI `hpy_abi`."""
    source = request.node.path.with_suffix(".c")
    try:
        return request.config.stash[COMPILER].binary(source, hpy_abi)
    except extension.CompileError as error:
        pytest.fail(str(error), pytrace=False)


@pytest.fixture(scope="module")
def mod(request: pytest.FixtureRequest, hpy_abi: str, binary: Path) -> ModuleType:
    """The module of the C file beside the test, in the ABI `hpy_abi`."""
    return extension.load(request.node.path.stem, binary, hpy_abi)


@pytest.fixture(scope="module")
def child(
    request: pytest.FixtureRequest, hpy_abi: str, binary: Path
) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """`child(code)` runs Python code in a process of its own, which may crash."""
    name = request.node.path.stem

    def run(code: str) -> subprocess.CompletedProcess[str]:
        prelude = (
            f"import sys; sys.path.insert(0, {str(extension.TESTS)!r})\n"
            "import extension, pathlib\n"
            f"extension.mode = {extension.mode!r}\n"
            "extension.keep_nothing()\n"
            f"mod = extension.load({name!r}, pathlib.Path({str(binary)!r}), {hpy_abi!r})\n"
        )
        command = [sys.executable, "-c", prelude + code]
        return subprocess.run(command, capture_output=True, text=True)

    return run


@pytest.fixture
def nomemory(runtime_name: str) -> Iterator[Callable[[Callable[[], object]], int]]:
    """`nomemory(call)` runs `call` with each of its allocations failing in turn.

    In debug mode no stack traces are kept meanwhile: each would be several allocations.
    """
    if runtime_name != "hpy":
        pytest.skip(f"what {runtime_name} does without memory is not tested")
    extension.keep_stacks(0)
    yield nomemory_module.walk
    extension.keep_stacks(extension.FRAMES)


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.option.leaks and not hasattr(sys, "getallocatedblocks"):
        raise pytest.UsageError("--leaks needs CPython, which can count what is allocated")


def runs_once(item: pytest.Item) -> bool:
    """Is there nothing to learn from repeating a test?

    Those of compilers, of whole programs and of hpy.devel leave files behind, no memory.
    """
    marked = any(item.get_closest_marker(name) for name in ("leaks", "slow"))
    return marked or item.path.parent != extension.TESTS


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """With --leaks: run the test repeatedly instead of once."""
    if not pyfuncitem.config.option.leaks or runs_once(pyfuncitem):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    module = arguments.get("mod")
    witnesses = [module, *vars(module).values()] if module is not None else []

    def test() -> None:
        pyfuncitem.obj(**arguments)
        if "monkeypatch" in pyfuncitem.funcargs:
            pyfuncitem.funcargs["monkeypatch"].undo()

    report = leaks.check(test, witnesses)
    if report:
        pytest.fail(report, pytrace=False)
    return True
