"""What an engine is told before it listens: the words and names that it would not guess. Pure."""

from __future__ import annotations

import re

from balado.show.model import Episode, Show

_MOST_CHARS = 600
"""Of what it is told Whisper keeps 224 tokens, some 700 characters of French; it forgets the beginning first."""

_PROPER = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+(?: (?:de |d’|du |des )?[A-ZÀ-ÖØ-Þ][\w’'-]+)*")
_MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|[*_#`>\[\]]")


def prompt_of(show: Show, episode: Episode) -> str:
    """One sentence with the title, the people and the words of the show, and what the notes write with a capital."""
    people = [person.name for person in (*episode.people, *show.team)]
    words = [one.word for one in show.words]
    notes = _MARKUP.sub(" ", f"{episode.summary or ''} {episode.notes}")
    named = [found[0] for found in _PROPER.finditer(notes) if not _begins_sentence(notes, found.start())]
    told = dict.fromkeys(part for part in (episode.title or "", *people, *words, *named) if part)
    sentence = ""
    for part in told:
        longer = f"{sentence}, {part}" if sentence else part
        if len(longer) < _MOST_CHARS:
            sentence = longer
    return f"{sentence}." if sentence else ""


def _begins_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip(" \u00a0«“\"'(")
    return not before or before[-1] in ".!?…:\n-*"
