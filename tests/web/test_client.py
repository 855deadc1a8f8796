import ssl
import threading
import time

import pytest
import trustme
from misbehaving_server import (
    RECORDING,
    File,
    Server,
    chain,
    chunked,
    chunked_cut_short,
    drip_body,
    drip_headers,
    redirect,
    stall,
    status,
)
from raw_server import RawServer

from balado.web.client import Client
from balado.web.reply import Trouble
from balado.web.wire import Ask, Wire


@pytest.fixture
def server():
    with Server() as running:
        yield running


def at_home(_address: str) -> bool:
    return True


def client(seconds: float = 3, **changed: object) -> Client:
    return Client(Wire(seconds, at_home), 0, **changed)


def ask(server: Server, path: str = "/audio/1.mp3", **options: object) -> Ask:
    return Ask("GET", f"{server.url}{path}", **options)


def test_an_answer(server):
    reply = client().ask(ask(server, headers={"Range": "bytes=0-99"}, most_bytes=100))
    assert (reply.status, reply.media_type, reply.file_bytes) == (206, "audio/mpeg", len(RECORDING))
    assert reply.body == RECORDING[:100]
    assert reply.seconds > 0


def test_no_more_is_read_than_is_wanted(server):
    reply = client().ask(ask(server, most_bytes=1000))
    assert (len(reply.body), reply.trouble) == (1000, None)


def test_what_is_wanted_whole_may_be_too_large(server):
    reply = client().ask(ask(server, most_bytes=1000, whole=True))
    assert reply.trouble is Trouble.TOO_LARGE


def test_a_private_address_is_not_asked(server):
    reply = Client(Wire(3), 0).ask(ask(server))
    assert (reply.trouble, reply.words, server.asked) == (Trouble.PRIVATE, "127.0.0.1", [])


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_another_spelling_of_a_private_address_is_not_asked(host, server):
    reply = Client(Wire(3), 0).ask(Ask("GET", f"http://{host}:{server.server_address[1]}/feed.xml"))
    assert reply.trouble in (Trouble.PRIVATE, Trouble.UNKNOWN_HOST)
    assert server.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(server):
    server.files["/audio/1.mp3"].way = redirect(server.url.replace("127.0.0.1", "127.0.0.2") + "/cover.jpg")
    only = Wire(3, allows=lambda address: address == "127.0.0.1")
    reply = Client(only, 0).ask(ask(server))
    assert (reply.trouble, reply.words, len(reply.hops)) == (Trouble.PRIVATE, "127.0.0.2", 1)
    assert server.asked == [("GET", "/audio/1.mp3")]


def test_the_connection_goes_to_the_address_that_was_looked_at(server):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    wire = Wire(3, allows=lambda address: address == "127.0.0.1", resolve=lambda _host, _port: next(answers))
    url = f"http://podcast.example.org:{server.server_address[1]}/feed.xml"
    assert Client(wire, 0).ask(Ask("GET", url)).status == 200
    assert Client(wire, 0).ask(Ask("GET", url)).trouble is Trouble.PRIVATE


def test_of_several_addresses_only_public_ones_are_asked(server):
    wire = Wire(3, allows=lambda address: address == "127.0.0.1", resolve=lambda *_: ["10.0.0.1", "127.0.0.1"])
    assert Client(wire, 0).ask(ask(server)).status == 200


