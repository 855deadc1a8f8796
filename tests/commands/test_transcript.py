"""`balado transcript`: a draft accepted, names and terms put right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_builder import Show

DRAFT = """WEBVTT

NOTE balado draft
faster-whisper 1.2.1, small, fr

00:00:00.000 --> 00:00:01.000
<v Voix 1>Bonjour <c.unsure>Claire</c>,
merci.

00:00:01.000 --> 00:00:02.000
<v Claire Hédon>Oui.
"""
ACCEPTED = """WEBVTT

NOTE balado accepted
faster-whisper 1.2.1, small, fr

00:00:00.000 --> 00:00:01.000
Bonjour Claire,
merci.

00:00:01.000 --> 00:00:02.000
<v Claire Hédon>Oui.
"""


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed(people="{hedon: {name: Claire Hédon}}", words="[{word: SIRCOM, heard: [sir com]}, Balado]")
    return made


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"episode.md", "talk.mp3"}


def test_what_is_unsure_is_said_before_a_draft_is_accepted(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.draft.vtt").write_text(DRAFT, "utf-8")
    asked = show.run("transcript", "accept", "a", "--format", "json")
    assert asked.returncode == 2
    told = [json.loads(line) for line in asked.stdout.splitlines()]
    assert {name: told[0][name] for name in ("event", "words", "unsure", "unnamed")} == {
        "event": "draft", "words": 4, "unsure": 1, "unnamed": 1,
    }  # fmt: skip
    assert "`balado transcript accept a --yes`" in told[1]["message"]
    assert names_in(folder) == {"transcript.draft.vtt"}
    done = show.run("transcript", "accept", "a", "--yes")
    assert done.returncode == 0, done.stderr
    assert "4 words, 1 of them marked as unsure, first at 0:00" in done.stdout
    assert names_in(folder) == {"transcript.vtt"}
    assert (folder / "transcript.vtt").read_text("utf-8") == ACCEPTED
    show.publish()
    assert [key for key in show.published() if key.startswith("transcripts/")]


@pytest.mark.parametrize(
    ("draft", "accepted"),
    [
        ("transcript.draft.en.vtt", "transcript.en.vtt"),
        ("transcript.en.draft.vtt", "transcript.en.vtt"),
        ("talk.draft.srt", "transcript.srt"),
        ("Transcript.DRAFT.VTT", "transcript.vtt"),
        ("transcript.draft.xx.vtt", "transcript.vtt"),
    ],
)
def test_it_gets_the_name_that_is_picked_up(show: Show, draft: str, accepted: str) -> None:
    folder = show.add("a")
    text = "1\n00:00:00,000 --> 00:00:01,000\nOui.\n" if draft.endswith("srt") else ACCEPTED
    (folder / draft).write_text(text, "utf-8")
    done = show.run("transcript", "accept", "a")
    assert done.returncode == 0, done.stderr
    assert names_in(folder) == {accepted}


def test_a_transcript_that_is_there_stays_unless_asked(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.draft.vtt").write_text(ACCEPTED, "utf-8")
    (folder / "transcript.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nOui.\n", "utf-8")
    refused = show.run("transcript", "accept", "a")
    assert refused.returncode == 2
    assert "`balado transcript accept a --replace`" in refused.stderr
    assert names_in(folder) == {"transcript.draft.vtt", "transcript.srt"}
    assert show.run("transcript", "accept", "a", "--replace").returncode == 0
    assert names_in(folder) == {"transcript.vtt"}


@pytest.mark.parametrize(
    ("files", "words", "code"),
    [
        ({}, "a has no draft", 2),
        ({"transcript.draft.vtt": "no transcript"}, "A WebVTT file begins with WEBVTT", 2),
        ({"transcript.draft.vtt": ACCEPTED, "talk.draft.vtt": ACCEPTED}, "are drafts in one language", 2),
    ],
)
def test_what_cannot_be_accepted_is_refused(show: Show, files: dict[str, str], words: str, code: int) -> None:
    folder = show.add("a")
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    refused = show.run("transcript", "accept", "a")
    assert refused.returncode == code
    assert words in refused.stderr
    assert names_in(folder) == set(files)


def test_an_episode_is_found_as_people_name_it(show: Show) -> None:
    (show.add("01-un-debut") / "transcript.draft.vtt").write_text(ACCEPTED, "utf-8")
    mistyped = show.run("transcript", "accept", "01-un-debit")
    assert "Did you mean `balado transcript accept 01-un-debut`?" in mistyped.stderr
    assert "`balado transcript fix 01-un-debut`?" in show.run("transcript", "fix", "01-un-debit").stderr
    assert show.run("transcript", "accept", "about 01").returncode == 0


def test_names_and_terms_are_shown_first_and_then_put_right(show: Show) -> None:
    folder = show.add("a")
    heard = DRAFT.replace("merci", "le sir com").replace("<v Claire Hédon>Oui", "claire hedon")
    (folder / "transcript.draft.vtt").write_bytes(heard.replace("\n", "\r\n").encode())
    shown = show.run("transcript", "fix", "a")
    assert shown.returncode == 0, shown.stderr
    assert "-le sir com." in shown.stdout
    assert "+le SIRCOM." in shown.stdout
    assert "`balado transcript fix a --yes`" in shown.stderr
    assert (folder / "transcript.draft.vtt").read_bytes() == heard.replace("\n", "\r\n").encode()
    assert show.run("transcript", "fix", "a", "--yes").returncode == 0
    right = heard.replace("le sir com", "le SIRCOM").replace("\nclaire hedon", "\nClaire Hédon")
    assert (folder / "transcript.draft.vtt").read_bytes() == right.replace("\n", "\r\n").encode()
    assert "0 files put right." in show.run("transcript", "fix", "a", "--yes").stderr


def test_a_transcript_that_the_episode_names_is_put_right_too(show: Show) -> None:
    folder = show.add("a", transcripts="[{file: said.txt}]")
    (folder / "said.txt").write_text("balado", "utf-8")
    assert show.run("transcript", "fix", "a", "--yes").returncode == 0
    assert (folder / "said.txt").read_text("utf-8") == "Balado"
