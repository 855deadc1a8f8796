"""The show as its channel has it: name, words, language, makers. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from balado.message import Message, say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel, Terms
from balado.show.values.address import LOOPBACK, encoded
from balado.show.vocabulary import LANGUAGES

_MOST_BYTES = 4_000
_MOST_TITLE_CHARS = 100
_TAG = re.compile(r"</?(?:a|b|br|i|u|p|em|strong|span|div|h[1-6]|ul|ol|li|font|img|script)\b[^<>]*>", re.IGNORECASE)
_SEPARATOR = re.compile(r" [|/·•–—-] |[|•·]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_LANGUAGE = re.compile(r"([a-z]{2})(?:-(?:[a-z]{4}))?(?:-(?:[a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether this is an absolute http(s) address."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def to_encode(address: str) -> Message | None:
    """What to write in place of an address beyond ASCII, None where it is none."""
    plain = encoded(address)
    return say("Write it encoded: {address}", address=plain) if plain.isascii() and plain != address else None


def lacks_https(address: str, terms: Terms) -> bool:
    """Whether anybody on the way could change what is fetched there. This machine is its own way."""
    try:
        parts = urlsplit(address.strip())
        own_machine = parts.hostname in LOOPBACK
    except ValueError:
        return True
    return parts.scheme.lower() != "https" and not terms.allow_private and not (terms.is_own and own_machine)


def has_markup(text: str) -> bool:
    """Whether HTML stands in what should be plain text."""
    return _TAG.search(text) is not None


@rule("CHN-001", "error", "all", say("Write the name of the show, in plain text."))
def show_title_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no title.

    Why: no platform lists a show without a name.
    Example: `<title></title>`.
    Remedy: write the name of the show, and only that.
    Source: RSS 2.0; Apple, A Podcaster's Guide to RSS; PSP-1; Spotify, podcast delivery specification.
    """
    if not channel.element.value("title"):
        yield Finding(channel.element.first("title") or channel.element, say("The show has no title."))


@rule("CHN-001", "error", "all", say("Write plain text."))
def show_title_with_html(channel: Channel) -> Iterator[Finding]:
    """The title of the show holds HTML.

    Why: apps show the tags as they stand.
    Example: `<title>&lt;b&gt;Canals&lt;/b&gt;</title>`.
    Remedy: write plain text.
    Source: Apple, A Podcaster's Guide to RSS; RSS Best Practices Profile.
    """
    title = channel.element.first("title")
    if title is not None and has_markup(title.text):
        yield Finding(title, say("The title “{text}” holds HTML.", text=quoted(title.text)))


@rule("CHN-001", "warning", "apple psp1", say("Keep only the name of the show; the rest belongs in the description."))
def show_title_stuffed(channel: Channel) -> Iterator[Finding]:
    """The title of the show says more than its name.

    Why: Apple removes shows whose title is filled with words to be found by.
    Example: “Canals | boats, locks, travel podcast | interviews with sailors”.
    Remedy: keep the name; what the show is about belongs in the description.
    Source: Apple, A Podcaster's Guide to RSS, title; PSP-1, title.
    """
    title = channel.element.first("title")
    text = title.text.strip() if title is not None else ""
    repeated = [word for word, count in Counter(_WORD.findall(text.lower())).items() if count > 2]
    if title is not None and (len(text) > _MOST_TITLE_CHARS or len(_SEPARATOR.findall(text)) > 2 or repeated):
        yield Finding(title, say("The title “{text}” says more than a name.", text=quoted(text)))


@rule("CHN-002", "error", "rss psp1", say("Give the address of the show's web page, from https:// on."))
def show_link_missing(channel: Channel) -> Iterator[Finding]:
    """The show names no web page, or not by its whole address.

    Why: RSS requires it, and it is where listeners find out more.
    Example: `<link>www.example.org</link>`, without https://.
    Remedy: give the whole address of the show's page.
    Source: RSS 2.0, link; PSP-1, link.
    """
    link = channel.element.first("link")
    if link is None or not link.text.strip():
        yield Finding(link or channel.element, say("The show names no web page."))
    elif not is_web_address(link.text):
        yield Finding(link, say("“{text}” is no whole web address.", text=quoted(link.text)))


