"""What is decided from what was heard, as the table in the module has it."""

from __future__ import annotations

import math

import pytest

from balado.show.sound import SoundSettings
from balado.workshop.sound.decide import Aim, Heard, Treatment, choose_channels, correct, treat

AIM = Aim(-16, -1)


@pytest.mark.parametrize(
    ("left", "right", "side", "channels", "narrowing"),
    [
        (-20, -20, -200, 1, "pan=mono|c0=.5*c0+.5*c1"),
        (-20, -20, -44.1, 1, "pan=mono|c0=.5*c0+.5*c1"),
        (-20, -20, -43.8, 2, ""),
        (-20, -200, -26, 1, "pan=mono|c0=c0"),
        (-51, -20, -26.2, 1, "pan=mono|c0=c1"),
        (-49, -20, -26.3, 2, ""),
        (-20, -20, -23, 2, ""),
    ],
)
def test_channels_follow_from_the_levels(left: float, right: float, side: float, channels: int, narrowing: str) -> None:
    found = choose_channels(Heard(-20, -3, (left, right, side)), SoundSettings())
    assert (found.count, found.narrowing) == (channels, narrowing)
    assert found.is_unrelated == (channels == 2 and side != -43.8)
    asked = SoundSettings.model_validate({"channels": "stereo"})
    stereo = choose_channels(Heard(-20, -3, (left, right, side)), asked)
    assert (stereo.count, stereo.is_dead, stereo.is_unrelated) == (2, False, False)


def test_the_middle_of_twins_is_quieter_than_both_together_and_a_living_channel_is_not() -> None:
    twins = choose_channels(Heard(-20, -3, (-20, -20, -200)), SoundSettings())
    assert twins.loudness_lufs == pytest.approx(-20 - 10 * math.log10(2))
    assert choose_channels(Heard(-20, -3, (-20, -200, -26)), SoundSettings()).loudness_lufs == -20


@pytest.mark.parametrize(
    ("loudness", "peak", "mode", "gain"),
    [(-30, -20, "linear", 14), (-30, -16, "linear", 14), (-30, -15.9, "limited", 14), (-9, 0.0, "linear", -7)],
)
def test_gain_alone_where_peaks_leave_room(loudness: float, peak: float, mode: str, gain: float) -> None:
    treatment = treat(loudness, peak, AIM)
    assert treatment.mode == mode
    assert gain <= treatment.gain_db <= gain + 0.3


@pytest.mark.parametrize(
    ("tried", "loudness", "peak", "better"),
    [
        (Treatment(10), -16.6, -5, Treatment(10.6)),
        (Treatment(10), -16.0, -0.9, Treatment(9.7)),
        (Treatment(10), -16.0, 0.0, Treatment(10, -3.7)),
        (Treatment(10, -2.5), -17.0, -1.5, Treatment(11.3, -2.5)),
        (Treatment(10, -2.5), -16.0, -0.5, Treatment(10, -3.2)),
    ],
)
def test_what_came_out_otherwise_is_corrected(
    tried: Treatment, loudness: float, peak: float, better: Treatment
) -> None:
    assert not AIM.is_met(loudness, peak)
    found = correct(tried, loudness, peak, AIM, None)
    assert found.gain_db == pytest.approx(better.gain_db)
    assert (found.ceiling_db is None) == (better.ceiling_db is None)
    assert found.ceiling_db is None or found.ceiling_db == pytest.approx(better.ceiling_db)


def test_an_encoder_that_lowers_what_it_gets_is_given_more() -> None:
    assert Treatment(10).before(0.445) == Treatment(10.445)
    assert Treatment(10, -2.5).before(0.445) == Treatment(10.445, -2.055)


def test_a_correction_that_led_to_the_other_side_is_taken_by_half() -> None:
    tried = Treatment(4.0)
    assert correct(tried, AIM.loudness_lufs + 0.5, -9, AIM, AIM.loudness_lufs - 0.5).gain_db == pytest.approx(3.75)
    assert correct(tried, AIM.loudness_lufs + 0.5, -9, AIM, AIM.loudness_lufs + 0.9).gain_db == pytest.approx(3.5)
