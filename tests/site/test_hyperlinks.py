"""A page leads where an author may send people, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.site.hyperlinks import followed, format_of, href_of, language_attributes, path_to
from balado.site.model import SiteLink


def link(href: str, media_type: str = "") -> SiteLink:
    return SiteLink("Titre", href, media_type)


@pytest.mark.parametrize(
    "address", ["https://a.example/b", "http://a.example", "mailto:a@b.example", "tel:+33123456789"]
)
def test_an_address_that_people_follow_stays_as_it_is(address: str) -> None:
    assert href_of(link(address), "episodes/un.html") == address


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT://x/%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"],
)
def test_no_other_address_is_followed(address: str) -> None:
    assert followed(address) is None
    for page in ("index.html", "episodes/un.html"):
        written = href_of(link(address), page)
        assert written is None or ":" not in written


@given(key=st.text(min_size=1))
def test_a_key_never_becomes_an_address_of_its_own(key: str) -> None:
    for page in ("index.html", "people/un/2.html"):
        written = path_to(key, page)
        assert ":" not in written
        assert not set(written) & set(" \"'<>&?#")


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("index.html", "audio/un.mp3"),
        ("episodes/un.html", "../audio/un.mp3"),
        ("people/un/2.html", "../../audio/un.mp3"),
    ],
)
def test_a_file_of_the_show_is_found_from_every_depth(page: str, path: str) -> None:
    assert href_of(link("audio/un.mp3"), page) == path


@pytest.mark.parametrize(
    ("href", "media_type", "name"),
    [
        ("a/b.mp3", "audio/mpeg", "MP3"),
        ("a/b.pdf", "application/pdf", "PDF"),
        ("a/b.vtt", "text/vtt", "WebVTT"),
        ("a/b.odt", "", "ODT"),
        ("https://a.example/page.html", "", ""),
        ("https://a.example/film.webm?x=1", "video/webm", "WEBM"),
        ("a/b", "application/octet-stream", ""),
    ],
)
def test_a_file_says_its_format(href: str, media_type: str, name: str) -> None:
    assert format_of(link(href, media_type)) == name


@pytest.mark.parametrize(
    ("language", "page", "written"),
    [
        ("fr-CA", "fr", ""),
        (None, "fr", ""),
        ("en", "fr", ' lang="en"'),
        ("ar-EG", "en", ' lang="ar-EG" dir="rtl"'),
        ('x"><script>', "en", ' lang="x&#34;&gt;&lt;script&gt;"'),
    ],
)
def test_a_text_in_another_language_says_so(language: str | None, page: str, written: str) -> None:
    assert language_attributes(language, page) == written
