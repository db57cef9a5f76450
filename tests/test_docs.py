"""The code in the manual and in the README is what it says."""

import re

import extension
import pytest
import runtime

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


# ---- The page about the debug mode


@pytest.fixture
def forget(compiler, tmp_path):
    """A folder with the programs of the page, and the extension that its C blocks are."""
    page = DEBUG_PAGE.read_text("utf-8")
    blocks = BLOCK.findall(page)[:2]
    names = re.findall(r"^HPyDef_METH\((\w+),", "".join(blocks), re.M)
    methods = ", ".join(f"&{name}" for name in names)
    source = tmp_path / "forget.c"
    source.write_text(
        '#include "hpy.h"\n\n' + "\n".join(blocks) + f"static HPyDef *defines[] = {{{methods}, NULL}};\n"
        "static HPyModuleDef def = {.defines = defines};\nHPy_MODINIT(forget, def)\n"
    )  # fmt: skip
    extension.install(compiler.compile(source, "universal"), "universal", tmp_path)
    for name, text in re.findall(r"```python\n# (\w+\.py)\n(.*?)```", page, re.S):
        (tmp_path / name).write_text(text)
    return tmp_path


DEBUG_PAGE = DOCS / "debug-mode.md"


@pytest.mark.leaks
@pytest.mark.skipif(runtime.name() != "hpy", reason="about this runtime")
def test_the_commands_of_the_debug_page(forget):
    """They tell, but for folders and the time, what the page says."""
    from hpy.debug import symbols

    if symbols.find_program() is None:
        pytest.skip("nothing reads debug information here")
    page = DEBUG_PAGE.read_text("utf-8")
    pytest_ = extension.python(forget, "-m", "pytest", "--hpy-debug", "test_shop.py")
    for done in extension.python(forget, "-m", "hpy.debug", "shop.py"), pytest_:
        assert done.returncode == 1, done.stderr
        text = (done.stdout + done.stderr).replace(f"{forget}/", "").split("FAILURES ==")[-1]
        told = [line for line in text.splitlines() if re.search(r"handle|forget|made", line)]
        assert len(told) >= 3
        assert [line for line in told if line not in page.splitlines()] == []
