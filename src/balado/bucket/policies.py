"""What a bucket must allow, as the documents that S3 stores understand.

The policies follow AWS's policy language of 2012-10-17; CORS is the document of PutBucketCors,
the lifecycle rule one of PutBucketLifecycleConfiguration. Each of Balado's rules has a name of its own, by which it is
found again among those of others. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balado.record.keys import public_keys
from balado.store.place import bucket_place

PolicyDocument = dict[str, object]

_VERSION = "2012-10-17"
_WRITES = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:AbortMultipartUpload",
    "s3:ListMultipartUploadParts",
]
_LISTS = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
_CORS_SECONDS = 86_400
_UPLOAD_DAYS = 7

LISTENERS_READ = "ListenersRead"
WEB_PLAYERS = "BaladoWebPlayers"


@dataclass(frozen=True, slots=True)
class BucketPrefix:
    """A prefix of a bucket. The prefix has no outer slashes and may be empty."""

    bucket: str
    prefix: str = ""

    def arn(self, key: str) -> str:
        """The resource name of a key below this prefix; `*` in the key stands for anything."""
        return f"{self.arn_of_bucket}/{self.prefix}/{key}" if self.prefix else f"{self.arn_of_bucket}/{key}"

    @property
    def place(self) -> str:
        """How a person would name it."""
        return bucket_place(self.bucket, self.prefix)

    @property
    def arn_of_bucket(self) -> str:
        """The resource name of the bucket."""
        return f"arn:aws:s3:::{self.bucket}"

    def key(self, key: str) -> str:
        """The whole key of an object below this prefix."""
        return f"{self.prefix}/{key}" if self.prefix else key

    def named(self, name: str) -> str:
        """A name for this prefix's own rule among those of its bucket: letters and digits, as policies want them."""
        return f"{name}{hashlib.sha256(self.prefix.encode()).hexdigest()[:8]}" if self.prefix else name

    def holds(self, other: BucketPrefix) -> bool:
        """Whether everything in the other prefix lies in this one too."""
        inside = not self.prefix or f"{other.prefix}/".startswith(f"{self.prefix}/")
        return self.bucket == other.bucket and inside


def publisher_policy(public: BucketPrefix, state: BucketPrefix | None = None) -> PolicyDocument:
    """The IAM policy of the publisher, and nothing more than it needs. `state` is a record kept in another place.

    ListBucket is there because without it a store answers "forbidden" for what is merely missing; the uploads under way
    are listed to go on with one that was cut short.
    """
    prefixes = [public] if state is None or public.holds(state) else [public, state]
    buckets = list(dict.fromkeys(prefix.arn_of_bucket for prefix in prefixes))
    return {
        "Version": _VERSION,
        "Statement": [
            _allow("BaladoPublishes", _WRITES, [prefix.arn("*") for prefix in prefixes]),
            _allow("BaladoTellsMissingFromForbidden", _LISTS, buckets),
        ],
    }


def reading_policy(public: BucketPrefix, feeds: Iterable[str] = ()) -> PolicyDocument:
    """The bucket policy that lets everybody read what is public: no listing, and never the record of publications."""
    statement = _allow(public.named(LISTENERS_READ), ["s3:GetObject"], [public.arn(key) for key in public_keys(feeds)])
    return {"Version": _VERSION, "Statement": [{**statement, "Principal": "*"}]}


def cors_rules() -> PolicyDocument:
    """What lets web players on other sites play, seek, and read transcripts and chapters. CORS knows no prefix."""
    return {
        "CORSRules": [
            {
                "ID": WEB_PLAYERS,
                "AllowedOrigins": ["*"],
                "AllowedMethods": ["GET", "HEAD"],
                "AllowedHeaders": ["*"],
                "ExposeHeaders": ["Content-Length", "Content-Range", "Accept-Ranges", "ETag"],
                "MaxAgeSeconds": _CORS_SECONDS,
            }
        ]
    }


def abort_rule(public: BucketPrefix) -> PolicyDocument:
    """The lifecycle rule that lets the store throw away uploads in parts that nobody finished within a week."""
    return {
        "ID": public.named("BaladoAbortsUploads"),
        "Status": "Enabled",
        "Filter": {"Prefix": public.key("")},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": _UPLOAD_DAYS},
    }


def _allow(sid: str, actions: list[str], resources: list[str]) -> Mapping[str, object]:
    return {"Sid": sid, "Effect": "Allow", "Action": _one_or_all(actions), "Resource": _one_or_all(resources)}


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
