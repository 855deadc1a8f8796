"""Notes of a feed, in HTML or plain text, as notes in Markdown.

Markdown is rendered again and compared with what listeners would get of the HTML itself: where the two differ, the
notes stay HTML, which our Markdown may hold. Pure.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import pairwise

from balado.feed.notes.render import shown_html
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
_PIECES_KEPT = 512
_PARAGRAPH_END = "\n\n"


def notes_of(written: str) -> str:
    """The notes in Markdown; as HTML where Markdown cannot say the same. Longer than notes may be, they are cut."""
    text = FORBIDDEN.sub(" ", written[:_MOST_CHARS].replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        return ""
    page = text if _is_html(text) else _lines_as_html(text)
    pieces = _pieces_of(page)
    if pieces is None:
        return _whole(page)
    found = [_piece(one) for one in pieces]
    return _cut(_PARAGRAPH_END.join(filter(None, found))) if None not in found else _whole(page)


def _pieces_of(page: str) -> list[str] | None:
    """The paragraphs and lists of a page that consists of nothing else; None for any other page.

    What stands below all episodes is looked at once. Two lists in a row would become one.
    """
    found = _SIMPLE_BLOCK.findall(page)
    names = [name.lower() for _, name in found]
    if _SIMPLE_BLOCK.sub("", page).strip() or any(one == other != "p" for one, other in pairwise(names)):
        return None
    return [piece for piece, _ in found]


@lru_cache(_PIECES_KEPT)
def _piece(page: str) -> str | None:
    """The Markdown of a paragraph or a list; None where that does not say the same."""
    markdown = to_markdown(read_html(_SEVERAL_BREAKS.sub("</p><p>", page)).blocks)
    return markdown if _seen(shown_html(markdown)) == _seen(shown_html(_one_block(page))) else None


def _whole(page: str) -> str:
    """The same of a whole page; as HTML where Markdown cannot say the same."""
    blocks = read_html(_SEVERAL_BREAKS.sub("</p><p>", page)).blocks
    markdown, block = to_markdown(blocks), _one_block(page)
    if len(block) > NOTES_MAX_CHARS:
        return _cut(markdown or block)
    return markdown if _seen(shown_html(markdown)) == _seen(shown_html(block)) else block


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
