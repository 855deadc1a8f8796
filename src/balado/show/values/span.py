"""Places and lengths in a recording as authors write them. Pure."""

from __future__ import annotations

import re
from datetime import timedelta

from balado.message import say
from balado.show.values.plain import one_line, wrong

_CLOCK = re.compile(r"(?:(?P<hours>[0-9]{1,4}):)?(?P<minutes>[0-9]{1,4}):(?P<seconds>[0-9]{2}(?:[.,][0-9]{1,9})?)")
_SECONDS = re.compile(r"(?P<seconds>[0-9]{1,9}(?:[.,][0-9]{1,9})?)")


def span(value: object) -> timedelta:
    """A place in a recording, or a length: `12:00`, `1:02:03`, `00:12:00.500` or seconds (`75`, `75.5`).

    With hours, minutes stop at 59; without, they may go on (`90:00`). Precise to the millisecond.
    """
    if isinstance(value, timedelta):
        return value
    written = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else one_line(value)
    found = _CLOCK.fullmatch(written) or _SECONDS.fullmatch(written)
    parts = found.groupdict() if found else {}
    minutes, seconds = int(parts.get("minutes") or 0), float((parts.get("seconds") or "0").replace(",", "."))
    if found is None or ("minutes" in parts and seconds >= 60) or (parts.get("hours") and minutes > 59):
        raise wrong(
            say("“{text}” is not a time in the recording.", text=written),
            say("Write hours, minutes and seconds, for example 00:12:30."),
        )
    milliseconds = round(seconds * 1000)
    return timedelta(hours=int(parts.get("hours") or 0), minutes=minutes, milliseconds=milliseconds)
