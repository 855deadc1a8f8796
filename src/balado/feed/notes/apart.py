"""Notes put together from parts that were rendered each by itself, where that gives what the whole would. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from balado.feed.notes.render import RenderedNotes, render_notes

_LASTING = re.compile(r"\]:|```|~~~|^\s|<(?!https?://[^<>\s]*>)")


@dataclass(frozen=True, slots=True)
class NotesPart:
    """A paragraph or a list of notes in Markdown, and what listeners get of it alone."""

    markdown: str
    rendered: RenderedNotes

    @property
    def stands_alone(self) -> bool:
        """Whether it says the same whatever stands above and below it, empty lines apart.

        Code and HTML may last beyond an empty line, and a definition is for the whole of the notes (CommonMark 4.5 to
        4.7); an indented line may belong to a list above. What is told with its line is told of the whole.
        """
        says_all = bool(self.rendered.html) and not self.rendered.changes
        return says_all and _LASTING.search(self.markdown) is None


def render_part(markdown: str) -> NotesPart:
    """A part by itself."""
    return NotesPart(markdown, render_notes(markdown))


def join_parts(parts: Sequence[NotesPart]) -> RenderedNotes | None:
    """What `render_notes` gives of these parts with an empty line between them; None where only that can tell.

    No two lists may follow each other: they would be one.
    """
    if not all(part.stands_alone for part in parts):
        return None
    return RenderedNotes("\n".join(part.rendered.html for part in parts))
