"""An episode that was withdrawn keeps its address, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from built_sites import BuiltSite, said
from site_specimens import episode, show

from balado.site.model import GoneEpisode

GONE = GoneEpisode("guid-of-gone", "ancienne", date(2024, 3, 1))


@pytest.mark.parametrize("key", ["episodes/ancienne.html", "embed/ancienne.html"])
def test_it_says_so_with_the_day(key: str) -> None:
    built = BuiltSite(show(episode(), gone=(GONE,)))
    page = built.page(key)
    assert said(page.find(".//h1")) == "Épisode retiré"
    assert "a été retiré le 1er mars 2024" in said(page)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert built.files[key].guids == {"guid-of-gone"}


def test_it_says_so_in_english_too() -> None:
    built = BuiltSite(show(episode(), gone=(GONE,), page_language="en"))
    assert "was withdrawn on 1 March 2024" in said(built.page("episodes/ancienne.html"))


def test_nothing_else_names_it() -> None:
    built = BuiltSite(show(episode(), gone=(GONE,)))
    naming = {key for key, file in built.files.items() if b"ancienne" in file.body}
    assert {key for key in naming if "ancienne" not in key} == set()
