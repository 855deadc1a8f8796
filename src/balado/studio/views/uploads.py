"""Files that are dropped: what each of them is and may become, what is done with them, and how far that is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from balado.media.ffmpeg import find_ffmpeg
from balado.message import Message, install_command, say
from balado.source.files import scan
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.uploads.batch import UploadBatch, UploadedFile, UploadTarget
from balado.studio.uploads.kinds import UploadKind
from balado.studio.uploads.making import FilesAtWork
from balado.studio.uploads.receive import ReceivedFile
from balado.studio.uploads.roles import (
    NOTHING,
    ROLES,
    ChosenRole,
    ChosenRoles,
    chosen_twice,
    likely_roles,
    roles_of,
)
from balado.studio.uploads.route import UploadRoute
from balado.studio.views.board import entries

_MOST_ALT_CHARACTERS = 500
_MOST_TITLE_CHARACTERS = 300
_SHOWN_PICTURES = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp"}
KIND_WORDS: dict[UploadKind, Message] = {
    UploadKind.RECORDING: say("a recording"),
    UploadKind.FILM: say("a film"),
    UploadKind.PICTURE: say("a picture"),
    UploadKind.TEXT: say("a text"),
    UploadKind.CAPTIONS: say("a transcript with times"),
    UploadKind.DOCUMENT: say("a PDF"),
    UploadKind.USELESS: say("of no use here"),
}
"""What each kind is called."""


def take_for_new(studio: Studio, _request: Request, folder: Path, received: list[ReceivedFile]) -> Response:
    """Files that an episode is to begin with."""
    return _taken(studio, folder, received, UploadTarget())


def take_for_show(studio: Studio, _request: Request, folder: Path, received: list[ReceivedFile]) -> Response:
    """A cover for the show."""
    return _taken(studio, folder, received, UploadTarget(is_show=True))


def take_for_episode(studio: Studio, request: Request, folder: Path, received: list[ReceivedFile]) -> Response:
    """Files for an episode that is there."""
    slug = request.path_params["slug"]
    known = scan(studio.root).episode(slug)
    if known is None or known.text is None:
        raise HTTPException(404)
    target = UploadTarget(slug, is_recorded=bool(known.audio or known.masters))
    return _taken(studio, folder, received, target)


def _taken(studio: Studio, folder: Path, received: list[ReceivedFile], target: UploadTarget) -> Response:
    if not received:
        raise HTTPException(422, studio.templates.text(say("Choose a file first.")))
    batch = studio.uploads.take(folder, received, target)
    return RedirectResponse(f"/files/{batch.id}", 303)


def show_files(request: Request) -> Response:
    """What came, and what may become of it."""
    studio = studio_of(request)
    return _files(studio, _batch(studio, request.path_params["batch"]))


def _batch(studio: Studio, id_: str) -> UploadBatch:
    batch = studio.uploads.get(id_)
    if batch is None:
        raise HTTPException(404)
    return batch


def _files(
    studio: Studio, batch: UploadBatch, chosen: ChosenRoles | None = None, told: Message | None = None
) -> Response:
    target = batch.target
    likely = likely_roles(batch)
    picked = {one.file.number: one for one in chosen.files} if chosen is not None else {}
    rows = [
        (one, roles_of(one, target), picked.get(one.number) or ChosenRole(one, likely[one.number]))
        for one in batch.files
    ]
    entry = next((one for one in entries(studio.state.snapshot) if one.slug == target.slug), None)
    context: dict[str, Any] = {
        "title": _heading(target, entry.title if entry is not None else target.slug),
        "batch": batch,
        "rows": rows,
        "roles": ROLES,
        "kind_words": KIND_WORDS,
        "shown_pictures": _SHOWN_PICTURES,
        "episode_title": batch.title if chosen is None else chosen.title,
        "has_chapters": target.is_new and any(one.look.chapters > 1 for one in batch.files),
        "wants_chapters": chosen is not None and chosen.chapters,
        "needs_ffmpeg": _ffmpeg_lacks(batch.files),
        "install": install_command("sound"),
        "is_live": entry is not None and entry.state in ("live", "changed"),
        "has_recording": bool(target.slug) and target.is_recorded,
        "is_running": studio.tasks.is_running,
        "told": told,
    }
    return studio.page("files.html", studio.state.snapshot, context, 200 if told is None else 422)


def _heading(target: UploadTarget, title: str) -> Message:
    if target.is_new:
        return say("New episode")
    return say("The cover of the show") if target.is_show else say("Files for “{title}”", title=title)


def _ffmpeg_lacks(files: Iterable[UploadedFile]) -> bool:
    """Whether something is to be made of these that needs ffmpeg, and there is none."""
    sounds = (UploadKind.RECORDING, UploadKind.FILM)
    return any(one.look.kind in sounds and not one.look.is_played for one in files) and find_ffmpeg() is None


def show_picture(request: Request) -> Response:
    """A picture that came, as it is."""
    studio = studio_of(request)
    batch = _batch(studio, request.path_params["batch"])
    number = request.path_params["number"]
    file = next((one for one in batch.files if str(one.number) == number), None)
    media_type = _SHOWN_PICTURES.get(file.look.suffix) if file is not None else None
    if file is None or media_type is None or file.look.kind is not UploadKind.PICTURE or not file.path.is_file():
        raise HTTPException(404)
    return FileResponse(file.path, media_type=media_type)


def make(studio: Studio, form: FormData) -> Response:
    """Do what was chosen; or ask again, where it cannot be done so."""
    if str(form.get("batch")) in studio.uploads.busy:  # who presses twice asks for nothing new
        return RedirectResponse("/work", 303)
    batch = _batch(studio, str(form.get("batch")))
    if form.get("do") == "drop":
        studio.uploads.drop(batch)
        return RedirectResponse(_back(batch.target), 303)
    chosen = _chosen(batch, form)
    if (told := _objection(batch, chosen)) is not None:
        return _files(studio, batch, chosen, told)
    what = say("The files are being put in their places")
    studio.uploads.busy.add(batch.id)
    if not studio.tasks.start(what, FilesAtWork(studio, batch, chosen).run):
        studio.uploads.busy.discard(batch.id)
        return _files(studio, batch, chosen, say("Something else is under way: wait until it is done, or stop it."))
    return RedirectResponse("/work", 303)


def _back(target: UploadTarget) -> str:
    if target.is_show:
        return "/cover"
    return "/new" if target.is_new else f"/episodes/{quote(target.slug)}"


def _chosen(batch: UploadBatch, form: FormData) -> ChosenRoles:
    files = tuple(_chosen_role(batch, one, form) for one in batch.files)
    title = " ".join(str(form.get("title") or "").split())[:_MOST_TITLE_CHARACTERS]
    return ChosenRoles(files, title, form.get("chapters") == "yes")


def _chosen_role(batch: UploadBatch, file: UploadedFile, form: FormData) -> ChosenRole:
    role = str(form.get(f"role-{file.number}") or NOTHING)
    alt = " ".join(str(form.get(f"alt-{file.number}") or "").split())[:_MOST_ALT_CHARACTERS]
    x, y = (_percent(form.get(f"{axis}-{file.number}")) for axis in ("x", "y"))
    return ChosenRole(file, role if role in roles_of(file, batch.target) else NOTHING, alt, (x, y))


def _percent(given: object) -> int:
    text = str(given)
    return min(100, int(text)) if text.isascii() and text.isdigit() and len(text) < 4 else 50


def _objection(batch: UploadBatch, chosen: ChosenRoles) -> Message | None:
    if batch.target.is_new and not chosen.title:
        return say("The episode has no title: write one.")
    if twice := chosen_twice(one.role for one in chosen.files):
        names = [one.file.shown_name for one in chosen.files if one.role in twice]
        return say("An episode has one of these: choose between {names}.", names=", ".join(names))
    if _ffmpeg_lacks(one.file for one in chosen.files if one.role != NOTHING):
        return say("Without ffmpeg no recording can be made of these: install it, or leave them out.")
    if not batch.target.is_new and all(one.role == NOTHING for one in chosen.files):
        return say("Everything is left out: there is nothing to do.")
    return None


ROUTES: tuple[Route, ...] = ()
CHANGES = (
    UploadRoute("/upload/{token}/new", take_for_new),
    UploadRoute("/upload/{token}/show", take_for_show),
    UploadRoute("/upload/{token}/episodes/{slug}", take_for_episode),
    Route("/files/{batch}", show_files),
    Route("/files/{batch}/{number}", show_picture),
    ChangeRoute("/files", make),
)
