# tests/devel/test_hpydevel.py: what other build systems ask of HPyDevel.

import subprocess
import sys
from pathlib import Path

import pytest

from hpy.devel import HPyDevel
from hpy.devel.abi import ABIS


def test_where_things_are() -> None:
    devel = HPyDevel()
    assert (devel.include_dir / "hpy.h").is_file()
    assert devel.include_dir == devel.base_dir / "include"
    assert devel.src_dir == devel.base_dir / "src"
    assert devel.get_extra_include_dirs() == [str(devel.include_dir)]
    assert (devel.get_include_dir_forbid_python_h() / "Python.h").is_file()


def test_nothing_else_to_compile_or_link() -> None:
    devel = HPyDevel()
    assert devel.get_extra_sources() == []
    assert devel.get_ctx_sources() == []
    for abi in ABIS:
        assert devel.get_static_libs(abi) == []
    with pytest.raises(ValueError, match="unknown HPy ABI 'debug'"):
        devel.get_static_libs("debug")


def test_another_base_directory(tmp_path: Path) -> None:
    devel = HPyDevel(tmp_path)
    assert devel.base_dir == tmp_path
    assert devel.include_dir == tmp_path / "include"
    forbidding = tmp_path / "include" / "hpy" / "forbid_python_h"
    assert devel.get_include_dir_forbid_python_h() == forbidding


def test_importing_the_package_does_not_need_setuptools() -> None:
    program = """if True:
        import sys
        sys.modules.update(setuptools=None, distutils=None, pkg_resources=None)
        import hpy.devel.__main__, hpy.devel.abitag, hpy.devel.stub
        hpy.devel.__main__.main(["--include"])
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip(), "hpy.h").is_file()
