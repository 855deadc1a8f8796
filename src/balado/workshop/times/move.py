"""Files of chapters and captions with their times moved: no other byte of them changes.

Whatever is written anew is read again as it is read for a publication. Where anything but the times would be another,
the file stays as it is, and it is said. Pure.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from balado.chapters.read import read_chapters
from balado.message import Message, say
from balado.show.podcasting import Chapter
from balado.transcripts.read import read_transcript
from balado.transcripts.transcript import Cue, merged
from balado.workshop.times.places import OF_CHAPTERS, OF_TRANSCRIPTS, Places
from balado.workshop.times.shift import Shift, rewritten, seconds_of

_MILLISECOND = timedelta(milliseconds=1)
_ENCODINGS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))


@dataclass(frozen=True, slots=True)
class MovedText:
    """A text with its times moved: how many became others, how many lay in what was cut, and the last one."""

    raw: bytes
    count: int
    cut: int
    last: tuple[str, str]


UNSURE = say("Its times cannot be told from the rest of it.")
"""Why a file was not moved, where reading it again would give something else."""


def move_chapters(raw: bytes, path: str, shift: Shift) -> MovedText | Message | None:
    """A file of chapters, moved; None where it holds no times, the reason where it cannot be moved."""
    before, faults = read_chapters(raw, path)
    if before is None:
        return faults[0].what if faults else UNSURE
    moved = _moved(raw, OF_CHAPTERS[_suffix(path)], shift, shift.moved_start)
    if isinstance(moved, MovedText):
        after, _ = read_chapters(moved.raw, path)
        return moved if after is not None and _alike(before, after, shift) else UNSURE
    return UNSURE if moved is None and before else moved


def move_transcript(raw: bytes, path: str, shift: Shift) -> MovedText | Message | None:
    """A transcript, moved; None where it holds no times, the reason where it cannot be moved."""
    places = OF_TRANSCRIPTS.get(_suffix(path))
    if places is None:
        return None
    before, faults = read_transcript(raw, path)
    if before is None:
        return next((one.what for one in faults if one.severity == "error"), UNSURE)
    moved = _moved(raw, places, shift, shift.moved)
    if isinstance(moved, MovedText):
        after, _ = read_transcript(moved.raw, path)
        wanted = merged(_moved_cue(cue, shift) for cue in before.cues)
        return moved if after is not None and after.cues == wanted else UNSURE
    return UNSURE if moved is None and any(cue.start is not None for cue in before.cues) else moved


def _suffix(path: str) -> str:
    return path[path.rfind(".") :].lower()


def _moved(raw: bytes, places: Places, shift: Shift, start: Callable[[Decimal], Decimal]) -> MovedText | Message | None:
    mark, encoding = next(((mark, name) for mark, name in _ENCODINGS if raw.startswith(mark)), (b"", "utf-8"))
    text = raw[len(mark) :].decode(encoding)
    pieces: list[str] = []
    at, count, cut, last = 0, 0, 0, ("", "")
    for place in places(text):
        written = text[place.begin : place.end]
        seconds = seconds_of(written)
        if seconds is None:
            return UNSURE
        moved = start(seconds) if place.is_start else shift.moved(seconds)
        pieces += (text[at : place.begin], rewritten(written, moved))
        at = place.end
        if moved != seconds:
            count, cut, last = count + 1, cut + shift.is_cut(seconds), (written, pieces[-1])
    if not pieces:
        return None
    return MovedText(mark + "".join([*pieces, text[at:]]).encode(encoding), count, cut, last)


def in_place(time: timedelta, move: Callable[[Decimal], Decimal]) -> timedelta:
    """A time that was read, moved."""
    return timedelta(milliseconds=int(move(Decimal(time // _MILLISECOND) / 1000) * 1000))


def _moved_cue(cue: Cue, shift: Shift) -> Cue:
    start = None if cue.start is None else in_place(cue.start, shift.moved)
    end = None if cue.end is None else in_place(cue.end, shift.moved)
    return replace(cue, start=start, end=None if end == start else end)


def _alike(before: Sequence[Chapter], after: Sequence[Chapter], shift: Shift) -> bool:
    """Whether the chapters are the same but for their times. An end that the next one's beginning says is none."""
    if len(before) != len(after):
        return False
    for old, new in zip(before, after, strict=True):
        start = in_place(old.start, shift.moved_start)
        end = None if old.end is None or new.end is None else in_place(old.end, shift.moved)
        if new != old.model_copy(update={"start": start, "end": end}):
            return False
    return True
