"""The date an author probably meant by one in another form: only where it can mean nothing else. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

_TIME = (
    r"(?:(?: *,)?(?: +| *t *)(?:(?:a|at) +)?(?P<hour>[0-9]{1,2}) *(?:[:h] *(?P<minute>[0-9]{2})?"
    r"(?: *(?::|min) *(?P<second>[0-9]{2})?)?) *(?P<zone>z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?)?"
)
_WEEKDAY = r"(?:le +)?(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?(?:le +)?"
_FORMS = tuple(
    re.compile(form + _TIME)
    for form in (
        r"(?P<year>[0-9]{4})([/.-])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})",
        _WEEKDAY + r"(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th)?[ -]+(?P<name>[a-z]{3,})\.?,?[ -]+(?P<year>[0-9]{4})",
        _WEEKDAY + r"(?P<name>[a-z]{3,})\.? +(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{4})",
    )
)
_TIME_ALONE = re.compile(r"(?:a +)?([0-9]{1,2}) *[:h] *([0-9]{2})?(?: *min)?")
_MONTHS = (
    ("janvier", "january"),
    ("fevrier", "february"),
    ("mars", "march"),
    ("avril", "april"),
    ("mai", "may"),
    ("juin", "june"),
    ("juillet", "july"),
    ("aout", "august"),
    ("septembre", "september"),
    ("octobre", "october"),
    ("novembre", "november"),
    ("decembre", "december"),
)


def intended(line: str) -> str | None:
    """The date in the right form (`2023-02-01 10:30`), None where it is none or could be another.

    Days come before months, as Europe writes them: 3/2/2023 is in February. Months have French or English names,
    also cut short (`févr.`).
    """
    folded = _folded(line)
    for form in _FORMS:
        if found := form.fullmatch(folded):
            return _rewritten(found)
    return None


def time_alone(line: str) -> str | None:
    """The hour in the right form (`10:30`), where a line holds nothing else."""
    found = _TIME_ALONE.fullmatch(_folded(line))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _folded(line: str) -> str:
    """In small letters without accents, no-break spaces as plain ones."""
    letters = unicodedata.normalize("NFKD", line.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _rewritten(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    month = _month(parts["name"]) if "name" in parts else int(parts["month"])
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    if month is None or not 1900 <= int(parts["year"]) <= 2200:
        return None
    try:
        moment = datetime(int(parts["year"]), month, int(parts["day"]), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    if parts["hour"] is None:
        return f"{moment:%Y-%m-%d}"
    time = f"{moment:%Y-%m-%d %H:%M:%S}" if parts["second"] else f"{moment:%Y-%m-%d %H:%M}"
    return time + (parts["zone"] or "").upper()


def _month(name: str) -> int | None:
    """The month that a name, or its beginning, can alone mean."""
    found = {number for number, names in enumerate(_MONTHS, 1) if any(whole.startswith(name) for whole in names)}
    exact = {number for number, names in enumerate(_MONTHS, 1) if name in names}
    found = exact or found
    return found.pop() if len(found) == 1 else None
