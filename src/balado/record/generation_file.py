"""A generation as an object in the state: its key, its bytes, and every format it was ever written in.

Since format 3 a record carries its own digest: the SHA-256 of the very JSON without it. Of records of earlier formats
only the grossest damage can be told. Pure.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import Message, say
from balado.record.generation import Generation
from balado.record.generation_document import OF_SITE, document_of, generation_of, parsed, tells_of_elsewhere

FORMAT = 6
"""The newest format; every earlier one is read.

Format 1 knew recordings and pictures alone; what it does not say is empty. Formats 1 and 2 had no digest and no ETags.
Format 4 knows pages. It is written of shows that have, or had, some: an older Balado would forget them, and refuses it.
Format 5 knows recordings, and a cover, that stay on other servers, and is written of shows that have some.
Format 6 knows the shows that a network lists, and is written of networks alone.
The record of any other show is still one of format 3.
"""
_WITH_ELSEWHERE = 5
_WITH_SITE = 4
_WITHOUT_SITE = 3
_SEALED_SINCE = 3
_DIGEST = "sha256"
_SEAL_BYTES = len(f'{{"{_DIGEST}":"",') + hashlib.sha256().digest_size * 2


COPIES = "feeds/"
"""Where copies of feeds and further documents lie in the state."""

SITE_COPIES = "site/"
"""Where copies of pages, and of what belongs to them, lie in the state."""

DAMAGED = "damaged/"
"""Where records are set aside that cannot be read."""

_COPY = re.compile(rf"{COPIES}([0-9a-f]{{64}})\.xml\.gz")
_SITE_COPY = re.compile(rf"{SITE_COPIES}([0-9a-f]{{64}})\.gz")
_NUMBER_DIGITS = 18


class DamagedRecordError(RefusedError):
    """A record that is empty, or not as it was written."""


class NewerRecordError(RefusedError):
    """A record of a format that a later version brought."""


def generation_key(number: int) -> str:
    """The key of a generation in the state."""
    return f"generations/{number}.json"


def feed_copy_key(sha256: str) -> str:
    """The key of a feed's copy in the state."""
    return f"{COPIES}{sha256}.xml.gz"


def site_copy_key(sha256: str) -> str:
    """The key of the copy of a file of the site."""
    return f"{SITE_COPIES}{sha256}.gz"


def copied_document(key: str) -> str | None:
    """The digest of the document whose copy has this key; None for any other key."""
    found = _COPY.fullmatch(key)
    return found[1] if found else None


def copied_site_file(key: str) -> str | None:
    """The digest of the file of a site whose copy has this key; None for any other key."""
    found = _SITE_COPY.fullmatch(key)
    return found[1] if found else None


def damaged_key(number: int) -> str:
    """The key under which a generation is set aside that cannot be read."""
    return f"{DAMAGED}{number}.json"


def number_of(key: str) -> int | None:
    """The number in a generation's key; None for any other key."""
    name = key.removeprefix("generations/").removesuffix(".json")
    return number_in(name) if key == f"generations/{name}.json" else None


def number_in(text: str) -> int | None:
    """The number of a generation that a text is; None when it is none that anybody could have reached."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _NUMBER_DIGITS else None


def write_generation(generation: Generation) -> Artifact:
    """The artifact of a generation: compact JSON in UTF-8, keys sorted, so that same record, same bytes."""
    document = document_of(generation)
    written_as = _WITH_SITE if OF_SITE[0] in document else _WITHOUT_SITE
    if tells_of_elsewhere(document):
        written_as = _WITH_ELSEWHERE
    if "shows" in document:
        written_as = FORMAT
    body = _sealed(_dumped({"format": written_as, **document}))
    return Artifact.of_bytes(generation_key(generation.number), Kind.GENERATION, body, "application/json", NEVER)


def _sealed(plain: bytes) -> bytes:
    """The record with its digest, which stands first."""
    return f'{{"{_DIGEST}":"{hashlib.sha256(plain).hexdigest()}",'.encode() + plain[1:]


def _dumped(document: dict[str, Any]) -> bytes:
    text = json.dumps(document, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a generation")


def read_generation(body: bytes, key: str) -> Generation:
    """The generation in these bytes.

    Raises NewerRecordError for one that only a later version can read, DamagedRecordError for one that nobody can: it
    is empty, not what was written, or another one than its key says.
    """
    if not body:
        raise DamagedRecordError(
            say(
                "The record of publications {key} is empty: an earlier version was killed while it wrote it. Nothing "
                "was changed. `balado recover` mends it.",
                key=key,
            )
        )
    try:
        return _read(body, key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise DamagedRecordError(
            say(
                "The record of publications {key} is damaged ({reason}). Nothing was changed. Restore that object "
                "from a backup or an older version of the store, or have `balado recover` mend it.",
                key=key,
                reason=_reason(error),
            )
        ) from error


class _UnsoundError(ValueError):
    """Why a record is not the one that was written."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def _reason(error: Exception) -> Message:
    if isinstance(error, _UnsoundError):
        return error.why
    if isinstance(error, UnicodeDecodeError | json.JSONDecodeError | RecursionError):
        return say("it is no longer JSON")
    return say("something is missing in it, or is not what belongs there")


def _read(body: bytes, key: str) -> Generation:
    as_written = _is_as_written(body)
    document = parsed(body) if as_written else json.loads(body.decode())
    written_as = document["format"]
    if not isinstance(written_as, int) or written_as < 1:
        raise _UnsoundError(say("it says that its format is {format}", format=written_as))
    if written_as > FORMAT:
        raise NewerRecordError(
            say(
                "The record of publications {key} was written by a newer Balado (format {format}). Nothing was "
                "changed. Update Balado here; `balado help install` says how.",
                key=key,
                format=written_as,
            )
        )
    if written_as < _SEALED_SINCE or not as_written:
        _check_digest(document, body)
    generation = generation_of(document)
    if number_of(key) not in (None, generation.number):
        raise _UnsoundError(say("it says it is number {number}", number=generation.number))
    return generation


def _check_digest(document: dict[str, Any], body: bytes) -> None:
    """Raises ValueError where the record is not as it was written.

    JSON that was merely laid out anew is the same record. Bytes of the very length must be the very bytes, since JSON
    reads some that differ alike.
    """
    if document["format"] < _SEALED_SINCE:
        if _DIGEST in document:
            raise _UnsoundError(say("it has a digest, which its format had not"))
        return
    written = _sealed(_dumped({name: value for name, value in document.items() if name != _DIGEST}))
    if len(body) == len(written) or document[_DIGEST] != json.loads(written)[_DIGEST]:
        raise _UnsoundError(say("it is not what was written: its digest is another"))


def _is_as_written(body: bytes) -> bool:
    """Whether these are the very bytes, by their own digest. None is copied: a record may be many megabytes."""
    digest = hashlib.sha256(b"{")
    digest.update(memoryview(body)[_SEAL_BYTES:])
    return body[:_SEAL_BYTES] == f'{{"{_DIGEST}":"{digest.hexdigest()}",'.encode()
