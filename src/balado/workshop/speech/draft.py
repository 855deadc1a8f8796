"""The draft as a file: captions in WebVTT, what may be wrong marked, and at its head where it comes from. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from balado.transcripts.markup import vtt_escaped, vtt_voice_tag
from balado.transcripts.origin import Origin
from balado.transcripts.vtt import stamp
from balado.workshop.speech.align import Speech
from balado.workshop.speech.captions import SHORTEST_S, Caption, captions_of
from balado.workshop.speech.engine import HeardWord
from balado.workshop.speech.marks import marked, placeholder

DOUBTFUL_BELOW = 0.5
"""A word is marked where the engine itself thinks it more likely wrong than right."""


@dataclass(frozen=True, slots=True)
class DraftedText:
    """What a draft holds: its file, how many words, and how many of them are marked as unsure."""

    text: str
    words: int
    unsure: int


def of_nobody(words: Sequence[HeardWord], language: str) -> tuple[Speech, ...]:
    """Words as they were heard: of a speaker whom nobody has named yet."""
    return (Speech(placeholder(language), tuple(words)),)


def draft_of(speeches: Sequence[Speech], language: str, maker: str, advice: str = "") -> DraftedText:
    """The draft of these words in this language; `maker` is what heard them, `advice` a comment for the reader."""
    head = ["WEBVTT\nKind: captions\nLanguage: " + language, Origin("draft", maker).note]
    if advice:
        head.append("NOTE\n" + advice.replace("-->", "→"))
    captions = [_written(caption, speaker) for caption, speaker in _in_turn(speeches)]
    words = [word for speech in speeches for word in speech.words]
    unsure = sum(_is_doubtful(word) for word in words)
    return DraftedText("\n\n".join([*head, *captions]) + "\n", len(words), unsure)


def _in_turn(speeches: Sequence[Speech]) -> Iterator[tuple[Caption, str | None]]:
    """The captions of all, none over the next: after a word that is short, another speaker's comes a little later."""
    found = [(caption, speech.speaker) for speech in speeches for caption in captions_of(speech.words)]
    before = 0.0
    for place, (caption, speaker) in enumerate(found):
        following = found[place + 1][0].start if place + 1 < len(found) else caption.end
        start = max(caption.start, before)
        before = max(min(caption.end, following), start + SHORTEST_S)
        yield replace(caption, start=start, end=before), speaker


def _written(caption: Caption, speaker: str | None) -> str:
    times = f"{stamp(timedelta(seconds=caption.start))} --> {stamp(timedelta(seconds=caption.end))}"
    voice = "" if speaker is None else vtt_voice_tag(speaker)
    return f"{times}\n{voice}" + "\n".join(" ".join(_marked(line)) for line in caption.lines)


def _marked(line: Sequence[HeardWord]) -> Iterator[str]:
    """The words of a line; doubtful neighbours in one mark."""
    for doubtful, group in groupby(line, key=_is_doubtful):
        words = vtt_escaped(" ".join(word.text for word in group))
        yield marked(words) if doubtful else words


def _is_doubtful(word: HeardWord) -> bool:
    return word.probability < DOUBTFUL_BELOW
