"""What a network tells of a show, taken from the feed that the show publishes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from balado.feed.document import Feed, Item, LiveItem
from balado.network.site.identity import NetworkIdentity
from balado.site.hyperlinks import followed
from balado.site.model import SiteMeeting, SitePlace
from balado.site.search.words import shown_text
from balado.source.identity import show_guid

_OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"
_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_CHARACTERS = 300
_UNKNOWN_END = timedelta(hours=12)
"""So long after its start a conference may still be on air whose end nobody told."""


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """An episode of a show. `page` is the address of a page about it, else that of its recording."""

    guid: str
    title: str
    published: datetime
    page: str
    summary: str
    duration_s: int = 0


@dataclass(frozen=True, slots=True)
class ConferenceSummary:
    """A conference that a show's feed announces. `status` is pending, live or ended; addresses may be empty."""

    guid: str
    title: str
    meeting: SiteMeeting
    status: str
    page: str
    stream: str
    summary: str = ""

    @property
    def over(self) -> datetime:
        """From when it is not to come any more."""
        return self.meeting.end or self.meeting.start + _UNKNOWN_END


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """A show: who it is, where it is, its episodes, the newest first. Addresses of pages and pictures may be empty.

    `publisher` is the guid of the network that it says it belongs to. A show that is `hidden` asks directories not to
    list it.
    """

    guid: str
    title: str
    description: str
    language: str
    author: str
    feed: str
    page: str
    cover: str
    medium: str
    episodes: tuple[EpisodeSummary, ...] = ()
    conferences: tuple[ConferenceSummary, ...] = ()
    publisher: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class BetterKnown:
    """What the record of a show tells better than its feed: the address of its page, and of a smaller cover."""

    page: str = ""
    cover: str = ""


@dataclass(frozen=True, slots=True)
class NetworkSite(NetworkIdentity):
    """Everything that the network's documents are made of.

    `conferences` are those to come, each with its show, the next one first.
    """

    shows: tuple[ShowSummary, ...] = ()
    conferences: tuple[tuple[ShowSummary, ConferenceSummary], ...] = ()

    @property
    def cover(self) -> str:
        """The address of its picture: its own, else the cover of the first show that has one."""
        return self.artwork or next((show.cover for show in self.shows if show.cover), "")


def summarize(feed: Feed, address: str, known: BetterKnown) -> ShowSummary:
    """The show of this feed, which was found at `address`."""
    own = feed.new_feed_url or address
    page = known.page or _address(feed.link)
    return ShowSummary(
        guid=feed.guid or show_guid(address),
        title=_one_line(feed.title) or own,
        description=_short(shown_text(feed.description)),
        language=feed.language,
        author=_one_line(feed.author),
        feed=own,
        page=page,
        cover=known.cover or _address(feed.image_url),
        medium=feed.medium or "podcast",
        episodes=tuple(_episodes(feed, page)),
        conferences=tuple(_conference(live, page) for live in feed.live),
        publisher=feed.publisher.feed_guid if feed.publisher is not None else "",
        hidden=feed.block,
    )


def _episodes(feed: Feed, page: str) -> Iterator[EpisodeSummary]:
    for item in sorted(feed.items, key=lambda one: (one.published, one.guid), reverse=True):
        yield EpisodeSummary(
            guid=item.guid,
            title=_one_line(item.title) or item.guid,
            published=item.published,
            page=_address(item.link) or _address(item.enclosure.url) or page,
            summary=_summary(item),
            duration_s=item.duration_s,
        )


def _conference(live: LiveItem, page: str) -> ConferenceSummary:
    item = live.item
    place = next((one for one in item.locations if one.rel == "creator"), None)
    links = (_address(one.url) for one in item.content_links)
    return ConferenceSummary(
        guid=item.guid,
        title=_one_line(item.title) or item.guid,
        meeting=SiteMeeting(live.start, live.end, None if place is None else SitePlace(_one_line(place.name))),
        status=live.status,
        page=_address(item.link) or next((link for link in links if link), "") or page,
        stream=_address(item.enclosure.url),
        summary=_summary(item),
    )


def _summary(item: Item) -> str:
    return _short(item.summary or shown_text(item.html))


def _address(written: str | None) -> str:
    """The address if a page may lead there, else nothing; with signs in it that no address has (RFC 3986), quoted."""
    return quote(followed(written) or "", safe=_OF_ADDRESSES)


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()  # blanks that do not break stay: French needs them


def _short(text: str) -> str:
    """The text on one line, cut at a word where it is long."""
    line = _one_line(text)
    if len(line) <= _MOST_CHARACTERS:
        return line
    start = line[:_MOST_CHARACTERS]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:") + "…"


def site_of(settings: NetworkIdentity, shows: tuple[ShowSummary, ...], now: datetime) -> NetworkSite:
    """What the network publishes at this moment. Hours are told on the clock of its zone."""
    zone = ZoneInfo(settings.timezone)
    found = [(show, one) for show in shows for one in show.conferences if one.status != "ended" and one.over > now]
    ordered = sorted(found, key=lambda pair: (pair[1].meeting.start, pair[0].guid, pair[1].guid))
    coming = tuple((show, _on_clock(one, zone)) for show, one in ordered)
    return NetworkSite(**asdict(settings), shows=shows, conferences=coming)


def _on_clock(one: ConferenceSummary, zone: ZoneInfo) -> ConferenceSummary:
    start, end = one.meeting.start.astimezone(zone), one.meeting.end
    return replace(one, meeting=replace(one.meeting, start=start, end=end and end.astimezone(zone)))
