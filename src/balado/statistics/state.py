"""Where aggregates and the ledger lie: in the state of the show, which nobody but its owner reads.

Aggregates are written first, under names that hold their digest; then the next ledger, which names them: creating it
is the commit. Whoever is killed before has changed nothing, whoever is killed behind has changed all. What no ledger
names any more is removed by the run that commits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import say
from balado.statistics.ledger import CountedDay, Ledger, ledger_as_bytes, ledger_from_bytes
from balado.store.storage import Storage, Stored

FOLDER = "statistics/"
_LEDGERS = f"{FOLDER}ledgers/"
_LEDGER = re.compile(rf"{_LEDGERS}([0-9]{{1,18}})\.json\.gz")
_DAYS = f"{FOLDER}days/"
_KEPT_LEDGERS = 3
"""So many ledgers, and what they name, stay: where the newest is damaged, the one before it is taken."""
_UNDER_WAY = timedelta(days=1)
"""So long what no ledger names may be another run's, which is about to commit it."""
_PARALLEL = 4


def read_ledger(state: Storage) -> Ledger:
    """The newest ledger; an empty one where nothing was counted yet. Two requests."""
    newest = max(_numbers(state), default=None)
    return Ledger() if newest is None else _read(state, newest)


def _read(state: Storage, number: int) -> Ledger:
    found = state.get(_ledger_key(number))
    return Ledger() if found is None else ledger_from_bytes(found[0], _ledger_key(number))


def _numbers(state: Storage) -> Iterator[int]:
    for stored in state.list(_LEDGERS):
        if found := _LEDGER.fullmatch(stored.key):
            yield int(found[1])


def _ledger_key(number: int) -> str:
    return f"{_LEDGERS}{number}.json.gz"


def store_day(state: Storage, day: date, aggregates: Path) -> CountedDay:
    """Store the aggregates of a day, under a key that tells their bytes. They count once a ledger names them."""
    body = aggregates.read_bytes()
    key = f"{_DAYS}{day.isoformat()}-{_digits(body)}.parquet"
    state.put(Artifact.of_bytes(key, Kind.GENERATION, body, "application/vnd.apache.parquet", NEVER))
    return CountedDay(day, key)


def _digits(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def commit(state: Storage, ledger: Ledger, now: datetime) -> None:
    """Make this ledger the newest one, then remove what none needs any more.

    Raises RefusedError when another run has counted meanwhile: then nothing is changed.
    """
    body = ledger_as_bytes(ledger)
    made = Artifact.of_bytes(_ledger_key(ledger.number), Kind.GENERATION, body, "application/gzip", NEVER)
    if not state.put_if_absent(made) or max(_numbers(state), default=0) != ledger.number:
        raise RefusedError(
            say("Somebody else has counted the same show meanwhile. Run it again: what they counted is kept.")
        )
    _tidy(state, ledger, now)


def _tidy(state: Storage, ledger: Ledger, now: datetime) -> None:
    """Remove old ledgers, and aggregates that none of the others names, but not what another run just stored."""
    kept = ledger.keys
    for number in range(max(1, ledger.number - _KEPT_LEDGERS + 1), ledger.number):
        kept |= _read(state, number).keys
    for stored in list(state.list(FOLDER)):
        found = _LEDGER.fullmatch(stored.key)
        if found is not None:
            if int(found[1]) <= ledger.number - _KEPT_LEDGERS:
                state.delete(stored.key)
        elif stored.key not in kept and _is_left(stored, now):
            state.delete(stored.key)


def drop_all_but(state: Storage, ledger: Ledger) -> None:
    """Remove every other ledger, and all aggregates that this one does not name, however new they are."""
    for stored in list(state.list(FOLDER)):
        if stored.key != _ledger_key(ledger.number) and stored.key not in ledger.keys:
            state.delete(stored.key)


def _is_left(stored: Stored, now: datetime) -> bool:
    return stored.modified is not None and now - stored.modified > _UNDER_WAY


def fetch_days(state: Storage, days: Iterable[CountedDay], folder: Path) -> list[Path]:
    """The aggregates of these days as files in `folder`, in their order.

    Raises RefusedError when one is gone, or is not what was stored under its key.
    """
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="fetch") as pool:
        return list(pool.map(lambda day: _fetch(state, day.key, folder), days))


def _fetch(state: Storage, key: str, folder: Path) -> Path:
    found = state.get(key)
    if found is None:
        raise RefusedError(
            say(
                "The aggregates {key} are gone from the state. Put them back from a copy; or remove {folder} there, "
                "then count again all logs there are.",
                key=key,
                folder=FOLDER,
            )
        )
    if _digits(found[0]) not in key:
        raise RefusedError(
            say(
                "The aggregates {key} in the state are damaged. Put them back from a copy; or remove {folder} there, "
                "then count again all logs there are.",
                key=key,
                folder=FOLDER,
            )
        )
    path = folder / key.removeprefix(_DAYS)
    path.write_bytes(found[0])
    return path
