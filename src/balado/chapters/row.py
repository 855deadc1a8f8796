"""A chapter as it stands in a file, before it is judged: what was written, and at which line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from balado.errors import Fault, Place
from balado.message import say
from balado.show.characters import code_of
from balado.show.podcasting import Chapter
from balado.show.values.plain import fault_kind_in, objection_in
from balado.transcripts.flaw import Flaw
from balado.transcripts.transcript import UNFIT

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Cell:
    """One value as written, its line (from 1), and what its format calls it (`startTime`), if it has a name."""

    value: object
    line: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One chapter as written: its line, and its cells by the field of `Chapter` that they fill."""

    line: int
    cells: Mapping[str, Cell]
    located: bool = False


Rows = Iterable[Row | Flaw]


def row_of(line: int, **values: object) -> Row:
    """A chapter whose values stand in one line. Those that are None or blank are as good as not there."""
    return Row(line, {field: Cell(value, line) for field, value in values.items() if not blank(value)})


def blank(value: object) -> bool:
    """Whether nothing was written."""
    return value is None or (isinstance(value, str) and not value.strip())


def chapter_of(row: Row, path: str) -> Chapter | tuple[Fault, ...]:
    """The chapter, or everything that is wrong with it, each at its line."""
    unfit = tuple(_unfit_characters(row, path))
    if unfit:
        return unfit
    try:
        return Chapter.model_validate({field: cell.value for field, cell in row.cells.items()})
    except ValidationError as error:
        return tuple(_fault(details, row, path) for details in error.errors(include_url=False))


def _unfit_characters(row: Row, path: str) -> Iterator[Fault]:
    """Characters that no feed can carry and that escapes bring into a text unseen."""
    for cell in row.cells.values():
        if isinstance(cell.value, str) and (found := UNFIT.search(cell.value)):
            yield Fault(
                Place(path, cell.line, cell.name),
                say("It holds an invisible character ({code}) that no feed can carry.", code=code_of(found.group())),
                say("Write it without that character."),
            )


def _fault(details: ErrorDetails, row: Row, path: str) -> Fault:
    field = str(details["loc"][0]) if details["loc"] else ""
    cell = row.cells.get(field)
    context = details.get("ctx", {})
    if cell is None or details["type"] != "written":
        what = say("This chapter does not say when it begins.")
        return Fault(Place(path, row.line), what, say("Add the time at which it begins, for example 00:12:30."))
    return fault_kind_in(context)(Place(path, cell.line, cell.name), *objection_in(context))
