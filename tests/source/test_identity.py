from __future__ import annotations

import re
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.source.identity import episode_guid, episode_slugs, show_guid, slug_of


@pytest.mark.parametrize(
    ("feed_url", "guid"),
    [
        # The first two are the examples of the podcast namespace.
        ("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("https://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("http://podnews.net/rss//", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("feed:podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("feed://podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://www.podnews.net/rss", "a127ff90-b2ba-58c5-a4b9-6a22feb8fe68"),
        ("https://feeds.podcastindex.org/pc20.xml", "d5a1ae35-5e8b-599a-943b-95609562016d"),
    ],
)
def test_the_guid_of_a_show_is_that_of_its_first_address(feed_url: str, guid: str) -> None:
    assert show_guid(feed_url) == guid


def test_the_guid_of_an_episode_is_that_of_show_and_slug() -> None:
    one, other = show_guid("a.example/feed.xml"), show_guid("b.example/feed.xml")
    guids = {episode_guid(show, slug) for show in (one, other) for slug in ("01-a", "02-b")}
    assert len(guids) == 4
    assert {UUID(guid).version for guid in guids} == {5}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("01-quelles-attentes", "01-quelles-attentes"),
        ("Réussir le dernier kilomètre ?", "reussir-le-dernier-kilometre"),
        ("Mise en œuvre", "mise-en-oeuvre"),
        ("L’œuf & l'ægis", "l-oeuf-l-aegis"),
        ("Straße_Øst.Łódź", "strasse-ost-lodz"),
        ("İstanbul", "istanbul"),
        ("№ 5 — ½", "no-5-1-2"),
        ("--a--", "a"),
        ("日本語", ""),
        ("🎙", ""),
    ],
)
def test_a_slug_is_the_ascii_of_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text())
def test_a_slug_is_ascii_whatever_the_name(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug_of(name))
    assert slug_of(slug_of(name)) == slug_of(name)


@given(st.text())
def test_a_slug_does_not_depend_on_how_accents_are_stored(name: str) -> None:
    assert slug_of(unicodedata.normalize("NFD", name)) == slug_of(unicodedata.normalize("NFC", name))


def test_of_two_folders_with_one_slug_the_one_named_so_has_it() -> None:
    assert episode_slugs(["Été", "ete"]) == {"Été": "Été", "ete": "ete"}
    assert episode_slugs(["Été", "été"]) == {"Été": "ete", "été": "été"}


@given(st.lists(st.text(alphabet="aAéÉ- 1日", min_size=1), unique=True))
def test_no_two_folders_are_known_by_one_name(names: list[str]) -> None:
    slugs = episode_slugs(names)
    assert set(slugs) == set(names)
    assert len(set(slugs.values())) == len(names)
