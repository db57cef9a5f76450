"""ports/ultrajson-hpy/tests/test_module.py: names, arguments and documentation."""

from __future__ import annotations
import __future__

import inspect
import types
from pathlib import Path

import pytest
import ujson_hpy

FUNCTIONS = ("decode", "dump", "dumps", "encode", "load", "loads")

OPTIONS = (
    "ensure_ascii=True, encode_html_chars=False, escape_forward_slashes=True, sort_keys=False, "
    "indent=0, allow_nan=True, reject_bytes=True, default=None, separators=None"
)

SIGNATURES = {
    "decode": "(obj)",
    "dump": f"(obj, fp, /, *, {OPTIONS})",
    "dumps": f"(obj, {OPTIONS})",
    "encode": f"(obj, {OPTIONS})",
    "load": "(fp, /)",
    "loads": "(obj)",
}


def test_names() -> None:
    assert ujson_hpy.__all__ == ["JSONDecodeError", *FUNCTIONS]
    assert all(hasattr(ujson_hpy, name) for name in ujson_hpy.__all__)
    assert isinstance(ujson_hpy.__version__, str)


def test_the_two_names_are_two_functions() -> None:
    assert ujson_hpy.dumps is not ujson_hpy.encode
    assert ujson_hpy.loads is not ujson_hpy.decode


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str) -> None:
    function = getattr(ujson_hpy, name)
    assert callable(function)
    assert function.__name__ == name


@pytest.mark.parametrize("name", FUNCTIONS)
def test_text_of_the_signature(name: str) -> None:
    text = getattr(ujson_hpy, name).__text_signature__
    assert text.replace("($module, ", "(") == SIGNATURES[name]


@pytest.mark.pypy("says (*args, **keywords) of every function of HPy")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_signature(name: str) -> None:
    assert str(inspect.signature(getattr(ujson_hpy, name))) == SIGNATURES[name]


@pytest.fixture(scope="module")
def stub() -> dict[str, types.FunctionType]:
    """Return the functions of the type stub that is installed."""
    source = Path(ujson_hpy.__file__).with_name("_ujson.pyi").read_text("utf-8")
    names: dict[str, object] = {}
    flags = __future__.annotations.compiler_flag
    exec(compile(source, "_ujson.pyi", "exec", flags), names)
    return {n: f for n, f in names.items() if isinstance(f, types.FunctionType)}


def without_annotations(function: types.FunctionType) -> inspect.Signature:
    nothing = inspect.Parameter.empty
    signature = inspect.signature(function)
    parameters = [p.replace(annotation=nothing) for p in signature.parameters.values()]
    return inspect.Signature(parameters)


def test_stub(stub: dict[str, types.FunctionType]) -> None:
    assert sorted(stub) == sorted(FUNCTIONS)
    for name, function in stub.items():
        assert str(without_annotations(function)) == SIGNATURES[name]


def test_types_are_complete(stub: dict[str, types.FunctionType]) -> None:
    for function in stub.values():
        assert {*function.__annotations__} == {*inspect.signature(function).parameters, "return"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_documentation(name: str) -> None:
    text = inspect.getdoc(getattr(ujson_hpy, name))
    assert text is not None
    assert len(text.split("\n")[0]) > 20
    assert "--" not in text
    if name.startswith(("dump", "encode")):
        for option in OPTIONS.split(", "):
            assert f"{option.split('=')[0]}: " in text


def test_module_is_documented() -> None:
    assert ujson_hpy.__doc__
    assert ujson_hpy._ujson.__doc__  # type: ignore[attr-defined]


def test_arguments_of_dumps(write) -> None:
    assert write(obj=1) == "1"
    order = (["/<é", {"b": b"x", "a": 1.5}], False, True, False, True, 1, False, False, None)
    assert write(*order, (";", "=")) == ('[\n "/\\u003cé";\n {\n  "a"=1.5;\n  "b"="x"\n }\n]')
    for arguments in [(), range(11)]:
        with pytest.raises(TypeError):
            write(*arguments)
    with pytest.raises(TypeError):
        write(1, obj=1)


@pytest.mark.parametrize(
    "name",
    ["cls", "object_hook", "skipkeys", "check_circular", "double_precision", "precise_float", ""],
)
def test_other_keywords_of_dumps(write, name: str) -> None:
    with pytest.raises(TypeError):
        write(1, **{name: None})


def test_arguments_of_loads(read) -> None:
    assert read(obj="1") == 1
    for arguments in [(), ("1", "2")]:
        with pytest.raises(TypeError):
            read(*arguments)
    for keywords in [{"s": "1"}, {"object_hook": None}, {"precise_float": True}]:
        with pytest.raises(TypeError):
            read(**keywords)
        with pytest.raises(TypeError):
            read("1", **keywords)
    with pytest.raises(TypeError):
        read("1", obj="1")
