"""An object sent in one request, with a digest that the store takes.

SHA-256 is what all current stores compare. Some refuse the header itself: Backblaze B2 with 400, older Cloudflare R2
with 501. They get MD5 (Content-MD5, RFC 1864), which every store knows; the connection remembers that.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import Any

from balado.artifact import Artifact
from balado.store.original import opened
from balado.store.s3_body import content_md5
from balado.store.s3_client import REDIRECT, Connection
from balado.store.s3_faults import DAMAGED, code_of, status_of
from balado.store.s3_parts import S3Object

_UNCLEAR = ("InvalidArgument", "InvalidRequest", "NotImplemented", "BadRequest", "400", "501")
_OF_A_CHECKSUM = re.compile(r"checksum", re.IGNORECASE)


def put_whole(connection: Connection, place: S3Object, artifact: Artifact, body: Any, **condition: Any) -> Any:
    """The store's answer. `body` can go back to its start. Raises what botocore raises.

    A digest that is refused is no reason to fail: it is sent again in the other form, under the same condition. Nor is
    an address to send everybody on to, of a store that is no website: it is left out.
    """
    from botocore.exceptions import ClientError

    try:
        return _put_proven(connection, place, artifact, body, **condition)
    except ClientError as error:
        if not artifact.moved_to or status_of(error) not in (400, 501):
            raise
        body.seek(0)
        headers = {name: value for name, value in place.headers.items() if name != REDIRECT}
        return _put_proven(connection, replace(place, headers=headers), artifact, body, **condition)


def _put_proven(connection: Connection, place: S3Object, artifact: Artifact, body: Any, **condition: Any) -> Any:
    """The store's answer to bytes with their digest, in the form that it takes."""
    from botocore.exceptions import ClientError

    if connection.takes_sha256:
        sha256 = base64.b64encode(bytes.fromhex(artifact.sha256)).decode()
        try:
            return _put(place, artifact, body, ChecksumSHA256=sha256, **condition)
        except ClientError as error:
            if not _may_be_for_the_digest(error):
                raise
            body.seek(0)
    answer = _put(place, artifact, body, ContentMD5=_md5_of(artifact), **condition)
    connection.takes_sha256 = False
    return answer


def _put(place: S3Object, artifact: Artifact, body: Any, **more: Any) -> Any:
    return place.client.put_object(
        **place.address, Body=body, ContentLength=artifact.byte_size, **place.headers, **more
    )


def _may_be_for_the_digest(error: Any) -> bool:
    """Whether the store may have refused the header, and not the bytes, the condition or the sender."""
    status = status_of(error)
    if status not in (400, 501) or code_of(error) in DAMAGED:
        return False
    message = str(error.response.get("Error", {}).get("Message", ""))
    return code_of(error) in _UNCLEAR or _OF_A_CHECKSUM.search(message) is not None


def _md5_of(artifact: Artifact) -> str:
    if isinstance(artifact.body, bytes):
        return base64.b64encode(hashlib.md5(artifact.body, usedforsecurity=False).digest()).decode()
    with opened(artifact) as original:
        return content_md5(original, 0, artifact.byte_size)
