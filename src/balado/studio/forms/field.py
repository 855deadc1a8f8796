"""What a form consists of: sections of fields, each for one key of a file. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from balado.errors import Fault

Path = tuple[str, ...]
Control = Literal["line", "text", "date", "number", "truth", "choice", "words", "rows", "as_written"]
"""How a value is entered: text of one line or more, a date in the zone of the show, a number, yes or no, one of a few,
a list of words, rows of a table; `as_written` is for what a form would make smaller: it is shown, and left alone."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key that can be entered. `label` and `help` are in the language of whoever reads them.

    `choices` are all values there are, `offered` those that are proposed. Of rows, `columns` are their keys; `short` is
    the one that may stand alone as text in place of a group, `is_keyed` says that each row has a key of the author's.
    """

    path: Path
    label: str
    help: str
    control: Control
    is_required: bool = False
    is_recommended: bool = False
    choices: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    columns: tuple[Field, ...] = ()
    short: str = ""
    is_keyed: bool = False

    @property
    def name(self) -> str:
        """What a form calls it."""
        return ".".join(self.path)

    @property
    def id(self) -> str:
        """The same, fit for an id in HTML."""
        return "f-" + "-".join(self.path)

    @property
    def is_timed(self) -> bool:
        """Whether each row begins somewhere in the recording."""
        return any(one.path == ("start",) for one in self.columns)

    @property
    def is_by_time(self) -> bool:
        """Whether its rows stand in the order of the recording: who moves one changes when it begins."""
        return self.is_timed and self.path == ("chapters",)

    @property
    def is_movable(self) -> bool:
        """Whether somebody chooses the order of its rows. That of keys of the author's own says nothing."""
        return not (self.is_keyed or self.is_by_time)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields of one task; `is_first` for what everybody fills in."""

    name: str
    title: str
    fields: tuple[Field, ...]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a table: its number in the file, or a name of its own when it is new, and its cells."""

    id: str
    cells: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with what stands in it. `control` is `as_written` where the value has a form that the field has not."""

    field: Field
    control: Control
    value: str = ""
    values: tuple[str, ...] = ()
    rows: tuple[FormRow, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.value or self.values or self.rows)

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """Its own faults, and those of its rows."""
        return (*self.faults, *(fault for row in self.rows for fault in row.faults))


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section with what stands in its fields."""

    section: Section
    fields: Sequence[Filled]

    @property
    def is_open(self) -> bool:
        """Whether it is seen at once: it is everybody's, or something in it is wrong."""
        return self.section.is_first or any(one.all_faults for one in self.fields)

    @property
    def is_timed(self) -> bool:
        """Whether something in it begins somewhere in the recording, which is played beside it."""
        return any(one.control == "rows" and one.field.is_timed for one in self.fields)

    @property
    def count(self) -> int:
        """How many of its fields something stands in."""
        return sum(not one.is_empty for one in self.fields)

    @property
    def grouped(self) -> list[tuple[str, list[Filled]]]:
        """Its fields, those of one group together under the name of its key; "" for those of none."""
        groups: list[tuple[str, list[Filled]]] = []
        for one in self.fields:
            name = one.field.path[0] if len(one.field.path) > 1 else ""
            if groups and groups[-1][0] == name:
                groups[-1][1].append(one)
            else:
                groups.append((name, [one]))
        return groups


@dataclass(frozen=True, slots=True)
class EditForm:
    """A form as it is shown. `others` are keys without a field, as they are written; `faults` those of none."""

    path: str
    sections: Sequence[FilledSection]
    notes: str | None = None
    notes_faults: tuple[Fault, ...] = ()
    others: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = field(default_factory=tuple)

    @property
    def has_faults(self) -> bool:
        """Whether anything in it is to be put right."""
        own = (one.all_faults for section in self.sections for one in section.fields)
        return bool(self.faults or self.notes_faults or any(own))
