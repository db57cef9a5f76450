# hpy/devel/build_ext.py: the setuptools command "build_ext", for HPy extensions in any ABI.
"""The command ``build_ext``: file names, symbols and stubs of HPy extensions.

Extensions that are not HPy's, which a distribution may have beside them, are built as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from setuptools import Extension
from setuptools.command.build_ext import build_ext
from setuptools.errors import FileError

from .abitag import get_hpy_ext_suffix
from .distribution import chosen_abi, hpy_extensions
from .extension import abi_of, exported_symbols, prepare
from .headers import INCLUDE
from .jobs import compiling_in_parallel, job_count
from .stub import is_stub, stub_source

__all__ = ["HPyBuildExt"]


class HPyBuildExt(build_ext):
    """Builds HPy extensions for the ABI that the distribution chose."""

    def finalize_options(self) -> None:
        """Prepare the extensions for their ABI."""
        abi = chosen_abi(self.distribution)
        for extension in hpy_extensions(self.distribution):
            prepare(extension, abi)
        super().finalize_options()

    def build_extension(self, ext: Any) -> None:
        """Build one extension, and its stub beside it."""
        abi = abi_of(ext)
        if abi is None:
            super().build_extension(ext)
            return
        own = ext.depends
        try:
            # A new version of HPy means another binary. Only for the moment, since `depends` is
            # also a list of files for source distributions.
            ext.depends = [*own, *map(str, INCLUDE.rglob("*.h"))]
            with compiling_in_parallel(self.compiler, self._jobs()):
                super().build_extension(ext)
        finally:
            ext.depends = own
        if abi != "cpython":
            self._write_stub(ext, abi)

    def _jobs(self) -> int:
        """Return how many sources of an extension may be compiled at the same time."""
        # With --parallel setuptools already has several extensions in the works.
        return 1 if self.parallel and len(self.extensions) > 1 else job_count(self.parallel)

    def copy_extensions_to_source(self) -> None:
        """Copy binaries and stubs of an in-place build to their packages in the source tree."""
        for extension in hpy_extensions(self.distribution):
            self._remove_rival(extension)
        super().copy_extensions_to_source()
        for built, inplace in self._stubs():
            if built.exists():
                _refuse_to_overwrite(inplace)
                self.copy_file(str(built), str(inplace))

    def get_ext_filename(self, fullname: str) -> str:
        """Return the file name of the module ``fullname``, relative to the build directory."""
        filename: str = super().get_ext_filename(fullname)
        abi = abi_of(self._find_extension(fullname))
        if abi is None:
            return filename
        stem = str(Path(*fullname.split(".")))
        return stem + get_hpy_ext_suffix(abi, filename[len(stem) :])

    def get_ext_fullpath(self, ext_name: str) -> str:
        """Return the path of the extension ``ext_name``, in the build or in the source tree.

        setuptools goes by the last component of the name here, which two modules may share.
        """
        filename = self.get_ext_filename(self.get_ext_fullname(ext_name))
        return str(Path(super().get_ext_fullpath(ext_name)).with_name(Path(filename).name))

    def get_export_symbols(self, ext: Any) -> list[str]:
        """Return what a Windows library has to export."""
        if not _needs_stub(ext):
            symbols: list[str] = super().get_export_symbols(ext)
            return symbols
        return [*(ext.export_symbols or []), *exported_symbols(_short_name(ext))]

    def get_libraries(self, ext: Any) -> list[str]:
        """Return the libraries to link; Python's own is not for universal extensions."""
        if abi_of(ext) == "universal":
            return list(ext.libraries)
        libraries: list[str] = super().get_libraries(ext)
        return libraries

    def get_outputs(self) -> list[str]:
        """Return all files that the command makes, stubs included."""
        outputs = super().get_outputs()
        if self.inplace:
            return outputs
        return sorted({*outputs, *(str(built) for built, _ in self._stubs())})

    def get_output_mapping(self) -> dict[str, str]:
        """Return, of an in-place build, which file in the build tree goes where."""
        mapping = super().get_output_mapping()
        if self.inplace:
            mapping.update((str(built), str(inplace)) for built, inplace in self._stubs())
        return mapping

    def _find_extension(self, fullname: str) -> Extension | None:
        for extension in hpy_extensions(self.distribution):
            if self.get_ext_fullname(extension.name) == fullname:
                return extension
        return None

    def _write_stub(self, extension: Extension, abi: str) -> None:
        binary = Path(self.get_ext_fullpath(extension.name))
        name = _short_name(extension)
        # What the interpreter would call it is what the name of a plain extension ends in.
        ext_suffix = super().get_ext_filename(name)[len(name) :]
        stub = binary.parent / f"{name}.py"
        _refuse_to_overwrite(stub)
        stub.write_text(stub_source(name, abi, ext_suffix), encoding="utf-8")

    def _stubs(self) -> Iterator[tuple[Path, Path]]:
        """Yield, for each stub, its path in the build tree and in the source tree."""
        for extension in filter(_needs_stub, hpy_extensions(self.distribution)):
            built, inplace = self._directories(extension)
            stub = f"{_short_name(extension)}.py"
            yield built / stub, inplace / stub

    def _directories(self, extension: Extension) -> tuple[Path, Path]:
        *package, _ = self.get_ext_fullname(extension.name).split(".")
        build_py: Any = self.get_finalized_command("build_py")
        inplace = Path(build_py.get_package_dir(".".join(package)))
        return Path(self.build_lib, *package), inplace

    def _remove_rival(self, extension: Extension) -> None:
        """Remove what an in-place build of another ABI left, since it could be imported instead."""
        name = _short_name(extension)
        _, directory = self._directories(extension)
        if _needs_stub(extension):
            # An interpreter prefers its own suffix to a stub.
            (directory / super().get_ext_filename(name)).unlink(missing_ok=True)
        elif is_stub(directory / f"{name}.py"):
            # The finders of editable installs prefer a Python file.
            (directory / f"{name}.py").unlink()


def _short_name(extension: Extension) -> str:
    return extension.name.rpartition(".")[2]


def _needs_stub(extension: Extension) -> bool:
    return abi_of(extension) in ("universal", "hybrid")


def _refuse_to_overwrite(stub: Path) -> None:
    if stub.exists() and not is_stub(stub):
        raise FileError(
            f"{stub} is in the way: an HPy extension module of the same name needs this file for "
            f"its stub; rename one of the two, or build for the cpython ABI"
        )
