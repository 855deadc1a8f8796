"""The cover of the show: what it is, and the form that takes another picture."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.message import say
from balado.source.files import scan
from balado.source.read import read
from balado.studio.context import Studio, studio_of


def show_cover(request: Request) -> Response:
    """The cover there is, and how another one comes in its place."""
    studio = studio_of(request)
    if scan(studio.root).show_file is None:
        return RedirectResponse("/begin", 303)
    preview = studio.state.snapshot.preview
    context = {
        "title": say("The cover of the show"),
        "is_there": not lacks_cover(studio),
        "alt": preview.show.alt if preview is not None else "",
    }
    return studio.page("cover.html", studio.state.snapshot, context)


def lacks_cover(studio: Studio) -> bool:
    """Whether the picture that feed.yaml names is not there, or none is named."""
    found = scan(studio.root)
    show = read(found).presumed
    return show.artwork_url is None and (not show.artwork or found.find(show.artwork) is None)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/cover", show_cover),)
