# hpy/devel/__main__.py: prints what a Makefile has to know to build an HPy extension.
"""The command ``python -m hpy.devel``: one question, one line of answer (a stub has more)."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from typing import Callable

from .abi import ABIS, DEFAULT_HPY_ABI, default_abi
from .abitag import get_hpy_ext_suffix
from .headers import FORBID_PYTHON_H, INCLUDE, cflags
from .stub import stub_source
from .version import __version__

_EPILOG = """\
in a Makefile:
  module$(shell $(PYTHON) -m hpy.devel --suffix --abi universal): module.c
  \t$(CC) -shared -fPIC $(shell $(PYTHON) -m hpy.devel --cflags --abi universal) -o $@ $<
  module.py:
  \t$(PYTHON) -m hpy.devel --stub module --abi universal > $@
"""


def _stub(name: str, abi: str) -> str:
    return stub_source(name.rpartition(".")[2], abi, get_hpy_ext_suffix("cpython")).rstrip("\n")


# What each question prints for an ABI.
_ANSWERS: dict[str, Callable[[str], str]] = {
    "include": lambda abi: str(INCLUDE),
    "forbid_python_h": lambda abi: str(FORBID_PYTHON_H),
    "cflags": lambda abi: " ".join(map(shlex.quote, cflags(abi))),
    "suffix": get_hpy_ext_suffix,
    "default_abi": lambda abi: abi,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hpy.devel",
        description="Print what a build system has to know to build an HPy extension.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    question = parser.add_mutually_exclusive_group(required=True)

    def ask(option: str, help_text: str) -> None:
        destination = option[2:].replace("-", "_")
        question.add_argument(
            option, dest="question", action="store_const", const=destination, help=help_text
        )

    ask("--include", "the directory that holds hpy.h")
    ask("--cflags", "all compiler options: include directories and macros")
    ask("--suffix", "what the file name of an extension module ends in")
    ask("--forbid-python-h", "the directory that goes first in the universal ABI")
    ask("--default-abi", "the ABI that is chosen without --abi")
    question.add_argument(
        "--stub", metavar="MODULE", help="the Python file MODULE.py to put beside the binary"
    )
    question.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--abi",
        choices=ABIS,
        help=f"the ABI to build for (default: $HPY_ABI, else {DEFAULT_HPY_ABI})",
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question on standard output; return the exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        abi = options.abi or default_abi()
        answer = _stub(options.stub, abi) if options.stub else _ANSWERS[options.question](abi)
    except ValueError as error:
        parser.error(str(error))
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
