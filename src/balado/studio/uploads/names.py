"""Names of ours for files that others named: a to z, figures and hyphens, whatever was sent. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import count

from balado.message import one_line
from balado.source.identity import slug_of

_MOST_CHARACTERS = 60
_MOST_SHOWN = 120
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows gives to devices, whatever suffix follows (Naming Files, Paths, and Namespaces)."""


def shown_name(given: str) -> str:
    """The name as the person knows it who sent it, on one line, without the folders before it."""
    return one_line(unicodedata.normalize("NFC", _bare(given)))[-_MOST_SHOWN:].strip() or "–"


def name_of_ours(given: str, suffix: str) -> str:
    """A name that is harmless in any folder and on any system; `suffix` is what the content of the file tells."""
    stem = slug_of(_stem(_bare(given)))[:_MOST_CHARACTERS].strip("-") or "file"
    return f"{stem}-file{suffix}" if stem in _RESERVED else f"{stem}{suffix}"


def title_of(given: str) -> str:
    """A title made of a file's name."""
    return " ".join(unicodedata.normalize("NFC", one_line(_stem(_bare(given)))).replace("_", " ").split())


def numbered(name: str) -> Iterator[str]:
    """The name, and then others for the same: `talk.mp3`, `talk-2.mp3` and so on."""
    stem, dot, suffix = name.rpartition(".")
    yield name
    for number in count(2):
        yield f"{stem}-{number}{dot}{suffix}"


def _bare(given: str) -> str:
    return given.replace("\\", "/").rpartition("/")[2]


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
