from __future__ import annotations

import json
from typing import Any

import extruct
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from site_specimens import HEDON, HOST, PALACE, PARIS, conference, episode, full_episode, meeting, show, transcript

from balado.site.metadata.structured import (
    episode_data,
    event_data,
    person_data,
    season_data,
    series_data,
)
from balado.site.model import SiteFilm, SiteLink, SiteMeeting, SitePerson

SCHEMA = rdflib.Namespace("https://schema.org/")


def read(data: str) -> dict[str, Any]:
    """The data as a search engine finds it in a page, and nothing else in that page."""
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>x</p></body></html>'
    tree = html.fromstring(page)
    assert [element.tag for element in tree.iter()] == ["html", "head", "script", "body", "p"]
    [found] = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    return dict(found)


def graph(data: str) -> rdflib.Graph:
    """The data as statements. What schema.org answers for its context is left away: its words are its addresses."""
    document = json.loads(data) | {"@context": {"@vocab": str(SCHEMA), "url": {"@type": "@id"}}}
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def test_an_episode_says_what_its_source_says() -> None:
    made = full_episode()
    found = read(episode_data(show(made), made))
    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["name"], found["identifier"]) == ("PodcastEpisode", made.title, made.guid)
    assert found["url"] == "https://pod.example/show/episodes/quelles-attentes.html"
    assert (found["datePublished"], found["duration"]) == ("2022-10-19T17:30:00+02:00", "PT1H2M3S")
    assert (found["episodeNumber"], found["partOfSeason"]["seasonNumber"]) == (3, 1)
    assert found["partOfSeason"]["name"] == "Premier cycle"
    assert found["partOfSeries"]["name"] == "Réussir le dernier kilomètre"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["isFamilyFriendly"] is True


def test_the_recording_comes_with_its_words_and_its_chapters() -> None:
    made = full_episode()
    audio, captions = read(episode_data(show(made), made))["associatedMedia"]
    assert audio["@type"] == "AudioObject"
    assert audio["contentUrl"] == "https://pod.example/show/audio/quelles-attentes-0123456789abcdef.mp3"
    assert (audio["encodingFormat"], audio["contentSize"]) == ("audio/mpeg", "36000000")
    assert audio["transcript"] == (
        "Claire Hédon: Bonjour à toutes et à tous. Le dernier kilomètre, c’est quoi ?"
    )  # fmt: skip
    assert [(clip["name"], clip["startOffset"]) for clip in audio["hasPart"]] == [
        ("Ouverture", 0),
        ("Débat <public>", 90.5),
    ]
    assert audio["hasPart"][1]["url"].endswith("/quelles-attentes.html#t=90.5")
    assert captions["contentUrl"] == "https://pod.example/show/transcripts/un.vtt"


def test_the_words_are_those_of_the_language_of_the_recording() -> None:
    english = transcript("Good evening.", speaker=None)
    made = episode(language="en", transcripts=(transcript("Bonsoir."), type(english)("en", english.transcript, ())))
    assert read(episode_data(show(made), made))["associatedMedia"][0]["transcript"] == "Good evening."


def test_people_come_with_their_role_and_their_function() -> None:
    made = full_episode()
    found = read(episode_data(show(made), made))
    assert [(one["roleName"], one["contributor"]["name"]) for one in found["contributor"]] == [
        ("guest", "Claire Hédon"),
        ("moderator", "Martine de Boisdeffre"),
    ]
    assert found["contributor"][0]["contributor"]["jobTitle"] == "Défenseure des droits"
    assert "jobTitle" not in found["contributor"][1]["contributor"]


