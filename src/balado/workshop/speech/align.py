"""A text as it was written, and the words as they were heard: the words of the one get the times of the other. Pure.

What is written counts: heard words give times, and nothing else. Where the two differ, the time between what they have
in common is shared out by the lengths of words; what was not heard at all is marked, for perhaps it was not said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from balado.transcripts.transcript import Cue
from balado.workshop.speech.engine import HeardWord

_ALIKE = 0.6
_LEAST_IN_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Speech:
    """Words of one speaker, in time; None where the text names nobody."""

    speaker: str | None
    words: tuple[HeardWord, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A text in time; `is_other` says that the recording is most probably of something else."""

    speeches: tuple[Speech, ...]
    is_other: bool


def align(written: Sequence[Cue], heard: Sequence[HeardWord]) -> Alignment:
    """The written words by the times of the heard ones, speaker by speaker, paragraph by paragraph."""
    voices = [voice for cue in written for voice in cue.voices]
    texts = [text for voice in voices for text in voice.text.split()]
    matcher = SequenceMatcher(None, [_folded(text) for text in texts], [_folded(word.text) for word in heard], False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    timed = iter(list(_timed(matcher, texts, heard)))
    speeches = [Speech(voice.speaker, tuple(next(timed) for _ in voice.text.split())) for voice in voices]
    return Alignment(tuple(speeches), common < _LEAST_IN_COMMON * max(1, len(texts)))


def _timed(matcher: SequenceMatcher[str], texts: Sequence[str], heard: Sequence[HeardWord]) -> Iterator[HeardWord]:
    for kind, first, after, heard_first, heard_after in matcher.get_opcodes():
        found = heard[heard_first:heard_after]
        if kind == "equal":
            for text, word in zip(texts[first:after], found, strict=True):
                yield HeardWord(text, word.start, word.end)
        elif first < after:
            start = found[0].start if found else heard[heard_first - 1].end if heard_first else 0.0
            end = found[-1].end if found else heard[heard_after].start if heard_after < len(heard) else start
            yield from _shared_out(texts[first:after], start, end, is_sure=_is_alike(texts[first:after], found))


def _shared_out(texts: Sequence[str], start: float, end: float, *, is_sure: bool) -> Iterator[HeardWord]:
    """The words one after the other in this time, each as long as it is written."""
    letters = sum(map(len, texts))
    for text in texts:
        until = start + (end - start) * len(text) / letters
        yield HeardWord(text, round(start, 3), round(until, 3), 1.0 if is_sure else 0.0)
        start, letters = until, letters - len(text)


def _is_alike(texts: Sequence[str], heard: Sequence[HeardWord]) -> bool:
    """Whether what was heard is what is written, heard a little wrong."""
    sound = "".join(_folded(word.text) for word in heard)
    return SequenceMatcher(None, "".join(map(_folded, texts)), sound, autojunk=False).ratio() >= _ALIKE


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]", "", letters)
