"""An operation carried out on a file of captions: a file of which everything that it is not about is the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from balado.errors import UsageError
from balado.message import say
from balado.studio.captions.document import CaptionFile, PlacedCaption, lines_of, with_lines, with_times
from balado.studio.captions.operations import (
    ChangeText,
    JoinCaptions,
    KeepWords,
    NameSpeaker,
    Operation,
    PutTermsRight,
    RemoveCaption,
    ReplaceFound,
    SplitCaption,
)
from balado.studio.captions.text_edits import text_edits
from balado.studio.captions.voices import named, voice_names
from balado.studio.captions.words import (
    cut_at,
    joined,
    settled,
    trimmed,
    with_edits,
    write_words,
)
from balado.transcripts.transcript import on_one_line, tidy
from balado.workshop.speech.glossary import put_right

LINE_CHARS = 42
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines of the file, from `first` to the one before `after`, written otherwise; `texts` are its captions now."""

    first: int
    after: int
    lines: list[str]
    texts: tuple[str, ...] = ()


class CaptionGoneError(Exception):
    """The caption an operation is about is not as its reader saw it: somebody changed it meanwhile."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A caption with other words; `start` and `end` are its times, where they are others too."""

    caption: PlacedCaption
    text: str
    start: timedelta | None = None
    end: timedelta | None = None


def apply(file: CaptionFile, operation: Operation) -> CaptionFile:
    """The file as the operation makes it; see `changes_of`."""
    return with_changes(file, changes_of(file, operation))


def changes_of(file: CaptionFile, operation: Operation) -> list[LineChange]:
    """What the operation changes, in the order of the file.

    Raises CaptionGoneError where a caption that it names is not there (any more), UsageError where it cannot be done.
    """
    return sorted(_changes(file, operation), key=lambda change: (change.first, change.after))


def with_changes(file: CaptionFile, changes: Sequence[LineChange]) -> CaptionFile:
    """The file with these changes, the same one where there are none.

    Raises ValueError where it would be read otherwise than it is meant.
    """
    if not changes:
        return file
    made = with_lines(file, [(change.first, change.after, change.lines) for change in changes])
    if [caption.text for caption in made.captions] != _expected(file, changes):
        raise ValueError("what was written would be read otherwise than it was meant")
    return made


def _changes(file: CaptionFile, operation: Operation) -> Iterator[LineChange]:
    match operation:
        case SplitCaption():
            yield from _split(file, _named(file, operation.key), operation.place)
        case JoinCaptions():
            yield from _joined(file, _named(file, operation.key), _named(file, operation.following))
        case RemoveCaption():
            yield _without(file, _named(file, operation.key))
        case _:
            for new in _rewrites(file, operation):
                if new.text != new.caption.text:
                    yield _lines(file, new)


def _named(file: CaptionFile, key: str) -> PlacedCaption:
    if key not in file.places:
        raise CaptionGoneError(key)
    return file.captions[file.places[key]]


def _rewrites(file: CaptionFile, operation: Operation) -> Iterator[Rewritten]:
    """The captions whose words are written anew; their times stay."""
    match operation:
        case ChangeText():
            caption = _named(file, operation.key)
            yield Rewritten(caption, changed_text(caption, operation.text))
        case KeepWords():
            caption = _named(file, operation.key)
            if any(caption.words.unsure):
                yield Rewritten(caption, write_words(settled(caption.words, operation.words)))
        case NameSpeaker():
            yield from _with_speaker(file, operation)
        case ReplaceFound() | PutTermsRight():
            for caption in (_named(file, key) for key in operation.keys):
                yield Rewritten(caption, replaced_text(caption, operation))


def changed_text(caption: PlacedCaption, text: str) -> str:
    """A caption's lines with these plain words. Raises UsageError where there are none."""
    plain = tidy(text)
    if not plain:
        raise UsageError(say("A caption needs words. Remove the caption if nothing is said there."))
    lines = "\n".join(line for line in plain.split("\n") if line)
    words = caption.words
    return write_words(with_edits(words, text_edits(words.plain, lines)))


def replaced_text(caption: PlacedCaption, operation: ReplaceFound | PutTermsRight) -> str:
    """A caption's lines with what is found in them written otherwise, the same ones where nothing is."""
    if isinstance(operation, PutTermsRight):
        return put_right(caption.text, operation.terms, caption.words.suffix)
    new = on_one_line(tidy(operation.new))
    found = operation.search.found_in(caption.words.plain)
    edits = [(start, after, new) for start, after in found if caption.words.plain[start:after] != new]
    if not edits:
        return caption.text
    words = with_edits(caption.words, edits)
    return write_words(words) if words.plain.strip() else caption.text


