"""Chapters that people write into notes: lines that begin with a time. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from balado.chapters.plain import plain_rows
from balado.chapters.row import Row


def stamped_lines(lines: Iterable[str]) -> list[str]:
    """The lines that hold a chapter, as `00:12:30 Questions`; in a list of Markdown without its sign."""
    found = (line.strip().removeprefix("- ").removeprefix("* ").removesuffix("\\").strip() for line in lines)
    return [line for line in found if line[:1] in "[(0123456789" and _is_chapter(line)]


def _is_chapter(line: str) -> bool:
    return all(isinstance(row, Row) for row in plain_rows(line)) if line else False
