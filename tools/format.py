"""tools/format.py -- run clang-format over all C files of the project.

Usage: python tools/format.py [--check]

`--check` changes nothing and fails if a file is not formatted as .clang-format says.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("hpy", "ports", "bench", "tests", "docs")


def sources() -> list[str]:
    """All C and C++ files but the generated ones."""
    return sorted(
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".c", ".h", ".cpp"} and not {"generated", "build"} & set(path.parts)
    )


def main() -> int:
    """Format, or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail if unformatted")
    options = ["--dry-run", "-Werror"] if parser.parse_args().check else ["-i"]
    return subprocess.run(["clang-format", *options, *sources()], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
