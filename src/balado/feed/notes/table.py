"""Tables in Markdown: apps show none, so that each row becomes a line. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from balado.feed.notes.html import CELLS_APART

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

TABLE = "table"
"""Key in the `meta` of a paragraph that was a table."""

_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_LINE_BREAK = "  \n"


def add_tables(parser: MarkdownIt) -> None:
    """Let the parser read tables (GitHub's Markdown) as paragraphs with a line for each row.

    The parser's own rule fills short rows up with empty cells, which takes seconds for 10 kB, and drops the cells that
    are too many: here all of them stay.
    """
    parser.block.ruler.before("code", TABLE, _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 2 > end or not _is_head(state, start):
        return False
    if silent:
        return True
    line = start + 2
    while line < end and _continues(state, line):
        line += 1
    rows = [_cells(_line(state, one)) for one in range(start, line) if one != start + 1]
    token = state.push("paragraph_open", "p", 1)
    token.map = [start, line]
    token.meta = {TABLE: True}
    inline = state.push("inline", "", 0)
    inline.content = _LINE_BREAK.join(CELLS_APART.join(row) for row in rows if row)
    inline.map = [start, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _is_head(state: StateBlock, start: int) -> bool:
    if state.sCount[start + 1] < state.blkIndent or state.is_code_block(start) or state.is_code_block(start + 1):
        return False
    delimiter = _line(state, start + 1)
    if "|" not in delimiter or not _DELIMITER.fullmatch(delimiter):
        return False
    head = _line(state, start)
    return "|" in head and _count(head) == _count(delimiter)


def _continues(state: StateBlock, line: int) -> bool:
    if state.isEmpty(line) or state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return False
    terminators = state.md.block.ruler.getRules("blockquote")
    return not any(rule(state, line, state.lineMax, True) for rule in terminators)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _count(row: str) -> int:
    row = row.strip().removeprefix("|")
    return len(_BETWEEN_CELLS.split(row.removesuffix("|") if not row.endswith("\\|") else row))


def _cells(row: str) -> list[str]:
    """The cells of a row that say something."""
    found = (cell.strip().replace("\\|", "|") for cell in _BETWEEN_CELLS.split(row.strip()))
    return [cell for cell in found if cell]
