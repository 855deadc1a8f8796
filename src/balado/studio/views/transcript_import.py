"""A transcript that was made elsewhere is brought into an episode: with its times, or given those of the sound."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.errors import BaladoError, UsageError
from balado.message import say
from balado.source.folder import EpisodeFolder
from balado.studio.captions.alignment import AlignmentRun, transcribe_command
from balado.studio.captions.importing import (
    ACCEPTED_SUFFIXES,
    WRITTEN_SUFFIXES,
    import_captions,
    suffix_of,
)
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.views.board import entries
from balado.studio.views.transcript import transcripts_beside

_MOST_BYTES = 60_000_000
"""Word files may hold pictures; what is read of one is bounded again by the workshop."""


def show_import(request: Request) -> Response:
    """The form, and how far a text is that is being given its times."""
    return _page(studio_of(request), request.path_params["slug"])


def bring_in(studio: Studio, form: FormData) -> Response:
    """A file that was chosen: captions are there at once, words without times when they were heard."""
    slug = str(form.get("slug", ""))
    folder = _folder(studio, slug)
    try:
        given = form.get("text")
        if not isinstance(given, UploadFile) or not given.filename:
            raise UsageError(say("Choose a file first."))
        raw = given.file.read(_MOST_BYTES)
        suffix = suffix_of(given.filename)
        if suffix in WRITTEN_SUFFIXES:
            command = transcribe_command(studio.root, slug, studio.templates.language)
            studio.transcripts.align(slug, lambda: AlignmentRun(command, raw, suffix))
            return RedirectResponse(f"/transcript-import/{quote(slug)}", 303)
        is_draft = form.get("kind") != "transcript"
        path = import_captions(studio.transcripts, folder, given.filename, raw, is_draft=is_draft)
    except BaladoError as error:
        return _page(studio, slug, error)
    studio.state.refresh()
    studio.state.wait(lambda one: path in one.glance.texts, 5)
    return RedirectResponse(f"/transcripts/{quote(path)}", 303)


def _page(studio: Studio, slug: str, refused: BaladoError | None = None) -> Response:
    snapshot = studio.state.snapshot
    folder = _folder(studio, slug)
    under_way = studio.transcripts.alignment(slug)
    context: dict[str, Any] = {
        "title": say("Bring in a transcript: {title}", title=_title(studio, slug)),
        "slug": slug,
        "refused": refused,
        "suffixes": ACCEPTED_SUFFIXES,
        "there": transcripts_beside(snapshot, folder.path),
        "alignment": under_way.state if under_way is not None else None,
    }
    return studio.page("transcript_import.html", snapshot, context, 200 if refused is None else 409)


def _folder(studio: Studio, slug: str) -> EpisodeFolder:
    snapshot = studio.state.snapshot
    known = snapshot.preview.episodes.get(slug) if snapshot.preview is not None else None
    if known is None:
        raise HTTPException(404)
    path = known.written.folder
    others = tuple(one for one in snapshot.glance.texts if one.rpartition("/")[0] == path)
    return EpisodeFolder(path.rpartition("/")[2], slug, path, others=others)


def _title(studio: Studio, slug: str) -> str:
    return next((one.title for one in entries(studio.state.snapshot) if one.slug == slug), slug)


ROUTES = ()
CHANGES = (
    Route("/transcript-import/{slug}", show_import),
    ChangeRoute("/transcripts/import", bring_in, files=1, most_bytes=_MOST_BYTES),
)
