"""Whether what a publication names is in the store as it was published: a part of it, or all.

A run with nothing to do looks at a part, at the price of one request: a page of a list tells sizes and ETags of 1,000
objects. Which part comes from the hour alone, so that nothing need be written down: the golden ratio spreads any number
of starting points evenly, whatever the rhythm of the runs. Of 5,000 objects each is seen within 24 hourly runs, of
10,000 within 25, of 50,000 within six days. What a list says against an object is asked of the object itself.

The kept copies of the documents lie in another place, which that page does not tell of, and are read in two hours of a
day: that of the feed in one, that of a further document in the other; of a store in place of the page. Where so many
objects are published that each page counts, the copies are left to `status --deep`.

What a store tells of itself proves no bytes. They are read where it is cheap (a folder), and where all but the ETag
agrees: an object copied to another bucket may have another one and be whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from balado.artifact import FEED_KEY
from balado.record.generation import (
    AnnouncedRecord,
    EpisodeRecord,
    EpisodeState,
    Generation,
    ObjectRecord,
    PageRecord,
    SideKind,
    SiteFileRecord,
)
from balado.record.generation_file import copied_document, copied_site_file, feed_copy_key, site_copy_key
from balado.store.storage import MOST_AT_ONCE, Storage, Stored, glance_at_all
from balado.store.target import Target

_PARALLEL = 8
_GOLDEN = 0.6180339887498949
_DAY_HOURS = 24
COPIES_UNTIL_OBJECTS = 5_000

Record = ObjectRecord | PageRecord | SiteFileRecord
"""What a record says of anything that is served but feed.xml."""


@dataclass(frozen=True, slots=True)
class PublishedObject:
    """An object as it was published, and whose it is. `shown` is how its key may be named in any output.

    `etag` is what the store called its bytes, empty where that is not known. `folder` and `guid` are those of the
    episode, empty for what is the show's. `is_page` says that it is a document, whose copy is in the state.
    """

    key: str
    byte_size: int
    sha256: str
    content_type: str = ""
    etag: str = ""
    shown: str = ""
    folder: str = ""
    guid: str = ""
    is_page: bool = False

    @property
    def is_public(self) -> bool:
        """Whether its key is no secret."""
        return self.shown == self.key

    def agrees_with(self, stored: Stored | None) -> bool:
        """Whether nothing that is told of an object speaks against it."""
        return (
            stored is not None
            and stored.byte_size == self.byte_size
            and stored.sha256 in (None, self.sha256)
            and (not self.etag or stored.etag in ("", self.etag))
            and (not self.content_type or stored.content_type in (None, self.content_type))
        )


@dataclass(frozen=True, slots=True)
class Damage:
    """An object that is not as it was published. `found` is what is there now; None: it is gone."""

    published: PublishedObject
    found: Stored | None

    @property
    def key(self) -> str:
        """The key of the object."""
        return self.published.key


@dataclass(frozen=True, slots=True)
class Audit:
    """What a look at everything found.

    `looked_at` is the number of objects. `copies` are the documents whose copy in the state is gone or damaged: the key
    under which each is served, by digest. `etags` are those of the sound objects, by key.
    """

    looked_at: int
    damages: tuple[Damage, ...]
    copies: Mapping[str, str] = field(default_factory=dict)
    etags: Mapping[str, str] = field(default_factory=dict)

    @property
    def are_documents_whole(self) -> bool:
        """Whether every feed and page is served as it was published."""
        return not any(damage.published.is_page for damage in self.damages)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of what is damaged."""
        return frozenset(damage.key for damage in self.damages)


def sample(generation: Generation, storage: Storage, now: datetime) -> tuple[Damage, ...]:
    """What is damaged of the part of a publication that this hour looks at. One request when nothing is."""
    recorded = _recorded(generation)
    keys = sorted(recorded)
    told = storage.glance(keys[start_of(len(keys), now) :])
    return _confirmed(generation, _suspected(recorded, told.items()), storage)


def start_of(count: int, now: datetime) -> int:
    """The index of the first of so many objects to look at in this hour. `now` without a zone is taken for UTC.

    A page slides over all of them, from before the first, so that few objects are nearly always seen at once. The day
    is added to the hour: runs at the same time of every day move on as well.
    """
    turn = _turn_of(now) * _GOLDEN % 1
    return min(count - 1, max(0, int(turn * (count + MOST_AT_ONCE)) - MOST_AT_ONCE))


def copy_of_hour(generation: Generation, now: datetime) -> str | None:
    """The key in the state of the copy that this hour looks at, in place of a part of the objects; else None."""
    if len(generation.objects) + len(generation.pages) > COPIES_UNTIL_OBJECTS:
        return None
    turn = _turn_of(now)
    if turn % _DAY_HOURS == 0:
        return None if generation.feed is None else feed_copy_key(generation.feed.sha256)
    further = [feed_copy_key(page.sha256) for page in generation.pages]
    further += [site_copy_key(page.sha256) for page in generation.site]
    if turn % _DAY_HOURS == _DAY_HOURS // 2 and further:
        days = turn // (_DAY_HOURS + 1)
        return further[int(days * _GOLDEN % 1 * len(further))]
    return None


