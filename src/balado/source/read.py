"""A scan to a show and its episodes, with all faults of all files at once. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from balado.errors import Fault, Place
from balado.message import say
from balado.model import Episode, Show
from balado.source.complete import Completion
from balado.source.episode import NO_GUID, EpisodeReader, EpisodeReading, episode_document
from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, SHOW_FILE, Scan, TextFile
from balado.source.show import read_show, show_document
from balado.written.forms import zone_of

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the author wrote. `show` is None when it is faulty.

    `episodes` are those without an error, in the order of their folders; `faulty` gives the guid of the others by slug
    (None where it could not be read or belongs to another). `faults` are those of the scan too, by file and line.
    """

    show: Show | None
    episodes: tuple[Episode, ...]
    faults: tuple[Fault, ...]
    faulty: Mapping[str, str | None] = field(default_factory=dict)
    texts: Mapping[str | None, TextFile] = field(default_factory=dict, repr=False)

    def place(self, slug: str | None, key: str) -> Place:
        """Where a key stands, or what it belongs to: in an episode's file, or in the show's (None).

        The file is read again, so that thousands of episodes need not keep the lines of their keys.
        """
        text = self.texts.get(slug)
        if text is None or text.raw is None:
            path = SHOW_FILE if slug is None else f"{EPISODES_FOLDER}/{slug}/{EPISODE_FILE}"
            return Place(text.path if text else path, None, key)
        document = show_document(text) if slug is None else episode_document(text)[0]
        return document.place(key)

    @property
    def completion(self) -> Completion:
        """What completing an episode from its tags needs to know of the show."""
        zone = zone_of(self.show.timezone) if self.show else None
        return Completion(zone, self.show.author if self.show else None, self.place)


def read(scan: Scan, overrides: Mapping[str, str] = _NOTHING) -> Reading:
    """The show and its episodes. `overrides` may hold `to` and `url`, in place of those under `publish`."""
    show = read_show(scan, overrides)
    reader = EpisodeReader(show, scan)
    readings = _without_twins([reader.read(folder) for folder in scan.episodes])
    damaged = {fault.slug for fault in scan.faults if fault.slug is not None}
    sound = [reading for reading in readings if reading.episode and reading.slug not in damaged]
    faults = [*scan.faults, *show.faults]
    for reading in readings:
        faults += reading.faults
    return Reading(
        show=show.show if all(fault.slug is not None for fault in scan.faults) else None,
        episodes=tuple(reading.episode for reading in sound if reading.episode),
        faults=tuple(sorted(faults, key=lambda fault: fault.order)),
        faulty={
            reading.slug: None if reading.guid == NO_GUID else reading.guid
            for reading in readings
            if not reading.is_empty and (reading.episode is None or reading.slug in damaged)
        },
        texts=_texts(scan),
    )


def _texts(scan: Scan) -> Mapping[str | None, TextFile]:
    texts: dict[str | None, TextFile] = {folder.slug: folder.text for folder in scan.episodes if folder.text}
    if scan.show_file:
        texts[None] = scan.show_file
    return texts


def _without_twins(readings: list[EpisodeReading]) -> list[EpisodeReading]:
    """The same, where of two episodes with one guid the later one is faulty."""
    owners: dict[str, str] = {}
    judged = []
    for reading in readings:
        guid = reading.guid if reading.guid != NO_GUID else None
        owner = owners.setdefault(guid, reading.slug) if guid else reading.slug
        judged.append(reading if owner == reading.slug else _twin(reading, owner))
    return judged


def _twin(reading: EpisodeReading, owner: str) -> EpisodeReading:
    fault = Fault(
        reading.guid_place or Place(f"{EPISODES_FOLDER}/{reading.slug}/{EPISODE_FILE}", None, "guid"),
        say("It has the same guid as the episode “{other}”: apps would take the two for one.", other=owner),
        say("Delete the line `guid:` of the newer one; Balado then gives the line to paste."),
        reading.slug,
        "warning" if reading.is_draft else "error",
    )
    return replace(reading, episode=None, guid=None, faults=(*reading.faults, fault))
