"""One run of the studio: everything put together, from the socket to the end."""

from __future__ import annotations

import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from balado.edition.open import Request
from balado.events import Meter
from balado.message import Catalogue
from balado.source.files import scan
from balado.source.settings import publish_settings
from balado.studio.app import application
from balado.studio.captions.open_transcripts import OpenTranscripts
from balado.studio.changes import Changes
from balado.studio.context import Studio
from balado.studio.guard import Doors
from balado.studio.look import ShowReader
from balado.studio.publication import Publisher
from balado.studio.publishing import Publishing, told_to_pages
from balado.studio.repository.tree import git_of
from balado.studio.saving.copies import FileCopies
from balado.studio.serve import StudioServer
from balado.studio.state import Defect, ShowState
from balado.studio.tasks import TaskRunner
from balado.studio.templates import Templates
from balado.studio.uploads.batch import Uploads
from balado.studio.watch import FolderWatch

if TYPE_CHECKING:
    from balado.studio.saving.save import Saving

_PATIENCE_SECONDS = 1.0
"""What is under way may take so long to end: it writes nothing but inspections, and those as a whole."""
_TASK_PATIENCE_SECONDS = 6.0
"""A verb ends within two seconds of being asked to, and is killed after five."""
_PUBLICATION_PATIENCE_SECONDS = 10.0
"""A publication that has sent its files shows them within this time; else the next one does."""


@dataclass(frozen=True, slots=True)
class StudioOptions:
    """What a run takes from whoever starts it.

    `request` is what the edition is asked, at any moment; `now` gives that moment. `may_change` False: a preview.
    `words` and `language` (`en` or `fr`) are those of the pages. `kept` is the folder for what is no part of the show:
    how far somebody has read, what can be taken back; None for a user without a home. `defect` puts a defect of
    ours into words.
    `podping_token` is what a Podping writer wants to see, `environment` what git is run with. `models` is the folder of
    what transcribes; `program` is the command of Balado itself.
    """

    request: Request
    now: Callable[[], datetime]
    words: Catalogue
    language: str
    defect: Defect
    may_change: bool = False
    kept: Path | None = None
    podping_token: str | None = None
    models: Path | None = None
    program: tuple[str, ...] = (sys.executable, "-m", "balado")
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def root(self) -> Path:
        """The folder of the show."""
        return self.request.root


@contextmanager
def started(options: StudioOptions, doors: Doors) -> Iterator[Studio]:
    """A studio that looks at its show, for as long as it lasts; `doors` say where it will be served."""
    changes = Changes()
    state: ShowState | None = None

    def interrupt(byte_size: int) -> None:
        if state is not None:
            state.interrupt(byte_size)

    def request() -> Request:
        return replace(options.request, now=options.now(), clock=options.now(), meter=Meter(interrupt, interrupt))

    reader = ShowReader(options.root, request, doors.public_url)
    state = ShowState(reader, changes.tell, options.defect, options.now)
    watch = FolderWatch(options.root, lambda: _public_folder(options), state.refresh, state.start)
    templates = Templates(options.words, options.language)
    transcripts = OpenTranscripts(options.root, options.kept)
    publisher = Publisher(
        lambda one: changes.send("publication", told_to_pages(one, templates)), state.refresh, options.defect
    )
    publishing = Publishing(publisher, request, options.podping_token, options.defect)
    tasks = TaskRunner(
        options.program, options.root, templates, lambda told: changes.send("task", told), options.defect
    )
    watch.start()
    try:
        with _copies_folder(options.request) as copies, _received_files(options, copies, tasks) as uploads:
            yield Studio(
                *(options.root, doors, reader, state, changes, templates, options.may_change, options.defect),
                *(_saving_in(options, FileCopies(copies)), transcripts, publishing, uploads, tasks, options.models),
                git=git_of(options.root, options.environment) if options.may_change else None,
            )
    finally:
        publisher.close(_PUBLICATION_PATIENCE_SECONDS)
        watch.close()
        changes.close()
        transcripts.close()
        state.close(_PATIENCE_SECONDS)


def _saving_in(options: StudioOptions, copies: FileCopies) -> Callable[[], Saving]:
    """What gives what saves into the files of the show. It is loaded when it is first wanted."""
    lock = threading.Lock()

    def saving() -> Saving:
        from balado.studio.saving.save import Saving

        return Saving(options.root, copies, options.now, lock)

    return saving


@contextmanager
def _received_files(options: StudioOptions, copies: Path, tasks: TaskRunner) -> Iterator[Uploads]:
    """What comes in, beside the copies, until what works on it has ended; what a killed run left is taken away."""
    uploads = Uploads(copies.with_suffix(".uploads"))
    if not options.may_change:  # beside a studio there may be a preview, to which nothing comes
        yield uploads
        return
    uploads.clear()
    try:
        yield uploads
    finally:
        tasks.close(_TASK_PATIENCE_SECONDS)
        uploads.clear()


def serve(options: StudioOptions, doors: Doors, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve the show at this socket until a signal ends it. `ready` is called once it answers."""
    with started(options, doors) as studio:
        app = application(studio, options.words, studio.state.first_answered)
        StudioServer(app, ready, studio.changes.close).run([listener])


def _public_folder(options: StudioOptions) -> Path | None:
    """The folder that the show is published to, where it is one below the show's."""
    settings = {**publish_settings(scan(options.root)), **options.request.overrides}
    place = settings.get("to", "public")
    return None if "://" in place else (options.root / place).resolve()


@contextmanager
def _copies_folder(request: Request) -> Iterator[Path]:
    """Where copies of the author's files are kept: beside the inspections; without a home until the run ends."""
    if request.cache_file is not None:
        yield request.cache_file.with_suffix(".copies")
        return
    with tempfile.TemporaryDirectory(prefix="balado-") as name:
        yield Path(name)
