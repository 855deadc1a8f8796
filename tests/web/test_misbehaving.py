"""Servers that drip, flood or answer what cannot be: whoever asks through `web` gets an answer that can be judged."""

from __future__ import annotations

import time
from itertools import repeat

import pytest
from raw_server import ABSURD, ENDLESS, FLOODS, RawServer, answer

from balado.bucket.probe import Address, Probes, view
from balado.events import Event, Watch
from balado.publish.claims import ClaimedFile, ClaimedPage, Claims
from balado.publish.notify import notices, notify
from balado.publish.proof import prove
from balado.show.publishing import Notify
from balado.web.client import Client, client_of_author
from balado.web.reply import Reply, Trouble
from balado.web.wire import Ask

SECONDS = 0.1
EVERY = {**{name: make() for name, make in {**ENDLESS, **FLOODS}.items()}, **ABSURD}


def client(server: RawServer, seconds: float = 3) -> Client:
    return client_of_author([server.url], seconds)


def reply_of(server: RawServer, seconds: float = 3, method: str = "GET") -> Reply:
    return client(server, seconds).ask(Ask(method, f"{server.url}/feed.xml"))


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_left_when_the_time_is_over(name: str) -> None:
    with RawServer(lambda _asked: ENDLESS[name]()) as server:
        reply = reply_of(server, SECONDS)
        assert server.paused_seconds() < SECONDS + 1
    assert reply.trouble in (Trouble.SILENT, Trouble.SLOW)
    assert reply.seconds >= SECONDS


def test_the_time_is_one_for_all_redirects() -> None:
    def script(asked: str) -> list[bytes]:
        time.sleep(0.15)
        return [answer(f"Location: /{len(asked)}/{asked[4:9]}", "Content-Length: 0", status=302)]

    with RawServer(script) as server:
        reply = reply_of(server, 0.2)
        assert len(server.asked) <= 3
    assert reply.trouble in (Trouble.SILENT, Trouble.SLOW)


@pytest.mark.parametrize("name", [name for name in FLOODS if name not in ("body", "huge chunk")])
def test_what_floods_is_left_after_so_many_bytes(name: str) -> None:
    with RawServer(lambda _asked: FLOODS[name](), pause_seconds=0.001) as server:
        reply = reply_of(server, 5)
        assert server.paused_seconds() < 4
    assert reply.trouble in (Trouble.GARBLED, Trouble.CUT_SHORT, None)


@pytest.mark.parametrize("name", ["body", "huge chunk"])
def test_of_a_body_without_an_end_no_more_is_read_than_was_wanted(name: str) -> None:
    with RawServer(lambda _asked: FLOODS[name](), pause_seconds=0.001) as server:
        reply = reply_of(server, 5)
        assert server.paused_seconds() < 4
    assert len(reply.body) <= 65_536


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("name", ABSURD)
def test_what_cannot_be_right_is_an_answer_or_a_trouble(name: str, method: str) -> None:
    with RawServer(lambda _asked: ABSURD[name]) as server:
        reply = reply_of(server, method=method)
    assert reply.trouble is not None or 100 <= reply.status <= 999
    assert reply.length is None or 0 <= reply.length < 10**18
    assert reply.span is None or 0 <= reply.span.first < 10**18
    assert reply.file_bytes is None or 0 <= reply.file_bytes < 10**18


def claims_at(url: str) -> Claims:
    sound = ClaimedFile(f"{url}/a.mp3", 7, "audio/mpeg", "a", is_enclosure=True)
    page = ClaimedPage(f"{url}/index.html", "0" * 64, 7, "text/html; charset=utf-8")
    gone, secret = (f"{url}/gone",), f"{url}/record"
    return Claims(f"{url}/feed.xml", "0" * 64, 7, (sound,), gone, (page,), secret, b"record")


@pytest.mark.parametrize("name", EVERY)
def test_what_follows_a_publication_comes_to_its_end(name: str) -> None:
    script = {**ENDLESS, **FLOODS}.get(name, lambda: ABSURD[name])
    events: list[Event] = []
    watch = Watch(events.append, pause=lambda _seconds: None)
    with RawServer(lambda _asked: script(), pause_seconds=0.005) as server:
        proof = prove(claims_at(server.url), client(server, SECONDS), watch)
        made = notices(Notify(websub=(server.url,)), "https://pod.example/feed.xml", None)
        told = notify(made, client(server, SECONDS), watch)
        seen = view(
            Address(server.url, f"{server.url}/r", (server.url,)), Probes("p", {"a": b"a"}, {"1": b"1"}), SECONDS
        )
        assert len(server.asked) <= 20
        assert server.paused_seconds() < SECONDS + 1
    assert {fault.severity for fault in (*proof.faults, *told.faults)} <= {"info", "warning"}
    assert proof.faults
    assert seen.opened == []


@pytest.mark.parametrize(
    "interim", [b"102 Processing\r\n\r\n", b"103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"]
)
def test_what_says_that_an_answer_will_come_is_none(interim: bytes) -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfeed"
    with RawServer(lambda _asked: [b"HTTP/1.1 100 Continue\r\n\r\n", *[b"HTTP/1.1 " + interim] * 3, whole]) as server:
        reply = reply_of(server)
    assert (reply.status, reply.body, reply.trouble) == (200, b"feed", None)


@pytest.mark.parametrize("pause", [0.0, 0.05])
def test_an_answer_that_always_only_will_come_is_left(pause: float) -> None:
    with RawServer(lambda _asked: repeat(b"HTTP/1.1 102 Processing\r\n\r\n"), pause_seconds=pause) as server:
        reply = reply_of(server, seconds=1)
    assert not reply.is_good
    assert reply.trouble in (Trouble.SLOW, Trouble.GARBLED)
    assert reply.seconds < 3
