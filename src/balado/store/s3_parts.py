"""A large file in parts. An upload that was cut short is gone on with: parts that the store has are not sent again.

s3transfer cannot do that, so this stands on the low-level client. A part counts as there when its size and its MD5,
which is its ETag, are those of the file here; a store with other ETags (an encrypted bucket) gets all parts again.
"""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from balado.artifact import Artifact
from balado.events import Progress
from balado.store.original import is_unchanged, opened
from balado.store.s3_body import Body, content_md5
from balado.store.s3_bounds import told
from balado.store.s3_faults import code_of

_PARTS_AT_ONCE = 4
_GONE = ("NoSuchUpload", "404")
_UNLISTED = ("501", "NotImplemented", "403", "AccessDenied", "405", "MethodNotAllowed")
"""Stores, or permissions, that do not tell of uploads under way: then every upload is a new one."""


@dataclass(frozen=True, slots=True)
class S3Object:
    """Where a file goes: `client` is boto3's, `key` has the prefix. `headers` are those of the object."""

    client: Any
    bucket: str
    key: str
    headers: dict[str, Any]

    @property
    def address(self) -> dict[str, str]:
        """The arguments that name the object."""
        return {"Bucket": self.bucket, "Key": self.key}


def put_parts(place: S3Object, artifact: Artifact, part_byte_size: int, progress: Progress) -> None:
    """Send the file in parts of that size, the last one shorter. Raises what botocore raises.

    What was sent stays at the store when it fails, for the next run; it is removed when the file changed meanwhile.
    """
    from botocore.exceptions import ClientError

    try:
        _go_on(place, artifact, part_byte_size, progress)
    except ClientError as error:
        if code_of(error) not in _GONE:
            raise
        if _is_there(place, artifact):  # it was finished, by another run or by this one: the answer was lost
            return
        _go_on(place, artifact, part_byte_size, progress)  # another run removed the upload meanwhile


def _is_there(place: S3Object, artifact: Artifact) -> bool:
    """Whether the store holds the object whole, by the size and the digest that were sent with it."""
    from botocore.exceptions import ClientError

    try:
        found = place.client.head_object(**place.address)
    except ClientError as error:
        if code_of(error) in ("404", "NoSuchKey", "NotFound"):
            return False
        raise
    kept = {name.lower(): value.lower() for name, value in found.get("Metadata", {}).items()}
    sent = {name.lower(): value.lower() for name, value in place.headers["Metadata"].items()}
    return bool(found.get("ContentLength") == artifact.byte_size and kept.items() >= sent.items())


def abort_unfinished(client: Any, bucket: str, prefix: str, doomed: Callable[[str, datetime], bool]) -> int:
    """Remove the parts of uploads below the prefix; how many there were. `doomed` is asked with name and beginning."""
    pages = client.get_paginator("list_multipart_uploads").paginate(Bucket=bucket, Prefix=prefix)
    found = [
        one for page in pages for one in page.get("Uploads", []) if doomed(told(one, "Key"), told(one, "Initiated"))
    ]
    for one in found:
        client.abort_multipart_upload(Bucket=bucket, Key=one["Key"], UploadId=told(one, "UploadId"))
    return len(found)


def _go_on(place: S3Object, artifact: Artifact, part_byte_size: int, progress: Progress) -> None:
    begun = _begun(place)
    there = _parts_of(place, begun) if begun else {}
    upload = begun or told(place.client.create_multipart_upload(**place.address, **place.headers), "UploadId")

    def send(number: int) -> dict[str, Any]:
        start = (number - 1) * part_byte_size
        stretch = (start, min(part_byte_size, artifact.byte_size - start))
        return _put_part(place, upload, number, _Part(artifact, stretch, there.get(number)), progress)

    try:
        with ThreadPoolExecutor(_PARTS_AT_ONCE, thread_name_prefix="part") as pool:
            parts = list(pool.map(send, range(1, -(-artifact.byte_size // part_byte_size) + 1)))
        place.client.complete_multipart_upload(**place.address, UploadId=upload, MultipartUpload={"Parts": parts})
    except BaseException:
        if not is_unchanged(artifact):
            _abort(place, upload)
        raise


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a file, as (start, number of bytes), and the ETag and size of what the store has of it."""

    artifact: Artifact
    stretch: tuple[int, int]
    there: tuple[str, int] | None


def _begun(place: S3Object) -> str | None:
    """The newest upload of this object that was not finished."""
    from botocore.exceptions import ClientError

    try:
        answer = place.client.list_multipart_uploads(Bucket=place.bucket, Prefix=place.key)
    except ClientError as error:
        if code_of(error) in _UNLISTED:
            return None
        raise
    mine = [one for one in answer.get("Uploads", []) if told(one, "Key") == place.key]
    newest = max(mine, key=lambda one: told(one, "Initiated"), default=None)
    return None if newest is None else str(told(newest, "UploadId"))


def _parts_of(place: S3Object, upload: str) -> dict[int, tuple[str, int]]:
    """The ETag and the size of each part that the store has."""
    pages = place.client.get_paginator("list_parts").paginate(**place.address, UploadId=upload)
    found = [part for page in pages for part in page.get("Parts", [])]
    return {told(part, "PartNumber"): (told(part, "ETag"), told(part, "Size")) for part in found}


def _put_part(place: S3Object, upload: str, number: int, part: _Part, progress: Progress) -> dict[str, Any]:
    start, count = part.stretch
    with opened(part.artifact) as original:
        md5 = content_md5(original, start, count)
        if part.there is not None and part.there[1] == count and _is_md5(part.there[0], md5):
            progress(count)
            return {"PartNumber": number, "ETag": part.there[0]}
        answer = place.client.upload_part(
            **place.address,
            UploadId=upload,
            PartNumber=number,
            ContentMD5=md5,
            ContentLength=count,
            Body=Body(original, start, count, progress),
        )
    return {"PartNumber": number, "ETag": answer.get("ETag", "")}


def _is_md5(etag: str, md5: str) -> bool:
    return etag.strip('"') == base64.b64decode(md5).hex()


def _abort(place: S3Object, upload: str) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    with contextlib.suppress(BotoCoreError, ClientError):  # what stopped the upload is what matters
        place.client.abort_multipart_upload(**place.address, UploadId=upload)
