"""A whole move as subscribers live through it: three nights of importing, the last publication there, the 301.

Three real programs that subscribed at the old host see no new episode and download nothing again; then the next one,
once.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import podcastparser
import pytest
from misbehaving_server import File, Handler, Server
from programs import need_program, run_at_home
from show_builder import Show, silent_mp3

FEED = "application/rss+xml; charset=utf-8"
OLD, NEW = "/old/feed.xml", "/new/feed.xml"


@dataclass
class OldHost:
    """The show at its old host, with an episode more each night."""

    server: Server
    items: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.server.url}{OLD}"

    def add(self, number: int) -> None:
        """An episode, whose recording is counted by the server like every other request."""
        audio = silent_mp3(2 + number, f"Talk {number}")
        self.server.files[f"/old/{number}.mp3"] = File(audio, "audio/mpeg")
        self.items.insert(
            0,
            f"<item><title>Talk {number}</title><guid isPermaLink='false'>old-host-{number}</guid>"
            f"<pubDate>Sat, 0{number} Nov 2025 08:00:00 +0100</pubDate><description>Notes of {number}.</description>"
            f"<enclosure url='{self.server.url}/old/{number}.mp3?source=feed' length='{len(audio)}' type='audio/mpeg'/>"
            "</item>",
        )
        self.server.files[f"/old/{number}.mp3?source=feed"] = self.server.files[f"/old/{number}.mp3"]
        head = (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>The talks</title>'
            f"<link>https://talks.example/</link><language>en</language><description>Talks.</description>"
            '<itunes:category text="Government"/><itunes:explicit>false</itunes:explicit>'
            f'<itunes:author>The city</itunes:author><itunes:image href="{self.server.url}/cover.jpg"/>'
        )
        document = f"{head}{''.join(self.items)}</channel></rss>"
        self.server.files[OLD] = File(document.encode(), FEED)

    def send_on(self, to: str) -> None:
        """Answer with a 301 for good; recordings are gone."""
        self.server.files[OLD] = File(b"", "text/plain", lambda handler, _: _moved(handler, to))
        for path in [path for path in self.server.files if path.startswith("/old/") and path != OLD]:
            del self.server.files[path]


def _moved(handler: Handler, to: str) -> None:
    handler.say(301, {"Location": to})


class Client(Protocol):
    """A program with a subscription at the old host."""

    def look(self) -> int:
        """Ask for news, download what is new if it downloads; how many episodes it took for new."""


class Gpodder:
    """An app that keeps recordings: it downloads every new episode."""

    def __init__(self, home: Path, url: str) -> None:
        self._home = home
        self._gpo("subscribe", url)

    def look(self) -> int:
        self._gpo("update")
        pending = len(re.findall(r"Talk \d+", self._gpo("pending")))
        self._gpo("download")
        return pending

    def _gpo(self, *arguments: str) -> str:
        return run_at_home(self._home, need_program("gpo"), *arguments)


class Newsboat:
    """A reader that counts what nobody has read."""

    def __init__(self, home: Path, url: str) -> None:
        self._home, self._unread = home, 0
        home.mkdir()
        (home / "urls").write_text(f"{url}\n", encoding="utf-8")
        (home / "config").write_text("download-retries 1\n", encoding="utf-8")

    def look(self) -> int:
        self._newsboat("-x", "reload")
        told = re.search(r"(\d+) unread", self._newsboat("-x", "print-unread"))
        assert told is not None
        before, self._unread = self._unread, int(told[1])
        return self._unread - before

    def _newsboat(self, *arguments: str) -> str:
        files = ("-u", str(self._home / "urls"), "-C", str(self._home / "config"), "-c", str(self._home / "cache.db"))
        return run_at_home(self._home, need_program("newsboat"), *files, *arguments)


class AppWithState:
    """What an app on podcastparser keeps: the guids that it has seen. It downloads every new episode."""

    def __init__(self, url: str) -> None:
        self._url, self._guids = url, set[str]()

    def look(self) -> int:
        url, document = fetched(self._url)
        parsed = podcastparser.parse(url, io.BytesIO(document))
        new = [one for one in parsed["episodes"] if one["guid"] not in self._guids]
        self._guids |= {one["guid"] for one in new}
        for one in new:
            fetched(one["enclosures"][0]["url"])
        return len(new)


def fetched(url: str) -> tuple[str, bytes]:
    """What is at an address, or where it sends on to; and where that was."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""))
    answer = connection.getresponse()
    body, location = answer.read(), answer.getheader("Location")
    connection.close()
    if location is not None:
        return fetched(location)
    assert answer.status == 200, url
    return url, body


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as served:
        yield served


def night(show: Show, host: OldHost) -> dict[str, int]:
    """The job that mirrors the old show until the day it moves."""
    arguments = ("--media", "now", "--allow-private", "--url", f"{host.server.url}/new", "--format", "json")
    run = show.run("import", host.url, str(show.root), *arguments)
    assert run.returncode == 0, run.stdout + run.stderr
    event = json.loads(run.stdout.splitlines()[-1])
    assert (event["event"], event["lost"]) == ("imported", 0)
    return dict(event)


def publish(show: Show, server: Server) -> None:
    show.publish()
    for key, body in show.published().items():
        server.files[f"/new/{key}"] = File(body, FEED if key.endswith(".xml") else "audio/mpeg")


def recordings(server: Server) -> list[str]:
    """The recordings that were asked for, one entry for each time."""
    return [path for method, path in server.asked if ".mp3" in path and method == "GET"]


@pytest.mark.first
@pytest.mark.in_depth
def test_nobody_notices_the_move_and_everybody_gets_the_next_episode_once(server: Server, tmp_path: Path) -> None:
    host, show = OldHost(server), Show(tmp_path / "show")
    show.root.mkdir()
    host.add(1)
    clients: list[Client] = [
        Gpodder(tmp_path / "gpodder", host.url),
        Newsboat(tmp_path / "newsboat", host.url),
        AppWithState(host.url),
    ]
    for client in clients:
        client.look()
    for number in (2, 3, 4):
        host.add(number)
        assert [client.look() for client in clients] == [1, 1, 1]
        server.asked.clear()
        assert night(show, host)["episodes"] == number
        assert len(recordings(server)) == (2 if number == 2 else 1)  # the first night brings what was there

    publish(show, server)
    host.send_on(f"{server.url}{NEW}")
    server.asked.clear()
    assert [client.look() for client in clients] == [0, 0, 0]
    assert recordings(server) == []

    show.add("talk-5", date="2025-11-20 08:00", title="Talk 5", seconds=9)
    publish(show, server)
    server.asked.clear()
    assert [client.look() for client in clients] == [1, 1, 1]
    assert len(recordings(server)) == 2  # newsboat downloads nothing by itself
    assert [client.look() for client in clients] == [0, 0, 0]
    assert len(recordings(server)) == 2
