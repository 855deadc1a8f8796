from __future__ import annotations

from datetime import date

from balado.statistics.figures import (
    EpisodeDay,
    FailedRequests,
    Figures,
    GroupCount,
    KindCount,
    ShowDay,
    by_episode,
    with_few_merged,
)
from balado.statistics.labels import KINDS, REASONS
from balado.statistics.model import PublishedKind, Rejection

DAY = date(2026, 11, 1)


def test_groups_of_few_listeners_become_one_without_a_name() -> None:
    groups = [GroupCount("A", 9, 5), GroupCount("B", 12, 4), GroupCount("", 1, 1), GroupCount("C", 20, 9)]
    assert with_few_merged(groups) == (GroupCount("C", 20, 9), GroupCount("A", 9, 5), GroupCount("", 13, 4))
    assert with_few_merged([GroupCount("A", 9, 5)]) == (GroupCount("A", 9, 5),)


def test_each_request_is_in_one_of_the_totals() -> None:
    day = ShowDay(DAY, 3, 3, counted=5, bots=2, rejected={"failed": 1})
    figures = Figures((day, day), beside={"late": 4, "failed": 1})
    assert (figures.counted, figures.bots, figures.rejected) == (10, 4, {"failed": 3, "late": 4})
    assert figures.requests == 21


def test_the_most_downloaded_episode_comes_first() -> None:
    days = [EpisodeDay(DAY, "a", 3, 3), EpisodeDay(DAY, "b", 9, 9), EpisodeDay(DAY, "c", 3, 1)]
    assert list(by_episode(days)) == ["b", "a", "c"]


def test_every_kind_and_every_reason_has_a_name_for_people() -> None:
    assert KINDS.keys() == {kind.value for kind in PublishedKind}
    assert REASONS.keys() == {reason.value for reason in Rejection}


def test_of_one_episode_nothing_is_told_that_others_have_a_part_in() -> None:
    other = date(2026, 11, 2)
    figures = Figures(
        (ShowDay(DAY, 12, 9, 12, 1), ShowDay(other, 5, 5, 5, 0)),
        (EpisodeDay(DAY, "a", 3, 3), EpisodeDay(DAY, "b", 9, 6), EpisodeDay(other, "b", 5, 5)),
        (GroupCount("A", 17, 9),),
        kinds=(KindCount("transcript", "a", 6), KindCount("feed", "", 90)),
    )
    alone = figures.of_episode("a")
    assert [(day.day, day.downloads, day.listeners) for day in alone.days] == [(DAY, 3, 3), (other, 0, 0)]
    assert alone.episodes == (EpisodeDay(DAY, "a", 3, 3),)
    assert alone.kinds == (KindCount("transcript", "a", 6),)
    assert alone.applications == alone.failures == ()


def test_paths_that_failed_are_told_as_keys_whatever_the_show_lies_below() -> None:
    paths = ("show/audio/old.mp3", "audio/a.mp3", "showroom/x.mp3", "bucket/show/x.mp3", "")
    figures = Figures(failures=tuple(FailedRequests(path, "404", 9, is_published=False) for path in paths))
    told = [one.path for one in figures.below(("show", "", "bucket/show")).failures]
    assert told == ["audio/old.mp3", "audio/a.mp3", "showroom/x.mp3", "x.mp3", ""]
