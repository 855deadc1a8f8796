"""The JSON Schema of both files, so that editors complete and check them, and the table of all keys.

An editor reads native YAML (a number is an integer, true a boolean); what it accepts, `read` accepts too. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from balado.message import mark
from balado.show.model import Episode, Show
from balado.show.values.category import FRENCH_LINES, LINES
from balado.source.folder import EPISODE_FILE, SHOW_FILE
from balado.source.translate import FIELDS_OF_KEYS, FILLED_BY_US

if TYPE_CHECKING:
    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = {
    "string": "text",
    "integer": "number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
    "object": "group of keys",
}
_ENUM_SHOWN_MAX = 6


class Key(NamedTuple):
    """One key an author may write. `key` is dotted; `<key>` and `<number>` stand for a name of the author's own."""

    file: str
    key: str
    required: bool
    type: str
    description: str


Words = Callable[[str], str]
"""A description in the language of who reads it."""

_OF_SHOW = mark("The keys of feed.yaml: `people` is the directory by key, `seasons` are the names by number.")
_OF_EPISODE = mark("The keys of episode.md. A title and a date that are not here come from the tags of the recording.")


@cache
def _told_by_pydantic(model: type[BaseModel]) -> Mapping[str, Any]:
    """Made once, in 15 ms: forms of a language, schemas and the reference begin with it. Who changes it cleans it."""
    return model.model_json_schema()


