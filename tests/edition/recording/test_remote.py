"""A recording on another server, by its author's word; and which of two recordings counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from specimens import candidate, episode, plan_of

from balado.edition.contents import RemoteRecording
from balado.edition.memory import Memory
from balado.show.elsewhere import RemoteAudio

FAR = RemoteAudio(url="https://old.example/a.mp3", length=9)


def test_a_file_that_was_published_supersedes_the_address_that_its_text_named(tmp_path: Path) -> None:
    generation = plan_of(tmp_path, candidate(tmp_path, episode("a", remote=FAR))).generation
    memory = Memory(generation)
    assert memory.supersedes("guid-of-a", FAR.url)
    assert not memory.supersedes("guid-of-a", "https://old.example/other.mp3"), "the author means another one now"
    assert not memory.supersedes("guid-of-b", FAR.url)
    assert not Memory(None).supersedes("guid-of-a", FAR.url)


def test_a_file_of_whose_text_no_address_was_known_supersedes_none(tmp_path: Path) -> None:
    generation = plan_of(tmp_path, candidate(tmp_path, episode("a"))).generation
    assert not Memory(generation).supersedes("guid-of-a", FAR.url)


def test_a_recording_that_stayed_elsewhere_supersedes_nothing(tmp_path: Path) -> None:
    far = RemoteRecording(FAR.url, 9, "audio/mpeg", None)
    one = replace(candidate(tmp_path, episode("a", remote=FAR)), audio=far)
    plan = plan_of(tmp_path, one)
    assert [upload.artifact.kind for upload in plan.uploads] == ["artwork"]
    assert not Memory(plan.generation).supersedes("guid-of-a", FAR.url)
