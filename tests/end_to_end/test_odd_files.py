"""Files that are gone, renamed, equal, pointers or none at all: addresses stay, and no feed names what is not there."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from show_builder import Show

LATER = "2025-11-25T12:00:00+01:00"
_TRANSCRIPT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nBonjour.\n"
_LIVE = {
    "held": "{start: 2025-11-24 17:30, end: 2025-11-24 20:00}",
    "live": "{url: 'https://live.example/a.mp3', page: 'https://example.org/live'}",
}


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed(notes_end="[chapters, documents]")
    return made


def feed(show: Show) -> str:
    return (show.root / "public" / "feed.xml").read_text("utf-8")


def touch(show: Show, slug: str = "a") -> None:
    """Another source with the same meaning, so that everything is read and rendered."""
    path = show.root / "episodes" / slug / "episode.md"
    path.write_text(path.read_text("utf-8").replace("title:", "# looked at again\ntitle:", 1), "utf-8")


def pointer(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"


def publish_later(show: Show, code: int = 0) -> str:
    """A publication two days on: the clock of the run must not be behind that time."""
    run = show.run("publish", "--now", LATER)
    assert run.returncode == code, run.stderr
    return run.stderr


def test_what_turns_live_is_sent_again_when_it_is_gone(show: Show) -> None:
    show.add("first")
    show.add("a", date="2025-11-24 08:00")
    show.publish()
    [audio] = (show.root / "public" / "audio").glob("a-*")
    audio.unlink()
    publish_later(show)
    assert audio.exists()
    assert audio.name in feed(show)


def test_what_turns_live_and_is_nowhere_refuses(show: Show) -> None:
    show.add("first")
    show.add("a", date="2025-11-24 08:00")
    show.publish()
    [audio] = (show.root / "public" / "audio").glob("a-*")
    audio.unlink()
    show.remove_audio()
    assert "neither here nor in" in publish_later(show, code=1)
    assert audio.name not in feed(show)


def test_a_document_keeps_its_address_when_it_is_away_and_its_folder_renamed(show: Show) -> None:
    show.add("a", documents="[{title: Plan, file: docs/plan.pdf}]")
    (show.root / "docs").mkdir()
    (show.root / "docs" / "plan.pdf").write_bytes(b"%PDF plan")
    show.publish()
    before = feed(show)
    (show.root / "docs" / "plan.pdf").unlink()
    (show.root / "episodes" / "a").rename(show.root / "episodes" / "z")
    show.publish()
    assert feed(show) == before


def test_two_documents_with_the_same_bytes_keep_their_addresses(show: Show) -> None:
    folder = show.add("a", documents="[{title: One, file: a.pdf}, {title: Two, file: b.pdf}]")
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(b"%PDF the same")
    show.publish()
    before = feed(show)
    touch(show)
    assert "Nothing to do" in show.publish().stderr
    assert feed(show) == before
    assert len(set(re.findall(r"documents/[^\"]+", before))) == 2


def test_an_odd_suffix_is_no_part_of_an_address(show: Show) -> None:
    folder = show.add("a", documents="[{title: Plan, file: 'plan.10 h'}]")
    (folder / "plan.10 h").write_bytes(b"plan")
    show.publish()
    assert re.search(r"documents/a-plan-10-h-[0-9a-f]{16}\"", feed(show))


def test_no_link_leads_out_of_the_show(show: Show, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    folder = show.add("a", documents="[{title: Plan, file: docs/x.txt}]")
    (folder / "docs").mkdir()
    (folder / "docs" / "x.txt").symlink_to(tmp_path / "secret.txt")
    said = show.publish(code=1).stderr
    assert "is not here" in said
    assert not list((show.root / "public").rglob("*.txt")) if (show.root / "public").exists() else True


def test_a_pointer_is_no_transcript(show: Show) -> None:
    show.add("first")
    folder = show.add("a", date="2025-11-10 08:00")
    (folder / "transcript.txt").write_text(pointer(b"words"), "utf-8")
    said = show.publish(code=1).stderr
    assert "episodes/a/transcript.txt" in said
    assert "git lfs pull" in said


def test_a_pointer_stands_for_the_transcript_that_was_published(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text(_TRANSCRIPT, "utf-8")
    show.publish()
    before = feed(show)
    (folder / "transcript.vtt").write_text(pointer(_TRANSCRIPT.encode()), "utf-8")
    touch(show)
    show.publish()
    assert feed(show) == before


def test_a_transcript_that_was_empty_is_noticed_when_it_gets_words(show: Show) -> None:
    folder = show.add("a")
    (folder / "transcript.vtt").write_text("WEBVTT\n", "utf-8")
    assert "The transcript is empty." in show.publish().stderr
    assert "podcast:transcript" not in feed(show)
    (folder / "transcript.vtt").write_text(_TRANSCRIPT, "utf-8")
    show.publish()
    assert feed(show).count("<podcast:transcript") == 4


def test_a_folder_named_like_chapters_is_none(show: Show) -> None:
    folder = show.add("a")
    (folder / "chapters.txt").mkdir()
    show.publish()
    assert "chapters" not in feed(show)


def test_keys_of_a_recording_to_come_are_shown_nowhere(show: Show) -> None:
    show.add("first")
    folder = show.add("a", date="2025-12-24 08:00", **_LIVE)
    (folder / "transcript.vtt").write_text(_TRANSCRIPT, "utf-8")
    (folder / "chapters.txt").write_text("00:00 Un\n00:01 Secret de demain\n00:01.500 Trois\n", "utf-8")
    said = show.publish().stderr
    keys = [key for key in show.published() if "/a-" in key]
    assert len(keys) == 6
    assert not [key for key in keys if key in said or key in feed(show)]
    assert "Secret de demain" not in feed(show)
    assert "podcast:liveItem" in feed(show)


def test_an_announcement_stands_while_its_recording_is_faulty(show: Show) -> None:
    show.add("first")
    folder = show.add("a", seconds=None, date=None, **_LIVE)
    show.publish()
    assert "podcast:liveItem" in feed(show)
    (folder / "transcript.vtt").write_text("no transcript at all", "utf-8")
    show.publish(code=1)
    assert "podcast:liveItem" in feed(show)
    (folder / "transcript.vtt").unlink()
    (folder / "talk.mp3").write_bytes(b"half copied")
    show.publish(code=1)
    assert "podcast:liveItem" in feed(show)


def test_one_to_come_replaces_nothing_yet(show: Show) -> None:
    show.add("first")
    old = show.add("old")
    show.publish()
    for path in old.iterdir():
        path.unlink()
    old.rmdir()
    show.add("new", date="2025-11-24 08:00", replaces="[guid-of-old]")
    assert "The live episode old would leave the feed." in show.publish(code=1).stderr
    publish_later(show)
    assert "guid-of-old" not in feed(show)
    assert "guid-of-new" in feed(show)


def test_two_feeds_of_a_show_cannot_have_one_guid(show: Show) -> None:
    guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    show.write_feed(feeds=f"{{one: {{guid: {guid}}}, two: {{guid: {guid}}}}}")
    show.add("a")
    said = show.publish(code=2).stderr
    assert "(feeds.two.guid)" in said
    assert "that of another feed" in said
