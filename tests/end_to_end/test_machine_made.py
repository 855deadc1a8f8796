"""What machines made of a show is told in feed, notes and page; a draft that was accepted asks for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readings import only, reading_of
from show_builder import Show

from balado.feed.read import read

ACCEPTED = "WEBVTT\n\nNOTE balado accepted\nfaster-whisper\n\n00:00:00.000 --> 00:00:01.500\nBonjour.\n"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path)


def told(show: Show) -> tuple[list[tuple[str | None, str]], list[list[tuple[str | None, str]]]]:
    """The texts for machines of the channel, and of each item."""
    feed = read(show.published()["feed.xml"]).feed
    return [(one.purpose, one.text) for one in feed.txt], [[(t.purpose, t.text) for t in one.txt] for one in feed.items]


@pytest.mark.parametrize(
    ("of_show", "of_episode", "channel", "item"),
    [
        (None, None, [], []),
        ("[voice, text]", None, [("ai-content", "true")], []),
        ("voice", "false", [("ai-content", "true")], [("ai-content", "false")]),
        (None, "[music]", [], [("ai-content", "true")]),
        (None, "[transcript]", [], [("ai-content", "false")]),
        ("no", None, [("ai-content", "false")], []),
    ],
)
def test_apps_are_told_whether_a_machine_made_what_is_heard(show, of_show, of_episode, channel, item) -> None:
    show.write_feed(ai=of_show)
    show.add("a", ai=of_episode)
    show.publish()
    assert told(show) == (channel, [item])


def test_what_the_author_writes_for_machines_is_not_written_twice(show: Show) -> None:
    show.write_feed(ai="[voice]", txt="[{purpose: ai-content, text: 'false'}]")
    show.add("a")
    show.publish()
    assert told(show) == ([("ai-content", "false")], [[]])


def test_people_are_told_what_it_was_in_the_language_of_the_episode(show: Show) -> None:
    show.write_feed(ai="[voice, text]", site=None)
    show.add("a")
    show.add("b", date="2025-11-02 08:00", language="en", ai="[transcript]")
    show.publish()
    public = show.published()
    notes = [item.html for item in read(public["feed.xml"]).feed.items]
    assert "Made by a machine: transcript, read by a person." in notes[0]
    assert "Fait par une machine\u00a0: voix, textes." in notes[1]
    assert "Fait par une machine\u00a0: voix, textes." in public["episodes/a.html"].decode()
    assert '<p lang="en">Made by a machine: transcript, read by a person.</p>' in public["episodes/b.html"].decode()


def test_it_is_asked_for_where_a_draft_began_a_transcript(show: Show) -> None:
    show.write_feed()
    (show.add("a") / "transcript.vtt").write_text(ACCEPTED, "utf-8")
    (show.add("b", date="2025-11-02 08:00", ai="[transcript]") / "transcript.vtt").write_text(ACCEPTED, "utf-8")
    (show.add("c", date="2025-11-03 08:00") / "transcript.vtt").write_text(ACCEPTED.replace("balado", "by"), "utf-8")
    asked = [event for event in show.checked(0) if event.get("rule") == "ai-content-missing"]
    assert [(event["episode"], event["severity"]) for event in asked] == [("a", "info")]
    show.write_feed(ai="false")
    assert not [event for event in show.checked(0) if event.get("rule") == "ai-content-missing"]


@pytest.mark.parametrize(
    ("written", "what", "remedy"),
    [
        ("true", "It should say what a machine made.", "Write for example: ai: [voice, text]"),
        ("[robots]", "“robots” is not possible here.", "Write one of: voice, music"),
        ("[voices]", "“voices” is not possible here.", "Did you mean “voice”?"),
    ],
)
def test_what_cannot_be_told_is_answered_with_what_can(show: Show, written: str, what: str, remedy: str) -> None:
    show.write_feed(ai=written)
    fault = only(reading_of(show.root))
    assert re.search(re.escape(what), str(fault.what))
    assert re.search(re.escape(remedy), str(fault.remedy))
    assert fault.place.key.startswith("ai")
