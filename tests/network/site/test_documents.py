"""What a network publishes, document by document: a list that apps import, a calendar, an index, pages."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from feed_readers import feed_of_partytime
from icalendar import Calendar
from lxml import etree, html
from network_sites import MINISTRY, NOW, conference, show_feed

from balado.feed.document import Feed
from balado.network.site.build import network_files
from balado.network.site.pages import NEWEST, OF_LIST
from balado.network.site.publisher_feed import publisher_feed
from balado.network.site.search import MOST_BYTES
from balado.network.site.summary import BetterKnown, NetworkSite, site_of, summarize
from balado.source.identity import show_guid


def network(*feeds: Feed, **changes: str) -> NetworkSite:
    shows = tuple(summarize(one, one.feed_url, BetterKnown()) for one in feeds)
    return site_of(replace(MINISTRY, **changes), shows, NOW)


def documents(site: NetworkSite) -> dict[str, bytes]:
    return {file.key: file.body for file in network_files(site)}


HOSTILE = "A <b>\"R&D\"</b> ]]> 'x' «\u00a0é\u00a0» 🎙️"
"""What is markup where it is not escaped."""


def test_the_list_for_apps_names_each_feed_with_its_title_and_page() -> None:
    site = network(show_feed("un", "a", title=HOSTILE), show_feed("deux", new_feed_url="https://new.example/feed.xml"))
    root = etree.fromstring(documents(site)["network.opml"])
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", MINISTRY.title)
    told = [(one.get("type"), one.get("text"), one.get("xmlUrl"), one.get("htmlUrl")) for one in root.iter("outline")]
    assert told == [
        ("rss", HOSTILE, "https://un.example/feed.xml", "https://un.example/"),
        ("rss", "Radio deux", "https://new.example/feed.xml", "https://deux.example/"),
    ]


def test_the_calendar_has_every_conference_to_come_in_its_order() -> None:
    later, soon = conference("later", NOW + timedelta(days=9), None), conference("soon", NOW + timedelta(days=1))
    over = conference("over", NOW - timedelta(days=1))
    ended, on_air = (
        conference("ended", NOW - timedelta(hours=1), status="ended"),
        conference("now", NOW - timedelta(hours=1), status="live"),
    )
    site = network(show_feed("un", live=(later, over, ended)), show_feed("deux", live=(soon, on_air)))
    calendar = Calendar.from_ical(documents(site)["calendar.ics"])
    events = [(str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]
    assert events == [
        ("Conférence now", on_air.start),
        ("Conférence soon", soon.start),
        ("Conférence later", later.start),
    ]
    assert {str(event["location"]) for event in calendar.walk("VEVENT")} == {"Conseil d’État"}


def test_conferences_of_two_shows_with_one_guid_are_two() -> None:
    start = NOW + timedelta(days=1)
    site = network(show_feed("un", live=(conference("x", start),)), show_feed("deux", live=(conference("x", start),)))
    events = Calendar.from_ical(documents(site)["calendar.ics"]).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == 2


def test_the_feed_of_the_publisher_is_read_as_it_is_written() -> None:
    site = network(show_feed("un", "a", title=HOSTILE), show_feed("deux", guid="", medium="music"))
    feed = feed_of_partytime(publisher_feed(site, NOW), "Provided feed has no items to parse.")
    assert (feed["medium"], feed["guid"], feed["title"]) == ("publisher", MINISTRY.guid, MINISTRY.title)
    assert feed["podcastRemoteItems"] == [
        {"feedGuid": "guid-of-un", "feedUrl": "https://un.example/feed.xml", "medium": "podcast", "title": HOSTILE},
        {
            "feedGuid": show_guid("https://deux.example/feed.xml"),
            "feedUrl": "https://deux.example/feed.xml",
            "medium": "music",
            "title": "Radio deux",
        },
    ]


def test_every_episode_stands_in_a_list_and_a_full_list_stays_as_it_is() -> None:
    names = [f"{number:04}" for number in range(OF_LIST + 3)]
    told = documents(network(show_feed("un", *names)))
    lists = [key for key in told if key.startswith("list/")]
    assert lists == ["list/1.html", "list/2.html"]
    listed = [link.text for key in reversed(lists) for link in html.fromstring(told[key]).xpath("//main/ul/li/a")]
    assert listed == [f"Épisode {name}" for name in names]
    newer = documents(network(show_feed("un", *names), show_feed("deux", "new")))
    assert newer["list/1.html"] == told["list/1.html"]
    assert len(html.fromstring(told["index.html"]).xpath("//section[@id='search']/ul/li")) == NEWEST


def test_the_index_of_the_search_stays_small() -> None:
    words = " ".join(f"mot{number}" for number in range(200))
    shows = [show_feed(f"s{show}", *(f"{show}-{number}" for number in range(100))) for show in range(20)]
    long = [
        replace(one, items=tuple(replace(item, summary=f"{item.guid} {words}") for item in one.items)) for one in shows
    ]
    index = documents(network(*long))["search.json"]
    assert len(index) < MOST_BYTES
    told = json.loads(index)
    assert len(told["episodes"]) == 2000
    title, start = told["shows"][3]
    assert (title, start) == ("Radio s3", "https://s3.example/3-")


@pytest.mark.parametrize(
    ("language", "said"), [("fr-FR", "Tous les épisodes"), ("en", "All episodes"), ("de", "All episodes")]
)
def test_the_page_speaks_the_language_of_the_network(language: str, said: str) -> None:
    page = documents(network(show_feed("un", "a"), language=language))["index.html"].decode()
    assert said in page
    assert html.fromstring(page).get("lang") == ("en" if language == "de" else language)
    assert ('<h1 lang="de">' in page) == (language == "de")


def test_nothing_of_a_feed_becomes_markup_or_a_link_that_runs() -> None:
    told = show_feed(
        "un", "a", title=HOSTILE, description=HOSTILE, link="javascript:alert(1)", image_url="javascript:x"
    )
    told = replace(told, items=tuple(replace(one, title=HOSTILE, link="javascript:alert(2)") for one in told.items))
    live = replace(conference("x", NOW + timedelta(days=1)))
    live = replace(live, item=replace(live.item, title=HOSTILE, link="data:text/html,x"))
    for key, page in documents(network(replace(told, live=(live,)), title=HOSTILE)).items():
        if key.endswith(".html"):
            root = html.fromstring(page)
            assert root.xpath("//main//b") == []
            addresses = root.xpath("//@href | //@src")
            assert [one for one in addresses if one.startswith(("javascript:", "data:"))] == []
