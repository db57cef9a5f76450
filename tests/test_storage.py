"""tests/test_storage.py -- HPyUnicode_GetStorage, which is newer than ABI 0.0."""

import pytest


@pytest.fixture
def storage(mod):
    if mod.GetMinor() < 1:
        pytest.skip("a runtime of ABI 0.0, in which no binary may call it")
    return mod.GetStorage


class Text(str):
    def __str__(self):
        raise AssertionError

    __len__ = __iter__ = __getitem__ = encode = __str__


@pytest.mark.parametrize("kind", [str, Text])
@pytest.mark.parametrize(
    "text, bound",
    [
        ("", 0x7F),
        ("a\0b\x7f", 0x7F),
        ("a\x80é\xff", 0xFF),
        ("aé\u0100", 0xFFFF),
        ("\ud800\udfff\uffff", 0xFFFF),
        ("aéĀ\U00010000\U0010ffff", 0x10FFFF),
    ],
    ids=ascii,
)
def test_GetStorage(storage, kind, text, bound):
    assert storage(kind(text)) == (bound, [ord(character) for character in text])


@pytest.mark.parametrize("thing", [None, b"a", 1, ["a"]], ids=str)
def test_no_str(storage, thing):
    with pytest.raises(TypeError, match=f"expected str, got '{type(thing).__name__}'"):
        storage(thing)
