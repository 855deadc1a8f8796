"""What people get of notes in HTML: words, links, pictures and embedded pages; and whether a script is in it. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from balado.feed.notes.html import SILENT
from balado.feed.notes.tags import HtmlTag, pieces
from balado.feed.notes.words import WITHIN

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_EMBEDDED = frozenset(["img", "iframe", "frame", "embed", "object", "video", "audio"])
_OF_FORMATTING = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
"""Characters that show nothing."""


@dataclass(frozen=True, slots=True)
class NotesSaid:
    """`text` is on one line, without what only parts or shapes it. `code` names scripts and handlers of events."""

    text: str = ""
    links: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    code: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """Its letters and figures, word by word."""
        return _WORD.findall(self.text)

    @property
    def named(self) -> frozenset[str]:
        """The addresses that stand in the text."""
        return frozenset(found.rstrip(".,;:!?)]") for found in _ADDRESS.findall(self.text))


def read_said(markup: str) -> NotesSaid:
    """What is said by notes in HTML, or by plain text."""
    if "<" not in markup:
        return NotesSaid(_plain(html.unescape(markup)))
    reader = _Reader()
    for part in pieces(markup):
        if isinstance(part, HtmlTag):
            reader.tag(part)
        elif not reader.silent:
            reader.texts.append(html.unescape(part))
    text = _plain("".join(reader.texts))
    return NotesSaid(text, tuple(reader.links), tuple(reader.embedded), tuple(reader.code))


def _plain(text: str) -> str:
    return " ".join(_OF_FORMATTING.sub("", unicodedata.normalize("NFC", text)).split())


class _Reader:
    """Takes notes piece by piece."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.links: list[str] = []
        self.embedded: list[str] = []
        self.code: list[str] = []
        self.silent = ""

    def tag(self, tag: HtmlTag) -> None:
        """Take a tag."""
        if self.silent:
            self.silent = "" if tag.is_closing and tag.name == self.silent else self.silent
            return
        if tag.name not in WITHIN and tag.name != "a":
            self.texts.append(" ")
        if tag.is_closing:
            return
        self._note_code(tag)
        if tag.name in _EMBEDDED:
            self.embedded.append(tag.attributes.get("src") or tag.attributes.get("data") or tag.name)
            self.texts.append(f" {tag.attributes.get('alt', '')} ")
        if tag.name == "a" and (target := tag.attributes.get("href", "").strip()):
            (self.code if _is_code(target) else self.links).append(target)
        if tag.name in SILENT:
            self.silent = tag.name

    def _note_code(self, tag: HtmlTag) -> None:
        self.code += ["<script>"] if tag.name == "script" else []
        self.code += [name for name in tag.attributes if name.startswith("on")]


def _is_code(target: str) -> bool:
    return target.lower().startswith(("javascript:", "vbscript:", "data:"))
