"""A recording on another server, measured: what its text lacks is found by a few requests for pieces of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from audio_samples import silent_mp3
from public_server import plain, served
from scripted_store import Answer, Asked, ScriptedStore

from balado.importer.remote.measure import measured
from balado.message import Message
from balado.show.elsewhere import RemoteAudio
from balado.web.client import Client, client_of_author
from balado.web.wire import Wire

MINUTE = timedelta(seconds=round(2297 * 1152 / 44100))
SOUND = silent_mp3(2297)
OBJECTS = {
    "/a.mp3": (SOUND, "audio/mpeg"),
    "/stream": (SOUND, "audio/mpeg; charset=binary"),
    "/untyped": (b"ID3\x03\0\0\0\0\0\0" + SOUND, "application/octet-stream"),
    "/page": (b"<!doctype html><html>", "text/html"),
}


def measure(path: str, **known: object) -> tuple[RemoteAudio | Message, str, list[Asked]]:
    asked: list[Asked] = []

    def script(one: Asked) -> Answer:
        asked.append(one)
        return served(OBJECTS)(one)

    with ScriptedStore(script) as server:
        written = RemoteAudio.model_validate({"url": f"{server.url}{path}", **known})
        return measured(client_of_author([server.url]), written), server.url, asked


def test_size_and_duration_are_found() -> None:
    told, url, asked = measure("/a.mp3")
    assert told == RemoteAudio(url=f"{url}/a.mp3", length=len(SOUND), duration=MINUTE)
    assert sum(len(plain(OBJECTS, one).body) for one in asked) < len(SOUND)


@pytest.mark.parametrize("path", ["/stream", "/untyped"])
def test_a_type_that_the_address_does_not_tell_is_that_of_the_server_or_of_the_first_bytes(path: str) -> None:
    told, _, _ = measure(path)
    assert isinstance(told, RemoteAudio)
    assert told.type == "audio/mpeg"


def test_what_is_written_stays_and_is_not_asked_for() -> None:
    told, url, asked = measure("/a.mp3", length=7, duration=timedelta(seconds=9))
    assert told == RemoteAudio(url=f"{url}/a.mp3", length=7, duration=timedelta(seconds=9))
    assert asked == []


def test_nothing_in_place_of_a_length_is_none() -> None:
    told, _, _ = measure("/a.mp3", length=0, duration=timedelta(seconds=9))
    assert isinstance(told, RemoteAudio)
    assert (told.length, told.duration) == (len(SOUND), timedelta(seconds=9))


@pytest.mark.parametrize(("path", "why"), [("/page", "there is a web page"), ("/gone", "it answers 404")])
def test_what_cannot_be_measured_is_told(path: str, why: str) -> None:
    told, url, _ = measure(path)
    assert str(told) == f"{url}{path} cannot be measured: {why}."


def test_a_server_without_parts_tells_the_size_alone() -> None:
    def whole(one: Asked) -> Answer:
        return Answer(200, SOUND, {"Content-Type": "audio/mpeg"})

    with ScriptedStore(whole) as server:
        told = measured(client_of_author([server.url]), RemoteAudio(url=f"{server.url}/a.mp3"))
    assert isinstance(told, RemoteAudio)
    assert (told.length, told.duration) == (len(SOUND), None)


def test_nobody_asks_inside_a_private_network() -> None:
    with ScriptedStore(served(OBJECTS)) as server:
        told = measured(Client(Wire(5)), RemoteAudio(url=f"{server.url}/a.mp3"))
    assert "it leads into a private network" in str(told)
