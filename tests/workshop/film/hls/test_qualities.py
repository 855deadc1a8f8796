"""Which qualities a film is packaged in: at most three, none larger than it is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.workshop.film.hls.qualities import qualities_of, steady_rate


@pytest.mark.parametrize(
    ("sides", "names"),
    [
        ((1920, 1080), ["540p", "1080p", "360p"]),
        ((3840, 2160), ["540p", "1080p", "360p"]),
        ((1080, 1920), ["540p", "1080p", "360p"]),
        ((1280, 720), ["540p", "720p", "360p"]),
        ((1440, 1079), ["540p", "720p", "360p"]),
        ((960, 540), ["540p", "360p", "234p"]),
        ((768, 432), ["432p", "360p", "234p"]),
        ((640, 360), ["360p", "234p"]),
        ((64, 49), ["48p"]),
    ],
)
def test_the_first_is_the_one_to_begin_with(sides: tuple[int, int], names: list[str]) -> None:
    assert [one.name for one in qualities_of(*sides)] == names


@given(st.integers(16, 8000), st.integers(16, 8000))
def test_nothing_is_made_larger_than_it_is(width: int, height: int) -> None:
    found = qualities_of(width, height)
    assert 1 <= len({one.side_px for one in found}) == len(found) <= 3
    assert all(one.side_px <= min(width, height) for one in found)


@pytest.mark.parametrize(
    ("told", "rate"),
    [
        (25, Fraction(25)), (23.98, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)), (30, Fraction(30)),
        (29.87, Fraction(30000, 1001)), (59.94, Fraction(60000, 1001)), (119.88, Fraction(60)), (240, Fraction(60)),
        (12.5, Fraction(25, 2)), (0, Fraction(25)),
    ],
)  # fmt: skip
def test_the_frame_rate_is_a_usual_one_and_never_above_sixty(told: float, rate: Fraction) -> None:
    assert steady_rate(told) == rate
