# hpy/_program.py: run a script or a module as the program of this process.
"""What ``python -m hpy.debug PROGRAM`` and ``python -m hpy.trace PROGRAM`` have in common.

The program finds what it would find if Python itself ran it: ``sys.argv``, ``sys.path[0]`` and
``__main__``; and it ends in the same way, whatever it raises.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import importlib.util
import os
import pkgutil
import sys
import threading
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader, SourcelessFileLoader
from pathlib import Path
from types import CodeType, ModuleType, TracebackType


class NotFoundError(Exception):
    """There is no such program. The text says what is missing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add ``[-m] PROGRAM [ARGUMENT...]``, the end of a command line."""
    parser.add_argument(
        "-m", dest="is_module", action="store_true", help="PROGRAM is the name of a module"
    )
    parser.add_argument(
        "command",
        nargs=argparse.REMAINDER,
        metavar="PROGRAM",
        help="a script or a module, and its arguments",
    )


def choose_mode(mode: str) -> None:
    """Let extensions that are imported from now on be loaded in a mode.

    A variable HPY that names single modules is the more exact wish of the user, and stays.
    """
    if ":" not in os.environ.get("HPY", ""):
        os.environ["HPY"] = mode


def run(command: Sequence[str], is_module: bool) -> None:
    """Run ``command[0]`` with the arguments that follow it; return if it succeeds.

    Raises NotFoundError, or what ends the program: SystemExit unless it stands for success, or
    another exception, whose traceback Python will print from the program's first frame on.
    """
    sys.argv[:] = command
    try:
        main, code = _module(command[0]) if is_module else _script(command[0])
        sys.modules["__main__"] = main
        exec(code, vars(main))
    except NotFoundError:
        raise
    except SystemExit as exit_:
        if exit_.code not in (None, 0):
            raise
    except BaseException as error:
        _hide_own_frames(error)
        raise


def end() -> None:
    """Wait for the threads that the program has left, and call its exit functions.

    Python does so when it ends, but then it is too late to choose the exit status. The names are
    private, and the same in all versions and interpreters; doing it twice does nothing.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    with contextlib.suppress(BaseException):  # which Python 3.9 has printed
        atexit._run_exitfuncs()


def _module(name: str) -> tuple[ModuleType, CodeType]:
    spec = _find_spec(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = _find_spec(f"{name}.__main__")
        if spec is None:
            raise NotFoundError(f"the package {name!r} has no module __main__ that could be run")
    if spec is None:
        raise NotFoundError(f"there is no module named {name!r}")
    main, code = _load(spec)
    sys.argv[0] = spec.origin or name
    return main, code


def _find_spec(name: str) -> ModuleSpec | None:
    """Return None without the module, or without a package that it is in."""
    if name.startswith("."):
        return None
    try:
        return importlib.util.find_spec(name)
    except ModuleNotFoundError as error:
        if error.name is not None and f"{name}.".startswith(f"{error.name}."):
            return None
        raise


def _load(spec: ModuleSpec) -> tuple[ModuleType, CodeType]:
    get_code = getattr(spec.loader, "get_code", None)
    code = None if get_code is None else get_code(spec.name)
    if code is None:
        raise NotFoundError(f"the module {spec.name!r} has no Python code that could be run")
    main = importlib.util.module_from_spec(spec)
    main.__name__ = "__main__"
    return main, code


def _script(path: str) -> tuple[ModuleType, CodeType]:
    file = str(Path(path).absolute())
    if pkgutil.get_importer(file) is None:
        _replace_first_path(str(Path(path).resolve().parent))
        return _load_file(file, path)
    _replace_first_path(file)  # a folder or an archive
    spec = PathFinder.find_spec("__main__", [file])
    if spec is None:
        raise NotFoundError(f"there is no __main__.py in {path!r}")
    return _load(spec)


def _replace_first_path(path: str) -> None:
    """Set what is the folder of the program, unless -P or -I leaves it out."""
    if not getattr(sys.flags, "safe_path", sys.flags.isolated):
        sys.path[0] = path


def _load_file(file: str, given: str) -> tuple[ModuleType, CodeType]:
    """Load a source file, or a compiled one; in either case without writing another."""
    is_source = not file.endswith(".pyc")
    loader = (SourceFileLoader if is_source else SourcelessFileLoader)("__main__", file)
    main = ModuleType("__main__")
    vars(main).update(__file__=file, __loader__=loader, __cached__=None)
    try:
        content = loader.get_data(file)
    except OSError as error:
        raise NotFoundError(f"cannot read {given!r}: {error.strerror}") from None
    code = (
        compile(content, file, "exec", dont_inherit=True)
        if is_source
        else loader.get_code("__main__")
    )
    assert code is not None
    return main, code


def _hide_own_frames(error: BaseException) -> None:
    """Let the hook that Python calls for the error see the program's frames only."""
    hook = sys.excepthook
    traceback = error.__traceback__
    own = (__file__, "<frozen importlib")
    while traceback is not None and traceback.tb_frame.f_code.co_filename.startswith(own):
        traceback = traceback.tb_next

    def show(
        kind: type[BaseException], value: BaseException, ignored: TracebackType | None
    ) -> None:
        hook(kind, value.with_traceback(traceback), traceback)

    sys.excepthook = show
