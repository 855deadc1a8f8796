"""What a feed names that can be asked for: recordings, pictures, transcripts, chapters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from balado.rules.enclosures import type_of
from balado.rules.subject import AnswerKind, FeedDocument
from balado.rules.tree import Element
from balado.web.address import is_web

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,6})?)|(\d{1,7}(?:\.\d{1,6})?)")


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """An address in a feed. Bytes and duration are None where the feed says nothing that can be understood."""

    element: Element
    kind: AnswerKind
    url: str
    declared_type: str = ""
    declared_bytes: int | None = None
    declared_duration: timedelta | None = None
    of_item: bool = False


def targets_of(document: FeedDocument) -> list[LinkedFile]:
    """What there is to ask for, each address once, in the order of the document."""
    channel = document.channel
    if channel is None:
        return []
    found: dict[str, LinkedFile] = {}
    for target in (*_pictures(channel.element, of_item=False), *_of_items(channel.element)):
        if is_web(target.url):
            found.setdefault(target.url, target)
    return list(found.values())


def _of_items(channel: Element) -> Iterator[LinkedFile]:
    for item in channel.all("item"):
        duration = _duration(item.value("itunes:duration"))
        # Apps take the first enclosure.
        for element in item.all("enclosure")[:1]:
            yield _target(element, "recording", "url", duration)
        yield from _pictures(item, of_item=True)
        for element in item.all("podcast:transcript"):
            yield _target(element, "transcript", "url", duration)
        for element in item.all("podcast:chapters"):
            yield _target(element, "chapters", "url", duration)
        for alternative in item.all("podcast:alternateEnclosure"):
            for source in alternative.all("podcast:source"):
                kind = _attribute(alternative, "type")
                yield LinkedFile(source, "alternative", _attribute(source, "uri"), kind, of_item=True)


def _pictures(holder: Element, *, of_item: bool) -> Iterator[LinkedFile]:
    for element in holder.all("itunes:image")[:1]:
        yield LinkedFile(element, "artwork", _attribute(element, "href"), of_item=of_item)


def _target(element: Element, kind: AnswerKind, name: str, duration: timedelta | None) -> LinkedFile:
    length = _attribute(element, "length")
    byte_size = int(length) if length.isascii() and length.isdecimal() and len(length) < 16 else 0
    return LinkedFile(
        element, kind, _attribute(element, name), type_of(element), byte_size or None, duration, of_item=True
    )


def _attribute(element: Element, name: str) -> str:
    return element.attributes.get(name, "").strip()


def _duration(text: str) -> timedelta | None:
    """`1:02:03`, `62:03` or seconds; None for anything else, and for nothing at all."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hours, minutes, rest, seconds = found.groups()
    total = float(seconds or rest) + 60 * int(minutes or 0) + 3600 * int(hours or 0)
    return timedelta(seconds=total) if total else None
