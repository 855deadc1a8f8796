"""What the models object to, as faults in an author's words, with their lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from balado.errors import Fault, Place, faults_of_each
from balado.message import Message, say
from balado.show.model import Episode, Show
from balado.show.values.nearest import nearest
from balado.show.values.plain import Instead, fault_kind_in, instead_in, kind_of, objection_in
from balado.source.keys.examples import EPISODE_EXAMPLES, SHOW_EXAMPLES
from balado.source.write import in_braces
from balado.source.yaml.document import Tree, YamlDocument

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

FIELDS_OF_KEYS: Mapping[str, str] = {"audio": "remote"}
"""Keys of episode.md that are fields of another name: an episode's `audio` is the file in its folder."""

FILLED_BY_US = frozenset({"slug", "folder", "notes", "audio", "chapter_file", "remote", "remote_chapters"})
"""Fields of an episode that are no keys of episode.md."""

_KEYS_OF_FIELDS = {
    "chapter_file": "chapters",
    "remote_chapters": "chapters",
    **{name: key for key, name in FIELDS_OF_KEYS.items()},
}
SHOW_KEYS = tuple(Show.model_fields)
EPISODE_KEYS = tuple(
    _KEYS_OF_FIELDS.get(name, name)
    for name in Episode.model_fields
    if name not in FILLED_BY_US or name in FIELDS_OF_KEYS.values()
)


@dataclass(frozen=True, slots=True)
class FileKeys:
    """What may be written in a file: the keys of its top level, the model that judges them, an example of each."""

    names: tuple[str, ...]
    model: type[BaseModel]
    examples: Mapping[str, str]


OF_SHOW = FileKeys(SHOW_KEYS, Show, SHOW_EXAMPLES)
OF_EPISODE = FileKeys(EPISODE_KEYS, Episode, {**SHOW_EXAMPLES, **EPISODE_EXAMPLES})

_OTHER_WORDS: Mapping[str, str] = {
    "name": "title",
    "subtitle": "summary",
    "image": "artwork",
    "cover": "artwork",
    "category": "categories",
    "email": "owner",
    "lang": "language",
    "website": "link",
    "url": "link",
    "pubdate": "date",
    "published": "date",
    "number": "episode",
    "guests": "people",
    "speakers": "people",
    "person": "people",
    "persons": "people",
    "licence": "license",
    "location": "locations",
    "place": "held",
    "transcript": "transcripts",
    "document": "documents",
    "chapter": "chapters",
    "stream": "live",
    "film": "video",
    "tz": "timezone",
    "zone": "timezone",
    "titre": "title",
    "auteur": "author",
    "langue": "language",
    "lien": "link",
    "résumé": "summary",
    "résume": "summary",
    "resume": "summary",
    "catégorie": "categories",
    "catégories": "categories",
    "saison": "season",
    "saisons": "seasons",
    "numéro": "episode",
    "numero": "episode",
    "épisode": "episode",
    "invités": "people",
    "intervenants": "people",
    "personnes": "people",
    "chapitres": "chapters",
    "transcription": "transcripts",
    "glossary": "words",
    "glossaire": "words",
    "mots": "words",
    "couverture": "artwork",
    "fuseau": "timezone",
    "brouillon": "draft",
}
_NOT_WRITTEN: Mapping[str, Message] = {
    "chapter_file": say("Write the name of the file under `chapters`."),
    "audio": say(
        "Delete the line: the recording is the one audio file in the episode's folder. Of one on another server write "
        "the address: audio: {line}",
        line="{url: https://…}",
    ),
    "remote": say("Write it under `audio`."),
    "remote_chapters": say("Write the address under `chapters`."),
    "notes": say("Delete the line, and write the notes below the second line `---`."),
    "slug": say("Delete the line: addresses are made of the name of the episode's folder."),
    "folder": say("Delete the line: an episode is where its folder is."),
}


def without_empty(tree: Mapping[str, Tree]) -> dict[str, Any]:
    """The tree without the keys that have no value."""
    return {
        name: without_empty(value) if isinstance(value, dict) else value
        for name, value in tree.items()
        if value is not None
    }


def faults_of(error: ValidationError, document: YamlDocument, keys: FileKeys) -> list[Fault]:
    """A fault for each thing the model of this document objects to."""
    found = error.errors(include_url=False)
    inner = {details["loc"][:end] for details in found for end in range(len(details["loc"]))}
    # A list whose items are all wrong counts as empty to pydantic: the items' own faults say it better.
    wanted = [details for details in found if details["type"] != "too_short" or details["loc"] not in inner]
    return list(faults_of_each(wanted, lambda details: _fault(details, document, keys)))


