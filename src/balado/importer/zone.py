"""The time zone that a show most likely lives in: by its language, and by the offsets of its dates. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

_OF_LANGUAGES: Mapping[str, str] = {
    "fr": "Europe/Paris", "fr-fr": "Europe/Paris", "fr-be": "Europe/Brussels", "fr-ch": "Europe/Zurich",
    "fr-ca": "America/Toronto", "en-us": "America/New_York", "en-gb": "Europe/London", "en-ca": "America/Toronto",
    "en-au": "Australia/Sydney", "en-nz": "Pacific/Auckland", "en-ie": "Europe/Dublin", "en-in": "Asia/Kolkata",
    "en-za": "Africa/Johannesburg", "de": "Europe/Berlin", "de-de": "Europe/Berlin", "de-at": "Europe/Vienna",
    "de-ch": "Europe/Zurich", "nl": "Europe/Amsterdam", "nl-be": "Europe/Brussels", "es-es": "Europe/Madrid",
    "es-mx": "America/Mexico_City", "es-ar": "America/Argentina/Buenos_Aires", "it": "Europe/Rome",
    "it-it": "Europe/Rome", "pt-pt": "Europe/Lisbon", "pt-br": "America/Sao_Paulo", "da": "Europe/Copenhagen",
    "sv": "Europe/Stockholm", "nb": "Europe/Oslo", "no": "Europe/Oslo", "fi": "Europe/Helsinki", "pl": "Europe/Warsaw",
    "cs": "Europe/Prague", "hu": "Europe/Budapest", "el": "Europe/Athens", "tr": "Europe/Istanbul",
    "ro": "Europe/Bucharest", "uk": "Europe/Kyiv", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh-cn": "Asia/Shanghai",
    "zh-tw": "Asia/Taipei", "he": "Asia/Jerusalem", "ca": "Europe/Madrid", "eu": "Europe/Madrid",
    "br": "Europe/Paris", "oc": "Europe/Paris", "co": "Europe/Paris",
}  # fmt: skip
"""Where most shows in a language are made; none for languages of many zones without a country."""
_FURTHER = (
    "Europe/Paris", "Europe/London", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
    "Europe/Athens", "Europe/Moscow", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney",
    "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Pacific/Auckland",
)  # fmt: skip
_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class GuessedZone:
    """A zone, and what it was guessed of: `dates`, `language`, or nothing at all."""

    name: str
    of: str


def guess_zone(dates: Iterable[datetime], language: str) -> GuessedZone:
    """The zone whose clocks show the offsets of most dates; where all are in UTC, that of the language, else UTC."""
    known = list(dates)
    by_language = _OF_LANGUAGES.get(language)
    if all(not date.utcoffset() for date in known):
        return GuessedZone(by_language, "language") if by_language else GuessedZone("UTC", "nothing")
    candidates = dict.fromkeys((*((by_language,) if by_language else ()), *_FURTHER))
    shares = {name: _share(ZoneInfo(name), known) for name in candidates}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] >= _ENOUGH:
        return GuessedZone(best, "dates")
    return GuessedZone(by_language, "language") if by_language else GuessedZone("UTC", "nothing")


def _share(zone: ZoneInfo, dates: list[datetime]) -> float:
    """How many of the dates have the offset that clocks in the zone showed."""
    return sum(date.astimezone(zone).utcoffset() == date.utcoffset() for date in dates) / len(dates)
