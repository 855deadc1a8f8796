"""Values of tags: written in one way, read in every way that is found in feeds.

Reading gives None for what cannot be understood; the reader then says that it could not place it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

_LONGEST_DATE = 100
_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")
_ISO_Z = re.compile(r"[zZ]$")
_HALF_DAY = re.compile(r"\d\s*[AP]\.?M\b", re.IGNORECASE)
_COLON_IN_ZONE = re.compile(r"([+-]\d\d):(\d\d)$")
_MIDNIGHT = re.compile(r"(?<!\d)24:00(?::00(?:[.,]0+)?)?(?![\d:])")
"""The end of a day (ISO 8601), which is the beginning of the next."""
_LEAP_SECOND = re.compile(r"(?<!\d)(23:59):60")
_SEPTEMBER = re.compile(r"\bSept\.? ", re.IGNORECASE)
_DAY_ALONE = re.compile(r"(?:\w+, *)?\d{1,2} \w+ \d{4}")
_ZONE_NAME = re.compile(r"[A-Za-z]+$")
_ZONES = {"Z": "+0000", "WET": "+0000", "WEST": "+0100", "BST": "+0100", "CET": "+0100", "CEST": "+0200",
          "MET": "+0100", "MEST": "+0200", "EET": "+0200", "EEST": "+0300", "MSK": "+0300"}  # fmt: skip
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


def _duration(written: str) -> int | None:
    found = read_span(written) if not written.startswith("-") else None
    return None if found is None else round(found.total_seconds())


def read_moment(written: str) -> datetime | None:
    """A date in the forms of RFC 822 or ISO 8601; without a zone it is in UTC. A wrong weekday does no harm."""
    if len(written) > _LONGEST_DATE:
        return None
    day_after = timedelta(days=1 if _MIDNIGHT.search(written) else 0)
    clock = _LEAP_SECOND.sub(r"\1:59", _MIDNIGHT.sub("00:00:00", written.strip()))
    for parse in (_iso, _rfc822):
        try:
            found = parse(clock) + day_after
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return None


def _iso(written: str) -> datetime:
    return datetime.fromisoformat(_ISO_Z.sub("+00:00", written))


def _rfc822(written: str) -> datetime:
    """Python takes the weekday, the clock and the zone of people's dates for others when they are not as it expects."""
    if _HALF_DAY.search(written):
        raise ValueError(written)
    written = _COLON_IN_ZONE.sub(r"\1\2", _SEPTEMBER.sub("Sep ", written))
    written = _ZONE_NAME.sub(lambda found: _ZONES.get(found[0].upper(), found[0]), written)
    return parsedate_to_datetime(f"{written} 00:00:00" if _DAY_ALONE.fullmatch(written) else written)


def _truth(written: str) -> bool | None:
    return _WORDS.get(written.lower())


def _same(written: str) -> str:
    return written


TEXT = Form(str, _same)
NUMBER = Form(str, _number)
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
