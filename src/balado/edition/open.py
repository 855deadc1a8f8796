"""A run in the making: the show's folder scanned, its storages at hand. What needs the store begins here.

The settings are read without the rest of feed.yaml: what is published can be seen, finished and mended whatever the
state of the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balado.artifact import FEED_KEY
from balado.errors import SourceError, UsageError
from balado.events import Meter
from balado.message import command_line, say
from balado.source.files import Scan, scan
from balado.source.settings import publish_settings, show_zone
from balado.store.target import Target, TargetSettings, open_target

if TYPE_CHECKING:
    from balado.media.cache import Inspector
    from balado.store.connections import Connections


_AS_WRITTEN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """The storages of a show. `url` is their public address, without a final slash."""

    scan: Scan
    settings: Mapping[str, str]
    target: Target

    @property
    def url(self) -> str:
        """The public address of the target."""
        return self.settings.get("url", "").rstrip("/")

    @property
    def feed_url(self) -> str:
        """The public address of the feed."""
        return f"{self.url}/{FEED_KEY}"

    @property
    def zone(self) -> tzinfo:
        """The zone in which times are told: the show's."""
        return show_zone(self.scan)


def open_store(root: Path, overriding: Mapping[str, str]) -> OpenedStore:
    """The storages of the show in this folder; `overriding` replaces settings under `publish`.

    Raises UsageError where there is no show, or where its place is none.
    """
    scanned, settings = scan_show(root, overriding)
    return OpenedStore(scanned, settings, show_target(root, scanned, settings, overriding))


def scan_show(root: Path, overriding: Mapping[str, str]) -> tuple[Scan, dict[str, str]]:
    """The files of the show in this folder and its settings under `publish`. Raises UsageError where there is none."""
    scanned = scan(root)
    if scanned.show_file is None:
        from balado.source.show import missing_show

        raise UsageError(missing_show(scanned))
    return scanned, {**publish_settings(scanned), **overriding}


def is_addressed(overriding: Mapping[str, str]) -> bool:
    """Whether the public address is that of the place: not of one that replaces the file's without its own."""
    return "to" not in overriding or "url" in overriding


def show_target(root: Path, scanned: Scan, settings: Mapping[str, str], overriding: Mapping[str, str]) -> Target:
    """The target that the settings name. A place that is none is reported together with all faults of the texts."""
    try:
        return target_of(settings, root, overriding)
    except UsageError:
        from balado.source.read import read

        errors = [fault for fault in read(scanned, overriding).faults if fault.severity == "error"]
        if errors:
            raise SourceError.of(errors) from None
        raise


def target_of(
    settings: Mapping[str, str],
    root: Path,
    overriding: Mapping[str, str] = _AS_WRITTEN,
    connections: Connections | None = None,
) -> Target:
    """The target that these settings name, for a show in this folder. Raises UsageError where its place is none."""
    return open_target(
        TargetSettings(
            to=settings.get("to", "public"),
            root=root,
            endpoint=settings.get("endpoint"),
            region=settings.get("region"),
            addressing=settings.get("addressing", "auto"),
            # the state that the file names belongs to the place that the file names
            state=None if "to" in overriding else settings.get("state"),
            # and so does its public address
            notifies=bool(settings.get("notify")) and is_addressed(overriding),
        ),
        connections,
    )


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is asked to do. `now` has a zone, or is in the show's; `overrides` replace `publish.to` and `.url`.

    `guarded` False is for looking only: what would be refused is then shown as it stands. `strict` refuses warnings
    too. `clock` is the true time, which the record is dated by; None: the same as `now`. `repair` looks at everything
    that is published and puts right what it can. `temporary` says that the disk of this machine ends with the run.
    `meter` is shown how much of the recordings has been read. `shown` is what `edition.shown` calls the draft that the
    author has seen: no other one is published; empty where nobody looked. `connections` are those that other shows of
    this process use too. `samples` False leaves a look at a part of what is published in a bucket to others.
    """

    root: Path
    now: datetime
    owner: str
    cache_file: Path | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    reembed: tuple[str, ...] = ()
    guarded: bool = True
    strict: bool = False
    clock: datetime | None = None
    repair: bool = False
    temporary: bool = False
    meter: Meter | None = None
    shown: str = ""
    connections: Connections | None = None
    samples: bool = True

    @property
    def pages_file(self) -> Path | None:
        """Where it is remembered what pages were made of: beside the inspections."""
        return None if self.cache_file is None else self.cache_file.with_suffix(".pages.json")


@dataclass(frozen=True, slots=True)
class Opened:
    """A run with its source scanned and its target at hand. `placed` is that, or what is wrong with its place."""

    request: Request
    scan: Scan
    settings: Mapping[str, str]
    placed: Target | UsageError
    inspector: Inspector

    @property
    def target(self) -> Target:
        """The storages of the show. Raises UsageError where its place is none: so nothing is read or written there."""
        if isinstance(self.placed, UsageError):
            raise self.placed
        return self.placed

    @property
    def url(self) -> str:
        """The public address of the target, without a final slash."""
        return self.settings.get("url", "").rstrip("/")

    @property
    def place(self) -> str:
        """Where the show is published to, as every machine names it; empty for a folder."""
        return self.target.public.place

    @property
    def feed_url(self) -> str:
        """The public address of the feed."""
        return f"{self.url}/{FEED_KEY}"


def open_run(request: Request) -> Opened:
    """The show scanned, its target at hand. Raises UsageError where there is no show."""
    from balado.media.cache import Inspector

    scanned, settings = scan_show(request.root, request.overrides)
    placed: Target | UsageError
    try:
        placed = target_of(settings, request.root, request.overrides, request.connections)
        if request.temporary and "to" not in request.overrides:
            _refuse_temporary(placed)
    except UsageError as error:
        placed = error
    return Opened(request, scanned, settings, placed, Inspector(request.root, request.cache_file, request.meter))


def _refuse_temporary(target: Target) -> None:
    """A job that publishes to its own disk would be green, and nobody would ever get the feed."""
    if not target.public.place:
        raise UsageError(
            say(
                "This job of a CI would publish to {place}, which ends with the job. Name the store under `publish` in "
                "feed.yaml; or say that the folder is meant: `{option}`.",
                place=target.public.address,
                option=command_line("--to", target.public.address),
            )
        )


def in_zone(now: datetime, zone: str) -> datetime:
    """The moment in UTC; one without a zone is read in this one."""
    return (now if now.tzinfo is not None else now.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
