"""A publication killed at every step it takes: the live feed is a whole one, and the next run finishes the work.

The steps are the writing system calls below the target, or the pieces sent over HTTP. The number of points tried is
printed at the end of the test run.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from forked_runs import ForkedRuns
from killing import Demands, every_part, kill_everywhere, publication
from published_place import URL, BucketPlace, FolderPlace, assert_projected, assert_whole, documents
from show_builder import Show
from store_servers import Store

TRANSCRIPT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nBonjour.\n"
CHAPTERS = "00:00 Un\n00:01 Deux\n"


def show_with(root: Path, to: str, environment: dict[str, str]) -> Show:
    """A show with one episode, and a further feed of its newest two."""
    show = Show(root, environment)
    show.write_feed(publish=f"{{to: '{to}', url: '{URL}', verify: false}}", feeds="{latest: {newest: 2}}")
    show.add("a")
    return show


def add_three(show: Show) -> None:
    for number, slug in enumerate("bcd", 2):
        folder = show.add(slug, date=f"2025-11-0{number} 08:00", seconds=3)
        (folder / "transcript.vtt").write_text(TRANSCRIPT, encoding="utf-8")
        (folder / "chapters.txt").write_text(CHAPTERS, encoding="utf-8")


def is_whole(objects: Mapping[str, bytes]) -> None:
    assert assert_whole(objects) in (["guid-of-a"], [f"guid-of-{slug}" for slug in "dcba"])


def is_finished(objects: Mapping[str, bytes]) -> None:
    assert set(documents(objects)) == {"feed.xml", "latest.xml"}
    assert_projected(objects)
    assert_whole(objects)


def is_nothing_or_whole(objects: Mapping[str, bytes]) -> None:
    assert assert_whole(objects) in ([], ["guid-of-a"])


DEMANDS = Demands(always=is_whole, alike=documents, ended=is_finished)
FIRST = Demands(always=is_nothing_or_whole, alike=documents, ended=is_finished)


@every_part
def test_killed_at_every_step_on_a_folder(
    part: int, runs: ForkedRuns, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", "public", {})
    place = FolderPlace(show.root / "public", tmp_path / "saved")
    show.publish()
    add_three(show)

    points = kill_everywhere(runs, (show, place, tmp_path / "cache"), part, DEMANDS)

    record_points("folder", points)
    assert points > 60


def test_a_killed_run_leaves_what_was_there_when_it_was_stopped(runs: ForkedRuns, tmp_path: Path) -> None:
    """So that one run that is stopped before each of its steps shows what a kill before each of them leaves."""
    show = show_with(tmp_path / "show", "public", {})
    place = FolderPlace(show.root / "public", tmp_path / "saved")
    show.publish()
    add_three(show)
    place.remember()
    for at in (1, 20, 90, 91, 150):
        place.restore()
        started = runs.start(publication(show, tmp_path / "cache", in_steps=True))
        for step in started.steps():
            if step == at:
                stopped = place.remember()
                break
        assert started.wait().code == -signal.SIGKILL
        assert place.remember() == stopped


@pytest.mark.in_depth
@every_part
def test_killed_at_every_request_on_s3(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", f"s3://{bucket.bucket}/p", dict(bucket.environment()))
    place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")
    show.publish()
    add_three(show)

    points = kill_everywhere(runs, (show, place, tmp_path / "cache"), part, DEMANDS)

    record_points("S3", points)
    assert points > 40


@every_part
def test_a_first_publication_killed_at_every_request(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    """The race of writers that only the first publication runs is in it."""
    show = show_with(tmp_path / "show", f"s3://{bucket.bucket}/p", dict(bucket.environment()))
    place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")

    points = kill_everywhere(runs, (show, place, tmp_path / "cache"), part, FIRST)

    record_points("first publication to S3", points)
    assert points > 30
