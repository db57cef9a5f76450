"""tests/test_debug_plugin.py -- what `pytest --hpy-debug` finds, and where it leaves pytest alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import extension
import interpreter
import pytest
import runtime

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

MODULE = "hpy.pytest_plugin"
SOURCE = extension.TESTS / "test_debug_command.c"
PYTEST = ["-m", "pytest", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-rA"]
USE = "import pytest\nimport test_debug_command as mod\n"

pytestmark = pytest.mark.leaks


@pytest.fixture
def folder(compiler, tmp_path):
    """A folder in which pytest is at home, with an extension in a folder that it leaves alone."""
    (tmp_path / "build").mkdir()
    extension.install(compiler.compile(SOURCE, "universal"), "universal", tmp_path / "build")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    # The entry point, for where this checkout is not installed.
    metadata = tmp_path / "build" / "entry-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: entry\nVersion: 1\n", "utf-8")
    (metadata / "entry_points.txt").write_text(f"[pytest11]\nhpy = {MODULE}\n", "utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    """`run(tests, *options)` runs pytest on a file with these tests."""

    def run(tests, *options, **variables):
        (folder / "test_it.py").write_text(USE + textwrap.dedent(tests), "utf-8")
        return extension.python(folder, *PYTEST, *options, **path(folder), **variables)

    return run


def path(folder):
    return {"PYTHONPATH": os.pathsep.join([str(folder), str(folder / "build"), *sys.path])}


def outcomes(done):
    """The last line, without the time, and what is told of each test."""
    (summary,) = re.findall(r"=+ (.*) in [\d.]+s", done.stdout.splitlines()[-1])
    told = re.findall(r"^([A-Z]+) test_it\.py(?:::(\w+))+", done.stdout, re.M)
    return summary, sorted(told)


# ---- Tests


def test_the_test_that_leaks_fails(run):
    done = run(
        """
        def test_clean(): assert mod.identity(1) == 1
        def test_leak(): mod.leak("lost", 2)
        def test_after(): pass
        """,
        "--hpy-debug",
    )
    assert "hpy: debug mode, tests that leak handles fail" in done.stdout
    assert outcomes(done) == (
        "1 failed, 2 passed",
        [("FAILED", "test_leak"), ("PASSED", "test_after"), ("PASSED", "test_clean")],
    )
    assert "2 unclosed handles of HPy extensions:\n       2  forget at " in done.stdout
    assert f"          called by leak_impl at {SOURCE}:" in done.stdout
    assert "made by HPy_Dup, str (1), int (1), for example 'lost'" in done.stdout
    assert done.returncode == 1


def test_a_failure_of_its_own_stays(run):
    done = run("def test_leak():\n    mod.leak('lost')\n    assert 1 == 2", "--hpy-debug")
    assert outcomes(done) == ("1 failed", [("FAILED", "test_leak")])
    assert "FAILED test_it.py::test_leak - assert 1 == 2" in done.stdout
    assert "- Captured HPy leaks call -" in done.stdout
    assert "1 unclosed handle of HPy extensions:" in done.stdout


@pytest.mark.parametrize("phase", ["setup", "teardown"])
def test_a_fixture_that_fails_by_itself(run, phase):
    first, second = ("pass", "assert 0") if phase == "teardown" else ("assert 0", "pass")
    done = run(
        f"""
        @pytest.fixture
        def fixture():
            {first if phase == "teardown" else "mod.leak('lost'); assert 0"}
            yield
            {"mod.leak('lost'); assert 0" if phase == "teardown" else second}
        def test(fixture): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done)[0] == ("1 error" if phase == "setup" else "1 passed, 1 error")
    assert f"- Captured HPy leaks {phase} -" in done.stdout
    assert done.stdout.count("1 unclosed handle") == 1
    assert "ERROR test_it.py::test - assert 0" in done.stdout


