"""One episode inspected: its recording, its pictures, its attachments, brought together with what was written.

Each is inspected alone, so that several are at a time; what is found wrong carries the episode's slug.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from balado.edition.attachments import find_attachments
from balado.edition.contents import (
    Announcement,
    Attachment,
    Candidate,
    Heard,
    LocalFile,
    Picture,
    Recording,
    RemoteRecording,
    announcement_of,
)
from balado.edition.embed import embed_tags
from balado.edition.films.judge import faults_of_renditions
from balado.edition.inputs import Inputs
from balado.edition.pictures import ready_picture
from balado.edition.recording.file import UNKNOWN, find_recording
from balado.edition.recording.remote import remote_recording
from balado.errors import Fault, MediaError, Place
from balado.facts import AudioTags
from balado.feed.document import AttachmentLinks
from balado.media.cache import InspectedPicture
from balado.message import Joined, say
from balado.rules import subject
from balado.rules.run import judge_file
from balado.show.elsewhere import is_address
from balado.show.model import Episode
from balado.source.complete import Completion, complete, taken_from_tags
from balado.source.identity import feed_guid

_READERS = 2

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Inspected:
    """What came of one episode. `candidate` is None where there is no recording, here or in any publication.

    `presumed` names the keys of a candidate that stand in for what is missing: its fault is among `faults`.
    """

    guid: str
    candidate: Candidate | None = None
    announcement: Announcement | None = None
    told: AttachmentLinks = field(default_factory=AttachmentLinks)
    faults: tuple[Fault, ...] = ()
    presumed: frozenset[str] = frozenset()


def inspect_all(episodes: Sequence[Episode], inputs: Inputs) -> list[Inspected]:
    """What is known of each episode, several inspected at a time: those with files to read."""
    recordings = [episode.audio for episode in episodes if episode.audio is not None]
    with (
        inputs.inspector.measured(recordings),
        ThreadPoolExecutor(_READERS, thread_name_prefix="inspect") as pool,
    ):
        try:
            waiting = [pool.submit(inspect, one, inputs) if _has_files(one) else None for one in episodes]
            at_once = [inspect(one, inputs) for one, task in zip(episodes, waiting, strict=True) if task is None]
            found = iter(at_once)
            return [next(found) if task is None else task.result() for task in waiting]
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _has_files(episode: Episode) -> bool:
    """Whether anything of it may lie in its folder: for less, handing it to another thread takes longer than it."""
    films = (one for one in (episode.video, *episode.alternates) if one is not None)
    return bool(
        episode.audio
        or episode.chapter_file
        or episode.transcripts
        or episode.documents
        or episode.images
        or (episode.artwork is not None and not is_address(episode.artwork))
        or any(one.file is not None for one in films)
    )


def inspect(episode: Episode, inputs: Inputs) -> Inspected:
    """What is known of one episode: of a conference to come, what can be announced of it."""
    if _is_to_come(episode, inputs):
        return _to_come(episode, inputs)
    faults: list[Fault] = []
    unread: list[Fault] = []
    audio: Heard | None = remote_recording(episode, inputs, faults)
    if audio is None:
        audio = _attempt(lambda: find_recording(episode, inputs, faults), episode.slug, unread)
    artwork = _attempt(lambda: _episode_artwork(episode, inputs, faults), episode.slug, faults)
    faults += unread
    if audio is None and not unread:
        return Inspected(episode.guid, None, _announcement(episode, artwork, (), inputs), faults=tuple(faults))
    if audio is not None:
        written = episode
        tags = audio.facts.tags if isinstance(audio, Recording) else AudioTags()
        episode, missing = complete(written, tags, _completion(written, inputs))
        faults += [*missing, *_taken(written, episode, audio, inputs)]
    attachments = find_attachments(episode, audio, inputs)
    faults += [*attachments.faults, *faults_of_renditions(episode, audio, inputs)]
    announcement = _announcement(episode, artwork, attachments.sides, inputs)
    whole, presumed = _whole(episode, inputs)
    if isinstance(audio, Recording) and not presumed and inputs.reading.show is not None:
        tagged = _attempt(partial(embed_tags, whole, audio, artwork, attachments, inputs), episode.slug, faults)
        audio = None if tagged is None else tagged.recording
        faults += () if tagged is None else tagged.told
    if audio is None:
        audio, presumed = Recording(episode.audio or "", UNKNOWN), presumed | {"audio"}
    candidate = Candidate(whole, audio, artwork, attachments.sides)
    return Inspected(episode.guid, candidate, announcement, attachments.told, tuple(faults), presumed)


def _completion(episode: Episode, inputs: Inputs) -> Completion:
    """What completes an episode. A title that is begun and empty stays so, unless it was published with another."""
    begun = episode.title is None and not inputs.memory.knows(episode) and episode.slug not in inputs.reading.faulty
    return replace(inputs.reading.completion, is_title_begun=begun and inputs.reading.has_line(episode.slug, "title"))


def _taken(written: Episode, completed: Episode, audio: Heard, inputs: Inputs) -> list[Fault]:
    """That an episode takes from its recording's tags what its text leaves out, until it is published so."""
    if isinstance(audio, RemoteRecording) or inputs.memory.knows(written) or written.slug in inputs.reading.faulty:
        return []
    taken = taken_from_tags(written, completed)
    if not taken:
        return []
    what = say("From the recording's tags: {values}. Look whether it is right.", values=Joined(taken, "; "))
    remedy = say("Write it into episode.md as it should be; what stands there always counts.")
    return [Fault(Place(audio.name), what, remedy, written.slug, "warning")]


