"""How the transcripts of the first show were made.

    python tests/sample/transcribe.py

reads `tests/sample/<episode>.txt`, asks the voice that recorded it when it says each word (`spoken_words.py`), and
writes `episodes/<episode>/transcript.vtt`. Run it after `record.py`, with the same espeak-ng. No test runs it: the
transcripts are kept in git, and `test_transcripts.py` holds them against the texts and the recordings.

A cue never holds words of two sentences. Within a sentence the cheapest way to cut is taken: after a punctuation mark,
else before a word that begins a group, never between an article and its noun or inside a name or a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from record import PAUSE_S, ROOT, TEXTS
from spoken_words import Word, words_of

SPEAKER = "Voix de synthèse"
LINE_MAX_CHARS = 42
SHORTEST_S = 1.4
FASTEST_CHARS_PER_S = 20.0
LINGER_S = 0.2
"""How long a cue stays after its last word, when nothing follows at once."""

CUE_COST, FREE, GROUP, ANYWHERE, NEVER = 4.0, 0.0, 2.0, 12.0, 40.0
BEGINS_A_GROUP = re.compile(
    r"(?:et|ou|mais|or|mis|lue|qui|que|quand|dont|pour|parce|dès|de|du|des|d’\w+|à|au|aux|dans|en|par|sur|entre|envers|sans"
    r"|avant|devant|bien|plutôt|s’\w+|jusqu’\w+|qu’\w+|lorsqu\w+)\b",
    re.IGNORECASE,
)
LEANS_ON_THE_NEXT = re.compile(
    r"(?:le|la|les|un|une|des|de|du|ce|cet|cette|ces|son|sa|ses|leur|leurs|quel|quelle|quels|quelles|et|ou|or|mais"
    r"|que|qui|quand|dont|pour|parce|dès|à|au|aux|dans|en|par|sur|entre|envers|sans|avant|bien|plutôt|se|ne|n’\w+|il"
    r"|elle|on|ils|vous|chaque|même|plus|dernier|premier|première|deuxième|troisième|quatrième|cinquième|est|sont|a"
    r"|été|voix)",
    re.IGNORECASE,
)


def sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words, one list for each sentence."""
    sentence: list[Word] = []
    for word in words:
        sentence.append(word)
        if word.text[-1] in ".?!":
            yield sentence
            sentence = []


def cost_of_cut(before: str, after: str) -> float:
    """How much it hurts to cut between two words."""
    name = before[0].isupper() and (after[0].isupper() or after == "de")
    if before[-1] in ",;:":
        return FREE
    if name or before.isdigit() or after[0].isdigit() or LEANS_ON_THE_NEXT.fullmatch(before):
        return NEVER
    return GROUP if BEGINS_A_GROUP.match(after) else ANYWHERE


def lines_of(texts: Sequence[str]) -> tuple[float, list[str]] | None:
    """The words on one line or two, and what that costs; None when they need more."""
    whole = " ".join(texts)
    if len(whole) <= LINE_MAX_CHARS:
        return 0.0, [whole]
    ways = []
    for cut in range(1, len(texts)):
        lines = [" ".join(texts[:cut]), " ".join(texts[cut:])]
        if max(map(len, lines)) <= LINE_MAX_CHARS:
            uneven = abs(len(lines[0]) - len(lines[1])) / 20
            ways.append((cost_of_cut(texts[cut - 1], texts[cut]) / 2 + uneven, lines))
    return min(ways, default=None)


def cost_of_hurry(sentence: Sequence[Word], start: int, end: int) -> float:
    """How much it hurts that a cue of these words leaves too little time to be read."""
    until = sentence[end].start if end < len(sentence) else sentence[-1].end + LINGER_S
    lasts = max(until - sentence[start].start, 0.01)
    chars = len(" ".join(word.text for word in sentence[start:end]))
    return max(0.0, SHORTEST_S - lasts, chars / lasts - FASTEST_CHARS_PER_S) * CUE_COST


def cut(sentence: Sequence[Word]) -> list[tuple[int, int]]:
    """The cheapest way to cut a sentence into cues: for each its first word and the one after its last."""

    @cache
    def cheapest(start: int) -> tuple[float, list[tuple[int, int]]]:
        ways = [(0.0, [])] if start == len(sentence) else []
        for end in range(start + 1, len(sentence) + 1):
            fitted = lines_of([word.text for word in sentence[start:end]])
            if fitted is None:
                continue
            hurry = cost_of_hurry(sentence, start, end)
            here = cost_of_cut(sentence[end - 1].text, sentence[end].text) if end < len(sentence) else FREE
            rest, cues = cheapest(end)
            ways.append((CUE_COST + fitted[0] + hurry + here + rest, [(start, end), *cues]))
        return min(ways, default=(1e9, []))

    return cheapest(0)[1]


def clock(seconds: float) -> str:
    """A time as WebVTT writes it."""
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def words_of_recording(text: str) -> list[Word]:
    """Every word of a text with its place in the recording that `record.py` makes of it."""
    words: list[Word] = []
    end = 0.0
    for paragraph in text.strip().split("\n\n"):
        spoken, end = words_of(paragraph, end + PAUSE_S)
        words += spoken
    return words


def transcript(text: str) -> str:
    """The text as WebVTT, timed as it is spoken."""
    cues = [sentence[start:end] for sentence in sentences(words_of_recording(text)) for start, end in cut(sentence)]
    starts = [cue[0].start for cue in cues]
    parts = ["WEBVTT"]
    for cue, next_start in zip(cues, [*starts[1:], cues[-1][-1].end + LINGER_S], strict=True):
        end = min(cue[-1].end + LINGER_S, next_start)
        fitted = lines_of([word.text for word in cue])
        if fitted is None:
            raise ValueError(" ".join(word.text for word in cue))
        parts.append(f"{clock(cue[0].start)} --> {clock(end)}\n<v {SPEAKER}>" + "\n".join(fitted[1]))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Writes all five."""
    for text in sorted(TEXTS.glob("[0-9]*.txt")):
        path: Path = ROOT / "episodes" / text.stem / "transcript.vtt"
        path.write_text(transcript(text.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
