"""tests/test_binary.py -- what a binary exports and imports, and what it is made of."""

import re
import shutil
import subprocess
import sys

import extension
import pytest

pytestmark = pytest.mark.leaks

PARTS = extension.TESTS / "parts"
UNIVERSAL = sorted(
    source
    for source in extension.TESTS.glob("test_*.c")
    if source.stem != "test_layout"  # which is no module
    and "HPY_EMBEDDED_MODULES" not in source.read_text("utf-8")
    and "Python.h" not in source.read_text("utf-8")
)
needs_nm = pytest.mark.skipif(
    shutil.which("nm") is None or sys.platform != "linux", reason="reads symbols by `nm -D`"
)


def symbols(binary):
    """The dynamic symbols of a binary: those it imports, those it exports."""
    done = subprocess.run(["nm", "-D", binary], check=True, capture_output=True, text=True)
    imported, exported = set(), set()
    for line in done.stdout.splitlines():
        kind, name = line.split()[-2:]
        name = name.split("@")[0]
        (imported if kind in "Uwv" else exported).add(name)
    return imported, exported


def build(abi, folder, *flags, sources=("parts.c", "counter.c")):
    binary = folder / ("parts" + extension.SUFFIXES[abi])
    files = [str(PARTS / source) for source in sources]
    extension.run([*extension.compile_command(abi, *flags), *files, "-o", str(binary)])
    return binary


def of_python(names):
    """Those that are not the extension's own, nor the C library's."""
    return {name for name in names if re.match(r"_?(Py|HPy|get_required_hpy|_?ctx)", name)}


@needs_nm
@pytest.mark.parametrize("source", UNIVERSAL, ids=lambda source: source.stem)
def test_a_universal_binary_imports_nothing_of_Python(compiler, source):
    try:
        binary = compiler.binary(source, "universal")
    except extension.CompileError:
        assert '"hybrid"' in source.with_suffix(".py").read_text("utf-8")
        return  # legacy tests, for the hybrid ABI only
    imported, exported = symbols(binary)
    name = source.stem
    assert of_python(imported) == set()
    assert of_python(exported) == {
        f"HPyInit_{name}",
        f"HPyInitGlobalContext_{name}",
        f"get_required_hpy_major_version_{name}",
        f"get_required_hpy_minor_version_{name}",
    }


@needs_nm
def test_a_cpython_binary_exports_its_init_function_only(tmp_path):
    imported, exported = symbols(build("cpython", tmp_path))
    assert of_python(exported) == {"PyInit_parts"}
    assert {name for name in imported if "HPy" in name} == set()


def test_nothing_private_of_CPython_is_named():
    """CPython's own macros and inline functions may do so; ours only its feature tests."""
    hpy = extension.TESTS.parent / "hpy"
    sources = [*hpy.glob("include/**/*.h"), *hpy.glob("src/**/*.[ch]")]
    found = {
        (source.name, name)
        for source in sources
        for name in re.findall(r"\b_Py[A-Za-z]\w*", code_of(source))
    }
    assert found == set()


def code_of(source):
    return re.sub(r"/\*.*?\*/", "", source.read_text("utf-8"), flags=re.S)


@pytest.mark.parametrize("abi", ["cpython", "universal", "hybrid"])
def test_several_files(tmp_path, abi):
    parts = extension.load("parts", build(abi, tmp_path), abi)
    counter = parts.Counter()
    assert [counter.open(), counter.open()] == [1, 2]
    assert repr(counter) == "Counter at 2"
    assert parts.write("text") == "text"


def refusal(abi, folder, *flags):
    with pytest.raises(extension.CompileError) as caught:
        build(abi, folder, *flags)
    return str(caught.value)


def test_no_ABI(tmp_path):
    assert "define exactly one of" in refusal("universal", tmp_path, "-UHPY_ABI_UNIVERSAL")


def test_two_ABIs(tmp_path):
    assert "define exactly one of" in refusal("universal", tmp_path, "-DHPY_ABI_CPYTHON")


def test_a_minor_version_that_the_headers_do_not_have(tmp_path):
    text = refusal("universal", tmp_path, "-DHPY_ABI_MINOR=99")
    assert "HPY_ABI_MINOR is newer than these headers" in text
    text = refusal("universal", tmp_path, "-DHPY_ABI_MAX_MINOR=99")
    assert "HPY_ABI_MAX_MINOR is newer than these headers" in text
    text = refusal("universal", tmp_path, "-DHPY_ABI_MINOR=1", "-DHPY_ABI_MAX_MINOR=0")
    assert "must not be older than HPY_ABI_MINOR" in text


def test_Python_h_in_the_universal_ABI(tmp_path):
    text = refusal("universal", tmp_path, "-include", "Python.h")
    assert "hybrid" in text
    assert "#error" in text


def test_a_function_that_is_newer_than_the_ABI_asked_for(tmp_path):
    source = tmp_path / "newer.c"
    source.write_text(
        '#include "hpy.h"\n'
        "int f(HPyContext *ctx, HPy d, HPy_ssize_t *p, HPy *k, HPy *v);\n"
        "int f(HPyContext *ctx, HPy d, HPy_ssize_t *p, HPy *k, HPy *v)\n"
        "{ return HPyDict_Next(ctx, d, p, k, v); }\n"
    )
    command = [*extension.check_command("universal"), str(source)]
    with pytest.raises(extension.CompileError, match="HPyDict_Next"):
        extension.run(command)
    extension.run([*command, "-DHPY_ABI_MINOR=1"])
