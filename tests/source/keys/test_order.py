"""The order of keys is that of the models, in groups too; names of an author's own have none."""

from __future__ import annotations

from balado.source.keys.order import order_of

EPISODE = "episodes/01-a/episode.md"


def test_keys_are_in_the_order_of_the_models() -> None:
    assert order_of("feed.yaml", ())[:3] == ("guid", "title", "description")
    assert order_of(EPISODE, ())[:2] == ("guid", "title")
    assert order_of("feed.yaml", ("owner",)) == ("name", "email")
    assert order_of(EPISODE, ("chapters", "3"))[0] == "start"


def test_names_that_authors_give_have_no_order_whatever_they_are() -> None:
    assert order_of("feed.yaml", ("people",)) == ()
    assert order_of("feed.yaml", ("seasons",)) == ()
    assert order_of("feed.yaml", ("people", "name"))[0] == "name"
    assert order_of("feed.yaml", ("seasons", "title")) == ()
    assert order_of("feed.yaml", ("mine", "own")) == order_of("feed.yaml", ())
