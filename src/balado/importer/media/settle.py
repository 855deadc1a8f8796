"""Files that were fetched take the place of the addresses in the texts of a show, whoever wrote these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from balado.errors import Fault
from balado.importer.media.file import FetchedFile, FileKind
from balado.importer.media.here import FilesHere, of_show
from balado.importer.write import write_text
from balado.source.files import scan
from balado.source.folder import TextFile
from balado.source.keys.change import KeyChanges, changed, read_content
from balado.source.keys.written import Value

KEYS = {
    FileKind.RECORDING: "audio",
    FileKind.PICTURE: "artwork",
    FileKind.TRANSCRIPT: "transcripts",
    FileKind.CHAPTERS: "chapters",
}
"""The key under which the address of a file stands."""


def settle(root: Path, files: Iterable[FetchedFile]) -> Iterator[str | Fault]:
    """Take the addresses of these files out of the texts that still name them, every other line as it is.

    Gives the path of each text that was changed, a fault where one cannot be. Raises OSError.
    """
    fetched: dict[str, set[str]] = {}
    for one in files:
        fetched.setdefault(one.wanted.place.path, set()).add(KEYS[one.wanted.kind])
    found = scan(root)
    if found.show_file is not None and found.show_file.path in fetched:
        yield from _settled(root, found.show_file, of_show(found))
    for folder in found.episodes:
        if folder.text is not None and (keys := fetched.get(folder.text.path)):
            yield from _settled(root, folder.text, dict.fromkeys(keys))


def _settled(root: Path, text: TextFile, here: FilesHere) -> Iterator[str | Fault]:
    content = read_content(text)
    if isinstance(content, Fault):
        yield content
        return
    named: dict[tuple[str, ...], Value] = {(key,): here[key] for key in here if key in content.tree}
    if not named:
        return
    raw = changed(text, KeyChanges(named))
    if isinstance(raw, Fault):
        yield raw
        return
    write_text((root / PurePosixPath(text.path)).resolve(), raw.decode())  # a link stays one
    yield text.path
