"""A show's own theme before anything is published with it: whether pages can be made of it, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from balado.edition.pages.kept import KeptPages
from balado.edition.pages.rendered import PageNames
from balado.edition.pages.show import SiteSources, site_show
from balado.errors import Fault, Place, SourceError
from balado.message import say
from balado.site.model import SiteShow

if TYPE_CHECKING:
    from balado.edition.arrange import Arrangement
    from balado.edition.inputs import Inputs
    from balado.edition.render import AssembledFeed
    from balado.show.pages import SiteSettings
    from balado.site.theme.fault import ThemeError
    from balado.source.folder import Scan


def theme_faults(
    settings: SiteSettings, arrangement: Arrangement, assembled: AssembledFeed, inputs: Inputs, scan: Scan
) -> tuple[Fault, ...]:
    """What is wrong with the theme of these settings, tried on the newest live episodes, if there are."""
    sources = SiteSources(arrangement, assembled, PageNames(arrangement.names), inputs, scan, KeptPages(None, None))
    try:
        with refuse_theme(site_show(sources, settings), settings):
            return ()
    except SourceError as error:
        return error.faults


@contextmanager
def refuse_theme(show: SiteShow, settings: SiteSettings) -> Iterator[None]:
    """Where the theme has a fault, found when it is tried or in there, raise SourceError at its line."""
    from balado.site.theme.fault import ThemeError
    from balado.site.theme.trial import try_theme

    try:
        unmarked = try_theme(show) if show.theme.templates and show.episodes else None
        if unmarked is None:
            yield
            return
    except ThemeError as error:
        raise SourceError.of([_unusable(error, settings)]) from error
    what = say("It tells of an episode outside its marks: a takedown would leave that on {page}.", page=unmarked.key)
    remedy = say(
        "Put {opening} before what it tells of an episode and {closing} behind it, as the template of Balado does.",
        opening="{{ opening(episode.guid) }}",
        closing="{{ closing(episode.guid) }}",
    )
    raise SourceError.of([Fault(_place(unmarked.name, None, settings), what, remedy)])


def _unusable(error: ThemeError, settings: SiteSettings) -> Fault:
    what = say("No page can be made of this template: {reason}", reason=error.reason)
    remedy = say("Correct it, or delete the file: then Balado's own takes its place.")
    return Fault(_place(error.name, error.line, settings), what, remedy)


def _place(name: str, line: int | None, settings: SiteSettings) -> Place:
    folder = (settings.theme or "").removesuffix("/")
    return Place(f"{folder}/{name}", line) if name else Place(folder, key="site.theme")
