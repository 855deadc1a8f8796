"""A publication killed at every step it takes: the live feed is a whole one, and the next run finishes the work.

The steps are the writing system calls below the target, or the pieces sent over HTTP. The number of points tried is
printed at the end of the test run.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from forked_runs import ForkedRuns, Run
from published_place import URL, BucketPlace, FolderPlace, Place, assert_projected, assert_whole, documents
from show_builder import Show
from store_servers import Store

NOW = "2025-11-23T12:00:00+01:00"
TRANSCRIPT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nBonjour.\n"
CHAPTERS = "00:00 Un\n00:01 Deux\n"
_MOST_STEPS = 400
_PARTS = 4
every_part = pytest.mark.parametrize("part", range(1, _PARTS + 1))


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


def publication(show: Show, cache: Path, die_at: int | None = None) -> Run:
    """A run of `balado publish`; steps are counted below the show's folder, its cache lies elsewhere."""
    environment = {**show.environment, "BALADO_CACHE_DIR": str(cache)}
    return Run(show.root, ["publish", "--now", NOW], environment, die_at, str(show.root))


def kill_everywhere(runs: ForkedRuns, show: Show, place: Place, cache: Path, part: int) -> int:
    """Kill the publication before each step of a part, look, and publish again; gives how many steps these were."""
    [undisturbed] = runs.run(publication(show, cache))
    assert undisturbed.code == 0, undisturbed.said
    expected = documents(place.objects())
    assert set(expected) == {"feed.xml", "latest.xml"}
    for step in steps_of(part):
        place.restore()
        [ended] = runs.run(publication(show, cache, die_at=step))
        if ended.code == 0:
            return (step - part) // _PARTS
        assert ended.code == -signal.SIGKILL, ended.said
        assert assert_whole(place.objects()) in (["guid-of-a"], [f"guid-of-{slug}" for slug in "dcba"])
        [again] = runs.run(publication(show, cache))
        assert again.code == 0, again.said
        found = place.objects()
        assert documents(found) == expected
        assert_projected(found)
        assert_whole(found)
    raise AssertionError("the run never came to its end")


def steps_of(part: int) -> range:
    """Every fourth step, from this one on: all parts together are every step, and several processes share them."""
    return range(part, _MOST_STEPS, _PARTS)


@every_part
def test_killed_at_every_step_on_a_folder(
    part: int, runs: ForkedRuns, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", "public", {})
    place = FolderPlace(show.root / "public", tmp_path / "saved")
    show.publish()
    place.remember()
    add_three(show)

    points = kill_everywhere(runs, show, place, tmp_path / "cache", part)

    record_points("folder", points)
    assert points > 60 / _PARTS


@every_part
def test_killed_at_every_request_on_s3(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", f"s3://{bucket.bucket}/p", dict(bucket.environment()))
    place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")
    show.publish()
    place.remember()
    add_three(show)

    points = kill_everywhere(runs, show, place, tmp_path / "cache", part)

    record_points("S3", points)
    assert points > 40 / _PARTS


@every_part
def test_a_first_publication_killed_at_every_request(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    """The race of writers that only the first publication runs is in it."""
    show = show_with(tmp_path / "show", f"s3://{bucket.bucket}/p", dict(bucket.environment()))
    place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")
    [undisturbed] = runs.run(publication(show, tmp_path / "cache"))
    assert undisturbed.code == 0, undisturbed.said
    expected = documents(place.objects())
    for step in steps_of(part):
        place.restore()
        [ended] = runs.run(publication(show, tmp_path / "cache", die_at=step))
        if ended.code == 0:
            break
        assert assert_whole(place.objects()) in ([], ["guid-of-a"])
        if part < _PARTS:  # going on is tried in one part: the race makes these runs long
            continue
        [again] = runs.run(publication(show, tmp_path / "cache"))
        assert again.code == 0, again.said
        assert documents(place.objects()) == expected
    points = (step - part) // _PARTS
    record_points("first publication to S3", points)
    assert points > 30 / _PARTS
