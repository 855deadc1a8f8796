"""The transcripts of an episode with the names and terms of its show put right, as differences to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from balado.show.model import Episode, Show
from balado.source.folder import EpisodeFolder, drafts_in, transcripts_in
from balado.transcripts.encoding import text_of
from balado.workshop.speech.glossary import Term, corrected, terms_of

_FORMATS = (".vtt", ".srt", ".txt")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a show wants written right, and the transcripts that its text names besides those known by their names."""

    terms: tuple[Term, ...]
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A transcript as it is and as it becomes, and the lines of the difference as `diff -u` shows it."""

    path: str
    raw: bytes
    new: bytes
    difference: tuple[str, ...]


def vocabulary_of(show: Show, episode: Episode | None) -> Vocabulary:
    """The words of the show and the names of its people, and those of the episode."""
    people = [*show.people.values(), *show.team, *(episode.people if episode else ())]
    words = [Term(one.word, one.heard) for one in show.words]
    files = episode.transcript_files if episode else ()
    return Vocabulary(terms_of(words, [person.name for person in people]), files)


def corrections(root: Path, folder: EpisodeFolder, vocabulary: Vocabulary) -> Iterator[Correction]:
    """Each transcript and draft of an episode in which something is to be put right. Nothing is written."""
    known = [path for paths in transcripts_in(folder).values() for path in paths]
    for path in dict.fromkeys([*drafts_in(folder), *known, *vocabulary.named]):
        if PurePosixPath(path).suffix.lower() in _FORMATS and (root / path).is_file():
            raw = (root / path).read_bytes()
            text, _ = text_of(raw, path)
            new = corrected(text or "", PurePosixPath(path).suffix.lower(), vocabulary.terms)
            if text is not None and new != text:
                lines = unified_diff(text.split("\n"), new.split("\n"), path, path, lineterm="", n=1)
                yield Correction(path, raw, _encoded(new, raw), tuple(lines))


def _encoded(text: str, raw: bytes) -> bytes:
    """The text in UTF-8, with the line ends that the file had."""
    return (text.replace("\n", "\r\n") if b"\r\n" in raw else text).encode()
