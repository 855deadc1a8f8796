"""A draft of a transcript is never published: no spelling of its name and no way to the public lets it out."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from show_builder import Show

NAMES = [
    "transcript.draft.vtt",
    "transcript.DRAFT.vtt",
    "Transcript.Draft.en.vtt",
    "transcript.en.draft.srt",
    "transcript-draft.vtt",
    "transcript.draft (1).vtt",
    "transcript.brouillon.vtt",
    "de\u0301bat.draft.vtt",
    "débat.ｄｒａｆｔ.vtt",
    "talk.draft.srt",
    "transcript.draft.txt",
]
LISTED = "[{file: '%s'}]"
SECRET = "Canarispublic"
VTT = f"WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n{SECRET} dit quelque chose.\n"
SRT = f"1\n00:00:00,000 --> 00:00:01,500\n{SECRET} dit quelque chose.\n"
MARKED = VTT.replace("\n\n", "\n\nNOTE balado draft\n\n", 1)


def said(name: str) -> str:
    return SRT if name.endswith(".srt") else VTT


def linked(folder: Path) -> None:
    """`transcript.vtt` is a link to the draft."""
    (folder / "transcript.draft.vtt").write_text(VTT, "utf-8")
    (folder / "transcript.vtt").symlink_to("transcript.draft.vtt")


def linked_twice(folder: Path) -> None:
    (folder / "transcript.draft.vtt").write_text(VTT, "utf-8")
    (folder / "read.vtt").symlink_to("transcript.draft.vtt")
    (folder / "transcript.vtt").symlink_to("read.vtt")


def renamed(folder: Path) -> None:
    """A draft of Balado's own that was renamed and not accepted."""
    (folder / "transcript.vtt").write_text(MARKED, "utf-8")


def hard_linked(folder: Path) -> None:
    (folder / "transcript.draft.vtt").write_text(MARKED, "utf-8")
    (folder / "transcript.vtt").hardlink_to(folder / "transcript.draft.vtt")


def saved_by_an_editor(folder: Path) -> None:
    (folder / "transcript.vtt").write_bytes(MARKED.replace("\n", "\r\n").encode("utf-16"))


WAYS_IN: list[Callable[[Path], None]] = [linked, linked_twice, renamed, hard_linked, saved_by_an_editor]


def write_show(show: Show) -> None:
    show.write_feed(site=None, feeds="{extra: {title: Autre, newest: 50}}", require="{transcript: 2025-12-01}")
    for number, name in enumerate(NAMES):
        keys = {"transcripts": LISTED % name} if number % 3 else {}
        (show.add(f"{number:02}", seconds=1, **keys) / name).write_text(said(name), "utf-8")
    for way in WAYS_IN:
        way(show.add(way.__name__.replace("_", "-"), seconds=1))
    document = show.add("as-document", documents="[{title: Texte, file: transcript.draft.vtt}]", seconds=1)
    (document / "transcript.draft.vtt").write_text(VTT, "utf-8")
    copied = show.add("as-copied-document", documents="[{title: Texte, file: said.vtt}]", seconds=1)
    (copied / "said.vtt").write_text(MARKED, "utf-8")
    chapters = show.add("as-chapters", chapters="transcript.draft.vtt", seconds=1)
    (chapters / "transcript.draft.vtt").write_text(VTT, "utf-8")


def holding(folder: Path) -> list[str]:
    """The files in which the draft can be read."""
    needle = SECRET.lower().encode()
    wide = SECRET.lower().encode("utf-16-le")
    bodies = {path: path.read_bytes().lower() for path in folder.rglob("*") if path.is_file()}
    return [str(path) for path, body in bodies.items() if needle in body or wide in body]


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Show:
    made = Show(tmp_path_factory.mktemp("drafts") / "show")
    write_show(made)
    made.publish()
    return made


def test_no_way_of_publishing_lets_one_out(show: Show) -> None:
    keys = show.published()
    assert {"feed.xml", "extra.xml", "index.html"} <= keys.keys()
    assert holding(show.root / "public") == []
    assert not [key for key in keys if key.startswith(("transcripts/", "documents/", "chapters/"))]


def test_an_accepted_one_is_found_by_the_same_look(tmp_path: Path) -> None:
    show = Show(tmp_path)
    show.write_feed(site=None)
    (show.add("a") / "transcript.vtt").write_text(VTT, "utf-8")
    show.publish()
    assert len(holding(tmp_path / "public")) > 4


def test_bringing_files_back_brings_none_along(show: Show, tmp_path: Path) -> None:
    elsewhere = shutil.copytree(show.root, tmp_path / "copy", symlinks=True)
    shutil.rmtree(elsewhere / "episodes")
    run = Show(elsewhere).run("pull")
    assert run.returncode in (0, 1), run.stderr
    assert list((elsewhere / "episodes").rglob("*.mp3"))
    assert holding(elsewhere / "episodes") == []


def test_a_record_made_anew_lets_none_out(show: Show, tmp_path: Path) -> None:
    copy = Show(shutil.copytree(show.root, tmp_path / "copy", symlinks=True))
    shutil.rmtree(copy.root / ".public.balado")
    assert copy.run("recover", "--yes").returncode == 0
    copy.publish()
    assert holding(copy.root / "public") == []


def test_the_drafts_are_counted_and_stop_nothing(show: Show) -> None:
    slugs = {path.name for path in (show.root / "episodes").iterdir() if path.is_dir()}
    by_content = {"renamed", "saved-by-an-editor", "as-copied-document"}
    checked = show.checked(0)
    [drafts] = [event for event in checked if event["event"] == "drafts"]
    assert set(drafts["episodes"]) == slugs - by_content
    faults = [event for event in checked if event["event"] == "fault" and "waits for a reader" in event["message"]]
    assert {fault["episode"] for fault in faults} == slugs
    assert {fault["severity"] for fault in faults} <= {"info", "warning"}
    status = show.run("status", "--format", "json")
    told = [json.loads(line) for line in status.stdout.splitlines()]
    assert [one["count"] for one in told if one["event"] == "drafts"] == [drafts["count"]]
    assert status.returncode == 0
    french = show.run("--lang", "fr", "status")
    assert f"{drafts['count']} brouillons de transcription attendent d’être relus" in french.stdout.replace("\n", " ")


def test_a_draft_is_not_the_transcript_that_is_required(tmp_path: Path) -> None:
    show = Show(tmp_path)
    show.write_feed(require="{transcript: 2025-01-01}")
    folder = show.add("a")
    (folder / "transcript.draft.vtt").write_text(MARKED, "utf-8")
    lacking = [event for event in show.checked(1) if event.get("rule") == "transcript-missing"]
    assert [event["severity"] for event in lacking] == ["error"]
    accepted: subprocess.CompletedProcess[str] = show.run("transcript", "accept", "a")
    assert accepted.returncode == 0, accepted.stderr
    assert not [event for event in show.checked(0) if event.get("rule") == "transcript-missing"]


def test_a_draft_that_comes_after_the_last_check_is_counted(tmp_path: Path) -> None:
    show = Show(tmp_path, {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    show.write_feed()
    folder = show.add("a")
    show.publish()
    assert "drafts" not in {event["event"] for event in show.checked(0)}
    (folder / "transcript.draft.vtt").write_text(VTT, "utf-8")
    later = show.checked(0)
    assert "drafts" in {event["event"] for event in later}
    assert [event["path"] for event in later if event["event"] == "fault" and "draft" in event["message"]]
