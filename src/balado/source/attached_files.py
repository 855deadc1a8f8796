"""The files beside a recording: transcripts, chapters, documents, films, by name or by key.

A file that is named need not be here: a checkout without films publishes what the last publication knows of them.
Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from balado.errors import Fault, Place
from balado.message import say
from balado.show.values.file_path import relative_path
from balado.source.folder import (
    EpisodeFolder,
    chapters_in,
    is_draft_name,
    misnamed_chapters,
    misnamed_transcripts,
    transcripts_in,
)
from balado.source.yaml.document import YamlDocument

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

Find = Callable[[str], str | None]


class AttachedFiles:
    """Finds what an episode's text and its folder name."""

    def __init__(self, folder: EpisodeFolder, document: YamlDocument, find: Find) -> None:
        self._folder = folder
        self._document = document
        self._find = find

    def resolve(self, tree: dict[str, Any]) -> list[Fault]:
        """Put the paths of files, in the letters of the disk, into what the model of an episode takes."""
        for group in self._groups(tree):
            if "file" in group:
                group["file"] = self._path(group["file"])
        for chapter in _items(tree.get("chapters")):
            if isinstance(chapter, dict) and isinstance(chapter.get("picture"), str):
                picture = chapter["picture"]
                chapter["picture"] = picture if _ADDRESS.match(picture) else self._path(picture)
        return [*self._resolve_chapters(tree), *self._resolve_transcripts(tree)]

    def films(self, tree: Mapping[str, Any]) -> frozenset[str]:
        """The files that are other renditions, and so not the recording itself."""
        groups = [tree.get("video"), *_items(tree.get("alternates"))]
        return frozenset(str(group["file"]) for group in groups if isinstance(group, dict) and "file" in group)

    def _groups(self, tree: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        named = [tree.get("video")]
        for key in ("documents", "alternates", "transcripts", "images"):
            named += _items(tree.get(key))
        return (group for group in named if isinstance(group, dict))

    def _path(self, written: object) -> object:
        """The path in the show of a file named in the episode; what is no path is left to the model."""
        try:
            path = relative_path(written)
        except PydanticCustomError:
            return written
        here = f"{self._folder.path}/{path}"
        return self._find(here) or self._find(path) or here

    def _resolve_chapters(self, tree: dict[str, Any]) -> list[Fault]:
        if isinstance(tree.get("chapters"), str):
            tree["chapter_file"] = self._path(tree.pop("chapters"))
            return []
        found = chapters_in(self._folder)
        faults = list(map(_unknown_chapters, misnamed_chapters(self._folder)))
        if isinstance(tree.get("chapters"), dict):
            written = tree.pop("chapters")
            if found:
                faults.append(superseded(self._document, "chapters", found[0]))
            else:
                tree["remote_chapters"] = written
        if "chapters" in tree:
            return []
        if found:
            tree["chapter_file"] = found[0]
        if len(found) > 1:
            what = say("Chapters are in one file; here are {names}.", names=", ".join(map(_name, found)))
            faults.append(Fault(Place(self._folder.path), what, say("Keep one of them in this folder.")))
        return faults

    def _resolve_transcripts(self, tree: dict[str, Any]) -> list[Fault]:
        written = _items(tree.get("transcripts"))
        if "transcripts" in tree and not (written and all(map(_is_elsewhere, written))):
            return []
        misnamed = (path for path in misnamed_transcripts(self._folder) if not is_draft_name(path))
        faults = list(map(_unknown_transcript, misnamed))
        for language, paths in transcripts_in(self._folder).items():
            if len(paths) > 1:
                what = say("{name} is the transcript; {others} is left out.", name=_name(paths[0]), others=_rest(paths))
                remedy = say("Delete it: every format is made from one.")
                faults.append(Fault(Place(paths[1]), what, remedy, severity="warning"))
            entry = {"file": paths[0], **({"language": language} if language else {})}
            tree["transcripts"] = [*tree.get("transcripts", ()), entry]
        return faults


def superseded(document: YamlDocument, key: str, path: str) -> Fault:
    """The warning of an address in whose place a file of the folder is published."""
    what = say("{name} lies in the folder, and is published in place of this address.", name=_name(path))
    return Fault(document.place(key), what, say("Delete the address here: it counts no more."), severity="warning")


def _is_elsewhere(written: object) -> bool:
    """Whether an entry of a list is that of an address alone."""
    return isinstance(written, dict) and "url" in written and "file" not in written


def _unknown_transcript(path: str) -> Fault:
    what = say("This file is not published: “{name}” is not how a transcript is called.", name=_name(path))
    remedy = say("Call it transcript.vtt, or with its language transcript.en.vtt; or name it under `transcripts`.")
    return Fault(Place(path), what, remedy, severity="warning")


def _unknown_chapters(path: str) -> Fault:
    what = say("This file is not published: “{name}” is not how chapters are called.", name=_name(path))
    remedy = say("Call it chapters.txt, or write its name: chapters: {name}", name=_name(path))
    return Fault(Place(path), what, remedy, severity="warning")


def _items(written: object) -> Sequence[Any]:
    return written if isinstance(written, list) else ()


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _rest(paths: Sequence[str]) -> str:
    return ", ".join(map(_name, paths[1:]))
