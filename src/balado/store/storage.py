"""The one interface to storage. A folder and an S3-compatible bucket behave alike behind it, and the same tests say so.

A publication has two storages: what the public reads, and the state (generations and feed copies), which is never
public. Both may lie in one bucket under different prefixes. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from balado.artifact import Artifact
from balado.events import Progress, no_progress

ATTEMPTS = 4
"""How often a store is asked before its failure counts: by boto3, and where that does not repeat (bodies cut short)."""
MOST_AT_ONCE = 1_000
"""How many objects one request tells of."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that is there. `sha256` is the digest its publisher recorded, None when nobody did (not ours).

    `etag` is what a store calls these bytes, without quotes: other bytes, other ETag; a folder has none. `modified` is
    when it was written last; only `list` knows it.
    """

    key: str
    byte_size: int
    sha256: str | None = None
    content_type: str | None = None
    cache_control: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    modified: datetime | None = None
    etag: str = ""


def digest_of(pieces: Iterable[bytes]) -> tuple[int, str]:
    """How many bytes there are, and their SHA-256."""
    digest, byte_size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        byte_size += len(piece)
    return byte_size, digest.hexdigest()


class Storage(Protocol):
    """Named objects. Keys are relative, ASCII, `/` between parts. Every method may raise `RemoteError`."""

    @property
    def address(self) -> str:
        """How a person would name this place (`s3://bucket/prefix`, a folder). Holds no secret."""

    @property
    def is_remote(self) -> bool:
        """Whether each look costs a request, and reading a large object costs time and money."""

    @property
    def place(self) -> str:
        """This place as every machine names it; empty for a folder, which each names in its own way."""

    @property
    def needs_trial(self) -> bool:
        """Whether only a trial tells that, of several who create one object at once, one alone succeeds."""

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; None when nothing is. One request."""

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        """The bytes of a small object and what `head` would say; None when nothing is there. One request."""

    def examine(self, key: str) -> Stored | None:
        """What is stored under a key, with the size and the digest of the very bytes there, whatever was recorded.

        One request, which brings the whole object; it is never held in memory.
        """

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        """The bytes of an object of any size from the one numbered `start` on, in pieces; None when nothing is there.

        One request. What breaks off on the way raises `RemoteError` between two pieces.
        """

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        """Store an artifact, whole or not at all, over whatever was there, with its headers.

        The digest is sent along, so that a store that checks it refuses damaged bytes, and recorded. Raises
        `MediaError` when the artifact's file changed since its fingerprint was taken: nothing is stored then.
        """

    def put_if_absent(self, artifact: Artifact) -> bool:
        """Store an artifact made of bytes only when its key is free: True when stored, False when taken."""

    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose key begins with the prefix, in the order of keys; digests and headers may be missing."""

    def glance(self, keys: Sequence[str]) -> dict[str, Stored | None]:
        """What is stored under these keys, which are in order: of as many from the first on as one request tells.

        None for one that is not there. Digests and headers may be missing. Always tells of the first.
        """

    def delete(self, key: str) -> None:
        """Remove an object. No error when it is not there."""

    def sweep(self, before: datetime, ours: Callable[[str], bool]) -> int:
        """Remove what was begun before that moment and never became an object; how many pieces there were.

        `ours` tells, of the key of such an object, whether it is one of ours: a bucket may be shared with others.
        """

    def abandon(self, doomed: Callable[[str, datetime], bool]) -> int:
        """Remove what was begun under such keys and never became an object; how many pieces there were.

        `doomed` is asked with the key and the time it was begun, or last written.
        """


def glance_at_all(storage: Storage, keys: Sequence[str]) -> Iterator[tuple[str, Stored | None]]:
    """What is stored under all of these keys, which are in order: one request for each 1,000."""
    while keys:
        told = storage.glance(keys)
        yield from told.items()
        keys = keys[len(told) :]
