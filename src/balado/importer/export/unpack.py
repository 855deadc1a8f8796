"""An export taken in again: every file verified, none outside the folder, the whole show or nothing."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from balado.errors import UsageError, reason_of
from balado.events import Meter, Progress
from balado.importer.export.manifest import MANIFEST, ExportedFile, ExportManifest, read_manifest
from balado.message import say

_BLOCK_BYTES = 1 << 20
_MOST_MANIFEST_BYTES = 50_000_000
_UNREADABLE = (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError)
"""What an archive raises of a file that is not there, damaged, packed in a way nobody knows, or encrypted."""


class _Export(Protocol):
    def open(self, path: str) -> BinaryIO:
        """A file of it. Raises KeyError or OSError where it is not there."""


def is_export(path: Path) -> bool:
    """Whether this is an export by its looks: a folder with a manifest, or an archive."""
    return (path / MANIFEST).is_file() or (path.is_file() and zipfile.is_zipfile(path))


def unpack_export(export: Path, folder: Path, meter: Meter) -> ExportManifest:
    """Make the folder of the show anew from an export; gives its manifest.

    Raises UsageError for what is no export, is not whole, leads out of the folder, or where the folder holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(say("There is something in {path} already, and stays as it is.", path=str(folder)))
    with _opened(export) as opened:
        manifest = read_manifest(_read_manifest(opened))
        try:
            meter.begin(sum(one.byte_size for one in manifest.files if one.source))
            _make(manifest, opened, folder, meter.advance)
        except OSError as error:
            what = say("{path} cannot be written: {reason}.", path=error.filename or folder, reason=reason_of(error))
            raise UsageError(what) from error
    return manifest


def _make(manifest: ExportManifest, export: _Export, folder: Path, progress: Progress) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".import-"))
    try:
        made = aside / folder.name
        made.mkdir()
        for one in manifest.files:
            if one.source:
                _bring(one, export, made, progress)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _bring(one: ExportedFile, export: _Export, made: Path, progress: Progress) -> None:
    """A file under every name that it has in the show, its bytes proven."""
    first, *further = (made / path for path in one.source)
    first.parent.mkdir(parents=True, exist_ok=True)
    try:
        with export.open(one.path) as given, first.open("xb") as file:
            digest = _copied(given, file, one.byte_size, progress)
    except _UNREADABLE as error:
        raise _not_whole(one.path) from error
    if digest != one.sha256:
        raise _not_whole(one.path)
    for place in further:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(first, place)


def _copied(given: BinaryIO, file: BinaryIO, byte_size: int, progress: Progress) -> str:
    """Copy what was announced and no byte more: an archive may unpack to more than any disk holds."""
    digest, left = hashlib.sha256(), byte_size
    while block := given.read(min(_BLOCK_BYTES, left + 1)):
        left -= len(block)
        if left < 0:
            return ""
        file.write(block)
        digest.update(block)
        progress(len(block))
    return digest.hexdigest()


def _not_whole(path: str) -> UsageError:
    what = say("The export is not whole: {path} is missing, or is not what it was.", path=path)
    return UsageError(say("{what} Nothing was imported.", what=what))


def _read_manifest(export: _Export) -> bytes:
    try:
        with export.open(MANIFEST) as file:
            raw = file.read(_MOST_MANIFEST_BYTES + 1)
    except (*_UNREADABLE, OSError) as error:
        raise UsageError(say("This is no export of Balado: there is no {name} in it.", name=MANIFEST)) from error
    return raw if len(raw) <= _MOST_MANIFEST_BYTES else b""


@contextmanager
def _opened(export: Path) -> Iterator[_Export]:
    if export.is_dir():
        yield _ExportFolder(export)
        return
    try:
        archive = zipfile.ZipFile(export)
    except (zipfile.BadZipFile, OSError) as error:
        raise UsageError(say("{path} is no archive that can be read.", path=str(export))) from error
    with archive:
        yield _ExportArchive(archive)


class _ExportFolder:
    def __init__(self, top: Path) -> None:
        self._top = top

    def open(self, path: str) -> BinaryIO:
        place = self._top / path
        if not place.resolve().is_relative_to(self._top.resolve()) or not place.is_file():
            raise KeyError(path)
        return place.open("rb")


class _ExportArchive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def open(self, path: str) -> BinaryIO:
        return self._archive.open(path)  # type: ignore[return-value] # it is read, no more
