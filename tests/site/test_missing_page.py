"""The page for what is not there works under every address, however deep."""

from __future__ import annotations

from built_sites import BuiltSite, said
from site_specimens import URL, episode, show


def test_all_that_it_leads_to_is_absolute() -> None:
    page = BuiltSite(show(episode())).page("404.html")
    links = [*page.xpath("//a/@href"), *page.xpath("//link/@href"), *page.xpath("//script/@src")]
    assert [link for link in links if link != "#content" and not link.startswith("https://")] == []
    assert f"{URL}/index.html" in links
    assert said(page.find(".//h1")) == "Page introuvable"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
