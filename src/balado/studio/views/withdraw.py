"""An episode taken from listeners, and brought back: a key of its text, and what it does to those who have it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pydantic_core import PydanticCustomError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import Fault, UsageError
from balado.message import say
from balado.record.generation import EpisodeState
from balado.show.values.forms import truth
from balado.source.files import scan
from balado.source.folder import TextFile
from balado.source.keys.change import KeyChanges, read_content
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.state import Snapshot

_KEY = ("withdrawn",)


def show_withdraw(request: Request) -> Response:
    """What withdrawing does, or that it is withdrawn and how it is brought back."""
    return _page(studio_of(request), request.path_params["slug"], (), request.query_params.get("saved", ""))


def _page(studio: Studio, slug: str, faults: tuple[Fault, ...], saved: str = "") -> Response:
    snapshot = studio.state.snapshot
    text = _text_of(studio, slug)
    content = read_content(text)
    tree = {} if isinstance(content, Fault) else content.tree
    title = tree.get("title")
    context: dict[str, Any] = {
        "title": say("Withdraw “{title}”", title=title if isinstance(title, str) else slug),
        "slug": slug,
        "path": text.path,
        "is_withdrawn": _is_true(tree.get("withdrawn")),
        "standing": _standing(snapshot, slug),
        "has_pages": snapshot.newest is not None and snapshot.newest.site is not None,
        "faults": faults or ((content,) if isinstance(content, Fault) else ()),
        "saved": saved if any(one.after == saved for one in studio.saving.copies.steps()) else "",
    }
    return studio.page("withdraw.html", snapshot, context, 422 if faults else 200)


def _text_of(studio: Studio, slug: str) -> TextFile:
    folder = scan(studio.root).episode(slug)
    if folder is None or folder.text is None or folder.text.raw is None:
        raise HTTPException(404)
    return folder.text


def _is_true(value: object) -> bool:
    try:
        return value is not None and truth(value)
    except PydanticCustomError:
        return False


def _standing(snapshot: Snapshot, slug: str) -> str:
    """Whether listeners have it (`live`), will have it (`coming`), or neither, as far as the record tells."""
    if snapshot.newest is None:
        return ""
    record = next((one for one in snapshot.newest.episodes if one.slug == slug), None)
    if record is not None:
        return "live" if record.state is EpisodeState.LIVE else "coming"
    return "coming" if any(one.slug == slug for one in snapshot.newest.announced) else ""


def withdraw(studio: Studio, form: FormData) -> Response:
    """Write the key, or take it away: as every save it can be taken back."""
    slug = str(form.get("slug") or "")
    text = _text_of(studio, slug)
    wanted = True if form.get("withdrawn") == "yes" else None
    try:
        saved = studio.saving.change(text.path, KeyChanges({_KEY: wanted}))
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    if saved.is_refused:
        return _page(studio, slug, saved.faults)
    studio.state.refresh()
    mark = f"?saved={saved.digest}" if saved.is_written else ""
    return RedirectResponse(f"/episodes/{quote(slug)}/withdraw{mark}", 303)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/episodes/{slug}/withdraw", show_withdraw), ChangeRoute("/withdraw", withdraw))
