"""`balado check --live --fix`: what is not known of recordings elsewhere, written where it is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from audio_samples import silent_mp3
from public_server import served
from scripted_store import ScriptedStore
from show_builder import NOW, Show

SOUND = silent_mp3(2297)
OBJECTS = {"/a.mp3": (SOUND, "audio/mpeg"), "/b": (SOUND, "audio/mpeg")}


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    return made


def text_of(show: Show, slug: str) -> str:
    return (show.root / "episodes" / slug / "episode.md").read_text("utf-8")


def fix(show: Show) -> list[dict[str, str]]:
    run = show.run("check", "--now", NOW, "--live", "--fix", "--allow-private", "--format", "json")
    events: list[dict[str, str]] = [json.loads(line) for line in run.stdout.splitlines()]
    return events


def test_what_is_missing_is_measured_and_written_and_nothing_else_is_touched(show: Show) -> None:
    with ScriptedStore(served(OBJECTS)) as server:
        show.add("a", seconds=None, audio=f"{{url: {server.url}/a.mp3}}   # from the old host")
        show.add("b", seconds=None, audio=f"\n  url: {server.url}/b\n  length: 0")
        show.add("gone", seconds=None, audio=f"{{url: {server.url}/gone.mp3, length: 5}}")
        show.add("known", seconds=None, audio=f"{{url: {server.url}/gone.mp3, length: 5, duration: '5'}}")
        before = {slug: text_of(show, slug) for slug in ("a", "b", "gone", "known")}
        events = fix(show)
        again = fix(show)

    written = f'audio: {{url: {server.url}/a.mp3, length: {len(SOUND)}, duration: "1:00"}}   # from the old host'
    assert text_of(show, "a") == before["a"].replace(
        f"audio: {{url: {server.url}/a.mp3}}   # from the old host", written
    )
    assert text_of(show, "b") == before["b"].replace(
        "  length: 0\n", f'  length: {len(SOUND)}\n  type: audio/mpeg\n  duration: "1:00"\n'
    )
    assert (text_of(show, "gone"), text_of(show, "known")) == (before["gone"], before["known"])
    assert [one["path"] for one in events if one["event"] == "fixed"] == [
        "episodes/a/episode.md",
        "episodes/b/episode.md",
    ]
    [skipped] = [one["message"] for one in events if one["event"] == "skipped" and "measured" in one["message"]]
    assert skipped == f"{server.url}/gone.mp3 cannot be measured: it answers 404."
    assert not [one for one in again if one["event"] == "fixed"]


def test_a_file_in_the_folder_is_not_asked_for(show: Show) -> None:
    with ScriptedStore(served(OBJECTS)) as server:
        show.add("a", audio=f"{{url: {server.url}/a.mp3}}")
        before = text_of(show, "a")
        assert not [one for one in fix(show) if one["event"] == "fixed"]
    assert text_of(show, "a") == before