def test_what_a_fixture_leaks_is_the_tests(run):
    done = run(
        """
        @pytest.fixture
        def early(): mod.leak("early")
        @pytest.fixture
        def late():
            yield
            mod.leak("late")
        def test_early(early): pass
        def test_late(late): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done) == (
        "1 failed, 1 passed, 1 error",
        [("ERROR", "test_late"), ("FAILED", "test_early"), ("PASSED", "test_late")],
    )
    assert "'early'" in done.stdout
    assert "'late'" in done.stdout


@pytest.mark.parametrize("scope", ["class", "module", "session"])
def test_what_a_wider_fixture_leaks_is_its_own(run, scope):
    done = run(
        f"""
        @pytest.fixture(scope="session")
        def outer():
            mod.identity(1)
        @pytest.fixture(scope={scope!r})
        def wide(request):
            mod.leak("wide")
            request.getfixturevalue("outer")
            mod.leak("wide again")
        class TestIt:
            def test_first(self, wide): pass
            def test_leak(self, wide): mod.leak("own")
            def test_last(self): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done) == (
        "1 failed, 2 passed, 1 error",
        [
            ("ERROR", "test_last"),
            ("FAILED", "test_leak"),
            ("PASSED", "test_first"),
            ("PASSED", "test_last"),
        ],
    )
    assert f"fixture 'wide' of scope {scope}: 2 unclosed handles" in done.stdout
    assert "str, for example 'own'" in done.stdout


def test_wider_fixtures_with_parameters(run):
    done = run(
        """
        @pytest.fixture(scope="module", params=[1, 2, 3])
        def wide(request):
            if request.param == 2: mod.leak("wide")
            yield
        def test_one(wide): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done)[0] == "2 passed, 1 error"
    # As always, what fails at the end of [2] keeps [3] from being set up.
    assert "ERROR test_it.py::test_one[3] - Failed: fixture 'wide' of scope module" in done.stdout


def test_the_marker(run):
    done = run(
        """
        @pytest.fixture(scope="class")
        def wide(): mod.leak("lost")
        @pytest.mark.hpy_leaks
        def test_on_purpose(): mod.leak("lost")
        def test_after(): pass
        @pytest.mark.hpy_leaks
        class TestIt:
            def test_class(self, wide): pass
        """,
        "--hpy-debug",
        "--strict-markers",
    )
    assert outcomes(done)[0] == "3 passed"
    assert "hpy_leaks: leaves handles" in run("", "--markers").stdout


def test_outcomes_that_are_none(run):
    done = run(
        """
        @pytest.mark.xfail
        def test_expected(): mod.leak("lost")
        def test_skip():
            mod.leak("lost")
            pytest.skip("no")
        @pytest.mark.skip
        def test_left_out(): mod.leak("lost")
        def test_after(): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done)[0] == "1 passed, 2 skipped, 1 xfailed"


def test_other_kinds_of_tests(run, folder):
    (folder / "test_doc.txt").write_text(
        ">>> import test_debug_command as mod\n>>> mod.leak('lost')\n", "utf-8"
    )
    done = run(
        """
        import unittest
        class TestCase(unittest.TestCase):
            def setUp(self): mod.identity(1)
            def test_leak(self): mod.leak("lost")
            def test_clean(self): pass
        """,
        "--hpy-debug",
    )
    assert outcomes(done)[0] == "2 failed, 1 passed"


def test_the_import_of_a_file(run):
    done = run("mod.leak('imported')\ndef test(): pass", "--hpy-debug")
    assert "ERROR collecting test_it.py" in done.stdout
    assert "str, for example 'imported'" in done.stdout
    assert done.returncode == 2
    code = "pytestmark = pytest.mark.hpy_leaks\nmod.leak('imported')\ndef test(): pass"
    assert outcomes(run(code, "--hpy-debug"))[0] == "1 passed"


