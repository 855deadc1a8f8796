"""The pages of a network: the first one, the lists of all episodes, the one for addresses that lead nowhere. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from balado.artifact import FEED_KEY, SITE_INDEX, public_url
from balado.network.site.summary import EpisodeSummary, NetworkSite, ShowSummary
from balado.network.site.words import network_words
from balado.record.keys import OPML_KEY
from balado.site.addresses import CALENDAR, MISSING, SEARCH, list_key
from balado.site.assets import Assets
from balado.site.environment import plain_environment
from balado.site.hyperlinks import followed, language_attributes, path_to
from balado.site.model import SiteFile
from balado.site.render import HTML, words_in
from balado.site.spoken import iso_duration, spoken_in
from balado.site.typography import with_spaces

ListedEpisode = tuple[ShowSummary, EpisodeSummary]

NEWEST = 20
"""So many episodes stand on the first page."""
OF_LIST = 500
"""So many stand in a list: what the search of a browser finds without a script, in a page of 150 kB."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)


def all_episodes(site: NetworkSite) -> list[ListedEpisode]:
    """The episodes of all shows, the newest first."""
    listed = [(show, one) for show in site.shows for one in show.episodes]
    return sorted(listed, key=lambda pair: (pair[1].published, pair[0].feed, pair[1].guid), reverse=True)


def site_pages(site: NetworkSite, listed: Sequence[ListedEpisode], assets: Assets) -> Iterator[SiteFile]:
    """The pages."""
    pages = _Pages(site, assets)
    lists = list(_lists(listed))
    yield pages.first(listed[:NEWEST], len(listed))
    for number, episodes in enumerate(lists, start=1):
        yield pages.list(number, len(listed), episodes)
    yield pages.made("404.html", MISSING, {"title": pages.words.missing, "indexed": False})


def _lists(listed: Sequence[ListedEpisode]) -> Iterator[Sequence[ListedEpisode]]:
    """The oldest list first: so a full one changes only where something in it does. The last may not be full."""
    for end in range(len(listed), 0, -OF_LIST):
        yield listed[max(0, end - OF_LIST) : end]


class _Pages:
    """What all pages of a network have alike."""

    def __init__(self, site: NetworkSite, assets: Assets) -> None:
        self._site, self._assets = site, assets
        self.words, self._own = words_in(site.language), network_words(site.language)
        self._spoken = spoken_in(self.words)
        self._zone = ZoneInfo(site.timezone)
        self._environment = plain_environment("balado.network.site")

    def first(self, newest: Sequence[ListedEpisode], count: int) -> SiteFile:
        """The network, what is to come, the newest episodes, and the shows."""
        calendar = f"webcal://{public_url(self._site.url, CALENDAR).partition('://')[2]}"
        context = {
            "title": self._site.title,
            "newest": newest,
            "lists": [(list_key(number), self._range(number, count)) for number in range(-(-count // OF_LIST), 0, -1)],
            "calendar": calendar if self._site.conferences else None,
            "site_link": followed(self._site.link),
        }
        return self.made("index.html", SITE_INDEX, context)

    def list(self, number: int, count: int, episodes: Sequence[ListedEpisode]) -> SiteFile:
        """A list of episodes, and the ways to the one before and the one behind it."""
        context = {
            "title": f"{self._own.all_episodes} – {self._site.title}",
            "heading": self._range(number, count),
            "episodes": episodes,
            "newer": list_key(number + 1) if number * OF_LIST < count else None,
            "older": list_key(number - 1) if number > 1 else None,
        }
        return self.made("list.html", list_key(number), context)

    def made(self, template: str, key: str, context: Mapping[str, Any]) -> SiteFile:
        """The page of that key."""
        inserted = {"indexed": True, **self._common(key), **context}
        return SiteFile(key, self._environment.get_template(template).render(inserted).encode(), HTML)

    def _range(self, number: int, count: int) -> str:
        """What a list holds, of so many episodes in all, counted from the oldest one on."""
        first, last = (number - 1) * OF_LIST + 1, min(number * OF_LIST, count)
        return self.words.range_of_list.format(first=first, last=last)

    def _common(self, key: str) -> dict[str, Any]:
        site = self._site
        return {
            "site": site,
            "words": self.words,
            "own": self._own,
            "spoken": self._spoken,
            "language": site.language if site.language.lower().startswith(self.words.language) else self.words.language,
            "policy": _POLICY,
            "style": self._assets.style.key,
            "search_script": self._assets.search.key,
            "search": SEARCH,
            "opml": OPML_KEY,
            "feed": FEED_KEY,
            "calendar_key": CALENDAR,
            "index": SITE_INDEX,
            "first_list": list_key(1),
            "path": partial(path_to, page=key),
            "address": public_url(site.url, key),
            "lang": partial(language_attributes, page_language=self.words.language),
            "typeset": with_spaces,
            "iso_duration": iso_duration,
            "cover_of": self._cover,
            "day_of": self._day,
        }

    def _day(self, episode: EpisodeSummary) -> date:
        return episode.published.astimezone(self._zone).date()

    def _cover(self, show: ShowSummary) -> str:
        """The address of its cover, where the page may show it: over https, or from where the page itself is."""
        cover, own = urlsplit(show.cover), urlsplit(self._site.url)
        return show.cover if cover.scheme == "https" or (cover.scheme, cover.netloc) == (own.scheme, own.netloc) else ""
