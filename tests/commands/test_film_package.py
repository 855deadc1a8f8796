"""`balado film --hls`: the film of an episode packaged in several qualities, asked for in its text, and published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from films import film
from show_builder import Show


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("films") / "camera.mov", seconds=4)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("01-a", seconds=4, language="en-gb")
    return made


def run(show: Show, *arguments: str, code: int = 0) -> tuple[dict[str, Any], str]:
    ended = show.run("film", *arguments, "--format", "json")
    assert ended.returncode == code, ended.stderr
    return {event["event"]: event for event in map(json.loads, ended.stdout.splitlines())}, ended.stderr


def text(show: Show) -> str:
    return (show.root / "episodes/01-a/episode.md").read_text("utf-8")


def write_text(show: Show, old: str, new: str) -> None:
    (show.root / "episodes/01-a/episode.md").write_text(text(show).replace(old, new), encoding="utf-8")


def names(show: Show) -> set[str]:
    return {path.name for path in (show.root / "episodes/01-a").iterdir()}


def test_a_film_is_packaged_and_published_in_both_forms(show: Show, camera: Path) -> None:
    told, said = run(show, str(camera), "1", "--hls")
    event = told["packaged"]
    assert (event["path"], event["qualities"]) == ("episodes/01-a/film.hls/film.m3u8", ["48p"])
    assert (event["milliseconds"], event["made"]) == (4000, True)
    assert "48p and the sound alone" in said
    assert names(show) == {"episode.md", "film.hls", "film.mp4", "talk.mp3"}
    assert "\nvideo: {file: film.mp4, hls: true}\n" in text(show)
    assert 'LANGUAGE="en-gb"' in (show.root / "episodes/01-a/film.hls/film.m3u8").read_text("utf-8")
    assert [one["rule"] for one in show.checked() if one["event"] == "fault" and "film" in one["path"]] == []
    show.publish()
    feed = show.published()["feed.xml"]
    assert feed.index(b'type="video/mp4"') < feed.index(b'type="application/x-mpegURL" length="0"')


def test_the_film_that_is_there_is_packaged_once(show: Show, camera: Path) -> None:
    run(show, str(camera), "1")
    before = (show.root / "episodes/01-a/film.mp4").read_bytes()
    _, said = run(show, str(camera), "1", "--hls", code=2)
    assert "To package that one, name it in place of this FILE" in said
    itself = str(show.root / "episodes/01-a/film.mp4")
    first, _ = run(show, itself, "1", "--hls")
    again, said = run(show, itself, "1", "--hls")
    assert (first["packaged"]["made"], again["packaged"]["made"]) == (True, False)
    assert "as it should be" in said
    assert (show.root / "episodes/01-a/film.mp4").read_bytes() == before
    assert text(show).count("hls: true") == 1


def test_an_episode_that_asks_for_it_has_a_new_film_packaged_too(show: Show, camera: Path, tmp_path: Path) -> None:
    run(show, str(camera), "1", "--hls")
    shorter = film(tmp_path / "shorter.mov", seconds=2)
    told, _ = run(show, str(shorter), "1", "--replace")
    assert told["packaged"]["milliseconds"] == 2000
    assert [one["rule"] for one in show.checked() if one["event"] == "fault" and "film" in one["path"]] == []


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("video: {file: film.mp4, title: Film}", "video: {file: film.mp4, title: Film, hls: true}"),
        ("video:\n  file: film.mp4\n  title: Film", "video:\n  hls: true\n  file: film.mp4\n  title: Film"),
        ("video: {file: film.mp4, hls: no}", None),
    ],
)
def test_the_text_says_it_as_its_author_writes(show: Show, camera: Path, written: str, becomes: str | None) -> None:
    run(show, str(camera), "1")
    write_text(show, "video: {file: film.mp4}", written)
    before = text(show)
    _, said = run(show, str(show.root / "episodes/01-a/film.mp4"), "1", "--hls", code=2 if becomes is None else 0)
    if becomes is None:
        assert (text(show), "film.hls" in names(show)) == (before, False)
        assert "`hls: true`" in said
    else:
        assert becomes in text(show)


def test_a_film_that_lies_elsewhere_cannot_be_packaged(show: Show) -> None:
    write_text(show, "title:", "video: {url: 'https://a.example/film.mp4', hls: true}\ntitle:")
    [fault] = [one for one in show.checked(1) if one["event"] == "fault" and one["key"].startswith("video")]
    assert "Only a film that is a file of the show" in fault["message"]
