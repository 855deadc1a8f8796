"""What a browser sends of a form: every control with what stands in it, and what a person changes before."""

from __future__ import annotations

from collections.abc import Iterable

from balado.studio.forms.field import EditForm, Filled
from balado.studio.forms.posted import SHOWN


def sent(form: EditForm) -> dict[str, list[str]]:
    """The form as it is sent when nobody changes it; browsers send the line ends of the network."""
    posted: dict[str, list[str]] = {SHOWN: []}
    for section in form.sections:
        for filled in section.fields:
            posted[SHOWN].append(filled.field.name)
            posted |= _of_field(filled)
    if form.notes is not None:
        posted[SHOWN].append("notes")
        posted["notes"] = [form.notes.replace("\n", "\r\n")]
    return posted


def _of_field(filled: Filled) -> dict[str, list[str]]:
    name = filled.field.name
    if filled.control == "rows":
        posted = {f"{name}:rows": [row.id for row in filled.rows]}
        for row in filled.rows:
            posted |= dict(_cells(filled, row.id, row.cells))
        return posted
    if filled.control == "words":
        return {name: [*filled.values, ""]}
    return {name: [filled.value.replace("\n", "\r\n")]} if filled.control != "as_written" else {}


def _cells(filled: Filled, row: str, cells: tuple[str, ...]) -> Iterable[tuple[str, list[str]]]:
    for column, cell in zip(filled.field.columns, cells, strict=True):
        yield f"{filled.field.name}:{row}:{column.path[0]}", [cell.replace("\n", "\r\n")]
