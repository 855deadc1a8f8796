"""A paragraph of Markdown, made ready for listeners: links, pictures, times at the beginning of lines, signs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.token import Token

from balado.feed.notes.html import HtmlForms, Tell, without_silent
from balado.feed.notes.links import LinkForm, form_of
from balado.feed.notes.tags import DRAWINGS, OF_WORD, HtmlTag, pieces
from balado.show.notes import ChangeKind, NotesChange

if TYPE_CHECKING:
    from balado.feed.notes.html import Part

_STAMP = re.compile(r"\s*[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?![\d:])")
_ADDRESS_CHARS = 200
_STAMPED_LEAST = 2
"""A single line that begins with a time is a sentence with a time of day."""
_EMPHASIS = frozenset({"em_open", "em_close", "strong_open", "strong_close"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_PLAIN = _EMPHASIS | _BREAKS | {"text", "code_inline"}
_SAYING = frozenset({"text", "code_inline"})


def raw(text: str) -> Token:
    """HTML that is written as it stands."""
    return Token("html_inline", "", 0, content=text)


def plain(text: str) -> Token:
    """Text."""
    return Token("text", "", 0, content=text)


def prepared(children: Sequence[Token], line: int, tell: Tell) -> list[Token]:
    """The parts of a paragraph that begins at that line."""
    rewritten = _with_lines_for_times(_with_stars(list(children)))
    if all(child.type in _PLAIN and "<" not in child.content for child in rewritten):
        return rewritten
    return _InlineParts(line, tell).rewrite(rewritten)


def said(tokens: Iterable[Token]) -> str:
    """The text in these parts."""
    found = []
    for token in tokens:
        if token.type == "image":
            found.append(said(token.children or ()))
        elif token.type in _BREAKS:
            found.append(" ")
        elif token.type in _SAYING:
            found.append(token.content)
    return "".join(found)


def _with_stars(children: list[Token]) -> list[Token]:
    """Stars beside a figure, within a word, stay: `2*3*4`, and the code to dial `*123*456#`."""
    if not any(token.type in _EMPHASIS for token in children):
        return children
    signs = _signs(children)
    opened: list[int] = []
    for index, token in enumerate(children):
        if token.type not in _EMPHASIS:
            continue
        if token.nesting == 1:
            opened.append(index)
        elif opened:
            begin = opened.pop()
            if begin in signs or index in signs:
                children[begin] = plain(children[begin].markup)
                children[index] = plain(token.markup)
    return children


def _signs(children: list[Token]) -> set[int]:
    """Which marks of emphasis are signs: those beside a figure within a word, and those within an address."""
    found = set()
    waiting: list[int] = []
    before = ""  # what stands there since the last blank
    for index, token in enumerate(children):
        if token.type in _EMPHASIS:
            waiting.append(index)
            continue
        last, after = before[-1:], token.content[:1]
        is_number = last.isalnum() and after.isalnum() and (last.isdigit() or after.isdigit())
        is_address = "://" in before and after and not after.isspace()
        if is_number or is_address:
            found.update(waiting)
        waiting.clear()
        words = token.content[-_ADDRESS_CHARS:].split(" ")
        before = words[-1] if len(words) > 1 or token.type != "text" else (before + words[-1])[-_ADDRESS_CHARS:]
    return found


def _with_lines_for_times(children: list[Token]) -> list[Token]:
    """Lines that begin with a time stay lines: apps make chapters of them, where each stands on its own."""
    begins = [0, *(index + 1 for index, token in enumerate(children) if token.type in _BREAKS)]
    ends = [*(begin - 1 for begin in begins[1:]), len(children)]
    stamped = [begin for begin, end in zip(begins, ends, strict=True) if _STAMP.match(said(children[begin:end]))]
    if len(stamped) >= _STAMPED_LEAST:
        for begin in stamped:
            if begin and children[begin - 1].type == "softbreak":
                children[begin - 1] = replace(raw("<br>"), meta={"line": True})
    return children


class _InlineParts:
    """Rewrites the parts of one paragraph, in their order."""

    def __init__(self, line: int, tell: Tell) -> None:
        self._line = line
        self._tell = tell
        self._tags = HtmlForms(tell, is_inline=True)
        self._written: list[Token] = []
        self._link: LinkForm | None = None
        self._address = ""
        self._linked = ""

    def rewrite(self, children: list[Token]) -> list[Token]:
        """The same parts as listeners get them."""
        for part in without_silent(self._parts(children), self._tell):
            if isinstance(part, HtmlTag):
                self._tags.tag(part)
                self._flush()
            elif isinstance(part, Token):
                self._part(part)
        self._tags.end()
        self._flush()
        return self._written

    def _parts(self, children: list[Token]) -> list[Part]:
        """The parts, with the tags among them as such; each with its line where something may be said of it."""
        parts: list[Part] = []
        line, is_drawing = self._line, False
        for child in children:
            if child.type in _BREAKS or child.meta.get("line"):
                line += 1
            if child.type != "html_inline" or child.meta.get("line"):
                child.meta = {**child.meta, "at": line}
                parts.append(child)
                continue
            for piece in pieces(child.content, line, is_drawing=is_drawing):
                if isinstance(piece, HtmlTag) and piece.name in DRAWINGS:
                    is_drawing = not piece.is_closing
                parts.append(piece if isinstance(piece, HtmlTag) else plain(child.content))
        return parts

    def _part(self, token: Token) -> None:
        line = token.meta.get("at", self._line)
        if token.type == "link_open":
            self._begin_link(token, line)
        elif token.type == "link_close":
            self._end_link(token)
        elif token.type == "image":
            self._picture(token, line)
        else:
            if token.type == "text" and "<" in token.content:
                token.content = OF_WORD.sub("", token.content)
            if token.type in _SAYING:
                self._say(token.content)
            self._written.append(token)

    def _say(self, words: str) -> None:
        self._tags.before(words)
        self._flush()
        self._linked += words

    def _flush(self) -> None:
        if written := self._tags.take():
            self._written.append(raw(written))

    def _begin_link(self, token: Token, line: int) -> None:
        self._address = str(token.attrs.get("href", ""))
        self._link, self._linked = form_of(self._address), ""
        if self._link.change is not None:
            self._tell(NotesChange(self._link.change, line, self._address, self._link.text))
        if tip := token.attrs.get("title"):
            self._tell(NotesChange(ChangeKind.TOOLTIP, line, str(tip)))
        if self._link.is_kept:
            token.attrs = {"href": self._address}
            self._written.append(token)

    def _end_link(self, token: Token) -> None:
        form, words = self._link or LinkForm(), self._linked.strip()
        self._link = None
        if behind := form.behind(words, self._address):
            self._written.append(plain(behind))
        if form.is_kept:
            self._written.append(token)

    def _picture(self, token: Token, line: int) -> None:
        described = " ".join(said(token.children or ()).split())
        self._tell(NotesChange(ChangeKind.PICTURE, line, str(token.attrs.get("src", "")), described))
        if (tip := str(token.attrs.get("title", ""))) and tip != described:
            self._tell(NotesChange(ChangeKind.TOOLTIP, line, tip))
        if described:
            apart = self._linked[-1:].isalnum() or bool(self._written and self._written[-1].content[-1:].isalnum())
            self._say(described)
            self._written.append(plain(f"{' ' if apart else ''}{described}"))