def _turn_of(now: datetime) -> int:
    hours = int((now if now.tzinfo is not None else now.replace(tzinfo=UTC)).timestamp() // 3600)
    return hours + hours // _DAY_HOURS


def audit_all(generation: Generation, storage: Storage) -> tuple[Damage, ...]:
    """What is damaged of a publication, as far as a list tells: one request for each 1,000 objects."""
    recorded = _recorded(generation)
    told = glance_at_all(storage, sorted(recorded))
    return _confirmed(generation, _suspected(recorded, told), storage)


def audit(generation: Generation, target: Target) -> Audit:
    """A look at each object of a publication for itself, and at the kept copies of its documents.

    One request each, several at a time; in a folder all bytes are read, elsewhere those of documents and where only the
    ETag speaks against an object.
    """
    from concurrent.futures import ThreadPoolExecutor

    from balado.record.copies import copy_key

    published = published_by(generation)
    named = [published[key] for key in sorted(published)]
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="look") as pool:
        found = list(pool.map(lambda one: _look(one, target.public, thorough=True), named))
    damages = tuple(damage for damage, _ in found if damage is not None)
    etags = {one.key: etag for one, (damage, etag) in zip(named, found, strict=True) if damage is None}
    documents = {sha256: key for key, sha256 in generation.further.items()}
    if generation.feed is not None:
        documents[generation.feed.sha256] = FEED_KEY
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="look") as pool:
        kept = pool.map(lambda sha256: has_copy(target, copy_key(documents[sha256], sha256)), documents)
        copies = {sha256: documents[sha256] for sha256, there in zip(documents, kept, strict=True) if not there}
    return Audit(len(named), damages, copies, etags)


def has_feed_copy(target: Target, generation: Generation) -> bool:
    """Whether the copy of its feed is kept, as far as the store tells without sending it. One request."""
    return generation.feed is None or target.state.head(feed_copy_key(generation.feed.sha256)) is not None


def has_copy(target: Target, key: str) -> bool:
    """Whether the kept copy under this key of the state is there with its bytes. One request."""
    from balado.record.copies import unpacked  # not in most hours

    found, sha256 = target.state.get(key), copied_document(key) or copied_site_file(key) or ""
    return found is not None and unpacked(found[0], sha256) is not None


def published_by(generation: Generation) -> dict[str, PublishedObject]:
    """Every object of a publication but feed.xml, by key."""
    from balado.record.keys import masked  # where something is suspected

    records: tuple[AnnouncedRecord | EpisodeRecord, ...] = (*generation.announced, *generation.episodes)
    owners = {key: (record.folder, record.guid) for record in records for key in record.keys}
    shown = _public_keys(generation)
    found = {key: _published(one) for key, one in _recorded(generation).items()}
    for one in generation.objects:
        folder, guid = owners.get(one.key, ("", ""))
        name = one.key if one.key in shown else masked(one.key)
        found[one.key] = replace(found[one.key], shown=name, folder=folder, guid=guid)
    return found


def _published(one: Record) -> PublishedObject:
    """What a record says of an object; of one that is no document it does not say whose it is."""
    if isinstance(one, ObjectRecord):
        return PublishedObject(one.key, one.byte_size, one.sha256, one.content_type, one.etag)
    guid = one.guid if isinstance(one, PageRecord) else ""
    return PublishedObject(one.key, one.byte_size, one.sha256, "", one.md5, one.key, guid=guid, is_page=True)


def _public_keys(generation: Generation) -> frozenset[str]:
    """The keys that the feed names: of a conference to come only its picture and its documents."""
    live = [key for one in generation.episodes if one.state is EpisodeState.LIVE for key in one.keys]
    coming = [file.key for one in generation.announced for file in one.files]
    coming += [
        key
        for one in generation.announced
        for side in one.beside
        if side.kind is SideKind.DOCUMENT
        for key in side.keys
    ]
    of_show = [key for side in generation.beside for key in side.keys]
    covers = [file.key for file in generation.covers]
    return frozenset((*covers, *of_show, *live, *coming))


def _recorded(generation: Generation) -> dict[str, Record]:
    """The records of the same objects, by key, without a look at whose they are."""
    records: tuple[Record, ...] = (*generation.objects, *generation.pages, *generation.site)
    return {one.key: one for one in records}


def _suspected(recorded: Mapping[str, Record], told: Iterable[tuple[str, Stored | None]]) -> list[str]:
    return [key for key, stored in told if not _published(recorded[key]).agrees_with(stored)]


def _confirmed(generation: Generation, suspected: Sequence[str], storage: Storage) -> tuple[Damage, ...]:
    """Those that are damaged indeed. A list may be late, or name other ETags than the object itself."""
    if not suspected:
        return ()
    from concurrent.futures import ThreadPoolExecutor

    published = published_by(generation)
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="look") as pool:
        found = list(pool.map(lambda key: _look(published[key], storage), suspected))
    return tuple(damage for damage, _ in found if damage is not None)


def _look(one: PublishedObject, storage: Storage, *, thorough: bool = False) -> tuple[Damage | None, str]:
    """What is wrong with an object, and the ETag of a sound one."""
    stored = storage.head(one.key)
    if stored is not None and stored.byte_size == one.byte_size:
        told_otherwise = one.etag not in ("", stored.etag)
        if one.is_page or not storage.is_remote or (thorough and told_otherwise):
            stored, one = storage.examine(one.key), replace(one, etag="")
    if stored is None or not one.agrees_with(stored):
        return Damage(one, stored), ""
    return None, stored.etag
