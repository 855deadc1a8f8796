"""A publication with pages killed at every step: no page leads nowhere, and one more run ends the same."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from forked_runs import ForkedRuns
from killing import Demands, every_part, kill_everywhere
from published_place import URL, BucketPlace, FolderPlace
from runs_in_process import Killed, Steps, World, folder_world, objects_of
from served_site import lead_nowhere, pages_of
from show_builder import Show
from store_servers import Store

from balado.errors import RefusedError
from balado.record.history import find_newest
from balado.record.keys import is_of_site

PUBLISH = f"{{to: public, url: '{URL}', verify: false}}"
BEGAN = datetime(2025, 11, 23, 11, tzinfo=UTC)
_MOST_STEPS = 400


def show_with(root: Path, to: str, environment: dict[str, str]) -> Show:
    """A show with pages and two episodes; one person speaks in the first alone."""
    show = Show(root, environment)
    show.write_feed(publish=f"{{to: '{to}', url: '{URL}', verify: false}}", site=None)
    show.add("a", people="[{name: Ada}, {name: Zoë}]")
    show.add("b", date="2025-11-02 08:00", people="[{name: Ada}]")
    return show


def change(show: Show) -> None:
    """A new episode with somebody new, and the first one withdrawn with the only one who spoke there."""
    show.add("c", date="2025-11-03 08:00", people="[{name: Ada}, {name: Eve}]")
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text(encoding="utf-8").replace("---\n", "---\nwithdrawn: true\n", 1), encoding="utf-8")


def public(objects: Mapping[str, bytes]) -> dict[str, bytes]:
    return {key: body for key, body in objects.items() if not key.startswith(".balado/")}


def assert_readable(objects: Mapping[str, bytes]) -> None:
    """No page that readers come to leads nowhere, nor does the feed."""
    assert lead_nowhere(objects) == set()
    links = [part.partition(b"<")[0].decode() for part in objects["feed.xml"].split(b"<link>")[3:]]
    assert {link.removeprefix(f"{URL}/") for link in links} <= objects.keys()


DEMANDS = Demands(
    always=lambda objects: assert_readable(public(objects)),
    alike=lambda objects: pages_of(public(objects)),
    ended=lambda objects: assert_readable(public(objects)),
)


@every_part
def test_killed_at_every_step_on_a_folder_no_page_leads_nowhere(
    part: int, runs: ForkedRuns, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", "public", {})
    place = FolderPlace(show.root / "public", tmp_path / "saved")
    show.publish()
    change(show)

    points = kill_everywhere(runs, (show, place, tmp_path / "cache"), part, DEMANDS)

    record_points("folder with pages", points)
    assert points > 60


@pytest.mark.in_depth
@every_part
def test_killed_at_every_request_on_s3_no_page_leads_nowhere(
    part: int, runs: ForkedRuns, bucket: Store, tmp_path: Path, record_points: Callable[[str, int], None]
) -> None:
    show = show_with(tmp_path / "show", f"s3://{bucket.bucket}/p", dict(bucket.environment()))
    place = BucketPlace(bucket.endpoint.client(), bucket.bucket, "p")
    show.publish()
    change(show)

    points = kill_everywhere(runs, (show, place, tmp_path / "cache"), part, DEMANDS)

    record_points("S3 with pages", points)
    assert points > 40


def test_pages_that_are_switched_off_go_after_the_feed_that_names_them_wherever_the_run_is_killed(
    tmp_path: Path,
) -> None:
    world = folder_world(tmp_path / "public", BEGAN)
    show = show_with(tmp_path / "show", "public", {})
    world.publish(show.root)
    assert_readable(objects_of(world.public))
    place = FolderPlace(tmp_path / "public", tmp_path / "saved")
    place.remember()
    show.write_feed(site="false", publish=PUBLISH)
    for die_at in range(2, _MOST_STEPS, 3):
        place.restore()
        steps = Steps(die_at)
        with contextlib.suppress(Killed):
            world.publish(show.root, steps)
        assert_named_pages_are_there(objects_of(world.public))
        world.publish(show.root)
        assert not [key for key in objects_of(world.public) if is_of_site(key) and not key.startswith("assets/")]
        if len(steps.taken) < die_at:
            break
    assert die_at > 15


def assert_named_pages_are_there(served: Mapping[str, bytes]) -> None:
    named = {part.partition(b"<")[0].decode() for part in served["feed.xml"].split(b"<link>")}
    assert {link.removeprefix(f"{URL}/") for link in named if link.startswith(f"{URL}/")} <= served.keys()


def test_two_publishers_at_once_leave_the_pages_of_the_one_that_counts(tmp_path: Path) -> None:
    publish_and_check_out_twice(tmp_path / "begun")
    for step in range(1, _MOST_STEPS, 5):
        world, mine, theirs = two_checkouts(tmp_path / "begun", tmp_path / str(step))
        steps = Steps(meanwhile={step: lambda world=world, theirs=theirs: world.publish(theirs.root)})  # type: ignore[misc]
        with contextlib.suppress(RefusedError):  # where theirs is live by then, of which this checkout knows nothing
            world.publish(mine.root, steps)
        assert_as_recorded(world)
        if steps.meanwhile:
            break
    assert step > 20


def publish_and_check_out_twice(folder: Path) -> None:
    """A published show, and two checkouts of it with a new episode each."""
    world = folder_world(folder / "public", BEGAN)
    mine = show_with(folder / "mine", "public", {})
    world.publish(mine.root)
    theirs = Show(folder / "theirs")
    shutil.copytree(mine.root, theirs.root)
    mine.add("mine", date="2025-11-04 08:00", people="[{name: Mo}]")
    theirs.add("theirs", date="2025-11-05 08:00", people="[{name: Tea}]")


def two_checkouts(begun: Path, folder: Path) -> tuple[World, Show, Show]:
    """The same, in a folder of its own."""
    shutil.copytree(begun, folder)
    return folder_world(folder / "public", BEGAN), Show(folder / "mine"), Show(folder / "theirs")


def assert_as_recorded(world: World) -> None:
    """What is served is what the newest record says, and no page more."""
    newest = find_newest(world.target()).generation
    assert newest is not None
    served = objects_of(world.public)
    expected = {file.key: file.sha256 for file in newest.site}
    pages = {key: body for key, body in pages_of(served).items() if key in expected or not key.startswith("assets/")}
    assert {key: sha256(body).hexdigest() for key, body in pages.items()} == expected
    assert_readable(served)
    assert json.loads(objects_of(world.state)[f"generations/{newest.number}.json"])["format"] == 4
