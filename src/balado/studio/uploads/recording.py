"""The recording of an episode replaced: the new one is whole before the old one goes, which is kept beside it."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from balado.errors import UsageError
from balado.message import say
from balado.source.files import scan
from balado.source.folder import RECIPE_SUFFIX, EpisodeFolder
from balado.source.read import read
from balado.studio.uploads.names import numbered
from balado.studio.uploads.place import inside, keep_hidden, place_new, place_over


def episode_folder(root: Path, slug: str) -> EpisodeFolder:
    """The folder of an episode as it is now. Raises UsageError where it is gone."""
    found = scan(root).episode(slug)
    if found is None:
        raise UsageError(say("There is no episode {slug} any more.", slug=slug))
    return found


def recordings_of(root: Path, folder: EpisodeFolder) -> tuple[str, ...]:
    """The recordings of an episode, masters included, without its films; the published one first."""
    reading = read(scan(root).with_only(folder))
    known = next(iter((*reading.presumed_episodes, *reading.episodes)), None)
    films = set() if known is None else {one.file for one in (known.video, *known.alternates) if one is not None}
    return tuple(one for one in (*folder.audio, *folder.masters) if one not in films)


def name_for(root: Path, folder: EpisodeFolder, given: Path, suffix: str) -> str:
    """What a new recording is called: as the one whose place it takes, where the format is the same."""
    same = _same(folder, recordings_of(root, folder), suffix)
    if same is not None:
        return PurePosixPath(same).name
    return free_name(root, folder.path, f"{given.stem}{suffix}")


def free_name(root: Path, folder: str, name: str) -> str:
    """This name, or the next that nothing in a folder of the show has. Raises UsageError where that leads out of it."""
    where = inside(root, folder)
    return next(one for one in numbered(name) if not os.path.lexists(where / one))


def put_recording(root: Path, slug: str, made: Path, *beside: Path) -> tuple[str, tuple[str, ...]]:
    """Make a file, of the name that `name_for` gives, the recording of an episode.

    `beside` are files that belong to it, of names that are free: what it was made of, and its recipe. Gives its path,
    and the hidden names under which what was there is kept. At every moment there is a whole recording. Raises
    UsageError where it cannot be written.
    """
    folder = episode_folder(root, slug)
    old = recordings_of(root, folder)
    same = _same(folder, old, made.suffix)
    gone = [one for one in old if one != same]
    gone += [f"{one}{RECIPE_SUFFIX}" for one in old if os.path.lexists(root / f"{one}{RECIPE_SUFFIX}")]
    kept = [] if same is None else [keep_hidden(root, same, stays=True)]
    if same is None:
        path = place_new(root, folder.path, made)
    else:
        place_over(root, same, made)
        path = same
    kept += [keep_hidden(root, one) for one in gone]
    for one in beside:
        place_new(root, folder.path, one)
    return path, tuple(kept)


def _same(folder: EpisodeFolder, old: tuple[str, ...], suffix: str) -> str | None:
    """The recording whose name a new one of this format takes over."""
    return next((one for one in old if one in folder.audio and PurePosixPath(one).suffix.lower() == suffix), None)
