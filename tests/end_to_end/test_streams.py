"""A film in several qualities through everything that a show goes through: nothing of it is lost, left or leaked."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from show_builder import Show
from streams import stream_files, write_stream

NAMED = "{file: hls/film.m3u8}"
LATER = "2026-06-01T12:00:00+02:00"
SECRET = b"a film of a witness"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("01-a")
    return made


def add_stream(show: Show, slug: str = "02-b", mark: str = "", **keys: str) -> Path:
    folder = show.add(slug, video=NAMED, **keys)
    write_stream(folder / "hls", mark)
    return folder


def films(show: Show) -> dict[str, bytes]:
    return {key: body for key, body in show.published().items() if key.startswith("films/")
            and not key.endswith("index.html")}  # fmt: skip


def stored(show: Show) -> dict[str, bytes]:
    """Every byte there is, the record included."""
    tops = (show.root / "public", show.root / ".public.balado")
    return {str(path): path.read_bytes() for top in tops for path in top.rglob("*") if path.is_file()}


def prune(show: Show) -> None:
    """Remove what no publication of the last day served; all that is stored is old by then."""
    for path in [path for path in show.root.rglob("*") if path.is_file()]:
        os.utime(path, (0, 0))
    ended = show.run("prune", "--yes", "--grace", "1", "--now", LATER)
    assert ended.returncode == 0, ended.stderr


def test_a_second_publication_sends_nothing(show: Show) -> None:
    add_stream(show)
    show.publish()
    assert len(films(show)) == len(stream_files())
    before = stored(show)
    assert "Nothing to do" in show.publish().stderr
    assert stored(show) == before


def test_a_piece_that_changes_is_noticed_and_sent_beside_the_old_one(show: Show) -> None:
    folder = add_stream(show)
    show.publish()
    before = films(show)
    (folder / "hls/low.mp4").write_bytes(b"another film")
    show.publish()
    after = films(show)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 3  # the piece, the playlist that names it, and the one that names that


def test_a_takedown_leaves_no_byte(show: Show) -> None:
    add_stream(show, mark=SECRET.decode())
    show.publish()
    assert any(SECRET in body for body in stored(show).values())
    ended = show.run("takedown", "guid-of-02-b", "--yes")
    assert ended.returncode == 0, ended.stderr
    assert films(show) == {}
    assert not any(SECRET in body or b"film.m3u8" in body for body in stored(show).values())


def test_pull_gives_the_folder_back_byte_for_byte(show: Show) -> None:
    folder = add_stream(show)
    show.publish()
    shutil.rmtree(folder / "hls")
    assert show.run("pull").returncode == 0
    given = {path.relative_to(folder / "hls").as_posix(): path.read_bytes() for path in folder.glob("hls/**/*.*")}
    assert given == stream_files()
    assert "Nothing to do" in show.publish().stderr
    assert show.run("pull").returncode == 0


def test_pull_says_so_where_a_playlist_was_written_otherwise_than_it_can_be_made_again(show: Show) -> None:
    folder = add_stream(show)
    odd = folder / "hls/low.m3u8"
    odd.write_text(odd.read_text("utf-8").replace("\nlow.mp4", "\n./low.mp4"), encoding="utf-8")
    show.publish()
    shutil.rmtree(folder / "hls")
    ended = show.run("pull")
    assert (ended.returncode, "Only what was made of this file" in ended.stderr) == (1, True)
    assert not odd.exists()
    assert (folder / "hls/low.mp4").exists()


def test_a_checkout_without_films_publishes_and_prune_takes_nothing_that_is_live(show: Show) -> None:
    folder = add_stream(show)
    show.publish()
    before = films(show)
    shutil.rmtree(folder / "hls")
    (show.root / "episodes/01-a/episode.md").write_text(
        (show.root / "episodes/01-a/episode.md").read_text("utf-8").replace("About", "Of"), encoding="utf-8"
    )
    show.publish()
    assert b"application/x-mpegURL" in show.published()["feed.xml"]
    prune(show)
    assert films(show) == before


def test_a_scheduled_episode_leaks_no_key(show: Show) -> None:
    add_stream(show, date="2025-12-01 08:00")
    ended = show.publish("--format", "json")
    keys = set(films(show))
    assert len(keys) == len(stream_files())
    digests = {re.search(r"-([0-9a-f]{16})\.", key)[1] for key in keys}  # type: ignore[index]
    said = [ended.stdout, ended.stderr, show.published()["feed.xml"].decode()]
    for arguments in (("status",), ("diff",), ("check",), ("pull", "--format", "json")):
        again = show.run(*arguments)
        said += [again.stdout, again.stderr]
    assert not [digest for digest in digests for text in said if digest in text]


def test_a_lost_record_is_made_anew_with_all_that_the_playlists_name(show: Show) -> None:
    add_stream(show)
    show.publish()
    before = films(show)
    shutil.rmtree(show.root / ".public.balado")
    ended = show.run("recover", "--yes")
    assert ended.returncode == 0, ended.stderr
    records = [json.loads(body) for path, body in stored(show).items() if "generations/" in path]
    assert {one["key"] for one in records[-1]["objects"] if one["key"].startswith("films/")} == before.keys()
    prune(show)
    assert films(show) == before


def test_a_faulty_stream_holds_its_episode_back_and_nothing_else(show: Show) -> None:
    folder = add_stream(show)
    (folder / "hls/low.mp4").unlink()
    ended = show.publish(code=1)
    assert "hls/low.m3u8:4" in ended.stderr
    assert films(show) == {}
    assert b"About 01-a" in show.published()["feed.xml"]
    assert b"About 02-b" not in show.published()["feed.xml"]


def test_a_further_feed_of_films_takes_no_playlist_for_a_file(show: Show) -> None:
    show.write_feed(feeds="{video: {media: video, title: Films}}")
    add_stream(show)
    show.publish()
    assert b"application/x-mpegURL" not in show.published().get("video.xml", b"")