def unknown_key(name: str, place: Place, keys: Sequence[str]) -> Fault:
    """The fault of a key that is none of these."""
    other = _OTHER_WORDS.get(name.lower().replace("_", "").replace("-", ""))
    near = other if other in keys and name not in keys else nearest(name, list(keys))
    if name in FIELDS_OF_KEYS and name in keys:
        what = say("“{name}” is a group of keys, for what is on another server.", name=name)
        return Fault(place, what, _NOT_WRITTEN[name])
    if name in _NOT_WRITTEN and near is None:
        remedy = _NOT_WRITTEN[name]
    elif near is not None:
        remedy = say("Did you mean “{near}”?", near=near)
    else:
        remedy = say("Delete the line, or write one of: {keys}.", keys=", ".join(keys))
    return Fault(place, say("There is no key “{name}” here.", name=name), remedy)


def _fault(details: ErrorDetails, document: YamlDocument, keys: FileKeys) -> Fault:
    parts = [_KEYS_OF_FIELDS.get(str(part), str(part)) for part in details["loc"] if part != "[key]"]
    key = ".".join(parts)
    place = document.place(key)
    if details["type"] == "extra_forbidden":
        return unknown_key(parts[-1], place, keys_of_group(parts[:-1], keys) if len(parts) > 1 else keys.names)
    what, remedy = _messages(details, key, keys.examples)
    if details["type"] == "missing" and key in document.lines:
        what = say("It is empty.")
    context = details.get("ctx", {})
    instead = instead_in(context) or _listed(details, key, keys.examples.get(key, ""))
    fix = document.replacing(place, instead.old, instead.new) if instead else None
    return fault_kind_in(context)(place, what, remedy, fix=fix)


def keys_of_group(path: Sequence[str], keys: FileKeys) -> tuple[str, ...]:
    """The keys of the group that a path of keys, names and positions leads to; none where they are the author's own."""
    model: Any = keys.model
    is_named = False
    for written in path:
        part = FIELDS_OF_KEYS.get(written, written) if model is Episode else written
        if is_named or part not in model.model_fields:
            is_named = False  # a name that the author gave, or a position
            continue
        annotation = model.model_fields[part].annotation
        model, is_named = _model_in(annotation), get_origin(annotation) is Mapping
        if model is None:
            return ()
    if is_named:
        return ()
    further = ("person",) if path[0] in ("people", "team") and keys.model is Episode else ()
    return (*model.model_fields, *further)


def _model_in(annotation: Any) -> Any:
    """The model inside an annotation: `tuple[Person, ...] | None` is Person."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)


def _messages(details: ErrorDetails, key: str, examples: Mapping[str, str]) -> tuple[Message, Message]:
    kind, context, found = details["type"], details.get("ctx", {}), details["input"]
    if kind == "written":
        return objection_in(context)
    example = examples.get(key) or examples.get(key.partition(".")[0])
    write = say("Write for example: {line}", line=example) if example else say("Write its value after the colon.")
    if kind == "missing":
        return say("“{name}” is missing.", name=key.rpartition(".")[2]), write
    if found is None or kind == "too_short":
        return say("It is empty."), write
    if words := _words(details, example):
        name = key.rpartition(".")[2]
        return say("It should be a list, but it is text."), say(
            "Write: {line}", line=f"{name}: [{_items(name, words)}]"
        )
    expected = say("a list") if kind == "tuple_type" else say("a group of keys")
    return say("It should be {expected}, but it is {kind}.", expected=expected, kind=kind_of(found)), write


def _words(details: ErrorDetails, example: str | None) -> list[str]:
    """What was written in place of a list of words, in its parts; empty where it is another fault."""
    found = details["input"]
    is_text = details["type"] == "tuple_type" and isinstance(found, str) and not (example and "[{" in example)
    return [word for word in map(str.strip, found.split(",")) if word] if is_text else []


def _items(name: str, words: Sequence[str]) -> str:
    """The same as items within brackets; who is no key of a directory is a person with a name, commas and all."""
    if name == "people" and any(word != word.lower() or " " in word for word in words):
        return f"{{name: {in_braces(', '.join(words))}}}"
    return ", ".join(word if "://" in word else in_braces(word) for word in words)


def _listed(details: ErrorDetails, key: str, example: str) -> Instead | None:
    """A single word is the list of this one; of several, or of a name, something else may be meant."""
    words = _words(details, example)
    if len(words) != 1 or _items(key.rpartition(".")[2], words) != words[0]:
        return None
    return Instead(details["input"], f"[{words[0]}]")


def without_effect(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """What is told of keys that once decided something, and are still taken."""
    if "open_tags" in tree:
        what = say("`open_tags` has no effect any more: podcast:image is settled, and always written.")
        yield Fault(document.place("open_tags"), what, say("Delete the line."), severity="info")
