"""Publishing: what will happen and what subscribers would lose, the run, and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.message import Message, say
from balado.record.guard import losses
from balado.studio.change import ChangeRoute
from balado.studio.consent import Question, consents, questions
from balado.studio.context import Studio, studio_of
from balado.studio.look import Drawn
from balado.studio.publishing import how_far
from balado.studio.repository.nightly import nightly_job
from balado.studio.state import Snapshot
from balado.studio.views.difference import told_difference

_RUN = "/publish/run"
_PATIENCE_SECONDS = 3.0
"""So long a page waits for what is being worked out: who saved a moment ago is shown what that changes."""
_OLD = timedelta(minutes=1)
"""After so long the place is looked at again when somebody goes to publish."""


def show_draft(request: Request) -> Response:
    """What would be published, and the button."""
    studio = studio_of(request)
    drawn = studio.state.snapshot.drawn
    if drawn is not None and studio.publishing.request().now - drawn.at > _OLD:
        studio.state.refresh()  # no file tells that somebody published elsewhere
    return _draft_page(studio, None)


def _draft_page(studio: Studio, form: FormData | None, told: Message | None = None, status: int = 200) -> Response:
    snapshot = studio.state.wait(lambda known: not known.is_pending, _PATIENCE_SECONDS)
    context: dict[str, Any] = {
        "title": say("Publish"),
        "here": "/publish",
        "drawn": snapshot.drawn,
        "told": told,
        "is_running": studio.publishing.publisher.is_running,
        "asked": (),
        "has_git": studio.git is not None,
        "nightly": nightly_job(studio.git.top) if studio.git is not None else None,
    }
    if snapshot.drawn is not None:
        context |= told_difference(snapshot.drawn) | _foretold(snapshot.drawn)
        context["asked"] = _asked(snapshot.drawn, form)
        context["is_refused"] = context["refusal"] is not None and not context["asked"]
    return studio.page("publish.html", snapshot, context, status)


def _foretold(drawn: Drawn) -> dict[str, Any]:
    from balado.edition.shown import name_of_draft

    comparison = drawn.comparison
    decision = comparison.draft.decision
    return {
        "shown": name_of_draft(comparison.opened, comparison.draft),
        "place": comparison.opened.target.public.address,
        "feed_url": comparison.opened.feed_url,
        "held_faults": decision.held_faults,
        "warnings": len(decision.warnings),
        "is_projected": comparison.outcome.projected,
        "nothing": comparison.outcome.verdict()[1],
    }


def _asked(drawn: Drawn, form: FormData | None) -> tuple[Question, ...]:
    draft = drawn.comparison.draft
    found = losses(draft.plan.previous, draft.plan.generation, draft.released)
    return questions(found, draft.gathered.show.title, form)


def publish(studio: Studio, form: FormData) -> Response:
    """Publish what the form was shown with; anything else is shown instead."""
    from balado.edition.shown import name_of_draft

    if studio.publishing.publisher.is_running:
        return _is_busy()
    if studio.publishing.publisher.has_done(str(form.get("shown"))):
        return RedirectResponse(_RUN, 303)
    drawn = _current(studio.state.snapshot)
    if drawn is None or form.get("shown") != name_of_draft(drawn.comparison.opened, drawn.comparison.draft):
        told = say(
            "The show changed since you looked, or somebody else published it. Nothing was published: look again."
        )
        return _draft_page(studio, None, told, 409)
    given = consents(_asked(drawn, form))
    if given is None:
        told = say("Nothing was published: type what is asked for below, or put back what would be lost.")
        return _draft_page(studio, form, told, 422)
    if not studio.publishing.publish(str(form["shown"]), given):
        return _is_busy()
    return RedirectResponse(_RUN, 303)


def _current(snapshot: Snapshot) -> Drawn | None:
    return None if snapshot.fault is not None else snapshot.drawn


def _is_busy() -> Response:
    return RedirectResponse(f"{_RUN}?busy=1", 303)


def show_run(request: Request) -> Response:
    """The publication under way, or what came of the last one."""
    studio = studio_of(request)
    current = studio.publishing.publisher.current
    if current is None:
        return RedirectResponse("/publish", 303)
    result = current.result
    title = current.words.running
    if result is not None and not result.is_done:
        title = current.words.failed
    elif result is not None:
        title = say("It is live") if current.is_proven and current.words.sends else say("Done")
    context = {
        "title": title,
        "here": "/publish",
        "current": current,
        "how_far": how_far(current),
        "is_busy": request.query_params.get("busy") == "1",
    }
    return studio.page("publish_run.html", studio.state.snapshot, context)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/publish", show_draft), Route(_RUN, show_run), ChangeRoute("/publish", publish))
