"""The feed that would be published, of a show as it lies there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partialmethod
from pathlib import Path

import pytest
from show_builder import Show

from balado.edition.judge import OwnFeed
from balado.errors import Fault, UsageError
from balado.feed.read import read
from balado.importer.proof.publication import ProofRequest, WouldBeFeed, would_publish
from balado.rules.subject import FeedDocument

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    made.add("live", date="2025-10-19 17:30")
    return made


def drawn(show: Show) -> WouldBeFeed:
    return would_publish(ProofRequest(show.root, NOW))


def test_it_is_the_feed_with_what_waits_for_its_date_and_nothing_is_written(show: Show) -> None:
    show.add("later", date="2050-10-19 17:30")
    before = show.footprint()
    found = drawn(show)
    assert [item.title for item in found.feed.items] == ["About later", "About live"]
    assert found.measured == {"guid-of-live", "guid-of-later"}
    assert (found.refusal, found.faults) == (None, ())
    assert show.footprint() == before


def test_it_is_the_one_that_is_published(show: Show) -> None:
    show.publish()
    published = read(show.published()["feed.xml"]).feed
    assert replace(drawn(show).feed, built=published.built) == published


def test_an_episode_that_is_a_trailer_announces_itself_there_as_in_the_one_that_is_published(show: Show) -> None:
    """A feed that Balado had published was told to lose its trailers when it was imported."""
    show.add("teaser", type="trailer", date="2025-10-18 17:30")
    show.publish()
    published = read(show.published()["feed.xml"]).feed
    assert [trailer.title for trailer in drawn(show).feed.trailers] == ["About teaser"]
    assert drawn(show).feed.trailers == published.trailers


def test_it_is_read_however_long_it_is(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what others send the reader is bounded: a show of fifty thousand episodes was written, and then refused."""
    monkeypatch.setattr("balado.feed.read_tree._MOST_ELEMENTS", 3)
    assert [item.title for item in drawn(show).feed.items] == ["About live"]


def test_what_would_be_held_back_is_not_in_it_and_why_is_told(show: Show) -> None:
    show.add("untitled", title="''")
    found = drawn(show)
    assert [item.title for item in found.feed.items] == ["About live"]
    assert found.held.keys() == {"guid-of-untitled"}
    assert [fault.slug for fault in found.faults] == ["untitled"]


def test_where_all_would_be_refused_it_is_what_it_would_be_in_spite_of_that(show: Show) -> None:
    show.write_feed(language="''")
    found = drawn(show)
    assert found.refusal is not None
    assert [item.title for item in found.feed.items] == ["About live"]


def test_a_long_feed_is_judged_beside_its_reading_and_found_the_same(
    show: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both take long for thousands of episodes: the rules have processes of their own, which say all they find."""
    show.add("untitled", title="''")
    one_by_one = drawn(show)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("balado.importer.cores._LEAST", 1)
    told, judge_show, judge_episodes = tmp_path / "judges", OwnFeed.judge_show, OwnFeed.judge_episodes

    def counted(own: OwnFeed, document: FeedDocument, judge: Callable[..., tuple[Fault, ...]]) -> tuple[Fault, ...]:
        with told.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return judge(own, document)

    monkeypatch.setattr(OwnFeed, "judge_show", partialmethod(counted, judge=judge_show))
    monkeypatch.setattr(OwnFeed, "judge_episodes", partialmethod(counted, judge=judge_episodes))
    assert drawn(show) == one_by_one
    first, second = told.read_text().split()
    assert len({first, second, str(os.getpid())}) == 3


def test_where_there_is_no_show_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        would_publish(ProofRequest(tmp_path, NOW))
