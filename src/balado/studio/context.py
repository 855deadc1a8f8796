"""What every view has at hand: the state of the show, the options of the run, and pages made of templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from balado.message import Message, mark
from balado.studio.assets import asset_path
from balado.studio.findings import name_of
from balado.studio.uploads.receive import MOST_BYTES

if TYPE_CHECKING:
    from balado.git.process import Git
    from balado.studio.captions.open_transcripts import OpenTranscripts
    from balado.studio.changes import Changes
    from balado.studio.guard import Doors
    from balado.studio.look import ShowReader
    from balado.studio.publishing import Publishing
    from balado.studio.saving.save import Saving
    from balado.studio.state import Defect, ShowState, Snapshot
    from balado.studio.tasks import TaskRunner
    from balado.studio.templates import Templates
    from balado.studio.uploads.batch import Uploads


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A part of the studio: its address, and what it is called. `changes`: a preview has it not."""

    path: str
    name: str
    changes: bool = False


MENU = (
    MenuEntry("/", mark("Episodes")),
    MenuEntry("/edit/show", mark("The show"), changes=True),
    MenuEntry("/difference", mark("What publishing changes")),
    MenuEntry("/findings", mark("Findings")),
    MenuEntry("/feed", mark("Feed and pages")),
    MenuEntry("/history", mark("History")),
    MenuEntry("/statistics", mark("Statistics")),
    MenuEntry("/publish", mark("Publish"), changes=True),
)
"""The parts of the studio, in their order."""


@dataclass(frozen=True, slots=True)
class Studio:
    """One run. `may_change` False: everything can be looked at, and nothing done.

    `defect` makes an error in words of what is a defect of ours. `open_saving` gives what writes into the files of the
    show, `publishing` is how it is published, `git` is there where it lies in a work tree. `uploads` are files that
    came, `tasks` runs what takes long; `models` is the folder of what transcribes (None for a user without a home).
    """

    root: Path
    doors: Doors
    reader: ShowReader
    state: ShowState
    changes: Changes
    templates: Templates
    may_change: bool
    defect: Defect
    open_saving: Callable[[], Saving]
    transcripts: OpenTranscripts
    publishing: Publishing
    uploads: Uploads
    tasks: TaskRunner
    models: Path | None = None
    git: Git | None = None

    @property
    def saving(self) -> Saving:
        """What writes into the files of the show."""
        return self.open_saving()

    def page(
        self, template: str, snapshot: Snapshot, context: Mapping[str, Any] | None = None, status: int = 200
    ) -> HTMLResponse:
        """A page of the studio: its template with what all pages show, and what this one shows besides."""
        given = {**self._shared(snapshot), **(context or {})}
        if isinstance(given.get("title"), Message):
            given["title"] = self.templates.text(given["title"])
        return HTMLResponse(self.templates.render(template, given), status)

    def _shared(self, snapshot: Snapshot) -> dict[str, Any]:
        preview, public = snapshot.preview, self.doors.public_path
        return {
            "snapshot": snapshot,
            "menu": [one for one in MENU if self.may_change or not one.changes],
            "may_change": self.may_change,
            "csrf": self.doors.secrets.csrf if self.may_change else "",
            "upload": f"/upload/{self.doors.secrets.upload}" if self.may_change else "",
            "most_bytes": MOST_BYTES,
            "public": public,
            "public_url": self.doors.public_url,
            "real_url": preview.show.publish.url.rstrip("/") if preview is not None else "",
            "cover": preview.picture if preview is not None and preview.picture in preview.artifacts else None,
            "show_language": preview.show.language if preview is not None else self.templates.language,
            "local": lambda url: url.replace(self.doors.public_url, public, 1),
            "folder": str(self.root.resolve()),
            "here": "",
            "asset": asset_path,
            "fault_name": name_of,
        }


def studio_of(request: Request) -> Studio:
    """The run that a request is made to."""
    studio = request.app.state.studio
    if not isinstance(studio, Studio):
        raise TypeError("the application was made without its studio")
    return studio
