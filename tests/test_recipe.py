"""CONTRIBUTING.md, "Add one API function": following the recipe gives a tested function."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r'^ +```\w+ file=(?P<file>\S+) (?P<how>\w+)(?:="(?P<anchor>[^"]*)")?\n(?P<text>.*?)^ +```$',
    re.M | re.S,
)


def apply(root: Path, block: re.Match[str]) -> None:
    """Do to a file what a code block of the recipe says."""
    path, text = root / block["file"], textwrap.dedent(block["text"])
    if block["how"] == "create":
        path.write_text(text, "utf-8")
        return
    old = path.read_text("utf-8")
    if block["how"] == "append":
        new = old + text
    else:
        assert old.count(block["anchor"]) == 1
        keep = block["anchor"] if block["how"] == "before" else ""
        new = old.replace(block["anchor"], text.rstrip("\n") + "\n\n" * bool(keep) + keep)
    path.write_text(new, "utf-8")


def build_runtime(root: Path) -> None:
    """Compile hpy.universal in place."""
    subprocess.run([sys.executable, "tools/generate.py"], cwd=root, check=True)
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    command = sysconfig.get_config_var("LDSHARED").split()
    include = sysconfig.get_path("include")
    sources = [str(path) for path in (root / "hpy/src").glob("*/*.c")]
    flags = ["-fPIC", "-Ihpy/include", "-Ihpy/src", f"-I{include}"]
    output = ["-o", f"hpy/universal{suffix}"]
    subprocess.run([*command, *flags, *sources, *output], cwd=root, check=True)


@pytest.mark.slow
def test_recipe(tmp_path):
    for name in ("hpy", "tools", "tests", "pyproject.toml"):
        source = ROOT / name
        ignore = shutil.ignore_patterns("__pycache__", "*.so", "generated", "test_*", "devel")
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=ignore)
        else:
            shutil.copy(source, tmp_path / name)
    blocks = list(BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert len(blocks) == 4
    for block in blocks:
        apply(tmp_path, block)
    build_runtime(tmp_path)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/test_list_reverse.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 passed" in done.stdout
