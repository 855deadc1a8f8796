"""By how much the times in a recording are moved, and how a time is written anew in the form it has. Pure.

All is counted in decimals: a time that is moved there and back is the very same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

TIME = r"[0-9]{1,9}(?::[0-9]{1,9}){0,2}(?:[.,][0-9]{1,9})?"
"""A time as authors write it: seconds, minutes and seconds, or hours besides."""

_WRITTEN = re.compile(
    r"(?:(?:(?P<hours>[0-9]+):)?(?P<minutes>[0-9]+):)?(?P<seconds>[0-9]+)(?:(?P<mark>[.,])(?P<rest>[0-9]+))?"
)
_MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Shift:
    """What is done with each time: it becomes later by so many milliseconds (negative: earlier).

    None lies before the beginning of the recording that is now there, or behind its end.
    """

    by_ms: int
    end_ms: int

    def moved(self, seconds: Decimal) -> Decimal:
        """The time, moved."""
        return min(max(self._exact(seconds), Decimal(0)), Decimal(self.end_ms) / 1000)

    def moved_start(self, seconds: Decimal) -> Decimal:
        """That of a chapter: what begins with the recording takes in what is put before it (Apple: the first at 0)."""
        return seconds if not seconds else self.moved(seconds)

    def is_cut(self, seconds: Decimal) -> bool:
        """Whether it lay in what is no longer there."""
        return self.moved(seconds) != self._exact(seconds)

    def _exact(self, seconds: Decimal) -> Decimal:
        return seconds + Decimal(self.by_ms) / 1000


def seconds_of(written: str) -> Decimal | None:
    """A time in seconds; None for what is no time."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    whole = 3600 * int(found["hours"] or 0) + 60 * int(found["minutes"] or 0) + int(found["seconds"])
    return Decimal(f"{whole}.{found['rest'] or '0'}")


def rewritten(written: str, seconds: Decimal) -> str:
    """The time in the form of the one that is written: as many figures of a second, and more where they are needed."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        raise ValueError(written)
    rest = found["rest"] or ""
    whole, _, figures = f"{seconds:f}".partition(".")
    figures = figures.rstrip("0").ljust(len(rest), "0")
    fraction = f"{found['mark'] or '.'}{figures}" if figures else ""
    return f"{_whole(int(whole), found)}{fraction}"


def _whole(seconds: int, found: re.Match[str]) -> str:
    if found["minutes"] is None:
        return f"{seconds:0{len(found['seconds'])}}"
    minutes, seconds = divmod(seconds, 60)
    is_long = minutes >= _MINUTES_OF_AN_HOUR > int(found["minutes"])
    if found["hours"] is None and not is_long:
        return f"{minutes:0{len(found['minutes'])}}:{seconds:02}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours:0{len(found['hours'] or '00')}}:{minutes:02}:{seconds:02}"
