"""Where a feed lives, and how heavy it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.message import say, say_many, size_text
from balado.rules.channel import lacks_https
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, FeedDocument
from balado.rules.tree import Element
from balado.web.reply import shown

_ADVISED_BYTES = 1_000_000
_MOST_BYTES = 5_000_000
_ADVISED_ITEMS = 300
_UNFIT_HOST = re.compile(
    r"https?://[^/?#]*?(?:\.s3-website[.-][a-z0-9-]+\.amazonaws\.com|\.s3-website\.[a-z0-9.-]+|\.r2\.dev)(?=[:/?#]|$)",
    re.IGNORECASE,
)


@rule("NET-007", "warning", "own", say("Shorten the notes of the episodes; leave out what is said twice."), soft=True)
def feed_heavy(document: FeedDocument) -> Iterator[Finding]:
    """The feed is so long that some readers stop before its end.

    Why: every app fetches all of it at each change. Readers are known to stop at 5 MB; from 1 MB or 300 episodes on it
    is worth a thought.
    Example: 400 episodes that each repeat the same three pages of notes, twice.
    Remedy: shorten the notes; put what is the same in every episode into the description of the show.
    Source: W3C feed validator (5,000,000 bytes); Apple's old directory (300 episodes, by secondary sources).
    """
    root = document.root
    channel = document.channel
    if root is None or channel is None:
        return
    count = len(channel.items)
    if document.byte_size >= _MOST_BYTES:
        yield Finding(
            channel.element, say("The feed has {size}; some readers stop at 5 MB.", size=size_text(document.byte_size))
        )
    elif document.byte_size >= _ADVISED_BYTES:
        yield Finding(channel.element, say("The feed has {size}.", size=size_text(document.byte_size)), severity="info")
    elif count >= _ADVISED_ITEMS:
        yield Finding(
            channel.element,
            say_many("The feed has {count} episode.", "The feed has {count} episodes.", count),
            severity="info",
        )


@rule("NET-009", "warning", "own", say("Put an address of your own in front of the bucket, with https."))
def address_not_for_the_public(document: FeedDocument) -> Iterator[Finding]:
    """The feed or its files live at an address of a store that is meant for trying out.

    Why: the website addresses of S3 have no https; r2.dev is slowed down on purpose, and not for production.
    Example: http://my-bucket.s3-website.eu-west-3.amazonaws.com/1.mp3, https://pub-1234.r2.dev/1.mp3.
    Remedy: put an address of your own in front of the bucket, through a content delivery network, and publish under it.
    Source: Amazon S3, website endpoints; Cloudflare R2, public buckets.
    """
    seen: set[str] = set()
    for element, address in _addresses(document):
        found = _UNFIT_HOST.match(address)
        if found is not None and found.group().lower() not in seen:
            seen.add(found.group().lower())
            yield Finding(element, say("{host} is not meant for the public.", host=shown(found.group())))


def _addresses(document: FeedDocument) -> Iterator[tuple[Element, str]]:
    channel = document.channel
    if channel is None:
        return
    if document.address:
        yield channel.element, document.address
    for link in channel.element.all("atom:link"):
        if link.attributes.get("rel") == "self":
            yield link, link.attributes.get("href", "").strip()
    for image in channel.element.all("itunes:image"):
        yield image, image.attributes.get("href", "").strip()
    for item in channel.items:
        for enclosure in item.element.all("enclosure"):
            yield enclosure, enclosure.attributes.get("url", "").strip()


_FILES = {
    "itunes:image": "href",
    "podcast:image": "href",
    "podcast:transcript": "url",
    "podcast:chapters": "url",
    "podcast:source": "uri",
    "podcast:trailer": "url",
    "psc:chapter": "image",
}
"""Where a feed names files beside the recordings, which apps fetch by themselves."""


@rule("ENC-009", "warning", "podcast20 web", say("Publish under https."))
def file_without_https(channel: Channel) -> Iterator[Finding]:
    """The address of a picture, a transcript, of chapters or of another rendition has no https.

    Why: apps and browsers refuse it on pages with https, and anybody on the way can change it.
    Example: `<itunes:image href="http://example.org/cover.jpg"/>`.
    Remedy: publish under https; keep the old address alive for who has it.
    Source: podcast namespace, general rules; W3C, Mixed Content.
    """
    for element in channel.element.walk():
        address = element.attributes.get(_FILES.get(element.name, ""), "").strip()
        if address.lower().startswith("http://") and lacks_https(address, channel.document.terms):
            yield Finding(element, say("The address “{url}” has no https.", url=quoted(address)))
