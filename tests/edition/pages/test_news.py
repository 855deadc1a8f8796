"""What happens to pages is told by their kinds, and each by its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from editions import a_show, published

from balado.cli.session import catalogue
from balado.edition.pages.news import each_page, tell_pages
from balado.record.generation import Generation, SiteFileRecord

BEFORE = {"index": "a", "episodes/one": "b", "people/ada": "c"}
AFTER = {"index": "d", "episodes/one": "b", "episodes/two": "e", "episodes/three": "f"}

Publication = Callable[[dict[str, str]], Generation]


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """A publication with these pages, by the digests of what stands on them."""
    show = a_show(Path(tmp_path_factory.mktemp("show")))
    show.add("01-a")
    made = published(show)

    def with_pages(pages: dict[str, str]) -> Generation:
        return replace(made, site=tuple(SiteFileRecord(f"{key}.html", digest, 1) for key, digest in pages.items()))

    return with_pages


def test_what_is_new_changed_and_gone_is_counted_by_folder(publication: Publication) -> None:
    told = tell_pages(publication(BEFORE), publication(AFTER))
    assert told is not None
    assert str(told.message) == "Pages: new: 2 × episodes/; changed: index.html; taken away: 1 × people/."
    assert told.fields["new"] == ["episodes/three.html", "episodes/two.html"]


def test_where_there_are_none_the_number_fits_every_word_of_french(publication: Publication) -> None:
    told = tell_pages(None, publication(BEFORE))
    assert told is not None
    assert told.message.translate(catalogue(["fr"])).endswith("modifiées\xa0: 0\xa0; retirées\xa0: 0.")


def test_each_page_is_told_by_its_key(publication: Publication) -> None:
    told = tell_pages(publication(BEFORE), publication(AFTER))
    assert told is not None
    assert [str(one) for one in each_page(told)] == [
        "episodes/three.html is new",
        "episodes/two.html is new",
        "index.html changes",
        "people/ada.html is taken away",
    ]


def test_where_nothing_happens_nothing_is_told(publication: Publication) -> None:
    assert tell_pages(publication(AFTER), publication(AFTER)) is None
