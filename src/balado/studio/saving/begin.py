"""A show or an episode begun from a form: new files only, nothing that is there is touched."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from balado.errors import Fault, UsageError, reason_of
from balado.message import Catalogue, say
from balado.source.begin.show import begun, faults_of_answers, files_of
from balado.source.begin.write import write_new_show
from balado.source.files import scan
from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, EpisodeFolder, Scan, TextFile
from balado.source.identity import slug_of
from balado.source.read import read
from balado.source.write import EpisodeStart, write_episode
from balado.studio.saving.validate import faults_in

_SLUG_CHARACTERS = 60


def begin_show(root: Path, answers: Mapping[str, str], words: Catalogue) -> tuple[Fault, ...]:
    """Write the files of a new show; what is wrong with the answers where nothing is written.

    Raises UsageError where there is a show already, or one of them cannot be written.
    """
    if faults := faults_of_answers(answers):
        return faults
    start = begun(answers, str(uuid.uuid4()))
    write_new_show(root, files_of(start, words), None, start.artwork)
    return ()


def begin_episode(root: Path, title: str, words: Catalogue) -> str | tuple[Fault, ...]:
    """Write the folder of a new episode, a draft; gives its path, or what is wrong with the title.

    It is numbered behind the last one of the last season. Raises UsageError where it cannot be written.
    """
    found = scan(root)
    start = _start(found, title, words)
    name = _free_name(found, start)
    path = f"{EPISODES_FOLDER}/{name}"
    text = TextFile(f"{path}/{EPISODE_FILE}", write_episode(start).encode("utf-8", "replace"))
    trial = Scan(found.root, found.show_file, (EpisodeFolder(name, name, path, text),), find=found.find)
    faults = tuple(one for one in faults_in(trial, text) if one.place.key == "title" or one.severity == "error")
    if faults:
        return faults
    _write(root / path, text.raw or b"")
    return text.path


def _start(found: Scan, title: str, words: Catalogue) -> EpisodeStart:
    reading = read(found)
    moments = [one for one in reading.episodes if one.date is not None]
    last = max(moments, key=lambda one: one.date or datetime.min, default=None)  # noqa: DTZ901 (never reached)
    season = last.season if last else None
    numbers = [one.episode for one in reading.episodes if one.episode is not None and one.season == season]
    return EpisodeStart(
        guid=str(uuid.uuid4()),
        title=title,
        season=season,
        episode=max(numbers, default=0) + 1 if numbers or not reading.episodes else None,
        draft=True,
        directory=tuple(reading.show.people) if reading.show else (),
        translate=words.gettext,
    )


def _free_name(found: Scan, start: EpisodeStart) -> str:
    """A name for the folder that is ours, whatever the title is: of letters from a to z, figures and hyphens."""
    words = slug_of(start.title)[:_SLUG_CHARACTERS].strip("-") or "episode"
    name = f"{start.episode:02d}-{words}" if start.episode else words
    taken = {one.name for one in found.episodes} | {one.slug for one in found.episodes}
    return next(one for number in range(1, 10_000) if (one := name if number == 1 else f"{name}-{number}") not in taken)


def _write(folder: Path, text: bytes) -> None:
    """The folder with its text, in one step."""
    try:
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new.", ignore_cleanup_errors=True) as aside:
            made = Path(aside, "episode")
            made.mkdir()
            (made / EPISODE_FILE).write_bytes(text)
            made.rename(folder)
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=folder, reason=reason_of(error))
        raise UsageError(what) from error
