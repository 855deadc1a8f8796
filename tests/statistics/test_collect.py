"""Whatever comes in whatever order, each request counts once; and of nobody anything stays."""

from __future__ import annotations

import base64
import errno
import gzip
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from counted_place import MONDAY, SUNDAY, A, B, Place, listeners
from delivery_logs import Get, log_of
from runs_in_process import Killed, Steps
from workers import first_of

from balado.errors import RemoteError
from balado.message import say
from balado.statistics import counter
from balado.statistics.collect import Collected
from balado.statistics.sources import ListedLog, LogFolder
from balado.statistics.state import read_ledger


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_downloads_are_counted_by_day_and_episode(place: Place) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY), *listeners(2, B, SUNDAY))
    place.write("two.gz", *listeners(3, A, SUNDAY), *listeners(4, A, MONDAY))
    collected = place.collect()
    assert collected.read == 2
    assert collected.days == (date(2026, 11, 1), date(2026, 11, 2))
    assert place.downloads() == {(SUNDAY, "a"): (3, 3), (SUNDAY, "b"): (2, 2), (MONDAY, "a"): (4, 4)}
    assert [day.listeners for day in place.figures().days] == [3, 4]


def test_a_log_that_comes_late_adds_what_is_new_in_it(place: Place) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    place.write("late.gz", *listeners(4, A, SUNDAY, first=2))
    assert place.collect().days == (date(2026, 11, 1),)
    assert place.downloads() == {(SUNDAY, "a"): (5, 5)}


