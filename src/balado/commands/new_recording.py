"""The recording that an episode begins with: taken as it is, or mastered where podcast apps would not play it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.errors import MediaError
from balado.facts import AudioTags
from balado.message import say

if TYPE_CHECKING:
    from balado.workshop.sound.master import Mastered

_RULE_OF_FORMATS = "recording-not-played"


@dataclass(frozen=True, slots=True)
class GivenRecording:
    """A recording that was given; `is_master` says that the one to be published is still to be made of it."""

    path: Path
    tags: AudioTags = field(default_factory=AudioTags)
    is_master: bool = False

    @property
    def name(self) -> str:
        """Its own name, without what would hide it: a dot in front, letters of an old encoding."""
        return os.fsencode(self.path.name).decode("utf-8", "ignore").lstrip(".#~$ ")


def look_at(path: Path, *, publishes_films: bool = False) -> GivenRecording:
    """What the recording is. Raises MediaError for one that can neither be published nor be mastered.

    A film is a master too, unless films are what is published: whoever listens on the way gets it in a tenth of the
    bytes.
    """
    from balado.media.inspect import inspect_recording
    from balado.rules.run import judge_file
    from balado.rules.subject import RecordingFile

    try:
        facts = inspect_recording(path, path.name)
    except MediaError as error:
        return _only_ffmpeg_reads(path, error)
    faults = [fault for fault in judge_file(RecordingFile(facts, path.name, "")) if fault.severity == "error"]
    is_protected = "protected" in facts.codec
    if faults and (is_protected or any(fault.rule != _RULE_OF_FORMATS for fault in faults)):
        raise MediaError(say("{name} cannot be published as it is. Nothing was created.", name=path.name), faults)
    is_film = facts.media_type.startswith("video/") and not publishes_films
    return GivenRecording(path, facts.tags, bool(faults) or is_film)


def _only_ffmpeg_reads(path: Path, error: MediaError) -> GivenRecording:
    """A recording that nobody but ffmpeg looks into; raises what was wrong with it where that is no help either."""
    from balado.media.ffmpeg import find_ffmpeg
    from balado.workshop.sound.probe import probe

    program = find_ffmpeg()
    if program is None:
        raise error
    try:
        probe(program, path)
    except MediaError:
        raise error from None
    return GivenRecording(path, is_master=True)


def put(given: GivenRecording, folder: Path, root: Path, session: Session, *, move: bool) -> Mastered | None:
    """Put the recording into a folder: as it is, or what is made of it, which is told. Raises MediaError, OSError.

    A master stays where it is, unless it is to be moved.
    """
    if not given.is_master or move:
        shutil.copyfile(given.path, folder / given.name)
    return master_into(given, folder, root, session) if given.is_master else None


def master_into(given: GivenRecording, folder: Path, root: Path, session: Session) -> Mastered:
    """Make the recording to be published of the one that was given. Raises MediaError for what cannot be mastered."""
    from balado.commands.master.make import make
    from balado.commands.master.which import name_in, show_in
    from balado.workshop.sound.master import Order

    show = show_in(root)
    target = name_in(folder, given.path.with_name(given.name), show.settings)
    texts = show.texts_beside(target)
    order = Order((given.path,), target, show.settings, session.token(), around=show.around, texts=texts)
    return make(order, session)


def told_at(mastered: Mastered, folder: Path) -> Mastered:
    """The same, once the folder has its name."""
    return replace(mastered, path=folder / mastered.path.name)
