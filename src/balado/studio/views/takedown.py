"""Taking an episode down, for law and privacy: what it deletes for good, the consent to it, and the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.edition.open import OpenedStore, open_store
from balado.errors import BaladoError
from balado.message import say
from balado.record.generation import AnnouncedRecord, EpisodeRecord, GoneRecord
from balado.source.files import scan
from balado.source.read import read
from balado.studio.change import ChangeRoute
from balado.studio.consent import is_typed
from balado.studio.context import Studio, studio_of
from balado.studio.state import Snapshot

_RUN = "/publish/run"


@dataclass(frozen=True, slots=True)
class KnownEpisode:
    """An episode that is here, or was published. `slug` is the name of its folder; `is_here`: there is such a folder.

    `is_taken`: it was taken down already, which is done again where it was cut short.
    """

    guid: str
    slug: str
    title: str
    is_here: bool
    is_taken: bool = False

    @property
    def expected(self) -> str:
        """What has to be typed."""
        return self.slug or self.guid


def known_episodes(studio: Studio, snapshot: Snapshot) -> dict[str, KnownEpisode]:
    """Every episode that can be taken down, by guid."""
    newest = snapshot.newest
    taken = set(newest.taken) if newest is not None else set()
    found = {guid: KnownEpisode(guid, "", "", is_here=False, is_taken=True) for guid in sorted(taken)}
    if newest is not None:
        records: tuple[GoneRecord | AnnouncedRecord | EpisodeRecord, ...]
        records = (*newest.gone, *newest.announced, *newest.episodes)
        found |= {one.guid: KnownEpisode(one.guid, one.slug, "", is_here=False) for one in records}
    for guid, slug, title in _here(studio):
        found[guid] = KnownEpisode(guid, slug, title, is_here=True, is_taken=guid in taken)
    return found


def _here(studio: Studio) -> Iterator[tuple[str, str, str]]:
    reading = read(scan(studio.root), {})
    for slug, guid in reading.faulty.items():
        if guid is not None:
            yield guid, slug, ""
    for one in reading.episodes:
        yield one.guid, one.slug, one.title or ""


def show_takedown(request: Request) -> Response:
    """What taking an episode down does; without one, which there are."""
    studio = studio_of(request)
    known = known_episodes(studio, studio.state.snapshot)
    guid, slug = (request.query_params.get(name, "") for name in ("guid", "slug"))
    chosen = known.get(guid) or next((one for one in known.values() if slug and one.slug == slug), None)
    if chosen is None:
        context = {"title": say("Take an episode down"), "known": sorted(known.values(), key=lambda one: one.slug)}
        return studio.page("takedown_which.html", studio.state.snapshot, context)
    return _page(studio, chosen)


def _page(studio: Studio, chosen: KnownEpisode, form: FormData | None = None) -> Response:
    snapshot = studio.state.snapshot
    context: dict[str, Any] = {
        "title": say("Take down “{title}”", title=chosen.title or chosen.slug or chosen.guid),
        "chosen": chosen,
        "number": snapshot.newest.number if snapshot.newest is not None else 0,
        "is_running": studio.publishing.publisher.is_running,
        "was_typed": form is not None,
        "typed": str(form.get("typed") or "") if form is not None else "",
        "error": None,
    }
    try:
        context["place"] = _refused_unknown(studio, chosen.guid).target.public.address
    except BaladoError as error:
        context["error"] = error
    status = 409 if context["error"] is not None else 422 if form is not None else 200
    return studio.page("takedown.html", snapshot, context, status)


def _refused_unknown(studio: Studio, guid: str) -> OpenedStore:
    """The store, where the verb would find the episode there. Raises as the verb does."""
    from balado.publish.take_down import doomed_episode
    from balado.record.takedown import refuse_unknown

    store = open_store(studio.root, studio.publishing.request().overrides)
    refuse_unknown(store.target, doomed_episode(store.scan, guid).request)
    return store


def take_down(studio: Studio, form: FormData) -> Response:
    """Take it down, where its name was typed; who presses twice asks once."""
    publisher = studio.publishing.publisher
    guid, number = str(form.get("guid") or ""), str(form.get("number") or "")
    name = f"takedown of {guid} after {number}"
    if publisher.is_running:
        return RedirectResponse(f"{_RUN}?busy=1", 303)
    if publisher.has_done(name):
        return RedirectResponse(_RUN, 303)
    chosen = known_episodes(studio, studio.state.snapshot).get(guid)
    if chosen is None:
        return RedirectResponse("/takedown", 303)
    if not is_typed(str(form.get("typed") or ""), chosen.expected):
        return _page(studio, chosen, form)
    is_begun = studio.publishing.take_down(guid, name, chosen.slug if chosen.is_here else None)
    return RedirectResponse(_RUN if is_begun else f"{_RUN}?busy=1", 303)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/takedown", show_takedown), ChangeRoute("/takedown", take_down))
