"""What is said in the recordings, word by word, with the second at which each word is said first. Pure.

It is cut into files as the lists of episodes are, from the oldest: a full one never changes, and a reader who wants to
search them loads them all. Whether that is worth its bytes is the reader's choice, in the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from balado.site import addresses
from balado.site.arrangement import cut
from balado.site.marks import mark_of
from balado.site.model import SiteEpisode, SiteShow, SiteTranscript
from balado.site.search.index import MARK_DIGITS, json_lines, json_text
from balado.site.search.word_lists import read_moments, write_moments
from balado.site.search.words import is_telling, words_of
from balado.transcripts.transcript import Transcript

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What is said in an episode, and when: its mark, the name of its page, and the transcript that has the times."""

    mark: str
    page: str
    transcript: SiteTranscript


@dataclass(frozen=True, slots=True)
class SaidPart:
    """The episodes, the newest first, of the file with this number; `said` is what is said in those that have times."""

    number: int
    episodes: tuple[SiteEpisode, ...]

    @property
    def key(self) -> str:
        """The key of the file."""
        return addresses.said_key(self.number)

    @property
    def said(self) -> tuple[SaidOf, ...]:
        """What the file is made of, the newest first; nothing where no transcript has times, and then there is none."""
        return tuple(said for said in map(said_of, self.episodes) if said is not None)

    @property
    def guids(self) -> frozenset[str]:
        """The episodes that the file tells of."""
        return frozenset(episode.guid for episode in self.episodes if _timed(episode) is not None)


def said_parts(show: SiteShow) -> tuple[SaidPart, ...]:
    """The episodes of the show by the file that what is said in them goes into, the newest first."""
    pieces = cut(show.episodes, fewest=1)
    parts = (SaidPart(*one) for one in enumerate((*pieces.lists, pieces.newest), start=1))
    return tuple(part for part in parts if part.episodes)[::-1]


def said_keys(show: SiteShow) -> tuple[str, ...]:
    """The keys of these files, that of the oldest episodes first; none for a show without timed transcripts."""
    return tuple(part.key for part in reversed(said_parts(show)) if part.guids)


def said_of(episode: SiteEpisode) -> SaidOf | None:
    """What is said in an episode; None where it is not known when."""
    told = _timed(episode)
    return None if told is None else SaidOf(mark_of(episode.guid)[:MARK_DIGITS], episode.page, told)


class SaidFile:
    """What is said in the episodes of one file, each taken up while its page is made: no transcript is kept for it.

    `older` is what the file was before these episodes came, whose own follow.
    """

    def __init__(self, older: bytes | None = None) -> None:
        self._fold = cache(_telling)  # most of what is said are the same few thousand words
        self._rows: list[list[str]] = []
        self._moments: list[dict[str, int]] = []
        self._older = older

    def add(self, said: SaidOf) -> None:
        """Take up what is said in an episode."""
        self._rows.append([said.mark, said.page])
        self._moments.append(_moments(said.transcript.transcript, self._fold))

    @property
    def body(self) -> bytes:
        """The file."""
        rows, moments = ([], []) if self._older is None else _read(self._older)
        return _written([*self._rows, *rows], [*self._moments, *moments])


def without_said(document: bytes, guid: str) -> bytes:
    """Such a file without an episode, and without the words that this one alone said; the very bytes if it had none."""
    rows, moments = _read(document)
    mark = mark_of(guid)[:MARK_DIGITS]
    kept = [(row, said) for row, said in zip(rows, moments, strict=True) if row[0] != mark]
    return _written([row for row, _ in kept], [said for _, said in kept])


def _read(document: bytes) -> tuple[list[list[str]], list[dict[str, int]]]:
    written = json.loads(document)
    return written["episodes"], read_moments(written["words"], len(written["episodes"]))


def _written(rows: list[list[str]], moments: list[dict[str, int]]) -> bytes:
    return f'{{"episodes":[{json_lines(rows)}],\n"words":{json_text(write_moments(moments))}}}\n'.encode()


def _timed(episode: SiteEpisode) -> SiteTranscript | None:
    """The transcript in the language of the recording, else the first there is; None when it has no times.

    One with times has captions: none has to be read to know it.
    """
    found = sorted(episode.transcripts, key=lambda one: one.language != episode.language)
    timed = found and any(file.media_type.startswith("text/vtt") for file in found[0].files)
    return found[0] if timed else None


def _moments(transcript: Transcript, fold: Callable[[str], tuple[str, ...]]) -> dict[str, int]:
    moments: dict[str, int] = {}
    for cue in transcript.cues:
        second = (cue.start or timedelta()) // _SECOND
        for voice in cue.voices:
            for piece in voice.text.split():
                for word in fold(piece):
                    moments.setdefault(word, second)
    return moments


def _telling(piece: str) -> tuple[str, ...]:
    return tuple(word for word in words_of(piece) if is_telling(word))
