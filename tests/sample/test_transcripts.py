"""The transcripts of the first show say what its recordings say, when they say it."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from programs import need_program

from balado.media.inspect import inspect_recording

TEXTS = Path(__file__).parent
EPISODES = TEXTS.parents[1] / "episodes"
SLUGS = sorted(path.stem for path in TEXTS.glob("[0-9]*.txt"))

PAUSE = "silencedetect=noise=-38dB:duration=0.3"
"""Longer than any stop inside a word (0.24 s) and most commas, shorter than what follows a sentence (0.38 s)."""
NEAR_S = 0.35

FASTEST_CHARS_PER_S = 21.5
"""The voice itself goes beyond 21 for two seconds of one question."""

CUE = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})\n<v Voix de synthèse>(.+(?:\n.+)?)")


class Cue(NamedTuple):
    """What is shown between two times, in seconds."""

    start: float
    end: float
    text: str


def cues_of(slug: str) -> list[Cue]:
    first, *blocks = (EPISODES / slug / "transcript.vtt").read_text("utf-8").rstrip("\n").split("\n\n")
    assert first == "WEBVTT"
    found = [CUE.fullmatch(block) for block in blocks]
    assert None not in found
    return [Cue(seconds(cue.groups()[:4]), seconds(cue.groups()[4:8]), cue[9]) for cue in found if cue]


def seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, whole, thousandths = map(int, parts)
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


def recording(slug: str) -> Path:
    return next((EPISODES / slug).glob("conference.*"))


@cache
def pauses_of(slug: str) -> tuple[tuple[float, float], ...]:
    command = [need_program("ffmpeg"), "-nostdin", "-i", recording(slug), "-af", PAUSE, "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    starts = [float(found) for found in re.findall(r"silence_start: (-?[\d.]+)", said)]
    ends = [float(found) for found in re.findall(r"silence_end: ([\d.]+)", said)]
    return tuple(zip(starts, ends, strict=True))


def first_cues_of_sentences(cues: list[Cue]) -> list[Cue]:
    return [cues[0], *(after for before, after in pairwise(cues) if before.text[-1] in ".?!")]


def out_of_place(cues: list[Cue], slug: str) -> list[Cue]:
    """The cues that begin a sentence where no pause ends."""
    ends = [end for _, end in pauses_of(slug)]
    return [cue for cue in first_cues_of_sentences(cues) if min(abs(cue.start - end) for end in ends) > NEAR_S]


def silent_share(cue: Cue, slug: str) -> float:
    """How much of a cue is silence, from 0 to 1."""
    silent = sum(max(0.0, min(cue.end, end) - max(cue.start, start)) for start, end in pauses_of(slug))
    return silent / (cue.end - cue.start)


def shifted(cues: list[Cue], by: float) -> list[Cue]:
    return [cue._replace(start=cue.start + by, end=cue.end + by) for cue in cues]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_transcript_has_the_words_of_its_text_and_no_other(slug: str) -> None:
    written = (TEXTS / f"{slug}.txt").read_text("utf-8")
    assert " ".join(cue.text for cue in cues_of(slug)).split() == written.split()


@pytest.mark.parametrize("slug", SLUGS)
def test_its_cues_follow_one_another_inside_the_recording(slug: str) -> None:
    cues = cues_of(slug)
    length = inspect_recording(recording(slug), slug).duration.total_seconds()
    assert all(cue.start < cue.end for cue in cues)
    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert cues[-1].end < length
    assert length - cues[-1].end < 1.5


@pytest.mark.parametrize("slug", SLUGS)
def test_its_cues_are_easy_to_read(slug: str) -> None:
    for cue in cues_of(slug):
        assert max(map(len, cue.text.split("\n"))) <= 42, cue
        assert len(cue.text) / (cue.end - cue.start) <= FASTEST_CHARS_PER_S, cue


@pytest.mark.parametrize("slug", SLUGS)
def test_its_sentences_begin_where_the_voice_begins_them(slug: str) -> None:
    assert out_of_place(cues_of(slug), slug) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_something_is_heard_during_each_cue(slug: str) -> None:
    assert [cue.text for cue in cues_of(slug) if silent_share(cue, slug) > 1 / 3] == []


@pytest.mark.parametrize("by", [-1.5, -0.8, 0.8, 1.5])
@pytest.mark.parametrize("slug", SLUGS)
def test_times_that_are_wrong_would_be_noticed(slug: str, by: float) -> None:
    cues = cues_of(slug)
    moved = out_of_place(shifted(cues, by), slug)
    assert len(moved) >= len(first_cues_of_sentences(cues)) / 2
