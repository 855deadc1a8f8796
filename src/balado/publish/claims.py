"""What a publication claims: the addresses, sizes, types and digests that an app must find."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from balado.artifact import FEED_KEY, SITE_INDEX
from balado.record.generation import EpisodeRecord, EpisodeState, Generation, ObjectRecord
from balado.record.generation_file import generation_key, write_generation
from balado.record.keys import episode_page_key, is_of_site
from balado.record.project_site import site_type
from balado.store.target import Target

MOST_EPISODES = 30
"""Of more new episodes than that, the newest are looked at."""

_NEW_SOUND = ("goes-live", "new-audio")


@dataclass(frozen=True, slots=True)
class ClaimedFile:
    """A file that must be there. Of an enclosure apps ask for parts.

    One that `is_elsewhere` is on another server: size and type are the author's word, 0 and empty where not known.
    """

    url: str
    byte_size: int
    content_type: str
    slug: str
    is_enclosure: bool = False
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class ClaimedPage:
    """A page that readers must get with these very bytes."""

    url: str
    sha256: str
    byte_size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything to be proven of one publication.

    `gone` are addresses that must not answer any more; `secret` is one that must never give the bytes `secret_body`,
    empty where the record lies elsewhere. `skipped` is the number of new episodes too many.
    """

    feed_url: str
    feed_sha256: str
    feed_size: int
    files: tuple[ClaimedFile, ...] = ()
    gone: tuple[str, ...] = ()
    pages: tuple[ClaimedPage, ...] = ()
    secret: str = ""
    secret_body: bytes = b""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What a run changed: `sounds` are the guids of episodes with a new recording, `sent` the keys that were sent."""

    sounds: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()

    @classmethod
    def of(cls, changes: Iterable[tuple[str, str]], sent: Iterable[str]) -> News:
        """The news of changes, given as (kind, guid)."""
        return cls(frozenset(guid for kind, guid in changes if kind in _NEW_SOUND), frozenset(sent))


def claims_of(target: Target, url: str, served: Generation, news: News) -> Claims | None:
    """What the generation that is served claims at its public address; None while it has no feed.

    Nothing of an episode that is not live yet is ever asked for: its address is a secret.
    """
    if served.feed is None:
        return None
    live = [one for one in served.episodes if one.state is EpisodeState.LIVE]
    touched = [one for one in live if one.guid in news.sounds or news.sent.intersection(one.keys)]
    touched.sort(key=lambda one: (one.date, one.slug), reverse=True)
    objects = {stored.key: stored for stored in served.objects}
    files = [
        _file(url, objects[key], record)
        for record in touched[:MOST_EPISODES]
        for key in record.keys
        if key in objects and (record.guid in news.sounds or key in news.sent)
    ]
    files += [
        ClaimedFile(remote.url, remote.byte_size, remote.media_type, record.slug, is_enclosure=True, is_elsewhere=True)
        for record in touched[:MOST_EPISODES]
        if (remote := record.remote) is not None and record.audio is None and record.guid in news.sounds
    ]
    inside = f"{target.state.address}/".startswith(f"{target.public.address}/")
    below = target.state.address.removeprefix(target.public.address).strip("/")
    return Claims(
        feed_url=address(url, FEED_KEY),
        feed_sha256=served.feed.sha256,
        feed_size=served.feed.byte_size,
        files=tuple(files),
        gone=tuple(address(url, key) for key in news.gone),
        pages=tuple(_pages(url, served, [one.guid for one in touched[:MOST_EPISODES]])),
        secret=address(url, f"{below}/{generation_key(served.number)}") if inside else "",
        secret_body=write_generation(served).body if inside else b"",  # type: ignore[arg-type] # made of bytes
        skipped=max(0, len(touched) - MOST_EPISODES),
    )


def changed_keys(previous: Generation | None, served: Generation) -> tuple[str, ...]:
    """The keys whose bytes the publication overwrote: what a cache may still hold in its old form."""
    before = previous.further if previous is not None else {}
    after = served.further
    pages = tuple(key for key, sha256 in after.items() if before.get(key) != sha256)
    pages += tuple(key for key in before if key not in after and is_of_site(key))
    same = previous is not None and previous.feed == served.feed
    return pages if same or served.feed is None else (FEED_KEY, *pages)


def address(url: str, key: str) -> str:
    """The public address of a key."""
    return f"{url}/{quote(key)}"


def _pages(url: str, served: Generation, guids: Iterable[str]) -> Iterator[ClaimedPage]:
    """The show's page, and those of the episodes with something new."""
    names = [served.page_names[guid] for guid in guids if guid in served.page_names]
    return claimed_pages(url, served, {SITE_INDEX, *map(episode_page_key, names)})


def claimed_pages(url: str, served: Generation, keys: Container[str]) -> Iterator[ClaimedPage]:
    """Those files of the site that have one of these keys, as readers must get them."""
    for file in served.site:
        if file.key in keys:
            yield ClaimedPage(address(url, file.key), file.sha256, file.byte_size, site_type(file.key))


def _file(url: str, stored: ObjectRecord, record: EpisodeRecord) -> ClaimedFile:
    is_enclosure = record.audio is not None and stored.key == record.audio.key
    return ClaimedFile(
        address(url, stored.key), stored.byte_size, stored.content_type, record.slug, is_enclosure=is_enclosure
    )
