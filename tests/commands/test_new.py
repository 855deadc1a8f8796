"""`balado new`: what is filled in, from where, and what is refused without a trace."""

from __future__ import annotations

import errno
import json
import re
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from show_builder import Show, silent_mp3

from balado.cli.session import Session
from balado.commands.new import command
from balado.errors import UsageError


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed(people="{ada: {name: Ada Lovelace, function: mathematician}}")
    return made


def new(show: Show, *arguments: str, code: int = 0) -> dict[str, Any]:
    run = show.run("new", "--format", "json", *arguments)
    assert run.returncode == code, run.stderr
    return {event["event"]: event for event in map(json.loads, run.stdout.splitlines())}


def text(show: Show, folder: str) -> str:
    return (show.root / "episodes" / folder / "episode.md").read_text(encoding="utf-8")


def recording(show: Show, title: str = "Une voix : la première", **tags: str) -> str:
    from mutagen.id3 import ID3, TDES, TDRC, TGID, TPE1, TRCK

    path = show.root / "voice.mp3"
    path.write_bytes(silent_mp3(2, title))
    frames = {"date": TDRC, "track": TRCK, "artist": TPE1, "description": TDES, "guid": TGID}
    known = ID3(path)
    for name, value in tags.items():
        known.add(frames[name](encoding=3, text=value))
    known.save(path)
    return str(path)


def test_an_episode_is_filled_from_the_tags_of_its_recording(show: Show) -> None:
    path = recording(show, date="2025-10-01", track="4", artist="Grace Hopper", description="On machines.")
    event = new(show, path)["created"]

    folder = "04-une-voix-la-premiere"
    assert event["path"].endswith(folder)
    written = text(show, folder)
    assert 'title: "Une voix : la première"' in written
    assert "episode: 4" in written
    assert "{name: Grace Hopper, role: guest}" in written
    assert written.endswith("On machines.\n")
    assert "draft: true" in written
    assert "2025-10-01" not in written, "when it was recorded is not when it goes live"
    (show.root / "episodes" / folder / "episode.md").write_text(
        re.sub(
            "^date: .*", "date: 2025-11-01 08:00", written.replace("draft: true", "draft: false"), flags=re.MULTILINE
        )
    )
    assert (show.root / "episodes" / folder / "voice.mp3").read_bytes() == Path(path).read_bytes()
    show.publish()
    assert b"On machines." in show.published()["feed.xml"]


def test_numbers_go_on_from_the_episode_before(show: Show) -> None:
    show.add("one", season="2", episode="6", date="2025-10-01 08:00")
    new(show, recording(show))
    written = text(show, "07-une-voix-la-premiere")
    assert "season: 2\nepisode: 7\n" in written
    assert "#   - ada" in written, "the directory is offered"


def test_every_episode_gets_a_guid_of_its_own(show: Show) -> None:
    guids = {new(show, "--title", f"Number {number}")["created"]["guid"] for number in range(3)}
    assert len(guids) == 3
    assert all(uuid.UUID(guid).version == 4 for guid in guids)


def test_a_guid_in_the_recording_is_kept_unless_it_is_taken(show: Show) -> None:
    assert new(show, recording(show, guid="from-the-tags"))["created"]["guid"] == "from-the-tags"
    again = new(show, recording(show, title="Another", guid="from-the-tags"))
    assert again["created"]["guid"] != "from-the-tags"


def test_an_announcement_without_recording_is_a_draft(show: Show) -> None:
    event = new(show, "--title", "À venir")["created"]
    assert event["draft"]
    assert re.search(r"^draft: true", text(show, "01-a-venir"), re.MULTILINE)
    show.publish()
    assert not [key for key in show.published() if key.startswith("audio/")]


def test_moving_takes_the_original_away(show: Show) -> None:
    path = Path(recording(show))
    new(show, str(path), "--move")
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"RIFF\x24\x00\x00\x00WAVEfmt ", "voice.mp3"), (b"nothing", "voice.mp3"), (b"", "voice.mp3")],
    ids=["wav", "junk", "empty"],
)
def test_what_could_not_be_published_is_refused_and_nothing_is_created(show: Show, content: bytes, said: str) -> None:
    (show.root / "voice.mp3").write_bytes(content)
    run = show.run("new", "voice.mp3")
    assert run.returncode == 1
    assert said in run.stderr
    assert [path.name for path in (show.root / "episodes").iterdir()] == ["cover.jpg"]


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (["voice.mp3", "--title", "Bold <b>words</b>"], "--title: error: "),
        (["voice.mp3", "--date", "2026-03-29T02:30"], "--date: error: "),
        (["--title", "x" * 256], "--title: error: "),
    ],
)
def test_what_its_episode_md_could_not_say_is_refused_before_anything_is_created(
    show: Show, arguments: list[str], where: str
) -> None:
    recording(show)
    run = show.run("new", *arguments)
    assert run.returncode == 2
    assert where in run.stderr
    assert "Nothing was created" in run.stderr
    assert [path.name for path in (show.root / "episodes").iterdir()] == ["cover.jpg"]


