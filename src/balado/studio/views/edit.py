"""Forms of the show and of its episodes, and what they save: with a script at once, without one when they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from balado.errors import Fault, UsageError
from balado.feed.notes.render import render_notes
from balado.source.files import scan
from balado.source.folder import SHOW_FILE, Scan, TextFile
from balado.source.keys.change import KeyChanges
from balado.source.keys.merge import Clash
from balado.source.keys.written import Value, within_braces
from balado.source.settings import show_zone
from balado.studio.change import CSRF, ChangeRoute
from balado.studio.chapters.file import is_chapter_file
from balado.studio.chapters.origin import chapter_file_of, has_form
from balado.studio.context import Studio, studio_of
from balado.studio.edited import EditedFile, fields_at
from balado.studio.forms.field import EditForm
from balado.studio.forms.labels import LABELS
from balado.studio.forms.posted import Posted
from balado.studio.forms.refill import refilled, with_faults
from balado.studio.saving.copies import digest_of
from balado.studio.saving.files import content_of
from balado.studio.saving.save import Entered, MissingFileError, Saved
from balado.studio.views.saves import told_refusal

_BY_SCRIPT = "script"
"""The name under which a script says that it wants data, not a page."""


def edit_show(request: Request) -> Response:
    """The form of feed.yaml."""
    return _edit(studio_of(request), SHOW_FILE, request.query_params)


def edit_episode(request: Request) -> Response:
    """The form of an episode, by its slug."""
    studio = studio_of(request)
    folder = scan(studio.root).episode(request.path_params["slug"])
    if folder is None or folder.text is None:
        raise HTTPException(404)
    return _edit(studio, folder.text.path, request.query_params)


def edit_chapters(request: Request) -> Response:
    """The form of the file that holds an episode's chapters."""
    studio = studio_of(request)
    found = scan(studio.root)
    folder = found.episode(request.path_params["slug"])
    path = chapter_file_of(found, folder) if folder is not None else None
    if folder is None or path is None or not has_form(folder, path):
        raise HTTPException(404)
    return _edit(studio, path, request.query_params)


def _edit(studio: Studio, path: str, given: Mapping[str, str]) -> Response:
    try:
        found, file = studio.saving.open(path)
    except MissingFileError:
        raise HTTPException(404) from None
    kept = studio.saving.copies.kept(path)
    if kept is not None and given.get("kept") == "1":
        return _page(studio, found, file, posted=kept.posted, base=kept.base)
    return _page(studio, found, file, saved=given.get("saved", ""))


def _page(  # noqa: PLR0913 (what a form is shown with)
    studio: Studio,
    found: Scan,
    file: TextFile,
    *,
    posted: Posted | None = None,
    base: str = "",
    refusal: Saved | None = None,
    saved: str = "",
) -> Response:
    """The form of a file, with what was entered in it and not saved, where there is such."""
    snapshot = studio.state.snapshot
    edited, content = EditedFile(studio, found, file), content_of(file)
    if isinstance(content, Fault):
        return studio.page("edit_broken.html", snapshot, {"title": file.path, "broken": content})
    form = edited.form(content)
    if posted is not None:
        form = refilled(form, posted)
    form = with_faults(form, refusal.faults if refusal is not None else edited.faults)
    digest = digest_of(file.raw or b"")
    kept = studio.saving.copies.kept(file.path) if posted is None else None
    context: dict[str, Any] = {
        "title": edited.title,
        "here": "/edit/show" if file.path == SHOW_FILE else "",
        "form": form,
        "base": digest if refusal is not None and refusal.clashes else base or digest,
        "digest": digest,
        "kept": kept,
        "clashes": [_told(studio, one) for one in refusal.clashes] if refusal is not None else [],
        "is_refused": refusal is not None,
        "saved": saved if any(one.after == saved for one in studio.saving.copies.steps()) else "",
        "is_as_it_was": saved == digest,
        "form_address": edited.address,
        "preview": _preview(form.notes or "") if form.notes is not None else "",
        "zone": str(show_zone(found)),
        "sound": edited.sound,
        "chapters": edited.chapters,
        "is_chapters": is_chapter_file(file.path),
        "group_label": lambda name: _label(studio, name),
        "episode_address": edited.episode_address,
    }
    return studio.page("edit.html", snapshot, context, 422 if refusal is not None else 200)


def _label(studio: Studio, name: str) -> str:
    return studio.templates.words(LABELS.get(name, name))


def _told(studio: Studio, clash: Clash) -> dict[str, str]:
    """A key that both changed, with its three texts."""
    label = _label(studio, clash.path[-1])
    texts = {"base": clash.base, "theirs": clash.theirs, "ours": clash.ours}
    return {"label": label, "key": ".".join(clash.path), **{name: _text(value) for name, value in texts.items()}}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else within_braces(value)


