"""The notes of all items of a feed at once: as Markdown, and as listeners will get that, which the proof needs again.

Nothing of an import takes longer, and each text is worked on by itself: so every core has its share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balado.feed.notes.render import RenderedNotes
from balado.feed.read import ReadFeed
from balado.importer.cores import on_all_cores
from balado.importer.notes import notes_of, rendered_notes_of


@dataclass(frozen=True, slots=True)
class MadeNotes:
    """Notes in Markdown, by what the feed says; and what becomes of each, by its Markdown."""

    markdown: Mapping[str, str] = field(default_factory=dict)
    rendered: Mapping[str, RenderedNotes] = field(default_factory=dict)

    def of(self, written: str) -> str:
        """What `notes_of` gives of the notes of an item."""
        return self.markdown[written] if written in self.markdown else notes_of(written)


def make_notes(read: ReadFeed) -> MadeNotes:
    """The notes of all items of a feed."""
    items = (*read.feed.items, *read.silent, *(live.item for live in read.feed.live))
    written = list(dict.fromkeys(item.html for item in items))
    made = on_all_cores(rendered_notes_of, written)
    markdown = {text: found for text, (found, _) in zip(written, made, strict=True)}
    return MadeNotes(markdown, dict(made))
