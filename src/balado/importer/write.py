"""The files of a show put into its folder: all or none the first time, then each by itself, none that was edited."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from balado.errors import UsageError, reason_of
from balado.importer.cores import on_all_cores
from balado.importer.known import KnownShow, WrittenBefore, digest, state_text, text_path
from balado.importer.names import STATE_FILE
from balado.importer.one_run import IMPORT, aside_of
from balado.importer.show import ShowTexts
from balado.message import say
from balado.source.folder import EPISODES_FOLDER, SHOW_FILE


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What an import does in a folder, by the guid of the episode ("": the show).

    `added` and `updated` are written, `kept` were edited by somebody, `deleted` too; `unread` are there and cannot be
    read, and `gone` are in the feed no more.
    """

    texts: Mapping[str, str] = field(repr=False)
    paths: Mapping[str, str]
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def changes_of(texts: ShowTexts, known: KnownShow) -> FileChanges:
    """What is to be written where these texts are wished for in a folder. Pure."""
    wished = {"": texts.show, **texts.episodes}
    paths = {guid: text_path(folder) for guid, folder in {**known.folders, **texts.folders}.items()} | {"": SHOW_FILE}
    found: dict[str, list[str]] = {"added": [], "updated": [], "kept": [], "deleted": [], "unread": []}
    for guid, text in wished.items():
        there = known.texts.get(guid)
        if there == digest(text.encode()):
            continue
        if there is None:
            was_written = guid in known.before.digests and guid not in known.before.begun
            found["unread" if guid in known.unread else "deleted" if was_written else "added"].append(guid)
        else:
            found["kept" if known.is_edited(guid) else "updated"].append(guid)
    gone = tuple(guid for guid in known.before.digests if guid and guid not in wished and guid in known.texts)
    return FileChanges(wished, paths, **{name: tuple(guids) for name, guids in found.items()}, gone=gone)


def write_changes(root: Path, changes: FileChanges, texts: ShowTexts, known: KnownShow) -> None:
    """Write what is new and what nobody edited, each file whole, and what was written. Raises UsageError.

    What is to be written is noted before: an import that is cut off does not take its own files for somebody's.
    """
    try:
        written = {guid: digest(changes.texts[guid].encode()) for guid in (*changes.added, *changes.updated)}
        as_wished = {guid: digest(text.encode()) for guid, text in changes.texts.items() if guid not in changes.kept}
        before = known.before.digests
        meanwhile = {**before, **{guid: (*before.get(guid, ()), sha256) for guid, sha256 in written.items()}}
        folders = {**known.before.folders, **texts.folders}
        _write_state(root, WrittenBefore(texts.guid, meanwhile, folders, frozenset(changes.added)))
        for guid in written:
            write_text(root / PurePosixPath(changes.paths[guid]), changes.texts[guid])
        not_here = {*changes.deleted, *changes.unread}
        after = {**before, **{guid: (sha256,) for guid, sha256 in as_wished.items() if guid not in not_here}}
        _write_state(root, WrittenBefore(texts.guid, after, folders))
    except OSError as error:
        raise _not_written(error, root) from error


def write_new(root: Path, texts: ShowTexts, further: Mapping[str, str]) -> None:
    """A new show, written aside and put in place when all of it is there. Raises UsageError.

    `further` are files beside it, by their paths, that are written where there are none.
    """
    aside = aside_of(root, IMPORT)
    digests = {guid: (digest(text.encode()),) for guid, text in {"": texts.show, **texts.episodes}.items()}
    state = state_text(WrittenBefore(texts.guid, digests, texts.folders))
    try:
        (aside / EPISODES_FOLDER).mkdir(parents=True)
        episodes = [(aside / text_path(folder), texts.episodes[guid]) for guid, folder in texts.folders.items()]
        on_all_cores(_write_episode, episodes)
        for name, text in {**further, STATE_FILE: state, SHOW_FILE: texts.show}.items():
            (aside / name).parent.mkdir(exist_ok=True)
            _create(aside / name, text)
        if root.exists():
            _move_into(aside, root)
        else:
            aside.rename(root)
    except OSError as error:
        raise _not_written(error, root) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_episode(file: tuple[Path, str]) -> None:
    """The folder of an episode and its text; once more where a process ended in the middle of its share."""
    path, text = file
    with suppress(FileExistsError):
        os.mkdir(path.parent)  # noqa: PTH102 (half of the time of Path, for thousands of folders)
    _create(path, text)


def _create(path: Path, text: str) -> None:
    """A file in a folder that nobody sees yet. A feed has thousands: in a third of the time that `Path` needs."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(text.encode())
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)


def _move_into(aside: Path, root: Path) -> None:
    """Put the show beside what is in the folder already; feed.yaml comes last, and makes it a show."""
    names = sorted((path.name for path in aside.iterdir()), key=lambda name: (name == SHOW_FILE, name))
    for name in names:
        target = root / name
        if not target.exists():
            (aside / name).rename(target)
        elif name == SHOW_FILE and target.is_file() and not target.is_symlink() and not target.read_bytes().strip():
            (aside / name).replace(target)
        elif name == EPISODES_FOLDER and not any(target.iterdir()):
            target.rmdir()
            (aside / name).rename(target)
        elif name in (EPISODES_FOLDER, SHOW_FILE):
            raise UsageError(say("{path} is there already. Import into another folder.", path=target))


def write_text(path: Path, text: str) -> None:
    """A file, written aside and put in place when it is whole; what a killed run left aside is written over."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.import")
    try:
        aside.write_bytes(text.encode())
        os.replace(aside, path)  # noqa: PTH105 (a third of the time of Path, for thousands of files)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _write_state(root: Path, written: WrittenBefore) -> None:
    write_text(root / STATE_FILE, state_text(written))


def _not_written(error: OSError, root: Path) -> UsageError:
    return UsageError(say("{path} cannot be written: {reason}.", path=error.filename or root, reason=reason_of(error)))
