"""Another recording for an episode: where the file lies, and what the exchange does to listeners."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.message import say
from balado.record.generation import EpisodeState
from balado.source.files import scan
from balado.source.folder import EpisodeFolder
from balado.studio.context import studio_of
from balado.studio.state import Snapshot
from balado.studio.views.transcript import transcripts_beside


def show_exchange(request: Request) -> Response:
    """What to do, and what the next publication makes of it."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    slug = request.path_params["slug"]
    folder = scan(studio.root).episode(slug)
    if folder is None:
        raise HTTPException(404)
    context = {
        "title": say("Another recording for {slug}", slug=slug),
        "slug": slug,
        "episode_folder": folder,
        "is_live": _is_live(snapshot, slug),
        "is_new": _is_new(snapshot, slug),
        "timed": _timed(snapshot, folder),
    }
    return studio.page("recording.html", snapshot, context)


def _is_live(snapshot: Snapshot, slug: str) -> bool:
    newest = snapshot.newest.episodes if snapshot.newest is not None else ()
    return any(one.slug == slug and one.state is EpisodeState.LIVE for one in newest)


def _is_new(snapshot: Snapshot, slug: str) -> bool:
    """Whether the recording that lies there now is another than the published one."""
    changes = snapshot.drawn.comparison.draft.plan.changes if snapshot.drawn is not None else ()
    return any(one.slug == slug and one.kind == "new-audio" for one in changes)


def _timed(snapshot: Snapshot, folder: EpisodeFolder) -> list[str]:
    """Files beside the recording whose times are those of the old one."""
    transcripts = [path for path, _ in transcripts_beside(snapshot, folder.path)]
    return transcripts + [path for path in folder.others if "chapters" in path.rpartition("/")[2]]


ROUTES: tuple[Route, ...] = ()
CHANGES = (Route("/episodes/{slug}/recording", show_exchange),)
