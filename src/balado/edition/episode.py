"""A look at one episode: its recording, its pictures, what lies beside it, brought together with what was written.

Each look works alone, so that several run at a time; what it finds wrong carries the episode's slug.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

from balado.edition.attachments import SideDesk, look_beside
from balado.edition.contents import Announceable, Candidate, LocalFile, Picture, Recording, Side
from balado.edition.embed import EmbedDesk, embed_tags
from balado.edition.memory import Memory
from balado.errors import Fault, MediaError, Place
from balado.facts import MediaFacts
from balado.feed.document import Beside
from balado.media.cache import InspectedPicture, InspectedRecording, Inspector
from balado.message import say
from balado.rules import subject
from balado.rules.run import judge_file
from balado.show.model import Episode, Show
from balado.source.complete import complete
from balado.source.read import Reading

_READERS = 2

Found = TypeVar("Found")

_NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Aim:
    """Where all this is to go: the public address, what is gone from there, and what the command line named.

    `only` and `renewed` are slugs: of the episodes that alone may be new, and of those whose tags are written anew.
    """

    url: str
    lost: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()


class MissingRecording(Fault):
    """The fault of an episode that has no recording, here or in any publication."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the pieces about one episode come together. `artwork` is the show's."""

    reading: Reading
    memory: Memory
    inspector: Inspector
    aim: Aim
    artwork: Picture | None = None

    def sides(self, show: Show) -> SideDesk:
        """The same for what lies beside a recording."""
        return SideDesk(show, self.memory, self.inspector, self.aim.url, self.aim.lost, self.reading.place)

    def embedding(self, show: Show) -> EmbedDesk:
        """The same for tags in recordings."""
        return EmbedDesk(show, self.artwork, self.memory, self.aim.lost, self.aim.renewed)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one episode gave."""

    guid: str
    candidate: Candidate | None = None
    announceable: Announceable | None = None
    beside: Beside = field(default_factory=Beside)
    faults: tuple[Fault, ...] = ()


def look_at_all(episodes: Sequence[Episode], desk: Desk, faults: list[Fault]) -> list[Looked]:
    """What is known of each episode, several at a time; their faults are added to `faults`."""
    with ThreadPoolExecutor(_READERS, thread_name_prefix="inspect") as pool:
        try:
            looked = list(pool.map(lambda episode: _look(episode, desk), episodes))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    for one in looked:
        faults.extend(one.faults)
    return looked


def _look(episode: Episode, desk: Desk) -> Looked:
    show = desk.reading.show
    if show is not None and _is_to_come(episode, desk):
        return _look_ahead(episode, show, desk)
    faults: list[Fault] = []
    audio = _attempt(lambda: _recording(episode, desk, faults), episode.slug, faults)
    artwork = _attempt(lambda: _episode_artwork(episode, desk, faults), episode.slug, faults)
    if audio is None or show is None:
        return _faulty(episode, artwork, faults)
    episode, missing = complete(episode, audio.facts.tags, desk.reading.completion)
    faults.extend(missing)
    sides, beside = look_beside(episode, audio, desk.sides(show), faults)
    if any(fault.severity == "error" for fault in faults):
        return _faulty(episode, artwork, faults, Beside(documents=beside.documents), sides)
    whole = audio
    published = _attempt(
        lambda: embed_tags(episode, whole, artwork, beside.chapters, desk.embedding(show)), episode.slug, faults
    )
    if published is None:
        return _faulty(episode, artwork, faults)
    announceable = Announceable(episode, artwork, sides) if episode.live and episode.held else None
    candidate = Candidate(episode, published, artwork, sides)
    return Looked(episode.guid, candidate, announceable, beside, tuple(faults))


def _faulty(
    episode: Episode,
    artwork: Picture | None,
    faults: list[Fault],
    beside: Beside = _NOTHING,
    sides: tuple[Side, ...] = (),
) -> Looked:
    """What is left of an episode that is faulty: its announcement stands until its recording is sound."""
    announced = episode.live is not None and episode.held is not None and episode.title is not None
    announceable = Announceable(episode, artwork, sides) if announced else None
    return Looked(episode.guid, None, announceable, beside, tuple(faults))


def _is_to_come(episode: Episode, desk: Desk) -> bool:
    """Whether this is a conference that is announced and not recorded yet."""
    return episode.live is not None and episode.audio is None and desk.memory.recording(episode.guid, None) is None


def _look_ahead(episode: Episode, show: Show, desk: Desk) -> Looked:
    faults: list[Fault] = []
    artwork = _attempt(lambda: _episode_artwork(episode, desk, faults), episode.slug, faults)
    sides, beside = look_beside(episode, None, desk.sides(show), faults)
    for key, value, example in (
        ("title", episode.title, "title: …"),
        ("held", episode.held, "held: {start: 2022-10-19 17:30, end: 2022-10-19 20:00}"),
    ):
        if value is None:
            place = desk.reading.place(episode.slug, key)
            what = say("A conference that is announced needs {key}.", key=key)
            faults.append(Fault(place, what, say("Add a line: {line}", line=example), episode.slug))
    return _faulty(episode, artwork, faults, beside, sides)


def _attempt(find: Callable[[], Found | None], slug: str | None, faults: list[Fault]) -> Found | None:
    try:
        return find()
    except MediaError as error:
        faults.extend(replace(fault, slug=slug) for fault in error.faults)
        return None


def _recording(episode: Episode, desk: Desk, faults: list[Fault]) -> Recording | None:
    sha256 = None
    if episode.audio is not None:
        found = desk.inspector.recording(episode.audio)
        if isinstance(found, InspectedRecording):
            faults.extend(judge_file(_subject(episode, found.facts, desk)))
            return Recording(
                episode.audio, found.facts, LocalFile(desk.inspector.path(episode.audio), found.fingerprint)
            )
        sha256 = found.sha256
    remembered = desk.memory.recording(episode.guid, sha256)
    if remembered is None:
        faults.append(_no_audio(episode))
    return remembered


def _subject(episode: Episode, facts: MediaFacts, desk: Desk) -> subject.RecordingFile:
    """The recording as rules judge it. Chapters that are written anew into what is published may differ."""
    show = desk.reading.show
    written = episode.chapters if show is not None and not show.embed else None
    chapters = tuple(chapter.start.total_seconds() for chapter in written) if written else None
    return subject.RecordingFile(facts, episode.audio or "", episode.slug, chapters)


def _no_audio(episode: Episode) -> Fault:
    if episode.audio is not None:
        return MissingRecording(
            Place(episode.audio),
            say("The recording is not here, only its Git LFS pointer, and no publication knows it."),
            say("Fetch it with `git lfs pull`, then publish again."),
            slug=episode.slug,
        )
    return MissingRecording(
        Place(episode.folder),
        say("There is no recording in this folder, and no publication knows one."),
        say("Put one audio file (.mp3 or .m4a) beside episode.md, or write `draft: true` there until it is recorded."),
        slug=episode.slug,
    )


def _episode_artwork(episode: Episode, desk: Desk, faults: list[Fault]) -> Picture | None:
    return None if episode.artwork is None else _picture(episode.artwork, episode.slug, desk, faults)


def show_artwork(desk: Desk, faults: list[Fault]) -> Picture | None:
    """The show's picture; None, and a fault, when it cannot be used."""
    if desk.reading.show is None:
        return None
    artwork = desk.reading.show.artwork
    return _attempt(lambda: _picture(artwork, None, desk, faults), None, faults)


def _picture(name: str, slug: str | None, desk: Desk, faults: list[Fault]) -> Picture | None:
    found = desk.inspector.artwork(name)
    if isinstance(found, InspectedPicture):
        faults.extend(judge_file(subject.PictureFile(found.facts, name, slug)))
        return Picture(name, found.facts, LocalFile(desk.inspector.path(name), found.fingerprint))
    remembered = desk.memory.picture(found.sha256, name)
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
