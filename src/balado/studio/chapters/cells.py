"""What a chapter of a file says, as the text that a form shows. Pure."""

from __future__ import annotations

from datetime import timedelta

from balado.chapters.chapters import clock
from balado.chapters.row import Row


def cells_of(row: Row) -> dict[str, str]:
    """The fields of a chapter that something is written for."""
    return {field: text_of_cell(cell.value) for field, cell in row.cells.items()}


def text_of_cell(value: object) -> str:
    """A value as text; a time that is a number as a clock shows it."""
    if isinstance(value, timedelta):
        return clock(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
