"""Recurrence rules of calendars (RFC 5545, section 3.3.10): when a show comes out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from balado.message import say
from balado.written.plain import nearest, one_line, wrong

_DAYS = "SU|MO|TU|WE|TH|FR|SA"


def _list_of(form: str) -> re.Pattern[str]:
    return re.compile(f"(?:{form})(?:,(?:{form}))*")


_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_PARTS: Mapping[str, re.Pattern[str]] = {
    "FREQ": re.compile("SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY"),
    "UNTIL": re.compile(r"[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "COUNT": _NUMBER,
    "INTERVAL": _NUMBER,
    "BYSECOND": _list_of("[0-5]?[0-9]|60"),
    "BYMINUTE": _list_of("[0-5]?[0-9]"),
    "BYHOUR": _list_of("[01]?[0-9]|2[0-3]"),
    "BYDAY": _list_of(rf"[+-]?[0-9]{{0,2}}(?:{_DAYS})"),
    "BYMONTHDAY": _list_of("[+-]?(?:[1-9]|[12][0-9]|3[01])"),
    "BYYEARDAY": _list_of("[+-]?[1-9][0-9]{0,2}"),
    "BYWEEKNO": _list_of("[+-]?(?:[1-9]|[1-4][0-9]|5[0-3])"),
    "BYMONTH": _list_of("[1-9]|1[0-2]"),
    "BYSETPOS": _list_of("[+-]?[1-9][0-9]{0,2}"),
    "WKST": re.compile(_DAYS),
}


def recurrence(value: object) -> str:
    """A rule such as `FREQ=WEEKLY;BYDAY=WE`, in capitals. Raises what `wrong` makes for one that is none."""
    line = one_line(value).upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in line.split(";"):
        name, equals, rule = part.partition("=")
        form = _PARTS.get(name)
        if form is None or not equals:
            near = nearest(name, list(_PARTS))
            raise wrong(
                say("“{part}” is no part of a recurrence rule (RFC 5545).", part=part),
                say("Did you mean “{near}”?", near=near) if near else say("Write for example FREQ=WEEKLY;BYDAY=WE."),
            )
        if name in parts or not form.fullmatch(rule):
            raise wrong(
                say("“{part}” is not written as RFC 5545 wants it.", part=part),
                say("Write each part once, for example FREQ=WEEKLY;UNTIL=20231231T000000Z."),
            )
        parts[name] = rule
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        raise wrong(
            say("The rule “{rule}” has no FREQ, or both COUNT and UNTIL.", rule=line),
            say("Write for example FREQ=WEEKLY;BYDAY=WE."),
        )
    return line


def counts(rule: str) -> bool:
    """Whether the rule counts its occurrences, so that it needs a date to count from."""
    return "COUNT=" in rule
