"""An export written as a folder or as a ZIP archive: aside first, in its place when all of it is proven."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from balado.errors import RemoteError, UsageError, reason_of
from balado.events import Progress
from balado.importer.export.contents import ExportEntry
from balado.importer.export.manifest import ExportedFile, ExportManifest, manifest_text
from balado.importer.export.parts import MANIFEST
from balado.importer.one_run import EXPORT, aside_of, is_free, only_run, put_in_place
from balado.message import say

_PACKED = (".xml", ".html", ".json", ".txt", ".md", ".yaml", ".vtt", ".srt", ".css", ".js", ".opml", ".svg")
_SAME_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP can tell: the same show gives the same archive."""


class _Container(Protocol):
    def create(self, path: str) -> BinaryIO:
        """A new file in it."""


def write_export(
    destination: Path, manifest: ExportManifest, files: Iterable[ExportEntry], texts: dict[str, str], progress: Progress
) -> ExportManifest:
    """Write these files and texts, and the list of them all, into a folder, or a `.zip`. Gives the whole manifest.

    Raises UsageError where something is there or cannot be written, RemoteError where a file is not what was published.
    """
    _refuse_taken(destination)
    is_archive = destination.suffix.lower() == ".zip"
    with only_run(destination, EXPORT), _aside(destination, is_archive=is_archive) as (made, container):
        _refuse_taken(destination)
        listed = [_copied(one, container, progress) for one in files]
        listed += [_text(path, text, container) for path, text in texts.items()]
        whole = replace(manifest, files=tuple(listed))
        _text(MANIFEST, manifest_text(whole), container)
        if isinstance(container, _Archive):
            container.close()
        put_in_place(made, destination, MANIFEST)
    return whole


def _refuse_taken(destination: Path) -> None:
    if not is_free(destination, EXPORT):
        raise UsageError(say("{path} is there already, and stays as it is: name another place.", path=str(destination)))


@contextmanager
def _aside(destination: Path, *, is_archive: bool) -> Iterator[tuple[Path, _Container]]:
    """A place beside the destination, which is gone in the end unless it was moved there."""
    try:
        folder = aside_of(destination, EXPORT)
        folder.mkdir()
        made = folder / "export"
        container: _Archive | _Folder = _Archive(made) if is_archive else _Folder(made)
        try:
            yield made, container
        finally:
            if isinstance(container, _Archive):
                container.abandon()
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=error.filename or destination, reason=reason_of(error))
        raise UsageError(what) from error


class _Folder:
    def __init__(self, top: Path) -> None:
        self._top = top
        top.mkdir()

    def create(self, path: str) -> BinaryIO:
        place = self._top / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place.open("xb")


class _Archive:
    """Media are stored as they are: they do not become smaller."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "x")

    def create(self, path: str) -> BinaryIO:
        entry = zipfile.ZipInfo(path, _SAME_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED if path.endswith(_PACKED) else zipfile.ZIP_STORED
        entry.external_attr = 0o644 << 16
        return self._zip.open(entry, "w", force_zip64=True)  # type: ignore[return-value] # it is written to, no more

    def close(self) -> None:
        self._zip.close()

    def abandon(self) -> None:
        """Write nothing more of it: else the end of the program would try to, on a disk that may be full."""
        if self._zip.fp is not None:
            self._zip.fp.close()
            self._zip.fp = None


def _copied(entry: ExportEntry, container: _Container, progress: Progress) -> ExportedFile:
    digest, byte_size = hashlib.sha256(), 0
    with container.create(entry.path) as file:
        for piece in entry.read():
            file.write(piece)
            digest.update(piece)
            byte_size += len(piece)
            progress(len(piece))
    if entry.sha256 not in ("", digest.hexdigest()):
        raise RemoteError(
            say(
                "{key} is not what was published under that name: nothing is exported. Run `balado check` to see what "
                "else was replaced there.",
                key=entry.path,
            )
        )
    return ExportedFile(entry.path, byte_size, digest.hexdigest(), entry.media_type, entry.source)


def _text(path: str, text: str, container: _Container) -> ExportedFile:
    raw = text.encode()
    with container.create(path) as file:
        file.write(raw)
    return ExportedFile(path, len(raw), hashlib.sha256(raw).hexdigest())
