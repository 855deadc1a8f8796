"""HTML in notes, rewritten to what listeners get of it: paragraphs, lists, links, and words for all else. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from balado.feed.notes.links import LinkForm, form_of
from balado.feed.notes.tags import HtmlTag
from balado.show.notes import ChangeKind, NotesChange

if TYPE_CHECKING:
    from markdown_it.token import Token

    Part = HtmlTag | str | Token

Tell = Callable[[NotesChange], None]
"""Takes what of the notes reaches listeners otherwise than it was written."""

SILENT = frozenset(["script", "style", "iframe", "template"])
"""Elements whose content nobody is meant to read."""

_BLOCKS_NAMES = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend main menu nav option p pre search section summary table"
    " tbody tfoot thead tr"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_FRAMES = frozenset(["iframe", "frame", "embed", "object", "video", "audio", "source", "track", "area", "base", "link"])
_STRUCK = frozenset(["s", "strike", "del"])
_POWER = {"sup": "^", "sub": "_"}
CELLS_APART = " – "
_DEEPEST = 20
_BLANKS = re.compile(r"\s+")


def link(address: str) -> str:
    """The opening tag of a link."""
    return f'<a href="{html.escape(address)}">'


class HtmlForms:
    """Rewrites the HTML of one block, or (`is_inline`) of one paragraph of Markdown that holds tags."""

    def __init__(self, tell: Tell, *, is_inline: bool) -> None:
        self._tell = tell
        self._is_inline = is_inline
        self._written: list[str] = []
        self._due = ""  # what keeps two words apart, once there is a second one
        self._last = ""
        self._in_paragraph = False
        self._is_bare = False  # the paragraph is one of ours
        self._in_row = False
        self._lists: list[int | None] = []  # the number of the next item where numbers are written out
        self._deeper = 0
        self._link: LinkForm | None = None
        self._address = ""
        self._linked: list[str] = []
        self.counted: list[str] = []
        """The numbers of items that are written out, and were not before."""

    def take(self) -> str:
        """What was written since the last time."""
        written = "".join(self._written)
        self._written.clear()
        return written

    def text(self, words: str) -> None:
        """Write a text, which is HTML itself but for tags."""
        if self._in_row:
            words = _BLANKS.sub(" ", words)
        begins = bool(words.strip()) and self._is_between
        self.before(words)
        if begins or self._written[-1:] == [CELLS_APART]:
            words = words.lstrip()
        if words.strip() or not self._in_row:
            self._written.append(words)

    def before(self, words: str) -> None:
        """Write what is due before these words, which somebody else writes."""
        if not words.strip():
            return
        self._begin()
        begins = words.lstrip()[:1]
        if self._due in ("^", "_"):
            due = self._due if begins.isdigit() else ""
        elif self._due == " ":
            due = "" if words[0].isspace() or self._last.isspace() else " "
        else:
            due = self._due
        if due == CELLS_APART and self._written:
            self._written[-1] = self._written[-1].rstrip()
        self._written.append(due)
        self._due = ""
        self._last = words[-1]
        if self._link is not None:
            self._linked.append(words)

    def tag(self, tag: HtmlTag) -> None:
        """Write what becomes of a tag."""
        if not tag.is_closing:
            self._note(tag)
        if tag.name == "br":
            self._written.append("" if self._is_between else "<br>")
            self._due, self._last = "", ""
        elif tag.name == "a":
            self._end_link()
            if not tag.is_closing and "href" in tag.attributes:
                self._begin_link(tag)
        elif tag.name in ("ul", "ol"):
            self._list(tag)
        elif tag.name == "li":
            self._item(tag)
        elif tag.name == "img":
            self._picture(tag)
        elif tag.name in ("td", "th"):
            if not tag.is_closing and self._last:
                self._due = CELLS_APART
        elif tag.name in _BLOCKS:
            self._block(tag)
        elif tag.name in _POWER:
            self._due = _POWER[tag.name] if not tag.is_closing and self._last.isdigit() else self._due

    def end(self) -> None:
        """Close what is open."""
        self._leave_paragraph()

    @property
    def _is_between(self) -> bool:
        """Whether what is written now would stand in no paragraph and no list that is written as one."""
        return not (self._is_inline or self._in_paragraph or None in self._lists)

    def _begin(self) -> None:
        """Text may not stand bare between paragraphs."""
        if self._is_between:
            self._written.append("<p>")
            self._in_paragraph = self._is_bare = True

    def _note(self, tag: HtmlTag) -> None:
        """Tell what of this tag does not reach listeners."""
        if tag.name in _FRAMES:
            said = " ".join(
                value for name, value in tag.attributes.items() if name in ("src", "data", "href", "poster")
            )
            self._change(ChangeKind.FRAME, tag, f"<{tag.name}> {said}".strip())
        elif tag.name in _HEADINGS:
            self._change(ChangeKind.HEADING, tag)
        elif tag.name == "blockquote":
            self._change(ChangeKind.QUOTATION, tag)
        elif tag.name == "table":
            self._change(ChangeKind.TABLE, tag)
        elif tag.name in _STRUCK:
            self._change(ChangeKind.STRUCK, tag)
        elif tag.name in SILENT:
            self._change(ChangeKind.CODE_OPEN, tag)
        handler = next((name for name in tag.attributes if name.startswith("on")), None)
        if handler is not None:
            self._change(ChangeKind.CODE, tag, f"{handler}=", hidden=tag.attributes[handler])
        if (tip := tag.attributes.get("title")) and tip != tag.attributes.get("alt"):
            self._change(ChangeKind.TOOLTIP, tag, tip)

    def _change(self, kind: ChangeKind, tag: HtmlTag, written: str = "", shown: str = "", hidden: str = "") -> None:
        self._tell(NotesChange(kind, tag.line, written or f"<{tag.name}>", shown, hidden))

    def _block(self, tag: HtmlTag) -> None:
        if tag.name in ("tr", "table"):
            self._in_row = tag.name == "tr" and not tag.is_closing
        elif self._in_row:
            self._due = self._due or " "
            return
        if self._is_inline:
            self._break_line()
            return
        self._leave_paragraph()
        if self._lists and tag.name != "p":
            self._break_line()
            return
        if not tag.is_closing and tag.name == "p":
            self._written.append("<p>")
            self._in_paragraph = True
        self._last = ""

    def _break_line(self) -> None:
        self._due = "<br>" if self._last else ""

    def _leave_paragraph(self) -> None:
        self._end_link()
        self._due = ""
        if self._in_paragraph:
            if self._is_bare:
                self._written[-1] = self._written[-1].rstrip()
            self._written.append("</p>")
            self._in_paragraph = self._is_bare = False

    def _list(self, tag: HtmlTag) -> None:
        if self._is_inline:
            self._break_line()
            return
        self._leave_paragraph()
        if tag.is_closing:
            self._close_list(tag)
            return
        start = tag.attributes.get("start", "")
        is_numbered = tag.name == "ol" and start.isdecimal() and len(start) < 10 and start != "1"
        if len(self._lists) < _DEEPEST:
            self._lists.append(int(start) if is_numbered else None)
            self._written.append("" if is_numbered else f"<{tag.name}>")
        else:
            self._deeper += 1
        self._last = ""

    def _close_list(self, tag: HtmlTag) -> None:
        if self._deeper:
            self._deeper -= 1
        elif self._lists:
            self._written.append(f"</{tag.name}>" if self._lists.pop() is None else "")
        self._last = ""

    def _item(self, tag: HtmlTag) -> None:
        if self._is_inline:
            self._break_line()
            return
        self._leave_paragraph()
        number = self._lists[-1] if self._lists else None
        if number is not None and not tag.is_closing:
            self._lists[-1] = number + 1
            self.counted.append(str(number))
            self._written.append(f"<p>{number}. ")
            self._in_paragraph = True
        elif number is None:
            self._written.append("</li>" if tag.is_closing else "<li>")
        self._last = ""

    def _picture(self, tag: HtmlTag) -> None:
        described = tag.attributes.get("alt", "").strip()
        self._change(ChangeKind.PICTURE, tag, tag.attributes.get("src", "") or "<img>", described)
        if described:
            self._due = self._due or " "
            self.text(html.escape(described, quote=False))
            self._due = " "

    def _begin_link(self, tag: HtmlTag) -> None:
        self._address = tag.attributes["href"]
        self._link = form_of(self._address)
        if self._link.change is not None:
            self._change(self._link.change, tag, self._address, self._link.text)
        if self._link.is_kept:
            self._begin()
            self._written.append(("" if self._due in _POWER.values() else self._due) + link(self._address))
            self._due = ""

    def _end_link(self) -> None:
        if self._link is None:
            return
        form, self._link = self._link, None
        words = html.unescape("".join(self._linked)).strip()
        self._linked.clear()
        if behind := form.behind(words, self._address):
            self.text(html.escape(behind, quote=False))
        if form.is_kept:
            self._written.append("</a>")


def without_silent(parts: Sequence[Part], tell: Tell) -> list[Part]:
    """The pieces without scripts, style sheets and frames, each with what is in it where it is closed."""
    closings = {part.name: index for index, part in enumerate(parts) if isinstance(part, HtmlTag) and part.is_closing}
    kept: list[Part] = []
    within: HtmlTag | None = None
    hidden: list[str] = []
    for index, part in enumerate(parts):
        if within is not None:
            hidden += part.said if isinstance(part, HtmlTag) else [part if isinstance(part, str) else part.content]
            if isinstance(part, HtmlTag) and part.is_closing and part.name == within.name:
                tell(_silenced(within, " ".join(hidden)))
                within = None
        elif isinstance(part, HtmlTag) and part.name in SILENT and closings.get(part.name, -1) > index:
            within, hidden = part, []
        else:
            kept.append(part)
    return kept


def _silenced(tag: HtmlTag, hidden: str) -> NotesChange:
    if tag.name == "iframe":
        return NotesChange(
            ChangeKind.FRAME, tag.line, f"<iframe> {tag.attributes.get('src', '')}".strip(), hidden=hidden
        )
    return NotesChange(ChangeKind.CODE, tag.line, f"<{tag.name}>", hidden=hidden)