def save_form(studio: Studio, given: FormData) -> Response:
    """Save what was entered; or the form again, with what is wrong and all that was entered."""
    posted = _posted(given)
    path, base = _one(posted, "path"), _one(posted, "base")
    fields = fields_at(studio, path)
    saved, found, file = _done(studio, path, lambda: studio.saving.save(Entered(path, base, posted), fields))
    if _BY_SCRIPT in posted:
        return JSONResponse(_as_data(studio, found, file, saved, posted))
    if saved.is_refused:
        return _page(studio, found, file, posted=posted, base=base, refusal=saved)
    return _back_to_form(EditedFile(studio, found, file), saved)


def _done(studio: Studio, path: str, save: Callable[[], Saved]) -> tuple[Saved, Scan, TextFile]:
    """What came of a save, and the file as it is then. Raises HTTPException where it is gone, or cannot be written."""
    try:
        saved = save()
        studio.state.refresh()
        return saved, *studio.saving.open(path)
    except MissingFileError:
        raise HTTPException(404) from None
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error


def _back_to_form(edited: EditedFile, saved: Saved) -> Response:
    """Whoever pressed a button is told, also where a script had saved the same a moment before."""
    return RedirectResponse(f"{edited.address}?saved={saved.digest}", 303)


def _as_data(studio: Studio, found: Scan, file: TextFile, saved: Saved, posted: Posted) -> dict[str, Any]:
    """The same for a script: which messages stand beside which controls."""
    edited, content = EditedFile(studio, found, file), content_of(file)
    faults: list[dict[str, str]] = []
    if not isinstance(content, Fault):
        form = edited.form(content)
        told = saved.faults if saved.is_refused else edited.faults
        faults = list(_beside(studio, with_faults(refilled(form, posted), told)))
    return {
        "saved": not saved.is_refused,
        "written": saved.is_written,
        "base": saved.digest if not saved.is_refused else _one(posted, "base"),
        "clashes": [_told(studio, one) for one in saved.clashes],
        "faults": faults,
    }


def _beside(studio: Studio, form: EditForm) -> list[dict[str, str]]:
    found: list[tuple[str, Fault]] = [("summary", fault) for fault in form.faults]
    found += [("f-notes", fault) for fault in form.notes_faults]
    for section in form.sections:
        for filled in section.fields:
            found += [(filled.field.id, fault) for fault in filled.faults]
            found += [(f"{filled.field.id}-{quote(row.id)}", fault) for row in filled.rows for fault in row.faults]
    text = studio.templates.text
    return [{"at": at, "severity": one.severity, "text": f"{text(one.what)} {text(one.remedy)}"} for at, one in found]


def undo(studio: Studio, given: FormData) -> Response:
    """Take back one save."""
    posted = _posted(given)
    path, after = _one(posted, "path"), _one(posted, "after")
    step = studio.saving.step_to(path, after)
    saved, found, file = _done(studio, path, lambda: studio.saving.undo(path, after))
    if saved.is_refused and step is not None:
        return told_refusal(studio, saved, step)
    return RedirectResponse(EditedFile(studio, found, file).address, 303)


def forget(studio: Studio, given: FormData) -> Response:
    """What was entered and not saved is wanted no more."""
    path = _one(_posted(given), "path")
    try:
        found, file = studio.saving.open(path)
    except MissingFileError:
        raise HTTPException(404) from None
    studio.saving.copies.forget(path)
    return RedirectResponse(EditedFile(studio, found, file).address, 303)


def make_draft(studio: Studio, given: FormData) -> Response:
    """An episode is kept at home: the line `draft: true` is written."""
    path = _one(_posted(given), "path")
    if path == SHOW_FILE or is_chapter_file(path):
        raise HTTPException(404)
    saved, found, file = _done(studio, path, lambda: studio.saving.change(path, KeyChanges({("draft",): True})))
    if saved.is_refused:
        return _page(studio, found, file, refusal=saved)
    return _back_to_form(EditedFile(studio, found, file), saved)


def show_notes(_studio: Studio, given: FormData) -> Response:
    """Notes as listeners get them, for the frame beside their field."""
    return JSONResponse({"html": _preview(_one(_posted(given), "notes"))})


def _preview(notes: str) -> str:
    """A document of its own: the frame that shows it is sandboxed, whatever the notes hold."""
    return (
        '<!DOCTYPE html><meta charset="utf-8"><meta name="color-scheme" content="light dark">'
        f"<body>{render_notes(notes).html}</body>"
    )


def _posted(given: FormData) -> dict[str, list[str]]:
    names = dict.fromkeys(name for name, _ in given.multi_items() if name != CSRF)
    return {name: [str(value) for value in given.getlist(name)] for name in names}


def _one(posted: Posted, name: str) -> str:
    values = posted.get(name, ())
    return values[0] if values else ""


ROUTES: tuple[Route, ...] = ()
CHANGES = (
    Route("/edit/show", edit_show),
    Route("/edit/episodes/{slug}", edit_episode),
    Route("/edit/chapters/{slug}", edit_chapters),
    ChangeRoute("/edit/save", save_form),
    ChangeRoute("/edit/undo", undo),
    ChangeRoute("/edit/forget", forget),
    ChangeRoute("/edit/draft", make_draft),
    ChangeRoute("/edit/notes", show_notes),
)
