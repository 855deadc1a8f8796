"""A draft that is accepted is the one that was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.source.folder import EpisodeFolder
from balado.workshop.speech.accept import accept, find_drafts, told

DRAFT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Voix 1>Le <c.unsure>sir com</c>\n"
PATH = "episodes/a/transcript.draft.vtt"


def test_one_that_somebody_changed_after_it_was_read_stays(tmp_path: Path) -> None:
    folder = tmp_path / "episodes" / "a"
    folder.mkdir(parents=True)
    (tmp_path / PATH).write_text(DRAFT, encoding="utf-8")
    [draft] = find_drafts(tmp_path, EpisodeFolder("a", "a", "episodes/a", others=(PATH,)))
    (tmp_path / PATH).write_text(DRAFT.replace("sir com", "SIRCOM"), encoding="utf-8")
    with pytest.raises(UsageError, match="was changed by somebody else"):
        accept(tmp_path, draft)
    assert [path.name for path in folder.iterdir()] == ["transcript.draft.vtt"]
    assert list(map(str, told(draft))) == [
        f"{PATH}: 3 words, 2 of them marked as unsure, first at 0:01.",
        "1 caption names no speaker, and will name none.",
    ]
