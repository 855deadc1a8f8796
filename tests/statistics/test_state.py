"""The state: a day's aggregates are there as a whole or not at all, whoever is killed or counts at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from memory_storage import MemoryStorage
from store_servers import Store

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.statistics.ledger import Ledger
from balado.statistics.state import commit, fetch_days, read_ledger, store_day
from balado.store.folder import FolderStorage
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.storage import Storage

DAY = date(2026, 11, 1)
NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.fixture(params=["folder", "bucket"])
def state(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Storage:
    if request.param == "folder":
        return FolderStorage(tmp_path / "state", None)
    store: Store = request.getfixturevalue("moto")
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)
    return S3Storage(Connection(store.url, None), store.bucket, "show/.balado")


def keys(state: Storage) -> list[str]:
    return [stored.key for stored in state.list("statistics/")]


def counted(state: Storage, folder: Path, body: bytes, number: int) -> Ledger:
    """A ledger whose one day holds this."""
    path = folder / "made.parquet"
    path.write_bytes(body)
    return Ledger(number, (), (store_day(state, DAY, path),))


def test_what_was_counted_is_there_again(state: Storage, tmp_path: Path) -> None:
    assert read_ledger(state) == Ledger()
    ledger = counted(state, tmp_path, b"first", 1)
    commit(state, ledger, NOW)
    assert read_ledger(state) == ledger
    [path] = fetch_days(state, ledger.days, tmp_path)
    assert path.read_bytes() == b"first"


def test_aggregates_without_a_ledger_count_for_nothing(state: Storage, tmp_path: Path) -> None:
    first = counted(state, tmp_path, b"first", 1)
    commit(state, first, NOW)
    counted(state, tmp_path, b"killed before the ledger", 2)
    assert read_ledger(state) == first


def test_of_two_who_count_at_once_one_alone_commits(state: Storage, tmp_path: Path) -> None:
    commit(state, counted(state, tmp_path, b"first", 1), NOW)
    with pytest.raises(RefusedError, match="Somebody else has counted"):
        commit(state, counted(state, tmp_path, b"second", 1), NOW)
    [path] = fetch_days(state, read_ledger(state).days, tmp_path)
    assert path.read_bytes() == b"first"


def test_who_was_overtaken_long_ago_is_told_so(tmp_path: Path) -> None:
    state = FolderStorage(tmp_path / "state", None)
    for number in range(1, 7):
        commit(state, Ledger(number), NOW)
    with pytest.raises(RefusedError, match="Somebody else has counted"):
        commit(state, Ledger(2), NOW)
    assert read_ledger(state).number == 6


def test_what_none_of_three_ledgers_names_is_removed_unless_it_may_be_another_runs(tmp_path: Path) -> None:
    state = MemoryStorage()
    for number in range(1, 6):
        commit(state, counted(state, tmp_path, b"%d" % number, number), NOW)
    assert len([key for key in keys(state) if "/days/" in key]) == 5
    for key, (body, stored) in state.objects.items():
        state.objects[key] = body, replace(stored, modified=NOW)
    commit(state, counted(state, tmp_path, b"6", 6), NOW + timedelta(days=2))
    assert sorted(state.objects[key][0] for key in keys(state) if "/days/" in key) == [b"4", b"5", b"6"]


def test_where_the_newest_ledger_is_damaged_the_one_before_it_takes_its_place(tmp_path: Path) -> None:
    state = MemoryStorage()
    for number in (1, 2):
        commit(state, counted(state, tmp_path, b"%d" % number, number), NOW)
    newest = "statistics/ledgers/2.json.gz"
    state.objects[newest] = b"torn", state.objects[newest][1]
    with pytest.raises(RefusedError, match=f"{newest} in the state.* is damaged. Remove it"):
        read_ledger(state)
    state.delete(newest)
    [path] = fetch_days(state, read_ledger(state).days, tmp_path)
    assert path.read_bytes() == b"1"


def test_three_ledgers_are_kept(tmp_path: Path) -> None:
    state = FolderStorage(tmp_path / "state", None)
    for number in range(1, 6):
        commit(state, Ledger(number), NOW)
    assert keys(state) == [f"statistics/ledgers/{number}.json.gz" for number in (3, 4, 5)]


def test_aggregates_that_are_gone_are_told_of(tmp_path: Path) -> None:
    state = FolderStorage(tmp_path / "state", None)
    ledger = counted(state, tmp_path, b"first", 1)
    for key in ledger.keys:
        state.delete(key)
    with pytest.raises(RefusedError, match="are gone from the state"):
        fetch_days(state, ledger.days, tmp_path)


def test_aggregates_that_are_not_what_was_stored_are_told_of(state: Storage, tmp_path: Path) -> None:
    ledger = counted(state, tmp_path, b"first", 1)
    [day] = ledger.days
    state.put(Artifact.of_bytes(day.key, Kind.GENERATION, b"fir", "application/vnd.apache.parquet", NEVER))
    with pytest.raises(RefusedError, match=f"The aggregates {day.key} in the state are damaged. Put them back"):
        fetch_days(state, ledger.days, tmp_path)
