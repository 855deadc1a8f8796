"""Pictures inside recordings, found again by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audio_samples import encode, silent_mp3
from mutagen import aiff, flac, id3, mp4, wave

from balado.errors import MediaError
from balado.media.inspect import inspect_recording
from balado.media.pictures import embedded_pictures

COVER = b"\xff\xd8\xff" + b"the cover"
SLIDE = b"\x89PNG\r\n\x1a\n" + b"a slide"


def digest(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


def frames() -> list[Any]:
    slide = id3.APIC(mime="image/png", type=0, desc="slide", data=SLIDE)
    return [
        id3.APIC(mime="image/jpeg", type=3, desc="", data=COVER),
        id3.CHAP(element_id="a", start_time=0, end_time=9, sub_frames=[id3.TIT2(text=["A"]), slide]),
    ]


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """An MP3 with a cover, and a chapter that has a picture."""
    path = tmp_path / "talk.mp3"
    path.write_bytes(silent_mp3(20))
    tag: Any = id3.ID3()
    for frame in frames():
        tag.add(frame)
    tag.save(path)
    return path


@pytest.mark.parametrize("picture", [COVER, SLIDE])
def test_a_picture_of_an_mp3_is_found(picture: bytes, talk: Path) -> None:
    assert embedded_pictures(talk).get(digest(picture)) == picture


def test_the_inspection_names_the_pictures_that_are_found(talk: Path) -> None:
    facts = inspect_recording(talk, "talk.mp3")
    assert facts.cover is not None
    assert facts.chapters[0].picture is not None
    assert embedded_pictures(talk).get(facts.cover.sha256) == COVER
    assert embedded_pictures(talk).get(facts.chapters[0].picture.sha256) == SLIDE


def tag_mp4(path: Path) -> None:
    movie: Any = mp4.MP4(path)
    movie["covr"] = [mp4.MP4Cover(SLIDE, mp4.MP4Cover.FORMAT_PNG), mp4.MP4Cover(COVER, mp4.MP4Cover.FORMAT_JPEG)]
    movie.save()


def tag_flac(path: Path) -> None:
    found: Any = flac.FLAC(path)
    picture: Any = flac.Picture()
    picture.data = COVER
    found.add_picture(picture)
    found.save()


def tag_chunk(kind: Any) -> Callable[[Path], None]:
    def tag(path: Path) -> None:
        found = kind(path)
        found.add_tags()
        for frame in frames():
            found.tags.add(frame)
        found.save()

    return tag


@pytest.mark.parametrize(
    ("suffix", "tag"),
    [(".m4a", tag_mp4), (".flac", tag_flac), (".wav", tag_chunk(wave.WAVE)), (".aiff", tag_chunk(aiff.AIFF))],
)
def test_a_picture_of_another_format_is_found(suffix: str, tag: Callable[[Path], None], tmp_path: Path) -> None:
    path = encode(tmp_path / f"talk{suffix}", 1)
    assert embedded_pictures(path).get(digest(COVER)) is None
    tag(path)
    assert embedded_pictures(path).get(digest(COVER)) == COVER


def test_a_picture_that_is_not_there_is_none(talk: Path) -> None:
    assert embedded_pictures(talk).get(digest(b"another")) is None


@pytest.mark.parametrize("content", [b"no recording at all", b"ID3\x04\0\0\0\0\0\x10" + b"\xff" * 16, silent_mp3(20)])
def test_a_file_without_pictures_gives_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    path.write_bytes(content)
    assert embedded_pictures(path).get(digest(COVER)) is None


def test_a_file_that_is_gone_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        embedded_pictures(tmp_path / "gone.mp3")
