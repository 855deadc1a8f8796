"""What a takedown leaves in the statistics: figures under the guid, and no name of the episode.

Paths that failed are all that is named in the aggregates. Those of the episode become “other addresses”, in the days
that were counted and, by the note of the takedown, in those to come. The days that the episode has figures of are
closed: its files are known no more, so counting such a day again would take from it what was counted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from balado.errors import RefusedError
from balado.record.leftovers import Names
from balado.statistics.connection import connected, quoted
from balado.statistics.ledger import Ledger
from balado.statistics.state import commit, drop_all_but, fetch_days, read_ledger, store_day
from balado.store.storage import Storage

IsNamed = Callable[[str, bool], bool]
"""Whether a path tells an episode that was taken down; told, too, whether the day knew it as a file of the show."""

_ATTEMPTS = 3
_FAILED = "SELECT DISTINCT path, is_published FROM read_parquet(?) WHERE path IS NOT NULL"
_WITHOUT = """
SELECT * REPLACE (
    CASE WHEN taken.path IS NULL THEN day.path END AS path,
    CASE WHEN taken.path IS NULL THEN day.is_published ELSE false END AS is_published
)
FROM (SELECT * FROM read_parquet(getvariable('day'))) AS day
LEFT JOIN (SELECT unnest(getvariable('taken')::VARCHAR[]) AS path) AS taken USING (path)
"""
_HAS = "SELECT count(*) > 0 FROM read_parquet(?) WHERE guid = ?"


def names_in(names: Sequence[Names]) -> IsNamed:
    """Whether a path holds one of these names; a file of the show is the episode's when its key begins with one."""

    def is_named(path: str, is_published: bool) -> bool:
        parts = path.split("/")
        keys = ["/".join(parts[start:]) for start in range(len(parts))]
        return any(any(map(one.own, keys)) or (not is_published and one.occur_in(path)) for one in names)

    return is_named


def cover_paths(aggregates: Path, is_named: IsNamed) -> bool:
    """Take the paths that tell a name out of the aggregates of a day; gives whether there were any."""
    with connected(aggregates.parent / f"{aggregates.name}.spill") as database:
        found = database.execute(_FAILED, [str(aggregates)]).fetchall()
        taken = [path for path, is_published in found if is_named(path, is_published)]
        if not taken:
            return False
        made = aggregates.with_name(f"{aggregates.name}.covered")
        database.execute("SET VARIABLE day = ?", [str(aggregates)])
        database.execute("SET VARIABLE taken = ?", [taken])
        database.execute(f"COPY ({_WITHOUT} ORDER BY ALL) TO '{quoted(made)}' (FORMAT parquet)")
    made.replace(aggregates)
    return True


def forget_episode(state: Storage, guid: str, names: Sequence[Names], folder: Path, now: datetime) -> None:
    """Take the names of an episode out of every day that was counted, and close the days that have figures of it.

    What earlier runs left goes at once. `folder` is empty, and of this run alone. Raises UsageError where DuckDB is not
    installed, RefusedError when others keep counting, or the ledger is damaged.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        ledger = read_ledger(state)
        below = folder / str(attempt)
        below.mkdir()
        made = _without(state, ledger, guid, names_in(names), below)
        try:
            commit(state, made, now)
        except RefusedError:
            if attempt == _ATTEMPTS:
                raise
            continue
        drop_all_but(state, made)
        return


def _without(state: Storage, ledger: Ledger, guid: str, is_named: IsNamed, folder: Path) -> Ledger:
    days, closed = [], set(ledger.closed)
    for day, path in zip(ledger.days, fetch_days(state, ledger.days, folder), strict=True):
        if _has(path, guid):
            closed.add(day.day)
        days.append(store_day(state, day.day, path) if cover_paths(path, is_named) else day)
    return replace(ledger, number=ledger.number + 1, days=tuple(days), closed=frozenset(closed))


def _has(aggregates: Path, guid: str) -> bool:
    with connected(aggregates.parent / f"{aggregates.name}.spill") as database:
        [(found,)] = database.execute(_HAS, [str(aggregates), guid]).fetchall()
    return bool(found)
