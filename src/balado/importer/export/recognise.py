"""An export told from a feed, by its looks: every import asks, so this loads nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

from balado.importer.export.parts import MANIFEST

_BEGINNING = b"PK\x03\x04"


def is_export(path: Path) -> bool:
    """Whether this is an export by its looks: a folder with a manifest, or an archive."""
    return (path / MANIFEST).is_file() or (path.is_file() and (_begins_as_archive(path) or zipfile.is_zipfile(path)))


def _begins_as_archive(path: Path) -> bool:
    """Also of one that was cut off, whose list of files, at its end, is missing."""
    try:
        with path.open("rb") as file:
            return file.read(len(_BEGINNING)) == _BEGINNING
    except OSError:  # it is told by whoever reads it
        return False
