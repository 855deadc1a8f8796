"""A theme tried on a few episodes: whether its templates make pages, and whether an episode can be taken out of them.

A takedown has no source at hand: what a template tells of an episode outside its marks would stay for ever. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from balado.site.build import build_site
from balado.site.environment import environment
from balado.site.model import SiteEpisode, SiteLink, SitePerson, SiteShow
from balado.site.remove_episode import without_episode
from balado.site.render import renderer
from balado.site.show_page import list_page
from balado.site.theme.fault import blaming

_TRACE = "balado-trace-of-an-episode"
"""Stands in every text that tells of the episode that is taken out; no show has it."""
_SHOWN = 3
_LISTED = "list/1.html"


@dataclass(frozen=True, slots=True)
class UnmarkedTemplate:
    """A template that tells of an episode outside its marks, and the key of a page on which it does.

    `name` is empty where it takes several templates of the theme to do so.
    """

    name: str
    key: str


def try_theme(show: SiteShow) -> UnmarkedTemplate | None:
    """What keeps a takedown from being complete. Raises ThemeError for a template of which no page can be made."""
    tried = _tried(show)
    with blaming(show.theme):
        for name in show.theme.templates:
            environment(show.theme).get_template(name)
        key = next(_telling(tried), None)
    if key is None:
        return None
    without = ({**show.theme.templates} for _ in show.theme.templates)
    for name, others in zip(show.theme.templates, without, strict=True):
        del others[name]
        if key not in _telling(replace(tried, theme=replace(show.theme, templates=others))):
            return UnmarkedTemplate(name, key)
    return UnmarkedTemplate("", key)


def _tried(show: SiteShow) -> SiteShow:
    """A few episodes of the show, and among them a copy of one that is known again wherever it is told of."""
    first, *others = show.episodes[:_SHOWN]
    episodes = (first, _traced(first), *others)
    conferences = tuple(replace(one, guid=_TRACE, title=_TRACE, summary=_TRACE) for one in show.conferences[:1])
    return replace(show, episodes=tuple(replace(one, transcripts=()) for one in episodes), conferences=conferences)


def _traced(episode: SiteEpisode) -> SiteEpisode:
    somebody = SitePerson(_TRACE, _TRACE)
    link = SiteLink(_TRACE, f"https://{_TRACE}.example/")
    return replace(
        episode,
        guid=_TRACE,
        page=_TRACE,
        title=_TRACE,
        audio=replace(episode.audio, title=_TRACE, href=f"audio/{_TRACE}.mp3"),
        notes_html=f"<p>{_TRACE}</p>",
        summary=_TRACE,
        author=_TRACE,
        people=(*episode.people, somebody),
        documents=(link,),
        replay=link,
        links=(link,),
        own_page=link.href,
    )


def _telling(show: SiteShow) -> Iterator[str]:
    """The keys of the pages that still tell of the episode when it was taken out."""
    for file in build_site(show):
        left = without_episode(file.key, file.body, _TRACE, _TRACE)
        if left is not None and file.key.endswith(".html") and _TRACE.encode() in left:
            yield file.key
    left = without_episode(_LISTED, list_page(renderer(show), 1, show.episodes), _TRACE, _TRACE)
    if left is not None and _TRACE.encode() in left:
        yield _LISTED
