"""The forms of values that Podcasting 2.0 brings: places, licences, protocols, media types. Pure."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from balado.message import say
from balado.show.values.address import link_address, unsigned
from balado.show.values.forms import NAME_MAX_CHARS, UUID_FORM, guid_elsewhere, one_of
from balado.show.values.plain import meant, one_line, text, wrong
from balado.show.values.recurrence import recurrence
from balado.show.vocabulary import (
    CHAT_PROTOCOLS,
    COUNTRIES,
    INTEGRITY_TYPES,
    LICENSES,
    LIVE_STATES,
    MEDIA,
    PERSON_GROUPS,
    RECIPIENT_TYPES,
    SERVICES,
    SOCIAL_PROTOCOLS,
)

NOTES_PARTS = ("conference", "people", "chapters", "documents", "replay")

_GEO = re.compile(
    r"(?:geo:)?(?P<latitude>-?[0-9]{1,3}(?:\.[0-9]+)?), ?(?P<longitude>-?[0-9]{1,3}(?:\.[0-9]+)?)"
    r"(?P<rest>(?:,-?[0-9]+(?:\.[0-9]+)?)?(?:;u=[0-9]+(?:\.[0-9]+)?)?)"
)
_OSM = re.compile(r"[NWR][1-9][0-9]{0,15}(?:#[0-9]{1,9})?")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-zA-Z0-9][a-zA-Z0-9.+-]*(?:; ?[a-z]+=[a-zA-Z0-9-]+)?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+")
_RATIO = re.compile(r"[0-9]+(?:\.[0-9]+)?(?: ?/ ?[0-9]+(?:\.[0-9]+)?)?")
_COUNT = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_SRI = re.compile(r"sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}==")


def limited(most: int, value: object) -> str:
    """One line of at most that many characters."""
    line = one_line(value)
    if len(line) > most:
        what = say("It is {length} characters long; podcast apps accept {limit}.", length=len(line), limit=most)
        raise wrong(what, say("Shorten it."))
    return line


def long_text(value: object) -> str:
    """Text of at most 4000 characters (podcast namespace, tag `txt`)."""
    written = text(value)
    if len(written) > 4000:
        what = say("It is {length} characters long; podcast apps accept {limit}.", length=len(written), limit=4000)
        raise wrong(what, say("Shorten it."))
    return written


def geo(value: object) -> str:
    """A point on earth as a `geo:` URI (RFC 5870), latitude first: `geo:48.8637,2.3372`."""
    line = one_line(value)
    found = _GEO.fullmatch(line)
    example = say("Write latitude and longitude: geo:48.8637,2.3372")
    if not found:
        raise wrong(say("“{text}” is no point on earth (RFC 5870).", text=line), example)
    latitude, longitude = float(found["latitude"]), float(found["longitude"])
    if abs(latitude) > 90 or abs(longitude) > 180:
        what = say("“{text}” is no point on earth: latitude goes to 90, longitude to 180.", text=line)
        raise wrong(what, example)
    return f"geo:{found['latitude']},{found['longitude']}{found['rest']}"


def osm(value: object) -> str:
    """An object of OpenStreetMap: N, W or R (node, way, relation) and its number."""
    line = one_line(value).upper()
    if not _OSM.fullmatch(line):
        raise wrong(
            say("“{text}” is no object of OpenStreetMap.", text=line),
            say("Write N, W or R (node, way, relation) and its number, for example W55503397."),
        )
    return line


def country(value: object) -> str:
    """ISO 3166-1 alpha-2, in capitals."""
    line = one_line(value)
    code = line.upper()
    if code not in COUNTRIES:
        remedy = say("Write the two letters of ISO 3166, for example FR.")
        raise wrong(say("“{text}” is not a country code.", text=line), remedy)
    return code


def license_name(value: object) -> str:
    """A licence: a name of the namespace's list exactly as it stands there, or one of the author's own."""
    line = limited(NAME_MAX_CHARS, value)
    return next((name for name in LICENSES if name.casefold() == line.casefold()), line)


def medium(value: object) -> str:
    """What a feed is, of the namespace's list. The final L of lists of pointers is a capital."""
    line = one_line(value)
    known = {name.casefold(): name for name in MEDIA}
    if line.casefold() not in known:
        words = say("Write one of: {words}.", words=", ".join(MEDIA))
        raise wrong(say("“{text}” is not possible here.", text=line), meant(line, MEDIA, words))
    return known[line.casefold()]


def service(value: object) -> str:
    """A service by its name in the namespace's list; `all` means every one."""
    line = one_line(value).lower()
    if line not in SERVICES and line != "all":
        example = say("Write for example spotify, or all.")
        what = say("“{text}” is no service that the podcast namespace knows.", text=line)
        raise wrong(what, meant(line, sorted(SERVICES), example))
    return line


def media_type(value: object) -> str:
    """A media type such as `video/mp4`."""
    written = one_line(value)
    kind, slash, rest = written.partition("/")
    line = f"{kind.lower()}{slash}{rest}"
    if not _MEDIA_TYPE.fullmatch(line):
        raise wrong(say("“{text}” is no media type.", text=written), say("Write for example video/mp4 or audio/mpeg."))
    return line


