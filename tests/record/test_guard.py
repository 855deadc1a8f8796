"""What subscribers have cannot vanish by accident."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from specimens import SHOW_GUID, candidate, episode, plan_of

from balado.errors import RefusedError, UsageError
from balado.record.generation import Generation, GoneRecord, PageRecord
from balado.record.guard import guard


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


SEASON = PageRecord("season-1.xml", "guid-of-season", "0" * 64, 10, ("guid-of-a", "guid-of-b"))


def with_page(generation: Generation, *pages: PageRecord) -> Generation:
    return replace(generation, pages=pages)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((), "The feed season-1.xml would no longer be kept up."),
        ((replace(SEASON, key="first.xml"),), "The feed season-1.xml would no longer be kept up."),
        ((replace(SEASON, guid="another"),), "The guid of the feed season-1.xml would change."),
        ((replace(SEASON, guids=("guid-of-a",)),), "1 live episode would leave the feed season-1.xml."),
        ((replace(SEASON, guids=()),), "2 live episodes would leave the feed season-1.xml."),
        ((replace(SEASON, guids=("guid-of-a",), shrinks=True),), "1 live episode would leave the feed season-1.xml."),
    ],
    ids=["gone", "renamed", "another guid", "an episode lost", "all lost", "cut to the newest"],
)
def test_what_subscribers_of_a_further_feed_would_lose_is_refused(
    live: Generation, now: tuple[PageRecord, ...], said: str
) -> None:
    before, after = with_page(live, SEASON), with_page(live, *now)

    with pytest.raises(RefusedError) as refusal:
        guard(before, after, ())
    [fault] = refusal.value.faults
    assert str(fault.what) == said
    assert (fault.place.path, fault.place.key) == ("feed.yaml", "feeds.season-1")
    assert "--consent season-1.xml" in str(fault.remedy)
    guard(before, after, ["season-1.xml"])


def test_a_further_feed_may_grow_and_change(live: Generation) -> None:
    guard(with_page(live), with_page(live, SEASON), ())
    guard(with_page(live, replace(SEASON, guids=())), with_page(live, replace(SEASON, sha256="1" * 64)), ())


def test_an_episode_that_leaves_the_show_is_one_loss_not_two(live: Generation) -> None:
    fewer = replace(live, episodes=tuple(one for one in live.episodes if one.slug == "a"))
    after = with_page(fewer, replace(SEASON, guids=("guid-of-a",)))

    guard(with_page(live, SEASON), after, ["guid-of-b"])


def test_the_newest_few_may_change_but_not_vanish(live: Generation) -> None:
    newest = replace(SEASON, key="newest.xml", shrinks=True)

    guard(with_page(live, newest), with_page(live, replace(newest, guids=("guid-of-c",))), ())
    with pytest.raises(RefusedError, match="lose what they have"):
        guard(with_page(live, newest), with_page(live), ())


def test_nobody_subscribes_to_an_archive(live: Generation) -> None:
    archive = replace(SEASON, key="archive-1.xml", guid=SHOW_GUID, shrinks=True)

    guard(with_page(live, archive), with_page(live), ())
    guard(with_page(live, archive), with_page(live, replace(archive, guids=())), ())


@pytest.mark.parametrize("nobodys", ["http://localhost:8000", "https://no-address-yet.invalid", "http://127.0.0.1/p"])
def test_an_address_that_led_nobody_here_changes_without_consent(live: Generation, nobodys: str) -> None:
    before, after = replace(live, url=nobodys), replace(live, url="https://pod.example/show")
    guard(before, after, ())
    with pytest.raises(RefusedError):
        guard(after, before, ())


def test_an_address_changes_freely_until_there_was_a_feed_under_it(live: Generation) -> None:
    stored = replace(live, feed=None, episodes=())
    guard(stored, replace(stored, url="https://elsewhere.example"), ())
    left = replace(stored, gone=(GoneRecord(guid="a", slug="a", folder="episodes/a", number=1),))
    with pytest.raises(RefusedError):
        guard(left, replace(left, url="https://elsewhere.example"), ())
