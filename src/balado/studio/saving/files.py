"""The files that forms write: feed.yaml, texts of episodes, files of chapters beside them; each by its own rules."""

from __future__ import annotations

from pathlib import Path

from balado.errors import Fault
from balado.source.folder import SHOW_FILE, Scan, TextFile
from balado.source.keys.change import Content, KeyChanges, changed, read_content
from balado.studio.chapters.file import (
    changed_chapter_file,
    faults_in_chapters,
    is_chapter_file,
    read_chapter_file,
)
from balado.studio.chapters.origin import chapter_file_of, has_form
from balado.studio.saving.validate import faults_in

_LARGEST_BYTES = 1_000_000


def text_in(scan: Scan, path: str) -> TextFile | None:
    """A file of the show by its path, None where it has no such file: no other path is ever asked for."""
    if path == SHOW_FILE:
        return scan.show_file
    if is_chapter_file(path):
        return _beside_an_episode(scan, path)
    return next((one.text for one in scan.episodes if one.text is not None and one.text.path == path), None)


def _beside_an_episode(scan: Scan, path: str) -> TextFile | None:
    folder = next((one for one in scan.episodes if has_form(one, path)), None)
    if folder is None or chapter_file_of(scan, folder) != path or scan.find(path) != path:
        return None  # of two files one counts; and a link may lead out of the show
    try:
        with Path(scan.root, path).open("rb") as file:
            raw = file.read(_LARGEST_BYTES + 1)
    except OSError:
        return None
    return TextFile(path, raw) if len(raw) <= _LARGEST_BYTES else None


def content_of(file: TextFile) -> Content | Fault:
    """What a file says, by its keys; its first fault where these cannot be told apart."""
    return read_chapter_file(file) if is_chapter_file(file.path) else read_content(file)


def changed_file(file: TextFile, changes: KeyChanges) -> bytes | Fault:
    """The bytes of a file with these changes; a fault where they cannot be made without touching what is not theirs."""
    return changed_chapter_file(file, changes) if is_chapter_file(file.path) else changed(file, changes)


def faults_of(scan: Scan, file: TextFile) -> tuple[Fault, ...]:
    """What is wrong with a file of the show."""
    return faults_in_chapters(file) if is_chapter_file(file.path) else faults_in(scan, file)
