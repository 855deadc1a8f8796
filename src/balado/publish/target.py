"""Where a show is published: the public storage and the state, opened from a few words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import UsageError
from balado.message import say
from balado.publish.storage import Storage

if TYPE_CHECKING:
    from balado.publish.s3 import Connection

_S3 = "s3://"
_STATE = ".balado"


@dataclass(frozen=True, slots=True)
class TargetSettings:
    """How a target is written: `to` is a folder (relative to the show's `root`, or absolute) or `s3://bucket/prefix`.

    `state` is another place of either form for the record of publications; None keeps it beside the public files.
    """

    to: str
    root: Path
    endpoint: str | None = None
    region: str | None = None
    addressing: str = "auto"
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The two storages of a publication: what the public reads, and the state that it never does."""

    public: Storage
    state: Storage


def open_target(settings: TargetSettings) -> Target:
    """The storages that these settings name; nothing is created or asked yet.

    Raises UsageError for a place that is neither a folder nor `s3://bucket/prefix`.
    """
    connection: Connection | None = None
    if settings.to.startswith(_S3) or (settings.state or "").startswith(_S3):
        from balado.publish.s3 import Connection

        connection = Connection(settings.endpoint, settings.region, settings.addressing)
    headers = _state_folder(settings)
    public = _open(settings.to, settings.root, connection, headers and headers / "headers")
    state_place = settings.state or _beside(settings)
    return Target(public, _open(state_place, settings.root, connection, None))


def _state_folder(settings: TargetSettings) -> Path | None:
    """The folder on this disk that belongs to the state; None when both storages are buckets."""
    place = settings.state or _beside(settings)
    if place.startswith(_S3):
        return None if settings.to.startswith(_S3) else _folder(_beside(settings), settings.root)
    return _folder(place, settings.root)


def _beside(settings: TargetSettings) -> str:
    if settings.to.startswith(_S3):
        return f"{settings.to.rstrip('/')}/{_STATE}"
    folder = _folder(settings.to, settings.root)
    return str(folder.with_name(f".{folder.name}{_STATE}"))


def _folder(place: str, root: Path) -> Path:
    folder = (root / Path(place).expanduser()).resolve()
    if folder == root.resolve() or folder == Path(folder.anchor):
        raise UsageError(
            say(
                "`{place}` cannot be published to: it is the show's own folder. Name another one: `to: public`.",
                place=place,
            )
        )
    return folder


def _open(place: str, root: Path, connection: Connection | None, headers: Path | None) -> Storage:
    if connection is not None and place.startswith(_S3):
        from balado.publish.s3 import S3Storage

        bucket, prefix = _bucket_and_prefix(place)
        return S3Storage(connection, bucket, prefix)
    if "://" in place:
        raise UsageError(say("`{place}` is no place to publish to. Write a folder or s3://bucket/prefix.", place=place))
    from balado.publish.folder import FolderStorage

    return FolderStorage(_folder(place, root), headers)


def _bucket_and_prefix(place: str) -> tuple[str, str]:
    bucket, _, prefix = place.removeprefix(_S3).partition("/")
    if not bucket or any(not (character.isalnum() or character in "-._") for character in bucket):
        raise UsageError(say("`{place}` names no bucket. Write s3://bucket or s3://bucket/prefix.", place=place))
    return bucket, prefix.strip("/")
