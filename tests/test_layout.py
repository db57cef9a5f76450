"""tests/test_layout.py -- compile the assertions about the binary interface."""

import shutil
import struct
from pathlib import Path

import extension
import pytest

ABIS = ()  # the C file is no module
SOURCE = Path(__file__).with_suffix(".c")

pytestmark = [
    pytest.mark.skipif(struct.calcsize("l") != 8, reason="asserted for LP64 only"),
    pytest.mark.leaks,
]


@pytest.mark.parametrize("abi", ["universal", "hybrid"])
@pytest.mark.parametrize("language", ["-xc -std=c11", "-xc++ -std=c++17"])
@pytest.mark.parametrize("compiler_name", ["gcc", "clang"])
def test_layout(compiler_name, language, abi):
    if shutil.which(compiler_name) is None:
        pytest.skip(f"there is no {compiler_name}")
    extension.run(
        [
            *[compiler_name, *language.split(), "-fsyntax-only", *extension.STRICT],
            *extension.include_flags(abi),
            str(SOURCE),
        ]
    )


def test_an_assertion_can_fail(tmp_path):
    wrong = tmp_path / "wrong.c"
    text = SOURCE.read_text().replace("SIZE(HPyDef, 64)", "SIZE(HPyDef, 72)")
    wrong.write_text(text)
    with pytest.raises(extension.CompileError, match="size of HPyDef"):
        extension.run(
            [
                *extension.compiler_of_python(),
                "-fsyntax-only",
                *extension.include_flags("universal"),
                str(wrong),
            ]
        )
