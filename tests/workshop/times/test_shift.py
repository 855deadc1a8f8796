"""Moving is exact, keeps the order, and never leads out of the recording; there and back is the very same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.show.values.span import span
from balado.workshop.times.shift import Shift, rewritten, seconds_of

MILLISECONDS = st.integers(-4_000_000, 4_000_000)
ENDS = st.integers(0, 40_000_000)
SECONDS = st.integers(0, 50_000_000).map(lambda ms: Decimal(ms) / 1000)


@st.composite
def written(draw: st.DrawFn) -> str:
    """A time in one of the forms that people write."""
    seconds = f"{draw(st.integers(0, 59)):02}"
    if fraction := draw(st.one_of(st.just(""), st.from_regex(r"[0-9]{1,3}", fullmatch=True))):
        seconds += draw(st.sampled_from(".,")) + fraction
    form = draw(st.sampled_from(["{s}", "{m}:{s}", "{m:02}:{s}", "{h}:{m:02}:{s}", "{h:02}:{m:02}:{s}"]))
    return form.format(s=seconds, m=draw(st.integers(0, 59)), h=draw(st.integers(0, 30)))


@given(MILLISECONDS, ENDS, SECONDS)
def test_a_time_is_moved_exactly_or_lies_at_one_of_the_ends(by_ms: int, end_ms: int, seconds: Decimal) -> None:
    shift, exact = Shift(by_ms, end_ms), seconds + Decimal(by_ms) / 1000
    moved = shift.moved(seconds)
    assert 0 <= moved <= Decimal(end_ms) / 1000
    assert moved == exact or (exact < 0 and moved == 0) or moved == Decimal(end_ms) / 1000 < exact
    assert shift.is_cut(seconds) == (moved != exact)


@given(MILLISECONDS, ENDS, SECONDS, SECONDS)
def test_what_comes_first_never_comes_second(by_ms: int, end_ms: int, one: Decimal, other: Decimal) -> None:
    shift, (first, second) = Shift(by_ms, end_ms), sorted((one, other))
    assert shift.moved(first) <= shift.moved(second)
    assert shift.moved_start(first) <= shift.moved_start(second)


@given(MILLISECONDS, written())
def test_a_time_that_is_moved_there_and_back_is_the_same_time(by_ms: int, text: str) -> None:
    seconds = seconds_of(text)
    assert seconds is not None
    there, back = Shift(by_ms, 10**9), Shift(-by_ms, 10**9)
    if not there.is_cut(seconds):
        assert back.moved(there.moved(seconds)) == seconds
    assert Shift(0, 10**9).moved(seconds) == seconds


@given(written(), st.integers(0, 90_000_000))
def test_what_is_written_anew_says_the_time_as_every_reader_of_ours_takes_it(text: str, milliseconds: int) -> None:
    seconds = Decimal(milliseconds) / 1000
    new = rewritten(text, seconds)
    assert seconds_of(new) == seconds
    assert round(span(new).total_seconds() * 1000) == milliseconds
    assert rewritten(text, seconds_of(text) or Decimal(0)) == text


@pytest.mark.parametrize(
    ("text", "by_ms", "expected"),
    [
        ("00:12:30", 4213, "00:12:34.213"),
        ("00:12:30", 4000, "00:12:34"),
        ("12:30", -30_000, "12:00"),
        ("59:58", 4000, "01:00:02"),
        ("90:00", 4000, "90:04"),
        ("1:02:03,500", 1500, "1:02:05,000"),
        ("37", 25_500, "62.5"),
        ("75.5", -500, "75.0"),
    ],
)
def test_a_time_keeps_its_form(text: str, by_ms: int, expected: str) -> None:
    seconds = seconds_of(text)
    assert seconds is not None
    assert rewritten(text, Shift(by_ms, 10**9).moved(seconds)) == expected


def test_a_chapter_that_begins_with_the_recording_still_does() -> None:
    later = Shift(5300, 10**6)
    assert (later.moved_start(Decimal(0)), later.moved(Decimal(0))) == (Decimal(0), Decimal("5.3"))
    assert later.moved_start(Decimal("0.001")) == Decimal("5.301")
