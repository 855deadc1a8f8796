"""What a feed changes of the one that subscribers have. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.message import say, size_text
from balado.rules.rule import Finding, rule
from balado.rules.subject import ChannelItem, Replacement

_SIZE = re.compile(r"0{0,9}[1-9][0-9]{0,17}")


def _by_guid(items: tuple[ChannelItem, ...]) -> dict[str, ChannelItem]:
    return {item.element.value("guid"): item for item in reversed(items) if item.element.value("guid")}


def _enclosure(item: ChannelItem, attribute: str = "url") -> str:
    enclosure = item.element.first("enclosure")
    return enclosure.attributes.get(attribute, "").strip() if enclosure is not None else ""


def _gone(difference: Replacement) -> list[ChannelItem]:
    """The items that subscribers have and that are not in the feed any more."""
    now = _by_guid(difference.now.items)
    return [item for guid, item in _by_guid(difference.before.items).items() if guid not in now]


def _in_their_place(difference: Replacement) -> dict[str, ChannelItem]:
    """By guid that is gone: the item that has its recording, or its title and date, under a guid of its own."""
    known = set(_by_guid(difference.before.items))
    fresh = [item for item in difference.now.items if item.element.value("guid") not in known]
    places: dict[object, ChannelItem] = {}
    for item in fresh:
        places[_enclosure(item)] = item
        places[item.element.value("title"), item.element.value("pubDate")] = item
    found = {}
    for item in _gone(difference):
        keys = (_enclosure(item), (item.element.value("title"), item.element.value("pubDate")))
        same = next((places[key] for key in keys if key in places and any(key)), None)
        if same is not None:
            found[item.element.value("guid")] = same
    return found


@rule("ITM-005", "error", "apple spotify", say("Write the published guid again."))
def guid_changed(difference: Replacement) -> Iterator[Finding]:
    """An episode that subscribers have has another guid now.

    Why: apps know an episode by its guid alone; under another one they download it again, notify again, and forget how
    far people had listened.
    Example: a folder copied with a new `guid:` line, or a feed moved to a host that makes guids of its own.
    Remedy: write the published guid again.
    Source: Apple, A Podcaster's Guide to RSS, guid; RSS 2.0, guid.
    """
    for guid, item in _in_their_place(difference).items():
        if guid in difference.released:
            continue
        now = item.element.first("guid") or item.element
        what = say(
            "“{title}” was published under the guid {before}; now it has {after}.",
            title=item.element.value("title"),
            before=guid,
            after=item.element.value("guid") or say("none"),
        )
        yield Finding(now, what, say("Write the published guid again: {guid}", guid=guid))


@rule("ITM-019", "warning", "own", say("Bring it back; if it is to leave on purpose, say so."))
def episode_disappeared(difference: Replacement) -> Iterator[Finding]:
    """An episode that subscribers have is not in the feed any more.

    Why: it vanishes from every app, and links to it lead nowhere. A feed that shows its newest episodes only is no
    loss: the oldest may go.
    Example: a checkout without the newest folder, or an episode that became a draft.
    Remedy: bring the episode back. With Balado, `withdrawn: true` in its episode.md takes it away on purpose.
    Source: Apple, A Podcaster's Guide to RSS; our own safety.
    """
    renamed = _in_their_place(difference)
    order = {id(item.element): place for place, item in enumerate(difference.before.items)}
    kept = _by_guid(difference.now.items)
    last_kept = max(
        (place for place, item in enumerate(difference.before.items) if item.element.value("guid") in kept), default=-1
    )
    own = difference.now.document.terms.is_own
    for item in _gone(difference):
        guid = item.element.value("guid")
        fell_off = not own and last_kept < order[id(item.element)]
        if guid in renamed or guid in difference.released or fell_off:
            continue
        title = item.element.value("title")
        yield Finding(
            difference.now.element,
            say("“{title}” ({guid}) is published, and not in this feed.", title=title, guid=guid),
            severity="error" if own else None,
        )


@rule("P20-002", "error", "podcast20", say("Write the published guid again."))
def show_guid_changed(difference: Replacement) -> Iterator[Finding]:
    """The identity of the show (podcast:guid) is not the one that is published.

    Why: directories and apps that follow the podcast namespace take it for another show.
    Example: a guid derived again from the new address after a move.
    Remedy: write the published guid again; it is given once and never changes.
    Source: podcast namespace, guid.
    """
    before, after = (side.element.value("podcast:guid") for side in (difference.before, difference.now))
    if before and after != before:
        spot = difference.now.element.first("podcast:guid") or difference.now.element
        what = say(
            "The show was published as {before}; now it is {after}.", before=before, after=after or say("nothing")
        )
        yield Finding(spot, what, say("Write the published guid again: {guid}", guid=before))


@rule("ENC-010", "error", "spotify apple iab", say("Publish the new recording under a new name, with the same guid."))
def recording_replaced_in_place(difference: Replacement) -> Iterator[Finding]:
    """A published recording has other bytes now, under the address it had.

    Why: apps and caches hold the old bytes for up to a year; a player that asks for the rest of a file gets half of one
    recording and half of another.
    Example: `audio/1.mp3` of 4,700,000 bytes, uploaded again with 4,650,000.
    Remedy: a new file gets a new name; the guid of the episode stays.
    Source: Spotify, podcast delivery specification; IAB Podcast Measurement 2.2; Apple, A Podcaster's Guide to RSS.
    """
    before = _by_guid(difference.before.items)
    for guid, item in _by_guid(difference.now.items).items():
        address = _enclosure(item)
        stored = difference.replaced.get(address)
        old = before.get(guid)
        if stored is None and old is not None and _enclosure(old) == address:
            sizes = _enclosure(old, "length"), _enclosure(item, "length")
            if sizes[0] != sizes[1] and all(_SIZE.fullmatch(size) for size in sizes):
                stored = int(sizes[0]), int(sizes[1])
        if stored is not None:
            what = say(
                "{address} had {before} bytes when it was published, and has {after} now.",
                address=address,
                before=stored[0],
                after=stored[1],
            )
            yield Finding(item.element.first("enclosure") or item.element, what)


@rule("ART-007", "error", "apple spotify", say("Publish the new picture under a new name."))
def artwork_replaced_in_place(difference: Replacement) -> Iterator[Finding]:
    """A published picture has other bytes now, under the address it had.

    Why: Apple and Spotify fetch a picture once for each address; listeners go on seeing the old one.
    Example: `cover.jpg` in the bucket replaced by hand.
    Remedy: a new picture gets a new name. Balado does that by itself: change the file in the show's folder and publish.
    Source: Apple, artwork requirements; Spotify, podcast delivery specification.
    """
    holders = [difference.now.element, *(item.element for item in difference.now.items)]
    for holder in holders:
        image = holder.first("itunes:image")
        address = image.attributes.get("href", "").strip() if image is not None else ""
        if image is not None and address in difference.replaced:
            before, after = difference.replaced[address]
            what = say(
                "{address} had {before} when it was published, and has {after} now.",
                address=address,
                before=size_text(before),
                after=size_text(after),
            )
            yield Finding(image, what)
