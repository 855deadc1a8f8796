"""Chapters written into real files, and read back through the inspection."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from audio_samples import ffmpeg, silent_mp3, tone
from mutagen import id3

from balado.facts import EmbeddedChapter, EmbeddedCover
from balado.media.inspect import inspect_recording

METADATA = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=2337
title=Ouverture
[CHAPTER]
TIMEBASE=1/1000
START=2337
END=4001
title=Première table ronde : état des lieux
[CHAPTER]
TIMEBASE=1/1000
START=4001
END=6000
title=Débat
"""
EXPECTED = [(0, "Ouverture"), (2337, "Première table ronde : état des lieux"), (4001, "Débat")]
PICTURE = b"\xff\xd8\xff" + b"a picture"


def in_milliseconds(found: tuple[EmbeddedChapter, ...]) -> list[tuple[int, str]]:
    return [(round(chapter.start / timedelta(milliseconds=1)), chapter.title) for chapter in found]


def chap(name: str, start: int, end: int, title: str, *others: Any) -> Any:
    inside = [id3.TIT2(text=[title]), *others]
    return id3.CHAP(element_id=name, start_time=start, end_time=end, sub_frames=inside)


def chapters(folder: Path, *frames: Any) -> tuple[EmbeddedChapter, ...]:
    path = folder / "talk.mp3"
    path.write_bytes(silent_mp3(20))
    tag: Any = id3.ID3()
    for frame in frames:
        tag.add(frame)
    tag.save(path)
    return inspect_recording(path, "talk.mp3").chapters


def contents(name: str, children: list[str], *, top: bool = True) -> Any:
    flags = id3.CTOCFlags.ORDERED | (id3.CTOCFlags.TOP_LEVEL if top else 0)
    return id3.CTOC(element_id=name, flags=flags, child_element_ids=children, sub_frames=[])


def titles(found: tuple[EmbeddedChapter, ...]) -> list[str]:
    return [chapter.title for chapter in found]


def test_a_chapter_has_start_end_title_and_link(tmp_path: Path) -> None:
    (found,) = chapters(tmp_path, chap("a", 1500, 9000, "Ouverture", id3.WXXX(desc="", url="https://example.org/")))
    assert found == EmbeddedChapter(
        start=timedelta(seconds=1.5), end=timedelta(seconds=9), title="Ouverture", href="https://example.org/"
    )


def test_a_chapter_has_its_picture(tmp_path: Path) -> None:
    nothing, picture = id3.APIC(desc="none"), id3.APIC(mime="image/png", type=0, desc="slide", data=PICTURE)
    with_one, without = chapters(tmp_path, chap("a", 0, 9, "A", nothing, picture), chap("b", 9, 20, "B", nothing))
    assert with_one.picture == EmbeddedCover(
        media_type="image/jpeg", byte_size=len(PICTURE), sha256=hashlib.sha256(PICTURE).hexdigest()
    )
    assert without.picture is None


def test_facts_of_before_there_were_pictures_can_still_be_read() -> None:
    stored = '{"start": 1.5, "end": 9, "title": "Ouverture", "href": null}'
    assert EmbeddedChapter.model_validate_json(stored).picture is None


def test_without_a_table_of_contents_time_gives_the_order(tmp_path: Path) -> None:
    assert titles(chapters(tmp_path, chap("a", 5000, 9000, "Later"), chap("b", 0, 5000, "First"))) == ["First", "Later"]


def test_the_table_of_contents_gives_the_order_and_the_choice(tmp_path: Path) -> None:
    frames = [chap(name, at * 1000, at * 1000 + 1000, name.upper()) for at, name in enumerate("abc")]
    assert titles(chapters(tmp_path, *frames, contents("toc", ["c", "a", "gone"]))) == ["C", "A"]


def test_tables_inside_tables_are_unfolded_and_circles_end(tmp_path: Path) -> None:
    frames = [chap(name, at * 1000, at * 1000 + 1000, name.upper()) for at, name in enumerate("abc")]
    tables = [contents("toc", ["a", "part", "c"]), contents("part", ["b", "toc", "part"], top=False)]
    assert titles(chapters(tmp_path, *frames, *tables)) == ["A", "B", "C"]


def test_a_chapter_without_times_is_left_out(tmp_path: Path) -> None:
    assert chapters(tmp_path, chap("a", 0xFFFFFFFF, 0xFFFFFFFF, "By bytes")) == ()


def test_an_end_before_the_start_is_none(tmp_path: Path) -> None:
    (found,) = chapters(tmp_path, chap("a", 5000, 0, "A"))
    assert found.end is None


@pytest.mark.parametrize(
    ("suffix", "where"),
    [
        (".mp3", "id3 chap"),
        (".m4a", "mp4 chpl"),
        (".mp4", "mp4 chpl"),
    ],
)
def test_chapters_as_ffmpeg_writes_them(suffix: str, where: str, tmp_path: Path) -> None:
    listed = tmp_path / "chapters.txt"
    listed.write_text(METADATA, encoding="utf-8")
    path = tmp_path / f"talk{suffix}"
    ffmpeg(*tone(6), "-i", str(listed), "-map", "0:a", "-map_chapters", "1", str(path))
    facts = inspect_recording(path, path.name)
    assert in_milliseconds(facts.chapters) == EXPECTED
    assert facts.found["chapters"] == where


def test_a_chapter_track_is_read_where_there_is_no_other_list(tmp_path: Path) -> None:
    listed = tmp_path / "chapters.txt"
    listed.write_text(METADATA, encoding="utf-8")
    path = tmp_path / "talk.m4a"
    ffmpeg(*tone(6), "-i", str(listed), "-map", "0:a", "-map_chapters", "1", str(path))
    path.write_bytes(path.read_bytes().replace(b"chpl", b"free"))
    facts = inspect_recording(path, "talk.m4a")
    assert in_milliseconds(facts.chapters) == EXPECTED
    assert facts.chapters[0].end is not None
    assert round(facts.chapters[0].end.total_seconds(), 3) == 2.337, "as exactly as the clock of the track"
    assert facts.found["chapters"] == "mp4 chapter track"
