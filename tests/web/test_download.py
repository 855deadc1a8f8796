"""Files fetched to the disk: cut off, changed in the middle, promised larger, not there at all."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from misbehaving_server import (
    File,
    Server,
    Way,
    chain,
    chunked,
    cut_after,
    garbage,
    in_turn,
    login_page,
    packed,
    page_called_audio,
    reset,
    status,
    whole_only,
    with_headers,
    without_length,
)

from balado.web.bounded import Pace
from balado.web.client import Client
from balado.web.download import Bounds, Downloaded, DownloadError, StoppedError, download
from balado.web.wire import Wire

BODY = bytes(range(256)) * 1000
OTHER = BODY[::-1]
BOUNDS = Bounds(most_bytes=10_000_000, pause=lambda _seconds: None)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def client(seconds: float = 10) -> Client:
    wire = Wire(seconds, lambda _address: True, pace=Pace(silent_seconds=seconds, late_seconds=seconds))
    return Client(wire, pace_seconds=0, again=False)


def fetched(
    server: Server, folder: Path, way: Way | None, bounds: Bounds = BOUNDS, body: bytes = BODY
) -> tuple[Downloaded, bytes]:
    server.files["/a.mp3"] = File(body, "audio/mpeg", way)
    found = download(f"{server.url}/a.mp3", folder / "a.part", client(), bounds)
    return found, (folder / "a.part").read_bytes()


def test_a_file_comes_whole_and_nothing_is_left_beside_it(server: Server, tmp_path: Path) -> None:
    found, body = fetched(server, tmp_path, None)
    assert (found, body) == (Downloaded(len(BODY), "audio/mpeg"), BODY)
    assert [path.name for path in tmp_path.iterdir()] == ["a.part"]


@pytest.mark.parametrize("way", [chunked, without_length, whole_only])
def test_so_it_does_from_servers_that_do_not_say_how_large_it_is(server: Server, tmp_path: Path, way: Way) -> None:
    assert fetched(server, tmp_path, way)[1] == BODY


@given(st.lists(st.integers(1, len(BODY)), max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_it_is_cut_off_it_goes_on_there(
    tmp_path_factory: pytest.TempPathFactory, server: Server, cuts: list[int]
) -> None:
    server.reset()
    found, body = fetched(server, tmp_path_factory.mktemp("cut"), cut_after(*cuts))
    assert (body, found.remark) == (BODY, None)
    assert server.most_sent("/a.mp3") == 1


def test_what_an_earlier_run_left_is_continued(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="breaks off"):
        fetched(server, tmp_path, cut_after(1000, 0, 0, 0, 0, 0))
    assert (tmp_path / "a.part").stat().st_size == 1000
    found, body = fetched(server, tmp_path, None)
    assert (found.is_continued, body) == (True, BODY)
    assert server.most_sent("/a.mp3") == 1


def test_of_another_address_nothing_is_continued(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError):
        fetched(server, tmp_path, cut_after(1000, 0, 0, 0, 0, 0))
    server.files["/b.mp3"] = File(BODY, "audio/mpeg")
    found = download(f"{server.url}/b.mp3", tmp_path / "a.part", client(), BOUNDS)
    assert (found.is_continued, found.byte_size) == (False, len(BODY))
    assert server.sent["/b.mp3"] == [(0, len(BODY))]


def test_a_file_that_changes_in_the_middle_is_begun_anew_and_that_is_said(server: Server, tmp_path: Path) -> None:
    def changes(handler, _file):
        handler.behave(File(OTHER, "audio/mpeg"))

    found, body = fetched(server, tmp_path, in_turn(cut_after(5000), changes))
    assert body == OTHER
    assert str(found.remark) == "it changes while it is fetched"


def test_so_it_is_where_the_server_gives_a_part_of_the_new_one(server: Server, tmp_path: Path) -> None:
    def part_of_another(handler, _file):
        del handler.headers["If-Range"]
        handler.behave(File(OTHER, "audio/mpeg"))

    found, body = fetched(server, tmp_path, in_turn(cut_after(5000), part_of_another))
    assert body == OTHER
    assert str(found.remark) == "it changes while it is fetched"


def test_one_that_changes_again_and_again_is_given_up(server: Server, tmp_path: Path) -> None:
    versions = iter(range(1000))

    def changes(handler, file):
        handler.behave(replace(file, body=b"%d" % next(versions) + BODY), most=5000)

    with pytest.raises(DownloadError, match="it changes while it is fetched"):
        fetched(server, tmp_path, changes)
    assert len(server.sent["/a.mp3"]) == 3  # of the third answer nothing is read


def test_a_server_that_knows_no_parts_begins_twice_at_most(server: Server, tmp_path: Path) -> None:
    def whole_but_cut(handler, file):
        del handler.headers["Range"]
        handler.behave(file, most=7000)

    assert fetched(server, tmp_path, in_turn(whole_but_cut, whole_only))[1] == BODY
    (tmp_path / "a.part").unlink()
    server.sent.clear()
    with pytest.raises(DownloadError, match="its server cannot continue it"):
        fetched(server, tmp_path, whole_but_cut)
    assert server.most_sent("/a.mp3") == 2


def test_without_a_validator_a_part_is_not_continued(server: Server, tmp_path: Path) -> None:
    def nameless(most):
        return lambda handler, file: handler.behave(file, most=most, ETag=None)

    assert fetched(server, tmp_path, in_turn(nameless(9000), nameless(None)))[1] == BODY
    assert server.sent["/a.mp3"] == [(0, 9000), (0, len(BODY))]


def test_the_date_of_the_last_change_is_a_validator_too(server: Server, tmp_path: Path) -> None:
    def dated(most):
        return lambda handler, file: handler.behave(file, most=most, ETag='W/"1"', Last_Modified="Mon, 30 Nov 2026")

    def dated_rest(handler, file):
        file = replace(file, headers={"Last-Modified": "Mon, 30 Nov 2026"})
        handler.behave(file, ETag='W/"1"')

    assert fetched(server, tmp_path, in_turn(dated(9000), dated_rest))[1] == BODY
    assert server.sent["/a.mp3"] == [(0, 9000), (9000, len(BODY))]


def test_a_size_that_is_a_lie_is_said_and_the_truth_kept(server: Server, tmp_path: Path) -> None:
    lies = with_headers(Content_Length=str(len(BODY) + 5000))
    found, body = fetched(server, tmp_path, in_turn(lies, lambda handler, file: handler.behave(file)))
    assert body == BODY
    assert str(found.remark) == "its server says that it has 261 kB, and then 256 kB"


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (status(404), "it answers 404"),
        (status(410), "it answers 410"),
        (status(403), "it answers 403"),
        (status(503), "it answers 503"),
        (login_page, "a web page comes in its place"),
        (page_called_audio, "a web page comes in its place"),
        (packed, "packed"),
        (reset, "cannot be reached|breaks off"),
        (garbage, "no answer of a web server"),
    ],
)
def test_what_does_not_come_is_named_and_leaves_nothing(server: Server, tmp_path: Path, way: Way, words: str) -> None:
    with pytest.raises(DownloadError, match=words):
        fetched(server, tmp_path, way)
    assert len(server.asked) <= 5
    assert [*tmp_path.iterdir()] == []


def test_a_server_that_is_busy_is_asked_again_when_it_says(server: Server, tmp_path: Path) -> None:
    waited: list[float] = []
    busy = status(503, Retry_After="7")
    assert fetched(server, tmp_path, in_turn(busy, whole_only), replace(BOUNDS, pause=waited.append))[1] == BODY
    assert waited == [7.0]


def test_redirects_are_followed_ten_of_them_if_so_wanted(server: Server, tmp_path: Path) -> None:
    server.files |= chain("/far.mp3", 8)
    with pytest.raises(DownloadError, match="without an end"):
        download(f"{server.url}/far.mp3", tmp_path / "far", client(), BOUNDS)
    patient = replace(client(), most_redirects=10)
    assert len(download(f"{server.url}/far.mp3", tmp_path / "far", patient, BOUNDS).hops) == 8


def test_what_is_far_too_large_is_left(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="far too large"):
        fetched(server, tmp_path, chunked, replace(BOUNDS, most_bytes=1000))


def test_a_private_network_is_not_asked(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="private network"):
        download(f"{server.url}/a.mp3", tmp_path / "a.part", Client(Wire(5)), BOUNDS)
    assert server.asked == []


def test_who_stops_keeps_what_came(server: Server, tmp_path: Path) -> None:
    came: list[int] = []
    stopping = replace(BOUNDS, progress=came.append, is_stopped=lambda: sum(came) > 100_000)
    with pytest.raises(StoppedError):
        fetched(server, tmp_path, None, stopping)
    assert 100_000 < (tmp_path / "a.part").stat().st_size < len(BODY)
    assert fetched(server, tmp_path, None)[1] == BODY


def test_progress_comes_to_the_size_of_the_file_whatever_happens(server: Server, tmp_path: Path) -> None:
    came: list[int] = []

    def whole_but_cut(handler, file):
        del handler.headers["Range"]
        handler.behave(file, most=7000)

    fetched(
        server,
        tmp_path,
        in_turn(whole_but_cut, cut_after(3000), whole_only),
        replace(BOUNDS, progress=came.append),
    )
    assert sum(came) == len(BODY)


def test_a_disk_that_is_full_says_so(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_part, _piece):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("balado.web.part_file.PartFile.append", full)
    with pytest.raises(OSError, match="No space left"):
        fetched(server, tmp_path, None)


def test_one_piece_is_in_memory_at_a_time(server: Server, tmp_path: Path) -> None:
    largest = 0

    def grown(_count: int) -> None:
        nonlocal largest
        largest = max(largest, tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        started = tracemalloc.get_traced_memory()[0]
        fetched(server, tmp_path, None, replace(BOUNDS, progress=grown, most_bytes=50_000_000), bytes(20_000_000))
    finally:
        tracemalloc.stop()
    assert largest - started < 20_000_000 + 2_000_000  # what the server holds of it, in the same process
