"""What directories are told about the show: categories, explicit, type, address, hiding, moving. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.errors import Severity
from balado.message import Message, say
from balado.rules.channel import is_web_address, lacks_https, to_encode
from balado.rules.items import empty_tag
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import Channel
from balado.rules.tree import Element
from balado.show.values.category import lines_called
from balado.show.values.nearest import nearest
from balado.show.vocabulary import CATEGORIES, OBSOLETE_CATEGORIES

_DEFAULT_OR_ORDER: dict[str, Severity] = {"episodic": "info", "serial": "warning"}
"""How much it matters when the word has a capital letter: one is what apps do anyway."""
_OLD_TRUTHS = ("yes", "no", "clean", "explicit")
_PARENTS = {name: parent for parent, names in CATEGORIES.items() for name in names}


def _name_of(category: Element) -> str:
    return category.attributes.get("text", "").strip()


@rule("CHN-007", "error", "apple psp1", say("Choose one of Apple's categories."))
def category_missing(channel: Channel) -> Iterator[Finding]:
    """The show has no category.

    Why: Apple refuses it; every directory sorts shows by Apple's categories.
    Example: `<category>Travel</category>`, which is RSS's own tag and not Apple's.
    Remedy: write `<itunes:category text="…"/>` with one of Apple's names.
    Source: Apple, podcast categories; PSP-1, itunes:category.
    """
    if not any(map(_name_of, channel.element.all("itunes:category"))):
        yield Finding(channel.element, say("The show has no category of Apple's."))


@rule("CHN-008", "error", "apple", say("Write one of Apple's names, letter by letter."))
def category_unknown(channel: Channel) -> Iterator[Finding]:
    """A category is none of Apple's, or stands under another one than Apple's.

    Why: Apple counts it as missing; the names are compared letter by letter, in English, whatever the language.
    Example: `Society and Culture` instead of `Society & Culture`; `Documentary` without its parent.
    Remedy: write the name as Apple's list has it, a subcategory inside its category.
    Source: Apple, podcast categories.
    """
    for category in channel.element.all("itunes:category"):
        name = _name_of(category)
        if not name:
            continue
        if name not in CATEGORIES:
            yield Finding(category, say("“{name}” is no category of Apple's.", name=quoted(name)), _meant(name))
            continue
        for below in category.all("itunes:category"):
            inner = _name_of(below)
            if inner and inner not in CATEGORIES[name]:
                what = say("“{name}” is no category under “{parent}”.", name=quoted(inner), parent=name)
                yield Finding(below, what, _meant(inner, name))


def _meant(name: str, parent: str = "") -> Message | None:
    known = OBSOLETE_CATEGORIES.get(f"{parent} > {name}" if parent else name)
    if known is None and name in _PARENTS:
        known = f"{_PARENTS[name]} > {name}"
    if known is None and len(called := lines_called(f"{parent} > {name}" if parent else name)) == 1:
        known = called[0]
    if known is None:
        choices = CATEGORIES.get(parent) or tuple(CATEGORIES)
        near = nearest(name.replace(" and ", " & "), choices)
        if near is None:
            return None
        return say("Did you mean “{near}”?", near=f"{parent} > {near}" if parent else near)
    return say("Write {name}.", name=known)


@rule("CHN-009", "info", "apple", say("Put the best one first."))
def categories_further(channel: Channel) -> Iterator[Finding]:
    """The show has more than one category.

    Why: Apple lists a show under the first one only; other directories use more.
    Example: `News`, then `Education`.
    Remedy: put the one first under which people should find the show.
    Source: Apple, podcast categories.
    """
    categories = channel.element.all("itunes:category")
    if len(categories) > 1:
        what = say("Apple uses the first category only: “{name}”.", name=quoted(_name_of(categories[0])))
        yield Finding(categories[1], what)


@rule("CHN-010", "error", "apple psp1 rss", say("Write true or false."))
def explicit_missing(channel: Channel) -> Iterator[Finding]:
    """The feed does not say whether the show is fit for children, or not in words that count.

    Why: Apple refuses a show without it. `yes`, `no` and `clean` are words of before 2020.
    Example: `<itunes:explicit>clean</itunes:explicit>`.
    Remedy: write `true` or `false`, for the show and, where it differs, for an episode.
    Source: Apple, A Podcaster's Guide to RSS, itunes:explicit; PSP-1; W3C feed validator, InvalidTrueFalse.
    """
    if not channel.element.value("itunes:explicit"):
        yield Finding(channel.element, say("The feed does not say whether the show is explicit."))
    holders = (channel.element, *(item.element for item in channel.items))
    for element in (holder.first("itunes:explicit") for holder in holders):
        word = element.text.strip() if element is not None else ""
        if element is None or not word or word in ("true", "false"):
            continue
        old = word.lower() in (*_OLD_TRUTHS, "true", "false")
        what = say("“{text}” is neither true nor false.", text=quoted(word))
        yield Finding(element, what, severity="warning" if old else "error")


@rule("CHN-013", "error", "apple psp1 rss", say("Write episodic or serial."))
def show_type_unknown(channel: Channel) -> Iterator[Finding]:
    """The order in which the show is to be heard is none that Apple knows.

    Why: Apple passes over other words, and plays a serial from its end.
    Example: `<itunes:type>Serial</itunes:type>`, with a capital letter.
    Remedy: write `episodic` (newest first) or `serial` (from the first episode on).
    Source: Apple, A Podcaster's Guide to RSS, itunes:type.
    """
    kind = channel.element.first("itunes:type")
    if kind is not None and kind.text.strip() not in ("episodic", "serial"):
        word = kind.text.strip().lower()
        if not word:
            yield empty_tag(kind)
            return
        what = say("“{text}” is neither episodic nor serial.", text=quoted(kind.text))
        yield Finding(kind, what, severity=_DEFAULT_OR_ORDER.get(word))


def _self_links(channel: Channel) -> list[Element]:
    return [link for link in channel.element.all("atom:link") if link.attributes.get("rel", "").strip() == "self"]


@rule("CHN-014", "error", "psp1 rss", say('Write <atom:link rel="self" href="…" type="application/rss+xml"/>.'))
def self_link_missing(channel: Channel) -> Iterator[Finding]:
    """The feed does not say its own address, or says two.

    Why: apps that were handed a copy, or an address that is led on, learn from it where the feed really lives.
    Example: a feed without `<atom:link rel="self">`.
    Remedy: write one, with the public https address.
    Source: PSP-1, atom:link; RSS Best Practices Profile, atom:link.
    """
    links = _self_links(channel)
    if not links:
        yield Finding(channel.element, say("The feed does not say its own address."))
    for further in links[1:]:
        yield Finding(further, say("The feed says its own address {count} times.", count=len(links)), say("Keep one."))


@rule("CHN-014", "warning", "psp1 rss", say("Write the https address under which apps fetch the feed."))
def self_link_elsewhere(channel: Channel) -> Iterator[Finding]:
    """The address that the feed says of itself is not the one it is served at, or has no https.

    Why: apps that follow it subscribe to another feed, or to one that strangers may change on the way.
    Example: the address of a staging server.
    Remedy: write the public https address.
    Source: W3C feed validator, SelfDoesntMatchLocation; PSP-1.
    """
    terms, served = channel.document.terms, channel.document.address
    for link in _self_links(channel)[:1]:
        href = link.attributes.get("href", "").strip()
        if not is_web_address(href) or not href.isascii():
            what = say("“{url}” is no address that apps accept.", url=quoted(href))
            yield Finding(link, what, to_encode(href), severity="error")
        elif lacks_https(href, terms):
            what = say("The feed's own address “{url}” has no https.", url=quoted(href))
            yield Finding(link, what, severity="error" if terms.is_own else None)
        elif served.startswith("http") and not terms.is_own and href != served:
            what = say(
                "The feed says it lives at {url}; it was fetched from {served}.", url=quoted(href), served=served
            )
            yield Finding(link, what)


@rule("CHN-015", "warning", "apple", say("Remove it, unless the show is to be hidden."))
def hidden_from_directories(channel: Channel) -> Iterator[Finding]:
    """The show, or an episode, is hidden from Apple's directory.

    Why: `itunes:block` takes it out of search and lists; other apps take the show for a private one.
    Example: `<itunes:block>Yes</itunes:block>`, left from a test.
    Remedy: remove the tag, unless hiding is what you want.
    Source: Apple, A Podcaster's Guide to RSS, itunes:block.
    """
    for holder in (channel.element, *(item.element for item in channel.items)):
        block = holder.first("itunes:block")
        if block is not None and block.text.strip().lower() == "yes":
            what = say("The show is hidden.") if holder is channel.element else say("The episode is hidden.")
            yield Finding(block, what)


@rule("CHN-016", "warning", "apple", say("Remove it, unless the show has ended for good."))
def show_ended(channel: Channel) -> Iterator[Finding]:
    """The show says that it has ended for good.

    Why: Apple may never look at the feed again; there is no documented way back.
    Example: `<itunes:complete>Yes</itunes:complete>` at the end of a season.
    Remedy: remove the tag, unless no episode will ever follow.
    Source: Apple, A Podcaster's Guide to RSS, itunes:complete.
    """
    complete = channel.element.first("itunes:complete")
    if complete is not None and complete.text.strip().lower() == "yes":
        yield Finding(complete, say("The show says that it has ended for good."))


@rule("CHN-017", "warning", "apple", say("Write the same new address in both."))
def moved_elsewhere(channel: Channel) -> Iterator[Finding]:
    """The feed says that it moves to another address than the one it says it has.

    Why: Apple follows `itunes:new-feed-url`; if the two differ, subscribers end somewhere else than the feed thinks.
    Example: a new-feed-url left from the move before.
    Remedy: write the new address in both, in the old feed and in the new one.
    Source: Apple, moving a feed.
    """
    moved = channel.element.first("itunes:new-feed-url")
    if moved is None:
        return
    target = moved.text.strip()
    own = {link.attributes.get("href", "").strip() for link in _self_links(channel)}
    if not is_web_address(target):
        yield Finding(moved, say("“{text}” is no whole web address.", text=quoted(target)), severity="error")
    elif own and target not in own:
        what = say("It moves to {url}, and says that it lives at {own}.", url=quoted(target), own=quoted(min(own)))
        yield Finding(moved, what)
