"""What there is to see of a show, from the functions that the verbs call: nothing here decides anything itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from balado.edition.open import Opened, Request, open_run
from balado.errors import BaladoError
from balado.record.history import Newest, find_newest
from balado.source.files import scan
from balado.source.folder import EpisodeFolder, Scan, TextFile, waiting

if TYPE_CHECKING:
    from balado.check.remember import Checked
    from balado.edition.compare import Comparison
    from balado.edition.pages.preview import Preview
    from balado.edition.standings import EpisodeStatus
    from balado.record.generation import Generation

# What draws up and judges is loaded in the thread that needs it: the first page does not wait for it.
_TITLE = re.compile(rb"^title:[ \t]*[\"']?(.*?)[\"']?[ \t]*\r?$", re.MULTILINE)
_DRAFT = re.compile(rb"^draft:[ \t]*(?:true|yes|oui|on)\b", re.MULTILINE | re.IGNORECASE)
_SHOWN_TEXTS = (".vtt", ".srt", ".txt", ".json", ".md", ".xml", ".psc")
"""Of the files beside a recording those that can be shown as text."""


@dataclass(frozen=True, slots=True)
class GlancedEpisode:
    """An episode as far as a look at its first lines tells it."""

    slug: str
    title: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class Glance:
    """What a scan of the folder knows at once, of a thousand episodes too.

    `texts` are the files that can be shown as text, by path: their bytes, None where they are read when asked for.
    `waiting` are the slugs of episodes with a draft of a transcript that waits for a reader.
    """

    title: str
    episodes: tuple[GlancedEpisode, ...]
    texts: Mapping[str, bytes | None]
    waiting: frozenset[str]
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """What publishing would do, and where each episode stands, at the moment `at`."""

    comparison: Comparison
    standings: tuple[EpisodeStatus, ...]
    newest: Newest
    zone: str
    at: datetime

    @property
    def next_due(self) -> datetime | None:
        """When something goes live next."""
        return self.comparison.draft.plan.generation.next_due


@dataclass(frozen=True, slots=True)
class ShowReader:
    """How one show is looked at. `request` gives what a run is asked at this moment.

    `public_url` is the local address of feed and pages, without a slash at its end.
    """

    root: Path
    request: Callable[[], Request]
    public_url: str

    def glance(self) -> Glance:
        """What the folder holds."""
        found = scan(self.root)
        title = _title(found.show_file.raw) if found.show_file is not None else ""
        return Glance(
            title=title or Path(found.root).name,
            episodes=tuple(map(_glanced, (one for one in found.episodes if one.text is not None or one.audio))),
            texts=_texts(found),
            waiting=frozenset(waiting(found.episodes)),
            is_empty=found.show_file is None,
        )

    def open(self) -> Opening:
        """The show opened, and what is published of it. Raises UsageError where there is no show."""
        opened = open_run(self.request())
        try:
            return Opening(opened, find_newest(opened.target))
        except BaladoError as error:
            return Opening(opened, error)

    def judge(self, opening: Opening) -> Checked:
        """What the rules find in it, before it is published."""
        from balado.check.show import check_show

        return check_show(opening.opened)

    def preview(self, opening: Opening) -> Preview:
        """The show as it will be. Raises BaladoError for a theme that makes no pages."""
        from balado.edition.pages.preview import preview

        return preview(opening.opened, opening.generation, self.public_url)

    def draw(self, opening: Opening) -> Drawn:
        """What publishing would do. Raises BaladoError where it would be refused, or nobody can say."""
        from balado.edition.compare import compare_opened
        from balado.edition.draw import refuse_misplaced
        from balado.edition.standings import stand

        refuse_misplaced(opening.opened)
        if isinstance(opening.found, BaladoError):
            raise opening.found
        comparison = compare_opened(opening.opened, opening.found)
        zone = comparison.draft.gathered.show.timezone
        return Drawn(comparison, stand(comparison.outcome), opening.found, zone, opening.opened.request.now)


@dataclass(frozen=True, slots=True)
class Opening:
    """A show that is opened, and what is published of it, or why that cannot be seen."""

    opened: Opened
    found: Newest | BaladoError

    @property
    def generation(self) -> Generation | None:
        """The newest publication; None where there is none, or it cannot be seen."""
        return self.found.generation if isinstance(self.found, Newest) else None


def _glanced(folder: EpisodeFolder) -> GlancedEpisode:
    raw = folder.text.raw if folder.text is not None else None
    return GlancedEpisode(folder.slug, _title(raw) or folder.name, raw is None or _DRAFT.search(raw) is not None)


def _title(raw: bytes | None) -> str:
    found = _TITLE.search(raw or b"")
    return found[1].decode("utf-8", "replace") if found else ""


def _texts(found: Scan) -> dict[str, bytes | None]:
    texts: dict[str, bytes | None] = {}
    written: list[TextFile | None] = [found.show_file, *(one.text for one in found.episodes)]
    for text in written:
        if text is not None and text.raw is not None:
            texts[text.path] = text.raw
    for folder in found.episodes:
        texts |= dict.fromkeys(path for path in folder.others if path.lower().endswith(_SHOWN_TEXTS))
    return texts
