"""The application: the guard, and behind it the routes of every view.

The first page waits for its own view alone: the others are loaded once something was answered, or first asked for.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import cache
from types import ModuleType

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from balado.message import Catalogue, say
from balado.studio.context import Studio, studio_of
from balado.studio.guard import Guard
from balado.studio.views import board, events

FIRST_VIEWS: tuple[ModuleType, ...] = (board, events)
"""What the first page is made of."""


@cache
def further_views() -> tuple[ModuleType, ...]:
    """All others. Each has `ROUTES`, to look; those that do something have `CHANGES` besides, which no preview gets."""
    from balado.studio.views import (
        back,
        begin,
        cover,
        difference,
        edit,
        episode,
        feed,
        findings,
        handover,
        history,
        public,
        publish,
        recording,
        saves,
        statistics,
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

    return (
        *(back, begin, difference, edit, episode, feed, findings, history, public, publish, statistics, text),
        *(transcribe, transcript, transcript_changes, transcript_import),
        *(cover, handover, recording, saves, takedown, uploads, withdraw, work),
    )


def application(studio: Studio, words: Catalogue, answered: Callable[[], None] = lambda: None) -> ASGIApp:
    """What answers requests to this studio; its refusals are in these words. `answered` is called after the first."""
    app = Starlette(exception_handlers={HTTPException: _refused, Exception: _failed})
    app.router.redirect_slashes = False
    app.state.studio = studio
    return Guard(_Views(app, answered, may_change=studio.may_change), studio.doors, words)


class _Views:
    """The routes of all views, in an application that begins with those of the first page."""

    def __init__(self, app: Starlette, answered: Callable[[], None], *, may_change: bool) -> None:
        self._app, self._answered, self._may_change = app, answered, may_change
        self._lock = threading.Lock()
        self._is_first, self._is_whole = True, False
        self._add(FIRST_VIEWS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._is_whole and not self._knows(scope):
            await asyncio.to_thread(self._load)
        await self._app(scope, receive, send)
        if self._is_first:
            self._is_first = False
            self._answered()
            threading.Thread(target=self._load, name="views").start()  # no daemon: imports cannot be cut off

    def _knows(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._app.router.routes)

    def _load(self) -> None:
        with self._lock:
            if not self._is_whole:
                self._add(further_views())
                self._is_whole = True

    def _add(self, views: tuple[ModuleType, ...]) -> None:
        found = [route for view in views for route in view.ROUTES]
        if self._may_change:
            found += [route for view in views for route in getattr(view, "CHANGES", ())]
        self._app.router.routes.extend(found)


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