def _is_to_come(episode: Episode, inputs: Inputs) -> bool:
    """Whether this is a conference that is announced and not recorded yet."""
    if episode.live is None or episode.audio is not None or episode.remote is not None:
        return False
    return inputs.memory.recording(episode.guid, None) is None


def _to_come(episode: Episode, inputs: Inputs) -> Inspected:
    faults: list[Fault] = []
    artwork = _attempt(lambda: _episode_artwork(episode, inputs, faults), episode.slug, faults)
    attachments = find_attachments(episode, None, inputs)
    faults += attachments.faults
    for key, value, example in (
        ("title", episode.title, "title: …"),
        ("held", episode.held, "held: {start: 2022-10-19 17:30, end: 2022-10-19 20:00}"),
    ):
        if value is None:
            place = inputs.place(episode.slug, key)
            what = say("A conference that is announced needs {key}.", key=key)
            faults.append(Fault(place, what, say("Add a line: {line}", line=example), episode.slug))
    announcement = _announcement(episode, artwork, attachments.sides, inputs)
    return Inspected(episode.guid, None, announcement, attachments.told, tuple(faults))


def _announcement(
    episode: Episode, artwork: Picture | None, sides: tuple[Attachment, ...], inputs: Inputs
) -> Announcement | None:
    return announcement_of(episode, artwork, sides, inputs.memory.keys, inputs.now)


def _whole(episode: Episode, inputs: Inputs) -> tuple[Episode, frozenset[str]]:
    """The episode with something in place of a title or a date that it must have and has not, and which of them."""
    missing = {"title": episode.slug, "date": inputs.now}
    given = {name: value for name, value in missing.items() if getattr(episode, name) is None}
    return (episode.model_copy(update=given) if given else episode), frozenset(given)


def _attempt(find: Callable[[], Found | None], slug: str | None, faults: list[Fault]) -> Found | None:
    try:
        return find()
    except MediaError as error:
        faults.extend(replace(fault, slug=slug) for fault in error.faults)
        return None


def _episode_artwork(episode: Episode, inputs: Inputs, faults: list[Fault]) -> Picture | None:
    if episode.artwork is None or episode.artwork_url is not None:
        return None
    return _picture(episode.artwork, (episode.slug, episode.guid), inputs, faults)


def show_artwork(inputs: Inputs, faults: list[Fault]) -> Picture | None:
    """The show's picture; None, and a fault, when it cannot be used."""
    return _attempt(lambda: _picture(inputs.show.artwork, (None, inputs.show.guid), inputs, faults), None, faults)


def further_artwork(names: Iterable[str], inputs: Inputs, faults: list[Fault]) -> dict[str, Picture]:
    """The pictures of those of these further feeds that have their own, by name, where they can be used."""
    found = {}
    for name in names:
        cut = inputs.show.feeds[name]
        if cut.artwork is None:
            continue
        owner = (None, feed_guid(cut.guid, inputs.show.guid, name))
        picture = _attempt(partial(_picture, cut.artwork, owner, inputs, faults), None, faults)
        if picture is not None:
            found[name] = picture
    return found


def _picture(name: str, owner: tuple[str | None, str], inputs: Inputs, faults: list[Fault]) -> Picture | None:
    slug, guid = owner
    found = inputs.inspector.artwork(name)
    if isinstance(found, InspectedPicture):
        faults.extend(judge_file(subject.PictureFile(found.facts, name, slug)))
        local = LocalFile(inputs.inspector.path(name), found.fingerprint)
        return ready_picture(Picture(name, found.facts, local), guid, inputs)
    remembered = inputs.memory.picture(found.sha256, name)
    if remembered is None:
        faults.append(
            Fault(
                Place(name),
                say("The picture is not here, only its Git LFS pointer, and no publication knows it."),
                say("Fetch it with `git lfs pull`, then publish again."),
                slug=slug,
            )
        )
    return remembered
