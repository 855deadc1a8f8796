"""Captions as a page shows them: who says what, word by word where a word may be wrong. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from balado.studio.captions.document import CaptionFile, PlacedCaption
from balado.studio.captions.words import CaptionWords
from balado.workshop.speech.marks import is_placeholder


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A stretch of words; `word` is the number of the only one in it where that may be wrong, else None."""

    text: str
    word: int | None = None


@dataclass(frozen=True, slots=True)
class ShownVoice:
    """What one voice says in a caption; `number` is None where nobody is named."""

    speaker: str
    number: int | None
    runs: tuple[ShownRun, ...]


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """A caption on the page, its times in seconds. `text` is what a form shows to be corrected."""

    key: str
    start_s: float
    end_s: float
    voices: tuple[ShownVoice, ...]
    text: str

    @property
    def is_shown_whole(self) -> bool:
        """Whether the words that are shown are the whole text: names and blanks may stand between them."""
        return self.text == "".join(run.text for voice in self.voices for run in voice.runs)

    @property
    def clock_s(self) -> int:
        """When it begins, in whole seconds."""
        return int(self.start_s)


def row_of(caption: PlacedCaption) -> CaptionRow:
    """The caption as the page shows it."""
    words = caption.words
    voices = tuple(
        ShownVoice(part.speaker, part.number, tuple(_runs(words, part.start, part.after))) for part in caption.parts
    )
    return CaptionRow(caption.key, caption.start.total_seconds(), caption.end.total_seconds(), voices, words.plain)


def speakers_in(file: CaptionFile) -> list[str]:
    """The names of all who speak, the most frequent first."""
    names = Counter(part.speaker for one in file.captions for part in one.parts if part.speaker)
    return [name for name, _ in names.most_common()]


def unsure_in(captions: Sequence[PlacedCaption]) -> int:
    """How many words may be wrong."""
    return sum(caption.unsure for caption in captions)


def unnamed_in(captions: Sequence[PlacedCaption]) -> int:
    """How many captions name nobody, or a voice that is only a number."""
    return sum(any(not name or is_placeholder(name) for name in _names(caption)) for caption in captions)


def _names(caption: PlacedCaption) -> list[str]:
    return [part.speaker for part in caption.parts]


def _runs(words: CaptionWords, start: int, after: int) -> Iterator[ShownRun]:
    at = start
    if any(words.unsure[start:after]):
        for number, word in enumerate(words.words):
            if word.unsure and start <= word.start < after:
                if word.start > at:
                    yield ShownRun(words.plain[at : word.start])
                at = min(word.after, after)
                yield ShownRun(words.plain[word.start : at], number)
    if at < after:
        yield ShownRun(words.plain[at:after])
