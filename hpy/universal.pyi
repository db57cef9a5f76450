# hpy/universal.pyi: the types of the extension module hpy.universal, the runtime on CPython.

from collections.abc import Mapping
from importlib.machinery import ModuleSpec
from typing import Any, Final

# What the packages of these names are built on: use those.
from hpy.debug import _debug as _debug
from hpy.trace import _trace as _trace

MODE_UNIVERSAL: Final = 0
"""Load with the plain context: full speed."""

MODE_DEBUG: Final = 1
"""Load with the debug context: every handle is checked."""

MODE_TRACE: Final = 2
"""Load with the trace context: every call is counted."""

def load(name: str, path: str, spec: ModuleSpec, debug: object = False, mode: int = -1) -> Any:
    """Load an HPy extension module from a universal or hybrid binary, and return it.

    The module is neither looked up in `sys.modules` nor put there, and the environment is not
    read. Loading a binary again, even in another mode, gives another module.

    name: the module's name, ASCII; what the binary exports ends in its last component.
    path: the binary. Its name says the ABI, as in `mymodule.hpy0.so`.
    spec: where the module gets `__spec__`, `__loader__` and `__name__` from.
    debug: a truth value; true means MODE_DEBUG.
    mode: a MODE_ constant. If it is not positive, `debug` counts.

    Raises RuntimeError if the binary cannot be loaded: because it cannot be opened, is not an HPy
    module of that name, or asks for an ABI that this runtime does not serve. Raises SystemError
    or ValueError if the module's definition is wrong, and what the module itself raises.
    """

def _load_bootstrap(
    name: str,
    ext_name: str,
    package: str,
    file: str,
    loader: object,
    spec: ModuleSpec,
    env: Mapping[str, str],
    /,
) -> Any:
    """Load the binary of a stub, the file `<name>.py` that hpy.devel puts beside it.

    Works like `load`, chooses the mode from `env["HPY"]`, and gives the module its import
    attributes. With `HPY_LOG` in `env`, a line on `sys.stdout` says so.

    name: the last component of the module's name.
    ext_name: the module's full name.
    package: the name of its package, '' for a module outside of packages.
    file: the path of the binary.
    loader, spec: those that the import system gave to the stub.
    env: the environment, usually `os.environ`. `HPY` holds `universal`, `debug` or `trace`, or
        pairs like `mymodule:debug,other:trace` for single modules.

    Raises ValueError for an `HPY` that is not understood, TypeError for one that is not a str,
    and what `load` raises.
    """

def get_version() -> tuple[str, str]:
    """Return the version of the runtime and the commit it was built from."""
