"""Recurrence rules of calendars (RFC 5545, section 3.3.10): when a show comes out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from balado.message import say
from balado.show.values.plain import meant, one_line, wrong

_DAYS = "SU|MO|TU|WE|TH|FR|SA"


def _list_of(form: str) -> re.Pattern[str]:
    return re.compile(f"(?:{form})(?:,(?:{form}))*")


_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_WEEK = r"(?:0?[1-9]|[1-4][0-9]|5[0-3])"
_DAY_OF_YEAR = r"(?:[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_PARTS: Mapping[str, re.Pattern[str]] = {
    "FREQ": re.compile("SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY"),
    "UNTIL": re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "COUNT": _NUMBER,
    "INTERVAL": _NUMBER,
    "BYSECOND": _list_of("[0-5]?[0-9]|60"),
    "BYMINUTE": _list_of("[0-5]?[0-9]"),
    "BYHOUR": _list_of("[01]?[0-9]|2[0-3]"),
    "BYDAY": _list_of(rf"(?:[+-]?{_WEEK})?(?:{_DAYS})"),
    "BYMONTHDAY": _list_of("[+-]?(?:0?[1-9]|[12][0-9]|3[01])"),
    "BYYEARDAY": _list_of(f"[+-]?{_DAY_OF_YEAR}"),
    "BYWEEKNO": _list_of(f"[+-]?{_WEEK}"),
    "BYMONTH": _list_of("0?[1-9]|1[0-2]"),
    "BYSETPOS": _list_of(f"[+-]?{_DAY_OF_YEAR}"),
    "WKST": re.compile(_DAYS),
}
_NEVER_WITH: Mapping[str, tuple[str, ...]] = {
    "BYYEARDAY": ("DAILY", "WEEKLY", "MONTHLY"),
    "BYMONTHDAY": ("WEEKLY",),
    "BYWEEKNO": ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"),
}


def recurrence(value: object) -> str:
    """A rule such as `FREQ=WEEKLY;BYDAY=WE`, in capitals. Raises what `wrong` makes for one that is none."""
    line = one_line(value).upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in line.split(";"):
        name, rule = _part(part)
        if name in parts:
            raise _badly_written(part)
        parts[name] = rule
    _judge(line, parts)
    return line


def counts(rule: str) -> bool:
    """Whether the rule counts its occurrences, so that it needs a date to count from."""
    return "COUNT=" in rule


def _part(part: str) -> tuple[str, str]:
    name, equals, rule = part.partition("=")
    form = _PARTS.get(name)
    if form is None or not equals:
        raise wrong(
            say("“{part}” is no part of a recurrence rule (RFC 5545).", part=part),
            meant("FREQ" if name == "FREQUENCY" else name, _PARTS, say("Write for example FREQ=WEEKLY;BYDAY=WE.")),
        )
    if not form.fullmatch(rule) or (name == "UNTIL" and not _is_moment(rule)):
        raise _badly_written(part)
    return name, rule


def _is_moment(written: str) -> bool:
    form = "%Y%m%dT%H%M%S" if "T" in written else "%Y%m%d"
    try:
        datetime.strptime(written.removesuffix("Z"), form)  # noqa: DTZ007 (only asked whether there is such a day)
    except ValueError:
        return False
    return True


def _badly_written(part: str) -> ValueError:
    return wrong(
        say("“{part}” is not written as RFC 5545 wants it.", part=part),
        say("Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z."),
    )


def _judge(line: str, parts: Mapping[str, str]) -> None:
    """The parts among themselves."""
    if "FREQ" not in parts:
        what = say("The rule “{rule}” does not say how often.", rule=line)
        raise wrong(what, say("Begin with FREQ, for example FREQ=WEEKLY;BYDAY=WE."))
    if {"COUNT", "UNTIL"} <= parts.keys():
        what = say("The rule “{rule}” ends twice: after a count, and at a date.", rule=line)
        raise wrong(what, say("Write COUNT or UNTIL, one of the two."))
    for name in _misplaced(parts):
        raise wrong(
            say("“{part}” does not go with the rest of the rule (RFC 5545).", part=f"{name}={parts[name]}"),
            say("Leave it out, or write another FREQ, for example FREQ=MONTHLY;BYDAY=1WE."),
        )


def _misplaced(parts: Mapping[str, str]) -> Iterator[str]:
    frequency = parts["FREQ"]
    yield from (name for name, others in _NEVER_WITH.items() if name in parts and frequency in others)
    numbered = any(digit in parts.get("BYDAY", "") for digit in "0123456789")
    if numbered and (frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts):
        yield "BYDAY"
    if "BYSETPOS" in parts and sum(name.startswith("BY") for name in parts) == 1:
        yield "BYSETPOS"
