"""What notes define once, by `[label]: address`, for links that name it; and how much of it is followed. Pure."""

from __future__ import annotations

from collections import UserDict
from typing import Any

from balado.show.values.forms import NOTES_MAX_CHARS

FOLLOWED_MAX_CHARS = NOTES_MAX_CHARS
"""So long may the addresses and titles be in all that links take from definitions.

A line of 14 kB that a thousand links name would be 14 MB of notes. CommonMark leaves the limit to its readers; cmark,
its reference in C, takes the length of the document or 100 kB.
"""


class References(UserDict[str, dict[str, Any]]):
    """Definitions by their labels, as the parser keeps them. Whoever asks for one beyond the limit is told of none.

    The link is then text, as one whose label nobody defined.
    """

    def __init__(self) -> None:
        super().__init__()
        self._left_chars = FOLLOWED_MAX_CHARS
        self.beyond: set[str] = set()
        """The labels of those that were asked for beyond the limit."""

    def get(self, label: str, default: Any = None) -> Any:
        """The definition of a label, as the parser asks for it: once or twice for each link."""
        found = self.data.get(label)
        if found is None:
            return default
        length = len(found["href"]) + len(found["title"])
        if length > self._left_chars:
            self.beyond.add(label)
            return default
        self._left_chars -= length
        return found
