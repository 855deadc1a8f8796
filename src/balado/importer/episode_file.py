"""An item of a feed as episode.md: everything that it says under its key, and its notes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from balado.feed.document import Feed, Item, LiveItem
from balado.feed.read_item import NO_DATE
from balado.importer.fit import Adjustment, Fitter, absolute
from balado.importer.hosts.counters import without_counter
from balado.importer.notes import notes_of, plain_text
from balado.importer.people import Card, PeopleDirectory, card_of
from balado.importer.show_file import parted_images
from balado.importer.trees import moment_of_feed, span_of, tree_of, trees_of
from balado.message import say
from balado.show.formats import media_type_at
from balado.show.model import Episode
from balado.show.podcasting import AlternateEnclosure

_LISTS = ("soundbites", "locations", "funding", "social", "txt", "value")
_SUMMARY_CHARS = 4000
_OTHER_AUTHORS = ("author", "dc:creator")
_EARLIEST, _LATEST = 1901, 2199
_LARGEST_OFFSET = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class EpisodeFile:
    """The keys of an episode.md in their order, its notes, and what was changed."""

    guid: str
    tree: dict[str, Any]
    notes: str
    adjustments: tuple[Adjustment, ...]


def cards_in(items: Iterable[Item]) -> dict[str, list[Card]]:
    """The people of each item by its guid, in forms that an author may write; the same people are fitted once."""
    fitted: dict[tuple[tuple[tuple[str, str], ...], ...], list[Card]] = {}
    found = {}
    for item in items:
        cards = [card_of(person) for person in item.people]
        key = tuple([tuple(card.items()) for card in cards])
        if key not in fitted:
            fitted[key] = Fitter(Episode).fit("people", cards) or []
        found[item.guid] = fitted[key]
    return found


class EpisodeWriter:
    """Writes the episodes of one feed; `notes` makes Markdown of what the feed says."""

    def __init__(self, feed: Feed, people: PeopleDirectory, notes: Callable[[str], str] = notes_of) -> None:
        self._feed = feed
        self._people = people
        self._notes = notes

    def item(self, item: Item, guid: str) -> EpisodeFile:
        """The episode of an item."""
        return self._of(item).written(guid)

    def live(self, live: LiveItem, guid: str) -> EpisodeFile:
        """The conference that is announced, on air or over."""
        return self._of(live.item).announced(live, guid)

    def _of(self, item: Item) -> _ItemWriter:
        return _ItemWriter(self._feed, self._people, item, self._notes)


class _ItemWriter:
    def __init__(self, feed: Feed, people: PeopleDirectory, item: Item, notes: Callable[[str], str]) -> None:
        self._feed = feed
        self._people = people
        self._item = item
        self._notes = notes
        self._fitter = Fitter(Episode)
        self._tree: dict[str, Any] = {}

    def written(self, guid: str) -> EpisodeFile:
        self._identity(guid)
        self._tree["date"] = self._date()
        self._numbers()
        if self._item.enclosure.url:
            self._put("audio", self._audio(), field="remote")
        if "audio" not in self._tree:
            self._tree["draft"] = True  # apps do not show it: there is nothing to hear
        return self._rest(guid)

    def announced(self, live: LiveItem, guid: str) -> EpisodeFile:
        self._identity(guid)
        held = {"start": moment_of_feed(live.start)}
        if live.end is not None and live.end > live.start:
            held["end"] = moment_of_feed(live.end)
        self._put("held", held)
        self._numbers()
        links = self._item.content_links
        page = links[0].url if links else self._item.link or self._feed.link
        stream = {"url": self._item.enclosure.url, "type": self._item.enclosure.media_type, "page": page}
        self._put("live", {**stream, "title": links[0].title if links else None, "status": live.status})
        return self._rest(guid, first_link=1)

    def _put(self, key: str, value: Any, field: str | None = None) -> None:
        found = self._fitter.fit(field or key, value, key)
        if found is not None:
            self._tree[key] = found

    def _identity(self, guid: str) -> None:
        item = self._item
        self._tree["guid"] = guid
        self._put("title", item.title)
        if "title" not in self._tree:
            self._tree["title"] = f"{item.published:%Y-%m-%d}"
            self._fitter.note("title", say("The item has no title."), item.title, self._tree["title"])
        if item.short_title != item.title:
            self._put("short_title", item.short_title)

    def _date(self) -> str:
        """Its date with its own offset; in UTC where that is the offset of no zone."""
        published = self._item.published
        if not _EARLIEST <= published.year <= _LATEST:
            what = say("The date of the item cannot be right.")
            self._fitter.note("date", what, moment_of_feed(published), moment_of_feed(NO_DATE))
            return moment_of_feed(NO_DATE)
        offset = published.utcoffset() or timedelta()
        return moment_of_feed(published.astimezone(UTC) if abs(offset) > _LARGEST_OFFSET else published)

    def _numbers(self) -> None:
        item = self._item
        self._put("season", item.season)
        self._put("episode", item.episode)
        self._put("episode_order", item.episode_order)
        self._put("episode_display", item.episode_display)
        if item.episode_type != "full":
            self._tree["type"] = item.episode_type
        if item.explicit != self._feed.explicit:
            self._tree["explicit"] = item.explicit
        # Where nothing is said, apps take another tag for it: what is the show's own need not be said elsewhere alone.
        if item.author != self._feed.author or any(one.name.lower() in _OTHER_AUTHORS for one in item.extra):
            self._put("author", item.author)
        self._put("link", absolute(item.link, self._feed.link))
        if item.block:
            self._tree["block"] = True

    def _audio(self) -> dict[str, Any]:
        enclosure, seconds = self._item.enclosure, self._item.duration_s
        said = enclosure.media_type if enclosure.media_type != media_type_at(enclosure.url, "") else None
        length, duration = enclosure.byte_size or None, span_of(timedelta(seconds=seconds)) if seconds else None
        url = self._direct(absolute(enclosure.url, self._feed.link) or enclosure.url)
        found = {"url": url, "length": length, "type": said, "duration": duration}
        return {name: value for name, value in found.items() if value is not None}

    def _direct(self, url: str) -> str:
        """The address of the file itself: services that count would end with the other host, or count on."""
        direct = without_counter(url)
        if direct.taken:
            what = say("What only counts was taken off the address: {names}.", names=", ".join(direct.taken))
            self._fitter.note("audio.url", what, url, direct.url)
        return direct.url

    def _rest(self, guid: str, first_link: int = 0) -> EpisodeFile:
        item = self._item
        if item.summary:
            self._put("summary", plain_text(item.summary)[:_SUMMARY_CHARS])
        if item.image_url != self._feed.image_url:
            self._put("artwork", self._fitter.picture(item.image_url, self._feed.link))
        alt, others = parted_images(item.images, item.image_url)
        self._put("alt", alt)
        self._put("images", others)
        if cards := self._fitter.fit("people", [card_of(person) for person in item.people]):
            self._tree["people"] = [self._people.named(card) for card in cards]
        self._chapters()
        self._put("transcripts", trees_of(item.transcripts))
        self._renditions(item.alternates)
        self._put("links", trees_of(item.content_links[first_link:]))
        for key in _LISTS:
            self._put(key, trees_of(getattr(item, key)))
        self._put("license", tree_of(item.license))
        self._put("chat", tree_of(item.chat))
        self._put("extra", trees_of(item.extra))
        return EpisodeFile(guid, self._tree, self._notes(item.html), tuple(self._fitter.adjustments))

    def _chapters(self) -> None:
        """Chapters that the feed holds are the author's own; else those at their address."""
        if self._item.chapters:
            self._put("chapters", trees_of(self._item.chapters))
        elif self._item.chapters_url:
            self._put("chapters", {"url": self._item.chapters_url}, field="remote_chapters")

    def _renditions(self, alternates: Sequence[AlternateEnclosure]) -> None:
        found = [_rendition(one) for one in alternates if one.sources]
        if found and str(found[0].get("type", "")).startswith("video/"):
            self._put("video", found.pop(0))
        self._put("alternates", found)


def _rendition(alternate: AlternateEnclosure) -> dict[str, Any]:
    first, *others = alternate.sources
    said: dict[str, Any] = {"url": first.uri, **tree_of(alternate)}
    del said["sources"]
    if others:
        said["sources"] = trees_of(others)
    return said
