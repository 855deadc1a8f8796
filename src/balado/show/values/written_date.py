"""Dates and times as people write them, ISO 8601 with a blank or a `T`: in files and on the command line. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:(?:[Tt]| +)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r" *(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})")
_EARLIEST, _LATEST = 1900, 2200


class OffsetError(ValueError):
    """The offset behind a time is that of no zone."""


def read_date(line: str) -> datetime | None:
    """The moment written as `2022-10-19 17:30`; `T`, seconds, an offset or `Z` if wished; a day alone is its 00:00.

    Without an offset it has no zone. None for what is no date; raises OffsetError for an offset that no zone has.
    """
    found = _ISO.fullmatch(line)
    naive = _naive(found) if found else None
    if found is None or naive is None:
        return None
    return naive if found["zone"] is None else naive.replace(tzinfo=_offset(found["zone"]))


def _naive(found: re.Match[str]) -> datetime | None:
    year, month, day = (int(part) for part in found["date"].split("-"))
    if not _EARLIEST <= year <= _LATEST:
        return None
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (the zone is the show's, added later)
    except ValueError:
        return None


def _offset(zone: str) -> tzinfo:
    if zone in "Zz":
        return UTC
    found = _OFFSET.fullmatch(zone)
    if found is None or int(found[2]) > 14 or int(found[3]) > 59:
        raise OffsetError(zone)
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-size if found[1] == "-" else size)
