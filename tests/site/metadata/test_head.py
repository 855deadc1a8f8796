from __future__ import annotations

import pytest
from site_specimens import episode, full_episode, picture, show

from balado.site.metadata.head import meta_of_episode, meta_of_show
from balado.site.model import SiteFilm, SiteLink, SitePicture


def said(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """What the elements say, by name. No name is said twice."""
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def test_an_episode_shows_its_title_its_picture_and_its_recording() -> None:
    found = said(meta_of_episode(show(), full_episode()))
    assert found["og:title"] == "Titre de quelles-attentes : quelles attentes ?"
    assert found["og:url"] == "https://pod.example/show/episodes/quelles-attentes.html"
    assert found["og:image"] == "https://pod.example/show/images/quelles-attentes-social.jpg"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == found["twitter:image:alt"] == "La tribune"
    assert found["og:audio"].endswith("/audio/quelles-attentes-0123456789abcdef.mp3")
    assert (found["og:audio:type"], found["twitter:card"]) == ("audio/mpeg", "summary_large_image")
    assert (found["og:locale"], found["article:published_time"]) == ("fr_FR", "2022-10-19T17:30:00+02:00")


def test_an_episode_without_a_picture_of_its_own_shows_that_of_the_show() -> None:
    found = said(meta_of_episode(show(), episode()))
    assert found["og:image"] == "https://pod.example/show/images/cover-social.jpg"


def test_a_picture_without_a_wide_form_is_shown_small() -> None:
    narrow = SitePicture(picture().forms)
    found = said(meta_of_show(show(picture=narrow)))
    assert (found["twitter:card"], found["og:image:width"]) == ("summary", "1280")
    assert "og:image:alt" not in found


def test_a_film_that_can_be_played_is_named() -> None:
    film = SiteFilm(SiteLink("Film", "https://video.example/un.mp4", "video/mp4"))
    assert said(meta_of_episode(show(), episode(film=film)))["og:video"] == "https://video.example/un.mp4"
    page = SiteFilm(SiteLink("Film", "https://video.example/un", "text/html"))
    assert "og:video" not in said(meta_of_episode(show(), episode(film=page)))


def test_a_long_description_is_cut_at_a_word() -> None:
    found = said(meta_of_show(show(description="Une  phrase\nlongue, " * 40)))["og:description"]
    assert len(found) <= 300
    assert found.startswith("Une phrase longue, Une phrase")
    assert found.endswith(("phrase…", "longue…", "Une…"))
    unbroken = said(meta_of_show(show(description="語" * 400)))["og:description"]
    assert 100 < len(unbroken) <= 301


@pytest.mark.parametrize(
    ("language", "locale"),
    [("fr-CA", "fr_CA"), ("en", "en_US"), ("zh-Hant-TW", "zh_TW"), ("xx", None), ("x-own", None)],
)
def test_the_language_is_told_with_a_country_where_one_is_known(language: str, locale: str | None) -> None:
    assert said(meta_of_show(show(language=language))).get("og:locale") == locale
