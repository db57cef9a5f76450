# tests/devel/test_pyproject.py: extensions that a pyproject.toml declares.

from pathlib import Path

import pytest
from setuptools.errors import SetupError

from hpy.devel.pyproject import read_extensions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pyproject.toml"


def test_projects_without_the_table(path: Path) -> None:
    assert read_extensions(path) == []
    path.write_text('[project]\nname = "hpy-user"\n', encoding="utf-8")
    assert read_extensions(path) == []
    # Whether such a file is correct is for others to say.
    path.write_text("this is no TOML", encoding="utf-8")
    assert read_extensions(path) == []
    path.write_text("[tool.hpy]\n", encoding="utf-8")
    assert read_extensions(path) == []


def test_smallest_declaration(path: Path) -> None:
    path.write_text(
        '[[tool.hpy.ext-modules]]\nname = "a.b"\nsources = ["b.c"]\n'
        '[[tool.hpy.ext-modules]]\nname = "c"\nsources = ["c.c", "d.c"]\n',
        encoding="utf-8",
    )
    first, second = read_extensions(path)
    assert (first.name, first.sources, first.include_dirs) == ("a.b", ["b.c"], [])
    assert (second.name, second.sources, second.define_macros) == ("c", ["c.c", "d.c"], [])


def test_all_keys(path: Path) -> None:
    path.write_text(
        """
        [[tool.hpy.ext-modules]]
        name = "module"
        sources = ["module.cpp"]
        include-dirs = ["include"]
        define-macros = [["WITH", "1"], ["WITHOUT"]]
        undef-macros = ["NDEBUG"]
        library-dirs = ["lib"]
        libraries = ["m"]
        runtime-library-dirs = ["rpath"]
        extra-objects = ["object.o"]
        extra-compile-args = ["-O2"]
        extra-link-args = ["-s"]
        export-symbols = ["symbol"]
        depends = ["module.h"]
        language = "c++"
        optional = true
        """,
        encoding="utf-8",
    )
    (extension,) = read_extensions(path)
    assert extension.define_macros == [("WITH", "1"), ("WITHOUT", None)]
    given = {
        "name": "module",
        "sources": ["module.cpp"],
        "include_dirs": ["include"],
        "undef_macros": ["NDEBUG"],
        "library_dirs": ["lib"],
        "libraries": ["m"],
        "runtime_library_dirs": ["rpath"],
        "extra_objects": ["object.o"],
        "extra_compile_args": ["-O2"],
        "extra_link_args": ["-s"],
        "export_symbols": ["symbol"],
        "depends": ["module.h"],
        "language": "c++",
        "optional": True,
    }
    assert {name: getattr(extension, name) for name in given} == given


WRONG = [
    ('name = "m"', "number 1: the key 'sources' is missing"),
    ('sources = ["m.c"]', "number 1: the key 'name' is missing"),
    ('name = "m"\nsource = ["m.c"]', "unknown key 'source': did you mean 'sources'?"),
    ('name = "m"\nextra_compile_args = []', "did you mean 'extra-compile-args'?"),
    ('name = "m"\ncolour = "red"', "unknown key 'colour': known are"),
    ('name = "m"\nsources = "m.c"', "'sources': expected a list of strings, got 'm.c'"),
    ('name = "m"\nsources = [1]', "'sources': expected a list of strings, got [1]"),
    ('name = 3\nsources = ["m.c"]', "'name': expected a string, got 3"),
    ('name = "m"\nsources = []\noptional = 1', "'optional': expected a bool, got 1"),
    ('name = "m"\nsources = []\ndefine-macros = ["A"]', "expected a list of macros"),
    ('name = "m"\nsources = []\ndefine-macros = [["A", 1]]', "expected a list of macros"),
    ('name = "m"\nsources = []\ndefine-macros = [["A", "1", "2"]]', "expected a list of macros"),
    ('name = "m"\nsources = []\ndefine-macros = [[]]', "expected a list of macros"),
]


@pytest.mark.parametrize(("declaration", "message"), WRONG)
def test_wrong_declarations(path: Path, declaration: str, message: str) -> None:
    path.write_text(f"[[tool.hpy.ext-modules]]\n{declaration}\n", encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        read_extensions(path)
    assert str(caught.value).startswith("pyproject.toml: [[tool.hpy.ext-modules]] number 1")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[tool.hpy]\nabi = "universal"\n', "[tool.hpy]: unknown key 'abi'"),
        ("[tool.hpy.ext-modules]\na = 1\n", "write one table [[tool.hpy.ext-modules]] for each"),
        ("[tool.hpy]\next-modules = [1]\n", "number 1: expected a table, got 1"),
        ("[tool]\nhpy = 1 # tool.hpy\n", "[tool.hpy]: expected a table, got 1"),
    ],
)
def test_wrong_tables(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        read_extensions(path)
    assert message in str(caught.value)
