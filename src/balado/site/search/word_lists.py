"""The words of many texts as one short text, for the index of the search. Pure.

Each word stands once, in the order of the alphabet, and behind it the numbers of the texts that hold it. Of a word only
what differs from the one before is written, behind a sign for how much is the same (`0`-`9`, `a`-`z` for 0 to 35); of
the numbers, how far each lies from the one before. No word holds a capital letter or a sign of punctuation, so these
are the digits of the numbers: 36 that end a number, and 18 that stand before, each for a place of the base 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

_SAME = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&()*+,-./:;<=>?@[]^_{|}~"
_LAST = 36
_BASE = len(_DIGITS) - _LAST
_ROW = re.compile(f"([0-9a-z])([^{re.escape(_DIGITS)}]*)([{re.escape(_DIGITS)}]+)")


def write_word_lists(texts: Sequence[Iterable[str]]) -> str:
    """The words of these texts. None of them is longer than 35 characters."""
    holders: dict[str, list[int]] = {}
    for number, words in enumerate(texts):
        for word in words:
            holders.setdefault(word, []).append(number)
    parts, before = [], ""
    for word in sorted(holders):
        same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False))])
        parts.append(f"{_SAME[same]}{word[same:]}{_gaps(holders[word])}")
        before = word
    return "".join(parts)


def read_word_lists(written: str, count: int) -> list[list[str]]:
    """The words of each of the `count` texts, in the order of the alphabet."""
    texts: list[list[str]] = [[] for _ in range(count)]
    word = ""
    for same, rest, gaps in _ROW.findall(written):
        word = word[: _SAME.index(same)] + rest
        for number in _numbers(gaps):
            texts[number].append(word)
    return texts


def _gaps(numbers: Sequence[int]) -> str:
    return "".join(_digits(number - before - 1) for before, number in zip((-1, *numbers), numbers, strict=False))


def _digits(gap: int) -> str:
    shown = ""
    while gap >= _LAST:
        gap -= _LAST
        shown += _DIGITS[_LAST + gap % _BASE]
        gap //= _BASE
    return shown + _DIGITS[gap]


def _numbers(gaps: str) -> Iterable[int]:
    number, gap, place = -1, 0, 1
    for digit in map(_DIGITS.index, gaps):
        if digit >= _LAST:
            gap += place * digit  # the digit's own number counts the 36 that end a number
            place *= _BASE
        else:
            number += gap + place * digit + 1
            yield number
            gap, place = 0, 1
