"""What a network's publication knows of the shows that it lists. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowFeedRecord:
    """A show that a network lists, as it was read last.

    `source` says where it was looked for, `url` is the address of its feed, `sha256` the digest of that document, which
    is kept in the state, and `content` a digest of what the network tells of it. `number` is that of the show's own
    publication, 0 for a show of others; `page` and `cover` are addresses that its record tells better than its feed.
    `etag` and `modified` are what its server called the document (RFC 9110, 8.8).
    """

    source: str
    url: str
    sha256: str
    content: str
    number: int = 0
    page: str = ""
    cover: str = ""
    etag: str = ""
    modified: str = ""
