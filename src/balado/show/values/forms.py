"""The forms of values an author may write. YAML hands over text, these types convert it.

Each form is a function from what was written to the value the model keeps; it raises `wrong(what, remedy)`, two
messages for the author, which `source` turns into a fault with its line. Values that already have the right
type (a number, a moment with a zone) pass, so that an importer can build a model without going through text. Pure.
"""

from __future__ import annotations

import html
import re
import uuid
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo
from functools import partial
from typing import Annotated, Literal

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from balado.message import Message, say
from balado.show.languages import TWO_LETTERS
from balado.show.values.address import destination, public_address, service_address, web_address
from balado.show.values.file_path import relative_path
from balado.show.values.html_names import without_tags
from balado.show.values.moment import moment_of
from balado.show.values.plain import Instead, meant, one_line, text, wrong
from balado.show.values.span import span
from balado.show.values.zone import zone_name
from balado.show.vocabulary import LANGUAGES

SHORT_MAX_CHARS = 255
"""Longest value of a tag that has no limit of its own (Apple, PSP-1)."""

GUID_MAX_CHARS = 2000
"""Longest guid of an episode. Hosts make them of addresses, and one that is known to apps can never be shortened."""

NAME_MAX_CHARS = 128
"""Longest name of a person or a season (podcast namespace)."""

DESCRIPTION_MAX_BYTES = 4000
"""Longest description of a show, in UTF-8 bytes (Apple, PSP-1)."""

NOTES_MAX_CHARS = 100_000
"""Longest show notes in Markdown. Ten times what any platform shows: more is no text that a person wrote."""

_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_LANGUAGE = re.compile(r"([a-z]{2})(?:-(?:[a-z]{2}|[0-9]{3}))?")
UUID_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_LANGUAGE_NAMES = {
    "french": "fr", "français": "fr",
    "english": "en", "anglais": "en",
    "german": "de", "allemand": "de", "deutsch": "de",
    "spanish": "es", "espagnol": "es", "español": "es",
    "italian": "it", "italien": "it", "italiano": "it",
    "dutch": "nl", "portuguese": "pt", "portugais": "pt", "arabic": "ar", "arabe": "ar",
}  # fmt: skip


def short_text(value: object) -> str:
    """One line of at most 255 characters (Apple, PSP-1)."""
    return _limited(one_line(value), SHORT_MAX_CHARS)


def guid_text(value: object) -> str:
    """The guid of an episode: one line, that of another host letter by letter."""
    return _limited(one_line(value), GUID_MAX_CHARS)


def name_text(value: object) -> str:
    """One line of at most 128 characters (podcast namespace, tags `person` and `season`)."""
    return _limited(one_line(value), NAME_MAX_CHARS)


def _limited(line: str, limit: int) -> str:
    if len(line) > limit:
        what = say("It is {length} characters long; podcast apps accept {limit}.", length=len(line), limit=limit)
        raise wrong(what, say("Shorten it."))
    return line


def title(value: object) -> str:
    """A short text without HTML: apps would show the tags as they stand."""
    line = short_text(value)
    untagged = without_tags(line)
    plain = html.unescape(untagged).strip()
    if untagged != line or any(html.unescape(found) != found for found in _ENTITY.findall(line)):
        raise wrong(
            say("“{text}” contains HTML; podcast apps would show it as it stands.", text=line),
            say("Write plain text: {plain}", plain=plain) if plain else say("Write plain text."),
        )
    return line


def description(value: object) -> str:
    """Text of at most 4000 UTF-8 bytes (Apple, PSP-1)."""
    written = text(value)
    size = len(written.encode())
    if size > DESCRIPTION_MAX_BYTES:
        raise wrong(
            say("It is {size} bytes long; podcast apps accept {limit}.", size=size, limit=DESCRIPTION_MAX_BYTES),
            say("Shorten it by {excess} bytes (a letter with an accent counts as two).", excess=size - 4000),
        )
    return written


def notes(value: object) -> str:
    """Show notes in Markdown, which may be empty, of at most 100,000 characters: rendering them takes its time."""
    written = value if isinstance(value, str) else text(value)
    if len(written) > NOTES_MAX_CHARS:
        what = say(
            "The notes are {length} characters long; {limit} are read.", length=len(written), limit=NOTES_MAX_CHARS
        )
        raise wrong(what, say("Shorten them, or put the rest on a page and link it."))
    return written


def email(value: object) -> str:
    """An e-mail address, bare."""
    address = text(value)
    if not _EMAIL.fullmatch(address):
        raise wrong(
            say("“{text}” is not an e-mail address.", text=address),
            say("Write the address alone, for example podcast@example.org."),
        )
    return address


def language(value: object) -> str:
    """ISO 639-1 with an optional region in hyphen form, in lower case (`fr`, `fr-ca`)."""
    written = text(value)
    code = written.lower()
    found = _LANGUAGE.fullmatch(code)
    if found and found[1] in LANGUAGES:
        return code
    guess = language_meant(code)
    known = _LANGUAGE.fullmatch(guess)
    what = say("“{text}” is not a language code.", text=written)
    if known and known[1] in LANGUAGES:
        raise wrong(what, say("Write `language: {guess}`.", guess=guess), Instead(written, guess))
    raise wrong(what, say("Write the two letters of ISO 639-1, with a region if you wish: fr, en, fr-ca."))


def language_meant(written: str) -> str:
    """The code that most likely is meant.

    Known are names of languages, locales (`fr_FR.UTF-8`), codes of three letters (`fra`) and those that were withdrawn.
    """
    code = written.lower()
    base, hyphen, region = _LANGUAGE_NAMES.get(code, code.replace("_", "-").split(".")[0]).partition("-")
    return f"{TWO_LETTERS.get(base, base)}{hyphen}{region}"


