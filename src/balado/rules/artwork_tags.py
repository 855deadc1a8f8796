"""The picture of the show, as the feed names it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.message import say
from balado.rules.enclosures import suffix_of
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel
from balado.show.formats import PICTURE_SUFFIXES


@rule("ART-001", "error", "apple psp1 spotify", say('Add <itunes:image href="…"/>: a square of 3000 pixels.'))
def artwork_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no picture.

    Why: Apple and Spotify do not list a show without one.
    Example: RSS's own `<image>` alone, which Apple does not read; or the address written as text and not as `href`.
    Remedy: add a square JPEG or PNG of 3000 × 3000 pixels.
    Source: Apple, artwork requirements; PSP-1, itunes:image; Spotify, podcast delivery specification.
    """
    image = channel.element.first("itunes:image")
    if image is None or not image.attributes.get("href", "").strip():
        yield Finding(image or channel.element, say("The show has no picture (<itunes:image href>)."))


@rule("ART-004", "warning", "apple", say("Let the address end in .jpg or .png."))
def artwork_suffix_unknown(channel: Channel) -> Iterator[Finding]:
    """The address of a picture does not end in .jpg, .jpeg or .png.

    Why: Apple wants the suffix of the file's true type; shows whose address has none are listed all the same.
    Example: `https://example.org/cover?id=3`, or `cover.webp`.
    Remedy: publish it under a name that ends in its true suffix.
    Source: Apple, artwork requirements.
    """
    for holder in (channel.element, *(item.element for item in channel.items)):
        image = holder.first("itunes:image")
        address = image.attributes.get("href", "").strip() if image is not None else ""
        if image is not None and address and suffix_of(address) not in PICTURE_SUFFIXES:
            what = say("The picture “{url}” does not end in .jpg or .png.", url=quoted(address))
            yield Finding(image, what)
