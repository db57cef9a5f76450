"""ports/ultrajson-hpy/tests/test_strings.py: strings, written and read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ujson_hpy import JSONDecodeError, dumps, loads

# Around the sizes at which code goes another way: blocks of 8 and of 16 bytes, 256 code points,
# pieces of a string and the room of the writer (4096 bytes), its first memory (65536).
SIZES = sorted(
    {0, 1, 2, 3, 4, 5, 6, 7, 100}
    | {size + delta for size in (8, 16, 24, 32, 64, 128, 256, 512) for delta in (-1, 0, 1)}
    | {size + delta for size in (682, 4096, 8192, 65536) for delta in (-3, -2, -1, 0, 1, 2)}
)

ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "/": "\\/",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}

texts = st.text(st.characters(exclude_categories=()))


def escaped(text: str, ascii: bool = True) -> str:  # noqa: A002
    """What a string is written as: as the stdlib does, but for `/` and 0x7f."""
    return json.dumps(text, ensure_ascii=ascii).replace("/", "\\/").replace("\\u007f", "\x7f")


def joined(text: str) -> str:
    """Each pair of surrogates made the code point that it stands for."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# ---- Written


@pytest.mark.parametrize("code", range(0x100))
def test_each_latin_character(code: int) -> None:
    char = chr(code)
    if char in ESCAPES:
        expected = ESCAPES[char]
    elif code < 0x20 or code >= 0x80:
        expected = f"\\u{code:04x}"
    else:
        expected = char
    assert dumps(char) == f'"{expected}"'
    assert dumps({char: char}) == f'{{"{expected}":"{expected}"}}'
    raw = char if code >= 0x80 else expected
    assert dumps(char, ensure_ascii=False) == f'"{raw}"'


@pytest.mark.parametrize(
    "text, expected",
    [
        ("é", '"\\u00e9"'),
        ("€", '"\\u20ac"'),
        ("\u2028\u2029", '"\\u2028\\u2029"'),
        ("\uffff", '"\\uffff"'),
        ("\U00010000", '"\\ud800\\udc00"'),
        ("😀", '"\\ud83d\\ude00"'),
        ("\U0010ffff", '"\\udbff\\udfff"'),
        ("\ud800", '"\\ud800"'),
        ("\udfff", '"\\udfff"'),
        ("\udc00\ud800", '"\\udc00\\ud800"'),
        ("\ud83d\ude00", '"\\ud83d\\ude00"'),
        ("a\ud800b", '"a\\ud800b"'),
    ],
    ids=ascii,
)
def test_code_points(text: str, expected: str) -> None:
    assert dumps(text) == expected
    assert dumps([text, text]) == f"[{expected},{expected}]"
    assert dumps({text: None}) == f"{{{expected}:null}}"
    assert dumps(text, ensure_ascii=False) == f'"{text}"'
    assert dumps({text: text}, ensure_ascii=False) == f'{{"{text}":"{text}"}}'


def test_all_code_points() -> None:
    for start in range(0, 0x110000, 0x1000):
        text = "".join(map(chr, range(start, start + 0x1000)))
        assert dumps(text) == escaped(text)
        assert dumps(text, ensure_ascii=False) == escaped(text, ascii=False)
        assert loads(dumps(text)) == joined(text)
        assert loads(dumps(text, ensure_ascii=False)) == text


@pytest.mark.parametrize("special", ['"', "\\", "/", "\x00", "\x1f", "\x7f", "é", "€", "😀", "<"])
def test_a_special_character_at_each_place(special: str) -> None:
    for size in range(1, 40):
        for place in range(size):
            text = "a" * place + special + "b" * (size - place - 1)
            assert dumps(text) == escaped(text)
            assert dumps(text, ensure_ascii=False) == escaped(text, ascii=False)
            assert loads(dumps(text)) == text
            assert loads(dumps(text, ensure_ascii=False)) == text


