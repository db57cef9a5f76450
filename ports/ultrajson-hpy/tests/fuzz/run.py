"""ports/ultrajson-hpy/tests/fuzz/run.py: random documents through the reader and the module.

First libFuzzer makes them, for a build of src/json with AddressSanitizer and
UndefinedBehaviorSanitizer, then module.py, for the module that is installed; each for so many
seconds. Exit status: 0 if nothing was found, 1 if something was, with the document kept in the
folder `--found`, 2 if clang or libFuzzer is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import module

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "src"
FLAGS = ["-g", "-O1", "-Wall", "-Wextra", "-Werror", f"-I{SOURCES}", "-fno-sanitize-recover=all"]

# Lines of libFuzzer that say only that it has one more document, or one more word for them.
DULL = re.compile(r"#\d+\s+(NEW|REDUCE|RELOAD)|\s+NEW_FUNC|.*# Uses: |#+ .*ecommended dictionary")


# ---- Build


def compile_source(clang: str, source: Path, target: Path) -> None:
    command = [clang, "-std=c11"] if source.suffix == ".c" else [f"{clang}++", "-std=c++17"]
    sanitize = "-fsanitize=fuzzer-no-link,address,undefined"
    subprocess.run([*command, *FLAGS, sanitize, "-c", source, "-o", target], check=True)


def link(clang: str, objects: list[Path], program: Path) -> None:
    sanitize = "-fsanitize=fuzzer,address,undefined"
    subprocess.run([f"{clang}++", sanitize, *objects, "-o", program], check=True)


def build(clang: str, folder: Path) -> Path:
    """Return the program that reads the documents of libFuzzer."""
    objects = []
    for source in [HERE / "target.c", *sorted((SOURCES / "json").glob("*.c*"))]:
        objects.append(folder / f"{source.name}.o")
        compile_source(clang, source, objects[-1])
    link(clang, objects, folder / "target")
    return folder / "target"


EMPTY = (
    "#include <stddef.h>\n"
    "int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);\n"
    "int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)\n"
    "{ return (void)data, (void)size, 0; }\n"
)


def has_libfuzzer(clang: str, folder: Path) -> bool:
    source, target = folder / "empty.c", folder / "empty.o"
    source.write_text(EMPTY)
    try:
        compile_source(clang, source, target)
        link(clang, [target], folder / "empty")
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"run.py: {error}", file=sys.stderr)
        return False
    return True


# ---- Run


def run_reader(program: Path, seconds: int, found: Path) -> bool:
    """Let libFuzzer run; tell whether it found nothing."""
    corpus = program.with_name("corpus")
    corpus.mkdir()
    command = [str(program), str(corpus), str(HERE / "corpus"), f"-dict={HERE / 'json.dict'}"]
    command += [f"-max_total_time={seconds}", f"-max_len={module.MAX_SIZE}", "-timeout=10"]
    command += [f"-artifact_prefix={found}/reader-", "-print_final_stats=1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as process:
        assert process.stderr is not None
        for line in process.stderr:
            if not DULL.match(line):
                print("reader:", line.rstrip(), flush=True)
    return process.returncode == 0


def run_module(seconds: int, found: Path) -> bool:
    """Let module.py run; keep the document that it cannot finish."""
    last = found / "module-last"
    command = [sys.executable, str(HERE / "module.py")]
    command += [f"--seconds={seconds}", f"--last={last}"]
    status = subprocess.run(command, check=False).returncode
    document = module.read_last(last) if last.exists() else b""
    last.unlink(missing_ok=True)
    if status != 0:
        kept = found / f"module-{hashlib.sha1(document).hexdigest()[:16]}"
        kept.write_bytes(document)
        print(f"module: ended with status {status}: {kept}")
    return status == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each of the two (60)")
    parser.add_argument(
        "--clang", default="clang", help="the C compiler; with ++ behind it, of C++"
    )
    parser.add_argument(
        "--found", type=Path, default=HERE / "found", help="folder for what is found"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not has_libfuzzer(arguments.clang, folder):
            print(f"run.py: needs clang with libFuzzer, not {arguments.clang!r}", file=sys.stderr)
            return 2
        arguments.found.mkdir(parents=True, exist_ok=True)
        program = build(arguments.clang, folder)
        done = run_reader(program, arguments.seconds, arguments.found)
    return 0 if run_module(arguments.seconds, arguments.found) and done else 1


if __name__ == "__main__":
    sys.exit(main())
