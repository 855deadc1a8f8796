"""What publishing would change of what is live: in words, and side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.edition.news import tell_draft
from balado.message import Message, Tone, say
from balado.studio.compared import ComparedField, compared
from balado.studio.context import studio_of
from balado.studio.look import Drawn

if TYPE_CHECKING:
    from balado.feed.difference import Difference


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """An episode in the feed, or the show (no guid): what comes, goes or changes, and the fields that do."""

    title: str
    kind: str
    guid: str
    fields: tuple[ComparedField, ...]


def show_difference(request: Request) -> Response:
    """The whole comparison."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    context = {"title": say("What publishing changes"), "here": "/difference", "told": (), "drawn": snapshot.drawn}
    if snapshot.drawn is not None:
        context |= told_difference(snapshot.drawn)
    return studio.page("difference.html", snapshot, context)


def told_difference(drawn: Drawn) -> dict[str, Any]:
    """What the templates of a difference show: in words, in files, side by side."""
    from balado.edition.differences import is_nothing
    from balado.edition.pages.news import tell_pages

    comparison = drawn.comparison
    plan = comparison.draft.plan
    pages = tell_pages(plan.previous, plan.generation)
    return {
        "is_nothing": is_nothing(comparison),
        "is_first": comparison.is_first,
        "changes": _told(drawn),
        "items": list(compared_items(comparison.feed)),
        "uploads": plan.uploads,
        "byte_size": plan.byte_size,
        "pages": None if pages is None else pages.message,
        "refusal": comparison.refusal,
        "zone": drawn.zone,
    }


def _told(drawn: Drawn) -> list[tuple[Tone, Message]]:
    """What happens to each episode. Who looks here is the author: nothing has to be kept from them."""
    from balado.edition.differences import happenings, tone_of

    tones = [tone_of(change) for change, _ in happenings(drawn.comparison)]
    told = tell_draft(drawn.comparison.draft)
    return [(tones[place] if place < len(tones) else "changed", one) for place, one in enumerate(told)]


def compared_items(difference: Difference) -> Iterator[ComparedItem]:
    """The show and each item that differs, field by field."""
    if difference.show:
        yield ComparedItem("", "changed", "", tuple(map(compared, difference.show)))
    for item in difference.items:
        fields = tuple(map(compared, item.fields)) if item.kind == "changed" else ()
        yield ComparedItem(item.title, item.kind, item.guid, fields)


ROUTES = (Route("/difference", show_difference),)
