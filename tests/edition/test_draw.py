"""The whole line without its last step: what is drawn up, what is held back, what is refused."""

from __future__ import annotations

import pytest
from editions import a_show, drawn, opened, published
from show_builder import Show

from balado.edition.draw import rehearse
from balado.errors import RefusedError, SourceError, UsageError

HELD = "{start: 2025-12-01 08:00, end: 2025-12-01 10:00}"
LIVE = "{url: https://live.example.org/1.mp3, page: https://live.example.org/}"


def test_a_sound_show_goes_out_whole_with_the_digest_of_its_source(show: Show) -> None:
    show.add("a")
    draft = drawn(show)
    assert [one.slug for one in draft.plan.generation.episodes] == ["a"]
    assert draft.plan.generation.source_digest is not None
    assert draft.decision.held == {}


def test_a_faulty_new_episode_stays_home_and_the_source_is_looked_at_again(show: Show) -> None:
    show.add("a")
    show.add("b", nonsense="1")
    draft = drawn(show)
    assert [one.slug for one in draft.plan.generation.episodes] == ["a"]
    assert draft.decision.held.keys() == {"b"}
    assert draft.plan.generation.source_digest is None
    assert draft.plan.document is not None
    assert b"guid-of-b" not in draft.plan.document


def test_a_faulty_live_episode_and_a_faulty_show_refuse_everything(show: Show) -> None:
    folder = show.add("a")
    before = published(show)
    (folder / "talk.mp3").write_bytes(b"no recording")
    with pytest.raises(RefusedError):
        drawn(show, before)
    show.write_feed(language="french")
    with pytest.raises(SourceError):
        drawn(show, before)


def test_what_is_stored_of_a_scheduled_episode_stays_known_while_it_is_faulty(show: Show) -> None:
    show.add("a")
    folder = show.add("b", date="2030-01-01 08:00")
    before = published(show)
    (folder / "talk.mp3").write_bytes(b"no recording")
    after = drawn(show, before).plan.generation
    assert after.episodes == before.episodes
    assert {one.key for one in after.objects} == {one.key for one in before.objects}


def test_a_faulty_episode_is_announced_until_its_recording_is_sound(show: Show) -> None:
    show.add("a")
    (show.add("b", held=HELD, live=LIVE) / "talk.mp3").write_bytes(b"no recording")
    after = drawn(show).plan.generation
    assert ([one.slug for one in after.episodes], [one.slug for one in after.announced]) == (["a"], ["b"])


def test_one_whose_feed_is_faulty_is_not_even_announced(tmp_path) -> None:
    show = a_show(tmp_path, type="serial")
    show.add("a", episode="1")
    show.add("b", held=HELD, live=LIVE)
    after = drawn(show).plan.generation
    assert ([one.slug for one in after.episodes], after.announced) == (["a"], ())


def test_an_error_that_is_ignored_publishes_its_episode(tmp_path) -> None:
    show = a_show(tmp_path, type="serial", ignore="{serial-without-number: they follow their dates}")
    show.add("a")
    assert [one.slug for one in drawn(show).plan.generation.episodes] == ["a"]


def test_strict_refuses_what_is_only_advised_against(show: Show) -> None:
    show.add("a", guid=None)
    assert drawn(show).decision.warnings
    with pytest.raises(RefusedError, match="strict"):
        drawn(show, strict=True)


def test_the_guard_has_the_last_word(show: Show) -> None:
    folder = show.add("a")
    show.add("b")
    before = published(show)
    (folder / "talk.mp3").unlink()
    (folder / "episode.md").unlink()
    with pytest.raises(RefusedError):
        drawn(show, before)
    assert "guid-of-a" not in {one.guid for one in drawn(show, before, guarded=False).plan.generation.episodes}


def test_tags_are_renewed_only_of_an_mp3_that_is_here(show: Show) -> None:
    show.add("a")
    before = published(show)
    assert drawn(show, before, reembed=("a",)).plan.changed
    show.remove_audio()
    with pytest.raises(UsageError, match="needs its recording here"):
        drawn(show, before, reembed=("a",))


def test_a_rehearsal_writes_nothing(show: Show) -> None:
    show.add("a")
    outcome = rehearse(opened(show))
    assert (outcome.published, outcome.generation) == (False, None)
    assert not (show.root / "public").exists()
