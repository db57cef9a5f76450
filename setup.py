# setup.py: what pyproject.toml cannot say about building the distribution "hpy".
"""Version, licence and extension module of hpy, and the step that generates headers."""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

from setuptools import Command, Extension, setup
from setuptools.command.build import build
from setuptools.command.build_ext import build_ext
from setuptools.command.sdist import sdist

ROOT = Path(__file__).resolve().parent
REVISION_MODULE = ROOT / "hpy" / "devel" / "_revision.py"

VERSION = runpy.run_path(str(ROOT / "hpy" / "devel" / "version.py"))["__version__"]


def git_revision() -> str:
    """Return the commit of this checkout; of a source distribution, the one it was made from."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(ROOT), "rev-parse", "--short=8", "--verify", "--quiet", "HEAD"]
        answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if answer.returncode == 0:
            return answer.stdout.strip()
    if REVISION_MODULE.exists():
        return str(runpy.run_path(str(REVISION_MODULE))["GIT_REVISION"])
    return "unknown"


def generated_headers() -> list[Path]:
    """Run tools/generate.py, which is no package, and return what it wrote."""
    paths: list[Path] = runpy.run_path(str(ROOT / "tools" / "generate.py"))["generate"](ROOT)
    return paths


class Generate(Command):
    """The first step of a build: write the files that are derived and not committed."""

    description = "write the headers that derive from the API table"
    user_options: ClassVar[list[Any]] = []

    # setuptools sets these for every step of a build.
    editable_mode = False
    build_lib = None

    def initialize_options(self) -> None:
        """Nothing to choose."""

    def finalize_options(self) -> None:
        """Nothing to complete."""

    def run(self) -> None:
        """Write the files into the source tree, where the other steps find them."""
        generated_headers()
        text = f'# Written by setup.py.\nGIT_REVISION = "{git_revision()}"\n'
        if not REVISION_MODULE.exists() or REVISION_MODULE.read_text(encoding="utf-8") != text:
            REVISION_MODULE.write_text(text, encoding="utf-8")
        # Its list of files may have been made before the files were.
        vars(self.get_finalized_command("build_py")).pop("data_files", None)

    def get_source_files(self) -> list[str]:
        """Return nothing: MANIFEST.in names the sources."""
        return []

    def get_outputs(self) -> list[str]:
        """Return nothing: what is installed is copied by build_py."""
        return []

    def get_output_mapping(self) -> dict[str, str]:
        """Return nothing, for the same reason."""
        return {}


class Build(build):
    """The command build, which generates first."""

    sub_commands: ClassVar[list[Any]] = [("generate", None), *build.sub_commands]


class BuildExt(build_ext):
    """The command build_ext, which also when it is called alone finds the headers generated."""

    def run(self) -> None:
        """Compile the runtime."""
        self.run_command("generate")
        super().run()


class Sdist(sdist):
    """The command sdist, which writes down the commit: a source distribution has no .git."""

    def run(self) -> None:
        """Pack the sources."""
        self.run_command("generate")
        super().run()


def sources(pattern: str) -> list[str]:
    """Return the files that match, relative to this directory as setuptools wants them."""
    return sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern))


setup(
    version=VERSION,
    license="MIT",
    ext_modules=[
        Extension(
            "hpy.universal",
            sources=sources("hpy/src/*/*.c"),
            depends=[
                *sources("hpy/include/**/*.h"),
                *sources("hpy/src/**/*.h"),
                # It changes with the commit, which the runtime can tell.
                REVISION_MODULE.relative_to(ROOT).as_posix(),
            ],
            include_dirs=["hpy/include", "hpy/src"],
            define_macros=[("HPY_GIT_REVISION", f'"{git_revision()}"')],
            # Only PyInit_universal is for others to see; calls of CPython go without a detour.
            extra_compile_args=(
                [] if sys.platform == "win32" else ["-fvisibility=hidden", "-fno-plt"]
            ),
        )
    ],
    cmdclass={"build": Build, "build_ext": BuildExt, "generate": Generate, "sdist": Sdist},
)
