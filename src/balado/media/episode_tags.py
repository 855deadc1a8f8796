"""What a published recording says of itself, as an ID3v2.3 tag; the same words give the same bytes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from balado.media.id3_write import (
    MOST_CHILDREN,
    chapter_frame,
    contents_frame,
    cover_frame,
    link_frame,
    number_frame,
    own_link_frame,
    picture_frame,
    tag,
    text_frame,
)
from balado.media.tags import clean
from balado.show.languages import three_letters
from balado.show.podcasting import Chapter

_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class EpisodeTags:
    """What is written into a recording.

    `date` is written as its own zone's clock shows it: an ID3 tag knows no zones. `cover` is a picture's file, JPEG or
    PNG. `link` and `chapters` are those of the episode; `pictures` gives the files of chapters' pictures by the address
    that the chapters have for them.
    """

    title: str
    show: str
    people: tuple[str, ...]
    date: datetime
    season: int | None
    episode: int | None
    language: str
    link: str | None
    cover: Path | None
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a tag holds besides the words of an episode: all made small enough for it.

    `cover` is a JPEG, `pictures` are JPEGs by the addresses in the chapters, `kept` frames of the author's own tag;
    without `links` chapters have none.
    """

    cover: bytes | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    kept: tuple[bytes, ...] = ()
    links: bool = True


_NO_EXTRAS = Extras()


class ChapterSpan(NamedTuple):
    """A chapter with its times in milliseconds; `end_ms` is where it ends, not part of it."""

    start_ms: int
    end_ms: int
    chapter: Chapter


def tag_of(tags: EpisodeTags, duration: timedelta, extras: Extras = _NO_EXTRAS) -> bytes:
    """The tag of a recording of this duration."""
    spans = spans_of(tags.chapters, duration)
    picture = [cover_frame(extras.cover)] if extras.cover else []
    return tag([*_word_frames(tags), *_number_frames(tags), *extras.kept, *picture, *_chapter_frames(spans, extras)])


def spans_of(chapters: Iterable[Chapter], duration: timedelta) -> tuple[ChapterSpan, ...]:
    """The chapters that are written, in the order of time: each ends where it says, or where the next one begins.

    The last ends with the recording, and none reaches beyond it. Left out are those that begin behind its end; those
    that no list is to show (many players show every one that is in a file); and of more than 255 the shortest.
    """
    end_ms = _milliseconds(duration)
    shown = [one for one in chapters if one.listed and _milliseconds(one.start) < end_ms]
    spans = _spans(shown, end_ms)
    if len(spans) > MOST_CHILDREN:
        longest = sorted(spans, key=lambda span: span.start_ms - span.end_ms)[:MOST_CHILDREN]
        spans = _spans([span.chapter for span in longest], end_ms)
    return spans


def _spans(chapters: Iterable[Chapter], end_ms: int) -> tuple[ChapterSpan, ...]:
    ordered = sorted(chapters, key=lambda one: one.start)
    starts = [_milliseconds(one.start) for one in ordered]
    spans = []
    for chapter, start, following in zip(ordered, starts, [*starts[1:], end_ms], strict=False):
        end = following if chapter.end is None else _milliseconds(chapter.end)
        spans.append(ChapterSpan(start, min(max(start, end), end_ms), chapter))
    return tuple(spans)


def _milliseconds(time: timedelta) -> int:
    return round(time / _MILLISECOND)


def _word_frames(tags: EpisodeTags) -> Iterator[bytes]:
    """Title, people, show, and the show again as whose album it is: that keeps its episodes together in libraries.

    People stand in one frame, a slash between them, as 2.3 has it (4.2.1, TPE1); a name with a slash in it stays as it
    is written.
    """
    people = "/".join(name for person in tags.people if (name := clean(person)))
    words = {"TIT2": clean(tags.title), "TPE1": people, "TALB": clean(tags.show), "TPE2": clean(tags.show)}
    yield from (text_frame(name, text) for name, text in words.items() if text)
    yield text_frame("TCON", "Podcast")
    if tags.link:
        yield link_frame("WOAF", tags.link)


def _number_frames(tags: EpisodeTags) -> Iterator[bytes]:
    date = tags.date
    numbers = {
        "TRCK": str(tags.episode or ""),
        "TPOS": str(tags.season or ""),
        "TYER": f"{date.year:04}",
        "TDAT": f"{date.day:02}{date.month:02}",
        "TIME": f"{date.hour:02}{date.minute:02}",
        "TLAN": three_letters(tags.language) or "",
    }
    yield from (number_frame(name, digits) for name, digits in numbers.items() if digits)


def _chapter_frames(spans: Sequence[ChapterSpan], extras: Extras) -> Iterator[bytes]:
    if not spans:
        return
    names = [f"chp{number}" for number in range(len(spans))]
    yield contents_frame("toc", names)
    for name, span in zip(names, spans, strict=True):
        yield chapter_frame(name, span.start_ms, span.end_ms, _inner_frames(span.chapter, extras))


def _inner_frames(chapter: Chapter, extras: Extras) -> Iterator[bytes]:
    if title := clean(chapter.title or ""):
        yield text_frame("TIT2", title)
    if extras.links and chapter.href:
        yield own_link_frame(chapter.href)
    if picture := extras.pictures.get(chapter.picture or ""):
        yield picture_frame(picture)
