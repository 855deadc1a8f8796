from __future__ import annotations

from lxml import html
from studio_runs import ServedStudio

from balado.studio.views.episode import LinkedPage, cut


def test_an_episode_is_shown_as_listeners_meet_it(english: ServedStudio) -> None:
    page = html.fromstring(english.get("/episodes/scheduled").text)
    [frame] = page.findall(".//iframe")
    assert frame.get("sandbox") == ""
    src = str(frame.get("src"))
    assert src.startswith(f"{english.doors.public_path}/episodes/scheduled.html?v=")
    assert "About scheduled" in english.ask("GET", src).text
    [sound] = page.findall(".//audio")
    assert english.ask("HEAD", str(sound.get("src"))).headers["content-type"] == "audio/mpeg"
    names = [one.text for one in page.findall(".//figcaption")]
    assert names == ["Apple Podcasts", "Spotify", "The screen of a car", "A search result", "A shared link"]
    assert page.findtext(".//p[@class='beginning']") == "Notes of scheduled."
    assert [one.text for one in page.findall(".//p[@class='app-facts']")] == ["0:02", "0:02"]


def test_addresses_of_this_computer_are_told_as_what_they_will_be(english: ServedStudio) -> None:
    page = html.fromstring(english.get("/episodes/draft").text)
    assert page.findtext(".//p[@class='result-address']") == "https://pod.example/show/episodes/draft.html"


def test_an_episode_without_a_recording_has_no_page_yet(english: ServedStudio) -> None:
    page = english.get("/episodes/unrecorded").text
    assert "It has no page yet" in page
    assert "<iframe" not in page
    assert "<audio" not in page


def test_what_publishing_changes_of_it_stands_beside_it(english: ServedStudio) -> None:
    page = html.fromstring(english.get("/episodes/changed").text)
    [row] = [one for one in page.findall(".//table/tbody/tr") if one.findtext("th") == "notes"]
    before, after = (one.text_content() for one in row.findall("td"))
    assert "Notes of" in before
    assert "Other notes, with a" in after
    assert [one.text for one in row.findall(".//ins")]
    assert "What publishing changes" not in english.get("/episodes/live").text.split("<main", 1)[1]


def test_texts_are_cut_at_the_character() -> None:
    assert cut("a" * 150, 150) == "a" * 150
    assert cut("a" * 151, 150) == "a" * 149 + "…"
    assert cut("one\n two", 150) == "one two"


def test_the_head_of_a_page_is_read_as_others_read_it() -> None:
    head = LinkedPage()
    head.feed('<title>A &amp; B</title><meta name="description" content="x"><meta property="og:title" content="t">')
    assert (head.title, head.meta) == ("A & B", {"description": "x", "og:title": "t"})
