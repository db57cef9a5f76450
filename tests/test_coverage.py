"""tests/test_coverage.py -- house rules about the API table and its tests."""

import re
from pathlib import Path

import pytest
import tables

TESTS = Path(__file__).resolve().parent
TABLES = tables.read(TESTS.parent)
HEADERS = TESTS.parent / "hpy" / "include" / "hpy"

# It asserts things about all names without using any.
LAYOUT = TESTS / "test_layout.c"


@pytest.fixture(scope="module")
def words():
    """Every word of the test extensions outside comments."""
    sources = [source for source in TESTS.rglob("*.c") if source != LAYOUT]
    text = "\n".join(source.read_text("utf-8") for source in sources)
    return set(re.findall(r"\w+", re.sub(r"/\*.*?\*/", "", text, flags=re.S)))


@pytest.mark.parametrize("row", TABLES.functions, ids=lambda row: row.name)
def test_a_function_has_a_test_that_names_it(row, words):
    public = row.name.lstrip("_")  # HPy_New is a macro around _HPy_New
    assert {row.name, public} & words, f"no tests/*.c names {row.name}"


@pytest.mark.parametrize("row", TABLES.functions, ids=lambda row: row.name)
def test_a_function_has_a_contract(row):
    assert row.doc.strip(), f"{row.name} has no comment in api.h"
    assert "TODO" not in row.doc, f"the comment of {row.name} in api.h is to be done"


@pytest.fixture(scope="module")
def bodies():
    """The names of the parameters of every body that is written out."""
    text = "\n".join(path.read_text("utf-8") for path in (HEADERS / "cpython").glob("*.h"))
    found = re.finditer(r"^static inline [^(;]*?(_?HPy\w+)\(([^)]*)\)\s*\{", text, re.M)
    return {body[1]: re.findall(r"(\w+)(?:,|$)", body[2]) for body in found}


@pytest.mark.parametrize("row", TABLES.functions, ids=lambda row: row.name)
def test_a_body_calls_its_parameters_as_the_contract_does(row, bodies):
    names = [parameter.name for parameter in row.parameters]
    assert bodies.get(row.name, names) == names  # a macro makes those that are not found
    assert len(bodies) > len(TABLES.functions) / 2


@pytest.mark.parametrize("row", TABLES.handles, ids=lambda row: row.name)
def test_a_constant_has_a_test_that_names_it(row, words):
    assert row.name in words, f"no tests/*.c names {row.name}"


@pytest.mark.parametrize("row", TABLES.slots, ids=lambda row: row.name)
def test_a_slot_has_a_test_that_fills_it(row, words):
    assert row.name in words, f"no tests/*.c fills {row.name}"


def test_an_extension_has_its_Python_side():
    """A C file that no Python file of the same name loads is never compiled."""
    alone = [
        source.name for source in TESTS.glob("test_*.c") if not source.with_suffix(".py").exists()
    ]
    assert alone == []
