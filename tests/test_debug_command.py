"""tests/test_debug_command.py -- what `python -m hpy.debug` runs, tells and returns."""

from __future__ import annotations

import json
import os
import py_compile
import re
import sys
import zipfile
from pathlib import Path

import extension
import pytest
import runtime

ABIS = ("universal", "hybrid")

if runtime.name() != "hpy":
    pytest.skip("about this project's runtime", allow_module_level=True)

from hpy.debug import symbols

pytestmark = pytest.mark.leaks
needs_lines = pytest.mark.skipif(symbols.find_program() is None, reason="needs addr2line")
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

USE = "import test_debug_command as mod, sys, os\n"
LEAK = USE + "mod.leak('lost')\n"
ONE = "hpy.debug: 1 handle never closed, made in 1 place\n"
NONE = "hpy.debug: all handles were closed\n"
NOTHING = "hpy.debug: no extension made a handle in debug mode"


@pytest.fixture
def folder(binary, hpy_abi, tmp_path):
    """A folder with the extension."""
    extension.install(binary, hpy_abi, tmp_path)
    return tmp_path


@pytest.fixture
def run(folder):
    """`run(code, *options, arguments=(), m=False)` runs the command with a script or module."""

    def run(code, *options, arguments=(), m=False, **variables):
        (folder / "program.py").write_text(code, "utf-8")
        program = ["-m", "program"] if m else ["program.py"]
        command = ["-m", "hpy.debug", *options, *program, *arguments]
        return extension.python(folder, *command, **variables)

    return run


def line_of(text):
    """The number of the line of the C file that has a text."""
    lines = Path(__file__).with_suffix(".c").read_text("utf-8").splitlines()
    (number,) = [number for number, line in enumerate(lines, 1) if text in line]
    return number


# ---- The summary


@needs_lines
@pytest.mark.parametrize("m", [False, True], ids=["script", "module"])
def test_summary(run, hpy_abi, m):
    code = USE + (
        "mod.identity(1); mod.leak_item([(1, 2)]); mod.leak('a', 2, 'c')\n"
        "print(sys.argv[1:], __name__)"
    )
    done = run(code, arguments=("--json", "a b"), m=m)
    assert done.stdout == "['--json', 'a b'] __main__\n"
    source = Path(__file__).with_suffix(".c")
    binary = f"test_debug_command{extension.SUFFIXES[hpy_abi]}"
    assert done.stderr == (
        "hpy.debug: 4 handles never closed, made in 2 places\n"
        f"       3  forget at {source}:{line_of('forgotten by all')} in {binary}\n"
        f"          called by leak_impl at {source}:{line_of('called by leak')} in {binary}\n"
        "          made by HPy_Dup, str (2), int (1), for example 'a'\n"
        f"       1  leak_item_impl at {source}:{line_of('by leak_item')} in {binary}\n"
        "          made by HPy_GetItem_i, tuple, for example (1, 2)\n"
    )
    assert done.returncode == 1


def test_without_lines(run, hpy_abi):
    done = run(LEAK, PATH="")
    assert f"       1  test_debug_command{extension.SUFFIXES[hpy_abi]}+0x" in done.stderr
    assert done.returncode == 1


def test_without_frames(run):
    done = run(LEAK, "--frames", "0")
    assert done.stderr == ONE + (
        "       1  a place that is not known: stack traces are off\n"
        "          made by HPy_Dup, str, for example 'lost'\n"
    )


def test_many_types_and_a_broken_repr(run):
    code = (
        "class Bad:\n    def __repr__(self): return 1 / 0\n"
        "mod.leak(Bad(), 1, 1, 1, 2.0, 2.0, b'', '')"
    )
    text = run(USE + code).stderr
    assert "int (3), float (2), __main__.Bad (1), others (2), for example a Bad whose" in text


def test_no_leaks(run):
    done = run(USE + "mod.identity(1)")
    assert (done.returncode, done.stderr) == (0, NONE)


