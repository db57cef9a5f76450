"""ports/ultrajson-hpy/tests/test_files.py: dump and load."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from ujson_hpy import JSONDecodeError, dump, dumps, load

DATA = {"b": ["é/<", 1.5, None], "a": {"c": b"x"}}


class Writer:
    def __init__(self, result: Any = None) -> None:
        self.calls: list[Any] = []
        self.result = result

    def write(self, *arguments: Any, **keywords: Any) -> Any:
        self.calls.append((arguments, keywords))
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Reader:
    def __init__(self, result: Any) -> None:
        self.result = result

    def read(self, *arguments: Any) -> Any:
        assert not arguments
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class Odd:
    write = read = 1


class Failing:
    @property
    def write(self) -> Any:
        raise ZeroDivisionError

    read = write


# ---- dump


def test_dump_writes_once() -> None:
    for result in (None, 5, "anything"):
        file = Writer(result)
        assert dump([1, {"a": "é"}], file) is None
        assert file.calls == [(('[1,{"a":"\\u00e9"}]',), {})]


def test_dump_takes_the_options() -> None:
    settings: dict[str, Any] = {
        "ensure_ascii": False,
        "encode_html_chars": True,
        "escape_forward_slashes": False,
        "sort_keys": True,
        "indent": 2,
        "allow_nan": False,
        "reject_bytes": False,
        "default": str,
        "separators": (" , ", " : "),
    }
    file = io.StringIO()
    dump([DATA, 1j], file, **settings)
    assert file.getvalue() == dumps([DATA, 1j], **settings)
    for name, value in settings.items():
        simple = {"b": ["é/<", 1.5], "a": {"c": 1}}
        file = io.StringIO()
        dump(simple, file, **{name: value})
        assert file.getvalue() == dumps(simple, **{name: value})


def test_dump_to_a_real_file(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    data = {"text": "é€😀" * 3000, "numbers": list(range(3000))}
    with path.open("w", encoding="utf-8") as file:
        dump(data, file, ensure_ascii=False)
    with path.open(encoding="utf-8") as file:
        assert load(file) == data
    with path.open("rb") as binary:
        assert load(binary) == data


@pytest.mark.parametrize("file", [1, None, "x", Odd(), Failing(), io.StringIO], ids=repr)
def test_dump_needs_a_file(file: Any) -> None:
    if file is io.StringIO:  # a class whose method is callable, but not without an object
        with pytest.raises(TypeError):
            dump(1, file)
        return
    with pytest.raises(TypeError, match=r"^expected file$"):
        dump(1, file)


def test_the_file_is_looked_at_first() -> None:
    with pytest.raises(TypeError, match=r"^expected file$"):
        dump(object(), 1)


def test_dump_that_fails() -> None:
    file = Writer()
    with pytest.raises(TypeError, match=r"is not JSON serializable$"):
        dump(object(), file)
    with pytest.raises(ValueError, match="indentation"):
        dump(1, file, indent=1001)
    assert file.calls == []
    error = OSError("disk full")
    with pytest.raises(OSError, match="disk full") as caught:
        dump(1, Writer(error))
    assert caught.value is error


def test_arguments_of_dump() -> None:
    file = Writer()
    calls: list[Any] = [
        lambda: dump(),  # type: ignore[call-arg]
        lambda: dump(1),  # type: ignore[call-arg]
        lambda: dump(1, file, True),  # type: ignore[misc]
        lambda: dump(1, fp=file),  # type: ignore[call-arg]
        lambda: dump(obj=1, fp=file),  # type: ignore[call-arg]
        lambda: dump(1, file, cls=None),  # type: ignore[call-arg]
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
    assert file.calls == []


# ---- load


@pytest.mark.parametrize("text", ['["é", {"a": 1.5}]', "1", '"😀"'])
def test_load(text: str) -> None:
    expected = load(io.StringIO(text))
    assert expected in (["é", {"a": 1.5}], 1, "😀")
    assert load(io.BytesIO(text.encode())) == expected
    assert load(Reader(text)) == expected
    assert load(Reader(bytearray(text.encode()))) == expected


def test_load_reads_from_where_the_file_is() -> None:
    file = io.StringIO("#[1]")
    file.read(1)
    assert load(file) == [1]
    with pytest.raises(JSONDecodeError, match=r"^Expected object or value"):
        load(file)


def test_load_that_fails() -> None:
    with pytest.raises(JSONDecodeError, match="array value"):
        load(io.StringIO("[1"))
    with pytest.raises(TypeError, match=r"^Expected string, bytes, or bytearray$"):
        load(Reader(None))
    with pytest.raises(TypeError, match=r"^Arbitrary bytes-like objects"):
        load(Reader(memoryview(b"1")))
    error = OSError("gone")
    with pytest.raises(OSError, match="gone") as caught:
        load(Reader(error))
    assert caught.value is error


@pytest.mark.parametrize("file", [1, None, "x", b"1", Odd(), Failing()], ids=repr)
def test_load_needs_a_file(file: Any) -> None:
    with pytest.raises(TypeError, match=r"^expected file$"):
        load(file)


def test_arguments_of_load() -> None:
    file = io.StringIO("1")
    calls: list[Any] = [
        lambda: load(),  # type: ignore[call-arg]
        lambda: load(file, 1),  # type: ignore[call-arg]
        lambda: load(fp=file),  # type: ignore[call-arg]
        lambda: load(obj=file),  # type: ignore[call-arg]
    ]
    for call in calls:
        with pytest.raises(TypeError):
            call()
