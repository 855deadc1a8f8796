from __future__ import annotations

import pytest
from audio_samples import FRAME_SECONDS, SILENT_FRAME, ape, id3, id3v1, silent_mp3
from hypothesis import given
from hypothesis import strategies as st

from balado.media.envelope import Extent
from balado.media.mpeg_walk import FrameWalk, Walked
from balado.media.reading import Unsound


def walk(data: bytes, block_bytes: int = 1 << 20, start: int = 0) -> Walked:
    walking = FrameWalk(Extent(start, len(data)))
    for at in range(0, len(data), block_bytes):
        walking.feed(data[at : at + block_bytes])
    return walking.finish()


def test_frames_are_counted_with_their_time_bytes_and_bitrates() -> None:
    walked = walk(silent_mp3(1000))
    assert walked.frames == 1000
    assert walked.seconds == pytest.approx(1000 * FRAME_SECONDS)
    assert walked.byte_size == 417_000
    assert walked.bitrates == {128_000}


def test_the_walk_begins_where_it_is_told() -> None:
    data = id3(3_000_000) + silent_mp3(50)
    assert walk(data, start=3_000_010).frames == 50


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(id3(200_000), id="ID3v2"),
        pytest.param(id3v1(), id="ID3v1"),
        pytest.param(ape(5_000), id="APEv2"),
        pytest.param(id3v1() + id3(3_000_000), id="ID3v1 and ID3v2 of two blocks"),
        pytest.param(bytes(70_000), id="zeros"),
        pytest.param(b"\xff" * 30_000, id="nothing but sync"),
        pytest.param(SILENT_FRAME[:100], id="a torn frame"),
    ],
)
def test_what_stands_between_frames_is_passed_over(between: bytes) -> None:
    assert walk(silent_mp3(100) + between + silent_mp3(60)).frames == 160


def test_joined_streams_of_two_kinds_are_both_counted() -> None:
    slow = (bytes.fromhex("fff340c4") + bytes(100)) * 50
    walked = walk(silent_mp3(100) + slow)
    assert walked.frames == 150
    assert walked.seconds == pytest.approx(100 * FRAME_SECONDS + 50 * 576 / 22050)
    assert walked.bitrates == {128_000, 32_000}


def test_a_frame_that_the_end_cuts_is_not_counted_and_told() -> None:
    walked = walk(silent_mp3(10) + SILENT_FRAME[:200])
    assert walked.frames == 10
    assert walked.ends_mid_frame
    assert not walk(silent_mp3(10)).ends_mid_frame


def test_noise_full_of_false_frames_is_given_up() -> None:
    with pytest.raises(Unsound, match="damaged"):
        walk(b"\xff\xfb\x90\xc4?" * 400_000)


@given(
    pieces=st.lists(
        st.one_of(
            st.integers(1, 40).map(silent_mp3),
            st.binary(max_size=300),
            st.integers(0, 9000).map(id3),
            st.just(id3v1()),
            st.integers(0, 500).map(ape),
        ),
        max_size=6,
    ),
    block_bytes=st.integers(1, 9000),
)
def test_the_size_of_blocks_changes_nothing(pieces: list[bytes], block_bytes: int) -> None:
    data = b"".join(pieces)
    assert walk(data, max(block_bytes, len(data) // 50)) == walk(data)
