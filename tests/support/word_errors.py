"""How well words were heard: the word error rate, as speech recognition counts it."""

from __future__ import annotations

import re
import unicodedata


def word_error_rate(said: str, heard: str) -> float:
    """Words put in, left out or replaced, for each word that was said; capitals and signs do not count."""
    reference, found = _words(said), _words(heard)
    row = list(range(len(found) + 1))
    for place, word in enumerate(reference, 1):
        before, row = row, [place]
        for column, other in enumerate(found, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (word != other)))
    return row[-1] / max(1, len(reference))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return re.findall(r"[\w.-]*\w", plain)
