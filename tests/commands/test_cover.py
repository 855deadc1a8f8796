"""`balado cover`: a picture put where the show or an episode has its cover."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from photos import of_telephone, photo, written
from show_builder import Show, feed_yaml

from balado.cli.session import Session
from balado.commands import cover as verb


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    made.add("01-a")
    written(tmp_path / "phone.jpg", photo(), "JPEG", exif=of_telephone())
    return made


def run(show: Show, *arguments: str, code: int = 0) -> tuple[dict[str, Any], str]:
    ended = show.run("cover", *arguments, "--format", "json")
    assert ended.returncode == code, ended.stderr
    return {event["event"]: event for event in map(json.loads, ended.stdout.splitlines())}, ended.stderr


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_an_episode_gets_its_cover_and_the_words_for_it(show: Show) -> None:
    assert "Did you mean `balado cover FILE 01-a`?" in run(show, "../phone.jpg", "01-b", code=2)[1]
    told, said = run(show, "../phone.jpg", "01", "--alt", "  A hall:\nthe evening ")
    event = told["cover"]
    assert (event["path"], event["pixels"], event["kept"]) == ("episodes/01-a/cover.jpg", 1440, [])
    assert event["bytes"] == (show.root / event["path"]).stat().st_size
    assert "cropped from 1440 x 1500, turned upright, without what the camera noted" in said
    assert 'alt: "A hall: the evening"' in (show.root / "episodes/01-a/episode.md").read_text("utf-8")
    assert names(show.root / "episodes/01-a") == ["cover.jpg", "episode.md", "talk.mp3"]
    rules = {one["rule"] for one in show.checked() if one["event"] == "fault" and one["path"].endswith("cover.jpg")}
    assert rules == set()


def test_a_cover_that_is_there_is_replaced_when_that_is_asked_for_and_kept(show: Show) -> None:
    before = (show.root / "episodes/cover.jpg").read_bytes()
    _, said = run(show, "../phone.jpg", code=2)
    assert "add --replace" in said
    assert (show.root / "episodes/cover.jpg").read_bytes() == before
    told, said = run(show, "../phone.jpg", "--replace")
    [kept] = told["cover"]["kept"]
    assert (show.root / "episodes" / kept).read_bytes() == before
    assert (show.root / "episodes/cover.jpg").read_bytes() != before
    assert "Say in feed.yaml what it shows" in said
    assert (show.root / "feed.yaml").read_text("utf-8") == feed_yaml()


def test_a_finding_of_check_names_the_command_that_mends_it(show: Show) -> None:
    show.write_feed(artwork="episodes/cover.png")
    (show.root / "episodes/cover.jpg").unlink()
    written(show.root / "episodes/cover.png", photo("RGBA"), "PNG")
    [remedy] = {one["remedy"] for one in show.checked(1) if one["event"] == "fault" and one["severity"] == "error"}
    command = remedy.split("`")[1].split()
    assert command == ["balado", "cover", "episodes/cover.png", "--replace"]
    assert show.run(*command[1:]).returncode == 0
    assert "artwork: episodes/cover.jpg\n" in (show.root / "feed.yaml").read_text("utf-8")
    assert {one["severity"] for one in show.checked() if one["event"] == "fault"} <= {"info"}


def test_on_a_terminal_the_words_are_asked_for(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "is_a_terminal", lambda: True)
    given = [str(show.root.parent / "phone.jpg"), "01", "--show", str(show.root)]
    ended = CliRunner().invoke(verb.command, given, obj=Session(), input="Two halves\n")
    assert ended.exit_code == 0, ended.output
    assert "alt: Two halves" in (show.root / "episodes/01-a/episode.md").read_text("utf-8")
    ended = CliRunner().invoke(verb.command, [*given, "--replace"], obj=Session(), input="\n")
    assert "[Two halves]" in ended.output


@pytest.mark.parametrize("point", ["", "50", "50,101", "a,b", "50,nan", "1,2,3"])
def test_what_is_no_point_is_said_to_be_none(show: Show, point: str) -> None:
    assert "such as 50,30" in run(show, "../phone.jpg", "01", "--focus", point, code=2)[1]
    assert names(show.root / "episodes/01-a") == ["episode.md", "talk.mp3"]


def test_what_is_no_picture_changes_nothing(show: Show) -> None:
    _, said = run(show, "feed.yaml", "01", "--alt", "A", code=1)
    assert "no picture that can be read" in said
    assert names(show.root / "episodes/01-a") == ["episode.md", "talk.mp3"]
    assert "alt" not in (show.root / "episodes/01-a/episode.md").read_text("utf-8")


def test_a_wide_photo_gives_the_picture_in_16_9_too_and_feeds_tell_it(show: Show) -> None:
    written(show.root.parent / "hall.jpg", photo(size=(2400, 1500)), "JPEG", exif=of_telephone(1))
    told, said = run(show, "../hall.jpg", "01", "--alt", "A hall")
    assert told["cover"]["wide"] == "episodes/01-a/cover-16x9.jpg"
    assert "cover-16x9.jpg written: the same in 16:9, 1920 x 1080 pixels" in said
    assert [one for one in show.checked() if one["event"] == "fault" and "16x9" in str(one["path"])] == []
    show.publish()
    feed = show.published()["feed.xml"].decode()
    [tag] = [line for line in feed.splitlines() if 'purpose="social"' in line]
    for part in ('alt="A hall"', 'aspect-ratio="16/9"', 'width="1920"', 'height="1080"', 'type="image/jpeg"'):
        assert part in tag
    _, said = run(show, "../hall.jpg", "01", "--wide", code=2)
    assert "There is a cover already" in said
    assert run(show, "../hall.jpg", "01", "--replace", "--no-wide")[0]["cover"]["wide"] is None


def test_what_holds_no_picture_in_16_9_is_said_when_it_was_asked_for(show: Show) -> None:
    written(show.root.parent / "small.jpg", photo(size=(1400, 1400)), "JPEG")
    assert run(show, "../small.jpg", "01")[0]["cover"]["wide"] is None
    told, said = run(show, "../small.jpg", "01", "--replace", "--wide")
    assert told["cover"]["wide"] == "episodes/01-a/cover-16x9.jpg"
    assert "1400 x 788 pixels" in said
