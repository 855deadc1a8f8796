"""A form with what was entered in it, though it could not be saved, and with the faults beside their fields. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from balado.errors import Fault
from balado.studio.forms.field import EditForm, Field, Filled, FilledSection, FormRow
from balado.studio.forms.posted import SHOWN, Posted


def refilled(form: EditForm, posted: Posted) -> EditForm:
    """The form with what a browser sent of it in its controls."""
    has = set(posted.get(SHOWN, ()))
    sections = [
        FilledSection(
            one.section, [_entered(filled, posted) if filled.field.name in has else filled for filled in one.fields]
        )
        for one in form.sections
    ]
    notes = _first(posted, "notes") if "notes" in has and form.notes is not None else form.notes
    return replace(form, sections=sections, notes=notes)


def _entered(filled: Filled, posted: Posted) -> Filled:
    name = filled.field.name
    if filled.control == "as_written":
        return filled
    if filled.control == "words":
        return replace(filled, values=tuple(one for one in posted.get(name, ()) if one.strip()))
    if filled.control == "rows":
        rows = (_row(filled.field, row, posted) for row in dict.fromkeys(posted.get(f"{name}:rows", ())))
        return replace(filled, rows=tuple(row for row in rows if not row.is_empty))
    return replace(filled, value=_first(posted, name))


def _row(field: Field, row: str, posted: Posted) -> FormRow:
    return FormRow(row, tuple(_first(posted, f"{field.name}:{row}:{one.path[0]}") for one in field.columns))


def _first(posted: Posted, name: str) -> str:
    given = posted.get(name, ())
    return given[0].replace("\r\n", "\n").replace("\r", "\n") if given else ""


def with_faults(form: EditForm, faults: Sequence[Fault]) -> EditForm:
    """The form with each fault beside the field or the row that it is about; those of none are the form's."""
    left = list(faults)
    sections = [FilledSection(one.section, [_told(filled, left) for filled in one.fields]) for one in form.sections]
    of_notes = tuple(fault for fault in left if _is_of(fault, "notes")) if form.notes is not None else ()
    rest = tuple(fault for fault in left if fault not in of_notes)
    return replace(form, sections=sections, notes_faults=of_notes, faults=rest)


def _told(filled: Filled, left: list[Fault]) -> Filled:
    """A field with its faults, which are taken out of those that are left."""
    name = filled.field.name
    own = [fault for fault in left if _is_of(fault, name) or _is_of_group(fault, name)]
    left[:] = [fault for fault in left if fault not in own]
    rows = []
    for number, row in enumerate(filled.rows):
        here = f"{name}.{row.cells[0] if filled.field.is_keyed else number}"
        of_row = tuple(fault for fault in own if _is_of(fault, here) or _is_of(fault, f"{name}.{number}"))
        own = [fault for fault in own if fault not in of_row]
        rows.append(replace(row, faults=of_row))
    return replace(filled, rows=tuple(rows), faults=tuple(own))


def _is_of(fault: Fault, name: str) -> bool:
    """Whether a fault is about a field or a part of it."""
    return f"{fault.place.key}.".startswith(f"{name}.")


def _is_of_group(fault: Fault, name: str) -> bool:
    """Whether it is about the whole group that a field is part of: the first of its fields shows it."""
    return bool(fault.place.key) and name.startswith(f"{fault.place.key}.")
