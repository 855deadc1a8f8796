"""The same words, times and speakers in every format: VTT -> SRT -> VTT and VTT -> JSON -> VTT."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from transcripts import cue, transcript_of

from balado.transcripts.speaker import speaker_of
from balado.transcripts.transcript import Cue, Transcript, Voice, settled
from balado.transcripts.write import write_html, write_json, write_srt, write_text, write_vtt

THREE_HOURS_MS = 3 * 3600 * 1000
NAMES = st.sampled_from(["Claire Hédon", "Édouard Philippe", "Ada", "J.-P. d’Arc", "Speaker 1", "Zoë van der Bœuf"])
SPOKEN = st.text(st.sampled_from("aéœÇ ñ'’—,.!?0193:;<>&/{}\\-=\"\n\tbivn#\u00a0漢😀"), max_size=40)
AWKWARD = st.sampled_from(
    [
        "<i>",
        "</v>",
        "<v Ada>",
        "&lt;",
        "&amp;",
        "{\\an8}",
        "-->",
        "00:00:01,000 --> 00:00:02,000",
        "NOTE",
        "1",
        "\n\n",
        "<br>",
    ]
)
TEXTS = st.lists(SPOKEN | AWKWARD, min_size=1, max_size=4).map("".join)
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=30) | TEXTS


def transcripts(texts: st.SearchStrategy[str], names: st.SearchStrategy[str]) -> st.SearchStrategy[Transcript]:
    """Cues that may overlap, stand in any order and have equal times, each of one to three voices."""
    moment = st.integers(0, THREE_HOURS_MS) | st.integers(0, 3).map(lambda n: n * 1000)
    times = st.tuples(moment, moment).map(lambda pair: [timedelta(milliseconds=ms) for ms in sorted(pair)])
    voices = st.lists(st.builds(Voice, texts, st.none() | names), min_size=1, max_size=3)
    cues = st.builds(lambda said, time: Cue(tuple(said), *time), voices, times)
    return st.lists(cues, max_size=5).map(lambda found: Transcript(settled(found)))


def begins_with_a_name(text: str) -> bool:
    return any(speaker_of(line.strip())[0] is not None for line in text.split("\n"))


def test_cues_of_equal_times_are_one_even_with_an_empty_one_between() -> None:
    assert settled([cue(1, 2, "a"), cue(1, 3, " "), cue(1, 2, "b")]) == (cue(1, 2, "a\nb"),)


@settings(deadline=None)  # other work on the machine is no failure
@given(transcripts(TEXTS.filter(lambda text: not begins_with_a_name(text)), NAMES))
def test_vtt_to_srt_to_vtt(transcript: Transcript) -> None:
    vtt = write_vtt(transcript)
    assert transcript_of(vtt, ".vtt") == transcript
    srt = write_srt(transcript_of(vtt, ".vtt"))
    assert transcript_of(srt, ".srt") == transcript
    assert write_vtt(transcript_of(srt, ".srt")) == vtt


@settings(deadline=None)  # other work on the machine is no failure
@given(transcripts(ANY_TEXT, ANY_TEXT))
def test_vtt_to_json_to_vtt(transcript: Transcript) -> None:
    vtt = write_vtt(transcript)
    assert transcript_of(vtt, ".vtt") == transcript
    json = write_json(transcript_of(vtt, ".vtt"))
    assert transcript_of(json, ".json") == transcript
    assert write_vtt(transcript_of(json, ".json")) == vtt


@settings(deadline=None)  # other work on the machine is no failure
@given(transcripts(ANY_TEXT, ANY_TEXT))
def test_the_same_transcript_gives_the_same_bytes_and_they_are_utf8(transcript: Transcript) -> None:
    for write in (write_vtt, write_srt, write_json, write_text, lambda one: write_html(one, "fr")):
        assert write(transcript).encode() == write(Transcript(transcript.cues)).encode()
