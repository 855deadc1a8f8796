"""What the bytes of a document are, whatever it says of them."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.read_text import decode

WORDS = "Où l’État réussit"


def xml(encoding: str, text: str = WORDS) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><rss>{text}</rss>'


@pytest.mark.parametrize(
    ("declared", "real", "named_wrongly"),
    [
        ("UTF-8", "utf-8", None),
        ("utf8", "utf-8", None),
        ("ISO-8859-1", "utf-8", "iso-8859-1"),
        ("windows-1252", "utf-8", "windows-1252"),
        ("UTF-16", "utf-8", "utf-16"),
        ("UTF-8", "cp1252", "utf-8"),
        ("UTF-16", "cp1252", "utf-16"),
        ("us-ascii", "cp1252", "us-ascii"),
        ("ISO-8859-1", "cp1252", None),
        ("windows-1252", "cp1252", None),
        ("UTF-16", "utf-16", None),
        ("UTF-8", "utf-16", None),
        ("UTF-8", "utf-16-le", None),
        ("UTF-8", "utf-16-be", None),
        ("UTF-32", "utf-32", None),
        ("UTF-8", "utf-8-sig", None),
        ("ISO-8859-1", "utf-8-sig", None),
    ],
)
def test_what_it_says_and_what_it_is(declared: str, real: str, named_wrongly: str | None) -> None:
    text = xml(declared)
    assert decode(text.encode(real)) == (text, named_wrongly)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("iso-8859-15", "vingt €"),
        ("windows-1251", "Подкаст о науке"),
        ("koi8-r", "Подкаст о науке"),
        ("shift_jis", "日本語のポッドキャスト"),
        ("euc-jp", "日本語のポッドキャスト"),
        ("iso-2022-jp", "日本語"),
        ("gb18030", "中文播客节目"),
        ("big5", "中文播客節目"),
    ],
)
def test_other_encodings_are_what_they_say(encoding: str, words: str) -> None:
    text = xml(encoding, words)
    assert decode(text.encode(encoding)) == (text, None)


def test_a_few_bytes_of_another_encoding_do_not_spoil_the_rest() -> None:
    document = xml("UTF-8", "État ").encode() + "réussi – oui".encode("cp1252")
    assert decode(document) == (xml("UTF-8", "État ") + "réussi – oui", "utf-8")


@pytest.mark.parametrize("name", ["punycode", "zlib", "rot13", "unicode_escape", "undefined", "idna", "none-such", "-"])
@pytest.mark.parametrize("real", ["utf-8", "cp1252"])
def test_names_that_are_no_encodings_of_documents_are_not_followed(name: str, real: str) -> None:
    text = xml(name, "été \\u0041")
    assert decode(text.encode(real))[0] == text


@given(
    st.binary(max_size=60), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, b"<\0"])
)
def test_any_bytes_are_some_text(body: bytes, mark: bytes) -> None:
    text, _ = decode(mark + body)
    assert isinstance(text, str)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff")))
def test_utf_8_is_always_recognised(text: str) -> None:
    assert decode(f"<rss>{text}".encode()) == (f"<rss>{text}", None)
