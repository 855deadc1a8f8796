from __future__ import annotations

from datetime import date

from balado.statistics.names import KnownEpisodes

DAY = date(2026, 11, 1)
KNOWN = KnownEpisodes(
    {"first": "again", "second": "again", "live": "again", "old": "left", "new": "left", "scheduled": "later"},
    {"live": "About it", "new": ""},
    {"live": DAY},
    ("first", "second", "old", "new"),
)


def test_of_a_name_that_is_used_again_the_live_episode_is_meant_else_the_last_to_go() -> None:
    assert KNOWN.guid_of("again") == "live"
    assert KNOWN.guid_of("left") == "new"


def test_an_episode_that_was_never_live_is_none() -> None:
    assert KNOWN.guid_of("later") is KNOWN.guid_of("unheard-of") is None


def test_an_episode_without_a_title_here_bears_the_name_of_its_folder() -> None:
    assert (KNOWN.names["live"], KNOWN.names["new"], KNOWN.names["old"]) == ("About it", "left", "left")
