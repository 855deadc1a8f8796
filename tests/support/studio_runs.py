"""Studios of shows on disk, served from this process, and how they are asked: as a browser does, or as nobody may."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from show_builder import NOW, Show

from balado.cli.session import catalogue, defect_of
from balado.edition.open import Request
from balado.studio.app import application
from balado.studio.context import Studio
from balado.studio.guard import Doors
from balado.studio.run import StudioOptions, started
from balado.studio.serve import StudioServer, listening
from balado.studio.state import Snapshot

DRAFT_TRANSCRIPT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nBonsoir.\n"


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass(frozen=True)
class ServedStudio:
    """A studio that answers at its address."""

    show: Show
    studio: Studio
    asked: list[str] = field(default_factory=list)

    @property
    def doors(self) -> Doors:
        return self.studio.doors

    @property
    def cookie(self) -> str:
        return f"{self.doors.cookie_name}={self.doors.secrets.cookie}"

    def settled(self) -> Snapshot:
        """What is known once nothing more is being worked out."""
        return self.studio.state.wait(lambda known: not known.is_pending)

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str | list[str]] | None = None
    ) -> Answered:
        """A request with these headers and no others, but for the length of its body and `Host`, if they lack it."""
        given = {"Host": f"127.0.0.1:{self.doors.port}", **(headers or {})}
        if body:
            given.setdefault("Content-Length", str(len(body)))
        connection = http.client.HTTPConnection("127.0.0.1", self.doors.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in given.items():
                for one in value if isinstance(value, list) else [value]:
                    connection.putheader(name, one)
            connection.endheaders(body or None)
            answer = connection.getresponse()
            return Answered(answer.status, {name.lower(): one for name, one in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answered:
        """A page as the browser gets it that was let in."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, headers={"Cookie": self.cookie, **named})

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answered:
        """A form as the browser sends it, with its token."""
        body = urlencode({"csrf": self.doors.secrets.csrf, **fields}).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        own = {
            "Cookie": self.cookie,
            "Origin": self.doors.origin,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self.ask("POST", path, body, {**own, **named})


def options_for(
    show: Show, cache_file: Path | None = None, *, language: str = "en", may_change: bool = True
) -> StudioOptions:
    """A run on this show at NOW; its inspections are kept in that file."""
    now = datetime.fromisoformat(NOW)
    return StudioOptions(
        request=Request(show.root, now, "", cache_file, guarded=False),
        now=lambda: now,
        words=catalogue([language]),
        language=language,
        defect=defect_of,
        may_change=may_change,
        environment=dict(os.environ),
    )


@contextmanager
def served_studio(options: StudioOptions, show: Show) -> Iterator[ServedStudio]:
    """The studio of these options, for as long as it lasts."""
    listener = listening(0)
    doors, answers = Doors(listener.getsockname()[1]), threading.Event()
    with listener, started(options, doors) as studio:
        server = StudioServer(application(studio, options.words), answers.set, studio.changes.close)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert answers.wait(20)
            yield ServedStudio(show, studio)
        finally:
            server.should_exit = True
            thread.join()


def show_of_every_state(folder: Path) -> Show:
    """A published show with pages: one live, one live and changed here, a scheduled one, drafts, one announced.

    One of the drafts waits for a reader. Nothing in it is faulty.
    """
    show = Show(folder)
    show.write_feed(site="{}")
    feed = folder / "feed.yaml"
    feed.write_text(feed.read_text(encoding="utf-8").replace("site: false\n", ""), encoding="utf-8")
    show.add("live")
    show.add("changed", date="2025-11-02 08:00")
    show.publish()
    edit(show, "changed", "Notes of *changed*", "Other notes, with a [link](https://example.org/x)")
    show.add("scheduled", date="2025-12-24 08:00")
    show.add("draft", draft="true", title="Un brouillon pour l’oreille")
    show.add("waiting", draft="true")
    (folder / "episodes" / "waiting" / "transcript.draft.vtt").write_text(DRAFT_TRANSCRIPT, encoding="utf-8")
    show.add("unrecorded", draft="true", date=None, seconds=None)
    show.add(
        "announced",
        date=None,
        seconds=None,
        held="{start: 2025-11-30 17:30, end: 2025-11-30 20:00}",
        live="{url: 'https://live.example/d.mp3', page: 'https://example.org/live'}",
    )
    return show


def edit(show: Show, slug: str, old: str, new: str) -> None:
    """Change the text of an episode as an editor does."""
    path = show.root / "episodes" / slug / "episode.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
