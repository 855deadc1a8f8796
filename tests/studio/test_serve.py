"""The server as a process: it says its address once it answers, and ends well whatever is going on."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from forked_runs import Run, Started, shared_runs
from show_builder import Show

from balado.errors import UsageError
from balado.studio.serve import HOST, listening


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show", {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    made.write_feed()
    made.add("a")
    return made


@contextmanager
def running(show: Show, verb: str) -> Iterator[tuple[Started, dict[str, Any]]]:
    """The verb as a process, and the event that it told."""
    arguments = (verb, "--no-browser", "--port", "0", "--format", "json")
    process = shared_runs().start(Run(show.root, arguments, show.environment))
    try:
        yield process, json.loads(process.first_line())
    finally:
        if process.ended is None:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def asked(url: str, path: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    """What the server of this address answers."""
    with closing(http.client.HTTPConnection(url.split("/")[2], timeout=60)) as connection:
        connection.request("GET", path, headers=headers)
        yield connection.getresponse()


def let_in(url: str) -> str:
    """The cookie that the first address gives."""
    with asked(url, f"/?{url.partition('?')[2]}") as answer:
        return str(answer.getheader("set-cookie")).partition(";")[0]


@pytest.mark.parametrize("verb", ["preview", "studio"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_once_it_answers_and_ends_well(show: Show, verb: str, number: signal.Signals) -> None:
    """While a page listens, whose stream would never end by itself."""
    with running(show, verb) as (process, told):
        assert (told["event"], told["changes"]) == ("studio", verb == "studio")
        cookie = let_in(told["url"])
        before = sorted(path.relative_to(show.root) for path in show.root.rglob("*"))
        with asked(told["url"], "/events", Cookie=cookie) as stream:
            assert stream.status == 200
            os.kill(process.pid, number)
            stream.read()
        ended = process.wait()
    assert (ended.code, len(ended.out.splitlines())) == (0, 1)
    assert b"(Ctrl-C ends it)" in ended.err
    assert sorted(path.relative_to(show.root) for path in show.root.rglob("*")) == before
    assert not [path for path in (show.root.parent / "cache").iterdir() if path.suffix == ".part"]


def test_a_second_studio_is_told_and_a_preview_may_look_beside_it(show: Show) -> None:
    with running(show, "studio") as (_, first):
        second = show.run("studio", "--no-browser", "--format", "json")
        assert second.returncode == 2
        assert json.loads(second.stdout)["message"] == f"This show is open in another studio: {first['url']}"
        with running(show, "preview") as (_, beside):
            assert beside["url"] != first["url"]


def test_a_killed_studio_is_in_nobodys_way(show: Show) -> None:
    with running(show, "studio") as (process, _):
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait().code == -signal.SIGKILL
    with running(show, "studio") as (_, told):
        assert let_in(told["url"])


def test_a_preview_of_no_show_says_what_publish_says(tmp_path: Path) -> None:
    empty = Show(tmp_path)
    said = empty.run("preview", "--no-browser")
    assert (said.returncode, said.stderr) == (2, empty.run("publish").stderr)


def test_a_port_that_somebody_has_is_told() -> None:
    with listening(0) as taken, pytest.raises(UsageError) as told:
        listening(taken.getsockname()[1])
    assert "Leave `--port` out" in str(told.value)


def test_nobody_else_can_reach_it() -> None:
    with listening(0) as listener:
        assert listener.getsockname()[0] == HOST == "127.0.0.1"
        assert listener.family == socket.AF_INET


def test_without_the_extra_it_says_how_to_install_it(show: Show) -> None:
    hidden = "import sys; sys.modules['starlette'] = None; from balado.cli.main import main; main(['studio'])"
    said = show.python("-c", hidden)
    assert said.returncode == 2
    assert said.stderr.startswith("This needs the extra `studio`, which is not installed: `")
    assert said.stderr.endswith('balado[studio]"`\n')
