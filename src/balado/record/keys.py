"""Keys: of published media, named after their bytes, given once and for those alone; of pages. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from balado.artifact import FEED_KEY, SITE_INDEX
from balado.record.generation import AnnouncedRecord, Embedded, EpisodeRecord, Generation


class MediaFolder(StrEnum):
    """What keys of published media begin with."""

    AUDIO = "audio"
    ARTWORK = "artwork"
    CHAPTERS = "chapters"
    DOCUMENTS = "documents"
    FILMS = "films"
    TRANSCRIPTS = "transcripts"

    def holds(self, key: str) -> bool:
        """Whether a key is one of this folder."""
        return key.startswith(f"{self}/")


MEDIA_FOLDERS = tuple(MediaFolder)

SITE_FILES = ("404.html", "calendar.ics", SITE_INDEX, "robots.txt", "search.json", "sitemap.xml")
"""The keys of pages, and of what belongs to them, at the top of the public place."""

OPML_KEY = "network.opml"
"""The list of the shows of a network; no show has one."""

ASSETS_FOLDER = "assets"
"""The folder of what pages load, named after its bytes: no page that a browser holds ever misses it."""

_NETWORK_FOLDERS = (ASSETS_FOLDER, "list")
"""The folders of a network's pages."""

SITE_FOLDERS = (ASSETS_FOLDER, "embed", "episodes", "events", "list", "oembed", "people", "search", "seasons")
"""The folders of all other pages."""


def episode_page_key(name: str) -> str:
    """The key of the page of an episode."""
    return f"episodes/{name}.html"


def page_keys(name: str) -> tuple[str, ...]:
    """The keys of all that is an episode's alone among the pages, by the name of its page."""
    return episode_page_key(name), f"embed/{name}.html", f"oembed/{name}.json"


def is_of_site(key: str) -> bool:
    """Whether a key is of pages, or of what belongs to them."""
    return key in SITE_FILES or key == OPML_KEY or key.partition("/")[0] in SITE_FOLDERS


SHOW_MARK = "balado-show"
"""The name of the metadata by which an object is known for this show's before any publication names it."""

_DIGEST_DIGITS = 16
_MARK_DIGITS = 32


class Pin(NamedTuple):
    """The key under which a file was first published, and what stands there when that is not the very file."""

    key: str
    embedded: Embedded | None = None


Pins = Mapping[tuple[str, str], Pin]
"""(guid, sha256 of the author's file) -> where that recording or picture was first published."""


def pins_of(generation: Generation | None) -> Pins:
    """Every key ever given to a recording, so that renaming a folder or going back to an old file moves nothing."""
    if generation is None:
        return {}
    pins = {(former.guid, former.sha256): Pin(former.key, former.embedded) for former in generation.former}
    for episode in generation.episodes:
        if episode.audio is not None:
            pins[episode.guid, episode.audio.sha256] = Pin(episode.audio.key, episode.audio.embedded)
    return pins


def heard_at(record: EpisodeRecord) -> str:
    """Where the recording is that is announced: its key, or its address on another server."""
    if record.audio is not None:
        return record.audio.key
    return record.remote.url if record.remote is not None else ""


def audio_key(slug: str, sha256: str, suffix: str) -> str:
    """A new key for a recording."""
    return f"{MediaFolder.AUDIO}/{slug}-{sha256[:_DIGEST_DIGITS]}{suffix}"


def side_key(folder: MediaFolder, name: str, sha256: str, suffix: str) -> str:
    """A new key for what lies beside a recording: `transcripts/01-a-0123456789abcdef.vtt`."""
    return f"{folder}/{name}-{sha256[:_DIGEST_DIGITS]}{suffix}"


def picture_pins_of(generation: Generation | None) -> Pins:
    """The keys of the pictures that are published now, by guid (of show, feed, episode, conference) and digest."""
    if generation is None:
        return {}
    artwork, pins = generation.artwork, {}
    if artwork is not None:
        pins[generation.show_guid, artwork.sha256] = Pin(artwork.key, artwork.embedded)
    records: tuple[AnnouncedRecord | EpisodeRecord, ...] = (*generation.announced, *generation.episodes)
    for page in generation.pages:
        if page.artwork is not None:
            pins[page.guid, page.artwork.sha256] = Pin(page.artwork.key, page.artwork.embedded)
    for record in records:
        if record.artwork is not None:
            pins[record.guid, record.artwork.sha256] = Pin(record.artwork.key, record.artwork.embedded)
    return pins


def artwork_key(name: str, sha256: str, suffix: str) -> str:
    """The key of a picture. `name` is the slug of its episode, or `cover` for the show's."""
    return f"{MediaFolder.ARTWORK}/{name}-{sha256[:_DIGEST_DIGITS]}{suffix}"


def masked(key: str) -> str:
    """The key with its digest hidden: what may be shown of media that is not public yet."""
    stem, dot, suffix = key.rpartition(".")
    return f"{stem[:-_DIGEST_DIGITS]}{'*' * _DIGEST_DIGITS}{dot}{suffix}"


def digits_of(key: str) -> str:
    """The digits of the digest that a key ends with."""
    return key.rpartition(".")[0][-_DIGEST_DIGITS:]


def show_mark(show_guid: str) -> str:
    """What stands for a show in the metadata of its objects, whatever its guid is made of."""
    return hashlib.sha256(show_guid.encode()).hexdigest()[:_MARK_DIGITS]


_ARCHIVES = "archive-*.xml"


def public_keys(feeds: Iterable[str] = ()) -> tuple[str, ...]:
    """The keys that listeners read, `*` for anything; `feeds` are the names of the show's further feeds.

    Where OPML_KEY stands for them, they are the keys of a network's page, which has no recordings.
    """
    names = sorted(feeds)
    if OPML_KEY in names:
        return (FEED_KEY, OPML_KEY, *SITE_FILES, *(f"{folder}/*" for folder in _NETWORK_FOLDERS))
    further = (f"{name}.xml" for name in names)
    folders = (f"{folder}/*" for folder in (*MEDIA_FOLDERS, *SITE_FOLDERS))
    return (FEED_KEY, *further, _ARCHIVES, *SITE_FILES, *folders)
