"""Feed, pages and media as listeners will get them, from memory and the author's files. They can only be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from balado.artifact import SITE_INDEX, Artifact, Kind
from balado.errors import MediaError
from balado.message import say
from balado.site.theme.fault import ThemeError
from balado.store.original import opened
from balado.studio.context import studio_of

if TYPE_CHECKING:
    from balado.edition.pages.preview import Preview

_RSS = "application/rss+xml; charset=utf-8"
_PIECE_BYTES = 1 << 18
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def serve(request: Request) -> Response:
    """The object under this key."""
    studio = studio_of(request)
    preview = studio.state.snapshot.preview
    if preview is None:
        raise HTTPException(404)
    key = request.path_params["key"] or SITE_INDEX
    try:
        found = _text_of(preview, key)
    except ThemeError as error:
        reason = say("No page can be made of this template: {reason}", reason=error.reason)
        return Response(studio.templates.text(reason), 500, media_type="text/plain")
    if found is not None:
        body, media_type = found
        return _answer(request, Artifact.of_bytes(key, Kind.PAGE, body, media_type, ""))
    artifact = preview.artifacts.get(key)
    if artifact is None:
        raise HTTPException(404)
    return _answer(request, artifact)


def _text_of(preview: Preview, key: str) -> tuple[bytes, str] | None:
    document = preview.documents.get(key)
    if document is not None:
        return document, _RSS
    file = preview.site.file(key) if preview.site is not None else None
    return None if file is None else (file.body, file.media_type)


def _answer(request: Request, artifact: Artifact) -> Response:
    """The object or the part of it that is asked for (RFC 9110, 14); of a body nothing for HEAD."""
    size = artifact.byte_size
    headers = {"accept-ranges": "bytes", "content-type": artifact.content_type}
    asked = request.headers.get("range")
    start, end = 0, size
    status = 200
    if asked is not None and (part := _part(asked, size)) is not None:
        start, end = part
        if start >= end:
            return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
        status, headers["content-range"] = 206, f"bytes {start}-{end - 1}/{size}"
    headers["content-length"] = str(end - start)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    pieces = _pieces(artifact, start, end)
    try:
        first = next(pieces, b"")
    except MediaError as error:  # written since it was looked at: the next look has it
        raise HTTPException(404) from error
    return StreamingResponse(_joined(first, pieces), status, headers)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """The stretch that a header asks for, empty where there is none; None where it is no single range of bytes."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def _joined(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _pieces(artifact: Artifact, start: int, end: int) -> Iterator[bytes]:
    if isinstance(artifact.body, bytes):
        yield artifact.body[start:end]
        return
    with opened(artifact) as original:
        original.seek(start)
        left = end - start
        while left > 0 and (piece := original.read(min(left, _PIECE_BYTES))):
            left -= len(piece)
            yield piece


ROUTES = (Route("/p/{secret}/{key:path}", serve),)
