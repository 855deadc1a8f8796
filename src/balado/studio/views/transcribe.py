"""A draft of what is said, written by the verb that listens; a model is fetched only where that was asked for here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import UsageError
from balado.media.ffmpeg import need_ffmpeg
from balado.message import Message, say
from balado.source.files import scan
from balado.source.folder import EpisodeFolder, drafts_in
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.tasks import TaskRunner
from balado.studio.views.board import entries
from balado.workshop.speech.library import has_library, missing_library
from balado.workshop.speech.models import find_model
from balado.workshop.speech.pinned_models import MODELS

_USUAL = "small"


@dataclass(frozen=True, slots=True)
class ListeningModel:
    """A model that may listen: what it is called, its size, where it comes from, whether it is here.

    `refusal` says why it cannot be used.
    """

    name: str
    byte_size: int
    place: str
    is_here: bool
    refusal: Message | None


def ask_draft(request: Request) -> Response:
    """Which model is to listen, and whether it may be fetched."""
    studio = studio_of(request)
    return _page(studio, _folder(studio, request.path_params["slug"]))


def _folder(studio: Studio, slug: str) -> EpisodeFolder:
    found = scan(studio.root).episode(slug)
    if found is None or found.text is None:
        raise HTTPException(404)
    return found


def _page(studio: Studio, folder: EpisodeFolder, chosen: str = _USUAL, told: Message | None = None) -> Response:
    models = [_model(studio, name) for name in MODELS]
    title = next((one.title for one in entries(studio.state.snapshot) if one.slug == folder.slug), folder.slug)
    context: dict[str, Any] = {
        "title": say("A draft of what is said: {title}", title=title),
        "slug": folder.slug,
        "told": told,
        "refusal": _refusal(studio, folder, models),
        "models": models,
        "chosen": chosen,
        "lacks": [one for one in models if not one.is_here and one.refusal is None],
        "models_folder": studio.models,
        "drafts": drafts_in(folder),
    }
    return studio.page("transcribe.html", studio.state.snapshot, context, 200 if told is None else 422)


def _model(studio: Studio, name: str) -> ListeningModel:
    pinned = MODELS[name]
    is_here = studio.models is not None and find_model(pinned, studio.models) is not None
    refusal = None if has_library(pinned.library) else missing_library(pinned.library).message
    return ListeningModel(name, pinned.byte_size, pinned.place, is_here, refusal)


def _refusal(studio: Studio, folder: EpisodeFolder, models: list[ListeningModel]) -> Message | None:
    """Why nothing can be heard, in one sentence with what to do."""
    if not (folder.audio or folder.masters):
        return say("This episode has no recording yet: drop one on its page.")
    if studio.models is None:
        return say("There is no home folder to keep a model in: name the folder of one, with `--model`.")
    try:
        need_ffmpeg()
    except UsageError as error:
        return error.message
    usual = next(one for one in models if one.name == _USUAL)
    return usual.refusal if all(one.refusal is not None for one in models) else None


def draft(studio: Studio, form: FormData) -> Response:
    """Begin to listen; or ask again, where that was not allowed."""
    folder = _folder(studio, str(form.get("slug")))
    name = str(form.get("model"))
    if name not in MODELS:
        raise HTTPException(422, studio.templates.text(say("Choose what is to listen.")))
    downloads, again = form.get("download") == "yes", form.get("again") == "yes"
    model = _model(studio, name)
    if (refusal := _refusal(studio, folder, [_model(studio, one) for one in MODELS]) or model.refusal) is not None:
        return _page(studio, folder, name, refusal)
    if not model.is_here and not downloads:
        return _page(studio, folder, name, say("{name} is not here yet: allow that it is fetched.", name=name))
    if drafts_in(folder) and not again:
        return _page(studio, folder, name, say("There is a draft already: say that it is to be written anew."))
    asked = ["--model", name, "--download" if downloads and not model.is_here else "--offline"]
    asked += [*(["--again"] if again else []), "--", folder.slug]

    def listen(task: TaskRunner) -> None:
        end = task.verb(say("Listening to the recording"), "transcribe", *asked)
        task.tell_end(end)
        path = end.event("drafted").get("path")
        if end.is_done and path:
            task.tell(say("The draft is written: read it while you listen."))
            task.lead(f"/transcripts/{quote(str(path))}")
        studio.state.refresh()

    if not studio.tasks.start(say("A draft is being written"), listen):
        told = say("Something else is under way: wait until it is done, or stop it.")
        return _page(studio, folder, name, told)
    return RedirectResponse("/work", 303)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/transcribe/{slug}", ask_draft), ChangeRoute("/transcribe", draft))
