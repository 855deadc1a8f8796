"""What was published, and its record, put back where a show that was exported has them: only within its own folder.

An export may come from anybody: it writes nowhere else, and nothing hidden that a program could take for its own.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from balado.artifact import FEED_KEY, NEVER, Artifact, Kind
from balado.edition.open import open_store
from balado.errors import BaladoError, RefusedError
from balado.importer.export.parts import PUBLIC, RECORD
from balado.record.copies import read_copy, read_site_copy
from balado.record.generation import Generation, ObjectRecord
from balado.record.history import Newest, find_newest, owed_by, project
from balado.record.owed import mark_owed
from balado.store.storage import Storage, Stored
from balado.store.target import Target

_OF_ITS_PLACE = ("headers", "pruning")
"""Folders of a record that tell of the very files, and the runs, of the place where it was."""
_STATE_SUFFIX = ".balado"


class RecordStanding(StrEnum):
    """Where the record of publications is after an import: nowhere yet, put back, still in its bucket, or to be copied.

    `outside`: it belongs to a place outside the show's folder. `broken`: the export has not all of it any more.
    """

    NONE = "none"
    BACK = "back"
    THERE = "there"
    OUTSIDE = "outside"
    BROKEN = "broken"


def standing_of(root: Path) -> RecordStanding:
    """Whether what was published may be put back into the places that the show in this folder names."""
    try:
        target = open_store(root, {}).target
    except BaladoError:  # what is wrong with its place is told by whoever publishes
        return RecordStanding.OUTSIDE
    if target.state.is_remote:
        return RecordStanding.THERE
    is_usual = _is_own(target.state, root) or _is_usual(target.state, root)
    if target.public.is_remote or not _is_own(target.public, root) or not is_usual:
        return RecordStanding.OUTSIDE
    return RecordStanding.BACK


def _is_own(storage: Storage, root: Path) -> bool:
    """Whether its folder is one of the show's that an author sees."""
    folder, top = Path(storage.address), root.resolve()
    return folder.is_relative_to(top) and not any(part.startswith(".") for part in folder.relative_to(top).parts)


def _is_usual(state: Storage, root: Path) -> bool:
    """Whether the record lies hidden beside what is public, as it does where nothing else is written."""
    folder = Path(state.address)
    visible = folder.with_name(folder.name.removeprefix("."))
    return folder.name.endswith(_STATE_SUFFIX) and visible.parent.resolve().is_relative_to(root.resolve())


def put_back(root: Path, given: Mapping[str, Path]) -> RecordStanding:
    """Put the record, and what the newest publication names, into the storages of the show in this folder.

    `given` are the files of the export, by their paths in it. Where the record is not whole, or is that of another
    place, nothing stays of it. Raises RemoteError where the disk refuses.
    """
    store = open_store(root, {})
    target, record = replace(store.target, notifies=False), _below(RECORD, given)
    kept = [key for key in record if _is_plain(key) and key.partition("/")[0] not in _OF_ITS_PLACE]
    for key in kept:
        target.state.put(Artifact.of_bytes(key, Kind.GENERATION, record[key].read_bytes(), "", NEVER))
    standing, generation = _examined(target, _below(PUBLIC, given))
    if generation is None or standing is not RecordStanding.BACK:
        for key in kept:
            target.state.delete(key)
        _remove_empty(Path(target.state.address))
        return standing
    for one in generation.objects:
        target.public.put(_artifact(one, given[f"{PUBLIC}/{one.key}"]))
    project(target, generation)
    if owed := _owed(record, generation):
        mark_owed(target, generation, owed)
    return RecordStanding.BACK


def _owed(record: Mapping[str, Path], generation: Generation) -> str:
    """Who was not told yet of the feed that was served, as its headers say; nothing where there are none."""
    for key in sorted(record, reverse=True):
        if key.startswith(f"headers/{FEED_KEY}.d/"):
            with suppress(ValueError, KeyError, TypeError, AttributeError):  # headers that are damaged are none
                headers = json.loads(record[key].read_bytes())
                live = Stored(FEED_KEY, 0, headers["sha256"], metadata=dict(headers["metadata"]))
                if Newest(generation, live).projected:
                    return str(owed_by(live))
    return ""


def _remove_empty(top: Path) -> None:
    """Remove a folder, as far as no file is in it."""
    for folder, _, _ in os.walk(top, topdown=False):
        with suppress(OSError):
            Path(folder).rmdir()


def _below(folder: str, given: Mapping[str, Path]) -> dict[str, Path]:
    """The files of one part of the export, by their keys in its storage."""
    return {path.removeprefix(f"{folder}/"): file for path, file in given.items() if path.startswith(f"{folder}/")}


def _is_plain(key: str) -> bool:
    """Whether it is a key that no program but Balado and web servers reads anything into."""
    parts = key.split("/")
    return key.isprintable() and not set(key) & set("\\:") and not any(part[:1] in ("", ".") for part in parts)


def _examined(target: Target, public: Mapping[str, Path]) -> tuple[RecordStanding, Generation | None]:
    """Whether everything is there that the newest publication needs, and belongs to a folder."""
    try:
        generation = find_newest(target).generation
        if generation is None or not all(_is_given(one, public) for one in generation.objects):
            return RecordStanding.BROKEN, None
        if generation.place != target.public.place:
            return RecordStanding.OUTSIDE, None
        for sha256 in generation.documents:
            read_copy(target, generation, sha256)
        for file in generation.site:
            if not _is_plain(file.key):
                return RecordStanding.BROKEN, None
            read_site_copy(target, generation, file.sha256)
    except RefusedError:  # a record, or a copy, that is damaged
        return RecordStanding.BROKEN, None
    return RecordStanding.BACK, generation


def _is_given(one: ObjectRecord, public: Mapping[str, Path]) -> bool:
    """Whether the very bytes of an object are here: the manifest may tell of others."""
    file = public.get(one.key)
    if file is None or not _is_plain(one.key) or file.stat().st_size != one.byte_size:
        return False
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == one.sha256


def _artifact(one: ObjectRecord, file: Path) -> Artifact:
    return Artifact(one.key, one.kind, file, one.byte_size, one.sha256, one.content_type, one.cache_control)
