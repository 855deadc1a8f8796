"""Which files of a show are still elsewhere."""

from __future__ import annotations

from pathlib import Path

from balado.importer.media.file import FileKind
from balado.importer.media.wanted import MediaChoice, wanted_files
from balado.source.files import scan
from balado.source.read import read

SHOW = "title: A\nguid: 917393e3-1b1e-5cef-ace4-edaa54e1f810\nartwork: https://old.example/c.jpg\n"
EPISODE = """---
guid: g{number}
title: T
date: 2022-10-{number} 17:30
audio: {{url: "https://old.example/{number}.mp3", length: 12, type: audio/mpeg, duration: "00:01:00"}}
artwork: https://old.example/{number}.jpg
chapters: {{url: "https://old.example/{number}.json"}}
transcripts:
  - {{url: "https://old.example/{number}.srt", type: application/srt, language: fr}}
  - {{url: "https://old.example/{number}.vtt", type: text/vtt, language: fr}}
---
Notes
"""


def show(root: Path, *numbers: int) -> Path:
    (root / "feed.yaml").write_text(SHOW, encoding="utf-8")
    for number in numbers:
        (root / f"episodes/e{number}").mkdir(parents=True)
        (root / f"episodes/e{number}/episode.md").write_text(EPISODE.format(number=number), encoding="utf-8")
    return root


def wanted(root: Path, newest: int | None = None) -> list[tuple[str, str]]:
    scanned = scan(root)
    found = wanted_files(read(scanned), scanned, MediaChoice(newest))
    return [(one.stem, one.url.rpartition("/")[2]) for one in found]


def test_everything_that_is_elsewhere_is_wanted_the_newest_first(tmp_path: Path) -> None:
    assert wanted(show(tmp_path, 10, 11)) == [
        ("cover", "c.jpg"),
        ("episodes/e11/e11", "11.mp3"),
        ("episodes/e11/cover", "11.jpg"),
        ("episodes/e11/chapters", "11.json"),
        ("episodes/e11/transcript.fr", "11.vtt"),
        ("episodes/e10/e10", "10.mp3"),
        ("episodes/e10/cover", "10.jpg"),
        ("episodes/e10/chapters", "10.json"),
        ("episodes/e10/transcript.fr", "10.vtt"),
    ]


def test_of_the_newest_alone_or_of_none(tmp_path: Path) -> None:
    show(tmp_path, 10, 11)
    assert {stem.partition("/")[2][:3] for stem, _ in wanted(tmp_path, 1)} == {"", "e11"}
    assert wanted(tmp_path, 0) == []


def test_what_lies_in_a_folder_is_not_fetched(tmp_path: Path) -> None:
    show(tmp_path, 10)
    (tmp_path / "cover.png").write_bytes(b"x")
    for name in ("mine.m4a", "cover.jpg", "chapters.txt", "transcript.en.vtt"):
        (tmp_path / "episodes/e10" / name).write_bytes(b"x")
    assert wanted(tmp_path) == []


def test_what_is_declared_goes_with_it_and_its_line(tmp_path: Path) -> None:
    scanned = scan(show(tmp_path, 10))
    found = wanted_files(read(scanned), scanned, MediaChoice())
    [recording] = [one for one in found if one.kind is FileKind.RECORDING]
    assert (recording.media_type, recording.byte_size, str(recording.duration)) == ("audio/mpeg", 12, "0:01:00")
    assert (recording.place.path, recording.place.line) == ("episodes/e10/episode.md", 5)