@pytest.mark.parametrize("unit", ["a", '"', "\n", "\x01", "é", "€", "😀", "\ud800", "aé", "a b/"])
@pytest.mark.parametrize("size", SIZES)
def test_sizes(size: int, unit: str) -> None:
    text = (unit * size)[:size]
    for changed in (text, text[:-1] + "\\", "é" + text[1:], text[: size // 2] + "\x02"):
        assert dumps(changed) == escaped(changed)
        assert dumps(changed, ensure_ascii=False) == escaped(changed, ascii=False)
        assert loads(dumps(changed)) == changed
        assert loads(dumps(changed, ensure_ascii=False)) == changed


@pytest.mark.parametrize("size", [4000, 4080, 4090, 4094, 4095, 4096, 4097, 65_500, 65_536])
def test_what_follows_a_string_of_any_size(size: int) -> None:
    items: list[Any] = ["a" * size, "é", 1.5, None, {"k": -(2**63)}, "z" * 20, 2**70]
    for cut in range(20):
        items[0] = "a" * (size - cut)
        assert dumps(items, escape_forward_slashes=False) == json.dumps(
            items, separators=(",", ":")
        )


@given(texts)
def test_any_text(text: str) -> None:
    assert dumps(text) == escaped(text)
    assert loads(dumps(text)) == joined(text)
    assert dumps(text, ensure_ascii=False) == escaped(text, ascii=False)
    assert loads(dumps(text, ensure_ascii=False)) == text
    assert loads(json.dumps(text)) == joined(text)


# ---- Bytes written


@pytest.mark.parametrize("data", [b"", b"x", b'a"/\n', "é€😀".encode(), b"\xed\xa0\x80"])
def test_bytes_are_written_as_text(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass")
    for ascii_ in (True, False):
        assert dumps(data, reject_bytes=False, ensure_ascii=ascii_) == dumps(
            text, ensure_ascii=ascii_
        )
        assert dumps({data: 1}, ensure_ascii=ascii_) == dumps({text: 1}, ensure_ascii=ascii_)


def encoding(problem: str) -> str:
    return f"{problem} when encoding string"


BAD_BYTES = {
    b"\xc3": encoding("Unterminated UTF-8 sequence"),
    b"a\xe2\x82": encoding("Unterminated UTF-8 sequence"),
    b"\xf0\x9f\x98": encoding("Unterminated UTF-8 sequence"),
    b"\xc3(": encoding("Invalid continuation byte in 2-byte UTF-8 sequence detected"),
    b"\xe2((": encoding("Invalid continuation byte in 3-byte UTF-8 sequence detected"),
    b"\xf0\x9f\x98(": encoding("Invalid continuation byte in 4-byte UTF-8 sequence detected"),
    b"\xc0\x80": encoding("Overlong 2-byte UTF-8 sequence detected"),
    b"\xe0\x80\x80": encoding("Overlong 3-byte UTF-8 sequence detected"),
    b"\xf0\x80\x80\x80": encoding("Overlong 4-byte UTF-8 sequence detected"),
    b"\xf4\x90\x80\x80": encoding(">U+10FFFF in 4-byte UTF-8 sequence detected"),
    b"\xf8\x88\x80\x80\x80": encoding("Unsupported UTF-8 sequence length"),
}


@pytest.mark.parametrize("data", BAD_BYTES)
def test_bad_bytes(data: bytes) -> None:
    for value in (data, {data: 1}, [data, "é"]):
        with pytest.raises(OverflowError) as caught:
            dumps(value, reject_bytes=False)
        assert str(caught.value) == BAD_BYTES[data]
        with pytest.raises(UnicodeDecodeError):
            dumps(value, reject_bytes=False, ensure_ascii=False)


@pytest.mark.parametrize("data", [b"\x80", b"a\xbf", b"\xfe", b"\xff\xff"])
def test_stray_bytes(data: bytes) -> None:
    for ascii_ in (True, False):
        for value in (data, {data: 1}):
            with pytest.raises(UnicodeDecodeError):
                dumps(value, reject_bytes=False, ensure_ascii=ascii_)


# ---- Read


@pytest.mark.parametrize(
    "text, value",
    [
        ('""', ""),
        ('"a"', "a"),
        (r'"\"\\\/\b\f\n\r\t"', '"\\/\b\f\n\r\t'),
        (r'"\u0041\u00e9\u20AC\uFfFf"', "Aé€\uffff"),
        (r'"\u0000"', "\0"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\uD83D\uDE00x"', "😀x"),
        (r'"\ud800"', "\ud800"),
        (r'"\udc00"', "\udc00"),
        (r'"\ud800x"', "\ud800x"),
        (r'"\ud800\n"', "\ud800\n"),
        (r'"\ud800\u0041"', "\ud800A"),
        (r'"\ud800\ud800\udc00"', "\ud800\U00010000"),
        (r'"\udc00\ud800"', "\udc00\ud800"),
        ('"\\ud83d\ude00"', "\ud83d\ude00"),
        ('"\ud83d\\ude00"', "\ud83d\ude00"),
        ('"\ud83d\ude00"', "\ud83d\ude00"),
        ('"a\nb\t\x01\x1f\x7f"', "a\nb\t\x01\x1f\x7f"),
        ('"é€😀"', "é€😀"),
    ],
    ids=ascii,
)
def test_strings_are_read(text: str, value: str) -> None:
    for document in (text, text.encode("utf-8", "surrogatepass")):
        result = loads(document)
        assert result == value
        assert type(result) is str
        assert loads(b"[%b]" % document if isinstance(document, bytes) else f"[{document}]") == [
            value
        ]


def test_each_escaped_code_unit() -> None:
    for start in range(0, 0x10000, 0x400):
        units = range(start, start + 0x400)
        for form in ("\\u{:04x}", "\\u{:04X}"):
            assert loads('"' + "".join(map(form.format, units)) + '"') == "".join(map(chr, units))


@pytest.mark.parametrize("place", range(4))
def test_bad_digits_in_an_escape(place: int) -> None:
    for code in [*range(1, 0x80), 0xE9]:
        digits = list("00aF")
        digits[place] = chr(code)
        text = '"\\u' + "".join(digits) + '"'
        if chr(code) in "0123456789abcdefABCDEF":
            assert loads(text) == chr(int("".join(digits), 16))
        else:
            with pytest.raises(JSONDecodeError):
                loads(text)


@pytest.mark.parametrize("letter", [chr(code) for code in range(1, 0x80)] + ["é"])
def test_each_escape(letter: str) -> None:
    known = dict(zip('"\\/bfnrt', '"\\/\b\f\n\r\t'))
    if letter in known:
        assert loads(f'"\\{letter}"') == known[letter]
        return
    problem = "Unterminated unicode" if letter == "u" else "Unrecognized"
    with pytest.raises(JSONDecodeError, match=f"^{problem} escape sequence when decoding 'string'"):
        loads(f'"\\{letter}"')


BAD_UTF8 = {
    b"\x80": "Found UTF-8 continuation byte without corresponding start byte when decoding ",
    b"\xbf": "Found UTF-8 continuation byte without corresponding start byte when decoding ",
    b"\xc3": "Invalid UTF-8 continuation byte when decoding ",
    b"\xc3(": "Invalid UTF-8 continuation byte when decoding ",
    b"\xe2\x82": "Invalid UTF-8 continuation byte when decoding ",
    b"\xe2(\x80": "Invalid UTF-8 continuation byte when decoding ",
    b"\xe2\x82(": "Invalid UTF-8 continuation byte when decoding ",
    b"\xf0\x9f\x98": "Invalid UTF-8 continuation byte when decoding ",
    b"\xf0\x9f(\x80": "Invalid UTF-8 continuation byte when decoding ",
    b"\xc0\x80": "Overlong 2-byte UTF-8 sequence detected when decoding ",
    b"\xc1\xbf": "Overlong 2-byte UTF-8 sequence detected when decoding ",
    b"\xe0\x9f\xbf": "Overlong 3-byte UTF-8 sequence detected when encoding string",
    b"\xf0\x8f\xbf\xbf": "Overlong 4-byte UTF-8 sequence detected when decoding ",
    b"\xf4\x90\x80\x80": "Code point > U+10FFFF encountered whilst decoding ",
    b"\xf7\xbf\xbf\xbf": "Code point > U+10FFFF encountered whilst decoding ",
    b"\xf8\x88\x80\x80\x80": "Invalid UTF-8 sequence length when decoding ",
    b"\xff": "Invalid UTF-8 sequence length when decoding ",
}


@pytest.mark.parametrize("data", BAD_UTF8)
def test_bad_utf8(data: bytes) -> None:
    problem = BAD_UTF8[data]
    message = problem if problem.endswith("string") else problem + "'string'"
    for size in range(20):
        for document in (b'"%b%b"', b'{"%b%b":1}', b'"%b%b'):
            with pytest.raises(JSONDecodeError) as caught:
                loads(document % (b"a" * size, data))
            assert caught.value.msg == message


def test_each_byte_of_a_text_changed() -> None:
    text = '"aé€😀zzzzzzzzzzzzé1"'.encode()
    for place in range(1, len(text) - 1):
        for byte in range(256):
            changed = text[:place] + bytes([byte]) + text[place + 1 :]
            try:
                expected = json.loads(changed.decode("utf-8", "surrogatepass"), strict=False)
            except ValueError:
                expected = None
            if byte == 0 or expected is None:
                with pytest.raises(JSONDecodeError):
                    loads(changed)
            else:
                assert loads(changed) == expected


def test_a_text_cut_anywhere() -> None:
    text = '["aé€😀\\u00e9\\n", {"é": "\\ud83d\\ude00"}, -1.5e3, true, null, false, NaN]'.encode()
    assert len(loads(text)) == 7
    for size in range(len(text)):
        with pytest.raises(JSONDecodeError):
            loads(text[:size])


@given(st.binary())
def test_any_bytes_in_a_string(data: bytes) -> None:
    document = b'"' + data + b'"'
    try:
        expected = json.loads(document.decode("utf-8", "surrogatepass"), strict=False)
    except ValueError:
        with pytest.raises(JSONDecodeError):
            loads(document)
    else:
        if b"\0" not in data:
            assert loads(document) == expected


@given(texts)
def test_surrogates_side_by_side_stay_apart(text: str) -> None:
    raw = text.replace("\\", "").replace('"', "").replace("\0", "")
    assert loads(f'"{raw}"') == raw
    assert loads(f'"{raw}"'.encode("utf-8", "surrogatepass")) == raw
