import random

import pytest
from audio_samples import FRAME_SECONDS, encode, id3, id3v1, silent_mp3, whole_mp3
from hypothesis import given, settings
from hypothesis import strategies as st

from balado.media.remote import remote_duration


class Pieces:
    """A file that is read in pieces, and how much was."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reads = 0
        self.byte_count = 0

    def read_at(self, offset: int, size: int) -> bytes:
        found = self.data[offset : offset + size] if offset >= 0 and size > 0 else b""
        self.reads += 1
        self.byte_count += len(found)
        return found

    @property
    def seconds(self) -> float | None:
        found = remote_duration(self.read_at, len(self.data))
        return None if found is None else found.total_seconds()


def test_an_mp3_with_a_header_that_agrees_with_its_size():
    pieces = Pieces(id3(50_000) + whole_mp3(40_000) + id3v1())
    assert pieces.seconds == pytest.approx(40_000 * FRAME_SECONDS, abs=0.1)
    assert pieces.byte_count < 100_000


def test_an_mp3_of_one_bitrate_without_a_header():
    pieces = Pieces(silent_mp3(40_000))
    assert pieces.seconds == pytest.approx(40_000 * FRAME_SECONDS, abs=0.1)
    assert pieces.byte_count < 200_000


def test_an_mp3_whose_header_does_not_agree_cannot_be_told():
    assert Pieces(whole_mp3(4_000) + silent_mp3(4_000)).seconds is None


def test_an_mp3_of_two_bitrates_without_a_header_cannot_be_told():
    other = b"\xff\xfb\x50\xc4" + bytes(204)
    assert Pieces(silent_mp3(4_000) + other * 8_000).seconds is None


@pytest.mark.parametrize("options", [(), ("-movflags", "+faststart")])
def test_an_mp4_wherever_its_index_is(options, tmp_path):
    file = encode(tmp_path / "tone.m4a", 20, "-c:a", "aac", *options)
    pieces = Pieces(file.read_bytes())
    assert pieces.seconds == pytest.approx(20, abs=0.1)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"\0" * 10_000, b"<html>", id3(5000), b"ID3\x04\0\0\x7f\x7f\x7f\x7f"])
def test_what_is_no_recording_cannot_be_told(data):
    assert Pieces(data).seconds is None


def test_a_file_that_ends_before_its_size_cannot_be_told():
    data = whole_mp3(4_000)
    assert remote_duration(lambda offset, size: data[:4096][offset : offset + size], len(data)) is not None
    assert remote_duration(lambda _offset, _size: b"", len(data)) is None


@settings(deadline=None)
@given(st.integers(0, 2**32))
def test_no_damage_breaks_it(seed):
    chance = random.Random(seed)  # noqa: S311 (no secret)
    data = bytearray(whole_mp3(20) if seed % 2 else b"\0\0\0\x18ftypM4A \0\0\0\0" + bytes(2000))
    for _ in range(30):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert (Pieces(bytes(data)).seconds or 0) >= 0
