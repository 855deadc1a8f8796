"""The feed that is imported: from a file, or from an address, asked as any server of others is."""

from __future__ import annotations

from dataclasses import dataclass

from balado.errors import RemoteError
from balado.feed.file import read_document
from balado.feed.read import ReadFeed, read
from balado.feed.read_document import MOST_BYTES
from balado.message import say
from balado.web.address import is_web
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.wire import Ask

_ACCEPTED = "application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed, and where it was found."""

    read: ReadFeed
    source: str


def find_feed(source: str, client: Client) -> FoundFeed:
    """The feed at an address or in a file.

    Raises UsageError or RemoteError where there is none to be had, SourceError for what is no feed.
    """
    if not is_web(source):
        return FoundFeed(read(read_document(source)), source)
    ask = Ask("GET", source, {"Accept": _ACCEPTED}, most_bytes=MOST_BYTES, whole=True)
    reply = client.ask(ask)
    if not reply.is_good:
        raise RemoteError(say("There is no feed to be had at {url}: {reason}", url=source, reason=reason(reply)))
    return FoundFeed(read(reply.body, source), source)
