"""What a feed changes of the one before: judged with `--against`, and in a show that is published."""

import shutil

import pytest
from check_examples import SOUND, Example, feed, judged, show_rule
from show_builder import Show, cover_jpeg, silent_mp3

_NEWEST_GUID = "2f6e2a1c-7b1d-4c55-9a0e-4f0a9b1f3c02"
_NEWEST_ITEM = SOUND[SOUND.index("    <item>") : SOUND.index("    <item>", SOUND.index("    <item>") + 1)]
_OLDEST_ITEM = SOUND[SOUND.index("    <item>", SOUND.index("    <item>") + 1) : SOUND.index("  </channel>")]

EXAMPLES: dict[str, Example] = {
    "guid-changed": Example(feed(), feed((_NEWEST_GUID, "something-else"))),
    "episode-disappeared": Example(feed((_OLDEST_ITEM, "")), feed((_NEWEST_ITEM, ""))),
    "show-guid-changed": Example(feed(), feed(("917393e3-1b1e", "917393e3-1b1f"))),
    "recording-replaced-in-place": Example(
        feed(("audio/2.mp3", "audio/2b.mp3"), ('length="4800000"', 'length="4850000"')),
        feed(('length="4800000"', 'length="4850000"')),
    ),
}
ELSEWHERE = {"artwork-replaced-in-place"}
"""Exemplified below by a show, good and bad."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    before = tmp_path / "before.xml"
    before.write_bytes(feed())
    show_rule(name, EXAMPLES[name], tmp_path, capsys, "--against", str(before))


def test_a_new_guid_is_not_also_an_episode_that_disappeared(tmp_path, capsys):
    before = tmp_path / "before.xml"
    before.write_bytes(feed())
    rules = {one.rule for one in judged(EXAMPLES["guid-changed"].bad, tmp_path, capsys, "--against", str(before))}
    assert rules == {"guid-changed"}


def findings(show: Show, code: int = 1) -> dict[str, dict[str, object]]:
    return {one["rule"]: one for one in show.checked(code) if one["event"] == "fault"}


@pytest.fixture
def show(tmp_path):
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    show.add("02-b", date="2025-11-02 08:00")
    show.publish()
    return show


def test_a_published_show_differs_in_nothing_from_itself(show):
    assert show.checked(0)[-1]["errors"] == 0


def test_a_picture_replaced_in_the_store_is_found(show):
    [picture] = (show.root / "public" / "artwork").glob("cover-*")
    picture.write_bytes(cover_jpeg("red") + b"\0")
    found = findings(show)["artwork-replaced-in-place"]
    assert (found["path"], found["key"]) == ("feed.yaml", "artwork")


def test_a_recording_replaced_in_the_store_is_found_at_its_file(show):
    [recording] = (show.root / "public" / "audio").glob("01-a-*")
    recording.write_bytes(silent_mp3(3))
    assert findings(show)["recording-replaced-in-place"]["path"] == "episodes/01-a/talk.mp3"


def test_a_folder_that_is_gone_and_one_whose_guid_is_lost(show):
    shutil.rmtree(show.root / "episodes" / "01-a")
    text = show.root / "episodes" / "02-b" / "episode.md"
    text.write_text(text.read_text().replace("guid-of-02-b", "another"))
    found = findings(show)
    assert found["episode-disappeared"]["severity"] == "error"
    assert (found["guid-changed"]["path"], found["guid-changed"]["line"]) == ("episodes/02-b/episode.md", 2)


def test_an_episode_that_is_withdrawn_may_leave(show):
    text = show.root / "episodes" / "01-a" / "episode.md"
    text.write_text(text.read_text().replace("---\n", "---\nwithdrawn: true\n", 1))
    assert "episode-disappeared" not in findings(show, code=0)


def test_an_episode_that_is_only_faulty_has_not_disappeared(show):
    text = show.root / "episodes" / "01-a" / "episode.md"
    text.write_text(text.read_text().replace("title: About 01-a", "title: a: b"))
    assert "episode-disappeared" not in findings(show)
    text.write_text(text.read_text().replace("title: a: b", "title: a\ndraft: true"))
    assert "episode-disappeared" in findings(show)
