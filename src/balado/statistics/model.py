"""What is counted, and what of: published files, log files, and why a request counts for nothing.

Source of the rules: IAB Tech Lab Podcast Technical Measurement Guidelines 2.3. The count is made after them; nobody has
certified it. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path


class PublishedKind(StrEnum):
    """What a published file is to those who ask for it."""

    AUDIO = "audio"
    FILM = "film"
    TRANSCRIPT = "transcript"
    CHAPTERS = "chapters"
    DOCUMENT = "document"
    PICTURE = "picture"
    FEED = "feed"
    PAGE = "page"
    OTHER = "other"

    @property
    def is_recording(self) -> bool:
        """Whether having it is a download of its episode."""
        return self in {PublishedKind.AUDIO, PublishedKind.FILM}


class Rejection(StrEnum):
    """Why a request counts for nothing. It has one reason: the first of these that holds.

    `UNREADABLE` is a line that is no request, `CLOCK` one of a day that cannot be: to come, or before the show.
    `LATE` is one of a day that can no longer be counted anew.
    """

    UNREADABLE = "unreadable"
    CLOCK = "clock"
    LATE = "late"
    LISTED_NETWORK = "listed_network"
    METHOD = "method"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    STATUS = "status"
    NOT_PUBLISHED = "not_published"
    TWO_BYTES = "two_bytes"
    WATCH = "watch"
    BELOW_THRESHOLD = "below_threshold"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the show, as it is or was published.

    `paths` are those under which logs name it, decoded and without a slash at the start. `recording` groups the files
    that are had together: the pieces of a stream; it is the key where a file stands alone. `threshold_bytes` is how
    many distinct bytes make a download; where pieces of one recording have different thresholds (qualities of a
    stream), the parts of each are added.
    """

    key: str
    guid: str
    kind: PublishedKind
    byte_size: int
    threshold_bytes: int
    paths: tuple[str, ...]
    recording: str


class LogFormat(StrEnum):
    """The formats of logs that are read."""

    CLOUDFRONT = "cloudfront"
    CLOUDFRONT_JSON = "cloudfront_json"
    CLOUDFRONT_PARQUET = "cloudfront_parquet"
    S3 = "s3"
    CEPH = "ceph"
    CLOUDFLARE = "cloudflare"
    FASTLY = "fastly"
    COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class LogFile:
    """A log on this disk. `name` is what it is called where it came from, the same each time it is read."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class FileReport:
    """What a log holds: its lines, those that are no request, and the days (UTC) of its requests.

    `days` tells how many lines are of each day. `is_damaged` is that of a log of which nothing was read, where that is
    why.
    """

    lines: int
    unreadable: int
    days: Mapping[date, int]
    is_damaged: bool = False


@dataclass(frozen=True, slots=True)
class MapReport:
    """What was read: by name of the log, and where the hits of each day (UTC) were written, and what they name.

    `unknown` names the files that are no log of a known format, or hold no line: nothing was read of them.
    """

    files: Mapping[str, FileReport] = field(default_factory=dict)
    hits: Mapping[date, tuple[Path, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayReport:
    """A day counted: requests, those that made downloads, those of robots, and the others by reason.

    `requests` is the sum of all the others.
    """

    day: date
    requests: int
    counted: int
    bots: int
    rejected: Mapping[Rejection, int] = field(default_factory=dict)
