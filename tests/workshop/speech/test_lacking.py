"""Which episodes wait for their words."""

from __future__ import annotations

import pytest

from balado.errors import UsageError
from balado.source.folder import EpisodeFolder
from balado.workshop.speech.lacking import only_one, without_words


def folder(slug: str, *others: str, audio: bool = True) -> EpisodeFolder:
    path = f"episodes/{slug}"
    recordings = (f"{path}/talk.mp3",) if audio else ()
    return EpisodeFolder(slug, slug, path, None, recordings, (), tuple(f"{path}/{name}" for name in others))


def test_a_transcript_or_a_draft_is_enough_and_without_a_recording_there_is_nothing_to_hear() -> None:
    waits = folder("a")
    others = [folder("b", "transcript.srt"), folder("c", "transcript.draft.vtt"), folder("d", audio=False)]
    assert without_words([waits, *others]) == [waits]


def test_several_are_named_so_that_somebody_chooses() -> None:
    assert only_one([]) == []
    assert only_one([folder("a")]) == [folder("a")]
    with pytest.raises(UsageError, match=r"^6 episodes have no transcript: a, b, c, d, e …\. Name those"):
        only_one([folder(slug) for slug in "abcdef"])
