"""What is said in the recordings, word by word, with the second at which each word is said first. Pure.

It is cut into files as the lists of episodes are, from the oldest: a full one never changes, and a reader who wants to
search them loads them all. Whether that is worth its bytes is the reader's choice, in the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache

from balado.site import addresses
from balado.site.arrangement import cut
from balado.site.marks import mark_of
from balado.site.model import SiteEpisode, SiteFile, SiteShow, SiteTranscript
from balado.site.search.index import MARK_DIGITS, json_lines, json_text
from balado.site.search.word_lists import read_moments, write_moments
from balado.site.search.words import is_telling, words_of
from balado.transcripts.transcript import Transcript

_SECOND = timedelta(seconds=1)


def said_parts(show: SiteShow) -> tuple[tuple[int, tuple[SiteEpisode, ...]], ...]:
    """The episodes, the newest first, by the number of the file that what is said in them goes into."""
    pieces = cut(show.episodes, fewest=1)
    numbered = enumerate((*pieces.lists, pieces.newest), start=1)
    return tuple(part for part in numbered if part[1])[::-1]


def said_keys(show: SiteShow) -> tuple[str, ...]:
    """The keys of these files, that of the oldest episodes first; none for a show without timed transcripts."""
    told = (number for number, episodes in said_parts(show) if any(map(_timed, episodes)))
    return tuple(map(addresses.said_key, sorted(told)))


class SaidFile:
    """What is said in the episodes of one file, taken up while their pages are made: each transcript is read once."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._fold = cache(_telling)  # most of what is said are the same few thousand words
        self._rows: list[list[str]] = []
        self._moments: list[dict[str, int]] = []
        self._guids: list[str] = []

    def add(self, episode: SiteEpisode) -> None:
        """Take up what is said in an episode; nothing where it is not known when."""
        told = _timed(episode)
        if told is not None:
            self._rows.append([mark_of(episode.guid)[:MARK_DIGITS], episode.page])
            self._moments.append(_moments(told.transcript, self._fold))
            self._guids.append(episode.guid)

    def files(self) -> Iterator[SiteFile]:
        """The file; none where nothing was taken up."""
        if self._rows:
            body = _written(self._rows, self._moments)
            yield SiteFile(addresses.said_key(self._number), body, "application/json", frozenset(self._guids))


def without_said(document: bytes, guid: str) -> bytes:
    """Such a file without an episode, and without the words that this one alone said; the very bytes if it had none."""
    written = json.loads(document)
    mark = mark_of(guid)[:MARK_DIGITS]
    moments = read_moments(written["words"], len(written["episodes"]))
    kept = [(row, said) for row, said in zip(written["episodes"], moments, strict=True) if row[0] != mark]
    return _written([row for row, _ in kept], [said for _, said in kept])


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
