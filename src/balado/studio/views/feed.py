"""Feed and pages as they will be: their local addresses, and the show as apps and a browser show it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.artifact import FEED_KEY
from balado.message import say
from balado.studio.context import studio_of


def show_feed(request: Request) -> Response:
    """The addresses to subscribe to, and the first page."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    preview = snapshot.preview
    documents = sorted(preview.documents) if preview is not None else []
    context = {
        "title": say("Feed and pages"),
        "here": "/feed",
        "preview": preview,
        "documents": [FEED_KEY, *(key for key in documents if key != FEED_KEY)] if FEED_KEY in documents else documents,
    }
    return studio.page("feed.html", snapshot, context)


ROUTES = (Route("/feed", show_feed),)
