"""The folders of episodes: ASCII, bounded, each its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_specimens import BUILT, item
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.document import Item
from balado.importer.names import folder_for
from balado.source.identity import slug_of

DAY = f"{BUILT:%Y-%m-%d}"
ONE: Item = replace(item("x"), title="Un été à Prades", published=BUILT, season=None, episode=None)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        (ONE, f"{DAY}-un-ete-a-prades"),
        (replace(ONE, episode=7), "07-un-ete-a-prades"),
        (replace(ONE, episode=7, season=1), "07-un-ete-a-prades"),
        (replace(ONE, episode=7, season=2), "s02-07-un-ete-a-prades"),
        (replace(ONE, episode=0), f"{DAY}-un-ete-a-prades"),
        (replace(ONE, title="慶子", episode_type="trailer"), f"{DAY}-trailer"),
        (replace(ONE, title="con", episode=1), "01-con"),
    ],
)
def test_a_folder_is_called_by_number_or_date_and_title(item: Item, name: str) -> None:
    assert folder_for(item, ()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    first = folder_for(ONE, ())
    assert folder_for(ONE, {first}) == f"{first}-2"
    assert folder_for(ONE, {first, f"{first}-2"}) == f"{first}-3"


@given(st.text(), st.none() | st.integers())
def test_whatever_the_title_is_the_name_is_that_of_one_folder(title: str, episode: int | None) -> None:
    name = folder_for(replace(ONE, title=title, episode=episode), ())
    assert slug_of(name) == name
    assert 0 < len(name) <= 80
