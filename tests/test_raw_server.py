"""The servers that never end count the pauses of their longest answer, until its client has left."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from misbehaving_server import File, Server, Way, drip_body, stall
from raw_server import RawServer, has_left

ASKED = b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n"


def is_reached(seconds: Callable[[], float], least: float) -> bool:
    """Whether so many seconds of pauses are counted, of which the machine may make many more."""
    return any(seconds() >= least or time.sleep(0.005) for _ in range(4_000))


def settled(seconds: Callable[[], float]) -> bool:
    """Whether nothing more is counted at last: forty times as long as a pause."""
    for _ in range(100):
        before = seconds()
        time.sleep(0.2)
        if seconds() == before:
            return True
    return False


def test_whoever_waits_for_a_busy_server_of_a_test_is_neither_refused_nor_left_waiting_for_the_next_try() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as busy, ExitStack() as waiting:
        for _ in range(60):  # none of which it takes
            waiting.enter_context(socket.create_connection(busy.server_address[:2], timeout=5))


@pytest.fixture
def pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair()


def test_who_has_left_is_known_without_a_byte(pair: tuple[socket.socket, socket.socket]) -> None:
    here, there = pair
    with here:
        with there:
            assert not has_left(here)
            there.sendall(b"a")
            assert not has_left(here)
            assert (here.recv(5), here.gettimeout()) == (b"a", None), "nothing of it is taken"
        assert has_left(here)


def test_of_a_server_that_stalls_the_longest_connection_counts_until_its_client_has_left() -> None:
    with RawServer(lambda _asked: iter(lambda: b"", None), pause_seconds=0.005) as server:
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(3)]
        for line in lines:
            line.sendall(ASKED)
        assert is_reached(lambda: 0.005 * min(map(len, server._pauses)) if len(server._pauses) == 3 else 0, 0.05)
        total = sum(map(len, server._pauses)) * 0.005
        assert server.paused_seconds() < total, "not what all have together"
        for line in lines:
            line.close()
        assert settled(server.paused_seconds)


@pytest.mark.parametrize("way", [stall, drip_body])
def test_the_pauses_of_a_file_end_with_its_client(way: Way) -> None:
    with Server() as server:
        server.files["/a"] = File(bytes(10_000), "audio/mpeg", way)
        with socket.create_connection(server.server_address[:2]) as line:
            line.sendall(ASKED)
            assert is_reached(lambda: server.paused_seconds, 0.1)
        assert settled(lambda: server.paused_seconds)
