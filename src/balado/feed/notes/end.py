"""What is added below the show notes from what staff wrote once: documents, film, chapters, people, hour. Pure."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from balado.feed.document import AttachmentLinks
from balado.feed.values import play_time
from balado.show.conference import Held
from balado.show.model import Episode, Show

# strftime's names depend on the locale of the machine.
_FRENCH_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_CHAPTERS_MIN = 3
"""Fewer time stamps are not taken for chapters (Apple, Spotify, YouTube)."""


@dataclass(frozen=True, slots=True)
class _Words:
    documents: str
    people: str
    replay: str
    conference: Callable[[Held], str]
    by_machine: str
    kinds: Mapping[str, str]


def _french(held: Held) -> str:
    start = held.start
    day = f"{start.day}{'er' if start.day == 1 else ''} {_FRENCH_MONTHS[start.month - 1]} {start.year}"
    hours = "" if start.hour == start.minute == 0 else f", {_french_hour(start)}"
    if held.end is not None and held.end.date() == start.date():
        hours = f", de {_french_hour(start)} à {_french_hour(held.end)}"
    return f"Conférence du {day}{hours}{_at(held)}"


def _french_hour(moment: datetime) -> str:
    return f"{moment.hour}\u00a0h" + (f"\u00a0{moment.minute:02}" if moment.minute else "")


def _english(held: Held) -> str:
    start = held.start
    hours = "" if start.hour == start.minute == 0 else f", {start:%H:%M}"
    if held.end is not None and held.end.date() == start.date():
        hours = f", {start:%H:%M}–{held.end:%H:%M}"
    return f"Conference of {start.day} {_ENGLISH_MONTHS[start.month - 1]} {start.year}{hours}{_at(held)}"


def _at(held: Held) -> str:
    return f", {held.place.name}" if held.place else ""


_FRENCH_KINDS = {
    "voice": "voix", "music": "musique", "text": "textes", "picture": "images", "translation": "traduction",
    "transcript": "transcription, relue par une personne",
}  # fmt: skip
_ENGLISH_KINDS = {
    "voice": "voices", "music": "music", "text": "texts", "picture": "pictures", "translation": "translation",
    "transcript": "transcript, read by a person",
}  # fmt: skip
_ENGLISH = _Words("Documents:", "With:", "Watch the video", _english, "Made by a machine:", _ENGLISH_KINDS)
_LANGUAGES: Mapping[str, _Words] = {
    "fr": _Words(
        "Documents\u00a0:", "Avec\u00a0:", "Voir la vidéo", _french, "Fait par une machine\u00a0:", _FRENCH_KINDS
    ),
    "en": _ENGLISH,
}


def notes_end(show: Show, episode: Episode, attached: AttachmentLinks) -> str:
    """The HTML to add below the notes: the parts that the show asks for, and what a machine made; may be empty."""
    words = _words(show, episode)
    parts = {
        "conference": lambda: _conference(episode, words),
        "people": lambda: _people(episode, words),
        "chapters": lambda: _chapters(attached),
        "documents": lambda: _documents(attached, words),
        "replay": lambda: _replay(episode, words),
    }
    made = machine_made(show, episode)
    told = f"\n<p>{_plain(made)}</p>" if made else ""
    return "".join(parts[name]() for name in dict.fromkeys(show.notes_end)) + told


def machine_made(show: Show, episode: Episode) -> str:
    """What a machine made of an episode, as a sentence in its language; empty where nothing is said of it."""
    words, made = _words(show, episode), show.ai if episode.ai is None else episode.ai
    return f"{words.by_machine} {', '.join(words.kinds[kind] for kind in made)}." if made else ""


def _words(show: Show, episode: Episode) -> _Words:
    return _LANGUAGES.get((episode.language or show.language).partition("-")[0], _ENGLISH)


def _conference(episode: Episode, words: _Words) -> str:
    return f"\n<p>{_plain(words.conference(episode.held))}</p>" if episode.held else ""


def _people(episode: Episode, words: _Words) -> str:
    return _listed(
        words.people,
        (_plain(f"{one.name}, {one.function}" if one.function else one.name) for one in episode.people),
    )


def _chapters(attached: AttachmentLinks) -> str:
    """One line each, `00:12:30 Title`: the form that Apple, Spotify and YouTube all read."""
    lines = [
        f"{play_time(one.start).partition('.')[0]} {_plain(one.title)}"
        for one in attached.chapters
        if one.listed and one.title
    ]
    return f"\n<p>{'<br>'.join(lines)}</p>" if len(lines) >= _CHAPTERS_MIN else ""


def _documents(attached: AttachmentLinks, words: _Words) -> str:
    return _listed(words.documents, (_link(one.url, one.title) for one in attached.documents))


def _replay(episode: Episode, words: _Words) -> str:
    if episode.replay is None:
        return ""
    return f"\n<p>{_link(episode.replay.url, episode.replay.title or words.replay)}</p>"


def _listed(heading: str, lines: Iterable[str]) -> str:
    found = "".join(f"<li>{line}</li>" for line in lines)
    return f"\n<p>{heading}</p>\n<ul>{found}</ul>" if found else ""


def _link(url: str, title: str) -> str:
    return f'<a href="{html.escape(url)}">{_plain(title)}</a>'


def _plain(text: str) -> str:
    return html.escape(text, quote=False)
