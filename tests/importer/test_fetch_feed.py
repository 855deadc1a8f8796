"""The feed that is imported: a file, an address, or several documents that are one feed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from foreign_feeds import DATE, ENCLOSURE, document
from site_server import SiteServer

from balado.errors import RemoteError, SourceError, UsageError
from balado.feed.read import ReadFeed
from balado.importer import fetch_feed
from balado.importer.fetch_feed import find_feed
from balado.web.client import Client, client_of


def client() -> Client:
    """A new one for each test: each asks for so long only."""
    return client_of(5, allow_private=True)


@pytest.fixture
def server() -> Iterator[SiteServer]:
    with SiteServer() as found:
        yield found


def page(server: SiteServer, number: int, older: str | None, rel: str = "next") -> str:
    """A document of one item, and where the next one is."""
    link = f'<atom:link rel="{rel}" href="{older}"/>' if older else ""
    item = f"<item>{DATE}{ENCLOSURE.replace('a.mp3', f'{number}.mp3')}<guid>{number}</guid></item>"
    return server.put(f"/feed{number}.xml", document(f"<title>S</title>{link}{item}"), "application/rss+xml")


def guids(source: str) -> list[str]:
    return [item.guid for item in find_feed(source, client()).read.feed.items]


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_bytes(document("<title>S</title>"))
    found = find_feed(str(tmp_path / "old.xml"), client())
    assert (found.read.feed.title, found.source) == ("S", str(tmp_path / "old.xml"))


def test_a_file_that_is_no_feed_is_named(tmp_path: Path) -> None:
    (tmp_path / "old.xml").write_bytes(b"<html/>")
    with pytest.raises(SourceError) as caught:
        find_feed(str(tmp_path / "old.xml"), client())
    assert [fault.place.path for fault in caught.value.faults] == [str(tmp_path / "old.xml")]


def test_an_address_is_asked_and_is_that_of_a_feed_that_names_none(server: SiteServer) -> None:
    url = page(server, 1, None)
    assert find_feed(url, client()).read.feed.feed_url == url


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_a_feed_in_several_documents_is_one(server: SiteServer, rel: str) -> None:
    page(server, 3, None)
    page(server, 2, "feed3.xml", rel)
    assert guids(page(server, 1, "/feed2.xml", rel)) == ["1", "2", "3"]


def test_what_a_file_alone_does_not_hold_is_told(tmp_path: Path) -> None:
    link = '<atom:link rel="prev-archive" href="https://old.example/archive-1.xml"/>'
    (tmp_path / "old.xml").write_bytes(document(f"<title>S</title>{link}"))
    [told] = find_feed(str(tmp_path / "old.xml"), client()).read.unplaced
    assert told.text == "https://old.example/archive-1.xml"


def test_documents_that_lead_in_a_circle_are_read_once(server: SiteServer) -> None:
    page(server, 2, "feed1.xml")
    assert guids(page(server, 1, "feed2.xml")) == ["1", "2"]


def test_without_one_of_the_documents_there_is_no_feed(server: SiteServer) -> None:
    with pytest.raises(RemoteError, match=r"feed2\.xml"):
        guids(page(server, 1, "feed2.xml"))


def test_documents_without_an_end_are_given_up(server: SiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_feed, "MOST_DOCUMENTS", 3)
    for number in range(1, 6):
        page(server, number, f"feed{number + 1}.xml")
    with pytest.raises(RemoteError, match="more than 3"):
        guids(f"{server.url}/feed1.xml")


def test_what_is_no_feed_is_refused(server: SiteServer) -> None:
    with pytest.raises(SourceError, match="web page"):
        guids(server.put("/page.html", "<html><body>Hello</body></html>"))
    with pytest.raises(RemoteError, match="404"):
        guids(f"{server.url}/none.xml")
    with pytest.raises(UsageError):
        guids("none.xml")


def test_a_private_address_is_asked_only_where_that_is_allowed(server: SiteServer) -> None:
    with pytest.raises(RemoteError, match="private network"):
        find_feed(page(server, 1, None), client_of(5))


def test_something_else_is_done_while_a_long_document_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another process: where what is found there cannot be sent, or is wrong, it is read once more here."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("balado.importer.fetch_feed._ITEM_BYTES", 1)
    (tmp_path / "old.xml").write_bytes(document("<title>S</title>" + f"<item>{DATE}{ENCLOSURE}</item>"))
    readers, done, read = tmp_path / "readers", [], fetch_feed.read

    def counted(*given: Any) -> ReadFeed:
        readers.write_text(f"{os.getpid()}")
        return read(*given)

    monkeypatch.setattr(fetch_feed, "read", counted)
    found = find_feed(str(tmp_path / "old.xml"), client(), lambda: done.append(os.getpid()))
    assert found == find_feed(str(tmp_path / "old.xml"), client())
    assert done == [os.getpid()]
    assert int(readers.read_text()) != os.getpid()
    (tmp_path / "old.xml").write_bytes(b"<html>" + bytes(1_000))
    with pytest.raises(SourceError):
        find_feed(str(tmp_path / "old.xml"), client())


def test_something_else_is_done_once_for_all_documents(server: SiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are read in this process: no copy of it is worth while where nothing is left to do meanwhile."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("balado.importer.fetch_feed._ITEM_BYTES", 1)
    done, read_here, read = [], [], fetch_feed.read

    def counted(*given: Any) -> ReadFeed:
        read_here.append(given[1])
        return read(*given)

    page(server, 3, None)
    page(server, 2, "feed3.xml")
    url = page(server, 1, "feed2.xml")
    monkeypatch.setattr(fetch_feed, "read", counted)
    found = find_feed(url, client(), lambda: done.append(os.getpid()))
    assert [item.guid for item in found.read.feed.items] == ["1", "2", "3"]
    assert done == [os.getpid()]
    assert read_here == ["", ""]
