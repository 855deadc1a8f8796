"""The texts of feed.yaml and episode.md for what was read of a feed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balado.artifact import is_for_others
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
_TO = mark("a folder, or s3://bucket/prefix")
_ADDRESS = mark("the public address of that place")
_NO_ADDRESS = mark("the public address of that place: none yet, write it here")

Words = Callable[[str], str]


def show_text(show: ShowFile, words: Words) -> str:
    """The text of feed.yaml, its comments in what `words` translates into."""
    lines = [f"# yaml-language-server: $schema={SCHEMA_FOLDER}/feed.schema.json"]
    for key, value in show.tree.items():
        if key in _GROUPS:
            lines += ["", f"# {words(_GROUPS[key])}"]
        if key == "publish":
            lines += _place(value, words)
        else:
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


def _place(value: Mapping[str, Any], words: Words) -> Iterator[str]:
    """Where the show is published: what everybody must write or look at stands on lines of its own."""
    yield "publish:"
    for key, inner in value.items():
        comment = {"to": _TO, "url": _ADDRESS if is_for_others(str(value["url"])) else _NO_ADDRESS}.get(key)
        yield f"  {_HAND.keyed(key, inner, 2)}{f'   # {words(comment)}' if comment else ''}"


def episode_text(episode: EpisodeFile) -> str:
    """The text of episode.md: its keys, then the notes."""
    keys = (_HAND.keyed(key, value, 0) for key, value in episode.tree.items())
    return "\n".join([FENCE, *keys, FENCE, episode.notes]).rstrip() + "\n"
