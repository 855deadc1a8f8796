"""What the search of the pages reads: titles, people, and the first telling words of the notes of every episode. Pure.

The page that holds the form names the elements and texts that `assets/search.js` asks for, in the comment at its top.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Any

from balado.site import addresses
from balado.site.marks import mark_of
from balado.site.model import SiteEpisode, SiteFile, SiteShow
from balado.site.search.word_lists import read_word_lists, write_word_lists
from balado.site.search.words import shown_text, telling_words, words_of

MOST_BYTES = 200_000
"""What a reader loads for one search. The words of the notes are cut, the same number for each episode, to fit it."""

MARK_DIGITS = 12
"""Of a mark: enough to tell apart more episodes than any show has, at a third of the bytes."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """An episode in the index: `mark` is the beginning of its mark, `people` the names of their pages.

    `words` are folded, the most telling first.
    """

    mark: str
    page: str
    title: str
    day: int
    people: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The index of a show: its episodes, the newest first, and the names of the people by their pages."""

    entries: tuple[SearchEntry, ...]
    names: Mapping[str, str]


def search_file(show: SiteShow) -> SiteFile:
    """The index of the show, of at most 200 kB for 1,000 episodes."""
    index = SearchIndex(tuple(map(_entry, show.episodes)), _names(show))
    guids = frozenset(episode.guid for episode in show.episodes)
    return SiteFile(addresses.SEARCH, _fitting(index), "application/json", guids)


def without_entry(document: bytes, guid: str) -> bytes:
    """The index without an episode, and without words and people that stood in it for that one alone."""
    index = _read(json.loads(document))
    mark = mark_of(guid)[:MARK_DIGITS]
    return _write(replace(index, entries=tuple(entry for entry in index.entries if entry.mark != mark)))


def _entry(episode: SiteEpisode) -> SearchEntry:
    names = [person.name for person in episode.people]
    known = [word for text in (episode.title, *names) for word in words_of(text)]
    texts = (episode.summary, shown_text(episode.notes_html), *(chapter.title for chapter in episode.chapters))
    return SearchEntry(
        mark=mark_of(episode.guid)[:MARK_DIGITS],
        page=episode.page,
        title=episode.title,
        day=(episode.published.astimezone(UTC).date() - _EPOCH).days,
        people=tuple(dict.fromkeys(person.page for person in episode.people)),
        words=tuple(telling_words(texts, known)),
    )


def _names(show: SiteShow) -> Mapping[str, str]:
    """Somebody's name is the one of the newest episode."""
    return {person.page: person.name for episode in reversed(show.episodes) for person in episode.people}


def _fitting(index: SearchIndex) -> bytes:
    """The index with as many words of each episode as fit, all of them where they do."""
    whole = _write(index)
    if len(whole) <= MOST_BYTES:
        return whole
    fewest, most = 0, max(len(entry.words) for entry in index.entries)
    while most - fewest > 1:
        middle = (fewest + most) // 2
        fewest, most = (middle, most) if len(_write(_cut(index, middle))) <= MOST_BYTES else (fewest, middle)
    return _write(_cut(index, fewest))


def _cut(index: SearchIndex, most: int) -> SearchIndex:
    return replace(index, entries=tuple(replace(entry, words=entry.words[:most]) for entry in index.entries))


def _write(index: SearchIndex) -> bytes:
    """The index as JSON: one person and one episode on a line, and the words with the numbers of their episodes."""
    pages = sorted({page for entry in index.entries for page in entry.people})
    numbers = {page: number for number, page in enumerate(pages)}
    people = json_lines([index.names[page], page] for page in pages)
    episodes = json_lines(
        [entry.mark, entry.page, entry.title, entry.day, [numbers[page] for page in entry.people]]
        for entry in index.entries
    )
    words = json_text(write_word_lists([entry.words for entry in index.entries]))
    return f'{{"people":[{people}],\n"episodes":[{episodes}],\n"words":{words}}}\n'.encode()


def json_lines(rows: Iterable[Sequence[Any]]) -> str:
    """The rows of a list in JSON, each on a line."""
    return ",\n".join(json_text(row) for row in rows)


def json_text(value: object) -> str:
    """A value in JSON, as short as it can be written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(document: Mapping[str, Any]) -> SearchIndex:
    people = document["people"]
    words = read_word_lists(document["words"], len(document["episodes"]))
    entries = (
        SearchEntry(mark, page, title, day, tuple(people[number][1] for number in numbers), tuple(said))
        for (mark, page, title, day, numbers), said in zip(document["episodes"], words, strict=True)
    )
    return SearchIndex(tuple(entries), {page: name for name, page in people})
