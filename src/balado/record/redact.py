"""A generation without one episode: no word, no key, no fact of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from balado.record.generation import (
    AnnouncedRecord,
    EpisodeRecord,
    EpisodeState,
    FeedRecord,
    Generation,
    PageRecord,
    SiteFileRecord,
)
from balado.record.keys import page_keys

Record = EpisodeRecord | AnnouncedRecord


@dataclass(frozen=True, slots=True)
class Copies:
    """Documents written anew: the record of each by the digest of the old one, its bytes by the digest of the new.

    `site` are the files of sites, by key and old digest: None for one that told of nothing else.
    """

    records: dict[str, FeedRecord] = field(default_factory=dict)
    documents: dict[str, bytes] = field(default_factory=dict)
    site: dict[tuple[str, str], SiteFileRecord | None] = field(default_factory=dict)


def knows(generation: Generation, guid: str) -> bool:
    """Whether anything of the episode stands in the generation, but that it was taken down."""
    guids = {record.guid for record in _records(generation)}
    guids |= {one.guid for one in generation.gone} | {one.guid for one in generation.former}
    return guid in guids or guid in generation.page_names or any(guid in page.guids for page in generation.pages)


def own_pages(generation: Generation, guid: str) -> frozenset[str]:
    """The keys of the pages that are the episode's alone."""
    name = generation.page_names.get(guid)
    return frozenset() if name is None else frozenset(page_keys(name))


def keys_of(generation: Generation, guid: str) -> frozenset[str]:
    """The key of every object that was ever the episode's, as this generation knows."""
    now = {key for record in _records(generation) if record.guid == guid for key in record.keys}
    return frozenset(now | {former.key for former in generation.former if former.guid == guid})


def other_keys(generation: Generation, guid: str) -> frozenset[str]:
    """The keys that the generation needs for other episodes and for the show."""
    others = {key for record in _records(generation) if record.guid != guid for key in record.keys}
    others |= {key for side in generation.beside for key in side.keys}
    others |= {file.key for file in generation.covers}
    return frozenset({*others, *(one.key for one in generation.former if one.guid != guid)})


def slugs_of(generation: Generation, guid: str) -> frozenset[str]:
    """The names that the episode had."""
    now = {record.slug for record in _records(generation) if record.guid == guid}
    pages = {name for known, name in generation.page_names.items() if known == guid}
    return frozenset(now | pages | {one.slug for one in generation.gone if one.guid == guid})


def names_of_others(generation: Generation, guid: str) -> frozenset[str]:
    """The names that other episodes have, or had until they left."""
    now = {record.slug for record in _records(generation) if record.guid != guid}
    pages = {name for known, name in generation.page_names.items() if known != guid}
    return frozenset(now | pages | {one.slug for one in generation.gone if one.guid != guid})


def redacted(generation: Generation, guid: str, copies: Copies) -> Generation:
    """The generation without the episode; `copies` gives the record of each document that was written anew."""
    episodes = tuple(one for one in generation.episodes if one.guid != guid)
    announced = tuple(one for one in generation.announced if one.guid != guid)
    former = tuple(one for one in generation.former if one.guid != guid)
    left = replace(generation, episodes=episodes, announced=announced, former=former)
    of_show = {side.sha256 for side in left.beside} | {file.sha256 for file in left.covers}
    digests = _digests(left) | of_show | {one.sha256 for one in former}
    lost = _digests(generation) | {one.sha256 for one in generation.former}
    gone_digests = lost - digests
    gone_keys = keys_of(generation, guid) - other_keys(generation, guid)
    feed = generation.feed
    return replace(
        left,
        next_due=_next_due(left),
        feed=feed and copies.records.get(feed.sha256, feed),
        objects=tuple(one for one in generation.objects if one.key not in gone_keys),
        media={sha256: facts for sha256, facts in generation.media.items() if sha256 not in gone_digests},
        images={sha256: facts for sha256, facts in generation.images.items() if sha256 not in gone_digests},
        files={sha256: facts for sha256, facts in generation.files.items() if sha256 not in gone_digests},
        pages=tuple(_page(page, guid, copies.records) for page in generation.pages),
        site=tuple(_site(generation, guid, copies)),
        page_names={known: name for known, name in generation.page_names.items() if known != guid},
        page_days={known: day for known, day in generation.page_days.items() if known != guid},
        forms={sha256: forms for sha256, forms in generation.forms.items() if sha256 not in gone_digests},
        gone=tuple(one for one in generation.gone if one.guid != guid),
    )


def _records(generation: Generation) -> Iterator[Record]:
    yield from generation.episodes
    yield from generation.announced


def _digests(generation: Generation) -> set[str]:
    files = {file.sha256 for record in _records(generation) for file in record.files}
    return files | {side.sha256 for record in _records(generation) for side in record.beside}


def _page(page: PageRecord, guid: str, copies: Mapping[str, FeedRecord]) -> PageRecord:
    now = copies.get(page.sha256, FeedRecord(page.sha256, page.byte_size))
    guids = tuple(one for one in page.guids if one != guid)
    return replace(page, sha256=now.sha256, byte_size=now.byte_size, guids=guids)


def _site(generation: Generation, guid: str, copies: Copies) -> Iterator[SiteFileRecord]:
    own = own_pages(generation, guid)
    for file in generation.site:
        now = copies.site.get((file.key, file.sha256), file)
        if now is not None and file.key not in own:
            yield now


def _next_due(generation: Generation) -> datetime | None:
    waiting = [one.date for one in generation.episodes if one.state is EpisodeState.SCHEDULED]
    return min((*waiting, *(one.turn for one in generation.announced if one.turn is not None)), default=None)