def test_no_extension(run):
    done = run("pass")
    assert done.stderr.startswith(NOTHING)
    assert done.returncode == 0


def test_calls_that_never_end_are_no_leaks(run):
    code = (
        "import threading\nmod.identity(1)\nlock, inside = threading.Lock(), threading.Event()\nlock.acquire()\n"
        "thread = lambda: mod.call(lambda: (inside.set(), lock.acquire()))\n"
        "threading.Thread(target=thread, daemon=True).start()\ninside.wait()"
    )
    done = run(USE + code)
    assert (done.returncode, done.stderr) == (0, NONE)


# ---- HPY


def test_HPY_that_names_modules_stays(run):
    assert run(LEAK, HPY="test_debug_command:universal").stderr.startswith(NOTHING)
    assert run(LEAK, HPY="test_debug_command:debug").stderr.startswith(ONE)


@pytest.mark.parametrize("value", ["universal", "trace", ""])
def test_HPY_that_names_a_mode_is_replaced(run, value):
    assert run(LEAK, HPY=value).stderr.startswith(ONE)


# ---- The end of the program


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit()",
        "sys.exit(0)",
        "sys.exit(7)",
        "sys.exit('some text')",
        "raise SystemExit(False)",
        "os._exit(3)",
        "raise KeyboardInterrupt",
        "def f(): 1 / 0\nf()",
        "import missing",
        "raise",
        "compile('(', 'x', 'exec')",
        "class Strange(BaseException): pass\nraise Strange('x') from ValueError('y')",
        "sys.excepthook = lambda *args: print(args[0], args[2].tb_frame.f_code.co_filename)\n1 / 0",
        "import atexit; atexit.register(lambda: print('at exit')); sys.exit(4)",
        "sys.stdout.close()",
        "os.chdir(os.path.dirname(os.__file__))",
        "print(__file__, __name__, __spec__, __package__, sys.argv, sys.path[0])",
        "import __main__; print(__main__.mod is mod, 'runpy' in __main__.__dict__)",
        "class Late:\n    def __del__(self): print('deleted')\nlate = Late()",
        "file = open('out.txt', 'w'); file.write('not closed, but written')",
    ],
)
def test_the_end_is_that_of_python(run, folder, code):
    done = run(LEAK + code, "--frames", "0")
    out = folder / "out.txt"
    written = out.read_text("utf-8") if out.exists() else None
    plain = extension.python(folder, "program.py")
    assert done.stdout == plain.stdout
    assert done.returncode == plain.returncode or (plain.returncode, done.returncode) == (0, 1)
    assert written == (out.read_text("utf-8") if out.exists() else None)
    if "os._exit" in code:
        assert done.stderr == plain.stderr
    else:
        assert done.stderr.startswith(plain.stderr + ONE)


def test_a_source_that_is_none(run, folder):
    done = run("def f(:\n")
    plain = extension.python(folder, "program.py")
    assert "SyntaxError" in done.stderr
    assert done.stderr.startswith(plain.stderr)
    assert done.returncode == 1
    assert "importlib" not in run("def f(:\n", m=True).stderr


def test_what_runs_after_the_script(run):
    """Threads, those of a pool, and functions at the exit, in this order, before the summary."""
    code = (
        "import atexit, threading, time\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "atexit.register(lambda: (print('exit'), mod.leak(1)))\n"
        "def thread(): time.sleep(0.1); mod.leak(2); print('thread')\n"
        "threading.Thread(target=thread).start()\n"
        "ThreadPoolExecutor(1).submit(mod.leak, 3)\n"
    )
    done = run(USE + code, "--frames", "0")
    assert done.stdout == "thread\nexit\n"
    assert done.stderr.startswith("hpy.debug: 3 handles never closed")
    assert done.returncode == 1


