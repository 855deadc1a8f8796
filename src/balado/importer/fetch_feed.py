"""The feed that is imported: from a file, or from an address, asked as any server of others is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urljoin

from balado.errors import RemoteError
from balado.feed.file import read_document
from balado.feed.pages import joined, older
from balado.feed.read import ReadFeed, read
from balado.feed.read_document import MOST_BYTES
from balado.feed.read_log import Unplaced
from balado.importer.cores import side_by_side
from balado.message import say
from balado.web.address import is_web
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.wire import Ask

MOST_DOCUMENTS = 1_000
_ITEM_BYTES = 1_500
"""An item is rarely shorter: by that it is known beforehand whether reading takes long."""
_ACCEPTED = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed, and where it was found."""

    read: ReadFeed
    source: str


def _nothing() -> None:
    """For who has nothing to do meanwhile."""


def find_feed(source: str, client: Client, meanwhile: Callable[[], None] = _nothing) -> FoundFeed:
    """The feed at an address or in a file; of one in several documents (RFC 5005) all, as one feed.

    `meanwhile` is done once, beside the reading of the first document: at the same time where that takes long and this
    process can be copied, else after it. It may be left undone where this raises.

    Raises UsageError or RemoteError where one of them is not to be had, SourceError for what is no feed.
    """
    if not is_web(source):
        return FoundFeed(_with_note_of_older(_read(read_document(source), "", source, meanwhile)), source)
    documents = [_read(_asked(source, client), source, "", meanwhile)]
    seen, url = {source}, source
    while (address := older(documents[-1])) is not None:
        url = urljoin(url, address)
        if url in seen:
            break
        if len(seen) >= MOST_DOCUMENTS:
            what = say("The feed at {url} is cut into more than {count} documents.", url=source, count=MOST_DOCUMENTS)
            raise RemoteError(what)
        seen.add(url)
        documents.append(read(_asked(url, client), "", ""))
    return FoundFeed(documents[0] if len(documents) == 1 else joined(documents), source)


def _with_note_of_older(found: ReadFeed) -> ReadFeed:
    """Of a file, with what is elsewhere: who gives a file has not asked for anything to be fetched."""
    address = older(found)
    if address is None:
        return found
    what = say("The feed goes on in another document, whose episodes are not imported: give its address, not a file.")
    return replace(found, unplaced=(*found.unplaced, Unplaced(1, "/rss/channel/atom:link", what, address)))


def _asked(url: str, client: Client) -> bytes:
    """The document at an address. Without it episodes would be missing: nothing is imported then."""
    reply = client.ask(Ask("GET", url, {"Accept": _ACCEPTED}, most_bytes=MOST_BYTES, whole=True))
    if not reply.is_good:
        raise RemoteError(say("There is no feed to be had at {url}: {reason}", url=url, reason=reason(reply)))
    return reply.body


def _read(document: bytes, url: str, called: str, meanwhile: Callable[[], None]) -> ReadFeed:
    """What a document says, read while something else is done."""
    (found,), _ = side_by_side([partial(read, document, url, called)], meanwhile, len(document) // _ITEM_BYTES)
    return found
