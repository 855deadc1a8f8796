"""The documents of one feed, joined (RFC 5005)."""

from __future__ import annotations

from dataclasses import replace

from feed_specimens import feed, full_live, item
from foreign_feeds import DATE, read_channel

from balado.feed.document import Paging
from balado.feed.pages import joined, older
from balado.feed.read import ReadFeed

NEW = "https://h.example/feed.xml"


def page(*titles: str, **changes: object) -> ReadFeed:
    """A document with items of these titles, whose guids are their first letters."""
    items = (replace(item(title), guid=title[0], title=title) for title in titles)
    return ReadFeed(feed(*items, **changes), ())


def titles(found: ReadFeed) -> list[str]:
    return [one.title for one in found.feed.items]


def test_the_newest_document_comes_first_and_counts() -> None:
    whole = joined([page("d", "c2"), page("c1", "b2", "b1"), page("b0", "a")])
    assert titles(whole) == ["d", "c2", "b2", "a"]


def test_what_is_said_of_the_show_is_what_the_newest_says() -> None:
    newest = page("b", title="New", live=full_live(), paging=Paging(NEW, f"{NEW}?1"), feed_url=NEW)
    oldest = page("a", title="Old", paging=Paging(NEW, None, NEW), is_archive=True)
    whole = joined([newest, oldest])
    assert whole.feed == replace(newest.feed, items=(*newest.feed.items, *oldest.feed.items), paging=Paging())
    assert joined([oldest]).feed.is_archive is False


def test_the_older_document_is_the_next_page_or_the_archive_before() -> None:
    archived = page(paging=Paging(NEW, f"{NEW}?1", f"{NEW}?3"))
    assert older(archived) == f"{NEW}?1"
    assert older(replace(archived, next_page=f"{NEW}?page=2")) == f"{NEW}?page=2"
    assert older(page()) is None


def test_links_of_pages_are_read_and_not_kept() -> None:
    rels = {"first": "1", "last": "9", "previous": "2", "next": "4", "self": "3"}
    found = read_channel("".join(f'<atom:link rel="{rel}" href="{NEW}?{page}"/>' for rel, page in rels.items()))
    assert (older(found), found.feed.feed_url) == (f"{NEW}?4", f"{NEW}?3")
    assert (found.feed.extra, found.unplaced) == ((), ())


def test_items_without_a_recording_are_joined_too_but_for_those_that_have_one_elsewhere() -> None:
    def document(*guids: str) -> ReadFeed:
        return read_channel("".join(f"<item><guid>{guid}</guid><title>x</title>{DATE}</item>" for guid in guids))

    first, second = document("a", "b", ""), document("b", "c", "")
    whole = joined([page("c"), first, second])
    assert [one.guid for one in whole.silent] == ["a", "b", "", ""]
    assert {one.path for one in whole.unplaced} == {
        "/rss/channel/item[1]",
        "/rss/channel/item[2]",
        "/rss/channel/item[3]",
    }
    assert len(whole.unplaced) == 3
