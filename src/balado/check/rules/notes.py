"""The show notes of an episode."""

from __future__ import annotations

from collections.abc import Iterator

from balado.check.rule import Finding, rule
from balado.check.subject import Item
from balado.message import say

_ADVISED_BYTES = 4_000
_MOST_CHARACTERS = 10_000


@rule(
    "ITM-011", "warning", "apple psp1", say("Put what matters first, or shorten them (an accented letter counts two).")
)
def notes_too_long(item: Item) -> Iterator[Finding]:
    """The show notes are longer than apps show: 4,000 bytes of HTML are advised, 10,000 characters are Apple's most.

    Why: some apps cut them after 4,000 bytes, and Apple refuses more than 10,000 characters.
    Example: the whole text of a speech in the notes.
    Remedy: keep what matters in the notes and put the rest on the episode's page, with a link to it.
    Source: Apple, A Podcaster's Guide to RSS, description; PSP-1, description.
    """
    notes = item.element.first("description") or item.element.first("content:encoded")
    text = notes.text.strip() if notes is not None else ""
    if notes is None:
        return
    if len(text) > _MOST_CHARACTERS:
        yield Finding(
            notes,
            say("The show notes have {count} characters as HTML; Apple takes 10,000.", count=len(text)),
            say("Shorten them, or put the rest on the episode's page and link it."),
            "error",
        )
    elif len(text.encode()) > _ADVISED_BYTES:
        what = say(
            "The show notes have {count} bytes as HTML; some apps cut them after 4,000.", count=len(text.encode())
        )
        yield Finding(notes, what)
