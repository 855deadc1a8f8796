from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from site_specimens import PALACE, PARIS, conference, episode, full_episode, meeting, show

from balado.site.calendar import calendar_files, event_key
from balado.site.marks import mark_of
from balado.site.model import SiteMeeting, SitePlace, SiteShow


def files(of: SiteShow) -> dict[str, bytes]:
    return {made.key: made.body for made in calendar_files(of)}


def events(body: bytes) -> list[Event]:
    return list(Calendar.from_ical(body).walk("VEVENT"))


def only_event(of: SiteShow) -> Event:
    [event] = events(files(of)["calendar.ics"])
    return event


def own_clock(body: bytes, moment: datetime) -> datetime:
    """The moment on the clock that the file itself describes, whatever this computer knows of the zone."""
    [zone] = Calendar.from_ical(body).walk("VTIMEZONE")
    return moment.astimezone(zone.to_tz(lookup_tzid=False))


def blocks(body: bytes) -> set[bytes]:
    return {part.partition(b"END:VEVENT")[0] for part in body.split(b"BEGIN:VEVENT")[1:]}


def test_a_conference_to_come_has_a_file_of_its_own_and_stands_in_the_calendar() -> None:
    to_come = conference()
    made = files(show(conferences=(to_come,)))
    assert list(made) == ["calendar.ics", event_key(to_come)]
    for body in made.values():
        [event] = events(body)
        assert (event["SUMMARY"], event["UID"]) == (to_come.title, mark_of(to_come.guid))
        assert event["LOCATION"] == PALACE.name
        assert (event["GEO"].latitude, event["GEO"].longitude) == (48.8625, 2.3375)
        assert event["URL"] == "https://example.org/live"
        assert event["DESCRIPTION"] == "Penser le dernier kilomètre dès le premier.\n\nhttps://example.org/live"
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (to_come.meeting.start, to_come.meeting.end)
        assert event["DTSTART"].params["TZID"] == "Europe/Paris"


def test_what_took_place_stays_in_the_calendar_and_has_no_file() -> None:
    ended = conference("finie", status="ended", meeting=meeting(2026, 11, 2, 18, 0))
    made = files(show(full_episode(), episode("sans-heure"), conferences=(ended,)))
    assert list(made) == ["calendar.ics"]
    assert [event["UID"] for event in events(made["calendar.ics"])] == [
        mark_of("guid-of-quelles-attentes"),
        mark_of(ended.guid),
    ]
    assert events(made["calendar.ics"])[0]["URL"] == "https://pod.example/show/episodes/quelles-attentes.html"


def test_a_show_without_conferences_has_no_calendar() -> None:
    assert calendar_files(show(episode())) == ()


def test_a_conference_that_becomes_an_episode_stays_the_same_event() -> None:
    before = only_event(show(conferences=(conference("un"),)))
    after = only_event(show(episode("un", meeting=conference("un").meeting)))
    assert [before[name].to_ical() for name in ("UID", "DTSTAMP", "DTSTART", "DTEND")] == [
        after[name].to_ical() for name in ("UID", "DTSTAMP", "DTSTART", "DTEND")
    ]


@pytest.mark.parametrize(
    ("day", "hour", "offset"),
    [
        ((2026, 3, 29), 1, 1),
        ((2026, 3, 29), 3, 2),
        ((2026, 3, 29), 4, 2),
        ((2026, 10, 25), 1, 2),
        ((2026, 10, 25), 3, 1),
        ((2026, 12, 31), 23, 1),
    ],
)
def test_hours_around_both_changes_of_the_clocks_are_right(day: tuple[int, int, int], hour: int, offset: int) -> None:
    made = conference(meeting=meeting(*day, hour, 30, hours=2))
    for body in files(show(conferences=(made,))).values():
        [event] = events(body)
        assert event["DTSTART"].dt.astimezone(UTC) == made.meeting.start.astimezone(UTC)
        assert event["DTSTART"].dt.utcoffset() == timedelta(hours=offset)
        assert event["DTEND"].dt.astimezone(UTC) - event["DTSTART"].dt.astimezone(UTC) == timedelta(hours=2)
        described = own_clock(body, made.meeting.start)
        assert (described.hour, described.utcoffset()) == (hour, timedelta(hours=offset))


