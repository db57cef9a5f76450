"""ports/ultrajson-hpy/tests/fuzz/module.py: random documents through the installed module.

What is accepted has to be what the standard library reads, where it accepts the document too, and
has to come back from `dumps` and `loads`. The document at hand is always in the file `last`, so
that it is known after a crash.
"""

from __future__ import annotations

import argparse
import json
import mmap
import random
import re
import sys
import time
from pathlib import Path
from typing import Any, Callable

import ujson_hpy

CORPUS = Path(__file__).with_name("corpus")
MAX_SIZE = 4096

# What is kept to be changed again is shorter, as otherwise it only grows.
MAX_KEPT = 400

# Enough for the standard library to read and to print what is nested as deep as `loads` reads it.
RECURSION_LIMIT = 5000

BAD_ESCAPE = re.compile(r"\\u(?![0-9a-fA-F]{4})")

# The name of an exception's class and its message, or "value" and repr of what was returned.
Outcome = tuple[str, str]

PIECES = [
    *[
        bytes([byte])
        for byte in b'{}[]:,"\\-+.eE0123456789 \n\t\0\x01\x1f\x7f\x80\xbf\xc3\xed\xf4\xff'
    ],
    *[
        b"null",
        b"true",
        b"false",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b'"a":',
        b"[]",
        b"{}",
        b"1e400",
    ],
    *[b"9223372036854775808", b"18446744073709551616", b"-.5", b"2.e3", b"        ", b"x" * 64],
    *[b"\\u00e9", b"\\ud83d\\ude00", b"\\ud800", b"\\n", b"\\/", b'\\"', b"\\x", b"\\u12"],
    *[
        b"\xc3\xa9",
        b"\xe2\x82\xac",
        b"\xed\xa0\x80",
        b"\xf0\x9f\x98\x80",
        b"\xc0\x80",
        b"\xf5\x80\x80\x80",
    ],
]

OPTIONS: list[dict[str, Any]] = [
    {},
    {"ensure_ascii": False},
    {"encode_html_chars": True, "escape_forward_slashes": False},
    {"indent": 1, "ensure_ascii": False},
    {"indent": -1, "separators": (" ,\n", "\t: ")},
]


def outcome(function: Callable[..., Any], *arguments: Any, **keywords: Any) -> Outcome:
    try:
        return "value", repr(function(*arguments, **keywords))
    except ujson_hpy.JSONDecodeError as error:
        return "JSONDecodeError", error.msg
    except ValueError as error:  # of json, and of integers with too many digits
        return type(error).__name__, str(error)


def check_round_trip(document: bytes) -> None:
    """The stdlib writes a lone surrogate before another as if they were a pair, as `dumps` does."""
    value = ujson_hpy.loads(document)
    for options in OPTIONS:
        text = ujson_hpy.dumps(value, **options)
        ensure_ascii = options.get("ensure_ascii", True)
        expected = outcome(json.loads, json.dumps(value, ensure_ascii=ensure_ascii))
        assert outcome(json.loads, text) == expected, options
        assert outcome(ujson_hpy.loads, text) == expected, options


def is_refused_alone(text: str) -> bool:
    """May json accept what `loads` refuses?

    It takes a NUL in a string, if it is to take other control characters. That of PyPy takes for
    the digits of an escape whatever int() takes: blanks, a sign, "_".
    """
    lenient = sys.implementation.name == "pypy"
    return "\0" in text or (lenient and BAD_ESCAPE.search(text) is not None)


def check_against_json(text: str, result: Outcome) -> None:
    expected = outcome(json.loads, text, strict=False)
    if expected[0] == "value" and not is_refused_alone(text):
        assert result == expected


def check(document: bytes) -> bool:
    """Tell whether the document is accepted, after everything about it was checked."""
    result = outcome(ujson_hpy.loads, document)
    assert outcome(ujson_hpy.loads, bytearray(document)) == result
    try:
        text = document.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        assert result[0] != "value"
        return False
    assert outcome(ujson_hpy.loads, text) == result
    check_against_json(text, result)
    if result[0] == "value":
        check_round_trip(document)
    return result[0] == "value"


def mutate(document: bytes, others: list[bytes], rnd: random.Random) -> bytes:
    """Replace a part by a piece, or by a part of another document."""
    first = rnd.randrange(len(document) + 1)
    last = min(first + rnd.choice([0, 0, 1, 2, rnd.randrange(1, 100)]), len(document))
    other = rnd.choice(others)
    start = rnd.randrange(len(other) + 1)
    part = other[start : start + rnd.randrange(1, 40)]
    new = rnd.choice([b"", part, rnd.choice(PIECES), rnd.choice(PIECES), document[first:last] * 2])
    return (document[:first] + new + document[last:])[:MAX_SIZE]


class Fuzzer:
    """Documents that are made of others, some of which it keeps."""

    def __init__(self, last: mmap.mmap, seed: int) -> None:
        self.documents = [path.read_bytes() for path in sorted(CORPUS.iterdir())]
        self.last = last
        self.random = random.Random(seed)
        self.count = 0
        self.accepted = 0

    def step(self) -> None:
        document = self.random.choice(self.documents)
        for _ in range(self.random.choice([1, 1, 2, 4])):
            document = mutate(document, self.documents, self.random)
        self.last[: 4 + len(document)] = len(document).to_bytes(4, "big") + document
        self.count += 1
        if check(document):
            self.accepted += 1
            self.keep(document[:MAX_KEPT])

    def keep(self, document: bytes) -> None:
        if len(self.documents) < 500:
            self.documents.append(document)
        else:
            self.documents[self.random.randrange(len(self.documents))] = document

    def run(self, seconds: float) -> None:
        """Show the progress ten times."""
        start = time.monotonic()
        for tenth in range(1, 11):
            while time.monotonic() < start + seconds * tenth / 10:
                self.step()
            print(f"module: {self.count} documents, {self.accepted} accepted", flush=True)


def make_last(path: Path) -> mmap.mmap:
    path.write_bytes(bytes(4 + MAX_SIZE))
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), 0)


def read_last(path: Path) -> bytes:
    """Return the document that a fuzzer had at last."""
    content = path.read_bytes()
    return content[4 : 4 + int.from_bytes(content[:4], "big")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    parser.add_argument(
        "--last", type=Path, required=True, help="the file for the document at hand"
    )
    arguments = parser.parse_args()
    print(f"module: seed {arguments.seed}", flush=True)
    sys.setrecursionlimit(RECURSION_LIMIT)
    Fuzzer(make_last(arguments.last), arguments.seed).run(arguments.seconds)


if __name__ == "__main__":
    main()
