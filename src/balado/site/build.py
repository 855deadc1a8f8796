"""The one door to the pages: everything that is shown of a show in a browser. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from balado.site.arrangement import arrange
from balado.site.calendar import calendar_files
from balado.site.embed_page import embed_recipe
from balado.site.episode_page import episode_recipe
from balado.site.gone_page import gone_pages
from balado.site.metadata.crawlers import robots_file, sitemap_file
from balado.site.metadata.oembed import oembed_recipe
from balado.site.missing_page import missing_recipe
from balado.site.model import SiteEpisode, SiteFile, SiteShow
from balado.site.person_pages import person_pages
from balado.site.recipe import BuiltFile, KeptFiles, NothingKept, Recipe
from balado.site.render import renderer
from balado.site.search.index import search_file
from balado.site.search.said import SaidFile, SaidPart, said_of, said_parts
from balado.site.season_pages import season_pages
from balado.site.show_page import list_recipes, show_recipe
from balado.site.theme.fault import blaming

_MOST_NEW = 4
"""As many new episodes are added to a kept file of what is said; for more of them it is made anew."""


def build_site(show: SiteShow) -> tuple[SiteFile, ...]:
    """Every file of the site. The same show gives the same bytes, in the same order."""
    return tuple(built.file for built in files_of_site(show, NothingKept()) if built.file is not None)


def files_of_site(show: SiteShow, kept: KeptFiles) -> Iterator[BuiltFile]:
    """The same, one file after another: whoever keeps none of them needs no more memory for a thousand episodes.

    A file that is `kept` is not made. Raises ThemeError for a template of the show's own that cannot be used.
    """
    with blaming(show.theme):
        yield from _Site(show, kept).files()


class SiteOnDemand:
    """The files of the site, each made when it is asked for: for who looks at a few pages of a thousand."""

    def __init__(self, show: SiteShow) -> None:
        self._site = _Site(show, NothingKept())
        self._makers = self._site.makers()
        self._others: Mapping[str, SiteFile] | None = None

    def file(self, key: str) -> SiteFile | None:
        """The file under this key; None where there is none. Raises ThemeError as `files_of_site` does."""
        maker = self._makers.get(key)
        if maker is not None:
            return maker()
        if self._others is None:
            self._others = {file.key: file for file in self._site.made_each_time()}
        return self._others.get(key)


class _Site:
    """The files of one site, while they are made. `_pages` are those of which the sitemap tells."""

    def __init__(self, show: SiteShow, kept: KeptFiles) -> None:
        self._show, self._kept = show, kept
        self._renderer, self._order = renderer(show), arrange(show)
        self._pages: list[Recipe] = []

    def files(self) -> Iterator[BuiltFile]:
        """All of them, those last that tell of others."""
        yield self._built(show_recipe(self._show, self._order))
        yield from map(self._built, list_recipes(self._order))
        for part in said_parts(self._show):
            yield from self._told(part)
        yield from map(self._built, season_pages(self._order))
        yield from map(self._built, person_pages(self._order))
        for gone in self._show.gone:
            yield from map(self._built, gone_pages(gone))
        yield self._built(missing_recipe())
        yield from (BuiltFile(file.key, file) for file in self.made_each_time())

    def makers(self) -> Mapping[str, Callable[[], SiteFile]]:
        """What makes each file, by key, but for those that are made each time."""
        recipes = [show_recipe(self._show, self._order), *list_recipes(self._order)]
        for episode in self._show.episodes:
            recipes += self._recipes_of(episode)
        recipes += [*season_pages(self._order), *person_pages(self._order), missing_recipe()]
        recipes += [page for gone in self._show.gone for page in gone_pages(gone)]
        self._pages = recipes
        said = {part.key: partial(self._said, part) for part in said_parts(self._show) if part.guids}
        return {**{recipe.key: partial(self._made, recipe) for recipe in recipes}, **said}

    def _made(self, recipe: Recipe) -> SiteFile:
        with blaming(self._show.theme):
            return recipe.made(self._renderer)

    def _said(self, part: SaidPart) -> SiteFile:
        said = SaidFile()
        for told in map(said_of, part.episodes):
            if told is not None:
                said.add(told)
        return SiteFile(part.key, said.body, "application/json", part.guids)

    def _built(self, recipe: Recipe) -> BuiltFile:
        self._pages.append(recipe)
        inputs = recipe.inputs(self._renderer)
        is_kept = self._kept.has(recipe.key, inputs)
        return BuiltFile(recipe.key, None if is_kept else recipe.made(self._renderer), inputs)

    def _told(self, part: SaidPart) -> Iterator[BuiltFile]:
        """The files of these episodes, and the one of what is said in them: each transcript serves both at once."""
        inputs = self._said_inputs(part)
        said, new = self._begun(part, inputs)
        for number, episode in enumerate(part.episodes):
            yield from self._of_episode(episode)
            told = said_of(episode)
            if told is not None and number < new:
                said.add(told)
        if part.guids:
            file = SiteFile(part.key, said.body, "application/json", part.guids) if new else None
            yield BuiltFile(part.key, file, inputs)

    def _said_inputs(self, part: SaidPart) -> str:
        return self._renderer.digests.of(part.said)

    def _begun(self, part: SaidPart, inputs: str) -> tuple[SaidFile, int]:
        """The file that is to be made, and how many of these episodes it lacks: all of them, few, or none."""
        if self._kept.has(part.key, inputs):
            return SaidFile(), 0
        for new in range(1, min(_MOST_NEW, len(part.episodes) - 1) + 1):
            older = self._kept.body(part.key, self._said_inputs(SaidPart(part.number, part.episodes[new:])))
            if older is not None:
                return SaidFile(older), new
        return SaidFile(), len(part.episodes)

    def _of_episode(self, episode: SiteEpisode) -> Iterator[BuiltFile]:
        yield from map(self._built, self._recipes_of(episode))

    def _recipes_of(self, episode: SiteEpisode) -> tuple[Recipe, ...]:
        is_newest = episode is self._show.episodes[0]
        to_come = self._show.conferences if is_newest else ()
        page = episode_recipe(episode, self._order.neighbours[episode.guid], to_come)
        return page, embed_recipe(episode), oembed_recipe(episode)

    def made_each_time(self) -> Iterator[SiteFile]:
        """What is made of the whole show, in no time."""
        yield from calendar_files(self._show)
        yield search_file(self._show)
        yield sitemap_file(self._show, self._pages)
        yield robots_file(self._show.url)
        assets = self._renderer.assets
        yield from (assets.style, assets.player, assets.search)
