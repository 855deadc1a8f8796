"""Dates and times as authors write them (ISO 8601), read in the zone of their show. No clock. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from balado.message import Message, say
from balado.show.values.intended import intended, time_alone
from balado.show.values.plain import one_line, wrong
from balado.show.values.written_date import OffsetError, read_date


def moment_of(written: object, zone: tzinfo | None) -> datetime:
    """The moment written as `2022-10-19 17:30`; `T`, seconds, an offset or `Z` if wished; a day alone is its 00:00.

    Without an offset it is in `zone`: of two equal local times (clocks go back) the first, and one that does not
    exist (clocks go forward) is refused. Raises what `wrong` makes.
    """
    line = one_line(written)
    try:
        moment = read_date(line)
    except OffsetError:
        raise wrong(say("“{text}” has an offset that no zone has.", text=line), rewritten(line)) from None
    if moment is None:
        raise wrong(say("“{text}” is not a date.", text=line), rewritten(line))
    if moment.tzinfo is not None:
        return moment
    if zone is None:
        raise wrong(say("“{text}” has no time zone.", text=line), say("Add its offset: {text}+01:00", text=line))
    return _in_zone(moment, zone)


def _in_zone(naive: datetime, zone: tzinfo) -> datetime:
    moment = naive.replace(tzinfo=zone)
    there_and_back = moment.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) != naive:
        raise wrong(
            say("{text} does not exist in {zone}: clocks go forward over it.", text=naive, zone=zone),
            say("Write {text}.", text=there_and_back.replace(tzinfo=None)),
        )
    return moment


def rewritten(line: str) -> Message:
    """How to write what is no date, or in no form that is read."""
    if meant := intended(line):
        return say("Write {text} (year, month, day).", text=meant)
    if time := time_alone(line):
        return say("Write the day before the hour, for example: 2022-10-19 {time} (year, month, day, hour).", time=time)
    return say("Write it as 2022-10-19 17:30 (year, month, day, hour).")
