"""A transcript beside its sound: to be read, corrected line by line, and accepted in the end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from balado.edition.pages.preview import PreviewedEpisode
from balado.errors import BaladoError
from balado.message import Message, say
from balado.source.folder import EpisodeFolder, is_draft_transcript
from balado.studio.captions.document import CaptionFile
from balado.studio.captions.editing import TranscriptEditing
from balado.studio.captions.found import FoundCaption, found_in, words_to_put_right
from balado.studio.captions.rows import row_of, speakers_in, unnamed_in, unsure_in
from balado.studio.captions.search import WordSearch
from balado.studio.captions.splices import splices
from balado.studio.context import Studio, studio_of
from balado.studio.state import Snapshot
from balado.studio.views.board import entries
from balado.transcripts.cue_lines import FORMS
from balado.workshop.speech.accept import replaced_by
from balado.workshop.speech.correct import vocabulary_of
from balado.workshop.speech.glossary import Term

_SHOWN_FOUND = 200
_LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class ShownTranscript:
    """A transcript of the show: its path, the episode it belongs to, and what changes it."""

    path: str
    slug: str
    title: str
    known: PreviewedEpisode | None
    editing: TranscriptEditing
    folder: EpisodeFolder

    @property
    def address(self) -> str:
        """Its page."""
        return f"/transcripts/{quote(self.path)}"

    @property
    def is_draft(self) -> bool:
        """Whether it waits for a reader."""
        return is_draft_transcript(self.path)


def shown_transcript(studio: Studio, path: str) -> ShownTranscript:
    """The transcript at a path that the show is known to hold: no other can be named."""
    snapshot = studio.state.snapshot
    if path not in snapshot.glance.texts or not is_readable(path):
        raise HTTPException(404)
    folder = path.rpartition("/")[0]
    episodes = snapshot.preview.episodes if snapshot.preview is not None else {}
    name = folder.rpartition("/")[2]
    slug, known = next(((slug, one) for slug, one in episodes.items() if one.written.folder == folder), (name, None))
    title = next((one.title for one in entries(snapshot) if one.slug == slug), slug)
    others = tuple(one for one in snapshot.glance.texts if one.rpartition("/")[0] == folder)
    episode = EpisodeFolder(name, slug, folder, others=others)
    return ShownTranscript(path, slug, title, known, studio.transcripts.at(path), episode)


def is_readable(path: str) -> bool:
    """Whether a file has captions that can be read one by one."""
    return PurePosixPath(path).suffix.lower() in FORMS


def transcripts_beside(snapshot: Snapshot, folder: str) -> list[tuple[str, bool]]:
    """The transcripts of an episode's folder that can be read here, drafts first, and whether each is one."""
    found = [path for path in snapshot.glance.texts if path.rpartition("/")[0] == folder and is_readable(path)]
    return sorted(((path, is_draft_transcript(path)) for path in found), key=lambda one: (not one[1], one[0]))


def show_transcript(request: Request) -> Response:
    """All of it, with the sound."""
    studio = studio_of(request)
    shown = shown_transcript(studio, request.path_params["path"])
    wanted = request.query_params.get("line", "")
    return transcript_page(studio, shown, {"line": wanted, "was_saved": request.query_params.get("saved") == "1"})


def transcript_page(
    studio: Studio, shown: ShownTranscript, context: Mapping[str, Any] | None = None, status: int = 200
) -> HTMLResponse:
    """The page of a transcript; of one that cannot be read, what is wrong with it."""
    snapshot = studio.state.snapshot
    shared: dict[str, Any] = {"title": say("Transcript: {title}", title=shown.title), "shown": shown, "unread": None}
    try:
        file = shown.editing.read()
    except BaladoError as error:
        return studio.page("transcript.html", snapshot, {**shared, "unread": error}, 200)
    shared |= {
        "file": file,
        "rows": [row_of(caption) for caption in file.captions],
        "replaced": replaced_by(shown.folder, shown.path) if shown.is_draft else (),
        "names": list(dict.fromkeys([*speakers_in(file), *_people(snapshot, shown)])),
        "lang": _language(snapshot, shown),
        "line": "",
        "was_saved": False,
        "conflict": None,
        "refused": None,
        "counts": counts_of(shown.editing, file),
        "progress": shown.editing.progress,
        "can_undo": shown.editing.can,
        "words": _words_for_script(studio),
    }
    return studio.page("transcript.html", snapshot, {**shared, **(context or {})}, status)


def counts_of(editing: TranscriptEditing, file: CaptionFile) -> dict[str, int]:
    """What is left to be done: words that may be wrong, and captions that were not heard."""
    return {
        "captions": len(file.captions),
        "unsure": unsure_in(file.captions),
        "unnamed": unnamed_in(file.captions),
        "unheard": len(editing.progress.unheard(file.captions)),
    }


