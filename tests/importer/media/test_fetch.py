"""Files of the other host put into the show: each once, whatever its server does; and what does not come is named."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from audio_samples import whole_mp3
from misbehaving_server import (
    CHAPTERS,
    TRANSCRIPT,
    File,
    Server,
    cut_after,
    in_turn,
    page_called_audio,
    picture,
    redirect,
    reset,
    stall,
    status,
)

from balado.errors import Place, UsageError
from balado.importer.media.fetch import Fetched, FetchTerms, fetch_files
from balado.importer.media.file import ElsewhereFile, FileKind
from balado.web.bounded import Pace
from balado.web.client import Client
from balado.web.wire import Wire

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
SOUND = whole_mp3(40)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def terms() -> FetchTerms:
    wire = Wire(10, lambda _address: True, pace=Pace(10, 10))
    return FetchTerms(Client(wire, 0, again=False), pause=lambda _seconds: None)


def recording(url: str, slug: str = "one") -> ElsewhereFile:
    return ElsewhereFile(FileKind.RECORDING, url, f"episodes/{slug}/{slug}", Place(f"episodes/{slug}/episode.md", 3))


def fetch(root: Path, terms: FetchTerms, *wanted: ElsewhereFile) -> Fetched:
    for one in wanted:
        (root / one.stem).parent.mkdir(parents=True, exist_ok=True)
    return fetch_files(wanted, root, terms)


def files_in(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_its_name_is_ours_and_ends_as_what_it_is(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    server.files["/..%2fevil.php?id=3&name=/etc/passwd"] = File(SOUND, "application/octet-stream")
    found = fetch(tmp_path, terms, recording(f"{server.url}/..%2fevil.php?id=3&name=/etc/passwd"))
    assert files_in(tmp_path) == {"episodes/one/one.mp3": SOUND}
    assert (found.faults, found.files[0].path) == ((), "episodes/one/one.mp3")
    assert found.files[0].verified.media_type == "audio/mpeg"


def test_pictures_transcripts_and_chapters_are_looked_into_too(
    server: Server, terms: FetchTerms, tmp_path: Path
) -> None:
    server.files["/c"] = File(picture(form="PNG"), "image/jpeg")
    server.files["/t"] = File(TRANSCRIPT, "text/plain")
    server.files["/j"] = File(CHAPTERS, "application/json")
    place = Place("episodes/one/episode.md")
    stem = "episodes/one"
    found = fetch(
        tmp_path,
        terms,
        ElsewhereFile(FileKind.PICTURE, f"{server.url}/c", f"{stem}/cover", place),
        ElsewhereFile(FileKind.TRANSCRIPT, f"{server.url}/t", f"{stem}/transcript", place, "text/vtt"),
        ElsewhereFile(FileKind.CHAPTERS, f"{server.url}/j", f"{stem}/chapters", place),
        ElsewhereFile(FileKind.CHAPTERS, f"{server.url}/c", "episodes/two/chapters", place),
    )
    assert [path.rpartition("/")[2] for path in sorted(files_in(tmp_path))] == [
        "chapters.json",
        "cover.png",
        "transcript.vtt",
    ]
    assert len(found.faults) == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File(b"", "", status(404)), "is not there any more"),
        (File(b"", "", status(410)), "is not there any more"),
        (File(b"", "", status(403)), "not given to everybody"),
        (File(b"", "", reset), "cannot be fetched"),
        (File(b"", "", page_called_audio), "a web page comes in its place"),
        (File(POINTER, "audio/mpeg"), "Git LFS"),
        (File(b"no sound at all", "audio/mpeg"), "."),
        (File(b"", "audio/mpeg"), "."),
    ],
)
def test_what_is_no_recording_is_named_and_the_others_come(
    server: Server, terms: FetchTerms, tmp_path: Path, file: File, words: str
) -> None:
    server.files |= {"/bad.mp3": file, "/good.mp3": File(SOUND, "audio/mpeg")}
    found = fetch(tmp_path, terms, recording(f"{server.url}/bad.mp3"), recording(f"{server.url}/good.mp3", "two"))
    assert files_in(tmp_path) == {"episodes/two/two.mp3": SOUND}
    [fault] = found.faults
    assert (fault.place, fault.severity) == (Place("episodes/one/episode.md", 3), "warning")
    assert words in str(fault.what)


def test_an_address_that_was_signed_and_is_good_no_more_says_so(
    server: Server, terms: FetchTerms, tmp_path: Path
) -> None:
    server.files["/a.mp3?Expires=1&Signature=x"] = File(b"", "", status(403))
    server.files["/moved.mp3"] = File(b"", "", redirect("/a.mp3?Expires=1&Signature=x", 302))
    for path in ("/a.mp3?Expires=1&Signature=x", "/moved.mp3"):
        [fault] = fetch(tmp_path, terms, recording(f"{server.url}{path}")).faults
        assert "signed, and good no more" in str(fault.what)


def test_one_address_of_two_episodes_is_fetched_once(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    server.files["/a.mp3"] = File(SOUND, "audio/mpeg")
    fetch(tmp_path, terms, recording(f"{server.url}/a.mp3"), recording(f"{server.url}/a.mp3", "two"))
    assert files_in(tmp_path) == {"episodes/one/one.mp3": SOUND, "episodes/two/two.mp3": SOUND}
    assert server.sent["/a.mp3"] == [(0, len(SOUND))]


def test_a_file_that_is_there_stays(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    server.files["/a.mp3"] = File(SOUND, "audio/mpeg")
    (tmp_path / "episodes/one").mkdir(parents=True)
    (tmp_path / "episodes/one/one.mp3").write_bytes(b"mine")
    [fault] = fetch(tmp_path, terms, recording(f"{server.url}/a.mp3")).faults
    assert "is there already" in str(fault.what)
    assert files_in(tmp_path)["episodes/one/one.mp3"] == b"mine"


def test_what_a_power_cut_spoilt_is_fetched_again(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    server.files["/a.mp3"] = File(SOUND, "audio/mpeg", cut_after(4000, 0, 0, 0, 0, 0))
    assert len(fetch(tmp_path, terms, recording(f"{server.url}/a.mp3")).faults) == 1
    part = tmp_path / "episodes/one/.one.part"
    part.write_bytes(bytes(part.stat().st_size))
    server.files["/a.mp3"] = File(SOUND, "audio/mpeg")
    # Frames that are missing at the beginning are a fault of the sound, or none: then it is its server's word.
    fetch(tmp_path, terms, recording(f"{server.url}/a.mp3"))
    assert len(files_in(tmp_path)) == 1
    assert server.most_sent("/a.mp3") <= 2


def test_a_host_that_does_not_answer_is_not_asked_for_each_file(
    server: Server, terms: FetchTerms, tmp_path: Path
) -> None:
    gone = replace(terms, workers=1)
    with Server() as other:
        address = other.url
    wanted = [recording(f"{address}/{number}.mp3", f"e{number}") for number in range(20)]
    found = fetch(tmp_path, gone, *wanted)
    assert len(found.faults) == 20
    assert sum("did not answer before" in str(fault.what) for fault in found.faults) == 17


def test_a_disk_that_is_full_ends_it_and_keeps_what_came(
    server: Server, terms: FetchTerms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/{number}.mp3" for number in range(40)]
    server.files |= {path: File(SOUND, "audio/mpeg") for path in paths}
    written = iter(range(10_000))
    real: Callable[..., None] = __import__("balado.web.part_file", fromlist=["PartFile"]).PartFile.append

    def filling(part, piece):
        if next(written) > 10:
            raise OSError(28, "No space left on device", str(part.path))
        real(part, piece)

    monkeypatch.setattr("balado.web.part_file.PartFile.append", filling)
    with pytest.raises(UsageError, match=r"cannot be written: No space left on device"):
        fetch(tmp_path, terms, *(recording(f"{server.url}{path}", f"e{path[1:-4]}") for path in paths))
    assert len(server.asked) < 40
    monkeypatch.undo()
    came = set(files_in(tmp_path))
    fetch(
        tmp_path,
        terms,
        *(
            wanted
            for path in paths
            if f"{(wanted := recording(f'{server.url}{path}', f'e{path[1:-4]}')).stem}.mp3" not in came
        ),
    )
    assert len(files_in(tmp_path)) == 40


def test_a_show_whose_server_cuts_at_random_comes_as_from_one_that_does_not(
    server: Server, terms: FetchTerms, tmp_path: Path
) -> None:
    chance = random.Random(17)  # noqa: S311 (where to cut)
    sounds = {f"/{number}.mp3": whole_mp3(20 + number % 7) for number in range(60)}
    server.files |= {path: File(body, "audio/mpeg") for path, body in sounds.items()}
    for path in chance.sample(sorted(sounds), 30):
        body = sounds[path]
        cuts = [chance.randrange(len(body)) for _ in range(chance.randrange(1, 4))]
        server.files[path] = in_some_way(chance, body, cuts)
    found = fetch(tmp_path, terms, *(recording(f"{server.url}{path}", f"e{path[1:-4]}") for path in sounds))
    assert found.faults == ()
    assert files_in(tmp_path) == {f"episodes/e{path[1:-4]}/e{path[1:-4]}.mp3": body for path, body in sounds.items()}
    assert max(map(server.most_sent, sounds)) == 1


def in_some_way(chance: random.Random, body: bytes, cuts: list[int]) -> File:
    """Cut, with a connection that is reset or a server that is busy in between."""
    ways = [cut_after(cut) for cut in cuts]
    ways.insert(chance.randrange(len(ways) + 1), chance.choice([reset, status(503), status(500)]))
    return File(body, "audio/mpeg", in_turn(*ways, lambda handler, file: handler.behave(file)))


def test_files_come_several_at_a_time_and_no_more(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    together, most, lock = 0, 0, threading.Lock()
    meeting = threading.Barrier(3, timeout=20)

    def counted(handler, file):
        nonlocal together, most
        with lock:
            together += 1
            most = max(most, together)
        meeting.wait()
        with lock:
            together -= 1
        handler.behave(file)

    server.files |= {f"/{number}.mp3": File(SOUND, "audio/mpeg", counted) for number in range(9)}
    wanted = [recording(f"{server.url}/{number}.mp3", f"e{number}") for number in range(9)]
    assert fetch(tmp_path, replace(terms, workers=3), *wanted).faults == ()
    assert most == 3


def test_a_server_that_says_nothing_is_left(server: Server, terms: FetchTerms, tmp_path: Path) -> None:
    wire = Wire(10, lambda _address: True, pace=Pace(0.05, 0.05))
    quick = replace(terms, client=Client(wire, 0, again=False))
    server.files["/a.mp3"] = File(SOUND, "audio/mpeg", stall)
    [fault] = fetch(tmp_path, quick, recording(f"{server.url}/a.mp3")).faults
    assert "does not answer in time" in str(fault.what)
