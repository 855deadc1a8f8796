"""What an open page listens to, and the files that every page loads."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from balado.studio.assets import asset
from balado.studio.context import studio_of


async def listen(request: Request) -> Response:
    """The stream of events for a page that shows the snapshot of this number."""
    seen = request.query_params.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else 0
    return StreamingResponse(studio_of(request).changes.stream(number), media_type="text/event-stream")


async def serve_asset(request: Request) -> Response:
    """The style sheet or the script."""
    found = asset(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    body, media_type = found
    return Response(body, media_type=media_type)


ROUTES = (Route("/events", listen), Route("/assets/{name}", serve_asset))