@rule("CHN-003", "error", "all", say("Write one or two sentences on what the show is about."))
def description_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no description.

    Why: every platform requires one; it is what people read before they subscribe.
    Example: an `<itunes:summary>` alone, which Spotify does not read.
    Remedy: write one or two sentences in `<description>`.
    Source: RSS 2.0; Apple, A Podcaster's Guide to RSS; PSP-1; Spotify, podcast delivery specification.
    """
    description = channel.element.first("description")
    if description is None or not (description.text.strip() or description.children):
        yield Finding(description or channel.element, say("The show has no description."))


@rule("CHN-004", "error", "apple psp1", say("Shorten it. Bytes are counted: an accented letter is two."))
def description_too_long(channel: Channel) -> Iterator[Finding]:
    """The description of the show is longer than 4000 bytes of UTF-8.

    Why: Apple refuses it, and other apps cut it in the middle.
    Example: a description of 3,900 characters in French, whose accents make it 4,100 bytes.
    Remedy: shorten it; what is left over belongs on the show's page.
    Source: Apple, A Podcaster's Guide to RSS; PSP-1, description.
    """
    description = channel.element.first("description")
    byte_size = len(description.text.strip().encode()) if description is not None else 0
    if description is not None and byte_size > _MOST_BYTES:
        yield Finding(description, say("The description has {count} bytes; Apple takes 4,000.", count=byte_size))


@rule("CHN-005", "warning", "rss", say("Write plain text; separate paragraphs by an empty line."))
def description_with_html(channel: Channel) -> Iterator[Finding]:
    """The description of the show holds HTML.

    Why: some apps show the tags as they stand, others take the markup away.
    Example: `<![CDATA[<p>Canals and those who live on them.</p>]]>`.
    Remedy: write plain text.
    Source: W3C feed validator, ContainsHTML.
    """
    description = channel.element.first("description")
    if description is not None and (has_markup(description.text) or description.children):
        yield Finding(description, say("The description of the show holds HTML."))


@rule("CHN-006", "error", "apple psp1", say("Write two letters of ISO 639-1, with a region if wished: fr, fr-ca."))
def language_missing(channel: Channel) -> Iterator[Finding]:
    """The show does not say its language, or not by a code that Apple knows.

    Why: Apple refuses a feed with an unknown code; directories sort shows by it.
    Example: `french`, `fra` or `fr_FR` instead of `fr`.
    Remedy: write the two letters of the language, and a region behind a hyphen if you wish.
    Source: Apple, A Podcaster's Guide to RSS, language; PSP-1, language; ISO 639-1.
    """
    language = channel.element.first("language")
    if language is None or not language.text.strip():
        yield Finding(language or channel.element, say("The show does not say its language."))
        return
    found = _LANGUAGE.fullmatch(language.text.strip())
    if found is None or found[1].lower() not in LANGUAGES:
        yield Finding(language, say("“{text}” is no language code.", text=quoted(language.text)))


@rule("CHN-011", "error", "spotify apple:warning psp1:warning", say("Say who makes the show, in <itunes:author>."))
def author_missing(channel: Channel) -> Iterator[Finding]:
    """The show does not say who makes it.

    Why: Spotify refuses a show without an author; Apple and PSP-1 recommend it, since apps show an empty line.
    Example: an `<itunes:owner>` alone, which apps do not show.
    Remedy: write the name of the maker in `<itunes:author>`.
    Source: Spotify, podcast delivery specification; Apple, A Podcaster's Guide to RSS; PSP-1.
    """
    if not channel.element.value("itunes:author"):
        spot = channel.element.first("itunes:author") or channel.element
        yield Finding(spot, say("The show does not say who makes it."))


@rule("CHN-012", "warning", "spotify youtube amazon", say("Give an address that somebody reads; it is public."))
def owner_email_missing(channel: Channel) -> Iterator[Finding]:
    """The feed names no e-mail address of its owner.

    Why: Spotify, YouTube and Amazon send the code to it by which you prove that the show is yours.
    Example: `<itunes:owner>` with a name and no `<itunes:email>`; none of them reads the owner of `podcast:locked`.
    Remedy: write an address that does not belong to one person alone; after verification it may be taken out.
    Source: Spotify, podcast delivery specification; YouTube, deliver podcasts by RSS.
    """
    owner = channel.element.first("itunes:owner")
    email = owner.value("itunes:email") if owner is not None else ""
    if not email:
        yield Finding(owner or channel.element, say("The feed names no e-mail address of its owner."))


@rule("CHN-018", "info", "psp1 apple", say("Write the name of the holder alone."))
def copyright_with_sign(channel: Channel) -> Iterator[Finding]:
    """The copyright line holds more than the name of the holder.

    Why: apps put their own sign and year in front of it.
    Example: “Copyright © 2024 Radio du Canal”.
    Remedy: write the name of the holder alone.
    Source: PSP-1, copyright.
    """
    copyright_line = channel.element.first("copyright")
    text = copyright_line.text if copyright_line is not None else ""
    if copyright_line is not None and re.search(r"copyright|©|\(c\)|(?:19|20)\d\d", text, re.IGNORECASE):
        yield Finding(copyright_line, say("“{text}” holds more than a name.", text=quoted(text)))


@rule("CHN-019", "error", "spotify apple", say("Publish a first episode; a trailer is enough."))
def no_items(channel: Channel) -> Iterator[Finding]:
    """The feed has no episode.

    Why: Apple and Spotify do not accept a show without one.
    Example: a feed made ready before its first recording.
    Remedy: publish a trailer first.
    Source: Spotify, podcast delivery specification; Apple, podcast requirements.
    """
    lists_others = channel.element.value("podcast:medium").endswith("L") or channel.element.all("podcast:remoteItem")
    # of items that hang in a tag without its end, that tag is what is told
    is_shifted = channel.document.flaws and any(one.name == "item" for one in channel.element.walk())
    if not channel.items and not channel.live_items and not lists_others and not is_shifted:
        own = channel.document.terms.is_own  # a show of ours may begin with an empty folder: no feed is published then
        yield Finding(channel.element, say("The feed has no episode."), severity="info" if own else None)
