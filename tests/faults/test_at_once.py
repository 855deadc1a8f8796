"""Eight publishers at once, two rounds: nothing that was live is lost, and who was told "published" is live.

Six rounds with `--hypothesis-profile=ci`, twenty with `--hypothesis-profile=thorough`: later ones race as the first.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from depth import depth
from forked_runs import Ended, ForkedRuns, Run
from published_place import URL, BucketPlace, FolderPlace, Place, assert_projected, assert_whole
from show_builder import Show
from store_servers import Store

NOW = "2025-11-23T12:00:00+01:00"
PUBLISHERS = 8


@pytest.fixture
def rounds() -> int:
    """How often they race."""
    return depth(2, 6, 20)


@dataclass
class Arena:
    """A place that several checkouts publish to."""

    to: str
    environment: dict[str, str]
    place: Place


@pytest.fixture(params=["folder", "bucket"])
def arena(request: pytest.FixtureRequest, tmp_path: Path) -> Arena:
    if request.param == "folder":
        return Arena(str(tmp_path / "public"), {}, FolderPlace(tmp_path / "public", tmp_path / "saved"))
    store: Store = request.getfixturevalue("bucket")
    place = BucketPlace(store.endpoint.client(), store.bucket, "p")
    return Arena(f"s3://{store.bucket}/p", dict(store.environment()), place)


def checkout(root: Path, arena: Arena) -> Show:
    show = Show(root, arena.environment)
    show.write_feed(publish=f"{{to: '{arena.to}', url: '{URL}', verify: false}}", feeds="{latest: {newest: 2}}")
    return show


def publish_at_once(runs: ForkedRuns, shows: list[Show]) -> list[Ended]:
    """Publish all of them at once. Each has a cache of its own, as machines have."""
    return runs.run(
        *(
            Run(
                show.root,
                ["publish", "--now", NOW],
                {**show.environment, "BALADO_CACHE_DIR": str(show.root / ".cache" / str(number))},
            )
            for number, show in enumerate(shows)
        )
    )


def look(arena: Arena) -> set[str]:
    """The guids that are live; everything that must hold does."""
    objects = arena.place.objects()
    live = assert_whole(objects)
    assert_projected(objects)
    assert len(live) == len(set(live))
    return set(live)


def test_eight_checkouts_each_with_an_episode_of_its_own(
    runs: ForkedRuns, arena: Arena, rounds: int, tmp_path: Path
) -> None:
    """One wins a round; the others lack its episode by then, and are refused until they have it."""
    shows = [checkout(tmp_path / f"checkout-{number}", arena) for number in range(PUBLISHERS)]
    live: set[str] = set()
    for number in range(rounds):
        mine = [f"r{number:02}-of-{index}" for index in range(PUBLISHERS)]
        folders = [show.add(slug, seconds=1) for show, slug in zip(shows, mine, strict=True)]

        ended = publish_at_once(runs, shows)

        assert {one.code for one in ended} <= {0, 1}, [one.said for one in ended]
        published = {f"guid-of-{slug}" for slug, one in zip(mine, ended, strict=True) if "Published" in one.said}
        assert published, [one.said for one in ended]
        for one in ended:
            assert ("Published" in one.said) == (one.code == 0)
            assert one.code == 0 or "would leave the feed" in one.said, one.said
        now = look(arena)
        assert now == live | published
        live = now
        _share(shows, folders, {guid.removeprefix("guid-of-") for guid in published})


def _share(shows: list[Show], folders: list[Path], won: set[str]) -> None:
    """Every checkout gets what was published, the recording left out; what was refused goes."""
    for folder in folders:
        text = (folder / "episode.md").read_text("utf-8")
        shutil.rmtree(folder)
        if folder.name in won:
            for show in shows:
                there = show.root / "episodes" / folder.name
                there.mkdir()
                (there / "episode.md").write_text(text, "utf-8")


def test_eight_runs_of_one_checkout(runs: ForkedRuns, arena: Arena, rounds: int, tmp_path: Path) -> None:
    """One publishes, the others read that and find that there is nothing left to do."""
    show = checkout(tmp_path / "checkout", arena)
    expected: set[str] = set()
    for number in range(rounds):
        show.add(f"r{number:02}", seconds=1)
        expected.add(f"guid-of-r{number:02}")

        ended = publish_at_once(runs, [show] * PUBLISHERS)

        assert {one.code for one in ended} == {0}, [one.said for one in ended]
        assert any("Published" in one.said for one in ended)
        assert look(arena) == expected
    numbers = [key for key in arena.place.objects() if key.startswith(".balado/generations/")]
    assert len(numbers) == rounds
