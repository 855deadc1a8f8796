"""The first steps: a show in an empty folder, and a new episode."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import Fault, Place, UsageError
from balado.message import Message, say
from balado.source.files import scan
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.forms.field import Field
from balado.studio.forms.fields import fields_of
from balado.studio.saving.begin import begin_episode, begin_show
from balado.studio.views.cover import lacks_cover

QUESTIONS: tuple[tuple[str, str, Message], ...] = (
    ("title", "title", say("Title of the show")),
    ("description", "description", say("What it is about, in a sentence or two")),
    ("language", "language", say("Language (fr, en, pt-br …)")),
    ("author", "author", say("Who makes it, as apps should show it")),
    ("link", "link", say("Web page of the show (https://…)")),
    ("category", "categories", say("Category")),
    ("email", "owner.email", say("Public e-mail address for platforms; empty for none")),
    ("timezone", "timezone", say("Time zone (Europe/Paris …)")),
    ("url", "publish.url", say("Public address where feed and audio will be; empty: I have no address yet")),
)
"""What a show begins with: the answer, the key that it becomes, and the question, as `balado init` asks it."""

_OPTIONAL = frozenset({"email", "url"})


def ask_show(request: Request) -> Response:
    """The questions of a first run; where there is a show, its form."""
    studio = studio_of(request)
    if scan(studio.root).show_file is not None:
        return RedirectResponse("/edit/show", 303)
    zone = {"fr": "Europe/Paris"}.get(studio.templates.language, "")
    return _page(studio, {"language": studio.templates.language, "timezone": zone}, ())


def _page(studio: Studio, answers: dict[str, str], faults: tuple[Fault, ...]) -> Response:
    fields: dict[str, Field] = fields_of("feed.yaml", studio.templates.words, studio.templates.language)
    context: dict[str, Any] = {
        "title": say("Begin a show"),
        "questions": [
            (name, text, fields[key], answers.get(name, ""), [one for one in faults if one.place.key == name])
            for name, key, text in QUESTIONS
        ],
        "explicit": answers.get("explicit", "no"),
        "optional": _OPTIONAL,
        "faults": faults,
    }
    return studio.page("begin.html", studio.state.snapshot, context, 422 if faults else 200)


def create_show(studio: Studio, given: FormData) -> Response:
    """Write the files of the show, or ask again with what is wrong."""
    answers = {name: str(given.get(name) or "").strip() for name, _, _ in QUESTIONS}
    answers["explicit"] = "yes" if given.get("explicit") == "yes" else "no"
    try:
        faults = begin_show(studio.root, answers, studio.templates.catalogue)
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    if faults:
        return _page(studio, answers, faults)
    studio.state.refresh()
    return RedirectResponse("/new", 303)


def ask_episode(request: Request) -> Response:
    """The one question of a new episode."""
    studio = studio_of(request)
    if scan(studio.root).show_file is None:
        return RedirectResponse("/begin", 303)
    return _new(studio, "", ())


def _new(studio: Studio, title: str, faults: tuple[Fault, ...]) -> Response:
    context = {"title": say("New episode"), "here": "/new", "value": title, "faults": faults,
               "lacks_cover": lacks_cover(studio)}  # fmt: skip
    return studio.page("new.html", studio.state.snapshot, context, 422 if faults else 200)


def create_episode(studio: Studio, given: FormData) -> Response:
    """Write the folder of the episode, and go on in its form."""
    title = " ".join(str(given.get("title") or "").split())
    if not title:
        return _new(studio, title, (_no_title(),))
    try:
        begun = begin_episode(studio.root, title, studio.templates.catalogue)
    except UsageError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    if not isinstance(begun, str):
        return _new(studio, title, begun)
    studio.state.refresh()
    slug = next(one.slug for one in scan(studio.root).episodes if one.text is not None and one.text.path == begun)
    return RedirectResponse(f"/edit/episodes/{quote(slug)}", 303)


def _no_title() -> Fault:
    return Fault(Place("episode.md", None, "title"), say("It has no title."), say("Write one."))


ROUTES: tuple[Route, ...] = ()
CHANGES = (
    Route("/begin", ask_show),
    Route("/new", ask_episode),
    ChangeRoute("/begin", create_show),
    ChangeRoute("/new", create_episode),
)
