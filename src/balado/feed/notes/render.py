"""Show notes: Markdown becomes the little HTML that every platform shows alike.

Apple reads `p ol ul li a`, Spotify adds `br`, YouTube shows none: the common set is written, and what stands outside it
keeps its words: a heading becomes a paragraph, emphasis plain text, a picture its description, a row of a table a line,
HTML what it says. Links to https, http and mailto stay; the address of another one is shown where people can use it.
Comments (`<!-- … -->`) are the author's own: they vanish. What else reaches listeners otherwise than it was written is
told, and words, numbers and addresses are compared at the end. Pure.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from balado.feed.notes.links import FOLLOWED
from balado.show.notes import ChangeKind, NotesChange
from balado.show.values.address import without_signatures
from balado.show.values.forms import NOTES_MAX_CHARS

if TYPE_CHECKING:
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from nh3 import Cleaner

    from balado.feed.notes.markdown import ReadNotes

_TAGS = {"p", "br", "ul", "ol", "li", "a"}
_NO_BREAK = "\u00a0"  # two bytes instead of six: platforms count them
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # `&#1;` in HTML becomes such a one
_PIECE = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)")
_ANY_TAG = re.compile(r"<[^<>]*>")
# A browser closes these itself before the next of them, or they hold nothing: they are never inside one another.
_FLAT = frozenset({"p", "li", "a", "br", "img", "hr", "input", "meta", "link", "wbr", "col", "area", "source"})
_DEEPEST = 40
_LINK_TO_NOTHING = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_OF_THE_SET = re.compile(r'(</?(?:p|ul|ol|li|a)(?: href="[^"]*")?>)')


@dataclass(frozen=True, slots=True)
class RenderedNotes:
    """Notes as listeners get them: restricted HTML without a final line break, empty for notes that say nothing.

    `changes` tell of everything in them that was written otherwise, by line.
    """

    html: str = ""
    changes: tuple[NotesChange, ...] = ()


def render_notes(markdown: str) -> RenderedNotes:
    """The notes as listeners get them.

    A text that is longer than notes may be is not taken for Markdown: its lines are shown as they are. What a store
    signed is never shown: whoever has such an address has the file.
    """
    if not markdown.strip():
        return RenderedNotes()
    markdown, signed = without_signatures(markdown)
    if len(markdown) > NOTES_MAX_CHARS:
        return RenderedNotes(_plain_lines(markdown))
    from balado.feed.notes.words import compare

    notes, shown = _shown(markdown)
    changes = [*notes.changes, *compare(markdown, shown, notes)]
    changes += [NotesChange(ChangeKind.LINK_SIGNED, line, host) for line, host in signed]
    return RenderedNotes(shown, tuple(sorted(changes, key=lambda change: change.line)))


def shown_html(markdown: str) -> str:
    """The HTML of `render_notes` alone, in a third of its time: what becomes of the words is not told."""
    markdown, _ = without_signatures(markdown)
    if not markdown.strip():
        return ""
    return _plain_lines(markdown) if len(markdown) > NOTES_MAX_CHARS else _shown(markdown)[1]


def shown_of_html(block: str) -> str:
    """What `shown_html` gives of a block of HTML that no empty line ends: nothing in it is looked for as Markdown."""
    block, _ = without_signatures(block)
    if len(block) > NOTES_MAX_CHARS:
        return _plain_lines(block)
    from balado.feed.notes.markdown import read_html_block

    return _html_of(read_html_block(block))


def _shown(markdown: str) -> tuple[ReadNotes, str]:
    from balado.feed.notes.markdown import read_markdown

    notes = read_markdown(markdown)
    return notes, _html_of(notes)


def _html_of(notes: ReadNotes) -> str:
    from balado.feed.notes.markdown import parser

    return _cleaned(_renderer().render(notes.blocks, parser().options, {})).strip()


def paragraph(text: str) -> str:
    """Plain text as one paragraph."""
    return f"<p>{html.escape(text, quote=False)}</p>"


def _plain_lines(text: str) -> str:
    lines = html.escape(_NOT_XML.sub("", text).strip("\n"), quote=False).splitlines()
    return f"<p>{'<br>'.join(lines)}</p>"


def _cleaned(written: str) -> str:
    """The HTML less all that is outside the common set, and less what that leaves empty."""
    shallow = written if _depth(written) <= _DEEPEST else _ANY_TAG.sub(" ", written)
    clean = _NOT_XML.sub("", _cleaner().clean(shallow)).replace("&nbsp;", _NO_BREAK)
    return _without_empty(_LINK_TO_NOTHING.sub(r"\1", clean))


def _depth(written: str) -> int:
    """How deeply elements stand in one another, at most.

    Building a tree of a thousand levels takes a parser of HTML the square of them: notes of 100 kB took minutes.
    """
    depth = deepest = 0
    opened: Counter[str] = Counter()
    for closing, name in _PIECE.findall(written):
        name = name.lower()  # noqa: PLW2901
        if name in _FLAT:
            continue
        if not closing:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def _without_empty(clean: str) -> str:
    """The HTML without elements that say nothing, or hold only such, each with the line break behind it."""
    written: list[str] = []
    opened: list[tuple[int, bool]] = []  # where each element begins in `written`, and whether it says something
    swallows = False
    for piece in _OF_THE_SET.split(clean):
        if piece.startswith("</") and opened:
            begin, says = opened.pop()
            if says:
                written.append(piece)
                _say(opened)
            else:
                del written[begin:]
            swallows = not says
        elif _OF_THE_SET.fullmatch(piece):
            opened.append((len(written), False))
            written.append(piece)
            swallows = False
        elif piece:
            written.append(piece.removeprefix("\n") if swallows else piece)
            swallows = False
            if piece.replace("<br>", "").strip():
                _say(opened)
    return "".join(written)


def _say(opened: list[tuple[int, bool]]) -> None:
    if opened:
        opened[-1] = (opened[-1][0], True)


@cache
def _renderer() -> RendererHTML:
    from markdown_it.renderer import RendererHTML

    renderer = RendererHTML()
    rules: dict[str, Any] = renderer.rules  # the parser binds them to the renderer, as we do
    rules.update({name: partial(rule, renderer) for name, rule in _RULES.items()})
    return renderer


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(tags=_TAGS, attributes={"a": {"href"}, "*": set()}, attribute_filter=_link, link_rel=None)


def _link(_tag: str, _attribute: str, url: str) -> str | None:
    """The address of a link, None when apps would not follow it."""
    return url if FOLLOWED.match(url) else None


def _open_paragraph(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return "<p>"


def _close_paragraph(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return "</p>\n"


def _nothing(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return ""


def _blank(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return " "


def _as_lines(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    return f"{_plain_lines(tokens[index].content)}\n"


def _own_html(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """A block of HTML, closed in itself."""
    block = _cleaned(tokens[index].content).strip()
    return f"{block}\n" if block else ""


def _as_it_is(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    return tokens[index].content


_RULES: Mapping[str, Any] = {
    "heading_open": _open_paragraph,
    "heading_close": _close_paragraph,
    "blockquote_open": _nothing,
    "blockquote_close": _nothing,
    "hr": _nothing,
    "softbreak": _blank,
    "code_block": _as_lines,
    "fence": _as_lines,
    "html_block": _own_html,
    "html_inline": _as_it_is,
}
