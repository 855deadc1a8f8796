"""The texts of feed.yaml and episode.md for what was read of a feed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balado.importer.episode_file import EpisodeFile
from balado.importer.show_file import ShowFile
from balado.message import mark
from balado.source.front import FENCE
from balado.source.keys.written import Hand
from balado.source.write import SCHEMA_FOLDER

_HAND = Hand()
_GROUPS: Mapping[str, str] = {
    "guid": mark("The identity of the show, as it was. Never change it."),
    "people": mark("People who appear more than once: an episode names them by key."),
    "publish": mark("Where the show is published."),
}
"""What stands above some keys."""

Words = Callable[[str], str]


def show_text(show: ShowFile, words: Words) -> str:
    """The text of feed.yaml, its comments in what `words` translates into."""
    lines = [f"# yaml-language-server: $schema={SCHEMA_FOLDER}/feed.schema.json"]
    for key, value in show.tree.items():
        if key in _GROUPS:
            lines += ["", f"# {words(_GROUPS[key])}"]
        lines += _lines(key, value, show.comments.get(key), words)
    return "\n".join(lines) + "\n"


def _lines(key: str, value: Any, comment: str | None, words: Words) -> Iterator[str]:
    """A key and its value; its comment behind it, or above it where the value has several lines."""
    written = _HAND.keyed(key, value, 0)
    if comment is None:
        yield written
    elif "\n" in written:
        yield f"# {words(comment)}"
        yield written
    else:
        yield f"{written}   # {words(comment)}"


def episode_text(episode: EpisodeFile) -> str:
    """The text of episode.md: its keys, then the notes."""
    keys = (_HAND.keyed(key, value, 0) for key, value in episode.tree.items())
    return "\n".join([FENCE, *keys, FENCE, episode.notes]).rstrip() + "\n"


