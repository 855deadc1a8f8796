"""The blocks of Markdown, made ready for listeners: lists with their numbers, HTML, what is told of the rest. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from balado.feed.notes.html import HtmlForms, without_silent
from balado.feed.notes.inline import plain, prepared
from balado.feed.notes.references import References
from balado.feed.notes.table import TABLE, add_tables
from balado.feed.notes.tags import HtmlTag, pieces
from balado.show.notes import ChangeKind, NotesChange

_LISTS = ("ordered_list", "bullet_list")
_DEFINITION = re.compile(r"\[[^\[\]]*\]:[ \t]*<?([^\s<>]+)")
_LIKE_ADDRESS = re.compile(r"[/#@]|\w[.:]\w")
_CONTAINER = re.compile(
    r"</?(?:ul|ol|dl|li|table|tbody|tr|div|section|article|figure|blockquote|details)\b", re.IGNORECASE
)
_CODE_NAMES = (
    "bash c c++ console cpp css diff go html ini java javascript js json markdown md php plain py python r ruby rust sh"
    " shell sql text toml ts txt typescript xml yaml yml"
)
_CODE = frozenset(_CODE_NAMES.split())
"""What may stand behind a fence without being read by anybody."""
_HOLDING_TEXT = frozenset({"paragraph_open", "heading_open", "inline"})


@dataclass(slots=True)
class ReadNotes:
    """Notes as a renderer takes them. `silent` is markup that lists, links and code need and nobody reads.

    `counted` are numbers of items that a page would have shown of itself.
    """

    blocks: list[Token] = field(default_factory=list)
    changes: list[NotesChange] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)


@cache
def parser() -> MarkdownIt:
    """The parser of notes."""
    made = MarkdownIt("commonmark", {"store_labels": True})
    # A link that it refuses would stay in the text as Markdown; we judge them.
    made.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    add_tables(made)
    made.block.ruler.at("reference", _definition, {"alt": []})
    return made


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[Ada]: guest` is a line of text: a definition has an address, or at least the name of a file."""
    found = _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if found is not None and not _LIKE_ADDRESS.search(found[1]):
        return False
    return reference(state, start, end, silent)


def read_markdown(markdown: str) -> ReadNotes:
    """The notes in their blocks, and what of them reaches listeners otherwise than it was written."""
    known: dict[str, Any] = {"references": References()}
    blocks = _Blocks(_with_whole_html(parser().parse(markdown, known)))
    notes = blocks.rewrite()
    _tell_definitions(known, blocks.labels, markdown, notes)
    return notes


def read_html_block(content: str) -> ReadNotes:
    """Notes that are one block of HTML, as `read_markdown` reads them where no empty line ends it (CommonMark 4.6)."""
    return _Blocks([Token("html_block", "", 0, content=content, map=[0, 0], block=True)]).rewrite()


def _tell_definitions(known: Mapping[str, Any], used: Counter[str], markdown: str, notes: ReadNotes) -> None:
    """`[label]: address` for a link that is nowhere vanishes, and so does a line that only looks like one."""
    definitions: References = known["references"]
    twice = known.get("duplicate_refs", ())
    lines = markdown.split("\n") if definitions else []
    for label, one in definitions.items():
        if label in definitions.beyond:
            notes.changes.append(_vanished(one, lines, ChangeKind.DEFINITION_OVERUSED))
        elif not used[label]:
            notes.changes.append(_vanished(one, lines))
        if used[label]:
            notes.silent += [label] * (1 + used[label])
    for one in twice:
        if not used[one["label"]] or one["href"] != definitions[one["label"]]["href"]:
            notes.changes.append(_vanished(one, lines))
        else:  # the same once more
            notes.silent += [one["label"], one["href"]]


def _vanished(
    definition: Mapping[str, Any], lines: Sequence[str], kind: ChangeKind = ChangeKind.DEFINITION
) -> NotesChange:
    begin, end = definition["map"]
    written = " ".join(" ".join(lines[begin:end]).split())
    return NotesChange(kind, begin, written)


def _with_whole_html(blocks: Sequence[Token]) -> list[Token]:
    """The blocks; HTML that an empty line cut in two, and what looked like code in it, in one piece."""
    whole: list[Token] = []
    contents: list[str] = []
    depth = 0  # how many elements wait for more that belongs to them
    for block in blocks:
        is_html = block.type == "html_block" or (depth > 0 and block.type == "code_block" and block.content[:1] == "<")
        if is_html and depth > 0:
            contents.append(block.content)
        else:
            _fill(whole, contents)
            contents = [block.content] if is_html else []
            depth = 0
            whole.append(block)
        depth = max(0, depth + _opened(block.content)) if is_html else 0
    _fill(whole, contents)
    return whole


