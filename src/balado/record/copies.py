"""Copies of what is served, kept for good in the state, named by what they hold: of feeds and of pages."""

from __future__ import annotations

import gzip
import hashlib
import zlib

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import Message, say
from balado.record.generation import Generation
from balado.record.generation_file import feed_copy_key, site_copy_key
from balado.record.keys import is_of_site
from balado.store.target import Target


class LostCopyError(RefusedError):
    """The kept copy of a document is missing or damaged."""


def feed_copy(document: bytes, sha256: str) -> Artifact:
    """The copy of a feed that is kept for good, compressed; same document, same bytes."""
    return _packed(feed_copy_key(sha256), document)


def site_copy(body: bytes, sha256: str) -> Artifact:
    """The copy of a file of the site."""
    return _packed(site_copy_key(sha256), body)


def copy_of(key: str, document: bytes, sha256: str) -> Artifact:
    """The copy of what is served under a key, be it a feed or a file of the site."""
    return site_copy(document, sha256) if is_of_site(key) else feed_copy(document, sha256)


def copy_key(key: str, sha256: str) -> str:
    """The key of the copy of what is served under a key."""
    return site_copy_key(sha256) if is_of_site(key) else feed_copy_key(sha256)


def _packed(key: str, document: bytes) -> Artifact:
    packed = gzip.compress(document, compresslevel=6, mtime=0)
    return Artifact.of_bytes(key, Kind.FEED_COPY, packed, "application/gzip", NEVER)


def read_feed_copy(target: Target, generation: Generation) -> bytes:
    """The feed of a generation, from its copy. Raises LostCopyError when the copy is missing or damaged."""
    if generation.feed is None:
        raise ValueError(f"generation {generation.number} has no feed")
    return read_copy(target, generation, generation.feed.sha256)


def read_copy(target: Target, generation: Generation, sha256: str) -> bytes:
    """A document of a generation, from its copy. Raises LostCopyError when the copy is missing or damaged."""
    key = feed_copy_key(sha256)
    document, state = _kept(target, key, sha256)
    if document is None:
        raise LostCopyError(
            say(
                "The copy of the feed of publication {number} is {state}: {key} at {place}. Nothing was changed. "
                "Restore that object from a backup or an older version of the store. The newest feed is rendered anew "
                "by `balado publish`, where the whole source is.",
                number=generation.number,
                state=state,
                place=target.state.address,
                key=key,
            )
        )
    return document


def read_site_copy(target: Target, generation: Generation, sha256: str) -> bytes:
    """A file of a generation's site, from its copy. Raises LostCopyError when the copy is missing or damaged."""
    key = site_copy_key(sha256)
    document, state = _kept(target, key, sha256)
    if document is None:
        raise LostCopyError(
            say(
                "The copy of {page} of publication {number} is {state}: {key} at {place}. Nothing was changed. Restore "
                "that object from a backup or an older version of the store. The newest pages are made anew by "
                "`balado publish`, where the whole source is.",
                page=next((file.key for file in generation.site if file.sha256 == sha256), key),
                number=generation.number,
                state=state,
                place=target.state.address,
                key=key,
            )
        )
    return document


def _kept(target: Target, key: str, sha256: str) -> tuple[bytes | None, Message]:
    """The document of that digest under a key; else what is wrong there."""
    found = target.state.get(key)
    document = None if found is None else unpacked(found[0], sha256)
    return document, say("missing") if found is None else say("damaged")


def unpacked(packed: bytes, sha256: str) -> bytes | None:
    """The document of a copy; None when it is not the one of that digest."""
    try:
        document = gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return None
    return document if hashlib.sha256(document).hexdigest() == sha256 else None