def _with_speaker(file: CaptionFile, operation: NameSpeaker) -> Iterator[Rewritten]:
    asked = _named(file, operation.key)
    names = voice_names(asked.words)
    old = names[operation.voice] if operation.voice < len(names) else ""
    yield Rewritten(asked, write_words(named(asked.words, {operation.voice if old else 0}, operation.name)))
    place = file.places[operation.key]
    if operation.scope == "line" or not old:
        return
    for other in file.captions[place + 1 :] if operation.scope == "onward" else file.captions:
        voices = {number for number, name in enumerate(voice_names(other.words)) if name == old}
        if voices and other is not asked:
            yield Rewritten(other, write_words(named(other.words, voices, operation.name)))


def _split(file: CaptionFile, caption: PlacedCaption, place: int) -> Iterator[LineChange]:
    first, second = (trimmed(part) for part in cut_at(caption.words, max(0, place)))
    if not first.plain or not second.plain:
        raise UsageError(say("A caption is split between two of its words."))
    time = time_at(caption, place)
    if not caption.start < time < caption.end:
        raise UsageError(say("This caption is too short to be split."))
    yield _lines(file, Rewritten(caption, write_words(first), caption.start, time))
    number = file.places[caption.key]
    while number + 1 < len(file.captions) and file.captions[number + 1].start <= time:
        number += 1
    at = file.captions[number].lines.end
    head = with_times(file.lines[caption.lines.times].rstrip("\r\n"), time, caption.end)
    text = write_words(second)
    texts = ["", head, *text.split("\n"), *_gap(file, at)]
    if at == len(file.lines) and not file.lines[-1].endswith(("\n", "\r")) and number != file.places[caption.key]:
        texts.insert(0, "")
    yield LineChange(at, at, lines_of(file, texts), (text,))


def time_at(caption: PlacedCaption, place: int) -> timedelta:
    """When the sign at this place is said: by the times within the caption, else by the lengths of what is written."""
    anchors = [(0, caption.start), *_times_within(caption), (len(caption.words.plain), caption.end)]
    for (first, start), (after, end) in pairwise(anchors):
        if first <= place <= after and after > first:
            before = sum(not sign.isspace() for sign in caption.words.plain[first:place])
            signs = sum(not sign.isspace() for sign in caption.words.plain[first:after])
            return start + (end - start) * before / max(signs, 1) // _MILLISECOND * _MILLISECOND
    return caption.end


def _times_within(caption: PlacedCaption) -> Iterator[tuple[int, timedelta]]:
    latest = caption.start
    for place, tags in sorted(caption.words.tags.items()):
        for tag in tags:
            if tag[1:2].isdigit():
                *hours, minutes, seconds = tag[1:-1].split(":")
                time = timedelta(hours=int("".join(hours) or 0), minutes=int(minutes), seconds=float(seconds))
                if latest < time < caption.end:
                    latest = time
                    yield place, time


def _joined(file: CaptionFile, first: PlacedCaption, second: PlacedCaption) -> Iterator[LineChange]:
    if file.places[second.key] != file.places[first.key] + 1:
        raise CaptionGoneError(second.key)
    one, other = trimmed(first.words), trimmed(second.words)
    upper, lower = one.plain.rsplit("\n", 1)[-1], other.plain.split("\n", 1)[0]
    is_same = voice_names(one)[-1:] == voice_names(other)[:1]
    between = " " if is_same and len(upper) + 1 + len(lower) <= LINE_CHARS else "\n"
    text = write_words(joined(one, other, between))
    yield _lines(file, Rewritten(first, text, min(first.start, second.start), max(first.end, second.end)))
    yield _without(file, second)


def _without(file: CaptionFile, caption: PlacedCaption) -> LineChange:
    """Its lines go, and one empty line of the two around them."""
    first, end = caption.lines.first, caption.lines.end
    if end < len(file.lines) and not file.lines[end].strip():
        end += 1
    return LineChange(first, end, [])


def _lines(file: CaptionFile, new: Rewritten) -> LineChange:
    at = new.caption.lines
    head = list(file.lines[at.first : at.times + 1])
    if new.start is not None and new.end is not None:
        head[-1:] = lines_of(file, [with_times(head[-1].rstrip("\r\n"), new.start, new.end)])
    lines = [*head, *lines_of(file, [*new.text.split("\n"), *_gap(file, at.end)])]
    return LineChange(at.first, at.end, lines, (new.text,))


def _gap(file: CaptionFile, at: int) -> list[str]:
    """An empty line where something follows without one: it might be read with what is written now."""
    return [""] if at < len(file.lines) and file.lines[at].strip() else []


def _expected(file: CaptionFile, changes: Sequence[LineChange]) -> list[str]:
    """The words of all captions as they are meant to be."""
    texts: list[str] = []
    waiting = list(reversed(changes))
    for caption in file.captions:
        while waiting and waiting[-1].after <= caption.lines.first:
            texts += waiting.pop().texts
        if not (waiting and waiting[-1].first <= caption.lines.first):
            texts.append(caption.text)
    return [*texts, *(text for change in reversed(waiting) for text in change.texts)]
