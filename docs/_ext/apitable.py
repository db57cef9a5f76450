# docs/_ext/apitable.py: the parts of the manual that are derived from HPy's headers.
"""A Sphinx extension that writes what the headers already say.

A line ``<!-- apitable: PART -->`` in a page is replaced by the part of that name, as MyST
Markdown. The parts are the functions in ``PARTS`` at the end of this file. Rows are read with
``tools/tables.py``; what that leaves out, the prose around the rows, is read here.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Callable

ROOT = Path(__file__).resolve().parents[2]
HEADERS = ROOT / "hpy" / "include" / "hpy"

sys.path.insert(0, str(ROOT / "tools"))

from tables import Function, Handle, clean_comment, read  # noqa: E402

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_MARK = re.compile(r"^<!-- apitable: (?P<part>[\w-]+) -->$", re.M)


@dataclass(frozen=True)
class Section:
    """A section of ``api.h``: what its title, its paragraph and its rows say."""

    title: str
    body: str  #: The header with the bodies of its functions, or "".
    note: str
    rows: list[Function | Handle]


@dataclass(frozen=True)
class Helper:
    """A documented function or macro that is written on the API alone."""

    declaration: str
    kind: str  #: The directive of Sphinx's C domain: "function" or "macro".
    doc: str

    @property
    def name(self) -> str:
        """Return the name that is declared."""
        return str(re.findall(r"\w+", self.declaration.partition("(")[0])[-1])


@dataclass(frozen=True)
class HelperSection:
    """A section of a header other than ``api.h``."""

    title: str
    note: str
    helpers: list[Helper]


@dataclass(frozen=True)
class HelperHeader:
    """A header other than ``api.h`` with what it documents."""

    name: str
    head: str
    sections: list[HelperSection]


# ---- Reading


@cache
def api_sections() -> list[Section]:
    """Return the sections of ``api.h``, in the order of the file."""
    tables = read(ROOT)
    rows = {row.index: row for row in tables.members}
    _, *parts = re.split(r"/\* ---- (.*?) ---- \*/", (HEADERS / "api.h").read_text("utf-8"))
    sections = []
    for title, text in zip(parts[::2], parts[1::2]):
        name, _, body = title.partition(": ")
        if not body.endswith(".h"):
            name, body = title, ""
        indices = re.findall(r"^HPyAPI\w*\((\d+)", text, re.M)
        sections.append(Section(name, body, leading_note(text), [rows[int(i)] for i in indices]))
    return sections


def leading_note(text: str) -> str:
    """Return the plain comment that ``text`` begins with, or ""."""
    match = re.match(r"\s*/\*(?!\*)(.*?)\*/", text, re.S)
    return clean_comment(match[1]) if match else ""


def functions() -> list[Function]:
    """Return all functions of ``api.h``."""
    return [row for section in api_sections() for row in section.rows if isinstance(row, Function)]


_HELPER = re.compile(
    r"/\* ---- (?P<section>[^*\n]*?) ----(?P<note>.*?)\*/"
    r"|(?:/\*\*?(?P<doc>(?:(?!\*/).)*)\*/\n(?:#if[^\n]*\n)?)?"
    r"(?:^(?:HPy_UNUSED )?static inline (?P<function>[^;{]*?)\s*\{"
    r"|^(?P<macros>(?:#define [^\n]*\n)+))",
    re.S | re.M,
)
_MACRO = re.compile(r"#define ((?!_)\w+(?:\([^)]*\))?)")


@cache
def helper_headers() -> list[HelperHeader]:
    """Return what the headers for authors document: ``define.h`` and those behind it."""
    includes = re.findall(r'#include "hpy/(\w+\.h)"', (HEADERS.parent / "hpy.h").read_text("utf-8"))
    names = includes[includes.index("define.h") :]
    names.remove("argpass.h")  # macros in the place of functions of argparse.h
    headers = [read_helpers(name) for name in names if (HEADERS / name).exists()]
    return [header for header in headers if header.sections]


def read_helpers(name: str) -> HelperHeader:
    """Return the public part of a header."""
    text = re.sub(r"#ifndef (\w+)\n#define \1\n", "", (HEADERS / name).read_text("utf-8"))
    sections = [HelperSection("", "", [])]
    seen: set[str] = set()
    for token in _HELPER.finditer(text):
        if token["section"] is not None:
            sections.append(HelperSection(token["section"], clean_comment(token["note"]), []))
            continue
        doc = clean_comment(token["doc"] or "")
        for helper in declared(token["function"], token["macros"], doc):
            if helper.name not in seen:
                seen.add(helper.name)
                sections[-1].helpers.append(helper)
    return HelperHeader(name, leading_note(text), [s for s in sections if s.helpers])


def declared(function: str | None, macros: str | None, doc: str) -> list[Helper]:
    """Return the public names that one comment documents; without one, functions are private."""
    if function is None:
        macro_names = _MACRO.findall(macros or "")
        return [Helper(macro, "macro", doc) for macro in macro_names if doc or "(" in macro]
    helper = Helper(" ".join(function.split()), "function", doc)
    return [] if helper.name.startswith("_") or not doc else [helper]


# ---- Writing


@cache
def roles() -> dict[str, str]:
    """Return the name of everything documented, with the role that links to it."""
    names = {function.name: "c:func" for function in functions()}
    for header in helper_headers():
        for helper in (helper for section in header.sections for helper in section.helpers):
            names[helper.name] = "c:func" if helper.kind == "function" else "c:macro"
    return names


def link(name: str) -> str:
    """Return ``name`` as a link, or as code if it is not documented."""
    role = roles().get(name)
    return f"{{{role}}}`{name}`" if role else f"`{name}`"


_TOKEN = re.compile(r"(`[^`]*`|^ {4}.*$|\b(?:_?HP[yY]\w+|SHAPE\b))", re.M)


def prose(text: str) -> str:
    """Return the text of a comment as Markdown, with its names linked."""
    parts = _TOKEN.split(text)
    parts[::2] = [escape(part) for part in parts[::2]]
    parts[1::2] = [part if part[0] in "` " else link(part) for part in parts[1::2]]
    return "".join(parts)


def escape(text: str) -> str:
    """Return ``text`` so that Markdown leaves it as it is."""
    return re.sub(r"([*_<\[\]])", r"\\\1", text)


def split_capi(doc: str) -> tuple[str, list[tuple[str, bool]]]:
    """Split a contract into its text and its C API functions, with whether they are the same."""
    text, _, line = doc.partition("C API: ")
    items = " ".join(line.split()).split(", ") if line else []
    return text.strip(), [(item.replace("like ", ""), " " not in item) for item in items]


def function_entry(row: Function) -> str:
    """Return the reference entry of a function."""
    text, capi = split_capi(row.doc)
    facts = [f"Since ABI 0.{row.minor}, member {row.index}."]
    if capi:
        names = [f"`{name}`" if same else f"like `{name}`" for name, same in capi]
        facts.insert(0, f"C API: {', '.join(names)}.")
    marks = sorted(row.attributes - {"NORETURN"}) + ["HYBRID"] * row.hybrid
    facts += [f"[{mark}](#marks)." for mark in marks]
    declaration = f"{row.result} {row.name}({row.declarations})"
    return entry("function", declaration, prose(text) + "\n\n" + " ".join(facts))


def entry(kind: str, declaration: str, text: str) -> str:
    """Return an entry of the C domain."""
    return f":::{{c:{kind}}} {declaration}\n{text}\n:::\n"


def constant_table(rows: list[Handle]) -> str:
    """Return the constants of a section as a table."""
    lines = ["| constant | C API | |", "| --- | --- | --- |"]
    for row in rows:
        value = "" if row.value.startswith("_") else f"`{row.value}`"
        marks = ", ".join(f"[{mark}](#marks)" for mark in sorted(row.attributes))
        lines.append(f"| `ctx->{row.name}` | {value} | {marks} |")
    return "\n".join(lines) + "\n"


def rules(page: str) -> str:
    """Write what the head of ``api.h`` says about every row."""
    head = clean_comment((HEADERS / "api.h").read_text("utf-8").partition("*/\n#ifndef")[0])
    return prose(head[head.index("What holds for every row") :])


def attributes(page: str) -> str:
    """Write what the head of ``api.h`` says about the attributes of a row."""
    head = clean_comment((HEADERS / "api.h").read_text("utf-8").partition("*/\n#ifndef")[0])
    block = re.search(r"Attributes:\n(.*?)\nHPyAPI_HYBRID rows (.*?)\n\n", head, re.S)
    if block is None:
        raise ValueError("api.h: no list of attributes at its head")
    items = re.findall(r"^  (\w+) +(.*(?:\n {3,}.*)*)", block[1], re.M)
    lines = [f"`{name}`\n: {' '.join(text.split())}." for name, text in items]
    lines.append(f"`HYBRID`\n: such rows {' '.join(block[2].split())}")
    return "\n\n".join(lines)


def reference(page: str) -> str:
    """Write all sections of ``api.h``."""
    parts = []
    for section in api_sections():
        parts.append(f"## {section.title}\n")
        parts.append(prose(section.note) + "\n")
        if section.body:
            parts.append(f"Bodies on CPython: `hpy/{section.body}`\n")
        parts += [function_entry(row) for row in section.rows if isinstance(row, Function)]
        constants = [row for row in section.rows if isinstance(row, Handle)]
        if constants:
            parts.append(constant_table(constants))
    return "\n".join(parts)


def helpers(page: str) -> str:
    """Write what is documented beside ``api.h``."""
    parts = []
    for header in helper_headers():
        job, _, text = header.head.partition(" -- ")[2].partition("\n\n")
        job = " ".join(job.rstrip(".").split())
        parts += [f"## `{header.name}`: {escape(job)}\n", head_text(text)]
        for section in header.sections:
            if section.title and len(header.sections) > 1:
                parts += [f"### {section.title}\n"]
            parts += [prose(section.note) + "\n"]
            parts += [entry(h.kind, h.declaration, helper_doc(h.doc)) for h in section.helpers]
    return "\n".join(parts)


def head_text(text: str) -> str:
    """Return the comment at the head of a header; indented lines are its tables.

    A paragraph about how the header works is for those who open it.
    """
    paragraphs = [p for p in text.split("\n\n") if not p.startswith("How it works")]
    return "".join(
        f"```text\n{p}\n```\n\n" if p.startswith("  ") else prose(p) + "\n\n" for p in paragraphs
    )


def helper_doc(doc: str) -> str:
    """Return the comment of a helper; its lines ``name: meaning`` become a list."""
    first, *lines = doc.split("\n")
    text, item = first, False
    for line in lines:
        starts = re.match(r"(?:\.\.\.|\w+(?:, \w+)*): ", line)
        if starts and not item:
            text += "\n"
        text += "\n" + ("- " if starts else "  " if item and line else "") + line
        item = bool(starts) or (item and bool(line))
    return prose(text)


_SLOT = re.compile(
    r"/\* ---- (?P<section>[^*\n]*?) ---- \*/"
    r"|(?:^/\* (?P<before>(?!----)[^\n]*) \*/\n)?"
    r"^HPySlot_ROW\((?P<number>\d+), \w+, \w+\)(?: /\* (?P<behind>[^\n]*) \*/)?",
    re.M,
)


def slots(page: str) -> str:
    """Write the slots with the prototype that each one asks for."""
    tables = read(ROOT)
    by_number = {slot.number: slot for slot in tables.slots}
    signatures = {signature.name: signature for signature in tables.signatures}
    lines: list[str] = []
    for token in _SLOT.finditer((HEADERS / "slots.h").read_text("utf-8")):
        if token["section"]:
            lines += ["", f"## Slots: {token['section'].lower()}", ""]
            lines += ["| slot | for | implementation |", "| --- | --- | --- |"]
            continue
        slot = by_number[int(token["number"])]
        signature = signatures[slot.signature]
        meaning = (token["before"] or token["behind"] or "").replace("|", "\\|")
        parameters = ", ".join(p.declaration for p in signature.parameters)
        prototype = f"{signature.result} f({parameters})"
        lines.append(f"| `{slot.name}` | `{meaning}` | `{prototype}` |")
    return "\n".join(lines) + "\n"


def porting(page: str) -> str:
    """Write the table from C API names to HPy names, without those of tables in the page."""
    explained = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\|[^|]*", page, re.M))))
    found: dict[str, list[str]] = {}
    for row in functions():
        for name, same in split_capi(row.doc)[1]:
            if name not in explained:
                target = link(row.name) + ("" if same else " ≈")
                found.setdefault(name, []).append(target)
    lines = ["| C API | HPy |", "| --- | --- |"]
    lines += [f"| `{name}` | {', '.join(found[name])} |" for name in sorted(found)]
    return "\n".join(lines) + "\n"


PARTS: dict[str, Callable[[str], str]] = {
    "rules": rules,
    "attributes": attributes,
    "reference": reference,
    "helpers": helpers,
    "slots": slots,
    "porting": porting,
}


def insert_parts(app: Sphinx, docname: str, source: list[str]) -> None:
    """Replace the marks in a page."""
    page = source[0]
    if not _MARK.search(page):
        return
    for header in HEADERS.glob("*.h"):
        app.env.note_dependency(str(header))
    source[0] = _MARK.sub(lambda match: PARTS[match["part"]](page), page)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the extension with Sphinx."""
    app.connect("source-read", insert_parts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
