"""The media of `balado import`: which files are fetched, how fast, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.errors import Fault, UsageError
from balado.events import Event, Meter
from balado.message import say, say_many, size_text

if TYPE_CHECKING:
    from balado.importer.media.fetch import FetchTerms
    from balado.importer.media.file import FetchedFile

_UNITS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
_RATE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s?([kmg]?)(?:i?b)?(?:/s)?", re.IGNORECASE)
_CONNECT_SECONDS = 30
_SILENT_SECONDS = 30.0
_LEAST_BYTES_A_SECOND = 2048.0
_MOST_SECONDS = 7 * 86_400
_MOST_REDIRECTS = 10
"""Services that count stand one behind the other before some recordings."""


@dataclass(frozen=True, slots=True)
class MediaRequest:
    """Which files are fetched: those of so many of the newest episodes (None: of all), how fast, from where.

    `bytes_a_second` is None for as fast as it goes; `allow_private` asks inside private networks too.
    """

    newest: int | None = 0
    bytes_a_second: float | None = None
    allow_private: bool = False


def newest_of(text: str) -> int | None:
    """What `--media` says: how many of the newest episodes; None for all. Raises UsageError."""
    if text == "now":
        return None
    if text in ("later", "never"):
        return 0
    if text.isascii() and text.isdecimal() and len(text) < 7:
        return int(text)
    raise UsageError(say("--media {text}: write now, later, never, or how many of the newest episodes.", text=text))


def rate_of(text: str | None) -> float | None:
    """What `--rate` says: bytes in a second; None for as fast as it goes. Raises UsageError."""
    if text is None:
        return None
    found = _RATE.fullmatch(text.strip())
    if found is None or not float(found[1]):
        raise UsageError(say("--rate {text}: write how many bytes a second: 500k, 2M.", text=text))
    return float(found[1]) * _UNITS[found[2].lower()]


def fetch_media(session: Session, root: Path, request: MediaRequest) -> tuple[FetchedFile, ...]:
    """Fetch what is still elsewhere, and tell it. Raises UsageError where the disk refuses."""
    if request.newest == 0:
        return ()
    from balado.importer.media.fetch import fetch_files
    from balado.importer.media.wanted import MediaChoice, wanted_files
    from balado.source.files import scan
    from balado.source.read import read

    scanned = scan(root)
    wanted = wanted_files(read(scanned), scanned, MediaChoice(request.newest))
    if not wanted:
        return ()
    fetched = fetch_files(wanted, root, _terms(session, request))
    session.console.faults(fetched.faults)
    _tell(session, fetched.files, fetched.faults)
    return fetched.files


def _terms(session: Session, request: MediaRequest) -> FetchTerms:
    from balado.importer.media.fetch import FetchTerms
    from balado.web.bounded import Pace
    from balado.web.client import Client
    from balado.web.rate import Rate
    from balado.web.wire import Wire

    wire = Wire(_CONNECT_SECONDS, pace=Pace(_SILENT_SECONDS, _SILENT_SECONDS, _LEAST_BYTES_A_SECOND))
    client = Client(wire, most_seconds=_MOST_SECONDS, most_redirects=_MOST_REDIRECTS, again=False)
    if request.allow_private:  # as `check.servers.visit` has it: one's own servers need no sparing
        client.wire.allows, client.pace_seconds = lambda _address: True, 0
    console = session.console
    doing = say("Fetching files")
    meter = Meter(lambda total: console.start_meter(total, doing), console.advance_meter, console.stop_meter)
    return FetchTerms(
        client, lambda file: console.announce(_event(file)), meter=meter, rate=Rate(request.bytes_a_second)
    )


def _event(fetched: FetchedFile) -> Event:
    from balado.importer.media.told import fetched_told

    wanted = fetched.wanted
    fields = {
        "path": fetched.path,
        "kind": wanted.kind.value,
        "bytes": fetched.byte_size,
        "declared_bytes": wanted.byte_size,
        "type": fetched.verified.media_type,
        "declared_type": wanted.media_type or None,
    }
    return Event("file-fetched", fetched_told(fetched), fields)


def _tell(session: Session, files: Sequence[FetchedFile], faults: Sequence[Fault]) -> None:
    size = size_text(sum(one.byte_size for one in files))
    message = say_many("{count} file fetched, {size}.", "{count} files fetched, {size}.", len(files), size=size)
    session.console.show(message)
    if faults:
        session.console.show(
            say_many(
                "{count} file did not come. The same command again goes on where this one ended.",
                "{count} files did not come. The same command again goes on where this one ended.",
                len(faults),
            )
        )
