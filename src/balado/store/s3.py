"""A bucket of an S3-compatible store as storage, through boto3's low-level client.

Every body is sent with a digest of our own, which stores that compare it refuse damaged bytes by: SHA-256 for a whole
object (MD5 where the store refuses that), MD5 for a part of a large one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from balado.artifact import Artifact
from balado.errors import RemoteError
from balado.events import Progress, no_progress
from balado.message import say
from balado.store.place import bucket_place
from balado.store.s3_bounds import pages, told, whole
from balado.store.s3_client import REDIRECT, Connection
from balado.store.s3_faults import broke_off, code_of, no_lengths, no_store, speak
from balado.store.storage import ATTEMPTS, MOST_AT_ONCE, Stored, digest_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

    from balado.store.s3_parts import S3Object
    from balado.store.s3_settings import Bucket

# What sends files, and what sets up a bucket, is loaded where that is done: most runs read three small objects.

_SHA256 = "balado-sha256"
_MISSING = ("404", "NoSuchKey", "NotFound")
_TAKEN = ("412", "PreconditionFailed", "409", "ConditionalRequestConflict")
_UNSWEPT = ("501", "NotImplemented")
_PIECE_BYTES = 1 << 20
_NO_REASON = ("301", "400", "403")

Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Sizes:
    """From how many bytes on a file is sent in parts, and how large a part is."""

    multipart_from: int = 64 * 1024 * 1024
    part: int = 16 * 1024 * 1024


class S3Storage:
    """Objects below a prefix of a bucket. Some stores let two writers create one at once: only a trial tells which."""

    is_remote = True
    needs_trial = True

    def __init__(self, connection: Connection, bucket: str, prefix: str, sizes: Sizes | None = None) -> None:
        self._connection = connection
        self._bucket = bucket
        self.address = self.place = bucket_place(bucket, prefix)
        self._prefix = f"{prefix}/" if prefix else ""
        self._sizes = sizes or Sizes()

    @property
    def bucket(self) -> Bucket:
        """The bucket, for its own settings."""
        from balado.store.s3_settings import Bucket

        return Bucket(self._connection, self._bucket)

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; None when nothing is. One request."""
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._head(key)
        return None if answer.found is None else self._stored(key, answer.found, answer.found.get("ContentLength", 0))

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        """The bytes of a small object and what `head` would say; None when nothing is there. One request."""
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._taken(key, whole)
        if answer.found is None:
            return None
        body, head = answer.found
        return body, self._stored(key, head, len(body))

    def examine(self, key: str) -> Stored | None:
        """What is stored under a key, with the size and digest of the very bytes there. One request."""
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._taken(key, lambda body: digest_of(body.iter_chunks(_PIECE_BYTES)))
        if answer.found is None:
            return None
        (byte_size, sha256), head = answer.found
        return replace(self._stored(key, head, byte_size), sha256=sha256)

    def read(self, key: str, start: int = 0) -> Iterator[bytes] | None:
        """The bytes of an object from the one numbered `start` on, in pieces; None when nothing is there."""
        ranged: Any = {"Range": f"bytes={start}-"} if start else {}
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._client.get_object(Bucket=self._bucket, Key=self._name(key), **ranged)
        if answer.found is None:
            return None
        self._of_a_store(answer.found)
        return self._pieces(answer.found["Body"])

    def _pieces(self, body: Any) -> Iterator[bytes]:
        with speak(self.address), body:
            yield from body.iter_chunks(_PIECE_BYTES)

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        """Store an artifact with its headers, streamed from its file; in parts when it is large."""
        from balado.store.original import changed, is_unchanged

        if isinstance(artifact.body, bytes):
            with speak(self.address):
                self._put_one(artifact, io.BytesIO(artifact.body))
            progress(artifact.byte_size)
            return
        try:
            with speak(self.address):
                self._put_file(artifact, progress)
        except RemoteError:
            if not is_unchanged(artifact):  # the store noticed it first: the digest does not fit
                raise changed(artifact) from None
            raise

    def put_if_absent(self, artifact: Artifact) -> bool:
        """Store an artifact only when its key is free: True when stored, False when taken."""
        if not isinstance(artifact.body, bytes):
            raise TypeError("only bytes are stored conditionally")
        for _ in range(ATTEMPTS):
            with speak(self.address, absent=_TAKEN, conditional=True) as answer:
                answer.found = self._put_one(artifact, io.BytesIO(artifact.body), IfNoneMatch="*")
            if answer.found is not None:
                return True
            # A first answer may have been lost on the way and the request sent again: then it is our own that is there.
            there = self.get(artifact.key)
            if there is not None:
                return there[0] == artifact.body
        raise RemoteError(
            say("{place} keeps answering that another writer is busy. Try again later.", place=self.address)
        )

    def list(self, prefix: str) -> Iterator[Stored]:
        """Every object whose key begins with the prefix, in the order of keys; without digests and headers."""
        with speak(self.address):
            listed = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._name(prefix)
            )
            found = [self._listed(entry) for entry in pages(listed)]
        return iter(sorted(found, key=lambda one: one.key))

    def glance(self, keys: Sequence[str]) -> dict[str, Stored | None]:
        """What is stored under as many of these keys as a page of a list tells. One request."""
        with speak(self.address):
            page = self._client.list_objects_v2(
                Bucket=self._bucket,
                Prefix=self._prefix,
                StartAfter=self._name(_just_before(keys[0])),
                MaxKeys=MOST_AT_ONCE,
            )
            listed = {one.key: one for one in map(self._listed, page.get("Contents", []))}
        last = max(listed, default="") if page.get("IsTruncated") else None
        found = {key: listed.get(key) for key in keys if last is None or key <= last}
        return found or {keys[0]: self.head(keys[0])}  # between it and what it follows lie 1,000 of others

    def _listed(self, entry: Any) -> Stored:
        return Stored(
            told(entry, "Key").removeprefix(self._prefix),
            told(entry, "Size"),
            modified=entry.get("LastModified"),
            etag=bare_etag(entry.get("ETag")),
        )

    def delete(self, key: str) -> None:
        """Remove an object. No error when it is not there."""
        with speak(self.address, absent=_MISSING):
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def sweep(self, before: datetime, ours: Callable[[str], bool]) -> int:
        """Remove the parts of our uploads that were begun before that moment and never finished; how many."""
        return self.abandon(lambda key, begun: begun < before and ours(key))

    def abandon(self, doomed: Callable[[str, datetime], bool]) -> int:
        """Remove the parts of unfinished uploads of such keys; how many uploads there were."""
        from balado.store.s3_parts import abort_unfinished

        with speak(self.address, absent=_UNSWEPT) as answer:
            answer.found = abort_unfinished(
                self._client,
                self._bucket,
                self._prefix,
                lambda name, begun: doomed(name.removeprefix(self._prefix), begun),
            )
        return answer.found or 0

    @property
    def _client(self) -> S3Client:
        return self._connection.client

    def _name(self, key: str) -> str:
        return f"{self._prefix}{key}"

    def _head(self, key: str) -> Any:
        from botocore.exceptions import ClientError

        try:
            answer: Any = self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        except ClientError as error:
            if code_of(error) in _NO_REASON:  # HEAD's answer has no room for it: this raises with the reason
                self._client.get_object(Bucket=self._bucket, Key=self._name(key))["Body"].close()
            raise
        if answer.get("ETag") and answer.get("ContentLength", -1) < 0:
            answer["ContentLength"] = self._measured(key)
        return answer

    def _measured(self, key: str) -> int:
        """How long an object is, where HEAD does not say it: a proxy that packs or chunks answers leaves that out."""
        from balado.web.reply import span_of

        answer = self._client.get_object(Bucket=self._bucket, Key=self._name(key), Range="bytes=0-0")
        answer["Body"].close()
        span = span_of(answer.get("ContentRange", ""))
        if span is None or span.total is None:
            raise RemoteError(no_lengths(self.address))
        return span.total

    def _taken(self, key: str, take: Callable[[Any], Taken]) -> tuple[Taken, Any]:
        """What is made of the whole body. boto3 repeats a request that fails, but not one whose answer breaks off."""
        for attempt in range(ATTEMPTS):
            answer = self._client.get_object(Bucket=self._bucket, Key=self._name(key))
            try:
                return take(answer["Body"]), answer
            except broke_off():
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _stored(self, key: str, answer: Any, byte_size: int) -> Stored:
        self._of_a_store(answer)
        metadata = {name.lower(): value for name, value in answer.get("Metadata", {}).items()}
        return Stored(
            key,
            byte_size,
            metadata.pop(_SHA256, "").lower() or None,
            answer.get("ContentType"),
            answer.get("CacheControl"),
            metadata,
            etag=bare_etag(answer["ETag"]),
        )

    def _of_a_store(self, answer: Any) -> str:
        """The ETag, which every store gives: a proxy or a sign-in page that answers 200 to everything does not."""
        if not answer.get("ETag"):
            raise RemoteError(no_store(self.address))
        return str(answer["ETag"])

    def _put_one(self, artifact: Artifact, body: Any, **condition: Any) -> str:
        from balado.store.s3_whole import put_whole

        return self._of_a_store(put_whole(self._connection, self._object(artifact), artifact, body, **condition))

    def _object(self, artifact: Artifact) -> S3Object:
        from balado.store.s3_parts import S3Object

        return S3Object(self._client, self._bucket, self._name(artifact.key), _headers(artifact))

    def _put_file(self, artifact: Artifact, progress: Progress) -> None:
        from balado.store.original import changed, is_unchanged, opened
        from balado.store.s3_body import Body
        from balado.store.s3_parts import put_parts

        if artifact.byte_size < self._sizes.multipart_from:
            with opened(artifact) as original:
                self._put_one(artifact, Body(original, 0, artifact.byte_size, progress))
        else:
            put_parts(self._object(artifact), artifact, self._sizes.part, progress)
        if not is_unchanged(artifact):  # then the object is none of ours
            self._client.delete_object(Bucket=self._bucket, Key=self._name(artifact.key))
            raise changed(artifact)


def bare_etag(etag: str | None) -> str:
    """An ETag as a store means it: without quotes, and without the mark of a proxy on the way; empty for none."""
    return (etag or "").removeprefix("W/").strip('"')


def _just_before(key: str) -> str:
    """A key before this one and after any other that is likely: a list begins behind the one it is given."""
    return f"{key[:-1]}{chr(ord(key[-1]) - 1)}~"


def _headers(artifact: Artifact) -> dict[str, Any]:
    return {
        "ContentType": artifact.content_type,
        "CacheControl": artifact.cache_control,
        "Metadata": {_SHA256: artifact.sha256, **artifact.metadata},
        **({REDIRECT: artifact.moved_to} if artifact.moved_to else {}),
    }
