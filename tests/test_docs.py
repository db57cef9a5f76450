"""The code in the manual and in the README is what it says."""

import re

import extension
import pytest

DOCS = extension.TESTS.parent / "docs"
README = extension.TESTS.parent / "README.md"
EXAMPLES = sorted(DOCS.glob("examples/*.c"))
TAKEN_FOR_GRANTED = """
#define HPY_ABI_MAX_MINOR 1
#include "hpy.h"
extern PyObject *spam_fill(PyObject *);
extern int visit_keys(HPyContext *, HPy);
extern void visit(HPyContext *, HPy, HPy);
"""
BLOCK = re.compile(r"^```c\n(.*?)^```", re.M | re.S)


def load(compiler, source, abi):
    return extension.load(source.stem, compiler.compile(source, abi, "-Wunused-parameter"), abi)


def test_the_manual_shows_every_example():
    pages = "\n".join(page.read_text("utf-8") for page in DOCS.glob("*.md"))
    assert [example for example in EXAMPLES if f"examples/{example.name}" not in pages] == []


@pytest.mark.parametrize("abi", ["cpython", "universal", "hybrid"])
class TestExamples:
    def test_hello(self, compiler, abi):
        hello = load(compiler, DOCS / "examples" / "hello.c", abi)
        assert hello.greet("you") == "Hello, you!"

    def test_box(self, compiler, abi):
        box = load(compiler, DOCS / "examples" / "box.c", abi)
        full = box.Box([1])
        assert full.content == [1]
        del full.content
        with pytest.raises(box.Empty, match="the box is empty"):
            full.content  # noqa: B018


def test_the_README_shows_an_example():
    (module,) = [m for m in BLOCK.findall(README.read_text("utf-8")) if "HPy_MODINIT" in m]
    assert module in (DOCS / "examples" / "hello.c").read_text("utf-8")


def test_every_example_is_compiled():
    assert [example.stem for example in EXAMPLES] == ["box", "hello"]


@pytest.mark.leaks
def test_fragments_of_the_manual_compile(tmp_path):
    """Functions that the manual shows whole; lines in the middle of one cannot be tried."""
    whole = [
        block
        for page in sorted(DOCS.glob("*.md"))
        for block in BLOCK.findall(page.read_text("utf-8"))
        if re.match(r"static \w|HPyDef_METH", block) and "legacy" not in block
    ]
    assert whole
    for number, block in enumerate(whole):
        source = tmp_path / f"fragment{number}.c"
        source.write_text(TAKEN_FOR_GRANTED + block, "utf-8")
        extension.run([*extension.check_command("hybrid", "-Wno-unused"), str(source)])
