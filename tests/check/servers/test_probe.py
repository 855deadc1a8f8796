from datetime import UTC, datetime, timedelta

import pytest
from audio_samples import encode, whole_mp3
from misbehaving_server import File, Handler, Server

from balado.check.servers.probe import ContentReaders, probe_all
from balado.check.servers.targets import targets_of
from balado.media.remote import remote_duration
from balado.rules.run import document_of
from balado.rules.subject import ServerAnswer, Terms
from balado.web.client import Client
from balado.web.wire import Wire

EYES = ContentReaders(lambda _data: None, remote_duration, lambda *_: (), lambda *_: ())
TERMS = Terms(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
def server():
    with Server() as running:
        yield running


def answers(server: Server, eyes: ContentReaders = EYES) -> dict[str, ServerAnswer]:
    client = Client(Wire(3, lambda _address: True), 0)
    targets = targets_of(document_of(server.feed(), TERMS))
    return {answer.url.removeprefix(server.url): answer for answer in probe_all(client, targets, eyes, lambda _: None)}


def test_the_duration_of_a_long_recording_by_a_few_pieces(server):
    server.files["/audio/1.mp3"] = File(whole_mp3(20_000), "audio/mpeg")
    assert answers(server)["/audio/1.mp3"].duration == timedelta(seconds=20_000 * 1152 / 44_100)
    assert [path for _, path in server.asked].count("/audio/1.mp3") < 8


def test_the_duration_of_an_mp4_whose_index_is_at_its_end(server, tmp_path):
    body = encode(tmp_path / "tone.m4a", 20, "-c:a", "aac").read_bytes()
    server.files["/audio/1.mp3"] = File(body, "audio/x-m4a")
    assert answers(server)["/audio/1.mp3"].duration.total_seconds() == pytest.approx(20, abs=0.1)


def test_no_duration_where_later_parts_are_not_given(server):
    def only_the_beginning(handler: Handler, file: File) -> None:
        if "bytes=0-" in handler.headers.get("Range", "bytes=0-"):
            handler.behave(file)
        else:
            handler.say(500, {})

    server.files["/audio/1.mp3"] = File(whole_mp3(20_000), "audio/mpeg", only_the_beginning)
    assert answers(server)["/audio/1.mp3"].duration is None
    assert [path for _, path in server.asked].count("/audio/1.mp3") == 3


def test_a_reader_without_measure_gets_no_more_than_a_few_pieces(server):
    def greedy(read_at, size):
        return timedelta(seconds=sum(bool(read_at(size - 20_000 * step, 9000)) for step in range(1, 90)))

    server.files["/audio/1.mp3"] = File(whole_mp3(20_000), "audio/mpeg")
    assert answers(server, ContentReaders(EYES.picture, greedy, EYES.transcript, EYES.chapters))[
        "/audio/1.mp3"
    ].duration == timedelta(seconds=24)


def test_what_goes_wrong_within_ends_the_questions(server):
    def broken(_read_at, _size):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answers(server, ContentReaders(EYES.picture, broken, EYES.transcript, EYES.chapters))
