"""What subscribers have is guarded: each refusal with its sentence, and the way out that it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_builder import Show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A show whose episodes a and b are live."""
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("a")
    made.add("b", date="2025-11-02 08:00")
    made.publish()
    return made


def edit(show: Show, slug: str, before: str, after: str) -> None:
    path = show.root / "episodes" / slug / "episode.md"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def feed(show: Show) -> str:
    return (show.root / "public" / "feed.xml").read_text("utf-8")


def refused(show: Show) -> str:
    """What is said of a publication that must be refused and must leave everything as it is."""
    before = show.footprint()
    said = show.publish(code=1).stderr
    assert show.footprint() == before
    return said


def test_a_withdrawn_episode_leaves_and_its_recording_stays(show: Show) -> None:
    [audio] = [key for key in show.published() if key.startswith("audio/a-")]
    edit(show, "a", "title:", "withdrawn: true\ntitle:")
    show.publish()
    assert "guid-of-a" not in feed(show)
    assert "guid-of-b" in feed(show)
    assert audio in show.published()
    status = show.run("status", "--format", "json", "--now", "2025-11-23T12:00")
    rows = [json.loads(line) for line in status.stdout.splitlines()]
    assert [(row["episode"], row["state"]) for row in rows if row["event"] == "episode"] == [
        ("a", "withdrawn"),
        ("b", "live"),
    ]
    assert "Nothing to do" in show.publish().stderr


def test_a_withdrawn_episode_comes_back_as_it_was(show: Show) -> None:
    before = show.published()
    edit(show, "a", "title:", "withdrawn: true\ntitle:")
    show.publish()
    edit(show, "a", "withdrawn: true\n", "")
    show.publish()
    after = show.published()
    assert after.keys() == before.keys()
    assert "guid-of-a" in feed(show)


def test_a_removed_folder_is_refused_and_the_sentence_names_both_ways_out(show: Show) -> None:
    for path in (show.root / "episodes" / "a").iterdir():
        path.unlink()
    (show.root / "episodes" / "a").rmdir()
    said = refused(show)
    assert "The live episode a would leave the feed." in said
    assert "withdrawn: true" in said
    assert "--consent guid-of-a" in said
    show.publish("--consent", "guid-of-a")
    assert "guid-of-a" not in feed(show)


def test_an_episode_that_replaces_another_lets_it_go(show: Show) -> None:
    for path in (show.root / "episodes" / "a").iterdir():
        path.unlink()
    (show.root / "episodes" / "a").rmdir()
    edit(show, "b", "title:", "replaces: [guid-of-a]\ntitle:")
    show.publish()
    assert "guid-of-a" not in feed(show)


def test_a_date_that_moves_is_refused(show: Show) -> None:
    edit(show, "a", "2025-11-01 08:00", "2025-11-05 08:00")
    said = refused(show)
    assert "would move from 2025-11-01 08:00 to 2025-11-05 08:00" in said
    show.publish("--consent", "guid-of-a")
    assert "Wed, 05 Nov 2025" in feed(show)


def test_a_consent_that_is_not_needed_fails(show: Show) -> None:
    assert "is not needed" in show.publish("--consent", "guid-of-a", code=2).stderr
    edit(show, "a", "title:", "withdrawn: true\ntitle:")
    assert "is not needed" in show.publish("--consent", "guid-of-a", code=2).stderr


def test_a_guid_of_a_withdrawn_episode_is_no_other_ones(show: Show) -> None:
    edit(show, "a", "title:", "withdrawn: true\ntitle:")
    show.publish()
    for path in (show.root / "episodes" / "a").iterdir():
        path.unlink()
    (show.root / "episodes" / "a").rmdir()
    show.publish()
    show.add("c", date="2025-11-10 08:00", guid="guid-of-a")
    said = refused(show)
    assert "This guid was that of a, which left the feed with publication 2" in said
    show.publish("--consent", "guid-of-a")
    assert "About c" in feed(show)
