"""The author's files as text, with the numbers of their lines: where a fault leads to."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.errors import Fault
from balado.source.decode import decode
from balado.source.secrecy import masked_lines
from balado.studio.context import Studio, studio_of
from balado.studio.findings import problems
from balado.studio.state import Snapshot

_MOST_BYTES = 2_000_000


def show_text(request: Request) -> Response:
    """One of the files that the show's folder is known to hold: no other can be named."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    path = request.path_params["path"]
    if path not in snapshot.glance.texts:
        raise HTTPException(404)
    raw = snapshot.glance.texts[path]
    lines = _lines(raw if raw is not None else _read(studio, path), path)
    line = request.query_params.get("line", "")
    context = {
        "title": path,
        "path": path,
        "lines": lines,
        "marked": int(line) if line.isascii() and line.isdigit() and len(line) < 9 else 0,
        "faults": _by_line(snapshot, path),
    }
    return studio.page("text.html", snapshot, context)


def _read(studio: Studio, path: str) -> bytes:
    """A file beside a recording; refused where a link leads out of the show by now."""
    root = studio.root.resolve()
    full = Path(root, path).resolve()
    if not (full.is_relative_to(root) and full.is_file()):
        raise HTTPException(404)
    with full.open("rb") as file:
        return file.read(_MOST_BYTES)


def _lines(raw: bytes, path: str) -> list[str]:
    text, _ = decode(raw, path)
    if text is None:
        text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return masked_lines(text.rstrip("\n"))


def _by_line(snapshot: Snapshot, path: str) -> dict[int, list[Fault]]:
    found: dict[int, list[Fault]] = {}
    for fault in problems(snapshot):
        if fault.place.path == path:
            found.setdefault(fault.place.line or 1, []).append(fault)
    return found


ROUTES = (Route("/text/{path:path}", show_text),)
