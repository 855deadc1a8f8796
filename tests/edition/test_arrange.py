"""Everything in its place at one moment: live, scheduled or announced, each file under its key."""

from __future__ import annotations

from editions import arranged, gathered, inputs, published
from show_builder import Show

from balado.edition.arrange import arrange, without_held
from balado.edition.decide import Decision
from balado.record.generation import EpisodeState

HELD = "{start: 2025-12-01 08:00, end: 2025-12-01 10:00}"
LIVE = "{url: https://live.example.org/1.mp3, page: https://live.example.org/}"


def test_an_episode_is_live_from_its_date_on(show: Show) -> None:
    show.add("a", date="2025-11-23 12:00")
    show.add("b", date="2025-11-23 12:01")
    found = arranged(show)
    assert [(one.episode.slug, one.state) for one in found.placed] == [
        ("a", EpisodeState.LIVE), ("b", EpisodeState.SCHEDULED),
    ]  # fmt: skip


def test_keys_stay_when_a_folder_is_renamed(show: Show) -> None:
    folder = show.add("a")
    before = published(show)
    folder.rename(folder.with_name("b"))
    [placed] = arranged(show, before).placed
    assert (placed.episode.slug, placed.audio_key) == ("b", before.episodes[0].audio.key)
    [anew] = arranged(show).placed
    assert anew.audio_key.startswith("audio/b-")


def test_a_conference_is_announced_until_its_sound_recording_is_live(show: Show) -> None:
    folder = show.add("a", held=HELD, live=LIVE)
    assert [one.episode.slug for one in arranged(show).announced] == []
    (folder / "talk.mp3").write_bytes(b"no recording")
    found = arranged(show)
    assert [one.episode.slug for one in found.announced] == ["a"]
    assert [one.episode.slug for one in found.placed] == ["a"], "its words are judged"


def test_what_is_held_back_has_no_place_and_may_still_be_announced(show: Show) -> None:
    show.add("a", held=HELD, live=LIVE)
    show.add("b", held=HELD, live=LIVE)
    decision = Decision(held={"a": (), "b": ()}, unannounced=frozenset({"b"}))
    left = arrange(without_held(gathered(show), decision), inputs(show))
    assert (left.placed, [one.episode.slug for one in left.announced]) == ((), ["a"])


def test_a_faulty_show_is_arranged_at_an_address_that_stands_in_for_its_own(show: Show) -> None:
    show.add("a")
    show.write_feed(publish="{to: public, url: nope}")
    assert arranged(show).placed_show.url == "https://podcast.example.org"
