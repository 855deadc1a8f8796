"""A transcript: who says what, and when. The one form between every format that is read or written. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

# What XML 1.0 cannot carry, controls that are Windows text in the wrong encoding, and a byte order mark inside.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_LAST_SHOWN = timedelta(seconds=4)
# Word by word, 100,000 is a day of speech. More is no transcript, and would cost every reader minutes.
MOST_VOICES = 100_000


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker's words inside a cue. The text may hold line breaks; `speaker` is None where nobody is named."""

    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said in one stretch of the recording. Plain text has no times, and JSON may lack the end."""

    voices: tuple[Voice, ...]
    start: timedelta | None = None
    end: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that is said in a recording, in the order of the file."""

    cues: tuple[Cue, ...]

    @property
    def timed(self) -> bool:
        """Whether every cue says when it begins."""
        return all(cue.start is not None for cue in self.cues)


@dataclass(frozen=True, slots=True)
class TimedCue:
    """A cue that knows its times, as captions must."""

    voices: tuple[Voice, ...]
    start: timedelta
    end: timedelta


def tidy(text: str) -> str:
    """The text without unfit characters, without blanks around its lines, without empty lines around it."""
    plain = UNFIT.sub("", _LINE_END.sub("\n", text) if "\r" in text else text)
    if "\n" not in plain:
        return plain.strip()
    return "\n".join(line.strip() for line in plain.split("\n")).strip()


def on_one_line(text: str) -> str:
    """The text with its line breaks turned into blanks; no-break spaces stay."""
    return " ".join(part for part in text.split("\n") if part)


def voice_of(text: str, speaker: str | None = None) -> Voice | None:
    """The voice of these words in their tidy form, None when there are no words."""
    words = tidy(text)
    name = on_one_line(tidy(speaker)) if speaker else None
    return Voice(words, name or None) if words else None


def tidy_cues(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """The cues in the one form that every format can carry: tidy words, and `merged`."""
    return merged(Cue(_tidied(cue.voices), cue.start, cue.end) for cue in cues)


def _tidied(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    tidied = (voice_of(voice.text, voice.speaker) for voice in voices)
    return tuple(voice for voice in tidied if voice is not None)


def merged(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    """One cue for neighbours of equal times: that is what two voices at once are in JSON, and at times in SRT.

    Words of nobody that follow words of nobody in a cue belong to them. A cue without words is none.
    """
    return tuple(_merged(cues))


def _merged(cues: Iterable[Cue]) -> Iterator[Cue]:
    for (start, end), together in groupby((cue for cue in cues if cue.voices), key=_times):
        groups = [cue.voices for cue in together]
        if start is not None and len(groups) > 1:
            groups = [tuple(voice for voices in groups for voice in voices)]
        for voices in groups:
            yield Cue(tuple(_joined(voices)) if len(voices) > 1 else voices, start, end)


def _times(cue: Cue) -> tuple[timedelta | None, timedelta | None]:
    return cue.start, cue.end


def _joined(voices: tuple[Voice, ...]) -> Iterator[Voice]:
    for speaker, group in groupby(voices, key=lambda voice: voice.speaker):
        if speaker is None:
            yield Voice("\n".join(voice.text for voice in group))
        else:
            yield from group


def timed_cues(transcript: Transcript) -> tuple[TimedCue, ...]:
    """The tidy cues with both times. One without an end lasts until the next begins, the last one 4 seconds.

    Raises ValueError for a transcript without times.
    """
    found: list[TimedCue] = []
    following: timedelta | None = None
    later: timedelta | None = None
    for cue in reversed(tidy_cues(transcript.cues)):
        if cue.start is None:
            raise ValueError("a transcript without times cannot be written as captions")
        if following is not None and following != cue.start:
            later = following
        open_end = later if later is not None and later > cue.start else cue.start + _LAST_SHOWN
        found.append(TimedCue(cue.voices, cue.start, open_end if cue.end is None else cue.end))
        following = cue.start
    return tuple(reversed(found))
