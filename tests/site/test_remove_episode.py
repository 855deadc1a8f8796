from __future__ import annotations

import json

import pytest
from french_notes import french_episodes
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from site_specimens import HEDON, HOST, conference, episode, meeting, said_files, show, transcript

from balado.site import marks
from balado.site.calendar import calendar_files, event_key
from balado.site.metadata.crawlers import robots_file, sitemap_file
from balado.site.model import SiteEpisode, SiteFile
from balado.site.remove_episode import own_keys, without_episode
from balado.site.search.index import search_file

LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=8, max_size=20)


def files_of(*episodes: SiteEpisode) -> dict[str, bytes]:
    made = show(*episodes)
    pages = [SiteFile(f"episodes/{one.page}.html", b"", "text/html", frozenset([one.guid])) for one in episodes]
    files = (
        search_file(made),
        *said_files(made),
        sitemap_file(made, pages),
        robots_file(made.url),
        *calendar_files(made),
    )
    return {file.key: file.body for file in files}


def traces(one: SiteEpisode) -> list[bytes]:
    """What nobody may find of an episode, in the form that each kind of file gives it."""
    texts = {one.guid, one.title, one.page, marks.mark_of(one.guid), marks.mark_of(one.guid)[:12]}
    return [form.encode() for text in texts for form in (text, json.dumps(text)[1:-1])]


def test_what_is_the_episodes_alone_goes() -> None:
    one = conference("un")
    keys = {"episodes/un.html", "embed/un.html", "oembed/un.json", event_key(one)}
    assert own_keys(one.guid, "un") == keys
    assert [without_episode(key, b"x", one.guid, "un") for key in sorted(keys)] == [None] * 4


@given(guid=LETTERS, title=LETTERS, secret=LETTERS.map(lambda text: f"zq{text}"))
def test_no_trace_of_it_is_left_and_all_others_stay(guid: str, title: str, secret: str) -> None:
    others = (
        episode("avant", meeting=meeting(2023, 1, 2, 9, 0), people=(HEDON,)),
        episode("apres", transcripts=(transcript("Bonsoir"),), meeting=meeting(2023, 3, 4, 9, 0), people=(HEDON,)),
    )
    one = episode(
        f"page-{marks.mark_of(guid)[:9]}",
        guid=f"guid {guid}",
        title=f"Un {title}",
        summary=f"{secret} {secret}",
        people=(HOST,),
        transcripts=(transcript(f"Bonsoir {secret}"),),
        meeting=meeting(2023, 2, 3, 9, 0),
    )
    with_it, without_it = files_of(others[0], one, others[1]), files_of(*others)
    for key, body in with_it.items():
        left = without_episode(key, body, one.guid, one.page)
        assert left is not None
        assert not [trace for trace in traces(one) if trace in left]
        assert HOST.name.encode() not in left
        assert secret.encode() not in left
        assert marks.mark_of(others[1].guid)[:12].encode() in left or key == "robots.txt"
        if key.startswith("search"):
            assert left == without_it[key]
        elif key == "sitemap.xml":
            assert [one.text for one in etree.fromstring(left).iter("{*}loc")] == [
                one.text for one in etree.fromstring(without_it[key]).iter("{*}loc")
            ]
        elif key == "calendar.ics":
            assert Calendar.from_ical(left).walk("VEVENT") == Calendar.from_ical(without_it[key]).walk("VEVENT")


@given(st.lists(st.tuples(st.sampled_from("abc"), LETTERS), max_size=8), st.sampled_from("abc"))
def test_pages_lose_every_stretch_about_it_and_nothing_else(parts: list[tuple[str, str]], gone: str) -> None:
    shown = [(guid, f"{marks.opening(guid)}{text}{marks.closing(guid)}") for guid, text in parts]
    page = "".join(f"<li>{stretch}</li>" for _, stretch in shown)
    left = "".join("<li></li>" if guid == gone else f"<li>{stretch}</li>" for guid, stretch in shown)
    assert without_episode("list/1.html", page.encode(), gone, "page") == left.encode()
    goes = shown and {guid for guid, _ in shown} == {gone}  # who took part in nothing else has no page either
    assert without_episode("people/x.html", page.encode(), gone, "page") == (None if goes else left.encode())


def test_a_word_that_others_say_too_stays() -> None:
    one, other = (episode(page, notes_html="<p>éolienne</p>", summary=page) for page in ("un", "deux"))
    left = without_episode("search.json", files_of(one, other)["search.json"], one.guid, one.page)
    assert left is not None
    assert b"eolienne" in left
    assert left == files_of(other)["search.json"]


@pytest.mark.untraced
def test_one_of_a_thousand_goes_and_the_index_still_fits() -> None:
    episodes = tuple(french_episodes(1000))
    body = search_file(show(*episodes)).body
    left = without_episode("search.json", body, episodes[500].guid, episodes[500].page)
    assert left is not None
    assert len(left) < len(body)
    kept = [entry[1] for entry in json.loads(left)["episodes"]]
    assert kept == [one.page for one in episodes if one is not episodes[500]]


def test_what_tells_nothing_of_it_stays_as_it_is() -> None:
    for key, body in files_of(episode("un", meeting=meeting(2023, 1, 2, 9, 0))).items():
        assert without_episode(key, body, "another", "autre") == body
    assert without_episode("assets/site-0123456789abcdef.css", b"p{}", "another", "autre") == b"p{}"
