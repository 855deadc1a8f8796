"""The proof of a publication against a server that misbehaves in every way that was seen in the field."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable

import pytest
import trustme
from counting_proxy import CountingProxy
from misbehaving_server import File, Server, Way, drip_body, drip_headers, stall
from public_server import plain, served
from scripted_store import Answer, Asked, ScriptedStore
from store_servers import free_port

from balado.events import Event, Watch
from balado.publish.claims import ClaimedFile, Claims
from balado.publish.proof import Proof, Verdict, prove
from balado.web.client import Client, client_of_author
from balado.web.wire import Wire

FEED = b"<rss>the new feed</rss>"
SOUND = b"ID3" + bytes(5000)
VTT = b"WEBVTT\n"
OBJECTS = {
    "/show/feed.xml": (FEED, "application/rss+xml; charset=utf-8"),
    "/show/audio/a.mp3": (SOUND, "audio/mpeg"),
    "/show/transcripts/a.vtt": (VTT, "text/vtt"),
}
RECORD = b'{"number":1}'


def claims_at(url: str, **changes: object) -> Claims:
    files = (
        ClaimedFile(f"{url}/show/audio/a.mp3", len(SOUND), "audio/mpeg", "a", is_enclosure=True),
        ClaimedFile(f"{url}/show/transcripts/a.vtt", len(VTT), "text/vtt; charset=utf-8", "a"),
    )
    known: dict[str, object] = {
        "feed_url": f"{url}/show/feed.xml",
        "feed_sha256": hashlib.sha256(FEED).hexdigest(),
        "feed_size": len(FEED),
        "files": files,
        "secret": f"{url}/show/.balado/generations/1.json",
        "secret_body": RECORD,
    }
    return Claims(**{**known, **changes})  # type: ignore[arg-type]


class Waiting:
    """Who is told and waits, without waiting."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.events: list[Event] = []
        self.watch = Watch(self.events.append, pause=self.pauses.append)


def proof_of(script: Callable[[Asked], Answer], waiting: Waiting | None = None, **changes: object) -> Proof:
    with ScriptedStore(script) as server:
        return prove(claims_at(server.url, **changes), client_of_author([server.url]), (waiting or Waiting()).watch)


def said(proof: Proof) -> list[str]:
    return [f"{fault.severity}: {fault.what}" for fault in proof.faults]


def test_what_is_served_as_it_was_published_is_proven() -> None:
    asked: list[Asked] = []

    def script(one: Asked) -> Answer:
        asked.append(one)
        return plain(OBJECTS, one)

    proof = proof_of(script)

    assert (proof.verdict, proof.faults, proof.looked_at) == (Verdict.PROVEN, (), 2)
    requests = {(one.method, one.path.rpartition("/")[2], one.headers.get("range")) for one in asked}
    assert requests == {
        ("GET", "feed.xml", None),
        ("HEAD", "a.mp3", None),
        ("GET", "a.mp3", "bytes=0-1"),
        ("HEAD", "a.vtt", None),
        ("GET", "1.json", None),
    }
    assert not any("authorization" in one.headers or "cookie" in one.headers for one in asked)


def test_a_cache_that_gives_the_old_feed_twice_is_waited_for() -> None:
    old = [Answer(200, b"<rss>the old feed</rss>"), Answer(404)]
    waiting = Waiting()

    proof = proof_of(served(OBJECTS, GET=lambda one: old.pop() if old and "feed" in one.path else None), waiting)

    assert (proof.verdict, proof.faults) == (Verdict.PROVEN, ())
    assert waiting.pauses == [1.0, 2.0]
    assert [event.name for event in waiting.events] == ["waiting"]


def test_a_cache_that_keeps_the_old_feed_is_waited_for_a_minute_in_all() -> None:
    waiting = Waiting()
    old = {**OBJECTS, "/show/feed.xml": (FEED + b"older", "application/rss+xml")}

    proof = proof_of(served(old), waiting)

    assert proof.verdict is Verdict.OTHER
    assert said(proof) == ["warning: After 60 seconds the address still gives another feed than the new one."]
    assert sum(waiting.pauses) == 60
    assert waiting.pauses[:5] == [1, 2, 4, 8, 16]


@pytest.mark.parametrize("status", [401, 403])
def test_a_feed_that_is_forbidden_is_told_at_once_with_the_way_out(status: int) -> None:
    waiting = Waiting()

    proof = proof_of(served(OBJECTS, GET=lambda one: Answer(status) if "feed" in one.path else None), waiting)

    assert proof.verdict is Verdict.OTHER
    assert f"warning: Apps cannot read the feed: the server answers {status}." in said(proof)
    assert "balado bucket setup" in str(proof.faults[0].remedy)
    assert (waiting.pauses, waiting.events) == ([], [])


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (Answer(404), "the server answers 404"),
        (Answer(200, SOUND + b"more", {"Content-Type": "audio/mpeg"}), f"5007 bytes, {len(SOUND)} were published"),
        (Answer(200, SOUND, {"Content-Type": "application/octet-stream"}), "“application/octet-stream”, it is audio"),
    ],
)
def test_a_recording_that_is_not_as_published_is_told(head: Answer, words: str) -> None:
    proof = proof_of(served(OBJECTS, HEAD=lambda one: head if "mp3" in one.path else None))

    assert proof.verdict is Verdict.PROVEN
    [told] = said(proof)
    assert words in told
    assert told.startswith("warning: ")
    assert proof.faults[0].slug == "a"


