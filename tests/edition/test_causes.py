"""What only follows from a fault that is told already is no finding."""

from __future__ import annotations

import pytest

from balado.edition.causes import Causes, episodes_without_texts, spot_of
from balado.errors import Fault, Place
from balado.message import say

TEXT = "episodes/a/episode.md"


def finding(path: str = TEXT, key: str = "", rule: str = "", slug: str | None = "a") -> Fault:
    return Fault(Place(path, 1, key), say("Wrong."), say("Correct it."), slug, rule=rule)


CAUSES = Causes(
    spots=frozenset({(TEXT, "people"), ("episodes/b/talk.mp3", "")}),
    unread=frozenset({"episodes/c/episode.md"}),
    without_texts=frozenset({"a"}),
    lacks_episodes=True,
)


@pytest.mark.parametrize(
    "follows",
    [
        finding(key="people"),
        finding(key="people.0.role"),
        finding("episodes/b/talk.mp3"),
        finding("episodes/c/episode.md", "title"),
        finding(rule="transcript-missing"),
        finding("feed.yaml", rule="no-items", slug=None),
    ],
)
def test_what_stands_at_a_fault_or_misses_what_is_faulty_follows_from_it(follows: Fault) -> None:
    assert CAUSES.explain(follows)


@pytest.mark.parametrize(
    "stands",
    [
        finding(key="title"),
        finding(),
        finding("episodes/b/talk.mp3", "00:12:00"),
        finding("episodes/b/episode.md", rule="transcript-missing", slug="b"),
        finding("feed.yaml", "people", slug=None),
    ],
)
def test_anything_else_is_a_finding_of_its_own(stands: Fault) -> None:
    assert not CAUSES.explain(stands)
    assert CAUSES.left([stands, finding(key="people")]) == (stands,)


def test_where_nothing_is_faulty_every_finding_stands() -> None:
    assert not Causes().explain(finding(rule="transcript-missing"))
    assert not Causes().explain(finding("feed.yaml", rule="no-items", slug=None))


def test_an_episode_is_without_texts_when_its_file_or_its_key_is_faulty() -> None:
    faults = [finding("episodes/a/said.vtt"), finding(key="chapters.1", slug="b"), finding(key="title", slug="c")]
    files = [("a", "episodes/a/said.vtt"), ("c", "episodes/c/said.vtt")]
    assert episodes_without_texts(faults, files) == {"a", "b"}


def test_a_spot_is_a_file_and_the_first_part_of_a_key() -> None:
    assert spot_of(Place("feed.yaml", 3, "publish.url")) == ("feed.yaml", "publish")
