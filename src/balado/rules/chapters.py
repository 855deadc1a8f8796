"""Chapters as a feed holds them (Podlove Simple Chapters). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from balado.message import say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import ChannelItem
from balado.rules.tree import Element

_NORMAL_PLAY_TIME = re.compile(r"(?:(\d{1,4}):)?(?:(\d{1,4}):)?(\d{1,7}(?:\.\d+)?)")
_MOST_TITLE_CHARS = 40
_SHORTEST_SECONDS = 30


def _seconds(text: str) -> float | None:
    found = _NORMAL_PLAY_TIME.fullmatch(text.strip())
    if found is None:
        return None
    parts: list[float] = [float(part) for part in found.groups() if part is not None]
    return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))


def _chapters(item: ChannelItem) -> list[Element]:
    chapters = item.element.first("psc:chapters")
    return list(chapters.all("psc:chapter")) if chapters is not None else []


@rule("CHP-001", "error", "spotify podcast20", say('Write version="1.2", and start and title of each chapter.'))
def chapters_malformed(item: ChannelItem) -> Iterator[Finding]:
    """Chapters in the feed lack what Podlove Simple Chapters requires, or have times that are none.

    Why: Spotify passes over the whole list.
    Example: `<psc:chapter start="12 min" title="…"/>`.
    Remedy: write times as 00:12:30 or 00:12:30.500, and a title for each.
    Source: Podlove Simple Chapters 1.2; RFC 2326, Normal Play Time.
    """
    chapters = item.element.first("psc:chapters")
    if chapters is None:
        return
    if not chapters.attributes.get("version", "").strip():
        yield Finding(chapters, say("The list of chapters does not say its version."))
    for chapter in _chapters(item):
        start = chapter.attributes.get("start", "")
        if _seconds(start) is None:
            yield Finding(chapter, say("The chapter begins at “{text}”, which is no time.", text=quoted(start)))
        elif not chapter.attributes.get("title", "").strip():
            yield Finding(chapter, say("The chapter at {start} has no title.", start=start))


@rule("CHP-002", "warning", "podcast20 apple spotify", say("Put the chapters in order, the first at 0."))
def chapters_out_of_order(item: ChannelItem) -> Iterator[Finding]:
    """Chapters are not in the order of their times, or lie behind the end of the recording.

    Why: apps show them in the order of the list, and jump to the wrong place.
    Example: a chapter at 01:10:00 in a recording of 58 minutes.
    Remedy: put them in order; check that they belong to this recording.
    Source: podcast namespace, chapters; Spotify, chapters.
    """
    duration = _seconds(item.element.value("itunes:duration"))
    before = -1.0
    for chapter in _chapters(item):
        start = _seconds(chapter.attributes.get("start", ""))
        if start is None:
            continue
        shown = chapter.attributes["start"]
        if start < before:
            yield Finding(chapter, say("The chapter at {start} stands behind a later one.", start=shown))
            return
        if duration and start > duration:
            yield Finding(chapter, say("The chapter at {start} lies behind the end of the recording.", start=shown))
            return
        before = start


@rule("CHP-004", "info", "spotify", say("Keep titles under 40 characters, chapters over 30 seconds."), soft=True)
def chapter_titles_long(item: ChannelItem) -> Iterator[Finding]:
    """A chapter has a title of more than 40 characters, or lasts less than 30 seconds.

    Why: Spotify shows short titles, and advises against short chapters.
    Example: the first sentence of a talk as the title.
    Remedy: shorten the title; join short chapters.
    Source: Spotify, chapters in episode descriptions (advice).
    """
    starts: list[tuple[float, Element]] = []
    for chapter in _chapters(item):
        title = chapter.attributes.get("title", "").strip()
        start = _seconds(chapter.attributes.get("start", ""))
        if len(title) > _MOST_TITLE_CHARS:
            what = say(
                "The title of the chapter “{title}” has {count} characters.", title=quoted(title), count=len(title)
            )
            yield Finding(chapter, what)
        if start is not None:
            starts.append((start, chapter))
    for (start, chapter), (following, _) in pairwise(starts):
        if 0 <= following - start < _SHORTEST_SECONDS:
            title = quoted(chapter.attributes.get("title", ""))
            what = say("The chapter “{title}” lasts {count} seconds.", title=title, count=round(following - start))
            yield Finding(chapter, what)