def test_an_exit_function_that_fails(run):
    done = run(USE + "mod.identity(1); import atexit; atexit.register(lambda: 1 / 0)")
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.endswith(NONE)
    assert done.returncode == 0


@needs_fork
def test_a_child_tells_nothing(run):
    done = run(LEAK + "if os.fork() == 0: sys.exit()\nprint(os.wait()[1])", "--json", "x.json")
    assert done.stdout == "0\n"
    assert done.stderr.count("hpy.debug") == 1


def test_multiprocessing(run):
    code = (
        "import multiprocessing\n"
        "def work(x): return x * 2\n"
        "if __name__ == '__main__':\n"
        "    with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(work, [1, 2]))\n"
    )
    for m in (False, True):
        assert run(USE + code, m=m).stdout == "[2, 4]\n"


# ---- What can be run


def test_a_folder_an_archive_and_compiled_code(folder):
    code = "print(__name__, __package__ or '', __file__); import helper; print(helper.__name__)"
    app = folder / "app"
    app.mkdir()
    (app / "helper.py").touch()
    (app / "__main__.py").write_text(code, "utf-8")
    with zipfile.ZipFile(folder / "app.zip", "w") as archive:
        for file in app.iterdir():
            archive.write(file, file.name)
    py_compile.compile(str(app / "__main__.py"), str(app / "compiled.pyc"))
    for program in (["app"], ["app.zip"], ["app/compiled.pyc"], ["-m", "app"]):
        done = extension.python(folder, "-m", "hpy.debug", *program, PYTHONPATH=path_with(app))
        plain = extension.python(folder, *program, PYTHONPATH=path_with(app))
        assert done.stdout == plain.stdout != ""
        assert done.returncode == 0


def path_with(*folders: Path) -> str:
    return os.pathsep.join([*map(str, folders), *filter(None, sys.path)])


@pytest.mark.parametrize("m", [False, True], ids=["script", "module"])
def test_a_program_that_imports_in_a_package(folder, m):
    """The package of a module is imported in debug mode, too."""
    package = folder / "package"
    package.mkdir()
    (package / "__init__.py").write_text(LEAK, "utf-8")
    (package / "tool.py").write_text("import package", "utf-8")
    program = ["-m", "package.tool"] if m else ["package/tool.py"]
    done = extension.python(folder, "-m", "hpy.debug", *program, PYTHONPATH=path_with(folder))
    assert done.stderr.startswith(ONE)


# ---- JSON


def read(text):
    data = json.loads(text)
    assert data["version"] == 1
    assert list(data) == ["version", "program", "handles", "leaks"]
    return data


@needs_lines
def test_json(run, folder, hpy_abi):
    code = USE + "mod.leak(1.5, 'a', 2.5); mod.leak_item([3]); os.chdir('/')"
    done = run(code, "--json", "out.json", arguments=("x",))
    assert done.returncode == 1
    data = read((folder / "out.json").read_text("utf-8"))
    assert data["program"] == ["program.py", "x"]
    assert data["handles"] == 4
    binary = str(folder / f"test_debug_command{extension.SUFFIXES[hpy_abi]}")
    source = str(Path(__file__).with_suffix(".c"))

    def place(function, text):
        line = line_of(text)
        keys = ("binary", "function", "file", "line", "address")
        return dict(zip(keys, (binary, function, source, line, None)))

    assert data["leaks"] == [
        {
            "count": 3,
            "place": place("forget", "forgotten by all"),
            "callers": [place("leak_impl", "called by leak")],
            "made_by": {"HPy_Dup": 3},
            "types": {"float": 2, "str": 1},
            "example": "1.5",
        },
        {
            "count": 1,
            "place": place("leak_item_impl", "by leak_item"),
            "callers": [],
            "made_by": {"HPy_GetItem_i": 1},
            "types": {"int": 1},
            "example": "3",
        },
    ]


def test_json_without_leaks(run, folder):
    assert run(USE + "mod.identity(1)", "--json", "out.json").returncode == 0
    assert read((folder / "out.json").read_text("utf-8"))["leaks"] == []


