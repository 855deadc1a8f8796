"""`balado film`: a film put beside the recording of an episode, named in its text, and published as a rendition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from films import H264, OF_TELEPHONE, film
from show_builder import Show


@pytest.fixture(scope="module")
def telephone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds, with a place in it and the index behind."""
    return film(tmp_path_factory.mktemp("films") / "IMG 1.mov", *H264, *OF_TELEPHONE, seconds=4)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("01-a", seconds=4)
    return made


def run(show: Show, *arguments: str, code: int = 0) -> tuple[dict[str, Any], str]:
    ended = show.run("film", *arguments, "--format", "json")
    assert ended.returncode == code, ended.stderr
    return {event["event"]: event for event in map(json.loads, ended.stdout.splitlines())}, ended.stderr


def names(show: Show) -> list[str]:
    return sorted(path.name for path in (show.root / "episodes/01-a").iterdir())


def rules(show: Show) -> set[str]:
    found = {one["rule"] for one in show.checked() if one["event"] == "fault" and one["path"].endswith(".mp4")}
    return found - {""}


def test_a_film_of_a_telephone_becomes_the_film_of_an_episode(show: Show, telephone: Path) -> None:
    told, said = run(show, str(telephone), "1")
    event = told["film"]
    assert (event["path"], event["encoded"], event["kept"]) == ("episodes/01-a/film.mp4", [], None)
    assert "pictures and sound are as they were" in said
    assert names(show) == ["episode.md", "film.mp4", "talk.mp3"]
    assert "title: About 01-a\nvideo: {file: film.mp4}\n" in (show.root / "episodes/01-a/episode.md").read_text("utf-8")
    assert rules(show) == set()
    show.publish()
    assert b'<podcast:alternateEnclosure type="video/mp4"' in show.published()["feed.xml"]


def test_what_rules_find_in_a_film_is_mended_by_the_command_they_tell(show: Show, telephone: Path) -> None:
    given = show.root / "episodes/01-a/replay.mp4"
    given.write_bytes(telephone.read_bytes())
    text = show.root / "episodes/01-a/episode.md"
    text.write_text(text.read_text("utf-8").replace("title:", "video: {file: replay.mp4}\ntitle:"), encoding="utf-8")
    before, written = given.read_bytes(), text.read_text("utf-8")
    assert rules(show) == {"film-index-behind", "film-tells-place"}
    [command] = {one["remedy"].split("`")[1] for one in show.checked() if one.get("path", "").endswith(".mp4")}
    assert command == "balado film episodes/01-a/replay.mp4 01-a --replace"
    _, said = run(show, *command.split()[2:4], code=2)
    assert "add --replace" in said
    told, _ = run(show, *command.split()[2:])
    assert (show.root / "episodes/01-a" / told["film"]["kept"]).read_bytes() == before
    assert rules(show) == set()
    assert text.read_text("utf-8") == written


def test_a_film_that_is_not_as_long_as_the_recording_is_found(show: Show, telephone: Path) -> None:
    show.add("02-b", seconds=12)
    run(show, str(telephone), "2")
    assert rules(show) == {"rendition-of-other-length"}


@pytest.mark.parametrize(
    ("video", "said"),
    [("{url: 'https://a.example/a.mp4', type: video/mp4}", "that Balado does not make"),
     ("{file: a.webm}", "that Balado does not make"), ("[", "episode.md")],
)  # fmt: skip
def test_a_film_that_is_named_otherwise_stays_named_so(show: Show, telephone: Path, video: str, said: str) -> None:
    text = show.root / "episodes/01-a/episode.md"
    text.write_text(text.read_text("utf-8").replace("title:", f"video: {video}\ntitle:"), encoding="utf-8")
    assert said in run(show, str(telephone), "01-a", code=2)[1]
    assert names(show) == ["episode.md", "talk.mp3"]


def test_what_is_no_film_changes_nothing(show: Show) -> None:
    assert "no film that can be read" in run(show, "feed.yaml", "1", code=1)[1]
    assert names(show) == ["episode.md", "talk.mp3"]
