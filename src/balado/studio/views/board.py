"""The board: every episode with where it stands. What a scan knows is shown at once, the rest as it is found out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.edition.standings import STATE_WORDS, EpisodeStatus
from balado.message import Message, say
from balado.studio.context import studio_of
from balado.studio.findings import counted
from balado.studio.state import Snapshot

_PENDING, _UNKNOWN = "pending", "unknown"
_PAGE = 100
BOARD_WORDS: dict[str, Message] = {
    **STATE_WORDS,
    _PENDING: say("being looked at").toned("quiet"),
    _UNKNOWN: say("not known while the show has faults").toned("quiet"),
}
"""What each state is called here."""


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """An episode on the board. `picture` is the key of its own artwork; `has_page`: there is more to see of it."""

    slug: str
    title: str
    state: str
    date: datetime | None = None
    duration_s: int | None = None
    picture: str | None = None
    found: Counter[str] | None = None
    is_waiting: bool = False
    has_page: bool = True

    @property
    def words(self) -> Message:
        """What its state is called."""
        return BOARD_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """A choice of episodes: its name in the address, what it is called, and which are in it."""

    name: str
    label: Message
    holds: Callable[[BoardEntry], bool]


FILTERS = (
    BoardFilter("", say("All episodes"), lambda _one: True),
    BoardFilter("live", say("Live"), lambda one: one.state in ("live", "changed", "leaves")),
    BoardFilter("coming", say("Scheduled or announced"), lambda one: one.state in ("scheduled", "announced", "due")),
    BoardFilter("draft", say("Drafts"), lambda one: one.state == "draft"),
    BoardFilter("held", say("Held back"), lambda one: one.state in ("held-back", "missing-audio")),
    BoardFilter("waiting", say("Waiting for a reader"), lambda one: one.is_waiting),
    BoardFilter("found", say("With findings"), lambda one: bool(one.found)),
)
_LAST = float("inf")
SORTS: dict[str, tuple[Message, Callable[[BoardEntry], Any]]] = {
    "": (say("Newest first"), lambda one: (-one.date.timestamp() if one.date else -_LAST, one.slug)),
    "oldest": (say("Oldest first"), lambda one: (one.date.timestamp() if one.date else _LAST, one.slug)),
    "title": (say("By title"), lambda one: (one.title.casefold(), one.slug)),
    "findings": (say("Most findings first"), lambda one: (_weight(one), one.slug)),
}


def _weight(one: BoardEntry) -> tuple[int, ...]:
    found = one.found or Counter()
    return tuple(-found[severity] for severity in ("error", "warning", "info"))


def show_board(request: Request) -> Response:
    """The first page."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    if snapshot.glance.is_empty:
        return studio.page("first_run.html", snapshot, {"title": say("Begin a show"), "here": "/"})
    asked = request.query_params
    chosen = next((one for one in FILTERS if one.name == asked.get("state", "")), FILTERS[0])
    sorting = asked.get("sort", "") if asked.get("sort", "") in SORTS else ""
    wanted = asked.get("q", "").strip()
    everything = list(entries(snapshot))
    shown = sorted((one for one in everything if chosen.holds(one) and _has(one, wanted)), key=SORTS[sorting][1])
    pages = max(1, -(-len(shown) // _PAGE))
    page = min(pages, _number(asked.get("page", "")))
    context = {
        "title": snapshot.glance.title,
        "here": "/",
        "entries": shown[(page - 1) * _PAGE : page * _PAGE],
        "count": len(shown),
        "filters": [(one, sum(map(one.holds, everything))) for one in FILTERS],
        "chosen": chosen,
        "sorts": SORTS,
        "sorting": sorting,
        "wanted": wanted,
        "page": page,
        "pages": pages,
        "zone": zone_of(snapshot),
        "of_show": counted(snapshot).get(None),
    }
    return studio.page("board.html", snapshot, context)


def zone_of(snapshot: Snapshot) -> str:
    """The zone in which the show tells times, as far as it is known."""
    if snapshot.drawn is not None:
        return snapshot.drawn.zone
    return snapshot.preview.show.timezone if snapshot.preview is not None else "UTC"


def entries(snapshot: Snapshot) -> Iterator[BoardEntry]:
    """Every episode, those that only the last publication knows too."""
    found = counted(snapshot)
    here = {one.slug: one for one in snapshot.glance.episodes}
    standings = {one.slug: one for one in (snapshot.drawn.standings if snapshot.drawn is not None else ())}
    published, unknown = _published_states(snapshot), _PENDING if snapshot.is_pending else _UNKNOWN
    for slug in {**here, **standings}:
        standing = standings.get(slug)
        known = snapshot.preview.episodes.get(slug) if snapshot.preview is not None else None
        written = known.written if known is not None else None
        glanced = here.get(slug)
        title = (written and written.title) or (standing and standing.title) or (glanced and glanced.title) or slug
        is_draft = glanced is not None and glanced.is_draft
        yield BoardEntry(
            slug=slug,
            title=title,
            state=standing.state if standing is not None else "draft" if is_draft else published.get(slug, unknown),
            date=_date(standing, written.date if written is not None else None),
            duration_s=known.item.duration_s if known is not None and known.item is not None else None,
            picture=known.picture if known is not None else None,
            found=found.get(slug),
            is_waiting=slug in snapshot.glance.waiting,
            has_page=glanced is not None,
        )


def _published_states(snapshot: Snapshot) -> dict[str, str]:
    """What the last publication says of each episode: all that is known where no rehearsal can tell."""
    return {one.slug: str(one.state) for one in (snapshot.newest.episodes if snapshot.newest is not None else ())}


def _date(standing: EpisodeStatus | None, written: datetime | None) -> datetime | None:
    return standing.date if standing is not None and standing.date is not None else written


def _has(one: BoardEntry, wanted: str) -> bool:
    text = f"{one.title} {one.slug}".casefold()
    return all(word in text for word in wanted.casefold().split())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 and int(text) > 0 else 1


ROUTES = (Route("/", show_board),)
