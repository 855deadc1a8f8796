"""A file of any office program as show notes in Markdown, and what of it notes cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from balado.media.digest import failure, opened
from balado.media.reading import Unsound
from balado.message import Message, say
from balado.workshop.text.blocks import BREAK, OfficeText
from balado.workshop.text.docx import DOCUMENT, read_docx
from balado.workshop.text.html import read_html
from balado.workshop.text.markdown import to_markdown
from balado.workshop.text.odt import CONTENT, read_odt
from balado.workshop.text.package import Package
from balado.workshop.text.plain import read_plain

_Made = TypeVar("_Made")
_MOST_BYTES = 50 * 1000 * 1000
_MOST_TEXT_BYTES = 2 * 1000 * 1000
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 4096
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML, _MARKDOWN = (".html", ".htm", ".xhtml"), (".md", ".markdown")
_TEXTS = (*_HTML, *_MARKDOWN, ".txt", ".text")


@dataclass(frozen=True, slots=True)
class OfficeNotes:
    """Notes: their Markdown, their lines as plain text (where chapters are looked for), what was left out of them."""

    markdown: str
    lines: tuple[str, ...]
    left_out: tuple[Message, ...] = ()


def read_notes(path: Path) -> OfficeNotes:
    """The notes in a .docx, .odt, .html, .txt or .md. Raises MediaError, with one sentence, for any other file."""
    return _read(path, _notes)


def read_paragraphs(path: Path) -> tuple[str, ...]:
    """The paragraphs of such a file, without styles. Raises MediaError as `read_notes` does."""
    return _read(path, _paragraphs)


def _read(path: Path, read: Callable[[bytes, str], _Made]) -> _Made:
    with opened(path, path.name) as file:
        try:
            return read(file.read(_MOST_BYTES + 1), path.suffix.lower())
        except Unsound as unsound:
            raise failure(path.name, unsound.what, unsound.remedy_for(path.name)) from unsound


def _notes(content: bytes, suffix: str) -> OfficeNotes:
    found = _text(content, suffix)
    return OfficeNotes(found, tuple(found.split("\n"))) if isinstance(found, str) else _of(found)


def _paragraphs(content: bytes, suffix: str) -> tuple[str, ...]:
    found = _text(content, suffix)
    return tuple(re.split(r"\n[ \t]*\n", found) if isinstance(found, str) else (one.text for one in found.blocks))


def _text(content: bytes, suffix: str) -> OfficeText | str:
    """What the file says; Markdown as it stands."""
    if content.startswith(b"PK\3\4"):
        return _packed(content)
    if content.startswith(_OLD_WORD):
        raise Unsound(
            say("This is a file of an old Word (.doc), or one that is locked by a password."),
            say("Open it in Word or LibreOffice, and save it without a password as .docx."),
        )
    if suffix not in _TEXTS or b"\0" in content.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[:_HEAD_BYTES:2]:
        raise Unsound(
            say("This is no text that notes are made of: those are .docx, .odt, .html, .txt and .md."),
            say("Open it in the program it was made with, and save it as one of these."),
        )
    if len(content) > _MOST_TEXT_BYTES:
        raise Unsound(
            say("The text in the file is far too long for notes."), say("Keep what is for listeners, a page or two.")
        )
    if suffix in _MARKDOWN:
        return _decoded(content, None)
    if suffix in _HTML:
        charset = _CHARSET.search(content[:_HEAD_BYTES])
        return read_html(_decoded(content, charset[1].decode("ascii") if charset else None))
    return read_plain(_decoded(content, None))


def _packed(content: bytes) -> OfficeText:
    if len(content) > _MOST_BYTES:
        raise Unsound(
            say("The file is far too large for a text."), say("Take the pictures out of it, and save it again.")
        )
    package = Package(content)
    if DOCUMENT in package.names:
        return read_docx(package)
    if CONTENT in package.names:
        return read_odt(package)
    raise Unsound(
        say("This is no text of Word or LibreOffice."), say("Save the text as .docx or .odt, and name that file.")
    )


def _decoded(content: bytes, charset: str | None) -> str:
    """The text with the line ends of Unix: in the encoding that it names, in UTF-8 or UTF-16, else as old Windows."""
    named = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else charset
    for encoding in filter(None, (named, "utf-8-sig", "cp1252", "latin-1")):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise AssertionError("latin-1 reads everything")


def _of(text: OfficeText) -> OfficeNotes:
    lines = tuple(line.strip() for block in text.blocks for line in block.text.split(BREAK))
    return OfficeNotes(to_markdown(text.blocks), lines, tuple(_left_out(text)))


def _left_out(text: OfficeText) -> list[Message]:
    found = [
        say("A picture was left out: “{alt}”.", alt=alt) if alt else say("A picture was left out.")
        for alt in text.pictures
    ]
    if text.tables:
        found.append(say("A table became a list, one row after the other: look whether it still says the same."))
    if text.hidden:
        found.append(say("What is hidden in the file was left out."))
    return [*found, *(say("A link was taken away that leads nobody there: {address}", address=one) for one in text.cut)]
