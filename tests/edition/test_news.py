"""How episodes are named to people."""

from __future__ import annotations

import pytest

from balado.edition.news import named


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "01-a"),
        ("Une voix", "01-a “Une voix”"),
        ("x" * 40, f"01-a “{'x' * 40}”"),
        ("Un titre dont personne ne voit la fin dans une ligne", "01-a “Un titre dont personne ne voit la fin d…”"),
    ],
)
def test_an_episode_is_named_by_its_slug_and_as_much_of_its_title_as_a_line_holds(title: str, said: str) -> None:
    assert str(named("01-a", title)) == said