def test_tags_that_no_episode_could_have_are_passed_over(show: Show) -> None:
    path = recording(show, title="<i>" + "x" * 300 + "</i>", guid="g" * 300, date="2022")
    event = new(show, path)["created"]
    assert event["slug"] == "01-voice"
    assert uuid.UUID(event["guid"])
    assert event["draft"], "a year is no day to go live"
    assert "title: voice\n" in text(show, "01-voice")


def test_a_number_in_the_tags_that_is_taken_gives_way_to_the_next(show: Show) -> None:
    show.add("one", episode="1")
    assert new(show, recording(show, track="1"))["created"]["episode"] == 2


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("2025-11-01T08:00", "2025-11-01 08:00"),
        ("2025-11-01T08:00:30", "2025-11-01 08:00:30"),
        ("2025-11-01 8:00", "2025-11-01 08:00"),
        ("2025-11-01  7:00 +0000", "2025-11-01 08:00"),
        ("2025-11-01", "2025-11-01 00:00"),
        ("2025-11-01T07:00+00:00", "2025-11-01 08:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25 02:30+01:00"),
    ],
)
def test_a_date_is_written_as_the_show_counts_time(show: Show, given: str, written: str) -> None:
    new(show, "--title", "One", "--date", given)
    assert f"date: {written}\n" in text(show, "01-one")


@pytest.mark.parametrize("name", [".hidden.mp3", "l’été à 100 % 🎙.MP3", "two  words.mp3"])
def test_a_recording_of_any_name_is_found_again(show: Show, name: str) -> None:
    Path(recording(show)).rename(show.root / name)
    new(show, name, "--date", "2025-11-01T08:00", "--no-draft")
    show.publish()
    assert [key for key in show.published() if key.startswith("audio/")]


def test_a_show_elsewhere_is_named_in_the_next_step(show: Show) -> None:
    run = Show(show.root.parent).run("new", "--show", "show", "--title", "One")
    assert run.returncode == 0, run.stderr
    assert "edit show/episodes/01-one/episode.md, then `balado publish --show show --dry-run`" in run.stderr


def test_an_episode_can_be_begun_before_the_show_has_its_picture(show: Show) -> None:
    (show.root / "episodes" / "cover.jpg").unlink()
    assert new(show, "--title", "One")["created"]["slug"] == "01-one"
    assert "episodes/cover.jpg" in show.publish(code=2).stderr, "to publish it, the picture is needed"


def test_a_missing_picture_hides_no_other_fault_of_the_show(show: Show) -> None:
    show.write_feed(artwork="../cover.jpg")
    run = show.run("new", "--title", "One")
    assert run.returncode == 2
    assert "(artwork): error: " in run.stderr


def test_a_faulty_show_is_named_and_nothing_is_created(show: Show) -> None:
    show.write_feed(language="french")
    run = show.run("new", "--title", "One")
    assert run.returncode == 2
    assert "feed.yaml:4 (language): error: " in run.stderr
    assert [path.name for path in (show.root / "episodes").iterdir()] == ["cover.jpg"]


def test_a_recording_that_cannot_be_copied_leaves_nothing_behind(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    runner = CliRunner()
    result = runner.invoke(command, ["--show", str(show.root), recording(show)], obj=Session())
    assert isinstance(result.exception, UsageError)
    assert "No space left on device" in str(result.exception)
    assert [path.name for path in (show.root / "episodes").iterdir()] == ["cover.jpg"]


def test_a_name_that_is_taken_is_refused(show: Show) -> None:
    new(show, "--title", "One", "--slug", "here")
    run = show.run("new", "--title", "Two", "--slug", "here")
    assert run.returncode == 2
    assert "--slug" in run.stderr
    assert "title: One\n" in text(show, "here")


def test_without_title_or_recording_it_says_what_to_give(show: Show) -> None:
    run = show.run("new")
    assert run.returncode == 2
    assert "--title" in run.stderr


def test_an_episode_is_a_draft_of_today_whatever_its_recording_says(show: Show) -> None:
    """Nobody has read it yet, and a date of years ago would put it live at once."""
    run = show.run("new", recording(show, date="2019-03-02"))
    written = text(show, "01-une-voix-la-premiere")
    assert re.search(r"^draft: true", written, re.MULTILINE)
    assert re.search(rf"^date: {datetime.now(ZoneInfo('Europe/Paris')):%Y-%m-%d} ", written, re.MULTILINE)
    assert "From the recording's tags: the title “Une voix : la première”. Look" in run.stderr
    assert "The recording's tags say 2019-03-02 00:00: the episode is dated today" in run.stderr
    assert "Nothing" in show.run("publish").stderr
    dated = show.run("new", recording(show, "Another", date="2019-03-02"), "--date", "2025-11-03").stderr
    assert "2019" not in dated, "who gives a date need not hear of another"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("3/2/2026 8h30", 'write "2026-02-03 08:30"'),
        ("le 3 février 2026", "write 2026-02-03"),
        ("tomorrow", "write 2026-11-23, 2026-11-23T08:00"),
        ("2026-11-23 08:00+25:00", "write 2026-11-23, 2026-11-23T08:00"),
    ],
)
def test_a_date_in_another_form_is_answered_with_the_right_one(show: Show, given: str, said: str) -> None:
    run = show.run("new", "--title", "One", "--date", given)
    assert run.returncode == 2
    assert said in run.stderr
    assert not list((show.root / "episodes").glob("*/episode.md"))
