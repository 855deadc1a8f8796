"""Words looked for in captions, and written otherwise: found and shown first, then replaced. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from balado.workshop.speech.glossary import plain_letters

_ALIKE = {"’": "'", "ʼ": "'", "‘": "'", "\u2010": "-", "\u2011": "-"}
_LONGEST_CHARS = 200
"""Of what is looked for; more is no word or name."""


@dataclass(frozen=True, slots=True)
class WordSearch:
    """What is looked for, and how closely: as it stands, capitals and accents count only where that is asked for."""

    text: str
    whole_words: bool = True
    capitals: bool = False
    accents: bool = False

    def found_in(self, plain: str) -> list[tuple[int, int]]:
        """Where it stands in the words of a caption: first sign and the one behind the last. A blank is any blank."""
        pattern = _pattern(self)
        if pattern is None:
            return []
        letters, places = _letters(plain, self)
        return list(_spans(pattern, letters, places, plain))


def _pattern(search: WordSearch) -> re.Pattern[str] | None:
    wanted, _ = _letters(search.text.strip()[:_LONGEST_CHARS], search)
    pieces = wanted.split()
    if not pieces:
        return None
    text = r"\s+".join(map(re.escape, pieces))
    if search.whole_words:
        before = r"(?<!\w)" if re.match(r"\w", pieces[0]) else ""
        after = r"(?!\w)" if re.search(r"\w\Z", pieces[-1]) else ""
        text = f"{before}{text}{after}"
    return re.compile(text)


def _letters(text: str, search: WordSearch) -> tuple[str, list[int]]:
    """The text as it is compared, and the place that each of its letters came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        made = _compared(sign, search)
        letters.append(made)
        places += [place] * len(made)
    return "".join(letters), places


def _compared(sign: str, search: WordSearch) -> str:
    sign = _ALIKE.get(sign, sign)
    if search.capitals and search.accents:
        return sign
    if search.capitals:
        return "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", sign.casefold()) if search.accents else plain_letters(sign)


def _spans(pattern: re.Pattern[str], letters: str, places: list[int], plain: str) -> Iterator[tuple[int, int]]:
    end = 0
    for found in pattern.finditer(letters):
        start, after = places[found.start()], places[found.end() - 1] + 1
        while after < len(plain) and unicodedata.combining(plain[after]):
            after += 1
        if start >= end:
            yield start, after
            end = after
