"""Everything that is gathered in its place at one moment: live, scheduled or announced, under the keys of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from balado.edition.contents import (
    Announcement,
    Candidate,
    Heard,
    Keys,
    Picture,
    Placed,
    PlacedPicture,
    PlacedShow,
    RemoteRecording,
    key_of_artwork,
    key_of_picture,
)
from balado.edition.decide import Decision
from balado.edition.gather import Gathered, is_place_known
from balado.edition.inputs import Inputs
from balado.edition.memory import Memory
from balado.edition.open import Opened, in_zone
from balado.edition.pages.names import name_pages
from balado.edition.published_items import PublishedItem
from balado.errors import Fault, UsageError
from balado.facts import ImageFacts
from balado.feed.document import AttachmentLinks
from balado.message import say
from balado.record.generation import EpisodeState, PictureFormRecord
from balado.record.keys import audio_key
from balado.rules.ignore import without_ignored
from balado.show.model import Episode, Show
from balado.source.identity import feed_guid
from balado.source.read import ReadEach, Reading, one_by_one, read
from balado.store.target import Target

_UNKNOWN = ImageFacts(
    byte_size=1, sha256="0" * 64, media_type="image/jpeg", suffix=".jpg", width_px=3000, height_px=3000, mode="RGB"
)
"""What stands in for the facts of a cover that cannot be used, so that the rest of the feed is judged."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Everything that has its place in this publication. `told` says by guid what the feed tells of the attachments.

    `names` are those of the episodes' pages by guid, empty where the show has none, and `forms` what pages show of
    pictures, by the digest of the author's file. `unchanged` are the live episodes that are published once more as they
    are, whatever is here now.
    """

    show: Show
    placed_show: PlacedShow
    placed: tuple[Placed, ...]
    announced: tuple[Announcement, ...]
    told: Mapping[str, AttachmentLinks]
    names: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[PictureFormRecord, ...]] = field(default_factory=dict)
    unchanged: tuple[PublishedItem, ...] = ()


def inputs_of(
    opened: Opened,
    memory: Memory,
    lost: frozenset[str] = frozenset(),
    *,
    is_record_known: bool = True,
    each: ReadEach = one_by_one,
) -> Inputs:
    """The source read, with what else must be known. `lost` are keys that are gone from the target."""
    request = opened.request
    reading = _with_place(read(opened.scan, request.overrides, memory.published, each), opened.placed)
    url = opened.url if reading.show is not None else reading.presumed.publish.url.rstrip("/")
    return Inputs(
        reading=reading,
        memory=memory,
        inspector=opened.inspector,
        url=url,
        now=in_zone(request.now, reading.presumed.timezone),
        lost=lost,
        only=request.only,
        reembed=request.reembed,
        is_record_known=is_record_known and (is_place_known(reading) or not memory.is_empty),
    )


_PLACE_KEYS = frozenset(
    {"publish", *(f"publish.{name}" for name in ("to", "state", "endpoint", "region", "addressing"))}
)


def _with_place(reading: Reading, placed: Target | UsageError) -> Reading:
    """The reading with what is wrong with the place of the show, unless that is the fault of one of its keys."""
    known = (fault.place for fault in reading.faults if fault.severity == "error")
    if not isinstance(placed, UsageError) or any(one.key in _PLACE_KEYS or one.path == "--to" for one in known):
        return reading
    fault = Fault(reading.place(None, "publish"), placed.message, say("Then run the command again."))
    return replace(reading, show=None, faults=(fault, *reading.faults))


def arrange(gathered: Gathered, inputs: Inputs) -> Arrangement:
    """Every candidate in its place. A conference is announced besides as long as its recording is faulty."""
    keys, now = inputs.memory.keys, inputs.now
    artwork = gathered.artwork
    if artwork is None and gathered.show.artwork_url is None:
        artwork = Picture(gathered.show.artwork, _UNKNOWN)
    show = place_show(gathered.show.guid, inputs.url, artwork, keys)
    further = {
        name: place_picture(feed_guid(gathered.show.feeds[name].guid, show.guid, name), name, picture, keys)
        for name, picture in gathered.further_artwork.items()
    }
    placed = place_episodes(gathered.candidates, keys, now)
    errors = without_ignored((*gathered.of_source, *gathered.of_media), gathered.ignored_rules)
    faulty = {fault.slug for fault in errors if fault.severity == "error"}
    sound = (one for one in placed if one.episode.slug not in faulty)
    announced = still_announced(gathered.announcements, sound)
    names = {} if gathered.show.site is None else name_pages(placed, inputs.memory.pages.names)
    return Arrangement(
        gathered.show,
        replace(show, further=further, beside=gathered.beside, images=gathered.images),
        placed,
        announced,
        gathered.told,
        names,
    )


def without_held(gathered: Gathered, decision: Decision) -> Gathered:
    """The same with what is published alone, and with the announcements that may stand."""
    return replace(
        gathered,
        candidates=tuple(one for one in gathered.candidates if one.episode.slug not in decision.held),
        announcements=tuple(one for one in gathered.announcements if one.episode.slug not in decision.unannounced),
    )


def place_show(guid: str, url: str, artwork: Picture | None, keys: Keys) -> PlacedShow:
    """The show with the key of its picture: the one it has, or a new one."""
    key = None if artwork is None else key_of_picture(guid, "cover", artwork, keys)
    return PlacedShow(guid, url, artwork, key)


def place_picture(guid: str, name: str, picture: Picture, keys: Keys) -> PlacedPicture:
    """The picture of a further feed with its key."""
    return PlacedPicture(picture, key_of_picture(guid, f"cover-{name}", picture, keys))


def place_episodes(candidates: Iterable[Candidate], keys: Keys, now: datetime) -> tuple[Placed, ...]:
    """Each candidate in its place: live when its date has come, else scheduled; keys pinned where they were given."""
    return tuple(_placed(candidate, keys, now) for candidate in candidates)


def _placed(candidate: Candidate, keys: Keys, now: datetime) -> Placed:
    episode, audio, artwork = candidate.episode, candidate.audio, candidate.artwork
    if episode.date is None:
        raise ValueError(f"{episode.slug} has no date: it is no candidate")
    return Placed(
        episode=episode,
        date=episode.date,
        state=EpisodeState.LIVE if episode.date <= now else EpisodeState.SCHEDULED,
        audio=audio,
        audio_key=_audio_key(episode, audio, keys),
        artwork=artwork,
        artwork_key=key_of_artwork(episode, artwork, keys),
        sides=candidate.sides,
    )


def still_announced(announced: Iterable[Announcement], placed: Iterable[Placed]) -> tuple[Announcement, ...]:
    """Those that are no live episodes yet. One whose recording waits is announced without its files: they wait too."""
    states = {one.episode.guid: one.state for one in placed}
    return tuple(
        replace(one, artwork=None, artwork_key=None, sides=()) if one.episode.guid in states else one
        for one in announced
        if states.get(one.episode.guid) is not EpisodeState.LIVE
    )


def _audio_key(episode: Episode, audio: Heard, keys: Keys) -> str | None:
    """The key it was given at first, unless other bytes are published of it now."""
    if isinstance(audio, RemoteRecording):
        return None
    pin = keys.recordings.get((episode.guid, audio.facts.sha256))
    if pin is not None and pin.embedded == audio.embedded:
        return pin.key
    return audio_key(episode.slug, audio.sha256, audio.facts.suffix)
