"""The truth table of plan.py, line by line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from specimens import NOON, candidate, episode, plan_of, sha256

from balado.edition.plan import Plan


def sent(plan: Plan) -> list[str]:
    return [upload.artifact.key for upload in plan.uploads]


def changes(plan: Plan) -> dict[str, str]:
    return {change.slug: change.kind for change in plan.changes}


def test_a_first_publication_sends_everything_under_names_of_its_content(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a"), "sound"))

    assert sent(plan) == [f"artwork/cover-{sha256('cover')[:16]}.jpg", f"audio/a-{sha256('sound')[:16]}.mp3"]
    assert changes(plan) == {"a": "goes-live"}
    assert plan.generation.number == 1
    assert plan.changed


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = plan_of(tmp_path, candidate(tmp_path, episode("a")))
    again = plan_of(tmp_path, candidate(tmp_path, episode("a")), previous=first.generation, owner="somebody else")

    assert not again.changed
    assert (sent(again), changes(again)) == ([], {})


def test_other_bytes_get_another_key_and_the_guid_stays(tmp_path: Path) -> None:
    first = plan_of(tmp_path, candidate(tmp_path, episode("a"), "old"))
    second = plan_of(tmp_path, candidate(tmp_path, episode("a"), "new"), previous=first.generation)

    assert sent(second) == [f"audio/a-{sha256('new')[:16]}.mp3"]
    assert changes(second) == {"a": "new-audio"}
    assert [record.guid for record in second.generation.episodes] == ["guid-of-a"]


def test_going_back_to_old_bytes_goes_back_to_the_old_key(tmp_path: Path) -> None:
    first = plan_of(tmp_path, candidate(tmp_path, episode("a"), "old"))
    second = plan_of(tmp_path, candidate(tmp_path, episode("b", guid="guid-of-a"), "new"), previous=first.generation)
    third = plan_of(tmp_path, candidate(tmp_path, episode("c", guid="guid-of-a"), "old"), previous=second.generation)

    assert third.generation.episodes[0].audio.key == first.generation.episodes[0].audio.key
    assert sent(third) == [first.generation.episodes[0].audio.key], "it is looked for again: it may have been removed"


def test_a_renamed_folder_moves_nothing(tmp_path: Path) -> None:
    first = plan_of(tmp_path, candidate(tmp_path, episode("a"), "sound"))
    renamed = plan_of(tmp_path, candidate(tmp_path, episode("z", guid="guid-of-a"), "sound"), previous=first.generation)

    assert sent(renamed) == []
    assert renamed.generation.episodes[0].audio.key == first.generation.episodes[0].audio.key


def test_a_future_episode_is_sent_now_under_a_name_that_is_not_shown(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=2), "secret"))

    shown = [upload.shown for upload in plan.uploads]
    assert f"audio/b-{sha256('secret')[:16]}.mp3" in sent(plan)
    assert "audio/b-****************.mp3" in shown
    assert not any(sha256("secret")[:16] in name for name in shown)
    assert plan.generation.next_due == NOON + timedelta(days=2)
    assert changes(plan) == {"a": "goes-live", "b": "scheduled"}


def test_a_scheduled_episode_goes_live_without_being_sent_again(tmp_path: Path) -> None:
    one = episode("a", days=2)
    first = plan_of(tmp_path, candidate(tmp_path, one))
    later = plan_of(tmp_path, candidate(tmp_path, one), previous=first.generation, now=NOON + timedelta(days=2))

    assert first.generation.feed is None
    assert sent(later) == []
    assert changes(later) == {"a": "goes-live"}
    assert later.generation.next_due is None


def test_a_changed_title_is_an_update_and_sends_no_media(tmp_path: Path) -> None:
    first = plan_of(tmp_path, candidate(tmp_path, episode("a")))
    second = plan_of(tmp_path, candidate(tmp_path, episode("a", title="Better")), previous=first.generation)

    assert (sent(second), changes(second)) == ([], {"a": "updated"})
    assert second.generation.feed != first.generation.feed


def test_an_episode_that_is_gone_is_said_to_leave(tmp_path: Path) -> None:
    both = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b")))
    one = plan_of(tmp_path, candidate(tmp_path, episode("a")), previous=both.generation)

    assert changes(one) == {"b": "leaves"}
    assert [former.guid for former in one.generation.former] == ["guid-of-b"], "its guid is never given again"
