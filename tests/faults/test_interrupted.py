"""Ctrl-C or SIGTERM at any moment: the run ends at once, leaves nothing half done, and the next one goes on.

The promise is two seconds. A busy machine is slower for everybody: a run with nothing to do, begun at the moment of the
signal, says how much slower.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from audio_samples import whole_mp3
from depth import depth
from forked_runs import Ended, ForkedRuns, Run
from published_place import URL, FolderPlace, assert_whole
from show_builder import NOW, Show, silent_mp3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process there")

_MOMENTS = depth(6, 30, 100)
_AT_ONCE = 16
_PROMISED_SECONDS = 2
_IDLE_RUNS = 3  # of a tenth of a second on a machine that has nothing else to do
_INTERRUPTED = 130
# Before Balado's first line runs, or after its last, the interpreter ends by the signal itself.
_OUTSIDE = (99, -signal.SIGINT, -signal.SIGTERM)


def interrupted(runs: ForkedRuns, run: Run, wait: Callable[[], object], number: int) -> Ended:
    """The run with a signal after that wait; SIGTERM every other time."""
    started = runs.start(run)
    wait()
    try:
        os.kill(started.pid, (signal.SIGINT, signal.SIGTERM)[number % 2])
    except ProcessLookupError:  # it was done before
        return started.wait()
    told = time.monotonic()
    beside = runs.start(Run(run.folder, ["--version"], run.environment))
    beside.wait()
    idle_seconds = time.monotonic() - told
    ended = started.wait()
    assert time.monotonic() - told < _PROMISED_SECONDS + _IDLE_RUNS * idle_seconds, ended.said
    assert "Traceback" not in ended.said
    return ended


def at_every_moment(
    runs: ForkedRuns, run: Run, prepare: Callable[[], object], check: Callable[[Ended], object]
) -> list[int]:
    """Interrupt the run at moments spread over the time it takes; gives the exit codes."""
    prepare()
    began = time.monotonic()
    runs.run(run)
    seconds = time.monotonic() - began
    codes = []
    for number in range(_MOMENTS):
        prepare()
        ended = interrupted(runs, run, partial(time.sleep, seconds * number / _MOMENTS), number)
        check(ended)
        codes.append(ended.code)
    return codes


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write_feed(publish=f"{{to: public, url: '{URL}', verify: false}}")
    for number, slug in enumerate("abcdef"):
        made.add(slug, seconds=60 + number)
    return made


def halves(show: Show) -> list[Path]:
    """What is under way to its place and was left there."""
    return [
        path for path in show.root.rglob("*") if path.is_file() and ("incoming" in path.parts or ".tmp" in path.name)
    ]


def test_a_publication_ends_at_once_and_leaves_no_half(show: Show, runs: ForkedRuns, tmp_path: Path) -> None:
    place = FolderPlace(show.root / "public", tmp_path)

    def begin_anew() -> None:
        for top in (place.folder, place.state):
            shutil.rmtree(top, ignore_errors=True)

    def check(ended: Ended) -> None:
        assert ended.code in (0, _INTERRUPTED, *_OUTSIDE), ended.said
        assert halves(show) == []
        assert_whole(place.objects() if place.folder.exists() else {})

    run = Run(show.root, ["publish", "--now", NOW], show.environment)
    codes = at_every_moment(runs, run, begin_anew, check)
    assert codes.count(_INTERRUPTED) >= _MOMENTS // 4
    [again] = runs.run(run)
    assert again.code == 0, again.said
    assert len(assert_whole(place.objects())) == 6


def test_a_clean_up_ends_at_once_and_harms_nothing_live(show: Show, runs: ForkedRuns, tmp_path: Path) -> None:
    place = FolderPlace(show.root / "public", tmp_path / "saved")
    for number in range(6):
        (show.root / "episodes" / "a" / "talk.mp3").write_bytes(silent_mp3(20 + number, "a"))
        assert show.run("publish", "--now", f"2025-11-{number + 10}T12:00:00+01:00").returncode == 0
    old = time.time() - 400 * 86400
    for path in (*place.folder.rglob("*"), *place.state.rglob("*")):
        os.utime(path, (old, old))
    place.remember()

    def check(ended: Ended) -> None:
        assert ended.code in (0, _INTERRUPTED, *_OUTSIDE), ended.said
        assert len(assert_whole(place.objects())) == 6

    run = Run(show.root, ["prune", "--yes"], show.environment)
    codes = at_every_moment(runs, run, place.restore, check)
    assert _INTERRUPTED in codes
    [again] = runs.run(run)
    assert again.code == 0, again.said


@pytest.fixture
def slow_server() -> Iterator[str]:
    """A feed of twenty episodes whose recordings come to half and then no further; gives its address."""
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            items = "".join(
                f'<item><guid>{n}</guid><enclosure url="{base}/{n}.mp3" length="9" type="audio/mpeg"/></item>'
                for n in range(20)
            )
            feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()
            body = feed if self.path == "/feed.xml" else whole_mp3(50)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.path == "/feed.xml":
                self.wfile.write(body)
            else:
                self.wfile.write(body[:2000])
                over.wait(30)

        do_HEAD = do_GET  # noqa: N815 (the name is the library's)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign] # whoever asked is gone
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/feed.xml"
        over.set()
        server.shutdown()


def test_a_look_at_servers_ends_at_once(slow_server: str, runs: ForkedRuns, tmp_path: Path) -> None:
    run = Run(tmp_path, ["check", slow_server, "--live", "--allow-private", "--patience", "20"])

    def at(number: int) -> int:
        return interrupted(runs, run, partial(time.sleep, 2 * number / _MOMENTS), number).code

    with ThreadPoolExecutor(_AT_ONCE) as pool:  # they wait for servers, not for each other
        codes = list(pool.map(at, range(_MOMENTS)))
    assert set(codes) <= {_INTERRUPTED, *_OUTSIDE}
    assert codes.count(_INTERRUPTED) >= _MOMENTS // 2


def test_a_store_that_never_answers_is_not_waited_for(show: Show, runs: ForkedRuns) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        show.write_feed(publish=f"{{to: 's3://bucket', url: '{URL}', endpoint: '{address}', verify: false}}")
        keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
        run = Run(show.root, ["publish", "--now", NOW], {**show.environment, **keys})
        silent.settimeout(60)
        asked = []
        for number in range(2):
            ended = interrupted(runs, run, lambda: asked.append(silent.accept()), number)
            assert ended.code == _INTERRUPTED, ended.said
            assert "Stopped." in ended.said
        for connection, _ in asked:
            connection.close()
