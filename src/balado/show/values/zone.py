"""Time zones by their names in the tz database, and what may be meant by another name. Pure.

No zone is guessed by likeness of letters: a wrong one is accepted without a word and moves every date of the show.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from zoneinfo import ZoneInfo, available_timezones

from balado.message import Message, say
from balado.show.values.plain import Instead, text, wrong

_LISTED_MAX = 12
_OFFSET = re.compile(r"(?:utc|gmt|z)? *([+-]|−|–) *([0-9]{1,2})(?::?([0-9]{2}))? *h?")
_REVERSED = re.compile(r"Etc/GMT([+-])([1-9][0-9]?)")
_ASIDE = ("Etc/", "posix", "right", "SystemV/")

# Abbreviations of civil time are no names: several zones share one, and most have another half of the year.
_ABBREVIATIONS = {
    "ist": "Asia/Kolkata Asia/Jerusalem Europe/Dublin",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "pt": "America/Los_Angeles",
    "mdt": "America/Denver", "mt": "America/Denver",
    "cst": "America/Chicago Asia/Shanghai America/Havana", "cdt": "America/Chicago America/Havana",
    "ct": "America/Chicago", "edt": "America/New_York", "et": "America/New_York",
    "ast": "America/Halifax Asia/Riyadh", "adt": "America/Halifax", "nst": "America/St_Johns",
    "ndt": "America/St_Johns", "akst": "America/Anchorage", "akdt": "America/Anchorage",
    "bst": "Europe/London Asia/Dhaka", "cest": "Europe/Paris Europe/Brussels Europe/Zurich Europe/Berlin",
    "hnec": "Europe/Paris", "heec": "Europe/Paris", "mez": "Europe/Berlin", "mesz": "Europe/Berlin",
    "eest": "Europe/Athens Europe/Helsinki Europe/Bucharest", "west": "Europe/Lisbon", "msk": "Europe/Moscow",
    "aest": "Australia/Sydney Australia/Brisbane", "aedt": "Australia/Sydney",
    "acst": "Australia/Adelaide Australia/Darwin", "acdt": "Australia/Adelaide", "awst": "Australia/Perth",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "jst": "Asia/Tokyo", "kst": "Asia/Seoul",
    "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore", "pht": "Asia/Manila", "wib": "Asia/Jakarta",
    "ict": "Asia/Bangkok Asia/Ho_Chi_Minh", "pkt": "Asia/Karachi", "gst": "Asia/Dubai",
    "sast": "Africa/Johannesburg", "wat": "Africa/Lagos", "cat": "Africa/Maputo", "eat": "Africa/Nairobi",
    "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires",
}  # fmt: skip
_COUNTRIES = {
    "france": "Europe/Paris", "belgique": "Europe/Brussels", "belgium": "Europe/Brussels",
    "suisse": "Europe/Zurich", "switzerland": "Europe/Zurich", "schweiz": "Europe/Zurich",
    "allemagne": "Europe/Berlin", "germany": "Europe/Berlin", "deutschland": "Europe/Berlin",
    "autriche": "Europe/Vienna", "austria": "Europe/Vienna", "italie": "Europe/Rome", "italy": "Europe/Rome",
    "italia": "Europe/Rome", "paysbas": "Europe/Amsterdam", "netherlands": "Europe/Amsterdam",
    "royaumeuni": "Europe/London", "unitedkingdom": "Europe/London", "uk": "Europe/London",
    "england": "Europe/London", "angleterre": "Europe/London", "irlande": "Europe/Dublin", "ireland": "Europe/Dublin",
    "danemark": "Europe/Copenhagen", "denmark": "Europe/Copenhagen", "norvege": "Europe/Oslo", "norway": "Europe/Oslo",
    "suede": "Europe/Stockholm", "sweden": "Europe/Stockholm", "finlande": "Europe/Helsinki",
    "finland": "Europe/Helsinki", "pologne": "Europe/Warsaw", "grece": "Europe/Athens", "greece": "Europe/Athens",
    "roumanie": "Europe/Bucharest", "romania": "Europe/Bucharest", "turquie": "Europe/Istanbul",
    "espagne": "Europe/Madrid Atlantic/Canary", "spain": "Europe/Madrid Atlantic/Canary",
    "canada": "America/Toronto America/Halifax America/Winnipeg America/Edmonton America/Vancouver",
    "quebec": "America/Toronto", "etatsunis": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "usa": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "unitedstates": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "maroc": "Africa/Casablanca", "morocco": "Africa/Casablanca", "algerie": "Africa/Algiers",
    "algeria": "Africa/Algiers", "tunisie": "Africa/Tunis", "tunisia": "Africa/Tunis", "senegal": "Africa/Dakar",
    "cotedivoire": "Africa/Abidjan", "ivorycoast": "Africa/Abidjan", "cameroun": "Africa/Douala",
    "cameroon": "Africa/Douala", "mali": "Africa/Bamako", "liban": "Asia/Beirut", "lebanon": "Asia/Beirut",
    "inde": "Asia/Kolkata", "india": "Asia/Kolkata", "chine": "Asia/Shanghai", "china": "Asia/Shanghai",
    "japon": "Asia/Tokyo", "nouvellezelande": "Pacific/Auckland", "newzealand": "Pacific/Auckland",
    "australie": "Australia/Sydney Australia/Adelaide Australia/Perth",
    "nouvellecaledonie": "Pacific/Noumea", "newcaledonia": "Pacific/Noumea", "polynesie": "Pacific/Tahiti",
    "guyane": "America/Cayenne", "frenchguiana": "America/Cayenne",
}  # fmt: skip
_WITHOUT_SUMMER = {"EST": "America/New_York", "MST": "America/Denver"}


def zone_name(value: object) -> str:
    """A time zone of the tz database, by its full name."""
    name = text(value)
    if zone_of(name) is None:
        same = _written_otherwise(name)
        instead = Instead(name, same) if same else None
        raise wrong(say("“{text}” is not a time zone.", text=name), partial(_meant, name), instead)
    return name


def zone_of(name: object) -> ZoneInfo | None:
    """The time zone of that name, None when there is none (or when it would be another one on another machine)."""
    if not isinstance(name, str) or name.startswith(("localtime", "posix", "right")):
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def doubt_about(name: str) -> tuple[Message, Message] | None:
    """What may surprise in a zone that exists, and what to write instead; None where nothing does."""
    if name in _WITHOUT_SUMMER:
        what = say("“{zone}” has no summer time: its clocks never change.", zone=name)
        remedy = say("If clocks change there, write `timezone: {zone}`.", zone=_WITHOUT_SUMMER[name])
        return what, remedy
    if found := _REVERSED.fullmatch(name):
        other = "-" if found[1] == "+" else "+"
        what = say("“{zone}” is UTC{offset}: the sign of these names is reversed.", zone=name, offset=other + found[2])
        remedy = say(
            "Write the zone of a city; `timezone: {zone}` if you mean UTC{offset} all year round.",
            zone=f"Etc/GMT{other}{found[2]}",
            offset=found[1] + found[2],
        )
        return what, remedy
    return None


def _meant(name: str) -> Message:
    """What to write instead: what this name means for certain, or a choice among all that it may mean."""
    if offset := _OFFSET.fullmatch(name.strip().lower()):
        return _without_offset(offset)
    if same := _written_otherwise(name):
        return say("Write `timezone: {zone}`.", zone=same)
    zones = _called(name)
    if len(zones) == 1:
        return say("Write its full name, for example `timezone: {zone}`.", zone=zones[0])
    if zones:
        return say("Write the full name of the one you mean: {zones}.", zones=", ".join(zones))
    return say("Write continent and city, as the tz database has them, for example `timezone: Europe/Paris`.")


def _without_offset(offset: re.Match[str]) -> Message:
    hours, minutes = int(offset[2]), int(offset[3] or 0)
    east = offset[1] == "+"
    if minutes or not 0 < hours <= (14 if east else 12):
        return say("Write the zone of a city there, which knows of summer time, for example `timezone: Europe/Paris`.")
    return say(
        "Write the zone of a city there, which knows of summer time; this offset all year round is `timezone: {zone}`, "
        "with its sign reversed.",
        zone=f"Etc/GMT{'-' if east else '+'}{hours}",
    )


def _written_otherwise(name: str) -> str | None:
    """The zone whose full name differs in capitals, blanks, accents and signs only."""
    if "/" not in name:
        return None
    folded = "/".join(map(_folded, name.split("/")))
    same = [known for known in _zones() if "/".join(map(_folded, known.split("/"))) == folded]
    return same[0] if len(same) == 1 else None


def _called(name: str) -> list[str]:
    """The zones that an abbreviation, a country or a city stands for, or that a region has under the same letter."""
    region, slash, city = name.partition("/")
    if slash:
        near = [zone for zone in _zones() if zone.lower().startswith(f"{region}/{city[:1]}".strip().lower())]
        return near if city and len(near) <= _LISTED_MAX else []
    folded = _folded(name)
    if known := _ABBREVIATIONS.get(folded) or _COUNTRIES.get(folded):
        return known.split()
    return [zone for zone in _zones() if _folded(zone.rpartition("/")[2]) == folded]


def _zones() -> list[str]:
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(_ASIDE))


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
