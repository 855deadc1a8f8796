"""The long work that is under way: how far it is, what it told, and the button that stops it."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from balado.message import Message, say
from balado.studio.change import ChangeRoute
from balado.studio.context import Studio, studio_of
from balado.studio.tasks import TaskProgress, how_far_of

PATH = "/work"


def show_work(request: Request) -> Response:
    """How far it is, or what came of the last one."""
    studio = studio_of(request)
    current = studio.tasks.current
    if current is None:
        return RedirectResponse("/", 303)
    context = {"title": _title(current), "current": current, "how_far": how_far_of(current)}
    return studio.page("work.html", studio.state.snapshot, context)


def _title(current: TaskProgress) -> Message:
    if not current.has_ended:
        return say("Under way …")
    if current.was_stopped:
        return say("Stopped")
    return say("Done") if current.is_sound else say("Not all of it could be done")


def stop(studio: Studio, _form: FormData) -> Response:
    """Stop it."""
    studio.tasks.stop()
    return RedirectResponse(PATH, 303)


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route(PATH, show_work), ChangeRoute(f"{PATH}/stop", stop))
