"""Of an episode's chapters the first source counts: its text, the file that it names, the one beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.source.files import scan
from balado.studio.chapters.origin import chapter_file_of, has_form


@pytest.mark.parametrize(
    ("written", "files", "counts", "is_form"),
    [
        (None, ["chapters.txt"], "chapters.txt", True),
        (None, ["Chapitres.JSON"], "Chapitres.JSON", True),
        (None, ["chapters.vtt"], "chapters.vtt", False),
        (None, ["notes.txt"], None, False),
        ("mine.json", ["mine.json", "chapters.txt"], "mine.json", True),
        ("[{start: '0:00', title: A}]", ["chapters.txt"], None, False),
    ],
)
def test_one_source_counts(
    tmp_path: Path, written: str | None, files: list[str], counts: str | None, is_form: bool
) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    folder = show.add("a", chapters=written, titel="a fault of another key")
    for name in files:
        (folder / name).write_text("0:00 A\n", encoding="utf-8")
    found = scan(show.root)
    path = chapter_file_of(found, found.episodes[0])
    assert path == (None if counts is None else f"episodes/a/{counts}")
    assert (path is not None and has_form(found.episodes[0], path)) is is_form


def test_a_file_that_lies_elsewhere_has_no_form_here(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a", chapters="shared.txt")
    (show.root / "shared.txt").write_text("0:00 A\n", encoding="utf-8")
    found = scan(show.root)
    assert chapter_file_of(found, found.episodes[0]) == "shared.txt"
    assert not has_form(found.episodes[0], "shared.txt")
