"""episode.md: the YAML between its first two lines of `---`, then the notes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from balado.errors import Fault, Place
from balado.message import say

if TYPE_CHECKING:
    from balado.source.folder import TextFile

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Parts:
    """The two halves of an episode's file. `first_line` is the line of the file where the YAML begins.

    `notes_line` is that of the first word of the notes, or of the line `---` where there are none.
    """

    yaml: str
    notes: str
    first_line: int
    notes_line: int


def split(text: str, path: str) -> Parts | Fault:
    """The halves; a fault when one of the two fences is missing."""
    lead = len(text) - len(text.lstrip("\n"))
    body = text[lead:]
    opening, _, rest = body.partition("\n")
    if opening.rstrip() != FENCE:
        return Fault(
            Place(path, lead + 1),
            say("An episode begins with a line `---`, its keys, and a second line `---`."),
            say("Write `---` as the first line, then `title: …`, then `---`, and the notes after that."),
        )
    position = 0
    while position < len(rest):
        end = rest.find("\n", position)
        end = len(rest) if end < 0 else end
        if rest[position:end].rstrip() == FENCE:
            notes = rest[end:].lstrip()
            begins = len(rest) - len(notes) if notes else position
            return Parts(rest[:position], notes.rstrip(), lead + 2, lead + 2 + rest.count("\n", 0, begins))
        position = end + 1
    return Fault(
        Place(path, lead + 1),
        say("The line `---` after the keys is missing."),
        say("Write a line `---` between the last key and the notes."),
    )


def title_of(file: TextFile, guid: str) -> str:
    """The title in an episode's file, as far as it can be read; empty where there is none, or another guid.

    For who only names episodes: nothing is judged, and nothing heavy loaded.
    """
    from balado.source.decode import decode
    from balado.source.yaml.parse import parse

    text, _ = decode(file.raw or b"", file.path)
    parts = split(text or "", file.path)
    if isinstance(parts, Fault):
        return ""
    keys = parse(parts.yaml, file.path).tree or {}
    title = keys.get("title")
    return title if isinstance(title, str) and keys.get("guid") in (guid, None) else ""
