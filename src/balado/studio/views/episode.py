"""An episode as listeners will meet it: its page, an entry in an app, what apps cut, a search result, a shared link."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from balado.site.theme.fault import ThemeError
from balado.studio.compared import ComparedField, compared
from balado.studio.context import studio_of
from balado.studio.findings import problems, proposed
from balado.studio.state import Snapshot
from balado.studio.views.board import entries, zone_of
from balado.studio.views.transcript import transcripts_beside

if TYPE_CHECKING:
    from balado.edition.pages.preview import Preview, PreviewedEpisode

_FIRST_CHARACTERS = 150
_SEARCH_TITLE = 60
_SEARCH_TEXT = 155


@dataclass(frozen=True, slots=True)
class AppEntry:
    """An episode in the list of an app. `duration_s` is None where nothing can be played yet.

    `picture` is empty where neither it nor the show has one.
    """

    title: str
    show: str
    beginning: str
    picture: str
    duration_s: int | None


@dataclass
class LinkedPage(HTMLParser):
    """What a page says of itself to those who link to it: its title, and the contents of its `meta` elements."""

    title: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    _is_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up what stands in the head."""
        self._is_title = tag == "title" and not self.title
        known = dict(attrs)
        name = known.get("name") or known.get("property")
        if tag == "meta" and name:
            self.meta.setdefault(name, known.get("content") or "")

    def handle_data(self, data: str) -> None:
        """The text of the title."""
        if self._is_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """The title is whole."""
        self._is_title = False

    @property
    def found_title(self) -> str:
        """The title as a search engine cuts it: about 60 characters."""
        return cut(self.title, _SEARCH_TITLE)

    @property
    def found_text(self) -> str:
        """The description as a search engine cuts it: about 155 characters."""
        return cut(self.meta.get("description", ""), _SEARCH_TEXT)


def show_episode(request: Request) -> Response:
    """All of one episode."""
    studio = studio_of(request)
    snapshot = studio.state.snapshot
    slug = request.path_params["slug"]
    entry = next((one for one in entries(snapshot) if one.slug == slug and one.has_page), None)
    if entry is None:
        raise HTTPException(404)
    preview = snapshot.preview
    known = preview.episodes.get(slug) if preview is not None else None
    faults = [one for one in problems(snapshot) if one.slug == slug]
    context = {
        "title": entry.title,
        "entry": entry,
        "known": known,
        "zone": zone_of(snapshot),
        "faults": [(one, proposed(one, snapshot.glance.texts.get(one.place.path))) for one in faults],
        "app": _app_entry(preview, known) if preview is not None and known is not None else None,
        "head": _head(preview, known),
        "text_path": _text_path(snapshot, slug),
        "transcripts": transcripts_beside(snapshot, folder_of(snapshot, slug)),
        "fields": _changes(snapshot, known),
    }
    return studio.page("episode.html", snapshot, context)


def _app_entry(preview: Preview, known: PreviewedEpisode) -> AppEntry | None:
    from balado.feed.notes.lines import as_lines

    if known.item is None:
        return None
    text = " ".join(line for line in as_lines(known.item.html) if line)
    return AppEntry(
        title=known.item.title,
        show=preview.show.title,
        beginning=cut(known.item.summary or text, _FIRST_CHARACTERS),
        picture=known.picture or (preview.picture if preview.picture in preview.artifacts else ""),
        duration_s=known.item.duration_s if known.is_recorded else None,
    )


def cut(text: str, most: int) -> str:
    """The first characters of a text, on one line, with dots where more follows."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _head(preview: Preview | None, known: PreviewedEpisode | None) -> LinkedPage | None:
    if preview is None or known is None or known.page is None or preview.site is None:
        return None
    try:
        file = preview.site.file(known.page)
    except ThemeError:
        return None  # its fault is among the findings
    head = LinkedPage()
    head.feed(file.body.decode() if file is not None else "")
    return head


def folder_of(snapshot: Snapshot, slug: str) -> str:
    """The folder of an episode, as a path in the show."""
    preview = snapshot.preview
    known = preview.episodes.get(slug) if preview is not None else None
    return known.written.folder if known is not None else f"episodes/{slug}"


def _text_path(snapshot: Snapshot, slug: str) -> str | None:
    path = f"{folder_of(snapshot, slug)}/episode.md"
    return path if path in snapshot.glance.texts else None


def _changes(snapshot: Snapshot, known: PreviewedEpisode | None) -> tuple[ComparedField, ...]:
    """What publishing changes in its entry of the feed."""
    if snapshot.drawn is None or known is None:
        return ()
    items = snapshot.drawn.comparison.feed.items
    fields = next((one.fields for one in items if one.guid == known.written.guid and one.kind == "changed"), ())
    return tuple(map(compared, fields))


ROUTES = (Route("/episodes/{slug}", show_episode),)
