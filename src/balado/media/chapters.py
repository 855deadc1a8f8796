"""Chapters inside recordings: ID3 CHAP and CTOC, and QuickTime's chapter track in MP4."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from balado.facts import EmbeddedChapter
from balado.media.mp4 import Movie, Track
from balado.media.reading import ReadAt
from balado.media.tags import clean, cover_of, decoded, meant_text, texts_of

_UNSET_MS = 0xFFFFFFFF
_TOP_LEVEL = 1
_MOST_CHAPTERS = 2000
_LONGEST_TITLE_BYTES = 4096


def id3_chapters(id3: Any) -> tuple[EmbeddedChapter, ...]:
    """The chapters in the order of the table of contents, else by time (id3.org, id3v2-chapters-1.0)."""
    frames = {frame.element_id: frame for frame in id3.getall("CHAP") if frame.start_time != _UNSET_MS}
    listed = [frames[name] for name in _contents(id3) if name in frames]
    ordered = listed or sorted(frames.values(), key=lambda frame: frame.start_time)
    return tuple(_id3_chapter(frame) for frame in ordered[:_MOST_CHAPTERS])


def track_chapters(read_at: ReadAt, movie: Movie) -> tuple[EmbeddedChapter, ...]:
    """The chapters of the text track that the sound names as its own (QuickTime File Format, chapter lists)."""
    named = {number for track in movie.tracks if track.kind != "other" for number in track.chapter_tracks}
    track = next((one for one in movie.tracks if one.number in named and one.codec in ("text", "tx3g")), None)
    return () if track is None or not track.timescale else _text_samples(read_at, track)


def _text_samples(read_at: ReadAt, track: Track) -> tuple[EmbeddedChapter, ...]:
    chapters = []
    places, times = track.samples.places(_MOST_CHAPTERS), track.samples.starts(_MOST_CHAPTERS)
    for (offset, size), (start, end) in zip(places, times, strict=False):
        sample = read_at(offset, min(size, _LONGEST_TITLE_BYTES))
        title = meant_text(_text_of(sample))
        if title:
            chapters.append(
                EmbeddedChapter(
                    start=timedelta(seconds=start / track.timescale),
                    end=timedelta(seconds=end / track.timescale),
                    title=title,
                )
            )
    return tuple(chapters)


def _text_of(sample: bytes) -> str:
    text = sample[2 : 2 + int.from_bytes(sample[:2], "big")]
    encoding = "utf-16" if text[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return decoded(text) if encoding == "utf-8" else text.decode(encoding, "replace")


def _contents(id3: Any) -> list[str]:
    """The names of the chapters as the top-level table lists them, tables inside it unfolded."""
    tables = {table.element_id: table for table in id3.getall("CTOC")}
    top = [table for table in tables.values() if int(table.flags) & _TOP_LEVEL]
    names: list[str] = []
    waiting = [name for table in (top or list(tables.values()))[:1] for name in reversed(table.child_element_ids)]
    seen = {table.element_id for table in top[:1]}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in tables:
            waiting.extend(reversed(tables[name].child_element_ids))
        else:
            names.append(name)
    return names


def _id3_chapter(frame: Any) -> EmbeddedChapter:
    titles = [text for one in frame.sub_frames.getall("TIT2") for text in texts_of(one)]
    links = [str(one.url) for one in frame.sub_frames.getall("WXXX") if one.url]
    pictures = [bytes(one.data) for one in frame.sub_frames.getall("APIC") if one.data]
    return EmbeddedChapter(
        start=timedelta(milliseconds=frame.start_time),
        end=timedelta(milliseconds=frame.end_time) if frame.start_time < frame.end_time < _UNSET_MS else None,
        title=clean(" ".join(titles)),
        href=clean(links[0]) if links else None,
        picture=cover_of(pictures[0]) if pictures else None,
    )