def _fill(whole: list[Token], contents: list[str]) -> None:
    if len(contents) > 1:
        whole[-1].content = "".join(contents)


def _opened(content: str) -> int:
    """How many more elements are opened in this HTML than closed."""
    return sum(-1 if found[0][1] == "/" else 1 for found in _CONTAINER.finditer(content))


def _numbered(blocks: Sequence[Token]) -> frozenset[int]:
    """Where lists begin whose numbers must be written out: apps count from 1, whatever the first number is."""
    opened: list[tuple[int, list[str]]] = []
    found = set()
    for index, block in enumerate(blocks):
        if block.type in ("ordered_list_open", "bullet_list_open"):
            opened.append((index, []))
        elif block.type == "list_item_open":
            opened[-1][1].append(block.info)
        elif block.type in ("ordered_list_close", "bullet_list_close"):
            begin, numbers = opened.pop()
            if block.type[0] == "o" and not _is_counted([int(number) for number in numbers]):
                found.add(begin)
    return frozenset(found)


def _is_counted(numbers: list[int]) -> bool:
    """Whether an app counts as the author did; who writes 1 before each item leaves the counting to others."""
    return set(numbers) == {1} or numbers == list(range(1, len(numbers) + 1))


class _Blocks:
    """Rewrites the blocks of notes, in their order."""

    def __init__(self, blocks: list[Token]) -> None:
        self._blocks = blocks
        self._notes = ReadNotes()
        self._numbered = _numbered(blocks)
        self._lists: list[bool] = []  # whether the numbers of each list that is open are written out
        self._number = ""
        self.labels: Counter[str] = Counter()
        """Those of the definitions that links and pictures take their addresses from."""

    def rewrite(self) -> ReadNotes:
        """The same blocks as listeners get them."""
        for index, block in enumerate(self._blocks):
            kind, _, edge = block.type.rpartition("_")
            if kind in _LISTS:
                self._list(block, index in self._numbered)
            elif kind == "list_item":
                self._item(block, edge)
            else:
                self._block(block)
        return self._notes

    def _tell(self, change: NotesChange) -> None:
        self._notes.changes.append(change)

    def _list(self, block: Token, is_numbered: bool) -> None:
        if block.nesting == 1:
            self._write_number()
            self._lists.append(is_numbered)
            self._notes.blocks += [] if is_numbered else [block]
        elif not self._lists.pop():
            self._notes.blocks.append(block)

    def _item(self, block: Token, edge: str) -> None:
        if not self._lists[-1]:
            self._notes.blocks.append(block)
            self._notes.silent += [block.info] if block.info else []
        elif edge == "open":
            self._number = f"{block.info}{block.markup} "
        else:
            self._write_number()

    def _write_number(self) -> None:
        """The number of an item that does not begin with text stands alone."""
        if self._number:
            text = Token("inline", "", 0, children=[plain(self._number.strip())])
            self._notes.blocks += [Token("paragraph_open", "p", 1, block=True), text]
            self._notes.blocks.append(Token("paragraph_close", "p", -1, block=True))
            self._number = ""

    def _block(self, block: Token) -> None:
        line = block.map[0] if block.map else 0
        if block.type not in _HOLDING_TEXT:
            self._write_number()
        if block.type in ("paragraph_open", "paragraph_close") and self._lists and self._lists[-1]:
            block.hidden = False
        if block.meta.get(TABLE):
            self._tell(NotesChange(ChangeKind.TABLE, line, ""))
        if block.type == "heading_open":
            self._tell(NotesChange(ChangeKind.HEADING, line, ""))
        elif block.type == "blockquote_open":
            self._tell(NotesChange(ChangeKind.QUOTATION, line, ""))
        elif block.type == "html_block":
            block.content = self._html(block.content, line)
        elif block.type == "fence" and block.info.strip().lower() in _CODE:
            self._notes.silent.append(block.info)
        elif block.type == "inline":
            self._inline(block, line)
        self._notes.blocks.append(block)

    def _html(self, content: str, line: int) -> str:
        forms = HtmlForms(self._tell, is_inline=False)
        for part in without_silent(list(pieces(content, line)), self._tell):
            if isinstance(part, HtmlTag):
                forms.tag(part)
            elif isinstance(part, str):
                forms.text(part)
        forms.end()
        self._notes.counted += forms.counted
        return forms.take()

    def _inline(self, block: Token, line: int) -> None:
        children = block.children or []
        self.labels.update(str(one.meta["label"]) for one in children if "label" in one.meta)
        block.children = prepared(children, line, self._tell)
        if self._number:
            block.children.insert(0, plain(self._number))
            self._number = ""
