"""What was changed here, saved as a commit of git; pulled and pushed where the author wants it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.git.process import Git, GitError
from balado.message import Message, say
from balado.source.files import scan
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.forms.labels import LABELS
from balado.studio.publication import Result, RunWords
from balado.studio.repository.commit_text import FileEdit, lines_of, subject_of
from balado.studio.repository.hand_over import HandOver, Tell, hand_over, pull
from balado.studio.repository.nightly import nightly_job
from balado.studio.repository.tree import UncommittedFile, WorkTree, work_tree
from balado.studio.saving.files import text_in

_RUN = "/publish/run"
_TEXTS_MAX = 100
_MESSAGE_MAX_CHARS = 10_000
_LARGE_BYTES = 50_000_000
"""Beyond it servers refuse a file, unless Git LFS keeps it."""
_SUBJECT_CHARS = 72
WORDS = RunWords(
    running=say("Handing over …"),
    failed=say("Not handed over, or not wholly"),
    stopped=say("Stopped. Look at what is committed and pushed."),
    after_failure=say("What is listed below as done is done, and stays. Beyond that nothing was changed."),
    sends=False,
)


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that can be committed. `field` is its name in the form; it is chosen unless a reason is against it."""

    file: UncommittedFile
    field: str
    shown: str
    is_chosen: bool
    is_large: bool


def show_handover(request: Request) -> Response:
    """What would be committed, and under which message."""
    return _page(studio_of(request), None)


def _page(studio: Studio, form: FormData | None, told: Message | None = None) -> Response:
    git = _git(studio)
    context: dict[str, Any] = {
        "title": say("Save as a commit"),
        "here": "/publish",
        "told": told,
        "error": None,
        "nightly": nightly_job(git.top),
        "is_running": studio.publishing.publisher.is_running,
    }
    if context["nightly"]:
        context["title"] = say("Hand over")
    try:
        tree = work_tree(git, studio.root)
        offered = _offered(tree)
        context |= {
            "tree": tree,
            "shown": _name_of(tree),
            "offered": offered,
            "chosen": {one.field for one in offered if one.is_chosen} if form is None else set(form.getlist("file")),
            "commit_message": _text(studio, git, offered) if form is None else str(form.get("message") or ""),
            "pulls": form is None or form.get("pull") == "yes",
            "pushes": bool(context["nightly"]) if form is None else form.get("push") == "yes",
        }
    except GitError as error:
        context["error"] = error
    return studio.page("handover.html", studio.state.snapshot, context, 409 if told is not None else 200)


def _git(studio: Studio) -> Git:
    if studio.git is None:
        raise HTTPException(404)
    return studio.git


def _offered(tree: WorkTree) -> list[OfferedFile]:
    return [
        OfferedFile(
            file=one,
            field=hashlib.sha256(one.path.encode("utf-8", "surrogateescape")).hexdigest()[:16],
            shown=one.shown.encode("utf-8", "replace").decode(),
            is_chosen=not one.is_staged and one.byte_size <= _LARGE_BYTES,
            is_large=one.byte_size > _LARGE_BYTES,
        )
        for one in tree.files
        if one.state != "conflict"
    ]


def _name_of(tree: WorkTree) -> str:
    """64 hex digits of all that the page shows: who presses after it changed is shown it anew."""
    told = (tree.head, tree.branch, tree.remote, tree.remote_ref, tree.files)
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()


def _text(studio: Studio, git: Git, offered: Sequence[OfferedFile]) -> str:
    """The message, made from what differs, in the language of the studio."""
    edits = _edits(studio, git, [one.file for one in offered if one.is_chosen])
    if not edits:
        return ""
    labels = {name: studio.templates.words(text) for name, text in LABELS.items()}
    lines = lines_of(edits, labels)
    subject = _plain(studio.templates.text(subject_of(lines)))
    if len(subject) > _SUBJECT_CHARS:
        subject = f"{subject[: _SUBJECT_CHARS - 1].rstrip()}…"
    body = "\n".join(f"- {_plain(studio.templates.text(one))}" for one in lines)
    return f"{subject}\n" if len(lines) == 1 and not subject.endswith("…") else f"{subject}\n\n{body}\n"


