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
from balado.message import say
from balado.source.files import scan
from balado.source.folder import SHOW_FILE, Scan, TextFile
from balado.source.keys.change import KeyChanges, read_content
from balado.source.keys.merge import Clash
from balado.source.keys.written import Value, within_braces
from balado.source.settings import show_zone
from balado.studio.change import CSRF, ChangeRoute
from balado.studio.chapters.times import faults_of_times
from balado.studio.context import Studio, studio_of
from balado.studio.forms.field import EditForm, Field, Section
from balado.studio.forms.fill import form_of
from balado.studio.forms.labels import LABELS
from balado.studio.forms.posted import Posted
from balado.studio.forms.refill import refilled, with_faults
from balado.studio.forms.sections import sections_of
from balado.studio.recording import recording_in
from balado.studio.saving.copies import digest_of
from balado.studio.saving.save import Entered, MissingFileError, Saved
from balado.studio.saving.validate import faults_in, read_with
from balado.studio.views.saves import told_refusal

_BY_SCRIPT = "script"
"""The name under which a script says that it wants data, not a page."""


def edit_show(request: Request) -> Response:
    """The form of feed.yaml."""
    return _edit(studio_of(request), SHOW_FILE, request.query_params)


def edit_episode(request: Request) -> Response:
    """The form of an episode, by its slug."""
    studio = studio_of(request)
    slug = request.path_params["slug"]
    text = next((one.text for one in scan(studio.root).episodes if one.slug == slug), None)
    if text is None:
        raise HTTPException(404)
    return _edit(studio, text.path, request.query_params)


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
    content = read_content(file)
    if isinstance(content, Fault):
        return studio.page("edit_broken.html", snapshot, {"title": file.path, "broken": content})
    form = form_of(file.path, _sections(studio, found, file), content, show_zone(found))
    if posted is not None:
        form = refilled(form, posted)
    form = with_faults(form, refusal.faults if refusal is not None else _faults(studio, found, file))
    digest = digest_of(file.raw or b"")
    kept = studio.saving.copies.kept(file.path) if posted is None else None
    context: dict[str, Any] = {
        "title": _title(studio, file),
        "here": "/edit/show" if file.path == SHOW_FILE else "",
        "form": form,
        "base": digest if refusal is not None and refusal.clashes else base or digest,
        "digest": digest,
        "kept": kept,
        "clashes": [_told(studio, one) for one in refusal.clashes] if refusal is not None else [],
        "is_refused": refusal is not None,
        "saved": saved if any(one.after == saved for one in studio.saving.copies.steps()) else "",
        "form_address": _address(found, file.path),
        "preview": _preview(form.notes or "") if form.notes is not None else "",
        "zone": str(show_zone(found)),
        "sound": recording_in(snapshot, _folder(file.path)),
        "group_label": lambda name: _label(studio, name),
        "episode_address": _episode_address(found, file.path),
    }
    return studio.page("edit.html", snapshot, context, 422 if refusal is not None else 200)


def _sections(studio: Studio, found: Scan, file: TextFile) -> list[Section]:
    show = read_with(found, file).presumed
    return sections_of(file.path, studio.templates.words, studio.templates.language, tuple(show.people))


def _fields(studio: Studio, path: str) -> list[Field]:
    sections = sections_of(path, studio.templates.words, studio.templates.language)
    return [field for section in sections for field in section.fields]


def _faults(studio: Studio, found: Scan, file: TextFile) -> tuple[Fault, ...]:
    """What is wrong with the file, and with its chapters beside the recording."""
    sound = recording_in(studio.state.snapshot, _folder(file.path))
    reading = read_with(found, file)
    episodes = (*reading.episodes, *reading.presumed_episodes) if file.path != SHOW_FILE else ()
    chapters = [chapter for episode in episodes for chapter in episode.chapters or ()]
    timing = faults_of_times(file.path, chapters, sound.duration if sound is not None else None)
    return (*faults_in(found, file), *timing)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _label(studio: Studio, name: str) -> str:
    return studio.templates.words(LABELS.get(name, name))


def _title(studio: Studio, file: TextFile) -> str:
    if file.path == SHOW_FILE:
        return studio.templates.text(say("The show"))
    content = read_content(file)
    title = None if isinstance(content, Fault) else content.tree.get("title")
    return title if isinstance(title, str) else file.path.split("/")[-2]


def _address(found: Scan, path: str) -> str:
    if path == SHOW_FILE:
        return "/edit/show"
    slug = next(one.slug for one in found.episodes if one.text is not None and one.text.path == path)
    return f"/edit/episodes/{quote(slug)}"


def _episode_address(found: Scan, path: str) -> str:
    return "" if path == SHOW_FILE else _address(found, path).removeprefix("/edit")


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
    fields = _fields(studio, path)
    saved, found, file = _done(studio, path, lambda: studio.saving.save(Entered(path, base, posted), fields))
    if _BY_SCRIPT in posted:
        return JSONResponse(_as_data(studio, found, file, saved, posted))
    if saved.is_refused:
        return _page(studio, found, file, posted=posted, base=base, refusal=saved)
    return _back_to_form(found, path, saved)


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


def _back_to_form(found: Scan, path: str, saved: Saved) -> Response:
    mark = f"?saved={saved.digest}" if saved.is_written else ""
    return RedirectResponse(f"{_address(found, path)}{mark}", 303)


def _as_data(studio: Studio, found: Scan, file: TextFile, saved: Saved, posted: Posted) -> dict[str, Any]:
    """The same for a script: which messages stand beside which controls."""
    content = read_content(file)
    faults: list[dict[str, str]] = []
    if not isinstance(content, Fault):
        form = form_of(file.path, _sections(studio, found, file), content, show_zone(found))
        told = saved.faults if saved.is_refused else _faults(studio, found, file)
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
    saved, found, _ = _done(studio, path, lambda: studio.saving.undo(path, after))
    if saved.is_refused and step is not None:
        return told_refusal(studio, saved, step)
    return RedirectResponse(_address(found, path), 303)


def forget(studio: Studio, given: FormData) -> Response:
    """What was entered and not saved is wanted no more."""
    path = _one(_posted(given), "path")
    try:
        found, _ = studio.saving.open(path)
    except MissingFileError:
        raise HTTPException(404) from None
    studio.saving.copies.forget(path)
    return RedirectResponse(_address(found, path), 303)


def make_draft(studio: Studio, given: FormData) -> Response:
    """An episode is kept at home: the line `draft: true` is written."""
    path = _one(_posted(given), "path")
    if path == SHOW_FILE:
        raise HTTPException(404)
    saved, found, file = _done(studio, path, lambda: studio.saving.change(path, KeyChanges({("draft",): True})))
    if saved.is_refused:
        return _page(studio, found, file, refusal=saved)
    return _back_to_form(found, path, saved)


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
    ChangeRoute("/edit/save", save_form),
    ChangeRoute("/edit/undo", undo),
    ChangeRoute("/edit/forget", forget),
    ChangeRoute("/edit/draft", make_draft),
    ChangeRoute("/edit/notes", show_notes),
)
