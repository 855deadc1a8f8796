"""The address of what was fetched leaves the text of who wrote it, and no other line changes."""

from __future__ import annotations

from pathlib import Path

from balado.errors import Fault, Place
from balado.importer.media.file import ElsewhereFile, FetchedFile, FileKind, Verified
from balado.importer.media.settle import settle

EPISODE = """---
# mine
guid: g   # never change it
audio:
  url: https://old.example/1.mp3   # the old host
  length: 12
title:   "A  title"
artwork: https://old.example/1.jpg
---
Notes,  as they are.
"""


def fetched(kind: FileKind, path: str = "episodes/one/episode.md") -> FetchedFile:
    wanted = ElsewhereFile(kind, "https://old.example/", "x", Place(path))
    return FetchedFile(wanted, "x.mp3", 1, Verified(".mp3", "audio/mpeg"))


def show(root: Path, text: str = EPISODE) -> Path:
    (root / "episodes/one").mkdir(parents=True)
    (root / "feed.yaml").write_text("title: A\nartwork: https://old.example/c.jpg\n", "utf-8")
    path = root / "episodes/one/episode.md"
    path.write_text(text, "utf-8")
    return path


def test_the_lines_of_what_came_go_and_the_others_stay(tmp_path: Path) -> None:
    path = show(tmp_path)
    assert list(settle(tmp_path, [fetched(FileKind.RECORDING)])) == ["episodes/one/episode.md"]
    assert path.read_text("utf-8") == EPISODE.replace(
        "audio:\n  url: https://old.example/1.mp3   # the old host\n  length: 12\n", ""
    )
    assert list(settle(tmp_path, [fetched(FileKind.PICTURE)])) == ["episodes/one/episode.md"]
    assert "https" not in path.read_text("utf-8")
    assert list(settle(tmp_path, [fetched(FileKind.PICTURE), fetched(FileKind.RECORDING)])) == []


def test_the_cover_of_the_show_is_named_by_its_file(tmp_path: Path) -> None:
    show(tmp_path)
    (tmp_path / "cover.jpg").write_bytes(b"x")
    assert list(settle(tmp_path, [fetched(FileKind.PICTURE, "feed.yaml")])) == ["feed.yaml"]
    assert (tmp_path / "feed.yaml").read_text("utf-8") == "title: A\nartwork: cover.jpg\n"


def test_a_text_that_cannot_be_read_is_a_fault_and_stays(tmp_path: Path) -> None:
    broken = EPISODE.replace("# mine", "people: [")
    path = show(tmp_path, broken)
    [fault] = settle(tmp_path, [fetched(FileKind.RECORDING)])
    assert isinstance(fault, Fault)
    assert path.read_text("utf-8") == broken
