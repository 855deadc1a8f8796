"""A studio that is killed in the middle of a save, before each of its writes: the file is whole, and saving goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from awaited import awaited
from edited_forms import loaded
from killed_steps import IsStep, killed_before, opens_for_writing
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.app import application

EPISODE = "episodes/a/episode.md"
MOVING = ("os.rename", "os.remove", "os.mkdir", "os.chmod", "os.chown")


def asked_of_the_application(served: ServedStudio, fields: list[tuple[str, str]]) -> None:
    """What the server does with a form: the guard, the route and the save, without its socket."""
    body = urlencode(fields).encode()
    headers = {
        "host": f"127.0.0.1:{served.doors.port}",
        "cookie": served.cookie,
        "origin": served.doors.origin,
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(body)),
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/edit/save",
        "raw_path": b"/edit/save",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", served.doors.port),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(_message: Any) -> None:
        return None

    awaited(application(served.studio, options_for(served.show).words)(scope, receive, send))  # type: ignore[arg-type]


def writes_below(folders: tuple[Path, ...]) -> IsStep:
    beginnings = tuple(map(str, folders))

    def is_step(event: str, arguments: tuple[Any, ...]) -> bool:
        is_write = opens_for_writing(event, arguments) or event in MOVING
        return is_write and str(arguments[0]).startswith(beginnings)

    return is_step


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_before_every_write_nothing_is_lost(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    path = show.root / EPISODE
    others = {file: file.read_bytes() for file in show.root.rglob("*") if file.is_file() and file != path}
    before = path.read_bytes()
    folders = (show.root, tmp_path / "cache")
    with served_studio(options_for(show, tmp_path / "cache" / "inspections.json"), show) as served:
        served.settled()
        form = loaded(served, "/edit/episodes/a")
        fields = [(name, one) for name, one in [("csrf", served.doors.secrets.csrf), *form_fields(form.values)]]
        entered = [(name, "Entered" if name == "title" else one) for name, one in fields]
        asked_of_the_application(served, entered)
        after = path.read_bytes()
        assert b"title: Entered" in after
        writes = 0
        while True:
            path.write_bytes(before)
            if not killed_before(writes, lambda: asked_of_the_application(served, entered), writes_below(folders)):
                break
            assert path.read_bytes() in (before, after)
            assert all(file.read_bytes() == raw for file, raw in others.items())
            asked_of_the_application(served, entered)
            assert path.read_bytes() == after
            writes += 1
    assert writes > 5
    assert path.read_bytes() == after


def form_fields(values: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in values.items():
        if name != "csrf":
            found += [(name, one) for one in ([value] if isinstance(value, str) else value)]
    return found
