"""A finding on our own feed stands at the line of what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.edition.chapters import lines_in_order
from balado.edition.source_lines import placed_in_source
from balado.errors import Place
from balado.media.cache import Inspector
from balado.rules.tree import Element
from balado.source.files import scan
from balado.source.read import read

EPISODE = """\
---
guid: abc
title: A
date: 2025-11-01 08:00
replay: {url: https://e.example/replay}
links:
  - https://e.example/one
  - https://e.example/two
video: {url: https://e.example/film.mp4, type: video/mp4, length: 1}
alternates:
  - {url: https://e.example/sd.mp4, type: video/mp4, length: 1}
  - url: https://e.example/en.mp3
    type: audio/mpeg
    length: 1
    sources: [{uri: ipfs://abc}]
social:
  - {protocol: activitypub, uri: https://e.example/1}
  - {protocol: activitypub, uri: https://e.example/2}
---
Notes.
"""


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    (show.add("a") / "episode.md").write_text(EPISODE, encoding="utf-8")
    return show


def element(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    made = Element(name, 1, parent, len(parent.all(name)) + 1, attributes, text)
    parent.add(made)
    return made


def item() -> Element:
    made = element(element(Element("rss", 1), "channel"), "item")
    element(made, "guid", "abc")
    return made


def lines(show: Show, *elements: Element) -> list[int | None]:
    place = placed_in_source(read(scan(show.root)))
    return [place(one)[0].line for one in elements]


def rendition(parent: Element, uri: str) -> Element:
    return element(element(parent, "podcast:alternateEnclosure", type="video/mp4"), "podcast:source", uri=uri)


def test_each_rendition_is_told_at_its_own_line(show: Show) -> None:
    one = item()
    film = rendition(one, "https://e.example/film.mp4")
    small = rendition(one, "https://e.example/sd.mp4")
    english = rendition(one, "https://e.example/en.mp3")
    assert lines(show, film, small, english) == [9, 11, 12]


def test_a_rendition_of_a_file_is_known_by_its_position(show: Show) -> None:
    one = item()
    sources = [rendition(one, f"https://pod.example/films/{number}.mp4") for number in range(3)]
    assert lines(show, *sources) == [9, 11, 12]


def test_a_rendition_that_could_not_be_had_moves_no_other(show: Show) -> None:
    one = item()
    sources = [rendition(one, "https://e.example/sd.mp4"), rendition(one, "https://e.example/en.mp3")]
    assert lines(show, *sources) == [11, 12]


def test_links_are_told_apart_from_the_replay(show: Show) -> None:
    one = item()
    made = [element(one, "podcast:contentLink", href=f"https://e.example/{name}") for name in ("live", "replay", "two")]
    assert lines(show, *made[1:]) == [5, 8]


def test_an_entry_of_a_list_is_told_at_its_own_line(show: Show) -> None:
    one = item()
    made = [element(one, "podcast:socialInteract", uri=f"https://e.example/{number}") for number in (1, 2)]
    assert lines(show, *made) == [17, 18]


def test_where_the_feed_has_others_too_the_list_itself_is_told(show: Show) -> None:
    one = item()
    made = [element(one, "podcast:socialInteract", uri=f"https://e.example/{number}") for number in (1, 2, 3)]
    assert lines(show, *made) == [16, 16, 16]


def test_a_chapter_is_told_at_its_line_in_the_file_that_holds_it(show: Show) -> None:
    folder = show.root / "episodes" / "a"
    (folder / "chapters.txt").write_text("00:00 A\n\n00:20 C\n00:10 B\n", "utf-8")
    (folder / "talk.mp3").write_bytes(b"")
    rows = element(item(), "psc:chapters")
    made = [element(rows, "psc:chapter", title=title) for title in "ABC"]
    files = Inspector(show.root, None)
    place = placed_in_source(read(scan(show.root)), lambda name: lines_in_order(name, files))
    assert [place(one)[0] for one in made] == [Place("episodes/a/chapters.txt", line) for line in (1, 4, 3)]
    assert place(rows)[0] == Place("episodes/a/chapters.txt")
    (folder / "chapters.txt").unlink()
    assert placed_in_source(read(scan(show.root)))(made[0])[0] == Place("episodes/a/talk.mp3")
