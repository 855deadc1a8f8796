"""One episode inspected: what its files are, what stands in for what is faulty in it."""

from __future__ import annotations

import threading

import pytest
from editions import a_show, inputs, inspected, published
from show_builder import Show, cover_jpeg, silent_mp3

from balado.edition.episode import Inspected, inspect, inspect_all
from balado.edition.inputs import Inputs
from balado.edition.recording.file import UNKNOWN, MissingRecording
from balado.record.generation import Generation
from balado.show.model import Episode

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
    assert found.candidate.audio.body is not None
    show.write_feed(embed="true", language="french")
    faulty = inspected(show, "a")
    assert faulty.candidate is not None
    assert faulty.candidate.audio.body is None


def told_of_tags(show: Show, previous: Generation | None = None) -> list[str]:
    return [f"{fault.severity}: {fault.what}" for fault in inspected(show, "a", previous).faults]


def test_what_a_new_episode_takes_of_its_tags_is_told_until_it_is_published(show: Show) -> None:
    show.add("a", title=None)
    assert told_of_tags(show) == ["warning: From the recording's tags: the title “a”. Look whether it is right."]
    assert told_of_tags(show, published(show)) == []


@pytest.mark.parametrize("title", ["", '""', "~"])
def test_a_title_that_is_begun_and_empty_is_never_filled_from_tags(show: Show, title: str) -> None:
    show.add("a", title=title)
    assert told_of_tags(show) == ["error: The title is left empty."]


def test_of_an_episode_with_a_faulty_title_nothing_is_told_of_its_tags(show: Show) -> None:
    show.add("a", title="[a, b]")
    assert told_of_tags(show) == []


def test_a_title_that_was_published_from_the_tags_stays(show: Show) -> None:
    folder = show.add("a", title=None)
    before = published(show)
    text = (folder / "episode.md").read_text(encoding="utf-8")
    (folder / "episode.md").write_text(text.replace("guid:", "title:\nguid:", 1), encoding="utf-8")
    found = inspected(show, "a", before)
    assert found.candidate is not None
    assert (found.candidate.episode.title, found.faults) == ("a", ())


def test_what_has_files_is_read_by_threads_and_all_else_here(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Handing over an episode with nothing to read takes longer than looking at it; the order is that of all."""
    remote = "{url: https://pod.example/1.mp3, length: 1000, duration: 00:01}"
    show.add("a", seconds=None, audio=remote)
    show.add("b")
    show.add("c", seconds=None, audio=remote, artwork="https://pod.example/c.jpg")
    (show.add("d", seconds=None, audio=remote) / "cover.jpg").write_bytes(cover_jpeg())
    (show.add("e", seconds=None, audio=remote, video="{file: e.mp4}") / "e.mp4").write_bytes(bytes(64))
    (show.add("f", seconds=None, audio=remote, documents="[{file: f.pdf, title: F}]") / "f.pdf").write_bytes(
        b"%PDF-1.7"
    )
    known = inputs(show)
    threads: dict[str, bool] = {}

    def seen(episode: Episode, given: Inputs) -> Inspected:
        threads[episode.slug] = threading.current_thread() is threading.main_thread()
        return inspect(episode, given)

    monkeypatch.setattr("balado.edition.episode.inspect", seen)
    found = inspect_all(known.reading.episodes, known)
    assert threads == {"a": True, "b": False, "c": True, "d": False, "e": False, "f": False}
    assert [one.guid for one in found] == [one.guid for one in known.reading.episodes]
