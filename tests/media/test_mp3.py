from __future__ import annotations

from datetime import timedelta

import pytest
from audio_samples import FRAME_SECONDS, SILENT_FRAME, ape, id3, id3v1, silent_mp3, summary_frame, whole_mp3

from balado.media.mp3 import Measure, measure, survey
from balado.media.reading import Unsound, reader_of


def measured(data: bytes) -> Measure:
    surveyed = survey(reader_of(data), len(data))
    assert surveyed is not None
    walk = surveyed.walk()
    if walk is None:
        return measure(surveyed, None)
    walk.feed(data)
    return measure(surveyed, walk.finish())


def seconds(frames: int) -> timedelta:
    return timedelta(seconds=frames * FRAME_SECONDS)


def test_a_header_that_agrees_with_the_file_is_believed() -> None:
    found = measured(id3(100) + whole_mp3(1000) + id3v1())
    assert (found.duration, found.found, found.header_duration) == (seconds(1000), "info header", None)
    assert (found.bitrate, found.mode) == (128_000, "constant")


def test_without_a_header_the_frames_are_walked() -> None:
    found = measured(silent_mp3(1000))
    assert (found.duration, found.found, found.mode) == (seconds(1000), "frames walked", "constant")


@pytest.mark.parametrize(
    "header",
    [summary_frame(None, None), summary_frame(1000, None), summary_frame(None, 1001 * 417), summary_frame(0, 0)],
)
def test_a_header_without_both_counts_is_not_enough(header: bytes) -> None:
    found = measured(header + silent_mp3(1000))
    assert (found.duration, found.found, found.header_duration) == (seconds(1000), "frames walked", None)


def test_a_header_whose_frames_cannot_be_so_many_bytes_is_held_against_the_frames() -> None:
    header = summary_frame(30_000, 1001 * 417)
    with pytest.raises(Unsound, match=r"30,000 frames.*1000 frames"):
        measured(header + silent_mp3(1000))


@pytest.mark.parametrize("held", [1, 500, 990, 999])
def test_a_file_that_holds_less_than_its_header_promises_is_refused_with_both_numbers(held: int) -> None:
    data = whole_mp3(1000)[: (held + 1) * len(SILENT_FRAME)]
    with pytest.raises(
        Unsound, match=rf"promises 0:26 of sound \(1000 frames\), but it holds only .* \({held} frames\)"
    ):
        measured(data)


def test_a_file_cut_in_the_middle_of_its_last_frame_is_refused() -> None:
    with pytest.raises(Unsound, match="999 frames"):
        measured(whole_mp3(1000)[:-100])


@pytest.mark.parametrize("counted", [998, 999, 1001, 1002])
def test_encoders_that_count_a_little_differently_are_no_damage(counted: int) -> None:
    found = measured(summary_frame(counted, None) + silent_mp3(1000))
    assert (found.duration, found.header_duration) == (seconds(1000), None)


def test_a_header_that_counts_the_tags_as_audio_is_no_damage() -> None:
    tags = ape(5000)
    found = measured(summary_frame(1000, 1001 * 417 + len(tags)) + silent_mp3(1000) + tags)
    assert found.duration == seconds(1000)


def test_joined_files_are_walked_and_what_their_header_said_is_kept() -> None:
    found = measured(whole_mp3(1000) + id3(50_000) + whole_mp3(500))
    # the second file's first frame is silence to a decoder
    assert found.duration == seconds(1501)
    assert found.header_duration == seconds(1000)


def test_junk_at_the_end_is_not_taken_for_a_joined_file() -> None:
    found = measured(whole_mp3(1000) + bytes(100_000))
    assert (found.duration, found.header_duration) == (seconds(1000), None)


def test_free_format_is_refused() -> None:
    frame = bytes.fromhex("fffb00c4") + bytes(500)
    data = frame * 10
    with pytest.raises(Unsound, match="free format"):
        survey(reader_of(data), len(data))


def test_what_holds_no_frames_is_no_mp3() -> None:
    data = b"These are not the bytes you are looking for. " * 100
    assert survey(reader_of(data), len(data)) is None
    assert survey(reader_of(id3(100)), 110) is None
