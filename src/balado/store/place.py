"""A place as it is written: a folder, or a bucket as `s3://bucket/prefix`. Pure."""

from __future__ import annotations

import re

from balado.errors import UsageError
from balado.message import say

_SCHEME = "s3://"
_BUCKET = re.compile(r"[A-Za-z0-9._-]{1,255}")
_USER = re.compile(r"://[^/]*@")


def is_bucket(place: str) -> bool:
    """Whether this names a bucket, or a prefix of one, and not a folder."""
    return place.startswith(_SCHEME)


def bucket_place(bucket: str, prefix: str = "") -> str:
    """The place of a bucket and a prefix in it, without a final slash."""
    return f"{_SCHEME}{bucket}/{prefix}".rstrip("/")


def bucket_and_prefix(place: str) -> tuple[str, str]:
    """The bucket and the prefix, without outer slashes, of `s3://bucket/prefix`. Raises UsageError when it is none."""
    bucket, prefix = _parts(place)
    if not _BUCKET.fullmatch(bucket):
        raise UsageError(
            say("`{place}` names no bucket. Write s3://bucket or s3://bucket/prefix.", place=without_password(place))
        )
    if prefix and (any(part in ("", ".", "..") for part in prefix.split("/")) or not prefix.isprintable()):
        raise UsageError(
            say("`{place}` is no place in a bucket. Write s3://bucket/prefix, without `..` or `//`.", place=place)
        )
    return bucket, prefix


def is_elsewhere(before: str, now: str) -> bool:
    """Whether two places are surely two: each machine names a folder in its own way, so two folders never are."""
    return is_bucket(before) and is_bucket(now) and _parts(before) != _parts(now)


def _parts(place: str) -> tuple[str, str]:
    bucket, _, rest = place.removeprefix(_SCHEME).partition("/")
    return bucket, rest.strip("/")


def without_password(address: str) -> str:
    """The address without what may be a password in it."""
    return _USER.sub("://***@", address)
