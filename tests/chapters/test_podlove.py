"""Podlove Simple Chapters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from chapter_readings import at, chapters_in, errors_in

from balado.show.podcasting import Chapter

ALONE = """<?xml version="1.0" encoding="utf-8"?>
<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
  <psc:chapter start="0" title="Ouverture"/>
  <psc:chapter start="7:48" title="Débat &amp; questions" href="https://example.org/" image="https://example.org/i.png"/>
  <psc:chapter start="35:12.250" title="Pause"/>
  <psc:chapter start="05:12:03.500" title="Clôture"/>
</psc:chapters>
"""
EXPECTED = (
    at(0, "Ouverture"),
    Chapter(
        start=timedelta(seconds=468),
        title="Débat & questions",
        href="https://example.org/",
        picture="https://example.org/i.png",
    ),
    at(2112.25, "Pause"),
    at(18723.5, "Clôture"),
)


@pytest.mark.parametrize("path", ["chapters.xml", "chapters.psc", "Chapters.PSC"])
def test_a_file_of_its_own(path: str) -> None:
    assert chapters_in(ALONE, path) == EXPECTED


def test_inside_a_feed() -> None:
    block = ALONE.partition("\n")[2]
    podcast = '<podcast:chapters url="https://example.org/c.json"/>'
    assert chapters_in(f"<rss><channel><item>{podcast}{block}</item></channel></rss>", "feed.xml") == EXPECTED


def test_a_block_whose_declaration_was_lost() -> None:
    text = '<psc:chapters version="1.2"><psc:chapter start="37" title="A"/></psc:chapters>'
    assert chapters_in(text, "chapters.psc") == (at(37, "A"),)


def test_a_chapter_that_stands_elsewhere_is_none() -> None:
    text = '<book><chapter start="5" title="Of a book"/><chapters><chapter start="37" title="A"/></chapters></book>'
    assert chapters_in(text, "chapters.xml") == (at(37, "A"),)


def test_every_wrong_value_is_reported_where_it_stands() -> None:
    text = """\
        <chapters>
        <chapter start="soon" title="A"/>
        <chapter title="B"/>
        <chapter start="0"/>
        <chapter start="1" title="C"
          href="example"/>
        </chapters>"""
    assert errors_in(text, "chapters.xml") == [
        (2, "“soon” is not a time in the recording."),
        (3, "This chapter does not say when it begins."),
        (4, "The chapter at 0 has no title."),
        (5, "“example” is not a full web address."),
    ]


def test_the_chapters_of_two_episodes_are_refused() -> None:
    block = '<chapters><chapter start="0" title="A"/></chapters>'
    assert errors_in(f"<rss>{block}\n{block}</rss>", "feed.xml") == [
        (2, "Here begins a second list of chapters; a file holds those of one episode.")
    ]


def test_a_document_type_is_refused() -> None:
    text = '<?xml version="1.0"?>\n<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<chapters>&b;</chapters>'
    ((line, what),) = errors_in(text, "chapters.xml")
    assert line == 2
    assert "<!DOCTYPE" in what


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("<rss/>", 1, "There is no element “psc:chapters” in the file."),
        ('<a>\n<b c="d & e"/></a>', 2, 'The XML is broken at “<b c="d & e"/></a>” (not well-formed (invalid token)).'),
        ("<a>\n", 2, "The XML ends too early (no element found)."),
    ],
)
def test_a_file_that_holds_no_chapters_says_why(text: str, line: int, what: str) -> None:
    assert errors_in(text, "chapters.xml") == [(line, what)]
