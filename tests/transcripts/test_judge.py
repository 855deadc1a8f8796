from __future__ import annotations

import pytest
from transcripts import cue, seconds

from balado.transcripts.judge import judge_transcript
from balado.transcripts.transcript import Cue, Transcript, Voice


def doubts(*cues: Cue, duration: float = 60) -> list[str]:
    faults = judge_transcript(Transcript(cues), seconds(duration), "a.vtt")
    assert all((fault.severity, fault.place.path) == ("warning", "a.vtt") for fault in faults)
    return [str(fault.what) for fault in faults]


def test_a_transcript_that_fits_is_not_mentioned() -> None:
    assert doubts(cue(1, 9, "a"), cue(1, 4, "b"), cue(3, 60, "c")) == []
    assert doubts(Cue((Voice("no times"),))) == []


@pytest.mark.parametrize(("end", "count"), [(65, 0), (65.001, 1)])
def test_more_than_5_seconds_after_the_end_is_doubtful(end: float, count: int) -> None:
    assert len(doubts(cue(59, end, "a"), cue(59, 60, "b"))) == count


def test_the_words_after_the_end_are_quoted() -> None:
    (what,) = doubts(cue(1, 2, "a"), cue(70, None, "trop\ntard"))
    assert "1:10" in what
    assert "“trop tard”" in what


def test_cues_that_go_back_are_doubtful() -> None:
    (what,) = doubts(cue(5, 9, "a"), cue(4.5, 6, "b"), cue(4.5, 7, "c"))
    assert "“b”" in what
    assert "00:00:04.500" in what


def test_not_more_than_ten_are_told_one_by_one() -> None:
    found = doubts(*(cue(50 - n, 59, "a") for n in range(40)))
    assert len(found) == 11
    assert found[-1].startswith("39 cues")


def test_an_empty_transcript_is_doubtful() -> None:
    assert doubts() == ["The transcript is empty."]