@pytest.mark.parametrize(
    "part",
    [
        Answer(200, SOUND, {"Content-Type": "audio/mpeg"}),
        Answer(206, SOUND[:2], {"Content-Range": "bytes 0-1/7"}),
        Answer(206, SOUND[:2], {"Content-Range": "bytes 0-1/*"}),
        Answer(206, SOUND[:1], {"Content-Range": f"bytes 0-1/{len(SOUND)}"}),
        Answer(416),
    ],
)
def test_a_server_that_gives_no_parts_is_told(part: Answer) -> None:
    proof = proof_of(served(OBJECTS, GET=lambda one: part if "range" in one.headers else None))

    [told] = said(proof)
    assert f"does not give parts of the recording (it answers {part.status}" in told


def test_a_redirect_is_followed_and_said() -> None:
    moved = {**OBJECTS, "/cdn/feed.xml": OBJECTS["/show/feed.xml"]}
    there = Answer(302, headers={"Location": "/cdn/feed.xml"})

    proof = proof_of(served(moved, GET=lambda one: there if one.path == "/show/feed.xml" else None))

    assert proof.verdict is Verdict.PROVEN
    [told] = said(proof)
    assert told.startswith("info: The address redirects to http://127.0.0.1:")
    assert told.endswith("/cdn/feed.xml.")


def test_redirects_in_a_circle_are_left() -> None:
    count = 0

    def script(asked: Asked) -> Answer:
        nonlocal count
        count += "feed" in asked.path
        return Answer(301, headers={"Location": asked.path}) if "feed" in asked.path else plain(OBJECTS, asked)

    proof = proof_of(script)

    assert proof.verdict is Verdict.OTHER
    assert said(proof) == ["warning: Apps cannot read the feed: one redirect leads to the next, without an end."]
    assert count == 1


def test_redirects_that_go_on_are_left_after_five() -> None:
    count = 0

    def script(asked: Asked) -> Answer:
        nonlocal count
        count += "feed" in asked.path
        return (
            Answer(301, headers={"Location": f"/feed.xml?{count}"}) if "feed" in asked.path else plain(OBJECTS, asked)
        )

    proof = proof_of(script)

    assert said(proof) == ["warning: Apps cannot read the feed: one redirect leads to the next, without an end."]
    assert count == 6


@pytest.mark.parametrize("inside", ["http://127.0.0.2/feed.xml", "http://[::1]:9/", "http://127.0.0.1:{other}/latest"])
def test_a_redirect_into_a_private_network_is_not_followed(inside: str) -> None:
    with ScriptedStore(served(OBJECTS)) as private:
        target = inside.format(other=private.url.rpartition(":")[2])
        away = Answer(302, headers={"Location": target})
        proof = proof_of(served(OBJECTS, GET=lambda one: away if "feed" in one.path else None))

    assert private.asked == []
    assert proof.verdict is Verdict.OTHER
    assert "warning: Apps cannot read the feed: it leads into a private network (" in said(proof)[0]


def test_a_show_that_names_no_private_host_is_not_looked_at_there() -> None:
    private = Client(Wire(2, resolve=lambda *_: ["10.0.0.1"]), 0)

    proof = prove(claims_at("http://podcast.example.org"), private, Waiting().watch)

    assert "it leads into a private network (10.0.0.1)" in said(proof)[0]


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/feed.xml"])
def test_only_web_addresses_are_followed(place: str) -> None:
    away = Answer(301, headers={"Location": place})

    proof = proof_of(served(OBJECTS, GET=lambda one: away if "feed" in one.path else None))

    assert f"warning: Apps cannot read the feed: it redirects to {place}, which is no web address." in said(proof)


def test_an_address_that_refuses_connections_is_one_sentence_and_nothing_more() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    proof = prove(claims_at(url), client_of_author([url]), Waiting().watch)

    assert (proof.verdict, proof.looked_at) == (Verdict.UNREACHED, 0)
    assert said(proof) == [
        "info: What was published could not be looked at as an app would, from here: it cannot be reached."
    ]