def uri(value: object) -> str:
    """An address of any kind, with its scheme (https, ipfs, magnet, nostr …)."""
    line = one_line(value)
    if not _URI.fullmatch(line):
        raise wrong(say("“{text}” is no address.", text=line), say("Write it with its beginning: https://…"))
    return unsigned(line)


def _matching(form: re.Pattern[str], example: str, value: object) -> str:
    line = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else one_line(value)
    if not form.fullmatch(line):
        remedy = say("Write for example {example}.", example=example)
        raise wrong(say("“{text}” is not possible here.", text=line), remedy)
    return line


def is_subresource_integrity(written: str) -> bool:
    """Whether it is a digest as W3C's Subresource Integrity writes them."""
    return _SRI.fullmatch(written) is not None


def count(value: object) -> int:
    """A whole number, 0 or more."""
    return int(_matching(_COUNT, "1200", value))


def percentage(value: object) -> int:
    """A whole number from 0 to 100."""
    found = count(value)
    if found > 100:
        raise wrong(say("“{text}” is more than 100 percent.", text=found), say("Write a number from 0 to 100."))
    return found


LinkAddress = Annotated[str, PlainValidator(link_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]
Text32 = Annotated[
    str, PlainValidator(partial(limited, 32)), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 32})
]
LongText = Annotated[
    str, PlainValidator(long_text), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 4000})
]
GuidElsewhere = Annotated[
    str, PlainValidator(guid_elsewhere), WithJsonSchema({"type": "string", "pattern": f"^{UUID_FORM.pattern}$"})
]
Geo = Annotated[
    str, PlainValidator(geo), WithJsonSchema({"type": "string", "pattern": "^(geo:)?-?[0-9.]+, ?-?[0-9.]+"})
]
Osm = Annotated[str, PlainValidator(osm), WithJsonSchema({"type": "string", "pattern": "^[NWRnwr][0-9]+(#[0-9]+)?$"})]
Country = Annotated[str, PlainValidator(country), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}$"})]
LicenseName = Annotated[
    str, PlainValidator(license_name), WithJsonSchema({"type": "string", "examples": list(LICENSES), "minLength": 1})
]
Medium = Annotated[str, PlainValidator(medium), WithJsonSchema({"type": "string", "enum": list(MEDIA)})]
Service = Annotated[str, PlainValidator(service), WithJsonSchema({"type": "string"})]
MediaType = Annotated[str, PlainValidator(media_type), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]+/"})]
Uri = Annotated[str, PlainValidator(uri), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:"})]
Recurrence = Annotated[str, PlainValidator(recurrence), WithJsonSchema({"type": "string", "pattern": "FREQ="})]
Count = Annotated[int, PlainValidator(count), WithJsonSchema({"type": "integer", "minimum": 0})]
Percentage = Annotated[
    int, PlainValidator(percentage), WithJsonSchema({"type": "integer", "minimum": 0, "maximum": 100})
]
Decimals = Annotated[
    str, PlainValidator(partial(_matching, _DECIMAL, "3.5")), WithJsonSchema({"type": ["number", "string"]})
]
Ratio = Annotated[
    str, PlainValidator(partial(_matching, _RATIO, "16/9")), WithJsonSchema({"type": ["number", "string"]})
]

SocialProtocol = Annotated[
    str,
    PlainValidator(partial(one_of, SOCIAL_PROTOCOLS)),
    WithJsonSchema({"type": "string", "enum": list(SOCIAL_PROTOCOLS)}),
]
ChatProtocol = Annotated[
    str,
    PlainValidator(partial(one_of, CHAT_PROTOCOLS)),
    WithJsonSchema({"type": "string", "enum": list(CHAT_PROTOCOLS)}),
]
RecipientType = Annotated[
    str,
    PlainValidator(partial(one_of, RECIPIENT_TYPES)),
    WithJsonSchema({"type": "string", "enum": list(RECIPIENT_TYPES)}),
]
IntegrityType = Annotated[
    str,
    PlainValidator(partial(one_of, INTEGRITY_TYPES)),
    WithJsonSchema({"type": "string", "enum": list(INTEGRITY_TYPES)}),
]
LiveState = Annotated[
    str,
    PlainValidator(partial(one_of, LIVE_STATES)),
    WithJsonSchema({"type": "string", "enum": list(LIVE_STATES)}),
]
LocationRel = Annotated[
    str,
    PlainValidator(partial(one_of, ("subject", "creator"))),
    WithJsonSchema({"type": "string", "enum": ["subject", "creator"]}),
]
PersonGroup = Annotated[
    str,
    PlainValidator(partial(one_of, tuple(PERSON_GROUPS))),
    WithJsonSchema({"type": "string", "enum": list(PERSON_GROUPS)}),
]
NotesPart = Annotated[
    str,
    PlainValidator(partial(one_of, NOTES_PARTS)),
    WithJsonSchema({"type": "string", "enum": list(NOTES_PARTS)}),
]
"""What Balado can add below the show notes."""
