"""Dates and times as authors write them (ISO 8601), read in the zone of their show. No clock. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from balado.message import Message, say
from balado.show.values.intended import intended, time_alone
from balado.show.values.plain import one_line, wrong

_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:(?:[Tt]| +)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r" *(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})")
_EARLIEST, _LATEST = 1900, 2200


def moment_of(written: object, zone: tzinfo | None) -> datetime:
    """The moment written as `2022-10-19 17:30`; `T`, seconds, an offset or `Z` if wished; a day alone is its 00:00.

    Without an offset it is in `zone`: of two equal local times (clocks go back) the first, and one that does not
    exist (clocks go forward) is refused. Raises what `wrong` makes.
    """
    line = one_line(written)
    found = _ISO.fullmatch(line)
    naive = _naive(found) if found else None
    if found is None or naive is None:
        raise wrong(say("“{text}” is not a date.", text=line), _example(line))
    offset = _offset(found["zone"])
    if found["zone"] and offset is None:
        raise wrong(say("“{text}” has an offset that no zone has.", text=line), _example(line))
    if offset is not None:
        return naive.replace(tzinfo=offset)
    if zone is None:
        raise wrong(say("“{text}” has no time zone.", text=line), say("Add its offset: {text}+01:00", text=line))
    return _in_zone(naive, zone)


def _naive(found: re.Match[str]) -> datetime | None:
    year, month, day = (int(part) for part in found["date"].split("-"))
    if not _EARLIEST <= year <= _LATEST:
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


def _offset(zone: str | None) -> tzinfo | None:
    if zone is None:
        return None
    if zone in "Zz":
        return UTC
    found = _OFFSET.fullmatch(zone)
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-size if found[1] == "-" else size)


def _in_zone(naive: datetime, zone: tzinfo) -> datetime:
    moment = naive.replace(tzinfo=zone)
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != naive:
        raise wrong(
            say("{text} does not exist in {zone}: clocks go forward over it.", text=naive, zone=zone),
            say("Write {text}.", text=there_and_back.replace(tzinfo=None)),
        )
    return moment


def _example(line: str) -> Message:
    if meant := intended(line):
        return say("Write {text} (year, month, day).", text=meant)
    if time := time_alone(line):
        return say("Write the day before the hour, for example: 2022-10-19 {time} (year, month, day, hour).", time=time)
    return say("Write it as 2022-10-19 17:30 (year, month, day, hour).")
