"""The conferences as calendars: one file to subscribe to for the cycle, and one for each that is to come. Pure.

An event is made of its own conference alone, so that nothing else changes it: no clock, no number of a publication.
It keeps its identity when the conference becomes an episode. Source: RFC 5545; RFC 7986 for a calendar's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as CalendarEvent

from balado.artifact import SITE_INDEX, public_url
from balado.site import addresses
from balado.site.marks import mark_of
from balado.site.model import SiteConference, SiteEpisode, SiteFile, SiteMeeting, SiteShow

MEDIA_TYPE = "text/calendar; charset=utf-8"
_PROGRAM = "-//Balado//Conferences//EN"
_LOOKED_AT = timedelta(days=1)
_DAY = timedelta(days=1)
_NO_YEAR = 1970
_EVENT = re.compile(rb"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A conference as a calendar has it: `address` is that of the page about it."""

    guid: str
    title: str
    summary: str
    meeting: SiteMeeting
    address: str


def event_key(conference: SiteConference) -> str:
    """The key of the calendar file of a conference, which has no page with a name of its own yet."""
    return addresses.event_key(mark_of(conference.guid))


def is_to_come(conference: SiteConference) -> bool:
    """Whether people can still put it into their calendar: it is announced, or on air."""
    return conference.status != "ended"


def calendar_files(show: SiteShow) -> tuple[SiteFile, ...]:
    """The calendar of the cycle and the file of each conference to come; nothing where no hour was ever told.

    The calendar holds what took place too: who subscribed keeps it.
    """
    occasions = (*(_announced(show, one) for one in show.conferences), *_past(show))
    if not occasions:
        return ()
    whole = subscribed_calendar(show.title, public_url(show.url, SITE_INDEX), ZoneInfo(show.timezone), occasions)
    guids = frozenset(occasion.guid for occasion in occasions)
    to_come = (one for one in show.conferences if is_to_come(one))
    return (
        SiteFile(addresses.CALENDAR, whole, MEDIA_TYPE, guids),
        *(SiteFile(event_key(one), _single(show, one), MEDIA_TYPE, frozenset([one.guid])) for one in to_come),
    )


def subscribed_calendar(title: str, page: str, zone: ZoneInfo, occasions: Sequence[Occasion]) -> bytes:
    """The calendar of these conferences on this zone's clock; `page` is the address of what it is of.

    One without any still says what the clock does: it must hold something (RFC 5545, 3.6).
    """
    whole = _calendar(zone, occasions)
    for name in ("name", "x-wr-calname"):
        whole.add(name, vText(title))  # a property of no standard would keep commas and line breaks as they are
    whole.add("url", page)
    whole.add("refresh-interval", _LOOKED_AT, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "P1D")
    return bytes(whole.to_ical())


def without_event(document: bytes, guid: str) -> bytes:
    """The calendar without a conference; all other bytes stay as they are."""
    own = f"UID:{mark_of(guid)}\r\n".encode()
    return _EVENT.sub(lambda event: b"" if own in event[0] else event[0], document)


def _single(show: SiteShow, conference: SiteConference) -> bytes:
    return bytes(_calendar(ZoneInfo(show.timezone), [_announced(show, conference)]).to_ical())


def _announced(show: SiteShow, conference: SiteConference) -> Occasion:
    address = addresses.public_address(show.url, conference.page)
    return Occasion(conference.guid, conference.title, conference.summary, conference.meeting, address)


def _past(show: SiteShow) -> Iterator[Occasion]:
    for episode in show.episodes:
        if episode.meeting is not None:
            yield Occasion(episode.guid, episode.title, episode.summary, episode.meeting, _page(show, episode))


def _page(show: SiteShow, episode: SiteEpisode) -> str:
    return public_url(show.url, addresses.episode_key(episode.page))


def _calendar(zone: ZoneInfo, occasions: Iterable[Occasion]) -> Calendar:
    ordered = sorted(occasions, key=lambda one: (one.meeting.start, mark_of(one.guid)))
    starts = [one.meeting.start.astimezone(zone).year for one in ordered] or [_NO_YEAR]
    ends = [one.meeting.end.astimezone(zone).year for one in ordered if one.meeting.end is not None]
    made = Calendar()
    made.add("prodid", _PROGRAM)
    made.add("version", "2.0")
    made.add_component(_timezone(zone, min(starts), max((*starts, *ends))))
    for occasion in ordered:
        made.add_component(_event(occasion, zone))
    return made


def _event(occasion: Occasion, zone: ZoneInfo) -> CalendarEvent:
    meeting = occasion.meeting
    made = CalendarEvent()
    made.add("uid", mark_of(occasion.guid))
    made.add("dtstamp", meeting.start.astimezone(UTC))
    made.add("dtstart", _begin(meeting, zone))
    if meeting.end is not None:
        made.add("dtend", _end(meeting.end, meeting, zone))
    made.add("summary", occasion.title)
    made.add("description", "\n\n".join(text for text in (occasion.summary, occasion.address) if text))
    made.add("url", occasion.address)
    if meeting.place is not None:
        made.add("location", meeting.place.name)
        if meeting.place.latitude is not None and meeting.place.longitude is not None:
            made.add("geo", (meeting.place.latitude, meeting.place.longitude))
    return made


def _begin(meeting: SiteMeeting, zone: ZoneInfo) -> date | datetime:
    return meeting.start.astimezone(zone).date() if meeting.all_day else _on_clock(meeting.start, zone)


def _end(end: datetime, meeting: SiteMeeting, zone: ZoneInfo) -> date | datetime:
    """The end, which an event of whole days names as the day behind it (RFC 5545, 3.6.1)."""
    return end.astimezone(zone).date() + _DAY if meeting.all_day else _on_clock(end, zone)


def _on_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment on the zone's clock; in UTC where clocks show it for the second time (RFC 5545, 3.3.5: the first)."""
    shown = moment.astimezone(zone)
    return moment.astimezone(UTC) if shown.fold else shown


def _timezone(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """What the zone's clocks do from the beginning of one year to the end of another.

    The library's own begins summer at the hour that clocks show after the change; RFC 5545, 3.6.5 has the one before.
    """
    made = Timezone()
    made.add("tzid", zone.key)
    begin = datetime(first, 1, 1, tzinfo=UTC) - _DAY
    made.add_component(_observance(begin, begin.astimezone(zone), begin.astimezone(zone)))
    for moment in _changes(zone, begin, datetime(last + 1, 1, 1, tzinfo=UTC) + _DAY):
        before, after = (moment - timedelta(seconds=1)).astimezone(zone), moment.astimezone(zone)
        made.add_component(_observance(moment, before, after))
    return made


def _observance(moment: datetime, before: datetime, after: datetime) -> TimezoneStandard | TimezoneDaylight:
    made = TimezoneDaylight() if after.dst() else TimezoneStandard()
    offset_before = before.utcoffset() or timedelta()
    made.add("dtstart", (moment + offset_before).replace(tzinfo=None))
    made.add("tzoffsetfrom", offset_before)
    made.add("tzoffsetto", after.utcoffset() or timedelta())
    made.add("tzname", after.tzname())
    return made


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the zone's clocks are moved, to the second."""
    while begin < end:
        low, high = begin, begin + _DAY
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            offset = low.astimezone(zone).utcoffset()
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low).total_seconds() // 2)
                low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
            yield high
        begin += _DAY
