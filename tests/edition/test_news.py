"""How episodes are named to people."""

from __future__ import annotations

import pytest

from balado.edition.news import named


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("", "01-a"),
        ("Une voix", "01-a “Une voix”"),
        (" ", "01-a"),
        ("x" * 400, f"01-a “{'x' * 400}”"),
    ],
)
def test_an_episode_is_named_by_its_slug_and_its_title(title: str, said: str) -> None:
    assert str(named("01-a", title)) == said
