"""tests/test_environment.py -- the variables HPY and HPY_LOG, as _load_bootstrap reads them.

No binary is needed: the mode is found, and logged, before the file is opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec
from typing import Any

import pytest
import runtime

from hpy import universal

pytestmark = pytest.mark.skipif(runtime.name() != "hpy", reason="about this project's runtime")


def bootstrap(env: Any, name: str = "mod", ext_name: str = "pkg.mod") -> None:
    """Load a module whose binary is missing."""
    spec = ModuleSpec(ext_name, None)
    path = os.path.join(os.sep, "missing", f"{name}.hpy0.so")  # noqa: PTH118
    universal._load_bootstrap(name, ext_name, "pkg", path, None, spec, env)


def log(capsys: pytest.CaptureFixture[str], env: Any, *names: str) -> str:
    """What is printed on the way to the missing binary."""
    with pytest.raises(RuntimeError, match="cannot load module"):
        bootstrap(env, *names)
    return capsys.readouterr().out


def mode(capsys: pytest.CaptureFixture[str], value: str, *names: str) -> str:
    """The mode that `HPY=value` asks for."""
    line = log(capsys, {"HPY": value, "HPY_LOG": ""}, *names)
    for context in ("debug", "trace"):
        if line.endswith(f" in HPy universal mode with the {context} context\n"):
            return context
    assert line.endswith(" in HPy universal mode\n")
    return "universal"


MODES = ("universal", "debug", "trace")


@pytest.mark.parametrize("value", ["", " ", "\t \n"], ids=repr)
def test_empty(capsys, value):
    assert mode(capsys, value) == "universal"


@pytest.mark.parametrize("expected", MODES)
def test_one_mode_for_all(capsys, expected):
    for value in (expected, expected.upper(), expected.title(), f" {expected}\t"):
        assert mode(capsys, value) == expected


@pytest.mark.parametrize("expected", MODES)
@pytest.mark.parametrize("name", ["mod", "pkg.mod"])
def test_one_module(capsys, expected, name):
    for value in (f"{name}:{expected}", f"{name}:{expected.upper()}", f" {name} :\t{expected} "):
        assert mode(capsys, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("mod:debug,other:trace", "debug"),
        ("other:trace,mod:debug", "debug"),
        ("a:trace, b:trace ,mod:debug", "debug"),
        ("a:trace,b:trace", "universal"),
        # names are whole names, of this case
        ("mo:debug", "universal"),
        ("mods:debug", "universal"),
        ("MOD:debug", "universal"),
        ("pkg:debug", "universal"),
        ("pkg.mo:debug", "universal"),
        ("od:debug", "universal"),
        ("kg.mod:debug", "universal"),
        (".mod:debug", "universal"),
        ("m od:debug", "universal"),
        ("other.mod:debug", "universal"),
        # modules may be called like modes
        ("debug:debug", "universal"),
        ("trace:debug,mod:trace", "trace"),
        # the first entry that names the module counts
        ("mod:debug,mod:trace", "debug"),
        ("mod:trace,mod:debug", "trace"),
        ("mod:universal,mod:debug", "universal"),
        ("mod:trace,pkg.mod:debug", "trace"),
        ("pkg.mod:debug,mod:trace", "debug"),
        ("mod:debug," * 1000 + "x:trace", "debug"),
        # not the names of modules that can be loaded
        ("m\xf6d:debug,mod:trace", "trace"),
        ("m\udcffd:debug,mod:trace", "trace"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_several_modules(capsys, value, expected):
    assert mode(capsys, value) == expected


def test_module_outside_of_packages(capsys):
    assert mode(capsys, "mod:debug", "mod", "mod") == "debug"


def test_module_with_any_name(capsys):
    assert mode(capsys, "my-mod:debug", "my-mod", "my-mod") == "debug"
    assert mode(capsys, "p\xe4ck.mod:debug", "mod", "p\xe4ck.mod") == "debug"


@pytest.mark.parametrize(
    ("value", "offending"),
    [
        # mode words
        ("d", "unknown mode 'd'"),
        ("debu", "unknown mode 'debu'"),
        ("debugx", "unknown mode 'debugx'"),
        ("de bug", "unknown mode 'de bug'"),
        ("1", "unknown mode '1'"),
        ("un\u0131versal", "unknown mode 'un\u0131versal'"),
        ("debug\0", r"unknown mode 'debug\\x00'"),
        (" off ", "unknown mode 'off'"),
        ("mod:d", "unknown mode 'd'"),
        ("mod:", "unknown mode ''"),
        ("mod: ", "unknown mode ''"),
        ("mod:debug:trace", "unknown mode 'debug:trace'"),
        ("mod:debug;other:trace", "unknown mode 'debug;other:trace'"),
        ("other:x", "unknown mode 'x'"),
        ("mod:debug,other:x", "unknown mode 'x'"),
        # entries
        (":debug", "no module in entry ':debug'"),
        (" :debug", "no module in entry ':debug'"),
        (":", "no module in entry ':'"),
        (",", "no colon in entry ''"),
        ("mod:debug,", "no colon in entry ''"),
        (",mod:debug", "no colon in entry ''"),
        ("mod:debug,,other:trace", "no colon in entry ''"),
        ("debug,mod:trace", "no colon in entry 'debug'"),
        ("mod:trace, debug ", "no colon in entry 'debug'"),
        ("debug,trace", "no colon in entry 'debug'"),
        ("debug,", "no colon in entry 'debug'"),
        ("\udcff", r"unknown mode '\\\\udcff'"),
    ],
    ids=ascii,
)
def test_malformed(value, offending):
    with pytest.raises(ValueError, match=offending) as caught:
        bootstrap({"HPY": value})
    assert type(caught.value) is ValueError
    assert "environment variable HPY" in str(caught.value)
    assert "HPY=MODE, or HPY=MODULE:MODE,MODULE:MODE,..." in str(caught.value)
    assert "universal, debug or trace" in str(caught.value)


@pytest.mark.parametrize(
    ("env", "exception"),
    [
        ({"HPY": "mod:debu"}, ValueError),
        ({"HPY": "\udcff:debug,"}, ValueError),
        ({"HPY": 1}, TypeError),
        ({"HPY": "mod:debug", "HPY_LOG": ""}, RuntimeError),
    ],
    ids=ascii,
)
def test_without_memory(nomemory, monkeypatch, capfd, env, exception):
    arguments = ("mod", "pkg.mod", "pkg", "/missing/mod.hpy0.so", None, None, env)

    def call() -> None:
        try:
            universal._load_bootstrap(*arguments)
        except exception:
            return
        raise AssertionError("it does not fail")

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        nomemory(call)


# ---- HPY_LOG


def test_silent_without_log(capsys):
    assert log(capsys, {"HPY": "debug"}) == ""


@pytest.mark.parametrize("value", ["", "0", "1"])
def test_log(capsys, value):
    assert log(capsys, {"HPY_LOG": value}) == "Loading 'mod' in HPy universal mode\n"
    assert log(capsys, {"HPY_LOG": value, "HPY": "mod:debug"}) == (
        "Loading 'mod' in HPy universal mode with the debug context\n"
    )


def test_no_log_of_a_value_that_is_refused(capsys):
    with pytest.raises(ValueError, match="HPY"):
        bootstrap({"HPY_LOG": "", "HPY": "x"})
    assert capsys.readouterr().out == ""


def test_log_without_stdout(monkeypatch, capfd):
    """As in a process without a console."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        with pytest.raises(RuntimeError):
            bootstrap({"HPY_LOG": ""})


