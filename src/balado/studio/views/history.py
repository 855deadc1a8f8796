"""What was published when, and what each publication changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.edition.news import tell, tell_publication
from balado.edition.open import OpenedStore, open_store
from balado.errors import BaladoError
from balado.message import Message, say
from balado.record.changes import changes_between
from balado.record.generation import EpisodeState, Generation
from balado.record.history import find_newest, generations_back, read_numbered
from balado.studio.context import Studio, studio_of
from balado.studio.state import Snapshot
from balado.studio.views.difference import compared_items

_PAGE = 20


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """A publication, and in words what it did."""

    generation: Generation
    what: Message
    live: int

    @property
    def scheduled(self) -> int:
        """How many episodes waited for their date."""
        return len(self.generation.episodes) - self.live


def show_history(request: Request) -> Response:
    """The publications, the newest first, or from a number back."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    context = {"title": say("History"), "here": "/history", "entries": (), "error": None, "older": None, "zone": "UTC"}
    try:
        store = _store(studio)
        found = list(islice(_from(store, request.query_params.get("from", "")), _PAGE + 1))
        context["zone"] = str(store.zone)
        context["entries"] = list(_entries(found, store, snapshot))
        context["older"] = found[_PAGE].number if len(found) > _PAGE else None
    except BaladoError as error:  # what is wrong with the place or the store
        context["error"] = error
    return studio.page("history.html", snapshot, context)


def show_publication(request: Request) -> Response:
    """What one publication changed in the feed, side by side."""
    from balado.edition.compare import compare_published

    studio = studio_of(request)
    snapshot = studio.state.snapshot
    number = _number(request.path_params["number"])
    context = {"title": say("Publication {number}", number=number), "here": "/history", "items": (), "error": None}
    try:
        store = _store(studio)
        generation = read_numbered(store.target, number) if number else None
        if generation is None:
            raise HTTPException(404)
        before = read_numbered(store.target, number - 1) if number > 1 else None
        [entry] = islice(_entries([one for one in (generation, before) if one is not None], store, snapshot), 1)
        context["entry"], context["zone"] = entry, str(store.zone)
        context["is_newest"] = read_numbered(store.target, number + 1) is None
        difference = compare_published(store.target, before, generation, store.feed_url)
        context["items"] = list(compared_items(difference))
    except BaladoError as error:
        context["error"] = error
    return studio.page("publication.html", snapshot, context)


def _store(studio: Studio) -> OpenedStore:
    return open_store(studio.root, studio.reader.request().overrides)


def _from(store: OpenedStore, number: str) -> Iterator[Generation]:
    newest = find_newest(store.target).generation
    if newest is None:
        return iter(())
    wanted = _number(number)
    if wanted and wanted < newest.number:
        newest = read_numbered(store.target, wanted) or newest
    return generations_back(store.target, newest)


def _entries(found: list[Generation], store: OpenedStore, snapshot: Snapshot) -> Iterator[HistoryEntry]:
    """Those of a page; the last one that was found may be there to compare with alone."""
    titles = _titles(snapshot)
    for place, generation in enumerate(found[:_PAGE]):
        before = found[place + 1] if place + 1 < len(found) else None
        changes = changes_between(before, generation) if before is not None or generation.number == 1 else ()
        told = [tell(change, store.zone, titles.get(change.guid, "")) for change in changes]
        live = sum(record.state is EpisodeState.LIVE for record in generation.episodes)
        yield HistoryEntry(generation, tell_publication(generation, before, told), live)


def _titles(snapshot: Snapshot) -> dict[str, str]:
    """The titles that episodes have here today, by guid: the record keeps none."""
    episodes = snapshot.preview.episodes.values() if snapshot.preview is not None else ()
    return {one.written.guid: one.written.title or "" for one in episodes}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


ROUTES = (Route("/history", show_history), Route("/history/{number}", show_publication))
