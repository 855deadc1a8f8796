"""Whether the show is heard: downloads and listeners, as they were counted by whoever runs the nightly job.

The aggregates beside the record of publications are all that is looked at: no log is opened, nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.edition.open import OpenedStore, open_store
from balado.errors import BaladoError
from balado.message import Message, say
from balado.statistics.connection import NoDuckDBError
from balado.statistics.ledger import CountedDay
from balado.statistics.names import known_episodes
from balado.statistics.state import read_ledger
from balado.studio.context import Studio, studio_of
from balado.studio.views.board import entries

if TYPE_CHECKING:
    from markupsafe import Markup

    from balado.statistics.ledger import Ledger
    from balado.statistics.names import KnownEpisodes

_USUAL_DAYS = 30
LENGTHS: Mapping[int, Message] = {
    7: say("The last 7 days"),
    _USUAL_DAYS: say("The last 30 days"),
    365: say("The last 365 days"),
}
"""Periods that are offered, in days up to the last one that was counted."""
_OVERDUE = timedelta(days=3)
"""Logs come up to a day late, and the job runs once a night: what is older is worth a question."""


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """What a page is asked to show: these days, both included, of one episode by its slug, or of all (empty).

    `guid` is that of the episode; None where none of that name was ever live, empty for all.
    """

    since: date
    until: date
    slug: str
    guid: str | None


def show_statistics(request: Request) -> Response:
    """The figures of a period; without any, what to ask for; or why they cannot be seen."""
    studio = studio_of(request)
    context: dict[str, Any] = {"title": say("Statistics"), "here": "/statistics", "error": None, "counted": ()}
    try:
        store = open_store(studio.root, studio.reader.request().overrides)
        ledger = read_ledger(store.target.state)
        if ledger.days:
            known = known_episodes(store)
            asked = _asked(request.query_params, ledger.days, known)
            context |= {"counted": ledger.days, "asked": asked, **_offered(ledger.days, studio)}
            context["episodes"] = _choices(known, asked)
            if asked.slug:
                context["title"] = say("Statistics of “{title}”", title=_name(asked, known, studio))
            context["sections"] = None if asked.guid is None else _sections(studio, store, ledger, asked, known)
    except BaladoError as error:  # the state cannot be reached or is damaged, or DuckDB is missing
        context |= {"error": error, "is_seen_elsewhere": isinstance(error, NoDuckDBError)}
    return studio.page("statistics.html", studio.state.snapshot, context)


def _offered(days: tuple[CountedDay, ...], studio: Studio) -> dict[str, Any]:
    last = days[-1].day
    today = studio.reader.request().now.astimezone(UTC).date()
    periods = [(name, last - timedelta(length - 1)) for length, name in LENGTHS.items()]
    return {
        "periods": [*periods, (say("Everything"), days[0].day)],
        "is_overdue": today - last > _OVERDUE,
    }


def _asked(asked: Mapping[str, str], days: tuple[CountedDay, ...], known: KnownEpisodes) -> AskedPeriod:
    """The period that is named, else the last days; one that is turned around is turned back."""
    since, until = _day(asked.get("since", "")), _day(asked.get("until", ""))
    last = until or max(days[-1].day, since or date.min)
    before = timedelta(_USUAL_DAYS - 1)
    first = since or (max(days[0].day, last - before) if last >= days[0].day else last)
    slug = asked.get("episode", "")
    return AskedPeriod(min(first, last), max(first, last), slug, known.guid_of(slug) if slug else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choices(known: KnownEpisodes, asked: AskedPeriod) -> list[tuple[str, str]]:
    """The episodes that are live, the newest first, and the one that is asked for: slug and name."""
    newest = sorted(known.began, key=lambda guid: (known.began[guid], guid), reverse=True)
    if asked.guid and asked.guid not in known.began:
        newest.append(asked.guid)
    return [(known.slugs[guid], known.names[guid]) for guid in newest]


def _name(asked: AskedPeriod, known: KnownEpisodes, studio: Studio) -> str:
    if asked.guid:
        return known.names[asked.guid]
    return next((one.title for one in entries(studio.state.snapshot) if one.slug == asked.slug), asked.slug)


def _sections(
    studio: Studio, store: OpenedStore, ledger: Ledger, asked: AskedPeriod, known: KnownEpisodes
) -> Markup | None:
    """The parts of the report; None where no day of the period was counted."""
    from balado.statistics.period import figures_between
    from balado.statistics.published import path_prefixes
    from balado.statistics.report.page import ReportPage
    from balado.statistics.report.parts import ReportedShow
    from balado.statistics.workspace import work_folder

    with work_folder(None) as folder:
        figures = figures_between(store.target.state, ledger, asked.since, asked.until, folder)
    if not figures.days:
        return None
    only = asked.guid or ""
    began = {guid: day for guid, day in known.began.items() if only in ("", guid)}
    show = ReportedShow(studio.state.snapshot.glance.title, known.names, began, only)
    templates = studio.templates
    prefixes = path_prefixes(store.url, store.target.public.place)
    told = figures.of_episode(only) if only else figures.below(prefixes)
    return ReportPage(told, show, templates.catalogue, templates.language).sections()


ROUTES = (Route("/statistics", show_statistics),)
