"""CDATA without its end."""

from __future__ import annotations

import pytest
from foreign_feeds import DATE, ENCLOSURE, read_channel

from balado.feed.read_log import Log
from balado.feed.read_sections import with_ends


def item(title: str, notes: str) -> str:
    return f"<item><title>{title}</title>{DATE}{ENCLOSURE}<guid>{title}</guid><description>{notes}</description></item>"


@pytest.mark.parametrize("rest", ["", item("2", "b"), item("2", "<![CDATA[b]]>"), item("2", "<![CDATA[b")])
def test_it_ends_with_its_tag_where_episodes_would_stand_in_it(rest: str) -> None:
    found = read_channel(item("1", "<![CDATA[<p>a</p>") + rest)
    assert [(one.title, one.html) for one in found.feed.items] == [("1", "<p>a</p>"), ("2", "b")][: 2 if rest else 1]
    assert "has no end" in str(found.unplaced[0].what) or "have no end" in str(found.unplaced[0].what)


@pytest.mark.parametrize(
    "text",
    [
        "<description><![CDATA[<p>a</p>]]></description>",
        "<description><![CDATA[&lt;/item> </item> </description>]]></description>",
        "<description><![CDATA[a <![CDATA[ b]]></description>",
        "<description><![CDATA[a",
        "<![CDATA[a</item></description>",
        "<description>x <![CDATA[a</item></description><![CDATA[b]]>",
        "",
    ],
)
def test_what_may_be_as_it_should_stays(text: str) -> None:
    assert with_ends(text, Log()) == text


def test_however_many_they_are_the_text_is_gone_through_once() -> None:
    """A text for each of which the end was looked for through the whole document would take minutes."""
    one = "<a><![CDATA[b</a></item>"
    assert with_ends(one * 100_000, Log()).count("]]>") == 100_000
