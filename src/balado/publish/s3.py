"""A bucket of an S3-compatible store as storage, through boto3's low-level client.

How real stores behave decided the options: our own SHA-256 is passed as a value, because some stores refuse the
checksum trailers that boto3 adds by default; bodies are streamed unsigned, because signing would read every file twice.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from balado.artifact import Artifact
from balado.errors import RemoteError
from balado.message import say
from balado.publish.original import changed, is_unchanged, opened
from balado.publish.s3_faults import speak
from balado.publish.storage import Progress, Stored, no_progress

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

Style = Literal["auto", "path", "virtual"]

_SHA256 = "balado-sha256"
_STYLES: dict[str, Style] = {"path": "path", "virtual": "virtual"}
_MISSING = ("404", "NoSuchKey", "NotFound")
_TAKEN = ("412", "PreconditionFailed", "409", "ConditionalRequestConflict")
_PIECE_BYTES = 1 << 20
_ATTEMPTS = 4
_PARTS_AT_ONCE = 4


class Connection:
    """One client for all storages of a target, made when it is first needed."""

    def __init__(self, endpoint: str | None, region: str | None, addressing: str) -> None:
        self._endpoint = endpoint
        self._region = region
        self._addressing = addressing

    @cached_property
    def client(self) -> S3Client:
        """boto3's client. Credentials, profile and what is not set here come from where boto3 finds them."""
        import boto3
        from botocore.config import Config

        session = boto3.Session()
        with speak("S3"):
            return session.client(
                "s3",
                endpoint_url=self._endpoint,
                region_name=self._region or session.region_name or "us-east-1",
                config=Config(
                    signature_version="s3v4",
                    s3={"payload_signing_enabled": False, "addressing_style": self._addressing_style()},
                    request_checksum_calculation="when_required",
                    response_checksum_validation="when_required",
                    retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
                    connect_timeout=10,
                    read_timeout=60,
                    max_pool_connections=16,
                    tcp_keepalive=True,
                ),
            )

    def _addressing_style(self) -> Style:
        if self._addressing in _STYLES:
            return _STYLES[self._addressing]
        host = urlsplit(self._endpoint or "").hostname or ""
        bare = host == "localhost" or ":" in host or (host != "" and host.replace(".", "").isdigit())
        return "path" if bare else "auto"


@dataclass(frozen=True, slots=True)
class Sizes:
    """From how many bytes on a file is sent in parts, and how large a part is."""

    multipart_from: int = 64 * 1024 * 1024
    part: int = 16 * 1024 * 1024


