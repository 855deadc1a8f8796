"""One episode inspected: what its files are, what stands in for what is faulty in it."""

from __future__ import annotations

from editions import a_show, inspected, published
from show_builder import Show, silent_mp3

from balado.edition.episode import UNKNOWN, MissingRecording

HELD = "{start: 2025-12-01 08:00, end: 2025-12-01 10:00}"
LIVE = "{url: https://live.example.org/1.mp3, page: https://live.example.org/}"


def test_a_recording_that_is_here_is_inspected(show: Show) -> None:
    show.add("a", seconds=2)
    found = inspected(show, "a")
    assert found.candidate is not None
    assert found.candidate.audio.is_here
    assert (found.faults, found.presumed) == ((), frozenset())


def test_one_that_is_not_here_is_remembered(show: Show) -> None:
    show.add("a")
    before = published(show)
    show.remove_audio()
    found = inspected(show, "a", before)
    assert found.candidate is not None
    assert (found.candidate.audio.local, found.candidate.audio.sha256) == (None, before.episodes[0].audio.sha256)


def test_one_that_nobody_knows_is_missing(show: Show) -> None:
    show.add("a", seconds=None)
    found = inspected(show, "a")
    assert found.candidate is None
    assert [type(fault) for fault in found.faults] == [MissingRecording]


def test_of_one_that_cannot_be_read_the_words_are_judged_all_the_same(show: Show) -> None:
    (show.add("a") / "talk.mp3").write_bytes(b"no recording")
    found = inspected(show, "a")
    assert found.candidate is not None
    assert found.candidate.audio.facts is UNKNOWN
    assert found.presumed == {"audio"}
    assert [fault.place.path for fault in found.faults] == ["episodes/a/talk.mp3"]


def test_a_title_and_a_date_that_are_missing_have_something_in_their_place(show: Show) -> None:
    folder = show.add("a", title=None, date=None)
    (folder / "talk.mp3").write_bytes(silent_mp3(2))
    found = inspected(show, "a")
    assert found.presumed == {"title", "date"}
    assert {fault.place.key for fault in found.faults} == {"title", "date"}


def test_a_conference_to_come_is_announced_and_is_no_candidate(show: Show) -> None:
    show.add("a", seconds=None, date="2025-12-01 10:00", held=HELD, live=LIVE)
    found = inspected(show, "a")
    assert (found.candidate, found.faults) == (None, ())
    assert found.announcement is not None


def test_tags_are_put_into_what_is_published_where_the_show_is_sound(tmp_path) -> None:
    show = a_show(tmp_path, embed="true")
    show.add("a")
    found = inspected(show, "a")
    assert found.candidate is not None
    assert found.candidate.audio.spliced is not None
    show.write_feed(embed="true", language="french")
    faulty = inspected(show, "a")
    assert faulty.candidate is not None
    assert faulty.candidate.audio.spliced is None
