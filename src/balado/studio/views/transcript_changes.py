"""What a reader does to a transcript: each change is saved at once, and answered with what the page must show now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from balado.errors import BaladoError, UsageError
from balado.message import Joined, Message, say, say_many
from balado.studio.captions.document import CaptionFile, PlacedCaption
from balado.studio.captions.editing import CaptionConflictError, SavedCaptions
from balado.studio.captions.operations import (
    ChangeText,
    JoinCaptions,
    KeepWords,
    NameSpeaker,
    Operation,
    PutTermsRight,
    RemoveCaption,
    ReplaceFound,
    Scope,
    SplitCaption,
)
from balado.studio.captions.reading_progress import ReadingProgress
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio
from balado.studio.views.transcript import (
    ShownTranscript,
    changes_since,
    counts_of,
    json_answer,
    search_of,
    shown_transcript,
    terms_of_show,
    transcript_page,
)
from balado.workshop.speech.accept import WaitingDraft, accept, find_drafts, told

_SCOPES: dict[str, Scope] = {"line": "line", "onward": "onward", "everywhere": "everywhere"}
_MOST_STRETCHES = 1000


def change(studio: Studio, form: FormData) -> Response:
    """One change of a transcript, or the last one taken back or done again."""
    shown = shown_transcript(studio, _text(form, "file"))
    try:
        saved = _done(studio, shown, form)
    except CaptionConflictError as conflict:
        return _conflict(studio, shown, form, conflict)
    except BaladoError as error:
        return _refused(studio, shown, form, error)
    if form.get("as") != "json":
        key = _nearest(saved.file, _start_ms(form))
        return RedirectResponse(f"{shown.address}?saved=1{f'#c-{key.key}' if key else ''}", 303)
    answer = changes_since(studio, shown, saved.file, _text(form, "seen"))
    said = _said(saved, str(form.get("do")), int(answer.get("captions", 0)))
    return json_answer({**answer, "said": studio.templates.text(said)})


def keep_progress(studio: Studio, form: FormData) -> Response:
    """What was heard since the last time, and where it stopped."""
    shown = shown_transcript(studio, _text(form, "file"))
    progress = shown.editing.progress
    heard = [tuple(map(_number, pair.split("-", 1))) for pair in _text(form, "heard").split()[:_MOST_STRETCHES]]
    new = progress.with_heard([(one[0], one[1]) for one in heard if len(one) == 2], _number(_text(form, "at")))
    keys = form.get("letter_keys")
    kept = ReadingProgress(new.heard, new.at_s, new.letter_keys if keys is None else keys == "1")
    shown.editing.keep_progress(kept)
    try:
        return json_answer({"counts": counts_of(shown.editing, shown.editing.read())})
    except BaladoError as error:
        return _refused(studio, shown, form, error)


def accept_draft(studio: Studio, form: FormData) -> Response:
    """The draft becomes the transcript, as `balado transcript accept` does it, where nothing speaks against that."""
    shown = shown_transcript(studio, _text(form, "file"))
    try:
        with shown.editing.lock:
            accept(studio.root, _readied(studio, shown, form))
            shown.editing.forget()
    except BaladoError as error:
        return transcript_page(studio, shown, {"refused": error}, 409)
    studio.state.refresh()
    studio.state.wait(lambda one: shown.path not in one.glance.texts, 5)
    return RedirectResponse(f"/episodes/{quote(shown.slug)}", 303)


def _readied(studio: Studio, shown: ShownTranscript, form: FormData) -> WaitingDraft:
    """The draft. Raises UsageError where it is not the one that was read, or its reader did not agree to something."""
    file = shown.editing.read()
    draft = next((one for one in find_drafts(studio.root, shown.folder) if one.path == shown.path), None)
    if draft is None:
        raise UsageError(say("{episode} has no draft: nothing waits for a reader.", episode=shown.slug))
    if file.raw != draft.raw or file.revision != _text(form, "seen"):
        raise UsageError(say("The draft is another one than the one you read: look at it again."))
    if draft.marks.unsure and "unsure" not in form:
        asked = say("To accept it as it is, tick that the marked words may be published.")
        raise UsageError(say("{told} {asked}", told=Joined(tuple(told(draft)), " "), asked=asked))
    if draft.there and "replace" not in form:
        asked = say("To put the draft in its place, tick that it may be replaced.")
        there = say("There is a transcript already: {paths}.", paths=", ".join(draft.there))
        raise UsageError(say("{told} {asked}", told=there, asked=asked))
    return draft


def _done(studio: Studio, shown: ShownTranscript, form: FormData) -> SavedCaptions:
    match form.get("do"):
        case "undo":
            return shown.editing.undo()
        case "redo":
            return shown.editing.redo()
        case _:
            return shown.editing.do(_operation(studio, shown, form))


def _operation(studio: Studio, shown: ShownTranscript, form: FormData) -> Operation:
    key, keys = _text(form, "key"), tuple(_text(form, "keys").split())
    made: dict[str, Callable[[], Operation]] = {
        "text": lambda: ChangeText(key, _text(form, "text")),
        "keep": lambda: KeepWords(key, _words(_text(form, "words"))),
        "split": lambda: SplitCaption(key, _place(_text(form, "place"))),
        "join": lambda: JoinCaptions(key, _text(form, "following")),
        "remove": lambda: RemoveCaption(key),
        "speaker": lambda: NameSpeaker(
            key, _text(form, "name"), _place(_text(form, "voice")), _SCOPES.get(_text(form, "scope"), "line")
        ),
        "replace": lambda: ReplaceFound(search_of(form), _text(form, "new"), keys),
        "terms": lambda: PutTermsRight(terms_of_show(studio.state.snapshot, shown), keys),
    }
    chosen = made.get(_text(form, "do"))
    if chosen is None:
        raise HTTPException(400)
    return chosen()


def _conflict(studio: Studio, shown: ShownTranscript, form: FormData, conflict: CaptionConflictError) -> Response:
    """Both texts: what was written here, and what stands there now. Nothing is overwritten."""
    theirs = _nearest(conflict.file, _start_ms(form))
    told: dict[str, Any] = {
        "mine": _text(form, "text"),
        "theirs": theirs.words.plain if theirs else "",
        "key": theirs.key if theirs else "",
    }
    said = (
        say("Somebody else changed this caption meanwhile. Nothing was overwritten.")
        if conflict.key
        else say("This cannot be taken back: somebody else changed it since.")
    )
    if form.get("as") != "json":
        return transcript_page(studio, shown, {"conflict": told, "line": told["key"], "refused": UsageError(said)}, 409)
    answer = changes_since(studio, shown, conflict.file, _text(form, "seen"))
    return json_answer({**answer, "conflict": told, "said": studio.templates.text(said)}, 409)


def _refused(studio: Studio, shown: ShownTranscript, form: FormData, error: BaladoError) -> Response:
    if form.get("as") != "json":
        return transcript_page(studio, shown, {"refused": error, "line": _text(form, "key")}, 409)
    return json_answer({"said": studio.templates.text(error.message)}, 422)


def _said(saved: SavedCaptions, kind: str, captions: int) -> Message:
    if saved.step is None:
        return {
            "undo": say("There is nothing to take back."),
            "redo": say("There is nothing to do again."),
        }.get(kind, say("Nothing changes."))
    told: Mapping[str, Message] = {
        "text": say("Saved."),
        "keep": say("Kept as it is, no longer unsure."),
        "split": say("Split in two."),
        "join": say("Joined with the next one."),
        "remove": say("Removed."),
        "undo": say("Taken back."),
        "redo": say("Done again."),
    }
    return told.get(kind) or say_many("{count} caption changed.", "{count} captions changed.", captions)


def _nearest(file: CaptionFile, start_ms: int) -> PlacedCaption | None:
    """The caption that begins nearest to this time."""
    return min(file.captions, key=lambda one: abs(one.start.total_seconds() * 1000 - start_ms), default=None)


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _start_ms(form: FormData) -> int:
    return round(_number(_text(form, "start")) * 1000)


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _words(text: str) -> tuple[int, ...] | None:
    """The words of a list of numbers; None for all."""
    return tuple(map(_place, text.split())) if text.strip() else None


def _number(text: str) -> float:
    """A number of seconds; 0 where it is none, or none that anybody could mean."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value < 1e7 else 0.0


ROUTES = ()
CHANGES = (
    ChangeRoute("/transcripts/change", change),
    ChangeRoute("/transcripts/progress", keep_progress),
    ChangeRoute("/transcripts/accept", accept_draft),
)