def _plain(line: str) -> str:
    """With spaces that every terminal and every forge shows as such."""
    return line.replace("\u00a0", " ").replace("\u202f", " ")


def _edits(studio: Studio, git: Git, files: Sequence[UncommittedFile]) -> list[FileEdit]:
    found = scan(studio.root)
    texts = {one.path: text_in(found, one.shown) for one in files if one.shown.endswith((".md", ".yaml"))}
    asked = [one for one in files if texts.get(one.path) is not None or one.state == "deleted"][:_TEXTS_MAX]
    before = dict(zip((one.path for one in asked), _committed(git, asked), strict=True))
    edits = []
    for one in files:
        text = texts.get(one.path)
        edits.append(FileEdit(one.shown, before.get(one.path), text.raw if text is not None else None))
    return edits


def _committed(git: Git, files: Sequence[UncommittedFile]) -> list[bytes | None]:
    """The bytes that these files have in the last commit."""
    found: list[bytes | None] = []
    for one in files:
        try:
            found.append(git.look("cat-file", "blob", f"HEAD:{one.path}") if one.is_tracked else None)
        except GitError:
            found.append(None)  # it was not there
    return found


def save_commit(studio: Studio, form: FormData) -> Response:
    """Commit what was chosen, then pull and push where that is wanted."""
    git, publisher = _git(studio), studio.publishing.publisher
    shown = str(form.get("shown") or "")
    if publisher.is_running:
        return RedirectResponse(f"{_RUN}?busy=1", 303)
    if publisher.has_done(f"handover {shown}"):
        return RedirectResponse(_RUN, 303)
    try:
        tree = work_tree(git, studio.root)
    except GitError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    if _name_of(tree) != shown:
        return _page(studio, None, say("Something changed since you looked. Nothing was committed: look again."))
    chosen = set(form.getlist("file"))
    files = tuple(one.file for one in _offered(tree) if one.field in chosen)
    message = str(form.get("message") or "").replace("\r\n", "\n").replace("\0", "").strip()[:_MESSAGE_MAX_CHARS]
    if files and not message:
        return _page(studio, form, say("A commit needs a message: write in a line what changed."))
    wanted = HandOver(files, message, pulls=form.get("pull") == "yes", pushes=form.get("push") == "yes")
    if not (files or wanted.pulls or wanted.pushes):
        return _page(studio, form, say("Nothing was chosen, so nothing was done."))
    end = _end(nightly_job(git.top) if wanted.pushes else None)
    return _begun(studio, f"handover {shown}", lambda tell: hand_over(git, tree, wanted, tell), end)


def _end(nightly: str | None) -> Message:
    if nightly is None:
        return say("It is done. Listeners get it when it is published.")
    return say("It is handed over: the job in {file} publishes it with its next run.", file=nightly)


def get_from_others(studio: Studio, form: FormData) -> Response:
    """Bring in what others pushed, so that it can be looked at before anything else is done."""
    git = _git(studio)
    try:
        tree = work_tree(git, studio.root)
    except GitError as error:
        raise HTTPException(409, studio.templates.text(error.message)) from error
    if tree.branch is None or tree.under_way:
        return RedirectResponse("/handover", 303)
    end = say("What others pushed is here now. Look at it, and at what would be published.")
    # Whoever asks again wants to know again: no two of these are the same.
    name = f"pull {form.get('shown')} {studio.publishing.request().now.isoformat()}"
    return _begun(studio, name, lambda tell: pull(git, tree, tell), end)


def _begun(studio: Studio, name: str, act: Callable[[Tell], None], end: Message) -> Response:
    done: list[Message] = []

    def work(_watch: object) -> Result:
        try:
            act(done.append)
        except GitError as error:
            return Result(error.message, is_done=False, error=error, notes=tuple(done))
        return Result(end, notes=tuple(done))

    is_begun = studio.publishing.publisher.start(name, work, WORDS)
    return RedirectResponse(_RUN if is_begun else f"{_RUN}?busy=1", 303)


ROUTES: tuple[Route, ...] = ()
CHANGES = (
    Route("/handover", show_handover),
    ChangeRoute("/handover", save_commit),
    ChangeRoute("/handover/pull", get_from_others),
)