def test_calls_under_way_are_no_leaks(run):
    done = run(
        """
        import threading
        def test():
            lock, inside = threading.Lock(), threading.Event()
            lock.acquire()
            thread = lambda: mod.call(lambda: (inside.set(), lock.acquire()))
            threading.Thread(target=thread, daemon=True).start()
            inside.wait()
        """,
        "--hpy-debug",
    )
    assert outcomes(done)[0] == "1 passed"


# ---- Options

LEAK = "def test_leak(): mod.leak('lost')"


def test_without_the_option(run):
    done = run(LEAK + "\nimport os\nassert 'HPY' not in os.environ")
    assert outcomes(done)[0] == "1 passed"
    assert "hpy:" not in done.stdout


def test_without_the_option_hpy_is_not_imported(run, folder):
    code = (
        "import sys\n"
        "def pytest_sessionfinish(session):\n"
        "    print('imported', [name for name in sys.modules if name.startswith('hpy')])\n"
    )
    (folder / "conftest.py").write_text(code, "utf-8")
    done = run("", "--collect-only", "--ignore=test_it.py")
    assert f"imported ['hpy', '{MODULE}']" in done.stdout


@pytest.mark.parametrize("value, outcome", [("true", "1 failed"), ("false", "1 passed")])
def test_the_ini_option(run, folder, value, outcome):
    (folder / "pytest.ini").write_text(f"[pytest]\nhpy_debug = {value}\n", "utf-8")
    assert outcomes(run(LEAK))[0] == outcome
    assert outcomes(run(LEAK, "-o", "hpy_debug=no"))[0] == "1 passed"


def test_frames(run):
    done = run(LEAK, "--hpy-debug", "--hpy-debug-frames", "0")
    assert "1  a place that is not known: stack traces are off" in done.stdout
    done = run(LEAK, "--hpy-debug", "--hpy-debug-frames", "many")
    assert done.returncode == 4
    assert "--hpy-debug-frames" in done.stderr


def test_help(run):
    done = run("", "--help")
    for text in ("--hpy-debug", "--hpy-debug-frames=N", "hpy_debug (bool)"):
        assert text in done.stdout


def test_blocked(run):
    done = run(LEAK, "-p", "no:hpy", "--hpy-debug")
    assert done.returncode == 4
    assert "unrecognized arguments: --hpy-debug" in done.stderr
    assert outcomes(run(LEAK, "-p", "no:hpy"))[0] == "1 passed"


def test_too_late(folder, pytestconfig):
    if pytestconfig.pluginmanager.has_plugin("hpy"):
        pytest.skip("pytest loads the plugin by itself")
    shutil.rmtree(folder / "build" / "entry-1.dist-info")
    (folder / "conftest.py").write_text(f"pytest_plugins = [{MODULE!r}]", "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nhpy_debug = true", "utf-8")
    done = extension.python(folder, *PYTEST, **path(folder))
    assert done.returncode == 4
    assert "--hpy-debug: the plugin was loaded too late" in done.stderr


# ---- The mode


def test_conftests_import_in_debug_mode(run, folder):
    (folder / "conftest.py").write_text("import test_debug_command as mod", "utf-8")
    assert outcomes(run(LEAK, "--hpy-debug"))[0] == "1 failed"


def test_what_a_conftest_leaks(run, folder):
    (folder / "conftest.py").write_text(USE + "mod.leak('conftest')", "utf-8")
    done = run("def test(): pass", "--hpy-debug")
    assert "for example 'conftest'" in done.stdout
    assert done.returncode == 2


@pytest.mark.parametrize("mode", [None, "debug", "universal", "test_debug_command:debug"])
def test_an_extension_that_was_imported_before(run, folder, mode):
    (folder / "early.py").write_text("import test_debug_command", "utf-8")
    done = run(LEAK, "-p", "early", "--hpy-debug", **({"HPY": mode} if mode else {}))
    if mode in (None, "universal"):
        assert done.returncode == 4
        assert "imported before pytest could choose debug mode: test_debug_command;" in done.stderr
        assert "set HPY=debug in the environment as well" in done.stderr
    else:
        assert outcomes(done)[0] == "1 failed"
    assert outcomes(run(LEAK, "-p", "early"))[0] == "1 passed"


