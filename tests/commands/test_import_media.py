"""`balado import --media`, `--verify` and `--proof`, against a server on this machine that may misbehave."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from audio_samples import whole_mp3
from feed_specimens import BUILT, feed, item
from forked_runs import Run
from misbehaving_server import TRANSCRIPT, File, Handler, Server, cut_after, in_turn, picture, reset, status
from show_builder import Show

from balado.commands.import_.media import newest_of, rate_of
from balado.feed.document import Enclosure, Feed, Item
from balado.feed.write import write
from balado.show.podcasting import TranscriptLink

SOUND = whole_mp3(40)
STEPS = ("--url", "https://new.example.org/show", "--allow-private")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.files["/cover.jpg"] = File(picture(), "image/jpeg")
        yield running


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show(tmp_path)


def served(server: Server, *items: Item, **changes: Any) -> Feed:
    """A feed at the address of the server, with what it names."""
    made = feed(*items, feed_url=f"{server.url}/feed.xml", image_url=f"{server.url}/cover.jpg", **changes)
    made = replace(made, show_type="episodic")
    server.files["/feed.xml"] = File(write(made), "application/rss+xml")
    return made


def episode(server: Server, number: int, body: bytes = SOUND) -> Item:
    """An item whose recording the server has."""
    path = f"/media/{number}.mp3?version=2"
    server.files[path] = File(body, "audio/mpeg")
    enclosure = Enclosure(f"{server.url}{path}", len(body), "audio/mpeg")
    published = BUILT - timedelta(days=number)
    return replace(item(str(number)), enclosure=enclosure, duration_s=1, published=published)


def imported(show: Show, server: Server, *options: str, folder: str = "new") -> Run:
    return show.run("import", f"{server.url}/feed.xml", folder, *STEPS, *options)


def told(run: Run, name: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return [one for one in lines if one["event"] == name]


def files_in(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def behaving(handler: Handler, file: File) -> None:
    handler.behave(file)


def recordings(root: Path) -> list[str]:
    return sorted(path.relative_to(root / "episodes").as_posix() for path in root.rglob("*.mp3"))


def test_files_come_into_the_folders_and_take_the_place_of_addresses(show: Show, server: Server) -> None:
    server.files["/t.vtt"] = File(TRANSCRIPT, "text/vtt")
    server.files["/a.jpg"] = File(picture(1500, 1500), "image/jpeg")
    link = TranscriptLink(url=f"{server.url}/t.vtt", type="text/vtt", language="fr")
    served(server, replace(episode(server, 1), image_url=f"{server.url}/a.jpg", transcripts=(link,)))
    run = imported(show, server, "--media", "now", "--format", "json")
    assert run.returncode == 0, run.stdout + run.stderr
    root = show.root / "new"
    [folder] = (root / "episodes").iterdir()
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{folder.name}.mp3",
        "cover.jpg",
        "episode.md",
        "transcript.fr.vtt",
    ]
    text = (folder / "episode.md").read_text("utf-8")
    assert server.url not in text
    assert "artwork: cover.jpg" in (root / "feed.yaml").read_text("utf-8")
    assert {one["kind"] for one in told(run, "file-fetched")} == {"recording", "picture", "transcript"}
    [last] = told(run, "imported")
    assert (last["lost"], last["different"]) == (0, 0), told(run, "compared")


def test_once_more_nothing_is_fetched_and_nothing_is_written(show: Show, server: Server) -> None:
    served(server, episode(server, 1), episode(server, 2))
    imported(show, server, "--media", "now")
    before = files_in(show.root / "new")
    server.asked.clear()
    run = imported(show, server, "--media", "now", "--format", "json")
    assert server.asked == [("GET", "/feed.xml")]
    assert files_in(show.root / "new") == before
    [last] = told(run, "imported")
    assert (last["updated"], last["kept"], last["added"]) == (0, 0, 0)


def test_what_is_half_there_is_nothing_for_git_and_no_recording(show: Show, server: Server) -> None:
    served(server, episode(server, 1))
    server.files["/media/1.mp3?version=2"].way = in_turn(cut_after(1000), status(404))
    run = imported(show, server, "--media", "now")
    assert "is not there any more" in run.stderr
    root = show.root / "new"
    half = sorted(path.name for path in root.glob("episodes/*/.*"))
    assert [name.rpartition(".part")[2] for name in half] == ["", ".json"]
    ignored = (root / ".gitignore").read_text("utf-8").splitlines()
    assert all(any(fnmatch(name, pattern) for pattern in ignored) for name in half)
    server.files["/media/1.mp3?version=2"].way = None
    assert imported(show, server, "--media", "now").returncode == 0
    assert server.most_sent("/media/1.mp3?version=2") == 1
    assert list(root.glob("episodes/*/.*")) == []


def test_of_a_text_that_somebody_edited_the_address_alone_goes(show: Show, server: Server) -> None:
    served(server, episode(server, 1))
    imported(show, server)
    [path] = (show.root / "new").glob("episodes/*/episode.md")
    path.write_text(path.read_text("utf-8").replace("title:", "# mine\ntitle:  "), "utf-8")
    before = path.read_text("utf-8").splitlines()
    assert imported(show, server, "--media", "now").returncode == 0
    gone = [line for line in before if line not in path.read_text("utf-8").splitlines()]
    assert "# mine" in before
    assert gone
    assert all(line.lstrip().startswith(("audio:", "url:", "length:", "duration:", "type:")) for line in gone)


def test_of_the_newest_alone_and_later_of_all(show: Show, server: Server) -> None:
    served(server, *(episode(server, number) for number in range(1, 4)))
    assert imported(show, server, "--media", "1").returncode == 0
    assert len(recordings(show.root / "new")) == 1
    assert imported(show, server).returncode == 0
    assert len(recordings(show.root / "new")) == 1
    assert imported(show, server, "--media", "now").returncode == 0
    assert len(recordings(show.root / "new")) == 3
    assert {server.most_sent(path) for path in server.sent if path.startswith("/media")} == {1}


def test_what_does_not_come_stays_at_its_address_and_the_others_come(show: Show, server: Server) -> None:
    served(server, episode(server, 1), episode(server, 2))
    server.files["/media/1.mp3?version=2"] = File(b"", "", status(404))
    run = imported(show, server, "--media", "now")
    assert "is not there any more (it answers 404)" in run.stderr
    assert len(recordings(show.root / "new")) == 1
    texts = [path.read_text("utf-8") for path in (show.root / "new").glob("episodes/*/episode.md")]
    assert sum("audio:" in text for text in texts) == 1


def test_a_picture_that_would_hold_an_episode_back_stays_where_it_is(show: Show, server: Server) -> None:
    server.files["/small.jpg"] = File(picture(600, 600), "image/jpeg")
    served(server, replace(episode(server, 1), image_url=f"{server.url}/small.jpg"))
    run = imported(show, server, "--media", "now")
    assert run.returncode == 0
    assert "It stays at its address." in run.stderr
    [path] = (show.root / "new").glob("episodes/*/episode.md")
    assert f"artwork: {server.url}/small.jpg" in path.read_text("utf-8")


def test_what_is_lost_is_an_error_and_verify_writes_nothing(show: Show, server: Server) -> None:
    served(server, episode(server, 1), episode(server, 2))
    imported(show, server, "--media", "now")
    root = show.root / "new"
    assert imported(show, server, "--verify").returncode == 0
    [path, _] = sorted(root.glob("episodes/*/episode.md"))
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n---\n", "\ndraft: true\n---\n", 1), "utf-8")
    before = files_in(root)
    run = imported(show, server, "--verify", "--format", "json")
    assert run.returncode == 1
    assert [(one["field"], one["verdict"]) for one in told(run, "compared") if one["verdict"] == "lost"] == [
        ("episode", "lost")
    ]
    assert told(run, "proved")[0]["lost"] == 1
    assert files_in(root) == before


def test_the_proof_is_a_page_too(show: Show, server: Server) -> None:
    served(server, episode(server, 1))
    run = imported(show, server, "--media", "now", "--proof", "proof.html")
    assert run.returncode == 0
    assert "proof.html" in run.stderr
    assert "Nothing is lost." in (show.root / "proof.html").read_text("utf-8")


@pytest.mark.parametrize(
    "options", [("--media", "soon"), ("--media", "-1"), ("--rate", "fast"), ("--rate", "0"), ("--media", "")]
)
def test_what_cannot_be_asked_for_is_said(show: Show, server: Server, options: tuple[str, str]) -> None:
    run = imported(show, server, *options)
    assert run.returncode == 2
    assert options[0] in run.stderr
    assert server.asked == []


@pytest.mark.in_depth
def test_a_show_of_300_episodes_whose_server_cuts_30_times_comes_as_from_one_that_does_not(
    show: Show, server: Server
) -> None:
    chance = random.Random(300)  # noqa: S311 (where to cut)
    bodies = [whole_mp3(10 + number % 9) for number in range(300)]
    served(server, *(episode(server, number, body) for number, body in enumerate(bodies)))
    assert imported(show, server, "--media", "now", folder="calm").returncode == 0
    server.sent.clear()
    for place, number in enumerate(chance.sample(range(300), 30)):
        body, path = bodies[number], f"/media/{number}.mp3?version=2"
        between = [] if place % 3 else [chance.choice([reset, status(503)])]
        ways = [cut_after(chance.randrange(len(body))), *between, cut_after(chance.randrange(1000)), behaving]
        server.files[path] = File(body, "audio/mpeg", in_turn(*ways))
    assert imported(show, server, "--media", "now", folder="cut").returncode == 0
    assert files_in(show.root / "cut") == files_in(show.root / "calm")
    assert max(server.most_sent(path) for path in server.sent if path.startswith("/media")) == 1


@pytest.mark.parametrize(("text", "newest"), [("now", None), ("later", 0), ("never", 0), ("0", 0), ("12", 12)])
def test_of_how_many_episodes_files_are_fetched(text: str, newest: int | None) -> None:
    assert newest_of(text) == newest


@pytest.mark.parametrize(
    ("text", "rate"), [(None, None), ("500", 500), ("500k", 500_000), ("1.5M", 1_500_000), ("2 MB/s", 2_000_000)]
)
def test_how_fast_files_are_fetched(text: str | None, rate: float | None) -> None:
    assert rate_of(text) == rate
