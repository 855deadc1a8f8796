"""What a replacement would change, caption by caption, before it is made. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from balado.studio.captions.apply import replaced_text
from balado.studio.captions.document import CaptionFile, PlacedCaption
from balado.studio.captions.operations import PutTermsRight, ReplaceFound
from balado.studio.captions.search import WordSearch
from balado.studio.captions.text_edits import text_edits
from balado.studio.captions.words import read_words
from balado.workshop.speech.glossary import Term


@dataclass(frozen=True, slots=True)
class FoundPiece:
    """A stretch of a caption: as it is (`old`) and as it becomes (`new`); both alike where nothing changes."""

    old: str
    new: str

    @property
    def is_changed(self) -> bool:
        """Whether it becomes another one, or is what was looked for."""
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class FoundCaption:
    """A caption in which something was found, in pieces; `count` says at how many places."""

    key: str
    start_s: int
    pieces: tuple[FoundPiece, ...]
    count: int


def found_in(file: CaptionFile, search: WordSearch, new: str, *, is_replaced: bool) -> list[FoundCaption]:
    """Where a search finds something; with `is_replaced` only the captions that the new text would change."""
    found = []
    for caption in file.captions:
        spans = search.found_in(caption.words.plain)
        if is_replaced:
            spans = [span for span in spans if caption.words.plain[span[0] : span[1]] != new]
            if replaced_text(caption, ReplaceFound(search, new, ())) == caption.text:
                continue
        if spans:
            found.append(_found(caption, [(start, after, new) for start, after in spans]))
    return found


def words_to_put_right(file: CaptionFile, terms: Sequence[Term]) -> list[FoundCaption]:
    """The captions in which words and names of the show are written otherwise."""
    found = []
    for caption in file.captions if terms else ():
        made = replaced_text(caption, PutTermsRight(terms, ()))
        if made != caption.text:
            edits = text_edits(caption.words.plain, read_words(made, file.suffix).plain)
            found.append(_found(caption, edits))
    return found


def _found(caption: PlacedCaption, edits: Sequence[tuple[int, int, str]]) -> FoundCaption:
    pieces = tuple(_pieces(caption.words.plain, edits))
    return FoundCaption(caption.key, int(caption.start.total_seconds()), pieces, len(edits))


def _pieces(plain: str, edits: Sequence[tuple[int, int, str]]) -> Iterator[FoundPiece]:
    at = 0
    for start, after, new in edits:
        yield FoundPiece(plain[at:start], plain[at:start])
        yield FoundPiece(plain[start:after], new)
        at = after
    yield FoundPiece(plain[at:], plain[at:])
