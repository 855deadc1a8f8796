"""The quick look of a run with nothing to do: no text is parsed, no recording read, nothing heavy loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from balado import __version__
from balado.edition.open import Opened
from balado.message import say
from balado.record.generation import AnnouncedRecord, EpisodeRecord, FileRecord, Generation, SideKind, SideRecord
from balado.source.files import Scan
from balado.source.folder import EpisodeFolder, composed, named_sides, source_digest
from balado.source.settings import theme_folder

NOTHING_CHANGES = say("Publishing this changes nothing.")
_MAY_BE_AWAY = (SideKind.DOCUMENT, SideKind.FILM)

if TYPE_CHECKING:
    from balado.media.cache import Inspector


def is_up_to_date(newest: Generation, scan: Scan, inspector: Inspector, now: datetime) -> bool:
    """Whether nothing is due and no file here says otherwise, given that all texts are the newest generation's."""
    if scan.faults:
        return False
    if newest.next_due is not None and newest.next_due <= now:
        return False
    with inspector.measured(name for folder in scan.episodes for name in folder.audio):
        return _media_unchanged(newest, scan, inspector)


def _media_unchanged(newest: Generation, scan: Scan, inspector: Inspector) -> bool:
    pictures: tuple[FileRecord | SideRecord, ...] = (*newest.covers, *newest.beside)
    if not all(_is_still(picture, inspector) for picture in pictures):
        return False
    by_folder = {composed(record.folder): record for record in newest.episodes}
    announced = {composed(record.folder): record for record in newest.announced}
    for folder in scan.episodes:
        path = composed(folder.path)
        record = by_folder.get(path)
        if record is None:
            coming = announced.get(path)
            if coming is not None and not _is_still_to_come(coming, folder, inspector):
                return False
            continue  # a draft: of anything else that stayed home there would be no digest to compare with
        if (record.beside or folder.others) and not _beside_unchanged(record.beside, folder, inspector):
            return False
        if folder.audio and not _is_recording_still(record, folder, inspector):
            return False
        if not (_is_still(record.artwork, inspector) if record.artwork else not folder.artwork):
            return False
    return True


def _is_recording_still(record: EpisodeRecord, folder: EpisodeFolder, inspector: Inspector) -> bool:
    films = {side.name for side in record.beside if side.kind is SideKind.FILM}
    audio = [name for name in folder.audio if name not in films]
    published = None if record.audio is None else record.audio.sha256
    return not audio or [inspector.sha256(name) for name in audio] == [published]


def _is_still_to_come(record: AnnouncedRecord, folder: EpisodeFolder, inspector: Inspector) -> bool:
    films = {side.name for side in record.beside if side.kind is SideKind.FILM}
    if set(folder.audio) - films or not _beside_unchanged(record.beside, folder, inspector):
        return False
    return _is_still(record.artwork, inspector) if record.artwork else not folder.artwork


def _beside_unchanged(sides: Sequence[SideRecord], folder: EpisodeFolder, inspector: Inspector) -> bool:
    """Whether every file beside the recording is the recorded one, and no transcript or chapters came.

    Documents and films need not be here; texts and pictures belong to every checkout.
    """
    recorded = {side.name: side for side in sides if side.name}
    for name, side in recorded.items():
        if inspector.path(name).exists():
            if inspector.sha256(name) != side.sha256:
                return False
        elif side.kind not in _MAY_BE_AWAY:
            return False
    return all(name in recorded for name in named_sides(folder))


def _is_still(picture: FileRecord | SideRecord, inspector: Inspector) -> bool:
    """Whether a picture is what it was. Unlike recordings, pictures belong to every checkout: gone means taken away."""
    return inspector.path(picture.name).exists() and inspector.sha256(picture.name) == picture.sha256


def digest_of(opened: Opened) -> str:
    """A digest of everything that the author wrote, and behind an “@” the version that makes a feed of it."""
    theme = theme_folder(opened.scan)
    return f"{source_digest(opened.scan, {'url': opened.url}, theme)}@{__version__}"


def is_current(opened: Opened, newest: Generation | None) -> bool:
    """Whether the newest generation holds all there is here, and nothing is due."""
    return current_digest(opened, newest) is not None


def current_digest(opened: Opened, newest: Generation | None) -> str | None:
    """The digest of all there is here, where the newest generation holds that and nothing is due; else None."""
    now = opened.request.now
    request = opened.request
    if newest is None or request.only or request.consent or request.reembed or now.tzinfo is None:
        return None
    digest = digest_of(opened)
    if tells_of_another_source(newest.source_digest, digest):
        return None
    if not is_up_to_date(newest, opened.scan, opened.inspector, now):
        return None
    if newest.source_digest == digest:
        return digest
    from balado.record.unchanged_source import is_noted

    return digest if is_noted(opened.target.state, newest, digest) else None


def tells_of_another_source(recorded: str | None, digest: str) -> bool:
    """Whether it is the source that differs, and not the version alone. Of early records nobody can tell."""
    return "@" in (recorded or "") and (recorded or "").partition("@")[0] != digest.partition("@")[0]
