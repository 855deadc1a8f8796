"""The shows as a list that podcast apps import: OPML 2.0 (opml.org/spec2.opml). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from balado.network.site.summary import NetworkSite, ShowSummary


def opml_document(site: NetworkSite) -> bytes:
    """The list. It holds no date, so that the same shows give the same bytes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head>",
        f"<title>{escape(site.title)}</title>",
        *_owner(site),
        "</head>",
        "<body>",
        *map(_outline, site.shows),
        "</body>",
        "</opml>\n",
    ]
    return "\n".join(lines).encode()


def _owner(site: NetworkSite) -> Iterator[str]:
    if site.author:
        yield f"<ownerName>{escape(site.author)}</ownerName>"
    if site.email:
        yield f"<ownerEmail>{escape(site.email)}</ownerEmail>"


def _outline(show: ShowSummary) -> str:
    said = {
        "text": show.title,
        "type": "rss",
        "xmlUrl": show.feed,
        "htmlUrl": show.page,
        "title": show.title,
        "description": show.description,
        "language": show.language,
    }
    return f"<outline {' '.join(f'{name}={quoteattr(value)}' for name, value in said.items() if value)}/>"
