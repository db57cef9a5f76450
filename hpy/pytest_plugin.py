# hpy/pytest_plugin.py: the pytest plugin `hpy`, which runs tests with extensions in debug mode.
"""The options ``--hpy-debug`` and ``--hpy-debug-frames``, and the marker ``hpy_leaks``.

pytest imports this module wherever hpy is installed. Therefore it needs nothing else of hpy
before it is asked to do something, and no particular version of pytest. It lies outside of
hpy.debug because that imports the runtime, and may be a package of the interpreter's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_NAME = "hpy-leaks"  # of what is registered when the option is given


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("hpy", "HPy extensions")
    group.addoption(
        "--hpy-debug",
        action="store_true",
        help="load universal and hybrid HPy extensions in debug mode, and fail each test in which "
        "one makes a handle that is not closed; `hpy_debug = true` in the ini-file does the same",
    )
    group.addoption(
        "--hpy-debug-frames",
        type=int,
        default=4,
        metavar="N",
        help="keep N native frames for each handle, which tell where it was made, 0 for none; "
        "they take time (default: 4)",
    )
    parser.addini("hpy_debug", "the option --hpy-debug", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marker means."""
    config.addinivalue_line(
        "markers", "hpy_leaks: leaves handles of HPy extensions open on purpose (--hpy-debug)"
    )
    if _is_wanted(config, config.option) and not config.pluginmanager.has_plugin(_NAME):
        raise pytest.UsageError(
            "--hpy-debug: the plugin was loaded too late; load it by `-p hpy.pytest_plugin`"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Switch debug mode on, before the first conftest.py can import an extension."""
    options = early_config.known_args_namespace
    if not _is_wanted(early_config, options):
        return
    if pytest.version_tuple < (8,):
        raise pytest.UsageError(f"--hpy-debug needs pytest 8, and this is {pytest.__version__}")
    _refuse_early_imports()
    _choose_mode(early_config)
    try:
        from hpy._leaks import LeakCheck
    except ImportError as error:
        raise pytest.UsageError(f"--hpy-debug needs the HPy runtime: {error}") from None
    check = LeakCheck(options.hpy_debug_frames)
    early_config.pluginmanager.register(check, _NAME)


def _is_wanted(config: pytest.Config, options: object) -> bool:
    return bool(getattr(options, "hpy_debug", False) or config.getini("hpy_debug"))


def _refuse_early_imports() -> None:
    """Complain of extensions whose mode cannot be chosen any more."""
    mode = os.environ.get("HPY", "")
    names = [name for name, module in list(sys.modules.items()) if _is_binary(module)]
    if names and mode.strip().lower() != "debug" and ":" not in mode:
        raise pytest.UsageError(
            f"--hpy-debug: imported before pytest could choose debug mode: {', '.join(names)}; "
            "set HPY=debug in the environment as well"
        )


def _is_binary(module: object) -> bool:
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and ".hpy" in Path(file).name


def _choose_mode(config: pytest.Config) -> None:
    """Set HPY until pytest ends, which need not be the end of the process."""
    from hpy._program import choose_mode

    before = os.environ.get("HPY")
    choose_mode("debug")

    def restore() -> None:
        if before is None:
            os.environ.pop("HPY", None)
        else:
            os.environ["HPY"] = before

    config.add_cleanup(restore)
