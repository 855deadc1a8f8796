"""Where a show lies in buckets, as the check and the set-up of its store see it."""

from __future__ import annotations

from dataclasses import dataclass

from balado.bucket.policies import BucketPrefix
from balado.record.keys import OPML_KEY
from balado.store.place import bucket_and_prefix
from balado.store.s3 import S3Storage
from balado.store.s3_settings import Bucket
from balado.store.target import Target


@dataclass(frozen=True, slots=True)
class BucketSite:
    """A show, or the page of a network, whose public files lie in a bucket.

    `state` is the bucket of its record, None when that is on a disk.

    `url` is the public address without a final slash, empty when none is set; `feeds` are the names of further feeds;
    `file` is the name of the show's file, for faults.
    """

    target: Target
    bucket: Bucket
    state: Bucket | None
    url: str
    feeds: tuple[str, ...]
    file: str

    @property
    def public(self) -> BucketPrefix:
        """The prefix of the bucket that the public reads."""
        return BucketPrefix(*bucket_and_prefix(self.target.public.address))

    @property
    def record(self) -> BucketPrefix | None:
        """The prefix that holds the record of publications; None when that is on a disk."""
        return BucketPrefix(*bucket_and_prefix(self.target.state.address)) if self.state is not None else None

    @property
    def is_of_network(self) -> bool:
        """Whether it is the page of a network, which has neither episodes nor recordings of its own."""
        return OPML_KEY in self.feeds

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """The buckets that the show lies in, each once."""
        apart = self.state is not None and self.state.name != self.bucket.name
        return (self.bucket, self.state) if apart and self.state is not None else (self.bucket,)


def bucket_site(target: Target, url: str, feeds: tuple[str, ...], file: str) -> BucketSite | None:
    """The site of a target; None when its public files are on a disk."""
    if not isinstance(target.public, S3Storage):
        return None
    state = target.state.bucket if isinstance(target.state, S3Storage) else None
    return BucketSite(target, target.public.bucket, state, url, feeds, file)
