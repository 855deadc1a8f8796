"""What subscribers have cannot vanish by accident."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from specimens import SHOW_GUID, candidate, episode, plan_of

from balado.errors import RefusedError, UsageError
from balado.publish.generation import Generation
from balado.publish.guard import guard


@pytest.fixture
def live(tmp_path: Path) -> Generation:
    return plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b"))).generation


def test_the_first_publication_and_the_same_again_pass(live: Generation) -> None:
    guard(None, live, ())
    guard(live, live, ())


@pytest.mark.parametrize(
    ("slug", "changes"),
    [("b", {"guid": "another"}), ("b", {"days": 4}), ("c", {})],
    ids=["guid changed", "moved to the future", "folder renamed without its guid"],
)
def test_a_live_episode_that_would_vanish_is_refused(
    live: Generation, tmp_path: Path, slug: str, changes: dict[str, object]
) -> None:
    new = plan_of(
        tmp_path,
        candidate(tmp_path, episode("a")),
        candidate(tmp_path, episode(slug, **changes)),  # type: ignore[arg-type]
        previous=live,
    ).generation

    with pytest.raises(RefusedError) as refusal:
        guard(live, new, ())
    [fault] = refusal.value.faults
    assert fault.place.path == "episodes/b/episode.md"
    assert "--consent guid-of-b" in str(fault.remedy)


def test_consent_by_name_lets_it_go_and_only_that_one(live: Generation, tmp_path: Path) -> None:
    new = plan_of(tmp_path, candidate(tmp_path, episode("c")), previous=live).generation

    with pytest.raises(RefusedError) as refusal:
        guard(live, new, ["guid-of-a"])
    assert [fault.slug for fault in refusal.value.faults] == ["b"]
    guard(live, new, ["guid-of-a", "guid-of-b"])


def test_a_consent_that_is_not_needed_is_an_error(live: Generation) -> None:
    with pytest.raises(UsageError, match="not needed"):
        guard(live, live, ["guid-of-a"])


def test_the_identity_of_the_show_is_guarded(live: Generation) -> None:
    new = replace(live, show_guid="00000000-0000-5000-8000-000000000000")
    with pytest.raises(RefusedError, match=r"feed\.yaml"):
        guard(live, new, ())
    guard(live, new, [SHOW_GUID])


def test_scheduled_episodes_may_move_and_go(tmp_path: Path) -> None:
    before = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=2))).generation
    after = plan_of(tmp_path, candidate(tmp_path, episode("a")), previous=before).generation
    guard(before, after, ())
