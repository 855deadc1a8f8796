"""Rows as text: to the byte what lxml would write of the same elements."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from feed_specimens import channel_of, feed, full_live, item
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from balado.feed.markup import rows
from balado.feed.tag import Slot, Tag
from balado.feed.values import NUMBER, TRUTH
from balado.feed.write import write


class Thing(NamedTuple):
    title: str | None = None
    words: str | None = None
    count: int | None = None
    sure: bool = False
    parts: tuple[str, ...] = ()


PART = Tag("part", "parts", many=True, text=Slot(""))
ROW = Tag(
    "thing",
    attributes=(
        Slot("title", "title"),
        Slot("count", "count", NUMBER),
        Slot("sure", "sure", TRUTH, default=False),
    ),
    text=Slot("", "words"),
    children=(PART,),
    fixed={"version": "1 < 2"},
    get=lambda thing: thing,
)
RENDER = rows((ROW,), depth=1)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cc", "Cs"))
    | st.sampled_from("\n\t\r&<>]['\"\u2028\x85\x7f\U0001f399")
)


@given(title=TEXT, words=TEXT.filter(bool))
def test_text_is_escaped_as_lxml_escapes(title: str, words: str) -> None:
    element = etree.Element("thing", {"version": "1 < 2", "title": title})
    element.text = words
    assert RENDER(Thing(title, words)) == "\n  " + etree.tostring(element, encoding="unicode")


@pytest.mark.parametrize(
    ("thing", "text"),
    [
        (Thing(), '\n  <thing version="1 &lt; 2"/>'),
        (Thing(words=""), '\n  <thing version="1 &lt; 2"/>'),
        (Thing("a"), '\n  <thing version="1 &lt; 2" title="a"/>'),
        (Thing(count=0, sure=True), '\n  <thing version="1 &lt; 2" count="0" sure="true"/>'),
        (
            Thing(parts=("a", "b & c")),
            '\n  <thing version="1 &lt; 2">\n    <part>a</part>\n    <part>b &amp; c</part>\n  </thing>',
        ),
        (None, ""),
    ],
)
def test_a_row_is_a_line_and_its_children_stand_below(thing: Thing | None, text: str) -> None:
    assert RENDER(thing) == text


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
@pytest.mark.parametrize("field", ["title", "words"])
def test_a_character_that_xml_lacks_is_never_written(character: str, field: str) -> None:
    with pytest.raises(ValueError, match="not XML compatible"):
        RENDER(Thing(**{field: f"a{character}"}))  # type: ignore[arg-type]


@pytest.mark.parametrize("notes", ["<?rows ?>", "<p><?rows ?><?rows- ?></p>", "<?rows- ?>"])
def test_notes_may_hold_what_marks_the_place_of_rows(notes: str) -> None:
    made = feed(item("a", html=notes), item("b"), live=full_live())
    channel = channel_of(made)
    assert [one.findtext("description") for one in channel.findall("item")] == [notes, "<p>Notes of b</p>"]
    assert len(channel.findall("{https://podcastindex.org/namespace/1.0}liveItem")) == 2
    assert write(made).count(b"<?rows") == 2 * notes.count("<?rows")
