"""A season has a page, and lists behind it where it is long."""

from __future__ import annotations

from built_sites import BuiltSite, said
from site_specimens import episode, show


def test_a_season_lists_its_own_episodes_under_its_name() -> None:
    built = BuiltSite(show(episode("c", season=2), episode("b", season=1), episode("a", season=1)))
    page = built.page("seasons/1.html")
    assert said(page.find(".//h1")) == "Premier cycle"
    assert page.xpath("//li[@class='entry']//a/@href") == ["../episodes/b.html", "../episodes/a.html"]
    assert built.files["seasons/1.html"].guids == {"guid-of-a", "guid-of-b"}
    assert said(built.page("seasons/2.html").find(".//h1")) == "Saison 2"


def test_a_long_season_is_cut_from_the_oldest() -> None:
    built = BuiltSite(show(*(episode(f"e{number}", season=1) for number in range(120, 0, -1))))
    page = built.page("seasons/1.html")
    assert len(page.xpath("//li[@class='entry']")) == 20
    parts = page.xpath("//main//nav//a")
    assert [(said(link), link.get("href")) for link in parts] == [
        ("Épisodes 51 à 100", "../seasons/1/2.html"),
        ("Épisodes 1 à 50", "../seasons/1/1.html"),
    ]
    oldest = built.page("seasons/1/1.html")
    assert oldest.xpath("//main//nav//a/@href") == ["../../seasons/1.html"]
    assert len(oldest.xpath("//li[@class='entry']")) == 50
