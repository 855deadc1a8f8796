"""A real app on a published show: gPodder subscribes over HTTP and downloads what was published."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from feed_readers import read_with_podcastparser
from programs import need_program, run_at_home
from show_builder import Show


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """An empty folder and the address at which this machine serves it."""
    folder = tmp_path / "served"
    folder.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def gpo(tmp_path: Path) -> functools.partial[str]:
    """Runs gPodder's command line with a home of its own; gives what it says."""
    return functools.partial(run_at_home, tmp_path / "gpodder", need_program("gpo"))


def test_gpodder_subscribes_and_downloads(
    show: Show, served: tuple[Path, str], gpo: functools.partial[str], tmp_path: Path
) -> None:
    folder, url = served
    show.write_feed(title="Réussir le dernier kilomètre")
    show.add("a", title="Quelles attentes ?", seconds=3)
    show.add("b", title="Dans les territoires", seconds=2)
    show.publish("--to", str(folder), "--url", url)
    feed = f"{url}/feed.xml"
    items = {item.guid: item for item in read_with_podcastparser((folder / "feed.xml").read_bytes(), feed)}

    gpo("subscribe", feed)
    assert "Réussir le dernier kilomètre" in gpo("list")
    listed = gpo("episodes", feed)
    assert "Quelles attentes ?" in listed
    assert "Dans les territoires" in listed
    gpo("download", feed, "guid-of-a")

    published = (folder / items["guid-of-a"].url.removeprefix(f"{url}/")).read_bytes()
    [downloaded] = (tmp_path / "gpodder").rglob("*.mp3")
    assert hashlib.sha256(downloaded.read_bytes()).hexdigest() == hashlib.sha256(published).hexdigest()
    assert hashlib.sha256(published).hexdigest()[:16] in items["guid-of-a"].url
