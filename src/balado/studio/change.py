"""What a form of the studio sends, taken only with the token that our own forms have in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.message import say
from balado.studio.context import Studio, studio_of
from balado.studio.secrets import is_same

CSRF = "csrf"
_FIELDS_MAX = 20_000
_FORM_MAX_BYTES = 4_000_000

Handle = Callable[[Studio, FormData], Response]
"""Does what a form asks for, in a thread of its own; gives where to go on, mostly a redirect (303)."""


class ChangeRoute(Route):
    """The one way to a change: POST, a bounded form, its token; with `files` so many files come along."""

    def __init__(self, path: str, handle: Handle, *, files: int = 0, most_bytes: int = _FORM_MAX_BYTES) -> None:
        super().__init__(path, _taken(handle, files, most_bytes), methods=["POST"])


def _taken(handle: Handle, files: int, most_bytes: int) -> Callable[[Request], Awaitable[Response]]:
    async def take(request: Request) -> Response:
        studio = studio_of(request)
        _refuse_long(request, studio, most_bytes)
        async with request.form(max_files=files, max_fields=_FIELDS_MAX, max_part_size=_FORM_MAX_BYTES) as form:
            given = form.getlist(CSRF)
            if len(given) != 1 or not is_same(str(given[0]), studio.doors.secrets.csrf):
                raise HTTPException(403, studio.templates.text(say("This form is of an earlier run: load its page.")))
            return await run_in_threadpool(handle, studio, form)

    return take


def _refuse_long(request: Request, studio: Studio, most_bytes: int) -> None:
    length = request.headers.get("content-length", "")
    if "transfer-encoding" in request.headers or not (length.isascii() and length.isdigit()):
        raise HTTPException(411, studio.templates.text(say("How long is it? The request does not say.")))
    if int(length) > most_bytes:
        raise HTTPException(413, studio.templates.text(say("This is more than a form holds.")))