def test_json_without_places(run):
    (leak,) = read(run(LEAK, "--json", "-", "--frames", "0").stdout)["leaks"]
    assert set(leak["place"].values()) == {None}
    (leak,) = read(run(LEAK, "--json", "-", PATH="").stdout)["leaks"]
    assert leak["place"]["line"] is None
    assert leak["place"]["address"] > 0


def test_json_on_stdout_comes_last(run):
    for code in ("sys.stdout = None", "sys.stdout.close()", "os.dup2(os.open(os.devnull, 1), 1)"):
        assert read(run(LEAK + code, "--json", "-").stdout)["handles"] == 1
    done = run(LEAK + "print('first')", "--json", "-")
    first, _, rest = done.stdout.partition("\n")
    assert first == "first"
    assert read(rest)["handles"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_json_that_cannot_be_written(run):
    done = run(LEAK, "--json", "/dev/full")
    assert done.stderr.startswith(ONE)
    assert "hpy.debug: --json: " in done.stderr
    assert done.returncode == 2


# ---- Options


@pytest.mark.parametrize(
    "arguments, problem",
    [
        ([], "no PROGRAM is given"),
        (["--wrong", "x.py"], "unrecognized|expected"),
        (["missing.py"], "cannot read 'missing.py': No such file"),
        (["-m"], "no PROGRAM is given"),
        (["-m", "missing"], "there is no module named 'missing'"),
        (["-m", "missing.module"], "there is no module named 'missing.module'"),
        (["-m", "json.missing"], "there is no module named 'json.missing'"),
        (["-m", ".relative"], "there is no module named '.relative'"),
        (["-m", "hpy.devel.project"], "there is no module named 'hpy.devel.project'"),
        (["-m", "concurrent"], "the package 'concurrent' has no module __main__"),
        (["-m", "_imp"], "the module '_imp' has no Python code"),
        (["empty"], "there is no __main__.py in 'empty'"),
        (["--json", "no/such/folder/x.json", "x.py"], "--json: .*No such file.*no/such/folder"),
        (["--frames", "-1", "x.py"], "--frames: expected a number from 0 to 256, got '-1'"),
        (["--frames", "many", "x.py"], "--frames: expected a number from 0 to 256, got 'many'"),
        (["--on-error", "panic", "x.py"], "--on-error: invalid choice: 'panic'"),
    ],
)  # fmt: skip
def test_wrong_command(tmp_path, arguments, problem):
    (tmp_path / "empty").mkdir()
    done = extension.python(tmp_path, "-m", "hpy.debug", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python -m hpy.debug ")
    last = done.stderr.splitlines()[-1]
    assert re.match(f"python -m hpy.debug: error: .*(?:{problem})", last), last


def test_a_module_that_the_program_misses(run):
    """It is the program's error, not that of the command line."""
    done = run("import missing", m=True)
    assert done.returncode == 1
    assert "ModuleNotFoundError: No module named 'missing'" in done.stderr


def test_help(tmp_path):
    done = extension.python(tmp_path, "-m", "hpy.debug", "--help")
    assert done.returncode == 0
    for word in ("--frames N", "--json FILE", "--on-error", "-m", "PROGRAM", "HPY=mymodule:debug"):
        assert word in done.stdout


@pytest.mark.parametrize("what", ["abort", "raise", "warn", None])
def test_on_error_is_passed_on(folder, what):
    (folder / "program.py").write_text("pass", "utf-8")
    options = ["--on-error", what] if what else []
    code = (
        "import hpy.debug, hpy.debug.__main__ as command\n"
        "hpy.debug.set_on_error = lambda what: print('set', what)\n"
        f"command.main([*{options}, 'program.py'])\n"
    )
    done = extension.python(folder, "-c", code)
    assert done.stdout == (f"set {what}\n" if what else "")
