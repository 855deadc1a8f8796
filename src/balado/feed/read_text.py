"""The text of a document that somebody else wrote: what its bytes are, whatever it says of them. Pure."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_LATIN = re.compile(r"latin-?1|iso-?8859-?1|(?:windows-?|cp)1252")
_OTHERS = re.compile(r"iso-?8859|windows-?\d|cp\d|koi8|mac|shift|sjis|euc|gb|big5|iso-?2022|tis|hz|latin")
_STATEFUL = re.compile(r"iso-?2022|hz")
_STRAY = re.compile(r"[\udc80-\udcff]")


def decode(document: bytes) -> tuple[str, str | None]:
    """The document's text, and the encoding it names wrongly (None when what it says is true).

    Bytes that are UTF-8 are UTF-8 whatever is declared: other encodings do not happen to look like it. In a
    document that is not, single bytes mean what they mean in Windows-1252, as in browsers (WHATWG Encoding).
    """
    for mark, codec in _MARKS:
        if document.startswith(mark):
            return _marked(document, mark, codec)
    declared = _declared(document)
    if _STATEFUL.match(declared):
        return document.decode(declared, "replace"), None
    try:
        text = document.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(document, declared)
    is_true = document.isascii() or re.fullmatch(r"utf-?8", declared)
    return text, None if is_true else declared


def _marked(document: bytes, mark: bytes, codec: str) -> tuple[str, str | None]:
    body = document if b"<" in mark else document.removeprefix(mark)
    return (_patched(body) if codec == "utf-8" else body.decode(codec, "replace")), None


def _declared(document: bytes) -> str:
    found = _DECLARED.search(document[:1000])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        b"".decode(name)
    except LookupError:
        return "utf-8"
    return name


def _not_utf8(document: bytes, declared: str) -> tuple[str, str | None]:
    if _LATIN.fullmatch(declared):
        return _patched(document), None
    if _OTHERS.match(declared):
        return document.decode(declared, "replace"), None
    return _patched(document), declared


def _patched(document: bytes) -> str:
    """UTF-8 in which some bytes, or all that are not ASCII, are Windows-1252."""
    return _STRAY.sub(_single_byte, document.decode("utf-8", "surrogateescape"))


def _single_byte(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")
