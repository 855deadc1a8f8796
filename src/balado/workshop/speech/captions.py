"""Words to captions: at most two lines of 42 characters, none shorter than a second, cut where a reader would breathe.

42 characters and two lines are the measure of broadcasters; a second is what an eye needs to find a caption. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from balado.workshop.speech.engine import HeardWord

LINE_CHARS = 42
SHORTEST_S = 1.0
LONGEST_S = 7.0
_PAUSE_S = 1.5
"""A silence after which another caption begins in any case. It leaves room for one that is too short."""
_LINGER_S = 0.5
_FASTEST_CHARS_PER_S = 20.0
_MOST_WORDS = 2 * LINE_CHARS
_SENTENCE_ENDS = ".?!…"
_CLAUSE_ENDS = ",;:"
_CAPTION, _AT_CLAUSE, _ANYWHERE, _TOO_SHORT = 4.0, 1.0, 6.0, 1000.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What is shown together: one line or two, each of several words; `start` and `end` in seconds."""

    lines: tuple[tuple[HeardWord, ...], ...]
    start: float
    end: float


def captions_of(words: Sequence[HeardWord]) -> list[Caption]:
    """The captions of these words, in order, none over the next.

    One is shorter than a second only where more than two full lines are said in that time.
    """
    found: list[Caption] = []
    for stretch in _stretches(_fitting(words)):
        found += _cut(stretch)
    return [_lasting(one, following) for one, following in zip_longest(found, found[1:])]


def _fitting(words: Sequence[HeardWord]) -> Iterator[HeardWord]:
    """The words one after the other in time, those longer than a line in pieces."""
    before = 0.0
    for word in words:
        text = word.text.strip()
        start = max(word.start, before)
        before = max(word.end, start)
        for first in range(0, len(text), LINE_CHARS):
            yield replace(word, text=text[first : first + LINE_CHARS], start=start, end=before)


def _stretches(words: Iterator[HeardWord]) -> Iterator[list[HeardWord]]:
    stretch: list[HeardWord] = []
    for word in words:
        if stretch and word.start - stretch[-1].end >= _PAUSE_S:
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


def _cut(words: list[HeardWord]) -> list[Caption]:
    """The cheapest way to cut a stretch, found from its end to its beginning."""
    costs: list[float] = [0.0] * (len(words) + 1)
    ends = [len(words)] * (len(words) + 1)
    for first in range(len(words) - 1, -1, -1):
        ways = ((cost + costs[after], after) for after, cost in _ways(words, first))
        costs[first], ends[first] = min(ways)
    captions: list[Caption] = []
    first = 0
    while first < len(words):
        after = ends[first]
        captions.append(Caption(_lines(words[first:after]), words[first].start, words[after - 1].end))
        first = after
    return captions


def _ways(words: list[HeardWord], first: int) -> Iterator[tuple[int, float]]:
    """Where a caption that begins here can end, and what each costs."""
    for after in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
        chosen = words[first:after]
        if not _lines(chosen) or (after > first + 1 and _time(words, first, after) > LONGEST_S):
            break
        yield after, _cost(words, first, after)


def _time(words: list[HeardWord], first: int, after: int) -> float:
    """How long these words can be shown: until the next ones, behind the last for as long as they need."""
    last = words[after - 1].end
    if after < len(words):
        return words[after].start - words[first].start
    return max(last - words[first].start, SHORTEST_S)


def _cost(words: list[HeardWord], first: int, after: int) -> float:
    lasts, text = _time(words, first, after), _text(words[first:after])
    hurry = max(0.0, len(text) / max(lasts, 0.01) - _FASTEST_CHARS_PER_S) / 4
    short = _TOO_SHORT if lasts < SHORTEST_S else 0.0
    return _CAPTION + hurry + short + (_cost_of_end(text) if after < len(words) else 0.0)


def _cost_of_end(text: str) -> float:
    if text[-1] in _SENTENCE_ENDS:
        return -_CAPTION - 1.0
    return _AT_CLAUSE if text[-1] in _CLAUSE_ENDS else _ANYWHERE


def _lines(words: Sequence[HeardWord]) -> tuple[tuple[HeardWord, ...], ...]:
    """The words on one line, or on two that are cut at a sign or else in the middle; nothing where they need more."""
    if len(_text(words)) <= LINE_CHARS:
        return (tuple(words),)
    ways = []
    for cut in range(1, len(words)):
        upper, lower = _text(words[:cut]), _text(words[cut:])
        if len(upper) <= LINE_CHARS and len(lower) <= LINE_CHARS:
            sign = 0 if upper[-1] in _SENTENCE_ENDS + _CLAUSE_ENDS else LINE_CHARS // 3
            ways.append((abs(len(upper) - len(lower)) + sign, cut))
    if not ways:
        return ()
    cut = min(ways)[1]
    return tuple(words[:cut]), tuple(words[cut:])


def _text(words: Sequence[HeardWord]) -> str:
    return " ".join(word.text for word in words)


def _lasting(caption: Caption, following: Caption | None) -> Caption:
    """The caption until the next one where that comes at once, else a little longer than its words."""
    wanted = max(caption.end + _LINGER_S, caption.start + SHORTEST_S)
    until = following.start if following is not None else wanted
    goes_on = following is not None and following.start - caption.end < _PAUSE_S
    return replace(caption, end=until if goes_on else min(wanted, until))