def test_HPY_that_names_modules_stays(run):
    assert outcomes(run(LEAK, "--hpy-debug", HPY="other:debug"))[0] == "1 passed"
    assert outcomes(run(LEAK, "--hpy-debug", HPY="universal"))[0] == "1 failed"


@pytest.mark.parametrize("mode", [None, "trace"])
def test_HPY_is_what_it_was_afterwards(folder, mode):
    (folder / "test_it.py").write_text("import os\ndef test(): print('in', os.environ['HPY'])")
    code = (
        "import os, pytest\n"
        "pytest.main(['-s', '--hpy-debug'])\n"
        "print('after', os.environ.get('HPY'))"
    )
    done = extension.python(folder, "-c", code, **path(folder), **({"HPY": mode} if mode else {}))
    assert "in debug\n" in done.stdout
    assert f"after {mode}\n" in done.stdout


def test_no_runtime(run, folder):
    broken = folder / "hpy"
    broken.mkdir()
    (broken / "universal.py").write_text("raise ImportError('not built')", "utf-8")
    done = run(LEAK, "--hpy-debug")
    assert done.returncode == 4
    assert "--hpy-debug needs the HPy runtime: not built" in done.stderr


def test_old_pytest(run, folder):
    (folder / "old.py").write_text("import pytest\npytest.version_tuple = (7, 4, 0)", "utf-8")
    done = run(LEAK, "-p", "old", "--hpy-debug")
    assert done.returncode == 4
    assert "--hpy-debug needs pytest 8, and this is " in done.stderr


# ---- Other tools


def test_the_fixture_still_works(run, folder):
    (folder / "conftest.py").write_text("from hpy.debug.pytest import hpy_debug", "utf-8")
    code = "def test(hpy_debug):\n    mod.leak('lost')"
    done = run(code, HPY="debug")
    assert outcomes(done)[0] == "1 passed, 1 error"
    assert "HPyLeakError: 1 unclosed handle:" in done.stdout
    assert outcomes(run(code, "--hpy-debug"))[0] == "1 failed, 1 error"


def test_xdist(run):
    pytest.importorskip("xdist")
    tests = "\n".join(f"def test_{n}(): mod.leak({n}) if {n} % 3 == 0 else None" for n in range(9))
    done = run(tests, "--hpy-debug", "-n", "2")
    assert outcomes(done)[0] == "3 failed, 6 passed"
    assert "1 unclosed handle of HPy extensions:\n       1  forget at " in done.stdout


def test_pypy(run, folder):
    """With its own hpy.debug; what else pytest and the plugin are is pure Python."""
    pypy = interpreter.pypy()
    if pypy is None:
        pytest.skip("needs PyPy")
    (folder / "hpy").mkdir()
    (folder / "packages").mkdir()
    for package in Path(pytest.__file__).parent.parent.iterdir():
        if not package.name.startswith("hpy"):  # PyPy has its own
            (folder / "packages" / package.name).symlink_to(package)
    for name in ("pytest_plugin.py", "_leaks.py", "_program.py"):
        shutil.copy(extension.TESTS.parent / "hpy" / name, folder / "hpy")
    tests = "def test_clean(): mod.identity(1)\n" + LEAK
    (folder / "test_it.py").write_text(USE + tests, "utf-8")
    done = subprocess.run(
        [pypy, *PYTEST[:4], "-rA", "-p", MODULE, "--hpy-debug", "test_it.py"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(str(folder / name) for name in ("", "build", "packages")),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
    )
    assert outcomes(done) == (
        "1 failed, 1 passed",
        [("FAILED", "test_leak"), ("PASSED", "test_clean")],
    )
    assert "1 unclosed handle:\n    <DebugHandle 0x" in done.stdout
