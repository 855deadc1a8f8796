"""An export taken in again: every file verified, none outside the folder, the whole show or nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.events import Meter, Progress
from balado.importer.export.manifest import ExportedFile, ExportManifest, read_manifest
from balado.importer.export.parts import MANIFEST, PUBLIC, RECORD
from balado.importer.export.put_back import RecordStanding, put_back, standing_of
from balado.importer.one_run import IMPORT, aside_of, is_free, only_run, put_in_place
from balado.importer.portable_names import taken_for_another, unfit_on_windows, without_case, without_forms
from balado.message import say
from balado.source.folder import SHOW_FILE

_SHOW, _KEPT = "show", "kept"
"""Folders of what is made aside: the show itself, and what is looked at before it may belong to it."""
_BLOCK_BYTES = 1 << 20
_MOST_MANIFEST_BYTES = 50_000_000
_UNREADABLE = (KeyError, zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError)
"""What an archive raises of a file that is not there, damaged, packed in a way nobody knows, or encrypted."""


class _Export(Protocol):
    def open(self, path: str) -> BinaryIO:
        """A file of it. Raises KeyError or OSError where it is not there."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of an export: its manifest, what of it is not whole, and where its record of publications is now."""

    manifest: ExportManifest
    faults: tuple[Fault, ...] = ()
    record: RecordStanding = RecordStanding.NONE


def unpack_export(export: Path, folder: Path, meter: Meter) -> Unpacked:
    """Make the folder of the show anew from an export, with what was published where that belongs into the folder.

    Raises UsageError for what is no export, leads out of the folder, where what the author wrote is not whole, where
    the folder holds something, and where another run writes there.
    """
    _refuse_taken(folder)
    with _opened(export) as opened, only_run(folder, IMPORT):
        _refuse_taken(folder)
        manifest = read_manifest(_read_manifest(opened))
        meter.begin(sum(one.byte_size for one in manifest.files))
        aside = aside_of(folder, IMPORT)
        try:
            unpacked = _made(manifest, opened, aside, meter.advance)
            put_in_place(aside / _SHOW, folder, SHOW_FILE)
        except OSError as error:
            what = say("{path} cannot be written: {reason}.", path=error.filename or folder, reason=reason_of(error))
            raise UsageError(what) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return unpacked


def _refuse_taken(folder: Path) -> None:
    if not is_free(folder, IMPORT):
        raise UsageError(say("There is something in {path} already, and stays as it is.", path=str(folder)))


def _made(manifest: ExportManifest, export: _Export, aside: Path, progress: Progress) -> Unpacked:
    """The show, made aside: what the author wrote, then what was published."""
    show, kept = aside / _SHOW, aside / _KEPT
    show.mkdir(parents=True)
    _refuse_unfit(manifest, show)
    given: dict[str, Path] = {}
    for one in manifest.files:
        if one.source:
            given[one.path] = _bring(one, export, show, progress)
    standing = RecordStanding.NONE if manifest.publication is None else standing_of(show)
    is_wanted = standing is RecordStanding.BACK
    faults = []
    for one in manifest.files:
        if one.source:
            continue
        place = kept / one.path if is_wanted else Path(os.devnull)
        if not _brought(one, export, place, progress):
            what = say("It is missing in the export, or is not what it was.")
            faults.append(Fault(Place(one.path), what, say("Look for it in another copy of the export."),
                                severity="warning"))  # fmt: skip
        elif is_wanted:
            given[one.path] = place
    is_broken = any(fault.place.path.startswith((f"{PUBLIC}/", f"{RECORD}/")) for fault in faults)
    if is_wanted:
        standing = RecordStanding.BROKEN if is_broken else put_back(show, given)
    return Unpacked(manifest, tuple(faults), standing)


def _refuse_unfit(manifest: ExportManifest, here: Path) -> None:
    """Raise UsageError for names that this system cannot hold, or takes for one another: one would be lost."""
    paths = [path for one in manifest.files for path in one.source]
    found = list(unfit_on_windows(paths)) if _is_windows() else []
    for letters, alike in ((("a", "A"), without_case), (("\u00e9", "e\u0301"), without_forms)):
        if not found and _are_one(here, *letters):
            found = list(taken_for_another(paths, alike))
    if found:
        faults = [Fault(Place(one.path), one.why, say("Rename it where the export was made, and export again."))
                  for one in found]  # fmt: skip
        raise SourceError(say("This system cannot hold all names of the export. Nothing was imported."), faults)


def _is_windows() -> bool:
    return sys.platform == "win32"


def _are_one(here: Path, one: str, other: str) -> bool:
    """Whether two names are one to the file system of this folder."""
    (here / one).touch()
    try:
        return (here / other).exists()
    finally:
        (here / one).unlink()


def _bring(one: ExportedFile, export: _Export, made: Path, progress: Progress) -> Path:
    """A file under every name that it has in the show, its bytes proven; gives the first of them."""
    first, *further = (made / path for path in one.source)
    if not _brought(one, export, first, progress):
        what = say("The export is not whole: {path} is missing, or is not what it was.", path=one.path)
        raise UsageError(say("{what} Nothing was imported.", what=what))
    for place in further:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(first, place)
    return first


def _brought(one: ExportedFile, export: _Export, place: Path, progress: Progress) -> bool:
    """Write a file of the export; False where it is missing there, or is not what it was."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with export.open(one.path) as given, place.open("wb" if place == Path(os.devnull) else "xb") as file:
            return _copied(given, file, one.byte_size, progress) == one.sha256
    except _UNREADABLE:
        return False


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
        what = say("{path} cannot be read: the archive is cut off, or damaged. Fetch it again.", path=str(export))
        raise UsageError(what) from error
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
