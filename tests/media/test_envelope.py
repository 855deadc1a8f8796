from __future__ import annotations

import pytest
from audio_samples import ape, id3, id3v1, silent_mp3
from hypothesis import given
from hypothesis import strategies as st

from balado.media.envelope import Extent, audio_extent
from balado.media.reading import Unsound, reader_of

AUDIO = silent_mp3(5)
LYRICS_V2 = b"LYRICSBEGININD0000200" + b"000021LYRICS200"
LYRICS_V1 = b"LYRICSBEGIN" + b"la la la" + b"LYRICSEND"


def extent(data: bytes) -> Extent:
    return audio_extent(reader_of(data), len(data))


@pytest.mark.parametrize(
    ("front", "end"),
    [
        (b"", b""),
        (id3(100), b""),
        (id3(2_000_000), id3v1()),
        (id3(10) + id3(20), b""),
        (id3(10, footer=True), b""),
        (b"", ape(300) + id3v1()),
        (b"", ape(300)),
        (b"", LYRICS_V2 + id3v1()),
        (b"", LYRICS_V1 + id3v1()),
        (b"", id3(40, footer=True)),
        (id3(10), ape(7) + LYRICS_V2 + id3v1()),
    ],
)
def test_tags_in_front_and_at_the_end_are_no_audio(front: bytes, end: bytes) -> None:
    assert extent(front + AUDIO + end) == (len(front), len(front) + len(AUDIO))


def test_a_tag_longer_than_the_file_is_a_cut_file_and_both_numbers_are_told() -> None:
    data = id3(5000)[:3000]
    with pytest.raises(Unsound, match="promises 5010 bytes, but it holds only 3000"):
        extent(data)


def test_a_size_that_the_format_forbids_is_no_tag() -> None:
    assert extent(b"ID3\x04\0\0\x80\0\0\0" + AUDIO).start == 0


def test_a_tag_at_the_end_never_reaches_into_the_one_in_front() -> None:
    lying = ape(100)[:-20] + b"\xff\xff\xff\x7f" + ape(100)[-16:]
    assert extent(id3(50) + AUDIO + lying).end <= len(id3(50) + AUDIO + lying)
    assert extent(id3(50) + AUDIO + lying).start == 60


@pytest.mark.parametrize(
    "end",
    [
        b"000900LYRICS200",
        b"3DI\x04\0\x10\0\0\x07\x08",
        ape(900)[-32:],
    ],
)
def test_a_tag_that_does_not_begin_where_its_end_says_takes_no_sound_away(end: bytes) -> None:
    assert extent(AUDIO + end) == (0, len(AUDIO) + len(end))


@given(st.binary(max_size=400), st.sampled_from([b"", id3v1(), ape(3)[-32:], b"999999LYRICS200", b"LYRICSEND", b"3DI"]))
def test_whatever_the_bytes_the_extent_lies_in_the_file(noise: bytes, end: bytes) -> None:
    data = noise + end
    try:
        found = extent(data)
    except Unsound:
        return
    assert 0 <= found.start <= found.end <= len(data)
