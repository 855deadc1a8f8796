"""What was counted in a period, from the aggregates that lie in the state of a show: no log is opened for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from balado.statistics.figures import Figures, PathInVain
from balado.statistics.ledger import Ledger, newest_years, within
from balado.statistics.query import figures_of, paths_in_vain
from balado.statistics.state import fetch_days
from balado.store.storage import Storage

_LOOKED_AT = timedelta(days=90)
_LATELY = timedelta(days=7)


def figures_between(state: Storage, ledger: Ledger, since: date | None, until: date | None, folder: Path) -> Figures:
    """The figures of a period, of its last ten years at most; without days where none was counted in it.

    `folder` is this run's alone. Raises UsageError where DuckDB is not installed, RefusedError where aggregates are
    gone or damaged, RemoteError where the state cannot be reached.
    """
    days = newest_years(within(ledger.days, since, until))
    paths = fetch_days(state, days, folder)
    return replace(figures_of(paths, folder), beside=ledger.beside(since, until))


def paths_in_vain_lately(state: Storage, ledger: Ledger, folder: Path) -> tuple[PathInVain, ...]:
    """What was asked for in vain in the last 90 days that were counted, and still in the last 7.

    Raises as `figures_between` does. There is a day at least.
    """
    last = ledger.days[-1].day
    days = within(ledger.days, last - _LOOKED_AT, last)
    return paths_in_vain(fetch_days(state, days, folder), folder, last - _LATELY)
