"""The quick look of a run with nothing to do: no text is parsed, no recording read, nothing heavy loaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from balado.publish.generation import FileRecord, Generation
from balado.source.files import Scan

if TYPE_CHECKING:
    from balado.media.cache import Inspector


def is_up_to_date(newest: Generation, scan: Scan, inspector: Inspector, now: datetime) -> bool:
    """Whether nothing is due and no file here says otherwise, given that all texts are the newest generation's."""
    if newest.source_digest is None or scan.faults:
        return False
    if newest.next_due is not None and newest.next_due <= now:
        return False
    return _media_unchanged(newest, scan, inspector)


def _media_unchanged(newest: Generation, scan: Scan, inspector: Inspector) -> bool:
    if not _is_still(newest.artwork, inspector):
        return False
    by_folder = {record.folder: record for record in newest.episodes}
    for folder in scan.episodes:
        record = by_folder.get(folder.path)
        if record is None:
            continue  # a draft: of anything else that stayed home there would be no digest to compare with
        recorded = [record.audio.sha256] if folder.audio else []
        if [inspector.sha256(name) for name in folder.audio] != recorded:
            return False
        if not (_is_still(record.artwork, inspector) if record.artwork else not folder.artwork):
            return False
    return True


def _is_still(picture: FileRecord, inspector: Inspector) -> bool:
    """Whether a picture is what it was. Unlike recordings, pictures belong to every checkout: gone means taken away."""
    return inspector.path(picture.name).exists() and inspector.sha256(picture.name) == picture.sha256
