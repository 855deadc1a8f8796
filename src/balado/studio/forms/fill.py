"""Fields with what stands in a file: each value in the control it fits, what fits none as it is written. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Any

from pydantic_core import PydanticCustomError

from balado.show.values.forms import truth
from balado.show.values.moment import moment_of
from balado.source.keys.change import Content
from balado.source.keys.written import Value, within_braces
from balado.studio.forms.field import EditForm, Field, Filled, FilledSection, FormRow, Path, Section

SHORT_GROUPS: Mapping[Path, str] = {("license",): "name", ("replay",): "url", ("held", "place"): "name"}
"""Groups that may be written as one text: the key that the text is."""

MISSING = object()
"""What stands where a group is expected and is none."""


def form_of(path: str, sections: Sequence[Section], content: Content, zone: tzinfo) -> EditForm:
    """The form of a file as it is. Dates are shown in this zone."""
    filled = [FilledSection(one, [filled_field(field, content.tree, zone) for field in one.fields]) for one in sections]
    known = {field.path[0] for section in sections for field in section.fields}
    misfits = {
        field.path[0]
        for section in sections
        for field in section.fields
        if value_at(content.tree, field.path) is MISSING
    }
    shown = [FilledSection(one.section, [f for f in one.fields if f.field.path[0] not in misfits]) for one in filled]
    others = (name for name in content.tree if name not in known or name in misfits)
    return EditForm(
        path, shown, content.notes, others=tuple(f"{name}: {_written(content.tree[name])}" for name in others)
    )


def filled_field(field: Field, tree: Mapping[str, Any], zone: tzinfo) -> Filled:
    """A field with its value."""
    value = value_at(tree, field.path)
    if value is MISSING or not _fits(field, value):
        return Filled(field, "as_written", "" if value is MISSING else _written(value))
    if field.control == "words":
        return Filled(field, "words", values=tuple(value or ()))
    if field.control == "rows":
        return Filled(field, "rows", rows=tuple(rows_of(field, value, zone)))
    if field.control == "as_written":
        return Filled(field, "as_written", _written(value) if value is not None else "")
    return Filled(field, _control(field, value, zone), shown(field, value, zone))


def value_at(tree: Mapping[str, Any], path: Path) -> Any:
    """What stands under a path; None for nothing, MISSING where a group on the way is none."""
    here: Any = tree
    for depth, name in enumerate(path):
        if isinstance(here, str) and SHORT_GROUPS.get(path[:depth]) is not None:
            return here if SHORT_GROUPS[path[:depth]] == name else None
        if not isinstance(here, Mapping):
            return MISSING
        here = here.get(name)
        if here is None:
            return None
    return here


def _fits(field: Field, value: Any) -> bool:
    if value is None:
        return True
    if field.control == "rows":
        items = value.values() if isinstance(value, Mapping) else value
        is_shaped = isinstance(value, Mapping) if field.is_keyed else isinstance(value, list)
        return is_shaped and all(_is_row(field, item) for item in items)
    if field.control == "words":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if field.control == "choice":
        return isinstance(value, str) and value.strip().lower() in {one.lower() for one in field.choices}
    if field.control == "truth":
        return _truth(value) is not None
    return isinstance(value, str) and (field.control == "text" or "\n" not in value.strip())


def _is_row(field: Field, item: Any) -> bool:
    if isinstance(item, str):
        return bool(field.short) or _is_pairs(field)
    if not isinstance(item, Mapping) or _is_pairs(field):
        return False
    return all(item.get(one.path[0]) is None or _fits(one, item[one.path[0]]) for one in field.columns)


def _is_pairs(field: Field) -> bool:
    """Whether each row is a key and a text."""
    return field.is_keyed and [one.path[0] for one in field.columns] == ["key", "value"]


def rows_of(field: Field, value: Any, zone: tzinfo) -> list[FormRow]:
    """The rows of a table, each known again by its key, or in a list by its number in the file."""
    rows = []
    items = list(value.items()) if isinstance(value, Mapping) else [("", item) for item in value or ()]
    for number, (key, item) in enumerate(items):
        group = cells_of(field, key, item)
        cells = (shown(one, group.get(one.path[0]), zone) for one in field.columns)
        rows.append(FormRow(f"={key}" if field.is_keyed else str(number), tuple(cells)))
    return rows


def cells_of(field: Field, key: str, item: Any) -> dict[str, Any]:
    """A row as a group: its key under `key`, a text under the key that it stands for."""
    group = {field.short or "value": item} if not isinstance(item, Mapping) else dict(item)
    return {**group, "key": key} if field.is_keyed else group


def shown(field: Field, value: Any, zone: tzinfo) -> str:
    """A value as its control shows it."""
    if value is None:
        return ""
    text = str(value).strip()
    if field.control == "truth":
        answer = _truth(text)
        return text if answer is None else ("true" if answer else "false")
    if field.control == "choice":
        return next((one for one in field.choices if one.lower() == text.lower()), text)
    if field.control == "date":
        return _local(text, zone) or text
    return text


def _control(field: Field, value: Any, zone: tzinfo) -> Any:
    """A date that is none is shown as the text that it is."""
    if field.control == "date" and value is not None and _local(value, zone) is None:
        return "line"
    if field.control == "number" and value is not None and not value.strip().isdecimal():
        return "line"
    return field.control


def _local(text: str, zone: tzinfo) -> str | None:
    try:
        moment = moment_of(text, zone)
    except PydanticCustomError:
        return None
    local = moment.astimezone(zone)
    return local.strftime("%Y-%m-%dT%H:%M:%S" if local.second else "%Y-%m-%dT%H:%M")


def _truth(value: Any) -> bool | None:
    try:
        return truth(value)
    except PydanticCustomError:
        return None


def _written(value: Value) -> str:
    return value if isinstance(value, str) else within_braces(value)
