"""tools/tables.py -- read the three tables that HPy is derived from.

`hpy/include/hpy/api.h` (functions and constants), `signatures.h` (signatures of
implementations) and `slots.h` (slots) are real C that people read. Their rows have a
strict form, described at the head of each file; anything else is an error here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HEADERS = Path("hpy/include/hpy")

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*$", re.M)
_PARAMETER = re.compile(r"(?P<type>.+?[ *])(?P<name>\w+)$")


class TableError(Exception):
    """A row that does not have the form that its file describes."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its C type, without the name, and its name."""

    type: str
    name: str

    @property
    def declaration(self) -> str:
        return join(self.type, self.name)


@dataclass(frozen=True)
class Function:
    """A row of api.h. `member` is its name in the context structure."""

    index: int
    name: str
    result: str
    parameters: tuple[Parameter, ...]
    attributes: frozenset[str]
    hybrid: bool
    minor: int
    section: str
    doc: str

    @property
    def member(self) -> str:
        return "ctx_" + re.sub(r"^_?HPy_?", "", self.name)

    @property
    def member_result(self) -> str:
        return "void" if "VOID_MEMBER" in self.attributes else self.result

    @property
    def arguments(self) -> str:
        return ", ".join(p.name for p in self.parameters)

    @property
    def declarations(self) -> str:
        return ", ".join(p.declaration for p in self.parameters)


@dataclass(frozen=True)
class Handle:
    """A constant of api.h. `value` is the C API expression for its object."""

    index: int
    name: str
    value: str
    attributes: frozenset[str]
    minor: int

    @property
    def member(self) -> str:
        return self.name


@dataclass(frozen=True)
class Signature:
    """A row of signatures.h."""

    value: int
    name: str
    typedef: str
    result: str
    parameters: tuple[Parameter, ...]
    special: bool


@dataclass(frozen=True)
class Slot:
    """A row of slots.h."""

    number: int
    name: str
    signature: str
    trampoline: str


@dataclass(frozen=True)
class Tables:
    """All rows, each list in the order of the binary interface."""

    functions: list[Function] = field(default_factory=list)
    handles: list[Handle] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)

    @property
    def members(self) -> list[Function | Handle]:
        """The members of the context structure, in order."""
        return sorted([*self.functions, *self.handles], key=lambda row: row.index)


def join(type_: str, name: str) -> str:
    """The C declaration of `name` with type `type_`."""
    return type_ + name if type_.endswith("*") else f"{type_} {name}"


def read(root: Path) -> Tables:
    """Read the tables below the checkout `root`."""
    headers = root / HEADERS
    functions, handles = read_api((headers / "api.h").read_text("utf-8"))
    tables = Tables(
        functions,
        handles,
        read_signatures((headers / "signatures.h").read_text("utf-8")),
        read_slots((headers / "slots.h").read_text("utf-8")),
    )
    indices = [row.index for row in tables.members]
    if indices != list(range(len(indices))):
        twice = {i for i in indices if indices.count(i) > 1}
        raise TableError(f"api.h: indices must be 0, 1, 2, ...; given twice: {sorted(twice)}")
    return tables


def parse_parameters(text: str) -> tuple[Parameter, ...]:
    """The parameters in `text`, the part of a prototype between its parentheses."""
    parameters = []
    for part in text.split(","):
        match = _PARAMETER.match(" ".join(part.split()))
        if match is None:
            raise TableError(f"cannot read the parameter '{part.strip()}'")
        parameters.append(Parameter(match["type"].strip(), match["name"]))
    return tuple(parameters)


