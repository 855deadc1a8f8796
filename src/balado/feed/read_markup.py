"""Repairs on the text of a document, before it is parsed: what feeds get wrong and no parser forgives.

Lines stay where they are. No declaration of a document type ever reaches the parser. Pure.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from balado.feed.read_log import (
    Kind,
    Log,
    bad_character,
    bare_sign,
    before_the_feed,
    declarations,
    unknown_entity,
)
from balado.feed.read_sections import with_ends
from balado.feed.read_tree import HostileDocumentError

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*>")
_START = re.compile(r"<\?xml\s|<!--|<!DOCTYPE|<[A-Za-z]")
_FEED = re.compile(r"<\?xml\s|<rss[\s>]", re.IGNORECASE)
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_LONGEST_TYPE = 10_000
_DOCTYPE_BEGINS = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(
    r"<!DOCTYPE(?:[^\[\]>\"']|\"[^\"]*\"|'[^']*')*+"
    r"(?:\[(?P<inside>(?:<!--.*?-->|[^\]\"']|\"[^\"]*\"|'[^']*')*+)\]\s*)?>",
    re.DOTALL | re.IGNORECASE,
)
_HOSTILE = re.compile(r"<!ENTITY(?:\s+%|[^>]*?\b(?:SYSTEM|PUBLIC)\b|[^>]*?&[A-Za-z])", re.IGNORECASE)
_REFERENCE = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?(?=[A-Za-z_]).*?(?:\?>|\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|[A-Za-z][A-Za-z0-9]{0,31};)?"
    r"|\]\]>|<(?![A-Za-z_/!]|\?[A-Za-z_])",
    re.DOTALL,
)
_NUMBER = re.compile(r"&#(?:0*[0-9]{1,7}|[xX]0*[0-9a-fA-F]{1,6});")
_GUID = re.compile(r"<guid(?:\s[^<>]*)?>.{1,4000}?(?=</guid\s*>)", re.DOTALL | re.IGNORECASE)
_MARKS = tuple(map(chr, range(0xFDD0, 0xFDF0)))
"""Characters of XML that Unicode never gives a meaning."""
_BARE = {"&": "&amp;", "<": "&lt;", "]]>": "]]&gt;"}


def repaired(text: str, log: Log) -> str:
    """The text as a parser of XML wants it.

    Raises HostileDocumentError where its type declares entities that point elsewhere or multiply, or does not end soon.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    text = _without_bad_characters(_with_marked_guids(text, log), log)
    text = _without_document_type(_from_its_start(text, log), log)
    text = with_ends(text, log)
    return _Characters(text).escaped(log)


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _blank(text: str) -> str:
    return "\n" * text.count("\n")


def _with_marked_guids(text: str, log: Log) -> str:
    """A mark in each guid for a character that is none: without it, it might be the guid of another episode."""
    mark = next((one for one in _MARKS if one not in text), "")
    if not mark:
        return text

    def marked(found: re.Match[str]) -> str:
        guid = _NUMBER.sub(lambda one: _possible(one) or mark, _NOT_XML.sub(mark, found[0]))
        if guid != found[0]:
            log.guid_mark = mark
        return guid

    return _GUID.sub(marked, text)


def _without_bad_characters(text: str, log: Log) -> str:
    first = _NOT_XML.search(text)
    if first is None:
        return text
    clean, count = _NOT_XML.subn("", text)
    log.add_line(bad_character, _line_of(text, first.start()), repr(first[0]).strip("'"), count)
    return clean


def _from_its_start(text: str, log: Log) -> str:
    """Without the XML declaration (the text is decoded already) and what stands before it."""
    skipped = ""
    if not _START.match(text.lstrip()) and (found := _FEED.search(text)):
        skipped, text = text[: found.start()], text[found.start() :]
        log.add_line(before_the_feed, 1, skipped.strip())
    declaration = _DECLARATION.match(text)
    end = declaration.end() if declaration else 0
    return _blank(skipped + text[:end]) + text[end:]


def _without_document_type(text: str, log: Log) -> str:
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if not _DOCTYPE_BEGINS.match(text, start):
        return text
    found = _DOCTYPE.match(text, start, start + _LONGEST_TYPE)
    inside = found["inside"] or "" if found else ""
    if found is None or _HOSTILE.search(inside):
        raise HostileDocumentError
    if inside.strip():
        log.add_line(declarations, _line_of(text, start), inside.strip())
    return text[:start] + _blank(found[0]) + text[found.end() :]


def _possible(found: re.Match[str]) -> str:
    return found[0] if _is_possible(found[0]) else ""


def _is_possible(reference: str) -> bool:
    """Whether a reference by number stands for a character: HTML has one that shows the lack of it for all others."""
    meant = html.unescape(reference)
    if meant == "\ufffd":
        return reference[2:-1].lower().lstrip("x0") in ("65533", "fffd")
    return bool(meant) and not _NOT_XML.search(meant)


class _Characters:
    """References to characters, outside of CDATA and comments: HTML's names, bare signs, impossible numbers."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[Kind, tuple[int, str, int]] = {}

    def escaped(self, log: Log) -> str:
        """The text in which every reference is one that XML has."""
        made = _REFERENCE.sub(self._one, self._text)
        for kind, (offset, written, count) in self._found.items():
            log.add_line(kind, _line_of(self._text, offset), written, count)
        return made

    def _one(self, found: re.Match[str]) -> str:
        written = found[0]
        if written in _BARE:
            self._note(bare_sign, found, self._text[max(found.start() - 20, 0) : found.start() + 20])
            return _BARE[written]
        if written.startswith("<"):  # where XML is broken, libxml2 may take it for text, and crash on half a character
            return _NUMBER.sub(_possible, written)
        meant = html5.get(written[1:]) if written[1] != "#" else html.unescape(written)
        if meant is None:
            self._note(unknown_entity, found, written)
            return f"&amp;{written[1:]}"
        if not meant or _NOT_XML.search(meant) or (meant == "\ufffd" and not _is_possible(written)):
            self._note(bad_character, found, written)
            return ""
        return "".join(f"&#{ord(character)};" for character in meant)

    def _note(self, kind: Kind, found: re.Match[str], written: str) -> None:
        offset, first, count = self._found.get(kind, (found.start(), written, 0))
        self._found[kind] = (offset, first, count + 1)
