"""Who speaks in a caption: in WebVTT a tag, in SubRip a name at the beginning of a line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from balado.errors import UsageError
from balado.message import say
from balado.studio.captions.words import CaptionWords, spoken_by, with_edits
from balado.transcripts.speaker import is_name, speaker_of
from balado.transcripts.transcript import on_one_line, tidy

_LONGEST_NAME_CHARS = 200


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """What one voice says in a caption, by the places of its signs; `number` is None where nobody is named."""

    start: int
    after: int
    speaker: str = ""
    number: int | None = None


def voice_names(words: CaptionWords) -> list[str]:
    """The names in a caption, in their order."""
    return [part.speaker for part in spoken_parts(words) if part.number is not None]


def spoken_parts(words: CaptionWords) -> list[SpokenPart]:
    """The caption, voice by voice; in SubRip the names are no part of what is said."""
    found = _in_tags(words) if words.suffix == ".vtt" else _in_lines(words.plain)
    return [part for part in found if part.number is not None or words.plain[part.start : part.after].strip()]


def named(words: CaptionWords, voices: Collection[int], name: str) -> CaptionWords:
    """The caption with another name for the voices of these numbers; where nobody is named, for the first.

    Raises UsageError for what cannot be a name.
    """
    name = on_one_line(tidy(name))[:_LONGEST_NAME_CHARS].strip()
    if not name:
        raise UsageError(say("A speaker needs a name."))
    if words.suffix == ".vtt":
        for number in voices:
            words = spoken_by(words, number, name)
        return words
    if not is_name(name):
        what = say("“{name}” would not be read as the name of a speaker: in SRT files a name is at most six words, "
                   "each with a capital letter.", name=name)  # fmt: skip
        raise UsageError(what)
    lines = list(_named_lines(words.plain))
    chosen = [lines[number] for number in sorted(voices) if number < len(lines)]
    if not chosen:
        return with_edits(words, [(0, 0, f"{name}: ")])
    return with_edits(words, [(start, after, name) for start, after in chosen])


def _in_tags(words: CaptionWords) -> Iterator[SpokenPart]:
    at, speaker, number = 0, "", -1
    count = -1
    for place, name, is_named in words.speakers:
        yield SpokenPart(at, place, speaker, number if number >= 0 else None)
        count += is_named
        at, speaker, number = place, name, count if is_named else -1
    yield SpokenPart(at, len(words.plain), speaker, number if number >= 0 else None)


def _in_lines(plain: str) -> Iterator[SpokenPart]:
    at, speaker, number = 0, "", None
    for count, (start, after) in enumerate(_named_lines(plain)):
        line = plain.rfind("\n", 0, start) + 1
        yield SpokenPart(at, line, speaker, number)
        at, speaker, number = plain.index(":", after) + 1, plain[start:after], count
    yield SpokenPart(at, len(plain), speaker, number)


def _named_lines(plain: str) -> Iterator[tuple[int, int]]:
    """Where names stand at the beginning of lines."""
    at = 0
    for line in plain.split("\n"):
        name, _ = speaker_of(line)
        if name:
            start = at + line.index(name)
            yield start, start + len(name)
        at += len(line) + 1