class S3Storage:
    """Objects below a prefix of a bucket."""

    def __init__(self, connection: Connection, bucket: str, prefix: str, sizes: Sizes | None = None) -> None:
        self._connection = connection
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._sizes = sizes or Sizes()

    @property
    def address(self) -> str:
        """The place as `s3://bucket/prefix`."""
        return f"s3://{self._bucket}/{self._prefix}".rstrip("/")

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; None when nothing is. One request."""
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._client.head_object(Bucket=self._bucket, Key=self._name(key))
        return None if answer.found is None else _stored(key, answer.found)

    def get(self, key: str) -> tuple[bytes, Stored] | None:
        """The bytes of a small object and what `head` would say; None when nothing is there. One request."""
        body = b""
        with speak(self.address, absent=_MISSING) as answer:
            answer.found = self._client.get_object(Bucket=self._bucket, Key=self._name(key))
            body = answer.found["Body"].read()
        return None if answer.found is None else (body, _stored(key, answer.found))

    def put(self, artifact: Artifact, progress: Progress = no_progress) -> None:
        """Store an artifact with its headers, streamed from its file; in parts when it is large."""
        if isinstance(artifact.body, bytes):
            with speak(self.address):
                self._put_one(artifact, io.BytesIO(artifact.body))
            progress(artifact.byte_size)
            return
        try:
            with speak(self.address):
                self._put_file(artifact, artifact.body, progress)
        except RemoteError:
            if not is_unchanged(artifact, artifact.body):  # the store noticed it first: the digest does not fit
                raise changed(artifact.body) from None
            raise

    def put_if_absent(self, artifact: Artifact) -> bool:
        """Store an artifact only when its key is free: True when stored, False when taken."""
        if not isinstance(artifact.body, bytes):
            raise TypeError("only bytes are stored conditionally")
        for _ in range(_ATTEMPTS):
            with speak(self.address, absent=_TAKEN) as answer:
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
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._name(prefix)
            )
            found = [
                Stored(entry["Key"].removeprefix(self._prefix), entry["Size"])
                for page in pages
                for entry in page.get("Contents", [])
            ]
        return iter(sorted(found, key=lambda one: one.key))

    def delete(self, key: str) -> None:
        """Remove an object. No error when it is not there."""
        with speak(self.address, absent=_MISSING):
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    @property
    def _client(self) -> S3Client:
        return self._connection.client

    def _name(self, key: str) -> str:
        return f"{self._prefix}{key}"

    def _put_one(self, artifact: Artifact, body: Any, **condition: Any) -> dict[str, Any]:
        answer = self._client.put_object(
            Bucket=self._bucket,
            Key=self._name(artifact.key),
            Body=body,
            ContentLength=artifact.byte_size,
            ChecksumSHA256=base64.b64encode(bytes.fromhex(artifact.sha256)).decode(),
            **_headers(artifact),
            **condition,
        )
        return dict(answer)

    def _put_file(self, artifact: Artifact, path: Path, progress: Progress) -> None:
        if artifact.byte_size < self._sizes.multipart_from:
            with opened(artifact, path) as file:
                self._put_one(artifact, _Body(file, 0, artifact.byte_size, progress))
        else:
            self._put_parts(artifact, path, progress)
        if not is_unchanged(artifact, path):  # then the object is none of ours
            self._client.delete_object(Bucket=self._bucket, Key=self._name(artifact.key))
            raise changed(path)

    def _put_parts(self, artifact: Artifact, path: Path, progress: Progress) -> None:
        client: Any = self._client  # its types know no body that is not a whole file
        place: dict[str, Any] = {"Bucket": self._bucket, "Key": self._name(artifact.key)}
        upload = client.create_multipart_upload(**place, **_headers(artifact))["UploadId"]
        place["UploadId"] = upload
        size = self._sizes.part

        def send(number: int) -> dict[str, Any]:
            start = (number - 1) * size
            count = min(size, artifact.byte_size - start)
            with opened(artifact, path) as file:
                body = _Body(file, start, count, progress)
                answer = client.upload_part(**place, PartNumber=number, Body=body, ContentLength=count)
            return {"PartNumber": number, "ETag": answer["ETag"]}

        try:
            with ThreadPoolExecutor(_PARTS_AT_ONCE, thread_name_prefix="part") as pool:
                parts = list(pool.map(send, range(1, -(-artifact.byte_size // size) + 1)))
            client.complete_multipart_upload(**place, MultipartUpload={"Parts": parts})
        except BaseException:
            client.abort_multipart_upload(**place)
            raise


class _Body:
    """A stretch of a file as a body: read in large pieces, counted, and read again from its start on a retry."""

    def __init__(self, file: Any, start: int, count: int, progress: Progress) -> None:
        self._file = file
        self._start = start
        self._count = count
        self._progress = progress
        self._at = 0
        file.seek(start)

    def __len__(self) -> int:
        return self._count

    def read(self, size: int = -1) -> bytes:
        """The next piece, larger than asked for: what reads here sends each piece as it comes."""
        left = self._count - self._at
        wanted = left if size < 0 else min(left, max(size, _PIECE_BYTES))
        piece: bytes = self._file.read(wanted)
        self._at += len(piece)
        self._progress(len(piece))
        return piece

    def tell(self) -> int:
        """How far it was read."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place in the stretch; going back takes back what was counted."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._count}[whence]
        target = base + offset
        if target < self._at:
            self._progress(target - self._at)
        self._at = target
        self._file.seek(self._start + target)
        return target


def _headers(artifact: Artifact) -> dict[str, Any]:
    return {
        "ContentType": artifact.content_type,
        "CacheControl": artifact.cache_control,
        "Metadata": {_SHA256: artifact.sha256, **artifact.metadata},
    }


def _stored(key: str, answer: Any) -> Stored:
    metadata = {name.lower(): value for name, value in answer.get("Metadata", {}).items()}
    return Stored(
        key,
        answer["ContentLength"],
        metadata.pop(_SHA256, None),
        answer.get("ContentType"),
        answer.get("CacheControl"),
        metadata,
    )