def show_changes(request: Request) -> Response:
    """What a page that shows an earlier revision must change to show the file as it is."""
    studio = studio_of(request)
    shown = shown_transcript(studio, request.query_params.get("file", ""))
    try:
        file = shown.editing.read()
    except BaladoError as error:
        return json_answer({"said": studio.templates.text(error.message)}, 422)
    return json_answer(changes_since(studio, shown, file, request.query_params.get("since", "")))


def changes_since(studio: Studio, shown: ShownTranscript, file: CaptionFile, seen: str) -> dict[str, Any]:
    """The changes from a revision, as the script of the page takes them; `reload` where that is not remembered."""
    before = shown.editing.seen(seen)
    if before is None:
        return {"reload": True}
    found = splices(before, file.captions)
    rows = [[row_of(caption) for caption in splice.captions] for splice in found]
    context = {"lang": _language(studio.state.snapshot, shown), "shown": shown}
    undo, redo = shown.editing.can
    return {
        "revision": file.revision,
        "splices": [
            {"at": one.at, "removed": one.removed,
             "html": studio.templates.render("caption_rows.html", {**context, "rows": made})}
            for one, made in zip(found, rows, strict=True)
        ],
        "captions": sum(len(one.captions) for one in found),
        "current": next((one.captions[0].key for one in found if one.captions), ""),
        "counts": counts_of(shown.editing, file),
        "undo": undo,
        "redo": redo,
    }  # fmt: skip


def show_found(request: Request) -> Response:
    """What a replacement would change, caption by caption, as a piece of the page."""
    studio = studio_of(request)
    asked = request.query_params
    shown = shown_transcript(studio, asked.get("file", ""))
    try:
        file = shown.editing.read()
    except BaladoError as error:
        return json_answer({"said": studio.templates.text(error.message)}, 422)
    if asked.get("do") == "terms":
        found = words_to_put_right(file, terms_of_show(studio.state.snapshot, shown))
    else:
        found = found_in(file, search_of(asked), asked.get("new", "")[:_LONGEST_QUERY], is_replaced="new" in asked)
    return HTMLResponse(studio.templates.render("caption_found.html", _found_context(found, studio, shown)))


def search_of(asked: Mapping[str, Any]) -> WordSearch:
    """What a form looks for."""
    text = str(asked.get("text", ""))[:_LONGEST_QUERY]
    return WordSearch(text, "whole" in asked, "capitals" in asked, "accents" in asked)


def terms_of_show(snapshot: Snapshot, shown: ShownTranscript) -> Sequence[Term]:
    """The words and names of the show and the episode."""
    if snapshot.preview is None:
        return ()
    return vocabulary_of(snapshot.preview.show, shown.known.written if shown.known else None).terms


def json_answer(content: Mapping[str, Any], status: int = 200) -> Response:
    """An answer for the script of the page."""
    return Response(json.dumps(content), status, media_type="application/json")


def _found_context(found: Sequence[FoundCaption], studio: Studio, shown: ShownTranscript) -> dict[str, Any]:
    return {
        "found": found[:_SHOWN_FOUND],
        "keys": " ".join(one.key for one in found),
        "count": len(found),
        "places": sum(one.count for one in found),
        "lang": _language(studio.state.snapshot, shown),
    }


def _people(snapshot: Snapshot, shown: ShownTranscript) -> list[str]:
    people = [person.name for person in shown.known.written.people] if shown.known is not None else []
    show = snapshot.preview.show if snapshot.preview is not None else None
    return [*people, *(person.name for person in (*show.people.values(), *show.team))] if show is not None else people


def _language(snapshot: Snapshot, shown: ShownTranscript) -> str:
    written = shown.known.written.language if shown.known is not None else None
    return written or (snapshot.preview.show.language if snapshot.preview is not None else "")


def _words_for_script(studio: Studio) -> dict[str, str]:
    """The sentences that the script of the page says, in the language of the run."""
    sentences: dict[str, Message] = {
        "failed": say("Not saved: the studio does not answer. What you wrote stays here; try again."),
        "no_more": say("No word is marked as unsure behind this line."),
        "unsure": say("Unsure: {word}"),
        "no_sound": say("There is no recording to play."),
        "last": say("This is the last caption."),
        "edit_first": say("Edit the line, and put the cursor where it is to be split."),
        "changed": say("Somebody else changed the transcript: what you see is as it is now."),
        "gone": say("This file is no longer there: it was accepted, renamed or deleted."),
        "kept": say("You wrote “{mine}”; it now says “{theirs}”."),
    }
    return {name: studio.templates.text(Message(one.template, {k: "{" + k + "}" for k in ("word", "mine", "theirs")}))
            for name, one in sentences.items()}  # fmt: skip


ROUTES = (
    Route("/transcripts/{path:path}", show_transcript),
    Route("/transcript-changes", show_changes),
    Route("/transcript-found", show_found),
)
