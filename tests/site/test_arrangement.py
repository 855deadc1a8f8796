"""Episodes are cut from the oldest: a full list never changes, and nobody is missing anywhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_specimens import HEDON, HOST, conference, episode, show

from balado.site.arrangement import OF_LIST, arrange, cut
from balado.site.model import SiteEpisode, SitePerson


def episodes(count: int) -> tuple[SiteEpisode, ...]:
    return tuple(episode(f"e{number}") for number in range(count, 0, -1))


@given(count=st.integers(0, 400), fewest=st.integers(1, 40))
def test_every_episode_stands_in_one_page(count: int, fewest: int) -> None:
    made = cut(episodes(count), fewest)
    in_order = [one for part in (made.newest, *reversed(made.lists)) for one in part]
    assert in_order == list(episodes(count))
    assert {len(part) for part in made.lists} <= {OF_LIST}
    assert len(made.newest) >= min(count, fewest)


@given(count=st.integers(0, 400), fewest=st.integers(1, 40))
def test_a_full_list_stays_when_an_episode_comes(count: int, fewest: int) -> None:
    before, after = cut(episodes(count), fewest), cut(episodes(count + 1), fewest)
    assert after.lists[: len(before.lists)] == before.lists
    assert len(after.lists) - len(before.lists) in (0, 1)


def test_neighbours_are_those_of_the_season() -> None:
    listed = (
        episode("d", season=2),
        episode("c", season=1),
        episode("b", season=2),
        episode("a", season=1),
        episode("trailer"),
    )
    found = arrange(show(*listed)).neighbours
    beside = {page: found[f"guid-of-{page}"] for page in ("a", "b", "c", "d", "trailer")}
    assert (beside["a"].previous, beside["a"].following) == (None, listed[1])
    assert (beside["d"].previous, beside["d"].following) == (listed[2], None)
    assert (beside["trailer"].previous, beside["trailer"].following) == (None, None)


@pytest.mark.parametrize(("count", "named"), [(1, 0), (2, 2), (5, 5), (6, 0)])
def test_a_short_cycle_is_named_whole(count: int, named: int) -> None:
    found = arrange(show(*episodes(count))).neighbours["guid-of-e1"].cycle
    assert [one.page for one in found] == [f"e{number + 1}" for number in range(named)]


def test_seasons_stand_newest_first() -> None:
    listed = (episode("a", season=2), episode("b", season=10), episode("c"))
    assert list(arrange(show(*listed)).seasons) == [10, 2]


def test_people_have_everything_that_they_take_part_in_as_they_were_named_there() -> None:
    mayor = SitePerson("Claire Hédon", HEDON.page, "guest", "maire")
    newest, oldest = episode("b", people=(HEDON, HOST)), episode("a", people=(mayor,))
    team = SitePerson("Équipe", "equipe", "producer")
    people = arrange(show(newest, oldest, conferences=(conference(people=(HEDON,)),), team=(team,))).people
    assert list(people) == sorted([HEDON.page, HOST.page, "equipe"])
    assert people[HEDON.page].episodes == ((newest, HEDON), (oldest, mayor))
    assert [person for _, person in people[HEDON.page].conferences] == [HEDON]
    assert people["equipe"].episodes == ()
