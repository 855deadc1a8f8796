"""Artifact: everything that is published. Feed, media, copies and records differ only in kind and cache. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
NEVER = "private, no-store"

FEED_KEY = "feed.xml"
"""The key of the feed below the public address of a show."""

SITE_INDEX = "index.html"
"""The key of the show's page."""

TRANSCRIPT_SUFFIXES = (".vtt", ".srt", ".json", ".txt")
"""How names of transcripts end, the better form first: of two files in one language it is the source."""

CHAPTER_SUFFIXES = (".json", ".txt", ".vtt", ".xml", ".psc")
"""How names of chapter files end: JSON chapters, plain lines, WebVTT, Podlove Simple Chapters."""


class Kind(StrEnum):
    """What an artifact is to the publication."""

    AUDIO = "audio"
    ARTWORK = "artwork"
    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"
    DOCUMENT = "document"
    FILM = "film"
    FEED = "feed"
    FEED_COPY = "feed-copy"
    GENERATION = "generation"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Spliced:
    """Bytes made in memory, then a stretch of a file: from the offset `start` up to `end`, which is not part of it."""

    head: bytes
    path: Path
    start: int
    end: int

    @property
    def byte_size(self) -> int:
        """The length of both together."""
        return len(self.head) + self.end - self.start


@dataclass(frozen=True, slots=True)
class Artifact:
    """One object to store.

    `key` is relative to its storage and never starts with a slash. `body` is the bytes, the file that holds them, or
    bytes and a stretch of a file; `fingerprint` is what that file looked like when `sha256` (64 hex digits, of the
    whole body) was taken, so that an upload can tell that it changed since. `metadata` is kept beside the object
    (lower-case names, ASCII values). `moved_to` is the address that a store which answers as a website sends everybody
    on to, for good; other stores pass over it.
    """

    key: str
    kind: Kind
    body: bytes | Path | Spliced
    byte_size: int
    sha256: str
    content_type: str
    cache_control: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None
    moved_to: str = ""

    @classmethod
    def of_bytes(cls, key: str, kind: Kind, body: bytes, content_type: str, cache_control: str) -> Artifact:
        """The artifact of bytes made in memory."""
        return cls(key, kind, body, len(body), hashlib.sha256(body).hexdigest(), content_type, cache_control)


class Fingerprint(NamedTuple):
    """What a file looked like on disk, without reading it. Equal fingerprints mean: not written since."""

    byte_size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


def md5_of(body: bytes) -> str:
    """What most stores call these bytes."""
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def public_url(base: str, key: str) -> str:
    """The address of an object below the public address of its storage: absolute and ASCII."""
    return f"{base.rstrip('/')}/{quote(key)}"


def is_for_others(url: str) -> bool:
    """Whether an address may lead others than this computer somewhere: not `localhost`, 127.0.0.1 or `x.invalid`.

    Source: RFC 6761 (special-use domain names), RFC 1122 and RFC 4291 (loopback).
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return not _OF_NOBODY_ELSE.fullmatch(host)


_OF_NOBODY_ELSE = re.compile(r"|(?:.*\.)?(?:localhost|invalid)|127\.[0-9.]+|0\.0\.0\.0|::1?")