def test_a_conference_that_took_place_has_its_hours_and_its_place() -> None:
    made = full_episode()
    event = read(episode_data(show(made), made))["recordedAt"]
    assert (event["startDate"], event["endDate"]) == ("2022-10-19T17:30:00+02:00", "2022-10-19T20:00:00+02:00")
    assert event["location"]["name"] == PALACE.name
    assert event["location"]["address"]["addressCountry"] == "FR"
    assert event["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 48.8625, "longitude": 2.3375}
    assert [person["name"] for person in event["performer"]] == [HEDON.name, HOST.name]


def test_a_day_whose_hour_nobody_wrote_is_a_day() -> None:
    made = episode(meeting=SiteMeeting(meeting(2023, 3, 26).start, all_day=True))
    event = read(episode_data(show(made), made))["recordedAt"]
    assert event["startDate"] == "2023-03-26"
    assert not {"endDate", "location"} & event.keys()


def test_a_conference_to_come_is_an_event() -> None:
    found = read(event_data(show(), conference(meeting=meeting(2027, 3, 28, 3, 30, hours=1))))
    assert (found["@type"], found["eventStatus"]) == ("Event", "https://schema.org/EventScheduled")
    assert (found["startDate"], found["endDate"]) == ("2027-03-28T03:30:00+02:00", "2027-03-28T04:30:00+02:00")
    assert found["url"] == "https://example.org/live"
    assert found["organizer"] == {"@type": "Organization", "name": "Une institution"}


def test_a_film_elsewhere_that_is_a_page_is_no_film_here() -> None:
    page = episode(film=SiteFilm(SiteLink("Voir", "https://video.example/watch", "text/html")))
    assert len(read(episode_data(show(page), page))["associatedMedia"]) == 1
    film = episode(film=SiteFilm(SiteLink("Film", "films/un.mp4", "video/mp4", 9), 720))
    found = read(episode_data(show(film), film))["associatedMedia"][1]
    assert (found["@type"], found["contentUrl"]) == ("VideoObject", "https://pod.example/show/films/un.mp4")
    assert found["height"] == 720


def test_the_show_names_its_feed_and_its_places() -> None:
    spotify = SiteLink("spotify", "https://open.spotify.com/show/1")
    made = show(full_episode("un"), services=(spotify,), team=(HOST,))
    found = read(series_data(made))
    assert (found["@type"], found["webFeed"]) == ("PodcastSeries", "https://pod.example/show/feed.xml")
    assert found["sameAs"] == ["https://example.org/", spotify.href]
    assert (found["image"]["width"], found["image"]["caption"]) == (1280, "Un pont")
    assert "guid-of-un" not in json.dumps(found)


def test_a_show_of_one_of_its_people_is_by_a_person() -> None:
    found = read(series_data(show(author=HOST.name, team=(HOST,))))
    assert (found["author"]["@type"], found["author"]["name"]) == ("Person", HOST.name)


def test_a_season_and_a_person_say_who_they_are() -> None:
    season = read(season_data(show(), 1))
    assert (season["@type"], season["seasonNumber"], season["name"]) == ("PodcastSeason", 1, "Premier cycle")
    assert season["partOfSeries"]["url"] == "https://pod.example/show/index.html"
    assert "name" not in read(season_data(show(), 2))
    person = read(person_data(show(), HEDON))
    assert (person["@type"], person["jobTitle"]) == ("Person", "Défenseure des droits")
    assert (person["url"], person["sameAs"]) == (
        "https://pod.example/show/people/claire-hedon.html",
        "https://example.org/hedon",
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # it warns of its own classes
def test_the_statements_of_an_episode_are_those_of_its_source() -> None:
    made = full_episode()
    found = graph(episode_data(show(made), made))
    [node] = found.subjects(rdflib.RDF.type, SCHEMA.PodcastEpisode)
    assert str(node) == "https://pod.example/show/episodes/quelles-attentes.html"
    assert [str(name) for name in found.objects(node, SCHEMA.name)] == [made.title]
    people = {str(found.value(one, SCHEMA.name)) for one in found.subjects(rdflib.RDF.type, SCHEMA.Person)}
    assert people == {person.name for person in made.people}
    [media] = found.subjects(rdflib.RDF.type, SCHEMA.AudioObject)
    assert "Le dernier kilomètre" in str(found.value(media, SCHEMA.transcript))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(["</script>", "<!--<script>", "\u2028", "&"]))
def test_no_text_ends_the_element_and_every_text_comes_back(text: str, hostile: str) -> None:
    title = f"{hostile}{text}{hostile}"
    made = episode(title=title, people=(SitePerson(title, "x"),))
    data = episode_data(show(made), made)
    assert not set(data) & set("<>&\u2028\u2029")
    assert json.loads(data)["name"] == title
    assert json.loads(data)["contributor"][0]["contributor"]["name"] == title


def test_the_zone_of_a_moment_is_told_in_its_offset() -> None:
    winter = episode(published=meeting(2022, 12, 14, 17, 30).start)
    assert winter.published.tzinfo is PARIS
    assert json.loads(episode_data(show(winter), winter))["datePublished"] == "2022-12-14T17:30:00+01:00"