def show_schema(words: Words = str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of feed.yaml."""
    schema = cleaned(_told_by_pydantic(Show))
    properties = schema["properties"]
    properties["categories"]["items"] = {"type": "string", "enum": [*LINES, *FRENCH_LINES.values()]}
    properties["seasons"]["propertyNames"] = {"pattern": "^0*[1-9][0-9]*$"}
    del schema["$defs"]["Category"]
    schema["$defs"]["PersonOfDirectory"] = _person_of_directory(schema)
    properties["team"]["items"] = _somebody()
    site = properties["site"]
    properties["site"] = {
        "anyOf": [{"$ref": "#/$defs/SiteSettings"}, {"type": "boolean"}],
        "description": site["description"],
    }
    _allow_short_forms(schema)
    head = {"title": f"Balado: {SHOW_FILE}", "description": _OF_SHOW}
    told: dict[str, Any] = described({"$schema": DIALECT, **schema, **head}, words)
    return told


def episode_schema(words: Words = str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the front matter of episode.md."""
    schema = cleaned(_told_by_pydantic(Episode))
    properties = schema["properties"] = dict(_properties_of(schema["properties"]))
    del schema["required"]  # what is missing comes from the recording, or is given to paste
    schema["$defs"]["PersonOfDirectory"] = _person_of_directory(schema)
    properties["people"]["items"] = _somebody()
    chapters = {"type": "string", "description": "The file in the episode's folder that holds them."}
    properties["chapters"]["anyOf"] += [{"$ref": "#/$defs/RemoteChapters"}, chapters]
    schema["$defs"]["Held"]["properties"]["place"] = or_text(schema["$defs"]["Held"]["properties"]["place"])
    _allow_short_forms(schema)
    head = {"title": f"Balado: {EPISODE_FILE}", "description": _OF_EPISODE}
    told: dict[str, Any] = described({"$schema": DIALECT, **schema, **head}, words)
    return told


def _properties_of(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys of an episode's fields, each in its place."""
    keys = {name: key for key, name in FIELDS_OF_KEYS.items()}
    for name, form in fields.items():
        if name in keys:
            yield keys[name], form
        elif name not in FILLED_BY_US:
            yield name, form


def described(schema: Any, words: Words) -> Any:
    """The schema with its descriptions in these words."""
    if isinstance(schema, list):
        return [described(item, words) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: words(value) if name == "description" and isinstance(value, str) else described(value, words)
        for name, value in schema.items()
    }


def descriptions() -> Iterator[str]:
    """Every description of both schemas."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    show_schema(noted)
    episode_schema(noted)
    yield from dict.fromkeys(found)


def _person_of_directory(schema: dict[str, Any]) -> dict[str, Any]:
    person = schema["$defs"]["Person"]
    return {
        **person,
        "description": "Somebody of the show's directory, with what is different here.",
        "properties": {
            "person": {"type": "string", "description": "Their key in the directory."},
            **person["properties"],
        },
        "required": ["person"],
    }


def _somebody() -> dict[str, Any]:
    return {
        "anyOf": [
            {"type": "string", "description": "A key of the show's directory."},
            {"$ref": "#/$defs/PersonOfDirectory"},
            {"$ref": "#/$defs/Person"},
        ]
    }


def or_text(form: dict[str, Any]) -> dict[str, Any]:
    """The form of a value, or text in its place: a key, a name, an address."""
    rest = {name: value for name, value in form.items() if name not in ("$ref", "anyOf")}
    choices = form.get("anyOf") or [{"$ref": form["$ref"]}]
    return {**rest, "anyOf": [*choices, {"type": "string"}]}


def _allow_short_forms(schema: dict[str, Any]) -> None:
    """Places, licences, pages and words may be written as text alone."""
    properties = schema["properties"]
    for name in ("license", "replay"):
        if name in properties:
            properties[name] = or_text(properties[name])
    several = properties["value"]
    properties["value"] = {
        "anyOf": [{"type": "array", "items": several["items"]}, several["items"]],
        "description": several["description"],
    }
    for name in ("locations", "links", "words"):
        if "items" in properties.get(name, {}):
            properties[name]["items"] = or_text(properties[name]["items"])


def keys() -> list[Key]:
    """Every key of both files, in the order of the models."""
    return [*keys_of(SHOW_FILE, show_schema()), *keys_of(EPISODE_FILE, episode_schema())]


def keys_of(file: str, schema: dict[str, Any]) -> list[Key]:
    """Every key of a file, by its schema."""
    return list(_keys(file, schema, schema, ""))


def _keys(file: str, schema: dict[str, Any], root: dict[str, Any], above: str) -> Iterator[Key]:
    for name, written in schema["properties"].items():
        form = _resolved(written, root)
        key = f"{above}{name}"
        yield Key(file, key, name in schema.get("required", ()), _words(form, root), written.get("description", ""))
        if "properties" in form:
            yield from _keys(file, form, root, f"{key}.")
        elif "properties" in (inner := _resolved(form.get("additionalProperties") or {}, root)):
            yield from _keys(file, inner, root, f"{key}.<key>.")
        elif key != "people" and "properties" in (inner := _resolved(form.get("items") or {}, root)):
            if inner is schema:
                continue  # of a tree, the keys are those above
            yield from _keys(file, inner, root, f"{key}[].")


def _resolved(form: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """The form itself, behind references and the choice of leaving it empty."""
    choices = [choice for choice in form.get("anyOf", ()) if choice.get("type") != "null"]
    if choices:
        # A text in place of a group is the short form: the group tells more.
        return _resolved(min(choices, key=lambda choice: choice.get("type") == "string"), root)
    if "$ref" in form:
        found: dict[str, Any] = root["$defs"][form["$ref"].rpartition("/")[2]]
        return found
    return form


def _words(form: dict[str, Any], root: dict[str, Any]) -> str:
    if "enum" in form:
        few = form["enum"] if len(form["enum"]) <= _ENUM_SHOWN_MAX else ["one of a closed list"]
        return " / ".join(few)
    if form.get("type") == "array":
        return "list"
    inner = _resolved(form.get("additionalProperties") or {}, root)
    if inner:
        kinds = {"string": "a text for each", "boolean": "true or false, by name"}
        return kinds.get(_first_type(inner), "groups of keys, by a key of your own")
    return _TYPES[_first_type(form)]


def _first_type(form: dict[str, Any]) -> str:
    return str(form["type"] if isinstance(form["type"], str) else form["type"][0])


def cleaned(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of names, and without defaults that are nothing."""
    if isinstance(schema, list):
        return [cleaned(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for name, value in schema.items():
        if (name == "title" and isinstance(value, str)) or (name == "default" and value in (None, [], {})):
            continue
        kept[name] = _paragraphs(value) if name == "description" and isinstance(value, str) else cleaned(value)
    return kept


def _paragraphs(text: str) -> str:
    """A docstring without the ends of lines that its file has."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))