# ---- The mapping


def test_os_environ(capsys, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setenv("HPY_LOG", "")
        patch.setenv("HPY", "pkg.mod:trace")
        assert "'mod' in HPy universal mode with the trace" in log(capsys, os.environ)
        patch.delenv("HPY")
        assert log(capsys, os.environ) == "Loading 'mod' in HPy universal mode\n"


@pytest.mark.parametrize("variable", ["HPY", "HPY_LOG"])
@pytest.mark.parametrize("value", [None, 1, b"debug", ["debug"]], ids=repr)
def test_value_that_is_no_str(variable, value):
    with pytest.raises(TypeError, match=f"{variable}: expected str, got {type(value).__name__}"):
        bootstrap({variable: value})


def test_value_of_a_str_subclass(capsys):
    class Text(str):
        def strip(self, chars: str | None = None) -> str:
            raise AssertionError("not called")

        split = lower = strip

    assert mode(capsys, Text("mod:trace")) == "trace"


class Environment(Mapping[str, str]):
    """Answers every look-up by an exception."""

    def __init__(self, exception: type[BaseException]) -> None:
        self.exception = exception

    def __getitem__(self, key: str) -> str:
        raise self.exception(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_mapping_without_the_variables(capsys):
    assert log(capsys, Environment(KeyError)) == ""


@pytest.mark.parametrize("exception", [ZeroDivisionError, LookupError, KeyboardInterrupt])
def test_mapping_that_fails(exception):
    with pytest.raises(exception, match="HPY"):
        bootstrap(Environment(exception))


@pytest.mark.parametrize("env", [None, 3, object()], ids=lambda env: type(env).__name__)
def test_no_mapping(env):
    with pytest.raises(TypeError, match=f"env: expected a mapping, got {type(env).__name__}"):
        bootstrap(env)


def test_names_that_are_no_text():
    with pytest.raises(UnicodeEncodeError):
        bootstrap({}, "mod", "p\udcffkg.mod")


@pytest.mark.parametrize("names", [(b"mod", "pkg.mod"), ("mod", None)], ids=repr)
def test_names_that_are_no_str(names):
    with pytest.raises(TypeError, match="must be str"):
        bootstrap({}, *names)
