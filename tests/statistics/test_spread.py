"""A count that is sent out in tasks gives what one process gives, however it is cut; and nothing secret is sent."""

from __future__ import annotations

import gzip
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from counted_place import MONDAY, SUNDAY, A, B, Place, listeners
from delivery_logs import APPLICATION, Get
from hypothesis import given
from hypothesis import strategies as st
from workers import first_of

from balado.errors import RemoteError
from balado.statistics import counter, spread
from balado.statistics.count_task import CountedLogs, CountTask, count_logs
from balado.statistics.counter import Counter, ToCount
from balado.statistics.ledger import Ledger
from balado.statistics.sources import ListedLog, LogFolder
from balado.statistics.spread import SpreadCounter
from balado.statistics.state import read_ledger

TUESDAY = "2026-11-03"
EACH_ALONE = 1


class Others:
    """Does tasks as other machines do: from what was pickled, in another order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sent: list[CountTask] = []
        self.travelled: list[bytes] = []

    def counter(self, to_count: ToCount) -> Counter:
        return SpreadCounter(to_count, self.run)

    def run(self, tasks: Mapping[str, CountTask]) -> Iterator[tuple[str, CountedLogs]]:
        for name, task in reversed(tasks.items()):
            self.sent.append(task)
            self.travelled.append(pickle.dumps((name, task)))
            outcome = self._done(self.travelled[-1])
            self.travelled.append(pickle.dumps(outcome))
            yield name, outcome

    def _done(self, sent: bytes) -> CountedLogs:
        self.folder = self.folder.with_name(f"{self.folder.name}+")
        self.folder.mkdir()
        _, task = pickle.loads(sent)  # noqa: S301 (of the test itself)
        return count_logs(task, self.folder)


def counted_alike(here: Place, there: Place) -> None:
    """Both have counted the same: the same logs, and for each day the same aggregates to the last byte."""
    assert kept(here) == kept(there)
    assert here.downloads() == there.downloads() != {}


def kept(place: Place) -> tuple[object, ...]:
    ledger: Ledger = read_ledger(place.state)
    return [(log.name, log.days, log.late, log.unreadable, log.misdated) for log in ledger.logs], ledger.days


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Place, Place, Others]:
    """A place that is counted in this process, and one with the same logs whose tasks others do."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    others = Others(tmp_path / "worker")
    return Place(here), Place(there, counter=others.counter), others


def write_three_days(place: Place) -> None:
    place.write("1.gz", *listeners(6, A, SUNDAY), Get(A, day="1970-01-01"))
    place.write("2.gz", *listeners(6, A, SUNDAY, first=4), *listeners(2, B, MONDAY))
    place.write("3.gz", *listeners(7, A, MONDAY), Get(A, day=MONDAY, status=404))
    place.write("4.gz", *listeners(5, B, TUESDAY))
    (place.logs / "5.txt").write_text("no log")
    (place.logs / "6.gz").write_bytes((place.logs / "1.gz").read_bytes()[:-9])


@pytest.mark.parametrize("task_bytes", first_of([700, EACH_ALONE], 1))
def test_tasks_of_any_size_give_what_one_process_gives(
    pair: tuple[Place, Place, Others], task_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "_TASK_BYTES", task_bytes)
    here, there, _ = pair
    for place in (here, there):
        write_three_days(place)
    _copy_logs(here, there)
    assert there.collect().days == here.collect().days == tuple(date(2026, 11, day) for day in (1, 2, 3))
    counted_alike(here, there)

    for place in (here, there):
        place.write("7.gz", *(Get(A, f"192.0.2.{number}", SUNDAY) for number in range(8, 15)))
    _copy_logs(here, there)
    assert there.collect().days == here.collect().days == (date(2026, 11, 1),)
    counted_alike(here, there)


def _copy_logs(here: Place, there: Place) -> None:
    """The same logs to the last byte: each line that a test writes has an identifier of its own."""
    for path in here.logs.iterdir():
        (there.logs / path.name).write_bytes(path.read_bytes())


def test_where_one_task_holds_everything_no_log_is_sent_twice(pair: tuple[Place, Place, Others]) -> None:
    _, there, others = pair
    write_three_days(there)
    there.collect()
    assert [[log.name for log in task.logs] for task in others.sent] == [
        [f"{n}.gz" for n in (1, 2, 3, 4)] + ["5.txt", "6.gz"]
    ]


