"""The ledger: which logs were read, which days they touch, and where the aggregates of each day lie. Pure.

It holds neither lines nor addresses: names of logs, sizes, digests, numbers.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from balado.errors import RefusedError
from balado.message import say
from balado.statistics.log_content import LogContent

FORMAT = 1
"""The newest format; every earlier one is read."""
MOST_DAYS = 3653
"""So many days a table or a report shows at most: ten years."""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log that was read. `name`, `byte_size` and `version` are those of the list it was found in.

    `lines_bytes` and `sha256` tell its uncompressed lines; empty for one of a bucket, whose ETag tells its bytes.
    `days` tells how many lines it has of each day (UTC), `late` how many of them came when that day could not be
    counted again. `unreadable` lines are of no day, `misdated` ones of a day that cannot be.
    `tried_formats` is how many formats were known when it was found to
    be in none of them; 0 for a log that was read.
    """

    name: str
    byte_size: int
    version: str
    lines_bytes: int = 0
    sha256: str = ""
    days: Mapping[date, int] = field(default_factory=dict)
    late: Mapping[date, int] = field(default_factory=dict)
    unreadable: int = 0
    misdated: int = 0
    tried_formats: int = 0

    @property
    def content(self) -> LogContent | None:
        """The digest of its lines, where it is known."""
        return LogContent(self.lines_bytes, self.sha256) if self.sha256 else None


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day's aggregates: the key under which they lie in the state."""

    day: date
    key: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All that is known. `number` counts its versions; 0 is the empty one, which is stored nowhere.

    `closed` are days that are not counted again, since an episode with figures of them was taken down.
    """

    number: int = 0
    logs: tuple[ReadLog, ...] = ()
    days: tuple[CountedDay, ...] = ()
    closed: frozenset[date] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all aggregates."""
        return frozenset(day.key for day in self.days)

    def beside(self, since: date | None, until: date | None) -> dict[str, int]:
        """Requests of a period that no day was counted with, by reason, and the lines in its logs that are none."""
        late = sum(count for log in self.logs for day, count in log.late.items() if _is_within(day, since, until))
        touching = [log for log in self.logs if _touches(log, since, until)]
        unreadable = sum(log.unreadable for log in touching)
        misdated = sum(log.misdated for log in touching)
        found = (("clock", misdated), ("late", late), ("unreadable", unreadable))
        return {reason: count for reason, count in found if count}


def within(days: Iterable[CountedDay], since: date | None, until: date | None) -> list[CountedDay]:
    """The days from `since` to `until`, both included; None sets no limit."""
    return [one for one in days if _is_within(one.day, since, until)]


def newest_years(days: Sequence[CountedDay]) -> Sequence[CountedDay]:
    """Those of the days, which are in order, that lie in the ten years before the last: more is not drawn."""
    return [one for one in days if (days[-1].day - one.day).days < MOST_DAYS]


def _is_within(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or day >= since) and (until is None or day <= until)


def _touches(log: ReadLog, since: date | None, until: date | None) -> bool:
    """Whether a log has requests of a period; one that has none at all is of every period."""
    return not log.days or any(_is_within(day, since, until) for day in log.days)


def ledger_as_bytes(ledger: Ledger) -> bytes:
    """The ledger as it is stored: JSON, compressed. Same ledger, same bytes."""
    document = {
        "format": FORMAT,
        "number": ledger.number,
        "logs": [_log_as_data(log) for log in ledger.logs],
        "days": {day.day.isoformat(): day.key for day in ledger.days},
        **({"closed": sorted(day.isoformat() for day in ledger.closed)} if ledger.closed else {}),
    }
    return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), mtime=0)


def ledger_from_bytes(body: bytes, key: str) -> Ledger:
    """The ledger stored under a key. Raises RefusedError for one that is damaged, or of a later version of Balado."""
    try:
        document = json.loads(gzip.decompress(body))
        if document["format"] > FORMAT:
            raise RefusedError(
                say("The statistics were written by a later version of Balado: this one counts nothing. Update it.")
            )
        return Ledger(
            document["number"],
            tuple(map(_log_from_data, document["logs"])),
            tuple(CountedDay(date.fromisoformat(day), key) for day, key in document["days"].items()),
            frozenset(map(date.fromisoformat, document.get("closed", ()))),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(
            say(
                "{key} in the state, the list of the logs that were counted, is damaged. Remove it: the one before it "
                "is taken then, and what that lacks is counted again.",
                key=key,
            )
        ) from error


def _log_as_data(log: ReadLog) -> dict[str, Any]:
    return {
        "name": log.name,
        "byte_size": log.byte_size,
        "version": log.version,
        **({"lines_bytes": log.lines_bytes, "sha256": log.sha256} if log.sha256 else {}),
        "days": _by_text(log.days),
        **({"late": _by_text(log.late)} if log.late else {}),
        **({"unreadable": log.unreadable} if log.unreadable else {}),
        **({"misdated": log.misdated} if log.misdated else {}),
        **({"tried_formats": log.tried_formats} if log.tried_formats else {}),
    }


def _by_text(counts: Mapping[date, int]) -> dict[str, int]:
    return {day.isoformat(): count for day, count in sorted(counts.items())}


def _by_day(counts: Mapping[str, int]) -> dict[date, int]:
    return {date.fromisoformat(day): count for day, count in counts.items()}


def _log_from_data(data: Mapping[str, Any]) -> ReadLog:
    return ReadLog(
        data["name"],
        data["byte_size"],
        data["version"],
        data.get("lines_bytes", 0),
        data.get("sha256", ""),
        _by_day(data["days"]),
        _by_day(data.get("late", {})),
        data.get("unreadable", 0),
        data.get("misdated", 0),
        data.get("tried_formats", 0),
    )
