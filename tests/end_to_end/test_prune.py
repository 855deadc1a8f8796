"""Tidying up: what was served within the grace period stays, the rest goes when it is asked for."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from show_builder import Show, silent_mp3

AT = "2025-11-23T12:00:00+01:00"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a show whose recording of `a` was replaced on the 10th and on the 20th of November 2025."""
    top = tmp_path_factory.mktemp("prune")
    made = Show(top / "show", {"BALADO_CACHE_DIR": str(top / "cache")})
    made.write_feed()
    folder = made.add("a")
    publish_at(made, "2025-11-02T12:00:00+01:00")
    for day, seconds in ((10, 3), (20, 4)):
        (folder / "talk.mp3").write_bytes(silent_mp3(seconds, "a"))
        publish_at(made, f"2025-11-{day}T12:00:00+01:00")
    return made.root


@pytest.fixture
def show(published: Path, tmp_path: Path) -> Show:
    """A copy of it, with the times that its files have."""
    shutil.copytree(published, tmp_path / "show")
    return Show(tmp_path / "show")


def publish_at(show: Show, moment: str) -> None:
    """Publish as on that day: what is written has the time of that day."""
    before = set(files(show))
    run = show.run("publish", "--now", moment)
    assert run.returncode == 0, run.stderr
    time = datetime.fromisoformat(moment).timestamp()
    for path in set(files(show)) - before:
        os.utime(path, (time, time))


def files(show: Show) -> list[Path]:
    return [path for top in ("public", ".public.balado") for path in (show.root / top).rglob("*") if path.is_file()]


def recordings(show: Show) -> int:
    return len(list((show.root / "public" / "audio").glob("*.mp3")))


def copies(show: Show) -> int:
    return len(list((show.root / ".public.balado" / "feeds").iterdir()))


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (30, 3),  # nothing is older
        (13, 3),  # the first stood on the 10th of November at noon, when the period began
        (12, 2),  # the second stood by then
        (3, 2),
        (2, 1),
    ],
)
def test_what_was_in_force_within_the_grace_period_stays(show: Show, days: int, left: int) -> None:
    run = show.run("prune", "--grace", str(days), "--now", "2025-11-23T11:59:00+01:00", "--yes")
    assert run.returncode == 0, run.stderr
    assert (recordings(show), copies(show)) == (left, left)
    assert "Nothing to do" in show.publish().stderr


def test_without_yes_it_only_says_what_could_go(show: Show) -> None:
    before = show.footprint()
    run = show.run("prune", "--grace", "1", "--now", AT)
    assert run.returncode == 0
    assert "4 files could go" in run.stdout
    assert run.stdout.count("audio/a-****************.mp3") == 2
    assert show.footprint() == before


def test_the_newest_publication_is_never_touched_however_old(show: Show) -> None:
    assert show.run("prune", "--grace", "1", "--yes").returncode == 0
    assert recordings(show) == 2, "feed.xml was written a moment ago: until then listeners had the one before"
    show.remove_audio()
    assert "Nothing to do" in show.publish().stderr


def test_what_a_run_sent_and_has_not_committed_yet_stays(show: Show) -> None:
    fresh = show.root / "public" / "audio" / "b-0123456789abcdef.mp3"
    fresh.write_bytes(b"sound")
    foreign = show.root / "public" / "robots.txt"
    foreign.write_text("User-agent: *")
    os.utime(foreign, (0, 0))
    show.run("prune", "--grace", "1", "--now", AT, "--yes")
    assert fresh.exists()
    assert foreign.exists()


def test_going_back_to_a_publication_whose_files_went_is_refused(show: Show) -> None:
    show.run("prune", "--grace", "1", "--now", AT, "--yes")
    run = show.run("rollback", "1")
    assert run.returncode == 1
    assert "The copy of the feed of publication 1 is missing" in run.stderr


def test_a_recording_that_was_pruned_can_be_published_again(show: Show) -> None:
    show.run("prune", "--grace", "1", "--now", AT, "--yes")
    (show.root / "episodes/a/talk.mp3").write_bytes(silent_mp3(2, "a"))
    assert "a “About a” gets a new recording" in show.publish().stderr
    assert recordings(show) == 2


def test_there_is_nothing_to_prune(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    assert "Nothing to prune." in show.run("prune", "--yes").stderr
