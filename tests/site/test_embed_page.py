"""The player that other sites show is the recording, its title and the way to its page."""

from __future__ import annotations

from built_sites import BuiltSite, said
from site_specimens import episode, full_episode, show

from balado.site.model import SiteLink

KEY = "embed/quelles-attentes.html"


def test_it_plays_and_leads_out_of_the_frame() -> None:
    built = BuiltSite(show(full_episode()))
    page = built.page(KEY)
    assert page.xpath("//audio/@src") == ["../audio/quelles-attentes-0123456789abcdef.mp3"]
    assert page.xpath("//track/@src") == ["../transcripts/un.vtt"]
    assert page.xpath("//main//a/@href") == ["../episodes/quelles-attentes.html", "../index.html"]
    assert set(page.xpath("//main//a/@target")) == {"_blank"}
    assert said(page.find(".//h1")) == "Titre de quelles-attentes : quelles attentes ?"
    assert built.files[KEY].guids == {"guid-of-quelles-attentes"}


def test_it_alone_may_be_framed() -> None:
    built = BuiltSite(show(full_episode()))
    assert {key for key in built.pages if "embed" in (built.page(key).get("class") or "")} == {KEY}
    assert [key for key in built.pages if key != KEY and not built.page(key).xpath("//p[@class='framed']/a")] == []


def test_a_recording_elsewhere_is_played() -> None:
    page = BuiltSite(show(episode(audio=SiteLink("", "https://elsewhere.example/un.mp3", "audio/mpeg")))).page(KEY)
    assert page.xpath("//audio/@src") == ["https://elsewhere.example/un.mp3"]
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "img-src 'self'; media-src 'self' https:;" in policy


def test_one_without_https_is_a_link() -> None:
    page = BuiltSite(show(episode(audio=SiteLink("", "http://elsewhere.example/un.mp3", "audio/mpeg")))).page(KEY)
    assert page.find(".//audio") is None
    assert page.xpath("//main//p/a/@href")[-1] == "http://elsewhere.example/un.mp3"