_API_TOKEN = re.compile(
    r"/\* ---- (?P<section>[^*]*?) ---- \*/"
    r"|/\*\*(?P<doc>.*?)\*/"
    r"|^#if HPY_ABI_MAX_MINOR >= (?P<minor>\d+)$"
    r"|^#(?P<endif>endif)\b"
    r"|^HPyAPI_HANDLE\((?P<hindex>\d+), (?P<hname>\w+),\s*(?P<hvalue>[&\w()]+)(?P<hattr>[^)\n]*)\)$"
    r"|^HPyAPI(?P<hybrid>_HYBRID)?\((?P<index>\d+)(?P<attr>[^)]*)\)\s+"
    r"(?P<result>[^(;]*?[ *])(?P<name>\w+)\((?P<params>[^;]*)\);",
    re.S | re.M,
)


def read_api(text: str) -> tuple[list[Function], list[Handle]]:
    """The functions and the constants of api.h."""
    functions: list[Function] = []
    handles: list[Handle] = []
    section, doc, minor = "", "", 0
    for token in _API_TOKEN.finditer(text):
        if token["section"] is not None:
            section = token["section"]
        elif token["doc"] is not None:
            doc = clean_comment(token["doc"])
        elif token["minor"]:
            minor = int(token["minor"])
        elif token["endif"]:
            minor = 0
        elif token["hname"]:
            attributes = words(token["hattr"])
            handles.append(
                Handle(int(token["hindex"]), token["hname"], token["hvalue"], attributes, minor)
            )
        elif token["name"]:
            functions.append(_function(token, minor, section, doc))
            doc = ""
    rows = len(re.findall(r"^HPyAPI", text, re.M))
    if rows != len(functions) + len(handles):
        raise TableError(f"api.h: {rows} rows, but only {len(functions) + len(handles)} readable")
    return functions, handles


def _function(token: re.Match[str], minor: int, section: str, doc: str) -> Function:
    result = " ".join(token["result"].replace("HPy_NORETURN", "").split())
    return Function(
        index=int(token["index"]),
        name=token["name"],
        result=result,
        parameters=parse_parameters(token["params"]),
        attributes=words(token["attr"])
        | ({"NORETURN"} if "NORETURN" in token["result"] else set()),
        hybrid=token["hybrid"] is not None,
        minor=minor,
        section=section,
        doc=doc,
    )


def words(text: str) -> frozenset[str]:
    """The attributes of a row, written as `, A, B`."""
    return frozenset(re.findall(r"\w+", text))


def clean_comment(text: str) -> str:
    """The text of a comment without its stars."""
    return "\n".join(re.sub(r"^\s*\* ?", "", line) for line in text.splitlines()).strip()


_SIGNATURE = re.compile(
    r"^HPyFunc_SIG\((?P<value>\d+), (?P<name>\w+)(?P<special>, SPECIAL)?\)\s*"
    r"typedef (?P<result>\w+) \(\*(?P<typedef>\w+)\)\((?P<params>[^;]*)\);",
    re.M,
)


def read_signatures(text: str) -> list[Signature]:
    """The rows of signatures.h."""
    rows = []
    for row in _SIGNATURE.finditer(text):
        reserved = row["params"] == "void"
        rows.append(
            Signature(
                int(row["value"]),
                row["name"],
                row["typedef"],
                row["result"],
                () if reserved else parse_parameters(row["params"]),
                row["special"] is not None,
            )
        )
    if len(rows) != len(re.findall(r"^HPyFunc_SIG", text, re.M)):
        raise TableError("signatures.h: a row has not the form given at its head")
    return sorted(rows, key=lambda row: row.value)


_SLOT = re.compile(
    r"^HPySlot_ROW\((?P<number>\d+), (?P<name>\w+), (?P<signature>\w+)(?:, (?P<trampoline>\w+))?\)",
    re.M,
)


def read_slots(text: str) -> list[Slot]:
    """The rows of slots.h."""
    rows = [
        Slot(int(r["number"]), r["name"], r["signature"], r["trampoline"] or r["signature"])
        for r in _SLOT.finditer(text)
    ]
    if len(rows) != len(re.findall(r"^HPySlot_ROW", text, re.M)):
        raise TableError("slots.h: a row has not the form given at its head")
    return sorted(rows, key=lambda row: row.number)
