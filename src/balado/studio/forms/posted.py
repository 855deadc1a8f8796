"""What was entered in a form, as changes of the file that it was made from: only what is another value now. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from balado.errors import Fault, Place
from balado.message import say
from balado.source.keys.change import Content, KeyChanges
from balado.source.keys.written import Value
from balado.studio.forms.field import Field, FormRow, Path
from balado.studio.forms.fill import MISSING, SHORT_GROUPS, cells_of, filled_field, rows_of, value_at

Posted = Mapping[str, Sequence[str]]
"""What a browser sends: the values of each name."""

SHOWN = "shown"
"""The name under which a form says which fields it has: of an empty list a browser sends nothing."""

_LOCAL = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def faults_of_rows(path: str, fields: Iterable[Field], posted: Posted) -> list[Fault]:
    """Rows without a key, and rows that have the key of another one: neither could be told apart in the file."""
    return [fault for field in fields if field.is_keyed for fault in _faults_of_keys(path, field, posted)]


def _faults_of_keys(path: str, field: Field, posted: Posted) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, name in enumerate(dict.fromkeys(posted.get(f"{field.name}:rows", ()))):
        cells = [_text(posted, f"{field.name}:{name}:{one.path[0]}").strip() for one in field.columns]
        place = Place(path, None, f"{field.name}.{number}")
        if any(cells) and not cells[0]:
            yield Fault(place, say("This row has no key."), say("Give it one, or empty the row."))
        elif cells[0] in seen:
            what = say("“{name}” is the key of two rows.", name=cells[0])
            yield Fault(place, what, say("Give one of them another key."))
        seen |= {cells[0]} - {""}


def changes_of(fields: Iterable[Field], content: Content, posted: Posted, zone: tzinfo) -> KeyChanges:
    """The changes that were entered into a form of this content."""
    has = set(posted.get(SHOWN, ()))
    values: dict[Path, Value] = {}
    for field in fields:
        if field.name in has:
            values |= _of_field(field, content.tree, posted, zone)
    notes = _text(posted, "notes") if "notes" in has and content.notes is not None else None
    if notes is not None and notes.strip() == content.notes:
        notes = None
    return KeyChanges(_with_short_groups(values, content.tree), notes)


def _of_field(field: Field, tree: Mapping[str, Any], posted: Posted, zone: tzinfo) -> dict[Path, Value]:
    """The new value of a field, nothing where it is the same."""
    old = value_at(tree, field.path)
    before = filled_field(field, tree, zone)
    if old is MISSING or before.control == "as_written":
        return {}
    if field.control == "words":
        words = [text for one in posted.get(field.name, ()) if (text := one.strip())]
        if field.choices:  # boxes that are ticked are sent in the order of the page
            kept = [one for one in before.values if one in words]
            words = [*kept, *(one for one in words if one not in kept)]
        return {} if words == list(before.values) else {field.path: words or None}
    if field.control == "rows":
        rows = _rows(field, old, posted, zone)
        is_same = rows == (old if old is not None else ({} if field.is_keyed else []))
        return {} if is_same else {field.path: rows or None}
    text = _text(posted, field.name)
    if text.strip() == before.value.strip():
        return {}
    kept_end = "\n" if isinstance(old, str) and old.endswith("\n") and text.strip() else ""
    return {field.path: _typed(field, text.strip() + kept_end)}


def _text(posted: Posted, name: str) -> str:
    """What was entered under a name, with the line ends of Unix: browsers send those of the network."""
    given = posted.get(name, ())
    return (given[0] if given else "").replace("\r\n", "\n").replace("\r", "\n")


def _typed(field: Field, text: str) -> Value:
    """A text as the house writes such a value."""
    if not text:
        return None
    if field.control == "truth" and text in ("true", "false"):
        return text == "true"
    if field.control == "number" and _NUMBER.fullmatch(text):
        return int(text)
    if field.control == "date" and (found := _LOCAL.fullmatch(text)):
        return f"{found[1]} {found[2]}"
    return text


def _rows(field: Field, old: Any, posted: Posted, zone: tzinfo) -> Any:
    """The list or the group of all rows; what no column is for stays in its row."""
    items = list(old.items()) if isinstance(old, Mapping) else [("", item) for item in old or ()]
    before = {row.id: (row, item) for row, item in zip(rows_of(field, old, zone), items, strict=True)}
    entered: list[tuple[str, Any]] = []
    for name in dict.fromkeys(posted.get(f"{field.name}:rows", ())):
        cells = tuple(_text(posted, f"{field.name}:{name}:{one.path[0]}").strip() for one in field.columns)
        if not any(cells):
            continue
        row, known = before.get(name, (FormRow(name, ()), ("", None)))
        if cells == tuple(cell.strip() for cell in row.cells):
            entered.append(known)
        else:
            entered.append(_row(field, known, cells, row.cells))
    if field.is_keyed:
        return dict(entered)
    return [item for _, item in entered]


def _row(field: Field, known: tuple[str, Any], cells: Sequence[str], before: Sequence[str]) -> tuple[str, Any]:
    key, item = known
    group = cells_of(field, key, item if item is not None else {})
    for number, (one, text) in enumerate(zip(field.columns, cells, strict=True)):
        if not before or before[number].strip() != text:
            group[one.path[0]] = _typed(one, text)
    key = str(group.pop("key", None) or "")
    group = {name: value for name, value in group.items() if value is not None}
    alone = field.short or (
        "value" if isinstance(item, str) or [c.path[0] for c in field.columns] == ["key", "value"] else ""
    )
    if alone and set(group) <= {alone}:
        return key, group.get(alone)
    return key, group


def _with_short_groups(values: dict[Path, Value], tree: Mapping[str, Any]) -> dict[Path, Value]:
    """Groups that may be one text are written so where they are, and where nothing else is said of them."""
    for group, short in SHORT_GROUPS.items():
        inner = {path[-1]: values.pop(path) for path in list(values) if path[:-1] == group}
        if not inner:
            continue
        old = value_at(tree, group)
        was_text = not isinstance(old, Mapping)
        whole = {**({short: old} if isinstance(old, str) else {}), **inner} if was_text else inner
        left = {name: value for name, value in whole.items() if value is not None}
        if was_text:
            values[group] = left.get(short) if set(left) <= {short} else left
        else:
            values |= {(*group, name): value for name, value in inner.items()}
    return values
