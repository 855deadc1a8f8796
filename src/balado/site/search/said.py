"""What is said in the recordings, word by word, with the second at which each word is said first. Pure.

It is cut into files as the lists of episodes are, from the oldest: a full one never changes, and a reader who wants to
search them loads them all. Whether that is worth its bytes is the reader's choice, in the form.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from balado.site import addresses
from balado.site.arrangement import cut
from balado.site.marks import mark_of
from balado.site.model import SiteEpisode, SiteFile, SiteShow
from balado.site.search.index import MARK_DIGITS, json_lines, json_text
from balado.site.search.word_lists import read_moments, write_moments
from balado.site.search.words import is_telling, words_of
from balado.transcripts.transcript import Transcript

_SECOND = timedelta(seconds=1)


def said_files(show: SiteShow) -> tuple[SiteFile, ...]:
    """The files of what is said, that of the oldest episodes first; none for a show without timed transcripts."""
    fold = cache(_telling)  # for one show: most of what is said are the same few thousand words
    return tuple(_file(number, episodes, fold) for number, episodes in _heard(show))


def said_keys(show: SiteShow) -> tuple[str, ...]:
    """The keys of these files."""
    return tuple(addresses.said_key(number) for number, _ in _heard(show))


def without_said(document: bytes, guid: str) -> bytes:
    """Such a file without an episode, and without the words that this one alone said; the very bytes if it had none."""
    written = json.loads(document)
    mark = mark_of(guid)[:MARK_DIGITS]
    moments = read_moments(written["words"], len(written["episodes"]))
    kept = [(row, said) for row, said in zip(written["episodes"], moments, strict=True) if row[0] != mark]
    return _written([row for row, _ in kept], [said for _, said in kept])


def _heard(show: SiteShow) -> list[tuple[int, list[SiteEpisode]]]:
    """The episodes with a timed transcript, by the number of their file."""
    pieces = cut(show.episodes, fewest=1)
    numbered = enumerate((*pieces.lists, pieces.newest), start=1)
    heard = ((number, [one for one in episodes if _timed(one) is not None]) for number, episodes in numbered)
    return [(number, episodes) for number, episodes in heard if episodes]


def _file(number: int, episodes: list[SiteEpisode], fold: Callable[[str], tuple[str, ...]]) -> SiteFile:
    rows = [[mark_of(episode.guid)[:MARK_DIGITS], episode.page] for episode in episodes]
    body = _written(rows, [_moments(transcript, fold) for transcript in map(_timed, episodes) if transcript])
    guids = frozenset(episode.guid for episode in episodes)
    return SiteFile(addresses.said_key(number), body, "application/json", guids)


def _written(rows: list[list[str]], moments: list[dict[str, int]]) -> bytes:
    return f'{{"episodes":[{json_lines(rows)}],\n"words":{json_text(write_moments(moments))}}}\n'.encode()


def _timed(episode: SiteEpisode) -> Transcript | None:
    """The transcript in the language of the recording, else the first there is; None when it has no times."""
    found = sorted(episode.transcripts, key=lambda one: one.language != episode.language)
    return found[0].transcript if found and found[0].transcript.cues and found[0].transcript.timed else None


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
