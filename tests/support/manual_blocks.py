"""What stands between fences and in inline code on the pages of the manual, in the README too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from manual_pages import MANUAL, ROOT, TABLES

_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
_INDENTED = re.compile(r"^ {4}.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where it begins, its language, the rest of its first line, and what is in it."""

    path: Path
    line: int
    language: str
    note: str
    body: str

    @property
    def place(self) -> str:
        return f"{name_of(self.path)}:{self.line}"


def name_of(path: Path) -> str:
    return "README" if path.parent == ROOT else f"{path.parent.name}/{path.stem}"


PAGES = [ROOT / "README.md", *sorted(MANUAL.glob("*/*.md"))]
BY_HAND = [path for path in PAGES if path.stem not in TABLES]
"""Without the pages that are made from the code."""


def blocks(path: Path) -> Iterator[Block]:
    """Every fenced block of a page; those in a list are moved to the left."""
    text = re.sub(r"^ +(?=```)", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for found in _FENCE.finditer(text):
        language, _, note = found["info"].partition(" ")
        yield Block(path, text.count("\n", 0, found.start()) + 1, language, note, found["body"])


def prose(path: Path) -> str:
    """The page without its blocks."""
    return _INDENTED.sub("", _FENCE.sub("", path.read_text(encoding="utf-8")))


def code_in_prose(path: Path) -> Iterator[str]:
    """Each stretch of inline code, on one line."""
    return (" ".join(found.split()) for found in _CODE.findall(prose(path)))
