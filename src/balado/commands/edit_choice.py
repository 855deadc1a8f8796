"""Which episode a word means: the name of its folder, its number, a part of its title. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from balado.errors import UsageError
from balado.message import Joined, Message, say
from balado.show.values.nearest import nearest

if TYPE_CHECKING:
    from balado.show.model import Episode
    from balado.source.folder import EpisodeFolder

_MOST_TOLD = 8


class Editable(NamedTuple):
    """An episode; `name` is its folder's, `path` that of its text in the show."""

    slug: str
    name: str
    path: str
    title: str
    number: int | None


def editable(folder: EpisodeFolder, episode: Episode | None) -> Editable:
    """The episode in a folder, with what is known of it (None: nothing)."""
    title, number = (episode.title, episode.episode) if episode is not None else (None, None)
    return Editable(folder.slug, folder.name, folder.text_path, title or "", number)


def chosen(word: str, episodes: Iterable[Editable], asked: Callable[[str], str]) -> Editable:
    """The one episode that is meant. Raises UsageError with those that may be, where it is not one.

    `asked` gives the command that was meant for an episode, to be told where there is one with a similar name.

    The name of a folder comes first, then a number, then a part of a title or a name, whatever accents and capitals.
    """
    every = list(episodes)
    wanted = _folded(word.strip().rstrip("/\\").rpartition("/")[2])
    ways = (
        [one for one in every if wanted in (_folded(one.slug), _folded(one.name))],
        [one for one in every if wanted.isdecimal() and one.number == int(wanted)],
        [one for one in every if wanted and (wanted in _folded(one.title) or wanted in _folded(one.slug))],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return found[0]
    raise UsageError(_several(word, found) if found else _none(word, every, asked))


def _several(word: str, found: list[Editable]) -> Message:
    shown = Joined(tuple(_told(one) for one in found[:_MOST_TOLD]), "; ")
    return say("“{word}” may be any of these: {episodes}. Name one by its folder.", word=word, episodes=shown)


def _none(word: str, every: list[Editable], asked: Callable[[str], str]) -> Message:
    near = nearest(word, (one.slug for one in every))
    if near is not None:
        return say("There is no episode “{word}”. Did you mean `{command}`?", word=word, command=asked(near))
    return say("There is no episode “{word}”. `balado status` lists them all.", word=word)


def _told(one: Editable) -> Message:
    return say("{episode} “{title}”", episode=one.slug, title=one.title) if one.title else say("{text}", text=one.slug)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
