"""Time zones by their names in the tz database, and what may be meant by another name. Pure.

No zone is guessed by likeness of letters: a wrong one is accepted without a word and moves every date of the show.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

from balado.message import Message, say
from balado.show.values.plain import Instead, text, wrong

_OFFSET = re.compile(r"(?:utc|gmt|z)? *([+-]|−|–) *([0-9]{1,2})(?::?([0-9]{2}))? *h?")
_REVERSED = re.compile(r"Etc/GMT([+-])([1-9][0-9]?)")
_ARTICLE = re.compile(r"(?:la |le |les |the |l['’])", re.IGNORECASE)
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
    "fr": "Europe/Paris", "us": "America/New_York America/Chicago America/Denver America/Los_Angeles",
    "grandebretagne": "Europe/London", "greatbritain": "Europe/London", "ecosse": "Europe/London",
    "scotland": "Europe/London", "hongrie": "Europe/Budapest", "hungary": "Europe/Budapest",
    "tchequie": "Europe/Prague", "czechia": "Europe/Prague", "slovaquie": "Europe/Bratislava",
    "slovakia": "Europe/Bratislava", "croatie": "Europe/Zagreb", "croatia": "Europe/Zagreb",
    "serbie": "Europe/Belgrade", "serbia": "Europe/Belgrade", "bulgarie": "Europe/Sofia", "bulgaria": "Europe/Sofia",
    "ukraine": "Europe/Kyiv", "estonie": "Europe/Tallinn", "estonia": "Europe/Tallinn", "lettonie": "Europe/Riga",
    "latvia": "Europe/Riga", "lituanie": "Europe/Vilnius", "lithuania": "Europe/Vilnius",
    "russie": "Europe/Moscow Europe/Kaliningrad Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok",
    "russia": "Europe/Moscow Europe/Kaliningrad Asia/Yekaterinburg Asia/Novosibirsk Asia/Vladivostok",
    "bresil": "America/Sao_Paulo America/Manaus America/Recife", "haiti": "America/Port-au-Prince",
    "brazil": "America/Sao_Paulo America/Manaus America/Recife", "mexique": "America/Mexico_City America/Tijuana",
    "mexico": "America/Mexico_City America/Tijuana", "argentine": "America/Argentina/Buenos_Aires",
    "argentina": "America/Argentina/Buenos_Aires", "colombie": "America/Bogota", "colombia": "America/Bogota",
    "chili": "America/Santiago", "chile": "America/Santiago", "perou": "America/Lima", "peru": "America/Lima",
    "benin": "Africa/Porto-Novo", "togo": "Africa/Lome", "burkinafaso": "Africa/Ouagadougou",
    "niger": "Africa/Niamey", "tchad": "Africa/Ndjamena", "chad": "Africa/Ndjamena", "gabon": "Africa/Libreville",
    "congo": "Africa/Brazzaville Africa/Kinshasa Africa/Lubumbashi", "rdc": "Africa/Kinshasa Africa/Lubumbashi",
    "madagascar": "Indian/Antananarivo", "mauritanie": "Africa/Nouakchott", "guinee": "Africa/Conakry",
    "rwanda": "Africa/Kigali", "burundi": "Africa/Bujumbura", "maurice": "Indian/Mauritius",
    "nigeria": "Africa/Lagos", "kenya": "Africa/Nairobi", "ethiopie": "Africa/Addis_Ababa",
    "ethiopia": "Africa/Addis_Ababa", "afriquedusud": "Africa/Johannesburg", "southafrica": "Africa/Johannesburg",
    "vietnam": "Asia/Ho_Chi_Minh", "thailande": "Asia/Bangkok", "thailand": "Asia/Bangkok",
    "coreedusud": "Asia/Seoul", "southkorea": "Asia/Seoul", "pakistan": "Asia/Karachi", "bangladesh": "Asia/Dhaka",
    "indonesie": "Asia/Jakarta Asia/Makassar Asia/Jayapura", "indonesia": "Asia/Jakarta Asia/Makassar Asia/Jayapura",
}  # fmt: skip
# Names that people use, of places and of times, that the tz database does not have.
_PLACES = {
    "londres": "Europe/London", "bruxelles": "Europe/Brussels", "geneve": "Europe/Zurich", "lausanne": "Europe/Zurich",
    "berne": "Europe/Zurich", "bale": "Europe/Zurich", "vienne": "Europe/Vienna", "varsovie": "Europe/Warsaw",
    "athenes": "Europe/Athens", "lisbonne": "Europe/Lisbon", "moscou": "Europe/Moscow", "lecaire": "Africa/Cairo",
    "alger": "Africa/Algiers", "pekin": "Asia/Shanghai", "beijing": "Asia/Shanghai", "lyon": "Europe/Paris",
    "marseille": "Europe/Paris", "toulouse": "Europe/Paris", "bordeaux": "Europe/Paris", "lille": "Europe/Paris",
    "nantes": "Europe/Paris", "strasbourg": "Europe/Paris", "munich": "Europe/Berlin", "milan": "Europe/Rome",
    "barcelona": "Europe/Madrid", "barcelone": "Europe/Madrid", "washington": "America/New_York",
    "boston": "America/New_York", "sanfrancisco": "America/Los_Angeles", "ottawa": "America/Toronto",
    "mumbai": "Asia/Kolkata", "delhi": "Asia/Kolkata", "heuredeparis": "Europe/Paris",
    "centraleuropeantime": "Europe/Paris Europe/Brussels Europe/Zurich Europe/Berlin",
    "heuredeuropecentrale": "Europe/Paris Europe/Brussels Europe/Zurich",
    "easterntime": "America/New_York America/Toronto", "centraltime": "America/Chicago America/Winnipeg",
    "mountaintime": "America/Denver America/Edmonton", "pacifictime": "America/Los_Angeles America/Vancouver",
}  # fmt: skip
# Where clocks stand at a part of an hour from UTC in winter: few, and no `Etc/GMT` says it.
_AT_MINUTES = {
    "+3:30": "Asia/Tehran", "+4:30": "Asia/Kabul", "+5:30": "Asia/Kolkata, Asia/Colombo", "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon", "+8:45": "Australia/Eucla", "+9:30": "Australia/Adelaide, Australia/Darwin",
    "+10:30": "Australia/Lord_Howe", "+12:45": "Pacific/Chatham", "-3:30": "America/St_Johns",
    "-9:30": "Pacific/Marquesas",
}  # fmt: skip
_LONGEST_CHARS = 64
_OF_THE_WORLD = {"utc": "UTC", "gmt": "GMT", "z": "UTC", "zulu": "UTC"}
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
    if len(name) > _LONGEST_CHARS:  # each part of a name is looked for as a package: a thousand parts end no way
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
    if offset := _OFFSET.fullmatch(name.strip().lower().removeprefix("etc/")):
        return _without_offset(offset)
    if same := _written_otherwise(name):
        return say("Write `timezone: {zone}`.", zone=same)
    zones = _called(name)
    if len(zones) == 1:
        return say("Write its full name, for example `timezone: {zone}`.", zone=zones[0])
    if zones:
        return say("Write the full name of the one you mean: {zones}.", zones=", ".join(zones))
    if near := _mistyped(name):
        return say("Did you mean “{near}”?", near=near)
    return say("Write continent and city, as the tz database has them, for example `timezone: Europe/Paris`.")


def _without_offset(offset: re.Match[str]) -> Message:
    hours, minutes = int(offset[2]), int(offset[3] or 0)
    east = offset[1] == "+"
    if zones := _AT_MINUTES.get(f"{'+' if east else '-'}{hours}:{minutes:02}"):
        return say("Write the full name of the one you mean: {zones}.", zones=zones)
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
        return _OF_THE_WORLD.get(name.strip().lower())
    folded = "/".join(map(_folded, name.split("/")))
    same = [known for known in _zones() if "/".join(map(_folded, known.split("/"))) == folded]
    return same[0] if len(same) == 1 else None


def _called(name: str) -> list[str]:
    """The zones that an abbreviation, a country or a city stands for."""
    parts = re.split(r"[/\\>,]", _ARTICLE.sub("", name.strip()))
    for folded in map(_folded, ("".join(parts), parts[-1], parts[0])):
        if known := _ABBREVIATIONS.get(folded) or _COUNTRIES.get(folded) or _PLACES.get(folded):
            return known.split()
        if cities := [zone for zone in _zones() if _folded(zone.rpartition("/")[2]) == folded]:
            return cities
    return []


def _mistyped(name: str) -> str | None:
    """The zone of that region in whose city's name there is a slip."""
    from balado.show.values.nearest import nearest

    region, _, city = name.rpartition("/")
    there = {zone.rpartition("/")[2]: zone for zone in _zones() if zone.lower().startswith(f"{region.lower()}/")}
    near = nearest(city, there) if region else None
    return there[near] if near else None


@cache
def _zones() -> tuple[str, ...]:
    """Read from six hundred files, once."""
    return tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(_ASIDE)))


def _folded(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
