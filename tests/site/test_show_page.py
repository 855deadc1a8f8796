"""The first page leads to everything: what is to come, the newest episodes, the older lists, seasons and people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from built_sites import BuiltSite, said, sections
from site_specimens import HOST, URL, conference, episode, show

from balado.site.model import SiteEpisode, SiteLink


def episodes(count: int) -> tuple[SiteEpisode, ...]:
    begin = datetime(2000, 1, 1, tzinfo=UTC)
    return tuple(
        episode(f"e{number}", season=1 + number // 80, published=begin + timedelta(days=number))
        for number in range(count, 0, -1)
    )


def test_title_description_and_what_is_to_come_stand_there() -> None:
    page = BuiltSite(show(episode(), conferences=(conference(),), team=(HOST,))).page("index.html")
    assert said(page.find(".//h1")) == "Réussir le dernier kilomètre"
    assert "Un cycle de conférences sur les politiques publiques." in said(page.find(".//main"))
    assert sections(page) == ["Prochaines conférences", "Épisodes", "S’abonner", "L’équipe"]
    coming = said(page.xpath("//section[@aria-labelledby='to-come']//li")[0])
    assert "mercredi 20 janvier 2027, de 18 h à 20 h" in coming
    assert "Palais-Royal" in coming


def test_a_show_without_episodes_has_a_page() -> None:
    assert sections(BuiltSite(show()).page("index.html")) == ["S’abonner"]


def test_the_feed_can_be_copied_and_opened() -> None:
    page = BuiltSite(show(episode(), services=(SiteLink("Deezer", "https://deezer.example/x"),))).page("index.html")
    assert page.xpath("//input/@value") == [f"{URL}/feed.xml"]
    links = page.xpath("//section[@aria-labelledby='subscribe']//a/@href")
    assert links[:2] == ["podcast://pod.example/show/feed.xml", "pcast://pod.example/show/feed.xml"]
    assert "https://deezer.example/x" in links


def test_episodes_stand_under_their_seasons() -> None:
    listed = (episode("c", season=2), episode("b", season=1), episode("a"))
    page = BuiltSite(show(*listed, seasons={2: "Deuxième cycle"})).page("index.html")
    assert [said(one) for one in page.xpath("//p[@class='season']")] == ["Deuxième cycle", "Saison 1", "Hors saison"]
    assert page.xpath("//p[@class='season']/a/@href") == ["seasons/2.html", "seasons/1.html"]
    assert [said(one) for one in page.xpath("//nav[@aria-labelledby='seasons']//a")] == ["Deuxième cycle", "Saison 1"]


def test_older_episodes_are_reached_from_the_newest_list_to_the_oldest() -> None:
    built = BuiltSite(show(*episodes(125)))
    page = built.page("index.html")
    older = page.xpath("//nav[@aria-labelledby='older']//a")
    assert [(said(link), link.get("href")) for link in older] == [
        ("Épisodes 51 à 100", "list/2.html"),
        ("Épisodes 1 à 50", "list/1.html"),
    ]
    assert len(page.xpath("//section[@aria-labelledby='episodes']//li[@class='entry']")) == 25
    second = built.page("list/2.html")
    assert second.xpath("//a[@rel='next']/@href") == ["../list/1.html"]
    titles = [said(one) for one in second.xpath("//li[@class='entry']/h2")]
    assert (titles[0][:14], titles[-1][:13]) == ("Titre de e100 ", "Titre de e51 ")


def test_lists_that_are_full_never_change() -> None:
    before, after = BuiltSite(show(*episodes(112))), BuiltSite(show(*episodes(163)))
    lists = [key for key in before.files if key.startswith("list/")]
    assert lists == ["list/1.html", "list/2.html"]
    assert [key for key in lists if before.text(key) != after.text(key)] == []
    assert "list/3.html" in after.files
