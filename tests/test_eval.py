"""tests/test_eval.py -- HPyImport_ImportModule, HPy_Compile_s, HPy_EvalCode."""

import importlib
import os.path
import sys
import types

import pytest

NULL = ...
EXPR, FILE, SINGLE = 0, 1, 2


def test_ImportModule(mod):
    assert mod.ImportModule("sys") is sys
    assert mod.ImportModule("os.path") is os.path
    assert mod.ImportModule("xml.dom.minidom") is importlib.import_module("xml.dom.minidom")


def test_ImportModule_fails(mod, tmp_path, monkeypatch):
    (tmp_path / "raises_when_imported.py").write_text("1 / 0")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportError):
        mod.ImportModule("no_module_of_this_name")
    with pytest.raises(ImportError):
        mod.ImportModule("sys.no_module_of_this_name")
    with pytest.raises(ZeroDivisionError):
        mod.ImportModule("raises_when_imported")
    with pytest.raises(ValueError):
        mod.ImportModule("")


def test_Compile_s(mod):
    code = mod.Compile_s("1 + 2", "größe.py", EXPR)
    assert type(code) is types.CodeType
    assert code.co_filename == "größe.py"
    assert eval(code) == 3
    namespace = {}
    exec(mod.Compile_s("x = 1\ny = 'ü'\n", "f.py", FILE), namespace)
    assert (namespace["x"], namespace["y"]) == (1, "ü")


def test_Compile_s_of_a_statement(mod, capsys):
    exec(mod.Compile_s("1 + 2", "f.py", SINGLE))
    assert capsys.readouterr().out == "3\n"


@pytest.mark.parametrize(
    "source, kind", [("1 +", EXPR), ("x = 1", EXPR), ("if", FILE), ("x\ny\n", SINGLE)]
)
def test_Compile_s_syntax_error(mod, source, kind):
    with pytest.raises(SyntaxError) as caught:
        mod.Compile_s(source, "here.py", kind)
    assert caught.value.filename == "here.py"


@pytest.mark.parametrize("kind", [3, -1, 258])
def test_Compile_s_unknown_kind(mod, kind):
    with pytest.raises(SystemError):
        mod.Compile_s("1", "f.py", kind)


def test_EvalCode(mod):
    code = compile("x + y", "f.py", "eval")
    assert mod.EvalCode(code, {"x": 1}, {"y": 2}) == 3
    assert mod.EvalCode(code, {"x": 1, "y": 1}, {"y": 2}) == 3


def test_EvalCode_of_statements(mod):
    code = compile("x = 1\nglobal y\ny = 2", "f.py", "exec")
    globals_, locals_ = {}, {}
    assert mod.EvalCode(code, globals_, locals_) is None
    assert locals_ == {"x": 1}
    assert globals_["y"] == 2


def test_EvalCode_without_locals(mod):
    globals_ = {"x": 1}
    mod.EvalCode(compile("y = x + 1", "f.py", "exec"), globals_, NULL)
    assert globals_["y"] == 2


def test_EvalCode_knows_the_builtins(mod):
    assert mod.EvalCode(compile("len('abc')", "f.py", "eval"), {}, {}) == 3


def test_EvalCode_fails(mod):
    with pytest.raises(NameError):
        mod.EvalCode(compile("missing", "f.py", "eval"), {}, {})
    with pytest.raises(ZeroDivisionError):
        mod.EvalCode(compile("1 / 0", "f.py", "eval"), {}, NULL)
