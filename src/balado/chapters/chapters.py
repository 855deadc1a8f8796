"""Chapters: written as JSON chapters, taken from a recording, put in order and judged. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from pydantic_core import PydanticCustomError

from balado.errors import FAULTS_MAX, Fault, Place, Severity, faults_of_each
from balado.facts import EmbeddedChapter
from balado.message import Message, say
from balado.show.podcasting import Chapter
from balado.show.values.address import link_address
from balado.show.values.forms import SHORT_MAX_CHARS
from balado.show.values.plain import one_line
from balado.transcripts.transcript import tidy

_VERSION = "1.2.0"
_TOLERANCE = timedelta(seconds=1)
_START = timedelta(0)


def write_chapters(chapters: Sequence[Chapter], title: str) -> bytes:
    """JSON chapters 1.2.0 (media type application/json+chapters), the same bytes for the same chapters.

    `title` is the episode's. Source: Podcastindex-org/podcast-namespace, chapters/jsonChapters.md.
    """
    heading = {"version": _VERSION, "title": title, "chapters": [_written(chapter) for chapter in chapters]}
    text = json.dumps({name: value for name, value in heading.items() if value != ""}, ensure_ascii=False, indent=1)
    # A lone half of a surrogate pair, which no UTF-8 can carry, becomes a question mark.
    return f"{text}\n".encode(errors="replace")


def chapters_of(embedded: Sequence[EmbeddedChapter]) -> tuple[Chapter, ...]:
    """The chapters of a recording, to the millisecond.

    Its titles are cut to what podcast apps accept; a link that is no address of a page is left out, for nobody can
    correct it without writing the recording anew. Pictures stay where they are: see `EmbeddedChapter.picture`.
    """
    return _without_plain_ends(tuple(_chapter(one) for one in embedded))


def in_order(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The chapters by their start; those with the same one stay in their order."""
    return tuple(sorted(chapters, key=lambda chapter: chapter.start))


def judge_chapters(
    chapters: Sequence[Chapter], duration: timedelta, place: Callable[[int], Place]
) -> tuple[Fault, ...]:
    """What is wrong with the times of chapters, in the order in which they are written.

    `duration` is the recording's; `place(i)` is where chapter i is written. Errors: a start at or beyond the end of
    the recording, two chapters with one start, an end that is not after its start. Warnings: not ascending, the first
    one not at 0 (Apple Podcasts, timestamps and chapters), an end more than a second beyond that of the recording, a
    link without https. Of more than a hundred the errors come first, and the rest is counted.
    """
    judges = (_beyond, _twice, _ends, _ascending, _first, _links)
    found = [one for judge in judges for one in judge(chapters, duration)]
    if len(found) > FAULTS_MAX:
        found.sort(key=lambda one: one[1] != "error")
    return tuple(faults_of_each(found, lambda one: Fault(place(one[0]), *one[2:], severity=one[1])))


def clock(time: timedelta) -> str:
    """A time in a recording as authors write it: `00:12:30`, `00:12:30.500`."""
    milliseconds = round(time / timedelta(milliseconds=1))
    seconds, rest = divmod(milliseconds, 1000)
    whole = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{whole}.{rest:03}" if rest else whole


_Found = Iterator[tuple[int, Severity, Message, Message]]


def _beyond(chapters: Sequence[Chapter], duration: timedelta) -> _Found:
    for number, chapter in enumerate(chapters):
        if chapter.start >= duration:
            what = say(
                "The chapter begins at {start}, but the recording ends at {end}.",
                start=clock(chapter.start),
                end=clock(duration),
            )
            yield number, "error", what, say("Correct its time, or delete it. Times count from the first sound on.")


def _twice(chapters: Sequence[Chapter], _duration: timedelta) -> _Found:
    seen: set[timedelta] = set()
    for number, chapter in enumerate(chapters):
        if chapter.start in seen:
            what = say("Two chapters begin at {start}.", start=clock(chapter.start))
            yield number, "error", what, say("Correct one of the times, or make one chapter of them.")
        seen.add(chapter.start)


def _ends(chapters: Sequence[Chapter], duration: timedelta) -> _Found:
    for number, chapter in enumerate(chapters):
        if chapter.end is None:
            continue
        times = {"start": clock(chapter.start), "end": clock(chapter.end)}
        remedy = say("Correct its end, or delete that: it then ends where the next one begins.")
        if chapter.end <= chapter.start:
            what = say("The chapter ends at {end}, which is not after its beginning at {start}.", **times)
            yield number, "error", what, remedy
        elif chapter.end > duration + _TOLERANCE:
            last = clock(duration)
            what = say("The chapter ends at {end}, but the recording ends at {last}.", end=times["end"], last=last)
            yield number, "warning", what, remedy


def _ascending(chapters: Sequence[Chapter], _duration: timedelta) -> _Found:
    for number, (before, chapter) in enumerate(pairwise(chapters), 1):
        if chapter.start < before.start:
            what = say(
                "The chapter at {start} is written after the one at {before}.",
                start=clock(chapter.start),
                before=clock(before.start),
            )
            yield number, "warning", what, say("Check its time, or write the chapters in the order of their times.")


def _first(chapters: Sequence[Chapter], _duration: timedelta) -> _Found:
    number = min(range(len(chapters)), key=lambda number: chapters[number].start, default=None)
    if number is not None and chapters[number].start > _START:
        what = say("The first chapter begins at {start}, not at 00:00:00.", start=clock(chapters[number].start))
        remedy = say("Add one at 00:00:00 before it, for example “Introduction”: Apple Podcasts asks for it.")
        yield number, "warning", what, remedy


def _links(chapters: Sequence[Chapter], _duration: timedelta) -> _Found:
    for number, chapter in enumerate(chapters):
        if chapter.href is not None and chapter.href.startswith("http://"):
            what = say("“{text}” begins with http://; podcast apps want https://.", text=chapter.href)
            yield number, "warning", what, say("Write https:// where it answers there too.")


def _written(chapter: Chapter) -> dict[str, object]:
    fields: dict[str, object] = {
        "startTime": _seconds(chapter.start),
        "title": chapter.title,
        "img": chapter.picture,
        "url": chapter.href,
        "toc": None if chapter.listed else False,
        "endTime": None if chapter.end is None else _seconds(chapter.end),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _seconds(time: timedelta) -> int | float:
    milliseconds = round(time / timedelta(milliseconds=1))
    return milliseconds // 1000 if milliseconds % 1000 == 0 else milliseconds / 1000


def _chapter(one: EmbeddedChapter) -> Chapter:
    end = None if one.end is None else _exact(one.end)
    return Chapter(start=_exact(one.start), end=end, title=_title(one.title), href=_href(one.href))


def _without_plain_ends(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The same chapters, without each end that is only the beginning of the next or does not come after the start."""
    following = [*(chapter.start for chapter in chapters[1:]), None]
    return tuple(
        chapter
        if chapter.end is None or chapter.start < chapter.end != following_start
        else chapter.model_copy(update={"end": None})
        for chapter, following_start in zip(chapters, following, strict=True)
    )


def _exact(time: timedelta) -> timedelta:
    return timedelta(milliseconds=round(time / timedelta(milliseconds=1)))


def _title(written: str) -> str | None:
    plain = tidy(written)
    return one_line(plain)[:SHORT_MAX_CHARS].strip() if plain else None


def _href(written: str | None) -> str | None:
    try:
        return link_address(tidy(written or ""))
    except PydanticCustomError:
        return None
