"""What the first page of a show needs: each text read once, and none of them parsed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest
from show_builder import NOW

from balado.edition.open import Request
from balado.source.yaml.reader import YamlReader
from balado.studio.look import ShowReader
from balado.studio.state import ShowState, Snapshot
from balado.studio.views.board import entries

EPISODES = 200


def first_snapshot(root: Path) -> Snapshot:
    """What is known before the look has begun: the page is made of it."""
    now = datetime.fromisoformat(NOW)
    reader = ShowReader(root, lambda: Request(root, now, ""), "http://127.0.0.1:1/x")
    return ShowState(reader, lambda _number: None, lambda error: error, lambda: now).snapshot  # type: ignore[return-value, arg-type]


def test_each_text_is_read_once_and_none_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "feed.yaml").write_text("title: A show\n", encoding="utf-8")
    for number in range(EPISODES):
        folder = tmp_path / "episodes" / f"{number:04}"
        folder.mkdir(parents=True)
        (folder / "episode.md").write_text(f"---\ntitle: Number {number}\n---\nNotes\n", encoding="utf-8")
        (folder / "transcript.vtt").write_text("WEBVTT\n", encoding="utf-8")
    opened: list[str] = []
    real = os.open

    def counting(path: str, *arguments: int, **options: int) -> int:
        opened.append(str(path))
        return real(path, *arguments, **options)

    def never(*_arguments: object) -> None:
        raise AssertionError("a text is parsed before the first page is shown")

    monkeypatch.setattr(os, "open", counting)
    monkeypatch.setattr(YamlReader, "__init__", never)
    shown = list(entries(first_snapshot(tmp_path)))
    assert [one.title for one in shown] == [f"Number {number}" for number in range(EPISODES)]
    texts = [path for path in opened if path.endswith((".md", ".yaml", ".vtt"))]
    assert len(texts) == EPISODES + 1
    assert not [path for path in texts if path.endswith(".vtt")]
