"""Where a show is published: the public storage and the state, opened from a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast
from urllib.parse import urlsplit

from balado.errors import UsageError
from balado.message import say
from balado.store.place import bucket_and_prefix, is_bucket, without_password
from balado.store.storage import Storage

if TYPE_CHECKING:
    from balado.store.connections import Connections
    from balado.store.s3_client import Connection

_STATE = ".balado"
_SOURCE = "episodes"
_STYLES = ("auto", "path", "virtual")
_REGION = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


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
    notifies: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """The two storages of a publication: what the public reads, and the state that it never does.

    `notifies` says that others are told of a changed feed: one that nobody was told of yet carries a mark then.
    """

    public: Storage
    state: Storage
    notifies: bool = False


def open_target(settings: TargetSettings, connections: Connections | None = None) -> Target:
    """The storages that these settings name; nothing is created or asked yet. Other shows may share `connections`.

    Raises UsageError for a place that is neither a folder nor `s3://bucket/prefix`, for a state that would be public,
    and for an endpoint, a region or a way of addressing that cannot be.
    """
    connection: Connection | None = None
    if is_bucket(settings.to) or is_bucket(settings.state or ""):
        connection = _connection(settings, connections)
    headers = _state_folder(settings)
    public = _open(settings.to, settings.root, connection, headers and headers / "headers")
    state = _open(settings.state or _beside(settings), settings.root, connection, None)
    _refuse_public_state(public, state)
    return Target(public, state, settings.notifies)


def _connection(settings: TargetSettings, connections: Connections | None) -> Connection:
    _check_endpoint(settings.endpoint)
    if settings.region is not None and not _REGION.fullmatch(settings.region):
        raise UsageError(say("`{region}` is no region. Write one like eu-west-3.", region=settings.region))
    if settings.addressing not in _STYLES:
        raise UsageError(
            say("`addressing` is auto, path or virtual, not `{addressing}`.", addressing=settings.addressing)
        )
    style = cast("Literal['auto', 'path', 'virtual']", settings.addressing)
    if connections is not None:
        return connections.of(settings.endpoint, settings.region, style)
    from balado.store.s3_client import Connection

    return Connection(settings.endpoint, settings.region, style)


def _check_endpoint(endpoint: str | None) -> None:
    if endpoint is None:
        return
    try:
        address = urlsplit(endpoint)
        sound = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        sound = False
    if not sound or "@" in endpoint or re.search(r"\s", endpoint):
        raise UsageError(
            say(
                "`{endpoint}` is no address of a store. Write it like https://s3.example.com; keys go into the "
                "environment.",
                endpoint=without_password(endpoint),
            )
        )


def _refuse_public_state(public: Storage, state: Storage) -> None:
    """The record of publications names what is not public yet: it never lies where the public reads."""
    inside = f"{state.address}/".startswith(f"{public.address}/")
    excluded = is_bucket(public.address) and f"{state.address}/".startswith(f"{public.address}/{_STATE}/")
    if inside and not excluded:
        raise UsageError(
            say(
                "The record of publications cannot be kept in {state}: that is public. Remove `publish.state`, or name "
                "a place outside {public}.",
                state=state.address,
                public=public.address,
            )
        )


def _state_folder(settings: TargetSettings) -> Path | None:
    """The folder on this disk that belongs to the state; None when both storages are buckets."""
    place = settings.state or _beside(settings)
    if is_bucket(place):
        return None if is_bucket(settings.to) else _folder(_beside(settings), settings.root)
    return _folder(place, settings.root)


def _beside(settings: TargetSettings) -> str:
    if is_bucket(settings.to):
        return f"{settings.to.rstrip('/')}/{_STATE}"
    folder = _folder(settings.to, settings.root)
    return str(folder.with_name(f".{folder.name}{_STATE}"))


def _expanded(place: str) -> Path:
    try:
        return Path(place).expanduser()
    except RuntimeError as error:
        raise UsageError(say("`{place}` names a home that is not there. Write the whole path.", place=place)) from error


def _folder(place: str, root: Path) -> Path:
    folder = (root / _expanded(place)).resolve()
    if folder in (root.resolve(), Path(folder.anchor)) or folder.is_relative_to(root.resolve() / _SOURCE):
        raise UsageError(
            say(
                "`{place}` cannot be published to: it is the show's own folder. Name another one: `to: public`.",
                place=place,
            )
        )
    return folder


def _open(place: str, root: Path, connection: Connection | None, headers: Path | None) -> Storage:
    if connection is not None and is_bucket(place):
        from balado.store.s3 import S3Storage

        return S3Storage(connection, *bucket_and_prefix(place))
    if "://" in place:
        raise UsageError(
            say(
                "`{place}` is no place to publish to. Write a folder or s3://bucket/prefix.",
                place=without_password(place),
            )
        )
    from balado.store.folder import FolderStorage

    return FolderStorage(_folder(place, root), headers)
