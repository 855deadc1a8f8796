"""What was saved in this studio, the newest first: what each save changed in words, and its way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import Fault, UsageError
from balado.feed.difference import FieldChange
from balado.message import say
from balado.source.files import scan
from balado.source.folder import SHOW_FILE, Scan
from balado.source.keys.merge import Clash
from balado.source.keys.written import Value, within_braces
from balado.source.secrecy import masked
from balado.source.settings import show_zone
from balado.studio.change import ChangeRoute
from balado.studio.compared import ComparedField, compared
from balado.studio.context import Studio, studio_of
from balado.studio.forms.labels import LABELS
from balado.studio.saving.copies import Step
from balado.studio.saving.files import text_in
from balado.studio.saving.save import MissingFileError, Saved
from balado.studio.saving.steps import PastSave, past_saves

_PAGE = 20


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A key that was changed again since a save: what it was before that, what the save made of it, what it is now."""

    label: str
    before: str
    saved: str
    now: str


@dataclass(frozen=True, slots=True)
class ShownSave:
    """A save as the page tells it. `title` says of what, `edit` is where its form is; empty where it is gone."""

    past: PastSave
    when: datetime
    title: str
    edit: str
    keys: tuple[ComparedField, ...]
    clashes: tuple[ShownClash, ...]

    @property
    def id(self) -> str:
        """What the page calls it."""
        return f"save-{name_of_step(self.past.step)}"


def name_of_step(step: Step) -> str:
    """A save, among all of its file: no two that made another text of it have the same."""
    return f"{step.before[:16]}-{step.after[:16]}"


def show_saves(request: Request) -> Response:
    """All that is remembered, a page at a time."""
    return _page(studio_of(request), request.query_params)


def _page(studio: Studio, asked: Mapping[str, str], faults: tuple[Fault, ...] = ()) -> Response:
    steps = tuple(reversed(studio.saving.copies.steps()))
    found = scan(studio.root)
    pages = max(1, -(-len(steps) // _PAGE))
    page = min(pages, _number(asked.get("page", "")))
    context: dict[str, Any] = {
        "title": say("What was saved here"),
        "here": "/history",
        "saves": list(_shown(studio, found, steps[(page - 1) * _PAGE : page * _PAGE])),
        "zone": str(show_zone(found)),
        "page": page,
        "pages": pages,
        "count": len(steps),
        "refused": asked.get("refused", ""),
        "was_undone": asked.get("undone") == "1",
        "faults": faults,
    }
    return studio.page("saves.html", studio.state.snapshot, context, 422 if faults else 200)


def _shown(studio: Studio, found: Scan, steps: tuple[Step, ...]) -> Iterator[ShownSave]:
    titles = {one.slug: one.title for one in studio.state.snapshot.glance.episodes}
    slugs = {one.text.path: one.slug for one in found.episodes if one.text is not None}
    label = studio.templates.words

    def now(path: str) -> bytes | None:
        text = text_in(found, path)
        return None if text is None else text.raw

    for past in past_saves(steps, studio.saving.copies.get, now):
        path = past.step.path
        slug = slugs.get(path)
        keys = (FieldChange(_label(label, one.path), _text(one.before), _text(one.after)) for one in past.keys)
        yield ShownSave(
            past,
            datetime.fromisoformat(past.step.at),
            studio.templates.text(say("The show")) if path == SHOW_FILE else titles.get(slug or "", path),
            "/edit/show" if path == SHOW_FILE else f"/edit/episodes/{quote(slug)}" if slug else "",
            tuple(map(compared, keys)),
            tuple(_shown_clash(label, one) for one in past.clashes),
        )


def _label(words: Any, path: tuple[str, ...]) -> str:
    return f"{words(LABELS.get(path[-1], path[-1]))} ({'.'.join(path)})"


def _shown_clash(words: Any, clash: Clash) -> ShownClash:
    before, saved, now = (masked(_text(one)) for one in (clash.ours, clash.base, clash.theirs))
    return ShownClash(_label(words, clash.path), before, saved, now)


def _text(value: Value) -> str:
    return "" if value is None else value if isinstance(value, str) else within_braces(value)


def undo_save(studio: Studio, form: FormData) -> Response:
    """Take one save back, where nothing that was changed since is touched by it; else it says what that is."""
    path, name = str(form.get("path") or ""), str(form.get("save") or "")
    steps = studio.saving.copies.steps()
    step = next((one for one in reversed(steps) if one.path == path and name_of_step(one) == name), None)
    if step is None:
        raise HTTPException(409, studio.templates.text(say("This save is not kept any more.")))
    try:
        saved = studio.saving.undo(path, step.after, step.before)
    except MissingFileError:
        raise HTTPException(404) from None
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    studio.state.refresh()
    return told_refusal(studio, saved, step) if saved.is_refused else RedirectResponse("/saves?undone=1", 303)


def told_refusal(studio: Studio, saved: Saved, step: Step) -> Response:
    """Why a save could not be taken back: what was changed since, or what would be wrong then."""
    if saved.clashes:
        name = name_of_step(step)
        return RedirectResponse(f"/saves?refused={name}#save-{name}", 303)
    return _page(studio, {}, saved.faults)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) > 0 else 1


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/saves", show_saves), ChangeRoute("/saves/undo", undo_save))
