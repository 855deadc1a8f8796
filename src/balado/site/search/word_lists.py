"""The words of many texts as one short text, for the index of the search. Pure.

Each word stands once, in the order of the alphabet, and behind it the numbers of the texts that hold it. Of a word only
what differs from the one before is written, behind a sign for how much is the same (`0`-`9`, `a`-`z` for 0 to 35); of
the numbers, how far each lies from the one before. No word holds a capital letter or a sign of punctuation, so these
are the digits of the numbers: 36 that end a number, and 18 that stand before, each for a place of the base 18.

Of what is said, as many numbers follow: the second at which each of these texts says the word first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

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
    return _written({word: _gaps(numbers) for word, numbers in holders.items()})


def read_word_lists(written: str, count: int) -> list[list[str]]:
    """The words of each of the `count` texts, in the order of the alphabet."""
    texts: list[list[str]] = [[] for _ in range(count)]
    for word, values in _rows(written):
        for number in _numbers(values):
            texts[number].append(word)
    return texts


def write_moments(texts: Sequence[Mapping[str, int]]) -> str:
    """The words of what is said in these texts, with the second of each."""
    holders: dict[str, tuple[list[int], list[int]]] = {}
    for number, moments in enumerate(texts):
        for word, second in moments.items():
            numbers, seconds = holders.setdefault(word, ([], []))
            numbers.append(number)
            seconds.append(second)
    return _written({word: [*_gaps(numbers), *seconds] for word, (numbers, seconds) in holders.items()})


def read_moments(written: str, count: int) -> list[dict[str, int]]:
    """The words of each of the `count` texts, in the order of the alphabet, with the second of each."""
    texts: list[dict[str, int]] = [{} for _ in range(count)]
    for word, values in _rows(written):
        half = len(values) // 2
        for number, second in zip(_numbers(values[:half]), values[half:], strict=True):
            texts[number][word] = second
    return texts


def _written(values: Mapping[str, Iterable[int]]) -> str:
    parts, before = [], ""
    for word in sorted(values):
        same = len([*takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False))])
        parts.append(f"{_SAME[same]}{word[same:]}{''.join(map(_digits, values[word]))}")
        before = word
    return "".join(parts)


def _rows(written: str) -> Iterator[tuple[str, list[int]]]:
    word = ""
    for same, rest, digits in _ROW.findall(written):
        word = word[: _SAME.index(same)] + rest
        yield word, list(_values(digits))


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [number - before - 1 for before, number in zip((-1, *numbers), numbers, strict=False)]


def _numbers(gaps: Iterable[int]) -> Iterable[int]:
    return accumulate(gaps, lambda number, gap: number + gap + 1)


@lru_cache(maxsize=1 << 14)
def _digits(value: int) -> str:
    shown = ""
    while value >= _LAST:
        value -= _LAST
        shown += _DIGITS[_LAST + value % _BASE]
        value //= _BASE
    return shown + _DIGITS[value]


def _values(digits: str) -> Iterator[int]:
    value, place = 0, 1
    for digit in map(_DIGITS.index, digits):
        value += place * digit  # the number of a digit that stands before counts the 36 others
        if digit >= _LAST:
            place *= _BASE
        else:
            yield value
            value, place = 0, 1
