"""Places and lengths in a recording, as authors write them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from balado.show.values.span import span


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 0),
        ("75", 75),
        ("75.5", 75.5),
        (75, 75),
        (75.25, 75.25),
        ("12:00", 720),
        ("90:00", 5400),
        ("1:02:03", 3723),
        ("00:12:00.500", 720.5),
        ("00:12:00,500", 720.5),
        (" 00:00:01 ", 1),
    ],
)
def test_a_time_in_the_recording(written: object, seconds: float) -> None:
    assert span(written) == timedelta(seconds=seconds)


@pytest.mark.parametrize("written", ["", "12h", "1:75:00", "1:00:60", "12:61", "-1", "::", "1:2", True, "1e3", "٣"])
def test_what_is_no_time(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        span(written)


@given(st.integers(0, 99 * 3600 * 1000))
def test_every_millisecond_survives(milliseconds: int) -> None:
    hours, rest = divmod(milliseconds, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    assert span(f"{hours}:{minutes:02}:{rest / 1000:06.3f}") == timedelta(milliseconds=milliseconds)
