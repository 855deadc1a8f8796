"""Going back to an earlier publication: what it does to listeners, and the button."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.edition.news import tell
from balado.edition.open import OpenedStore, open_store
from balado.errors import BaladoError
from balado.message import Message, say
from balado.record.changes import changes_between
from balado.record.guard import losses
from balado.record.rollback import WayBack, way_back
from balado.studio.change import ChangeRoute
from balado.studio.consent import Question, consents, is_typed, questions
from balado.studio.context import Studio, studio_of
from balado.studio.publishing import name_of_way_back
from balado.studio.state import Snapshot
from balado.studio.views.difference import compared_items

_RUN = "/publish/run"


@dataclass(frozen=True, slots=True)
class _Back:
    """A way back, and what is asked before it is taken."""

    store: OpenedStore
    way: WayBack
    asked: tuple[Question, ...]


def show_back(request: Request) -> Response:
    """What going back to this publication would change."""
    number = request.path_params["number"]
    return _back_page(studio_of(request), number, None)


def _back_page(studio: Studio, number: int, form: FormData | None, status: int = 200) -> Response:
    from balado.edition.compare import compare_published

    snapshot = studio.state.snapshot
    title = say("Go back to publication {number}", number=number)
    context = {"title": title, "here": "/history", "number": number, "error": None, "was_typed": form is not None}
    try:
        back = _looked_up(studio, number, form)
        newest, restored = back.way.newest, back.way.restored
        context |= {
            "newest": newest,
            "when_made": back.way.old.created,
            "zone": str(back.store.zone),
            "changes": list(_told(back, snapshot)),
            "asked": back.asked,
            "show_title": _show_title(snapshot),
            "items": list(compared_items(compare_published(back.store.target, newest, restored, back.store.feed_url))),
        }
    except BaladoError as error:
        context["error"], status = error, status if status != 200 else 409
    return studio.page("back.html", snapshot, context, status)


def _looked_up(studio: Studio, number: int, form: FormData | None) -> _Back:
    asked = studio.publishing.request()
    store = open_store(studio.root, asked.overrides)
    way = way_back(store.target, number, (asked.now, ""))
    found = losses(way.newest, way.restored)
    return _Back(store, way, questions(found, _show_title(studio.state.snapshot), form))


def _show_title(snapshot: Snapshot) -> str:
    return snapshot.preview.show.title if snapshot.preview is not None else snapshot.glance.title


def _told(back: _Back, snapshot: Snapshot) -> Iterator[Message]:
    episodes = snapshot.preview.episodes.values() if snapshot.preview is not None else ()
    titles = {one.written.guid: one.written.title or "" for one in episodes}
    for change in changes_between(back.way.newest, back.way.restored):
        yield tell(change, back.store.zone, titles.get(change.guid, ""))


def go_back(studio: Studio, form: FormData) -> Response:
    """Publish it again, where that is what the form was shown with, and what it asks for was typed."""
    number, newest = (_number(form.get(name)) for name in ("number", "newest"))
    if studio.publishing.publisher.is_running:
        return RedirectResponse(f"{_RUN}?busy=1", 303)
    if studio.publishing.publisher.has_done(name_of_way_back(number, newest)):
        return RedirectResponse(_RUN, 303)
    try:
        back = _looked_up(studio, number, form)
    except BaladoError:
        return _back_page(studio, number, None)
    if back.way.newest.number != newest:
        return _back_page(studio, number, None, 409)
    given = consents(back.asked)
    if given is None or not is_typed(str(form.get("title") or ""), _show_title(studio.state.snapshot)):
        return _back_page(studio, number, form, 422)
    is_begun = studio.publishing.go_back(number, newest, given)
    return RedirectResponse(_RUN if is_begun else f"{_RUN}?busy=1", 303)


def _number(given: object) -> int:
    text = str(given or "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(404)
    return int(text)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/back/{number:int}", show_back), ChangeRoute("/back", go_back))
