"""A part of a large file, from a server that knows parts; and from those that do not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from misbehaving_server import File, Server, redirect, status

from balado.errors import RemoteError
from balado.web.piece import fetch_piece
from balado.web.wire import Wire

BODY = bytes(range(256)) * 40


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.files["/model.bin"] = File(BODY, "application/octet-stream")
        running.files["/moved"] = File(b"", "", redirect("/model.bin", 302))
        running.files["/whole"] = File(BODY, "", lambda handler, file: handler.say(200, {}, file.body))
        running.files["/gone"] = File(b"", "", status(404))
        yield running


def piece(server: Server, path: str, start: int, most: int) -> bytes:
    return fetch_piece(f"{server.url}{path}", start, most, Wire(5, lambda _address: True))


@pytest.mark.parametrize(("start", "most"), [(0, 100), (100, 5000), (10_000, 5000), (0, 50_000)])
def test_a_part_comes_also_from_where_its_server_sends_us(server: Server, start: int, most: int) -> None:
    assert piece(server, "/model.bin", start, most) == BODY[start : start + most]
    assert piece(server, "/moved", start, most) == BODY[start : start + most]


def test_a_server_without_parts_gives_the_first_one_only(server: Server) -> None:
    assert piece(server, "/whole", 0, 100) == BODY[:100]
    with pytest.raises(RemoteError, match="/whole cannot be fetched"):
        piece(server, "/whole", 100, 100)


def test_what_is_not_there_is_said_with_its_address(server: Server) -> None:
    with pytest.raises(RemoteError, match="/gone cannot be fetched: it answers 404"):
        piece(server, "/gone", 0, 100)


def test_a_private_network_is_not_asked(server: Server) -> None:
    with pytest.raises(RemoteError, match="private network"):
        fetch_piece(f"{server.url}/model.bin", 0, 100)
