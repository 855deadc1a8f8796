"""Notes of a feed, in HTML or plain text, as notes in Markdown.

Markdown is rendered again and compared with what listeners would get of the HTML itself: where the two differ, the
notes stay HTML, which our Markdown may hold. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from balado.feed.notes.apart import NotesPart, join_parts, render_part
from balado.feed.notes.render import RenderedNotes, render_notes, shown_html, shown_of_html
from balado.feed.notes.tags import HtmlTag, pieces
from balado.show.characters import FORBIDDEN
from balado.show.values.forms import NOTES_MAX_CHARS
from balado.workshop.text.html import read_html
from balado.workshop.text.markdown import to_markdown

_EMPTY_LINES = re.compile(r"\n[ \t\r]*(?=\n)")
_PARAGRAPHS_APART = re.compile(r"\n[ \t]*\n\s*")
_LINK = re.compile(r'<a href="([^"]*)">([^<]*)</a>')
_SCHEME = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_AROUND_BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li)>|<br>)\s*")
_WHITE = re.compile(r"[ \t\n]+")
_IN_ITEM = re.compile(r"<li><p>(.*?)</p>")
_SEVERAL_BREAKS = re.compile(r"(?:<br\s*/?>\s*(?:&nbsp;\s*)?){2,}", re.IGNORECASE)
_BREAK_AT_EDGE = re.compile(r"(?:<br>)+(?=</p>|</li>|$)|(?<=<p>)(?:<br>)+")
_SIMPLE_BLOCK = re.compile(
    r"(<(p|ul|ol)(?:\s[^<>]*)?>(?:(?!</?(?:p|ul|ol|div|table|blockquote|pre|script|style|h[1-6])\b|<!).)*</\2\s*>)",
    re.IGNORECASE | re.DOTALL,
)
_MOST_CHARS = 10 * NOTES_MAX_CHARS
"""So much of a text is looked at, nearly all of which may be markup that says nothing."""
_PARTS_KEPT = 512
_PARAGRAPH_END = "\n\n"


def notes_of(written: str) -> str:
    """The notes in Markdown; as HTML where Markdown cannot say the same. Longer than notes may be, they are cut."""
    return _read(written)[0]


def rendered_notes_of(written: str) -> tuple[str, RenderedNotes]:
    """The notes as `notes_of` gives them, and what `render_notes` gives of these: of parts that were looked at once."""
    markdown, parts = _read(written)
    known = join_parts(parts) if parts else None
    return markdown, known or render_notes(markdown)


def _read(written: str) -> tuple[str, Sequence[NotesPart]]:
    """The notes, and the parts that they consist of where they are neither one whole nor cut."""
    text = FORBIDDEN.sub(" ", written[:_MOST_CHARS].replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        return "", ()
    page = text if _is_html(text) else _lines_as_html(text)
    parts = _parts_of(page)
    if parts is None:
        return _whole(page), ()
    markdown = _PARAGRAPH_END.join(part.markdown for part in parts)
    return (markdown, parts) if len(markdown) <= NOTES_MAX_CHARS else (_cut(markdown), ())


def _parts_of(page: str) -> list[NotesPart] | None:
    """The paragraphs and lists of a page that consists of nothing else; None for any other page.

    What stands below all episodes is looked at once. Two lists in a row would become one.
    """
    found = _SIMPLE_BLOCK.findall(page)
    if _SIMPLE_BLOCK.sub("", page).strip():
        return None
    parts: list[NotesPart] = []
    was_list = False
    for block, name in found:
        part, is_list = _part(block), name.lower() != "p"
        if part is None or (was_list and is_list and part.markdown):
            return None
        if part.markdown:
            parts.append(part)
            was_list = is_list
    return parts


@lru_cache(_PARTS_KEPT)
def _part(page: str) -> NotesPart | None:
    """A paragraph or a list in Markdown; None where that does not say the same."""
    part = render_part(to_markdown(read_html(_SEVERAL_BREAKS.sub("</p><p>", page)).blocks))
    return part if _seen(part.rendered.html) == _seen(shown_of_html(_one_block(page))) else None


def _whole(page: str) -> str:
    """The same of a whole page; as HTML where Markdown cannot say the same."""
    blocks = read_html(_SEVERAL_BREAKS.sub("</p><p>", page)).blocks
    markdown, block = to_markdown(blocks), _one_block(page)
    if len(block) > NOTES_MAX_CHARS:
        return _cut(markdown or block)
    return markdown if _seen(shown_html(markdown)) == _seen(shown_of_html(block)) else block


def _is_html(text: str) -> bool:
    return "<" in text and any(isinstance(piece, HtmlTag) for piece in pieces(text))


def _lines_as_html(text: str) -> str:
    """Plain text as a page that looks the same: what may be an entity in it is one, for feeds escape texts twice."""
    paragraphs = _PARAGRAPHS_APART.split(text.replace("<", "&lt;"))
    return "".join(f"<p>{'<br>'.join(map(str.strip, one.strip().splitlines()))}</p>\n" for one in paragraphs)


def _one_block(page: str) -> str:
    """The page as one block of HTML in Markdown: without empty lines, which would end it (CommonMark 4.6)."""
    return f"<div>\n{_EMPTY_LINES.sub('', page).strip()}\n</div>"


def _seen(shown: str) -> str:
    """What people see of it: an address that leads to itself is text, and blanks between blocks are nothing."""
    tight = _AROUND_BLOCKS.sub(r"\1", _WHITE.sub(" ", _LINK.sub(_without_itself, shown)))
    apart = _SEVERAL_BREAKS.sub("</p><p>", _IN_ITEM.sub(r"<li>\1", tight))
    return _BREAK_AT_EDGE.sub("", apart).strip()


def _without_itself(found: re.Match[str]) -> str:
    address, text = (_SCHEME.sub("", part, count=1).rstrip("/") for part in found.groups())
    return found[2] if address == text else found[0]


def _cut(markdown: str) -> str:
    """As many paragraphs as notes may hold."""
    if len(markdown) <= NOTES_MAX_CHARS:
        return markdown
    begun = markdown[: NOTES_MAX_CHARS - 3]
    return f"{begun.rpartition(_PARAGRAPH_END)[0] or begun}{_PARAGRAPH_END}…"


def plain_text(written: str) -> str:
    """A text of a feed as plain text: its paragraphs on lines of their own."""
    text = FORBIDDEN.sub(" ", written[:_MOST_CHARS].replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not _is_html(text):
        return html.unescape(text).strip()
    return "\n".join(block.text for block in read_html(text).blocks).strip()
