"""Each file that a form may write is read, changed and judged by its own rules; no other file can be named."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.source.files import scan
from balado.source.folder import Scan, TextFile
from balado.source.keys.change import Content, KeyChanges
from balado.studio.saving.files import changed_file, content_of, faults_of, text_in

LINES = b"0:00 A\n1:00 B\n"


@pytest.fixture
def found(tmp_path: Path) -> Scan:
    show = Show(tmp_path / "show")
    show.write_feed()
    folder = show.add("a")
    (folder / "chapters.txt").write_bytes(LINES)
    (folder / "transcript.txt").write_bytes(b"0:00 Said.\n")
    show.add("b")
    (show.root / "episodes/b/chapters.json").write_bytes(b" " * 1_000_001)
    return scan(show.root)


def test_a_file_is_found_by_its_path_where_it_is_one_that_counts(found: Scan) -> None:
    for path in ("feed.yaml", "episodes/a/episode.md", "episodes/a/chapters.txt"):
        file = text_in(found, path)
        assert file is not None
        assert file.path == path
        assert file.raw
    for path in (
        "episodes/a/transcript.txt",
        "episodes/b/chapters.json",
        "chapters.txt",
        "../x.txt",
        "",
        "/etc/x.json",
    ):
        assert text_in(found, path) is None, path


def test_chapters_and_keys_are_changed_by_their_own_rules(found: Scan) -> None:
    file = TextFile("episodes/a/chapters.txt", LINES)
    content = content_of(file)
    assert isinstance(content, Content)
    assert list(content.tree) == ["chapters"]
    assert changed_file(file, KeyChanges({("chapters",): [{"start": "0:00", "title": "A"}]})) == b"0:00 A\n"
    assert faults_of(found, file) == ()
    text = TextFile("episodes/a/episode.md", b"---\nguid: g\ntitle: A\n---\n")
    assert changed_file(text, KeyChanges({("title",): "B"})) == b"---\nguid: g\ntitle: B\n---\n"
    assert faults_of(found, TextFile(text.path, b"---\ntitel: A\n---\n")) != ()