def guid(value: object) -> str:
    """A UUID in its usual form: lower case, with hyphens."""
    return _uuid("guid", say("Delete the line and run again: Balado then gives the line to paste."), value)


def _uuid(key: str, remedy: Message, value: object) -> str:
    written = text(value)
    if UUID_FORM.fullmatch(written):
        return written
    instead = None
    with suppress(ValueError):
        instead = Instead(written, str(uuid.UUID(written)))
        remedy = say("Write `{key}: {guid}`.", key=key, guid=instead.new)
    raise wrong(say("“{text}” is not a guid in the form podcast apps expect.", text=written), remedy, instead)


def guid_elsewhere(value: object) -> str:
    """The same for a feed elsewhere, to which only that feed can say it."""
    return _uuid("feed_guid", say("Copy what stands in that feed between <podcast:guid> and </podcast:guid>."), value)


def number(value: object) -> int:
    """A whole number, 1 or more (`01` is 1)."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    written = str(value) if isinstance(value, int | float) else text(value)
    if not _NUMBER.fullmatch(written) or int(written) < 1:
        raise wrong(
            say("“{text}” is not a whole number of 1 or more.", text=written),
            say("Write a number such as 1 or 12, without a point, a sign or a word."),
        )
    return int(written)


def truth(value: object) -> bool:
    """True or false (yes and no are understood)."""
    if isinstance(value, bool):
        return value
    written = text(value)
    answer = _TRUTHS.get(written.lower())
    if answer is None:
        raise wrong(say("“{text}” is neither true nor false.", text=written), say("Write true or false."))
    return answer


def one_of(choices: tuple[str, ...], value: object) -> str:
    """One of a few words, in lower case."""
    written = one_line(value)
    word = written.lower()
    if word not in choices:
        words = say("Write one of: {words}.", words=", ".join(choices))
        raise wrong(say("“{text}” is not possible here.", text=written), meant(word, choices, words))
    return word


def moment(value: object, info: ValidationInfo) -> datetime:
    """A date and time with its zone; without one it is in the zone of the validation's context (`{"zone": ...}`)."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    zone: tzinfo | None = (info.context or {}).get("zone")
    written = value.isoformat() if isinstance(value, datetime) else text(value)
    return moment_of(written, zone)


Text = Annotated[str, PlainValidator(text), WithJsonSchema({"type": "string", "minLength": 1})]
ShortText = Annotated[
    str,
    PlainValidator(short_text),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": SHORT_MAX_CHARS}),
]
GuidText = Annotated[
    str,
    PlainValidator(guid_text),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": GUID_MAX_CHARS}),
]
NameText = Annotated[
    str,
    PlainValidator(name_text),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": NAME_MAX_CHARS}),
]
Title = Annotated[
    str,
    PlainValidator(title),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": SHORT_MAX_CHARS}),
]
Description = Annotated[
    str,
    PlainValidator(description),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": DESCRIPTION_MAX_BYTES}),
]
Notes = Annotated[str, PlainValidator(notes), WithJsonSchema({"type": "string", "maxLength": NOTES_MAX_CHARS})]
Address = Annotated[str, PlainValidator(web_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
ServiceAddress = Annotated[
    str, PlainValidator(service_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
PublicAddress = Annotated[
    str, PlainValidator(public_address), WithJsonSchema({"type": "string", "pattern": "^https?://[^?#]+$"})
]
Destination = Annotated[str, PlainValidator(destination), WithJsonSchema({"type": "string", "minLength": 1})]
EmailAddress = Annotated[
    str, PlainValidator(email), WithJsonSchema({"type": "string", "pattern": "^[^@\\s]+@[^@\\s]+$"})
]
Language = Annotated[
    str,
    PlainValidator(language),
    WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}(-([A-Za-z]{2}|[0-9]{3}))?$"}),
]
CategoryName = Annotated[str, PlainValidator(one_line), WithJsonSchema({"type": "string", "minLength": 1})]
ShowType = Annotated[
    Literal["episodic", "serial"],
    PlainValidator(partial(one_of, ("episodic", "serial"))),
    WithJsonSchema({"type": "string", "enum": ["episodic", "serial"]}),
]
EpisodeType = Annotated[
    Literal["full", "trailer", "bonus"],
    PlainValidator(partial(one_of, ("full", "trailer", "bonus"))),
    WithJsonSchema({"type": "string", "enum": ["full", "trailer", "bonus"]}),
]
Addressing = Annotated[
    Literal["auto", "path", "virtual"],
    PlainValidator(partial(one_of, ("auto", "path", "virtual"))),
    WithJsonSchema({"type": "string", "enum": ["auto", "path", "virtual"]}),
]
RelativePath = Annotated[str, PlainValidator(relative_path), WithJsonSchema({"type": "string", "minLength": 1})]
Uuid = Annotated[str, PlainValidator(guid), WithJsonSchema({"type": "string", "pattern": f"^{UUID_FORM.pattern}$"})]
ZoneName = Annotated[str, PlainValidator(zone_name), WithJsonSchema({"type": "string", "minLength": 1})]
Number = Annotated[int, PlainValidator(number), WithJsonSchema({"type": "integer", "minimum": 1})]
Truth = Annotated[bool, PlainValidator(truth), WithJsonSchema({"type": "boolean"})]
Moment = Annotated[
    datetime,
    PlainValidator(moment),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"}),
]
Span = Annotated[
    timedelta,
    PlainValidator(span),
    WithJsonSchema({"type": ["string", "number"], "pattern": "^[0-9]+(:[0-9]{2}){0,2}([.,][0-9]+)?$"}),
]
