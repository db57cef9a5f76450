"""bench/rounds.py: load modules of one interface, let them take turns, keep their times.

The contestants take turns within each round, and another one begins each time, so that a machine
that becomes slower is unfair to nobody. Times are thread CPU times, taken without the garbage
collector; the figure of each is its best round. The outcome of a turn is checked when its time has
been taken, and is released before the next contestant begins.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.machinery
import itertools
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

# ---- Implementations


class Implementation(NamedTuple):
    """A module, what the table calls it, its version and the binaries that it consists of."""

    label: str
    module: ModuleType
    version: str | None
    binaries: list[Path]


def load_implementations(texts: list[str]) -> list[Implementation]:
    """Load several implementations, each under another label and each with its own binaries.

    Raises ValueError if a label occurs twice, or if folders that were given as different ones hold
    the same binary: it would be loaded only once, and compared with itself.
    """
    implementations = [load_implementation(text) for text in texts]
    for (one, text), (other, other_text) in itertools.combinations(zip(implementations, texts), 2):
        if one.label == other.label:
            raise ValueError(f"{text} and {other_text} need labels: both are called {one.label}")
        if text.partition("@")[2] != other_text.partition("@")[2]:
            check_binaries_differ(one, other)
    return implementations


def check_binaries_differ(one: Implementation, other: Implementation) -> None:
    """Raise ValueError if two implementations have a file in common, be it under two names."""
    for first, second in itertools.product(one.binaries, other.binaries):
        if first.samefile(second):
            raise ValueError(
                f"{one.label} and {other.label} should be two builds, but {first} and {second} are "
                "one file; build again into a folder of its own"
            )


def load_implementation(text: str) -> Implementation:
    """Import `[label=]module[@directory][,mode]`.

    Several builds of one module can run side by side: with a directory, the module is imported
    from there and then forgotten again by the import system. The mode is that of HPy, `debug` or
    `trace`, instead of the one in the environment; a binary has only one mode at a time.

    Raises ModuleNotFoundError if there is no such module, or not in the directory.
    """
    text, _, mode = text.partition(",")
    with environment("HPY", mode):
        return import_implementation(text)


@contextlib.contextmanager
def environment(variable: str, value: str) -> Iterator[None]:
    """Set an environment variable for the block, unless the value is empty."""
    before = dict(os.environ)
    if value:
        os.environ[variable] = value
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def import_implementation(text: str) -> Implementation:
    """Import `[label=]module[@directory]`."""
    source, _, directory = text.partition("@")
    label, _, name = source.rpartition("=")
    if not directory:
        return make_implementation(label or name, name, importlib.import_module(name))
    found = importlib.machinery.PathFinder.find_spec(package_of(name), [directory])
    if found is None:
        raise ModuleNotFoundError(f"{directory} holds no module {package_of(name)}", name=name)
    known = forget_module(name)
    sys.path.insert(0, str(Path(directory).resolve()))
    try:
        return make_implementation(label or text, name, importlib.import_module(name))
    finally:
        del sys.path[0]
        forget_module(name)
        sys.modules.update(known)


def make_implementation(label: str, name: str, module: ModuleType) -> Implementation:
    """Return the implementation that `module` is while the import system still knows it."""
    package = package_of(name)
    version = getattr(sys.modules[package], "__version__", None)
    files = map(find_file, parts_of(package).values())
    suffixes = {Path(suffix).suffix for suffix in importlib.machinery.EXTENSION_SUFFIXES}
    binaries = [Path(file) for file in files if file and Path(file).suffix in suffixes]
    return Implementation(label, module, version, binaries)


def find_file(module: ModuleType) -> str | None:
    """Return the file of a module; PyPy tells that of an HPy module only in its spec."""
    spec = getattr(module, "__spec__", None)
    if spec is not None and spec.has_location:
        return spec.origin
    return getattr(module, "__file__", None)


def package_of(name: str) -> str:
    """Return the first component of a module's name."""
    return name.partition(".")[0]


def find_abi(implementation: Implementation) -> str:
    """Return the ABI of an HPy module, which the names of its binaries tell."""
    universal = any(".hpy0." in binary.name for binary in implementation.binaries)
    return "universal" if universal else "cpython"


def parts_of(package: str) -> dict[str, ModuleType]:
    """Return the module `package` and its submodules, as far as they have been imported."""
    return {m: sys.modules[m] for m in list(sys.modules) if package_of(m) == package}


def forget_module(name: str) -> dict[str, ModuleType]:
    """Remove the package of a module from `sys.modules` and the finders' caches; return it."""
    known = parts_of(package_of(name))
    for part in known:
        del sys.modules[part]
    importlib.invalidate_caches()
    return known


# ---- Rounds


class Contestant(NamedTuple):
    """What is timed: `run(argument)`, whose outcome must be right."""

    label: str
    run: Callable[[Any], Any]
    argument: Any
    is_right: Callable[[Any], bool]


class Result(NamedTuple):
    """The rounds of one contestant, in seconds of thread CPU time."""

    label: str
    seconds: list[float]

    @property
    def best(self) -> float:
        """The figure that counts: what the machine can do when nobody disturbs it."""
        return min(self.seconds)


def play_rounds(
    contestants: list[Contestant], rounds: int, calls: int = 1, lead_in: bool = False
) -> list[Result]:
    """Let all contestants run in turn so many times; see `take_turn` for the rest.

    Raises RuntimeError if an outcome is wrong.
    """
    results = [Result(contestant.label, []) for contestant in contestants]
    pairs = list(zip(contestants, results))
    for number in range(rounds):
        first = number % len(pairs)
        for contestant, result in pairs[first:] + pairs[:first]:
            result.seconds.append(take_turn(contestant, calls, lead_in))
    return results


def take_turn(contestant: Contestant, calls: int = 1, lead_in: bool = False) -> float:
    """Return the thread CPU seconds of one call, on average of so many in a row.

    With `lead_in`, a call precedes that is not timed: it warms the caches, and its outcome is there
    to be released, so that each call is timed together with the release of one outcome. Without
    it, the release of the last outcome is not timed.

    Raises RuntimeError if the last outcome is wrong.
    """
    run, argument = contestant.run, contestant.argument
    gc.collect()
    gc.disable()
    try:
        outcome = run(argument) if lead_in else None
        start = time.thread_time_ns()
        for _ in itertools.repeat(None, calls):
            outcome = None
            outcome = run(argument)
        nanoseconds = time.thread_time_ns() - start
    finally:
        gc.enable()
    if not contestant.is_right(outcome):
        raise RuntimeError(f"{contestant.label} does not repeat its own results")
    return nanoseconds * 1e-9 / calls


# ---- Records


def describe_machine() -> dict[str, str]:
    """Return what the figures in a record depend on, besides the implementations."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "machine": platform.machine(),
        "processor": name_processor(),
        "system": platform.system(),
        **({"pypy": name_pypy()} if sys.implementation.name == "pypy" else {}),
    }


def name_pypy() -> str:
    """Return the version of PyPy itself."""
    return ".".join(map(str, sys.implementation.version[:3]))


def name_processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def describe_implementation(implementation: Implementation) -> dict[str, Any]:
    """Return what was measured, ready to be written as JSON."""
    return {
        "label": implementation.label,
        "module": implementation.module.__name__,
        "version": implementation.version,
        "binaries": ["/".join(binary.parts[-2:]) for binary in implementation.binaries],
    }


def write_record(path: Path, record: Any) -> None:
    """Write a record as JSON, in a folder that is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