@given(
    seconds=st.integers(0, 4 * 365 * 24 * 60 * 60),
    zone=st.sampled_from(
        ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Africa/Casablanca"]
    ),
)
def test_the_clock_that_the_file_describes_is_that_of_the_zone(seconds: int, zone: str) -> None:
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    made = show(conferences=(conference(meeting=SiteMeeting(moment)),), timezone=zone)
    described = own_clock(files(made)["calendar.ics"], moment)
    assert described.replace(tzinfo=None) == moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_an_hour_that_clocks_show_twice_is_the_one_that_is_meant() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for moment in (second - timedelta(hours=1), second):
        event = only_event(show(conferences=(conference(meeting=SiteMeeting(moment)),)))
        assert event["DTSTART"].dt.astimezone(UTC) == moment


def test_the_change_of_spring_begins_at_the_hour_before_it() -> None:
    body = files(show(conferences=(conference(),)))["calendar.ics"]
    assert b"BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\n" in body
    assert b"BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\n" in body


def test_a_zone_whose_clocks_stand_still_is_described_too() -> None:
    made = show(conferences=(conference(meeting=SiteMeeting(datetime(2027, 1, 1, 2, tzinfo=UTC))),), timezone="UTC")
    assert only_event(made)["DTSTART"].dt == datetime(2027, 1, 1, 2, tzinfo=UTC)


def test_days_without_an_hour_are_whole_days() -> None:
    one = only_event(show(conferences=(conference(meeting=meeting(2027, 3, 28, all_day=True)),)))
    assert one["DTSTART"].dt == date(2027, 3, 28)
    assert "DTEND" not in one
    two = SiteMeeting(datetime(2027, 3, 27, tzinfo=PARIS), datetime(2027, 3, 28, tzinfo=PARIS), all_day=True)
    assert only_event(show(conferences=(conference(meeting=two),)))["DTEND"].dt == date(2027, 3, 29)


def test_a_place_of_which_only_the_name_is_known_is_named() -> None:
    event = only_event(show(conferences=(conference(meeting=meeting(2027, 1, 2, place=SitePlace("Lyon"))),)))
    assert (event["LOCATION"], "GEO" in event) == ("Lyon", False)
    assert "LOCATION" not in only_event(show(conferences=(conference(meeting=meeting(2027, 1, 2, place=None)),)))


def test_a_new_episode_changes_no_other_event() -> None:
    before = show(full_episode(), conferences=(conference(),))
    after = replace(before, episodes=(episode("neuf", meeting=meeting(2026, 1, 5, 9, 0)), *before.episodes))
    assert blocks(files(before)["calendar.ics"]) < blocks(files(after)["calendar.ics"])
    assert files(before)[event_key(conference())] == files(after)[event_key(conference())]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1, max_size=200))
def test_lines_are_folded_and_texts_come_back(text: str) -> None:
    title = f"{text}; {text}, fin"
    body = files(show(conferences=(conference(title=title),)))["calendar.ics"]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert events(body)[0]["SUMMARY"] == title


def test_signs_with_a_meaning_are_escaped() -> None:
    body = files(show(conferences=(conference(title="a\\b;c,d\ne"),)))["calendar.ics"]
    assert b"SUMMARY:a\\\\b\\;c\\,d\\ne\r\n" in body


@pytest.mark.parametrize(
    ("title", "written"), [("Villes, routes; ponts", "Villes\\, routes\\; ponts"), ("Deux\nlignes", "Deux\\nlignes")]
)
def test_the_name_of_the_show_is_escaped_wherever_it_stands(title: str, written: str) -> None:
    """RFC 5545, 3.3.11; programs read either property."""
    text = files(show(title=title, conferences=(conference(),)))["calendar.ics"].decode()
    assert f"\r\nNAME:{written}\r\n" in text
    assert f"\r\nX-WR-CALNAME:{written}\r\n" in text
