"""A scan to a show and its episodes, with all faults of all files at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from balado.errors import Fault, Place
from balado.show.model import Episode, Show
from balado.show.values.zone import zone_of
from balado.source.complete import Completion
from balado.source.duplicate_guids import refuse_duplicates
from balado.source.duplicate_slugs import published_first
from balado.source.episode import EpisodeReader, EpisodeReading, episode_document
from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, SHOW_FILE, EpisodeFolder, Scan, TextFile
from balado.source.presume import is_unknown
from balado.source.public_place import PublishedShow
from balado.source.show import ShowReading, inheriting_document, read_show
from balado.source.unread_files import loose_files, paths_in, unread_files
from balado.source.yaml.document import YamlDocument

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")

_NOTHING: Mapping[str, str] = {}


# More than the readers at work at once, each of them on an episode.
_DOCUMENTS_KEPT = 32


def _document(slug: str | None, text: TextFile) -> YamlDocument:
    return inheriting_document(text) if slug is None else episode_document(text)[0]


@dataclass(frozen=True, slots=True)
class Identities:
    """Who was published: the show, and for each guid of an episode the folder it came from."""

    show: PublishedShow = field(default_factory=PublishedShow)
    folders: Mapping[str, str] = field(default_factory=dict)


_NOBODY = Identities()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the author wrote. `show` is None when it is faulty.

    `episodes` are those without an error, in the order of their folders; `faulty` gives the guid of the others by slug
    (None where it could not be read or belongs to another). `faults` are those of the scan too, by file and line.
    `presumed` is the show, `presumed_episodes` are the faulty episodes, without what is faulty in them: so that the
    rest is judged in the same run. `unread` are the slugs whose text cannot be read at all; None is the show's.
    """

    show: Show | None
    episodes: tuple[Episode, ...]
    faults: tuple[Fault, ...]
    presumed: Show
    presumed_episodes: tuple[Episode, ...] = ()
    unread: frozenset[str | None] = frozenset()
    faulty: Mapping[str, str | None] = field(default_factory=dict)
    texts: Mapping[str | None, TextFile] = field(default_factory=dict, repr=False)
    documents: Callable[[str | None, TextFile], YamlDocument] = field(
        default_factory=lambda: lru_cache(_DOCUMENTS_KEPT)(_document), compare=False, repr=False
    )

    def place(self, slug: str | None, key: str) -> Place:
        """Where a key stands, or what it belongs to: in an episode's file, or in the show's (None).

        The file is read again, so that thousands of episodes need not keep the lines of their keys; but those of the
        last few are kept, for a file has many faults or none.
        """
        text = self.texts.get(slug)
        if text is None or text.raw is None:
            path = SHOW_FILE if slug is None else f"{EPISODES_FOLDER}/{slug}/{EPISODE_FILE}"
            return Place(text.path if text else path, None, key)
        return self.documents(slug, text).place(key)

    def has_line(self, slug: str, key: str) -> bool:
        """Whether an episode's text has a line for a key, with or without a value."""
        text = self.texts.get(slug)
        return text is not None and text.raw is not None and key in self.documents(slug, text).lines

    @property
    def completion(self) -> Completion:
        """What completing an episode from its tags needs to know of the show."""
        show = self.show
        if show is None:
            return Completion(None, (), self.place)
        owner = (show.owner.name,) if show.owner else ()
        return Completion(zone_of(show.timezone), (show.title, show.author, *owner), self.place, show.people)


ReadEach = Callable[[Callable[[EpisodeFolder], EpisodeReading], Sequence[EpisodeFolder]], list[EpisodeReading]]
"""How the folders of episodes are worked on: given who reads one, and all of them."""


def one_by_one(work: Callable[[Thing], Answer], things: Sequence[Thing]) -> list[Answer]:
    """What the work gives of each thing, in their order and in this process: as most shows are read."""
    return [work(one) for one in things]


def read(
    scan: Scan,
    overrides: Mapping[str, str] = _NOTHING,
    published: Identities = _NOBODY,
    each: ReadEach = one_by_one,
) -> Reading:
    """The show and its episodes. `overrides` may hold `to` and `url`, in place of those under `publish`."""
    scan = published_first(scan, published.folders.values())
    show = read_show(scan, overrides, published.show)
    reader = EpisodeReader(show, scan)
    readings = refuse_duplicates(scan, each(reader.read, scan.episodes), published.folders)
    damaged = {fault.slug for fault in scan.faults if fault.slug is not None}
    sound = [reading for reading in readings if reading.episode and reading.slug not in damaged]
    faults = [*scan.faults, *show.faults]
    faults += loose_files(scan.loose)
    named = frozenset(paths_in(show.presumed.model_dump())).union(*(reading.named for reading in readings))
    for folder, reading in zip(scan.episodes, readings, strict=True):
        faults += reading.faults
        if reading.episode is not None or folder.text is None:  # what a faulty text names is not sure
            faults += unread_files(folder, named, {fault.place.path for fault in reading.faults})
    return Reading(
        show=show.show if all(fault.slug is not None for fault in scan.faults) else None,
        episodes=tuple(reading.episode for reading in sound if reading.episode),
        faults=tuple(sorted(faults, key=lambda fault: fault.order)),
        presumed=show.presumed,
        presumed_episodes=tuple(
            reading.presumed
            for reading in readings
            if reading.presumed and not reading.presumed.withdrawn and reading.slug not in damaged
        ),
        unread=frozenset(_unread(show, readings)),
        faulty={
            reading.slug: None if reading.guid is None or is_unknown(reading.guid, reading.slug) else reading.guid
            for reading in readings
            if not reading.is_empty and (reading.episode is None or reading.slug in damaged)
        },
        texts=_texts(scan),
    )


def _unread(show: ShowReading, readings: Iterable[EpisodeReading]) -> Iterator[str | None]:
    if show.is_unread:
        yield None
    yield from (reading.slug for reading in readings if reading.is_unread)


def _texts(scan: Scan) -> Mapping[str | None, TextFile]:
    texts: dict[str | None, TextFile] = {
        folder.slug: folder.text or TextFile(folder.text_path, None) for folder in scan.episodes
    }
    if scan.show_file:
        texts[None] = scan.show_file
    return texts
