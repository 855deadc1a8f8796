"""The measure itself: it would be worth nothing if it let something pass."""

import sys

import pytest
from reading_budget import Kind, measure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory are read from /proc")


def _loop(_data: bytes) -> None:
    while True:
        pass


def _refuse(data: bytes) -> int:
    return int(data[:1] or b"x")


KINDS = {
    "sound": Kind(bytes, len),
    "large": Kind(bytes, lambda data: bytearray(b"x") * ((200 if len(data) == 3 else 1) << 20)),
    "endless": Kind(bytes, lambda data: _loop(data) if len(data) == 1 else None, cpu_seconds=0.5),
    "refused": Kind(lambda number: b"%d" % number if number else b"", _refuse, (ValueError,)),
    "broken": Kind(lambda number: b"%d" % number if number else b"", _refuse),
}


def test_what_stays_within_the_budget_is_counted():
    bill = measure("test_reading_budget", "sound", 20)
    assert (bill.count, bill.wrong) == (20, ())
    assert measure("test_reading_budget", "refused", 3).wrong == ()


def test_memory_that_is_given_back_at_once_is_seen_and_hides_nothing():
    bill = measure("test_reading_budget", "large", 6)
    assert [spent.number for spent in bill.wrong] == [3]
    assert 190 < bill.largest.megabytes < 230


@pytest.mark.first
def test_an_endless_loop_is_ended_and_named_and_the_rest_is_read():
    bill = measure("test_reading_budget", "endless", 3)
    assert bill.count == 3
    assert [spent.number for spent in bill.wrong] == [1]
    assert "ended the process" in bill.wrong[0].ended


def test_an_exception_that_is_no_refusal_is_told():
    (wrong,) = measure("test_reading_budget", "broken", 3).wrong
    assert wrong.number == 0
    assert "ValueError" in wrong.ended
