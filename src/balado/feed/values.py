"""Values of tags: written in one way, read in every way that is found in feeds.

Reading gives None for what cannot be understood; the reader then says that it could not place it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from balado.feed.read_date import read_loosely

_LONGEST_DATE = 100
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")
_FRACTION = re.compile(r"[0-9]{1,15}\.[0-9]{1,15}")
_ISO_Z = re.compile(r"[zZ]$")
_MIDNIGHT = re.compile(r"(?<![\d:])24:00(?::00(?:[.,]0+)?)?(?![\d:])")
"""The end of a day (ISO 8601), which is the beginning of the next; not the 24th minute of an hour (`12:24:00`)."""
_LEAP_SECOND = re.compile(r"(?<!\d)(23:59):60")
_WORDS = {
    "true": True, "yes": True, "explicit": True, "1": True,
    "false": False, "no": False, "clean": False, "0": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written, and how it is read (None: not understood)."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _seconds(value: timedelta) -> str:
    whole, milliseconds = value.days * 86_400 + value.seconds, value.microseconds // 1000
    return f"{whole}.{milliseconds:03}".rstrip("0") if milliseconds else str(whole)


def play_time(value: timedelta) -> str:
    """Normal Play Time with milliseconds: `00:12:30.500` (Podlove Simple Chapters 1.2)."""
    minutes, seconds = divmod(value.days * 86_400 + value.seconds, 60)
    # half the time of an f-string, and a feed may hold ten thousand chapters
    return "%02d:%02d:%02d.%03d" % (*divmod(minutes, 60), seconds, value.microseconds // 1000)  # noqa: UP031


def read_span(written: str) -> timedelta | None:
    """A time in seconds or with colons, as feeds have them (`75.5`, `7:48`, `01:02:03.500`)."""
    try:
        if found := _CLOCK.fullmatch(written):
            return timedelta(
                hours=int(found[1] or 0), minutes=int(found[2]), milliseconds=round(float(found[3]) * 1000)
            )
        return timedelta(milliseconds=round(float(written) * 1000))
    except (ValueError, OverflowError):
        return None


def _number(written: str) -> int | None:
    try:
        return int(written)
    except ValueError:
        return None


def _rate(written: str) -> int | None:
    """A whole number: the example of the podcast namespace has a fraction of a bit, which says nothing.

    So a feed with the rounded number is the same. A rate that is less than a bit is none.
    """
    return (round(float(written)) or None) if _FRACTION.fullmatch(written) else _number(written)


def _duration(written: str) -> int | None:
    found = read_span(written) if not written.startswith("-") else None
    return None if found is None else round(found.total_seconds())


def read_moment(written: str) -> datetime | None:
    """A date in the forms of RFC 822 or ISO 8601, or as people write it; without a zone that is known, it is in UTC.

    A wrong weekday does no harm.
    """
    if len(written) > _LONGEST_DATE:
        return None
    day_after = timedelta(days=1 if _MIDNIGHT.search(written) else 0)
    clock = _LEAP_SECOND.sub(r"\1:59", _MIDNIGHT.sub("00:00:00", written.strip()))
    for parse in (_iso, read_loosely):
        try:
            found = parse(clock)
            if found is not None:
                found += day_after
        except (ValueError, OverflowError, OSError):
            continue
        if found is not None:
            return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return None


def _iso(written: str) -> datetime:
    return datetime.fromisoformat(_ISO_Z.sub("+00:00", written))


def _truth(written: str) -> bool | None:
    return _WORDS.get(written.lower())


def _same(written: str) -> str:
    return written


TEXT = Form(str, _same)
NUMBER = Form(str, _number)
RATE = Form(str, _rate)
"""Bits per second."""
SECONDS = Form(_seconds, read_span)
PLAY_TIME = Form(play_time, read_span)
DURATION = Form(str, _duration)
TRUTH = Form(lambda value: "true" if value else "false", _truth)
YES_NO = Form(lambda value: "yes" if value else "no", _truth)
YES = Form(lambda _value: "Yes", _truth)
"""Tags that only act when they say Yes (Apple)."""
MOMENT = Form(lambda value: value.isoformat(), read_moment)
DATE = Form(format_datetime, read_moment)
LOWER = Form(str, str.lower)


def one_of(*words: str) -> Form:
    """One of a few words, in lower case."""
    return Form(str, lambda written: written.lower() if written.lower() in words else None)
