"""The known word that somebody mistyped: one with a slip of the fingers in it, not one that looks a little alike.

What is suggested is often taken as it is told, and where it stands in a list of ours no second fault says that it was
another thing that was meant: `livres` is not `Leisure`, `duration` not `description`, `invite` not `intern`. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_WORD_MAX_CHARS = 100
_COMPARED_MAX = 200


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, the first of several: to be asked, never to be written.

    Slips are a letter too many, too few, another one, or two that changed places; accents, capitals and the signs
    between words do not count. Up to seven letters may have one slip, longer words two, those from sixteen on three.
    A page is no word with a slip in it.
    """
    typed = _folded(word[: _WORD_MAX_CHARS + 1])
    if not 1 < len(typed) <= _WORD_MAX_CHARS:
        return None
    most = 1 if len(typed) < 8 else 2 if len(typed) < 16 else 3
    folded = [(_folded(name), name) for name in known]
    close = [(letters, name) for letters, name in folded if 0 <= abs(len(letters) - len(typed)) <= most]
    if len(close) > _COMPARED_MAX:  # comparing takes its time: who errs mostly errs behind the first letter
        close = [(letters, name) for letters, name in close if letters[:1] == typed[:1]][:_COMPARED_MAX]
    slips = [(_slips(typed, letters, most), name) for letters, name in close]
    fewest = min(slips, key=lambda one: one[0], default=None)
    return fewest[1] if fewest is not None and fewest[0] <= most else None


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().replace(" and ", "&"))
    return "".join(letter for letter in letters if letter.isalnum() or letter in "&>")


def _slips(typed: str, known: str, most: int) -> int:
    """The distance of two words by edits and exchanges of neighbours (optimal string alignment); beyond `most`, more.

    What lies further than that from the diagonal is never less, and is not looked at; nor is what both begin and end
    with.
    """
    same = _shared(typed, known)
    typed, known = typed[same:], known[same:]
    same = _shared(typed[::-1], known[::-1])
    typed, known = typed[: len(typed) - same], known[: len(known) - same]
    far = most + 1
    before: list[int] = []
    row = [min(index, far) for index in range(len(known) + 1)]
    for at, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [far] * (len(known) + 1)
        row[0] = min(at, far)
        for index in range(max(1, at - most), min(len(known), at + most) + 1):
            other = known[index - 1]
            least = min(before[index] + 1, row[index - 1] + 1, before[index - 1] + (letter != other), far)
            if at > 1 and index > 1 and letter == known[index - 2] and typed[at - 2] == other:
                least = min(least, earlier[index - 2] + 1)
            row[index] = least
        if min(row) > most:
            return far
    return row[-1]


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (letter, its) in pairs if letter != its), min(len(one), len(other)))
