"""What a reader does to captions, as values: each names the caption it is about as the reader saw it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from balado.studio.captions.search import WordSearch
from balado.workshop.speech.glossary import Term

Scope = Literal["line", "onward", "everywhere"]
"""Where a speaker is named: in one caption, in it and all behind it of the same voice, or in all of that voice."""


@dataclass(frozen=True, slots=True)
class ChangeText:
    """Other words in a caption; words that stay, stay marked as unsure where they were."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class KeepWords:
    """Words (counted from 0; None: all) that were marked as unsure, heard and found right."""

    key: str
    words: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class SplitCaption:
    """Two captions of one, in front of the sign at this place of its plain words."""

    key: str
    place: int


@dataclass(frozen=True, slots=True)
class JoinCaptions:
    """One caption of two that follow each other."""

    key: str
    following: str


@dataclass(frozen=True, slots=True)
class RemoveCaption:
    """A caption of what nobody said."""

    key: str


@dataclass(frozen=True, slots=True)
class NameSpeaker:
    """Who speaks: the voice with this number (from 0) of a caption."""

    key: str
    name: str
    voice: int = 0
    scope: Scope = "line"


@dataclass(frozen=True, slots=True)
class ReplaceFound:
    """What is found, written otherwise in these captions."""

    search: WordSearch
    new: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutTermsRight:
    """The words and names of the show put right in these captions."""

    terms: Sequence[Term]
    keys: tuple[str, ...]


Operation = (
    ChangeText | KeepWords | SplitCaption | JoinCaptions | RemoveCaption | NameSpeaker | ReplaceFound | PutTermsRight
)