def test_the_next_address_is_asked_when_the_first_takes_no_connection(server):
    wire = Wire(3, at_home, resolve=lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert Client(wire, 0).ask(ask(server)).status == 200


def test_five_redirects_are_followed_and_a_sixth_is_not(server):
    server.files |= chain("/five", 5) | chain("/six", 6)
    assert client().ask(ask(server, "/five")).is_good
    reply = client().ask(ask(server, "/six"))
    assert (reply.trouble, len(reply.hops)) == (Trouble.TOO_MANY_REDIRECTS, 6)
    assert server.asked[-1] == ("GET", "/six?5")


def test_a_redirect_may_be_written_in_utf_8(server):
    server.files["/audio/1.mp3"].way = redirect("/écluse.mp3".encode().decode("latin-1"))
    server.files["/%C3%A9cluse.mp3"] = File(RECORDING, "audio/mpeg")
    assert client().ask(ask(server)).is_good


@pytest.mark.parametrize("location", ["", "  "])
def test_a_redirect_to_nowhere_is_the_answer(location, server):
    server.files["/audio/1.mp3"].way = status(302, Location=location)
    reply = client().ask(ask(server))
    assert (reply.status, reply.hops, reply.trouble) == (302, (), None)


@pytest.mark.parametrize(
    ("way", "trouble"), [(stall, Trouble.SILENT), (drip_headers, Trouble.SLOW), (drip_body, Trouble.SLOW)]
)
def test_nothing_stretches_the_time(way, trouble, server):
    server.files["/audio/1.mp3"].way = way
    assert client(0.3).ask(ask(server)).trouble is trouble
    assert server.paused_seconds < 2


def test_a_connection_nobody_takes_is_tried_twice():
    reached = []

    def resolve(host: str, _port: int) -> list[str]:
        reached.append(host)
        return ["127.0.0.1"]

    assert Client(Wire(3, at_home, resolve), 0).ask(Ask("GET", "http://example.org:9/")).trouble is Trouble.REFUSED
    assert len(reached) == 2


def test_an_unknown_host():
    def resolve(_host: str, _port: int) -> list[str]:
        raise OSError

    reply = Client(Wire(3, at_home, resolve), 0).ask(Ask("GET", "http://podcast.invalid/"))
    assert (reply.trouble, reply.words) == (Trouble.UNKNOWN_HOST, "podcast.invalid")


def test_one_host_is_asked_at_a_pace_from_however_many_threads(server):
    slow = Client(Wire(3, at_home), 0.05)
    threads = [threading.Thread(target=slow.ask, args=(ask(server),)) for _ in range(6)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started >= 5 * 0.05


def test_when_its_time_is_over_nothing_more_is_asked(server):
    reply = client(most_seconds=-1).ask(ask(server))
    assert (reply.trouble, server.asked) == (Trouble.NOT_ASKED, [])


def test_when_it_is_stopped_nothing_more_is_asked(server):
    stopped = client()
    stopped.stop()
    assert stopped.ask(ask(server)).trouble is Trouble.NOT_ASKED


def test_a_body_in_pieces(server):
    server.files["/audio/1.mp3"].way = chunked
    reply = client().ask(ask(server, most_bytes=10**6, whole=True))
    assert (reply.body, reply.trouble, reply.file_bytes) == (RECORDING, None, None)


def test_a_body_in_pieces_without_its_end(server):
    server.files["/audio/1.mp3"].way = chunked_cut_short
    reply = client().ask(ask(server, most_bytes=10**6))
    assert (reply.status, reply.trouble) == (200, Trouble.CUT_SHORT)


def test_https_where_there_is_none(server):
    reply = client().ask(Ask("GET", server.url.replace("http:", "https:")))
    assert reply.trouble is Trouble.CERTIFICATE


@pytest.mark.parametrize(
    ("name", "trouble"), [("podcast.example.org", None), ("other.example.org", Trouble.CERTIFICATE)]
)
def test_a_certificate_is_for_a_name(name, trouble, tmp_path, monkeypatch):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("podcast.example.org").configure_cert(tls)
    with Server(tls) as secure:
        wire = Wire(3, at_home, lambda _host, _port: ["127.0.0.1"])
        reply = Client(wire, 0).ask(Ask("GET", f"https://{name}:{secure.server_address[1]}/feed.xml"))
    assert reply.trouble is trouble


def test_a_stall_within_a_handshake_ends_too(server):
    with RawServer(lambda _asked: []) as silent:
        silent.reads = False
        reply = client(0.3).ask(Ask("GET", f"https://127.0.0.1:{silent.port}/"))
        assert 0 < silent.unread_seconds() < 2
    assert reply.trouble is Trouble.SILENT


def test_no_thread_and_no_connection_is_left(server):
    before = threading.active_count()
    for _ in range(5):
        client().ask(ask(server, "/none"))
    naps = 0
    while threading.active_count() > before and (naps := naps + 1) < 3_000:  # those of the server end, too
        time.sleep(0.01)
    assert threading.active_count() <= before
