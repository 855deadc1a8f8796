"""A tag made to hurt loses what hurts; its sound, its title and its chapters stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from audio_samples import silent_mp3
from reading_media import bomb, id3_frame

from balado.media.id3_frames import read_tag
from balado.media.inspect import inspect_recording
from balado.media.reading import reader_of

TITLE = id3_frame(4, b"TIT2", b"\x03A talk")
PACKED = b"\0\x09"


def tag(*frames: bytes) -> bytes:
    body = b"".join(frames)
    return b"ID3\4\0\0" + bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0)) + body


@pytest.mark.parametrize(
    "harmful",
    [
        id3_frame(4, b"TDES", bytes(4) + bomb(b"A", 30), PACKED),
        id3_frame(4, b"TDES", b"\x03" + b"a\0" * 20_000),
        id3_frame(4, b"APIC", bytes(4) + bomb(b"\0", 60), PACKED),
        id3_frame(4, b"TPE1", b"\x03x") * 100,
        id3_frame(4, b"CHAP", b"c\0" + bytes(16) + id3_frame(4, b"TIT2", bytes(4) + bomb(b"A", 30), PACKED)),
    ],
    ids=["a text of 30 MB", "20,000 texts", "a picture of 60 MB", "100 artists", "a text in a chapter"],
)
def test_what_is_beyond_bounds_is_left_out_and_known(harmful: bytes, tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(tag(harmful, TITLE) + silent_mp3(20))
    facts = inspect_recording(path, "talk.mp3")
    assert facts.tags.title == "A talk"
    assert facts.found["tags"] == "id3, in part"


def test_frames_that_nobody_reads_are_passed_over() -> None:
    found = read_tag(reader_of(tag(id3_frame(4, b"TXXX", b"\x03a\0b"), TITLE)))
    assert found is not None
    assert [frame.name for frame in found.frames] == ["TIT2"]
    assert found.is_whole
