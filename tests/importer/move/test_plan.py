"""The steps of a move: which is next, which is wrong, until when the old address stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from balado.importer.move.facts import MoveStanding, PublishedMove, SeenFeed
from balado.importer.move.plan import Addresses, StepState, kept_until, steps_of
from balado.message import say

NOW = datetime(2026, 1, 15, tzinfo=UTC)
AWAY = Addresses("https://a.example/feed.xml", "https://b.example/feed.xml", is_leaving=True)
HERE = Addresses("https://b.example/feed.xml", "https://a.example/feed.xml", is_leaving=False)


def states(addresses: Addresses, standing: MoveStanding, now: datetime = NOW) -> dict[str, str]:
    return {one.name: str(one.state) for one in steps_of(addresses, standing, now)}


def test_of_several_steps_that_are_open_the_first_is_next() -> None:
    found = states(AWAY, MoveStanding(PublishedMove(is_locked=True, is_published=True)))
    assert (found["unlocked"], found["published"]) == ("next", "later")


def test_a_show_that_was_never_published_has_nothing_done() -> None:
    assert StepState.DONE not in states(AWAY, MoveStanding()).values()
    assert StepState.DONE not in states(HERE, MoveStanding()).values()


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (SeenFeed(301, AWAY.new, None), "done"),
        (SeenFeed(308, AWAY.new, None), "done"),
        (SeenFeed(302, AWAY.new, None), "wrong"),
        (SeenFeed(307, AWAY.new, None), "wrong"),
        (SeenFeed(200, AWAY.old, None), "next"),
        (SeenFeed(301, "https://elsewhere.example/", None), "next"),
        (SeenFeed(0, AWAY.old, None), "next"),
    ],
)
def test_only_an_answer_for_good_to_the_new_address_is_the_redirect(seen: SeenFeed, state: str) -> None:
    done = PublishedMove(NOW, is_published=True)
    found = states(AWAY, MoveStanding(done, old=seen))
    assert found["redirect"] == state


def test_the_four_weeks_count_from_the_publication_that_named_the_new_address() -> None:
    standing = MoveStanding(PublishedMove(NOW, is_published=True))
    assert kept_until(standing) == NOW + timedelta(weeks=4)
    assert states(AWAY, standing, NOW + timedelta(days=27))["kept"] == "later"
    assert states(AWAY, standing, NOW + timedelta(days=28))["kept"] == "done"
    assert kept_until(MoveStanding()) is None


def test_once_the_old_host_sends_everybody_on_what_came_before_it_is_done() -> None:
    standing = MoveStanding(PublishedMove(NOW, is_published=True), old=SeenFeed(301, HERE.new, None))
    assert states(HERE, standing) == {
        "unlocked": "done",
        "published": "done",
        "imported": "done",
        "redirect": "done",
        "directories": "unknown",
        "kept": "later",
    }


OFF = SeenFeed(0, "https://x.example/", None, say("no such host is known"), is_answered=False)


@pytest.mark.parametrize(
    ("addresses", "step"), [(AWAY, "imported"), (AWAY, "redirect"), (HERE, "redirect"), (HERE, "imported")]
)
def test_a_server_that_does_not_answer_is_not_told_as_one_without_a_feed(addresses: Addresses, step: str) -> None:
    done = PublishedMove(NOW, guids=frozenset("a"), is_published=True)
    found = {one.name: one for one in steps_of(addresses, MoveStanding(done, OFF, OFF), NOW)}
    assert found[step].state is StepState.UNKNOWN
    assert "could not be asked: no such host is known" in str(found[step].message)


def test_what_is_there_in_place_of_a_feed_is_said() -> None:
    page = SeenFeed(200, AWAY.new, None, say("This is a web page, not a feed."))
    found = {
        one.name: one for one in steps_of(AWAY, MoveStanding(PublishedMove(NOW, is_published=True), new=page), NOW)
    }
    assert str(found["imported"].message) == f"There is no feed at {AWAY.new} yet: This is a web page, not a feed."


def test_a_redirect_for_good_counts_though_the_new_place_is_silent() -> None:
    silent = replace(OFF, status=301, final_url=AWAY.new)
    assert states(AWAY, MoveStanding(PublishedMove(NOW, is_published=True), old=silent))["redirect"] == "done"
