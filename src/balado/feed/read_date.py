"""Dates as people write them into feeds, in the forms that neither RFC 5322 nor ISO 8601 have.

Names of months in the languages of the feeds around us, days before or after them, hours with an h, half days, zones
by name or beside GMT. A zone that is not known counts as UTC; a date of figures alone is understood only where it can
be no other. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_ZONE_HOURS: Mapping[str, float] = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5, "ndt": -2.5, "jst": 9, "kst": 9, "aest": 10,
    "aedt": 11, "acst": 9.5, "awst": 8, "nzst": 12, "nzdt": 13,
}  # fmt: skip
_MONTH_NAMES = (
    "january janvier januar enero gennaio janeiro januari jan janv ene gen",
    "february fevrier februar febrero febbraio fevereiro februari feb fev fevr",
    "march mars marz marzo marco maart mar mrt",
    "april avril abril aprile apr avr abr",
    "may mai mayo maggio maio mei mag",
    "june juin juni junio giugno junho jun giu",
    "july juillet juli julio luglio julho jul juil lug",
    "august aout agosto augustus aug aou ago",
    "september septembre septiembre settembre setembro sep sept set",
    "october octobre oktober octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december decembre dezember diciembre dicembre dezembro dec dez dic",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_WORD = r"[^\W\d_]+"
_DAY_NAME = rf"(?:{_WORD}(?:\.?,\s*|\.?\s+))?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º|\.)?[\s-]+(?:de\s+)?(?P<name>{_WORD})\.?,?[\s-]+(?:de\s+)?"
        r"(?P<year>\d{4}|\d{2})(?!\d)",
        rf"{_DAY_NAME}(?P<name>{_WORD})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)",
        rf"{_DAY_NAME}(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/(?P<year>\d{{4}})(?!\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)",
    )
)
_OF_C = re.compile(rf"{_DAY_NAME}({_WORD}\s+\d{{1,2}})\s+(\d\d?:\d\d(?::\d\d)?)\s+(?:(\S+)\s+)?(\d{{4}})")
"""The form of C's `ctime`: the year comes last."""
_CLOCK = re.compile(
    r",?\s*(?:t|at|a|um|um\s+|alle\s+)?\s*(?P<hour>\d{1,2})(?:[:h.]|\s+h\s+)(?P<minute>\d\d)?"
    r"(?:[:m.](?P<second>\d\d)s?(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
)
_ZONE = re.compile(r"\(?(?P<name>[a-z]+)?(?P<offset>[+-]\d{1,2}(?::?\d\d)?)?\b")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3}|\.\d+)?")
"""Seconds since 1970, or thousandths of them, in figures as they have had since 2001."""


def read_loosely(written: str) -> datetime | None:
    """The moment of a date; without a clock it is midnight, without a zone it is in UTC. None where none is sure."""
    plain = _plain(written)
    if found := _EPOCH.fullmatch(plain):
        return datetime.fromtimestamp(int(found[1]), UTC) if len(plain) > 9 else None
    plain = _OF_C.sub(lambda found: f"{found[1]} {found[4]} {found[2]} {found[3] or ''}", plain, count=1)
    for form in _FORMS:
        found = form.match(plain)
        with suppress(ValueError):  # a day that no month has
            if found and (day := _day(found.groupdict())):
                return _at(day, plain[found.end() :])
    return None


def _plain(written: str) -> str:
    """In small letters without accents, and without the blanks that only look like them."""
    letters = unicodedata.normalize("NFKD", written.casefold())
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def _day(found: Mapping[str, str | None]) -> datetime | None:
    """The day; None where there is none such. Raises ValueError as `datetime` does."""
    year, month, day = int(found["year"] or 0), found.get("month"), found.get("day")
    if year < 100:
        year += 1900 if year > 68 else 2000  # as the standard library does for RFC 5322
    if name := found.get("name"):
        number = _MONTHS.get(name)
        return datetime(year, number, int(day or 0), tzinfo=UTC) if number else None
    if month is not None:
        return datetime(year, int(month), int(day or 0), tzinfo=UTC)
    first, second = int(found["first"] or 0), int(found["second"] or 0)
    if first == second or first > 12 >= second:
        return datetime(year, second, first, tzinfo=UTC)
    return datetime(year, first, second, tzinfo=UTC) if second > 12 >= first else None


def _at(day: datetime, rest: str) -> datetime | None:
    """The moment of a day, with what stands behind that; None where that is a clock of no hour."""
    clock = _CLOCK.match(rest)
    if clock is None:
        return day if not re.match(r",?\s*\d", rest) else None
    hour = int(clock["hour"])
    if half := clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    hours = timedelta(hours=hour, minutes=int(clock["minute"] or 0), seconds=int(clock["second"] or 0))
    if hours > timedelta(days=1) or int(clock["minute"] or 0) > 59:
        return None
    return (day + hours).replace(tzinfo=_zone(rest[clock.end() :].strip()))


def _zone(written: str) -> tzinfo:
    found = _ZONE.match(written)
    if found is None:
        return UTC
    offset = found["offset"]
    shift = _offset(offset) if offset else timedelta(hours=_ZONE_HOURS.get(found["name"] or "", 0))
    return timezone(shift) if abs(shift) < timedelta(days=1) else UTC


def _offset(written: str) -> timedelta:
    digits = written[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    shift = timedelta(hours=int(hours), minutes=int(minutes))
    return -shift if written.startswith("-") else shift
