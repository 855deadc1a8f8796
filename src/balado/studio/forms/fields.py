"""The fields of both files, from the schema of the models: what it accepts, a field can hold. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from balado.show.values.category import FRENCH_LINES, LINES
from balado.show.vocabulary import COUNTRIES, LANGUAGES, LICENSES, PERSON_ROLES, ROLE_WORDS
from balado.source.folder import SHOW_FILE
from balado.source.schema import episode_schema, show_schema
from balado.studio.forms.field import Control, Field, Path
from balado.studio.forms.labels import LABELS, PERSON_OF_DIRECTORY, RECOMMENDED, ROW_KEYS

Words = Callable[[str], str]
"""A text in the language of whoever reads it."""

_LONG = frozenset({"description", "summary", "alt"})
_SHORT = {"people": "person", "team": "person", "locations": "name", "links": "url", "words": "word"}
"""The key of a row that may stand alone, as text."""
_GROUPS_AS_TEXT = frozenset({"license", "replay", "place"})
_FEW = 40
_TRUE = re.compile(r"^true\b\s*:?\s*")
_DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}"


def fields_of(file_path: str, words: Words, language: str) -> dict[str, Field]:
    """Every field of a file by its dotted key, in the order of the model. `language` is that of whoever reads them."""
    return dict(_fields(file_path == SHOW_FILE, words, language))


@lru_cache(maxsize=8)
def _fields(is_show: bool, words: Words, language: str) -> Mapping[str, Field]:
    """Made once: every page with a form and every save asks for them, and they take up to 30 ms."""
    schema = show_schema(words) if is_show else episode_schema(words)
    walk = _Walk(schema, words, language)
    required = schema.get("required", ())
    found = (
        field
        for name, form in schema["properties"].items()
        for field in walk.fields((name,), form, is_required=name in required)
    )
    return {field.name: field for field in found}


class _Walk:
    """Goes through a schema. `root` has the definitions that it refers to."""

    def __init__(self, root: Mapping[str, Any], words: Words, language: str) -> None:
        self._root, self._words, self._language = root, words, language

    def fields(self, path: Path, form: Mapping[str, Any], *, is_required: bool) -> Iterator[Field]:
        """The field of a key, or those of the keys of a group."""
        found = self._resolved(form)
        if "properties" in found and not self._is_open(found):
            required = found.get("required", ())
            for name, inner in found["properties"].items():
                yield from self.fields((*path, name), inner, is_required=is_required and name in required)
            return
        yield self._one(path, form, found, is_required=is_required)

    def _one(self, path: Path, form: Mapping[str, Any], found: Mapping[str, Any], *, is_required: bool) -> Field:
        told = str(form.get("description") or found.get("description") or "")
        label = self._label(path)
        if columns := self._columns(path, found):
            is_keyed = "items" not in found
            short = _SHORT.get(path[-1], "") if not is_keyed else ""
            field = Field(path, label, told, "rows", columns=columns, short=short, is_keyed=is_keyed)
        else:
            control, choices = self._control(path, form, found)
            offered = self._offered(path) if control in ("line", "words") else ()
            field = Field(path, label, _told(told, control), control, choices=choices, offered=offered)
        return replace(field, is_required=is_required, is_recommended=path[0] in RECOMMENDED and not is_required)

    def _columns(self, path: Path, found: Mapping[str, Any]) -> tuple[Field, ...]:
        """The columns of rows: the keys of its groups that hold one value each; none where it is no table."""
        inner: Mapping[str, Any] = {}
        if "items" in found:
            choices = found["items"].get("anyOf", [found["items"]])
            groups = [one for one in map(self._resolved, choices) if "properties" in one]
            inner = next((one for one in groups if "person" in one["properties"]), groups[0] if groups else {})
        elif isinstance(found.get("additionalProperties"), Mapping):
            inner = self._resolved(found["additionalProperties"])
        if not inner:
            return ()
        first = [] if "items" in found else [self._key_column(path)]
        if "properties" not in inner:
            return (*first, self._cell(("value",), inner, inner, is_required=True)) if first else ()
        required = inner.get("required", ())
        if "person" in inner["properties"]:
            required = ()
        cells = [
            self._cell((name,), form, self._resolved(form), is_required=name in required)
            for name, form in inner["properties"].items()
        ]
        if any(one.is_required and one.control == "as_written" for one in cells):
            return ()  # a row without it would be none
        return (*first, *(one for one in cells if one.control != "as_written"))

    def _cell(self, path: Path, form: Mapping[str, Any], found: Mapping[str, Any], *, is_required: bool) -> Field:
        control, choices = self._control(path, form, found)
        control = "as_written" if control in ("words", "rows") else control
        told = _told(str(form.get("description", "")), control)
        label, offered = self._label(path), self._offered(path)
        return Field(path, label, told, control, is_required, choices=choices, offered=offered)

    def _key_column(self, path: Path) -> Field:
        return Field(("key",), self._words(ROW_KEYS.get(path[-1], ROW_KEYS[""])), "", "line", is_required=True)

    def _control(
        self, path: Path, form: Mapping[str, Any], found: Mapping[str, Any]
    ) -> tuple[Control, tuple[str, ...]]:
        name = path[-1]
        is_group = "properties" in found or "additionalProperties" in found
        if is_group and not (len(path) == 1 and name in _GROUPS_AS_TEXT):
            return "as_written", ()
        kind = found.get("type")
        if kind == "array":
            items = self._resolved(found.get("items", {}))
            few = tuple(items.get("enum", ()))[: _FEW + 1]
            return ("words", few if len(few) <= _FEW else ()) if items.get("type") == "string" else ("as_written", ())
        if kind == "boolean":
            return "truth", ("true", "false")
        if "enum" in found and len(found["enum"]) <= _FEW and name != "role":
            return "choice", tuple(found["enum"])
        return _of_text(name, found), ()

    def _offered(self, path: Path) -> tuple[str, ...]:
        """What is proposed for a text."""
        name = path[-1]
        if name == "categories":
            return tuple(FRENCH_LINES.values()) if self._language == "fr" else LINES
        lists: dict[str, Callable[[], tuple[str, ...]]] = {
            "language": lambda: tuple(sorted(LANGUAGES)),
            "timezone": lambda: tuple(sorted(available_timezones())),
            "license.name": lambda: LICENSES,
            "country": lambda: tuple(sorted(COUNTRIES)),
            "role": lambda: tuple(sorted(ROLE_WORDS if self._language == "fr" else PERSON_ROLES)),
        }
        found = lists.get(".".join(path)) or lists.get(name)
        return found() if found is not None else ()

    def _resolved(self, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """The form itself, behind references and the choice of leaving it empty; of several the richest."""
        choices = [one for one in form.get("anyOf", ()) if one.get("type") != "null"]
        if choices:
            return self._resolved(max(choices, key=_richness))
        if "$ref" in form:
            found: Mapping[str, Any] = self._root["$defs"][form["$ref"].rpartition("/")[2]]
            return found
        return form

    def _is_open(self, found: Mapping[str, Any]) -> bool:
        return isinstance(found.get("additionalProperties"), Mapping)

    def _label(self, path: Path) -> str:
        if path == ("person",):
            return self._words(PERSON_OF_DIRECTORY)
        name = ".".join(path)
        return self._words(LABELS.get(name) or LABELS.get(path[-1], path[-1]))


def _told(description: str, control: Control) -> str:
    """What is said of a key. Of a choice between yes and no, what yes means: nobody writes `true` in a form."""
    found = _TRUE.match(description) if control == "truth" else None
    if found is None:
        return description
    meaning = description[found.end() :]
    return meaning[:1].upper() + meaning[1:]


def _of_text(name: str, found: Mapping[str, Any]) -> Control:
    if str(found.get("pattern", "")) == _DATE:
        return "date"
    if found.get("type") == "integer":
        return "number"
    return "text" if name in _LONG else "line"


def _richness(form: Mapping[str, Any]) -> int:
    """A list and a group say more than a text in their place."""
    if form.get("type") == "array":
        return 2
    return 1 if "$ref" in form or "properties" in form else 0
