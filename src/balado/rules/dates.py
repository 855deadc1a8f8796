"""When episodes came out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from balado.message import mark, say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, ChannelItem
from balado.rules.tree import Element, moment_of

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NAMES = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)
_FORM = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s*)?\d{1,2}\s+"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+(?P<year>\d{4})\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s+(?P<zone>[+-]\d{4}|UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z))?"
)
_AMERICAN = {"EST": ("EDT", "-0400"), "CST": ("CDT", "-0500"), "MST": ("MDT", "-0600"), "PST": ("PDT", "-0700")}
"""The names of winter, each with that of summer and its offset."""
_WINTERS = {summer: (winter, f"-0{int(offset[2]) + 1}00") for winter, (summer, offset) in _AMERICAN.items()}
_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|\b[A-Z]{1,5})$")
_FIRST_YEAR = 1990
_LONGER_SUMMERS = 2007
_DAY = timedelta(days=1)


@rule(
    "ITM-007",
    "error",
    "spotify apple:warning psp1:warning rss:warning",
    say("Write the date with its offset: Mon, 02 Nov 2026 06:00:00 +0100"),
)
def date_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no date, or one without a time zone.

    Why: apps sort by it; without a zone each takes its own, and the episode moves by hours.
    Example: `<pubDate>Mon, 02 Nov 2026 06:00:00</pubDate>`.
    Remedy: write the date with the offset of its zone.
    Source: RFC 2822; Spotify, podcast delivery specification; Apple, A Podcaster's Guide to RSS, pubDate.
    """
    if item.is_live:
        return
    date = item.element.first("pubDate")
    if date is None or not date.text.strip():
        yield Finding(date or item.element, say("The episode has no date."))
        return
    found = _FORM.fullmatch(" ".join(date.text.split()))
    if found is not None and found["zone"] is None:
        what = say("The date “{text}” has no time zone.", text=quoted(date.text))
        yield Finding(date, what, severity="error")


@rule("ITM-008", "error", "rss", say("Write it like this: Mon, 02 Nov 2026 06:00:00 +0100"))
def date_malformed(item: ChannelItem) -> Iterator[Finding]:
    """A date is not in the form of RFC 2822, its weekday is wrong, or its zone is that of the other half of the year.

    Why: apps that cannot read it put the episode at the end of the list, or leave it out; EST in July is one hour off.
    Example: `2026-11-02`, “lun., 02 nov. 2026”, or a Tuesday that was a Monday.
    Remedy: let the program write it; day and month are English, the year has four digits.
    Source: RFC 2822, section 3.3; RFC 5322, section 4.3 (zones by name are obsolete); RSS 2.0, pubDate; W3C feed
    validator, IncorrectDOW.
    """
    date = item.element.first("pubDate")
    if date is not None:
        yield from _in_another_form(date, date.text, item.published)


@rule("ITM-008", "warning", "rss podcast20", say("Write it like this: Mon, 02 Nov 2026 06:00:00 +0100"))
def show_date_malformed(channel: Channel) -> Iterator[Finding]:
    """A date of the show or of a trailer is not in the form of RFC 2822, or its weekday or its zone is wrong.

    Why: readers compare it to know whether anything is new, and take the newest trailer.
    Example: `<lastBuildDate>2026-11-02</lastBuildDate>`, or EST in July.
    Remedy: let the program write it; day and month are English, the year has four digits.
    Source: RFC 2822, section 3.3; RSS 2.0, pubDate, lastBuildDate; podcast namespace, trailer.
    """
    for name in ("pubDate", "lastBuildDate"):
        for date in channel.element.all(name):
            yield from _as_warnings(_in_another_form(date, date.text, moment_of(date.text)))
    for trailer in channel.element.all("podcast:trailer"):
        written = trailer.attributes.get("pubdate", "")
        yield from _as_warnings(_in_another_form(trailer, written, moment_of(written)))


def _as_warnings(found: Iterable[Finding]) -> Iterator[Finding]:
    return (replace(one, severity="warning") for one in found)


