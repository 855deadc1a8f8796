"""Documents as other hosts write them, in pieces."""

from __future__ import annotations

from balado.feed.document import Item
from balado.feed.read import ReadFeed, read

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
SPACES = (
    f'xmlns:itunes="{ITUNES}" xmlns:podcast="{PODCAST}" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:psc="http://podlove.org/simple-chapters"'
)
DATE = "<pubDate>Wed, 19 Oct 2022 17:30:00 +0200</pubDate>"
ENCLOSURE = '<enclosure url="https://host.example/a.mp3" length="1234" type="audio/mpeg"/>'


def document(channel: str, spaces: str = SPACES) -> bytes:
    """A document in UTF-8 around what stands in a channel."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<rss version="2.0" {spaces}><channel>{channel}</channel></rss>'.encode()


def read_channel(channel: str, spaces: str = SPACES) -> ReadFeed:
    return read(document(channel, spaces))


def read_item(inside: str, spaces: str = SPACES) -> tuple[Item, list[tuple[str, str]]]:
    """The one item with this in it, beside a date and a recording; and what was not placed."""
    found = read_channel(f"<item>{DATE}{ENCLOSURE}{inside}</item>", spaces)
    [item] = found.feed.items
    return item, said(found)


def said(found: ReadFeed) -> list[tuple[str, str]]:
    """Path and text of what was not placed."""
    return [(one.path, one.text) for one in found.unplaced]
