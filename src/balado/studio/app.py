"""The application: the guard, and behind it the routes of every view."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from balado.message import Catalogue, say
from balado.studio.context import Studio, studio_of
from balado.studio.guard import Guard
from balado.studio.views import (
    back,
    begin,
    board,
    cover,
    difference,
    edit,
    episode,
    events,
    feed,
    findings,
    handover,
    history,
    public,
    publish,
    recording,
    saves,
    takedown,
    text,
    transcribe,
    transcript,
    transcript_changes,
    transcript_import,
    uploads,
    withdraw,
    work,
)

VIEWS = (
    *(back, begin, board, difference, edit, episode, events, feed, findings, history, public, publish, text),
    *(transcribe, transcript, transcript_changes, transcript_import),
    *(cover, handover, recording, saves, takedown, uploads, withdraw, work),
)
"""Each has `ROUTES`, to look; those that do something have `CHANGES` besides, which a preview does not get."""


def application(studio: Studio, words: Catalogue) -> ASGIApp:
    """What answers requests to this studio; its refusals are in these words."""
    routes = [route for view in VIEWS for route in view.ROUTES]
    if studio.may_change:
        routes += [route for view in VIEWS for route in getattr(view, "CHANGES", ())]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused, Exception: _failed})
    app.router.redirect_slashes = False
    app.state.studio = studio
    return Guard(app, studio.doors, words)


async def _refused(request: Request, error: Exception) -> Response:
    """A page that is none, or a request that cannot be carried out, in a sentence."""
    if not isinstance(error, HTTPException):
        raise error
    studio = studio_of(request)
    reasons = {404: say("There is no such page."), 405: say("Nothing here is done in this way.")}
    known = reasons.get(error.status_code)
    if known is None:
        return PlainTextResponse(f"{error.detail}\n", error.status_code)
    context = {"reason": known, "title": known}
    return studio.page("refused.html", studio.state.snapshot, context, error.status_code)


async def _failed(request: Request, error: Exception) -> Response:
    """What is a defect of ours, in a sentence."""
    studio = studio_of(request)
    told = studio.defect(error).message
    return studio.page("refused.html", studio.state.snapshot, {"reason": told, "title": told}, 500)
