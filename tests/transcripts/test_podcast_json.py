from __future__ import annotations

import json
from typing import Any

import pytest
from transcripts import cue, doubts_of, flaws_of, transcript_of, words_of

from balado.transcripts.podcast_json import write_json
from balado.transcripts.transcript import Cue, Transcript, Voice


def read(segments: list[Any]) -> Transcript:
    return transcript_of(json.dumps({"version": "1.0.0", "segments": segments}), ".json")


def flaws(*segments: str) -> list[tuple[int | None, str]]:
    rows = ",\n".join(segments)
    return flaws_of(f'{{"version": "1.0.0",\n"note": {{"segments": []}},\n"segments": [\n{rows}\n]}}', ".json")


def test_segments_are_read() -> None:
    segments = [
        {"speaker": "Ada", "startTime": 0.5, "endTime": 0.75, "body": " Hi\n"},
        {"startTime": 10800.123, "body": "Été", "words": 1},
    ]
    assert read(segments).cues == (cue(0.5, 0.75, Voice("Hi", "Ada")), cue(10800.123, None, "Été"))


def test_neighbours_of_equal_times_are_voices_of_one_cue() -> None:
    segments = [{"speaker": name, "startTime": 1, "endTime": 2, "body": name.lower()} for name in ("Ada", "Ada", "Bob")]
    assert read(segments).cues == (cue(1, 2, Voice("ada", "Ada"), Voice("ada", "Ada"), Voice("bob", "Bob")),)


def test_no_speaker_and_an_empty_one_are_the_same() -> None:
    for speaker in (None, "", " "):
        assert words_of(read([{"speaker": speaker, "startTime": 1, "body": "a"}])) == [(None, "a")]


def test_escapes_that_no_page_can_carry_are_left_out() -> None:
    text = '{"segments": [{"startTime": 1, "body": "a\\u0000b\\ud800c"}]}'
    assert words_of(transcript_of(text, ".json")) == [(None, "abc")]


@pytest.mark.parametrize(
    ("segment", "what"),
    [
        ('{"startTime": "1", "body": "a"}', "startTime"),
        ('{"body": "a"}', "startTime"),
        ('{"startTime": true, "body": "a"}', "startTime"),
        ('{"startTime": -1, "body": "a"}', "startTime"),
        ('{"startTime": 1e+300, "body": "a"}', "startTime"),
        ('{"startTime": 1, "endTime": "2", "body": "a"}', "endTime"),
        ('{"startTime": 1, "endTime": 0.5, "body": "a"}', "ends before"),
        ('{"startTime": 1, "body": ["a"]}', "no words"),
        ('{"startTime": 1, "speaker": 5, "body": "a"}', "speaker"),
        ('"a"', "not a group"),
    ],
)
def test_a_broken_segment_is_reported_where_it_begins(segment: str, what: str) -> None:
    fine = '{"startTime": 0,\n"body": "fine"}'
    ((line, sentence),) = flaws(fine, segment, fine)
    assert line == 6
    assert what in sentence
    assert segment in sentence


@pytest.mark.parametrize(
    ("segment", "what", "count"),
    [
        ('{"startTime": 1}', "no words", 2),
        ('{"startTime": 1, "body": "  "}', "no words", 2),
        ('{"startTime": 1, "body": null}', "no words", 2),
        ('{"startTime": 1, "endTime": 1.0, "body": "a"}', "ends when it begins", 3),
    ],
)
def test_a_segment_that_shows_nothing_keeps_no_other_from_being_read(segment: str, what: str, count: int) -> None:
    text = f'{{"segments": [{{"startTime": 0,\n"body": "a"}},\n{segment},\n{{"startTime": 9, "body": "b"}}]}}'
    transcript, ((line, sentence),) = doubts_of(text, ".json")
    assert (line, what in sentence, len([*words_of(transcript)])) == (3, True, count)


def test_every_broken_segment_is_reported() -> None:
    assert [line for line, _ in flaws("1", '{"startTime": 1, "body": "a"}', "{}")] == [4, 6]


def test_of_two_lists_of_segments_the_last_one_counts_as_json_has_it() -> None:
    text = '{"segments": [\n1], "segments":\n [\n\n2]\n}'
    assert [line for line, _ in flaws_of(text, ".json")] == [5]


@pytest.mark.parametrize("text", ["{}", "[]", '"a"', '{"segments": {}}', '{"chapters": []}'])
def test_json_that_is_no_transcript_is_said_to_be_none(text: str) -> None:
    ((line, what),) = flaws_of(text, ".json")
    assert line == 1
    assert "segments" in what


def test_a_syntax_error_is_reported_at_its_line() -> None:
    ((line, what),) = flaws_of('{"segments": [\n{"startTime": 1 "body": "a"}]}', ".json")
    assert line == 2
    assert "“{" in what


@pytest.mark.parametrize("text", ["[" * 100_000, f'{{"segments": [{"9" * 5000}]}}', '{"segments": [NaN]}', ""])
def test_json_that_breaks_readers_is_a_fault(text: str) -> None:
    ((line, _),) = flaws_of(text, ".json")
    assert line == 1


def test_a_list_of_half_a_million_lists_is_refused_before_it_fills_the_memory() -> None:
    ((line, what),) = flaws_of('{"segments": [' + "[]," * 500_000 + "[]]}", ".json")
    assert line == 1
    assert "nesting that no transcript has" in what


def test_a_transcript_is_written_one_segment_a_line() -> None:
    transcript = Transcript((cue(1, 2.5, Voice("Été", "Ada"), "b"), cue(10800.123, None, "fin")))
    assert write_json(transcript) == (
        '{"version": "1.0.0", "segments": [\n'
        '{"speaker": "Ada", "startTime": 1.0, "endTime": 2.5, "body": "Été"},\n'
        '{"startTime": 1.0, "endTime": 2.5, "body": "b"},\n'
        '{"startTime": 10800.123, "body": "fin"}\n'
        "]}\n"
    )
    assert transcript_of(write_json(transcript), ".json") == transcript


def test_an_empty_transcript_has_no_segments() -> None:
    assert json.loads(write_json(Transcript(()))) == {"version": "1.0.0", "segments": []}


def test_a_transcript_without_times_has_no_segments() -> None:
    with pytest.raises(ValueError, match="without times"):
        write_json(Transcript((Cue((Voice("a"),)),)))
