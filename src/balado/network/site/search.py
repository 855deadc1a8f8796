"""What the search of a network's page reads: every episode of every show, and the telling words of their summaries.

The file is that of `balado.site.search.index`, with a table of shows besides: `assets/search.js` reads both. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from itertools import takewhile

from balado.network.site.summary import EpisodeSummary, NetworkSite, ShowSummary
from balado.site.search.index import json_lines, json_text
from balado.site.search.word_lists import write_word_lists
from balado.site.search.words import telling_words, words_of

MOST_BYTES = 1_000_000
"""What a reader loads for one search, at most, unless titles and addresses alone are more: then there are no words."""
_EPOCH = date(1970, 1, 1)


def search_document(site: NetworkSite, listed: Sequence[tuple[ShowSummary, EpisodeSummary]]) -> bytes:
    """The index of these episodes, which are the newest first."""
    numbers = {show.feed: number for number, show in enumerate(site.shows)}
    starts = [_start(show) for show in site.shows]
    rows = [
        ["", one.page.removeprefix(starts[numbers[show.feed]]), one.title, _day(one), [], numbers[show.feed]]
        for show, one in listed
        if one.page
    ]
    shows = [[show.title, start] for show, start in zip(site.shows, starts, strict=True)]
    head = f'{{"people":[],\n"shows":[{json_lines(shows)}],\n"episodes":[{json_lines(rows)}],\n"words":'
    words = [_words(one) for _, one in listed if one.page]
    return f"{head}{_fitting(words, MOST_BYTES - len(head.encode()))}}}\n".encode()


def _start(show: ShowSummary) -> str:
    """What the addresses of all its pages begin with, so that it need not be written for each."""
    pages = sorted(one.page for one in show.episodes if one.page)
    if not pages:
        return ""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(pages[0], pages[-1], strict=False))  # so are all between
    return "".join(sign for sign, _ in alike)


def _day(episode: EpisodeSummary) -> int:
    return (episode.published.astimezone(UTC).date() - _EPOCH).days


def _words(episode: EpisodeSummary) -> list[str]:
    return list(telling_words([episode.summary], words_of(episode.title)))


def _fitting(words: Sequence[Sequence[str]], most_bytes: int) -> str:
    """As many words of each episode as fit, all of them where they do."""
    whole = json_text(write_word_lists(words))
    if len(whole.encode()) <= most_bytes:
        return whole
    fewest, most = 0, max(map(len, words), default=0)
    while most - fewest > 1:
        middle = (fewest + most) // 2
        size = len(json_text(write_word_lists([one[:middle] for one in words])).encode())
        fewest, most = (middle, most) if size <= most_bytes else (fewest, middle)
    return json_text(write_word_lists([one[:fewest] for one in words]))