@pytest.mark.parametrize("way", [stall, drip_headers, drip_body])
def test_a_server_that_drips_is_left_when_the_time_is_over(way: Way) -> None:
    with Server() as server:
        server.files["/show/feed.xml"] = File(FEED, "application/rss+xml", way)
        client = client_of_author([server.url], seconds=0.3)
        proof = prove(claims_at(server.url), client, Waiting().watch)

    assert len(server.asked) <= 10
    assert server.paused_seconds < 1.3
    assert proof.verdict is Verdict.UNREACHED
    assert "it does not answer in time" in said(proof)[0]


def test_files_that_there_was_no_time_for_are_counted_and_not_blamed() -> None:
    at_work: list[Client] = []

    def stopped_after_the_feed(asked: Asked) -> Answer:
        at_work[0].stop()
        return plain(OBJECTS, asked)

    with ScriptedStore(stopped_after_the_feed) as server:
        at_work.append(client_of_author([server.url]))
        proof = prove(claims_at(server.url), at_work[0], Waiting().watch)

    assert (proof.verdict, proof.looked_at) == (Verdict.PROVEN, 0)
    assert said(proof) == ["warning: 2 new files were not looked at as an app would: the server is too slow."]


def test_a_connection_that_breaks_off_is_the_servers_fault() -> None:
    proof = proof_of(
        served(OBJECTS, GET=lambda one: Answer(200, FEED[:4], broken_off=100) if "feed" in one.path else None)
    )

    assert proof.verdict is Verdict.OTHER
    assert said(proof) == ["warning: Apps cannot read the feed: the connection breaks off."]


def test_a_certificate_that_nobody_trusts_is_told() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with (
        ScriptedStore(served(OBJECTS)) as server,
        CountingProxy(server.url, tls=context) as proxy,
    ):
        proof = prove(claims_at(proxy.url), client_of_author([proxy.url]), Waiting().watch)

    assert proof.verdict is Verdict.OTHER
    assert said(proof)[0].startswith("warning: Apps cannot read the feed: its certificate is not trusted (")


def test_a_record_that_everybody_can_read_is_an_error() -> None:
    proof = proof_of(served({**OBJECTS, "/show/.balado/generations/1.json": (RECORD, "application/json")}))

    assert proof.verdict is Verdict.PROVEN
    [told] = said(proof)
    assert told.startswith("error: Everybody can read the record of publications.")


def test_a_page_in_place_of_the_record_is_not_the_record() -> None:
    page = (b"<html>Welcome</html>", "text/html")

    assert proof_of(served({**OBJECTS, "/show/.balado/generations/1.json": page})).faults == ()


def test_what_was_taken_down_and_is_still_given_is_told() -> None:
    with ScriptedStore(served(OBJECTS)) as server:
        gone = (f"{server.url}/show/audio/a.mp3", f"{server.url}/show/audio/b.mp3")
        proof = prove(claims_at(server.url, gone=gone), client_of_author([server.url]), Waiting().watch)

    assert said(proof) == ["warning: This was taken down, and the public address still gives it."]
    assert proof.faults[0].place.path == gone[0]


def elsewhere(url: str, byte_size: int = len(SOUND)) -> ClaimedFile:
    return ClaimedFile(url, byte_size, "audio/mpeg", "a", is_enclosure=True, is_elsewhere=True)


@pytest.mark.parametrize("byte_size", [len(SOUND), 0], ids=["of a known size", "of a size that nobody wrote"])
def test_a_recording_elsewhere_that_is_there_is_proven(byte_size: int) -> None:
    with ScriptedStore(served({**OBJECTS, "/far.mp3": (SOUND, "application/octet-stream")})) as server:
        claims = claims_at(server.url, files=(elsewhere(f"{server.url}/far.mp3", byte_size),))
        proof = prove(claims, client_of_author([server.url]), Waiting().watch)
    assert (proof.verdict, proof.faults, proof.looked_at) == (Verdict.PROVEN, (), 1)


@pytest.mark.parametrize(
    ("path", "byte_size", "said_of_it", "remedy"),
    [
        ("gone.mp3", 0, "the server answers 404", "Correct the address under `audio`"),
        ("far.mp3", 7, "The server says 5003 bytes, 7 are written of it.", "Correct what is written under `audio`"),
        ("page.mp3", 0, "There is a web page in place of the recording.", "the recording itself"),
    ],
)
def test_what_another_server_gives_in_its_place_is_told(
    path: str, byte_size: int, said_of_it: str, remedy: str
) -> None:
    far = {"/far.mp3": (SOUND, "audio/mpeg"), "/page.mp3": (b"<html>", "text/html")}
    with ScriptedStore(served({**OBJECTS, **far})) as server:
        claims = claims_at(server.url, files=(elsewhere(f"{server.url}/{path}", byte_size),))
        proof = prove(claims, client_of_author([server.url]), Waiting().watch)
    [fault] = proof.faults
    assert said_of_it in str(fault.what)
    assert remedy in str(fault.remedy)
    assert (fault.severity, fault.slug) == ("warning", "a")