def test_a_run_with_nothing_new_reads_no_log_and_writes_nothing(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    before = dict(place.state.objects)
    opened: list[Path] = []
    real = Path.open

    def counted(self: Path, *arguments: object, **options: object) -> object:
        if self.is_relative_to(place.logs):
            opened.append(self)
        return real(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", counted)
    monkeypatch.setattr(counter, "map_files", lambda *_: pytest.fail("logs were read"))
    assert place.collect() == Collected(read_ledger(place.state))
    assert (opened, place.state.objects) == ([], before)


ORDERS: tuple[Sequence[Sequence[str]], ...] = (
    (("one.gz", "two.gz", "three.gz"),),
    (("one.gz",), ("two.gz",), ("three.gz",)),
    (("three.gz",), ("one.gz", "two.gz")),
    (("two.gz",), (), ("three.gz", "one.gz"), ()),
)
"""Ways in which three logs come: which are new in each run."""


@pytest.mark.parametrize("order", first_of(ORDERS, 2))
def test_any_order_of_logs_gives_the_same(place: Place, order: Sequence[Sequence[str]]) -> None:
    logs = {
        "one.gz": [*listeners(3, A, SUNDAY), *listeners(1, A, MONDAY)],
        "two.gz": [*listeners(5, A, SUNDAY, first=3), Get(A, "192.0.2.9", SUNDAY, agent="Googlebot/2.1")],
        "three.gz": [*listeners(2, B, SUNDAY), *listeners(2, A, MONDAY), Get("x.mp3", status=404)],
    }
    for new in order:
        for name in new:
            place.write(name, *logs[name])
        place.collect()
    assert place.downloads() == {(SUNDAY, "a"): (7, 7), (SUNDAY, "b"): (2, 2), (MONDAY, "a"): (2, 2)}
    figures = place.figures()
    assert (figures.requests, figures.bots, figures.rejected["failed"]) == (15, 1, 1)


def test_the_same_log_under_two_names_counts_once(place: Place) -> None:
    place.write("one.log", *listeners(3, A, SUNDAY))
    shutil.copy(place.logs / "one.log", place.logs / "copy.log")
    assert place.collect().read == 1
    assert place.figures().requests == 3


def test_a_log_that_is_rotated_compressed_and_goes_on_is_known_again(place: Place) -> None:
    first, more, next_day = (
        [one.line() for one in requests]
        for requests in (listeners(3, A, SUNDAY), listeners(2, A, SUNDAY, first=4), listeners(1, A, MONDAY))
    )
    place.logs.mkdir()
    (place.logs / "access.log").write_bytes(log_of(first))
    place.collect()
    (place.logs / "access.log").unlink()
    (place.logs / "access.log.1").write_bytes(log_of([*first, *more]))
    (place.logs / "access.log").write_bytes(log_of(next_day))
    assert not place.collect().late
    assert place.downloads() == {(SUNDAY, "a"): (5, 5), (MONDAY, "a"): (1, 1)}
    (place.logs / "access.log.1").rename(place.logs / "access.log.2")
    collected = place.collect()
    assert (collected.read, collected.days) == (0, ())
    assert {log.name for log in collected.ledger.logs} == {"access.log", "access.log.2"}


def test_a_day_whose_logs_are_gone_stays_as_it_was_and_what_comes_late_is_told(place: Place) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    (place.logs / "one.gz").unlink()
    place.write("late.gz", *listeners(4, A, SUNDAY, first=9), *listeners(2, A, MONDAY))
    collected = place.collect()
    assert collected.late == {date(2026, 11, 1): 4}
    assert collected.ledger.beside(None, None) == {"late": 4}
    assert place.downloads() == {(SUNDAY, "a"): (3, 3), (MONDAY, "a"): (2, 2)}


def test_a_day_is_made_good_when_its_logs_are_there_again(place: Place) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    shutil.move(place.logs / "one.gz", place.root / "one.gz")
    place.write("late.gz", *listeners(4, A, SUNDAY, first=9))
    place.collect()
    shutil.move(place.root / "one.gz", place.logs / "one.gz")
    collected = place.collect()
    assert (collected.read, collected.late, collected.ledger.beside(None, None)) == (0, {}, {})
    assert place.downloads() == {(SUNDAY, "a"): (7, 7)}


def test_what_is_no_log_is_told_once(place: Place) -> None:
    place.logs.mkdir()
    (place.logs / "README.txt").write_text("These are the logs of our podcast.\n")
    assert place.collect().unknown == ("README.txt",)
    assert place.collect().unknown == ()


def test_logs_are_read_in_parts_and_give_the_same(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counter, "_BATCH_LOGS", 1)
    for number in range(3):
        place.write(f"{number}.gz", *listeners(2, A, SUNDAY, first=number + 1))
    place.collect()
    assert place.downloads() == {(SUNDAY, "a"): (4, 4)}


def test_a_store_that_fails_leaves_everything_as_it_was(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    before = place.downloads()

    def fetch(self: LogFolder, log: ListedLog, folder: Path, number: int) -> Path:
        raise RemoteError(say("The store is away."))

    place.write("two.gz", *listeners(3, B, SUNDAY))
    with monkeypatch.context() as patch:
        patch.setattr(LogFolder, "fetch", fetch)
        with pytest.raises(RemoteError):
            place.collect()
    assert place.downloads() == before
    place.collect()
    assert place.downloads() == before | {(SUNDAY, "b"): (3, 3)}


@pytest.mark.in_depth
def test_who_is_killed_at_any_step_has_changed_all_or_nothing(place: Place) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY))
    place.collect()
    before, start = place.downloads(), dict(place.state.objects)
    place.write("two.gz", *listeners(3, A, SUNDAY, first=3), *listeners(3, B, MONDAY))
    undisturbed = Steps()
    place.collect(undisturbed)
    after, whole = place.downloads(), len(undisturbed.taken)
    outcomes = []
    for step in range(1, whole + 1):
        place.state.objects = dict(start)
        with pytest.raises(Killed):
            place.collect(Steps(die_at=step))
        outcomes.append(place.downloads())
        place.collect()
        assert place.downloads() == after
    assert outcomes == sorted(outcomes, key=lambda found: found == after)
    assert (outcomes[0], outcomes[-1]) == (before, after)
    assert all(found in (before, after) for found in outcomes)


def test_the_salt_of_a_count_is_nowhere_afterwards(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it, whoever has a list of addresses could find out who of them had listened."""
    salt = bytes(range(200, 232))
    monkeypatch.setattr(counter.secrets, "token_bytes", lambda _count: salt)
    place.write("one.gz", *listeners(30, A, SUNDAY))
    place.collect()
    written = [path.read_bytes() for path in place.root.rglob("*") if path.is_file()]
    written += [body for body, _ in place.state.objects.values()]
    assert len(written) > 2
    for body in written:
        plain = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        for told in (salt, salt.hex().encode(), salt.hex().upper().encode(), base64.b64encode(salt)):
            assert told not in plain


@pytest.mark.parametrize("day", ["0001-01-01", "1970-01-01", "2026-10-24", "2026-11-11", "9999-12-31"])
def test_a_request_of_a_wrong_clock_counts_for_nothing(place: Place, day: str) -> None:
    place.write("one.gz", *listeners(3, A, SUNDAY), Get(A, day=day))
    collected = place.collect()
    assert collected.days == (date(2026, 11, 1),)
    assert place.downloads() == {(SUNDAY, "a"): (3, 3)}
    assert read_ledger(place.state).beside(None, None) == {"clock": 1}
    assert [list(log.days) for log in read_ledger(place.state).logs] == [[date(2026, 11, 1)]]


def test_a_server_whose_clock_is_some_hours_ahead_is_counted(place: Place) -> None:
    place.write("one.gz", Get(A, day="2026-11-10"))
    assert place.collect().days == (date(2026, 11, 10),)


def test_a_log_that_breaks_off_is_told_from_one_in_no_known_format(place: Place) -> None:
    place.write("whole.gz", *listeners(500, A, SUNDAY))
    whole = place.logs / "whole.gz"
    (place.logs / "half.gz").write_bytes(whole.read_bytes()[:-20])
    (place.logs / "else.txt").write_text("a letter\n")
    collected = place.collect()
    assert (collected.unknown, collected.damaged) == (("else.txt",), ("half.gz",))


def test_a_log_of_zstd_that_breaks_off_counts_for_nothing_until_it_is_whole(place: Place) -> None:
    text = log_of(request.line() for request in listeners(500, A, SUNDAY)).decode()
    whole = place.root / "whole.zst"
    rows = duckdb.sql("SELECT unnest(?) AS line", params=[text.splitlines()])
    rows.write_csv(str(whole), compression="zstd", header=False, sep="\x01", quotechar="")
    place.logs.mkdir()
    (place.logs / "a.zst").write_bytes(whole.read_bytes()[:-20])
    assert place.collect().damaged == ("a.zst",)
    assert place.downloads() == {}
    (place.logs / "a.zst").write_bytes(whole.read_bytes())
    assert place.collect().damaged == ()
    assert place.downloads() == {(SUNDAY, "a"): (500, 500)}


def closed_to_us(name: str, monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """A log of this name cannot be opened any more; whoever runs tests as root could open it all the same."""
    real = Path.open

    def refusing(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == name:
            raise error
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", refusing)


def test_a_new_log_that_cannot_be_opened_is_told_and_counts_once_it_can(place: Place) -> None:
    place.write("a.log", *listeners(3, A, SUNDAY))
    place.write("b.log", *listeners(5, A, SUNDAY, first=3))
    with pytest.MonkeyPatch.context() as patched:
        closed_to_us("b.log", patched, PermissionError(errno.EACCES, "Permission denied"))
        collected = place.collect()
    assert [(Path(path).name, str(reason)) for path, reason in collected.unopened] == [("b.log", "Permission denied")]
    assert place.downloads() == {(SUNDAY, "a"): (3, 3)}
    assert place.collect().unopened == ()
    assert place.downloads() == {(SUNDAY, "a"): (7, 7)}


def test_one_that_was_rotated_away_meanwhile_is_found_by_the_next_run(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("a.log", *listeners(3, A, SUNDAY))
    closed_to_us("a.log", monkeypatch, FileNotFoundError(errno.ENOENT, "No such file"))
    assert (place.collect().unopened, place.downloads()) == ((), {})


def test_a_day_is_not_counted_without_a_log_that_was_counted_and_cannot_be_opened_now(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("a.log", *listeners(3, A, SUNDAY))
    place.collect()
    place.write("b.log", *listeners(5, A, SUNDAY))
    before = dict(place.state.objects)
    closed_to_us("a.log", monkeypatch, PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(RemoteError, match="Nothing was counted"):
        place.collect()
    assert place.state.objects == before


def test_a_place_without_logs_is_told(place: Place) -> None:
    assert place.collect().empty == (str(place.logs),)
    place.write("one.gz", *listeners(3, A, SUNDAY))
    assert place.collect().empty == ()
