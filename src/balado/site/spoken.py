"""Dates, hours, durations, sizes and names of languages as people say them, in the language of the pages. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from babel.units import format_unit

from balado.site.model import SiteMeeting
from balado.site.words import Words

_NO_BREAK = "\u00a0"
_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte")


@dataclass(frozen=True, slots=True)
class Spoken:
    """How things are said in one language. Every text keeps number and unit together."""

    words: Words
    locale: Locale

    def day(self, day: date) -> str:
        """`19 octobre 2022`."""
        return self._dated(day, "long")

    def weekday(self, day: date) -> str:
        """`mercredi 19 octobre 2022`."""
        return self._dated(day, "full")

    def _dated(self, day: date, form: str) -> str:
        said = format_date(day, form, locale=self.locale)
        # The Lexique (Dates): the first of a month alone is an ordinal; CLDR does not say so.
        return said.replace("1 ", "1er ", 1) if self._is_french and day.day == 1 else said

    @property
    def _is_french(self) -> bool:
        return self.words.language == "fr"

    def hour(self, moment: datetime) -> str:
        """`17 h 30` in French (Lexique, Heures), `17:30` in English."""
        if not self._is_french:
            return f"{moment:%H:%M}"
        return f"{moment.hour}{_NO_BREAK}h" + (f"{_NO_BREAK}{moment.minute:02}" if moment.minute else "")

    def meeting(self, meeting: SiteMeeting) -> str:
        """Day and hours of a conference: `mercredi 19 octobre 2022, de 17 h 30 à 20 h`."""
        start, end = meeting.start, meeting.end
        first = self.weekday(start)
        last = self.weekday(end) if end is not None and end.date() != start.date() else ""
        if meeting.all_day:
            return f"{first} – {last}" if last else first
        if end is None:
            return f"{first}, {self.hour(start)}"
        if last:
            return f"{first}, {self.hour(start)} – {last}, {self.hour(end)}"
        return f"{first}, {self.words.range_of_hours.format(start=self.hour(start), end=self.hour(end))}"

    def duration(self, seconds: float | None) -> str:
        """`1 h 12 min`, `45 min`, `38 s`: whole minutes from the first one on; empty where nobody knows."""
        if seconds is None:
            return ""
        whole = round(seconds)
        if whole < 60:
            return self._unit(whole, "duration-second")
        hours, minutes = divmod(round(whole / 60), 60)
        parts = [(hours, "duration-hour"), (minutes, "duration-minute")]
        return _NO_BREAK.join(self._unit(number, unit) for number, unit in parts if number)

    def size(self, byte_size: int) -> str:
        """`12,3 Mo`: decimal units, as browsers and stores count."""
        number, unit = float(byte_size), 0
        while number >= 999.5 and unit < len(_UNITS) - 1:
            number, unit = number / 1000, unit + 1
        shown = round(number) if unit < 2 or number >= 99.95 else round(number, 1)
        return self._unit(shown, f"digital-{_UNITS[unit]}")

    def _unit(self, number: float, unit: str) -> str:
        return format_unit(number, unit, length="short", locale=self.locale).replace(" ", _NO_BREAK)

    def language(self, tag: str) -> str:
        """The name of a language, its tag where nobody knows a name."""
        code = tag.replace("_", "-").partition("-")[0].lower()
        return str(self.locale.languages.get(code, tag))

    def country(self, code: str) -> str:
        """The name of a country (ISO 3166-1, two letters), its code where nobody knows a name."""
        return str(self.locale.territories.get(code.upper(), code))


def spoken_in(words: Words) -> Spoken:
    """How things are said in the language of these words."""
    return Spoken(words, Locale("fr") if words.language == "fr" else Locale("en", "GB"))


def play_time(seconds: float) -> str:
    """A moment of a recording as players show it, its second begun: `4:05`, `1:02:03`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def iso_duration(seconds: float | None) -> str:
    """A duration for machines, in whole seconds: `PT1H2M3S` (ISO 8601, as HTML and schema.org read it).

    Empty where nobody knows it, as `Spoken.duration` is: templates of a show's own may ask for either.
    """
    if seconds is None:
        return ""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    parts = [(hours, "H"), (minute, "M"), (second, "S")]
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")