def test_logs_are_sent_at_paths_that_need_no_folder_but_their_own(
    pair: tuple[Place, Place, Others], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, there, others = pair
    write_three_days(there)
    (there.logs.parent / "show").mkdir()
    monkeypatch.chdir(there.logs.parent / "show")
    replace(there, root=Path("..")).collect()
    sent = {log.path for task in others.sent for log in task.logs if log.path is not None}
    assert {path.parent for path in sent} == {there.logs.resolve()}


def test_only_days_of_which_a_task_lacked_logs_are_sent_once_more(
    pair: tuple[Place, Place, Others], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "_TASK_BYTES", EACH_ALONE)
    _, there, others = pair
    there.write("1.gz", *listeners(6, A, SUNDAY))
    there.write("2.gz", *listeners(6, A, MONDAY))
    there.write("3.gz", *listeners(6, B, MONDAY), *listeners(1, A, TUESDAY))
    there.collect()
    sent = [(str(task.first), [log.name for log in task.logs]) for task in others.sent]
    assert sent[3:] == [(MONDAY, ["2.gz", "3.gz"])]
    assert there.downloads()[(MONDAY, "a")] == (6, 6)


def test_neither_a_salt_nor_an_address_nor_an_agent_is_sent_or_comes_back(
    pair: tuple[Place, Place, Others], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "_TASK_BYTES", EACH_ALONE)
    salts: list[bytes] = []
    real = counter.secrets.token_bytes

    def noted(count: int) -> bytes:
        salts.append(real(count))
        return salts[-1]

    monkeypatch.setattr(counter.secrets, "token_bytes", noted)
    _, there, others = pair
    there.write("1.gz", *listeners(6, A, SUNDAY), Get(A, "2001:db8:77:1::1", SUNDAY, agent="A player of my own"))
    there.write("2.gz", *listeners(6, A, SUNDAY, first=3))
    there.collect()
    assert len(set(salts)) == len(salts) == len(others.sent) == 3, "a salt for each task"
    travelled = b"".join(others.travelled)
    travelled += b"".join(gzip.decompress(task.published) for task in others.sent)
    travelled += repr(others.sent).encode()
    for secret in (*salts, *(salt.hex().encode() for salt in salts)):
        assert secret not in travelled
    for told in ("192.0.2.", "2001:db8", APPLICATION, "A player of my own"):
        assert told.encode() not in travelled


def test_a_log_that_changes_between_two_readings_ends_the_count_and_nothing_is_stored(
    pair: tuple[Place, Place, Others], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "_TASK_BYTES", EACH_ALONE)
    _, there, others = pair
    there.write("1.gz", *listeners(6, A, SUNDAY))
    there.write("2.gz", *listeners(6, A, SUNDAY))

    def changing(tasks: Mapping[str, CountTask]) -> Iterator[tuple[str, CountedLogs]]:
        if others.sent:
            for name in ("1.gz", "2.gz"):
                there.write(name, *listeners(6, A, MONDAY))
        yield from others.run(tasks)

    there.counter = lambda to_count: SpreadCounter(to_count, changing)
    with pytest.raises(RemoteError, match="A log of 2026-11-01 was changed while it was counted"):
        there.collect()
    assert read_ledger(there.state) == Ledger()


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sets(st.integers(0, 8), min_size=1)), min_size=1, max_size=12),
    st.integers(1, 30),
)
def test_days_are_cut_where_little_is_read_twice(logs: list[tuple[int, set[int]]], task_bytes: int) -> None:
    folder = LogFolder(Path())
    first = date(2026, 11, 1)
    logs_of: dict[date, list[ListedLog]] = {}
    for number, (byte_size, touched) in enumerate(logs):
        log = ListedLog(str(number), byte_size, "", folder)
        for day in sorted(touched):
            logs_of.setdefault(first + timedelta(day), []).append(log)
    days = sorted(logs_of)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "_TASK_BYTES", task_bytes)
        runs = list(spread._runs(days, logs_of))
    assert [day for run in runs for day in run] == days
    sizes = [sum(log.byte_size for log in {log for day in run for log in logs_of[day]}) for run in runs]
    assert all(size >= task_bytes for size in sizes[:-1])
    assert sum(sizes) <= 2 * sum(byte_size for byte_size, _ in logs)