def _in_another_form(date: Element, written: str, moment: datetime | None) -> Iterator[Finding]:
    text = " ".join(written.split())
    if not text:
        return
    found = _FORM.fullmatch(text)
    if found is None or moment is None:
        # some zones by name are old but read everywhere; what is left after them must still be a date
        severity = "warning" if found is None and _FORM.fullmatch(_ZONE.sub("GMT", text)) else None
        what = say("“{text}” is no date in the form of RFC 2822.", text=quoted(text))
        yield Finding(date, what, severity=severity)  # type: ignore[arg-type] # mypy widens the literal
    elif found["day"] and _DAYS[weekday := moment.weekday()] != found["day"]:
        what = say("“{text}” was a {day}: “{name}”.", text=quoted(text), day=say(_NAMES[weekday]), name=_DAYS[weekday])
        yield Finding(date, what, severity="warning")
    else:
        yield from _wrong_season(date, moment, found["zone"])


def _wrong_season(date: Element, moment: datetime, zone: str | None) -> Iterator[Finding]:
    """The zones of North America by name, in the half of the year in which most clocks there have the other name."""
    usual = _names_not_in_use(moment.replace(tzinfo=None)).get(zone or "")
    if usual is not None:
        what = say("At that date clocks that show {zone} show {usual} in most places.", zone=zone, usual=usual[0])
        remedy = say("Write the offset, {offset} where that is so: other readers are an hour off.", offset=usual[1])
        yield Finding(date, what, remedy, "warning")


def _names_not_in_use(day: datetime) -> Mapping[str, tuple[str, str]]:
    """The names that clocks in the United States do not show on that day, each with that which they show.

    Summer time is by the Energy Policy Act of 2005, from 1987 to 2006 from April to October. On the days of change
    both are in use.
    """
    if day.year >= _LONGER_SUMMERS:
        first, last = _sunday(day.year, 3, 8), _sunday(day.year, 11, 1)
    else:
        first, last = _sunday(day.year, 4, 1), _sunday(day.year, 10, 25)
    if first <= day < first + _DAY or last <= day < last + _DAY:
        return {}
    return _AMERICAN if first < day < last else _WINTERS


def _sunday(year: int, month: int, day: int) -> datetime:
    """The first Sunday on that day or after it."""
    start = datetime(year, month, day)  # noqa: DTZ001 # as a calendar on the wall, which has no zone
    return start + timedelta(days=6 - start.weekday())


@rule("ITM-009", "warning", "rss", say("Wait for the date, or correct it."))
def date_unlikely(item: ChannelItem) -> Iterator[Finding]:
    """The date of an episode is still to come, or older than podcasts are.

    Why: apps differ: some show an episode of the future now, some on its date, some never.
    Example: a date of next week, or of 1970.
    Remedy: publish the episode when its date has come, or correct the date.
    Source: W3C feed validator, ImplausibleDate.
    """
    date, moment = item.element.first("pubDate"), item.published
    if date is None or moment is None:
        return
    if moment > item.terms.now:
        yield Finding(date, say("The date “{text}” is still to come.", text=quoted(date.text)))
    elif moment.astimezone(UTC).year < _FIRST_YEAR:
        yield Finding(date, say("The date “{text}” is older than podcasts are.", text=quoted(date.text)))


@rule("ITM-009", "info", "rss", say("Give them different times: a minute is enough."))
def date_shared(channel: Channel) -> Iterator[Finding]:
    """Two episodes have the same date and time.

    Why: apps that sort by date show them in any order.
    Example: a whole season published at 08:00 of one day.
    Remedy: give them different times; a minute is enough.
    Source: RSS Best Practices Profile, pubDate.
    """
    first: dict[datetime, Element] = {}
    for item in channel.items:
        date, moment = item.element.first("pubDate"), item.published
        if date is None or moment is None:
            continue
        other = first.setdefault(moment, item.element)
        if other is not item.element:
            title = quoted(other.value("title"))
            yield Finding(date, say("“{title}” has the same date and time.", title=title))
